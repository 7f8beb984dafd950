"""Text as a spreadsheet cell can hold it, and which of its words stand out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

CELL_LIMIT: Final = 32_767
"""UTF-16 code units that Excel keeps of a cell."""
CUT_MARK: Final = " … [cut]"

# Line ends and controls, and what XML cannot hold at all.
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ASTRAL: Final = re.compile(r"[\U00010000-\U0010ffff]")

Span = tuple[int, int]


def sheet_text(text: str) -> str:
    r"""Return a text on one line and within Excel's limit; what is cut off leaves a mark.

    Characters are replaced one for one, so offsets into the text stay right.

    Examples:
        >>> sheet_text("PTEN\r\nloss\x07"), sheet_text("=HYPERLINK(1)")
        ('PTEN  loss ', '=HYPERLINK(1)')
        >>> sheet_text("A" * 40_000)[-9:]
        'A … [cut]'
    """
    if _UNFIT.search(text):
        text = _UNFIT.sub(" ", text)
    return text if len(text) <= CELL_LIMIT // 2 else _cut(text)


def _cut(text: str) -> str:
    if len(text) + len(_ASTRAL.findall(text)) <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(CUT_MARK))]
    # Where the limit falls between the halves of a character, the first half goes too.
    return kept.decode("utf-16-le", "ignore") + CUT_MARK


def merge_spans(spans: Iterable[Span], end: int) -> list[Span]:
    """Return spans sorted, joined where they meet, and no longer than a text of ``end``.

    Examples:
        >>> merge_spans([(14, 17), (0, 4), (2, 6)], 16)
        [(0, 6), (14, 16)]
    """
    merged: list[Span] = []
    inside = [(max(start, 0), min(stop, end)) for start, stop in spans]
    for start, stop in sorted(inside):
        if start >= stop:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def split_at_spans(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in order, none of them empty, and whether each is in a span.

    Examples:
        >>> list(split_at_spans("PTEN inhibits AKT.", [(0, 4), (14, 17)]))
        [('PTEN', True), (' inhibits ', False), ('AKT', True), ('.', False)]
    """
    done = 0
    for start, end in merge_spans(spans, len(text)):
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False
