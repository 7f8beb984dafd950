"""What the lexicon knows of each token, as a feature that the trained recogniser reads.

Names that a trained model has never met it can only guess by their letters; the lexicon lists most
of them. The component writes, before the recogniser runs, which tokens belong to a name of the
lexicon and of which kind; the model has learnt how far each kind is to be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

import numpy as np
from spacy.attrs import ENT_ID
from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.entities.lexicon_matcher import LexiconHit, LexiconMatcher
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import LexiconLike
from nlp_pipeline.lexicon.feature_names import load_feature_names
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon, Term

FACTORY: Final = "nlp_pipeline_gazetteer"
NO_NAME: Final = ""
_KINDS: Final = {
    "Gene": "g",
    "Family": "f",
    "MicroRNA": "m",
    "Drug": "d",
    "Chemical": "c",
    "DrugClass": "k",
    "Process": "p",
    "Disease": "s",
}
_HINTS: Final = (("fgm", "q"), ("cd", "eu"), ("", "nxyh"), ("", "l"))
"""Kinds of the further names; each only where the lexicon has none of the kinds before it."""

_SHORT: Final = 3
_HINT: Final = "hint"
_CACHED: Final = 1 << 16


class WidenedLexicon:
    """The lexicon and, beside its terms, the kinds of the further names.

    Args:
        lexicon: Where names are looked up first.
        names: Keys to kinds, as :func:`~nlp_pipeline.lexicon.feature_names.load_feature_names`
            gives them.
    """

    def __init__(self, lexicon: LexiconLike, names: FeatureNames) -> None:
        self._lexicon = lexicon
        self._names = names

    def find_terms(self, key: str) -> tuple[Term, ...]:
        """Return the lexicon's terms and one of the type ``hint`` with the further name's kind."""
        terms = self._lexicon.find_terms(key)
        kinds = self._names.get(key)
        if kinds is None:
            return terms
        return (*terms, Term("", None, kinds[0].decode(), _HINT, "", ""))

    def has_prefix(self, key: str) -> bool:
        """Return whether any key starts with this one."""
        if self._lexicon.has_prefix(key):
            return True
        return next(iter(self._names.iterkeys(key)), None) is not None

    def is_stop_name(self, name: str) -> bool:
        """Return whether this surface form is rather a word than a name."""
        return self._lexicon.is_stop_name(name)

    def members(self, label: str) -> tuple[str, ...]:
        """Return the gene symbols in a family, sorted."""
        return self._lexicon.members(label)


class FeatureNames(Protocol):
    """What is asked of the further names: a trie, or a small stand-in of tests."""

    def get(self, key: str) -> list[bytes] | None:
        """Return the kinds of a key; None where it is not listed."""
        ...

    def iterkeys(self, prefix: str) -> Iterable[str]:
        """Return the keys that start with this one."""
        ...


class Gazetteer:
    """Component that marks the tokens which known names cover.

    Reads tokens only. Writes ``token.ent_id_``: ``B`` or ``I``, a hyphen and the name's kind (see
    :meth:`find_features`); empty outside of names. It is a feature for the recogniser behind it;
    ``ent.id_`` of an entity that this finds tells what was known of its first token.

    Args:
        lexicon: Where names are looked up.

    Examples:
        >>> import spacy
        >>> component = Gazetteer(WidenedLexicon(Lexicon.load(), load_feature_names()))
        >>> doc = component(spacy.blank("en")("Vemurafenib inhibits BRAF in HeLa cells."))
        >>> [(token.text, token.ent_id_) for token in doc if token.ent_id_]
        [('Vemurafenib', 'B-d'), ('BRAF', 'B-g='), ('HeLa', 'B-l'), ('cells', 'I-l')]
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self._lexicon = lexicon
        self._matcher = LexiconMatcher(lexicon)
        self._kinds: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc in place."""
        write_features(doc, self.find_features(doc))
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:  # noqa: ARG002
        """Annotate a stream of Docs."""
        return map(self, docs)

    def find_features(self, doc: Doc) -> list[str]:
        """Return one feature per token: of overlapping names the leftmost, then the longest.

        A kind is a letter for each type of entity that the name may stand for in the lexicon
        (``g`` gene, ``f`` family, ``m`` microRNA, ``d`` drug, ``c`` chemical, ``k`` drug class,
        ``p`` process, ``s`` disease), one for what the further names add (see
        :mod:`nlp_pipeline.lexicon.feature_names`), then ``=`` where the lexicon spells it just
        so, ``!`` where its key has three characters or fewer, and ``~`` for a word that is seldom
        a name.
        """
        features = [NO_NAME] * len(doc)
        for hit in _leftmost_longest(self._matcher.find_hits(TextView.of(doc))):
            kind = self._kind(hit)
            features[hit.start_token] = f"B-{kind}"
            for i in range(hit.start_token + 1, hit.end_token):
                features[i] = f"I-{kind}"
        return features

    def _kind(self, hit: LexiconHit) -> str:
        known = self._kinds.get(hit.surface)
        if known is None:
            exact = "=" * any(term.name == hit.surface for term in hit.terms)
            short = "!" * (len(name_key(hit.surface)) <= _SHORT)
            stop = "~" * self._lexicon.is_stop_name(hit.surface)
            if len(self._kinds) > _CACHED:
                self._kinds.clear()
            known = self._kinds[hit.surface] = f"{_kinds_of(hit.terms)}{exact}{short}{stop}"
        return known


def _kinds_of(terms: Sequence[Term]) -> str:
    kinds = "".join(sorted({_KINDS.get(term.type, "") for term in terms}))
    for hint in (term.label for term in terms if term.type == _HINT):
        if any(hint in own and not set(better) & set(kinds) for better, own in _HINTS):
            kinds += hint
    return kinds


def write_features(doc: Doc, features: Sequence[str]) -> None:
    """Write one feature per token into the attribute that the recogniser reads."""
    add = doc.vocab.strings.add
    hashes = np.array([add(feature) if feature else 0 for feature in features], dtype="uint64")
    doc.from_array([ENT_ID], hashes.reshape(-1, 1))  # type: ignore[arg-type]


def _leftmost_longest(hits: Sequence[LexiconHit]) -> Iterator[LexiconHit]:
    """Yield hits that do not overlap."""
    end = 0
    best: LexiconHit | None = None
    for hit in hits:
        if hit.start_token < end:
            continue
        if best is not None and hit.start_token > best.start_token:
            yield best
            end, best = best.end_token, None
            if hit.start_token < end:
                continue
        if best is None or hit.end_token > best.end_token:
            best = hit
    if best is not None:
        yield best


@Language.factory(FACTORY, assigns=["token.ent_id"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 - spaCy's signature
    """Create the component over the packaged lexicon and the packaged further names."""
    return Gazetteer(WidenedLexicon(Lexicon.load(), load_feature_names()))
