"""Reads YAML front matter with every scalar as text.

YAML's own rules turn ``NO`` and ``ON`` into truth values and ``012`` into ten; gene symbols and
figure fields are text. Aliases, which can blow a small file up to gigabytes, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from nlp_pipeline.errors import ReadError

MAX_DEPTH: Final = 32
MAX_NODES: Final = 200_000

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a record.

    Attributes:
        fields: Key to text, list or nested mapping, as in the file.
        repeated: Top-level keys that stand more than once; the last value counts.
    """

    fields: dict[str, Any]
    repeated: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    items: list[Any] | None = None
    fields: dict[str, Any] | None = None
    key: str | None = None
    repeated: list[str] = field(default_factory=list)


def split_front_matter(text: str, *, place: str) -> tuple[str, int]:
    """Return the YAML between the ``---`` lines and the line it starts on, counted from 1.

    Raises:
        ReadError: There is no opening line, or no closing one.
    """
    opening = _FENCE.search(text)
    if opening is None or text[: opening.start()].strip():
        raise ReadError(
            "no front matter", place=place, line=1, remedy="start the record with a line '---'"
        )
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise ReadError(
            "the front matter is not closed", place=place, remedy="end it with a line '---'"
        )
    first_line = text.count("\n", 0, opening.end()) + 2
    return text[opening.end() + 1 : closing.start()], first_line


def parse_front_matter(text: str, *, place: str) -> FrontMatter:
    r"""Parse the front matter of a record.

    Args:
        text: The whole record.
        place: File, for messages.

    Returns:
        The fields; none where the front matter is empty.

    Raises:
        ReadError: The YAML is invalid, is no mapping, uses aliases, or is nested deeper than
            ``MAX_DEPTH`` or larger than ``MAX_NODES``; the message names the line of the file.

    Examples:
        >>> parse_front_matter("---\ngene: NO\nnumber: 012\n---\n", place="x").fields
        {'gene': 'NO', 'number': '012'}
    """
    body, first_line = split_front_matter(text, place=place)
    try:
        return _build(yaml.parse(body, Loader=_LOADER), place, first_line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise ReadError(
            f"invalid YAML: {problem}",
            place=place,
            line=None if mark is None else first_line + mark.line,
            remedy="quote values that hold ': ' or start with a sign such as [ { & * ! %",
        ) from error


def _build(events: Iterator[Any], place: str, first_line: int) -> FrontMatter:
    """Build lists and mappings without recursion, so that no nesting exhausts the stack."""
    stack: list[_Open] = []
    root: _Open | None = None
    for count, event in enumerate(events):
        line = first_line + event.start_mark.line
        if count > MAX_NODES or len(stack) > MAX_DEPTH:
            limit = f"{MAX_NODES:,} values" if count > MAX_NODES else f"{MAX_DEPTH} levels"
            raise ReadError(
                f"front matter beyond {limit}",
                place=place,
                line=line,
                remedy="a figure record is small and flat: leave the file out, or mend it",
            )
        if isinstance(event, yaml.AliasEvent):
            raise ReadError(
                f"YAML alias *{event.anchor}", place=place, line=line, remedy="write the value out"
            )
        if isinstance(event, yaml.ScalarEvent):
            _add(stack, event.value, place, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            opened = _Open(fields={}) if is_mapping else _Open(items=[])
            if stack:
                _add(stack, opened.fields if is_mapping else opened.items, place, line)
            root = root or opened
            stack.append(opened)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
    if root is None:
        return FrontMatter({})
    if root.fields is None:
        raise _not_a_mapping(place, first_line)
    return FrontMatter(root.fields, tuple(dict.fromkeys(root.repeated)))


def _add(stack: list[_Open], value: object, place: str, line: int) -> None:
    if not stack:
        raise _not_a_mapping(place, line)
    target = stack[-1]
    if target.items is not None:
        target.items.append(value)
    elif target.key is None:
        if not isinstance(value, str):
            raise ReadError(
                "a key that is not text", place=place, line=line, remedy="write 'key: value'"
            )
        target.key = value
    else:
        fields = target.fields
        if fields is not None:
            if target.key in fields:
                target.repeated.append(target.key)
            fields[target.key] = value
        target.key = None


def _not_a_mapping(place: str, line: int) -> ReadError:
    return ReadError(
        "the front matter is not a list of 'key: value' lines",
        place=place,
        line=line,
        remedy="write one 'key: value' a line",
    )
