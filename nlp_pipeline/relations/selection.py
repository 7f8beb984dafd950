"""Which matches of a sentence become triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nlp_pipeline.relations.named_arguments import Resolved
from nlp_pipeline.relations.rules import Rule
from nlp_pipeline.vocabulary import PREDICATES

SIGNED = frozenset(name for name, predicate in PREDICATES.items() if predicate.sign)
NEVER_ACTS = (" population", " state", " phenotype")
"""Ends of labels of what is only acted on: cells make what "a population" is said to make."""
LAST_RESORT = 30
"""Up to this priority a rule speaks only of pairs of which no other speaks."""
OPEN = frozenset(
    {"sensitivity-no-effect", "resistance-no-effect", "sensitivity-difference"}
    | {"sensitivity-of-carrier", "resistance-of-carrier", "sensitivity-unaffected"}
)
"""Rules whose denial tells that a drug works alike, not which way it was expected to differ."""
FARTHEST = 40
"""Priority of the rules that follow the tree from a response to a factor, however far."""
RESPONSES = frozenset({"confers_resistance_to", "sensitizes_to"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A match whose both arguments are settled."""

    rule: Rule
    trigger: int
    subject: Resolved
    object: Resolved
    negated: bool
    hedged: bool


def select_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Drop repeated and outdone claims; keep the rest in text order.

    Of the claims that one trigger makes of one pair, the rule of the highest priority wins within
    the signed predicates and within the two responses. A claim of a name about itself is dropped,
    and a symmetric one is written once, in text order.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in map(_in_text_order, sorted(claims, key=_rank)):
        subject, target = claim.subject.mention, claim.object.mention
        if subject.label == target.label or subject.label.endswith(NEVER_ACTS):
            continue
        group = claim.rule.predicate
        if group in SIGNED:
            group = "signed"
        elif group in RESPONSES:
            group = "response"
        pair = (
            subject.start_token,
            subject.label,
            target.start_token,
            target.label,
        )
        kept.setdefault((*pair, group, claim.trigger), claim)
    every = _without_given_together(_without_mutual(_without_ways_of_steps(kept.values())))
    every = _without_contradicted(_without_outspoken(_without_inhibitory(every)))
    return _unrepeated(_as_contrasted(every))


def _as_contrasted(claims: list[Claim]) -> Iterator[Claim]:
    """Deny what the sentence claims of another drug, where the wording leaves the way open.

    "X made cells resistant to C but had no effect on the cytotoxicity of D": X is denied to bring
    about resistance to D.
    """
    claimed: dict[str, set[str]] = {}
    for claim in claims:
        if claim.rule.predicate in RESPONSES and not claim.negated:
            claimed.setdefault(claim.subject.mention.label, set()).add(claim.rule.predicate)
    for claim in claims:
        said = claimed.get(claim.subject.mention.label, set())
        if claim.negated and claim.rule.id in OPEN and len(said) == 1:
            yield replace(claim, rule=replace(claim.rule, predicate=min(said)))
        else:
            yield claim


def _without_mutual(claims: Iterable[Claim]) -> list[Claim]:
    """Drop what one word says both ways of two to which something was done: they are one list.

    "A phosphorylates B1/B2 to promote the degradation of B1/B2" has neither lower the other.
    """
    every = list(claims)
    said = {_content(c) for c in every if c.subject.state is not None}
    return [
        claim
        for claim in every
        if PREDICATES[claim.rule.predicate].symmetric
        or claim.subject.state is None
        or (claim.trigger, claim.object.mention.label, claim.subject.mention.label) not in said
    ]


def _content(claim: Claim) -> tuple[int, str, str]:
    return claim.trigger, claim.subject.mention.label, claim.object.mention.label


def _without_given_together(claims: Iterable[Claim]) -> list[Claim]:
    """Drop what two drugs are said to do to each other's response: they were given together.

    "D1 plus D2 lowered the risk of progression".
    """
    every = list(claims)
    said = {
        (claim.rule.predicate, claim.subject.mention.label, claim.object.mention.label)
        for claim in every
        if claim.rule.predicate in RESPONSES
    }
    return [
        claim
        for claim in every
        if (claim.rule.predicate, claim.object.mention.label, claim.subject.mention.label)
        not in said
    ]


