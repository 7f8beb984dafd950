"""Pairs of names that a rule would join and that stand so that they do not belong together."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.arguments import resolve_arguments
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.matcher import Match
from nlp_pipeline.relations.named_arguments import Resolved
from nlp_pipeline.relations.neighbours import DEFINITION, LISTING
from nlp_pipeline.vocabulary import COMPOUNDS, MOLECULES

REACTIONS = frozenset(
    {"recognition", "sensing", "detection", "hydrolysis", "cyclization", "oxidation", "reduction"}
    | {"hydroxylation", "conversion", "modification", "regulation", "biotransformation"}
)
"""Words of processes that are something done to a molecule, and no end in themselves."""
MADE_OR_USED_UP = re.compile(r" (?:biosynth|cataboli|synthe)\w+(?: process)?$| import$| uptake$")
"""Ends of labels of what an enzyme or a carrier is there for."""
METABOLIC = re.compile(
    r"biosynth|cataboli|metaboli|synthe|glycoly|oxidation|respiration|cycle|reaction|genesis"
    r"|import|uptake|conversion|degradation|pathway"
)
"""Labels of processes that are the work of enzymes."""
OF_ENZYMES = {"activates-involved-in-making": MADE_OR_USED_UP, "activates-enzyme-of": METABOLIC}
DNA = frozenset({"gene", "promoter", "promoters", "enhancer", "region", "locus", "element"})
"""What of a gene is bound."""
BOUND = re.compile(
    r"\b(?:via|through|by)\s(?:[a-z]+ly\s|[a-z]+ive\s|direct\s|its\s|the\s|an?\s)*"
    r"(?:binding|interact(?:ion|ing)|association|associating|compet(?:ition|ing))"
    r"(?:\s(?:to|with|for|of)(?:\sthe)?)?\s?$"
)
"""What stands before a name that something binds in order to act."""
ONE_SIDED = frozenset({"ligand", "ligation", "engagement", "docking"})
"""Nouns of binding behind whose "of" only one of two partners stands."""
PARTNERS = 3
"""From so many names on at a word for binding, two with a slash between them are one side."""
CROWD = 4
"""With so many names between them, two names at a noun for binding are of different pairs.

Where it has more names than that, only neighbours are a pair.
"""
ANY_CANCER = frozenset({"cancer", "carcinoma", "neoplasm", "tumor"})
INSIDE = 6
"""How many tokens may stand between a bracket and the class in it: "(a selective A inhibitor)"."""


def is_own_means(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a drug is combined with what it does: "combined inhibition of A with D"."""
    if match.rule.predicate != "combined_with":
        return False
    sides = (match.subject, target)
    if {side.mention.type for side in sides} != {"Drug", "DrugClass"}:
        return False
    drug, kind = sorted(sides, key=lambda side: side.mention.type != "Drug")
    events = graph.sources(kind.node, "obj")
    return any(drug.node in graph.targets(event, "subj") for event in events)


