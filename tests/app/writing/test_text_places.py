"""Where in a text something taken from elsewhere is put."""

from __future__ import annotations

import pytest

from gia_desktop.app.writing.text_places import (
    Insertion,
    missing_headings,
    numbered_paragraph,
    paragraph_at,
    sentence_at,
)


def after(text: str, insertion: Insertion) -> str:
    return text[: insertion.start] + insertion.text + text[insertion.end :]


@pytest.mark.parametrize(
    ("text", "cursor", "result"),
    [
        ("", 0, "新段。"),
        ("一段。\n二段。", 1, "一段。\n新段。\n二段。"),
        ("一段。\n二段。", 7, "一段。\n二段。\n新段。"),
        ("一段。\n\n二段。", 4, "一段。\n新段。\n二段。"),
        ("一段。\n  \n二段。", 5, "一段。\n新段。\n二段。"),
    ],
)
def test_a_paragraph_stands_on_a_line_of_its_own(text: str, cursor: int, result: str) -> None:
    assert after(text, paragraph_at(text, cursor, "新段。")) == result


OUTLINE = "（一）主动公开\n（二）依申请公开情况。已有一句。\n（三）监督保障"


@pytest.mark.parametrize(
    ("cursor", "part", "result"),
    [
        (0, "依申请公开", "（一）主动公开\n（二）依申请公开情况。已有一句。新句。\n（三）监督保障"),
        (0, "监督保障", f"{OUTLINE}\n新句。"),
        (0, "总述", f"新句。\n{OUTLINE}"),
        (len(OUTLINE), "总述", f"新句。\n{OUTLINE}"),
        (21, "依申请公开", "（一）主动公开\n（二）依申请公开情况。已有一句。新句。\n（三）监督保障"),
        (19, "依申请公开", "（一）主动公开\n（二）依申请公开情况。新句。已有一句。\n（三）监督保障"),
        (
            len(OUTLINE),
            "主动公开",
            "（一）主动公开\n新句。\n（二）依申请公开情况。已有一句。\n（三）监督保障",
        ),
    ],
)
def test_a_sentence_goes_to_its_part_or_to_the_cursor_in_it(cursor: int, part: str, result: str) -> None:
    assert after(OUTLINE, sentence_at(OUTLINE, cursor, "新句。", part)) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "（一）新事。"),
        ("（一）旧事。\n", "（一）旧事。\n（二）新事。"),
        ("没有编号的一段。", "没有编号的一段。\n新事。"),
    ],
)
def test_a_numbered_paragraph_goes_on_counting_where_there_are_numbers(text: str, result: str) -> None:
    assert after(text, numbered_paragraph(text, "新事。")) == result


def test_missing_headings_are_numbered_on_from_those_that_stand() -> None:
    text = "（一）主动公开。全年公开。\n"
    found = after(text, missing_headings(text, ("主动公开", "依申请公开", "监督保障")))
    assert found == "（一）主动公开。全年公开。\n（二）依申请公开\n（三）监督保障"
    assert after(found, missing_headings(found, ("主动公开", "监督保障"))) == found
