"""Which of several overlapping readings counts: one written order.

1. Readings of the statistical model stand behind all others: they fill gaps only.
2. The longer span first, in characters: "EGFR T790M" before "EGFR".
3. For equal length the source: the user's names, the document's own abbreviations, patterns
   (first pathways and classes, which share a head with others: "ERK1/2 and AKT pathways"), then
   the lexicon.
4. The higher grounding score.
5. The type, in the order of :data:`nlp_pipeline.grounding.grounder.TYPE_ORDER`.
6. The earlier place; then the label in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from spacy.tokens import Doc

from nlp_pipeline.annotations import MentionSpan, get_legend
from nlp_pipeline.entities.molecules import MOLECULE_TYPES, PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import TYPE_ORDER

_COMPOSED: Final = frozenset({"Pathway", "DrugClass", "Variant", "Process"})
_NESTED: Final = frozenset({"Gene", "Family", "MicroRNA", "Drug", "Chemical", "Disease"})
_SHARING: Final = frozenset({"Pathway", "DrugClass"})
_PLAIN: Final = frozenset({"Pathway", "Process"})
"""Composed mentions that, without an identifier, also name the process inside them."""

_START: Final = attrgetter("start_token")
_PLACE: Final = attrgetter("start_token", "end_token", "type")
SOURCE_ORDER: Final = {"user": 0, "abbreviation": 1, "pattern": 2, "lexicon": 3, "model": 4}


def resolve_overlaps(
    view: TextView, readings: Iterable[MentionSpan]
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Choose the readings that count.

    Args:
        view: The text, for the lengths of spans.
        readings: All readings, in any order.

    Returns:
        The winners by place, and the losers, each with a reason that names what it lost to. A
        loser that says the same as the winner on the same span is dropped without a word.
    """
    kept, beaten = _choose(view, readings)
    discarded = [
        reading.discarded_for(_reason(reading, winner))
        for reading, winner in beaten
        if not _same(reading, winner)
    ]
    return kept, discarded


def find_nested(
    view: TextView, kept: Iterable[MentionSpan], discarded: Iterable[MentionSpan]
) -> list[MentionSpan]:
    """Return the names of things inside the mentions that are composed of them, by place.

    "PI3K/AKT pathway" is one pathway, and still names PI3K and AKT; "tumor growth" names a tumour.
    In "BRAF and MEK inhibitors" the word BRAF is a class of drugs, and still names the gene. A
    phrase without an identifier names the process in it: "fibroblast proliferation". Of the
    readings that lost to a composed mention, the best ones are taken by the same order.

    Args:
        view: The text.
        kept: The mentions that count.
        discarded: The readings that lost to them.
    """
    owner = {
        token: mention
        for mention in kept
        if mention.type in _COMPOSED
        for token in range(mention.start_token, mention.end_token)
    }
    names: list[MentionSpan] = []
    processes: list[MentionSpan] = []
    surest: dict[tuple[int, int], float] = {}
    for reading in discarded:
        if reading.type == "Process":
            place = (reading.start_token, reading.end_token)
            surest[place] = max(surest.get(place, 0.0), reading.score)
    for reading in discarded:
        outer = owner.get(reading.start_token)
        if outer is None or reading.end_token > outer.end_token or not _may_nest(reading, outer):
            continue
        if reading.score < surest.get((reading.start_token, reading.end_token), 0.0):
            continue
        whole = reading.end_token - reading.start_token == outer.end_token - outer.start_token
        if not whole or reading.label in outer.parts:
            group = processes if reading.type == "Process" else names
            group.append(replace(reading, reason=None))
    found = keep_best(view, names)
    if not processes:
        return found
    inside = {i for name in found for i in range(name.start_token, name.end_token)}
    found += keep_best(view, (p for p in processes if p.end_token - 1 not in inside))
    return sorted(found, key=_PLACE)


