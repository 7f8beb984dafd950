"""What enzymes do to compounds, where a noun says it: "the reduction of A to B"."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import DASHES
from nlp_pipeline.vocabulary import COMPOUNDS

ENZYMES = frozenset({"Gene", "Family"})
MADE_INTO = ("prep_to", "prep_into")
OFFICES = frozenset({"enzyme", "transporter", "kinase", "phosphatase", "synthase", "protein"})
"""Nouns for who carries a reaction out."""
DOING = frozenset(
    {"derive", "derived", "induce", "mediate", "stimulate", "drive", "trigger", "activate"}
    | {"catalyze", "catalyse", "dependent", "evoke", "generate", "produce", "elicit", "regulate"}
)
"""Participles that stand behind a name and a dash."""
PARTS = frozenset({"domain", "region", "subunit", "site", "motif", "moiety"})
TITLE = re.compile(r"\s*(,\s*EC\s?[\d.]+\s*)?\)?\s*,\s*(an?|the|one of the)\s+([a-z-]+\s+){0,4}")
"""What stands between a name and the noun that says what it is for."""
USED_UP = re.compile(
    r"[-\s]*(metaboli[sz]ing|metabolic|degrading|hydroly[sz]ing|inactivating|catabolic"
    r"|detoxifying|catabolizing|cleaving)\s+enzymes?\s*[,:(]?\s*"
)
"""What stands between a compound and the enzyme that uses it up."""
MADE = re.compile(
    r"[-\s]*(producing|synthesi[sz]ing|generating|forming|biosynthetic)\s+enzymes?\s*[,:(]?\s*"
)
"""What stands between a compound and the enzyme that makes it."""


OF_DRUGS = ("demethylation", "dealkylation", "debenzylation", "hydroxylation", "glucuronidation")
"""Nouns for how the body gets rid of a compound."""
TELLING = ("prep_in", "prep_for", "obj")
"""Edges from a verb to the reaction that it is said of."""
HOLDING = frozenset({"contain", "have", "possess", "harbor", "harbour"})


def link_strayed_products(graph: SentenceGraph) -> None:
    """Let "is involved in the conversion of A to B" have B come of it, where "to" hangs higher."""
    for noun in graph.with_lemma(graph.words["converting"]):
        if noun in graph.mentions or graph.is_verb(noun):
            continue
        used = (*graph.targets(noun, "prep_of"), *graph.targets(noun, "mod"))
        if not any(_is_compound(graph, t) for t in used):
            continue
        for edge in TELLING:
            told = graph.sources(noun, edge)
            for verb in (*told, *(above for word in told for above in graph.sources(word, "attr"))):
                for label in MADE_INTO:
                    for made in graph.targets(verb, label):
                        if made > noun and _is_compound(graph, made):
                            graph.add(noun, label, made)


def link_defined_products(graph: SentenceGraph) -> None:
    """Let "A is a hormone produced by B" say it of A; "B has a domain that cleaves A" of B."""
    for noun in graph.with_edge("acl", "relcl"):
        if any(m.type != "Family" for m in graph.mentions.get(noun, ())):
            continue
        subjects = [s for c in graph.sources(noun, "attr") for s in graph.targets(c, "subj")]
        named = [s for s in dict.fromkeys(subjects) if s in graph.mentions and s != noun]
        held = [
            s
            for verb in graph.sources(noun, "obj")
            if graph.lemma(verb) in HOLDING and graph.lemma(noun) in PARTS
            for s in graph.targets(verb, "subj")
        ]
        for clause in (*graph.targets(noun, "acl"), *graph.targets(noun, "relcl")):
            if graph.is_passive(clause) and noun in graph.targets(clause, "obj"):
                for name in named:
                    graph.add(clause, "obj", name)
                if named and noun in graph.mentions:  # "A is a cytokine induced by B"
                    graph.remove(clause, "obj", noun)
            elif noun in graph.targets(clause, "subj"):
                for holder in held:
                    graph.add(clause, "subj", holder)
                # "A is a phosphodiesterase that hydrolyzes B"
                if named and noun in graph.mentions:
                    graph.remove(clause, "subj", noun)
                    for name in named:
                        graph.add(clause, "subj", name)


def link_reactions(graph: SentenceGraph) -> None:
    """Let "the reduction of A to B" convert A into B, "demethylation of A" metabolize A."""
    for node in graph.with_lemma(OF_DRUGS):
        event = node not in graph.mentions and graph.pred[node] is not None
        if event and any(_is_compound(graph, t) for t in graph.targets(node, "obj")):
            graph.pred[node] = "metabolize"
    for node in graph.with_edge(*MADE_INTO):
        if node in graph.mentions or graph.is_verb(node):
            continue
        verb = graph.words.verb_class(graph.pred[node])
        modifies = verb is not None and verb.kind == "modification"
        if not modifies and graph.lemma(node) not in graph.words["converting"]:
            continue
        themes = graph.targets(node, "obj" if graph.pred[node] else "prep_of")
        used = [t for t in themes if _is_compound(graph, t)]
        made = [t for edge in MADE_INTO for t in graph.targets(node, edge)]
        if used and any(_is_compound(graph, t) for t in made):
            graph.pred[node] = "convert"
            for theme in used:  # "the transformation of A to B"
                graph.add(node, "obj", theme)


def link_converted_from(graph: SentenceGraph) -> None:
    """Let "B is converted from C by A" say that A makes B."""
    for node in graph.with_lemma(("convert", "metabolize", "transform")):
        from_compound = any(_is_compound(graph, t) for t in graph.targets(node, "prep_from"))
        if from_compound and graph.is_passive(node):
            graph.pred[node] = "produce"


def _is_compound(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in COMPOUNDS for m in graph.mentions.get(node, ()))


def link_named_enzymes(graph: SentenceGraph) -> None:
    """Let "the warfarin metabolizing enzyme A" say that A metabolizes warfarin."""
    for (compound, used), (enzyme, node) in pairwise(graph.ordered):
        if compound.type not in COMPOUNDS or enzyme.type not in ENZYMES:
            continue
        between = graph.text_between(compound, enzyme)
        verb = "metabolize" if USED_UP.fullmatch(between) else None
        verb = "produce" if MADE.fullmatch(between) else verb
        nouns = range(compound.end_token, enzyme.start_token) if verb else ()
        for noun in [i for i in nouns if i in graph.pred and graph.lemma(i) == "enzyme"]:
            graph.pred[noun] = verb
            graph.add(noun, "obj", used)
            graph.add(noun, "subj", node)


def link_enzymes_by_title(graph: SentenceGraph) -> None:
    """Let "…, in A (B), the key enzyme for C synthesis" be said of A, whatever the parser made."""
    for noun in graph.with_lemma(OFFICES):
        if noun in graph.mentions or graph.targets(noun, "subj"):
            continue
        for mention, node in graph.ordered:
            between = graph.doc[mention.end_token : noun].text_with_ws if node < noun else ""
            if mention.type in ENZYMES and TITLE.fullmatch(between):
                graph.add(noun, "subj", node)


def link_enzyme_clauses(graph: SentenceGraph) -> None:
    """Let "A is believed to be the key enzyme that forms B" say that A forms B."""
    for noun in graph.with_lemma(OFFICES):
        agents = [s for s in graph.targets(noun, "subj") if s in graph.mentions]
        for clause in (*graph.targets(noun, "relcl"), *graph.targets(noun, "acl")):
            if agents and noun in graph.targets(clause, "subj"):
                for agent in agents:
                    graph.add(clause, "subj", agent)


def link_catalyzed(graph: SentenceGraph) -> None:
    """Let "A is made from B in a reaction catalyzed by C" say that C makes it."""
    for step in graph.with_lemma(("reaction", "step", "process")):
        agents = [
            agent
            for clause in (*graph.targets(step, "acl"), *graph.targets(step, "relcl"))
            if graph.lemma(clause) in graph.words["catalysis"]
            for agent in graph.targets(clause, "prep_by")
        ]
        made = [v for v in graph.sources(step, "prep_in") if not graph.targets(v, "subj")]
        for verb in graph.sources(step, "obj"):  # "C catalyzes the step that generates A"
            if graph.lemma(verb) in graph.words["catalysis"]:
                agents += graph.targets(verb, "subj")
                made += [c for c in graph.targets(step, "relcl") if c != verb]
        for verb in made:
            for agent in agents if graph.is_verb(verb) else ():
                graph.add(verb, "subj", agent)


def link_lesser_agents(graph: SentenceGraph) -> None:
    """Let "D is metabolized by A and to a lesser extent by B" say so of B too."""
    for extent in graph.with_lemma(("extent", "degree")):
        agents = graph.targets(extent, "prep_by")
        above = extent
        while agents and not graph.is_verb(above) and above in graph.parents:
            above = graph.parents[above][1]
        if agents and graph.is_verb(above) and graph.is_passive(above):
            for agent in agents:
                graph.add(above, "subj", agent)


def link_bracketed_doers(graph: SentenceGraph) -> None:
    """Let "cyclooxygenase-2 (COX-2)-derived B" be derived from what stands before the bracket."""
    for node in graph.with_lemma(DOING):
        if node < graph.sentence.start + 4 or graph.targets(node, "subj"):
            continue
        if graph.lower(node - 1) not in DASHES or graph.lower(node - 2) != ")":
            continue
        inside = [pair for pair in graph.ordered if pair[0].end_token == node - 2]
        for short, _ in inside:
            for mention, named in graph.ordered:
                if mention.end_token == short.start_token - 1:
                    graph.add(node, "subj", named)


def link_sources(graph: SentenceGraph) -> None:
    """Let "A was identified as the source of B production", "the source for B" be said of A."""
    for noun in graph.with_lemma(("source",)):
        if noun in graph.mentions:
            continue
        for verb in graph.sources(noun, "prep_as"):
            for named in graph.targets(verb, "obj") if graph.is_verb(verb) else ():
                graph.add(noun, "subj", named)
        for made in graph.targets(noun, "prep_for"):
            graph.add(noun, "obj", made)
