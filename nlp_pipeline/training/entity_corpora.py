"""The entity corpora: how each maps to our labels, and what it leaves unsaid.

Each corpus annotates some types only, in its own way. All are mapped to one label set
(:data:`LABELS`), and :data:`CORPORA` says of which labels an unmarked token is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from nlp_pipeline.training.corpora import TaggedSentence, read_tagged

LABELS: Final = ("CANCER", "CELL", "CHEMICAL", "DISEASE", "GENE")
"""``DISEASE`` is every disease that is no cancer; all others say what they are."""

UNKNOWN: Final = "-"
"""spaCy's mark for a token whose annotation is missing."""

_CANCERS_ARE_DISEASES: Final = MappingProxyType({"CANCER": "DISEASE"})


@dataclass(frozen=True, slots=True)
class EntityCorpus:
    """How one corpus maps to our labels.

    Attributes:
        labels: The corpus's own type to ours, or to :data:`UNKNOWN`; types that are not listed
            count as no name.
        complete: Labels that the corpus annotates throughout: an unmarked token is none of these.
        merged: Labels of ours that the corpus does not tell apart from another.
        share: Part of its sentences that a pass of the training reads, drawn anew each time; 0
            where the recogniser is not trained on it.
    """

    labels: MappingProxyType[str, str]
    complete: frozenset[str]
    merged: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    share: float = 1.0

    def comparable(self, label: str) -> str | None:
        """Return the label under which the corpus annotates this one; None if it does not."""
        return self.merged.get(label, label) if label in self.complete else None


def _labels(**labels: str) -> MappingProxyType[str, str]:
    return MappingProxyType(labels)


CORPORA: Final = MappingProxyType(
    {
        "BioNLP13CG": EntityCorpus(
            _labels(
                Gene_or_gene_product="GENE",
                Simple_chemical="CHEMICAL",
                Amino_acid="CHEMICAL",
                Cancer="CANCER",
                Pathological_formation=UNKNOWN,
                Cell="CELL",
            ),
            frozenset({"GENE", "CHEMICAL", "CANCER", "CELL"}),
        ),
        "BioNLP13PC": EntityCorpus(
            _labels(Gene_or_gene_product="GENE", Complex="GENE", Simple_chemical="CHEMICAL"),
            frozenset({"GENE", "CHEMICAL"}),
        ),
        "BC5CDR": EntityCorpus(
            _labels(Chemical="CHEMICAL", Disease="DISEASE"),
            frozenset({"CHEMICAL", "CANCER", "DISEASE"}),
            _CANCERS_ARE_DISEASES,
        ),
        "NCBI-disease": EntityCorpus(
            _labels(Disease="DISEASE"),
            frozenset({"CANCER", "DISEASE"}),
            _CANCERS_ARE_DISEASES,
            share=0.35,
        ),
        "BC2GM": EntityCorpus(_labels(GENE="GENE"), frozenset({"GENE"}), share=0),
        "BioNLP11EPI": EntityCorpus(_labels(Protein="GENE"), frozenset({"GENE"}), share=0),
        "BioNLP13GE": EntityCorpus(_labels(Protein="GENE"), frozenset({"GENE"}), share=0),
    }
)
"""The corpora that are read. AnatEM has none of our types and is left out.

The last three mark genes by other guidelines than the first two (BC2GM with the words around a
name, the others single proteins only), so that a recogniser trained on all of them pleases none;
their names help the parser's training, and the scores on them stand for orientation.
"""


def read_entity_corpus(folder: Path, name: str, part: str) -> tuple[TaggedSentence, ...]:
    """Read one part of one corpus, with our labels in place of its own.

    Args:
        folder: Folder with one folder per corpus.
        name: A key of :data:`CORPORA`.
        part: ``train``, ``devel`` or ``test``.

    Raises:
        CorpusError: The file is missing or malformed.
    """
    return tuple(
        TaggedSentence(sentence.words, map_tags(sentence.tags, CORPORA[name].labels))
        for sentence in read_tagged(folder / name / f"{part}.tsv.gz")
    )


def read_entity_corpora(
    folder: Path, part: str, *, trained_only: bool = False
) -> dict[str, tuple[TaggedSentence, ...]]:
    """Read one part of every corpus, or of those that the recogniser is trained on.

    Raises:
        CorpusError: A file is missing or malformed.
    """
    return {
        name: read_entity_corpus(folder, name, part)
        for name, corpus in CORPORA.items()
        if corpus.share or not trained_only
    }


def map_tags(tags: Sequence[str], labels: MappingProxyType[str, str]) -> tuple[str, ...]:
    """Replace a corpus's types by ours; types without a label become ``O``.

    >>> map_tags(("B-Protein", "I-Protein", "B-Organ"), MappingProxyType({"Protein": "GENE"}))
    ('B-GENE', 'I-GENE', 'O')
    >>> map_tags(("B-Site", "O"), MappingProxyType({"Site": UNKNOWN}))
    ('-', 'O')
    """
    mapped = []
    for tag in tags:
        position, _, name = tag.partition("-")
        label = labels.get(name)
        if label is None:
            mapped.append("O")
        else:
            mapped.append(UNKNOWN if label == UNKNOWN else f"{position}-{label}")
    return tuple(mapped)


def to_bilou(tags: Sequence[str]) -> list[str]:
    """Return spaCy's five-way tags for IOB tags; ``-`` stays.

    >>> to_bilou(("B-GENE", "I-GENE", "O", "B-GENE", "-"))
    ['B-GENE', 'L-GENE', 'O', 'U-GENE', '-']
    """
    bilou = []
    for tag, after in zip(tags, (*tags[1:], "O"), strict=True):
        position, _, label = tag.partition("-")
        goes_on = after == f"I-{label}"
        if not label:
            bilou.append(tag)
        elif position == "B":
            bilou.append(f"B-{label}" if goes_on else f"U-{label}")
        else:
            bilou.append(f"I-{label}" if goes_on else f"L-{label}")
    return bilou


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) of the names in IOB tags, half-open token indices.

    >>> spans_of(("B-GENE", "I-GENE", "O", "B-CELL", "-"))
    [(0, 2, 'GENE'), (3, 4, 'CELL')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        position, _, label = tag.partition("-")
        if not label:
            continue
        if position == "I" and spans and spans[-1][1] == i and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], i + 1, label)
        else:
            spans.append((i, i + 1, label))
    return spans


def collect_names(ner_dir: Path) -> tuple[str, ...]:
    """Return the one-token gene names of the corpora that look like symbols, sorted.

    They take the place of CRAFT's mouse genes when the parser is trained.
    """
    names: set[str] = set()
    for sentences in read_entity_corpora(ner_dir, "train").values():
        for sentence in sentences:
            following = (*sentence.tags[1:], "O")
            for word, tag, after in zip(sentence.words, sentence.tags, following, strict=True):
                if tag == "B-GENE" and not after.startswith("I-") and _SYMBOL.fullmatch(word):
                    names.add(word)
    return tuple(sorted(names))


_SYMBOL: Final = re.compile(r"(?=.*[A-Z0-9])[A-Za-z][A-Za-z0-9]{1,9}")
