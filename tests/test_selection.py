from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from nlp_pipeline.annotations import MentionSpan, set_legend, set_mentions
from nlp_pipeline.selection import MAX_SENTENCE_TOKENS, SentenceSelector

VOCAB = spacy.blank("en").vocab


@pytest.fixture(scope="module")
def select():
    return SentenceSelector(())


def sentence(text, types):
    words = text.split()
    doc = Doc(VOCAB, words=words, sent_starts=[i == 0 for i in range(len(words))])
    places = [i for i, word in enumerate(words) if word.isupper()]
    pairs = zip(places, types, strict=True)
    set_mentions(doc, [MentionSpan(i, i + 1, type_, words[i]) for i, type_ in pairs])
    return doc[:]


@pytest.mark.parametrize(
    ("text", "types", "chosen"),
    [
        ("EGF activates EGFR", ["Gene", "Gene"], True),
        ("EGF and EGFR alone", ["Gene", "Gene"], False),
        ("EGF activates something else", ["Gene"], False),
        ("EGF drives resistance somehow", ["Gene"], True),
        ("EGF stimulates cell migration", ["Gene"], True),
        ("DRUG near EGFR only", ["Drug", "Gene"], True),
        ("nothing activates anything here", [], False),
    ],
    ids=["two names", "no trigger", "one name", "response", "process noun", "drug", "no name"],
)
def test_selector_asks_for_names_and_a_trigger(select, text, types, chosen):
    assert select(sentence(text, types)) is chosen


def test_selector_counts_unknown_words_as_names(select):
    one = sentence("EGF activates Ypk1", ["Gene"])
    assert (select(one), select(one, 1)) == (False, True)


def test_selector_leaves_out_legends_and_long_stretches(select):
    legend = sentence("EGF activates EGFR", ["Gene", "Gene"])
    set_legend(legend.doc, [(0, 3)])
    long = sentence("EGF activates EGFR" + " again" * MAX_SENTENCE_TOKENS, ["Gene", "Gene"])
    assert (select(legend), select(long)) == (False, False)
