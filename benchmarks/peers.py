#!/usr/bin/env python3
"""Names found and grounded by this package and by others, over the same texts, side by side.

usage: peers.py all INPUT.jsonl... --output DIR [--peers-python PYTHON]
       peers.py names NAMES.tsv
       peers.py run SYSTEM INPUT.jsonl... --names NAMES.tsv --output DIR
       peers.py score INPUT.jsonl... --output DIR

INPUT holds one JSON object per line with ``id`` and ``text``, and ``triples`` (annotated passages:
recall of grounding, by type) or ``entities`` (a corpus of spans: precision, recall and F1).

Systems, each in a process of its own:
  ours         the mentions table of ``nlp-pipeline run`` (the whole program: parser, triples)
  ours-names   the same without the parser and what needs it
  gilda        ``gilda.ner.annotate`` (Gyori et al. 2022) over our lexicon's rows as its terms,
               without its context models and without its own term table
  drugs        drug-named-entity-recognition, with the names that it brings along
  dictionary   longest match of our lexicon's names, case folded, at word boundaries

``run`` writes ``SYSTEM.STEM.jsonl`` with doc_id, start, end, text, label and type (half-open
character offsets into ``text``), and ``SYSTEM.json`` with CPU seconds and the peak of memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

GILDA: Final = "gilda==1.6.1"
DRUG_NER: Final = "drug-named-entity-recognition==2.0.9"
NEED_THE_PACKAGE: Final = ("ours", "ours-names", "dictionary")
"""Systems that run where nlp_pipeline is installed; the others need one peer only."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One name found: where, and what it stands for."""

    doc_id: str
    start: int
    end: int
    text: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Name:
    """One row of the lexicon, as ``names`` writes it; best first among equal names."""

    name: str
    id: str
    label: str
    type: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a system took: CPU seconds to load and for each input; peak of resident memory."""

    system: str
    load_seconds: float
    seconds: Mapping[str, float]
    peak_mb: float


Annotate = Callable[[Path], Iterator[Mention]]


class BenchmarkError(Exception):
    """Wrong use, or a peer that is not installed here."""


# --------------------------------------------------------------------------- systems


def load_ours(_: Path | None, *, names_only: bool = False) -> Annotate:
    """Load this package's pipeline, with or without the parser and what needs it."""
    from nlp_pipeline.pipeline import Extractor
    from nlp_pipeline.readers import read_documents
    from nlp_pipeline.records import Document, Failure

    extractor = Extractor()
    if names_only:
        late = [n for n in extractor.nlp.pipe_names if n.endswith(("_parser", "_phrases"))]
        extractor.nlp.select_pipes(disable=late)

    def annotate(path: Path) -> Iterator[Mention]:
        documents = [d for d in read_documents(path) if isinstance(d, Document)]
        for result in extractor.extract(documents):
            if isinstance(result, Failure):
                raise BenchmarkError(f"{result.doc_id}: {result.message}")
            for m in result.mentions:
                yield Mention(m.doc_id, m.start, m.end, m.text, m.label, m.type)

    return annotate


def load_gilda(names: Path | None) -> Annotate:
    """Load Gilda with our names as its terms.

    Gilda merges readings by database and identifier; a thing without one gets its label.
    """
    try:
        from gilda.grounder import Grounder
        from gilda.ner import annotate as find_names
        from gilda.process import normalize
        from gilda.term import Term
    except ImportError as error:
        raise _missing("gilda", GILDA) from error
    status = {"approved": "name", "previous": "former_name"}
    things: dict[tuple[str, str], tuple[str, str]] = {}
    terms = []
    for row in _read_names(names):
        prefix, _, number = row.id.partition(":")
        place = (prefix.upper(), number) if row.id else ("OURS", f"{row.type}:{row.label}")
        things.setdefault(place, (row.label, row.type))
        norm = normalize(row.name)
        if norm.strip():
            status_ = status.get(row.status, row.status)
            terms.append(Term(norm, row.name, *place, row.label, status_, row.source))
    grounder = Grounder(terms)

    def annotate(path: Path) -> Iterator[Mention]:
        for doc_id, text in _read_texts(path):
            # A blank context keeps the context models out, which have to be downloaded.
            for found in find_names(text, grounder=grounder, context_text=""):
                term = found.matches[0].term
                label, type_ = things[term.db, term.id]
                span = text[found.start : found.end]
                yield Mention(doc_id, found.start, found.end, span, label, type_)

    return annotate


