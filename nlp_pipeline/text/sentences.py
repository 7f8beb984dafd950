"""Sentence boundaries, set before anything is parsed.

Rules over tokens: a boundary is a full stop, question or exclamation mark outside of brackets,
unless the words before it are known to end in a full stop, together with what stands after it;
and a semicolon that parts clauses, not the items of a list.
Measured on the CRAFT dev articles: see ``models/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from nlp_pipeline.text.strings import text_of, words_of

FACTORY: Final = "nlp_pipeline_sentences"

_STOPS: Final = frozenset({".", "?", "!", "...", "…"})
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_QUOTES: Final = frozenset("\"'”’»")
_NEVER_ENDS: Final = frozenset((
    "fig", "figs", "ref", "refs", "eq", "eqs", "tab", "suppl", "supp", "e.g", "i.e", "vs", "cf",
    "ca", "approx", "viz", "dr", "drs", "prof", "mr", "mrs", "ms", "st", "resp", "var", "subsp",
    "esp", "incl", "no", "nos", "vol", "pp", "eds", "jan", "feb", "aug", "sept", "oct", "nov",
    "dec", "ph.d",
))  # fmt: skip
"""Words with a full stop that a sentence hardly ends with."""

_SELDOM_ENDS: Final = frozenset((
    "al", "etc", "spp", "sp", "inc", "ltd", "co", "corp", "a.m", "p.m", "i.p", "i.v", "s.c",
    "p.o",
))  # fmt: skip
"""Words with a full stop that end a sentence only where a plain sentence opening follows."""

_INITIAL: Final = re.compile(r"[A-Z]\.")
_FINAL_LETTER: Final = re.compile(r"(?<=[a-z]{4} )[A-Z]\.(?=\s+[A-Z(\d]|\s*$)")
"""The letter of "cyclin E." and "protein kinase C.": no initial, but the end of a name."""

_PANEL: Final = re.compile(r"(?![IVXivx])[A-Za-z]")
_LABEL: Final = re.compile(r"[A-Za-z]\.?|\d{1,2}|[,()\[\].&]|[-‐–]")
_CITATION: Final = re.compile(r"\d{1,3}")
_GENE_START: Final = re.compile(r"[a-z]{1,4}[A-Z0-9]\w*|[α-ω]\w*|p|c|m|miR|si|sh|mi")
_OPENERS: Final = frozenset((
    "the", "a", "an", "in", "on", "at", "by", "for", "from", "to", "of", "this", "these", "that",
    "those", "it", "its", "we", "our", "they", "their", "there", "here", "however", "moreover",
    "furthermore", "thus", "therefore", "although", "while", "when", "where", "as", "if", "after",
    "before", "since", "both", "each", "all", "some", "many", "several", "such", "other",
    "another", "although", "upon", "among", "because", "despite", "during", "finally", "first",
    "second", "third", "then", "also", "interestingly", "importantly", "similarly", "consistent",
    "consistently", "activation", "inhibition", "loss", "binding",
))  # fmt: skip
HEADINGS: Final = frozenset((
    "background", "purpose", "purposes", "aim", "aims", "objective", "objectives", "method",
    "methods", "materials", "result", "results", "findings", "conclusion", "conclusions",
    "significance", "introduction", "rationale", "unlabelled", "unlabeled", "design", "setting",
    "patients", "subjects", "interventions", "measurements", "context", "hypothesis", "discussion",
    "implications", "relevance", "summary", "experimental", "approach", "hypotheses", "evidence",
    "interpretation", "goal", "goals", "abstract", "observations",
))  # fmt: skip
"""Words of which the headings of a structured abstract are made: "BACKGROUND AND PURPOSE:"."""
_IN_HEADINGS: Final = HEADINGS | frozenset((
    "and", "of", "the", "key", "main", "major", "principal", "clinical", "study", "outcome",
    "outcomes", "/", ",", "&", "-", "(", ")", "s", "statement", "ofthe", "primary", "research",
))  # fmt: skip
_LONGEST_HEADING: Final = 8
_BRACKET_LIMIT: Final = 120
"""An opening bracket without a partner within this many tokens is a slip, not a bracket."""


class SentenceSplitter:
    """Component that sets ``token.is_sent_start`` for every token.

    Reads tokens only; writes ``token.sent_start``. An empty Doc stays empty. A full stop behind a
    letter that ends a name ("cyclin E.") becomes a token of its own, which no tokenizer can tell
    that sees one word at a time.

    Examples:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("nlp_pipeline_sentences")
        >>> [s.text for s in nlp("EGF binds EGFR. p53 (Fig. 1A) is lost.").sents]
        ['EGF binds EGFR.', 'p53 (Fig. 1A) is lost.']
        >>> [s.text for s in nlp("RESULTS: EGF binds EGFR.").sents]
        ['RESULTS:', 'EGF binds EGFR.']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of a Doc; an empty one stays as it is."""
        part_final_letters(doc)
        # All at once: setting them token by token makes spaCy look through the Doc each time.
        values: Any = np.full((len(doc), 1), -1, dtype="int64")
        values[list(find_sentence_starts(doc))] = 1
        return doc.from_array([SENT_START], values.astype("uint64")) if len(doc) else doc


def part_final_letters(doc: Doc) -> None:
    """Split "E." into letter and full stop where it ends a name and a sentence.

    Examples:
        >>> import spacy
        >>> doc = spacy.blank("en")("It activates cyclin E. CDK2 binds it in E. coli.")
        >>> part_final_letters(doc)
        >>> [token.text for token in doc][2:5]
        ['cyclin', 'E', '.']
    """
    ends = {match.end() for match in _FINAL_LETTER.finditer(text_of(doc))}
    tokens = [token for token in doc if token.idx + 2 in ends and len(token) == 2] if ends else []
    if tokens:
        with doc.retokenize() as retokenizer:
            for token in tokens:
                parts = [token.text[0], "."]
                retokenizer.split(token, parts, heads=[(token, 0), (token, 0)])


def find_sentence_starts(doc: Doc) -> Iterator[int]:
    """Yield the indices of the tokens that begin a sentence, ascending; none for an empty Doc."""
    words = words_of(doc)
    inside = _bracketed(words)
    if words:
        yield 0
    previous = 0
    for i in range(1, len(words)):
        # Behind a word of letters a sentence begins only with a panel's bracket.
        if i in inside or (words[i - 1].isalpha() and words[i] != "("):
            continue
        if not doc[i].is_space and _starts_sentence(doc, doc[i], previous):
            previous = i
            yield i


def _starts_sentence(doc: Doc, token: Token, previous: int) -> bool:
    before = doc[token.i - 1]
    if before.is_space and before.text.count("\n") > 1:
        return True
    if _ends_heading(doc, before, previous):
        return True
    end = _last_word(doc, token.i, previous)
    if end is None:
        return token.text == "(" and _opens_panel_without_stop(doc, token)
    if all(_LABEL.fullmatch(t.text) for t in doc[previous : end.i + 1]):
        return False
    if end.text == ";":
        return _opens_panel(doc, token) or _parts_clauses(doc, token, previous)
    if end.text in _STOPS:
        return _follows_stop(doc, end, token)
    return end.text.endswith(".") and _follows_abbreviation(end, token)


def _ends_heading(doc: Doc, colon: Token, previous: int) -> bool:
    """Whether a colon ends the heading of a part of an abstract: "RESULTS: EGF binds EGFR."."""
    start = previous
    while start < colon.i and doc[start].is_space:
        start += 1
    if colon.text != ":" or not 0 < colon.i - start <= _LONGEST_HEADING:
        return False
    heading = doc[start : colon.i]
    words = [word.lower_ for word in heading if not word.is_space]
    named = any(word in HEADINGS for word in words)
    return named and heading.text.isupper() and _IN_HEADINGS.issuperset(words)


def _last_word(doc: Doc, index: int, previous: int) -> Token | None:
    """Return what may end the sentence: the token before, past blanks, quotes and citations."""
    i = index - 1
    while i > previous and (doc[i].is_space or doc[i].text in _QUOTES):
        i -= 1
    if doc[i].text in _STOPS or doc[i].text == ";" or doc[i].text.endswith("."):
        return doc[i]
    stop = _stop_before_citation(doc, i, previous)
    return (
        stop if stop is not None and doc[index - 1].i == i and _blank_before(doc, index) else None
    )


def _stop_before_citation(doc: Doc, i: int, previous: int) -> Token | None:
    """Return the full stop that a citation without a blank follows: "therapy.[2]", "ADCC.15"."""
    end = i
    while i > previous and (
        doc[i].text in {",", "-", "–", "‐", "[", "]", "(", ")"} or _CITATION.fullmatch(doc[i].text)
    ):
        i -= 1
    stop = doc[i]
    glued = stop.text == "." and i < end and not stop.whitespace_ and i > previous
    return stop if glued and doc[i - 1].text[-1].isalpha() | (doc[i - 1].text in _CLOSING) else None


def _blank_before(doc: Doc, index: int) -> bool:
    return bool(doc[index - 1].whitespace_) or doc[index - 1].is_space


def _follows_stop(doc: Doc, stop: Token, token: Token) -> bool:
    """Whether a sentence begins after a full stop that is a token of its own."""
    if not _can_begin(token) and doc[token.i + 1 : token.i + 2].text != "|":
        return False  # "b | EGF binds EGFR" is a panel
    if stop.text != "." or stop.i == 0:
        return True
    word = doc[stop.i - 1]
    if not word.whitespace_ and word.lower_.rstrip(".") in _NEVER_ENDS:
        return False
    glued = token.i == stop.i + 1 and not stop.whitespace_
    return not glued or (token.text[:1].isupper() and len(token) > 1) or _opens_panel(doc, token)


def _follows_abbreviation(end: Token, token: Token) -> bool:
    word = end.lower_.rstrip(".")
    if word in _NEVER_ENDS:
        return False
    if _INITIAL.fullmatch(end.text) or word in _SELDOM_ENDS:
        return token.text[:1].isupper() and token.lower_ in _OPENERS
    return token.text[:1].isupper() and len(token) > 1


def _can_begin(token: Token) -> bool:
    text = token.text
    if _PANEL.fullmatch(text) and token.i + 1 < len(token.doc) and token.nbor().text == "|":
        return True  # "b | EGF binds EGFR."
    if text[:1].isupper() or text[:1].isdigit() or text in _OPENING:
        return True
    return bool(_GENE_START.fullmatch(text)) or text[:1] in _QUOTES | {"“", "‘", "«", "*", "•", "→"}


def _opens_panel(doc: Doc, token: Token) -> bool:
    """Whether a panel's letter in brackets begins here: "(B)"."""
    following = doc[token.i + 1 : token.i + 3]
    return (
        token.text == "("
        and len(following) == 2
        and following[1].text == ")"
        and bool(_PANEL.fullmatch(following[0].text))
    )


