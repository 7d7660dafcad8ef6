"""Raw text and document: nothing is lost on the way there and back, and places keep their meaning."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from gia_desktop.ui.texts.live_text import (
    chip_positions,
    insert_raw,
    make_chips,
    read_raw,
    replace_raw,
    to_place,
    to_position,
)

PIECES = st.sampled_from(
    ["收到", "件，", "𠮷", "\n", "{", "}", "{t3.new.total}", "{last.t3.new.total}", "{trend.t3.nwe.x}", "38"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def document_of(raw: str) -> QTextDocument:
    document = QTextDocument()
    document.setPlainText(raw)
    make_chips(document)
    return document


@given(TEXTS)
def test_a_text_comes_back_as_it_went_in(raw: str) -> None:
    assert read_raw(document_of(raw)) == raw
    document = QTextDocument()
    insert_raw(QTextCursor(document), raw)
    assert read_raw(document) == raw


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_a_text_replaced_by_another_is_the_other(old: str, new: str) -> None:
    document = document_of(old)
    replace_raw(QTextCursor(document), old, new)
    assert read_raw(document) == new
    assert chip_positions(document) == chip_positions(document_of(new))


@given(TEXTS, TEXTS)
def test_places_between_signs_are_the_same_both_ways(before: str, after: str) -> None:
    raw, place = f"{before}|{after}", len(before)
    position = to_position(raw, place)
    assert to_place(raw, position) == place
    assert document_of(raw).characterAt(position) == "|"


def test_a_place_inside_a_live_number_is_its_begin_or_its_end() -> None:
    raw = "收到{t3.new.total}件"
    assert [to_position(raw, place) for place in (2, 3, 10, 16, 17)] == [2, 2, 2, 3, 4]
    assert [to_position(raw, place, end=True) for place in (2, 3, 10, 16, 17)] == [2, 3, 3, 3, 4]
