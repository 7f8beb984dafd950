"""Names of the lexicon in a text: every window of tokens whose key the lexicon knows.

The key of a span is the keys of its tokens put together, so a window grows token by token and is
given up as soon as no name starts that way. What was found out on the way is kept as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import LexiconLike
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

MAX_TOKENS: Final = 18
"""Longest window: "phosphatidylinositol (3,4,5)-trisphosphate" counts each mark."""

_REMEMBERED: Final = 1 << 17
"""Beginnings of names that are kept in memory, about 30 MB."""
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
    ("isation", "ization"),
    ("remodelling", "remodeling"),
    ("fibre", "fiber"),
    ("ischaem", "ischem"),
    ("ageing", "aging"),
    ("behaviour", "behavior"),
    ("oesophag", "esophag"),
    ("sulph", "sulf"),
    ("diarrhoea", "diarrhea"),
    ("foetal", "fetal"),
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


_SEVERAL: Final = re.compile(r"[A-Z]{2,3}[A-QS-Z]")
"""Short forms that rather mean cells or compounds in the plural ("GSCs"); receptors do not."""


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


class _Node:
    """Some tokens that a name may begin with.

    Attributes:
        key: Their keys, put together.
        goes_on: Whether names begin so; else they may only be a plural.
        terms: What they name as they stand.
        following: What they are with one token more, by its key; None where no name begins so.
    """

    __slots__ = ("following", "goes_on", "key", "terms")

    def __init__(self, key: str, goes_on: bool, terms: tuple[Term, ...]) -> None:
        self.key, self.goes_on, self.terms = key, goes_on, terms
        self.following: dict[str, _Node | None] = {}


@dataclass(frozen=True, slots=True)
class _First:
    """What a word is where a name may begin, and what it names alone: its text and terms.

    A plural is given in the singular.
    """

    node: _Node
    names: tuple[tuple[str, tuple[Term, ...]], ...]


class LexiconMatcher:
    """Finds the lexicon's names in Docs; keeps what it has looked up.

    Args:
        lexicon: Where names are looked up.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self._has_prefix = lexicon.has_prefix
        self._pieces = Memo(_piece)
        self._terms = Memo(lexicon.find_terms)
        self._firsts = Memo(self._read_first)
        self._nodes = 0

    def find_hits(self, view: TextView) -> list[LexiconHit]:
        """Return every window that the lexicon knows, shorter ones inside longer ones too."""
        texts = view.words
        pieces = list(map(self._pieces.__getitem__, texts))
        hits: list[LexiconHit] = []
        for start, first in enumerate(map(self._firsts.__getitem__, texts)):
            if first is not None:
                hits += [LexiconHit(start, start + 1, *name) for name in first.names]
                if first.node.goes_on:
                    self._add_longer(view, pieces, start, first.node, hits)
        return hits

    def _read_first(self, text: str) -> _First | None:
        """Tell what a word is at the start of a name; None where none starts so."""
        key = self._pieces[text]
        if not key or text.lower() in _FUNCTION_WORDS or text in _POSSESSIVE:
            return None
        node = self._node(key)
        names = () if node is None else tuple(self._names(text, node))
        return None if node is None or not (node.goes_on or names) else _First(node, names)

    def _node(self, key: str) -> _Node | None:
        """Return what tokens of a key are; None where they begin no name and are no plural."""
        goes_on = self._has_prefix(key)
        if not goes_on and key[-1] != "s":
            return None
        self._nodes += 1
        if self._nodes > _REMEMBERED:
            self._firsts.clear()
            self._nodes = 0
        return _Node(key, goes_on, self._terms[key] if goes_on else ())

    def _add_longer(
        self,
        view: TextView,
        pieces: list[str | None],
        start: int,
        node: _Node,
        hits: list[LexiconHit],
    ) -> None:
        """Add the names of several tokens whose first is a node."""
        texts = view.words
        depth = 0
        for end in range(start + 1, min(start + MAX_TOKENS, len(texts))):
            piece = pieces[end]
            text = texts[end]
            if piece is None or (text == "," and view.spaced(end)):
                return
            if piece:
                known = node.following
                found = known[piece] if piece in known else self._follow(node, piece)
                if found is None:
                    return
                node = found
            else:
                depth += (text in _OPENING) - (text in _CLOSING)
                if depth < 0:
                    return
                if depth or text not in _CLOSING:
                    continue
            if not depth and text not in _FUNCTION_WORDS and text not in _POSSESSIVE:
                names = self._names(view.surface(start, end + 1), node)
                hits.extend(LexiconHit(start, end + 1, *name) for name in names)
            if not node.goes_on:
                return

    def _follow(self, node: _Node, piece: str) -> _Node | None:
        """Work out what tokens are with one more."""
        found = node.following[piece] = self._node(node.key + piece)
        return found

    def _names(self, surface: str, node: _Node) -> Iterator[tuple[str, tuple[Term, ...]]]:
        """Yield what a window may name, as it stands and in the singular.

        MeSH's own plural does not hide the singular of another vocabulary: "Smad proteins" are
        SMAD.
        """
        if node.terms:
            yield surface, node.terms
        if node.key[-1] != "s" or (node.terms and node.terms[0].source != "mesh"):
            return
        for singular in singulars(surface):
            terms = self._terms[name_key(singular)]
            if _SEVERAL.fullmatch(singular):
                terms = tuple([term for term in terms if not _is_one_gene(term)])
            if terms:
                yield singular, terms
                return


def _is_one_gene(term: Term) -> bool:
    """Whether a name stands for one gene, of which there are not several: "PICs" is no PIC."""
    return term.type == "Gene" and term.status != "curated"


def _piece(text: str) -> str | None:
    """Return the key of a token; empty for marks inside a name, None where names end."""
    if text in _STOPS or text.isspace():
        return None
    piece = name_key(text)
    for british, american in _AMERICAN:
        piece = piece.replace(british, american)
    return piece
