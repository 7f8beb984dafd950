"""Variants of a training sentence, so that the parser does not learn CRAFT's names and style.

CRAFT is mouse genetics of the years 2000-2007, well edited. Captions are about human cancer and
come with panel letters, lost full stops, Unicode dashes and headline case. Each variant keeps the
tree: only words change, or tokens are added or dropped at the sentence's ends.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nlp_pipeline.training.corpora import ParsedSentence

GREEK_NAMES: Final = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "ζ": "zeta",
    "ω": "omega",
}
_GREEK_SWAPS: Final = GREEK_NAMES | {name: letter for letter, name in GREEK_NAMES.items()}
_DASHES: Final = ("\u2010", "\u2013", "\u2011", "\u2212")
_GENE_LIKE = re.compile(r"(?=.*[A-Z])(?=.*[0-9A-Z].*[0-9A-Z]|[a-z].*[A-Z])[A-Za-z0-9]{2,8}")
_VERBS: Final = (
    "activate", "inhibit", "phosphorylate", "suppress", "promote", "induce", "block", "stimulate",
    "upregulate", "degrade", "downregulate", "bind", "target", "repress", "ubiquitinate",
    "stabilize", "enhance", "attenuate", "sensitize", "mediate", "prevent", "reduce", "increase",
    "decrease", "trigger", "antagonize", "overcome", "reverse", "confer", "inactivate", "cleave",
    "dephosphorylate", "acetylate", "potentiate", "restore", "impair", "abrogate", "abolish",
    "mimic", "recruit", "prolong", "regulate", "express", "encode", "transactivate", "methylate",
    "counteract", "sequester",
)  # fmt: skip
_NOUN_TAGS: Final = frozenset({"NN", "NNP"})


def vary_sentence(
    sentence: ParsedSentence, names: Sequence[str], rng: random.Random
) -> ParsedSentence:
    """Return the sentence with a random selection of changes, often none.

    Args:
        sentence: A treebank sentence.
        names: One-token gene and drug names to put in place of those of the sentence; with none,
            names stay.
        rng: Source of chance; the same state gives the same variant.
    """
    if rng.random() < 0.35:
        sentence = put_in_present(sentence)
    if rng.random() < 0.2:
        sentence = swap_verbs(sentence, rng)
    words = list(sentence.words)
    if names and rng.random() < 0.4:
        words = swap_names(words, sentence.tags, names, rng)
    if rng.random() < 0.2:
        words = [_GREEK_SWAPS.get(word, word) for word in words]
    if rng.random() < 0.1:
        dash = rng.choice(_DASHES)
        words = [dash if word in "-–−" else word for word in words]
    varied = replace(sentence, words=tuple(_change_case(words, rng)))
    if rng.random() < 0.08:
        varied = drop_full_stop(varied)
    if rng.random() < 0.05:
        varied = add_panel_letter(varied, rng.choice("ABCDEFabcdef"))
    return varied


def swap_names(
    words: list[str], tags: Sequence[str], names: Sequence[str], rng: random.Random
) -> list[str]:
    """Put other names in place of gene-like nouns, the same one for each repeated name."""
    new_names = {
        word: rng.choice(names)
        for word, tag in zip(words, tags, strict=True)
        if tag in _NOUN_TAGS and _GENE_LIKE.fullmatch(word)
    }
    return [new_names.get(word, word) for word in words]


def put_in_present(sentence: ParsedSentence) -> ParsedSentence:
    """Put verbs of the past tense in the present, as captions and reviews have them.

    Articles report in the past tense; without this the parser meets "AKT phosphorylates GSK3B"
    too rarely to tell such a verb from a plural noun.
    """
    words, tags = list(sentence.words), list(sentence.tags)
    for i, (tag, lemma) in enumerate(zip(sentence.tags, sentence.lemmas, strict=True)):
        subjects = [
            j
            for j, (head, dep) in enumerate(zip(sentence.heads, sentence.deps, strict=True))
            if head in {i, sentence.heads[i]} and dep in {"nsubj", "nsubjpass"}
        ]
        if tag != "VBD" or not subjects or not lemma.isalpha():
            continue
        plural = sentence.tags[subjects[0]] in {"NNS", "NNPS"}
        tags[i] = "VBP" if plural else "VBZ"
        words[i] = _present_form(lemma.lower(), plural=plural)
    return replace(sentence, words=tuple(words), tags=tuple(tags))


def swap_verbs(sentence: ParsedSentence, rng: random.Random) -> ParsedSentence:
    """Put verbs of regulation in place of finite verbs that have a subject and an object.

    "AKT phosphorylates GSK3B" is rare in CRAFT, where what is phosphorylated stands in the passive.
    """
    words = list(sentence.words)
    governed = {"nsubj": set[int](), "dobj": set[int]()}
    for head, dep in zip(sentence.heads, sentence.deps, strict=True):
        if dep in governed:
            governed[dep].add(head)
    for i in governed["nsubj"] & governed["dobj"]:
        verb = rng.choice(_VERBS)
        if sentence.tags[i] in {"VBZ", "VBP"}:
            words[i] = _present_form(verb, plural=sentence.tags[i] == "VBP")
        elif sentence.tags[i] == "VBD" and verb.endswith("e"):
            words[i] = f"{verb}d"
    return replace(sentence, words=tuple(words))


def _present_form(lemma: str, *, plural: bool) -> str:
    """Return the present tense of a verb, third person.

    >>> [_present_form(verb, plural=False) for verb in ("bind", "be", "modify", "suppress")]
    ['binds', 'is', 'modifies', 'suppresses']
    """
    irregular = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do")}
    if lemma in irregular:
        return irregular[lemma][plural]
    if plural:
        return lemma
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    return f"{lemma}s"


def drop_full_stop(sentence: ParsedSentence) -> ParsedSentence:
    """Drop a final full stop that nothing depends on; otherwise return the sentence as it is."""
    last = len(sentence.words) - 1
    heads = sentence.heads
    if last < 1 or sentence.words[last] != "." or last in heads[:last] or heads[last] == last:
        return sentence
    return replace(
        sentence,
        words=sentence.words[:last],
        tags=sentence.tags[:last],
        lemmas=sentence.lemmas[:last],
        heads=heads[:last],
        deps=sentence.deps[:last],
        spaces=sentence.spaces[:last],
    )


def add_panel_letter(sentence: ParsedSentence, letter: str) -> ParsedSentence:
    """Put "(A)" before a sentence, as captions do; attached to the root as CRAFT does."""
    if sentence.words[0] in "([":
        return sentence
    root = next(i for i, head in enumerate(sentence.heads) if head == i) + 3
    return replace(
        sentence,
        words=("(", letter, ")", *sentence.words),
        tags=("-LRB-", "LS", "-RRB-", *sentence.tags),
        lemmas=("(", letter.lower(), ")", *sentence.lemmas),
        heads=(1, root, 1, *(head + 3 for head in sentence.heads)),
        deps=("punct", "meta", "punct", *sentence.deps),
        spaces=(False, False, True, *sentence.spaces),
    )


def _change_case(words: list[str], rng: random.Random) -> list[str]:
    chance = rng.random()
    if chance < 0.03:
        return [word.lower() for word in words]
    if chance < 0.05:
        return [word.upper() for word in words]
    if chance < 0.08:
        return [word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]
    return words
