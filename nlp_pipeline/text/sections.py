"""Recognises headings, and which sections are worth reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp_pipeline.text.lines import Line, Page, closes_sentence

MAX_HEADING_LINES: Final = 4
MAX_HEADING_CHARS: Final = 180
MAX_HEADING_WORDS: Final = 24

_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_KNOWN = re.compile(
    r"(?:graphical |structured )?abstract|summary|introduction|background|methods?|materials? and"
    r" methods|patients and methods|experimental procedures|results?|results and discussion"
    r"|discussions?|conclusions?|concluding remarks|future (?:directions|perspectives)"
    r"|references?|bibliography|literature cited|works cited|acknowledge?ments?|funding"
    r"|financial support.*|conflicts? of interests?|competing interests?|disclosures?"
    r"|author(?:s'|s\u2019|s)? contributions?|author details|abbreviations|figure legends?"
    r"|figures?|tables?|supplementary (?:materials?|data|information)|appendix",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"references?|bibliography|literature cited|works cited|acknowledge?ments?|funding"
    r"|financial support.*|conflicts? of interests?|competing interests?|disclosures?"
    r"|author(?:s'|s\u2019|s)? contributions?|author details",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?P<name>abstract|summary)\s*[:\u2013\u2014]\s*(?=\S)", re.IGNORECASE)
_KEYWORDS = re.compile(r"key\s?words?\b\s*[:\u2013\u2014-]?", re.IGNORECASE)
_LOOSE_END = re.compile(
    r"\b(?:an?|the|of|in|on|to|for|with|by|from|and|or|as|at|via|through|between|that|which|is|are"
    r"|was|were|be|has|have|than|into|its|their)$"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|may|might|we|it)\b", re.IGNORECASE
)


def is_known_heading(text: str) -> bool:
    """Return whether a line is one of the headings that articles share.

    Examples:
        >>> is_known_heading("1. INTRODUCTION"), is_known_heading("Conclusions:")
        (True, True)
        >>> is_known_heading("Conclusions from two trials")
        False
    """
    return _KNOWN.fullmatch(_bare(text)) is not None


def is_capital_heading(lines: Sequence[Line]) -> bool:
    """Return whether a group of lines is a heading of several words, all in capitals."""
    words = sum(len(line.text.split()) for line in lines)
    return words > 1 and _count_capital_lines(lines) == len(lines)


def is_unread_section(heading: str | None) -> bool:
    """Return whether what stands under a heading is not read: references, funding and so on."""
    return heading is not None and _UNREAD.fullmatch(_bare(heading)) is not None


def is_abstract(heading: str | None) -> bool:
    """Return whether a heading is that of the abstract."""
    return heading is not None and _bare(heading).lower() in {
        "abstract",
        "summary",
        "structured abstract",
    }


def is_keyword_line(text: str) -> bool:
    """Return whether a line lists the authors' keywords."""
    return _KEYWORDS.match(text) is not None


def inline_heading_length(text: str) -> int:
    """Return how many characters of a line are a heading run into its text, 0 for none.

    Examples:
        >>> inline_heading_length("Abstract: PTEN loss drives resistance.")
        10
    """
    match = _INLINE.match(text)
    return match.end() if match else 0


def heading_name(text: str) -> str:
    r"""Return a heading without its line ends and closing colon.

    Examples:
        >>> heading_name("MECHANISMS OF RESISTANCE TO\nTRASTUZUMAB-BASED THERAPIES:")
        'MECHANISMS OF RESISTANCE TO TRASTUZUMAB-BASED THERAPIES'
    """
    return " ".join(text.split()).rstrip(" :")


def count_heading_lines(lines: Sequence[Line], page: Page, *, after_open: bool) -> int:
    """Return how many lines at the beginning of a group are its heading, 0 for none.

    Args:
        lines: A group of lines between two gaps.
        page: Measures of the document.
        after_open: Whether the paragraph before the group is unfinished; then only a heading in
            capitals or a known one is believed.
    """
    first = lines[0].text
    if inline_heading_length(first):
        return 0
    if is_known_heading(first):
        return 1
    capitals = _count_capital_lines(lines)
    if capitals and (not after_open or len(first.split()) > 1):
        return capitals
    if after_open or not _can_start(first):
        return 0
    return _count_marked(lines, page) if page.marks_open else _count_short(lines, page)


def is_heading_group(lines: Sequence[Line], after: Sequence[Line]) -> bool:
    """Return whether lines between two gaps are a long heading, by what follows them.

    A paragraph that a page end cuts off looks the same, but goes on in lower case or has a verb.
    """
    if not after or len(lines) >= MAX_HEADING_LINES or not _can_start(lines[0].text):
        return False
    text = " ".join(line.text for line in lines)
    if closes_sentence(text) or text.endswith((",", ";", "-", "/")):
        return False
    if _VERB.search(text) or _LOOSE_END.search(text) or not after[0].text[0].isupper():
        return False
    return _can_be_heading(lines, len(lines))


def _bare(text: str) -> str:
    return _NUMBERING.sub("", text.strip()).strip(" :.")


def _count_capital_lines(lines: Sequence[Line]) -> int:
    count = 0
    for line in lines[:MAX_HEADING_LINES]:
        letters = [char for char in line.text if char.isalpha()]
        if len(letters) < 4 or line.text != line.text.upper() or closes_sentence(line.text):
            break
        count += 1
    return count if count and len(lines[0].text.split()) <= MAX_HEADING_WORDS else 0


def _can_start(text: str) -> bool:
    bare = _NUMBERING.sub("", text)
    return bool(bare) and (bare[0].isupper() or any(c.isdigit() for c in bare.split()[0]))


def _count_marked(lines: Sequence[Line], page: Page) -> int:
    """Count up to the first line that no blank marks as continued."""
    for count, line in enumerate(lines[:MAX_HEADING_LINES], 1):
        if closes_sentence(line.text) or line.text.endswith((",", ";")):
            return 0
        if not page.goes_on(line):
            return count if _can_be_heading(lines, count) else 0
    return 0


def _count_short(lines: Sequence[Line], page: Page) -> int:
    """Count lines that end well before those after them, up to one a new sentence follows."""
    found = 0
    for count, line in enumerate(lines[:MAX_HEADING_LINES], 1):
        if closes_sentence(line.text) or not _is_short_beside(line, lines[count:], page):
            break
        loose = line.text.endswith((",", ";", "-", "/")) or _LOOSE_END.search(line.text)
        if not loose and _can_be_heading(lines, count):
            found = count
    return found


def _is_short_beside(line: Line, rest: Sequence[Line], page: Page) -> bool:
    if page.is_short(line):
        return True
    width = max((len(other.text) for other in rest), default=page.width)
    return len(line.text) < 0.88 * width and _VERB.search(line.text) is None


def _can_be_heading(lines: Sequence[Line], count: int) -> bool:
    text = " ".join(line.text for line in lines[:count])
    if len(text) > MAX_HEADING_CHARS or len(text.split()) > MAX_HEADING_WORDS:
        return False
    return len(lines) == count or _can_start(lines[count].text) or lines[count].text[0] in "(\u201c"
