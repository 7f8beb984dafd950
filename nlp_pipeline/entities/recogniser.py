"""The component that finds and grounds names: lexicon, patterns, abbreviations, model.

Readings are collected from all sources first and written once: molecules by name, then the
abbreviations of the document, then what is composed of molecules (variants, pathways, classes of
drugs), and last what only the statistical model has seen. :mod:`nlp_pipeline.entities.overlaps`
chooses between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.annotations import (
    DISCARDED,
    NESTED,
    MentionSpan,
    get_context,
    set_mentions,
)
from nlp_pipeline.entities.apposed import find_apposed, find_bracketed, find_ec_numbers
from nlp_pipeline.entities.cell_lines import without_cell_lines
from nlp_pipeline.entities.derived_names import find_derived_names
from nlp_pipeline.entities.drug_classes import find_agents, find_drug_classes
from nlp_pipeline.entities.fusions import find_fusions
from nlp_pipeline.entities.integrins import find_integrins
from nlp_pipeline.entities.items import build_items
from nlp_pipeline.entities.letter_lists import find_letter_lists
from nlp_pipeline.entities.lexicon_names import LexiconNames
from nlp_pipeline.entities.micrornas import find_micrornas
from nlp_pipeline.entities.model_names import find_model_names
from nlp_pipeline.entities.molecules import (
    MOLECULE_TYPES,
    PATTERN,
    find_marked_names,
    find_number_lists,
    find_receptors,
    find_reordered,
    widen_classed,
    widen_prefixed,
)
from nlp_pipeline.entities.open_names import find_open_names
from nlp_pipeline.entities.open_pathways import find_bare_cascades
from nlp_pipeline.entities.overlaps import (
    find_nested,
    keep_best,
    leave_out_legend,
    resolve_overlaps,
    with_parts,
)
from nlp_pipeline.entities.pathways import find_pathways, find_plain_pathways
from nlp_pipeline.entities.processes import find_formed_processes, find_processes
from nlp_pipeline.entities.receptor_subtypes import find_receptor_subtypes
from nlp_pipeline.entities.shared_processes import find_shared_processes
from nlp_pipeline.entities.short_cells import find_short_cells
from nlp_pipeline.entities.short_forms import (
    expand_composed,
    expand_short_forms,
    find_abbreviations,
    mention_of,
)
from nlp_pipeline.entities.species import is_of_other_species, rename_foreign
from nlp_pipeline.entities.spelled_names import (
    find_bracketed_stems,
    find_circular_rnas,
    find_foreign_symbols,
    find_greek_symbols,
    find_worm_genes,
    rename_numbered,
)
from nlp_pipeline.entities.variants import find_variants
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.entities.whole_chemicals import widen_compounds
from nlp_pipeline.entities.worded_processes import (
    find_becoming,
    find_bracketed_processes,
    find_cell_processes,
    find_inverted_processes,
    find_reactions,
)
from nlp_pipeline.grounding.grounder import Grounder, LexiconLike, prefer_context
from nlp_pipeline.lexicon.lexicon import Lexicon

FACTORY: Final = "nlp_pipeline_entities"

_NAMED_MOLECULES: Final = frozenset({"Gene", "Family", "MicroRNA", "Drug", "Chemical"})
_VAGUE: Final = frozenset({"Process", "Disease"})
_SURE: Final = 0.8
_AMOUNTS: Final = frozenset({"production", "secretion", "release", "generation", "overproduction"})
"""What becomes of a molecule, which a vocabulary of processes puts behind its name."""
_WORD: Final = 6
"""A capitalised word longer than this may be a plain one: "Clathrin", not "Notch"."""

_PLAIN_WORDS: Final = frozenset({"Actin", "Myosin"})

_RESPONSE: Final = re.compile(r"\b(?:response|sensitivity|resistance) to $")
_RESPONSE_LENGTH: Final = 20
"""No shorter than what it matches; without it each drug has the whole text before it read."""

_NUMBER_LIST = re.compile(r"(?P<stem>[A-Z]+)(?P<numbers>\d(/\d)+)")


class EntityRecogniser:
    """Component that writes the span groups ``mentions``, ``nested`` and ``discarded``.

    Reads tokens, ``doc.ents`` where a model has written them, and the groups ``abbreviations``
    and ``legend`` where :class:`~nlp_pipeline.grounding.abbreviations.AbbreviationFinder` has run.

    Args:
        lexicon: Where names are looked up.
        use_model_entities: Whether ``doc.ents`` may fill gaps, as ungrounded mentions.

    Measured on 21 November 2026 with the packaged lexicon and model: spans of genes on the
    development parts of BioNLP-ST 2013 PC and CG, precision 0.89 and 0.89, recall 0.96 and 0.95
    (chemicals 0.92 and 0.88, recall 0.81 and 0.85). On the development gold 0.93 of the entities of
    captions and 0.96 of those of statements on drug response are found under the right label; the
    curated lexicon rows were written with these passages in view. On 105 captions annotated apart,
    before anybody had looked at them, it was 0.78.

    Known misses: genes of other species; complexes named by their members; variants named in
    words ("mutations in the hinge region"); names that an anaphor stands for; processes said as
    verbs.

    Examples:
        >>> import spacy
        >>> from nlp_pipeline.annotations import get_mentions
        >>> from nlp_pipeline.text.tokenizer import build_tokenizer
        >>> nlp = spacy.blank("en")
        >>> nlp.tokenizer = build_tokenizer(nlp.vocab)
        >>> recogniser = EntityRecogniser(Lexicon.load())
        >>> doc = recogniser(nlp.make_doc("Integrin β3 drives resistance to EGFR-TKIs."))
        >>> [(mention.type, mention.label) for mention in get_mentions(doc)]
        [('Gene', 'ITGB3'), ('DrugClass', 'EGFR tyrosine kinase inhibitor')]
    """

    def __init__(self, lexicon: LexiconLike, *, use_model_entities: bool = True) -> None:
        self.grounder = Grounder(lexicon)
        self.use_model_entities = use_model_entities
        self._names = LexiconNames(lexicon, self.grounder)

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions of a text; an empty text gets empty groups."""
        view = TextView.of(doc)
        kept, discarded = self.find_mentions(doc, view)
        set_mentions(doc, kept)
        set_mentions(doc, find_nested(view, kept, discarded), group=NESTED)
        set_mentions(doc, discarded, group=DISCARDED)
        return doc

    def _ground_parts(self, mention: MentionSpan) -> MentionSpan:
        """Give each part of a class, pathway or variant the identifier of its label."""
        stem = mention.label.removesuffix(" inhibitor")
        listed = mention.type == "DrugClass" and mention.source == "lexicon"
        if listed and stem != mention.label and self.grounder.id_of_label(stem):
            mention = replace(mention, parts=(stem,))  # "angiotensin-converting enzyme inhibitor"
        if not mention.parts:
            return mention
        parts = tuple(part for label in mention.parts for part in self._single_parts(label))
        return replace(mention, parts=parts, part_ids=tuple(map(self.grounder.id_of_label, parts)))

    def _single_parts(self, label: str) -> tuple[str, ...]:
        """Return what a number list stands for ("JAK1/2": JAK1, JAK2), else the label itself."""
        match = _NUMBER_LIST.fullmatch(label)
        if match is None or self.grounder.id_of_label(label):
            return (label,)
        stem, numbers = match["stem"], match["numbers"].split("/")
        return tuple(f"{stem}{number}" for number in numbers)

    def find_mentions(
        self, doc: Doc, view: TextView
    ) -> tuple[list[MentionSpan], list[MentionSpan]]:
        """Return the mentions that count, and the losing readings with their reasons."""
        lexical, foreign = self._lexical(doc, view)
        named = [*lexical, *self._formed(view), *find_processes(view)]
        places = {(r.start_token, r.end_token) for r in named}
        named += (
            r for r in find_formed_processes(view) if (r.start_token, r.end_token) not in places
        )
        named, lines = without_cell_lines(view, named, self.grounder)
        named = rename_numbered(view, named, self.grounder)
        named += find_open_names(view, named, self.grounder)
        named += self._worded(view, named)
        abbreviations = find_abbreviations(doc)
        named += find_short_cells(view, abbreviations, self.grounder)
        named += find_bracketed_stems(view, abbreviations, self.grounder)
        bracketed = find_bracketed(view)
        readings = named
        blocked: list[MentionSpan] = []
        if abbreviations or bracketed or "EC " in view.text:
            best = keep_best(view, (r for r in named if not _spans_short_form(view, r)))
            known = {abbreviation.short for abbreviation in abbreviations}
            abbreviations += find_apposed(view, bracketed, known, best, self.grounder)
            abbreviations += find_ec_numbers(view, best)
            readings, blocked = expand_short_forms(view, abbreviations, named, best, self.grounder)
        molecules = _molecules(view, readings)
        widened = [
            *widen_prefixed(view, molecules),
            *find_receptors(view, molecules, self.grounder),
            *widen_classed(view, molecules),
            *widen_compounds(view, molecules),
        ]
        if widened:
            readings += widened
            molecules = _molecules(view, readings)
        readings += self._composed(view, molecules, readings)
        if abbreviations:
            readings += expand_composed(view, abbreviations, keep_best(view, readings))
        readings, vague = _without_vague(view, readings)
        if self.use_model_entities:
            readings += find_model_names(doc, self.grounder.lexicon)
        kept, discarded = resolve_overlaps(view, readings)
        kept = [self._ground_parts(with_parts(mention, readings)) for mention in kept]
        kept, explained = leave_out_legend(doc, kept)
        return kept, [*discarded, *blocked, *vague, *explained, *lines, *foreign]

    def _lexical(self, doc: Doc, view: TextView) -> tuple[list[MentionSpan], list[MentionSpan]]:
        """Return the readings of the lexicon, and those that are of another organism."""
        rated = self._names.find(view)
        labels = frozenset(found[0].term.label for _, found in rated if len(found) == 1)
        labels |= frozenset(get_context(doc).keywords)
        read = [
            (mention_of(hit.start_token, hit.end_token, grounding), grounding)
            for hit, found in rated
            for grounding in (found if len(found) < 2 else prefer_context(found, labels))
        ]
        if is_of_other_species(view.text, get_context(doc).title):
            return rename_foreign(view, read)
        return [mention for mention, _ in read], []

    def _formed(self, view: TextView) -> Iterator[MentionSpan]:
        yield from find_micrornas(view, self.grounder)
        yield from find_integrins(view, self.grounder)
        yield from find_number_lists(view, self.grounder)
        yield from find_letter_lists(view, self.grounder)
        yield from find_reordered(view, self.grounder)
        yield from find_marked_names(view, self.grounder)
        yield from find_greek_symbols(view, self.grounder)
        yield from find_circular_rnas(view, self.grounder)
        yield from find_worm_genes(view, self.grounder)
        yield from find_receptor_subtypes(view, self.grounder)
        derived = list(find_derived_names(view, self.grounder))
        places = {mention.start_token for mention in derived}
        yield from derived
        foreign = find_foreign_symbols(view, self.grounder)
        yield from (mention for mention in foreign if mention.start_token not in places)

    def _worded(self, view: TextView, named: Sequence[MentionSpan]) -> list[MentionSpan]:
        worded = [
            *find_inverted_processes(view, named, self.grounder),
            *find_becoming(view, named, self.grounder),
            *find_cell_processes(view, self.grounder),
            *find_bracketed_processes(view, self.grounder),
            *find_reactions(view, named, self.grounder),
        ]
        return [*worded, *find_shared_processes(view, [*named, *worded], self.grounder)]

    def _composed(
        self, view: TextView, molecules: Sequence[MentionSpan], readings: Iterable[MentionSpan]
    ) -> list[MentionSpan]:
        lexical: dict[tuple[int, int], MentionSpan] = {}
        for reading in readings:
            place = (reading.start_token, reading.end_token)
            if place not in lexical or lexical[place].score < reading.score:
                lexical[place] = reading
        items = build_items(view, molecules)
        return [
            *(p for p in find_pathways(view, items) if not _is_curated(p, lexical)),
            *find_drug_classes(view, items, lexical),
            *find_plain_pathways(view),
            *find_bare_cascades(view, items),
            *find_agents(view),
            *find_variants(view, molecules, self.grounder),
            *find_fusions(view, molecules),
        ]


