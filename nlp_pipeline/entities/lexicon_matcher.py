"""Names of the lexicon in a text: every window of tokens whose key the lexicon knows.

The key of a span is the keys of its tokens put together, so a window grows by one string
concatenation per token and is given up as soon as no name starts that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import LexiconLike
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

MAX_TOKENS: Final = 18
"""Longest window: "phosphatidylinositol (3,4,5)-trisphosphate" counts each mark."""

_CACHED: Final = 1 << 16
"""Texts that each memory holds: a tenth of a microsecond against one for asking the lexicon."""

_Value = TypeVar("_Value")
_STOPS: Final = frozenset({".", ";", ":", "?", "!", "…", "|", "\u2022"})
_POSSESSIVE: Final = frozenset({"'s", "’s"})
"""Inside a name they may stand ("Alzheimer's disease"), at its end not."""
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_AMERICAN: Final = (
    ("signalling", "signaling"),
    ("tumour", "tumor"),
    ("oestr", "estr"),
    ("leukaem", "leukem"),
    ("anaem", "anem"),
    ("haem", "hem"),
    ("oedema", "edema"),
)
_FUNCTION_WORDS: Final = frozenset(
    {
        *("a", "an", "the", "of", "and", "or", "in", "on", "at", "by", "to", "for", "from", "with"),
        *("as", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "these"),
        *("those", "which", "who", "whose", "we", "our", "their", "they", "he", "she", "but"),
        *("not", "no", "nor", "than", "then", "so", "such", "via", "also", "may", "can", "could"),
        *("might", "has", "have", "had", "do", "does", "did", "into", "onto", "both", "either"),
        *("neither", "all", "each", "any", "some", "other", "another", "between", "within"),
        *("during", "after", "before", "upon", "through", "under", "over", "more", "most", "less"),
        *("very", "if", "when", "where", "while", "whereas", "thus", "hence", "however"),
        *("therefore", "because", "since", "although"),
    }
)
"""Names neither begin nor end with them in running text, whatever the vocabularies list."""


@dataclass(frozen=True, slots=True)
class LexiconHit:
    """A half-open token span, its text (a plural in the singular) and what that may name."""

    start_token: int
    end_token: int
    surface: str
    terms: tuple[Term, ...]


def singulars(name: str) -> tuple[str, ...]:
    """Return what a name may be the plural of, likeliest first; empty where it is none.

    Examples:
        >>> singulars("integrins"), singulars("therapies"), singulars("metastases")
        (('integrin',), ('therapy', 'therapie'), ('metastase', 'metastasis', 'metastas'))
        >>> singulars("EGFRs"), singulars("stress"), singulars("Ras")
        (('EGFR',), (), ())
    """
    if len(name) < 4 or not name.endswith("s") or name.endswith(("ss", "us", "is")):
        return ()
    if name.endswith("ies"):
        return (f"{name[:-3]}y", name[:-1])
    if name.endswith("ses") and len(name) > 6:
        return (name[:-1], f"{name[:-2]}is", name[:-2])
    if name.endswith(("xes", "ches", "shes")):
        return (name[:-2], name[:-1])
    return (name[:-1],)


class _Memo(dict[str, _Value]):
    """What a function says of texts, worked out once for each; forgets all when it is full."""

    def __init__(self, function: Callable[[str], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> _Value:
        if len(self) >= _CACHED:
            self.clear()
        value = self[text] = self._function(text)
        return value


class LexiconMatcher:
    """Finds the lexicon's names in Docs; keeps what it has looked up.

    Args:
        lexicon: Where names are looked up.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self._pieces = _Memo(_piece)
        self._terms = _Memo(lexicon.find_terms)
        self._goes_on = _Memo(lexicon.has_prefix)
        self._starts = _Memo(self._can_start)

    def find_hits(self, view: TextView) -> list[LexiconHit]:
        """Return every window that the lexicon knows, shorter ones inside longer ones too."""
        texts = view.words
        pieces = [self._pieces[text] for text in texts]
        starts = self._starts
        hits: list[LexiconHit] = []
        for start, text in enumerate(texts):
            if starts[text]:
                self._add_from(view, pieces, start, hits)
        return hits

    def _can_start(self, text: str) -> bool:
        """Whether a word is a name or may be the first of one."""
        piece = self._pieces[text]
        if not piece or text.lower() in _FUNCTION_WORDS or text in _POSSESSIVE:
            return False
        return self._goes_on[piece] or any(self._terms[name_key(s)] for s in singulars(text))

    def _add_from(
        self, view: TextView, pieces: list[str | None], start: int, hits: list[LexiconHit]
    ) -> None:
        texts = view.words
        key = ""
        depth = 0
        for end in range(start, min(start + MAX_TOKENS, len(texts))):
            piece = pieces[end]
            text = texts[end]
            if piece is None or (text == "," and view.spaced(end)):
                return
            if not piece:
                depth += (text in _OPENING) - (text in _CLOSING)
                if depth < 0:
                    return
                if not (key and depth == 0 and text in _CLOSING):
                    continue
            key += piece
            goes_on = self._goes_on[key]
            # What begins no name of the lexicon is none, but may be the plural of one.
            named = (goes_on or key[-1] == "s") and depth == 0
            if named and text not in _FUNCTION_WORDS and text not in _POSSESSIVE:
                hits.extend(self._find(view, start, end + 1, key))
            if not goes_on:
                return

    def _find(self, view: TextView, start: int, end: int, key: str) -> Iterator[LexiconHit]:
        """Yield what a window may name, as it stands and in the singular.

        MeSH's own plural does not hide the singular of another vocabulary: "Smad proteins" are
        SMAD.
        """
        terms = self._terms[key]
        if terms:
            yield LexiconHit(start, end, view.surface(start, end), terms)
        if terms and terms[0].source != "mesh":
            return
        for singular in singulars(view.surface(start, end)) if key[-1] == "s" else ():
            terms = self._terms[name_key(singular)]
            if terms:
                yield LexiconHit(start, end, singular, terms)
                return


def _piece(text: str) -> str | None:
    """Return the key of a token; empty for marks inside a name, None where names end."""
    if text in _STOPS or text.isspace():
        return None
    piece = name_key(text)
    for british, american in _AMERICAN:
        piece = piece.replace(british, american)
    return piece
