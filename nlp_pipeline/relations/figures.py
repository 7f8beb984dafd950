"""Which of two groups fares better, where only their figures tell it: "4.2 versus 9.1 months".

The first figure is that of the group that is named first. Ranges, confidence intervals, p values
and ratios are no figures of a group, and a p value that is not significant makes two figures one.
"""

from __future__ import annotations

import re

from nlp_pipeline.relations.graph import SentenceGraph

MEASURES = frozenset(
    {"survival", "pfs", "os", "dfs", "efs", "ttp", "ttf", "dor", "rate", "response", "ic50", "gi50"}
    | {"time", "interval", "duration", "ec50", "pcr", "orr", "remission", "rfs", "responder"}
)
"""What two groups are compared by."""
NUMBER = r"(?<![\w.\-–<>=≥≤])(\d+(?:[.·]\d+)?)"
UNIT = r"(\s*-?(?:%|percent|months?|mo\b|weeks?|days?|years?|yrs?|[nµμ]M\b|[nµμ]mol/l|[nµμ]g/ml))"
FIGURE = re.compile(NUMBER + UNIT + r"(?!\s*(?:confidence|CI\b|C\.I\.))", re.IGNORECASE)
BARE = re.compile(
    NUMBER + r"\s*(?:\(|\[|vs|v\b|versus|or\b|and\b|against)[^;]{0,40}?\d+(?:[.·]\d+)?" + UNIT,
    re.IGNORECASE,
)
"""A figure whose unit only follows the second: "4.2 vs 9.1 months"."""
COMPARED = re.compile(
    r"\b(vs|v|versus|compared|whereas|while|but|against|than|rather|as opposed to|in contrast)\b",
    re.IGNORECASE,
)
PLAIN = re.compile(r"\b(wild[- ]?type|wt|unmutated|non-?mutated|without|lacking)\b", re.IGNORECASE)
"""What says of a group that it carries nothing; the other is the one that is told of."""
GROUP_LENGTH = 60
MERELY = re.compile(r"\b(only|merely|just|as low as)\s+(about\s+)?$", re.IGNORECASE)
"""What stands before a figure that is said to be small."""
OF_A_GROUP = re.compile(r"\s*(\([^()]*\)\s*)?(in|for|among|with)\b", re.IGNORECASE)
CHANCE = re.compile(r"\bp(?:[- ]?value)?\s*(?:=|>|of)\s*0?\.(\d+)", re.IGNORECASE)
NOT_SIGNIFICANT = 0.05


def compare_figures(graph: SentenceGraph, node: int) -> int:
    """Return +1 where the group named first has more of a measure, -1 where it has less, else 0.

    "The response rate was 0% in tumors with BRAF V600E versus 24% in others" gives -1.
    """
    if graph.lemma(node) not in MEASURES:
        return 0
    start = graph.token(node).left_edge.idx
    text = graph.sentence.text[start - graph.sentence.start_char :]
    chance = CHANCE.search(text)
    if chance is not None and float(f"0.{chance[1]}") >= NOT_SIGNIFICANT:
        return 0
    figures = _find_figures(text)
    if len(figures) == 1 and (float(figures[0][1]) == 0 or MERELY.search(text, 0, figures[0][0])):
        return -1
    if len(figures) < 2:
        return 0
    (start, first, end), (later, second, behind) = figures[0], figures[1]
    groups = PLAIN.search(text, end, later), PLAIN.search(text, behind, behind + GROUP_LENGTH)
    turned = -1 if groups[0] and not groups[1] else 1  # "3 months in wild-type, 12 in mutant ones"
    apart = OF_A_GROUP.match(text, end) and OF_A_GROUP.match(text, behind)
    told = COMPARED.search(text, end, later) or "respectively" in text[behind:]
    if not (told or apart):
        return 0
    return turned * ((float(first) > float(second)) - (float(first) < float(second)))


def _find_figures(text: str) -> list[tuple[int, str, int]]:
    """Return start, number and end of each figure with the unit of the first, in text order."""
    every = {m.start(1): m for m in (*BARE.finditer(text), *FIGURE.finditer(text))}
    found = [every[start] for start in sorted(every)]
    unit = found[0][2].strip(" -").lower()[:2] if found else ""
    return [
        (m.start(1), m[1].replace("·", "."), m.end() if m.re is FIGURE else m.end(1))
        for m in found
        if m[2].strip(" -").lower()[:2] == unit
    ]
