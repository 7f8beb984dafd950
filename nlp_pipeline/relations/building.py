"""Builds the graph of a sentence: one pass after the other, each described where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations import (
    assemblies,
    brackets,
    causes,
    clauses,
    complements,
    control,
    coordination,
    definitions,
    endurance,
    events,
    factors,
    members,
    nominals,
    pronouns,
    qualities,
    relatives,
    roundabout,
)
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import Words

PASSES = (
    clauses.link_prepositions,
    clauses.link_fronted_wholes,
    clauses.link_modifiers,
    clauses.link_verbs,
    relatives.link_stray_subjects,
    relatives.link_antecedents,
    relatives.link_whose,
    relatives.link_singled_out,
    relatives.link_places,
    complements.link_achieved,
    complements.link_residues,
    complements.share_stranded,
    events.link_regulated,
    events.link_dependents,
    events.link_defined,
    events.link_hyphened_events,
    events.share_of,
    events.part_events,
    events.lift_partners,
    complements.link_kept,
    nominals.link_conversions,
    nominals.link_levels,
    nominals.link_releases,
    nominals.link_nominals,
    causes.link_causes,
    nominals.link_means,
    nominals.link_manners,
    nominals.link_agent_nouns,
    roundabout.link_gene_events,
    nominals.link_effects,
    events.link_enzymes,
    events.link_bare_events,
    qualities.link_qualities,
    qualities.link_made_so,
    brackets.link_brackets,
    coordination.link_neighbours,
    coordination.link_cells,
    coordination.link_arrows,
    assemblies.link_assemblies,
    coordination.share_slashes,
    coordination.share_suspended,
    coordination.share_heads,
    coordination.share_names,
    coordination.pass_to_members,
    coordination.share_coordination,
    events.share_agents,
    coordination.share_lesser,
    coordination.share_slashes,
    members.link_bracketed_members,
    members.link_included_events,
    coordination.replace_by_listed,
    coordination.pass_to_defined,
    relatives.link_formed,
    relatives.link_composed,
    relatives.link_lowered,
    complements.share_agents,
    control.inherit_subjects,
    control.link_allowed,
    complements.link_regulated,
    complements.link_bare_events,
    complements.link_signalling,
    complements.link_dependent,
    control.link_rivals,
    complements.link_marked,
    complements.link_subjected,
    complements.link_binders,
    complements.link_taking_place,
    complements.link_results,
    complements.link_outcomes,
    complements.link_secondary,
    complements.link_producers,
    complements.link_due,
    control.share_copula_subjects,
    roundabout.link_mechanisms,
    roundabout.link_able,
    roundabout.link_observed,
    roundabout.link_binding_proteins,
    events.link_regulating,
    causes.link_moved,
    causes.link_themes_before,
    nominals.link_ways,
    nominals.link_coupled,
    causes.link_conditions,
    causes.link_consequences,
    control.inherit_into_nouns,
    events.link_undergone,
    pronouns.resolve_pronouns,
    pronouns.resolve_order,
    pronouns.resolve_class_nouns,
    pronouns.resolve_clauses,
    clauses.link_reciprocal,
    definitions.link_definitions,
    definitions.link_class_members,
    definitions.link_combinations,
    relatives.link_undone,
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
