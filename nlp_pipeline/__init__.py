"""Normalized triples about cancer drugs, their targets, mechanisms and resistance factors.

Examples:
    >>> import nlp_pipeline
    >>> nlp = nlp_pipeline.load()                                        # doctest: +SKIP
    >>> doc = nlp("PTEN loss confers resistance to trastuzumab.")        # doctest: +SKIP
    >>> [(t.subject.label, t.predicate, t.object.label)                  # doctest: +SKIP
    ...  for t in nlp_pipeline.triples(doc)]
    [('PTEN', 'confers_resistance_to', 'trastuzumab')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from spacy.language import Language
    from spacy.tokens import Doc

    from nlp_pipeline.config import Settings
    from nlp_pipeline.frames import (
        read_changes,
        read_curation,
        read_errors,
        read_mentions,
        read_resistance,
        read_statements,
        read_triples,
    )
    from nlp_pipeline.records import Triple

__version__ = "0.1.0"
__all__ = [
    "load",
    "read_changes",
    "read_curation",
    "read_errors",
    "read_mentions",
    "read_resistance",
    "read_statements",
    "read_triples",
    "triples",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - one of the functions in __all__
    # pandas is imported by those who read tables, not by everyone who asks for the version.
    if name in __all__:
        from nlp_pipeline import frames

        return getattr(frames, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load(settings: Settings | None = None) -> Language:
    """Load the pipeline: text in, a Doc with mentions and parsed sentences out.

    Args:
        settings: Which model, lexicon and rules to use; the packaged ones by default.

    Raises:
        ModelError: The model does not exist or has no parser.
        LexiconError: The lexicon or a user's term file is wrong.
        SettingsError: ``settings`` is something else, such as the name of a model.
    """
    from nlp_pipeline.config import checked_settings
    from nlp_pipeline.pipeline import build_pipeline

    return build_pipeline(checked_settings(settings))


def triples(doc: Doc, settings: Settings | None = None) -> list[Triple]:
    """Return the triples of a Doc that the pipeline has annotated, in text order.

    Offsets point into ``doc.text``.

    Args:
        doc: A Doc from :func:`load`'s pipeline, or from any pipeline that holds the package's
            entity components and a parser.
        settings: Whose ``rules`` are read besides the packaged ones.

    Raises:
        RuleError: A rule file is wrong.
        SettingsError: ``settings`` is something else, such as the name of a model.
        ExtractionError: The Doc has no parse, or no component has looked for names in it.
    """
    from nlp_pipeline.config import checked_settings
    from nlp_pipeline.pipeline import triples_of

    return triples_of(doc, checked_settings(settings))
