"""Where the Doc keeps what: span groups and typed access to them.

Components read and write annotation only through this module, and only in spaCy-native form, so
that a Doc survives ``to_bytes``, ``DocBin`` and ``nlp.pipe(n_process=2)``.

Span groups:
    ``mentions``  the names that count, sorted by place, with source, score and state in the
        group's ``attrs``;
    ``nested``    names inside a longer mention ("AKT" in "PI3K/AKT pathway"), in the same form;
    ``discarded`` the losing readings, in the same form, kept for error analysis;
    ``parsed``    the sentences that the parser has seen;
    ``abbreviations``  the long forms that the text defines a short form for;
    ``legend``    stretches that only explain abbreviations: nothing in them is a claim.

What a Doc inherits from the document that its text stands in (definitions of other passages,
title, keywords) is kept as plain JSON in ``doc.user_data``.

To read mentions out of a span group takes a microsecond or more for each, and many components ask
for them. So what was written or read of a group stays at hand while its Doc lives; a Doc that
comes from elsewhere, or whose group was replaced, is read anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, SpanGroup

MENTIONS: Final = "mentions"
NESTED: Final = "nested"
DISCARDED: Final = "discarded"
PARSED: Final = "parsed"
ABBREVIATIONS: Final = "abbreviations"
LEGEND: Final = "legend"
_CONTEXT: Final = "nlp_pipeline.context"
_ATTRIBUTES: Final = ("source", "score", "state", "parts", "part_ids", "reason")
"""What the attributes of a group of mentions hold of each, in the order of :class:`MentionSpan`."""


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """One reading of one name in a Doc.

    Attributes:
        start_token, end_token: Half-open token span.
        type: One of ``vocabulary.ENTITY_TYPES``.
        label: Normalized label as in the guidelines, e.g. ``ERBB2``.
        id: CURIE, or None where no term is known.
        source: What found it: ``lexicon``, ``pattern``, ``abbreviation``, ``model``, ``user`` …
        score: How sure the grounding is, 0-1.
        state: State that the mention itself carries ("p-Src": ``activation``), else None.
        parts: Labels of the entities it is made of: the target of a drug class, the members of a
            pathway, the gene of a variant; empty otherwise.
        part_ids: CURIE of each part, in the same order, blank where none is known; empty where
            nothing has looked them up.
        reason: For a discarded reading, why it lost.
    """

    start_token: int
    end_token: int
    type: str
    label: str
    id: str | None = None
    source: str = "lexicon"
    score: float = 1.0
    state: str | None = None
    parts: tuple[str, ...] = ()
    part_ids: tuple[str, ...] = ()
    reason: str | None = None

    def discarded_for(self, reason: str) -> MentionSpan:
        """Return the same reading as one that lost, with the reason."""
        return MentionSpan(
            self.start_token,
            self.end_token,
            self.type,
            self.label,
            self.id,
            self.source,
            self.score,
            self.state,
            self.parts,
            self.part_ids,
            reason,
        )


_START: Final = attrgetter("start_token")
_AT_HAND: Final[WeakKeyDictionary[Doc, dict[str, tuple[SpanGroup, tuple[MentionSpan, ...]]]]] = (
    WeakKeyDictionary()
)
"""Of each living Doc what its groups of mentions hold, beside the group that holds it."""


def set_mentions(doc: Doc, mentions: Iterable[MentionSpan], *, group: str = MENTIONS) -> None:
    """Replace a group of mentions; order is by place, then type and label."""
    ordered = sorted(
        mentions, key=lambda m: (m.start_token, -m.end_token, m.type, m.label, m.source)
    )
    spans = [
        Span(doc, m.start_token, m.end_token, label=m.type, kb_id=m.id or "", span_id=m.label)
        for m in ordered
    ]
    doc.spans[group] = SpanGroup(
        doc,
        name=group,
        spans=spans,
        attrs={
            "source": [m.source for m in ordered],
            "score": [m.score for m in ordered],
            "state": [m.state for m in ordered],
            "parts": [list(m.parts) for m in ordered],
            "part_ids": [list(m.part_ids) for m in ordered],
            "reason": [m.reason for m in ordered],
        },
    )
    _AT_HAND.setdefault(doc, {})[group] = (doc.spans[group], tuple(ordered))


def get_mentions(doc: Doc, *, group: str = MENTIONS) -> tuple[MentionSpan, ...]:
    """Return the mentions of a group in order; empty where no component has written it."""
    if group not in doc.spans:
        return ()
    spans = doc.spans[group]
    at_hand = _AT_HAND.setdefault(doc, {})
    known = at_hand.get(group)
    if known is None or known[0] is not spans or len(known[1]) != len(spans):
        known = at_hand[group] = (spans, _read_mentions(spans))
    return known[1]


def get_mentions_in(stretch: Span, *, group: str = MENTIONS) -> tuple[MentionSpan, ...]:
    """Return the mentions of a group that begin in a stretch of its Doc, in order."""
    mentions = get_mentions(stretch.doc, group=group)
    first = bisect_left(mentions, stretch.start, key=_START)
    return mentions[first : bisect_left(mentions, stretch.end, lo=first, key=_START)]


def _read_mentions(spans: SpanGroup) -> tuple[MentionSpan, ...]:
    columns = [spans.attrs[name] for name in _ATTRIBUTES]
    return tuple(
        MentionSpan(
            span.start,
            span.end,
            span.label_,
            span.id_,
            span.kb_id_ or None,
            source,
            score,
            state,
            tuple(parts),
            tuple(part_ids),
            reason,
        )
        for span, source, score, state, parts, part_ids, reason in zip(spans, *columns, strict=True)
    )


def get_covered(doc: Doc, groups: Iterable[str]) -> set[int]:
    """Return the indices of the tokens that stand in a mention of one of these groups."""
    return {
        token
        for group in groups
        if group in doc.spans
        for span in doc.spans[group]
        for token in range(span.start, span.end)
    }


def set_parsed(doc: Doc, sentences: Iterable[Span]) -> None:
    """Record which sentences carry a parse."""
    doc.spans[PARSED] = SpanGroup(doc, name=PARSED, spans=list(sentences))


def get_parsed(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences that carry a parse, in order."""
    return tuple(doc.spans[PARSED]) if PARSED in doc.spans else ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what the text says it stands for.

    Attributes:
        short: The short form as it stands in the text, e.g. ``EMT``.
        long: The long form as it stands in the text.
        start_token, end_token: Half-open token span of the long form; both 0 where the
            definition stands in another passage.
    """

    short: str
    long: str
    start_token: int = 0
    end_token: int = 0


def set_abbreviations(doc: Doc, abbreviations: Iterable[Abbreviation]) -> None:
    """Replace the definitions that this text makes; order is by place, then short form."""
    ordered = sorted(abbreviations, key=lambda a: (a.start_token, a.end_token, a.short))
    doc.spans[ABBREVIATIONS] = SpanGroup(
        doc,
        name=ABBREVIATIONS,
        spans=[doc[a.start_token : a.end_token] for a in ordered],
        attrs={"short": [a.short for a in ordered], "long": [a.long for a in ordered]},
    )


def get_abbreviations(doc: Doc) -> tuple[Abbreviation, ...]:
    """Return the definitions that this text makes, in order; empty where there are none."""
    if ABBREVIATIONS not in doc.spans:
        return ()
    spans = doc.spans[ABBREVIATIONS]
    return tuple(
        Abbreviation(short, long, span.start, span.end)
        for span, short, long in zip(spans, spans.attrs["short"], spans.attrs["long"], strict=True)
    )


def set_legend(doc: Doc, stretches: Iterable[tuple[int, int]]) -> None:
    """Record the half-open token spans that only explain abbreviations."""
    spans = [doc[start:end] for start, end in sorted(stretches)]
    doc.spans[LEGEND] = SpanGroup(doc, name=LEGEND, spans=spans)


def get_legend(doc: Doc) -> tuple[Span, ...]:
    """Return the stretches that only explain abbreviations, in order."""
    return tuple(doc.spans[LEGEND]) if LEGEND in doc.spans else ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a text inherits from the document that it stands in; all of it may be empty.

    Attributes:
        abbreviations: Definitions made in other passages of the document.
        title: Title of the paper or figure.
        keywords: Names that the record lists; weak evidence, never truth.
    """

    abbreviations: tuple[Abbreviation, ...] = ()
    title: str = ""
    keywords: tuple[str, ...] = ()


def set_context(doc: Doc, context: Context) -> None:
    """Hand the document's context to a Doc before the entity components see it."""
    doc.user_data[_CONTEXT] = {
        "abbreviations": [[a.short, a.long] for a in context.abbreviations],
        "title": context.title,
        "keywords": list(context.keywords),
    }


def get_context(doc: Doc) -> Context:
    """Return the context of the document; an empty one where none was set."""
    kept = doc.user_data.get(_CONTEXT)
    if kept is None:
        return Context()
    return Context(
        abbreviations=tuple(Abbreviation(short, long) for short, long in kept["abbreviations"]),
        title=kept["title"],
        keywords=tuple(kept["keywords"]),
    )
