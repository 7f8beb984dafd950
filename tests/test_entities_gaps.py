from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import (
    DISCARDED,
    MentionSpan,
    get_mentions,
    set_legend,
    set_mentions,
)
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.gaps import AROUND, GapRecogniser, find_unknown
from nlp_pipeline.pipeline import build_pipeline

VOCAB = spacy.blank("en").vocab
FILLER = ["so", "it", "goes", "on", "and", "on", "for", "a", "while", "here", "in", "the", "text"]


class NoStopNames:
    def is_stop_name(self, name):  # noqa: ARG002
        return False


class Names:
    """Stands in for a model: calls given words genes, and remembers what it was shown."""

    def __init__(self, *names):
        self.names = names
        self.shown = []

    def __call__(self, doc):
        self.shown.append([token.text for token in doc])
        doc.ents = [Span(doc, t.i, t.i + 1, label="GENE") for t in doc if t.text in self.names]
        return doc


def make_doc(*sentences):
    words = [word for sentence in sentences for word in sentence]
    starts = [i == 0 for sentence in sentences for i in range(len(sentence))]
    doc = Doc(VOCAB, words=words, sent_starts=starts)
    set_mentions(doc, [])
    return doc


def mention(doc, word, **more):
    start = [token.text for token in doc].index(word)
    return MentionSpan(start, start + 1, "Gene", word, **more)


def recognise(doc, pipe, *, select=lambda _sentence, _unknown: True, **more):
    GapRecogniser([pipe], NoStopNames(), select, **more)(doc)
    return [(m.label, m.source) for m in get_mentions(doc)]


def test_recogniser_is_shown_the_words_around_a_gap_only():
    doc = make_doc([*FILLER, "Ypk1", *FILLER], ["KRAS", "is", "known"])
    set_mentions(doc, [mention(doc, "KRAS")])
    pipe = Names("Ypk1")
    assert recognise(doc, pipe) == [("Ypk1", "model"), ("KRAS", "lexicon")]
    assert pipe.shown == [[*FILLER[-AROUND:], "Ypk1", *FILLER[:AROUND]]]


def test_recogniser_reads_gaps_that_touch_as_one_stretch():
    apart, near = [*FILLER, *FILLER], FILLER[: AROUND + 2]
    doc = make_doc(["Ypk1", *near, "Slt2", *apart, "Hog1"])
    pipe = Names("Ypk1", "Slt2", "Hog1")
    assert [label for label, _ in recognise(doc, pipe)] == ["Ypk1", "Slt2", "Hog1"]
    assert sorted(map(len, pipe.shown)) == [AROUND + 1, AROUND + len(near) + 2]


def test_recogniser_leaves_out_sentences_that_are_not_selected():
    doc = make_doc(["Ypk1", "and", "Slt2"], ["Hog1", "is", "alone"])
    pipe = Names("Ypk1", "Slt2", "Hog1")
    found = recognise(doc, pipe, select=lambda _sentence, unknown: unknown > 1)
    assert found == [("Ypk1", "model"), ("Slt2", "model")]


def test_recogniser_everywhere_reads_all_sentences():
    doc = make_doc(["nothing", "unknown"], ["Ypk1"])
    pipe = Names()
    recognise(doc, pipe, select=lambda _sentence, _unknown: False, everywhere=True)
    assert sorted(pipe.shown) == [["Ypk1"], ["nothing", "unknown"]]


def test_recogniser_fills_gaps_and_overrules_no_mention():
    doc = make_doc(["Ypk1", "binds", "KRAS"])
    set_mentions(doc, [mention(doc, "KRAS", source="pattern")])
    assert recognise(doc, Names("Ypk1", "KRAS")) == [("Ypk1", "model"), ("KRAS", "pattern")]


def test_recogniser_leaves_out_names_of_a_legend():
    doc = make_doc(["Ypk1", "acts", ".", "Slt2", ":", "kinase"])
    set_legend(doc, [(3, 6)])
    assert recognise(doc, Names("Ypk1", "Slt2")) == [("Ypk1", "model")]


def test_find_unknown_passes_over_what_has_a_reading():
    doc = make_doc(["Ypk1", "Slt2", "Hog1", "Msg5", "DNA", "word"])
    set_mentions(doc, [mention(doc, "Ypk1")])
    set_mentions(doc, [mention(doc, "Slt2", reason="the text defines it")], group=DISCARDED)
    set_legend(doc, [(2, 3)])
    assert [doc[i].text for i in find_unknown(doc)] == ["Msg5"]


@pytest.mark.model
@pytest.mark.parametrize("recogniser", ["gaps", "off"])
def test_pipeline_finds_names_of_no_vocabulary_by_the_setting(recogniser):
    nlp = build_pipeline(Settings(recogniser=recogniser))
    doc = nlp("Hsl7 phosphorylates EGFR.")
    found = {m.label for m in get_mentions(doc) if m.source == "model"}
    assert found == ({"Hsl7"} if recogniser == "gaps" else set())
