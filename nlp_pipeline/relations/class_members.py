"""Links drugs with the class that they are said to belong to, by the words between the two.

"Gefitinib, an EGFR inhibitor", "derivatives of D as EGFR inhibitors", "MEK inhibitors include D and
E", "like other EGFR inhibitors, D": the parser hangs such members on whatever is near, so that the
words between are the better witness. A drug gets the edge ``apposed`` to its class, and to the noun
where what it acts on stands behind: "D, a new inhibitor of A".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph

Named = tuple[MentionSpan, int]
"""A mention and its node."""

COMPOUNDS: Final = frozenset({"Drug", "Chemical"})
HEADS: Final = frozenset(
    {"inhibitor", "antagonist", "agonist", "blocker", "activator", "opener", "ligand", "co-agonist"}
    | {"inducer", "stimulator", "inactivator"}
)
"""Nouns that say what a drug does to what is named behind them."""
OF_CLASS: Final = frozenset({"Gene", "Family", "Variant", "Pathway"})
KINDS: Final = frozenset(
    {"channel", "receptor", "kinase", "pathway", "signaling", "protein", "enzyme", "transporter"}
    | {"-", "selective", "specific", "mutant", "synthase", "pump", "tyrosine", "subtype", "current"}
)
"""Words between what a drug acts on and "inhibitor"."""
LIMIT: Final = 12
"""How many tokens of description may stand between a drug and its class."""
_BRACKET: Final = r"(?:\s*[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]])"
_KIND: Final = (
    r"(?:[-‐]?(?:derivatives?|analog(?:ue)?s?|compounds?|hybrids?|conjugates?|scaffolds?|salts?"
    r"|enantiomers?|prodrugs?))"
)
_CODE: Final = r"(?:\s*[a-z]{1,5}-?\d{2,}[\w-]*)"
"""The code of a compound that nobody knows, behind the kind that it is of."""
_ONE: Final = (
    r"(?:an?|another|one|two|three|four|both|some|the\s+(?:first|second|only|prototyp\w+|most|two)"
    r"|one\s+of\s+the|two\s+of\s+the)"
)
_SUCH: Final = (
    r"(?:highly\s+)?(?:specific|selective|potent|known|competitive|reversible|irreversible|novel)"
)
_FOUND: Final = (
    r"(?:also|both|all|each|known|reported|found|shown|considered|thought|believed|described"
    r"|demonstrated|revealed|confirmed|proved|proven|to|be|as|now|therefore|thus|indeed|among)\s+"
)
_OF_GROUP: Final = (
    r"(?:(?:the\s+)?(?:first|only|newest|latest|prototype|member|example)\s+(?:\w+\s+)?(?:in|of)\s+)?"
    r"(?:(?:an?|the|this|one)\s+)?(?:\w+\s+){0,3}"
    r"(?:class|group|family|series|generation)\s+of\s+"
)
_COPULA: Final = (
    r"(?:(?:which|that|and)\s+)?(?:is|are|was|were|being|represents?|constitutes?"
    r"|(?:acts?|acted|functions?|functioned|serves?|served|behaves?|behaved|acting|known)\s+as"
    r"|appears?\s+to\s+be|(?:proved|proven|found|shown|known|reported|claimed)\s+to\s+be"
    rf"|(?:has|have)\s+been\s+{_FOUND})"
)
_MADE: Final = (
    r"(?:,?\s*(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:[a-z]+ly\s+)?"
    r"(?:[a-z]+ed|known|found|shown)(?:\s*(?:,|and|or|,\s*and)\s+(?:[a-z]+ly\s+)?[a-z]+ed){0,2}"
    r"\s+)?"
)
_BESIDES: Final = (
    r"(?:and|or|like|unlike|over|than|versus|vs\.?|with|from|to|as\s+with"
    r"|(?:in\s+)?(?:contrast|compared|comparison|similar|similarly)\s+(?:to|with))"
)
BEFORE: Final = tuple(
    re.compile(rf"{_KIND}?{_CODE}?{_BRACKET}{{0,2}}{told}", re.IGNORECASE)
    for told in (
        rf"\s*[,:–—]\s*{_ONE}\s+",
        rf"\s*,?\s*(?:{_COPULA}|inaugurates?|exemplif(?:y|ies)|belongs?\s+to)\s+{_OF_GROUP}",
        rf"\s*,\s*{_OF_GROUP}",
        rf"\s*,\s*(?={_SUCH}\s)",
        rf"\s*,?\s*{_COPULA}\s+(?:{_FOUND}){{0,3}}(?:{_ONE}\s+|the\s+)?",
        rf"\s*{_MADE}as\s+(?:an?\s+|the\s+first\s+)?(?!well\b)",
        rf"\s*,?\s*{_BESIDES}\s+(?:(?:all|most|many|any|several|some|the)\s+)?other\s+",
    )
)
"""What stands between a drug and the description of its class, behind it."""
SUCH_PLACE: Final = 3
"""Which of them has no article, and takes two drugs at least: "D and E, specific A inhibitors"."""
OPENED: Final = re.compile(
    r"\s*[(\[]\s*(?:[^()\[\],;:]*[\d%][^()\[\],;:]*[,;:]\s*)?(?:an?\s+|the\s+)?", re.IGNORECASE
)
"""What stands there where the class is told in a bracket: "D (10 µM, a MEK inhibitor)"."""
ADJECTIVE: Final = re.compile(r"JJ[RS]?|RB[RS]?|VB[NG]|NNP?|CD|HYPH|,|CC|SYM|AFX")
"""Tags of the words that describe a class."""
MEMBERS: Final = re.compile(
    r"\s*(?:(?:have|has|are|were|is|was)\s+(?:[\w-]+\s+){1,3})?[,(\[]?\s*"
    r"(?:including|such\s+as|e\.\s?g\.,?|namely|i\.\s?e\.,?|for\s+example,?|for\s+instance,?)"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands between a class of drugs and its first member."""
