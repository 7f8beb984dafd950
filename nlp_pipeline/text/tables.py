"""Recognises the rows and cells of a table whose columns a PDF reader has run together.

Where columns are still apart (tabs, two blanks, bars), they are taken as they are. Otherwise
cells are told by what repeats: trial phases, yes and no, and words that end the text before the
phase in several rows ("Downstream signaling"), and by the gaps that follow a cell of two lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nlp_pipeline.records import OffsetMap
from nlp_pipeline.text.cleaning import clean_text
from nlp_pipeline.text.hyphens import WordCounts
from nlp_pipeline.text.lines import Line, Page, closes_sentence
from nlp_pipeline.text.sections import is_capital_heading, is_known_heading

Span = tuple[int, int]
SEPARATOR: Final = " | "
MAX_ENDING_WORDS: Final = 12

_PHASE = re.compile(
    r"(?<!\S)(?:(?:phase\s+)?(?:0|I{1,3}|IV)[ab]?(?:[-/\u2013](?:I{1,3}|IV)[ab]?)?|pre-?clinical"
    r"|approved|marketed)(?!\S)",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"(?:yes|no)(?:,\s+\S+(?:\s+and\s+\S+)*)?(?!\S)", re.IGNORECASE)
_WIDE_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{2,}|\s*\|\s*")
_TOKEN = re.compile(r"\S+")
_FOOTNOTE = re.compile(
    r"[*\u2020\u2021\u00a7]|note:|abbreviations?:|\w{2,12}\s?[:=]\s", re.IGNORECASE
)
_HEADER_WORD = re.compile(
    r"(?:target|agent|drug|compound|inhibitor|gene|protein|pathway)s?", re.IGNORECASE
)
_NEXT_FLOAT = re.compile(r"(?:table|figure|fig\.)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table's legend, its rows as spans of cells, and how many line groups it takes.

    ``head`` holds the cells that name the columns; none where they cannot be told apart.
    """

    legend: Span
    rows: tuple[tuple[Span, ...], ...]
    groups: int
    head: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Segment:
    """Lines that no gap parts; their text keeps its line ends."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def table_view(source: str, cells: Sequence[Span], *, words: WordCounts) -> tuple[str, OffsetMap]:
    """Return a row as text, its cells parted by bars, with the map to source offsets.

    A bar and the blanks around it stand for the source character that follows the cell.

    Examples:
        >>> text = "mTOR RAD001"
        >>> table_view(text, [(0, 4), (5, 11)], words=WordCounts.from_text(text))[0]
        'mTOR | RAD001'
    """
    return join_cells(
        clean_text(source, start, end, layout=True, words=words) for start, end in cells
    )


def join_cells(cells: Iterable[tuple[str, OffsetMap]]) -> tuple[str, OffsetMap]:
    """Return the views of a row's cells as one, parted by bars; empty cells are left out."""
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = after = 0
    for view, offsets in cells:
        if not view:
            continue
        if parts:
            runs.extend((length + i, after, 1) for i in range(len(SEPARATOR)))
            parts.append(SEPARATOR)
            length += len(SEPARATOR)
        runs.extend((length + at, source_at, n) for at, source_at, n in offsets.runs)
        parts.append(view)
        length += len(view)
        after = offsets.source_char(len(view) - 1) + 1
    return "".join(parts), OffsetMap(tuple(runs))


