"""Short forms read as the document defines them, against the lexicon where the two differ."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from spacy.tokens import Doc

from nlp_pipeline.annotations import Abbreviation, MentionSpan, get_abbreviations, get_context
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import MOLECULE_TYPES
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding

_TRUST: Final = 0.98
_SURE: Final = 0.8
_CERTAIN: Final = 0.97
_SOLD: Final = frozenset({"Drug", "Chemical"})
_GENE_NOUNS: Final = re.compile(
    r"(?:\b(?:protein|gene|receptor|factor|homolog(?:ue)?|ligand|oncogene|antigen|cyclin|target"
    r"|transducer|inhibitor|activator|transcription|subunit|homeobox|domain|family|channel"
    r"|transporter|interleukin|integrin|interferon|group)|ase)s?\b"
)


_KIND_OF_CELL: Final = re.compile(
    r"(?:cell|neuron|lymphocyte|macrophage|fibroblast|monocyte|neutrophil|astrocyte|progenitor"
    r"|\w+blast|mice|mouse|patient)s?"
)


def find_abbreviations(doc: Doc) -> list[Abbreviation]:
    """Return the definitions that hold in a text: its own, then those of its document."""
    own = get_abbreviations(doc)
    known = {abbreviation.short for abbreviation in own}
    return [*own, *(a for a in get_context(doc).abbreviations if a.short not in known)]


def mention_of(start_token: int, end_token: int, grounding: Grounding) -> MentionSpan:
    """Return the mention of a name that the lexicon grounds."""
    term = grounding.term
    source = "user" if term.source == "user" else "lexicon"
    return MentionSpan(
        start_token, end_token, term.type, term.label, term.id, source, grounding.score
    )


def expand_short_forms(
    view: TextView,
    abbreviations: Iterable[Abbreviation],
    named: list[MentionSpan],
    best: Sequence[MentionSpan],
    grounder: Grounder,
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Let the document's definitions overrule the lexicon.

    Args:
        view: The text.
        abbreviations: The definitions that hold in it.
        named: All readings of names.
        best: Those of them that count.
        grounder: For long forms that stand in another passage.

    Returns:
        All readings, those of short forms added, and those that a definition contradicts, with
        the reason.
    """
    added: list[MentionSpan] = []
    blocked: list[MentionSpan] = []
    at: dict[tuple[int, int], list[MentionSpan]] = {}
    for reading in named:
        at.setdefault((reading.start_token, reading.end_token), []).append(reading)
    for abbreviation in abbreviations:
        if abbreviation.short not in view.text:
            continue
        meaning = _meaning(abbreviation, best, grounder)
        if meaning is None:
            added += _spelled_out(abbreviation, best, grounder)
        elif (whole := _with_first_word(view, abbreviation, meaning, grounder)) is not None:
            meaning = whole
            added.append(whole)
        for start, end in _occurrences(view, abbreviation.short):
            if meaning is not None and not _is_known(abbreviation, meaning, grounder):
                added.append(_short_reading(meaning, start, end))
                continue
            reason = f"the text defines it as {abbreviation.long!r}"
            blocked += (
                reading.discarded_for(reason)
                for reading in at.get((start, end), ())
                if meaning is None and _contradicts(abbreviation, reading, best)
            )
    gone = {replace(reading, reason=None) for reading in blocked}
    return [*(r for r in named if r not in gone), *added], blocked


