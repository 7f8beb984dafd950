"""Molecule names that are formed productively, so that no list holds them all.

Number lists ("ERK1/2", "CDK4/6"), receptors of a ligand ("EGF receptor"), another word order
("α-actinin 1"), and names that carry a mark of their form ("p-Src", "c-MET", "FOXO3a").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding

PATTERN: Final = "pattern"
MOLECULE_TYPES: Final = frozenset({"Gene", "Family"})
DASH: Final = r"[-‐‑–−]"
DASHES: Final = frozenset("-‐‑–−")


def pattern_mention(
    view: TextView, start_char: int, end_char: int, grounding: Grounding, trust: float
) -> MentionSpan:
    """Return the mention of a grounded name at half-open character offsets.

    Args:
        view: The text.
        start_char: Where the name begins.
        end_char: Where it ends.
        grounding: What it stands for.
        trust: Factor for how sure the pattern is, 0-1.
    """
    start, end = view.tokens(start_char, end_char)
    term = grounding.term
    score = round(trust * grounding.score, 4)
    return MentionSpan(start, end, term.type, term.label, term.id, PATTERN, score)


# --------------------------------------------------------------------------- number lists

_NUMBER_LIST: Final = re.compile(
    rf"""
    (?<![\w/.-])
    (?P<stem>[^\W\d_](?:\w|{DASH}(?=[^\W\d_]))*?(?<=[^\W\d_])(?:\)?{DASH}?|\s))
    (?P<first>(?:(?<=\s)[A-E])?\d{{1,2}}[A-Za-z]?)
    (?P<more>
      (?:\s?/\s?{DASH}?(?:[A-E]?\d{{1,2}}[A-Za-z]?|[A-Za-z]{{1,2}}))+
    | (?<=\d)[–-]\d{{1,2}}
    | ,\d{{1,2}}(?:,\d{{1,2}})*
    | (?:,\s{DASH}?[A-E]?\d{{1,2}})+,?\s(?:and|or)\s{DASH}?[A-E]?\d{{1,2}}
    | \s(?:and|or)\s{DASH}\d{{1,2}}
    | (?<=s\s\d)\s(?:and|or)\s\d{{1,2}}
    | (?<=s\s[A-E]\d)\s(?:and|or)\s[A-E]\d{{1,2}}
    )
    (?!\w|{DASH}\w|\s?%)
    """,
    re.VERBOSE,
)
_NUMBERS: Final = "0123456789"
_MAY_LIST: Final = re.compile(r"\d(?=[A-Za-z]?(?:\s?/|,[\s\d]|[–-]\d|\s(?:and|or)\s))")
"""The last digit of the first number of a list."""

_LONGEST_RANGE: Final = 6
_PREFIX: Final = re.compile(rf"\w+{DASH}(?=\w{{2}})")
_LISTED: Final = re.compile(r"[A-E]?\d{1,2}[A-Za-z]?|(?<=[/‐‑–−-])[A-Za-z]{1,2}")


def find_number_lists(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find names that share a stem: "ERK1/2" is the family, "CDK4/6" two genes."""
    for match in _iter_number_lists(view.text):
        found = list(_listed(view, match, match.start(), grounder))
        prefix = _PREFIX.match(match["stem"])
        if not found and prefix is not None:
            found = list(_listed(view, match, match.start() + prefix.end(), grounder))
        yield from found


def _iter_number_lists(text: str) -> Iterator[re.Match[str]]:
    """Yield what a search for number lists finds, looking only where a first number ends.

    A list begins in the word of that number or in the one before.
    """
    done = 0
    for digit in _MAY_LIST.finditer(text):
        first, blanks = digit.start(), 0
        while first > done and (blanks := blanks + text[first - 1].isspace()) < 2:
            first -= 1
        for place in range(max(first, done), digit.start()):
            match = _NUMBER_LIST.match(text, place) if text[place].isalnum() else None
            if match is not None:
                yield match
                done = match.end()
                break


