from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gia_desktop.core.report import new_report
from gia_desktop.core.values import format_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle, bundled_styles
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.ui.paper.fonts import PaperFonts
from gia_desktop.ui.paper.layout import PagedReport, lay_out_report
from gia_desktop.ui.paper.page import Ink
from tests.support.window.paper_samples import MM, POINT, changed, figures, load, page_text, pages_with

LEFT, RIGHT = 28 * MM, (210 - 26) * MM
TOP, BOTTOM = 37 * MM, (297 - 35) * MM
HIGH_ROWS = PageStyle(table_row_pt=60, table_row_least_pt=60)


@pytest.fixture(params=["city-2024", "town-2020"])
def sheet(request: pytest.FixtureRequest, qapp: QApplication) -> Sheet:
    return load(request.param)


@pytest.fixture
def city_sheet(qapp: QApplication) -> Sheet:
    return load("city-2024")


def on_paper(sheet: Sheet, **choices: Any) -> PagedReport:
    return lay_out_report(sheet, replace(DocumentOptions(), **choices))


def body(paper: PagedReport) -> list[Ink]:
    """Return all lines but the page numbers."""
    return [ink for page in paper.pages for ink in page.texts if ink.baseline < BOTTOM]


@pytest.mark.parametrize(("name", "count"), [("city-2024", 5), ("town-2020", 4)])
def test_report_has_as_many_pages_as_its_docx(qapp: QApplication, name: str, count: int) -> None:
    assert len(on_paper(load(name)).pages) == count


def test_every_figure_is_printed_once_in_its_own_cell(sheet: Sheet) -> None:
    assert figures(on_paper(sheet)) == {key: [format_value(value)] for key, value in sheet.now.items()}


def test_table_three_stands_on_one_page_under_its_heading(sheet: Sheet) -> None:
    paper = on_paper(sheet)
    (number,) = pages_with(paper, "t3.")
    assert "三、收到和处理政府信息公开申请情况" in page_text(paper.pages[number - 1])


def test_table_too_high_for_a_page_goes_on_under_repeated_heads(city_sheet: Sheet) -> None:
    paper = on_paper(city_sheet, style=HIGH_ROWS)
    numbers = pages_with(paper, "t3.")
    assert len(numbers) > 1
    assert all("申请人情况" in page_text(paper.pages[number - 1]) for number in numbers)
    assert figures(paper) == {key: [format_value(value)] for key, value in city_sheet.now.items()}


def test_label_over_two_pages_is_printed_once(city_sheet: Sheet) -> None:
    text = "".join(page_text(page) for page in on_paper(city_sheet, style=HIGH_ROWS).pages)
    assert text.count("三、本年度办理结果") == 1


def test_rows_are_not_torn(city_sheet: Sheet) -> None:
    paper = on_paper(city_sheet, style=HIGH_ROWS)
    cells = [area.rect for page in paper.pages for area in page.areas if area.is_cell]
    assert all(rect.height() >= 60 * POINT and rect.bottom() <= BOTTOM + 1 for rect in cells)


def test_page_numbers_stand_outside_and_seven_millimetres_below_the_type_area(sheet: Sheet) -> None:
    for page in on_paper(sheet).pages:
        (number,) = [ink for ink in page.texts if ink.baseline > BOTTOM]
        assert number.line.text == f"— {page.number} —"
        start, end = number.x, number.x + number.line.width
        outside = start - LEFT if page.number % 2 == 0 else RIGHT - end
        assert outside == pytest.approx(14 * POINT, abs=1)
        assert 5 * MM < number.baseline - BOTTOM < 10 * MM


def test_nothing_leaves_the_type_area_but_hanging_punctuation(sheet: Sheet) -> None:
    for ink in body(on_paper(sheet, signature=True)):
        hang = 16 * POINT if ink.line.text[-1] in "，。、；：！？" else 0
        assert ink.x >= LEFT - 1
        assert ink.x + ink.line.width <= RIGHT + hang + 1
        assert TOP < ink.baseline <= BOTTOM


def test_full_lines_reach_the_right_edge(city_sheet: Sheet) -> None:
    paper = on_paper(changed(city_sheet, texts={"section.1": "公开政府信息2024件，" * 60}), contact=False)
    full = [ink for ink in body(paper) if "2024件" in ink.line.text][1:-1]
    assert len(full) > 10
    for ink in full:
        hang = 16 * POINT if ink.line.text[-1] in "，。" else 0
        assert RIGHT - 1 <= ink.x + ink.line.width <= RIGHT + hang + 1


