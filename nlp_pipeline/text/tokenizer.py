"""Tokenization of biomedical text, in the manner of the CRAFT treebank.

Every hyphen, dash, slash and arrow is a token of its own ("p27-mediated" is three tokens), so that
a name never hides inside a longer token; the exceptions are CRAFT's: a bound prefix
("anti-inflammatory", "co-expressed"), "2-fold" and "X-ray". Numbers, ions ("Ca2+"),
abbreviations with a full stop and addresses stay whole. Missing blanks after a full stop are
understood ("signaling.In").

The result is spaCy's own Tokenizer with patterns of ours, so it is saved with a pipeline.

Measured on the CRAFT dev articles (2026-11-21): see ``models/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry
from spacy.vocab import Vocab

TOKENIZER: Final = "nlp_pipeline.biomedical_tokenizer.v1"

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"
ARROWS: Final = "→←↔⇒⇐⇔⟶⟵⟷⟹↑↓⊣⊢⊥➔➝➞➜↦┤├⇑⇓⇌⇄"
_OPEN: Final = r"\(\[\{<⟨«“‘„`"
_CLOSE: Final = r"\)\]\}>⟩»”"
_SIGNS: Final = "=≈≡≤≥≦≧∼~±×÷·•∙⋅*†‡§¶|…#%&$£€@^‖□■▪▵△▲▼◆●○★∗∞√°"
_PRIMES: Final = "′″'’\"ʹ´"

BOUND_PREFIXES: Final = (
    "anti", "non", "co", "pre", "post", "multi", "over", "re", "sub", "inter", "mid", "pro", "pan",
    "pseudo", "semi", "mis", "intra", "de", "un", "counter", "extra", "peri", "homo", "hetero",
    "cross", "mal", "cryo", "immuno", "micro", "di",
)  # fmt: skip
"""Prefixes that CRAFT leaves on their word, each in lower case or capitalised."""

NAME_PREFIXES: Final = ("anti", "Anti", "pan", "Pan", "pre", "Pre", "pro", "Pro")
"""Of these, the ones that we split off a name ("anti-EGFR"), so that the name is a token; CRAFT
does not."""

ABBREVIATIONS: Final = (
    "Fig.", "fig.", "Figs.", "figs.", "FIG.", "al.", "e.g.", "i.e.", "vs.", "Vs.", "cf.", "ca.",
    "approx.", "etc.", "resp.", "viz.", "No.", "Nos.", "Ref.", "ref.", "Refs.",
    "refs.", "Eq.", "Eqs.", "Tab.", "Suppl.", "suppl.", "Supp.", "Dr.", "Drs.", "Prof.", "Mr.",
    "Mrs.", "Ms.", "St.", "Inc.", "Ltd.", "Co.", "Corp.", "spp.", "sp.", "var.", "subsp.", "Ph.D.",
    "M.D.", "U.S.", "U.K.", "U.S.A.", "a.m.", "p.m.", "i.p.", "i.v.", "s.c.", "p.o.", "S.D.",
    "s.d.", "S.E.", "s.e.", "s.e.m.", "S.E.M.", "d.f.", "n.s.", "h.p.f.", "vol.", "Vol.",
    "pp.", "eds.", "esp.", "incl.", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.",
    "Dec.",
)  # fmt: skip

_ADDRESS: Final = re.compile(r"(?:(?:https?|ftp)://|www\.)\S*[\w/]\Z|10\.\d{4,}/\S*\w\Z")
_CITING: Final = r"(?<=[A-Za-z]{3})(?<!Fig)(?<!fig)(?<!Figs)(?<!Ref)"
"""What may stand before a full stop to which the number of a citation is glued."""
_GLUED: Final = ("pathway", "pathways", "signaling", "signalling")
_ENCLITICS: Final = ("'s", "’s", "'S", "’S", "′s")

IONS: Final = (
    "Ca2", "Na", "Zn2", "Mg2", "Fe2", "Fe3", "Cu2", "Mn2", "Ni2", "Co2", "Li", "NAD", "NADP",
)  # fmt: skip
"""Ions of more than one letter, without their plus sign."""


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """Build the tokenizer over a vocabulary.

    Args:
        vocab: Vocabulary of the pipeline that the tokenizer is for.

    Returns:
        spaCy's Tokenizer; empty text gives an empty Doc, and text is never changed.
    """
    return Tokenizer(
        vocab,
        rules=_special_cases(),
        prefix_search=_Cuts(compile_prefix_regex(_prefixes()), _begins_plain).search,
        suffix_search=_Cuts(compile_suffix_regex(_suffixes()), _is_plain).search,
        infix_finditer=_Cuts(compile_infix_regex(_infixes()), _is_whole).finditer,
        url_match=_ADDRESS.match,
    )


class _Cuts:
    """Where words are cut: a pattern, and which words it need not be tried on, as most are plain.

    Args:
        regex: The pattern.
        spares: Whether it cannot match a word.
    """

    def __init__(self, regex: re.Pattern[str], spares: Callable[[str], bool]) -> None:
        self.pattern = regex.pattern  # what spaCy writes to disk
        self._regex, self._spares = regex, spares

    def search(self, word: str) -> re.Match[str] | None:
        """Return the first match."""
        return None if self._spares(word) else self._regex.search(word)

    def finditer(self, word: str) -> Iterator[re.Match[str]]:
        """Return all matches."""
        return iter(()) if self._spares(word) else self._regex.finditer(word)


def _is_plain(word: str) -> bool:
    """Whether a word has ASCII letters and digits alone; no prefix or suffix consists of them."""
    return word.isascii() and word.isalnum()


def _begins_plain(word: str) -> bool:
    return _is_plain(word[:1])


def _is_whole(word: str) -> bool:
    """Whether a plain word has no other glued to its end: "ERKpathway"."""
    return _is_plain(word) and not word.endswith(_GLUED)


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_biomedical_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return the factory that a pipeline's configuration names."""

    def make(nlp: Language) -> Tokenizer:
        return build_tokenizer(nlp.vocab)

    return make


