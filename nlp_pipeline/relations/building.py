"""Builds the graph of a sentence: one pass after the other, each described where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations import (
    brackets,
    causes,
    clauses,
    control,
    coordination,
    definitions,
    endurance,
    factors,
    nominals,
    pronouns,
    qualities,
)
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import Words

PASSES = (
    clauses.link_prepositions,
    clauses.link_fronted_wholes,
    clauses.link_modifiers,
    clauses.link_verbs,
    nominals.link_conversions,
    nominals.link_nominals,
    causes.link_causes,
    nominals.link_means,
    nominals.link_manners,
    nominals.link_agent_nouns,
    nominals.link_effects,
    qualities.link_qualities,
    qualities.link_made_so,
    brackets.link_brackets,
    coordination.link_neighbours,
    coordination.link_cells,
    coordination.link_arrows,
    coordination.share_slashes,
    coordination.share_suspended,
    coordination.share_heads,
    coordination.share_names,
    coordination.pass_to_members,
    coordination.share_coordination,
    coordination.share_lesser,
    coordination.share_slashes,
    coordination.replace_by_listed,
    coordination.pass_to_defined,
    control.inherit_subjects,
    control.share_copula_subjects,
    causes.link_themes_before,
    nominals.link_ways,
    nominals.link_coupled,
    causes.link_conditions,
    control.inherit_into_nouns,
    nominals.link_undergone,
    pronouns.resolve_pronouns,
    pronouns.resolve_class_nouns,
    clauses.link_reciprocal,
    definitions.link_definitions,
    definitions.link_class_members,
    definitions.link_combinations,
    endurance.link_endurance,
    factors.link_factors,
)
"""The order matters: lists share what clauses have found, and subjects pass through lists."""


def build_graph(sentence: Span, mentions: Sequence[MentionSpan], words: Words) -> SentenceGraph:
    """Return the graph of a parsed sentence.

    Args:
        sentence: A sentence that carries a parse.
        mentions: The mentions that lie inside it.
        words: The word classes, for nominal predicates and phrasal verbs.
    """
    graph = SentenceGraph(sentence, mentions, words)
    for run in PASSES:
        run(graph)
    return graph