def _listed(
    view: TextView, match: re.Match[str], start_char: int, grounder: Grounder
) -> Iterator[MentionSpan]:
    """Read a list whose stem begins at ``start_char``; yields nothing unless all is known."""
    stem = view.text[start_char : match.end("stem")].replace(")", "")
    if len(stem.strip("-‐‑–− ")) < 2 or not _is_ascending(match):
        return
    if stem[-1].isspace():
        stem = f"{stem.rstrip().removesuffix('s')} "
    endings = list(_LISTED.finditer(view.text, *match.span("more")))
    names = [f"{stem}{match['first']}"]
    names += [_expanded(stem, match["first"], ending.group()) for ending in endings]
    readings = [_molecules(name, grounder) for name in names]
    if not all(readings):
        return
    within = _molecules_between(stem, match, grounder) or readings
    family = _family(view.text[start_char : match.end()], stem, within, grounder)
    if family is not None:
        yield pattern_mention(view, start_char, match.end(), family, 0.97)
        return
    yield pattern_mention(view, start_char, match.end("first"), readings[0][0], 0.95)
    stem_label = readings[0][0].term.label.rstrip(_NUMBERS)
    for ending, known in zip(endings, readings[1:], strict=True):
        alike = (g for g in known if g.term.label.rstrip(_NUMBERS) == stem_label)
        yield pattern_mention(view, *ending.span(), next(alike, known[0]), 0.95)


def _is_ascending(match: re.Match[str]) -> bool:
    """Whether a range goes up by a few, as one of genes does: "CXCL9-11", not "CD8-45"."""
    first, more = match["first"], match["more"]
    if more[0] not in DASHES:
        return True
    if match["stem"][-1] in DASHES:
        return False
    return first.isdigit() and 0 < int(more[1:]) - int(first) < _LONGEST_RANGE


def _molecules_between(
    stem: str, match: re.Match[str], grounder: Grounder
) -> list[list[Grounding]]:
    """Return what each number of a range stands for, nothing for another list or unless all do."""
    if match["more"][0] not in DASHES:
        return []
    numbers = range(int(match["first"]), int(match["more"][1:]) + 1)
    found = [_molecules(f"{stem}{number}", grounder) for number in numbers]
    return found if all(found) else []


def _molecules(name: str, grounder: Grounder) -> list[Grounding]:
    return [g for g in grounder.ground(name) if g.term.type in MOLECULE_TYPES]


def _expanded(stem: str, first: str, ending: str) -> str:
    if ending[0].isalpha() and len(ending) == 1 and first[-1].isalpha():
        return f"{stem}{first[:-1]}{ending}"
    return f"{stem}{ending}"


def _family(
    whole: str, stem: str, readings: list[list[Grounding]], grounder: Grounder
) -> Grounding | None:
    """Return the family that the list names, or that has just these members."""
    labels = {known[0].term.label for known in readings}
    if len(labels) == 1 and readings[0][0].term.type == "Family":
        return readings[0][0]
    named = grounder.ground_as(whole, frozenset({"Family"}))
    if named is not None:
        return named
    bare = grounder.ground_as(stem.rstrip("-‐‑–− "), frozenset({"Family"}))
    if bare is None:
        return None
    members = set(grounder.lexicon.members(bare.term.label))
    choices = product(*([g.term.label for g in known] for known in readings))
    return bare if any(set(choice) == members for choice in choices) else None


# --------------------------------------------------------------------------- other word orders

_GREEK_FIRST: Final = re.compile(
    rf"(?<!\w)(?P<greek>[αβγδεζ]|alpha|beta|gamma|delta){DASH}(?P<name>[a-z]{{4,}}(?:\s[a-z]+)?)"
    r"(?:[\s-](?P<number>\d{1,2}))?(?!\w)"
)
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7"}
_ROMAN_LAST: Final = re.compile(
    rf"(?<!\w)(?P<name>[A-Z]?[a-z]{{4,}})[\s-](?P<roman>{'|'.join(_ROMAN)})(?!\w)"
)


_GREEK: Final = ("α", "β", "γ", "δ", "ε", "ζ", "alpha", "beta", "gamma", "delta")
_MAY_BE_ROMAN: Final = re.compile(r"[\s-][IV]{1,3}(?!\w)")


