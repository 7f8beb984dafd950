"""Names of several words stand as one word before the parser; its parse is spread over them."""

from __future__ import annotations

import spacy
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc

from nlp_pipeline.annotations import MentionSpan, set_mentions
from nlp_pipeline.text.stand_ins import CHEMICALS, DRUGS, GENES, shorten, spread_parse
from nlp_pipeline.text.tokenizer import TOKENIZER

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def make_doc(text: str, *names: tuple[str, str]) -> Doc:
    doc = NLP(text)
    doc[0].is_sent_start = True
    mentions = []
    for name, kind in names:
        span = doc.char_span(text.index(name), text.index(name) + len(name))
        mentions.append(MentionSpan(span.start, span.end, kind, name, source="t", score=1.0))
    set_mentions(doc, mentions)
    return doc


def short_words(doc: Doc) -> list[str]:
    short = shorten(doc[:])
    return [token.text for token in short.build_doc(doc[:])]


def test_each_name_of_several_words_is_one_word_and_others_stay():
    doc = make_doc(
        "IL-1R8 and MET bind beta-adrenergic receptors with cobimetinib fumarate.",
        ("IL-1R8", "Gene"),
        ("MET", "Gene"),
        ("beta-adrenergic receptors", "Family"),
        ("cobimetinib fumarate", "Drug"),
    )
    assert short_words(doc) == [
        *(GENES[0], "and", "MET", "bind", GENES[1], "with", DRUGS[0], "."),
    ]


def test_common_noun_of_a_pathway_and_names_of_processes_stay():
    doc = make_doc(
        "The PI3K/AKT signaling pathway drives cell migration.",
        ("PI3K/AKT signaling pathway", "Pathway"),
        ("cell migration", "Process"),
    )
    assert short_words(doc)[:5] == ["The", GENES[0], "signaling", "pathway", "drives"]
    assert short_words(doc)[-3:] == ["cell", "migration", "."]


def test_adverb_of_several_words_is_its_last_word():
    doc = make_doc("Insulin dose-dependently activated AKT.", ("AKT", "Gene"))
    assert short_words(doc) == ["Insulin", "dependently", "activated", "AKT", "."]


def test_knock_down_is_one_word_but_other_particles_stay():
    doc = make_doc("Knock-down of AKT slows down knock‐out cells.", ("AKT", "Gene"))
    assert short_words(doc) == ["knockdown", "of", "AKT", "slows", "down", "knockout", "cells", "."]


def test_name_that_is_a_word_of_grammar_is_replaced_but_no_single_letter():
    doc = make_doc("NO inhibits (A).", ("NO", "Chemical"), ("A", "Variant"))
    assert short_words(doc) == [CHEMICALS[0], "inhibits", "(", "A", ")", "."]


def test_sentence_without_such_names_is_its_own_short_form():
    doc = make_doc("PTEN inhibits AKT.", ("PTEN", "Gene"), ("AKT", "Gene"))
    short = shorten(doc[:])
    assert short.build_doc(doc[:]).text == doc.text
    parse = doc.to_array([TAG, POS, LEMMA, DEP, HEAD])
    assert spread_parse(parse, short, doc[:]) is parse


def test_parse_of_the_short_sentence_is_spread_over_the_whole():
    doc = make_doc(
        "IL-1R8 inhibits growth factor receptors.",
        ("IL-1R8", "Gene"),
        ("growth factor receptors", "Family"),
    )
    short = shorten(doc[:])
    parsed = short.build_doc(doc[:])
    assert [token.text for token in parsed] == [GENES[0], "inhibits", GENES[1], "."]
    heads, deps = [1, 1, 1, 1], ["nsubj", "ROOT", "dobj", "punct"]
    parsed = Doc(
        doc.vocab,
        words=[token.text for token in parsed],
        tags=["NN", "VBZ", "NN", "."],
        lemmas=["egfr", "inhibit", "akt", "."],
        heads=heads,
        deps=deps,
    )
    columns = [TAG, POS, LEMMA, DEP, HEAD]
    whole = spread_parse(parsed.to_array(columns), short, doc[:])
    spread = Doc(doc.vocab, words=[t.text for t in doc]).from_array(columns, whole)
    found = [(t.text, t.dep_, t.head.text, t.tag_) for t in spread]
    assert found == [
        ("IL", "compound", "1R8", "NN"),
        ("-", "punct", "1R8", "HYPH"),
        ("1R8", "nsubj", "inhibits", "NN"),
        ("inhibits", "ROOT", "inhibits", "VBZ"),
        ("growth", "compound", "receptors", "NN"),
        ("factor", "compound", "receptors", "NN"),
        ("receptors", "dobj", "inhibits", "NNS"),
        (".", "punct", "inhibits", "."),
    ]
    assert spread[2].lemma_ == "1r8"
