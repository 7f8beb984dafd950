"""Views of a source text and the maps that lead back to it."""

from __future__ import annotations

from typing import Final

from nlp_pipeline.records import OffsetMap

_CLOSING: Final = frozenset(".,;:)]!?")


class ViewBuilder:
    """Builds a view from left to right out of source spans.

    White space is never written twice, nor at either end, nor before a closing sign where a
    citation was dropped.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._length = 0
        self._space_at: int | None = None
        self._dropped = False

    def copy(self, start: int, end: int) -> None:
        """Append ``source[start:end]``; plain spaces at its ends count as white space."""
        text = self._source[start:end]
        core = text.strip(" ")
        core_start = start + len(text) - len(text.lstrip(" "))
        if core_start > start:
            self.white(start)
        if core:
            self._write_space(core[0])
            self._write(core, core_start)
        if core and core_start + len(core) < end:
            self.white(core_start + len(core))

    def put(self, text: str, source_at: int) -> None:
        """Append characters that all stand for the one source character at ``source_at``."""
        self._write_space(text[0])
        for char in text:
            self._write(char, source_at)

    def white(self, source_at: int) -> None:
        """Note white space at ``source_at``; it becomes one space if text follows."""
        if self._space_at is None:
            self._space_at = source_at

    def drop(self) -> None:
        """Note that something visible was left out here."""
        self._dropped = True

    def build(self) -> tuple[str, OffsetMap]:
        """Return the view and its map; both are empty where nothing was written."""
        return "".join(self._parts), OffsetMap(tuple(self._runs))

    def _write_space(self, next_char: str) -> None:
        at, dropped = self._space_at, self._dropped
        self._space_at, self._dropped = None, False
        if at is None or not self._length or (dropped and next_char in _CLOSING):
            return
        self._write(" ", at)

    def _write(self, text: str, source_start: int) -> None:
        if self._runs:
            view_start, run_start, length = self._runs[-1]
            if run_start + length == source_start:
                self._runs[-1] = (view_start, run_start, length + len(text))
                self._parts.append(text)
                self._length += len(text)
                return
        self._runs.append((self._length, source_start, len(text)))
        self._parts.append(text)
        self._length += len(text)


def compose_maps(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """Return the map that leads through ``outer`` and then through ``inner``.

    Examples:
        >>> compose_maps(OffsetMap(((0, 1, 3),)), OffsetMap(((0, 10, 2), (2, 20, 2))))
        OffsetMap(runs=((0, 11, 1), (1, 20, 2)))
    """
    runs: list[tuple[int, int, int]] = []
    starts = inner.runs
    index = 0
    for view_start, middle_start, length in outer.runs:
        done = 0
        while done < length:
            middle = middle_start + done
            while starts[index][0] > middle:
                index -= 1
            while starts[index][0] + starts[index][2] <= middle:
                index += 1
            inner_start, source_start, inner_length = starts[index]
            take = min(length - done, inner_start + inner_length - middle)
            runs.append((view_start + done, source_start + middle - inner_start, take))
            done += take
    return OffsetMap(tuple(runs))
