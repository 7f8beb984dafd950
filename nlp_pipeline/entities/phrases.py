"""Processes that no vocabulary lists, read from the noun phrases of the parse.

Biology is full of processes with a name for the occasion ("uropod formation", "spatial
segregation of signaling pathways"). After the parser has run, a noun of ``process_nouns.tsv`` with
what stands before it, and a short "of …" behind it, is such a process under its own plain name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp_pipeline.annotations import (
    NESTED,
    MentionSpan,
    get_abbreviations,
    get_context,
    get_legend,
    get_mentions,
    get_parsed,
    set_mentions,
)
from nlp_pipeline.entities.phrase_labels import CELLS, label_of, narrows
from nlp_pipeline.entities.phrase_words import (
    ALONE,
    AT_WORK,
    CODED,
    EMPTY,
    EVALUATING,
    FAULTS,
    NO_PART,
    SAMPLES,
    TUMORS,
)
from nlp_pipeline.entities.process_nouns import BARE, kind_of_noun
from nlp_pipeline.entities.short_cells import cells_of
from nlp_pipeline.entities.verbal_processes import find_verbal

FACTORY: Final = "nlp_pipeline_phrases"
SOURCE: Final = "phrase"
SCORE: Final = 0.6

_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod", "punct"})
_OWNERS: Final = _MODIFIERS - {"punct"} | {"poss"}
_PANEL: Final = re.compile(r"[A-Za-z]\.|\d{1,2}[.)]|[ivx]{1,4}[.)]")
_TO: Final = re.compile(r"\w[-‐–]to[-‐–]\w")
_NO_MODIFIERS: Final = frozenset({"CC", "IN", ",", "-LRB-", "-RRB-", "DT", "CD"})
_ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
_OF_TOKENS: Final = 5
_DONE_TO: Final = frozenset({"damage", "injury", "insult"})
_LONGEST: Final = 3
"""Tokens of a process that may stand before another noun."""
_TRANSPARENT: Final = frozenset({"Disease", "Process", "Chemical"})
_HALTS: Final = frozenset({"arrest", "shutdown", "shutoff", "shut-off", "off"})
_HALTED: Final = frozenset({"translational", "transcriptional", "metabolic"})
_EXCESS: Final = frozenset({"overproduction", "hyperproduction", "oversecretion"})
_MAKING: Final = frozenset({"formation", "hydrolysis", "breakdown", "accumulation"})
_BOUND: Final = frozenset({"complex", "dimer", "heterodimer", "homodimer", "ternary", "trimer"})
_OF_MOLECULES: Final = frozenset(
    {"function", "state", "activity", "reaction", "retention", "program", "turnover", "stability"}
)
"""Nouns that, said of a molecule, name nothing beside it: "the function of HpPho81"."""


_COURSES: Final = frozenset({"maintenance", "development", "phenotype", "program", "progression"})
"""Nouns for the course of a process, which is meant: "the development of vascular remodeling"."""
_OF_KINDS: Final = frozenset({"differentiation", "maturation"})
_ANY_KIND: Final = frozenset(
    {"cell", "cells", "cellular", "stem", "tumor", "tumour", "cancer", "of", "the", "these", "this"}
    | {"progenitor", "progenitors", "precursor", "precursors", "functional", "protein", "their"}
)
"""Words that do not say what kind of cell becomes of one."""


class PhraseFinder:
    """Component that adds processes of the parse to the mentions of a Doc.

    Reads ``mentions``, ``nested``, ``legend`` and the sentences of ``parsed`` with their tags,
    lemmas and heads; writes ``mentions`` and ``nested``: a name inside a phrase is nested in it.
    Without a parse a Doc stays as it is.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Add the phrases of one Doc."""
        mentions = get_mentions(doc)
        found = list(find_phrases(doc, mentions))
        if not found:
            return doc
        covered = {i: phrase for phrase in found for i in _tokens(phrase)}
        inner = [m for m in mentions if m.start_token in covered]
        set_mentions(doc, [*(m for m in mentions if m not in inner), *found])
        set_mentions(doc, [*get_mentions(doc, group=NESTED), *inner], group=NESTED)
        return doc


def find_phrases(doc: Doc, mentions: tuple[MentionSpan, ...]) -> Iterator[MentionSpan]:
    """Yield the processes that noun phrases name, in text order, none inside another."""
    owner = {i: mention for mention in mentions for i in _tokens(mention)}
    legend = {i for span in get_legend(doc) for i in range(span.start, span.end)}
    spelled = _spelled_out(doc)
    cells = _plurals_of_cells(doc)
    last = 0
    for sentence in get_parsed(doc):
        for token in sentence:
            if token.i in legend or not token.tag_.startswith("NN"):
                continue
            if token.i in owner and not _may_widen(token, owner[token.i]):
                continue
            phrase = _read_phrase(token, owner, sentence, last, spelled)
            if phrase is not None:
                last = phrase.end_token
                yield phrase
        yield from _verbal(sentence, owner, cells)


def _plurals_of_cells(doc: Doc) -> dict[str, str]:
    """Return the kinds of cells that a Doc writes as short forms, by their plural."""
    defined = (*get_context(doc).abbreviations, *get_abbreviations(doc))
    return {f"{short}s": long for short, long in cells_of(defined).items()}


def _verbal(
    sentence: Span, owner: Mapping[int, MentionSpan], cells: Mapping[str, str]
) -> Iterator[MentionSpan]:
    """Yield what happens to the cells of a sentence: "recruits neutrophils", "activates DCs"."""

    def start_of(head: Token) -> int:
        return _start_of(head, owner, sentence.start)

    def name_of(head: Token, modifiers: Span) -> str:
        long = cells.get(head.text)
        if long is not None:
            return f"{modifiers.text.lower()} {long}".strip()
        return label_of(head, modifiers, None, {}).strip().removesuffix("s")

    yield from find_verbal(sentence, owner, start_of, name_of, cells)


def _tokens(mention: MentionSpan) -> range:
    return range(mention.start_token, mention.end_token)


def _may_widen(head: Token, mention: MentionSpan) -> bool:
    """Whether a process is a bare noun, of which a phrase says more: "hepatic lipotoxicity"."""
    bare = mention.type == "Process" and mention.start_token == head.i == mention.end_token - 1
    lemma = head.lemma_.lower()
    listed = mention.source == "lexicon" or lemma in _OF_KINDS
    return bare and listed and kind_of_noun(lemma) == "process"


def _tells_kind(lemma: str, word: str) -> bool:
    """Whether a word makes another process of a bare noun: "luminal differentiation".

    Whose proliferation it is says little, but not whose differentiation or maturation.
    """
    if lemma not in _OF_KINDS:
        return narrows(word)
    return word[0].isalpha() and word.lower() not in _ANY_KIND and len(word) > 1


def _spelled_out(doc: Doc) -> dict[str, str]:
    """Return the long form of each short form of the document ("RGC"), in lower case."""
    found = [*get_context(doc).abbreviations, *get_abbreviations(doc)]
    return {a.short: a.long if a.long.isupper() else a.long.lower() for a in found}


def _read_phrase(
    head: Token,
    owner: Mapping[int, MentionSpan],
    sentence: Span,
    first: int,
    spelled: Mapping[str, str],
) -> MentionSpan | None:
    """Return the phrase of a head noun, None where it names no process of its own."""
    lemma = head.lemma_.lower()
    kind = kind_of_noun(lemma)
    if lemma in BARE and _stands_alone(head):
        return MentionSpan(head.i, head.i + 1, "Process", BARE[lemma], None, SOURCE, SCORE)
    if kind is None or kind == "never":
        return None
    start = _start_of(head, owner, max(sentence.start, first))
    modifiers = head.doc[start : head.i]
    theme = _theme_of(head, owner, sentence)
    end = head.i + 1 if theme is None else theme.end
    if _says_too_little(head, modifiers, theme, owner):
        return None
    if _says_another(head, modifiers, theme, owner):
        return None
    label = label_of(head, modifiers, theme, spelled).strip()
    return MentionSpan(start, end, "Process", label, None, SOURCE, SCORE)


def _says_too_little(
    head: Token, modifiers: Span, theme: Span | None, owner: Mapping[int, MentionSpan]
) -> bool:
    """Whether a noun and what belongs to it do not tell which process it is: "the formation"."""
    lemma = head.lemma_.lower()
    narrowing = modifiers if theme is None or _is_plain_theme(theme) else (*modifiers, *theme)
    cells = theme if theme is not None and lemma in _OF_KINDS else ()
    if head.i in owner and not any(_tells_kind(lemma, t.text) for t in (*narrowing, *cells)):
        return True
    empty = theme is None and all(_is_empty(t, owner) for t in modifiers)
    empty = empty and not (lemma in FAULTS and modifiers and modifiers[-1].lower_ == "metabolic")
    return empty and (bool(modifiers) or not ALONE.fullmatch(lemma))


def _says_another(
    head: Token, modifiers: Span, theme: Span | None, owner: Mapping[int, MentionSpan]
) -> bool:
    """Whether a phrase is about a molecule, a change of one or several things at once."""
    lemma = head.lemma_.lower()
    words = (*modifiers, *(theme or ()))
    if any("/" in t.text or t.lower_ in NO_PART for t in words):
        return True
    if theme is None and lemma == "formation" and modifiers and modifiers[-1].lower_ in _BOUND:
        return True  # "complex formation" is said of what it binds
    if _is_change(lemma, modifiers, theme, owner):
        return True
    if lemma in _OF_MOLECULES and any(map(_is_symbol, words)):
        return True
    if theme is not None and theme[-1].lemma_.lower() == "complex":
        return True
    event = kind_of_noun(lemma) == "event"
    moves = event or lemma in _COURSES
    if _has_molecule(head, owner) or (moves and _moves_a_process(theme)):
        return True
    return event and not any(_is_alive(t.text) for t in words)


def _stands_alone(head: Token) -> bool:
    """Whether a noun has nothing before it, behind "of" or joined to it that says whose it is."""
    joined = head.doc[head.i + 1].lower_ if head.i + 1 < len(head.doc) else ""
    if (
        joined in {"of", "in", "-", "‐", "–", "/"}
        or joined.isdigit()
        or head.dep_ not in _ARGUMENTS
    ):
        return False
    return not any(child.dep_ in _OWNERS for child in head.children)


def _is_empty(token: Token, owner: Mapping[int, MentionSpan]) -> bool:
    """Whether a word makes no name of a noun; an ion does, and a code of cells: "Ca2+", "Th17"."""
    if token.lower_ in EMPTY:
        return True
    return not (token.is_alpha or token.i in owner or CODED.fullmatch(token.text))


def _is_change(
    lemma: str, modifiers: Span, theme: Span | None, owner: Mapping[int, MentionSpan]
) -> bool:
    """Whether a noun says more or less of a process: "protein synthesis arrest".

    Or no more than what it is: "the main function of autophagy".
    """
    halted = any(t.lower_ in _HALTED or _is_process(t, owner) for t in modifiers)
    itself = lemma == "function" and theme is not None and _is_process(theme[-1], owner)
    return lemma in _EXCESS or (lemma in _HALTS and halted) or itself


def _is_process(token: Token, owner: Mapping[int, MentionSpan]) -> bool:
    return token.i in owner and owner[token.i].type == "Process"


def _is_alive(word: str) -> bool:
    """Whether what is done to it is a process: cells, and what they consist of."""
    return bool(CELLS.fullmatch(word) or AT_WORK.fullmatch(word))


def _is_clause(mention: MentionSpan) -> bool:
    """Whether a process is too long to stand before a noun: "translocation to the nucleus"."""
    return mention.type == "Process" and mention.end_token - mention.start_token > _LONGEST


def _is_plain_theme(theme: Span) -> bool:
    """Whether what stands behind "of" makes no other process: cells, tumours, a process."""
    noun = theme[-1]
    lemma = noun.lemma_.lower()
    cells = CELLS.fullmatch(noun.text) or lemma in TUMORS or lemma in SAMPLES
    return bool(cells) or kind_of_noun(lemma) is not None or any(t.like_num for t in theme)


def _is_symbol(token: Token) -> bool:
    """Whether a word is the symbol of a molecule, though no list has it: "HpPho81"."""
    text = token.text
    return len(text) > 3 and any(c.isdigit() for c in text) and any(c.isupper() for c in text)


def _start_of(head: Token, owner: Mapping[int, MentionSpan], limit: int) -> int:
    """Return where the modifiers begin that make the name, without determiners and grades."""
    start = head.i
    while start > limit:
        token = head.doc[start - 1]
        mention = owner.get(token.i)
        if mention is not None and (mention.type not in _TRANSPARENT or _is_clause(mention)):
            break
        inside = any(head.i == ancestor.i for ancestor in token.ancestors)
        joined = _is_joined(token)
        if not inside or token.lower_ in EVALUATING:
            break
        if token.dep_ not in _MODIFIERS and not joined:
            break
        if token.text in "()[],;:" or (token.tag_ in _NO_MODIFIERS and not joined):
            break
        start = token.i if mention is None else mention.start_token
    while start < head.i and _is_no_word(head.doc[start]):
        start += 1
    return start


def _is_no_word(token: Token) -> bool:
    """Whether a token begins no name: a mark, or the letter of a panel ("A. Deregulation of").

    Before a lower-case word a letter is a genus: "E. coli survival".
    """
    panel = _PANEL.fullmatch(token.text) is not None
    return not token.text[0].isalnum() or (panel and token.nbor().text[0].isupper())


def _is_joined(token: Token) -> bool:
    """Whether a word stands in a compound with "to": "monocyte-to-fibroblast transition"."""
    words = token.doc[max(token.i - 4, 0) : token.i + 5].text
    return _TO.search(words) is not None and not token.is_punct


def _theme_of(head: Token, owner: Mapping[int, MentionSpan], sentence: Span) -> Span | None:
    """Return the short noun phrase behind "of", None where there is none or it is a name.

    What is done to a thing has "to" there: "damage to the intestinal epithelium".
    """
    after = head.i + 1
    if after + 1 >= sentence.end:
        return None
    link = head.doc[after].lower_
    if link != "of" and not (link in {"to", "in"} and head.lemma_.lower() in _DONE_TO):
        return None
    noun = next((child for child in head.doc[after].children if child.dep_ == "pobj"), None)
    if noun is None or noun.i - after > _OF_TOKENS or not noun.tag_.startswith("NN"):
        return None
    theme = head.doc[after + 1 : noun.i + 1]
    while theme and (theme[0].tag_ in {"DT", "PRP$"} or theme[0].lower_ in EVALUATING):
        theme = theme[1:]
    plain = all(t.text not in "()[],;:" and t.tag_ not in {"CC", "IN"} for t in theme)
    named = any(t.i in owner and owner[t.i].type not in _TRANSPARENT for t in theme)
    if link == "in" and theme and not CELLS.fullmatch(theme[-1].text):
        return None
    return theme if plain and theme and not named else None


def _has_molecule(head: Token, owner: Mapping[int, MentionSpan]) -> bool:
    """Whether the noun is said of a named molecule: then it is an event, and the rules read it."""
    for child in head.children:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            mention = owner.get(child.i)
            if mention is not None and (
                mention.type not in _TRANSPARENT or _is_made(head, mention)
            ):
                return True
        elif child.dep_ == "prep" and child.lower_ == "of":
            for noun in child.children:
                mention = owner.get(noun.i)
                made = mention is not None and _is_made(head, mention)
                if mention is not None and (mention.type not in _TRANSPARENT or made):
                    return True
    return False


def _is_made(head: Token, mention: MentionSpan) -> bool:
    """Whether a compound is made or used up: "the formation of various prostaglandins"."""
    lemma = head.lemma_.lower()
    return mention.type == "Chemical" and (lemma in _MAKING or kind_of_noun(lemma) == "event")


def _moves_a_process(theme: Span | None) -> bool:
    """Whether an event is said of a process, which is meant: "inhibition of cell growth"."""
    return theme is not None and kind_of_noun(theme[-1].lemma_) is not None


@Language.factory(
    FACTORY,
    requires=["token.tag", "token.lemma", "token.dep", "token.head"],
    assigns=["doc.spans"],
)
def make_phrase_finder(nlp: Language, name: str) -> PhraseFinder:  # noqa: ARG001
    """Build the component; it takes no settings.

    Args:
        nlp: The pipeline; only its presence matters.
        name: Name of the component.
    """
    return PhraseFinder()
