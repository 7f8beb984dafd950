"""Links drugs with the class that they are said to belong to, by the words between the two.

"Gefitinib, an EGFR inhibitor", "derivatives of D as EGFR inhibitors", "MEK inhibitors include D and
E", "like other EGFR inhibitors, D": the parser hangs such members on whatever is near, so that the
words between are the better witness. A drug gets the edge ``apposed`` to its class, and to the noun
where what it acts on stands behind: "D, a new inhibitor of A".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.class_wordings import HEADS, Named, told_before, told_behind
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import COMPOUNDS

OF_CLASS: Final = frozenset({"Gene", "Family", "Variant", "Pathway"})
NEAR: Final = 3
"""How many words may stand between a name and the noun of who acts on it."""
GENERIC: Final = frozenset(
    {"chemotherapy", "drug therapy", "immunotherapy", "radiotherapy", "endocrine therapy"}
    | {"targeted therapy", "antibody", "monoclonal antibody"}
)
"""Classes of drugs that are no kind of compound."""
KINDS: Final = frozenset(
    {"channel", "receptor", "kinase", "pathway", "signaling", "protein", "enzyme", "transporter"}
    | {"-", "selective", "specific", "mutant", "synthase", "pump", "tyrosine", "subtype", "current"}
    | {"type", "i", "ii", "iii", "a", "b", "c", "1", "2", "3", ")", "]"}
)
"""Words between what a drug acts on and "inhibitor"."""
NAMING: Final = frozenset({"NN", "NNP", "NNS", "CD", "HYPH", "FW"})
"""Tags of the words of a name."""
WITH: Final = frozenset({"and", "or", ",", "/", "and/or", "&", "-", ""})
"""What stands between two classes of one head: "BRAF and MEK inhibitors"."""


def link_class_members(graph: SentenceGraph) -> None:
    """Link each class of drugs, and each noun like "inhibitor of A", with its named members."""
    drugs = [(m, n) for m, n in graph.ordered if m.type in COMPOUNDS or _is_kind(m)]
    if not drugs:
        return
    for group in _class_groups(graph):
        first, last = group[0][0], group[-1][0]
        members = _members_of(graph, drugs, (first.start_token, last.end_token))
        for drug, node in _paired(graph, group, members):
            graph.add(drug, "classed" if _is_kind(graph.mentions[drug][0]) else "apposed", node)
        _part_legend(graph, drugs, group)
    for noun in graph.with_lemma(HEADS):
        for _, drug in _members_of_noun(graph, drugs, noun) if noun not in graph.mentions else ():
            _part_from_theme(graph, noun, drug)
            graph.add(drug, "apposed", noun)
            graph.add(noun, "subj", drug)


def _members_of_noun(graph: SentenceGraph, drugs: Sequence[Named], noun: int) -> list[Named]:
    """Return the drugs that are told to be what a noun like "inhibitor of A" says."""
    singular = _is_one(graph, range(noun, noun + 1))
    if _takes_up(graph, noun):
        members = told_before(graph, drugs, noun, noun, alone=singular)
        members += told_behind(graph, drugs, (noun, _end(graph, noun)), singular=True)
    elif (start := _named_before(graph, noun)) is not None:
        members = _members_of(graph, drugs, (start, noun + 1))
    else:
        return []
    dep, above = graph.parents.get(noun, ("", noun))
    if not members and dep == "conj" and graph.lemma(above) in HEADS:
        # "an agonist at A and a partial agonist at B"
        return [drug for drug in drugs if drug[1] in graph.sources(above, "apposed")]
    return members


def _part_from_theme(graph: SentenceGraph, noun: int, drug: int) -> None:
    """Take a drug out of what an inhibitor acts on: "the inhibitor of A, D, was given"."""
    behind = graph.lower(min(noun + 1, graph.sentence.end - 1))
    obj, through = "obj", f"prep_{behind}"
    for label in (obj, through):
        if drug in graph.targets(noun, label):
            graph.remove(noun, label, drug)


def _is_kind(mention: MentionSpan) -> bool:
    """Tell whether a class is told by what its drugs are, not what they act on: "statins"."""
    named = mention.label in GENERIC or mention.label.rsplit(" ", 1)[-1] in HEADS
    return mention.type == "DrugClass" and not mention.parts and not named


def _part_legend(graph: SentenceGraph, drugs: Sequence[Named], group: Sequence[Named]) -> None:
    """Keep D off the second class of "D: A inhibitor; E: B inhibitor"."""
    first = group[0][0]
    before = [named for named in drugs if named[0].end_token < first.start_token]
    if len(before) < 2 or graph.text_between(before[-1][0], first).strip() != ":":
        return
    for mention, drug in before[:-1]:
        if ";" in graph.text_between(mention, first):
            for _, node in group:
                _part(graph, drug, node)


def _end(graph: SentenceGraph, noun: int) -> int:
    """Return where that ends which an "inhibitor of A and B" acts on."""
    label = f"prep_{graph.lower(noun + 1)}"
    behind = [n for n in graph.targets(noun, label) if n > noun]
    named = [m.end_token for n in behind for m in graph.mentions.get(n, ()) if m.type in OF_CLASS]
    heads = [n + 1 for n in behind if n not in graph.mentions]  # "an inhibitor of the A receptor"
    return max([*named, *heads], default=noun + 1)


def _named_before(graph: SentenceGraph, noun: int) -> int | None:
    """Return where the name begins that says what an "inhibitor" acts on: "A channel blockers".

    What is named so becomes what the noun is said of.
    """
    for mention, node in graph.ordered:
        behind = range(mention.end_token, noun)
        near = mention.end_token <= noun <= mention.end_token + NEAR
        if near and mention.type in OF_CLASS and all(graph.lower(i) in KINDS for i in behind):
            graph.add(noun, "mod", node)
            graph.add(noun, "obj", node)
            return _long_name(graph, mention.start_token)
    return None


def _long_name(graph: SentenceGraph, start: int) -> int:
    """Return where the long form begins of a name in brackets: "A type B (AB) inhibitor"."""
    place = start - 1
    if place <= graph.sentence.start or graph.lower(place) not in {"(", "["}:
        return start
    while place > graph.sentence.start and graph.tag(place - 1) in NAMING:
        place -= 1
    return place


def _class_groups(graph: SentenceGraph) -> Iterator[list[Named]]:
    """Yield the classes of one head together: "BRAF and MEK inhibitors" are two."""
    classes = [(m, n) for m, n in graph.ordered if m.type == "DrugClass" and m.parts]
    group: list[Named] = []
    for mention, node in classes:
        if group and not _shares_head(graph, group[-1][0], mention):
            yield group
            group = []
        group.append((mention, node))
    if group:
        yield group


def _shares_head(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> bool:
    """Tell whether the first of two classes is named by its target alone."""
    between = graph.text_between(first, second).strip().lower()
    kind = first.label.rsplit(" ", 1)[-1]
    last = graph.lower(first.end_token - 1).removesuffix("s")
    headed = last in HEADS or last in {"antibody", "tki", "mab"} or last.endswith("i")
    return between in WITH and second.label.endswith(kind) and not headed


def _paired(
    graph: SentenceGraph, group: Sequence[Named], members: Sequence[Named]
) -> Iterator[tuple[int, int]]:
    """Yield drug and class; two lists of one length belong together one by one.

    "BRAF and MEK inhibitors D and E" are D against BRAF and E against MEK, "dual BRAF/MEK
    inhibitors" are against both.
    """
    first, last = group[0][0], group[-1][0]
    dual = "/" in graph.text(first.start_token, last.end_token) or (
        first.start_token > graph.sentence.start and graph.lower(first.start_token - 1) == "dual"
    )
    if len(group) == 1 or len(group) != len(members) or dual:
        yield from ((drug, node) for _, drug in members for _, node in group)
        return
    for place, (_, drug) in enumerate(members):
        for other, (_, node) in enumerate(group):
            if place == other:
                yield drug, node
            else:
                _part(graph, drug, node)


def _part(graph: SentenceGraph, drug: int, node: int) -> None:
    """Take the edges away that the parser's tree has put between a drug and a class."""
    for label in ("appos", "apposed", "beside", "subj", "titled"):
        for one, other in ((drug, node), (node, drug)):
            if other in graph.targets(one, label):
                graph.remove(one, label, other)


