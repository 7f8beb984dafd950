"""Which sentences can hold a triple: the test that spares the dear steps most of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span

from nlp_pipeline.annotations import get_legend, get_mentions_in
from nlp_pipeline.entities.phrases import may_name_process
from nlp_pipeline.relations.rules import Rule
from nlp_pipeline.relations.words import STEM, load_words
from nlp_pipeline.vocabulary import AGENTS

MAX_SENTENCE_TOKENS: Final = 200
"""Longer stretches are lists or tables run together, which no grammar reads."""


class SentenceSelector:
    """Tells whether a sentence can hold a triple.

    It can where it has a trigger of some rule and either two names, or one name and a noun that
    may name a process or a word of response to a drug. A class of drugs is a trigger by itself.
    Legends, very short and very long stretches are never chosen.

    Args:
        rules: The rules, for the trigger words that they name themselves.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        words = load_words()
        self._response = tuple({word[:6] for word in words.nominals_of("resist", "respond")})
        self._stems = words.stems() | {lemma[:STEM] for rule in rules for lemma in rule.lemmas}

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
        lower = [token.lower_ for token in sentence]
        if several or any(may_name_process(word) for word in lower):
            return any(word[:STEM] in self._stems for word in lower)
        return any(word.startswith(self._response) for word in lower)
