"""Finds paragraphs, figure legends and tables in text that came out of a PDF.

Paragraphs that a page end, a figure or a table interrupts are put together again; what is found
is spans of the source, never changed text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp_pipeline.text.lines import (
    Line,
    Page,
    closes_sentence,
    describe_page,
    find_lines,
    find_noise,
)
from nlp_pipeline.text.sections import (
    count_heading_lines,
    heading_name,
    inline_heading_length,
    is_abstract,
    is_heading_group,
    is_keyword_line,
    is_known_heading,
    is_unread_section,
)
from nlp_pipeline.text.tables import find_table

Span = tuple[int, int]

_LEGEND = re.compile(
    r"(?:supplementary\s+|supplemental\s+)?(?:figure|fig|scheme)s?\.?\s*(?P<number>S?\d+[A-Za-z]?)"
    r"\s*(?P<sign>[:.|\u2013\u2014]|(?=\())\s*(?=[A-Z(\[]|$)",
    re.IGNORECASE,
)
_TABLE = re.compile(r"table\s*(?P<number>S?\d+|[IVX]+)\s*(?P<sign>[:.|])\s*(?=\S|$)", re.IGNORECASE)
MAX_WRAPPED_CHARS: Final = 160
"""A longer line is a paragraph of its own, not one that a column's width broke."""

