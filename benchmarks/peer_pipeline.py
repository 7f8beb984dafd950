#!/usr/bin/env python3
"""The pipeline that one would put together from spaCy and scispaCy, over the same documents.

usage: peer_pipeline.py INPUT...

The packaged language model over every sentence, scispaCy's AbbreviationDetector, a PhraseMatcher
over all names of the packaged lexicon, and a DependencyMatcher for subject, verb and object around
the rules' trigger words. Prints one line of JSON: documents, CPU seconds to load and to extract,
hits, and the peak of memory. It writes no table, grounds nothing and knows no negation; what it
finds is not compared here.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import scispacy.abbreviation  # noqa: F401 - registers the detector
import spacy
from inputs import read_inputs
from spacy.language import Language
from spacy.matcher import DependencyMatcher, PhraseMatcher

from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.relations.rules import load_rules
from nlp_pipeline.resources import MODEL_NAME, models_dir


def load_peer() -> tuple[Language, PhraseMatcher, DependencyMatcher]:
    """Load the model and build both matchers."""
    nlp = spacy.load(models_dir() / MODEL_NAME)
    nlp.add_pipe("abbreviation_detector")
    names = PhraseMatcher(nlp.vocab, attr="LOWER")
    distinct = sorted({term.name for term in Lexicon.load().iter_terms()})
    for start in range(0, len(distinct), 10_000):  # so that few Docs are in memory at once
        names.add("NAME", list(nlp.tokenizer.pipe(distinct[start : start + 10_000])))
    lemmas = sorted({lemma for rule in load_rules(()) for lemma in rule.lemmas})
    clauses = DependencyMatcher(nlp.vocab)
    clauses.add("CLAIM", [_clause(lemmas, passive=False), _clause(lemmas, passive=True)])
    return nlp, names, clauses


def _clause(lemmas: Sequence[str], *, passive: bool) -> list[dict[str, Any]]:
    subject, object_ = (["nsubjpass"], ["agent", "nmod"]) if passive else (["nsubj"], ["dobj"])
    return [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": list(lemmas)}}},
        _child("subject", subject),
        _child("object", object_),
    ]


def _child(name: str, labels: Sequence[str]) -> dict[str, Any]:
    attributes = {"DEP": {"IN": list(labels)}}
    return {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": name, "RIGHT_ATTRS": attributes}


def main(arguments: Sequence[str]) -> None:
    """Run over the inputs and print what it cost."""
    started = time.process_time()
    nlp, names, clauses = load_peer()
    loaded = time.process_time()
    documents = read_inputs([Path(name) for name in arguments])
    begun = time.process_time()
    hits = 0
    texts = (passage.view for document in documents for passage in document.passages)
    for doc in nlp.pipe(texts, batch_size=64):
        hits += len(names(doc)) + len(clauses(doc))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    figures = {"documents": len(documents), "load_seconds": loaded - started, "seconds": seconds}
    print(json.dumps({**figures, "hits": hits, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1:])