def find_table(groups: Sequence[Sequence[Line]], page: Page, *, after_open: bool) -> Table:
    """Find the table that begins with the first of the groups.

    Args:
        groups: The rest of the document; the first line is the table's legend.
        page: Measures of the document.
        after_open: Whether the sentence before the table is unfinished, so that a group which
            starts in lower case continues it.
    """
    legend_lines = _count_legend_lines(groups[0], page)
    legend = (groups[0][0].start, groups[0][legend_lines - 1].end)
    first = list(groups[0][legend_lines:])
    taken = 1
    while taken < len(groups) and not _ends_table(groups[taken], after_open=after_open):
        taken += 1
    while taken > 1 and taken < len(groups) and is_capital_heading(groups[taken - 1]):
        taken -= 1
    body = [g for g in (first, *groups[1:taken]) if g and not _FOOTNOTE.match(g[0].text)]
    lines = [line for group in body for line in group]
    wide = [cells for line in lines if len(cells := _wide_cells(line)) > 1]
    if len(wide) > 1 and len(wide) * 2 > len(lines):
        return Table(legend, tuple(wide[1:]), taken, head=wide[0])
    return Table(legend, tuple(_narrow_rows([_segment(group) for group in body])), taken)


def _count_legend_lines(group: Sequence[Line], page: Page) -> int:
    for count, line in enumerate(group, 1):
        if closes_sentence(line.text) or not page.goes_on(line):
            return count
    return len(group)


def _ends_table(group: Sequence[Line], *, after_open: bool) -> bool:
    """Return whether a group is running text again, or the next heading."""
    first = group[0].text
    if is_known_heading(first) or _NEXT_FLOAT.match(first):
        return True
    words = " ".join(line.text for line in group).split()
    lower = sum(word[0].islower() for word in words)
    if len(words) >= 12 and lower >= 0.55 * len(words):
        return True
    return after_open and first[0].islower() and len(words) >= 8 and lower * 2 >= len(words)