def test_numbers_are_never_spread(city_sheet: Sheet) -> None:
    paper = on_paper(changed(city_sheet, texts={"section.1": "全年公开33333333件，" * 30}), contact=False)
    (first, *_) = [ink for ink in body(paper) if "33333333" in ink.line.text]
    # One figure only: in some fonts a 1 is narrower than the others.
    start = first.line.text.index("33333333")
    places = [place.x() for run in first.line.line.glyphRuns(start, 8) for place in run.positions()]
    widths = [right - left for left, right in pairwise(places)]
    assert len(widths) == 7
    assert max(widths) - min(widths) < 1


@pytest.mark.parametrize("lines", range(14, 24))
def test_heading_stays_with_what_follows(city_sheet: Sheet, lines: int) -> None:
    text = "\n".join(["一行正文。"] * lines + ["（一）标题", "正文。"] * 12)
    for page in on_paper(changed(city_sheet, texts={"section.1": text})).pages:
        last = [ink.line.text for ink in page.texts if ink.baseline < BOTTOM][-1]
        assert last != "（一）标题"


def test_blank_report_shows_empty_cells_and_every_heading(qapp: QApplication) -> None:
    formats = bundled_formats()
    blank = make_sheet(new_report("2021", 2025, "示例市水务局", "city"), formats)
    paper = on_paper(blank, signature=True)
    assert set(map(tuple, figures(paper).values())) == {("",)}
    text = "".join(map(page_text, paper.pages))
    assert all(section.heading in text for section in blank.format.sections)


def test_unit_without_a_name_is_still_printed(qapp: QApplication) -> None:
    paper = on_paper(make_sheet(new_report("2021", 2025, "", "city"), bundled_formats()), signature=True)
    assert "年政府信息公开工作年度报告" in page_text(paper.pages[0])


def test_blank_cells_are_zero_when_wanted(qapp: QApplication) -> None:
    blank = make_sheet(new_report("2021", 2025, "示例市水务局", "city"), bundled_formats())
    assert set(map(tuple, figures(on_paper(blank, blank_as_zero=True)).values())) == {("0",)}


def test_very_long_title_wraps_within_the_type_area(city_sheet: Sheet) -> None:
    title = "云溪市人民政府关于全市各级行政机关" * 8 + "2024年政府信息公开工作年度报告"
    paper = on_paper(changed(city_sheet, texts={"title": title}))
    heads = [ink for ink in body(paper) if ink.line.layout.font().pixelSize() == 18 * POINT]
    assert "".join(ink.line.text for ink in heads) == title
    assert all(ink.x >= LEFT - 1 and ink.x + ink.line.width <= RIGHT + 1 for ink in heads)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("t3.new.natural", 99998889),
        ("t4.review.upheld", 22398889),
        ("t2.fees.amount", Decimal("12345678.1234")),
    ],
)
def test_long_figure_stays_on_one_line_within_its_cell(
    city_sheet: Sheet, key: str, value: int | Decimal
) -> None:
    paper = on_paper(changed(city_sheet, {key: value}))
    assert figures(paper)[key] == [format_value(value)]
    for page in paper.pages:
        for area in page.areas:
            if area.place == key:
                (ink,) = [ink for ink in page.texts if ink.line.text == format_value(value)]
                assert area.rect.left() < ink.x
                assert ink.x + ink.line.width < area.rect.right()


def test_unit_stands_centred_over_the_date(city_sheet: Sheet) -> None:
    paper = on_paper(city_sheet, signature=True, signed_on=dt.date(2025, 1, 20))
    unit, date = body(paper)[-2:]
    assert (unit.line.text, date.line.text) == ("云溪市人民政府", "2025年1月20日")
    assert unit.x + unit.line.width / 2 == pytest.approx(date.x + date.line.width / 2, abs=2)
    assert pytest.approx(RIGHT - 4 * 16 * POINT, abs=2) == date.x + date.line.width


@pytest.mark.parametrize("lacks", [True, False])
def test_bold_headings_are_painted_heavier_where_a_font_has_no_bold(
    city_sheet: Sheet, monkeypatch: pytest.MonkeyPatch, lacks: bool
) -> None:
    monkeypatch.setattr(PaperFonts, "lacks_bold", lambda *_: lacks)
    paper = on_paper(city_sheet)
    heavy = [ink.line.text for ink in body(paper) if ink.line.heavy is not None]
    assert any(text.startswith("1.严把审查关。") for text in heavy) is lacks