def load_drugs(_: Path | None) -> Annotate:
    """Load drug-named-entity-recognition, exact names only, on words without outer marks."""
    try:
        from drug_named_entity_recognition.drugs_finder import find_drugs
    except ImportError as error:
        raise _missing("drug_named_entity_recognition", DRUG_NER) from error

    def annotate(path: Path) -> Iterator[Mention]:
        for doc_id, text in _read_texts(path):
            words = list(re.finditer(r"\w(?:\S*\w)?", text))
            for drug, first, last in find_drugs([w.group() for w in words]):
                start, end = words[first].start(), words[last - 1].end()
                yield Mention(doc_id, start, end, text[start:end], drug["name"], "Drug")

    return annotate


def load_dictionary(names: Path | None) -> Annotate:
    """Load our names as a plain dictionary: the first row of each name, case folded."""
    entries: dict[str, Name] = {}
    longest: dict[str, int] = {}
    for row in _read_names(names):
        key = row.name.casefold()
        words = _WORD.findall(key)
        if words and entries.setdefault(key, row) is row:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))

    def annotate(path: Path) -> Iterator[Mention]:
        for doc_id, text in _read_texts(path):
            yield from _longest_matches(doc_id, text, entries, longest)

    return annotate


_WORD: Final = re.compile(r"\w+|[^\w\s]")


def _longest_matches(
    doc_id: str, text: str, entries: Mapping[str, Name], longest: Mapping[str, int]
) -> Iterator[Mention]:
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        step = 1
        for count in range(longest.get(words[place].group().casefold(), 0), 0, -1):
            if place + count > len(words):
                continue
            start, end = words[place].start(), words[place + count - 1].end()
            row = entries.get(text[start:end].casefold())
            if row is not None:
                yield Mention(doc_id, start, end, text[start:end], row.label, row.type)
                step = count
                break
        place += step


def _missing(module: str, requirement: str) -> BenchmarkError:
    message = f"{module} is not installed for {sys.executable}: pip install '{requirement}' there"
    return BenchmarkError(f"{message}, in an environment of its own (CONTRIBUTING.md)")


SYSTEMS: Final[Mapping[str, Callable[[Path | None], Annotate]]] = {
    "ours": load_ours,
    "ours-names": lambda names: load_ours(names, names_only=True),
    "gilda": load_gilda,
    "drugs": load_drugs,
    "dictionary": load_dictionary,
}


# --------------------------------------------------------------------------- files


def write_names(path: Path) -> int:
    """Write all rows of the packaged lexicon; return how many."""
    from nlp_pipeline.lexicon.lexicon import Lexicon

    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        for term in Lexicon.load().iter_terms():
            row = (term.name, term.id or "", term.label, term.type, term.status, term.source)
            writer.writerow(row)
            count += 1
    return count


def _read_names(path: Path | None) -> Iterator[Name]:
    if path is None:
        raise BenchmarkError("this system needs --names: write the file with 'peers.py names'")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            yield Name(*row)


def _read_records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _read_texts(path: Path) -> Iterator[tuple[str, str]]:
    return ((str(record["id"]), record["text"]) for record in _read_records(path))


def run_system(system: str, inputs: Sequence[Path], names: Path | None, output: Path) -> Cost:
    """Run one system in this process over all inputs; write its mentions and its cost."""
    annotate = SYSTEMS[system](names)
    load_seconds = time.process_time()
    seconds = {}
    for path in inputs:
        start = time.process_time()
        found = list(annotate(path))
        seconds[path.stem] = round(time.process_time() - start, 3)
        lines = (json.dumps(asdict(mention), ensure_ascii=False) + "\n" for mention in found)
        (output / f"{system}.{path.stem}.jsonl").write_text("".join(lines), encoding="utf-8")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    cost = Cost(system, round(load_seconds, 2), seconds, round(peak, 1))
    (output / f"{system}.json").write_text(json.dumps(asdict(cost)), encoding="utf-8")
    return cost


# --------------------------------------------------------------------------- scores

_GREEK: Final = str.maketrans(
    {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa"}
    | {"ε": "epsilon", "ω": "omega"}
)
_GROUPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("Gene", "Family", "MicroRNA", "Gene_or_gene_product", "Complex"), "gene"),
    **dict.fromkeys(("gene",), "gene"),
    **dict.fromkeys(("Drug", "Chemical", "Simple_chemical", "drug"), "chemical"),
    **dict.fromkeys(("Disease", "Cancer", "cancer"), "disease"),
}
"""Types of the package and of the corpora that count as one."""