def _wide_cells(line: Line) -> tuple[Span, ...]:
    cells: list[Span] = []
    at = 0
    for gap in [*_WIDE_GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if end > at:
            cells.append((line.start + at, line.start + end))
        at = gap.end() if gap else end
    return tuple(cells)


def _segment(group: Sequence[Line]) -> _Segment:
    start = group[0].start
    text = ""
    for line in group:
        text = text.ljust(line.start - start, "\n") + line.text
    return _Segment(start, text)


def _narrow_rows(segments: Sequence[_Segment]) -> Iterator[tuple[Span, ...]]:
    """Cut segments into rows by their phase column; without one each segment is a row."""
    if sum(_PHASE.search(segment.text) is not None for segment in segments) < 2:
        for segment in segments:
            yield ((segment.start, segment.end),)
        return
    endings = _common_endings(segments)
    header, body = _split_header(segments, endings)
    rows = list(_group_rows(body))
    two_heads = _has_two_head_columns(header, rows, endings)
    for row in rows:
        yield tuple(_row_cells(row, endings, two_heads=two_heads))


def _words(text: str) -> list[str]:
    return text.lower().split()


def _before_phase(row: Sequence[_Segment]) -> list[_Segment]:
    """Return the segments before the first phase, the last one cut where the phase begins."""
    before: list[_Segment] = []
    for segment in row:
        phase = _PHASE.search(segment.text)
        text = segment.text[: phase.start()].rstrip() if phase else segment.text
        if text:
            before.append(_Segment(segment.start, text))
        if phase:
            break
    return before


def _common_endings(segments: Sequence[_Segment]) -> Counter[tuple[str, ...]]:
    """Count the word sequences that end the text just before a phase in several rows."""
    counts: Counter[tuple[str, ...]] = Counter()
    for before, segment in pairwise((_Segment(0, ""), *segments)):
        phase = _PHASE.search(segment.text)
        if phase is None:
            continue
        words = _words(segment.text[: phase.start()] or before.text)[-MAX_ENDING_WORDS:]
        counts.update(tuple(words[at:]) for at in range(len(words)))
    return Counter({words: count for words, count in counts.items() if count > 1})


def _ending_start(text: str, endings: Counter[tuple[str, ...]]) -> int | None:
    """Return where the longest ending that other rows share begins in a text."""
    for token in list(_TOKEN.finditer(text))[-MAX_ENDING_WORDS:]:
        if tuple(_words(text[token.start() :])) in endings:
            return token.start()
    return None


def _split_header(
    segments: Sequence[_Segment], endings: Counter[tuple[str, ...]]
) -> tuple[Sequence[_Segment], Sequence[_Segment]]:
    """The first row begins with a shared ending, or with a phase."""
    for index, segment in enumerate(segments):
        shared = _ending_start(segment.text, endings)
        if _PHASE.search(segment.text) or (shared is not None and len(_words(segment.text)) > 1):
            return segments[:index], segments[index:]
    return segments, ()


def _group_rows(segments: Sequence[_Segment]) -> Iterator[list[_Segment]]:
    """A row ends with the segment that has text after its phase, or before the next phase."""
    row: list[_Segment] = []
    has_phase = filled = False
    for segment in segments:
        phase = _PHASE.search(segment.text)
        if row and (filled or (has_phase and phase)):
            yield row
            row, has_phase, filled = [], False, False
        row.append(segment)
        if has_phase:
            filled = True
        elif phase is not None:
            has_phase = True
            rest = segment.text[phase.end() :].lstrip()
            answer = _YES_NO.match(rest)
            filled = bool(rest[answer.end() :].strip() if answer else rest)
    if row:
        yield row


def _has_two_head_columns(
    header: Sequence[_Segment], rows: Sequence[list[_Segment]], endings: Counter[tuple[str, ...]]
) -> bool:
    """Return whether two columns, such as target and agent, stand before the shared one."""
    named = _words(header[0].text)[:2] if header else []
    if len(named) == 2 and all(_HEADER_WORD.fullmatch(word) for word in named):
        return True
    return any(len(_head_parts(row, endings)[0]) > 1 for row in rows)


def _head_parts(
    row: Sequence[_Segment], endings: Counter[tuple[str, ...]]
) -> tuple[list[_Segment], list[Span]]:
    """Return the cells before the shared column, and that column's span (or none)."""
    before = _before_phase(row)
    if not before:
        return [], []
    heads, last = before[:-1], before[-1]
    shared = _ending_start(last.text, endings)
    if shared is None:
        return (heads, [(last.start, last.end)]) if heads else ([last], [])
    head = last.text[:shared].rstrip()
    if head:
        heads.append(_Segment(last.start, head))
    return heads, [(last.start + shared, last.end)]


def _row_cells(
    row: Sequence[_Segment], endings: Counter[tuple[str, ...]], *, two_heads: bool
) -> Iterator[Span]:
    heads, shared = _head_parts(row, endings)
    if len(heads) == 1 and two_heads:
        yield from _split_head(heads[0])
    else:
        yield from ((head.start, head.end) for head in heads)
    yield from shared
    seen_phase = False
    for segment in row:
        phase = _PHASE.search(segment.text)
        if phase is not None and not seen_phase:
            seen_phase = True
            yield (segment.start + phase.start(), segment.start + phase.end())
            yield from _tail_cells(segment, phase.end())
        elif seen_phase:
            yield (segment.start, segment.end)


def _split_head(head: _Segment) -> Iterator[Span]:
    """The last word of the first line begins the second cell: ``HSP90 inhibitor | 17AAG``."""
    tokens = list(_TOKEN.finditer(head.text.split("\n", 1)[0].rstrip("\r")))
    if len(tokens) < 2:
        yield (head.start, head.end)
        return
    yield (head.start, head.start + tokens[-2].end())
    yield (head.start + tokens[-1].start(), head.end)


def _tail_cells(segment: _Segment, at: int) -> Iterator[Span]:
    at += len(segment.text[at:]) - len(segment.text[at:].lstrip())
    answer = _YES_NO.match(segment.text, at)
    if answer is not None:
        yield (segment.start + at, segment.start + answer.end())
        at = answer.end()
        at += len(segment.text[at:]) - len(segment.text[at:].lstrip())
    if at < len(segment.text):
        yield (segment.start + at, segment.end)