_FRONT_MATTER_BLOCKS: Final = 30
_MIN_PROSE_CHARS: Final = 250


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source that is read as one passage.

    Attributes:
        block_id: ``title``; ``p001`` … for text, ``fig1`` … for legends, ``table1`` for a
            table's legend, ``table1.head`` for its column heads and ``table1.r01`` … for its rows.
        kind: One of ``vocabulary.PASSAGE_KINDS``.
        section: Heading that it stands under, or None.
        pieces: Source spans in reading order.
        cells: For a table row, the spans of its cells; otherwise empty.
    """

    block_id: str
    kind: str
    section: str | None
    pieces: tuple[Span, ...]
    cells: tuple[Span, ...] = ()


def find_blocks(source: str) -> list[Block]:
    r"""Find everything in a text that is to be read, in reading order.

    References, acknowledgements, running heads, page numbers, notices and panel labels are left
    out. An empty or blank text has no blocks; a text that seems to hold nothing but headings is
    one block per group of lines.

    Examples:
        >>> text = "RESULTS\nLoss of PTEN acti-\n\nFigure 1: Model.\n\nvates AKT.\n"
        >>> [(block.block_id, block.section, block.pieces) for block in find_blocks(text)]
        [('p001', 'RESULTS', ((8, 26), (46, 56))), ('fig1', 'RESULTS', ((28, 44),))]
    """
    return _read(source)[0]


def find_unread(source: str) -> list[tuple[int, int, str]]:
    r"""Return what of a text is in no block: start, end and why, in order; not each on its own.

    Examples:
        >>> find_unread("RESULTS\nLoss of PTEN activates AKT.\n\nReferences\n1. Li J. 1997.\n")
        [(0, 7, 'heading'), (37, 47, 'heading'), (48, 62, 'section References')]
    """
    return sorted([*find_noise(source), *_read(source)[1]])


def _read(source: str) -> tuple[list[Block], list[tuple[int, int, str]]]:
    """Return the blocks of a text, and what was left out of them and why."""
    lines = find_lines(source)
    page = describe_page(lines)
    groups = _group_lines(lines, page)
    finder = _BlockFinder(page)
    title, rest = _split_front_matter(groups)
    finder.add_title(title)
    kept = {id(group) for group in (title, *rest)}
    for group in groups:
        if id(group) not in kept:
            finder.leave_out(group, "before the abstract")
    finder.read(rest)
    blocks = finder.blocks()
    if blocks:
        return blocks, finder.unread
    finder = _BlockFinder(page)
    for group in groups:
        finder.add_text(group)
    return finder.blocks(), finder.unread


def _group_lines(lines: Sequence[Line], page: Page) -> list[list[Line]]:
    """Cut the lines at gaps, at indented lines and where a legend or a table begins."""
    groups: list[list[Line]] = []
    current: list[Line] = []
    for line in lines:
        if current and (not line.text or _starts_group(line, current[-1], page)):
            groups.append(current)
            current = []
        if line.text:
            current.append(line)
    if current:
        groups.append(current)
    return groups


def _starts_group(line: Line, before: Line, page: Page) -> bool:
    if line.indent > page.indent or is_known_heading(line.text):
        return True
    structural = _LEGEND.match(line.text) or _TABLE.match(line.text)
    if structural is not None:
        return structural["sign"] in {":", "|"} or closes_sentence(before.text)
    if len(before.text) > MAX_WRAPPED_CHARS:
        return closes_sentence(before.text)
    ended = closes_sentence(before.text) and not page.goes_on(before)
    return ended and page.is_short(before) and line.text[0].isupper()


def _split_front_matter(groups: list[list[Line]]) -> tuple[list[Line], list[list[Line]]]:
    """Return the article's title, and the groups without authors and addresses.

    Both are told by the abstract that follows them; without one the title is empty and all
    groups stay.
    """
    for index, group in enumerate(groups[:_FRONT_MATTER_BLOCKS]):
        first = group[0].text
        if is_abstract(first) or inline_heading_length(first):
            before = groups[:index]
            title = before[0] if before and _is_title(before[0]) else []
            return title, [g for g in before if _is_prose(g)] + groups[index:]
    return [], groups


def _is_title(group: Sequence[Line]) -> bool:
    words = " ".join(line.text for line in group).split()
    return 3 < len(words) < 40 and sum(word[-1] == "," for word in words) < 3


def _is_prose(group: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in group) >= _MIN_PROSE_CHARS


class _BlockFinder:
    """Walks over groups of lines and collects blocks."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.unread: list[tuple[int, int, str]] = []
        self._blocks: list[Block] = []
        self._section: str | None = None
        self._pieces: list[Span] = []
        self._kind = "body"
        self._last: Line | None = None
        self._open_legend: int | None = None
        self._used: Counter[str] = Counter()

    def blocks(self) -> list[Block]:
        """Return what was found, paragraphs numbered in the order in which they begin."""
        self._flush()
        ordered = sorted(self._blocks, key=lambda block: block.pieces[0])
        numbered: list[Block] = []
        paragraphs = 0
        for block in ordered:
            paragraphs += not block.block_id
            block_id = block.block_id or f"p{paragraphs:03d}"
            numbered.append(replace(block, block_id=block_id))
        return numbered

    def read(self, groups: Sequence[list[Line]]) -> None:
        """Read all groups of a document in order."""
        index = 0
        while index < len(groups):
            group = groups[index]
            first = group[0].text
            if (table := _TABLE.match(first)) is not None:
                index += self._add_table(table["number"], groups[index:])
                continue
            if (legend := _LEGEND.match(first)) is not None:
                self._add_legend(legend["number"], group)
            else:
                self._add_group(group, groups[index + 1] if index + 1 < len(groups) else ())
            index += 1

    def add_title(self, group: Sequence[Line]) -> None:
        """Add the article's title, if there is one."""
        if group:
            span = (group[0].start, group[-1].end)
            self._blocks.append(Block("title", "paper_title", None, (span,)))

    def leave_out(self, group: Sequence[Line], reason: str) -> None:
        """Note that some lines are not read."""
        if group:
            self.unread.append((group[0].start, group[-1].end, reason))

    def add_text(self, group: Sequence[Line]) -> None:
        """Add lines of running text, to the open paragraph where they continue it."""
        if not group or is_unread_section(self._section):
            self.leave_out(group, f"section {self._section}")
            return
        if not self._is_open(group[0]):
            self._flush()
        if not self._pieces:
            self._kind = "abstract" if is_abstract(self._section) else "body"
        self._pieces.append((group[0].start, group[-1].end))
        self._last = group[-1]

    def _add_group(self, group: list[Line], after: Sequence[Line]) -> None:
        """Add a group of lines that is neither legend nor table; ``after`` is the next one."""
        if is_keyword_line(group[0].text):
            self.leave_out(group, "keywords")
            return
        if self._is_unread(group[0]):
            self.leave_out(group, f"section {self._section}")
            return
        after_open = self._is_open(group[0])
        if self._continues_legend(group, after_open=after_open):
            return
        count = count_heading_lines(group, self._page, after_open=after_open)
        if not count and not after_open and is_heading_group(group, after):
            count = len(group)
        if count:
            self.leave_out(group[:count], "heading")
            self._set_section(" ".join(line.text for line in group[:count]))
        elif length := inline_heading_length(group[0].text):
            self._set_section(group[0].text[:length])
            start = group[0].start + length
            group = [replace(group[0], start=start, text=group[0].text[length:]), *group[1:]]
        rest = group[count:]
        if count and rest and count_heading_lines(rest, self._page, after_open=False):
            self._add_group(rest, after)
        else:
            self.add_text(rest)

    def _is_unread(self, line: Line) -> bool:
        """References end at a shared heading only: their lines often look like headings."""
        return is_unread_section(self._section) and not is_known_heading(line.text)

    def _set_section(self, heading: str) -> None:
        self._flush()
        self._section = heading_name(heading)
        self._open_legend = None

    def _add_legend(self, number: str, group: Sequence[Line]) -> None:
        """Add a legend; where a sentence was open, lines after its end continue that one."""
        cut = len(group)
        if self._is_open(None):
            for index, line in enumerate(group[:-1]):
                if closes_sentence(line.text) and group[index + 1].text[0].islower():
                    cut = index + 1
                    break
        span = (group[0].start, group[cut - 1].end)
        block_id = self._unique(f"fig{number}")
        self._blocks.append(Block(block_id, "figure_legend", self._section, (span,)))
        ended = closes_sentence(group[cut - 1].text)
        self._open_legend = None if ended else len(self._blocks) - 1
        if cut < len(group):
            self.add_text(group[cut:])

    def _continues_legend(self, group: Sequence[Line], *, after_open: bool) -> bool:
        """Take lines that finish a legend which a gap cut in two."""
        at, self._open_legend = self._open_legend, None
        if at is None or after_open or not group[0].text[0].islower():
            return False
        legend = self._blocks[at]
        pieces = (*legend.pieces, (group[0].start, group[-1].end))
        self._blocks[at] = replace(legend, pieces=pieces)
        return True

    def _add_table(self, number: str, groups: Sequence[list[Line]]) -> int:
        """Add a table; return how many groups it takes."""
        table = find_table(groups, self._page, after_open=self._is_open(None))
        block_id = self._unique(f"table{number}")
        self._blocks.append(Block(block_id, "table", self._section, (table.legend,)))
        rows = [("head", table.head)] if table.head else []
        rows += [(f"r{number:02d}", cells) for number, cells in enumerate(table.rows, 1)]
        for name, cells in rows:
            pieces = ((cells[0][0], cells[-1][1]),)
            row_id = f"{block_id}.{name}"
            self._blocks.append(Block(row_id, "table", self._section, pieces, cells))
        return table.groups

    def _unique(self, block_id: str) -> str:
        self._used[block_id] += 1
        count = self._used[block_id]
        return block_id if count == 1 else f"{block_id}.{count}"

    def _is_open(self, following: Line | None) -> bool:
        """Return whether the last paragraph is unfinished, and the line may go on with it.

        A last line that stops short of the margin goes on in lower case only.
        """
        if self._last is None or closes_sentence(self._last.text):
            return False
        if following is None or self._page.goes_on(self._last):
            return True
        return not following.text[0].isupper()

    def _flush(self) -> None:
        if self._pieces:
            self._blocks.append(Block("", self._kind, self._section, tuple(self._pieces)))
        self._pieces = []
        self._last = None
