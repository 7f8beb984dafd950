"""The tokenizer: CRAFT's manner, and the marks of modern captions."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from nlp_pipeline.text.tokenizer import (
    TOKENIZER,
    _infixes,
    _prefixes,
    _suffixes,
    build_tokenizer,
)

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def cut(text: str, tokenizer: Tokenizer = NLP.tokenizer) -> str:
    return "|".join(token.text for token in tokenizer(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("p27-mediated", "p27|-|mediated"),
        ("IL-2", "IL|-|2"),
        ("NF‐κB", "NF|‐|κB"),
        ("Bcr–Abl", "Bcr|–|Abl"),
        ("p-Src", "p|-|Src"),
        ("TGF-β1", "TGF|-|β1"),
        ("PI3K/AKT/mTOR", "PI3K|/|AKT|/|mTOR"),
        ("ERK1/2.", "ERK1|/|2|."),
        ("A→B", "A|→|B"),
        ("PTEN⊣PI3K⟶AKT", "PTEN|⊣|PI3K|⟶|AKT"),
        ("BRAFV600E", "BRAFV600E"),
        ("BRAF(V600E)", "BRAF|(|V600E|)"),
        ("(A)", "(|A|)"),
        ("[Ca2+]", "[|Ca2+|]"),
        ("p53+/+", "p53|+|/|+"),
        ("HER2+", "HER2|+"),
        ("37°C", "37|°C"),
        ("10.5", "10.5"),
        ("1,200", "1,200"),
        ("P<0.05", "P|<|0.05"),
        ("Akt's", "Akt|'s"),
        ("Akt’s", "Akt|’s"),
        ("5′-UTR", "5|′|-|UTR"),
        ("GeneBank™", "GeneBank|™"),
        ("Lipofectamine®", "Lipofectamine|®"),
        ("“EMT”", "“|EMT|”"),
        ("cannot", "can|not"),
    ],
)
def test_tokenizer_splits_marks(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    "text",
    ["co-expressed", "anti-inflammatory", "non-neuronal", "pre-treatment", "2-fold", "2.8-fold",
     "X-ray", "Ca2+", "Na+", "Fig.", "al.", "e.g.", "i.e.", "vs.", "S.",
     "https://www.pfocr.org/a-b", "10.1371/journal.pgen.0020177"],
)  # fmt: skip
def test_tokenizer_keeps_whole(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("anti-EGFR", "anti|-|EGFR"),
        ("anti-PD-1", "anti|-|PD|-|1"),
        ("pan-HER", "pan|-|HER"),
        ("pre-miR-21", "pre|-|miR|-|21"),
    ],
)
def test_tokenizer_frees_names_from_prefixes(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("signaling.In prostate", "signaling|.|In|prostate"),
        ("therapy.[2] Next", "therapy|.|[|2|]|Next"),
        ("ADCC.15 The", "ADCC|.|15|The"),
        ("resistance.1,2 The", "resistance|.|1|,|2|The"),
        ("Fig.1A shows", "Fig.1A|shows"),
        ("E13.5 embryos", "E13.5|embryos"),
        ("caspases.B,", "caspases|.|B|,"),
        ("PI3K.AKT/mTOR", "PI3K|.|AKT|/|mTOR"),
        ("Ca2+pathway", "Ca2+|pathway"),
        ("ERK1/2signaling", "ERK1|/|2|signaling"),
    ],
)
def test_tokenizer_sees_missing_blanks(text: str, tokens: str) -> None:
    assert cut(text) == tokens


def test_tokenizer_gives_empty_doc_for_empty_text() -> None:
    assert len(NLP.tokenizer("")) == 0


def test_tokenizer_survives_saving() -> None:
    text = "anti-EGFR (p27-mediated) A→B in Ca2+; see Fig. 1A, therapy.[2] www.a.org/b-c"
    copy = build_tokenizer(NLP.vocab).from_bytes(NLP.tokenizer.to_bytes())
    assert cut(text, copy) == cut(text)
    assert NLP.config["nlp"]["tokenizer"] == {"@tokenizers": TOKENIZER}


@given(st.text(alphabet="aBκ1 .,;-‐–/()[]+→'’°μ\n", max_size=40))
def test_tokenizer_changes_no_text(text: str) -> None:
    assert NLP.tokenizer(text).text == text


@given(
    st.text(st.sampled_from("aBz09-+./,'µ°Cʹ("), max_size=8),
    st.sampled_from(("", "pathway", "signaling")),
)
def test_plain_words_are_cut_as_all_are(start: str, end: str) -> None:
    word = start + end
    every = Tokenizer(
        NLP.vocab,
        rules=NLP.tokenizer.rules,
        prefix_search=compile_prefix_regex(_prefixes()).search,
        suffix_search=compile_suffix_regex(_suffixes()).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        url_match=NLP.tokenizer.url_match,
    )
    assert cut(word) == cut(word, every)
