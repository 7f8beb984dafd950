"""What curators say of rows: kept in a file of its own, found again, and put to use."""

from nlp_pipeline.curation.marks import CURATION_FILE, Mark, read_marks, write_marks
from nlp_pipeline.curation.precision import RulePrecision, estimate_precisions
from nlp_pipeline.curation.verdicts import NO_VERDICTS, Verdicts, settle_marks, verdicts_of

__all__ = [
    "CURATION_FILE",
    "NO_VERDICTS",
    "Mark",
    "RulePrecision",
    "Verdicts",
    "estimate_precisions",
    "read_marks",
    "settle_marks",
    "verdicts_of",
    "write_marks",
]
