"""Reading order of a PDF page: pieces of lines into columns, columns into text.

Pages are cut at lines that run over the gutter between columns (titles, wide tables, page heads);
between two such lines, each column is read from top to bottom. The text has a blank line where the
page has a wide gap, and blanks where a line is indented, as the layout rules for plain text expect.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

MIN_COLUMN_LINES: Final = 4
MIN_HEAD_PAGES: Final = 3
"""Pages that have a running head at one place, at least."""

MAX_COLUMNS: Final = 4
_MAX_CROSSING: Final = 0.25
"""Part of the lines beside a gutter that may run over it."""

_DIGITS = re.compile(r"\d+")
_GAP: Final = 1.6
"""Distance of two lines, in usual line distances, from which a paragraph or block ends."""

_CELL_PARTS: Final = 3
"""Pieces that a line of a table has at least."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line; points from the page's lower left corner.

    Attributes:
        text: What it says.
        left, right, bottom, top: The box around it.
        line: Number of the line that it was found on; pieces of one line share it.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    line: int

    @property
    def height(self) -> float:
        """Return the height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Return the height on the page of its middle."""
        return (self.top + self.bottom) / 2


def without_heads(pages: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """Leave out running heads and page numbers: what stands at one place of several pages.

    Numbers in them may differ.

    Examples:
        >>> pages = [[Segment(f"J Oncol {i}", 50, 90, 800, 808, 0)] for i in range(3)]
        >>> without_heads(pages)
        [[], [], []]
    """
    counts = Counter(place for page in pages for place in {_place(s) for s in page})
    return [[s for s in page if counts[_place(s)] < MIN_HEAD_PAGES] for page in pages]


def _place(segment: Segment) -> tuple[str, int]:
    return _DIGITS.sub("#", segment.text), round(segment.middle / 2)


def page_text(segments: Sequence[Segment]) -> str:
    r"""Return the text of a page in reading order, a line end after each line.

    Examples:
        >>> page = [Segment(f"left {i}", 50, 250, 700 - 12 * i, 708 - 12 * i, i) for i in range(5)]
        >>> page += [Segment(f"right {i}", 300, 500, s.bottom, s.top, i + 5)
        ...          for i, s in enumerate(page)]
        >>> page_text([s for pair in zip(page[:5], page[5:]) for s in pair]).split("\n")[3:7]
        ['left 3', 'left 4', '', 'right 0']
    """
    lines = join_pieces(segments)
    if not lines:
        return ""
    height = median(line.height for line in lines)
    blocks = [_block_text(block, height) for block in order_blocks(_join_rows(lines), height)]
    return "\n\n".join(blocks) + "\n"


def join_pieces(segments: Sequence[Segment]) -> list[Segment]:
    """Join pieces that touch on one height, as a raised letter touches the word it belongs to."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last is not None and _touches(last, segment):
            apart = segment.left - last.right > 0.2 * max(last.height, segment.height)
            tall = max(last, segment, key=lambda piece: piece.height)
            joined[-1] = Segment(
                f"{last.text}{' ' if apart else ''}{segment.text}",
                last.left,
                max(last.right, segment.right),
                tall.bottom,
                tall.top,
                last.line,
            )
        else:
            joined.append(segment)
    return joined


def _touches(last: Segment, segment: Segment) -> bool:
    overlap = min(last.top, segment.top) - max(last.bottom, segment.bottom)
    low, high = sorted((last.height, segment.height))
    gap = segment.left - last.right
    return overlap > 0.3 * low and -0.3 * high < gap < 0.5 * high


def _join_rows(lines: Sequence[Segment]) -> list[Segment]:
    """Keep the cells of a table's row on one line, two blanks between them."""
    parts = Counter(line.line for line in lines)
    rows: list[Segment] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and last.line == line.line and parts[line.line] >= _CELL_PARTS:
            text = f"{last.text}  {line.text}"
            right = max(last.right, line.right)
            bottom, top = min(last.bottom, line.bottom), max(last.top, line.top)
            rows[-1] = Segment(text, last.left, right, bottom, top, last.line)
        else:
            rows.append(line)
    return rows


def order_blocks(lines: Sequence[Segment], height: float) -> Iterator[list[Segment]]:
    """Yield blocks of lines in reading order: what spans the columns, and each column between.

    Args:
        lines: The lines of a page.
        height: Usual height of its letters, in points.
    """
    ordered = sorted(lines, key=lambda line: (-line.middle, line.left))
    gutters = find_gutters(ordered, height)
    if not gutters:
        yield _in_rows(ordered, height)
        return
    columns: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    spanning: list[Segment] = []
    for line in ordered:
        if any(line.left < gutter < line.right for gutter in gutters):
            yield from filter(None, columns)
            columns = [[] for _ in columns]
            spanning.append(line)
            continue
        if spanning:
            yield _in_rows(spanning, height)
            spanning = []
        columns[sum(gutter <= line.left for gutter in gutters)].append(line)
    yield from filter(None, columns)
    if spanning:
        yield _in_rows(spanning, height)


def find_gutters(lines: Sequence[Segment], height: float) -> list[float]:
    """Return where, from left to right, the gaps between a page's columns are.

    A gutter has lines of like width on both sides, and few that cross it between them.
    """
    if len(lines) < 2 * MIN_COLUMN_LINES:
        return []
    left, right = min(s.left for s in lines), max(s.right for s in lines)
    starts = Counter(round(s.left / height) for s in lines)
    found: list[float] = []
    for start, count in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        at = min(s.left for s in lines if round(s.left / height) == start) - 0.3 * height
        if count < MIN_COLUMN_LINES or not left + 2 * height < at < right - 2 * height:
            continue
        if any(abs(at - other) < 0.15 * (right - left) for other in found):
            continue
        if _is_gutter(at, lines):
            found.append(at)
    return sorted(found)[: MAX_COLUMNS - 1]


def _is_gutter(at: float, lines: Sequence[Segment]) -> bool:
    before = [s for s in lines if s.right <= at]
    after = [s for s in lines if s.left >= at]
    if min(len(before), len(after)) < MIN_COLUMN_LINES:
        return False
    # A title and an abstract above the columns run over the gutter and are no sign against it.
    top = min(max(s.middle for s in side) for side in (before, after))
    bottom = max(min(s.middle for s in side) for side in (before, after))
    beside = [s for s in lines if bottom <= s.middle <= top]
    if sum(s.left < at < s.right for s in beside) > _MAX_CROSSING * len(beside):
        return False
    # Columns are of like width; an indented list has nothing but its signs on the left.
    widths = [median(s.right - s.left for s in side) for side in (before, after)]
    return min(widths) > 0.3 * max(widths)


def _in_rows(lines: Sequence[Segment], height: float) -> list[Segment]:
    """Join what stands at one height on a page without columns, two blanks between."""
    rows: list[Segment] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and abs(last.middle - line.middle) < 0.4 * height:
            first, second = sorted((last, line), key=lambda s: s.left)
            rows[-1] = replace(
                first,
                text=f"{first.text}  {second.text}",
                right=max(first.right, second.right),
            )
        else:
            rows.append(line)
    return rows


def _block_text(lines: Sequence[Segment], height: float) -> str:
    """Write a block: a blank line at wide gaps, two blanks before an indented line."""
    pitches = [a.middle - b.middle for a, b in pairwise(lines)]
    usual = median(pitches) if pitches else height
    lefts = Counter(round(line.left / 2) for line in lines)
    margin = 2 * min(lefts, key=lambda left: (-lefts[left], left))
    parts: list[str] = []
    for index, line in enumerate(lines):
        if index and pitches[index - 1] > max(_GAP * usual, 1.2 * height):
            parts.append("")
        indented = 0.6 * height < line.left - margin < 6 * height
        parts.append(f"  {line.text}" if indented else line.text)
    return "\n".join(parts)
