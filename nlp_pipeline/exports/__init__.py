"""Tables on disk: records as rows, rows as Parquet and CSV, files replaced whole."""
