"""Pasting into an official table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.importers.matching.matched import How
from gia_desktop.importers.paste.plan import PastePlan, plan_paste
from gia_desktop.importers.tables import TableTooLargeError
from tests.support.files.rendering import STYLES, draw, figures, texts_of

YEARS = {"2019": 2020, "2021": 2025}
FIRST = {"t2": "t2.rules.issued", "t3": "t3.new.natural", "t4": "t4.review.upheld"}


@pytest.fixture(params=["2019", "2021"])
def sheet(request: pytest.FixtureRequest, formats: Formats) -> Sheet:
    """An empty report of each format."""
    return make_sheet(new_report(request.param, YEARS[request.param], "示例镇人民政府", "township"), formats)


def _paste(
    sheet: Sheet, text: str, anchor: str = "t3.new.natural", selection: tuple[int, int] = (1, 1)
) -> PastePlan:
    return plan_paste(None, text, sheet, anchor.partition(".")[0], CellKey(anchor), selection)


def _with(sheet: Sheet, values: dict[str, Value], formats: Formats) -> Sheet:
    report = Report(
        sheet.format.id, sheet.report.year, values={CellKey(key): value for key, value in values.items()}
    )
    return make_sheet(report, formats)


def _first(sheet: Sheet, table_id: str) -> CellKey:
    return next(key for key, cell in sheet.format.cells.items() if cell.table == table_id)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("table_id", ["t2", "t3", "t4"])
def test_a_whole_table_from_another_program_lands_right(sheet: Sheet, table_id: str, style: str) -> None:
    expected = figures(sheet.format, table_id)
    html = draw(style, sheet.format, table_id, texts_of(expected))
    last = list(figures(sheet.format, table_id))[-1]  # wherever the cursor is
    plan = plan_paste(html, "something else", sheet, table_id, last)
    entered = {key: value for key, value in expected.items() if not sheet.format.cells[key].computed}
    assert plan.values == entered
    assert plan.how is How.WORDING
    assert not plan.needs_look
    assert {total.key: total.computed for total in plan.compared} == {
        key: value for key, value in expected.items() if sheet.format.cells[key].computed
    }


def test_the_digit_of_a_label_is_no_data(sheet: Sheet) -> None:
    plan = _paste(sheet, "1.属于国家秘密\t5\n2.其他法律行政法规禁止公开\t6\n")
    assert plan.values == {"t3.refused_state_secret.natural": 5, "t3.refused_other_law.natural": 6}


def test_a_column_of_label_digits_is_no_data(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t属于国家秘密\t5\n2\t其他法律行政法规禁止公开\t6\n")
    assert plan.values == {"t3.refused_state_secret.natural": 5, "t3.refused_other_law.natural": 6}


def test_labels_without_figures_paste_nothing(sheet: Sheet) -> None:
    plan = _paste(sheet, "1.属于国家秘密\n2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”\n")
    assert plan.values == {}


def test_full_width_and_thousands_digits_are_numbers(sheet: Sheet) -> None:
    plan = _paste(sheet, "１２\t1,234\t\u3000３,００１\xa0\n")
    assert list(plan.values.values()) == [12, 1234, 3001]
    assert not plan.needs_look


def test_ten_rows_go_down_ten_rows(sheet: Sheet) -> None:
    plan = _paste(sheet, "".join(f"{number}\r\n" for number in range(10)), "t3.granted.natural")
    assert list(plan.values.values()) == list(range(10))
    assert list(plan.values)[-1] == "t3.refused_administrative_query.natural"
    assert plan.how is How.POSITION


def test_a_merged_label_does_not_shift_the_figures(sheet: Sheet) -> None:
    html = (
        "<table><tr><td rowspan=2>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td><td>7</td></tr>"
        "<tr><td>2.没有现成信息需要另行制作</td><td>8</td></tr></table>"
    )
    plan = plan_paste(html, None, sheet, "t3", CellKey("t3.new.natural"))
    assert plan.values == {"t3.unavailable_not_held.natural": 7, "t3.unavailable_must_be_created.natural": 8}


def test_trailing_blanks_and_no_break_spaces_are_dropped(sheet: Sheet) -> None:
    plan = _paste(sheet, "\xa03\xa0\t\u30004\t\t\xa0\r\n\t\t\t\r\n\xa0\t\t\t\r\n")
    assert plan.values == {"t3.new.natural": 3, "t3.new.business": 4}
    assert not plan.needs_look


def test_signs_for_nothing_are_told_apart(sheet: Sheet) -> None:
    plan = _paste(sheet, "/\t-\t—\t无\t*\t0\n")
    assert list(plan.values.values()) == [NA, NA, NA, 0, Unread("*"), 0]
    assert [item.key for item in plan.items if item.doubtful] == ["t3.new.legal_service"]


def test_a_total_column_is_compared_and_not_stored(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t2\t3\t0\t0\t0\t7\n")
    assert len(plan.values) == 6
    assert [(total.key, total.stated, total.computed, total.agrees) for total in plan.compared] == [
        ("t3.new.total", 7, 6, False)
    ]
    assert "1 个不一致" in plan.sentence


def test_six_columns_are_the_columns_to_enter(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t2\t3\t4\t5\t6\n")
    assert plan.values["t3.new.other"] == 6  # type: ignore[index]
    assert plan.compared == ()


def test_a_computed_row_is_compared_and_not_stored(sheet: Sheet) -> None:
    expected = figures(sheet.format, "t3")
    column = [value for key, value in expected.items() if key.endswith(".natural")]
    plan = _paste(sheet, "\n".join(map(str, column)))
    assert [total.key for total in plan.compared] == ["t3.handled_total.natural"]
    assert all(total.agrees for total in plan.compared)
    assert plan.values == {
        key: value
        for key, value in expected.items()
        if key.endswith(".natural") and key != "t3.handled_total.natural"
    }


def test_a_column_without_the_computed_row_skips_it(sheet: Sheet) -> None:
    expected = {
        key: value
        for key, value in figures(sheet.format, "t3").items()
        if key.endswith(".natural") and key != "t3.handled_total.natural"
    }
    plan = _paste(sheet, "\n".join(map(str, expected.values())))
    assert plan.values == expected


def test_twelve_figures_fill_table_four_and_skip_its_totals(sheet: Sheet) -> None:
    plan = _paste(sheet, "\t".join(map(str, range(1, 13))), "t4.review.upheld")
    assert list(plan.values.values()) == list(range(1, 13))


def test_figures_with_totals_of_table_four_are_recognised_by_their_sum(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t2\t3\t4\t10\t5\t0\t0\t0\t5\t9\t9", "t4.review.upheld")
    assert [total.stated for total in plan.compared] == [10, 5]
    assert plan.values["t4.after_review.upheld"] == 9  # type: ignore[index]


def test_a_note_in_brackets_is_taken_off_and_doubted(sheet: Sheet) -> None:
    plan = _paste(sheet, "22（其中修订16件）\n")
    (item,) = plan.items
    assert (item.new, item.doubtful) == (22, True)
    assert "22（其中修订16件）" in item.reason


def test_an_amount_in_yuan_is_converted_and_doubted(formats: Formats) -> None:
    sheet = make_sheet(new_report("2021", 2025, "示例局", "county_department"), formats)
    (item,) = _paste(sheet, "行政事业性收费\t251000元\n", "t2.rules.issued").items
    assert (item.key, item.new, item.doubtful) == ("t2.fees.amount", Decimal("25.1"), True)


def test_one_figure_fills_the_selection_without_its_totals(sheet: Sheet) -> None:
    plan = _paste(sheet, "0\n", selection=(2, 7))
    assert len(plan.values) == 12
    assert set(plan.values.values()) == {0}
    assert plan.compared == ()


def test_a_row_repeats_in_a_selection_that_is_a_multiple(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t2\n", selection=(2, 2))
    assert plan.values == {
        "t3.new.natural": 1,
        "t3.new.business": 2,
        "t3.carried_in.natural": 1,
        "t3.carried_in.business": 2,
    }


def test_copied_heads_decide_the_columns(sheet: Sheet) -> None:
    plan = _paste(sheet, "商业企业\t总计\t科研机构\n1\t3\t2\n", "t3.granted.natural")
    assert plan.values == {"t3.granted.business": 1, "t3.granted.research": 2}


def test_copied_heads_in_official_order_decide_the_columns(sheet: Sheet) -> None:
    plan = _paste(sheet, "科研机构\t其他\n1\t2\n3\t4\n", "t3.granted.natural")
    assert plan.values == {
        "t3.granted.research": 1,
        "t3.granted.other": 2,
        "t3.partial.research": 3,
        "t3.partial.other": 4,
    }


def test_a_blank_over_a_figure_is_shown_before_it_clears(sheet: Sheet, formats: Formats) -> None:
    filled = _with(sheet, {"t3.new.natural": 12, "t3.new.business": 1}, formats)
    plan = _paste(filled, "\t5\n")
    assert [(item.old, item.new, item.doubtful) for item in plan.items] == [(12, None, True), (1, 5, False)]
    assert "12" in plan.items[0].reason


def test_figures_beyond_the_table_are_told(sheet: Sheet) -> None:
    plan = _paste(sheet, "1\t2\t3\n", "t3.carried_out.other")
    assert plan.values == {"t3.carried_out.other": 1}
    assert plan.needs_look
    assert "没有位置" in plan.ignored[0]


def test_another_table_of_the_form_is_not_pasted(sheet: Sheet) -> None:
    html = draw("word", sheet.format, "t4", texts_of(figures(sheet.format, "t4")))
    plan = plan_paste(html, None, sheet, "t3", CellKey("t3.new.natural"))
    assert plan.items == ()
    assert "四、政府信息公开行政复议、行政诉讼情况" in plan.sentence


def test_the_fitting_table_of_a_whole_page_is_taken(sheet: Sheet) -> None:
    expected = figures(sheet.format, "t3")
    html = "".join(
        draw("browser", sheet.format, table_id, texts_of(figures(sheet.format, table_id)))
        for table_id in ("t2", "t3", "t4")
    )
    plan = plan_paste(html, None, sheet, "t3", CellKey("t3.new.natural"))
    assert all(expected[key] == value for key, value in plan.values.items())
    assert "3 个表" in plan.ignored[0]


def test_the_old_column_names_of_table_two_place_nothing_under_the_new_ones(formats: Formats) -> None:
    old = formats.get("2019")
    html = draw("excel", old, "t2", texts_of(figures(old, "t2")))
    sheet = make_sheet(new_report("2021", 2025, "示例局", "county_department"), formats)
    plan = plan_paste(html, None, sheet, "t2", CellKey("t2.rules.issued"))
    assert not any(key.startswith(("t2.rules", "t2.normative")) for key in plan.values)
    assert plan.needs_look


@pytest.mark.parametrize("text", ["", "   ", "\t\t\n\t\n"])
def test_an_empty_clipboard_says_so(sheet: Sheet, text: str) -> None:
    plan = plan_paste("<p></p>", text, sheet, "t3", CellKey("t3.new.natural"))
    assert plan.items == ()
    assert plan.sentence.startswith("剪贴板里没有")


def test_a_sentence_pastes_nothing(sheet: Sheet) -> None:
    plan = _paste(sheet, "全年共收到政府信息公开申请十二件。")
    assert plan.items == ()
    assert "没有可以粘贴的数字" in plan.sentence


def test_plain_text_counts_where_html_has_no_table(sheet: Sheet) -> None:
    plan = plan_paste("<p><b>12</b></p>", "12", sheet, "t3", CellKey("t3.new.natural"))
    assert plan.values == {"t3.new.natural": 12}


def test_a_sheet_of_absurd_size_is_refused(sheet: Sheet) -> None:
    with pytest.raises(TableTooLargeError, match="不是年度报告的表"):
        _paste(sheet, "1\t" * 3000)


def test_values_that_stay_the_same_are_counted_apart(sheet: Sheet, formats: Formats) -> None:
    filled = _with(sheet, {"t3.new.natural": 12}, formats)
    plan = _paste(filled, "12\t5\n")
    assert [item.changes for item in plan.items] == [False, True]
    assert "其中 1 格有变化" in plan.sentence