def is_way_itself(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether both are ways in which it is done: "induced in an A- and B-dependent manner"."""
    ways = {t for way in ("prep_via", "prep_through") for t in graph.targets(match.trigger, way)}
    return match.rule.predicate == "acts_through" and match.subject.node in ways


def are_alternatives(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether two names joined by a slash bind a third each: "YAP/TAZ-TEAD interaction".

    Or whether they stand apart in a crowd: "the A and B, C and D, and E and F interactions".
    """
    if match.rule.predicate not in {"binds", "combined_with"}:
        return False
    if match.rule.id == "binds-complex":
        return _have_own_complexes(graph, match, target)
    first, second = sorted(
        (match.subject.mention, target.mention), key=lambda mention: mention.start_token
    )
    if graph.lemma(match.trigger) in ONE_SIDED and _are_both_bound(graph, match, target):
        return True
    between = sum(first.end_token <= n < second.start_token for n in graph.mentions)
    text = graph.doc[first.end_token : second.start_token].text.strip()
    if match.rule.predicate == "combined_with":
        return text == "or"
    if first.start_token != second.start_token and _is_choice(graph, match, first, second, text):
        return True
    linked = {n for found in graph.edges(match.trigger).values() for n in found}
    partners = len(linked & graph.mentions.keys())
    crowded = between >= CROWD or (partners > CROWD and (between > 0 or "," in text))
    if match.rule.id == "binds-pair" and partners > CROWD:
        named = [m for n in linked & graph.mentions.keys() for m in graph.mentions[n]]
        opens = first.start_token == min(m.start_token for m in named)
        # "interactions between A, B, C and D": C and D are no pair of their own
        crowded = crowded or (bool(graph.targets(match.trigger, "prep_between")) and not opens)
    if match.rule.id == "binds-pair" and crowded:
        return True
    if match.rule.id == "binds-associate" and partners >= CROWD:
        return True
    if partners < PARTNERS:
        return False
    if _are_pairs(graph, linked & graph.mentions.keys()):
        return text != "/"
    return text == "/"


def _are_pairs(graph: SentenceGraph, nodes: set[int]) -> bool:
    """Tell whether all names are joined by twos: "A/B and C/D interactions"."""
    named = sorted((m for n in nodes for m in graph.mentions[n]), key=lambda m: m.start_token)
    joined = [graph.text_between(a, b).strip() == "/" for a, b in pairwise(named)]
    return len(named) > PARTNERS and joined == [i % 2 == 0 for i in range(len(joined))]


def _have_own_complexes(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether two names form complexes with a third each: "A and B form complexes with C"."""
    several = graph.token(match.trigger).tag_ == "NNS"
    formed = bool(graph.sources(match.trigger, "obj"))
    if not several or not formed or not graph.targets(match.trigger, "prep_with"):
        return False
    last = max(match.subject.mention.start_token, target.mention.start_token)
    return last < match.trigger


def _are_both_bound(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a third binds each of two: "a ligand of A and B", "ligation of A or B"."""
    bound = [
        found.node
        for edge in ("prep_of", "prep_including")
        for t in graph.targets(match.trigger, edge)
        for found in resolve_arguments(graph, t)
    ]
    return match.subject.node in bound and target.node in bound


def is_named_inhibitor(match: Match, target: Resolved) -> bool:
    """Tell whether what a name is said to inhibit is its own kind: "the CDK inhibitor p21"."""
    family = target.mention.type == "Family" and target.mention.label.startswith("CDKN")
    return match.rule.id.endswith("-definition") and family


def _is_choice(
    graph: SentenceGraph, match: Match, first: MentionSpan, second: MentionSpan, text: str
) -> bool:
    """Tell whether only one of two is named, "A or B", or both bind a third, "A and B to C"."""
    if text == "or":
        return True
    ends = {n for n, found in graph.mentions.items() if first in found or second in found}
    place = match.trigger
    others = [*graph.targets(place, "prep_to"), *graph.targets(place, "prep_with")]
    if not others or not ends.isdisjoint(others) or graph.is_verb(place):
        return False
    sides = [
        {found.node for t in graph.targets(place, edge) for found in resolve_arguments(graph, t)}
        for edge in ("prep_of", "mod")
    ]
    return any(ends <= side for side in sides)


def is_of_another_drug(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether a class stands in the bracket of another drug than the one a rule found.

    "U0126 (a MEK inhibitor), wortmannin (a PI3K inhibitor)": each class is its own drug's alone.
    """
    if match.rule.predicate != "targets":
        return False
    return any(
        bracket not in {None, match.subject.mention.end_token}
        for found in graph.mentions.get(match.trigger, ())
        for bracket in [_bracket_of(graph, found)]
    )


def is_against_itself(match: Match, target: Resolved) -> bool:
    """Tell whether a rule has a molecule lower the pathway of its own name: "A blocks A signaling".

    "D suppresses the A pathway by sequestering A" lowers both. With a state of its own the molecule
    may well: "A inhibition lowers the A pathway" has another sign.
    """
    lowers = match.rule.predicate in {"inhibits", "downregulates"}
    own = match.subject.mention.label.lower() in target.mention.label.lower()
    lost = match.subject.state in {"loss", "inhibition"} or target.state is not None
    return lowers and target.mention.type == "Pathway" and own and not lost


def is_bound_gene(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether the way is to bind a gene: "lowers B by binding to the promoter of A"."""
    if not match.rule.id.endswith(("-via", "-path")):
        return False
    way = (target if match.rule.predicate == "acts_through" else match.subject).mention
    before = [t.lower_ for t in graph.doc[max(way.start_token - 8, 0) : way.start_token]]
    behind = graph.doc[way.end_token : way.end_token + 4]
    bound = any(word.startswith("bind") for word in before)
    gene = any(t.lower_ in DNA for t in behind) or not DNA.isdisjoint(before)
    return bound and gene and way.type in MOLECULES


def is_bound_partner(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether the way is to bind a name: "lowers B via binding with A" is not A's doing."""
    if not match.rule.id.endswith("-via"):
        return False
    before = graph.doc[max(match.subject.mention.start_token - 5, graph.sentence.start) :]
    words = before[: match.subject.mention.start_token - before.start].text.lower()
    return BOUND.search(words) is not None


def is_named_interaction(match: Match, target: Resolved) -> bool:
    """Tell whether two words only name a pathway: "cytokine-cytokine receptor interaction"."""
    labels = {match.subject.mention.label.lower(), target.mention.label.lower()}
    return match.rule.predicate == "binds" and labels == {"cytokine", "cytokine receptor"}


def is_mere_reaction(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether "B by A" names what A does to something: "cyclization of C by A"."""
    named = graph.doc[target.mention.start_token : target.mention.end_token]
    done = any(token.lower_ in REACTIONS for token in named)
    return match.rule.id == "activates-process-through" and done


def is_no_reaction(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether what looks like the work of an enzyme is none, or turned round."""
    part = _is_part_of_any(match, target)
    return part or _is_brought_in(match) or _is_product(graph, match)


def _is_part_of_any(match: Match, target: Resolved) -> bool:
    """Tell whether "A is involved in B" leaves open which way: not where B is made or used up."""
    process = target.mention.type == "Process"
    wanted = OF_ENZYMES.get(match.rule.id) if process else None
    return wanted is not None and wanted.search(target.mention.label) is None


def _is_product(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether what is "converted" is what comes of it: "B is converted from C by A"."""
    if match.rule.id != "downregulates-substrate":
        return False
    sources = graph.targets(match.trigger, "prep_from")
    return any(m.type in COMPOUNDS for s in sources for m in graph.mentions.get(s, ()))


def _is_brought_in(match: Match) -> bool:
    """Tell whether a "substrate" is that of a carrier into cells, which does not use it up."""
    of_substrate = match.rule.id == "downregulates-substrate-of"
    return of_substrate and match.subject.mention.label.startswith("SLC")


def is_of_another_class(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a drug has a class of its own, other than the one that a rule found.

    "The PI3K inhibitor A, the MEK inhibitor B": each drug is of the class right before it. A class
    that only says what a drug is, is not given with another.
    """
    ends = (match.subject.mention, target.mention)
    if match.rule.predicate == "combined_with":
        classes = [m for m in ends if m.type == "DrugClass"]
        drugs = [m for found in graph.mentions.values() for m in found if m.type == "Drug"]
        return any(c in _classes_of(graph, drug) for c in classes for drug in drugs)
    if match.rule.predicate != "targets" or not match.rule.mention_types:
        return False
    # "the anticancer agent D, an A inhibitor": an agent is no class that says what it is against
    own = {c.start_token for c in _classes_of(graph, match.subject.mention) if c.parts}
    named = {m.start_token for m in graph.mentions.get(match.trigger, ())}
    return bool(own) and own.isdisjoint(named)


def _classes_of(graph: SentenceGraph, drug: MentionSpan) -> list[MentionSpan]:
    """Return the class right before a drug, or else the one that defines it: "D, a B inhibitor"."""
    classes = [m for found in graph.mentions.values() for m in found if m.type == "DrugClass"]
    before = [c for c in classes if c.end_token == drug.start_token]
    found = before or [
        c
        for c in classes
        if c.start_token >= drug.end_token and _defines(graph, drug.end_token, c.start_token)
    ]
    for c in sorted(classes, key=lambda c: c.start_token):  # "a dual A/B inhibitor"
        if any(_is_listed_with(graph, one, c) for one in found) and c not in found:
            found.append(c)
    return found


def _is_listed_with(graph: SentenceGraph, one: MentionSpan, other: MentionSpan) -> bool:
    first, second = sorted((one, other), key=lambda c: c.start_token)
    if second.start_token <= first.end_token:
        return True  # several classes of one wording
    return graph.doc[first.end_token : second.start_token].text.strip() in LISTING


def _defines(graph: SentenceGraph, end: int, start: int) -> bool:
    between = graph.doc[end:start].text_with_ws
    return DEFINITION.fullmatch(between) is not None and ("," in between or "(" in between)


def is_who_needs(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a disease only needs what a rule found: "the tumour requires A"."""
    return target.mention.type == "Disease" and graph.pred[match.trigger] in graph.words["inverse"]


def is_done_to_both(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a rule has one of two act on the other to both of which something is done.

    "The consequence is a release of A/B from inhibition": A does not activate B.
    """
    if match.rule.predicate in {"binds", "combined_with"}:
        return False
    if match.rule.id.endswith("-associated-with") and _are_listed(graph, match, target):
        return True
    done_to = graph.targets(match.trigger, "obj")
    return match.subject.node in done_to and target.node in done_to


def _are_listed(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether both are what a third goes with: "A correlates with growth and resistance"."""
    ends = (match.subject.node, target.node)
    prepositions = [c for _, c in graph.tree_below[match.trigger] if graph.doc[c].dep_ == "prep"]
    return any(
        all(graph.doc[c].left_edge.i <= end <= graph.doc[c].right_edge.i for end in ends)
        for c in prepositions
    )


def is_altered_disease(match: Match) -> bool:
    """Tell whether a rule took a tumour for what acts: "KRAS-mutant NSCLCs signal via A".

    Nor does "cancer" as such bring anything about: "loss of A in cancer cells raises B".
    """
    mention = match.subject.mention
    acts = match.subject.state is not None or mention.label in ANY_CANCER
    return mention.type == "Disease" and acts


def _bracket_of(graph: SentenceGraph, inner: MentionSpan) -> int | None:
    """Return the token that opens the bracket "(a … inhibitor)" around a class, None without."""
    doc = graph.doc
    first = max(graph.sentence.start, inner.start_token - INSIDE)
    for place in range(inner.start_token - 1, first - 1, -1):
        if doc[place].text == "(":
            return place if doc[place + 1].lower_ in {"a", "an"} else None
        if doc[place].tag_[:2] not in {"DT", "JJ", "RB", "NN", "VB", "HY"}:
            return None
    return None
