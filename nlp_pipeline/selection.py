"""Which sentences can hold a triple: the test that spares the dear steps most of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from spacy.attrs import LOWER
from spacy.tokens import Span

from nlp_pipeline.annotations import get_legend, get_mentions_in
from nlp_pipeline.entities.process_nouns import may_name_process
from nlp_pipeline.entities.verbal_processes import moves_cells, names_cells
from nlp_pipeline.relations.rules import Rule
from nlp_pipeline.relations.words import STEM, load_words
from nlp_pipeline.vocabulary import AGENTS

MAX_SENTENCE_TOKENS: Final = 200
"""Longer stretches are lists or tables run together, which no grammar reads."""

OF_QUALITY: Final = ("pro-", "anti")
"""How adjectives begin that say what something does to a process: "pro-apoptotic"."""

REMEMBERED: Final = 50_000
"""Words that are kept in memory with what they may be."""


class SentenceSelector:
    """Tells whether a sentence can hold a triple.

    It can where it has a trigger of some rule and either two names, or one name and a noun that
    may name a process, a kind of cell that something is done to, or a word of response to a drug.
    A class of drugs is a trigger by itself.
    Legends, very short and very long stretches are never chosen.

    Args:
        rules: The rules, for the trigger words that they name themselves.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        words = load_words()
        self._response = tuple({word[:6] for word in words.nominals_of("resist", "respond")})
        self._stems = words.stems() | {lemma[:STEM] for rule in rules for lemma in rule.lemmas}
        self._known: dict[int, _Word] = {}

    def __call__(self, sentence: Span, unknown: int = 0) -> bool:
        """Test a sentence of a Doc with mentions.

        Args:
            sentence: The sentence.
            unknown: How many of its words may turn out to be names beside the mentions.
        """
        start, end = sentence.start, sentence.end
        if not 3 <= end - start <= MAX_SENTENCE_TOKENS:
            return False
        mentions = get_mentions_in(sentence)
        several = len({(m.start_token, m.label) for m in mentions}) + unknown > 1
        if not mentions and not unknown:
            return False
        if any(s.start <= start and end <= s.end for s in get_legend(sentence.doc)):
            return False
        if len(mentions) + unknown > 1 and any(m.type in AGENTS for m in mentions):
            return True
        words = self._words(sentence)
        moved = any(word.cells for word in words) and any(word.moving for word in words)
        if several or moved or any(word.process for word in words):
            return any(word.trigger for word in words)
        return any(word.response for word in words)

    def _words(self, sentence: Span) -> list[_Word]:
        found = cast("Any", sentence).to_array([LOWER])  # spaCy's types lack it
        lower: list[int] = found[:, 0].tolist()
        if len(self._known) > REMEMBERED:
            self._known.clear()
        for word in lower:
            if word not in self._known:
                self._known[word] = self._read(sentence.doc.vocab.strings[word])
        return [self._known[word] for word in lower]

    def _read(self, word: str) -> _Word:
        return _Word(
            process=may_name_process(word),
            trigger=word[:STEM] in self._stems or word.startswith(OF_QUALITY),
            response=word.startswith(self._response),
            cells=names_cells(word),
            moving=moves_cells(word),
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word in lower case may be: head of a process's name, a trigger, a response.

    Also a kind of cell, and a verb that makes a process of one.
    """

    process: bool
    trigger: bool
    response: bool
    cells: bool
    moving: bool
