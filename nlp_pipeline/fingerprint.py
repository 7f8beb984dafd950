"""What decides the rows besides the document: code, model, lexicon, rules and settings.

Read from files alone, without loading spaCy, so that a run with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from nlp_pipeline import __version__
from nlp_pipeline.config import Settings
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.resources import models_dir

CODE_OF_RESULTS: Final = (
    "annotations.py",
    "entities/",
    "grounding/",
    "pipeline.py",
    "records.py",
    "relations/",
    "selection.py",
    "text/",
    "vocabulary.py",
)
"""The parts of the package that decide what is extracted."""

_LIBRARIES: Final = ("spacy", "thinc", "numpy")
_DIGITS: Final = 16


def fingerprint(settings: Settings) -> str:
    """Return one short hash for each part of the pipeline, as ``part=hash part=hash``.

    Files count by content: an edited rule, word class or list of names changes its part.
    """
    parts: dict[str, Callable[[Settings], Iterable[bytes]]] = {
        "code": _code,
        "lexicon": _lexicon,
        "model": _model,
        "rules": _rules,
        "settings": _settings,
    }
    return " ".join(f"{name}={_hash(of(settings))}" for name, of in parts.items())


def differing_parts(earlier: str, now: str) -> tuple[str, ...]:
    """Return the names of the parts in which two fingerprints differ.

    Examples:
        >>> differing_parts("code=1 rules=2", "code=1 rules=3")
        ('rules',)
    """
    before, after = (dict(part.partition("=")[::2] for part in f.split()) for f in (earlier, now))
    return tuple(name for name in after if before.get(name) != after[name])


def _hash(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()[:_DIGITS]


def _code(_: Settings) -> Iterable[bytes]:
    yield __version__.encode()
    for library in _LIBRARIES:
        yield f"{library} {version(library)}".encode()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if name.startswith(CODE_OF_RESULTS) and path.suffix in {".py", ".tsv"}:
            yield name.encode()
            yield path.read_bytes()


def _lexicon(settings: Settings) -> Iterable[bytes]:
    yield Lexicon.load(settings.lexicon, settings.user_lexicons).fingerprint().encode()


def _model(settings: Settings) -> Iterable[bytes]:
    folder = models_dir() / settings.model
    if not folder.is_dir():
        folder = Path(settings.model)
    if not folder.is_dir():
        yield settings.model.encode()
        return
    # The packaged models read the names that lie beside them.
    for part in (folder, models_dir() / "gazetteer"):
        for path in sorted(part.rglob("*")):
            if path.is_file():
                yield path.relative_to(part).as_posix().encode()
                yield path.read_bytes()


def _rules(settings: Settings) -> Iterable[bytes]:
    for folder in (Path(__file__).parent / "rules", *settings.rules):
        for path in sorted(folder.glob("*.yaml")):
            yield path.name.encode()
            yield path.read_bytes()


def _settings(settings: Settings) -> Iterable[bytes]:
    yield settings.recogniser.encode()
