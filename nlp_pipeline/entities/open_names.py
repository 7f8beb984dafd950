"""Names of open classes, which no list holds: what the recogniser adds to the known ones.

Each rule stands in a module of its own: residues, enzymes and families by their head noun,
chemicals by their morphology, infections by their virus. All of them are readings among others;
the longest span wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.enzymes import find_enzymes
from nlp_pipeline.entities.infections import find_infections
from nlp_pipeline.entities.open_chemicals import find_open_chemicals
from nlp_pipeline.entities.open_families import find_open_families, has_heads
from nlp_pipeline.entities.open_pathways import find_open_pathways
from nlp_pipeline.entities.overlaps import keep_best
from nlp_pipeline.entities.residues import find_residues
from nlp_pipeline.entities.stem_drugs import find_stemmed_drugs
from nlp_pipeline.entities.stem_families import find_other_forms
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.entities.whole_chemicals import find_spelled_words, find_whole_chemicals
from nlp_pipeline.grounding.grounder import Grounder


def find_open_names(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find names of open classes.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: For names that are known under another spelling.
    """
    found = [*find_residues(view), *find_open_chemicals(view, named, grounder)]
    found += find_whole_chemicals(view, [*named, *found], grounder)
    found += find_spelled_words(view, [*named, *found], grounder)
    found += [
        *find_enzymes(view, [*named, *found], grounder),
        *find_infections(view, named, grounder),
    ]
    found += find_stemmed_drugs(view, [*named, *found])
    found += find_other_forms(view, [*named, *found], grounder)
    yield from found
    if has_heads(view):
        best = keep_best(view, [*named, *found])
        yield from find_open_families(view, best, grounder)
        yield from find_open_pathways(view, best)