def _special_cases() -> dict[str, list[dict[int, str]]]:
    ions = [f"{element}+" for element in (*IONS, "H", "K")]
    others = ("X-ray", "x-ray", "X-rays", "°C")
    cases = {word: [{ORTH: word}] for word in (*ABBREVIATIONS, *ions, *others)}
    for start, end, norm in (
        ("ca", "n't", "can"), ("does", "n't", "does"), ("do", "n't", "do"), ("did", "n't", "did"),
        ("is", "n't", "is"), ("are", "n't", "are"), ("was", "n't", "was"),
    ):  # fmt: skip
        cases[start + end] = [{ORTH: start, NORM: norm}, {ORTH: end, NORM: "not"}]
    cases["cannot"] = [{ORTH: "can"}, {ORTH: "not"}]
    return cases


def _prefixes() -> list[str]:
    return [
        rf"[{_OPEN}{_CLOSE}]",
        rf"[{_PRIMES}]",
        rf"[{DASHES}]+",
        rf"[{ARROWS}]",
        r"\*+",
        rf"[{re.escape(_SIGNS)}]",
        r"\.\.\.+",
        r"[,;:!?/\\+]",
        r"\.(?!\d)",
    ]


def _suffixes() -> list[str]:
    return [
        *_ENCLITICS,
        rf"[{_OPEN}{_CLOSE}]",
        rf"[{_PRIMES}]",
        rf"[{DASHES}]+",
        rf"[{ARROWS}]",
        rf"[{re.escape(_SIGNS)}]",
        r"\.\.\.+",
        r"[,;:!?/\\™®©¤]",
        r"(?<=[^\W\d_][^\W\d_])\.",
        r"(?<=[\d" + re.escape(_CLOSE + _SIGNS + _PRIMES + "+™®") + r"])\.",
        r"(?<=\d[^\W\d_])\.",
        r"(?<=°[CF])\.",
        r"(?<=\d)°C",
        r"(?<=\d)[μµ][mMgl]",
        rf"{_not_after(IONS)}(?<=[^\W_]{{2}})\+",
    ]


def _infixes() -> list[str]:
    kept = _not_after([rf"\b{p}" for p in BOUND_PREFIXES])
    kept += _not_after([rf"\b{p.capitalize()}" for p in BOUND_PREFIXES])
    return [
        rf"{kept}[{DASHES}]+(?!fold\b)",
        rf"(?<=[A-Za-z])[{DASHES}]+(?=fold\b)",
        *(rf"(?<=\b{prefix})[{DASHES}](?=[A-Z\dα-ω]|miR)" for prefix in NAME_PREFIXES),
        rf"[{ARROWS}]",
        rf"[{_OPEN}{_CLOSE}]",
        rf"[{re.escape(_SIGNS)}]",
        rf"[{_PRIMES}](?=\W|$)",
        r"[\"“”]",
        r"[/\\:;!?]",
        r"\.\.\.+",
        r",(?!\d\d\d(?!\d))",
        r"(?<!\d),",
        rf"(?<=[\W_])\+|{_not_after(IONS)}\+(?=[\W_])",
        r"(?<=[a-z]{2})(?<!Fig)(?<!fig)(?<!Figs)(?<!Ref)\.(?=[\[(])",
        r"(?<=[a-z][a-z])\.(?=[A-Z][A-Za-z])",
        r"(?<=[A-Za-z][α-ω])\.(?=[A-Z][a-z]{2})",
        r"(?<=[a-zA-Z]\))\.(?=[A-Z][a-z])",
        r"(?<=[a-z]{3})\.(?=[A-H]$)",
        r"(?<=[A-Z\d]{3})\.(?=[A-Z]{3})",
        r"(?<=[\d+A-Z])(?:pathways?|signall?ing)$",
        rf"{_CITING}\.(?=\d{{1,3}}(?:[,{DASHES}]\d{{1,3}})*$)",
    ]


def _not_after(endings: Iterable[str]) -> str:
    return "".join(rf"(?<!{ending})" for ending in endings)
