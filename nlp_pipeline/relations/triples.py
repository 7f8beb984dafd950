"""Claims of a Doc as table rows: offsets led back to the source, roles, confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from spacy.tokens import Doc, Span, Token

from nlp_pipeline.annotations import MentionSpan, get_mentions_in
from nlp_pipeline.records import Argument, Document, Passage, Triple, with_ids
from nlp_pipeline.relations.extraction import find_claims
from nlp_pipeline.relations.matcher import RuleMatcher
from nlp_pipeline.relations.named_arguments import Resolved
from nlp_pipeline.relations.selection import Claim
from nlp_pipeline.text.strings import words_of
from nlp_pipeline.vocabulary import AGENTS

INDIRECT = 0.85
"""What an argument that was reached through a carrier or a fallback costs in confidence."""
HEDGED = 0.9
MAX_CITATION_CHARS = 200
"""What citations may add to a sentence before it counts as interrupted by something else."""

BRACKETS = frozenset({("(", ")"), ("[", "]")})
OPENING = frozenset(opening for opening, _ in BRACKETS)
CLOSING = frozenset(closing for _, closing in BRACKETS)
JOINING = frozenset(
    {",", ";", "/", "or", "formerly", "called", "also", "known", "as", "®", "™", "(", ")"}
)
"""What stands between the names of one thing in a bracket."""
JOINING |= {'"', "“", "”", "'", "=", "i.e.", "tm", "r", "(r)"}
AMOUNTS = frozenset(
    {"nm", "µm", "μm", "mm", "mg", "µg", "μg", "ng", "kg", "g", "m", "h", "%", "iu"}
)
"""Units: what a bracket with one holds is a dose."""
CODED = re.compile(r"^[A-Z]|\d|^[-‐–]$")
"""How codes and brands are written."""
REACH = 24
"""How many tokens from a name its bracket may stand, and how long that may be."""

RESPONSES = frozenset({"confers_resistance_to", "sensitizes_to"})
TARGETING = frozenset({"targets", "inhibits", "downregulates", "activates", "upregulates", "binds"})


def extract_triples(
    doc: Doc, document: Document, passage: Passage, matcher: RuleMatcher
) -> list[Triple]:
    """Return the triples of one passage, in text order.

    Args:
        doc: The annotated Doc of ``passage.view``.
        document: Where the passage stands; its metadata go into every row.
        passage: The passage; its offset map leads back to the source.
        matcher: The rules.
    """
    found = (
        _triple(doc, document, passage, place, claim)
        for sentence, claims in find_claims(doc, matcher)
        for place in [_place(passage, sentence)]
        for claim in claims
    )
    # What holds of a name holds of its other names in brackets, which is one place.
    return list({triple.triple_id: triple for triple in found}.values())


def _place(passage: Passage, sentence: Span) -> tuple[str, int, int]:
    """Return a sentence as it can be read, and its place in the source."""
    start, end = passage.offsets.source_span(sentence.start_char, sentence.end_char)
    return _readable(sentence.text, passage, passage.source[start:end]), start, end


def _triple(
    doc: Doc, document: Document, passage: Passage, place: tuple[str, int, int], claim: Claim
) -> Triple:
    sentence, start, end = place
    return with_ids(
        Triple(
            doc_id=document.doc_id,
            passage_id=passage.passage_id,
            passage_kind=passage.kind,
            section=passage.section,
            figid=document.figid,
            pmcid=document.pmcid,
            doi=document.doi,
            year=document.year,
            journal=document.journal,
            title=document.title,
            figure_link=document.figure_link,
            subject=_argument(doc, passage, claim.subject, _subject_role(claim)),
            predicate=claim.rule.predicate,
            object=_argument(doc, passage, claim.object, _object_role(claim)),
            negated=claim.negated,
            hedged=claim.hedged,
            confidence=confidence_of(claim),
            rule_id=claim.rule.id,
            sentence=sentence,
            sentence_start=start,
            sentence_end=end,
        )
    )


def _readable(view: str, passage: Passage, source: str) -> str:
    """Return the source of a sentence, or its view where that alone can be read.

    That is so where the source runs over line ends, has no blanks between a table's cells, or
    holds a figure or table that stands in the middle of the sentence.
    """
    glued = passage.kind == "table" and source.split() != view.replace(" | ", " ").split()
    interrupted = len(source) > 2 * len(view) + MAX_CITATION_CHARS
    return view if "\n" in source or glued or interrupted else source


def _argument(doc: Doc, passage: Passage, found: Resolved, role: str | None) -> Argument:
    mention = found.mention
    first, last = _named_twice(doc, mention)
    start, end = passage.offsets.source_span(first.idx, last.idx + len(last))
    return Argument(
        text=passage.source[start:end],
        start=start,
        end=end,
        id=mention.id,
        label=mention.label,
        type=mention.type,
        state=found.state,
        role=role,
    )


def _named_twice(doc: Doc, mention: MentionSpan) -> tuple[Token, Token]:
    """Return the first and last token of a name with its other names in brackets: "COX-2 (PTGS2)".

    Each name in the brackets is one of the same thing: "gefitinib (Iressa, ZD1839)".
    """
    first, end = mention.start_token, mention.end_token
    words = words_of(doc)
    if OPENING.isdisjoint(words[max(first - REACH, 0) : end + 1]):
        return doc[first], doc[end - 1]
    found = get_mentions_in(doc[first].sent)
    for outer in found:
        opening = outer.end_token
        if outer.label != mention.label or OPENING.isdisjoint(words[opening : opening + 1]):
            continue
        closing = _closing(words, opening)
        inner = [m for m in found if opening < m.start_token < closing]
        same = inner and all((m.label, m.type) == (mention.label, mention.type) for m in inner)
        if not same or not (mention == outer or mention in inner):
            continue
        if _only_names(doc[opening + 1 : closing], inner):
            return doc[outer.start_token], doc[closing]
    return doc[first], doc[end - 1]


def _closing(words: Sequence[str], opening: int) -> int:
    """Return the place where a bracket closes, that of its opening where it does not."""
    depth = 0
    for place, word in enumerate(words[opening : opening + REACH], start=opening):
        depth += (word in OPENING) - (word in CLOSING)
        if depth == 0:
            return place
    return opening


def _only_names(bracket: Span, names: Sequence[MentionSpan]) -> bool:
    """Tell whether a bracket holds names alone, what joins them, and codes that nobody knows."""
    named = {place for name in names for place in range(name.start_token, name.end_token)}
    rest = [token for token in bracket if token.i not in named]
    return not any(token.lower_ in AMOUNTS for token in rest) and all(
        token.lower_ in JOINING or token.is_digit or CODED.search(token.text) for token in rest
    )


def confidence_of(claim: Claim) -> float:
    """Return precision of the rule x how sure both groundings are, 0-1, three decimals."""
    grounding = sqrt(claim.subject.mention.score * claim.object.mention.score)
    direct = (claim.subject.direct and 1.0) or INDIRECT
    direct *= (claim.object.direct and 1.0) or INDIRECT
    return round(claim.rule.precision * grounding * direct * (HEDGED if claim.hedged else 1), 3)


def _subject_role(claim: Claim) -> str | None:
    subject = claim.subject.mention
    if subject.type in AGENTS:
        return "drug"
    if claim.rule.predicate in RESPONSES:
        return "resistance_factor"
    return "mechanism" if subject.type in {"Process", "Pathway"} else None


def _object_role(claim: Claim) -> str | None:
    subject, target = claim.subject.mention, claim.object.mention
    if target.type in AGENTS:
        return "drug"
    if target.type in {"Process", "Pathway"}:
        return "mechanism"
    if subject.type in AGENTS and claim.rule.predicate in TARGETING:
        return "target"
    return None
