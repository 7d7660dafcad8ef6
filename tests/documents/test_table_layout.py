from __future__ import annotations

import pytest

from gia_desktop.core.values import Value
from gia_desktop.documents.content import TablePart, make_content
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import TableLayout, lay_out
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_values


def layouts(sheet: Sheet, style: PageStyle | None = None) -> dict[str, TableLayout]:
    parts = make_content(sheet, DocumentOptions())
    return {
        part.grid.table: lay_out(part, style or PageStyle()) for part in parts if isinstance(part, TablePart)
    }


def test_columns_share_the_type_area_without_rest(sheet: Sheet) -> None:
    assert {sum(layout.widths) for layout in layouts(sheet).values()} == {8844}


@pytest.mark.parametrize(
    ("key", "value", "table", "points"),
    [
        ("t3.new.natural", 99000, "t3", 10.5),
        ("t3.new.natural", 11398889, "t3", 7),
        ("t4.review.upheld", 11398889, "t4", 6.5),
        ("t4.review.upheld", 999999999999, "t4", 5),
        ("t2.penalty.decisions", 11398889, "t2", 10.5),
    ],
)
def test_figures_shrink_until_they_fit_one_line(
    city: Sheet, key: str, value: Value, table: str, points: float
) -> None:
    assert layouts(with_values(city, {key: value}))[table].number_pt == points


def test_only_the_table_that_fills_a_page_begins_a_new_one(sheet: Sheet) -> None:
    assert [table for table, layout in layouts(sheet).items() if layout.own_page] == ["t3"]


def test_rows_of_the_large_table_are_lower_so_that_it_fits_one_page(city: Sheet) -> None:
    heights = {table: set(layout.row_heights) for table, layout in layouts(city).items()}
    assert min(heights["t2"]) == min(heights["t4"]) == 24
    assert 16 < min(heights["t3"]) < 17
    assert sum(layouts(city)["t3"].row_heights) < 590


def test_rows_are_never_lower_than_the_style_allows(city: Sheet) -> None:
    assert min(layouts(city, PageStyle(margin_bottom_mm=120))["t3"].row_heights) > 15
