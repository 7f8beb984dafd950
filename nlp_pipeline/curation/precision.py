"""Precision of the rules, re-estimated from what curators have marked.

The packaged precision counts as ``PRIOR_ROWS`` rows; each marked row adds to them. So a few marks
move a rule a little, and hundreds outweigh the packaged figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.curation.marks import Mark
from nlp_pipeline.vocabulary import RIGHT, WRONG

PRIOR_ROWS: Final = 20
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """What curators have said of a rule's rows, and the precision that follows.

    Examples:
        >>> RulePrecision(prior=0.8, right=2, wrong=3).estimate
        0.72
        >>> RulePrecision(prior=0.8, right=0, wrong=0).estimate
        0.8
    """

    prior: float
    right: int
    wrong: int

    @property
    def estimate(self) -> float:
        """Return the re-estimated precision, 0-1."""
        rows = PRIOR_ROWS + self.right + self.wrong
        return round((PRIOR_ROWS * self.prior + self.right) / rows, DIGITS)


def estimate_precisions(
    marks: Iterable[Mark], priors: Mapping[str, float]
) -> dict[str, RulePrecision]:
    """Return the precision of each marked rule that there still is.

    A place counts once; what was said of the place itself outweighs what was said of its claim.
    Marks on rows that no longer exist count nothing: today's rule no longer makes that row.

    Args:
        marks: After :func:`~nlp_pipeline.curation.verdicts.settle_marks`.
        priors: Packaged precision by rule.
    """
    judged: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.kind == "triple", m.key)):
        if mark.found and mark.rule_id in priors:
            judged[mark.triple_id] = mark
    counts = Counter((mark.rule_id, mark.curation) for mark in judged.values())
    return {
        rule_id: RulePrecision(prior, counts[rule_id, RIGHT], counts[rule_id, WRONG])
        for rule_id, prior in sorted(priors.items())
        if counts[rule_id, RIGHT] or counts[rule_id, WRONG]
    }
