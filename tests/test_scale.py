"""The page on large collections: its code puts parts together as one output would have been."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq

from nlp_pipeline.config import Settings
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine, write_lines

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
TEXTS = {f"d{i}": f"PTEN{i % 3} inhibits AKT{i % 2}. KRAS activates RALB{i}." for i in range(12)}


def extract(folder: Path, output: str, texts: dict[str, str]) -> None:
    source = folder / f"{output}.jsonl"
    write_lines(source, **texts)
    run([source], folder / output, Settings(), engine=PatternEngine())


def test_code_shown_gives_the_statements_of_one_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for part in range(3):
        chosen = {name: text for i, (name, text) in enumerate(TEXTS.items()) if i % 3 == part}
        extract(tmp_path, f"part-{part}", chosen)
    extract(tmp_path, "whole", TEXTS)
    page = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(compile(code, str(PAGE), "exec"), {})
    found, expected = (
        pq.read_table(path).sort_by("statement_id").to_pylist()
        for path in ("statements.parquet", "whole/statements.parquet")
    )
    assert found == expected
    assert max(row["papers"] for row in found) > 1
