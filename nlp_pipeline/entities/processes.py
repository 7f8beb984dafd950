"""Processes and phenotypes said in plain phrases that no vocabulary lists as names.

The phrases stand in ``process_phrases.tsv`` as regular expressions, each with the label that the
annotation guidelines give it. ``TUMOR`` there stands for any word for a tumour, with the organ
before it ("lung cancer"); a phrase is looked for only where one of its ``stems`` occurs.

Beyond these, a head noun of ``process_heads.tsv`` after a word for a cell, a tissue or a part of
a cell is a process ("osteoclast activity", "axon branching") under its own plain name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.errors import LexiconError

_TUMOR: Final = (
    r"(?:tumou?rs?|cancers?|carcinomas?|gliomas?|glioblastomas?|melanomas?|leuk(?:a)?emias?"
    r"|lymphomas?|sarcomas?|neoplasms?|xenografts?)"
)
_ORGAN: Final = (
    r"(?:(?:breast|lung|prostate|colorectal|colon|gastric|ovarian|pancreatic|hepatocellular|liver"
    r"|renal|bladder|cervical|brain|thyroid|nasopharyngeal|oral|esophageal|human|primary|solid"
    r"|mammary|GBM|NSCLC|CRC|HCC|cell) )?"
)


@dataclass(frozen=True, slots=True)
class ProcessPhrase:
    """One row of the table, its pattern compiled."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    label: str
    id: str | None


_PLACES: Final = (
    r"(?:[a-z]{3,}(?:cytes?|blasts?|clasts?|phages?|somal?|plasmic|thelial|nuclear|cellular|chyma)"
    r"|(?:T|B|NK|stem|mast|Th\d*|T[- ]helper|helper T|Tfh|Tregs?|germ|nerve|muscle|plasma"
    r"|dendritic|beta|β|α|duct)"
    r"[- ]cells?"
    r"|axon(?:al)?|dendrites?|neurites?|neuron(?:al)?|neural|synap(?:se|tic)|heart|cardiac"
    r"|myocardial|vascular|bone|muscle|hair|kidney|renal|liver|hepatic|lung|pulmonary|skin|brain"
    r"|embryo(?:nic)?|tissue|organ|tube|vessel|blood|lymph|immune|uterine|placental|gut"
    r"|intestinal|epidermal|mesenchymal|hematopoietic|germinal center|GC|mitochondrial|chromatin"
    r"|chromosome|microtubule|actin|spindle|desmosome|lysosomal|endosomal|thrombus|membrane|lipid"
    r"|calcium|Ca2\+|potassium|K\+|sodium|iron|cholesterol|redox|energy|glucose|metabolic|cell)"
)


@lru_cache(maxsize=1)
def load_process_heads() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a place and a head, and the label of each head by its form."""
    table = files(__package__).joinpath("process_heads.tsv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    forms = [(row["form"], row["label"]) for row in rows]
    heads = "|".join(f"(?P<h{number}>{form})" for number, (form, _) in enumerate(forms))
    pattern = re.compile(rf"(?<![\w-])(?P<place>(?:{_PLACES}[ -]){{1,2}})(?:{heads})(?![\w-])")
    return pattern, {f"h{number}": label for number, (_, label) in enumerate(forms)}


@lru_cache(maxsize=1)
def load_process_phrases() -> tuple[ProcessPhrase, ...]:
    """Return the rows of the table in its order.

    Raises:
        LexiconError: A pattern of the table is no regular expression.
    """
    table = files(__package__).joinpath("process_phrases.tsv")
    phrases = []
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    for line, row in enumerate(rows, start=2):
        source = re.sub(r"TUMORS?\??", f"{_ORGAN}{_TUMOR}", row["phrase"])
        try:
            pattern = re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)
        except re.error as error:
            raise LexiconError(
                f"{row['phrase']!r} is no regular expression: {error}",
                place="process_phrases.tsv",
                line=line,
                remedy="correct the pattern",
            ) from error
        stems = tuple(row["stems"].split("|"))
        phrases.append(ProcessPhrase(stems, pattern, row["label"], row["id"] or None))
    return tuple(phrases)


@lru_cache(maxsize=1)
def _rows_of_stems() -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, phrase in enumerate(load_process_phrases()):
        for stem in phrase.stems:
            rows.setdefault(stem, []).append(row)
    return rows


def find_processes(view: TextView) -> Iterator[MentionSpan]:
    """Find the processes of the table; a longer phrase and its head are both yielded."""
    phrases = load_process_phrases()
    rows_of_stem = _rows_of_stems()
    lower = view.lower
    rows = {row for stem in rows_of_stem if stem in lower for row in rows_of_stem[stem]}
    for phrase in (phrases[row] for row in sorted(rows)):
        for match in phrase.pattern.finditer(view.text):
            start, end = view.tokens(*match.span())
            yield MentionSpan(start, end, "Process", phrase.label, phrase.id, PATTERN, 0.9)


def find_formed_processes(view: TextView) -> Iterator[MentionSpan]:
    """Find a head noun with the place that it happens in: "osteoclast activity"."""
    pattern, labels = load_process_heads()
    for match in pattern.finditer(view.text):
        start, end = view.tokens(*match.span())
        label = f"{match['place'].replace('-', ' ')}{labels[str(match.lastgroup)]}"
        yield MentionSpan(start, end, "Process", label, None, PATTERN, 0.7)
