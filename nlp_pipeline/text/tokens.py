"""The tokens of a parsed Doc as Python objects.

spaCy makes a new object whenever it is asked for a token, and a new string for most of its
attributes; the grammar asks for a dozen of them in each token of a sentence. Here they are made
once for a Doc. Attributes have spaCy's names and say what they say there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise, repeat
from typing import Any, Final, overload

from spacy.attrs import DEP, HEAD, IDX, LEMMA, LOWER, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc

from nlp_pipeline.text.strings import strings_of

_NAMES: Final = (ORTH, LOWER, LEMMA, TAG, DEP)
_NUMBERS: Final = [HEAD, IDX, SPACY, SENT_START]


class Token:
    """One token of a Doc, as :class:`spacy.tokens.Token`."""

    __slots__ = (
        *("doc", "sent", "i", "idx", "text", "whitespace_"),
        *("lower_", "lemma_", "tag_", "dep_", "head", "children"),
    )

    def __init__(
        self,
        doc: Tokens,
        i: int,
        idx: int,
        spaced: int,
        text: str,
        lower: str,
        lemma: str,
        tag: str,
        dep: str,
    ) -> None:
        self.doc = self.sent = doc
        self.i, self.idx, self.whitespace_ = i, idx, " " if spaced else ""
        self.text, self.lower_, self.lemma_, self.tag_, self.dep_ = text, lower, lemma, tag, dep
        self.head = self
        self.children: list[Token] = []

    @property
    def text_with_ws(self) -> str:
        """The text with the blank behind it."""
        return self.text + self.whitespace_

    @property
    def is_digit(self) -> bool:
        """Whether the text consists of digits."""
        return self.text.isdigit()

    @property
    def is_punct(self) -> bool:
        """Whether the text consists of punctuation."""
        return bool(self.doc.source[self.i].is_punct)

    @property
    def left_edge(self) -> Token:
        """The first token at or below it in the tree."""
        return self.doc[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last token at or below it in the tree."""
        return self.doc[self.doc.source[self.i].right_edge.i]

    @property
    def lefts(self) -> Iterator[Token]:
        """The children before it."""
        return (child for child in self.children if child.i < self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above it in the tree, the nearest first."""
        return (self.doc[token.i] for token in self.doc.source[self.i].ancestors)

    @property
    def subtree(self) -> Iterator[Token]:
        """The tokens at or below it in the tree, in text order."""
        return (self.doc[token.i] for token in self.doc.source[self.i].subtree)

    def nbor(self, distance: int = 1) -> Token:
        """Return the token so many places behind it, or before it.

        Raises:
            IndexError: There is none.
        """
        if self.i + distance < 0:
            msg = f"no token stands {-distance} places before '{self.text}'"
            raise IndexError(msg)
        return self.doc[self.i + distance]


class Tokens(Sequence[Token]):
    """Tokens in a row: those of a Doc, of a sentence or of a slice.

    Attributes:
        source: The Doc.
        start, end: Their half-open token span in it.

    Examples:
        >>> import spacy
        >>> tokens = Tokens.of(spacy.blank("en")("EGFR-mutant cells resist"))
        >>> tokens[1].lower_, tokens[:3].text, [token.i for token in tokens[-2:]]
        ('-', 'EGFR-mutant', [3, 4])
    """

    __slots__ = ("_tokens", "end", "source", "start")

    def __init__(self, source: Doc, tokens: list[Token], start: int = 0) -> None:
        self.source, self._tokens = source, tokens
        self.start, self.end = start, start + len(tokens)

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """Take the tokens of a Doc with what its parse says of them."""
        tokens: list[Token] = []
        every = cls(doc, tokens)
        numbers: Any = doc.to_array(_NUMBERS).astype("int64").T.tolist()
        heads, offsets, spaced, starts = numbers
        names = [strings_of(doc, attribute) for attribute in _NAMES]
        tokens += map(Token, repeat(every), count(), offsets, spaced, *names)
        every.end = len(tokens)
        for token, distance in zip(tokens, heads, strict=True):
            if distance:
                token.head = head = tokens[token.i + distance]
                head.children.append(token)
        bounds = [i for i, start in enumerate(starts) if start == 1 and i]
        for start, end in pairwise([0, *bounds, len(tokens)]):
            sentence = cls(doc, tokens[start:end], start)
            for token in sentence:
                token.sent = sentence
        return every

    @overload
    def __getitem__(self, key: int) -> Token: ...

    @overload
    def __getitem__(self, key: slice) -> Tokens: ...

    def __getitem__(self, key: int | slice) -> Token | Tokens:
        """Return a token or, for a slice, tokens."""
        if isinstance(key, int):
            return self._tokens[key]
        found = self._tokens[key]
        return Tokens(self.source, found, found[0].i if found else self.start)

    def __iter__(self) -> Iterator[Token]:
        """Go over the tokens."""
        return iter(self._tokens)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._tokens)

    def release(self) -> None:
        """Part tokens that nobody needs any more from each other.

        Their memory would wait for the search for cyclic garbage, which takes its time.
        """
        for token in self._tokens:
            del token.doc, token.sent, token.head, token.children

    @property
    def text(self) -> str:
        """Their text, without the blank behind the last."""
        tokens = self._tokens
        if not tokens:
            return ""
        return "".join([token.text + token.whitespace_ for token in tokens[:-1]]) + tokens[-1].text

    @property
    def text_with_ws(self) -> str:
        """Their text, with the blank behind the last."""
        return "".join([token.text + token.whitespace_ for token in self._tokens])
