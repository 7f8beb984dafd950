"""Chemicals by the form of their name: "17-hydroxygeranyllinalool", "manoyl oxide", "V(5+)".

Systematic names have locants and the endings of their class; semi-systematic ones end in a word
for a class ("lysophospholipids").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.compound_codes import find_codes
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import DASH, PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_TYPES: Final = frozenset({"Chemical", "Drug"})
_SCORE: Final = 0.62

_TAIL: Final = (
    r"(?:acid|oxide|ether|ester|acetate|alcohol|chloride|bromide|aldehyde|ketone|glucoside"
    r"|glucuronide|sulfate|(?:mono|di|tri|pyro)?phosphate|anthranilate|palmitate|oleate|malonate)s?"
)
_ENDINGS: Final = (
    r"(?:[bcdfghjklmnpqrstvwxyz]ate|[a-z]{2}ide|[a-z]{2}ol|[a-z]{2}one|[a-z]{2}ene|[a-z]{2}ine"
    r"|[a-z]ose|ane|(?:en|an|in|i)al|amine|aldehyde|oid|lipid|lactone|acetin|cycline|indole|carbinol)s?"
)
_LOCANT: Final = rf"""
    (?:\([\d+−±RSEZαβ,\s'′-]{{1,12}}\){DASH})?
    (?:\d{{1,2}}(?:\(\d?\w+\))?(?:[αβaH]|alpha|beta)?['′]?(?:,\s?\d{{1,2}}[αβH]?['′]?)*{DASH}
      |[NO],?[NO]?{DASH}|(?:cis|trans|epi|tert|all-trans|ent){DASH})
"""
_SYSTEMATIC: Final = re.compile(
    rf"""
    (?<![\w/.‐‑–-])(?:[A-Za-z]{{3,}}yl\s)?(?:{_LOCANT}){{1,2}}
    (?P<body>[A-Za-z]{{2,}}(?:[\w(),αβ'′]|{DASH}\s?(?=\w))*?)
    (?:(?P<end>{_ENDINGS})(?![\w])(?:\s{_TAIL}(?!\w))?|(?:yl|ic)\s{_TAIL}(?!\w))
    """,
    re.VERBOSE,
)
_NEEDLE: Final = re.compile(
    rf"(?:\d(?:[αβaH'′)]|alpha|beta)*|\b[NO]|cis|trans|tert|epi|ent){DASH}[A-Za-z(]"
)
_ONLY_LOCANT: Final = re.compile(r"[\d,'′]+[-‐‑–](?:mono|di|tri|cyclodi|pyro|bis)?phosphates?")
_NO_CHEMICAL: Final = re.compile(
    r"(?:.*[\s\d)‐‑–-])?(?:terminal|dimensional|control|protocol|pool|tool|state|rate|plate|gate"
    r"|date|mediate"
    r"|regulate|activate|substrate|associate|separate|template|candidate|duplicate|late|side|guide"
    r"|wide|slide|peptide|nucleotide|dose|purpose|membrane|plane|lane|gene|scene|zone|bone|clone"
    r"|transgene|oncogene|transmembrane"
    r"|stone|hormone|alone|none|line|machine|routine|medicine|kinase|determine|examine|define"
    r"|phase|month|week|day|year|hour|fold|mer|function|inducible|medicine|vaccine|cytokine"
    r"|chemokine|histone|isoform|intervene|kilodalton|domain|paralog|residue|receptor|signaling"
    r"|inhibitor|antagonist|agonist|protein)s?",
    re.IGNORECASE,
)
_PAIRS: Final = re.compile(
    r"(?<![\w-])[a-z]{2,}(?:yl\s(?:(?:di|pyro|tri|mono)?(?:oxide|phosphate)|ether|acetate|alcohol"
    r"|chloride|bromide|glucosides?|glucuronides?|ester)s?"
    r"|(?:(?:on|eno|ano|yl|ar|ur|ol|in|del|e)ic)\sacids?)(?!\w)",
)
_ESTER: Final = re.compile(
    rf"(?<![\w-])[A-Za-z][a-z]{{5,}}{DASH}\d{{1,2}}{DASH}(?:O{DASH})?"
    r"(?:acetate|sulfate|phosphate|glucoside|rhamnoside|rutinoside|palmitate)(?!\w)"
)
"""An ester of a compound that no list has: "flaccidoxide-13-acetate"."""
_ESTER_NEEDLES: Final = ("-acetate", "fate", "osphate", "oside", "itate")
_GIBBERELLIN: Final = re.compile(r"(?<![\w-])GA(?P<number>\d{1,3})(?!\w)")
_POLY_IC: Final = re.compile(r"(?<!\w)[Pp]oly\s?\(?\s?I:C\)?")
_PAIR_NEEDLES: Final = ("yl ", "ic acid")
_CLASS_ENDINGS: Final = tuple(
    f"{ending}{plural}"
    for ending in (
        *("phospholipid", "sphingolipid", "glycolipid", "ceramide", "terpenoid", "terpene"),
        *("flavonoid", "alkaloid", "saponin", "flavone", "flavonol", "quinone", "catechin"),
        *("anthocyanin", "chalcone", "coumarin", "xanthone", "stilbene", "sterol", "glucoside"),
        *("glucuronide", "glycoside", "rhamnoside", "galactoside", "sulfoxide", "sulfone"),
        *("lignan", "limonoid", "oxylipin", "phytoalexin", "glucosinolate", "iridoid"),
        *("strigolactone", "gibberellin", "brassinosteroid", "cytokinin", "carotenoid"),
        *("polyphenol", "glyceride", "glycerol", "eicosanoid", "prenol", "pyrophosphate"),
        *("isothiocyanate", "thiocyanate", "nitrosamine", "porphyrin", "diene", "triene"),
    )
    for plural in ("", "s")
)
_CLASS_TAILS: Final = frozenset(ending[-4:] for ending in _CLASS_ENDINGS)
_LETTERED: Final = re.compile(r"[A-H][a-h1-9]")
_CLASS_BEFORE: Final = ("oid", "terpene", "indole")
"""Endings of words that narrow a class: "monoterpene indole alkaloid"."""

_NUMBERED: Final = re.compile(
    r"(?<![\w-])(?:[Cc](?:om)?pd|[Cc]mpd|[Cc]ompound)\.?\s(?:\d{1,3}[a-z]?|[A-Z]\d?)(?![\w.%-])"
)
_EXTRACT: Final = re.compile(
    r"(?<!\w)(?P<plant>[A-Z](?:[a-z]{3,}|\.)\s[a-z]{4,})\s"
    r"(?:(?:(?:hydro|aque|meth|eth|alcohol)[a-z]+|leaf|leaves|root|seed|fruit|bark|crude)\s){0,3}"
    r"extracts?(?!\w)"
)
_RADICAL: Final = re.compile(
    r"(?<!\w)(?:(?P<superoxide>O2(?:[•·∙⋅.]\s?[-−–]|[-−–]\s?[•·∙⋅]?))"
    r"|(?P<peroxynitrite>(?:ONOO|OONO)[-−–])|(?P<hydroxyl_radical>[•·∙⋅]OH|OH[•·∙⋅]))(?![\w-])"
)
_METALS: Final = {
    "V": "vanadium",
    "Sb": "antimony",
    "As": "arsenic",
    "La": "lanthanum",
    "Ba": "barium",
    "Hg": "mercury",
    "Cr": "chromium",
    "Co": "cobalt",
    "Ni": "nickel",
    "Pb": "lead",
    "Gd": "gadolinium",
    "Al": "aluminium",
    "Tl": "thallium",
    "Se": "selenium",
    "Sr": "strontium",
    "Mn": "manganese",
    "Fe": "iron",
    "Cu": "copper",
    "Cd": "cadmium",
    "Pt": "platinum",
}
_ION: Final = re.compile(
    rf"(?<![\w(])(?P<metal>{'|'.join(_METALS)})(?:\((?:[1-6]\+|I{{1,3}}|IV|VI?)\)|[23]\+)(?!\w)"
)
_NITRIC: Final = re.compile(r"(?<![\w.])NO(?![\w.'’]|\s[A-Z]{2,}\b\s[A-Z]{2,})")
_BEFORE_NO: Final = re.compile(r"\b[A-Z]{3,}\s[A-Z]{2,}\s$")


def find_open_chemicals(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find chemicals that only their form shows.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: For names known without their locant.
    """
    text = view.text
    if _NEEDLE.search(text):
        for match in _SYSTEMATIC.finditer(text):
            name = match.group()
            whole = name.count("(") == name.count(")") and not _ONLY_LOCANT.fullmatch(name)
            if whole and not _NO_CHEMICAL.fullmatch(name):
                yield chemical_mention(view, *match.span(), grounder)
    if "I:C" in text:
        for match in _POLY_IC.finditer(text):
            yield chemical_mention(view, *match.span(), grounder)
    yield from _esters(view, grounder)
    if "ibberell" in text:  # gibberellins, gibberellic acid
        for match in _GIBBERELLIN.finditer(text):
            start, end = view.tokens(*match.span())
            label = f"gibberellin A{match['number']}"
            yield MentionSpan(start, end, "Chemical", label, None, PATTERN, 0.9)
    yield from _classes(view, grounder)
    yield from find_codes(view, named, grounder)
    yield from _ions(view, grounder)
    yield from _preparations(view)
    for match in _RADICAL.finditer(text) if "O2" in text or "ONO" in text or "OH" in text else ():
        yield _radical(view, match, grounder)
    if "NO" in text:
        yield from _nitric_oxide(view, grounder)


def _esters(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find compounds of two words, and such as are joined to an acid: "manoyl oxide"."""
    for needles, form in ((_ESTER_NEEDLES, _ESTER), (_PAIR_NEEDLES, _PAIRS)):
        if any(needle in view.text for needle in needles):
            for match in form.finditer(view.text):
                yield chemical_mention(view, *match.span(), grounder)


def _classes(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find words for classes of chemicals with the words that narrow them."""
    words = view.words
    for token, word in enumerate(words):
        if word[-4:] in _CLASS_TAILS and word.endswith(_CLASS_ENDINGS) and not word.isupper():
            start = token
            while start > 0 and words[start - 1].endswith(_CLASS_BEFORE) and view.spaced(start - 1):
                start -= 1
            end = token + 1 + _has_letter(view, token + 1)
            yield chemical_mention(view, view.starts[start], view.ends[end - 1], grounder)


def _has_letter(view: TextView, token: int) -> bool:
    """Whether a letter behind a class makes the name of one of it: "licochalcone A markedly"."""
    if token + 1 >= len(view.words) or not view.spaced(token - 1):
        return False
    letter, after = view.words[token], view.words[token + 1]
    if len(letter) == 2:
        return _LETTERED.fullmatch(letter) is not None
    return letter in "ABCDEFGH" and len(letter) == 1 and after.isalpha() and after.islower()


def _preparations(view: TextView) -> Iterator[MentionSpan]:
    """Find what a paper numbers or extracts: "compound 4", "Zataria multiflora extract"."""
    if view.has_any(("compound ", "cpd ", "cpd. ", "cmpd ", "compd ")):
        for match in _NUMBERED.finditer(view.text):
            start, end = view.tokens(*match.span())
            yield MentionSpan(start, end, "Drug", match.group().lower(), None, PATTERN, _SCORE)
    if "extract" in view.lower:
        for match in _EXTRACT.finditer(view.text):
            start, end = view.tokens(*match.span())
            label = f"{match['plant'].lower()} extract"
            yield MentionSpan(start, end, "Drug", label, None, PATTERN, _SCORE)


def _radical(view: TextView, match: re.Match[str], grounder: Grounder) -> MentionSpan:
    """Return what a formula with a dot or a charge stands for: "O2•−" is superoxide."""
    start, end = view.tokens(*match.span())
    name = str(match.lastgroup).replace("_", " ")
    known = grounder.ground_as(name, _TYPES)
    return MentionSpan(start, end, "Chemical", name, known.term.id if known else None, PATTERN, 0.9)


def _ions(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find metals with their charge or valence: "V(5+)", "Sb(III)"."""
    for match in _ION.finditer(view.text) if "+" in view.text or "I)" in view.text else ():
        name = _METALS[match["metal"]]
        known = grounder.ground_as(name, _TYPES)
        start, end = view.tokens(*match.span())
        curie = known.term.id if known else None
        yield MentionSpan(start, end, "Chemical", name, curie, PATTERN, 0.9)


def _nitric_oxide(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find the capital "NO" that is nitric oxide, but for headings in capitals."""
    for match in _NITRIC.finditer(view.text):
        if not _BEFORE_NO.search(view.text, max(0, match.start() - 20), match.start()):
            known = grounder.ground_as("nitric oxide", _TYPES)
            curie = known.term.id if known else None
            start, end = view.tokens(*match.span())
            yield MentionSpan(start, end, "Chemical", "nitric oxide", curie, PATTERN, 0.9)


def chemical_mention(
    view: TextView, start_char: int, end_char: int, grounder: Grounder
) -> MentionSpan:
    """Return the chemical at half-open character offsets, by its known name where there is one."""
    start, end = view.tokens(start_char, end_char)
    name = view.text[start_char:end_char]
    singular = next((s for s in singulars(name) if not name.endswith("ss")), name)
    for spelling in (singular, name, singular.replace("pyrophosphate", "diphosphate")):
        known = grounder.ground_as(spelling, _TYPES)
        if known is not None:
            term = known.term
            return MentionSpan(start, end, term.type, term.label, term.id, PATTERN, known.score)
    label = singular[0].lower() + singular[1:] if singular[1:2].islower() else singular
    return MentionSpan(start, end, "Chemical", label.replace("- ", "-"), None, PATTERN, _SCORE)
