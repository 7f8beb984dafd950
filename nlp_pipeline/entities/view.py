"""What the patterns read of a Doc, taken out of it once.

Going over a Doc's tokens makes a Python object for each; a dozen patterns would do so a dozen
times. They read these lists instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class TextView:
    """Text and tokens of a Doc.

    Attributes:
        text: The text of the Doc.
        words: Text of each token.
        starts, ends: Half-open character offsets of each token.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc) -> TextView:
        """Take the view of a Doc."""
        words: list[str] = []
        starts: list[int] = []
        for token in doc:
            words.append(token.text)
            starts.append(token.idx)
        ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
        return cls(doc.text, tuple(words), tuple(starts), ends)

    def surface(self, start_token: int, end_token: int) -> str:
        """Return the text of a non-empty token span."""
        return self.text[self.starts[start_token] : self.ends[end_token - 1]]

    def spaced(self, token: int) -> bool:
        """Whether a space or the end of the text follows a token."""
        return token + 1 >= len(self.words) or self.starts[token + 1] > self.ends[token]

    def tokens(self, start_char: int, end_char: int) -> tuple[int, int]:
        """Return the half-open span of the tokens that a stretch of characters touches."""
        start = bisect_right(self.ends, start_char)
        return start, max(start, bisect_left(self.starts, end_char))
