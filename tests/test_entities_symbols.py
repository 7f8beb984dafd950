"""Symbols that no vocabulary has are names where the parse has them act or be acted on."""

from __future__ import annotations

import pytest

from nlp_pipeline.annotations import get_mentions
from nlp_pipeline.entities.symbols import SOURCE, looks_like_symbol

pytestmark = pytest.mark.model


def symbols_of(nlp, text: str) -> set[str]:
    return {m.label for m in get_mentions(nlp(text)) if m.source == SOURCE}


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("HyFS induces cytoprotective autophagy by blocking AKT in lung cancer cells.", {"HyFS"}),
        ("EGFR is inhibited by ZDLLB and activates AKT.", {"ZDLLB"}),
        ("KRAS activates AKT in ZDLLB patients.", set()),
        ("KRAS inhibition reduced the IC50 of gefitinib.", set()),
        ("KRAS activates AKT, as PCR showed.", set()),
        ("KRAS inhibits the formation of the brain matter (ZDLLB formation).", set()),
    ],
)
def test_symbols_are_names_in_an_arguments_place_only(extractor, text, symbols):
    assert symbols_of(extractor.nlp, text) == symbols


def test_form_of_a_symbol():
    assert [looks_like_symbol(t) for t in ("DELLA", "HyFS", "Figure", "KO", "mRNA", "VIII")] == [
        *(True, True, False, False, False, False)
    ]
