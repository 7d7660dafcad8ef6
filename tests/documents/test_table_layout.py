from __future__ import annotations

import pytest

from gia_desktop.core.values import Value
from gia_desktop.documents.content import Kind, Paragraph, TablePart, make_content
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import TableLayout, lay_out, lay_out_tables, note_height
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_texts, with_values


def layouts(sheet: Sheet, style: PageStyle | None = None) -> dict[str, TableLayout]:
    parts = make_content(sheet, DocumentOptions())
    return {
        part.grid.table: lay_out(part, style or PageStyle()) for part in parts if isinstance(part, TablePart)
    }


def test_columns_share_the_type_area_without_rest(sheet: Sheet) -> None:
    assert {sum(layout.widths) for layout in layouts(sheet).values()} == {8844}


@pytest.mark.parametrize("key", ["t3.new.natural", "t4.review.upheld", "t2.penalty.decisions"])
def test_columns_of_short_figures_give_room_to_wide_ones(city: Sheet, key: str) -> None:
    table = key.partition(".")[0]
    usual, wide = (layouts(one)[table] for one in (city, with_values(city, {key: 11398889})))
    assert not wide.small_pt
    assert sum(wide.widths) == sum(usual.widths)
    assert wide.row_heights == usual.row_heights
    assert wide.widths[:3] == usual.widths[:3] or table == "t4"


def test_heads_are_never_parted_within_a_word(city: Sheet) -> None:
    wide = with_values(city, {"t3.new.natural": 11398889, "t3.new.company": 11398889})
    small = with_texts(
        city, {"section.3": "注：上年结转两件改由别的部门办理，与上年相差两件，特此说明。\n" * 2}
    )
    shown = set()
    for one in (city, wide, small):
        parts = make_content(one, DocumentOptions())
        (t3,) = [part for part in parts if isinstance(part, TablePart) and part.grid.table == "t3"]
        layout = lay_out_tables(parts, PageStyle())["t3"]
        shown |= {
            layout.in_lines(cell, part_text, PageStyle())
            for cell in t3.grid.cells
            if (part_text := cell.text)
        }
    assert {"商业\n企业", "社会\n公益\n组织", "（三）\n不予公开", "（一）予以公开"} <= shown
    assert not {"商业企\n业", "法人或\n其他\n组织", "（七）\n总计"} & shown


def test_figures_of_usual_width_leave_the_columns_as_they_are(city: Sheet) -> None:
    assert layouts(with_values(city, {"t3.new.natural": 99000})) == layouts(city)


@pytest.mark.parametrize(("value", "small"), [(10**15, 5.5), (10**30, 5)])
def test_a_figure_alone_shrinks_where_no_column_has_room_left(
    city: Sheet, value: Value, small: float
) -> None:
    shrunk = layouts(with_values(city, {"t3.new.natural": value}))["t3"].small_pt
    assert shrunk == {"t3.new.natural": small, "t3.new.total": small}


def test_table_with_remarks_under_it_still_fits_its_page_with_them(city: Sheet) -> None:
    noted = with_texts(
        city, {"section.3": "注：上年结转两件改由别的部门办理，与上年相差两件，特此说明。\n" * 2}
    )
    parts = make_content(noted, DocumentOptions())
    style = PageStyle()
    t3 = lay_out_tables(parts, style)["t3"]
    notes = [part.text for part in parts if isinstance(part, Paragraph) and part.kind is Kind.NOTE]
    assert t3.text_pt == style.table_small_pt
    whole = sum(t3.row_heights) + sum(note_height(text, style) for text in notes)
    assert whole + 1.5 * style.line_pitch_pt < style.text_height_pt


def test_short_table_gets_lower_rows_rather_than_a_page_of_its_own(city: Sheet) -> None:
    heights = set()
    for lines in range(22):
        parts = make_content(with_texts(city, {"section.1": "甲乙丙丁\n" * lines}), DocumentOptions())
        heights.add(min(lay_out_tables(parts, PageStyle())["t2"].row_heights))
    assert max(heights) == 24
    assert min(heights) < 20
    assert min(heights) >= 18


def test_only_the_table_that_fills_a_page_begins_a_new_one(sheet: Sheet) -> None:
    assert [table for table, layout in layouts(sheet).items() if layout.own_page] == ["t3"]


def test_rows_of_the_large_table_are_lower_so_that_it_fits_one_page(city: Sheet) -> None:
    heights = {table: set(layout.row_heights) for table, layout in layouts(city).items()}
    assert min(heights["t2"]) == min(heights["t4"]) == 24
    assert 16 < min(heights["t3"]) < 17
    assert sum(layouts(city)["t3"].row_heights) < 590


def test_rows_are_never_lower_than_the_style_allows(city: Sheet) -> None:
    assert min(layouts(city, PageStyle(margin_bottom_mm=120))["t3"].row_heights) > 15
