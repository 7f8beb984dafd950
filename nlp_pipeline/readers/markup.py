"""Parses XML with entities, DTDs and the network off, and tells where in its text elements stand.

The text is what XPath's ``string()`` gives for the element: its characters without the mark-up,
references such as ``&#946;`` resolved, comments and processing instructions left out. All
offsets that readers of XML give refer to it, so that ``lxml.etree.parse(path).xpath("string()")``
is all that is needed to find a place again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.entities import html5
from pathlib import Path
from typing import IO, Any, Final

from lxml import etree

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.files import MAX_FILE_BYTES

MAX_TAGS: Final = 1_500_000
"""Tags that a file which is held as a tree may have: an element takes up to 500 bytes there."""

Element = Any
"""An element of lxml, which publishes no types."""

_ELEMENT_BYTES: Final = 64
_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(data: bytes, path: Path) -> Element:
    """Parse a document.

    Raises:
        ReadError: It is not well-formed, nested deeper than libxml2's limit of 256, or has more
            than ``MAX_TAGS``.
    """
    if data.count(b"<") > MAX_TAGS:
        raise _too_large(path)
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, path) from error


def iter_elements(stream: IO[bytes], names: frozenset[str], path: Path) -> Iterator[Element]:
    """Parse a stream and yield each element of these local names when it is complete.

    An element is emptied after it was used, so that a collection larger than memory can be read.

    Raises:
        ReadError: As :func:`parse_xml`, the limit being that of a file for each element; the
            elements before the fault have been given.
    """
    held = 0
    try:
        for _, element in etree.iterparse(stream, events=("end",), **_SAFE):
            held += _ELEMENT_BYTES + len(element.text or "")
            if held > MAX_FILE_BYTES:
                raise _too_large(path)
            if local_name(element) in names:
                yield element
                held = 0
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, path) from error


def root_name(sample: bytes) -> str | None:
    """Return the local name of the outermost element, or None where its tag is damaged or cut.

    Examples:
        >>> root_name(b'<?xml version="1.0"?><!-- PMC --><article><front>')
        'article'
    """
    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    # What stands behind the root may be cut off or, as in HTML, be no XML.
    with suppress(etree.XMLSyntaxError):
        parser.feed(sample)
    with suppress(etree.XMLSyntaxError):
        return next((local_name(element) for _, element in parser.read_events()), None)
    return None


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; empty for entity references."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text of an element, and where each element below it stands in that text.

    Attributes:
        source: The text.
        spans: Half-open span of each element's own text, its tail not counted.
    """

    source: str
    spans: dict[Element, tuple[int, int]]

    @classmethod
    def of(cls, root: Element, path: Path) -> MarkedText:
        """Collect the text of an element.

        Raises:
            ReadError: It refers to an entity that is neither a character's standard name nor
                declared by XML itself.
        """
        parts: list[str] = []
        starts: dict[Element, int] = {}
        spans: dict[Element, tuple[int, int]] = {}
        length = 0
        todo: list[tuple[Element, bool]] = [(root, False)]
        while todo:
            element, is_end = todo.pop()
            if is_end:
                spans[element] = (starts[element], length)
                text = "" if element is root else element.tail
            else:
                starts[element] = length
                todo.append((element, True))
                todo.extend((child, False) for child in reversed(element))
                text = element.text
                if element.tag is etree.Entity:
                    text = _character(element, path)
            if text:
                parts.append(text)
                length += len(text)
        return cls("".join(parts), spans)


def plain_text(element: Element | None) -> str | None:
    r"""Return an element's text on one line, or None where there is none.

    Examples:
        >>> plain_text(etree.fromstring("<t>Loss of <i>PTEN</i>\n in mice</t>"))
        'Loss of PTEN in mice'
    """
    if element is None:
        return None
    parts = (str(part) for part in element.itertext())
    return " ".join("".join(parts).split()) or None


def _character(entity: Element, path: Path) -> str:
    name = getattr(entity, "name", "")
    character = html5.get(f"{name};")
    if character is None:
        raise ReadError(
            f"entity &{name}; is not expanded",
            place=path,
            line=entity.sourceline,
            remedy="write its text in its place, for example: xmllint --noent",
        )
    return character


def _too_large(path: Path) -> ReadError:
    return ReadError(
        "too many elements for one article",
        place=path,
        remedy="split it into one file per article",
    )


def _syntax_error(error: etree.XMLSyntaxError, path: Path) -> ReadError:
    line = error.lineno or None
    reason = str(error.msg or error).split(", line ", 1)[0]
    return ReadError(
        f"not well-formed XML: {reason}", place=path, line=line, remedy="fetch or write it again"
    )