def _parts_clauses(doc: Doc, token: Token, previous: int) -> bool:
    """Whether the semicolon before parts clauses: no list that a colon announced, no last item."""
    listed = any(word.text == ":" for word in doc[previous : token.i])
    numbered = token.text == "(" and doc[token.i + 2 : token.i + 3].text == ")"
    return not listed and not numbered and token.lower_ not in {"and", "or", "but"}


def _opens_panel_without_stop(doc: Doc, token: Token) -> bool:
    """Whether a panel begins whose forerunner lacks its full stop: "cytolysis (b) The proposed"."""
    before, after = doc[token.i - 1], doc[token.i + 3 : token.i + 4]
    return (
        _opens_panel(doc, token)
        and before.is_alpha
        and before.lower_ not in _OPENERS | {"and", "or"}
        and any(word.text.istitle() and word.lower_ in _OPENERS for word in after)
    )


def _bracketed(words: Sequence[str]) -> set[int]:
    """Return the indices of tokens inside a bracket, closing one included."""
    inside: set[int] = set()
    stack: list[int] = []
    for i, word in enumerate(words):
        if word in _OPENING:
            stack.append(i)
        elif word in _CLOSING and stack:
            start = stack.pop()
            if i - start <= _BRACKET_LIMIT:
                inside.update(range(start + 1, i + 1))
    return inside


@Language.factory(FACTORY, assigns=["token.is_sent_start"])
def make_sentence_splitter(nlp: Language, name: str) -> SentenceSplitter:  # noqa: ARG001
    """Build the component; the pipeline and the name are not used."""
    return SentenceSplitter()
