"""Texts of Docs and words as strings, and mentions, that stay at hand."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, SpanGroup

from nlp_pipeline.annotations import MentionSpan, get_mentions, get_mentions_in, set_mentions
from nlp_pipeline.text import strings
from nlp_pipeline.text.strings import text_of, words_of

NLP = spacy.blank("en")


@given(st.text(alphabet="abc .(α\n\t", max_size=40))
def test_words_and_text_are_those_of_spacy(text: str) -> None:
    doc = NLP(text)
    assert list(words_of(doc)) == [token.text for token in doc]
    assert text_of(doc) == doc.text


def test_words_are_read_again_when_the_memory_is_full(monkeypatch) -> None:
    monkeypatch.setattr(strings, "_REMEMBERED", 2)
    for text in ("EGF binds EGFR", "AKT is lost", "EGF binds EGFR"):
        assert list(words_of(NLP(text))) == text.split()


def test_mentions_are_read_anew_where_their_group_was_replaced() -> None:
    doc = NLP("EGF binds EGFR")
    set_mentions(doc, [MentionSpan(0, 1, "Gene", "EGF"), MentionSpan(2, 3, "Gene", "EGFR")])
    first, second = get_mentions(doc)
    group = doc.spans["mentions"]
    attrs = {name: values[1:] for name, values in group.attrs.items()}
    doc.spans["mentions"] = SpanGroup(doc, name="mentions", spans=[group[1]], attrs=attrs)
    assert get_mentions(doc) == (second,)
    assert get_mentions_in(doc[0:2]) == ()
    assert first.label == "EGF"


def test_mentions_of_a_copy_are_those_of_the_doc() -> None:
    doc = NLP("EGF binds EGFR")
    found = MentionSpan(
        2, 3, "Gene", "EGFR", "hgnc:3236", "pattern", 0.9, "activation", ("EGFR",), ("x:1",), "r"
    )
    set_mentions(doc, [found])
    copied = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert get_mentions(copied) == get_mentions(doc) == (found,)
