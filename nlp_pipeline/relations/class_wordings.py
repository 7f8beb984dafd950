"""What stands between a drug and the class that it is told to belong to, before and behind it.

"D, a new A inhibitor", "D derivatives as A inhibitors", "D is the first in a new class of A
inhibitors", "A inhibitors include D and E", "the A inhibitors D (10 mg), E and F".
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

HEADS: Final = frozenset(
    {"inhibitor", "antagonist", "agonist", "blocker", "activator", "opener", "ligand", "co-agonist"}
    | {"inducer", "stimulator", "inactivator"}
)
"""Nouns that say what a drug does to what is named behind them."""
LIMIT: Final = 12
"""How many tokens of description may stand between a drug and its class."""
_BRACKET: Final = (
    r"(?:\s*[(\[][^()\[\]]*(?:\((?:[^()]|\([^()]*\))*\)[^()\[\]]*)*[)\]])"  # "(A((R)), B)"
)
_KIND: Final = (
    r"(?:[-‐]?(?:derivatives?|analog(?:ue)?s?|compounds?|hybrids?|conjugates?|scaffolds?|salts?"
    r"|enantiomers?|prodrugs?))"
)
_CODE: Final = r"(?:\s*[a-z]{1,5}-?\d{2,}[\w-]*)"
"""The code of a compound that nobody knows, behind the kind that it is of."""
_DOSE: Final = r"(?:\s*\d[\d.,]*\s*(?:[mµμnk]?g|[mµμn]?M|IU|mol)(?:\s*/\s*\w+)?(?![\w-]))"
_ONE: Final = (
    r"(?:one\s+of\s+the|two\s+of\s+the|an?|another|one|two|three|four|both|some|the\s+(?:first|second|only|prototyp\w+|most|two)"
    r")"
)
_SUCH: Final = (
    r"(?:highly\s+)?(?:specific|selective|potent|known|competitive|reversible|irreversible|novel)"
)
_FOUND: Final = (
    r"(?:also|both|all|each|known|reported|found|shown|considered|thought|believed|described"
    r"|demonstrated|revealed|confirmed|proved|proven|to|be|as|now|therefore|thus|indeed|among)\s+"
)
_FIRST: Final = (
    r"(?:(?:(?:an?|the)\s+)?"
    r"(?:first|only|newest|latest|prototype|member|example|representative)\s+"
    r"(?:\w+\s+)?(?:in|of)\s+)"
)
_GROUP: Final = (
    r"(?:(?:(?:an?|the|this|one)\s+)?(?:\w+\s+){0,3}"
    r"(?:class(?:es)?|group|family|series|generation)\s+of\s+)"
)
_OF_GROUP: Final = rf"(?:{_FIRST}(?:{_GROUP}|an?\s+)|{_GROUP})"
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
    re.compile(rf"{_KIND}?{_CODE}?{_DOSE}?{_BRACKET}{{0,2}}{told}", re.IGNORECASE)
    for told in (
        rf"(?:\s*[,:–—]|\s+-)\s*{_ONE}\s+",
        rf"\s*,?\s*(?:{_COPULA}|inaugurates?|exemplif(?:y|ies)|belongs?\s+to)\s+{_OF_GROUP}",
        rf"\s*,\s*{_OF_GROUP}",
        rf"\s*,\s*(?={_SUCH}\s)",
        rf"\s*,?\s*{_COPULA}\s+(?:{_FOUND}){{0,3}}(?:{_ONE}\s+|the\s+)?",
        rf"\s*{_MADE}as\s+(?:{_OF_GROUP}|an?\s+|the\s+first\s+)?(?!well\b)",
        rf"\s*,?\s*{_BESIDES}\s+(?:(?:all|most|many|any|several|some|the)\s+)?(?:other|related|similar|further)\s+",
        r"\s*[-‐–]?\s*(?:based|derived)\s+",
        r"\s*(?:series|class|family|scaffold)\s+of\s+",
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
IS_ONE: Final = re.compile(r"\s*(?:[a-z]+\s+){0,3}?(?:is|was)\s+(?:found\s+to\s+be\s+)?(?:the\s+)?")
"""What stands between a class that one is the best of, and the drug."""
RIVAL: Final = re.compile(r"\s*than\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}")
MORE: Final = frozenset({"more", "less", "better", "stronger", "weaker"})
BEST: Final = frozenset({"most", "only", "best", "first", "strongest", "least"})
OUT_OF: Final = re.compile(
    r"(?:^|[,;:(.])\s*(?:(?:and|while|whereas|thus|moreover|interestingly)\s*,?\s+)?"
    r"(?:(?:(?:one|two|three|several|some|most|many)\s+)?of|among|amongst|within|from\s+among)\s+"
    r"(?:(?:all|both|the|these|those|our|several|many|various|different|other|two|three|four|five"
    r"|\w+ly|\w+ive|\w+ed|\w+ent|known|new|novel)\s+)*",
    re.IGNORECASE,
)
"""What stands before a class that one is picked out of: "Among the A inhibitors tested, D"."""
PICKED: Final = re.compile(r"\s*(?:(?!and\b|or\b)[a-z]+\s*){0,4},\s*(?:only\s+|the\s+)?")
"""What stands between that class and the drug."""
OPENING: Final = re.compile(r"\s*[(\[]\s*(?:[^()\[\]]{0,50}[,;:]\s*)?", re.IGNORECASE)
"""What stands there where the members are in a bracket, the first perhaps unknown."""
PARTING: Final = frozenset({"plus", "with", "versus", "vs", "after", "before", "than", "not", "n"})
NOUN: Final = re.compile(r"^\s*(?:prodrugs?|drugs?|agents?|compounds?|molecules?)(?=\s|,)")
"""A noun behind a class that says what sort of thing it is."""
NEXT: Final = re.compile(
    rf"{_BRACKET}{{0,2}}\s*(?:,\s*and|,\s*or|,|and/or|and|or|/|;|\+|as\s+well\s+as)\s*"
    r"(?:the\s+)?(?:other\s+)?"
)
"""What stands between two members of a class."""
OTHERS: Final = frozenset({"like", "unlike", "with", "to", "as", "from", "than", "over"})


def told_before(
    graph: SentenceGraph, drugs: Sequence[Named], start: int, noun: int, *, alone: bool
) -> list[Named]:
    """Return the drugs before a class or noun that are said to be of its kind."""
    before = _outside(graph, [drug for drug in drugs if drug[0].end_token <= start], start)
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
    if re.search(r"\b(?:other|related|similar|further)\s$", head[0]):
        alone = False
    elif not alone and re.match(r"\s*[,:]\s*an?\s", head[0]):
        return []
    if _is_of_list(graph, head[0], noun + 1, drugs):
        return []
    return before[-1:] if alone or head.re is OPENED else _with_members(graph, drugs, several)


def _with_members(
    graph: SentenceGraph, drugs: Sequence[Named], several: Sequence[Named]
) -> list[Named]:
    """Add to some drugs those that a bracket lists behind them: "amines (D and E) are …"."""
    found = list(several)
    for last, _ in several:
        end = last.end_token
        if not graph.text(end, end + 1).startswith(("(", "[")):
            continue
        if not graph.lower(end - 1).endswith("s"):
            continue
        inside = [d for d in drugs if end < d[0].start_token < _closing(graph, end + 1)]
        opening = inside[:1] and inside[0][0].start_token == end + 1
        passed = (graph.text_between(a[0], b[0]) for a, b in pairwise(inside))
        if opening and len(inside) > 1 and all(NEXT.fullmatch(words) for words in passed):
            found += inside
    return found


def told_behind(
    graph: SentenceGraph, drugs: Sequence[Named], span: tuple[int, int], *, singular: bool
) -> Iterator[Named]:
    """Yield the drugs behind a class that are said to be of its kind."""
    start, end = span
    behind = [drug for drug in drugs if drug[0].start_token >= end]
    if not behind:
        return
    first = behind[0][0]
    between = NOUN.sub("", graph.text(end, first.start_token), count=1)
    listed = MEMBERS.fullmatch(between) or (not singular and INCLUDE.fullmatch(between))
    listed = listed or (not singular and SERIES.fullmatch(between))
    opened = OPENING.fullmatch(between) and not _names_class(graph, end, first.start_token)
    right = not between.strip(" \"'“”")
    found = behind[:1]
    for other in behind[1:]:
        passed = graph.text(found[-1][0].end_token, other[0].start_token)
        if NEXT.fullmatch(passed):
            found.append(other)
        elif not _is_open(passed):  # a name in a bracket is passed over: "D (10 mg; code) and E"
            break
    if opened:
        closing = _closing(graph, first.start_token)
        yield from (drug for drug in behind if drug[0].end_token <= closing)
    elif listed or right:
        yield from found if listed or not singular else found[:1]
    elif not singular and PICKED.fullmatch(between) and _is_picked_from(graph, start):
        yield from found
    elif _is_compared(graph, between, start, singular=singular):
        yield behind[0]
    elif between.strip() == ",":
        stop = found[-1][0].end_token
        closed = stop < graph.sentence.end and graph.lower(stop) in {",", "(", ";"}
        if not singular and len(found) > 1 and closed and _is_and(graph, found):
            yield from found
        elif (_is_apposed(graph, first.end_token) and singular) or _is_like_other(graph, start):
            yield behind[0]


def _is_compared(graph: SentenceGraph, between: str, start: int, *, singular: bool) -> bool:
    """Tell whether a class is graded: "the most potent A inhibitor was D", "a more … than D"."""
    before = {graph.lower(i) for i in range(max(start - 4, graph.sentence.start), start)}
    best = singular and IS_ONE.fullmatch(between) and before & BEST
    return bool(best or (RIVAL.fullmatch(between) and before & MORE))


def _is_picked_from(graph: SentenceGraph, start: int) -> bool:
    """Tell whether a class is one that something is picked out of: "of the A inhibitors"."""
    before = graph.text(graph.sentence.start, start)
    return any(opening.end() == len(before) for opening in OUT_OF.finditer(before))


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


def _is_apposed(graph: SentenceGraph, stop: int) -> bool:
    """Tell whether one drug stands between commas behind one class: "the A inhibitor, D, …"."""
    behind = [t.lower_ for t in graph.doc[stop : stop + 2]]
    alone = behind[:1] in ([","], ["."], [")"], [";"], ["("], ["["])
    if behind[-1:] in (["and"], ["or"]):  # "the A inhibitor, D, and the B inhibitor …"
        named = any(m.start_token == stop + 2 for m, _ in graph.ordered)
        alone = alone and not named
    return alone and stop + 1 not in graph.mentions


def _is_like_other(graph: SentenceGraph, start: int) -> bool:
    """Tell whether a class is that of what follows: "like other A inhibitors, D …"."""
    before = [t.lower_ for t in graph.doc[max(start - 4, graph.sentence.start) : start]]
    return "other" in before and not OTHERS.isdisjoint(before)


def _listed_back(graph: SentenceGraph, drugs: Sequence[Named]) -> list[Named]:
    """Return the last of some drugs and those listed before it."""
    found = [drugs[-1]]
    for one in drugs[-2::-1]:
        passed = graph.text(one[0].end_token, found[-1][0].start_token)
        if NEXT.fullmatch(passed) or not passed.strip():  # "the indolinones D and E"
            found.append(one)
        elif not _is_closed(passed):
            break
    return found[::-1]


def _is_open(text: str) -> bool:
    """Tell whether a bracket is open at the end of some words."""
    return text.count("(") + text.count("[") > text.count(")") + text.count("]")


def _is_closed(text: str) -> bool:
    """Tell whether a bracket closes in some words that opened before them."""
    return text.count("(") + text.count("[") < text.count(")") + text.count("]")


def _outside(graph: SentenceGraph, drugs: Sequence[Named], start: int) -> list[Named]:
    """Leave the last drugs out that a bracket holds which closes before some place."""
    found = list(drugs)
    while found and _is_closed(graph.text(found[-1][0].end_token, start)):
        found.pop()
    return found


def _names_class(graph: SentenceGraph, first: int, stop: int) -> bool:
    """Tell whether a class of another kind stands between, or a word that parts."""
    words = {graph.lower(place) for place in range(first, stop)}
    return not words.isdisjoint(PARTING)
