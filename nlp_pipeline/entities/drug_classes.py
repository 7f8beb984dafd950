"""Drug classes formed freely from a target: "HER2 inhibitors", "EGFR-TKI", "anti-VEGF antibody".

Labels follow the annotation guidelines: ``<TARGET> inhibitor``, ``<TARGET> tyrosine kinase
inhibitor``, ``<TARGET>-targeted therapy``; in "RAF and MEK inhibitors" each target is a class.
The therapies that hide in words for resistance ("chemoresistance") are found here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.items import Items
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import TextView

_UNIT: Final = r"M(?:\(M\))?"
_LIST: Final = rf"(?P<list>(?:{_UNIT}(?:/|,&?|&))*)(?P<last>{_UNIT})"
_GRAMMAR: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LIST}-?(?:j-?)*(?P<tyrosine>y-?k?)(?P<head>I)(?:\(T\))?",
        rf"{_LIST}-?(?:j-?)*k?(?P<head>I)",
        rf"{_LIST}-?(?P<head>T)",
        rf"{_LIST}-?t-?j*(?P<head>h)",
        rf"n-?{_LIST}j*(?P<head>[Ih])",
        rf"n-?(?P<list>(?:{_UNIT}/)*)(?P<last>{_UNIT})(?P<head>(?!))?",
        rf"(?P<head>I)o(?:r|j)*{_LIST}(?:-?d)?(?:sp?|p|y?k)?",
        rf"(?P<head>h)t{_LIST}(?:-?d)?(?:sp?|p)?",
        rf"(?P<head>h)(?P<verb>v|j){_LIST}(?:-?d)?(?:sp?|p)?",
    )
)
_GENERIC: Final = re.compile(r"(?:(?P<tyrosine>y)-?)?k(?P<head>I)(?:\(T\))?|(?P<tki>T)")
_BEFORE: Final = 0.01
_HEADS: Final = {
    "antagonist": "inhibitor",
    "blocker": "inhibitor",
    "mab": "antibody",
    "antibodie": "antibody",
}
_SAYS: Final = frozenset({"are", "as", "is", "were", "be"})
"""Before "inhibitors of X" these words make a claim of it ("SOX17 and DKK are inhibitors of Wnt")
that the relation rules read; so does the singular ("XIAP is an inhibitor of caspases")."""

_ADDING: Final = frozenset({"plus", "versus"})
_RESPONSES: Final = ("resistan", "refractor", "sensitiv", "toleran", "respon")
_AGENTS: Final = (
    (
        ("chemo",),
        re.compile(r"\bchemo-?(?:resist|sensiti|refractor)\w+", re.IGNORECASE),
        "chemotherapy",
    ),
    (("radio",), re.compile(r"\bradio-?(?:resist|sensiti)\w+", re.IGNORECASE), "radiotherapy"),
    (
        ("endocrine", "hormon"),
        re.compile(
            r"\b(?:anti-?)?(?:endocrine|hormon(?:e|al))(?=[-‐‑–\s](?:therapy[-‐‑–\s])?(?:resistan|sensitiv|refractor))",
            re.IGNORECASE,
        ),
        "endocrine therapy",
    ),
    (
        _RESPONSES,
        re.compile(
            r"\b(?:multi-?)?(?:drugs?|therap(?:y|ies|eutic)|treatments?)"
            r"(?=[-‐‑–\s](?:resistan|sensitiv|refractor|toleran))",
            re.IGNORECASE,
        ),
        "drug therapy",
    ),
    (
        _RESPONSES,
        re.compile(
            r"(?:resistan(?:ce|t)|refractory|sensitiv(?:e|ity)|respon(?:se|d|ds|sive|siveness)) "
            r"(?:to|of(?: \w+){1,3} to|of)(?: \w+){0,2}? "
            r"(?P<agent>(?:conventional |standard |anti-?cancer )?(?:drug (?:therap(?:y|ies)"
            r"|treatments?)|drugs?|therap(?:y|ies)|treatments?|therapeutics?))\b",
            re.IGNORECASE,
        ),
        "drug therapy",
    ),
)


def find_drug_classes(
    view: TextView, items: Items, lexical: dict[tuple[int, int], MentionSpan]
) -> Iterator[MentionSpan]:
    """Find classes of drugs named by their target.

    Args:
        view: The text.
        items: Its classes.
        lexical: The lexicon's readings by token span: a class that it knows keeps its label
            and identifier ("aromatase inhibitor"), a protein stays one ("trypsin inhibitor").
    """
    for grammar in _GRAMMAR:
        for match in grammar.finditer(items.letters):
            for reading in _classes(view, items, match):
                yield from _settled(reading, lexical)
    for match in _GENERIC.finditer(items.letters):
        word = _head(view, items, match.start("head")) if match["head"] else "inhibitor"
        kinase = "tyrosine kinase" if match["tyrosine"] or match["tki"] else "kinase"
        yield MentionSpan(
            items.starts[match.start()],
            items.ends[match.end() - 1],
            "DrugClass",
            f"{kinase} {word}",
            None,
            PATTERN,
            0.95,
        )


def _settled(
    reading: MentionSpan, lexical: dict[tuple[int, int], MentionSpan]
) -> Iterator[MentionSpan]:
    known = lexical.get((reading.start_token, reading.end_token))
    if known is None or known.label in reading.parts:
        yield reading
    elif known.type == "DrugClass" and reading.label.endswith("inhibitor"):
        yield MentionSpan(
            reading.start_token,
            reading.end_token,
            "DrugClass",
            known.label,
            known.id,
            PATTERN,
            known.score,
            parts=reading.parts,
        )


def _classes(view: TextView, items: Items, match: re.Match[str]) -> Iterator[MentionSpan]:
    head = match.start("head") if match["head"] else None
    if head == match.start() and _is_claim(view, items, head):
        return
    ending = _ending(view, items, match, head)
    targets = [
        unit.start()
        for unit in re.finditer(_UNIT, items.letters[: match.end("last")])
        if unit.start() >= match.start("list")
    ]
    before_targets = head is not None and head < targets[0]
    if not before_targets and _are_apart(view, items, targets, head):
        targets = targets[-1:]
    for position, index in enumerate(targets):
        target = items.mention(index)
        first = items.starts[index]
        last = items.ends[index]
        if position == 0 and (before_targets or items.letters[match.start()] == "n"):
            first = items.starts[match.start()]
        named = items.letters[match.end() - 1] == "k"  # "inhibitors of FLT3 kinase"
        if position == len(targets) - 1 and (named or not before_targets):
            last = items.ends[match.end() - 1]
        # Of a list, each but the last is a class with the span of its target, and stands before it.
        alone = (first, last) == (target.start_token, target.end_token)
        score = min(1.0, target.score + _BEFORE) if alone else 0.98 * target.score
        yield MentionSpan(
            first,
            last,
            "DrugClass",
            f"{target.label}{ending}",
            None,
            PATTERN,
            round(score, 4),
            parts=(target.label,),
        )


def _are_apart(view: TextView, items: Items, targets: list[int], head: int | None) -> bool:
    """Whether a list ends in one class of its own: in "HGF plus MAPK inhibitor" HGF is none.

    In the plural both are classes: "BRAF plus MEK inhibitors".
    """
    if head is None or view.words[items.starts[head]].lower().endswith("s"):
        return False
    between = range(items.ends[targets[0]], items.starts[targets[-1]])
    return any(view.words[token].lower() in _ADDING for token in between)


def _is_claim(view: TextView, items: Items, head: int) -> bool:
    token = items.starts[head]
    plural = view.words[token].lower().endswith("s")
    return not plural or (token > 0 and view.words[token - 1].lower() in _SAYS)


def _ending(view: TextView, items: Items, match: re.Match[str], head: int | None) -> str:
    if head is None:
        return " antibody"
    letter = items.letters[head]
    if letter == "T" or match.groupdict().get("tyrosine"):
        return " tyrosine kinase inhibitor"
    if match.groupdict().get("verb"):
        return " inhibitor"
    if letter == "h":
        return "-targeted therapy"
    return f" {_head(view, items, head)}"


def _head(view: TextView, items: Items, index: int) -> str:
    word = view.words[items.starts[index]].lower()
    word = word.removesuffix("s")
    return _HEADS.get(word, word)


def find_agents(view: TextView) -> Iterator[MentionSpan]:
    """Find the therapies that words for resistance imply: "chemoresistance", "drug resistance"."""
    for needles, pattern, label in _AGENTS:
        if not view.has_any(needles):
            continue
        group = "agent" if "agent" in pattern.groupindex else 0
        for match in pattern.finditer(view.text):
            start, end = view.tokens(*match.span(group))
            yield MentionSpan(start, end, "DrugClass", label, None, PATTERN, 0.9)
