"""The text of a Doc and of its tokens as Python strings.

spaCy keeps texts as numbers and makes a new string whenever it is asked for one: half a
microsecond for each token, each time. Here a word is one string wherever it stands, which also
makes it quicker to look up.
"""

from __future__ import annotations

from typing import Final

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

_REMEMBERED: Final = 1 << 17
"""Words that are kept in memory, about 15 MB."""
_WORDS: Final[dict[int, str]] = {}
"""Words by the numbers that spaCy gives them, which are the same in every vocabulary."""


def words_of(doc: Doc) -> list[str]:
    """Return the text of each token."""
    return strings_of(doc, ORTH)


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
    spaced = doc.to_array(SPACY).tolist()
    pairs = zip(words_of(doc), spaced, strict=True)
    return "".join([f"{word} " if space else word for word, space in pairs])