def _without_contradicted(claims: Iterable[Claim]) -> list[Claim]:
    """Drop what the way through the tree says where a better rule says the opposite of the pair."""
    every = list(claims)
    said = {
        (claim.subject.mention.start_token, claim.object.mention.start_token, claim.rule.predicate)
        for claim in every
        if claim.rule.predicate in RESPONSES and claim.rule.priority > FARTHEST
    }
    return [
        claim
        for claim in every
        if claim.rule.priority > FARTHEST
        or not any(
            (claim.subject.mention.start_token, claim.object.mention.start_token, other) in said
            for other in RESPONSES - {claim.rule.predicate}
        )
        or claim.rule.predicate not in RESPONSES
    ]


def _without_inhibitory(claims: Iterable[Claim]) -> list[Claim]:
    """Drop the effect that a modification seems to have where the sentence says the opposite.

    "Inhibition of A activates B through reducing B phosphorylation": it was an inhibitory one.
    """
    every = list(claims)
    raised = {_whole(c) for c in every if PREDICATES[c.rule.predicate].sign > 0}
    return [c for c in every if c.rule.id != "inhibits-modification" or _whole(c) not in raised]


def _without_ways_of_steps(claims: Iterable[Claim]) -> list[Claim]:
    """Drop the way of what was only a step: it is that of who acts.

    "D inhibits A, causing apoptosis via B": D acts through B, the inhibited A does not.
    """
    every = list(claims)
    moved = {c.object.mention for c in every if PREDICATES[c.rule.predicate].sign}
    return [
        claim
        for claim in every
        if claim.subject.state is None or claim.subject.mention not in moved or not _is_way(claim)
    ]


def _is_way(claim: Claim) -> bool:
    modified = claim.rule.predicate == "modifies" and claim.subject.state == "inhibition"
    return claim.rule.predicate == "acts_through" or modified


def _whole(claim: Claim) -> tuple[object, ...]:
    ends = (claim.subject, claim.object)
    return (claim.negated, *((end.mention.label, end.state) for end in ends))


def _without_outspoken(claims: Iterable[Claim]) -> list[Claim]:
    """Drop what a rule of last resort says of a pair of which a better one says something.

    "X affects the response to D" leaves the direction open; where it is given, that holds.
    """
    every = list(claims)
    spoken = {
        (claim.subject.mention.label, claim.object.mention.label)
        for claim in every
        if claim.rule.predicate in RESPONSES and claim.rule.priority > LAST_RESORT
    }
    return [
        claim
        for claim in every
        if claim.rule.priority > LAST_RESORT
        or (claim.subject.mention.label, claim.object.mention.label) not in spoken
    ]


def _rank(claim: Claim) -> tuple[object, ...]:
    plain = claim.subject.state is None
    return (-claim.rule.priority, claim.rule.id, claim.trigger, claim.subject.node, plain)


def _in_text_order(claim: Claim) -> Claim:
    symmetric = PREDICATES[claim.rule.predicate].symmetric
    if symmetric and claim.object.mention.start_token < claim.subject.mention.start_token:
        return Claim(
            claim.rule, claim.trigger, claim.object, claim.subject, claim.negated, claim.hedged
        )
    return claim


def _unrepeated(claims: Iterable[Claim]) -> list[Claim]:
    """Keep one claim of each content per pair of mentions, that of the best rule."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (
            claim.subject.mention.start_token,
            claim.subject.mention.label,
            claim.rule.predicate,
            claim.object.mention.start_token,
            claim.object.mention.label,
            claim.negated,
        )
        if key not in best or _rank(claim) < _rank(best[key]):
            best[key] = claim
    return sorted(
        best.values(),
        key=lambda c: (
            c.subject.mention.start_token,
            c.object.mention.start_token,
            c.rule.predicate,
            c.subject.mention.label,
            c.object.mention.label,
        ),
    )
