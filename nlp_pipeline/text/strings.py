"""The text of a Doc and of its tokens as Python strings.

spaCy keeps texts as numbers and makes a new string whenever it is asked for one: half a
microsecond for each token, each time. Here a word is one string wherever it stands, which also
makes it quicker to look up.
"""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

_REMEMBERED: Final = 1 << 17
"""Words that are kept in memory, about 15 MB."""
_WORDS: Final[dict[int, str]] = {}
"""Words by the numbers that spaCy gives them, which are the same in every vocabulary."""
_WORDS_OF: Final[WeakKeyDictionary[Doc, tuple[str, ...]]] = WeakKeyDictionary()
_TEXT_OF: Final[WeakKeyDictionary[Doc, tuple[int, str]]] = WeakKeyDictionary()
"""Of each living Doc its words, and how many it had when its text was put together."""


def words_of(doc: Doc) -> tuple[str, ...]:
    """Return the text of each token."""
    words = _WORDS_OF.get(doc)
    if words is None or len(words) != len(doc):  # a component has split or merged tokens
        words = _WORDS_OF[doc] = tuple(strings_of(doc, ORTH))
    return words


def strings_of(doc: Doc, attribute: int) -> list[str]:
    """Return an attribute of each token, such as ``LOWER`` or ``TAG``, that is a string."""
    numbers: list[int] = doc.to_array(attribute).tolist()
    try:
        return list(map(_WORDS.__getitem__, numbers))
    except KeyError:
        if len(_WORDS) + len(numbers) > _REMEMBERED:
            _WORDS.clear()
        strings = doc.vocab.strings
        _WORDS.update((number, strings[number]) for number in set(numbers).difference(_WORDS))
        return list(map(_WORDS.__getitem__, numbers))


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, as ``doc.text`` does."""
    length, text = _TEXT_OF.get(doc, (-1, ""))
    if length != len(doc):
        spaced = doc.to_array(SPACY).tolist()
        pairs = zip(words_of(doc), spaced, strict=True)
        text = "".join([f"{word} " if space else word for word, space in pairs])
        _TEXT_OF[doc] = (len(doc), text)
    return text