_SCOPE: Final[Mapping[str, tuple[str, ...]]] = {"drugs": ("Drug", "chemical")}
"""Types and groups that a system looks for, where not all."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 where there is nothing."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Spans of the corpus that were found or missed, and found ones that are wrong."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Spans of the corpus that were found, among these and the wrong ones."""
        return Share(self.found, self.found + self.wrong).value

    @property
    def recall(self) -> float:
        """Share of the corpus's spans that were found."""
        return Share(self.found, self.found + self.missed).value

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return Share(2 * self.found, 2 * self.found + self.wrong + self.missed).value


def fold_label(label: str) -> str:
    """Fold case, marks and Greek letters of a label, but keep the slash of a pair.

    Examples:
        >>> fold_label("NF-κB"), fold_label("CDK4/6 inhibitor")
        ('nfkappab', 'cdk4/6inhibitor')
    """
    return re.sub(r"[^a-z0-9/]", "", label.lower().translate(_GREEK))


def grounding_recall(
    passages: Iterable[Mapping[str, Any]], mentions: Iterable[Mention]
) -> dict[str, Share]:
    """Return by type, and for ``all``, how many entities of the triples got a right label.

    An entity counts once for each passage, by the set of its right labels; optional triples count
    as the required ones do. Where in the passage it was found does not matter.
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        labels[mention.doc_id].add(fold_label(mention.label))
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for passage in passages:
        wanted: dict[frozenset[str], str] = {}
        for triple in passage["triples"]:
            for side in ("s", "o"):
                right = (triple[side], *triple.get(f"{side}_alt", ()))
                wanted.setdefault(frozenset(map(fold_label, right)), triple[f"{side}_type"])
        for names, type_ in wanted.items():
            outcomes[type_].append(not names.isdisjoint(labels[str(passage["id"])]))
    shares = {type_: Share(sum(hits), len(hits)) for type_, hits in sorted(outcomes.items())}
    every = [hit for hits in outcomes.values() for hit in hits]
    return {**shares, "all": Share(sum(every), len(every))}


Span = tuple[int, int]


def span_scores(
    documents: Sequence[Mapping[str, Any]], mentions: Iterable[Mention]
) -> dict[str, SpanScore]:
    """Return the score of each group of types that the corpus annotates.

    A span is right where it overlaps one of the same group. ``GROUP strict`` asks for the same
    boundaries, and counts equal spans once.
    """
    gold: dict[tuple[str, str], list[Span]] = defaultdict(list)
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for document in documents:
        for entity in document["entities"]:
            group = _GROUPS.get(entity["type"])
            if group is not None:
                gold[group, str(document["id"])].append((entity["start"], entity["end"]))
    for m in mentions:
        if m.type in _GROUPS:
            found[_GROUPS[m.type], m.doc_id].append((m.start, m.end))
    ids = [str(document["id"]) for document in documents]
    scores = {}
    for group in sorted({group for group, _ in gold}):
        pairs = [(gold[group, id_], found[group, id_]) for id_ in ids]
        scores[group] = _sum_scores(_overlap_score(*pair) for pair in pairs)
        scores[f"{group} strict"] = _sum_scores(_strict_score(*pair) for pair in pairs)
    return scores


def _overlap_score(gold: Sequence[Span], found: Sequence[Span]) -> SpanScore:
    hits = _count_overlapping(gold, found)
    return SpanScore(hits, len(found) - _count_overlapping(found, gold), len(gold) - hits)


def _count_overlapping(spans: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(any(s < end and start < e for start, end in others) for s, e in spans)


def _strict_score(gold: Sequence[Span], found: Sequence[Span]) -> SpanScore:
    right = len(set(gold) & set(found))
    return SpanScore(right, len(set(found)) - right, len(set(gold)) - right)


def _sum_scores(scores: Iterable[SpanScore]) -> SpanScore:
    parts = list(scores)
    return SpanScore(
        sum(p.found for p in parts), sum(p.wrong for p in parts), sum(p.missed for p in parts)
    )


# --------------------------------------------------------------------------- report


def score_lines(inputs: Sequence[Path], output: Path) -> Iterator[str]:
    """Yield Markdown tables: scores of each input, then what each system took."""
    ran = [system for system in SYSTEMS if (output / f"{system}.json").is_file()]
    if not ran:
        raise BenchmarkError(f"{output} holds no results: use 'peers.py run' or 'peers.py all'")
    for path in inputs:
        records = _read_records(path)
        columns = [_score_column(system, path, records, output) for system in ran]
        yield from ("", f"{path.stem}, {len(records)} texts", "")
        yield from _table(["", *ran], ([key, *(c[key] for c in columns)] for key in columns[0]))
    costs = [json.loads((output / f"{system}.json").read_text(encoding="utf-8")) for system in ran]
    stems = [path.stem for path in inputs]
    yield from ("", "CPU seconds, and the peak of resident memory in MB", "")
    yield from _table(
        ["system", "loading", *stems, "memory"],
        (
            [c["system"], c["load_seconds"], *(c["seconds"].get(s) for s in stems), c["peak_mb"]]
            for c in costs
        ),
    )


def _score_column(
    system: str, path: Path, records: Sequence[Mapping[str, Any]], output: Path
) -> dict[str, str]:
    """Return what stands in each line of a system's column; a dash for what it does not look for.

    Annotated passages: share (and number) found; a corpus: precision / recall / F1.
    """
    results = output / f"{system}.{path.stem}.jsonl"
    if not results.is_file():
        raise BenchmarkError(f"{results}: no such file: run '{system}' over {path} first")
    with results.open(encoding="utf-8") as file:
        mentions = [Mention(**json.loads(line)) for line in file]
    cells: dict[str, str] = {}
    if "triples" in records[0]:
        for type_, share in grounding_recall(records, mentions).items():
            asked = type_ in _SCOPE.get(system, (type_,))
            cells[f"{type_} ({share.of})"] = f"{share.value:.3f} ({share.hits})" if asked else "–"
    else:
        for group, score in span_scores(records, mentions).items():
            asked = group.split()[0] in _SCOPE.get(system, (group.split()[0],))
            figures = f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}"
            cells[f"{group} ({score.found + score.missed})"] = figures if asked else "–"
    return {**cells, "mentions": str(len(mentions))}


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(map(str, cells))} |"


# --------------------------------------------------------------------------- commands


def run_all(inputs: Sequence[Path], output: Path, peers_python: str) -> None:
    """Run every system in a process of its own; a peer that is not installed is passed over."""
    names = output / "names.tsv"
    write_names(names)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for system in SYSTEMS:
        python = sys.executable if system in NEED_THE_PACKAGE else peers_python
        command = [python, __file__, "run", system, *map(str, inputs)]
        command += ["--names", str(names), "--output", str(output)]
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own
        if done.returncode:
            sys.stderr.write(f"{system}: passed over\n")
            (output / f"{system}.json").unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "names":
            sys.stdout.write(f"{write_names(options.path)} names\n")
            return 0
        _check_inputs(options.inputs)
        options.output.mkdir(parents=True, exist_ok=True)
        if options.command == "run":
            cost = run_system(options.system, options.inputs, options.names, options.output)
            sys.stdout.write(json.dumps(asdict(cost)) + "\n")
            return 0
        if options.command == "all":
            run_all(options.inputs, options.output, options.peers_python)
        sys.stdout.writelines(f"{line}\n" for line in score_lines(options.inputs, options.output))
    except BenchmarkError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0


def _check_inputs(paths: Iterable[Path]) -> None:
    for path in paths:
        if not path.is_file():
            raise BenchmarkError(f"{path}: no such file")


def _parser() -> argparse.ArgumentParser:
    description = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(description=description)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("names", help="write our lexicon's rows").add_argument("path", type=Path)
    for command, text in (
        ("run", "run one system in this process"),
        ("score", "score what has been run"),
        ("all", "run every system, each in its own process, and score"),
    ):
        own = commands.add_parser(command, help=text)
        if command == "run":
            own.add_argument("system", choices=list(SYSTEMS))
            own.add_argument("--names", type=Path, help="what 'names' wrote")
        own.add_argument("inputs", nargs="+", type=Path, metavar="INPUT.jsonl")
        own.add_argument("--output", type=Path, required=True, help="folder of the results")
        if command == "all":
            own.add_argument(
                "--peers-python", default=sys.executable, help="Python that has the peers"
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
