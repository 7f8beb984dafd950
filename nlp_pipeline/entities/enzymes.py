"""Enzymes named after substrate and reaction: "pulegone reductase", "class I diterpene synthase".

An enzyme that no vocabulary lists is a family under its own plain name; the chemical inside the
name is no mention of its own. A word in -ase alone is one too ("lipoxygenases").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASHES, MOLECULE_TYPES, PATTERN, pattern_mention
from nlp_pipeline.entities.overlaps import keep_best
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_ENZYME: Final = re.compile(r"\b[a-zA-Z]+[a-z](?:ase|ases)\b")
_REACTIONS: Final = re.compile(
    r"(?:synthase|synthetase|reductase|oxidase|dehydrogenase|transferase|hydrolase|ligase|lyase"
    r"|kinase|phosphatase|hydroxylase|isomerase|mutase|epimerase|cyclase|carboxylase|esterase"
    r"|desaturase|dioxygenase|oxygenase|decarboxylase|translocase|flippase|peptidase|protease"
    r"|sulfatase|deaminase|aminotransferase|phosphorylase|aldolase|dehydratase|hydratase|elongase"
    r"|acyltransferase|methyltransferase|glycosyltransferase|glucosyltransferase|thioesterase"
    r"|[a-z]{3,}transferase|monooxygenase|aminopeptidase|amidase|nuclease|deacetylase|demethylase|glycosidase|glucosidase|permease|reductoisomerase|pyrophosphatase"
    r"|synthases|convertase|oxidoreductase|nucleotidase|phosphotransferase|activase)s?"
)
_NO_ENZYME: Final = re.compile(
    r".*(?:phase|base|[ck]rease|release|disease|phrase|metastase|homeostase|polymerase|hydrase-like|lactase-like)s?"
    r"|(?:up|down|lower|upper|show|suit|stair|nut|book|pen|un|sub|fore|pur|re)?"
    r"(?:lease|case|chase|please|cease|tease|ease|grease|erase|vase|biase|chaise|stase)s?",
    re.IGNORECASE,
)
_CLASS: Final = re.compile(r"(?:[Cc]lass|[Tt]ype|[Ff]amily)")
_ROMAN: Final = re.compile(r"[IVX]{1,4}|[A-C1-9]")
_SUBSTRATE: Final = re.compile(
    r"[a-z]{2,}(?:ate|ide|ol|one|ene|ine|ose|in|acid|al|an|yl|ycol|onic|ic|enoid|lipid|terpene|CoA)"
    r"|[A-Z][A-Za-z]{0,4}P|CoA|NO|S1P|sugar|alcohol|lipid|farnesyl|geranyl|terpene|fatty|acyl"
)
_LOCANT: Final = re.compile(
    r"\d{1,2}(?:,\d{1,2})*['′]?|[NOCSαβγδω]|cis|trans|\([+−-]\)|[DL]|alpha|beta"
)
_VAGUE: Final = frozenset(
    {
        *("in", "within", "certain", "main", "protein", "final", "total", "basal", "all", "origin"),
        *("normal", "key", "several", "additional", "specific", "other", "human", "essential"),
        *("critical", "crucial", "potential", "one", "alone", "main", "plan", "can", "than"),
        *("putative", "plasmin", "begin", "contain", "remain", "obtain", "retain", "maintain"),
        *("tyrosine", "serine", "threonine", "protein", "histidine", "residue", "residues"),
        *("combine", "determine", "examine", "define", "decline", "active", "basic", "non"),
    }
)
_ROTATION: Final = re.compile(r"\([+−±-]\)[-−]")
_SCORE: Final = 0.65


def find_enzymes(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find enzymes by their ending.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: For enzymes known under the other name of their substrate ("NO synthase").
    """
    if "ase" not in view.text:
        return
    matches = [m for m in _ENZYME.finditer(view.text) if not _NO_ENZYME.fullmatch(m.group())]
    if not matches:
        return
    ending = {mention.end_token: mention for mention in keep_best(view, named)}
    alone = {m.start_token for m in named if m.end_token == m.start_token + 1}
    for match in matches:
        head, end = view.tokens(*match.span())
        if end != head + 1 or view.words[head] != match.group():
            continue
        known = ending.get(end)
        if known is not None and known.start_token < head:
            continue
        start = _start(view, head, ending) if _REACTIONS.fullmatch(match.group().lower()) else head
        if start < head:
            yield _named_enzyme(view, start, head, ending.get(head), grounder)
        elif head not in alone and _is_enzyme_word(match.group()):
            label = _singular(match.group()).lower()
            yield MentionSpan(head, end, "Family", label, None, PATTERN, _SCORE)


def _is_enzyme_word(word: str) -> bool:
    """Whether a word alone names an enzyme: not the bare word for a reaction ("synthase")."""
    return word[1:].islower() and _REACTIONS.fullmatch(word.lower()) is None


def _singular(word: str) -> str:
    return word.removesuffix("s") if word.endswith("ases") else word


def _named_enzyme(
    view: TextView, start: int, head: int, chemical: MentionSpan | None, grounder: Grounder
) -> MentionSpan:
    """Return the enzyme of the tokens from substrate to head, by its known name if any."""
    singular = _singular(view.words[head])
    span = (view.starts[start], view.ends[head])
    for substrate in (view.surface(start, head), *((chemical.label,) if chemical else ())):
        known = grounder.ground_as(f"{substrate} {singular}", MOLECULE_TYPES)
        if known is not None:
            return pattern_mention(view, *span, known, 0.95)
    label = f"{view.surface(start, head)}{' ' if view.spaced(head - 1) else ''}{singular}"
    label = _ROTATION.sub("", label)
    label = label if not label[1:2].islower() else label[0].lower() + label[1:]
    return MentionSpan(start, head + 1, "Family", label, None, PATTERN, _SCORE)


def _start(view: TextView, head: int, ending: Mapping[int, MentionSpan]) -> int:
    """Return where the name of the enzyme begins: over substrates, locants, and "class I"."""
    start = head
    while start > 0:
        before = _step(view, start, ending)
        if before == start:
            break
        start = before
    while start < head and not view.words[start][0].isalnum() and view.words[start] != "(":
        start += 1
    substrates = range(start, head)
    named = any(token + 1 in ending for token in substrates)
    if not named and not any(_is_substrate(view.words[token]) for token in substrates):
        return head if not _CLASS.fullmatch(view.words[start]) else start
    return start


def _step(view: TextView, start: int, ending: Mapping[int, MentionSpan]) -> int:
    mention = ending.get(start)
    if view.words[start - 1].lower() in _VAGUE:
        return start
    if mention is not None and mention.type in {"Chemical", "Drug"}:
        return mention.start_token
    word = view.words[start - 1]
    if start > 1 and _ROMAN.fullmatch(word) and _CLASS.fullmatch(view.words[start - 2]):
        return start - 2
    joined = not view.spaced(start - 1)
    if word in DASHES and start > 1:
        if not joined:
            return start
        before = view.words[start - 2]
        if not view.spaced(start - 2) and (_LOCANT.fullmatch(before) or _is_substrate(before)):
            return start - 2
        if before == ")" and start > 3 and view.words[start - 4] == "(":
            return start - 4
        return start
    if mention is None and _is_substrate(word) and (joined or view.words[start - 1][0].isalpha()):
        return start - 1
    return start


def _is_substrate(word: str) -> bool:
    # The first word of a sentence has a capital: "Vetispiradiene synthase".
    plain = word.lower() if word[1:].islower() and len(word) > 5 else word
    return word.lower() not in _VAGUE and _SUBSTRATE.fullmatch(plain) is not None
