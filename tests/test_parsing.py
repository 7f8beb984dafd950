"""Only chosen sentences are parsed, and equal ones once."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from nlp_pipeline.annotations import get_parsed
from nlp_pipeline.text import parsing
from nlp_pipeline.text.parsing import SelectiveParser

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


class LastIsRoot:
    """Hangs all tokens on the last one; notes what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, doc: Doc) -> Doc:
        self.seen.append(doc.text.strip())
        for token in doc:
            token.head, token.dep_, token.tag_ = doc[-1], "obj", "NN"
        return doc


def make_parser() -> tuple[SelectiveParser, LastIsRoot]:
    pipe = LastIsRoot()
    return SelectiveParser([pipe], lambda sentence: "AKT" in sentence.text), pipe


TEXTS = ["PTEN inhibits AKT. EGF binds.", "Nothing. PTEN inhibits AKT. End.", "PTEN activates AKT."]


def test_equal_sentences_are_parsed_once_and_all_annotated():
    parser, pipe = make_parser()
    docs = [*parser.pipe(NLP.pipe(TEXTS)), parser(NLP(TEXTS[1]))]
    assert sorted(pipe.seen) == ["PTEN activates AKT.", "PTEN inhibits AKT."]
    parsed = [[(s.text, [t.head.i for t in s]) for s in get_parsed(doc)] for doc in docs]
    assert parsed == [
        [("PTEN inhibits AKT.", [3, 3, 3, 3])],
        [("PTEN inhibits AKT.", [5, 5, 5, 5])],
        [("PTEN activates AKT.", [3, 3, 3, 3])],
        [("PTEN inhibits AKT.", [5, 5, 5, 5])],
    ]


def test_memory_of_sentences_is_bounded(monkeypatch):
    monkeypatch.setattr(parsing, "REMEMBERED", 0)
    parser, pipe = make_parser()
    for text in (*TEXTS, *TEXTS):
        parser(NLP(text))
    assert len(pipe.seen) == 6
