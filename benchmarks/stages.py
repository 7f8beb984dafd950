#!/usr/bin/env python3
"""CPU time of each stage over a folder of documents, and what the lexicon adds to a process.

usage: stages.py [INPUT ...] [--json]

Without INPUT the texts are the seed documents and the sentences of the packaged rules' examples.
All on one thread; times are CPU seconds of this process, reading and start-up left out. "share" is
what recognition and grounding cost together (abbreviations, entities, gaps) against the parser.
The memory is measured in a fresh process: the growth of its unique set (private pages) and of its
resident set from before the lexicon is opened to after every name of the texts was looked up, the
recogniser's memory of names included.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from nlp_pipeline.machine import prepare_machine

prepare_machine()

import spacy
from inputs import read_inputs
from spacy.tokens import Doc

from nlp_pipeline.config import Settings
from nlp_pipeline.entities.recogniser import EntityRecogniser
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.pipeline import Extractor, annotate_stages
from nlp_pipeline.records import Document, OffsetMap, Passage
from nlp_pipeline.relations.rules import load_rules
from nlp_pipeline.text.tokenizer import build_tokenizer

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
RECOGNITION = ("nlp_pipeline_abbreviations", "nlp_pipeline_entities", "nlp_pipeline_gaps")
PARSER = "nlp_pipeline_parser"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process gained, in megabytes (10^6 bytes)."""

    unique: float
    resident: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of the benchmark.

    Attributes:
        documents, words: Size of the input; words are tokens.
        seconds: CPU seconds by stage, in the order of the pipeline.
        load_seconds: CPU seconds to build the pipeline, model and lexicon included.
        opening_milliseconds: CPU time to open the lexicon alone.
        opened, used: Memory that the lexicon adds once it is open, and after all lookups.
    """

    documents: int
    words: int
    seconds: dict[str, float]
    load_seconds: float
    opening_milliseconds: float
    opened: Memory
    used: Memory

    @property
    def share(self) -> float:
        """Cost of recognition and grounding as a share of the parser's."""
        cost = sum(self.seconds.get(stage, 0.0) for stage in RECOGNITION)
        return cost / self.seconds[PARSER]


def generated_documents() -> list[Document]:
    """Return the seeds and the examples of the packaged rules, one document each."""
    texts = dict.fromkeys(e.text for rule in load_rules(()) for e in rule.examples)
    examples = [_document(f"example-{number}", text) for number, text in enumerate(texts)]
    return [*read_inputs([SEEDS]), *examples]


def _document(doc_id: str, text: str) -> Document:
    passage = Passage("text", "body", None, text, text, OffsetMap.identity(len(text)))
    return Document(doc_id, "", (passage,))


def measure_stages(documents: Sequence[Document]) -> tuple[float, int, dict[str, float]]:
    """Run all stages; return CPU seconds of loading, number of tokens, CPU seconds by stage."""
    started = time.process_time()
    extractor = Extractor(Settings())
    load_seconds = time.process_time() - started
    seconds: dict[str, float] = {}
    words = 0
    stream = iter(documents)
    while batch := list(islice(stream, extractor.settings.batch_size)):
        docs: list[list[Doc]] = []
        started = time.process_time()
        size = extractor.settings.batch_size
        for stage, docs in annotate_stages(extractor.nlp, batch, size):  # noqa: B007
            seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - started
            started = time.process_time()
        words += sum(len(doc) for own in docs for doc in own)
        for document, own in zip(batch, docs, strict=True):
            extractor.result_of(document, own)
        seconds["relations"] = seconds.get("relations", 0.0) + time.process_time() - started
    return load_seconds, words, seconds


def measure_lexicon(texts: Sequence[str]) -> tuple[float, Memory, Memory]:
    """Open the lexicon and look up all names of some texts; to be run in a fresh process.

    Returns:
        CPU milliseconds of opening, memory gained by opening, memory gained after the lookups.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    for text in texts:
        _tokenized(nlp.tokenizer(text))
    before = _memory()
    started = time.process_time()
    lexicon = Lexicon.load()
    opening = 1000 * (time.process_time() - started)
    opened = _memory()
    recogniser = EntityRecogniser(lexicon)
    for text in texts:
        recogniser(nlp.tokenizer(text))
    return opening, _gained(before, opened), _gained(before, _memory())


def _tokenized(doc: Doc) -> int:
    return sum(len(token.lower_) for token in doc)


def _memory() -> Memory:
    """Return this process's unique and resident set; Linux only."""
    sizes = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, size = line.split(":")
        sizes[name] = int(size.split()[0]) * 1024 / 1e6
    return Memory(sizes["Private_Clean"] + sizes["Private_Dirty"], sizes["Rss"])


def _gained(before: Memory, after: Memory) -> Memory:
    return Memory(after.unique - before.unique, after.resident - before.resident)


def measure(documents: Sequence[Document]) -> Measurement:
    """Measure all; the lexicon in a process of its own."""
    texts = [passage.view for document in documents for passage in document.passages]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        opening, opened, used = pool.submit(measure_lexicon, texts).result()
    load_seconds, words, seconds = measure_stages(documents)
    return Measurement(len(documents), words, seconds, load_seconds, opening, opened, used)


def report(measured: Measurement) -> Iterator[str]:
    """Yield the lines of a table of the figures."""
    yield f"{measured.documents} documents, {measured.words} words"
    yield "| stage | CPU s | us per word |"
    yield "|---|---|---|"
    for stage, seconds in measured.seconds.items():
        name = stage.removeprefix("nlp_pipeline_")
        yield f"| {name} | {seconds:.2f} | {1e6 * seconds / measured.words:.2f} |"
    yield ""
    yield f"recognition and grounding against the parser: {measured.share:.3f}"
    yield f"loading the pipeline: {measured.load_seconds:.2f} s"
    yield f"opening the lexicon: {measured.opening_milliseconds:.1f} ms"
    for state, memory in (("open", measured.opened), ("used", measured.used)):
        yield (
            f"lexicon {state}: unique set +{memory.unique:.1f} MB, "
            f"resident set +{memory.resident:.1f} MB"
        )


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    options = parser.parse_args(None if arguments is None else list(arguments))
    documents = read_inputs(options.inputs) if options.inputs else generated_documents()
    if not documents:
        parser.error("no documents found")
    measured = measure(documents)
    if options.json:
        print(json.dumps({**asdict(measured), "share": measured.share}))
    else:
        print("\n".join(report(measured)))


if __name__ == "__main__":
    main()
