"""Names of the lexicon in a text: every window of tokens whose key the lexicon knows.

The key of a span is the keys of its tokens put together, so a window grows by one string
concatenation per token and is given up as soon as no name starts that way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import LexiconLike
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

MAX_TOKENS: Final = 18
"""Longest window: "phosphatidylinositol (3,4,5)-trisphosphate" counts each mark."""

_CACHED: Final = 1 << 18
_STOPS: Final = frozenset({".", ";", ":", "?", "!", "…", "'s", "’s", "|", "\u2022"})
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


class LexiconMatcher:
    """Finds the lexicon's names in Docs; keeps what it has looked up.

    Args:
        lexicon: Where names are looked up.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self._lexicon = lexicon
        self._pieces: dict[str, str | None] = {}
        self._terms: dict[str, tuple[Term, ...]] = {}
        self._prefixes: dict[str, bool] = {}

    def find_hits(self, view: TextView) -> list[LexiconHit]:
        """Return every window that the lexicon knows, shorter ones inside longer ones too."""
        texts = view.words
        pieces = [self._piece(text) for text in texts]
        hits: list[LexiconHit] = []
        for start, piece in enumerate(pieces):
            if piece and texts[start].lower() not in _FUNCTION_WORDS:
                hits.extend(self._from(view, pieces, start))
        return hits

    def _from(self, view: TextView, pieces: list[str | None], start: int) -> Iterator[LexiconHit]:
        texts = view.words
        key = ""
        depth = 0
        for end in range(start, min(start + MAX_TOKENS, len(texts))):
            piece = pieces[end]
            if piece is None or (texts[end] == "," and view.spaced(end)):
                return
            depth += (texts[end] in _OPENING) - (texts[end] in _CLOSING)
            if depth < 0:
                return
            if not piece and not (key and depth == 0 and texts[end] in _CLOSING):
                continue
            key += piece
            if depth == 0 and texts[end] not in _FUNCTION_WORDS:
                yield from self._hit(view, start, end + 1, key)
            if not self._may_go_on(key):
                return

    def _hit(self, view: TextView, start: int, end: int, key: str) -> Iterator[LexiconHit]:
        terms = self._find(key)
        if terms:
            yield LexiconHit(start, end, view.surface(start, end), terms)
        elif key.endswith("s"):
            for singular in singulars(view.surface(start, end)):
                terms = self._find(name_key(singular))
                if terms:
                    yield LexiconHit(start, end, singular, terms)
                    return

    def _find(self, key: str) -> tuple[Term, ...]:
        terms = self._terms.get(key)
        if terms is None:
            if len(self._terms) > _CACHED:
                self._terms.clear()
            terms = self._terms[key] = self._lexicon.find_terms(key)
        return terms

    def _may_go_on(self, key: str) -> bool:
        known = self._prefixes.get(key)
        if known is None:
            if len(self._prefixes) > _CACHED:
                self._prefixes.clear()
            known = self._prefixes[key] = self._lexicon.has_prefix(key)
        return known

    def _piece(self, text: str) -> str | None:
        """Return the key of a token; empty for marks inside a name, None where names end."""
        if text in self._pieces:
            return self._pieces[text]
        piece = None if text in _STOPS or text.isspace() else name_key(text)
        if piece:
            for british, american in _AMERICAN:
                piece = piece.replace(british, american)
        if len(self._pieces) > _CACHED:
            self._pieces.clear()
        self._pieces[text] = piece
        return piece