INCLUDE: Final = re.compile(
    r"\s*(?:(?!that\b|which\b|to\b|and\b)[\w-]+\s+){0,5}(?:includes?|included|are)\s+(?:the\s+)?"
    r"(?:small[-\s]molecules?\s+|compounds?\s+|drugs?\s+|agents?\s+)?"
)
SERIES: Final = re.compile(rf"{_BRACKET}?\s*:\s*")
"""What stands there where a list is announced: "the A antagonists (10 µM): D and E"."""
OPENING: Final = re.compile(r"\s*[(\[]\s*", re.IGNORECASE)
NEXT: Final = re.compile(
    rf"{_BRACKET}{{0,2}}\s*(?:,\s*and|,\s*or|,|and/or|and|or|/|;|\+|as\s+well\s+as)\s*(?:the\s+)?"
)
"""What stands between two members of a class."""
WITH: Final = frozenset({"and", "or", ",", "/", "and/or", "&", "-", ""})
"""What stands between two classes of one head: "BRAF and MEK inhibitors"."""
OTHERS: Final = frozenset({"like", "unlike", "with", "to", "as", "from", "than", "over"})


def link_class_members(graph: SentenceGraph) -> None:
    """Link each class of drugs, and each noun like "inhibitor of A", with its named members."""
    drugs = [(m, n) for m, n in graph.ordered if m.type in COMPOUNDS]
    if not drugs:
        return
    for group in _class_groups(graph):
        first, last = group[0][0], group[-1][0]
        members = _members_of(graph, drugs, (first.start_token, last.end_token))
        for drug, node in _paired(graph, group, members):
            graph.add(drug, "apposed", node)
    for noun in graph.with_lemma(HEADS):
        if noun in graph.mentions:
            continue
        singular = _is_one(graph, range(noun, noun + 1))
        if _takes_up(graph, noun):
            members = _told_before(graph, drugs, noun, noun, alone=singular)
            members += _told_behind(graph, drugs, (noun, _end(graph, noun)), singular=True)
        elif (start := _named_before(graph, noun)) is not None:
            members = _members_of(graph, drugs, (start, noun + 1))
        else:
            continue
        for _, drug in members:
            graph.add(drug, "apposed", noun)
            graph.add(noun, "subj", drug)


def _end(graph: SentenceGraph, noun: int) -> int:
    """Return where that ends which an "inhibitor of A and B" acts on."""
    label = f"prep_{graph.lower(noun + 1)}"
    named = [m for n in graph.targets(noun, label) for m in graph.mentions.get(n, ())]
    return max((m.end_token for m in named), default=noun + 1)


def _named_before(graph: SentenceGraph, noun: int) -> int | None:
    """Return where the name begins that says what an "inhibitor" acts on: "A channel blockers"."""
    for node in graph.targets(noun, "mod"):
        for mention in graph.mentions.get(node, ()):
            between = [graph.lower(i) for i in range(mention.end_token, noun)]
            if mention.type in OF_CLASS and set(between) <= KINDS and mention.end_token <= noun:
                return mention.start_token
    return None


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
    behind = list(_told_behind(graph, drugs, span, singular=singular))
    ends = _ends_here(graph, end, singular=singular)
    before = _told_before(graph, drugs, start, end - 1, alone=singular) if ends else ()
    return [*behind, *before]


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


def _told_before(
    graph: SentenceGraph, drugs: Sequence[Named], start: int, noun: int, *, alone: bool
) -> list[Named]:
    """Return the drugs before a class or noun that are said to be of its kind."""
    before = [drug for drug in drugs if drug[0].end_token <= start]
    if not before or start - before[-1][0].end_token > LIMIT + 20:
        return []
    last = before[-1][0]
    between = graph.text(last.end_token, start)
    heads = [pattern.match(between) for pattern in (*BEFORE, OPENED)]
    end = last.end_token
    head = next((h for h in heads if h and _describes(graph, end, start, h.end())), None)
    if head is None:
        return []
    several = _listed_back(graph, before)
    if head.re is BEFORE[SUCH_PLACE] and (alone or len(several) < 2 or not _is_and(graph, several)):
        return []
    if " other " in f" {head[0]} ":
        alone = False
    elif not alone and re.match(r"\s*[,:]\s*an?\s", head[0]):
        return []
    if _is_of_list(graph, head[0], noun + 1, drugs):
        return []
    return before[-1:] if alone or head.re is OPENED else several


