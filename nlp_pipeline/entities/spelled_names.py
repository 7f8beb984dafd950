"""Names of molecules that the lexicon has in another spelling, or that have a form of their own.

Greek letters for the Latin ones of a symbol ("PLCβ3" is PLCB3), a number behind a bracket
("interferon (IFN)-β"), genes of other species with a number behind a dash ("DAF-12" is not DAF)
or in the manner of bacteria and plants ("araC", "AsMT1"), and circular RNAs, which are named after
their gene ("circHIPK3").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from nlp_pipeline.annotations import Abbreviation, MentionSpan
from nlp_pipeline.entities.molecules import (
    DASH,
    DASHES,
    MOLECULE_TYPES,
    PATTERN,
    pattern_mention,
)
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_FAMILIES: Final = frozenset({"Family"})
_GENES: Final = frozenset({"Gene"})
_TRUST: Final = 0.95
_SURE: Final = 0.8
_UNKNOWN: Final = 0.55

# --------------------------------------------------------------------------- Greek letters

_LATIN: Final = str.maketrans("αβγδεζκ", "ABGDEZK")
_GREEK_SYMBOL: Final = re.compile(r"(?=.*[A-Z])[A-Za-z]{2,}[αβγδεζκ]\d{0,2}|[A-Z]{1,3}κ[A-Z]\d?")


def find_greek_symbols(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find symbols that are written with a Greek letter and known only with the Latin one."""
    if view.text.isascii():
        return
    for token in [i for i, word in enumerate(view.words) if not word.isascii()]:
        word = view.words[token]
        if not _GREEK_SYMBOL.fullmatch(word) or grounder.ground(word):
            continue
        known = grounder.ground_as(word.translate(_LATIN), MOLECULE_TYPES)
        if known is not None and known.score >= _SURE:
            span = (view.starts[token], view.ends[token])
            yield pattern_mention(view, *span, known, _TRUST)


# --------------------------------------------------------------------------- behind a bracket

_BEHIND: Final = re.compile(
    rf"\((?P<short>[A-Z][A-Za-z]{{1,6}})\)(?P<dash>{DASH}?)"
    r"(?P<suffix>(?:[αβγδκ]|alpha|beta|gamma|delta|kappa)\d?|\d{1,2}(?:[A-Z]|[αβ])?)(?![\w-])"
)
_APART: Final = re.compile(
    r"\((?P<short>[A-Z][A-Za-z]{1,6}\d?)\)\s(?P<suffix>\d{1,2}(?:[A-Z]\d{0,2})?|[A-D]|receptors?)"
    r"(?![\w-]|\s?(?:%|[nµμmk]?[gMl]|ng|h|hrs?|hours?|min|days?|weeks?|months?|years?|fold|times"
    r"|of|patients|mice|cells)(?!\w))"
)
"""A number, letter or "receptor" behind the bracket and a blank: "phosphodiesterase (PDE) 4"."""


