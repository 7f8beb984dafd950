"""Pathways named by their members: "PI3K/AKT/mTOR signaling", "JAK/STAT and MAPK pathways".

A chain of molecules counts as a pathway only with a head word (signaling, pathway, cascade,
axis, network); in a list the head stands once, at the end, and belongs to every chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.items import Items
from nlp_pipeline.entities.joined_members import find_joined_members
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import TextView

_UNIT: Final = r"[MC](?:\([MC]\))?"
_CHAIN: Final = rf"{_UNIT}(?:[/\->]+{_UNIT})*(?:\({_UNIT}(?:[/\->]+{_UNIT})*\))?"
_NAMED: Final = re.compile(
    rf"(?P<pre>(?:N-?)?[cf]?)(?P<list>(?:{_CHAIN}(?:,&?|&))*)(?P<last>{_CHAIN})"
    r"(?P<link>-?d|-)?[fu]{0,2}(?P<head>su?p?|p)"
)
_LISTED: Final = re.compile(
    rf"p,?(?:ra|e)(?P<list>(?:{_CHAIN}(?:,&?|&))*{_CHAIN})(?![-/(]?[dstIT])"
)
_JOINED: Final = re.compile(r"[/\->]")
_CHAINS: Final = re.compile(_CHAIN)
_SHORT: Final = {"cyclic AMP": "cAMP", "cyclic GMP": "cGMP", "nitric oxide": "NO"}
"""Chemicals that pathways are named after by their short name."""

_PLAIN: Final = re.compile(
    r"(?<![\w-])(?P<kind>mitogenic|compensatory|(?:pro-?)?survival|oncogenic|growth"
    r"|(?:pro-?|anti-?)inflammatory|inflammation[- ]associated|(?:pro-?|anti-?)apoptotic"
    r"|proliferative|bypass|cytokine|chemokine|growth factor|hormone|immune|developmental)"
    r"\s(?:signall?ing(?:\s(?:pathway|cascade|network)s?)?|(?:pathway|cascade)s?)(?!\w)",
    re.IGNORECASE,
)
_INDEFINITE: Final = frozenset({"a", "an"})
_FAR: Final = 7
_THROUGH: Final = (["via"], ["through"], ["by"])
_PLAIN_HEADS: Final = ("signal", "pathway", "cascade")


def find_pathways(view: TextView, items: Items) -> Iterator[MentionSpan]:
    """Find pathways; each chain of a list is one, the last with the head word.

    Yields:
        Pathways labelled by their members' labels, which are also the ``parts``.
    """
    ending = {m.end_token: m for m in items.mentions if m is not None}
    for match in _NAMED.finditer(items.letters):
        if not _is_head(view, items, match):
            continue
        chains = [*_CHAINS.finditer(items.letters, *match.span("list"))]
        if not _shares_head(view, items, match):
            chains = []
        for chain in chains:
            yield _pathway(items, chain.start(), chain.end(), chain.start(), chain.end())
        first = match.start("last") if chains or match["list"] else match.start("pre")
        pathway = _pathway(items, *match.span("last"), first, match.end("head"))
        if first == match.start("pre"):
            pathway = _with_prefix(view, items, match, pathway)
        yield _with_members(view, ending, pathway)
    for match in _LISTED.finditer(items.letters):
        for chain in _CHAINS.finditer(items.letters, *match.span("list")):
            if _JOINED.search(chain.group()):
                yield _pathway(items, chain.start(), chain.end(), chain.start(), chain.end())


def find_plain_pathways(view: TextView) -> Iterator[MentionSpan]:
    """Find pathways named by what they do: "mitogenic pathways", "survival signaling"."""
    if not view.has_any(_PLAIN_HEADS):
        return
    for match in _PLAIN.finditer(view.text):
        start, end = view.tokens(*match.span())
        label = f"{match['kind'].lower()} signaling pathway"
        yield MentionSpan(start, end, "Pathway", label, None, PATTERN, 0.8)


def _is_head(view: TextView, items: Items, match: re.Match[str]) -> bool:
    """Whether the head word makes a pathway of signals out of the chain.

    A bare "signal(s)" does so only after several members, and "pathway" not after chemicals
    alone, as the mevalonate pathway is metabolism, nor after one that it only depends on.
    """
    chain = [items.mentions[index] for index in range(*match.span("last"))]
    chemicals = {m.label for m in chain if m is not None and m.type == "Chemical"}
    if match["head"] == "p" and "M" not in match["last"] and chemicals.isdisjoint(_SHORT):
        return False
    if match["head"] == "p" and "d" in (match["link"] or "") and not _JOINED.search(match["last"]):
        return _is_known_way(view, items, match)
    if match["head"] != "s":
        return True
    word = view.words[items.starts[match.start("head")]].lower()
    return word.endswith("ing") or _JOINED.search(match["last"]) is not None


def _is_known_way(view: TextView, items: Items, match: re.Match[str]) -> bool:
    """Whether a pathway that depends on a molecule is one that is spoken of by its name.

    "The MyD88-dependent pathway" and "β-catenin-dependent pathways" are; "via a RAC1-dependent
    pathway" is via RAC1.
    """
    start = items.starts[match.start()]
    before = [word.lower() for word in view.words[max(start - _FAR, 0) : start]]
    return _INDEFINITE.isdisjoint(before) and before[-1:] not in _THROUGH


def _shares_head(view: TextView, items: Items, match: re.Match[str]) -> bool:
    """A list shares the head where "and" joins it or the head is a plural."""
    plural = view.words[items.starts[match.end("head") - 1]].lower().endswith(("s", "axes"))
    return "&" in match["list"] or plural


def _pathway(items: Items, first: int, last: int, start: int, end: int) -> MentionSpan:
    members: list[str] = []
    depth = 0
    for index in range(first, last):
        letter = items.letters[index]
        depth += (letter == "(") - (letter == ")")
        mention = items.mentions[index]
        if mention is not None and depth == 0:
            member = _SHORT.get(mention.label, mention.label)
            if members[-1:] != [member]:  # "Akt/PKB signaling"
                members.append(member)
    label = f"{'/'.join(members)} signaling pathway"
    scores = [m.score for m in items.mentions[first:last] if m is not None]
    return MentionSpan(
        items.starts[start],
        items.ends[end - 1],
        "Pathway",
        label,
        None,
        PATTERN,
        round(min(scores), 4),
        parts=tuple(members),
    )


def _with_members(
    view: TextView, ending: Mapping[int, MentionSpan], pathway: MentionSpan
) -> MentionSpan:
    """Return a pathway with what a slash or dash joins to its first member: "Toll/NF-κB"."""
    start, members = find_joined_members(view, pathway.start_token, ending)
    if not members:
        return pathway
    label = f"{'/'.join(members)}/{pathway.label}"
    return replace(pathway, start_token=start, label=label, parts=(*members, *pathway.parts))


def _with_prefix(
    view: TextView, items: Items, match: re.Match[str], pathway: MentionSpan
) -> MentionSpan:
    """Keep "non-canonical" in the label; "canonical" alone says nothing that matters."""
    start, end = match.span("pre")
    if start == end:
        return pathway
    text = view.surface(items.starts[start], items.ends[end - 1]).lower()
    if text.startswith("non"):
        return replace(pathway, label=f"non-canonical {pathway.label}")
    if text == "canonical":
        return pathway
    return replace(pathway, start_token=items.starts[end])