@pytest.mark.parametrize("name", bundled_styles())
def test_every_page_style_prints_every_figure(city_sheet: Sheet, name: str) -> None:
    paper = on_paper(city_sheet, style=bundled_styles()[name])
    assert figures(paper) == {key: [format_value(value)] for key, value in city_sheet.now.items()}


@pytest.mark.parametrize("lines", range(0, 22, 2))
def test_signature_never_stands_alone_on_a_page(city_sheet: Sheet, lines: int) -> None:
    text = "本镇没有其他需要报告的事项，全年没有收取信息处理费，也没有其他情况。\n" * lines or "无。"
    paper = on_paper(changed(city_sheet, texts={"section.6": text}), signature=True)
    last = [ink.line.text for ink in paper.pages[-1].texts[1:]]
    assert len(last) > 2
    assert last[-2] == city_sheet.report.unit_name


def test_dashes_and_dots_stay_together_and_figures_with_their_unit(city_sheet: Sheet) -> None:
    text = "".join(f"{'甲' * n}——乙……丙面积120㎡，升温25℃。\n" for n in range(14, 30))
    paper = on_paper(changed(city_sheet, texts={"section.6": text}))
    lines = [ink.line.text for ink in body(paper) if set("㎡℃—…甲") & set(ink.line.text)]
    assert {line.count(sign) % 2 for line in lines for sign in "—…"} == {0}
    assert not any(line.startswith(("㎡", "℃")) for line in lines)
    assert sum(line.count("——") for line in lines) >= 16


def test_a_telephone_number_is_broken_at_its_hyphen_rather_than_pulling_a_line_apart(
    city_sheet: Sheet,
) -> None:
    text = "".join(f"{'甲' * n}电话：0599-8830330，欢迎来电。\n" for n in range(10, 26))
    lines = [ink.line.text for ink in body(on_paper(changed(city_sheet, texts={"section.6": text})))]
    assert any(line.endswith("0599-") for line in lines)
    assert not any(line.endswith("电话：") for line in lines if 10 < len(line) < 24)
    assert sum(line.count("0599-8830330") for line in lines) >= 8


def test_an_address_is_broken_behind_a_stroke_and_no_line_is_pulled_apart(city_sheet: Sheet) -> None:
    address = "https://www.example.gov.cn/xxgk/zfxxgknb/2024/index.html?a=1&b=2"
    text = "".join(f"{'甲' * n}网址{address}。\n" for n in range(2, 28))
    inks = body(on_paper(changed(city_sheet, texts={"section.6": text})))
    lines = [ink.line.text for ink in inks if ink.line.text.startswith(("甲", "网", "址", "http"))]
    broken = [line for line in lines if "http" in line and not line.endswith("。")]
    assert len(broken) > 10
    assert all(line.endswith(("/", "?", "&", "=", ".")) for line in broken)
    assert not any(line.endswith(("网址", "//")) and len(line) < 20 for line in lines)
    assert max(ink.line.width / len(ink.line.text) for ink in inks if ink.line.text in lines) < 20 * POINT


def test_lines_that_begin_a_block_have_a_ground_when_the_style_says_so(city_sheet: Sheet) -> None:
    plain = on_paper(city_sheet)
    shaded = on_paper(city_sheet, style=PageStyle(table_band_fill="C6D9F1"))
    assert not any(page.grounds for page in plain.pages)
    (page,) = [page for page in shaded.pages if page.grounds]
    assert [ground.colour for ground in page.grounds] == ["C6D9F1"] * 4
    for ground in page.grounds:
        (text,) = [ink for ink in page.texts if ground.rect.contains(ink.x, ink.baseline)]
        assert text.line.text.startswith("第二十条第（")
        assert text.x - ground.rect.x() < 10 * POINT


def test_margins_are_mirrored_on_even_pages_when_wanted(city_sheet: Sheet) -> None:
    style = PageStyle(mirror_margins=True)
    edges = [min(ink.x for ink in page.texts[1:]) for page in on_paper(city_sheet, style=style).pages]
    assert edges[0] - edges[1] == pytest.approx(2 / 25.4 * 72 * POINT, abs=25)
