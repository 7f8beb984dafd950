"""Factors of a resistance that a passage names in its title: "Mechanisms of resistance to D. …".

Behind such a title a list of alterations tells what brings the resistance about ("MET
amplification; NRAS mutation"), and so does what "alterations include", and what restores what the
drug holds down ("loss of NF1 reactivates ERK").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.agents import UNNAMED
from nlp_pipeline.relations.arguments import resolve_arguments
from nlp_pipeline.relations.factors import FACTOR_TYPES
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import GENERIC_THERAPIES, Resolved
from nlp_pipeline.relations.rules import Rule
from nlp_pipeline.relations.selection import Claim
from nlp_pipeline.relations.told_factors import find_stated
from nlp_pipeline.relations.verb_forms import FINITE
from nlp_pipeline.vocabulary import AGENTS

RULE_ID = "resistance-titled"
RESISTED = r"resist(?:ance|ant)|refractor(?:y|iness)|insensitiv(?:e|ity)|non-?respons"
TITLE = re.compile(
    rf"\b(?:mechanisms?|causes?|drivers?|determinants?|modes?|means|routes?|alterations|factors"
    rf"|basis|landscape|ways?|how)\b.{{0,70}}\b(?:{RESISTED}|escape|evad|evasion|loses? its effi)"
    rf"|^(?:\W*\b(?:fig(?:ure)?\.?|[a-h]|\d+|acquired|intrinsic|primary|secondary|adaptive|the)\b"
    rf"\W*)*(?:{RESISTED})\W*(?:to|against)\b",
    re.IGNORECASE,
)
"""Titles of which the rest of a passage tells the causes."""
OVERCOMING = re.compile(
    r"overcom|revers|circumvent|prevent|sensiti[sz]|strateg|combat|tackl|biomarker", re.IGNORECASE
)
"""Titles of passages that tell of something else besides."""
BEHIND = re.compile(rf"(?:{RESISTED})\W+(?:to|against)\b|\b(?:escape from|evad\w+)", re.IGNORECASE)
BYPASS = re.compile(r"\W*(?:\w+\W+){0,2}bypass\b", re.IGNORECASE)
LONGEST_TITLE = 30
INCLUDING = frozenset({"include", "comprise", "encompass"})
HEADS = frozenset(
    {"alteration", "mechanism", "mutation", "event", "aberration", "lesion", "cause", "factor"}
    | {"change", "variant"}
)
RESTORING = frozenset({"reactivate", "re-activate", "reestablish", "re-establish", "restore"})
RESTORING |= {"reinstate", "sustain", "bypass", "circumvent"}
LASTING = frozenset({"mutation", "amplification", "loss", "overexpression", "activation"})
"""States of a factor: what is inhibited is so by a drug."""


def find_title_agents(doc: Doc, mentions: Sequence[MentionSpan]) -> list[MentionSpan]:
    """Return the drugs of "Mechanisms of resistance to D and E" at the head of a passage."""
    title = next(doc.sents, None)
    if title is None or len(title) > LONGEST_TITLE or title.end >= len(doc):
        return []
    if not TITLE.search(title.text) or OVERCOMING.search(title.text):
        return []
    agents = [
        m
        for m in mentions
        if m.end_token <= title.end
        and m.type in AGENTS
        and m.label != UNNAMED
        and m.label not in GENERIC_THERAPIES
    ]
    told = BEHIND.search(title.text)
    behind = [m for m in agents if told and doc[m.start_token].idx >= told.end()]
    return _first_list(title, behind or agents)


def _first_list(title: Span, agents: Sequence[MentionSpan]) -> list[MentionSpan]:
    """Return the first of some drugs with those that are listed behind it."""
    found = list(agents[:1])
    for agent in agents[1:]:
        between = title.doc[found[-1].end_token : agent.start_token]
        if not all(token.lower_ in {",", "and", "or", "/", "plus"} for token in between):
            break
        found.append(agent)
    return found


def claim_titled(
    graph: SentenceGraph, rule: Rule, agents: Sequence[MentionSpan]
) -> Iterator[Claim]:
    """Yield what a sentence tells of the resistance that the title speaks of."""
    if graph.sentence.start == 0:
        return
    for place in _find_places(graph):
        for factor in resolve_arguments(graph, place):
            variant = factor.mention.type == "Variant"
            if factor.mention.type not in rule.subject.types:
                continue
            if not variant and factor.state not in LASTING and not _is_bypass(graph):
                continue
            for agent in agents:
                meant = Resolved(agent.start_token, agent, None, direct=False)
                yield Claim(rule, place, factor, meant, negated=False, hedged=False)


def _find_places(graph: SentenceGraph) -> list[int]:
    """Return what states each factor: that of a list without a verb, or that of some verbs."""
    verbs = [
        n for n in graph.nodes if graph.token(n).tag_ in FINITE | {"MD"} and n not in graph.mentions
    ]
    if not verbs:
        return _listed(graph)
    found: list[int] = []
    for node in graph.with_lemma(INCLUDING | RESTORING):
        if not graph.is_verb(node):
            continue
        subjects = list(graph.targets(node, "subj"))
        if graph.lemma(node) in RESTORING:
            found += [s for s in subjects if not graph.is_verb(s)]
        elif any(graph.lemma(s) in HEADS for s in subjects):
            found += graph.targets(node, "obj")
    return found


def _listed(graph: SentenceGraph) -> list[int]:
    """Return the alterations of a list without a verb; one with drugs tells who gets what."""
    if any(m.type in AGENTS for m, _ in graph.ordered):
        return []
    found: list[int] = []
    start = graph.sentence.start
    for mention, name in graph.ordered:
        if mention.type not in FACTOR_TYPES or graph.lower(mention.start_token - 1) == "no":
            continue
        stated = find_stated(graph, mention.start_token, mention.end_token, start)
        if stated is not None or mention.type == "Variant" or _is_bypass(graph):
            found.append(name if stated is None else stated)
    return found


def _is_bypass(graph: SentenceGraph) -> bool:
    """Tell whether a list is headed as one of ways around the drug: "Bypass: A, B"."""
    head = graph.sentence.text.partition(":")
    return bool(head[1]) and BYPASS.match(head[0]) is not None
