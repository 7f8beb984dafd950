"""Docs built by hand: words with tags, lemmas, heads and labels, and mentions by their words."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from nlp_pipeline.annotations import MentionSpan, get_mentions, set_mentions, set_parsed
from nlp_pipeline.relations import building as relations_building
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import load_words

VOCAB = spacy.blank("en").vocab


def build_doc(table: str, mentions: dict[str, str]) -> Doc:
    """Build a parsed Doc of one sentence.

    Args:
        table: One token a line: word, tag, lemma, head (index, from 0), dependency label.
        mentions: Words of a mention (joined by blanks) to its type; the label is the words.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    words, tags, lemmas, heads, deps = zip(*rows, strict=True)
    doc = Doc(
        VOCAB,
        words=list(words),
        tags=list(tags),
        lemmas=list(lemmas),
        heads=[int(head) for head in heads],
        deps=list(deps),
    )
    found = [
        MentionSpan(start, start + len(name.split()), type_, name)
        for name, type_ in mentions.items()
        for start in range(len(words))
        if list(words[start : start + len(name.split())]) == name.split()
    ]
    set_mentions(doc, found)
    set_parsed(doc, [doc[:]])
    return doc


def build_graph(table: str, mentions: dict[str, str]) -> SentenceGraph:
    """Build the graph of a one-sentence Doc; see :func:`build_doc`."""
    doc = build_doc(table, mentions)
    return relations_building.build_graph(doc[:], get_mentions(doc), load_words())
