"""Pairs whose kinds do not go together: what cells end in acts on no molecule."""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.matcher import Match
from nlp_pipeline.relations.named_arguments import Resolved
from nlp_pipeline.vocabulary import MOLECULES

ENDS = re.compile(
    r"(?:^cell |\b)(?:proliferation|differentiation|apoptotic process|migration|invasion|survival"
    r"|cell growth|tumor growth|metastasis|tumorigenesis|angiogenesis|tumor progression"
    r"|neuroprotection|cell death)$"
)
"""Ends of labels of what cells and tumours come to, which drives no molecule in turn."""
SET_FREE = frozenset({"upregulates", "downregulates"})
"""What dying cells do to molecules: "cell death raises extracellular HMGB1"."""
ACTS = frozenset({"activates", "inhibits", "modifies", "acts_through"}) | SET_FREE
REACTIONS = (" oxidation", " hydroxylation", " hydrolysis", " reduction")
LONGEST_HEADING = 7
"""Tokens of a heading, its colon included."""
QUOTES = {"“": "”", "‘": "’"}


def is_misfit(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether a rule joins two names of which one cannot do that to the other."""
    return (
        _is_end_at_work(match, target)
        or _is_way_to_way(match, target)
        or _is_own_dependence(match, target)
        or _is_plain_way(match)
        or _is_other_definition(graph, match)
        or _is_heading(graph, match, target)
        or _is_own_reaction(match, target)
        or _is_next_item(graph, match)
        or _is_only_ligand(graph, match)
        or _is_no_binding(graph, match)
        or _is_inside_name(graph, match.subject.mention, target.mention)
    )


def _is_end_at_work(match: Match, target: Resolved) -> bool:
    """Tell whether an outcome seems to act on a molecule: "apoptosis …, leading to active JNK"."""
    mention, predicate = match.subject.mention, match.rule.predicate
    if mention.type != "Process" or target.mention.type not in MOLECULES | {"Pathway"}:
        return False
    dies = mention.label == "cell death" and predicate in SET_FREE
    return predicate in ACTS and not dies and ENDS.search(mention.label) is not None


def _is_way_to_way(match: Match, target: Resolved) -> bool:
    """Tell whether one pathway is the way to another: "raises A signaling via the B pathway"."""
    both = match.subject.mention.type == target.mention.type == "Pathway"
    return both and match.rule.id == "activates-via"


def _is_plain_way(match: Match) -> bool:
    """Tell whether "A lowers B via C" says no more than the way: whether C lowers B is left open.

    With its own sign, "by inhibiting C", it does.
    """
    lowers = match.rule.id in {
        "inhibits-via",
        "downregulates-via",
        "inhibits-via-amount-of-process",
    }
    plain = match.subject.state is None and match.subject.mention.type != "Pathway"
    return lowers and plain


def _is_other_definition(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether a class defines another drug: "D1: an A inhibitor; D2: a B inhibitor".

    Nor does a mimetic of a protein target that protein: "SMAC mimetics (birinapant)".
    """
    if match.rule.predicate != "targets" or not match.rule.id.startswith("targets-definition"):
        return False
    classes = graph.mentions.get(match.trigger, ())
    if any("mimetic" in m.label for m in classes):
        return True
    drug = match.subject.mention
    return any(
        token.text == ";"
        for m in classes
        for token in graph.doc[
            min(drug.end_token, m.end_token) : max(drug.start_token, m.start_token)
        ]
    )


def _is_heading(graph: SentenceGraph, match: Match, target: Resolved) -> bool:
    """Tell whether the subject stands in a heading of the clause: "Smad-dependent: A binds B".

    Without a subject of its own the clause speaks of the heading: "Sorafenib: inhibits RAF1".
    """
    start = graph.sentence.start
    colon = next((t.i for t in graph.doc[start : start + LONGEST_HEADING] if t.text == ":"), None)
    if colon is None or not match.subject.mention.start_token < colon < target.mention.start_token:
        return False
    if not graph.is_verb(match.trigger) or match.trigger < colon:
        return False
    top = match.trigger
    while (above := graph.parents.get(top)) is not None and above[1] > colon:
        top = above[1]
    subjects = [c for n in (match.trigger, top) for c in graph.children(n, "nsubj", "nsubjpass")]
    return any(c > colon and not graph.tag(c).startswith("PRP") for c in subjects)


def _is_own_reaction(match: Match, target: Resolved) -> bool:
    """Tell whether an enzyme only does what it is there for: "CYP-mediated oxidation of C"."""
    enzyme = match.subject.mention.type in {"Gene", "Family"}
    phrase = target.mention.type == "Process" and target.mention.source == "phrase"
    return enzyme and phrase and target.mention.label.endswith(REACTIONS)


def _is_next_item(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether a binding noun stands in the next item of a list: "A; B binding protein"."""
    start, end = sorted((match.subject.mention.start_token, match.trigger))
    apart = any(token.text == ";" for token in graph.doc[start:end])
    return apart and match.rule.predicate == "binds" and not graph.is_verb(match.trigger)


def _is_no_binding(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether an interaction is none of molecules: "the genetic interactions of A and B"."""
    if match.rule.predicate != "binds":
        return False
    said = {graph.lower(c) for c in graph.targets(match.trigger, "mod")}
    return not said.isdisjoint({"genetic", "epistatic"})


def _is_only_ligand(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether what is recruited joins another: "binding of A to the receptor recruits C"."""
    if match.rule.id != "binds-recruit":
        return False
    bindings = [
        s
        for s in graph.targets(match.trigger, "subj")
        if s not in graph.mentions and graph.targets(s, "prep_to")
    ]
    ligands = [t for s in bindings for e in ("prep_of", "subj", "mod") for t in graph.targets(s, e)]
    return match.subject.node in ligands


def _is_own_dependence(match: Match, target: Resolved) -> bool:
    """Tell whether a pathway depends on what it is named by: "cGMP signaling depends on cGMP"."""
    own = match.subject.mention.label.split()[-1] in target.mention.label.split("/")[0]
    return own and target.mention.type == "Pathway" and match.rule.id == "activates-dependent"


def _is_inside_name(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> bool:
    """Tell whether both stand in one title in quotes: "the pathway “A-mediated endocytosis”"."""
    start, end = sorted((first, second), key=lambda m: m.start_token)
    opened = None
    for token in graph.doc[graph.sentence.start : start.start_token]:
        if token.text in QUOTES:
            opened = QUOTES[token.text]
        elif token.text == opened:
            opened = None
    if opened is None:
        return False
    return all(t.text != opened for t in graph.doc[start.start_token : end.end_token])
