"""Decides whether a hyphen at a line end belongs to the word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_PREFIX = re.compile(
    r"anti|pro|pre|post|non|self|cross|low|high|long|short|well|wild|half|ex|all|multi|poly|micro"
    r"|nano|semi|quasi|pan|first|second|third|one|two|three|four|five|ten"
)
"""First parts that keep their hyphen where nothing in the document says otherwise."""

_SUFFIX = re.compile(
    r"mediated|(?:in)?dependent|induced|inducing|resistant|sensitive|driven|like|type|based"
    r"|specific|free|positive|negative|associated|target(?:ed|ing)|related|bound|binding"
    r"|containing|deficient|derived|(?:in)?activated|treated|(?:over)?express(?:ed|ing)|terminal"
    r"|damaging|throughput|regulated|stimulated|inhibiting|promoting|linked|coupled|conjugated"
    r"|null|rich|fold|lines?|cells?|compromised|responsive(?:ness)?|refractory|mutant|competent"
    r"|blocking"
)
"""Second parts that keep the hyphen before them."""

_SPLIT_WORD = re.compile(r"\w+[-\u00ad\u2010]\s*?[\r\n]\s*\w+")
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"(?<![\w-])\w+(?:[-\u2010\u2011]\w+)+")


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each word and each pair joined by a hyphen stands unbroken in a document.

    Attributes:
        words: Lower-case word to count; the parts of a compound count as words too.
        pairs: Lower-case ``left-right`` to count.
    """

    words: Mapping[str, int]
    pairs: Mapping[str, int]

    @classmethod
    def from_text(cls, text: str) -> WordCounts:
        """Count a document; words that a line end splits are left out."""
        whole = _SPLIT_WORD.sub(" ", text).lower()
        pairs: Counter[str] = Counter()
        for compound in _COMPOUND.findall(whole):
            parts = _WORD.findall(compound)
            pairs.update(f"{a}-{b}" for a, b in pairwise(parts))
        return cls(words=Counter(_WORD.findall(whole)), pairs=pairs)

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Return whether ``left-`` at a line end and ``right`` on the next keep the hyphen.

        What the document writes elsewhere decides; then capitals and digits, known prefixes and
        suffixes, and last whether both parts are words of their own.

        Examples:
            >>> counts = WordCounts.from_text("Trastuzumab blocks pre-clinical growth")
            >>> counts.keeps_hyphen("trastuz", "umab"), counts.keeps_hyphen("pre", "clinical")
            (False, True)
            >>> counts.keeps_hyphen("Roche", "Genentech"), counts.keeps_hyphen("p27kip1", "arm")
            (True, True)
        """
        first, second = left.lower(), right.lower()
        joined = self.words.get(first + second, 0)
        paired = self.pairs.get(f"{first}-{second}", 0)
        if joined != paired:
            return paired > joined
        if not second[0].isalpha() or right[0].isupper():
            return True
        if len(left) < 2 or any(char.isdigit() for char in left) or left[1:] != first[1:]:
            return True
        if _PREFIX.fullmatch(first) or _SUFFIX.fullmatch(second):
            return True
        return min(len(first), len(second)) > 2 and first in self.words and second in self.words
