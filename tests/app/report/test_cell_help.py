"""The help beside every cell, from the data of the formats."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gia_desktop.app.report.cell_help import best_offer, describe, doubt_about, offered
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import new_report
from gia_desktop.core.values import NA, Unread, Value, is_number
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

YEARS = {"2019": 2020, "2021": 2025}


def sheet_of(formats: Formats, fmt: str, kind: str = "township", **values: Value) -> Sheet:
    """Return a report with values named like ``t3__new__natural``."""
    report = new_report(fmt, YEARS[fmt], "示例", kind)
    cells = {CellKey(name.replace("__", ".")): value for name, value in values.items()}
    return make_sheet(replace(report, values=cells), formats)


@pytest.fixture(params=["2019", "2021"])
def empty(request: pytest.FixtureRequest, formats: Formats) -> Sheet:
    return sheet_of(formats, request.param)


def test_every_cell_has_name_rule_clause_and_usual_mistake(empty: Sheet) -> None:
    lacking = [
        key
        for key in empty.format.cells
        if not ((found := describe(empty, key)).title and found.rules and found.basis and found.mistake)
    ]
    assert lacking == []


def test_the_full_names_tell_every_cell_of_a_table_apart(empty: Sheet) -> None:
    for table in empty.format.tables:
        names = [
            describe(empty, key).title for key, cell in empty.format.cells.items() if cell.table == table
        ]
        assert len(names) == len(set(names))


def test_only_computed_cells_have_a_formula(empty: Sheet) -> None:
    assert {key for key in empty.format.cells if describe(empty, key).formula} == {
        key for key, cell in empty.format.cells.items() if cell.computed
    }


def test_every_formula_adds_up_with_the_present_numbers(formats: Formats, empty: Sheet) -> None:
    figures = {key: place % 7 for place, key in enumerate(empty.format.entered)}
    sheet = make_sheet(replace(empty.report, values=figures), formats)
    for key, cell in sheet.format.cells.items():
        if cell.computed:
            total, _, parts = describe(sheet, key).formula.partition(" = ")
            assert int(total) == sheet.now[key]
            assert sum(int(number) for number in re.findall(r" (\d+)(?: \+|$)", parts)) == sheet.now[key]


def test_a_formula_says_what_is_not_filled(formats: Formats) -> None:
    sheet = sheet_of(
        formats, "2021", t4__review__upheld=2, t4__review__corrected=NA, t4__review__other=Unread("x")
    )
    assert describe(sheet, CellKey("t4.review.total")).formula == (
        "2 = 结果维持 2 + 结果纠正 / + 其他结果 x + 尚未审结 未填"
    )


def test_a_long_formula_leaves_zeros_out(formats: Formats) -> None:
    sheet = sheet_of(formats, "2021", t3__granted__natural=3, t3__partial__natural=0)
    assert describe(sheet, CellKey("t3.handled_total.natural")).formula == "3 = 予以公开 3"


def test_a_blank_sum_says_so(empty: Sheet) -> None:
    assert describe(empty, CellKey("t3.handled_total.natural")).formula == "空 = 各项均为 0 或未填"


def test_a_stated_total_that_differs_stands_beside_the_formula(formats: Formats) -> None:
    sheet = sheet_of(formats, "2021", t3__new__natural=3)
    stated = replace(sheet.report, stated={CellKey("t3.new.total"): 5})
    assert describe(make_sheet(stated, formats), CellKey("t3.new.total")).formula.endswith(
        "（读入的文件写的是 5）"
    )


@pytest.mark.parametrize(
    "kind",
    ["township", "subdistrict", "county_department", "county", "city_department", "province_department"],
)
@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_units_without_regulations_are_offered_zero(formats: Formats, fmt: str, kind: str) -> None:
    sheet = sheet_of(formats, fmt, kind)
    offers = {key: offered(sheet, key) for key in sheet.format.cells}
    assert {key for key, offer in offers.items() if offer == "0"} == {
        key for key in sheet.format.cells if key.startswith("t2.rules.")
    }


@pytest.mark.parametrize("kind", ["city", "province", "ministry", "other"])
@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_units_that_can_have_regulations_are_offered_nothing(formats: Formats, fmt: str, kind: str) -> None:
    sheet = sheet_of(formats, fmt, kind)
    assert [key for key in sheet.format.cells if offered(sheet, key)] == []


@pytest.mark.parametrize(("value", "asked"), [(3, True), (0, False), (NA, False), (None, False)])
def test_only_a_number_that_cannot_be_is_asked_about(formats: Formats, value: Value, asked: bool) -> None:
    sheet = sheet_of(formats, "2021", t2__rules__issued=value)
    assert (doubt_about(sheet, CellKey("t2.rules.issued")) is not None) is asked


def test_what_cannot_be_there_offers_what_is_usual_and_may_stay(formats: Formats) -> None:
    key = CellKey("t2.rules.issued")
    doubt = doubt_about(sheet_of(formats, "2021", t2__rules__issued=3), key)
    assert doubt is not None
    assert (doubt.offer, doubt.may_stay) == ("0", True)
    assert "《立法法》" in doubt.basis


@pytest.mark.parametrize(("text", "offer"), [("3件", "3"), ("3万件", ""), ("abc", "")])
def test_unread_text_offers_the_figure_that_is_plainly_meant(formats: Formats, text: str, offer: str) -> None:
    key = CellKey("t3.new.natural")
    sheet = sheet_of(formats, "2021", t3__new__natural=Unread(text))
    doubt = doubt_about(sheet, key)
    assert doubt is not None
    assert (doubt.offer, doubt.may_stay) == (offer, False)
    assert best_offer(sheet, key) == describe(sheet, key).offer == offer


def test_unread_text_is_explained(formats: Formats) -> None:
    sheet = sheet_of(formats, "2021", t3__new__natural=Unread("-1"))
    assert describe(sheet, CellKey("t3.new.natural")).trouble == "件数不能是负数"
    assert not is_number(sheet.now[CellKey("t3.new.natural")])
