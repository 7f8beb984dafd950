"""Where the Doc keeps what: span groups and typed access to them.

Components read and write annotation only through this module, and only in spaCy-native form, so
that a Doc survives ``to_bytes``, ``DocBin`` and ``nlp.pipe(n_process=2)``.

Span groups:
    ``mentions``  the names that count, sorted by place, with source, score and state in the
        group's ``attrs``;
    ``discarded`` the losing readings, in the same form, kept for error analysis;
    ``parsed``    the sentences that the parser has seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, SpanGroup

MENTIONS: Final = "mentions"
DISCARDED: Final = "discarded"
PARSED: Final = "parsed"


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
    reason: str | None = None


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
            "reason": [m.reason for m in ordered],
        },
    )


def get_mentions(doc: Doc, *, group: str = MENTIONS) -> tuple[MentionSpan, ...]:
    """Return the mentions of a group in order; empty where no component has written it."""
    if group not in doc.spans:
        return ()
    spans = doc.spans[group]
    attrs = spans.attrs
    return tuple(
        MentionSpan(
            start_token=span.start,
            end_token=span.end,
            type=span.label_,
            label=span.id_,
            id=span.kb_id_ or None,
            source=attrs["source"][i],
            score=attrs["score"][i],
            state=attrs["state"][i],
            parts=tuple(attrs["parts"][i]),
            reason=attrs["reason"][i],
        )
        for i, span in enumerate(spans)
    )


def set_parsed(doc: Doc, sentences: Iterable[Span]) -> None:
    """Record which sentences carry a parse."""
    doc.spans[PARSED] = SpanGroup(doc, name=PARSED, spans=list(sentences))


def get_parsed(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences that carry a parse, in order."""
    return tuple(doc.spans[PARSED]) if PARSED in doc.spans else ()
