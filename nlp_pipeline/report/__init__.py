"""The report: one HTML file that shows an output folder and needs nothing else, no network."""

from __future__ import annotations

from nlp_pipeline.report.page import write_report

__all__ = ["write_report"]
