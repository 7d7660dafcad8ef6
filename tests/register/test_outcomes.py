from __future__ import annotations

import pytest

from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.outcomes import (
    BASES,
    NOT_ENTERED,
    Way,
    article_numbers,
    full_articles,
    remedy_text,
    row_in,
    rows_of,
    way_of,
)
from tests.register.made import day

FORMAT = bundled_formats().get("2021")


def test_every_row_of_table_three_that_takes_a_case_has_its_basis() -> None:
    rows = {cell.row.id for cell in FORMAT.cells.values() if cell.table == "t3"} - NOT_ENTERED
    assert set(BASES) == rows == {row.id for row in rows_of(FORMAT)}


def test_rows_are_picked_with_their_group_and_the_help_of_the_format() -> None:
    found = {row.id: row for row in rows_of(FORMAT)}
    assert found["refused_process_information"].words == "（三）不予公开　6.属于四类过程性信息"
    assert found["granted"].group == ""
    assert all(row.help.text for row in found.values())


@pytest.mark.parametrize(
    ("outcome", "replied", "articles", "way"),
    [
        ("granted", "2026-03-02", "", Way.BOTH),
        ("partial", "2026-03-02", "第三十七条", Way.BOTH),
        ("partial", "2026-03-02", "第十五条、第三十七条", Way.REVIEW_FIRST),
        ("refused_state_secret", "2026-03-02", "", Way.REVIEW_FIRST),
        ("refused_enforcement_files", "2026-03-02", "", Way.REVIEW_FIRST),
        ("refused_enforcement_files", "2023-12-29", "", Way.BOTH),
        ("refused_administrative_query", "2026-03-02", "", Way.BOTH),
        ("unavailable_not_held", "2026-03-02", "", Way.BOTH),
        ("rejected_repeated", "2026-03-02", "", Way.BOTH),
        ("other_no_correction", "2026-03-02", "", Way.BOTH),
        ("other_fee_unpaid", "2026-03-02", "", Way.BOTH),
        ("other_misc", "2026-03-02", "", Way.NONE),
        ("nonsense", "2026-03-02", "", Way.BOTH),
    ],
)
def test_the_remedy_follows_from_row_date_and_articles(
    outcome: str, replied: str, articles: str, way: Way
) -> None:
    assert way_of(outcome, day(replied), articles) is way


def test_a_refusal_names_review_first_and_then_the_suit() -> None:
    text = remedy_text(Way.REVIEW_FIRST, "示例县人民政府", "示例县人民法院")
    assert "先向示例县人民政府申请行政复议" in text
    assert "十五日内，向示例县人民法院提起行政诉讼" in text
    assert "六个月" not in text


def test_other_replies_name_both_and_a_withdrawal_none() -> None:
    assert "或者自收到本答复之日起六个月内" in remedy_text(Way.BOTH, "", "")
    assert remedy_text(Way.NONE, "", "") == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("第十六条第二款、第三十六条第（三）项", [16, 36]), ("条例36", [36]), ("第14条", [14]), ("见附件", [])],
)
def test_articles_are_found_in_what_the_clerk_wrote(text: str, numbers: list[int]) -> None:
    assert article_numbers(text) == numbers


def test_articles_are_cited_with_the_name_of_the_regulation_once() -> None:
    cited = full_articles("第十六条")
    assert cited.endswith("》第十六条")
    assert full_articles(cited) == cited


def test_the_format_of_2019_has_one_row_for_other_handling() -> None:
    old = bundled_formats().get("2019")
    assert row_in(old, "other_fee_unpaid") == "other"
    assert row_in(FORMAT, "other_fee_unpaid") == "other_fee_unpaid"
