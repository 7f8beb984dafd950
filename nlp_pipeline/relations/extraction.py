"""From an annotated Doc to claims: the one entry into this package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import MentionSpan, get_legend, get_mentions, get_parsed
from nlp_pipeline.relations.admission import find_admitted
from nlp_pipeline.relations.agents import UNNAMED
from nlp_pipeline.relations.assertion import follows_from_denied, is_denied_rival
from nlp_pipeline.relations.building import build_graph
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.matcher import Match, RuleMatcher, allowed_pair
from nlp_pipeline.relations.metabolites import unfold_reactions
from nlp_pipeline.relations.misfits import is_misfit
from nlp_pipeline.relations.response import resolve_bare_response
from nlp_pipeline.relations.selection import Claim, select_claims
from nlp_pipeline.relations.states import is_of_disabled
from nlp_pipeline.relations.titled_factors import RULE_ID, claim_titled, find_title_agents
from nlp_pipeline.relations.vetoes import (
    are_alternatives,
    is_against_itself,
    is_altered_disease,
    is_bound_gene,
    is_bound_partner,
    is_done_to_both,
    is_mere_reaction,
    is_named_inhibitor,
    is_named_interaction,
    is_no_reaction,
    is_of_another_class,
    is_of_another_drug,
    is_own_means,
    is_way_itself,
    is_who_needs,
)
from nlp_pipeline.relations.words import load_words
from nlp_pipeline.text.tokens import Tokens
from nlp_pipeline.vocabulary import AGENTS


def build_graphs(doc: Doc) -> Iterator[SentenceGraph]:
    """Yield the graph of each parsed sentence that holds a mention, in text order."""
    yield from _build_graphs(Tokens.of(doc), get_mentions(doc))


def _build_graphs(doc: Tokens, found: Sequence[MentionSpan]) -> Iterator[SentenceGraph]:
    words = load_words()
    found = unfold_reactions(doc, found, words["converting"])
    sentences = get_parsed(doc.source)
    parsed = {i for sentence in sentences for i in range(sentence.start, sentence.end)}
    mentions = find_admitted(doc, found, parsed, words)
    for sentence in sentences:
        inside = [
            m for m in mentions if sentence.start <= m.start_token and m.end_token <= sentence.end
        ]
        if inside:
            yield build_graph(sentence, inside, words, doc)


def find_claims(doc: Doc, matcher: RuleMatcher) -> list[tuple[Span, list[Claim]]]:
    """Return the claims of each sentence of a Doc.

    Args:
        doc: A Doc with mentions and parsed sentences; without them the result is empty.
        matcher: The rules.
    """
    mentions = get_mentions(doc)
    legend = [(span.start, span.end) for span in get_legend(doc)]
    usable = [m for m in mentions if not any(s <= m.start_token < e for s, e in legend)]
    found = []
    tokens = Tokens.of(doc)
    titled = next((rule for rule in matcher.rules if rule.id == RULE_ID), None)
    agents = [] if titled is None else find_title_agents(doc, usable)
    for graph in _build_graphs(tokens, mentions):
        claims = [
            claim
            for match in matcher.find_matches(graph)
            for claim in _settle(graph, match, usable)
        ]
        if titled is not None and agents:
            claims += claim_titled(graph, titled, agents)
        if claims:
            found.append((graph.sentence, select_claims(claims)))
    tokens.release()
    return found


def _is_circular(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether the agent that is not named must be the drug that is the subject.

    A drug that "improves the response to treatment", or whose "resistance" is spoken of, is itself
    the treatment; one that "overcomes resistance" may be another.
    """
    if match.subject.mention.type not in AGENTS:
        return False
    word = graph.words.verb_class(graph.pred[match.bare]) if match.bare in graph.pred else None
    resists = match.rule.predicate == "confers_resistance_to"
    if match.bare is not None and graph.doc[match.bare - 1].lower_ == "drug" and not resists:
        return False  # "restored drug sensitivity" is that to another
    return resists or (word is not None and word.name == "respond")


def _settle(graph: SentenceGraph, match: Match, mentions: list[MentionSpan]) -> Iterator[Claim]:
    if is_of_another_drug(graph, match) or is_altered_disease(match):
        return
    if follows_from_denied(graph, match.trigger):
        return
    targets = [] if match.object is None else [match.object]
    if match.bare is not None and not _is_circular(graph, match):
        variant = match.subject.mention.type == "Variant"
        targets = resolve_bare_response(graph, match.bare, mentions, named_only=variant)
    for target in targets:
        if is_who_needs(graph, match, target) or is_done_to_both(graph, match, target):
            continue
        if is_against_itself(match, target) or is_mere_reaction(graph, match, target):
            continue
        if is_bound_gene(graph, match, target) or is_named_interaction(match, target):
            continue
        if is_own_means(graph, match, target):
            continue
        if is_bound_partner(graph, match) or is_named_inhibitor(match, target):
            continue
        if is_no_reaction(graph, match, target) or is_misfit(graph, match, target):
            continue
        apart = are_alternatives(graph, match, target) or is_of_another_class(graph, match, target)
        apart = apart or is_way_itself(graph, match)
        named = match.subject.mention.label != UNNAMED and not apart
        if named and allowed_pair(match.rule, match.subject, target):
            yield _as_lacking(
                graph,
                Claim(
                    match.rule, match.trigger, match.subject, target, match.negated, match.hedged
                ),
            )


def _as_lacking(graph: SentenceGraph, claim: Claim) -> Claim:
    """Read "tumours with A respond to D, those with B do not" as resistance of the second.

    Mutations of a gene are such in whatever way they change the response: "truncating mutations".
    """
    subject = claim.subject
    response = claim.rule.predicate in {"sensitizes_to", "confers_resistance_to"}
    if response and subject.state == "loss" and is_of_disabled(graph, subject.node):
        claim = replace(claim, subject=replace(subject, state="mutation"))
    carries = claim.rule.id in {"sensitivity-of-carrier", "resistance-of-carrier"}
    if not (
        carries and claim.negated and is_denied_rival(graph, claim.subject.node, claim.trigger)
    ):
        return claim
    other = ({"sensitizes_to", "confers_resistance_to"} - {claim.rule.predicate}).pop()
    return replace(claim, rule=replace(claim.rule, predicate=other), negated=False)
