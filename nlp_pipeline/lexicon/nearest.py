"""Keys that are spelled almost like another: for people who look for a name that is not there.

Walks the trie of the keys along the name that is asked for and leaves it where an edit is still
to be spent: a letter put in, taken out, changed, or swapped with its neighbour (restricted
Damerau-Levenshtein distance). What no key starts with is given up at once, so that a walk with
two edits takes some thousand lookups of the 36 letters and digits that keys are made of.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

Relation = Literal["alike", "longer", "beginning"]

_LETTERS: Final = string.ascii_lowercase + string.digits
_SHORT: Final = 4
"""Keys up to this length have one edit only: two make any short name of any other."""
_COMPLETIONS: Final = 2_000
"""Longer names that are looked at, so that a short beginning stays fast."""


@dataclass(frozen=True, slots=True)
class NearKey:
    """A key near another.

    Attributes:
        key: As in the lexicon.
        edits: Letters to put in, take out, change or swap; 0 where one continues the other.
        relation: ``alike``, ``longer`` (the key begins with what is asked for) or ``beginning``
            (what is asked for begins with the key).
    """

    key: str
    edits: int
    relation: Relation


def find_near_keys(
    key: str,
    has_prefix: Callable[[str], bool],
    has_key: Callable[[str], bool],
    keys_from: Callable[[str], Iterable[str]],
    limit: int,
) -> list[NearKey]:
    """Return the keys nearest to one that need not be there, without it.

    Args:
        key: Made by :func:`~nlp_pipeline.lexicon.keys.name_key`.
        has_prefix: Whether any key starts so.
        has_key: Whether this is a key.
        keys_from: All keys that start so.
        limit: Most keys to return.

    Returns:
        First those with the fewest edits, then longer ones (the shortest first), then beginnings
        of more than half the key (the longest first). Where there are many, half of the places are
        kept for the latter two. Empty for an empty key.

    Examples:
        >>> keys = ["egf", "egfr", "erbb2", "vegfr"]
        >>> near = find_near_keys(
        ...     "egrf",
        ...     lambda prefix: any(k.startswith(prefix) for k in keys),
        ...     keys.__contains__,
        ...     lambda prefix: [k for k in keys if k.startswith(prefix)],
        ...     limit=2,
        ... )
        >>> [(k.key, k.edits) for k in near]
        [('egfr', 1), ('egf', 1)]
    """
    if not key:
        return []
    edits = _edits_to_keys(key, 1 if len(key) <= _SHORT else 2, has_prefix, has_key)
    edits.pop(key, None)
    alike = sorted(
        (NearKey(found, count, "alike") for found, count in edits.items()),
        key=lambda near: _unlikeness(near, key),
    )
    completed = set(islice(keys_from(key), _COMPLETIONS)) - {key, *edits}
    longer = sorted(completed, key=lambda found: (len(found), found))[:limit]
    beginnings = (key[:end] for end in range(len(key) - 1, len(key) // 2, -1))
    rest = [
        *(NearKey(found, 0, "longer") for found in longer),
        *(
            NearKey(found, 0, "beginning")
            for found in beginnings
            if has_key(found) and found not in edits
        ),
    ]
    room = max(limit - len(rest), limit // 2)
    return [*alike[:room], *rest][:limit]


def _unlikeness(near: NearKey, key: str) -> tuple[int, bool, bool, int, str]:
    """Order keys: few edits, swapped letters, the same first letter, length, alphabet."""
    return (
        near.edits,
        sorted(near.key) != sorted(key),
        near.key[0] != key[0],
        abs(len(near.key) - len(key)),
        near.key,
    )


def _edits_to_keys(
    key: str, most: int, has_prefix: Callable[[str], bool], has_key: Callable[[str], bool]
) -> dict[str, int]:
    """Return each key within ``most`` edits of a key with the number of edits."""
    found: dict[str, int] = {}
    seen: dict[tuple[str, int], int] = {}
    open_: list[tuple[str, int, int]] = [("", 0, 0)]
    while open_:
        prefix, place, spent = open_.pop()
        if seen.get((prefix, place), most + 1) <= spent:
            continue
        seen[prefix, place] = spent
        if place == len(key) and has_key(prefix):
            found[prefix] = min(spent, found.get(prefix, most))
        open_.extend(
            step
            for step in _steps(key, prefix, place, spent, most)
            if step[0] == prefix or has_prefix(step[0])
        )
    return found


def _steps(
    key: str, prefix: str, place: int, spent: int, most: int
) -> Iterator[tuple[str, int, int]]:
    """Yield where the walk can go from a prefix that has used up ``place`` letters of the key."""
    rest = key[place:]
    if rest:
        yield prefix + rest[0], place + 1, spent
    if spent == most:
        return
    if rest:
        yield prefix, place + 1, spent + 1
        yield from ((prefix + c, place + 1, spent + 1) for c in _LETTERS if c != rest[0])
    if len(rest) > 1:
        yield prefix + rest[1] + rest[0], place + 2, spent + 1
    yield from ((prefix + c, place, spent + 1) for c in _LETTERS)
