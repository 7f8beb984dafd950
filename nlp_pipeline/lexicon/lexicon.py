"""The compiled lexicon: what a name may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from nlp_pipeline.lexicon.curated import Addition, read_additions
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.nearest import Relation, find_near_keys
from nlp_pipeline.lexicon.storage import NO_STRING, CompiledTerms, open_compiled
from nlp_pipeline.resources import LEXICON_NAME, models_dir

USER_SOURCE: Final = "user"
STATUSES: Final = ("curated", "approved", "name", "synonym", "previous")
"""The standing that a name can have, best first."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a name may stand for.

    Attributes:
        name: The surface form as the source spells it, case kept.
        id: CURIE with a Bioregistry prefix (``hgnc:3430``), or None.
        label: As in the annotation guidelines: HGNC symbol, FamPlex id, INN in lower case, name.
        type: One of ``vocabulary.ENTITY_TYPES``.
        status: ``curated``, ``approved``, ``name``, ``synonym`` or ``previous``.
        source: The vocabulary: ``hgnc``, ``famplex``, ``drugbank``, ``curated``, ``user`` …
    """

    name: str
    id: str | None
    label: str
    type: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class NearName:
    """A name that is spelled almost like another.

    Attributes:
        term: The best reading of that name.
        edits: Letters to put in, take out, change or swap.
        relation: How the two are alike: see :class:`~nlp_pipeline.lexicon.nearest.NearKey`.
    """

    term: Term
    edits: int
    relation: Relation


class Lexicon:
    """All names of the compiled lexicon, and a user's own before them.

    The files stay on disk and are mapped: opening takes a millisecond and processes share the
    memory. A lexicon can be pickled; the copy opens the same files.

    Examples:
        >>> lexicon = Lexicon.load()
        >>> lexicon.find_terms(name_key("Her2/neu"))[0].label
        'ERBB2'
        >>> lexicon.find_terms(name_key("no such name"))
        ()
        >>> lexicon.has_prefix(name_key("Her2/"))
        True
        >>> lexicon.members("RAF")
        ('ARAF', 'BRAF', 'RAF1')
    """

    def __init__(
        self, compiled: CompiledTerms, path: Path, user_files: Sequence[Path] = ()
    ) -> None:
        """Take an opened compilation; use :meth:`load` instead."""
        self._path = path
        self._user_files = tuple(user_files)
        self._compiled = compiled
        self._types: list[str] = compiled.tables["types"]
        self._statuses: list[str] = compiled.tables["statuses"]
        self._sources: list[str] = compiled.tables["sources"]
        self._members: dict[str, list[str]] = compiled.tables["members"]
        stop_names: dict[str, list[str]] = compiled.tables["stop_names"]
        self._stop_any = frozenset(stop_names["any"])
        self._stop_exact = frozenset(stop_names["exact"])
        self._stop_lower = frozenset(stop_names["lower"])
        self._user = _user_terms(self._user_files)
        self._user_prefixes = {key[:end] for key in self._user for end in range(1, len(key) + 1)}

    @classmethod
    def load(cls, path: Path | None = None, user_files: Sequence[Path] = ()) -> Lexicon:
        """Open a compiled lexicon.

        Args:
            path: Folder of the compiled files; the packaged ones where None.
            user_files: Names of one's own, as tab-separated files with the columns ``name, id,
                label, type, reason``. They stand before all others, and a name in them is never
                a stop name.

        Raises:
            LexiconError: The files are missing or damaged, or a user's row is wrong.
        """
        folder = models_dir() / LEXICON_NAME if path is None else path
        return cls(open_compiled(folder), folder, user_files)

    def find_terms(self, key: str) -> tuple[Term, ...]:
        """Return all terms of exactly this key, best first; empty where there are none.

        The order is fixed: user rows, curated rows, approved symbols, families, then names,
        synonyms and previous symbols. ``Term.name`` keeps the case of the source, so that a
        caller can tell "MET" from "met".

        Args:
            key: Made by :func:`~nlp_pipeline.lexicon.keys.name_key`.
        """
        found = self._user.get(key, ())
        number = self._compiled.keys.get(key)
        if number is None:
            return found
        starts = self._compiled.arrays["key_rows"]
        packaged = tuple(self._term(row) for row in range(starts[number], starts[number + 1]))
        return found + packaged if found else packaged

    def iter_terms(self) -> Iterator[Term]:
        """Yield all terms: a user's own, then the packaged ones by key, best first."""
        yield from self._own_terms()
        for key in sorted(self._compiled.keys):
            starts, number = self._compiled.arrays["key_rows"], self._compiled.keys[key]
            yield from (self._term(row) for row in range(starts[number], starts[number + 1]))

    def has_prefix(self, key: str) -> bool:
        """Return whether any key starts with this one (or is it); True for the empty key."""
        if key in self._user_prefixes:
            return True
        return next(self._compiled.keys.iterkeys(key), None) is not None

    def is_stop_name(self, name: str) -> bool:
        """Return whether this surface form is rather a word than a name ("was", "impact")."""
        if name in self._stop_exact or name.casefold() in self._stop_any:
            stopped = True
        else:
            stopped = name in (name.lower(), name.capitalize()) and name.lower() in self._stop_lower
        return stopped and name_key(name) not in self._user

    def members(self, label: str) -> tuple[str, ...]:
        """Return the gene symbols in a family or complex, direct and indirect, sorted.

        Empty where the label is not that of a FamPlex entry.
        """
        return tuple(self._members.get(label, ()))

    def families(self) -> dict[str, tuple[str, ...]]:
        """Return the :meth:`members` of each family or complex, by its label."""
        return {label: tuple(genes) for label, genes in sorted(self._members.items())}

    def names_of(self, term: Term) -> tuple[Term, ...]:
        """Return all rows that stand for the same thing: identifier, label and type.

        A user's own rows come first, the others by standing, then name. Looks through the whole
        table, which takes milliseconds: for people, not for recognition.
        """
        thing = (term.id, term.label, term.type)
        own = [t for t in self._own_terms() if (t.id, t.label, t.type) == thing]
        found = set(self._rows_with("concept_label", term.label))
        packaged = [t for t in found if (t.id, t.label, t.type) == thing]
        return (*own, *sorted(packaged, key=_standing))

    def things_of_id(self, id_: str) -> tuple[tuple[str, str], ...]:
        """Return each label and type that the rows of an identifier have, sorted.

        Empty where nothing has it.
        """
        rows = [*(t for t in self._own_terms() if t.id == id_), *self._rows_with("concept_id", id_)]
        return tuple(sorted({(t.label, t.type) for t in rows}))

    def near_names(self, key: str, limit: int = 8) -> tuple[NearName, ...]:
        """Return names that are spelled almost like a key, nearest first; see :mod:`.nearest`."""
        return tuple(
            NearName(self.find_terms(near.key)[0], near.edits, near.relation)
            for near in find_near_keys(key, self.has_prefix, self._has_key, self._keys_from, limit)
        )

    def _has_key(self, key: str) -> bool:
        return key in self._user or key in self._compiled.keys

    def _keys_from(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin so, a user's own first."""
        yield from (key for key in self._user if key.startswith(prefix))
        yield from self._compiled.keys.iterkeys(prefix)

    def _own_terms(self) -> Iterator[Term]:
        return (term for terms in self._user.values() for term in terms)

    def _rows_with(self, column: str, text: str) -> Iterator[Term]:
        """Yield the packaged rows whose concept has a text in a column, by row."""
        number = self._compiled.strings.get(text)
        if number is None:
            return
        concepts = np.flatnonzero(np.asarray(self._compiled.arrays[column]) == number)
        rows = np.flatnonzero(np.isin(np.asarray(self._compiled.arrays["row_concept"]), concepts))
        yield from (self._term(int(row)) for row in rows)

    def fingerprint(self) -> str:
        """Return a hash of everything that a lookup can see."""
        fingerprint: str = self._compiled.tables["fingerprint"]
        if not self._user_files:
            return fingerprint
        digest = sha256(fingerprint.encode())
        for key in sorted(self._user):
            digest.update(repr((key, self._user[key])).encode())
        return digest.hexdigest()

    def __len__(self) -> int:
        """Return the number of compiled terms (rows, not distinct names)."""
        return len(self._compiled.arrays["row_name"])

    def __reduce__(self) -> tuple[object, ...]:
        """Send the place of the files to another process, not their content."""
        return (Lexicon.load, (self._path, self._user_files))

    def _term(self, row: int) -> Term:
        arrays = self._compiled.arrays
        text = self._compiled.strings.restore_key
        concept = arrays["row_concept"][row]
        id_number = arrays["concept_id"][concept]
        return Term(
            name=text(arrays["row_name"][row]),
            id=None if id_number == NO_STRING else text(id_number),
            label=text(arrays["concept_label"][concept]),
            type=self._types[arrays["concept_type"][concept]],
            status=self._statuses[arrays["row_status"][row]],
            source=self._sources[arrays["row_source"][row]],
        )


def _user_terms(paths: Iterable[Path]) -> dict[str, tuple[Term, ...]]:
    """Read users' rows; those of a later file stand after those of an earlier one."""
    terms: dict[str, list[Term]] = {}
    for path in paths:
        for addition in read_additions(path):
            bucket = terms.setdefault(name_key(addition.name), [])
            term = _user_term(addition)
            if term not in bucket:
                bucket.append(term)
    return {key: tuple(bucket) for key, bucket in terms.items()}


def _user_term(addition: Addition) -> Term:
    return Term(addition.name, addition.id, addition.label, addition.type, "curated", USER_SOURCE)


def _standing(term: Term) -> tuple[int, str, str]:
    return (STATUSES.index(term.status), term.name, term.source)
