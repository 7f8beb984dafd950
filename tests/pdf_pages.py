"""Writes small PDF files by hand: pages of text at given places."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[float, float, str]
"""Left and bottom in points, and a text in Latin-1."""


def pdf(*pages: Sequence[Line], size: float = 10) -> bytes:
    """Return a PDF with these pages, whose lines are drawn in the order given."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        content = b"".join(_line(line, size) for line in lines)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_table(objects)


def columns(*texts: Sequence[str], top: float = 700, by_row: bool = False) -> list[Line]:
    """Return the lines of columns beside each other, drawn column by column or row by row."""
    lines = [
        [(50 + 260.0 * n, top - 12 * i, text) for i, text in enumerate(column)]
        for n, column in enumerate(texts)
    ]
    if by_row:
        return [line for row in zip(*lines, strict=True) for line in row]
    return [line for column in lines for line in column]


def _line(line: Line, size: float) -> bytes:
    left, bottom, text = line
    shown = (
        text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, left, bottom, shown)


def _with_table(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + trailer % (len(objects) + 1, start)