def _describes(graph: SentenceGraph, first: int, start: int, consumed: int) -> bool:
    """Tell whether all that stands between a head and a class describes the class."""
    length = 0
    told = []
    for place in range(first, start):
        if length >= consumed:
            told.append(place)
        length += len(graph.text(place, place + 1))
    types = {m.type for place in told for m in graph.mentions.get(place, ())}
    return (
        len(told) <= LIMIT
        and types.isdisjoint({"Drug", "DrugClass"})
        and all(ADJECTIVE.fullmatch(graph.tag(place)) for place in told)
        and not any(graph.lower(place) in {"not", "no", "well", "than"} for place in told)
    )


def _is_of_list(graph: SentenceGraph, head: str, end: int, drugs: Sequence[Named]) -> bool:
    """Tell whether "D, the A inhibitor E" only lists E: its own name stands behind the class."""
    apposed = re.match(rf"{_KIND}?{_BRACKET}*\s*[,:(]", head) is not None
    behind = {end, end + 1} if graph.text(end, end + 1).strip() == "(" else {end}
    return apposed and any(m.start_token in behind for m, _ in drugs)


def _told_behind(
    graph: SentenceGraph, drugs: Sequence[Named], span: tuple[int, int], *, singular: bool
) -> Iterator[Named]:
    """Yield the drugs behind a class that are said to be of its kind."""
    start, end = span
    behind = [drug for drug in drugs if drug[0].start_token >= end]
    if not behind:
        return
    first = behind[0][0]
    between = graph.text(end, first.start_token)
    listed = MEMBERS.fullmatch(between) or (not singular and INCLUDE.fullmatch(between))
    listed = listed or (not singular and SERIES.fullmatch(between))
    opened = OPENING.fullmatch(between)
    right = not between.strip(" \"'“”")
    found = behind[:1]
    for other in behind[1:]:
        if not NEXT.fullmatch(graph.text(found[-1][0].end_token, other[0].start_token)):
            break
        found.append(other)
    if opened:
        closing = _closing(graph, first.start_token)
        yield from (drug for drug in behind if drug[0].end_token <= closing)
    elif listed or right:
        yield from found if listed or not singular else found[:1]
    elif between.strip() == ",":
        stop = found[-1][0].end_token
        closed = stop < graph.sentence.end and graph.lower(stop) in {",", "(", ";"}
        if not singular and len(found) > 1 and closed and _is_and(graph, found):
            yield from found
        elif _is_apposed(graph, end, first.end_token) or _is_like_other(graph, start):
            yield behind[0]


def _is_and(graph: SentenceGraph, found: Sequence[Named]) -> bool:
    """Tell whether the last of some drugs is joined by "and": the list ends there."""
    between = graph.text(found[-2][0].end_token, found[-1][0].start_token)
    return between.rstrip().endswith(("and", "or"))


def _closing(graph: SentenceGraph, start: int) -> int:
    """Return the place of the bracket that closes the one right before some place."""
    depth = 1
    for place in range(start, graph.sentence.end):
        depth += graph.lower(place).count("(") + graph.lower(place).count("[")
        depth -= graph.lower(place).count(")") + graph.lower(place).count("]")
        if depth <= 0:
            return place
    return start + 1


def _is_apposed(graph: SentenceGraph, start: int, stop: int) -> bool:
    """Tell whether one drug stands between commas behind one class: "the A inhibitor, D, …"."""
    behind = [t.lower_ for t in graph.doc[stop : stop + 2]]
    alone = behind[:1] in ([","], ["."], [")"], [";"], ["("], ["["])
    if behind[-1:] in (["and"], ["or"]):  # "the A inhibitor, D, and the B inhibitor …"
        named = any(m.start_token == stop + 2 for m, _ in graph.ordered)
        alone = alone and not named
    return alone and graph.doc[start - 1].tag_ == "NN" and stop + 1 not in graph.mentions


def _is_like_other(graph: SentenceGraph, start: int) -> bool:
    """Tell whether a class is that of what follows: "like other A inhibitors, D …"."""
    before = [t.lower_ for t in graph.doc[max(start - 4, graph.sentence.start) : start]]
    return "other" in before and not OTHERS.isdisjoint(before)


def _listed_back(graph: SentenceGraph, drugs: Sequence[Named]) -> list[Named]:
    """Return the last of some drugs and those listed before it."""
    found = [drugs[-1]]
    for other, one in pairwise(drugs[::-1]):
        if not NEXT.fullmatch(graph.text(one[0].end_token, other[0].start_token)):
            break
        found.append(one)
    return found[::-1]


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
