"""Where the arguments of a triple stand in its sentence."""

from __future__ import annotations

import re
from typing import Final

from nlp_pipeline.records import Evidence, Triple

Span = tuple[int, int]
"""Half-open character offsets."""

_LINE_END: Final = r"[-\u00ad\s]*"
"""What the source may have, and a mended sentence not, between two parts of a word."""


def find_span(sentence: str, text: str, start: int) -> Span | None:
    r"""Return where a mention stands in a sentence, or None where it does not.

    In a sentence as the source has it that is ``start``. A sentence that was mended, because it
    runs over line ends, has its characters elsewhere: of the places where it holds the words,
    the nearest to ``start`` is taken.

    Args:
        sentence: The evidence of a triple.
        text: The mention as the source has it.
        start: Where the mention begins in the source, counted from the sentence's begin.

    Examples:
        >>> find_span("PTEN inhibits AKT.", "AKT", 14)
        (14, 17)
        >>> find_span("resistance to trastuzumab is common", "tras-\ntuzumab", 16)
        (14, 25)
        >>> find_span("PTEN inhibits AKT.", "MTOR", 14) is None
        True
    """
    if text and sentence.startswith(text, max(start, 0)):
        return max(start, 0), max(start, 0) + len(text)
    parts = re.split(r"[-\u00ad\s]+", text)
    if not any(parts):
        return None
    pattern = _LINE_END.join(re.escape(part) for part in parts if part)
    found = [match.span() for match in re.finditer(pattern, sentence)]
    return min(found, key=lambda span: (abs(span[0] - start), span), default=None)


def evidence_of(triple: Triple) -> Evidence:
    """Return what a statement shows of the triple that is its best evidence."""
    subject, object_ = (
        find_span(triple.sentence, argument.text, argument.start - triple.sentence_start)
        or (None, None)
        for argument in (triple.subject, triple.object)
    )
    return Evidence(
        triple_id=triple.triple_id,
        doc_id=triple.doc_id,
        figid=triple.figid,
        pmcid=triple.pmcid,
        sentence=triple.sentence,
        subject_start=subject[0],
        subject_end=subject[1],
        object_start=object_[0],
        object_end=object_[1],
        confidence=triple.confidence,
    )
