from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.lexicon.keys import name_key

TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("αβγκμß™®‐–-/ ΑΒﬁ²⁺′")), max_size=12
)


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("NF‐κB", "NF-kappa B", "NFkappaB", "nf κb"), "nfkappab"),
        (("β3 integrin", "Beta-3 Integrin", "ß3-integrin"), "beta3integrin"),
        (("Herceptin™", "HERCEPTIN®", "herceptin"), "herceptin"),
        (("Ca²⁺", "Ca2+", "[Ca2+]"), "ca2"),
        (("TNF-α", "TNFα", "TNF alpha"), "tnfalpha"),
        (("HIF‑1α", "HIF–1alpha"), "hif1alpha"),
        (("µM", "μM"), "mum"),
        (("Ménière disease", "Meniere disease"), "menieredisease"),
        (("ﬁbronectin", "Fibronectin"), "fibronectin"),
        (("Annexin II",), "annexinii"),
        (("", " ", "–", "™"), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0] or "empty",
)
def test_name_key_folds_spellings_of_one_name(texts: tuple[str, ...], key: str):
    assert {name_key(text) for text in texts} == {key}


def test_name_key_keeps_roman_numerals_and_digits_apart():
    assert name_key("annexin II") != name_key("annexin 2")


@given(TEXTS, TEXTS)
def test_name_key_of_joined_texts_is_their_keys_joined(left: str, right: str):
    assert name_key(left + right) == name_key(left) + name_key(right)


@given(TEXTS)
def test_name_key_of_a_key_is_that_key(text: str):
    assert name_key(name_key(text)) == name_key(text)


@given(TEXTS)
def test_name_key_holds_letters_and_digits_only(text: str):
    assert all(character.isalnum() for character in name_key(text))
