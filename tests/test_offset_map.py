"""The map from a cleaned view back to the source holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_pipeline.records import OffsetMap
from nlp_pipeline.text.cleaning import LIGATURES, clean_pieces, clean_text
from nlp_pipeline.text.hyphens import WordCounts
from nlp_pipeline.text.layout import find_blocks
from nlp_pipeline.text.tables import SEPARATOR, table_view
from nlp_pipeline.text.views import compose_maps

FRAGMENTS = [
    "PTEN", "AKT", "β-catenin", "p27", "ErbB2", "trastuz", "umab", "the", "a", " ", "  ", "\n",
    " \n", "\r\n", "\r", "\f", "\t", "-", "\u2010", "\u00ad", "/", "–", ".", ",", ":", "(", ")",
    "[", "]", "[3-5]", "[15,43]", "()", "( ; )", "(Nahta et al., 2006)", "15", "¹²", "\u200b",
    "\u00a0", "\ufb01", "\ufb03", "\ud800", "\x00", "\x07", "Figure 1: ", "Table 1: ", "REFERENCES",
    "Abstract", "II Yes ",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join) | st.text(max_size=60)


def assert_maps(source: str, view: str, offsets: OffsetMap) -> None:
    assert sum(length for _, _, length in offsets.runs) == len(view)
    expected_start = 0
    for view_start, source_start, length in offsets.runs:
        assert view_start == expected_start
        assert length > 0
        assert source_start >= 0
        assert source_start + length <= len(source)
        expected_start += length
    origins = [offsets.source_char(i) for i in range(len(view))]
    assert origins == sorted(origins)
    for char, origin in zip(view, origins, strict=True):
        at = source[origin]
        replaced = (char == " " and (at.isspace() or at < " " or at == "\x7f")) or (
            char in LIGATURES.get(at, "") or (char == "\ufffd" and "\ud800" <= at <= "\udfff")
        )
        assert char == at or replaced, (char, at)


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans())
def test_clean_text_maps_every_view_character_to_its_source(source: str, layout: bool) -> None:
    view, offsets = clean_text(source, 0, len(source), layout=layout)
    assert_maps(source, view, offsets)
    assert view == view.strip()
    assert "  " not in view


@settings(max_examples=80, deadline=None)
@given(texts, texts, texts)
def test_clean_pieces_maps_into_the_whole_source(first: str, gap: str, second: str) -> None:
    source = f"{first}\n{gap}\n{second}"
    start = len(first) + len(gap) + 2
    pieces = [(0, len(first)), (start, len(source))]
    view, offsets = clean_pieces(source, pieces, words=WordCounts.from_text(source))
    assert_maps(source, view, offsets)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_find_blocks_gives_spans_in_order_inside_the_text(source: str) -> None:
    words = WordCounts.from_text(source)
    for block in find_blocks(source):
        spans = block.cells or block.pieces
        assert all(0 <= start < end <= len(source) for start, end in spans)
        assert list(spans) == sorted(spans)
        if not block.cells:
            assert_maps(source, *clean_pieces(source, block.pieces, words=words))


def test_table_view_maps_bars_between_the_cells() -> None:
    source = "PI3K inhibitor  XL147"
    view, offsets = table_view(source, [(0, 14), (16, 21)], words=WordCounts.from_text(source))
    assert view == f"PI3K inhibitor{SEPARATOR}XL147"
    assert offsets.source_span(0, len(view)) == (0, 21)
    assert offsets.source_span(view.index("XL147"), len(view)) == (16, 21)
    assert [offsets.source_char(14 + i) for i in range(len(SEPARATOR))] == [14, 14, 14]


def test_ligature_letters_share_one_source_character() -> None:
    source = "\ufb01broblasts"
    view, offsets = clean_text(source, 0, len(source), layout=False)
    assert view == "fibroblasts"
    assert offsets.source_span(0, 2) == (0, 1)
    assert offsets.source_span(0, len(view)) == (0, len(source))


def test_clean_text_offsets_count_from_the_source_start() -> None:
    source = "Legend [2]. PTEN  loss"
    view, offsets = clean_text(source, 12, len(source), layout=False)
    assert view == "PTEN loss"
    assert offsets.source_span(5, 9) == (18, 22)


def test_compose_maps_splits_runs_where_either_map_does() -> None:
    outer = OffsetMap(((0, 0, 2), (2, 3, 3)))
    inner = OffsetMap(((0, 100, 4), (4, 200, 4)))
    composed = compose_maps(outer, inner)
    assert composed.runs == ((0, 100, 2), (2, 103, 1), (3, 200, 2))


def test_source_char_outside_the_view_raises() -> None:
    with pytest.raises(IndexError, match="outside the view"):
        OffsetMap.identity(3).source_char(3)