def _spans_short_form(view: TextView, reading: MentionSpan) -> bool:
    """Whether a bracket stands inside a process: "glutathione (GSH) biosynthesis" is not GSH."""
    process = reading.type == "Process" and reading.source == PATTERN
    return process and "(" in view.words[reading.start_token : reading.end_token]


def _molecules(view: TextView, readings: Iterable[MentionSpan]) -> list[MentionSpan]:
    return keep_best(view, (r for r in readings if r.type in _NAMED_MOLECULES))


def _is_curated(pathway: MentionSpan, lexical: Mapping[tuple[int, int], MentionSpan]) -> bool:
    """Whether the curated names have the whole: the lectin pathway is a way of complement."""
    known = lexical.get((pathway.start_token, pathway.end_token))
    return known is not None and known.type in {"Process", "Pathway"} and known.score >= 1.0


def _is_claimed(view: TextView, reading: MentionSpan) -> bool:
    """Whether no process of a vocabulary may swallow this reading."""
    if reading.type == "DrugClass":
        return reading.source == PATTERN
    if reading.score < _SURE:
        return False
    if reading.type == "Drug":
        end = view.starts[reading.start_token]
        return bool(_RESPONSE.search(view.text, max(0, end - _RESPONSE_LENGTH), end))
    surface = view.surface(reading.start_token, reading.end_token)
    plain = len(surface) > _WORD or surface in _PLAIN_WORDS
    if plain and surface[1:].islower() and _opens(view, reading.start_token):
        return False
    return reading.type in MOLECULE_TYPES and not surface.islower()


