"""The matrix of drugs and factors: how many papers say that a factor makes a drug fail or work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.exports.sheets import Cells

MAX_DRUGS: Final = 16_000
"""Columns of the matrix; Excel holds 16,384."""

Pair = tuple[str, str]
"""Drug and factor, the factor with its state."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Papers by drug and factor.

    Attributes:
        drugs: Columns, most papers first, then by name.
        factors: Rows, likewise.
        resistance, sensitivity: Papers that assert each direction for a pair.
        by_factor: Drugs that each factor bears on.
        left_out: Drugs beyond what a sheet holds, those of the fewest papers.
    """

    drugs: tuple[str, ...]
    factors: tuple[str, ...]
    resistance: dict[Pair, int]
    sensitivity: dict[Pair, int]
    by_factor: dict[str, set[str]]
    left_out: int = 0


def build_matrix(chains: Iterable[Cells], max_drugs: int = MAX_DRUGS) -> Matrix:
    """Count the papers of each drug and factor over the rows of ``drug_resistance``.

    A claim stands in several rows where it has several targets or mechanisms; it counts once. A
    claim that is only denied counts nothing. Claims that differ in more than label and state of
    the factor and label of the drug are added up.
    """
    claims = {row["statement_id"]: row for row in chains if row["papers"]}
    counts: dict[str, dict[Pair, int]] = {
        direction: defaultdict(int) for direction in ("resistance", "sensitivity")
    }
    totals: dict[str, dict[str, int]] = {"drug": defaultdict(int), "factor": defaultdict(int)}
    by_factor: dict[str, set[str]] = defaultdict(set)
    for row in claims.values():
        drug, factor = row["drug"], factor_name(row)
        counts[row["direction"]][drug, factor] += row["papers"]
        by_factor[factor].add(drug)
        totals["drug"][drug] += row["papers"]
        totals["factor"][factor] += row["papers"]
    drugs, factors = _most_first(totals["drug"]), _most_first(totals["factor"])
    return Matrix(
        tuple(drugs[:max_drugs]),
        tuple(factors),
        dict(counts["resistance"]),
        dict(counts["sensitivity"]),
        dict(by_factor),
        max(0, len(drugs) - max_drugs),
    )


def _most_first(total: dict[str, int]) -> list[str]:
    return sorted(total, key=lambda name: (-total[name], name))


def factor_name(row: Cells) -> str:
    """Return the factor of a chain with its state: ``PTEN (loss)``."""
    state = row["resistance_factor_state"]
    name: str = row["resistance_factor"]
    return name if state is None else f"{name} ({state})"