def _may_nest(reading: MentionSpan, outer: MentionSpan) -> bool:
    if reading.type == "Process":
        return outer.id is None and outer.type in _PLAIN
    return reading.type in _NESTED


def with_parts(mention: MentionSpan, readings: Sequence[MentionSpan]) -> MentionSpan:
    """Give a class or pathway that the lexicon lists the molecules named inside it."""
    if mention.parts or mention.type not in {"DrugClass", "Pathway"}:
        return mention
    inside = [
        reading
        for reading in readings
        if reading.type in MOLECULE_TYPES
        and mention.start_token <= reading.start_token
        and reading.end_token <= mention.end_token - (mention.type == "DrugClass")
    ]
    best: dict[int, MentionSpan] = {}
    for reading in sorted(inside, key=lambda r: (r.start_token - r.end_token, -r.score)):
        if not any(i in best for i in range(reading.start_token, reading.end_token)):
            best.update(dict.fromkeys(range(reading.start_token, reading.end_token), reading))
    labels = dict.fromkeys(best[token].label for token in sorted(best))
    return replace(mention, parts=tuple(labels))


def keep_best(view: TextView, readings: Iterable[MentionSpan]) -> list[MentionSpan]:
    """Return the readings that count, by place, by the order above."""
    return _choose(view, readings)[0]


def leave_out_legend(
    doc: Doc, mentions: Iterable[MentionSpan]
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Return the mentions outside the legends of a Doc, and those inside with that reason."""
    legend = {i for stretch in get_legend(doc) for i in range(stretch.start, stretch.end)}
    kept: list[MentionSpan] = []
    explained: list[MentionSpan] = []
    for mention in mentions:
        if mention.start_token in legend:
            explained.append(mention.discarded_for("legend"))
        else:
            kept.append(mention)
    return kept, explained


def _choose(
    view: TextView, readings: Iterable[MentionSpan]
) -> tuple[list[MentionSpan], list[tuple[MentionSpan, MentionSpan]]]:
    owner: dict[int, MentionSpan] = {}
    kept: list[MentionSpan] = []
    beaten: list[tuple[MentionSpan, MentionSpan]] = []
    for *_, reading in sorted(_with_order(view, readings)):
        start, end = reading.start_token, reading.end_token
        winner = None
        for token in range(start, end):
            if token in owner:
                winner = owner[token]
                break
        if winner is None:
            kept.append(reading)
            for token in range(start, end):
                owner[token] = reading
        else:
            beaten.append((reading, winner))
    kept.sort(key=_START)
    return kept, beaten


def _with_order(
    view: TextView, readings: Iterable[MentionSpan]
) -> list[tuple[bool, int, int, float, int, int, str, int, MentionSpan]]:
    """Return each reading behind what it is sorted by, last its place among the readings."""
    starts, ends = view.starts, view.ends
    return [
        (
            reading.source == "model",
            starts[reading.start_token] - ends[reading.end_token - 1],
            _rank(reading),
            -reading.score,
            TYPE_ORDER[reading.type],
            reading.start_token,
            reading.label,
            number,
            reading,
        )
        for number, reading in enumerate(readings)
    ]


def _rank(reading: MentionSpan) -> int:
    """Return the rank of a reading by its source, the lowest first."""
    rank = 2 * SOURCE_ORDER.get(reading.source, len(SOURCE_ORDER))
    shares = reading.source == PATTERN and reading.type in _SHARING and bool(reading.parts)
    return rank - shares


def _same(reading: MentionSpan, winner: MentionSpan) -> bool:
    return (reading.start_token, reading.end_token, reading.type, reading.label) == (
        winner.start_token,
        winner.end_token,
        winner.type,
        winner.label,
    )


def _reason(reading: MentionSpan, winner: MentionSpan) -> str:
    equal = (reading.start_token, reading.end_token) == (winner.start_token, winner.end_token)
    return f"{'weaker than' if equal else 'overlaps'} {winner.type} {winner.label}"