def _spelled_out(
    abbreviation: Abbreviation, best: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Read a long form that no vocabulary has as the gene that its short form surely names.

    "BCL2 antagonist of cell death (BAD)" is BAD, and neither a class nor a process.
    """
    own = grounder.ground(abbreviation.short) if abbreviation.end_token else []
    numbered = any(c.isdigit() for c in abbreviation.short) and len(abbreviation.short) > 3
    least = _SURE if numbered else _CERTAIN
    if not own or own[0].score < least or own[0].term.type not in MOLECULE_TYPES:
        return
    reading = mention_of(abbreviation.start_token, abbreviation.end_token, own[0])
    if len(abbreviation.short) > 2 and not _contradicts(abbreviation, reading, best):
        yield replace(reading, source="abbreviation", score=round(reading.score * _TRUST, 4))


def expand_composed(
    view: TextView, abbreviations: Iterable[Abbreviation], best: Sequence[MentionSpan]
) -> Iterator[MentionSpan]:
    """Read short forms as the composed mention (drug class, pathway) that the long form is."""
    for abbreviation in abbreviations:
        meaning = _covering(abbreviation, best) if abbreviation.end_token else None
        if meaning is not None and meaning.type in {"DrugClass", "Pathway", "Variant"}:
            for start, end in _occurrences(view, abbreviation.short):
                yield _short_reading(meaning, start, end)


def _meaning(
    abbreviation: Abbreviation, best: Sequence[MentionSpan], grounder: Grounder
) -> MentionSpan | None:
    if abbreviation.end_token:
        found = _covering(abbreviation, best)
        if found is not None and _is_done_to(abbreviation, found):
            known = grounder.ground(abbreviation.long)
            place = (abbreviation.start_token, abbreviation.end_token)
            return mention_of(*place, known[0]) if known else None
        return None if found is not None and _is_cut(abbreviation, found, grounder) else found
    for long in (abbreviation.long, *singulars(abbreviation.long)):
        known = grounder.ground(long)
        if known:
            return mention_of(0, 0, known[0])
    return None


def _with_first_word(
    view: TextView, abbreviation: Abbreviation, meaning: MentionSpan, grounder: Grounder
) -> MentionSpan | None:
    """Return the name with the word before it that its short form begins with, None where none is.

    "monoacylglycerol lipase (MAGL)" is no lipase of any kind; "phosphorylated STAT (pSTAT)" is
    STAT.
    """
    start, end = abbreviation.start_token, abbreviation.end_token
    if meaning.start_token != start + 1 or meaning.end_token != end:
        return None
    if meaning.type in {"Gene", "MicroRNA"}:
        return None
    word, short = view.words[start], abbreviation.short[0].lower()
    family = (meaning.id or "").startswith("fplx:")
    begins = word[0].lower() == short != view.words[start + 1][0].lower()
    if family or not begins or not word.isalpha() or word.lower().endswith("ed"):
        return None
    text = view.surface(start, end)
    own = grounder.ground(abbreviation.short) if len(abbreviation.short) > 3 else ()
    gene = own[:1] if own and own[0].term.type == "Gene" and own[0].score >= _SURE else ()
    for known in (*map(grounder.ground, (*singulars(text), text)), gene):
        if known:
            return mention_of(start, end, known[0])
    name = next(iter(singulars(text)), text)
    label = name[0].lower() + name[1:] if name[1:2].islower() else name
    return replace(meaning, start_token=start, label=label, id=None, source="abbreviation")


def _is_done_to(abbreviation: Abbreviation, found: MentionSpan) -> bool:
    """Tell whether a process is what happens to the long form: "metabolism of arachidonic acid"."""
    return found.type == "Process" and found.start_token == abbreviation.start_token - 2


def _is_cut(abbreviation: Abbreviation, found: MentionSpan, grounder: Grounder) -> bool:
    """Tell whether a family is only the end of a gene's name: "endothelian growth factor (EGF)"."""
    if found.start_token <= abbreviation.start_token or found.type != "Family":
        return False
    own = grounder.ground(abbreviation.short)
    return bool(own) and own[0].score >= _CERTAIN and own[0].term.type == "Gene"


def _covering(abbreviation: Abbreviation, best: Sequence[MentionSpan]) -> MentionSpan | None:
    """Return the mention that is the long form, but for a word before it.

    ``best`` is sorted and without overlaps, so that one mention at most ends where it does. Of a
    compound's name the letters may be found in the tail alone: those of "ACA" in the second
    word of "1'-acetoxychavicol acetate".
    """
    place = bisect_left(best, abbreviation.end_token, key=attrgetter("end_token"))
    if place == len(best) or best[place].end_token != abbreviation.end_token:
        return None
    mention = best[place]
    offset = mention.start_token - abbreviation.start_token
    fits = -2 <= offset <= 1 or (offset < 0 and mention.type in _SOLD)
    return mention if fits else None


def _is_known(abbreviation: Abbreviation, meaning: MentionSpan, grounder: Grounder) -> bool:
    """Whether the short form is to be read as the lexicon does, and not as its long form.

    It is where both may be the same gene, as with genes named after a disease (APC); where the
    short form names the family that the long form is one gene of (CREB); where the symbol of a
    gene is spelled out by the name that its product is sold under (G-CSF), or by a name that only
    its form shows to be one ("protein kinase RNA-like ER kinase").
    """
    own = grounder.ground(abbreviation.short)
    if not own or own[0].term.type not in MOLECULE_TYPES:
        return False
    first = own[0].term
    if meaning.type == "Gene":
        return meaning.label in grounder.lexicon.members(first.label)
    if meaning.type == "Disease":
        return any(g.term.label == first.label for g in grounder.ground(abbreviation.long))
    certain = own[0].score >= _CERTAIN and len(abbreviation.short) > 3
    if meaning.type == "Family" and meaning.id is None:
        return certain and first.id is not None
    return meaning.type in _SOLD and certain


def _contradicts(
    abbreviation: Abbreviation, reading: MentionSpan, best: Sequence[MentionSpan]
) -> bool:
    """Whether an unknown long form speaks against the lexicon's reading of the short form.

    It does not where the same molecule stands inside it ("phosphorylated Akt"), or the members of
    the complex ("MRN (MRE11-RAD50-NBS1)"), nor where the
    reading is sure and the short form specific ("cGMP" too), or the long form names a protein.
    """
    first = bisect_left(best, abbreviation.start_token, key=attrgetter("start_token"))
    last = bisect_right(best, abbreviation.end_token, key=attrgetter("end_token"))
    inside = best[first:last]
    if any(mention.label == reading.label for mention in inside):
        return False
    members = sum(mention.type in {"Gene", "Family"} for mention in inside)
    if reading.type == "Family" and members > 1:
        return False
    if _KIND_OF_CELL.fullmatch(abbreviation.long.lower().rpartition(" ")[2]):
        return True
    if reading.type == "Chemical" and len(abbreviation.short) > 3 and reading.score >= _CERTAIN:
        return False
    if reading.type not in MOLECULE_TYPES or reading.score < _SURE:
        return True
    specific = len(abbreviation.short) > 4 or any(c.isdigit() for c in abbreviation.short)
    return not (specific or _GENE_NOUNS.search(abbreviation.long.lower()))


def _short_reading(meaning: MentionSpan, start: int, end: int) -> MentionSpan:
    return replace(
        meaning,
        start_token=start,
        end_token=end,
        source="abbreviation",
        score=round(meaning.score * _TRUST, 4),
    )


def _occurrences(view: TextView, short: str) -> Iterator[tuple[int, int]]:
    """Yield the token spans of a short form, also in the plural, that are whole words."""
    text = view.text
    place = text.find(short)
    while place >= 0:
        end = place + len(short)
        if text[end : end + 1] == "s" and not _is_word(text[end + 1 : end + 2]):
            end += 1
        if _is_word(text[end : end + 1]) or (place and _is_word(text[place - 1])):
            place = text.find(short, place + 1)
            continue
        start_token, end_token = view.tokens(place, end)
        if view.starts[start_token] == place and view.ends[end_token - 1] == end:
            yield start_token, end_token
        place = text.find(short, end)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
