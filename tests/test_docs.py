"""The worked examples in docs/ print what they are said to print."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


def with_open_fractions(text: str) -> str:
    """Return a text without the digits of beliefs, which move with the precision of the rules."""
    return re.sub(r"0\.\d+", "0.#", text.rstrip())


@pytest.mark.model
@pytest.mark.parametrize("name", ["library.md"])
def test_examples_of_a_page_print_what_is_shown(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = EXAMPLE.findall((DOCS / name).read_text(encoding="utf-8"))
    assert len(examples) == (DOCS / name).read_text(encoding="utf-8").count("```python")
    namespace: dict[str, object] = {}
    for code, shown in examples:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, name, "exec"), namespace)
        assert with_open_fractions(printed.getvalue()) == with_open_fractions(shown)
