"""What the program makes of one name: the rows of the lexicon, and how a text is read.

:func:`look_up` answers "why is this name read so"; :func:`find_overruled` answers "what does a row
of my own change".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.annotations import DISCARDED, MentionSpan, get_mentions
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.lexicon_matcher import LexiconHit, LexiconMatcher
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.errors import SettingsError
from nlp_pipeline.explanation import document_of_text
from nlp_pipeline.grounding.candidates import Candidate, find_candidates
from nlp_pipeline.grounding.grounder import Grounder
from nlp_pipeline.lexicon.curated import Addition
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon, NearName, Term
from nlp_pipeline.pipeline import build_pipeline
from nlp_pipeline.records import Passage


@dataclass(frozen=True, slots=True)
class SeenName:
    """How the recogniser reads a stretch of text.

    Attributes:
        start, end: Half-open character offsets into the text.
        text: The stretch.
        mention: What it is read as; ``mention.reason`` says why it was discarded.
        kept: Whether it counts.
        asked: Whether it lies over the name that was asked for.
    """

    start: int
    end: int
    text: str
    mention: MentionSpan
    kept: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Lookup:
    """All that is known of a name.

    Attributes:
        name: As asked for.
        form: The form under which the lexicon was asked: a plural's singular; else the name.
        looked_up: Whether a text that holds the form is looked up so; False for names that begin
            or end with a function word, or hold a mark that ends names.
        candidates: The rows of the form, as :func:`find_candidates` orders them.
        members: Gene symbols of the chosen reading, where that is a family.
        other_names: Further names of the chosen reading, best known first.
        nearest: Names that are spelled alike, where neither the lexicon nor a pattern knows it.
        alone: What the recogniser sees where the name is the whole text.
        in_context: What it sees in the sentence; empty where none was given.
    """

    name: str
    form: str
    looked_up: bool
    candidates: tuple[Candidate, ...]
    members: tuple[str, ...]
    other_names: tuple[str, ...]
    nearest: tuple[NearName, ...]
    alone: tuple[SeenName, ...]
    in_context: tuple[SeenName, ...]


def look_up(name: str, settings: Settings, context: str | None = None) -> Lookup:
    """Look a name up, and let the recogniser read it: alone, and in a sentence.

    Args:
        name: A name as texts have it.
        settings: Which lexicon, user's names and model.
        context: A sentence that holds the name.

    Raises:
        SettingsError: The name holds neither letter nor digit, or the sentence not the name.
        LexiconError: The lexicon or a user's file is wrong.
        ModelError: The model does not exist or cannot parse.
    """
    name = name.strip()
    if not name_key(name):
        message = f"the name {name!r} holds neither letter nor digit"
        raise SettingsError(message, remedy="give a name as texts have it, in quotes")
    if context is not None and not list(_places(name, context)):
        message = f"the sentence {context!r} does not hold the name {name!r}"
        raise SettingsError(message, remedy="give a sentence in which the name is spelled so")
    lexicon = Lexicon.load(settings.lexicon, settings.user_lexicons)
    nlp = build_pipeline(settings)
    hit = _find_hit(name, nlp, lexicon)
    form = name if hit is None else hit.surface
    terms = lexicon.find_terms(name_key(name)) if hit is None else hit.terms
    candidates = find_candidates(Grounder(lexicon), form, terms)
    chosen = candidates[0].term if candidates and candidates[0].accepted else None
    alone = _read(nlp, name, name)
    known = bool(candidates) or _is_read(name, alone)
    return Lookup(
        name=name,
        form=form,
        looked_up=hit is not None or not candidates,
        candidates=candidates,
        members=() if chosen is None else _members(lexicon, chosen),
        other_names=() if chosen is None else _other_names(lexicon, chosen, form),
        nearest=() if known else lexicon.near_names(name_key(name)),
        alone=alone,
        in_context=() if context is None else _read(nlp, context, name),
    )


def find_overruled(row: Addition, settings: Settings) -> tuple[Candidate, ...]:
    """Return the packaged readings that a user's row takes the place of, the chosen one first.

    Readings that say the same as the row do not count, nor do those that never counted.
    """
    packaged = Lexicon.load(settings.lexicon)
    terms = packaged.find_terms(name_key(row.name))
    return tuple(
        candidate
        for candidate in find_candidates(Grounder(packaged), row.name, terms)
        if candidate.accepted
        and (candidate.term.id, candidate.term.label, candidate.term.type)
        != (row.id, row.label, row.type)
    )


def find_other_things(row: Addition, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return label and type that the packaged lexicon gives a row's identifier, where they differ.

    Empty where it gives the same, does not know the identifier, or the row has none.
    """
    things = () if row.id is None else Lexicon.load(settings.lexicon).things_of_id(row.id)
    return () if (row.label, row.type) in things else things


def lifts_stop_name(row: Addition, settings: Settings) -> bool:
    """Return whether a user's row makes a name of what the packaged lexicon takes for a word."""
    return Lexicon.load(settings.lexicon).is_stop_name(row.name)


def _find_hit(name: str, nlp: Language, lexicon: Lexicon) -> LexiconHit | None:
    """Return what the recogniser finds for the whole of a name, which may be a plural."""
    doc = nlp.make_doc(name)
    hits = LexiconMatcher(lexicon).find_hits(TextView.of(doc))
    return next((h for h in hits if (h.start_token, h.end_token) == (0, len(doc))), None)


def _is_read(name: str, seen: Sequence[SeenName]) -> bool:
    """Whether lexicon and patterns read a name from its first character to its last."""
    kept = [one for one in seen if one.kept and one.mention.source != "model"]
    return bool(kept) and (kept[0].start, max(one.end for one in kept)) == (0, len(name))


def _members(lexicon: Lexicon, term: Term) -> tuple[str, ...]:
    return lexicon.members(term.label) if term.type == "Family" else ()


def _other_names(lexicon: Lexicon, term: Term, form: str) -> tuple[str, ...]:
    names = dict.fromkeys(other.name for other in lexicon.names_of(term))
    return tuple(name for name in names if name_key(name) != name_key(form))


def _read(nlp: Language, text: str, name: str) -> tuple[SeenName, ...]:
    """Run the pipeline over a text; what is seen, by place, kept readings first."""
    (passage,) = document_of_text(text).passages
    doc = nlp(passage.view)
    places = list(_places(name, text))
    seen = [*_seen(doc, passage, True, places), *_seen(doc, passage, False, places)]
    return tuple(sorted(seen, key=lambda s: (s.start, not s.kept, -s.end)))


def _seen(
    doc: Doc, passage: Passage, kept: bool, places: Sequence[tuple[int, int]]
) -> Iterator[SeenName]:
    for mention in get_mentions(doc) if kept else get_mentions(doc, group=DISCARDED):
        span = doc[mention.start_token : mention.end_token]
        start, end = passage.offsets.source_span(span.start_char, span.end_char)
        asked = any(start < stop and begin < end for begin, stop in places)
        yield SeenName(start, end, passage.source[start:end], mention, kept, asked)


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds a name, whatever its case."""
    return (match.span() for match in re.finditer(re.escape(name), text, re.IGNORECASE))
