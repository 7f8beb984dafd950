"""Whole systematic names of chemicals: "N-([1,1'-biphenyl]-2-yl)-7-nitrobenzofurazan-4-amine".

A list knows at most a part of such a name; what shows that the whole is one name is that it can be
spelled out of the parts that chemists build names of. Names known by themselves are widened over
what says their form: "[3H]dopamine", "(-)-phenserine", "1400W dihydrochloride".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, DASHES, PATTERN
from nlp_pipeline.entities.open_chemicals import chemical_mention
from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import Grounder

_COMPOUNDS: Final = frozenset({"Drug", "Chemical"})
_PARTS: Final = "chemical_parts.tsv"
_SHORT: Final = re.compile(
    r"[A-Zmpon]|[a-h]|[RSEZHN]{1,2}|Ph|Me|Et|Bu|Ac|Boc|Bz|BOC|Ala|Val|Gly|Pro|Leu"
)
_HINT: Final = re.compile(
    r"yl|amin|oxo|oxy|chlor|fluor|brom|nitr|pyr|azol|azin|quin|indol|thi|fur|sulf|phos|benz|hydr"
)
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_CHUNK: Final = re.compile(r"\S+")
_LONG_CHUNK: Final = re.compile(r"(?<!\S)\S{8,}")
_BOUND: Final = re.compile(
    rf"[\d\])}}][\d'′,αβaHRS]{{0,12}}{DASH}?[\[({{A-Za-z]|\b[NOSnopDL]{DASH}[\[({{a-z]"
)
_ADJECTIVE: Final = re.compile(rf"{DASH}(?:[a-z]+(?:ed|ing|dent|ive)|like|free|type|based)$")
_TAIL: Final = re.compile(
    r"\s(?:(?:mono|di|tri)?(?:hydro(?:chloride|bromide)|sodium|maleate|mesylate|fumarate|tartrate"
    r"|trifluoroacetate|hydrate)|sulfamate|methanone|acid|ester|ether|ketone|(?:tri|di)?phosphate"
    r"|chloride|bromide|iodide|sulfate|sulfonate|dimethanesulfonate|acetate|amide|urea)s?(?!\w)"
)
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_LOCATED: Final = re.compile(rf"\d[\d,'′]*{DASH}[A-Za-z]{{8,}}")
_FEWEST: Final = 8
_NO_NAME: Final = re.compile(
    r".*(?:ase|in-?\d|mer|terminal|peptide|nucleotide|protein)s?", re.IGNORECASE
)


@lru_cache(maxsize=1)
def load_parts() -> re.Pattern[str]:
    """Return the form of a word that is made of the parts of chemical names.

    Examples:
        >>> [bool(load_parts().fullmatch(w)) for w in ("tetrahydropyridine", "tetrahedron")]
        [True, False]
    """
    table = files(__package__).joinpath(_PARTS).read_text(encoding="utf-8")
    parts = sorted(table.split()[1:], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(parts)})+s?", re.IGNORECASE)


def _is_spelled(word: str) -> bool:
    return _SHORT.fullmatch(word) is not None or load_parts().fullmatch(word) is not None


_IS_SPELLED: Final = Memo(_is_spelled)


def find_whole_chemicals(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find systematic names as wholes.

    Args:
        view: The text.
        named: The readings of known names: such a one may end the name.
        grounder: For wholes that are known.
    """
    if not (_BOUND.search(view.text) and _HINT.search(view.text)):
        return
    ends = {view.ends[m.end_token - 1] for m in named if m.type in _COMPOUNDS}
    done = 0
    for match in _LONG_CHUNK.finditer(view.text):
        chunk = match.group()
        if match.start() < done or not (_BOUND.search(chunk) and _HINT.search(chunk)):
            continue
        start, end = _trim(view.text, match.start(), _closed(view.text, match.end(), match.start()))
        done = end
        if end - start >= _FEWEST and _is_name(view.text[start:end], end in ends):
            tail = _TAIL.match(view.text, end)
            yield chemical_mention(view, start, tail.end() if tail else end, grounder)


