"""The word classes that rules and grammar share, read from ``rules/words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from nlp_pipeline.errors import RuleError

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


STEM = 4
"""Letters by which a sentence is searched for triggers before it is parsed."""
MAX_LEMMAS = 65_536
"""How many mended lemmas are kept at most."""
DASHES = frozenset("-‐‑–—−")
LOWERING = frozenset({"lower", "lower_amount"})
CHANGING = LOWERING | {"raise", "raise_amount"}
"""Classes of verbs that make more or less of something: "reduces B", "enhances B"."""
RESPONDING = frozenset({"resist", "respond"})
"""Classes of verbs for how cells take a drug: "respond to D"."""
ACTING_KINDS = frozenset({"activity", "amount", "modification"})
"""Kinds of verbs that do something to a name: "activates B", "degrades B", "acetylates B"."""


@dataclass(frozen=True, slots=True)
class VerbClass:
    """What the verbs of one class do: the way they move their object, and what of it."""

    name: str
    sign: int
    kind: str


class Words:
    """Word classes by name, and the questions that the grammar asks of them.

    Args:
        data: The parsed file.
        place: Its name, for messages.

    Raises:
        RuleError: A section is missing, or one word stands in two classes of one table.
    """

    def __init__(self, data: Mapping[str, Any], place: str) -> None:
        self._place = place
        try:
            self._verbs = self._read_verbs(data["verbs"])
            self._nominals = self._invert(data["nominals"])
            self._phrasal = {verb: tuple(p) for verb, p in data["phrasal"].items()}
            self._idioms = self._read_idioms(data["idioms"])
            self._held = {tuple(key.split()): verb for key, verb in data["held_idioms"].items()}
            self._phrasal_inverse = {verb: tuple(p) for verb, p in data["phrasal_inverse"].items()}
            self._complements = {verb: tuple(p) for verb, p in data["noun_complements"].items()}
            self._state_nouns = self._invert(data["state_nouns"])
            self._state_adjectives = self._invert(data["state_adjectives"])
            self._neutral = self._invert(data["neutral"], unique=False)
        except KeyError as error:
            msg = f"section {error} is missing"
            raise RuleError(msg, place=place, remedy="see the packaged words.yaml") from error
        self._idiomatic = frozenset(key[0] for key in (*self._idioms, *self._held))
        self._lemmas: dict[tuple[str, str], str] = {}
        self._unions: dict[tuple[str, ...], frozenset[str]] = {}
        self.vague_labels = frozenset(data.get("vague_labels", ()))
        self._sets = {
            key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)
        }
        self._class_names = frozenset(c.name for c in self._verbs.values())
        kinds = {c.kind for c in self._verbs.values()}
        self._test_names = frozenset({"mention", *self._class_names, *kinds, *self._sets})

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a plain word list of the file by its key."""
        try:
            return self._sets[name]
        except KeyError as error:
            msg = f"word list '{name}' is missing"
            raise RuleError(msg, place=self._place) from error

    def any_of(self, *names: str) -> frozenset[str]:
        """Return what stands in any of some plain word lists."""
        if names not in self._unions:
            self._unions[names] = frozenset().union(*(self[name] for name in names))
        return self._unions[names]

    def has_list(self, name: str) -> bool:
        """Tell whether a plain word list of this key exists."""
        return name in self._sets

    def _read_verbs(self, data: Mapping[str, Any]) -> dict[str, VerbClass]:
        verbs: dict[str, VerbClass] = {}
        for name, entry in data.items():
            verb_class = VerbClass(name, int(entry["sign"]), entry["kind"])
            for word in entry["words"].split():
                verbs.setdefault(word, verb_class)
        return verbs

    def _read_idioms(
        self, data: Mapping[str, str]
    ) -> dict[tuple[str, str], tuple[str, str | None]]:
        idioms: dict[tuple[str, str], tuple[str, str | None]] = {}
        for key, meant in data.items():
            verb, second, *rest = key.split()
            idioms.setdefault((verb, second), (meant, rest[0] if rest else None))
        return idioms

    def _invert(self, data: Mapping[str, str], *, unique: bool = True) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, words in data.items():
            for word in words.split() if words not in {"null", ""} else ():
                if unique and found.get(word, key) != key:
                    msg = f"'{word}' stands under both '{found[word]}' and '{key}'"
                    raise RuleError(msg, place=self._place, remedy="keep it in one class")
                found.setdefault(word, key)
        return found

    def verb(self, lemma: str) -> str | None:
        """Return the lemma where any class or phrasal table knows the verb, else None."""
        known = lemma in self._verbs or lemma in self._phrasal_inverse or lemma in self._phrasal
        return lemma if known else None

    def verb_class(self, verb: str | None) -> VerbClass | None:
        """Return the class of a verb lemma; None for an unknown verb or None."""
        return self._verbs.get(verb) if verb is not None else None

    def class_names(self) -> frozenset[str]:
        """Return the names of all verb classes."""
        return self._class_names

    def test_names(self) -> frozenset[str]:
        """Return what a step of a rule's path may ask of a node: classes, kinds and lists."""
        return self._test_names

    def nominal(self, lemma: str, text: str) -> str | None:
        """Return the verb that a noun or adjective stands for, e.g. inhibition -> inhibit."""
        return self._nominals.get(lemma) or self._nominals.get(text)

    def is_noun(self, lemma: str) -> bool:
        """Tell whether the grammar knows a noun in the singular."""
        return lemma in self._nominals or any(
            lemma in self._sets[name] for name in ("transparent", "carriers", "agent_nouns")
        )

    def lemma(self, raw: str, tag: str) -> str:
        """Mend what the lemmatizer and the tagger make of a word, by its lemma and its tag."""
        key = (raw, tag)
        if key not in self._lemmas:
            if len(self._lemmas) >= MAX_LEMMAS:
                self._lemmas.clear()
            self._lemmas[key] = self._mend_lemma(raw, tag)
        return self._lemmas[key]

    def _mend_lemma(self, raw: str, tag: str) -> str:
        if tag.startswith("VB") and not self.verb(raw):
            # The lemmatizer's "recruite", "complexe", "converts"
            shorter = raw[:-1]
            if raw[-1:] in {"e", "s"} and self.verb(shorter):
                return shorter
            if raw == "active":  # "phosphorylates and actives B"
                return "activate"
        prefix, dash, rest = raw.partition("-")
        if dash and prefix in self["prefixes"]:
            whole = prefix + rest
            if self.verb(whole) or self.nominal(whole, whole):
                return whole
        # The tagger takes some plurals for singulars: "Tcf/Lef proteins".
        return raw[:-1] if raw[-1:] == "s" and self.is_noun(raw[:-1]) else raw

    def stems(self) -> frozenset[str]:
        """Return the beginnings, :data:`STEM` letters long, of all words that can be triggers.

        A sentence without any of them cannot match a rule, and need not be parsed.
        """
        words = {*self._verbs, *self._nominals, *self["irregular_forms"], *self["causes"]}
        words |= {*self["arrows"], *self["bars"]}
        words |= {
            *self["include"],
            *self["regulating"],
            *self._idiomatic,
        }
        return frozenset(word[:STEM] for word in words)

    def nominals_of(self, *verbs: str) -> frozenset[str]:
        """Return all nouns and adjectives that stand for one of the verbs."""
        return frozenset(word for word, verb in self._nominals.items() if verb in verbs)

    def idiom(self, lemma: str, word: str) -> tuple[str, str | None] | None:
        """Return what a verb means with the particle or object behind it, None where it is plain.

        The second of the two is the preposition that leads to its object, None for an object of
        its own: ``("give", "rise")`` is ``("produce", "to")``.
        """
        return self._idioms.get((lemma, word))

    def opens_idiom(self, lemma: str) -> bool:
        """Tell whether a verb has another meaning with some particle or object."""
        return lemma in self._idiomatic

    def held_idiom(self, lemma: str, preposition: str, noun: str) -> str | None:
        """Return what a verb means with preposition and noun: "keeps B in check" restrains it."""
        return self._held.get((lemma, preposition, noun))

    def may_be_verb(self, lemma: str) -> bool:
        """Tell whether a word can be a verb that rules or idioms speak of."""
        known = self.opens_idiom(lemma) or self.verb(lemma) is not None
        return known or lemma in self["partnering"] | self["other_verbs"]

    def phrasal(self, verb: str | None) -> tuple[str, ...]:
        """Return the prepositions whose complement is the verb's object."""
        return self._phrasal.get(verb, ()) if verb else ()

    def phrasal_inverse(self, verb: str | None) -> tuple[str, ...]:
        """Return the prepositions whose complement is the one who acts."""
        return self._phrasal_inverse.get(verb, ()) if verb else ()

    def noun_complements(self, verb: str | None) -> tuple[str, ...]:
        """Return the prepositions, besides "of", that lead from a noun to its object."""
        return self._complements.get(verb, ()) if verb else ()

    def state_of_noun(self, lemma: str) -> str | None:
        """Return the state that a noun gives what it is said of: deletion -> loss."""
        return self._state_nouns.get(lemma)

    def state_of_adjective(self, word: str) -> str | None:
        """Return the state that an adjective gives what it is said of: mutant -> mutation."""
        return self._state_adjectives.get(word)

    def neutral_kind(self, lemma: str) -> str | None:
        """Return ``activity`` or ``amount`` for a noun that speaks of it without moving it."""
        return self._neutral.get(lemma)


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Return the packaged word classes."""
    resource = files("nlp_pipeline.rules") / "words.yaml"
    data = yaml.load(resource.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - strings only
    return Words(data, "nlp_pipeline/rules/words.yaml")
