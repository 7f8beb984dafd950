"""Lines of a text that came out of a PDF, and the lines that are no part of the article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

MIN_REPEATS: Final = 3
"""How often a line must stand alone to be taken for a running head."""

_LINE = re.compile(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|$)")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_PANEL_LABEL = re.compile(r"\(?[a-hA-H]\)?")
_NOTICE = re.compile(
    r"\[?downloaded (?:free )?(?:from|by|on)\b|©|\(c\) \d{4}|copyright\b|all rights reserved"
    r"|this article may be cited as|this is an open[- ]access article|access this article online"
    r"|quick response code|how to cite this article|available (?:freely )?online"
    r"|(?:https?://|www\.)\S+$|doi:?\s*(?:https?://\S*)?10\.\d+\S*$|e-?mail:|\*?correspond(?:ence|ing)\b"
    r"|address for correspondence|received:? .*\d{4}|accepted:? .*\d{4}|for personal use only",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_CLOSED = re.compile(
    r"[.!?:][\"'\u2019\u201d)\]]*\s*(?:\[[\d\s,;\u2010-\u2015-]+\]|\d{1,3}(?:[,\u2013-]\d{1,3})*)?$"
)
_ABBREVIATED = re.compile(
    r"\b(?:et al|e\.g|i\.e|figs?|vs|cf|ca|dr|no|approx|refs?|spp?|resp)\.(?:,?\s*\[[\d\s,;-]+\])?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it.

    Attributes:
        start, end: Half-open span of the text in the source.
        text: ``source[start:end]``; empty for a blank line and for one that was dropped.
        indent: White-space characters before it.
        trails: True where a blank follows the text, as many PDF readers write it after each line
            that the next one continues.
    """

    start: int
    end: int
    text: str
    indent: int
    trails: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines of a document have in common.

    Attributes:
        width: Usual length of a full line, in characters.
        indent: Usual indentation.
        marks_open: True where lines that go on end in a blank, and others do not.
    """

    width: int
    indent: int
    marks_open: bool

    def is_short(self, line: Line) -> bool:
        """Return whether a line ends well before the right margin."""
        return len(line.text) < 0.75 * self.width

    def goes_on(self, line: Line) -> bool:
        """Return whether a line, by its shape, is continued by the next one."""
        if line.text.endswith(("-", "/", ",", "\u2010", "\u2013")):
            return True
        return line.trails if self.marks_open else not self.is_short(line)


def find_lines(source: str) -> list[Line]:
    r"""Split a text into lines; running heads, page numbers and notices come back blank.

    Examples:
        >>> [line.text for line in find_lines("PTEN loss\r\nDownloaded from http://x.org\n12\n")]
        ['PTEN loss', '', '']
    """
    lines = _split_lines(source)
    heads = _running_heads(lines)
    return [_blank(line) if _noise(lines, i, heads) else line for i, line in enumerate(lines)]


def find_noise(source: str) -> list[tuple[int, int, str]]:
    r"""Return the lines that :func:`find_lines` leaves blank: start, end and why, in order.

    Examples:
        >>> find_noise("PTEN loss\nDownloaded from http://x.org\n12\n")
        [(10, 38, 'notice'), (39, 41, 'page number')]
    """
    lines = _split_lines(source)
    heads = _running_heads(lines)
    reasons = ((line, _noise(lines, i, heads)) for i, line in enumerate(lines))
    return [(line.start, line.end, reason) for line, reason in reasons if reason is not None]


def describe_page(lines: list[Line]) -> Page:
    """Measure the lines; a text without lines has width 1."""
    filled = [line for line in lines if line.text]
    if not filled:
        return Page(width=1, indent=0, marks_open=False)
    lengths = sorted(len(line.text) for line in filled)
    indents = Counter(line.indent for line in filled)
    trailing = sum(line.trails for line in filled)
    return Page(
        width=_usual_width(lengths),
        indent=min(indents, key=lambda indent: (-indents[indent], indent)),
        marks_open=0.5 * len(filled) < trailing < len(filled),
    )


def closes_sentence(text: str) -> bool:
    """Return whether a text ends where a sentence may end; a citation may follow the stop.

    Examples:
        >>> closes_sentence("breast cancer patients.[2]"), closes_sentence("by Mohsin et al.,[11]")
        (True, False)
        >>> closes_sentence("The preferred"), closes_sentence("")
        (False, True)
    """
    if not text:
        return True
    return _CLOSED.search(text) is not None and _ABBREVIATED.search(text) is None


def _usual_width(lengths: list[int]) -> int:
    """Return the length of the line that holds the character at 70 % of the sorted text.

    Weighed by characters, so that many short table cells do not pass for the column's width.
    """
    wanted, passed = 0.7 * sum(lengths), 0
    for length in lengths:
        passed += length
        if passed >= wanted:
            return length
    return lengths[-1]


def _split_lines(source: str) -> list[Line]:
    lines = [_line(source, match.start(), match.end()) for match in _LINE.finditer(source)]
    if lines and not lines[-1].text:
        lines.pop()
    return lines


def _line(source: str, start: int, end: int) -> Line:
    raw = source[start:end].rstrip("\r\n\f")
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    first = start + (indent if text else 0)
    return Line(first, first + len(text), text, indent if text else 0, raw != raw.rstrip())


def _blank(line: Line) -> Line:
    return Line(line.start, line.start, "", 0, False)


def _stands_at_edge(lines: list[Line], index: int) -> bool:
    before = index == 0 or not lines[index - 1].text
    after = index + 1 >= len(lines) or not lines[index + 1].text or lines[index + 1].indent > 0
    return before or after


def _stands_apart(lines: list[Line], index: int) -> bool:
    """Return whether a line can be a page's head or foot, not the last word of a table cell."""
    if index == 0 or not lines[index - 1].text:
        return True
    return _stands_at_edge(lines, index) and len(lines[index].text.split()) > 2


def _running_heads(lines: list[Line]) -> frozenset[str]:
    counts = Counter(
        _DIGITS.sub("#", line.text)
        for i, line in enumerate(lines)
        if 3 < len(line.text) <= 120 and _stands_apart(lines, i)
    )
    return frozenset(
        text
        for text, count in counts.items()
        if count >= MIN_REPEATS and not text.endswith(".") and not text.endswith(",")
    )


def _noise(lines: list[Line], index: int, heads: frozenset[str]) -> str | None:
    """Return why a line is no part of the article, or None."""
    text = lines[index].text
    if not text:
        return None
    if _NOTICE.match(text):
        return "notice"
    is_label = _PANEL_LABEL.fullmatch(text) is not None
    if not _stands_at_edge(lines, index):
        return "panel label" if is_label and _is_label_beside(lines, index) else None
    if is_label:
        return "panel label"
    if _PAGE_NUMBER.fullmatch(text):
        return "page number"
    is_head = _DIGITS.sub("#", text) in heads and _stands_apart(lines, index)
    return "running head" if is_head else None


def _is_label_beside(lines: list[Line], index: int) -> bool:
    """Return whether a panel label stands just before a legend, as in ``b`` / ``Figure 1: …``."""
    return lines[index + 1].text.lower().startswith("fig")
