"""Processes of the vocabulary in other words: "differentiation of osteoclasts".

The Gene Ontology puts what a process happens to before its noun ("osteoclast differentiation",
"glutathione biosynthetic process"); authors also put it behind "of", add a bracket or the word
"pathway" ("glutathione (GSH) biosynthesis pathway"). Both are looked up in the vocabulary's order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES, PATTERN
from nlp_pipeline.entities.phrase_labels import CELLS
from nlp_pipeline.entities.process_nouns import kind_of_noun
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding

_PROCESS: Final = frozenset({"Process"})
_COMPOUNDS: Final = frozenset({"Chemical", "Drug"})
_TRUST: Final = 0.97
_PLAIN_SCORE: Final = 0.7
_LONGEST: Final = 4
_LEADING: Final = frozenset({"the", "a", "an", "these", "those", "their", "its", "new"})

_VAGUE: Final = frozenset(
    {"protein", "proteins", "gene", "genes", "cell", "cells", "protein complex", "complexes"}
    | {"protein complexes", "complex", "multiprotein complexes", "new proteins"}
)
"""Of these an inverted name says no more than its noun."""

_OF_CELLS: Final = ("ial", "oid", "oetic", "ymal", "uscle", "ural", "omal", "ogenic")
"""Adjectives of kinds of cells: glial, epithelial, lymphoid, hematopoietic, mesenchymal."""

_BECOMING: Final = frozenset(
    {"differentiation", "transdifferentiation", "conversion", "transformation", "maturation"}
    | {"development", "commitment", "transition", "reprogramming", "redifferentiation"}
)
_BECOMING_NEEDLES: Final = (" into ", " toward")
_INTO: Final = frozenset({"into", "toward", "towards"})
_KIND_OF_CELL: Final = re.compile(r"[A-Za-z]{3,}(?:cyte|blast|clast|phage|phil|neuron)")

_REACTIONS: Final = (
    (re.compile(r"biosynthe(?:sis|ses|tic)|synthesis|anabolism"), "biosynthetic process"),
    (re.compile(r"catabolism|catabolic|breakdown"), "catabolic process"),
    (re.compile(r"metabolism"), "metabolic process"),
)
_CHAINS: Final = frozenset({"pathway", "pathways", "cycle", "shunt"})
_MESSENGER: Final = re.compile(
    r"cyclic|calcium|inositol|phosphatid|nitric oxide|reactive oxygen|estrogen|estradiol|androgen"
    r"|testosterone|progesterone|cortico|cortisol|hormone|steroid|retino|vitamin|auxin|abscisic"
    r"|jasmon|salicyl|ethylene|gibberell|cytokinin|brassino|strigo|dopamine|serotonin|histamine"
    r"|glutamate|aminobutyric|acetylcholine|adrenaline|epinephrine|cannabinoid|opioid|melatonin"
    r"|prostaglandin|leukotriene|sphingosine|ceramide|lysophosphatid|adenosine|ATP|oxygen|glucose"
    r"|lipopolysaccharide|hydrogen|insulin|amyloid|lipid|nutrient|amino acid|diacylglycerol"
)
_HEADS: Final = frozenset(
    form
    for word in (
        *("biosynthesis", "biosyntheses", "biosynthetic", "synthesis", "anabolism", "catabolism"),
        *("catabolic", "breakdown", "metabolism", "pathway", "pathways", "cycle", "shunt"),
    )
    for form in (word, word.capitalize())
)
_NEEDLES: Final = (
    "synthe",
    "pathway",
    "cycle",
    "shunt",
    "catabol",
    "metabolism",
    "breakdown",
    "anabolism",
)
_TAILS: Final = frozenset({"pathway", "pathways", "process", "processes", "route", "routes"})


def find_inverted_processes(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find processes said with "of" that the vocabulary knows in the other order.

    Args:
        view: The text.
        named: The readings of names; none is cut ("biosynthesis of inosine monophosphate").
        grounder: For the vocabulary.

    Yields:
        The longest known reading behind each "of": "migration of endothelial cells".
    """
    words = view.words
    for of in [token for token, word in enumerate(words) if word == "of"]:
        if not 0 < of < len(words) - 1:
            continue
        noun = words[of - 1].lower()
        kind = kind_of_noun(noun)
        if kind not in {"process", "event"}:
            continue
        found = _known(view, of, noun, grounder)
        if found is None or _cuts(found[0], named):
            continue
        end, known = found
        if kind == "process" or CELLS.fullmatch(words[end - 1]):
            yield _mention(of - 1, end, known)


