"""Names that mean another thing in other company: "IR" beside DNA damage is radiation.

``company.tsv`` says of some readings of a name which words of the text speak for them, or against;
a reading that does not fit is left out, and the next one of the name counts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounding


@dataclass(frozen=True, slots=True)
class Company:
    """What a text must hold, and must not, for a name to have a meaning; None asks nothing."""

    needs: re.Pattern[str] | None
    bars: re.Pattern[str] | None

    def fits(self, text: str) -> bool:
        """Whether a text is such."""
        if self.needs is not None and self.needs.search(text) is None:
            return False
        return self.bars is None or self.bars.search(text) is None


@lru_cache(maxsize=1)
def load_company() -> Mapping[str, Mapping[str, Company]]:
    """Return the company of each label that a name may have, by name."""
    table = files(__package__).joinpath("company.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, Company]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        needs, bars = (re.compile(row[key]) if row[key] else None for key in ("needs", "bars"))
        for name in row["names"].split("|"):
            found.setdefault(name, {})[row["label"]] = Company(needs, bars)
    return found


@lru_cache(maxsize=1 << 16)
def _company_of(surface: str) -> Mapping[str, Company] | None:
    table = load_company()
    return table.get(surface.lower() if surface.istitle() else surface) or table.get(surface)


def keep_fitting(
    view: TextView, surface: str, groundings: tuple[Grounding, ...]
) -> tuple[Grounding, ...]:
    """Return the readings of a name that the text does not speak against, in their order.

    Args:
        view: The text.
        surface: The name as it stands in it.
        groundings: What it may stand for.
    """
    company = _company_of(surface)
    if company is None:
        return groundings
    return tuple(
        g
        for g in groundings
        if g.term.label not in company or company[g.term.label].fits(view.text)
    )
