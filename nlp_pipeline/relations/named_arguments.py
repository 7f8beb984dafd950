"""What a name stands for as an argument: "EGFR with T790M", "irinotecan-based chemotherapy"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.states import find_state
from nlp_pipeline.vocabulary import AGENTS

GIVEN = frozenset({"Gene", "Family", "Chemical"})
"""Types of what cells are treated with besides drugs: "EGF treatment"."""
GENERIC_THERAPIES = frozenset({"chemotherapy", "drug therapy", "immunotherapy"})
RESPONSE_NAME = re.compile(r"(resist|refract)|(sensiti[vsz]|sensitiz|responsiv)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention that stands in an argument place.

    Attributes:
        node: Its node in the graph.
        mention: The mention itself.
        state: What the text says has happened to it, else None.
        direct: False where it was reached through a carrier or a fallback, which is less sure.
        whole: Where the mention was taken out of a class ("MEK inhibition": MEK), that class.
    """

    node: int
    mention: MentionSpan
    state: str | None
    direct: bool = True
    whole: MentionSpan | None = None


def resolve_mention(graph: SentenceGraph, node: int) -> Iterator[Resolved]:
    """Yield what the names at a node stand for: of "irinotecan-based chemotherapy" the drug."""
    for mention in graph.mentions[node]:
        if is_response_name(graph, mention):
            continue
        if mention.label in GENERIC_THERAPIES and (based := _based_on(graph, node)):
            for drug in based:
                yield from resolve_mention(graph, drug)
            continue
        if _names_inhibition(graph, mention):
            for part in part_mentions(mention):
                yield Resolved(node, part, "inhibition", whole=mention)
        elif carried := _carried_variants(graph, node, mention):
            yield from carried
        else:
            yield Resolved(node, mention, find_state(graph, node, mention))


def _carried_variants(graph: SentenceGraph, node: int, gene: MentionSpan) -> list[Resolved]:
    """Return the variants that a gene is said to have: "EGFR carrying the T790M mutation"."""
    clauses = [*graph.targets(node, "acl"), *graph.targets(node, "relcl")]
    nouns = [
        target
        for clause in (clauses if gene.type == "Gene" else ())
        if getattr(graph.words.verb_class(graph.pred[clause]), "name", "") == "carry"
        for target in graph.targets(clause, "obj")
    ]
    places = [t for noun in nouns for edge in ("mod", "prep_at") for t in graph.targets(noun, edge)]
    return [
        Resolved(place, variant, None)
        for place in dict.fromkeys((*nouns, *places))
        for variant in graph.mentions.get(place, ())
        if variant.type == "Variant" and variant.label.startswith(gene.label)
    ]


def _based_on(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a therapy is given with: "irinotecan-based chemotherapy", "EGF treatment"."""
    if graph.lemma(node) in graph.words["given_with"]:
        given = [
            target
            for edge in ("mod", "prep_with")
            for target in graph.targets(node, edge)
            if any(m.type in AGENTS | GIVEN for m in graph.mentions.get(target, ()))
        ]
        if given:
            return given
    return [
        drug
        for modifier in graph.targets(node, "mod")
        if graph.lemma(modifier) in {"base", "based", "contain", "containing"}
        for drug in graph.targets(modifier, "mod")
        if any(m.type in AGENTS for m in graph.mentions.get(drug, ()))
    ]


def _names_inhibition(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a class is worded as what it does: "BRAF inhibition", "HER2 blockade"."""
    last = graph.doc[mention.end_token - 1].lower_
    return (
        mention.type == "DrugClass"
        and bool(mention.parts)
        and graph.words.state_of_noun(last) == "inhibition"
    )


def part_mentions(mention: MentionSpan) -> Iterator[MentionSpan]:
    """Yield what a class or pathway is made of, each at the place of the whole."""
    ids = mention.part_ids or ("",) * len(mention.parts)
    for label, part_id in zip(mention.parts, ids, strict=True):
        yield replace(
            mention,
            type="Family" if part_id.startswith("fplx:") else "Gene",
            label=label,
            id=part_id or None,
            parts=(),
            part_ids=(),
            state=None,
        )


def is_response_name(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a mention names the response itself ("chemoresistance")."""
    if mention.type not in AGENTS:
        return False
    text = graph.doc[mention.start_token : mention.end_token].text
    return RESPONSE_NAME.search(text) is not None