def _cuts(end: int, named: Sequence[MentionSpan]) -> bool:
    return any(mention.start_token < end < mention.end_token for mention in named)


def _known(view: TextView, of: int, noun: str, grounder: Grounder) -> tuple[int, Grounding] | None:
    """Return where the longest known theme behind "of" ends, and the process."""
    start = of + 1 + (view.words[of + 1].lower() in _LEADING)
    for end in range(min(start + _LONGEST, len(view.words)), start, -1):
        if not view.words[end - 1][-1].isalnum():
            continue
        theme = view.surface(start, end)
        if theme in _VAGUE:
            continue
        for name in (*singulars(theme), theme):
            known = grounder.ground_as(f"{name} {noun}", _PROCESS)
            if known is not None and " " in known.term.name:
                return end, known
    return None


def find_becoming(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find what cells become by a noun with "into": "differentiation of MSCs into osteoblasts".

    Args:
        view: The text.
        named: The readings of names; none is cut.
        grounder: For the vocabulary's name of the differentiation.
    """
    if not view.has_any(_BECOMING_NEEDLES):
        return
    words = view.words
    for into in [token for token, word in enumerate(words) if word in _INTO]:
        noun = _noun_before(words, into)
        if noun is None:
            continue
        start = into + 1 + (into + 1 < len(words) and words[into + 1].lower() in _LEADING)
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            name = next(iter(singulars(view.surface(start, end))), view.surface(start, end))
            if not CELLS.fullmatch(words[end - 1]) or _cuts(end, named):
                continue
            names = (name, name.rpartition(" ")[2])
            known = next(
                (k for n in names if (k := grounder.ground_as(f"{n} differentiation", _PROCESS))),
                None,
            )
            if known is not None and " " in known.term.name:
                yield _mention(noun, end, known)
            elif end == start + 1 and _KIND_OF_CELL.fullmatch(name):
                label = f"{name.lower()} differentiation"
                yield MentionSpan(noun, end, "Process", label, None, PATTERN, _PLAIN_SCORE)
            else:
                continue
            break


def _noun_before(words: Sequence[str], into: int) -> int | None:
    """Return the noun that "into" belongs to, with at most a short "of" between."""
    for token in range(into - 1, max(into - 2 - _LONGEST, -1), -1):
        if words[token].lower() in _BECOMING:
            return token if token == into - 1 or words[token + 1] == "of" else None
        if words[token] in {",", ".", ";", "and", "that", "which"}:
            return None
    return None


def find_cell_processes(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find processes of cells that are named without the word: "glial differentiation"."""
    words = view.words
    for place in [token for token, word in enumerate(words) if word.endswith(_OF_CELLS)]:
        token = place + 1
        if token == len(words) or not view.spaced(place) or not words[place].isalpha():
            continue
        kind, noun = words[place], words[token].lower()
        if kind_of_noun(noun) in {"process", "event"}:
            known = grounder.ground_as(f"{kind} cell {noun}", _PROCESS)
            if known is not None and not grounder.ground_as(f"{kind} {noun}", _PROCESS):
                yield _mention(place, token + 1, known)


def find_bracketed_processes(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find processes of the vocabulary with a short form inside: "fatty acid (FA) uptake"."""
    words = view.words
    for close in [token for token, word in enumerate(words) if word == ")"]:
        noun = words[close + 1].lower() if close + 1 < len(words) else ""
        kind = kind_of_noun(noun)
        if close < 3 or words[close - 2] != "(" or kind not in {"process", "event"}:
            continue
        for start in range(max(close - 2 - _LONGEST, 0), close - 2):
            owner = view.surface(start, close - 2)
            known = grounder.ground_as(f"{owner} {noun}", _PROCESS)
            event = kind == "event" and grounder.ground_as(owner, MOLECULE_TYPES) is not None
            if known is not None and " " in known.term.name and not event:
                yield _mention(start, close + 2, known)
                break


def find_reactions(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find the making and breaking of a compound: "hexosamine biosynthesis pathway".

    Args:
        view: The text.
        named: The names of the text that count.
        grounder: For the process under its vocabulary's name; unknown ones stay ungrounded.
    """
    if not view.has_any(_NEEDLES):
        return
    words = view.words
    heads = [token for token, word in enumerate(words) if word in _HEADS]
    at = {(head - 3 if _follows_bracket(words, head) else head): head for head in heads}
    best: dict[int, MentionSpan] = {}
    for mention in named:
        end = mention.end_token
        if end in at and (end not in best or _is_better(mention, best[end])):
            best[end] = mention
    for end, mention in sorted(best.items()):
        head = at[end]
        whole = view.surface(mention.start_token, head + 1)
        if mention.start_token and words[mention.start_token - 1] in DASHES:
            continue  # the tail of a longer name: "erythritol 4-phosphate"
        if mention.type in _COMPOUNDS and grounder.ground_as(whole, _PROCESS) is None:
            label = _reaction_at(words[head].lower())
            if label is not None:
                yield _reaction(mention, label, _with_tail(view, head + 1), grounder)
            elif _names_chain(words[head].lower(), mention):
                label = words[head].lower().removesuffix("s")
                yield _reaction(mention, label, head + 1, grounder)


def _follows_bracket(words: Sequence[str], head: int) -> bool:
    """Whether a short form in brackets stands before a head: "glutathione (GSH) biosynthesis"."""
    return head > 3 and words[head - 1] == ")" and words[head - 3] == "("


def _is_better(mention: MentionSpan, other: MentionSpan) -> bool:
    """Whether a reading that ends where another does begins before it, or is surer."""
    if mention.start_token != other.start_token:
        return mention.start_token < other.start_token
    return mention.score > other.score


def _reaction_at(word: str) -> str | None:
    return next((label for form, label in _REACTIONS if form.fullmatch(word)), None)


def _with_tail(view: TextView, token: int) -> int:
    return token + (token < len(view.words) and view.words[token].lower() in _TAILS)


def _reaction(compound: MentionSpan, label: str, end: int, grounder: Grounder) -> MentionSpan:
    name = f"{compound.label} {label}"
    for spelling in (name, f"L-{name}"):
        known = grounder.ground_as(spelling, _PROCESS)
        if known is not None:
            return _mention(compound.start_token, end, known)
    return _plain(compound, name, end)


def _names_chain(word: str, compound: MentionSpan) -> bool:
    """Whether a chain of reactions has a compound's name: "hexosamine pathway".

    Pathways of messengers and hormones are signals; they have no such name here.
    """
    chemical = compound.type == "Chemical" and not _MESSENGER.search(compound.label)
    return chemical and word in _CHAINS


def _plain(compound: MentionSpan, name: str, end: int) -> MentionSpan:
    score = round(_PLAIN_SCORE * compound.score, 4)
    return MentionSpan(compound.start_token, end, "Process", name, None, PATTERN, score)


def _mention(start: int, end: int, known: Grounding) -> MentionSpan:
    term, score = known.term, round(_TRUST * known.score, 4)
    return MentionSpan(start, end, "Process", term.label, term.id, PATTERN, score)
