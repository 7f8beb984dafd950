"""Readers: a path in, Documents out, one Failure row for whatever cannot be read."""

from __future__ import annotations

from nlp_pipeline.readers.documents import format_of, read_documents
from nlp_pipeline.readers.files import STANDARD_INPUT
from nlp_pipeline.readers.inputs import find_inputs
from nlp_pipeline.readers.rows import Columns

__all__ = ["STANDARD_INPUT", "Columns", "find_inputs", "format_of", "read_documents"]
