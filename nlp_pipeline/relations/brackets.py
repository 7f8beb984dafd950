"""Drugs in brackets behind what they hold down: "inhibition of A and B (D and E)".

The bracket tells what a thing is inhibited with, whatever the parser hangs it on. What is inhibited
gets the edge ``held_by`` to its drug; two lists of one length belong together one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import COMPOUNDS, MOLECULES

Named = tuple[MentionSpan, int]
"""A mention and its node."""
HOLDING = frozenset(
    {"inhibition", "inhibitor", "inhibitors", "blockade", "blocking", "inhibiting", "antagonist"}
    | {"antagonists", "coinhibition", "co-inhibition", "blocker", "blockers", "suppression"}
    | {"targeting", "antagonism", "antagonizing", "inhibited", "blocked"}
)
"""Words that say that something is held down."""
SPEAKING_OF_DRUGS = frozenset(
    {"targets", "targeted", "drugs", "agents", "antibodies", "therapies", "antibody", "tki", "tkis"}
)
"""Words that make a name in brackets behind a drug its target."""
CODE = re.compile(r"[A-Z]{1,4}-?\d{3,}")
"""What a drug is called before it has a name: "cetuximab (IMC-225)"."""
UNITS = frozenset({"mg", "kg", "µm", "μm", "um", "nm", "mm", "g", "µg", "μg", "of"})
DOSE = re.compile(r"[\d.,/×x·-]+|[mµμn]?m|[mµμ]?g|kg|of|um")
"""How a dose before a drug is written."""
BEFORE = 14
"""How many tokens before the first name such a word may stand."""
OPENED = re.compile(r"\s*\(\s*(?:pan-?|anti-?|mutant|targets?|against)?\s*", re.IGNORECASE)
"""What stands between a drug and its target in brackets: "buparlisib (pan-PI3K)"."""
JOINING = frozenset({",", "and", "or", ", and", ", or", "/", "plus", "+", "and/or"})


def link_brackets(graph: SentenceGraph) -> None:
    """Add the edge ``held_by`` from each thing that is inhibited to the drug in the bracket."""
    if not graph.tokens_with(("(", "[")):
        return
    ordered = sorted(
        ((m, node) for node, found in graph.mentions.items() for m in found),
        key=lambda pair: (pair[0].start_token, pair[0].end_token),
    )
    for place, (first, _) in enumerate(ordered):
        opens = _opening(graph, first.start_token) if first.type in COMPOUNDS else -1
        if opens < graph.sentence.start:
            continue
        if graph.doc[opens].text not in {"(", "["}:
            continue
        drugs = _list_on(graph, ordered[place:], COMPOUNDS)
        held = _held_before(graph, ordered[:place], opens)
        for target, drug in _paired(held, drugs):
            graph.add(target[1], "held_by", drug[1])


def _opening(graph: SentenceGraph, start: int) -> int:
    """Return where a bracket would open before a name, over its dose: "(10 mg/kg D)"."""
    place = start - 1
    if place > graph.sentence.start and graph.lower(place) in UNITS:
        while place > graph.sentence.start and DOSE.fullmatch(graph.lower(place)):
            place -= 1
    return place


def link_named_targets(graph: SentenceGraph) -> None:
    """Let "D (A) and E (B)", "A (D) and B (E)" say of each drug what it is against.

    One drug with one name in brackets does so only where targets or drugs are spoken of.
    """
    if not graph.tokens_with(("(",)):
        return
    pairs: list[tuple[Named, Named]] = []
    for place, (first, node) in enumerate(graph.ordered[:-1]):
        second = graph.ordered[place + 1][0]
        kinds = (first.type in COMPOUNDS - {"Chemical"}, second.type in COMPOUNDS - {"Chemical"})
        if not OPENED.fullmatch(graph.text_between(first, second)) or kinds[0] == kinds[1]:
            continue
        others = frozenset(MOLECULES) if kinds[0] else COMPOUNDS - {"Chemical"}
        inside = _list_on(graph, graph.ordered[place + 1 :], others)
        before = graph.text_between(graph.ordered[place - 1][0], first).strip() if place else ""
        if before in JOINING and len(inside) > 1 and kinds[1]:
            continue  # "inhibition of A and B (D plus E)": link_brackets tells which
        if second.type in others and first.type in MOLECULES | COMPOUNDS and _closes(graph, inside):
            pairs += [((first, node), other) for other in inside]
    drugs = {a[1] if a[0].type == "Drug" else b[1] for a, b in pairs}
    if len(drugs) > 1:
        pairs += _listed_before(graph, pairs)
    if len(drugs) > 1 or (drugs and graph.tokens_with(HOLDING | SPEAKING_OF_DRUGS)):
        for one, other in pairs:
            drug, target = (one, other) if one[0].type == "Drug" else (other, one)
            graph.add(target[1], "held_by", drug[1])


def link_against(graph: SentenceGraph) -> None:
    """Let "D or E, both against A" say of D and E what they are against."""
    for word in graph.tokens_with(("against",)):
        start = word - (graph.lower(word - 1) in {"both", "all", "each", "directed"})
        drugs = [(m, n) for m, n in graph.ordered if m.type == "Drug" and m.end_token == start - 1]
        targets = [(m, n) for m, n in graph.ordered if m.start_token == word + 1]
        if not drugs or not targets or graph.doc[start - 1].text != ",":
            continue
        place = graph.ordered.index(drugs[0])
        listed = _list_on(graph, graph.ordered[place::-1], frozenset({"Drug"}))
        if targets[0][0].type in MOLECULES:
            for _, drug in listed:
                graph.add(targets[0][1], "held_by", drug)


def _listed_before(
    graph: SentenceGraph, pairs: Sequence[tuple[Named, Named]]
) -> list[tuple[Named, Named]]:
    """Return C with A and D with A for "C, D and E (A), F (B)": the bracket is that of all."""
    found: list[tuple[Named, Named]] = []
    for (drug, _), target in pairs:
        if drug.type != "Drug":
            continue
        place = next(i for i, (mention, _) in enumerate(graph.ordered) if mention == drug)
        listed = _list_on(graph, graph.ordered[place::-1], frozenset({"Drug"}))
        joint = graph.text_between(listed[1][0], drug).strip() if len(listed) > 1 else ""
        if joint in {"and", "or", ", and", ", or", "/"}:
            found += [(other, target) for other in listed[1:]]
    return found


def _closes(graph: SentenceGraph, inside: Sequence[Named]) -> bool:
    """Tell whether a bracket holds these names and nothing else, and no codes of drugs."""
    last = inside[-1][0].end_token
    coded = any(CODE.fullmatch(mention.label) for mention, _ in inside)
    return graph.doc[last : last + 1].text == ")" and not coded


def _paired(held: Sequence[Named], drugs: Sequence[Named]) -> list[tuple[Named, Named]]:
    if len(held) == len(drugs):
        return list(zip(held, drugs, strict=True))
    if len(held) > 1 and len(drugs) > 1:
        return []
    return [(target, drug) for target in held for drug in drugs]


def _list_on(graph: SentenceGraph, names: Sequence[Named], types: frozenset[str]) -> list[Named]:
    """Return the first of some names and those listed with it, in the order given."""
    found = list(names[:1])
    for other in names[1:]:
        left, right = sorted((found[-1][0], other[0]), key=lambda m: m.start_token)
        between = graph.text_between(left, right).strip()
        if other[0].type not in types or between not in JOINING:
            break
        found.append(other)
    return found


def _held_before(graph: SentenceGraph, names: Sequence[Named], opens: int) -> list[Named]:
    """Return the molecules listed right before a bracket, where they are said to be inhibited."""
    last = names[-1][0] if names else None
    if last is None or last.type not in MOLECULES:
        return []
    behind = {t.lower_ for t in graph.doc[last.end_token : opens]}
    if not behind <= HOLDING | {"signaling", "kinase", "pathway", "activity"}:
        return []
    held = _list_on(graph, names[::-1], frozenset(MOLECULES))[::-1]
    start = max(held[0][0].start_token - BEFORE, graph.sentence.start)
    before = {t.lower_ for t in graph.doc[start : held[0][0].start_token]}
    return held if (behind | before) & HOLDING else []
