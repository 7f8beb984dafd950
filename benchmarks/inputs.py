"""The documents that are measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nlp_pipeline.readers import find_inputs, read_documents
from nlp_pipeline.records import Document


def read_inputs(paths: Sequence[Path]) -> list[Document]:
    """Return the documents of some files and folders; those that cannot be read are left out."""
    files = (path for path in find_inputs(paths) if isinstance(path, Path))
    found = (item for path in files for item in read_documents(path))
    return [item for item in found if isinstance(item, Document)]