def find_bracketed_stems(
    view: TextView, abbreviations: Iterable[Abbreviation], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find names whose last part stands behind the bracket of a short form.

    "interferon (IFN)-β" is IFN-β, and so is what the whole names.
    """
    if "(" not in view.text:
        return
    longs = {a.short: a.start_token for a in abbreviations if a.end_token}
    yield from _stems_apart(view, longs, grounder)
    for match in _BEHIND.finditer(view.text):
        known = grounder.ground_as(f"{match['short']}-{match['suffix']}", MOLECULE_TYPES)
        # Without a dash the digit may be the number of a compound: "diphosphate (LPP)3".
        glued = match["suffix"].isdigit() and not match["dash"]
        if glued and grounder.ground_as(match["short"], _FAMILIES) is None:
            continue
        if known is not None and known.score >= _SURE:
            mention = pattern_mention(view, *match.span(), known, _TRUST)
            start = min(longs.get(match["short"], mention.start_token), mention.start_token)
            yield replace(mention, start_token=max(start, mention.start_token - 8))


def _stems_apart(
    view: TextView, longs: Mapping[str, int], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find names that go on behind the bracket: "epidermal growth factor (EGF) receptor"."""
    for match in _APART.finditer(view.text):
        short, suffix = match["short"], match["suffix"]
        start = longs.get(short)
        if start is None:
            continue
        receptor = suffix.startswith("receptor")
        for name in (f"{short}R", f"{short} receptor") if receptor else (f"{short}{suffix}",):
            known = grounder.ground_as(name, MOLECULE_TYPES)
            if known is not None and known.score >= _SURE:
                mention = pattern_mention(view, *match.span(), known, _TRUST)
                yield replace(mention, start_token=max(start, mention.start_token - 8))
                break


# --------------------------------------------------------------------------- other species

_NUMBER: Final = re.compile(r"\d{1,2}")
_MAY_BE_NUMBERED: Final = re.compile(rf"[A-Za-z]{{3}}{DASH}\d")
_WORM_GENE: Final = re.compile(r"[A-Z]{3}|[a-z]{3}")


def rename_numbered(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> list[MentionSpan]:
    """Take the number behind a three-letter symbol into the name: "DAF-12" is no DAF.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: Knows whether the whole is a name by itself.

    Returns:
        The readings, those of such symbols replaced by the whole name without an identifier.
    """
    if not _MAY_BE_NUMBERED.search(view.text):
        return list(named)
    return [
        _whole(view, r, grounder) if r.type == "Gene" and r.source != "user" else r for r in named
    ]


def _whole(view: TextView, reading: MentionSpan, grounder: Grounder) -> MentionSpan:
    words, end = view.words, reading.end_token
    if end + 1 >= len(words) or words[end] not in DASHES:
        return reading
    numbered = _NUMBER.fullmatch(words[end + 1]) and not (view.spaced(end - 1) or view.spaced(end))
    if not numbered or end - reading.start_token > 1:
        return reading
    follows = end + 2 < len(words) and not view.spaced(end + 1)
    if follows and (words[end + 2] in DASHES or _goes_on_counting(view, end + 2)):
        return reading
    if not _WORM_GENE.fullmatch(words[end - 1]):
        return reading
    name = view.surface(reading.start_token, end + 2)
    if grounder.ground(name):
        return reading
    return replace(reading, end_token=end + 2, label=name, id=None, source=PATTERN, score=_UNKNOWN)


def _goes_on_counting(view: TextView, slash: int) -> bool:
    """Whether a slash stands between numbers: "ERK-1/2", not "DAF-16/FOXO"."""
    after = view.words[slash + 1] if slash + 1 < len(view.words) else ""
    return view.words[slash] == "/" and not after[:1].isalpha()


_SHORTEST: Final = 4
_FOREIGN_SYMBOL: Final = re.compile(
    r"[a-z]{3}[A-Z]\d?|(?!Vit|Apo|Hem)[A-Z][a-z]{2}[A-HJ-Z]|[A-Z][a-z][A-Z]{2,6}\d+[A-Z]?\d*"
    r"|[A-Z][a-z][A-Z][a-z]{2}\d{1,3}p?"
)
_NUMBERED_FAMILY: Final = re.compile(
    r"CYP\d{1,3}[A-Z]{1,3}\d{1,3}|(?:WRKY|TPS|ERF|NAC|MYB|bHLH|bZIP|ANAC|MPK|MKK|CPK|RBOH)\d{1,3}"
    r"|(?:JAZ|PIF|ARF|IAA|SnRK|GGPPS|DREB|PYL|PP2C)\d{1,2}(?:\.\d{1,2})?"
)
"""Genes of plants by the stem of their family; of those that are human the lexicon knows all."""


def find_foreign_symbols(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find genes of bacteria, moulds and plants by their form: "araC", "FrzS", "AsMT1", "WRKY8"."""
    words = view.words
    for token in [i for i, word in enumerate(words) if not word.islower()]:
        word = words[token]
        form = _NUMBERED_FAMILY if word.isupper() else _FOREIGN_SYMBOL
        if len(word) < _SHORTEST or not form.fullmatch(word) or grounder.ground(word):
            continue
        # "8-oxoG" is no gene of a mould.
        if not token or words[token - 1] not in DASHES:
            yield MentionSpan(token, token + 1, "Gene", word, None, PATTERN, _UNKNOWN)


_WORMS: Final = ("elegans", "nematode", "worm")
_OF_WORMS: Final = re.compile(rf"(?<![\w-])(?:[a-z]{{3,4}}|[A-Z]{{3,4}}){DASH}\d{{1,3}}(?![\w-])")
_NO_WORM_GENE: Final = re.compile(
    r"(?i:day|fig|type|step|phase|site|group|case|node|mir|let|class)\W.*"
)


def find_worm_genes(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find genes of the worm by their form, in texts on it: "mtl-1", "SKN-1"."""
    if not view.has_any(_WORMS):
        return
    for match in _OF_WORMS.finditer(view.text):
        name = match.group()
        if not _NO_WORM_GENE.fullmatch(name) and not grounder.ground(name):
            start, end = view.tokens(*match.span())
            yield MentionSpan(start, end, "Gene", name, None, PATTERN, _UNKNOWN)


# --------------------------------------------------------------------------- circular RNAs

_CIRCULAR: Final = re.compile(
    rf"(?<![\w])(?:hsa[_-])?[Cc]irc?(?:RNA)?(?:_\d{{5,8}}|\d{{5,8}}|{DASH}?(?P<gene>[A-Z][A-Za-z0-9]"
    rf"{{2,9}})|{DASH}\d{{1,2}})(?![\w])"
)


def find_circular_rnas(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find circular RNAs: "circHIPK3" is a form of HIPK3, "hsa_circ_0013958" a number alone."""
    if "irc" not in view.text and "ciR" not in view.text:
        return
    for match in _CIRCULAR.finditer(view.text):
        if grounder.ground(match.group()):
            continue
        gene = match["gene"]
        known = grounder.ground_as(gene.upper(), _GENES) if gene else None
        start, end = view.tokens(*match.span())
        label = f"{known.term.label} circRNA" if known else match.group().removeprefix("hsa_")
        parts = (known.term.label,) if known else ()
        score = round(_TRUST * known.score, 4) if known else _UNKNOWN
        yield MentionSpan(start, end, "Variant", label, None, PATTERN, score, None, parts)
