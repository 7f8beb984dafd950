"""Validate KGX files with kgx itself; run by kgx's own Python, without the network.

kgx fetches the Biolink model when it starts; this hands it the one that lies in the package
``biolink-model``, on which kgx depends. Prints one line of JSON: messages by level and kind, and
edges that Biolink's own classes refuse.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

from bmt import Toolkit

MODEL = files("biolink_model")
# Where kgx would download the model and its prefixes, at import and again for each validator.
Toolkit.__init__.__defaults__ = (
    str(MODEL / "schema" / "biolink_model.yaml"),
    {"predicate mappings": []},
)

from kgx import config

PREFIXES = json.loads((MODEL / "prefixmaps" / "biolink_model_prefix_map.json").read_text())
config.jsonld_context_map = {
    "biolink": PREFIXES,
    "monarch_context": {},
    "obo_context": {},
}

from kgx.transformer import Transformer
from kgx.validator import Validator

LIST_COLUMNS = {"publications", "category"}


def refused_edges(path: str) -> Counter[str]:
    """Return what Biolink's pydantic classes say of the edges, counted."""
    from biolink_model.datamodel import pydanticmodel_v2 as model

    found: Counter[str] = Counter()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            cls = getattr(model, row["category"].removeprefix("biolink:"))
            cells = {k: v for k, v in row.items() if v and k in cls.model_fields}
            cells |= {k: v.split("|") for k, v in cells.items() if k in LIST_COLUMNS}
            if "supporting_text" in cells:
                cells["supporting_text"] = [cells["supporting_text"]]
            try:
                cls(**cells)
            except ValueError as error:
                found[str(error)[:300]] += 1
    return found


def main() -> None:
    nodes, edges = sys.argv[1:3]
    validator = Validator()
    Transformer(stream=True).transform(
        input_args={"filename": [nodes, edges], "format": "tsv"},
        output_args={"format": "null"},
        inspector=validator,
    )
    print(json.dumps({"kgx": validator.get_errors(), "refused": refused_edges(edges)}))


main()
