"""Sentence boundaries by rule."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.text.sentences import FACTORY, find_sentence_starts
from nlp_pipeline.text.tokenizer import TOKENIZER

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
NLP.add_pipe(FACTORY)


@pytest.mark.parametrize(
    "marked",
    [
        "EGF binds EGFR.| p53 is lost.",
        "It is lost.| mTOR is active.",
        "AKT is active.| α6β4 binds it.",
        "(A) Foo is shown.| (B) Bar is shown.",
        "Loss of signaling.|In prostate cancer it rises.",
        "It resists therapy.[2]| Next, we treat.",
        "It triggers ADCC.15| The antibody binds.",
        "It drives resistance.3,4| However, it is lost.",
        "It was shown (see ref. 4).| Then EGFR fell.",
        "Is EGFR lost?| It is.",
        "Model of the pathway\n\n| Active EGFR signals.",
        "(A) EGFR is lost;| (B) KRAS is gained.",
        "Doses of 10 mg vs. 20 mg;| EGFR was lost.",
        "SMAD2 lowers SKIL;| whereas, TGF-β raises it.",
        "They drive cytolysis| (b) The mechanisms of resistance.",
        "Cells with (a) loss of EGFR and (b) In vitro growth (c) EGFR gain.",
        "Data are from Smith et al.| The line is dashed.",
        "BACKGROUND AND PURPOSE:| EGF binds EGFR.| RESULT(S):| It is lost.",
    ],
)
def test_splitter_finds_boundary(marked: str) -> None:
    parts = [part.strip() for part in marked.split("|")]
    assert [sent.text.strip() for sent in NLP(marked.replace("|", "")).sents] == parts


@pytest.mark.parametrize(
    "text",
    [
        "As in Fig. 1A and Figs. 2 and 3, EGFR is lost.",
        "Smith et al. 2005 and Jones et al. (2006) disagree.",
        "Kinases, e.g. EGFR, i.e. ErbB1, vs. HER2 are shown.",
        "In S. cerevisiae and C. Elegans it is lost.",
        "EGFR (red. Not shown. See text) is lost.",
        "A. Model of EGFR signaling.",
        "Doses of 10 mg vs. 20 mg, EGFR was lost.",
        "Causes are: loss of PTEN; gain of MET; and KRAS mutation.",
        "It lowers PTEN; and it raises MET.",
        "Steps are (i) lysis; (ii) washing.",
        "Approx. 5.5 kb of DNA",
        "EGFR: epidermal growth factor receptor",
        "Results: EGFR is lost",
    ],
)
def test_splitter_leaves_sentence_whole(text: str) -> None:
    assert [sent.text for sent in NLP(text).sents] == [text]


def test_splitter_survives_unclosed_bracket() -> None:
    doc = NLP("EGFR (red is lost. KRAS is gained.")
    assert [sent.text for sent in doc.sents] == ["EGFR (red is lost.", "KRAS is gained."]


def test_splitter_leaves_empty_doc_empty() -> None:
    assert list(find_sentence_starts(NLP.make_doc(""))) == []
    assert len(NLP("")) == 0


@given(st.text(alphabet="aB1 .;()[]\n", max_size=60))
def test_splitter_sets_every_token(text: str) -> None:
    doc = NLP(text)
    assert doc.has_annotation("SENT_START", require_complete=True) or len(doc) == 0
    starts = [token.i for token in doc if token.is_sent_start]
    assert starts[:1] == ([0] if len(doc) else [])
