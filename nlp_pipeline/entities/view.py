"""What the patterns read of a Doc, taken out of it once.

Going over a Doc's tokens makes a Python object for each, which costs more than most patterns do.
They read these lists instead, which are made from the Doc's arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import add
from typing import Final, TypeVar

from spacy.attrs import IDX
from spacy.tokens import Doc

from nlp_pipeline.text.strings import text_of, words_of

_REMEMBERED: Final = 1 << 16
_Value = TypeVar("_Value")


class Memo(dict[str, _Value]):
    """What a function says of texts, worked out once for each; forgets all when it is full.

    To look into it costs half of what a call of a function with ``lru_cache`` does: it is for what
    is asked of every word.
    """

    def __init__(self, function: Callable[[str], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> _Value:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[text] = self._function(text)
        return value


@dataclass(frozen=True, slots=True)
class TextView:
    """Text and tokens of a Doc.

    Attributes:
        text: The text of the Doc.
        lower: The same in lower case, to see at once whether a pattern's letters occur; its
            offsets may differ.
        words: Text of each token.
        starts, ends: Half-open character offsets of each token.
    """

    text: str
    lower: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc) -> TextView:
        """Take the view of a Doc."""
        words, text = words_of(doc), text_of(doc)
        starts = tuple(doc.to_array(IDX).tolist())
        ends = tuple(map(add, starts, map(len, words)))
        return cls(text, text.lower(), words, starts, ends)

    def has_any(self, needles: tuple[str, ...]) -> bool:
        """Whether one of some lower-case texts occurs; cheaper than a search for a pattern."""
        lower = self.lower
        return any(needle in lower for needle in needles)

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