def _closed(text: str, end: int, start: int) -> int:
    """Return where a name ends that goes on behind a blank within its brackets."""
    for _ in range(3):
        chunk = text[start:end]
        if sum(map(chunk.count, "([{")) <= sum(map(chunk.count, ")]}")) + (chunk[0] in "([{"):
            break
        further = _CHUNK.match(text, end + 1) if text[end : end + 1] == " " else None
        if further is None or not _HINT.search(further.group()) or ")" not in further.group():
            break
        end = further.end()
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what stands around a name: brackets without their pair, stops, "-induced"."""
    while end > start and text[end - 1] in ".,;:":
        end -= 1
    adjective = _ADJECTIVE.search(text, start, end)
    if adjective is not None:
        end = adjective.start()
    open_, stray = [], []
    for place in range(start, end):
        if text[place] in "([{":
            open_.append(place)
        elif text[place] in _PAIRS:
            if open_:
                open_.pop()
            else:
                stray.append(place)
    if stray:
        end = stray[0]
    for place in open_:
        start = max(start, place + 1) if place - start < 2 else start
        end = place if place > start + 2 else end
    if text[start:end].startswith("(") and text[start:end].find(")") == end - start - 1:
        start, end = start + 1, end - 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ")]}'′":
        end -= 1
    return start, end


def _is_name(name: str, known_end: bool) -> bool:
    """Whether every stretch of letters is made of the parts of chemical names."""
    words = _LETTERS.findall(name)
    if known_end and _LOCATED.fullmatch(name):  # "7-" of "7-hydroxycoumarin"
        return _IS_SPELLED[words[0]]
    last = words.pop() if known_end and words else ""
    if not words or _NO_NAME.fullmatch(name) or not _BOUND.search(name) or "/" in name:
        return False
    sure = any(len(word) > (2 if last else 4) for word in words)
    return sure and all(map(_IS_SPELLED.__getitem__, words))


# --------------------------------------------------------------------------- words

_WORD: Final = re.compile(
    r"[A-Za-z][a-z]{6,}(?:amide|imide|azine?|azole|oxide|idine|imine|oline|inone|urea"
    r"|amine|oate|azone|azide|indole|purine|furan|thiophene|nitrile|oxime|phenone|anilide"
    r"|thione|idone|olone)s?"
)
_SHORTEST_WORD: Final = 11


def find_spelled_words(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find long words made of the parts of chemical names: "phenylaminopyrimidine"."""
    taken: set[int] | None = None
    for token, word in enumerate(view.words):
        if len(word) < _SHORTEST_WORD or not (_WORD.fullmatch(word) and _IS_SPELLED[word]):
            continue
        taken = taken or {mention.start_token for mention in named}
        joined = token > 0 and view.words[token - 1] in DASHES and not view.spaced(token - 1)
        if token not in taken and not joined:
            yield chemical_mention(view, view.starts[token], view.ends[token], grounder)


# --------------------------------------------------------------------------- forms of a compound

_FORM_BEFORE: Final = re.compile(
    rf"(?:\[\(?\d{{1,3}}\)?[A-Z][a-z]?\]{DASH}?\s?"
    rf"|(?:[RS]{DASH})?\((?:[+−–-]|\+/[-−]|±|[RSEZ]|\d?[RS](?:,\s?\d?[RS])*)\)"
    rf"{DASH}?|(?<![\w-])(?:D,?L|[DLRS]){DASH})+$"
)
_MAY_HAVE_FORM: Final = re.compile(rf"\]\s?{DASH}?\w|[)DLRS]{DASH}\w|\)\w")
_SALT: Final = re.compile(
    r"\s(?:(?:mono|di|tri)?(?:hydro(?:chloride|bromide)|sodium|mesylate|maleate|fumarate|tartrate"
    r"|besylate|tosylate)|HCl)(?!\w)"
)
_CONJUGATE: Final = re.compile(
    rf"\s(?:(?:\d{{1,2}}[αβ]?|[ON]){DASH})"
    r"(?:glucuronide|(?:di|tri)?phosphate|sulfate|acetate|glucoside)s?(?!\w)"
)
_LONGEST_FORM: Final = 24


_SALTS: Final = (
    "hydrochl",
    "hydrobr",
    "sodium",
    "sylate",
    "maleate",
    "fumarate",
    "tartrate",
    "hcl",
)
_CONJUGATES: Final = ("glucuronide", "phosphate", "sulfate", "acetate", "glucoside")


def _places(form: re.Pattern[str], text: str) -> dict[int, int]:
    return {match.start(): match.end() for match in form.finditer(text)}


def widen_compounds(view: TextView, mentions: Iterable[MentionSpan]) -> Iterator[MentionSpan]:
    """Widen compounds over what says their form: "(-)-phenserine", "estradiol 17β-glucuronide"."""
    text = view.text
    formed = _MAY_HAVE_FORM.search(text) is not None
    salts = _places(_SALT, text) if view.has_any(_SALTS) else {}
    joined = _places(_CONJUGATE, text) if view.has_any(_CONJUGATES) else {}
    if not (formed or salts or joined):
        return
    for mention in mentions:
        if mention.type not in _COMPOUNDS:
            continue
        start, end = view.starts[mention.start_token], view.ends[mention.end_token - 1]
        wide = replace(mention, source=PATTERN)
        before = _FORM_BEFORE.search(text, max(0, start - _LONGEST_FORM), start) if formed else None
        if before is not None and before.end() > before.start():
            wide = replace(wide, start_token=view.tokens(before.start(), start)[0])
        if end in joined:
            label = text[view.starts[wide.start_token] : joined[end]]
            wide = replace(wide, end_token=view.tokens(start, joined[end])[1])
            wide = replace(wide, label=label, id=None, type="Chemical")
        elif end in salts:
            wide = replace(wide, end_token=view.tokens(start, salts[end])[1])
        if (wide.start_token, wide.end_token) != (mention.start_token, mention.end_token):
            yield wide