def _is_made(view: TextView, reading: MentionSpan) -> bool:
    """Whether the amount of a molecule is told right behind it: "cytokine production"."""
    behind = view.words[reading.end_token] if reading.end_token < len(view.words) else ""
    return reading.type in _NAMED_MOLECULES and behind in _AMOUNTS


def _opens(view: TextView, token: int) -> bool:
    """Whether a token begins a sentence or clause, where a plain word has a capital."""
    return token == 0 or view.words[token - 1] in {".", ":", ";", "(", ")"}


def _without_vague(
    view: TextView, readings: Sequence[MentionSpan]
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Drop the lexicon's processes and diseases that swallow a named molecule or an agent.

    A vocabulary of processes lists "tumor necrosis factor production"; in a text that is TNF and
    what happens to it. Molecules named by plain words ("actin", "histone") do not count, nor do
    weaker readings of a name (CA2 for "Ca2+").
    """
    if not any(reading.source == "lexicon" and reading.type in _VAGUE for reading in readings):
        return list(readings), []
    best: dict[tuple[int, int], float] = {}
    for reading in readings:
        place = (reading.start_token, reading.end_token)
        if reading.score > best.get(place, 0.0):
            best[place] = reading.score
    taken: set[int] = set()
    for reading in readings:
        surest = reading.score >= best[reading.start_token, reading.end_token]
        if surest and (_is_claimed(view, reading) or _is_made(view, reading)):
            taken.update(range(reading.start_token, reading.end_token))
    kept: list[MentionSpan] = []
    vague: list[MentionSpan] = []
    for reading in readings:
        swallows = (
            reading.source == "lexicon"
            and reading.type in _VAGUE
            and any(i in taken for i in range(reading.start_token, reading.end_token))
        )
        if swallows:
            vague.append(reading.discarded_for("holds a named molecule"))
        else:
            kept.append(reading)
    return kept, vague


@Language.factory(
    FACTORY,
    assigns=["doc.spans"],
    default_config={"lexicon_path": None, "user_files": [], "use_model_entities": True},
)
def make_entity_recogniser(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    lexicon_path: str | None,
    user_files: list[str],
    use_model_entities: bool,
) -> EntityRecogniser:
    """Build the component.

    Args:
        nlp: The pipeline; only its presence matters.
        name: Name of the component.
        lexicon_path: Folder of a compiled lexicon; the packaged one where None.
        user_files: Tab-separated files with names of the user's own.
        use_model_entities: Whether ``doc.ents`` may fill gaps.

    Raises:
        LexiconError: The lexicon or a user's file cannot be read.
    """
    lexicon = Lexicon.load(
        Path(lexicon_path) if lexicon_path is not None else None,
        [Path(path) for path in user_files],
    )
    return EntityRecogniser(lexicon, use_model_entities=use_model_entities)
