"""What has been done, with what, and its rows: resumable, exclusive, all or nothing."""

from nlp_pipeline.store.store import STORE_FOLDER, Outcome, Store, open_store

__all__ = ["STORE_FOLDER", "Outcome", "Store", "open_store"]
