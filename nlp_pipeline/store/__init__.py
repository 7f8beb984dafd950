"""What has been done, with what, and its rows: resumable, exclusive, all or nothing."""

from nlp_pipeline.store.history import FinishedRun, History, open_history
from nlp_pipeline.store.store import (
    STORE_FOLDER,
    Outcome,
    Planned,
    Store,
    Written,
    look_at_store,
    open_store,
)

__all__ = [
    "STORE_FOLDER",
    "FinishedRun",
    "History",
    "Outcome",
    "Planned",
    "Store",
    "Written",
    "look_at_store",
    "open_history",
    "open_store",
]
