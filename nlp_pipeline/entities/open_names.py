"""Names of open classes, which no list holds: what the recogniser adds to the known ones.

Each rule stands in a module of its own: residues, enzymes and families by their head noun,
chemicals by their morphology. All of them are readings among others; the longest span wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.residues import find_residues
from nlp_pipeline.entities.view import TextView
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
    yield from find_residues(view)