def find_reordered(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find names written in another order or with Roman numbers: "α-actinin 1", "annexin II"."""
    for match in _GREEK_FIRST.finditer(view.text) if view.has_any(_GREEK) else ():
        number = match["number"] or ""
        known = grounder.ground_as(f"{match['name']} {match['greek']} {number}", MOLECULE_TYPES)
        if known is not None:
            yield pattern_mention(view, *match.span(), known, 0.95)
    for match in _ROMAN_LAST.finditer(view.text) if _MAY_BE_ROMAN.search(view.text) else ():
        name = match["name"]
        known = None
        for spelling in (f"{name} {_ROMAN[match['roman']]}", f"{name} A{_ROMAN[match['roman']]}"):
            known = known or grounder.ground_as(spelling, MOLECULE_TYPES)
        if known is not None:
            yield pattern_mention(view, *match.span(), known, 0.93)


_RECEPTORS: Final = frozenset({"receptor", "receptors"})
_SYMBOL_LENGTH: Final = 8
_SUBTYPE: Final = re.compile(r"[1-9]|α|β|alpha|beta")


def find_receptors(
    view: TextView, mentions: Iterable[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find the receptor of a named ligand: "EGF receptor" is EGFR, "IL-6 receptor" IL6R.

    The symbol of many receptors is the ligand's with an R; where the lexicon knows no such name
    ("HER2 receptor"), the receptor is the molecule itself and nothing is yielded.
    """
    words = view.words
    for mention in mentions:
        end = mention.end_token
        end += end < len(words) and words[end] in DASHES
        if mention.type not in MOLECULE_TYPES or end >= len(words):
            continue
        if words[end].lower() not in _RECEPTORS:
            continue
        numbered = end + 1 < len(words) and _SUBTYPE.fullmatch(words[end + 1]) is not None
        number = words[end + 1] if numbered else ""
        surface = view.surface(mention.start_token, mention.end_token)
        symbol = f"{surface}R{number}" if len(surface) <= _SYMBOL_LENGTH else surface
        for name in (symbol, f"{mention.label}R{number}"):
            known = grounder.ground_as(name, MOLECULE_TYPES)
            if known is not None and min(known.spelling, known.status) > 0.88:
                span = (view.starts[mention.start_token], view.ends[end + numbered])
                yield pattern_mention(view, *span, known, 0.95)
                break


_CLASSES: Final = frozenset(
    {
        *("channel", "kinase", "factor", "gtpase", "phosphatase", "ligase", "protease", "enzyme"),
        *("transporter", "exchanger", "adaptor", "caspase", "cytokine", "chemokine", "helicase"),
    }
)
_BARE_CLASSES: Final = frozenset({"kinase", "kinases", "oxidase", "phosphatase", "protease"})
_AFTER_CLASS: Final = frozenset(
    {"activity", "activities", "is", "was", "and", "by", "in", "to", "with", "are", "were", "or"}
    | {"expression", "phosphorylation", "activation", "at", "on", "for", "that", "which", "as"}
)
_NO_CLASS: Final = frozenset(
    {"inhibitor", "inhibitors", "antagonist", "antagonists", "antibody", "receptor", "family"}
    | {"ligand", "ligands", "inhibition", "complex", "signaling", "pathway", "-", "/", "activator"}
)


def widen_classed(view: TextView, mentions: Iterable[MentionSpan]) -> Iterator[MentionSpan]:
    """Widen a gene over the class that says what it is: "TRPV1 cation channel" is TRPV1.

    Yields:
        The widened readings only; where a class of drugs or a pathway follows, nothing.
    """
    words = view.words
    listed = list(mentions)
    starting = {mention.start_token: mention for mention in listed if mention.type == "Family"}
    for mention in listed:
        other = starting.get(mention.end_token)
        if mention.type not in MOLECULE_TYPES or not view.spaced(mention.end_token - 1):
            continue
        if other is None or mention.type != "Gene":
            if _is_own_class(view, mention.end_token):
                yield replace(mention, end_token=mention.end_token + 1, source=PATTERN)
            continue
        behind = words[other.end_token].lower() if other.end_token < len(words) else ""
        if words[other.end_token - 1].lower() in _CLASSES and behind not in _NO_CLASS:
            yield replace(mention, end_token=other.end_token, source=PATTERN)


def _is_own_class(view: TextView, token: int) -> bool:
    """Whether a bare word for its class ends the name of a molecule: "ATM kinase"."""
    words = view.words
    if token >= len(words) or words[token] not in _BARE_CLASSES:
        return False
    behind = words[token + 1].lower() if token + 1 < len(words) else ""
    return behind not in _NO_CLASS and not (behind[:1].isalnum() and behind not in _AFTER_CLASS)


# --------------------------------------------------------------------------- marks of a form

_PHOSPHO: Final = frozenset({"p", "P", "phospho", "Phospho"})
_PROTO: Final = frozenset({"c", "v", "C"})
_MARKED: Final = re.compile(
    r"(?P<phospho>p(?:hospho)?(?=[A-Z]))?(?P<form>(?:[cvs]|mem|mito)(?=[A-Z][A-Za-z]))?"
    r"(?P<name>(?:[A-Z]|m(?=TOR))[A-Za-z0-9]{2,9}?)(?P<isoform>(?<=\d)[ab])?(?P<inhibitor>(?<=[A-Z0-9])is?)?"
    r"(?P<wild>(?<=[A-Z0-9])wt)?(?P<mutant>(?<=[A-Z0-9])mut)?"
)
_WEIGHT: Final = re.compile(r"(?P<weight>p\d{2,3})-?(?P<name>[A-Z]\w{2,8})")


def _may_be_marked(word: str) -> bool:
    marked = _MARKED.fullmatch(word)
    return _WEIGHT.fullmatch(word) is not None or (
        marked is not None
        and any(marked.group("phospho", "form", "isoform", "inhibitor", "wild", "mutant"))
    )


_MAY_BE_MARKED: Final = Memo(_may_be_marked)


def find_marked_names(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find names written together with a mark of their form.

    "pAkt" is the active form, "cKIT", "sFasL" and "FOXO3a" are the gene itself, "MEKi" is the
    class of its inhibitors, "CD99wt" and "KRASmut" are the gene and the gene mutated, and "p95HER2"
    is the truncated variant of that weight.
    """
    may_be_marked = _MAY_BE_MARKED
    for token, word in enumerate(view.words):
        if not may_be_marked[word] or grounder.ground(word):
            continue
        span = (view.starts[token], view.ends[token])
        weight = _WEIGHT.fullmatch(word)
        known = grounder.ground_as(weight["name"], MOLECULE_TYPES) if weight else None
        if weight and known is not None:
            label = f"{known.term.label} {weight['weight']}"
            score = round(0.95 * known.score, 4)
            parts = (known.term.label,)
            yield MentionSpan(token, token + 1, "Variant", label, None, PATTERN, score, None, parts)
            continue
        marked = _MARKED.fullmatch(word)
        known = grounder.ground_as(marked["name"], MOLECULE_TYPES) if marked else None
        if marked is None or known is None or min(known.spelling, known.status) <= 0.8:
            continue
        mention = pattern_mention(view, *span, known, 0.97)
        if marked["inhibitor"]:
            yield replace(
                mention,
                type="DrugClass",
                label=f"{mention.label} inhibitor",
                id=None,
                parts=(mention.label,),
            )
        elif marked["phospho"] or marked["mutant"]:
            yield replace(mention, state="activation" if marked["phospho"] else "mutation")
        elif marked["form"] or marked["isoform"] or marked["wild"]:
            yield mention


def widen_prefixed(view: TextView, mentions: Iterable[MentionSpan]) -> Iterator[MentionSpan]:
    """Widen molecules over the prefix of a form: "p-Src" (active), "c-MET", "v-Src".

    Yields:
        The widened readings only; the narrow ones stay candidates and lose to them.
    """
    words = view.words
    for mention in mentions:
        start = mention.start_token
        if mention.type not in MOLECULE_TYPES or start < 2 or words[start - 1] not in DASHES:
            continue
        if view.spaced(start - 2) or view.spaced(start - 1):
            continue
        if start >= 3 and words[start - 3] in DASHES:
            continue
        if words[start - 2] in _PHOSPHO:
            yield replace(mention, start_token=start - 2, state="activation", source=PATTERN)
        elif words[start - 2] in _PROTO:
            yield replace(mention, start_token=start - 2, source=PATTERN)
