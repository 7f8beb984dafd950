"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nlp_pipeline.records import Triple

if TYPE_CHECKING:
    from spacy.language import Language

    from nlp_pipeline.pipeline import Extractor

# Scripts that the Python of another environment runs.
collect_ignore = ["community"]

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the five seed documents."""
    return SEEDS


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory) -> Path:
    """Return the folder of the tables of a run over three small figures."""
    from tests.sample_output import SAMPLE, write_output

    return write_output(tmp_path_factory.mktemp("sample"), SAMPLE)


@pytest.fixture(scope="session")
def exported(sample_output) -> Path:
    """Return the folder of all exports of the sample."""
    from nlp_pipeline.exporting import FORMATS, export

    export(sample_output, list(FORMATS))
    return sample_output / "exports"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Return the packaged pipeline; tests that use it carry the marker ``model``."""
    from nlp_pipeline.pipeline import Extractor

    return Extractor()


@pytest.fixture(scope="session")
def extract_text(extractor: Extractor) -> Callable[[str], tuple[Triple, ...]]:
    """Return a function from a text to its triples."""
    from nlp_pipeline import explanation

    return lambda text: explanation.extract_text(extractor, text).triples


@pytest.fixture(scope="session")
def packaged() -> Language:
    """Return abbreviations and entities with the packaged lexicon, without the language model."""
    import spacy

    from nlp_pipeline.entities.recogniser import FACTORY
    from nlp_pipeline.text.tokenizer import build_tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    nlp.add_pipe("nlp_pipeline_abbreviations")
    nlp.add_pipe(FACTORY)
    return nlp