def _members_of(graph: SentenceGraph, drugs: Sequence[Named], span: tuple[int, int]) -> list[Named]:
    """Return the drugs that are said to be of the class that stands at some tokens."""
    start, end = span
    singular = _is_one(graph, range(start, end))
    compounds = [drug for drug in drugs if not _is_kind(drug[0])]
    behind = list(told_behind(graph, compounds, span, singular=singular))
    ends = _ends_here(graph, end, singular=singular)
    bracketed = graph.text(max(start - 1, graph.sentence.start), start).strip() in {
        "(",
        "[",
    }  # "bisphosphonates (BPs)"
    found = told_before(graph, compounds if bracketed else drugs, start, end - 1, alone=singular)
    return [*behind, *found] if ends else behind


def _is_one(graph: SentenceGraph, span: range) -> bool:
    """Tell whether a class is in the singular, by its head: "inhibitors of A" are several."""
    heads = [i for i in span if graph.lower(i).removesuffix("s") in HEADS]
    return not graph.lower(heads[-1] if heads else span[-1]).endswith("s")


def _ends_here(graph: SentenceGraph, end: int, *, singular: bool) -> bool:
    """Tell whether a class is no part of a longer noun: not "is an EGFR inhibitor target"."""
    if end >= graph.sentence.end:
        return True
    tag = graph.tag(end)
    return not (tag in {"NN", "NNS", "HYPH"} or (singular and tag == "JJ")) or end in graph.mentions


def _takes_up(graph: SentenceGraph, noun: int) -> bool:
    """Tell whether "inhibitor" has what it acts on behind it, and hang that on the noun.

    In "are slowly reversible antagonists at A" the parser hangs "at A" on another word.
    """
    behind = noun + 1
    if behind >= graph.sentence.end or graph.lower(behind) not in {"of", "at", "for", "against"}:
        return False
    label = f"prep_{graph.lower(behind)}"
    if not graph.targets(noun, label):
        for place in graph.children(behind, "pobj"):
            for target in (place, *graph.conjuncts(place)):
                graph.add(noun, label, target)
    return bool(graph.targets(noun, label))
