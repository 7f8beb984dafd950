"""Names that stand side by side, by what is written between them: "the MEK inhibitor trametinib".

So too "lapatinib, a dual inhibitor of A and B", the cells of a table row, and "A → B".
"""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph

FALLING = frozenset({"↓", "⇓"})
MARKS = FALLING | {"↑", "⇑"}
"""Signs behind a name for less or more of it: "A ↓ → B ↓" says that A raises B."""
CELL_BARS = 2
"""Bars of the shortest row that is read as one."""
LISTING = frozenset({",", "/", "and", "or", ", and", ", or", ";"})
OPENING_LIST = re.compile(
    r"(?:(?:famil(?:y|ies)|members?|proteins?|kinases?|receptors?|isoforms?|genes?)\s+)*"
    r"[(\[:]\s*(?:(?:e\.?\s?g\.?|i\.?\s?e\.?|including|such as|like),?)?"
)
DEFINITION = re.compile(
    r"\s*(\([^()]*\)\s*)?,?\s*\b(an?|the)\s+((?!(?:that|which|who)\b)[\w-]+\s+){0,4}", re.IGNORECASE
)
"""What stands between a name and its definition: "lapatinib (Tykerb), a dual …"."""
A_TITLE = re.compile(r",\s*an?\s", re.IGNORECASE)
"""What opens a definition that can be no second name of a list: "DKK1, a Wnt inhibitor"."""


def link_neighbours(graph: SentenceGraph) -> None:
    """Link names that stand side by side: "the MEK inhibitor trametinib"."""
    for (first, a), (second, b), between in graph.neighbours:
        named = first.type == "DrugClass" and second.type == "Drug"
        if between.strip() in {"–", "—"} and first.type == "Drug" and second.type == "DrugClass":
            graph.add(a, "apposed", b)  # "olaparib – PARP inhibitor"
        if between.strip() in {"", "("} or (named and between.strip() == ")"):
            graph.add(a, "beside", b)
            graph.add(b, "beside", a)
    _link_listed(graph)
    for i, (first, a) in enumerate(graph.ordered):
        for second, b in graph.ordered[i + 1 : i + 4]:
            between = graph.text_between(first, second)
            if ("," in between or "(" in between) and DEFINITION.fullmatch(between):
                graph.add(a, "apposed", b)
                if A_TITLE.search(between):
                    graph.add(a, "titled", b)


def _link_listed(graph: SentenceGraph) -> None:
    """Link a class to each name of a list behind it: "PI3K inhibitors (A, B/C and D)"."""
    for i, (head, a) in enumerate(graph.ordered):
        last = head
        for second, b in graph.ordered[i + 1 :]:
            between = graph.text_between(last, second).strip()
            several = head.type == "DrugClass" and second.type == "Drug" and is_plural(graph, head)
            first = not between if several else False
            if last is head and (first or OPENING_LIST.fullmatch(between)):
                pass
            elif last is head or between not in LISTING:
                break
            graph.add(a, "beside", b)
            graph.add(b, "beside", a)
            last = second


def is_plural(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a name is in the plural: "MEK inhibitors"."""
    return graph.doc[mention.end_token - 1].tag_ in {"NNS", "NNPS"}


def link_cells(graph: SentenceGraph) -> None:
    """Link the names of a table row's first cell to those of its second: ``cell``.

    Readers part the cells of a row by " | "; a row has three cells or more.
    """
    bars = graph.tokens_with(("|",))
    if len(bars) < CELL_BARS:
        return
    first = [n for n in graph.mentions if n < bars[0]]
    second = [n for n in graph.mentions if bars[0] < n < bars[1]]
    for node in first:
        for other in second:
            graph.add(node, "cell", other)


def link_arrows(graph: SentenceGraph) -> None:
    """Link names with an arrow or a bar between them, "A → B ⊣ C": ``arrow`` and ``bar``."""
    raising = graph.words["arrows"]
    for sign in graph.tokens_with(raising | graph.words["bars"]):
        raises = graph.lower(sign) in raising
        marked = graph.lower(sign - 1) if sign > graph.sentence.start else ""
        end = sign - (marked in MARKS)
        before = [n for n, found in graph.mentions.items() if found[-1].end_token == end]
        after = [n for n, found in graph.mentions.items() if found[0].start_token == sign + 1]
        for node in after[:1]:
            behind = graph.mentions[node][0].end_token
            falls = behind < graph.sentence.end and graph.lower(behind) in FALLING
            raises = raises != (falls != (marked in FALLING))
        for source in before:
            for target in after:
                graph.add(source, "arrow" if raises else "bar", target)
