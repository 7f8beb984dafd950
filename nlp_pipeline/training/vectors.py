"""Word vectors from the training corpora's own text: floret, subwords hashed into a small table.

A new gene or drug name shares its subwords with known ones ("-mab", "-inib", "-ase"), so that no
word is unknown. floret (https://github.com/explosion/floret) is needed to train only.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.training.initialize import convert_vectors

WIDTH: Final = 64
ROWS: Final = 15_000
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n")


def split_raw_text(text: str) -> list[list[str]]:
    """Cut running text into rough sentences of tokens: enough to learn vectors from.

    >>> split_raw_text("EGF binds EGFR. p27-mediated arrest.")
    [['EGF', 'binds', 'EGFR', '.'], ['p27', '-', 'mediated', 'arrest', '.']]
    """
    return [words for part in _SENTENCE_END.split(text) if (words := _TOKEN.findall(part))]


def train_vectors(sentences: Iterable[Sequence[str]], output: Path, *, epochs: int = 12) -> None:
    """Train a floret table over lower-cased words and write it in floret's text format.

    Args:
        sentences: Tokenized sentences.
        output: File to write.
        epochs: Passes over the text; 12 take about five minutes for 2.5 million words.
    """
    import floret

    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        with text.open("w", encoding="utf-8") as lines:
            for words in sentences:
                lines.write(" ".join(word.lower() for word in words) + "\n")
        model = floret.train_unsupervised(
            str(text),
            model="cbow",
            mode="floret",
            hashCount=2,
            bucket=ROWS,
            minn=3,
            maxn=5,
            dim=WIDTH,
            epoch=epochs,
            neg=10,
            ws=5,
            minCount=3,
            lr=0.05,
            thread=1,
            verbose=0,
        )
        model.save_floret_vectors(str(output))


def add_vectors(nlp: Language, path: Path) -> None:
    """Load a floret table into a pipeline's vocabulary, looked up by normalized form."""
    convert_vectors(nlp, path, truncate=0, prune=0, mode="floret", attr="NORM")
