"""Whole reports from files of every kind and layout."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from gia_desktop.core.keys import CONTACT_PHONE, PREAMBLE, TITLE, UNIT_NAME, CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import format_value
from gia_desktop.exchange.objects import dump_report
from gia_desktop.formats.installed import Formats
from gia_desktop.importers import reader
from gia_desktop.importers.faults import NoReportError
from gia_desktop.importers.matching.matched import Certainty
from gia_desktop.importers.reader import read_bytes, read_file
from tests.support.files import layouts
from tests.support.files.layouts import (
    SECTION_TEXTS,
    SHAPES,
    UNIT,
    WRITERS,
    docx_of,
    paragraph,
    sample,
    score,
)
from tests.support.files.rendering import raw_table, texts_of

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
BLANKS_ARE_LOST = {"txt, words"}
"""A layout that leaves blank cells out: rows with one can't be read, and must not be guessed."""


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@pytest.mark.parametrize("writer", WRITERS)
def test_no_cell_is_ever_silently_wrong(writer: str, format_id: str, formats: Formats) -> None:
    """Half of the layouts for each format; before a release all are tried."""
    for shape in list(SHAPES)[format_id == "2021" :: 2]:
        made = sample(format_id, shape)
        assert score(read_bytes(WRITERS[writer](made), formats), made.truth).wrong == (), shape


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@pytest.mark.parametrize("writer", [name for name in WRITERS if name not in BLANKS_ARE_LOST])
def test_every_cell_of_a_sound_report_is_found(writer: str, format_id: str, formats: Formats) -> None:
    made = sample(format_id, "sound")
    imported = read_bytes(WRITERS[writer](made), formats)
    found = score(imported, made.truth)
    assert (found.missing, found.right + found.doubtful) == (0, found.filled)
    assert imported.report.format == format_id
    assert imported.differing == ()


@pytest.mark.parametrize("writer", WRITERS)
def test_the_text_comes_in_with_its_sections(writer: str, formats: Formats) -> None:
    made = sample("2021", "sound")
    report = read_bytes(WRITERS[writer](made), formats).report
    assert (report.text(UNIT_NAME), report.year, report.text(TITLE)) == (UNIT, 2021, made.title)
    assert report.text(PREAMBLE).endswith(made.preamble)
    assert report.text(CONTACT_PHONE) == "0000-1234567"
    assert {section: report.section(section) for section in ("1", "5", "6")} == SECTION_TEXTS
    assert not any(report.section(section) for section in ("2", "3", "4") if writer not in BLANKS_ARE_LOST)


def test_a_mixed_report_takes_each_table_in_its_own_format(formats: Formats) -> None:
    new, old = sample("2021", "sound"), sample("2019", "sound")
    mixed = layouts.Sample(new.format, 2022, {**new.tables, "t3": old.tables["t3"]}, new.truth)
    imported = read_bytes(WRITERS["docx"](mixed), formats)
    assert dict(imported.table_formats) == {"t2": "2021", "t3": "2019", "t4": "2021"}
    assert imported.report.format == "2021"
    assert imported.report.values[CellKey("t3.new.natural")] == old.truth[CellKey("t3.new.natural")]
    assert not any(key.startswith("t3.other_") for key in imported.cells)
    assert any("没有位置" in note for note in imported.notes)


def test_old_tables_in_a_late_report_keep_their_format(formats: Formats) -> None:
    old = sample("2019", "sound")
    late = layouts.Sample(old.format, 2023, old.tables, old.truth)
    imported = read_bytes(WRITERS["docx"](late), formats)
    assert (imported.report.format, imported.report.year) == ("2019", 2023)


def test_a_collapsed_table_is_not_found_and_not_zero(formats: Formats) -> None:
    made = sample("2021", "sound")
    html = WRITERS["html"](made).decode()
    start = html.index("自然人")
    collapsed = (
        html[:start]
        + "自然人</td></tr><tr><td>0</td></tr></table><p>五、存在的主要问题及改进情况</p></body></html>"
    )
    imported = read_bytes(collapsed.encode(), formats)
    assert not any(key.startswith("t3") for key in imported.cells)
    assert CellKey("t3.new.natural") in imported.not_found


def test_stated_totals_that_do_not_add_up_are_told(formats: Formats) -> None:
    made = sample("2021", "sound")
    total = CellKey("t3.new.total")
    truth = str(made.truth[total])
    page = WRITERS["html"](made).decode().replace(f"<p>{truth}</p>", "<p>1</p>", 1)
    imported = read_bytes(page.encode(), formats)
    assert [(item.key, item.stated) for item in imported.differing if item.key == total] == [(total, 1)]
    assert all(cell.key.startswith("t3.new.") for cell in imported.doubtful)
    assert not any(key.startswith("t3.new.") for key in imported.report.values if key != total)


def test_doubtful_figures_are_not_in_the_report(formats: Formats) -> None:
    imported = read_bytes(WRITERS["docx"](sample("2021", "annotated")), formats)
    assert len(imported.doubtful) > 10
    assert imported.report.values.keys().isdisjoint(cell.key for cell in imported.doubtful)


def test_a_table_found_twice_with_other_figures_is_doubted(formats: Formats) -> None:
    first, second = sample("2021", "sound"), sample("2021", "sound", seed=8)
    body = (
        layouts.docx_table(first.tables["t4"])
        + paragraph("另一份") * 8
        + layouts.docx_table(second.tables["t4"])
    )
    imported = read_bytes(docx_of(paragraph("一、总体情况") + body), formats)
    differing = {key for key, value in first.truth.items() if value != second.truth[key]}
    doubted = {cell.key for cell in imported.doubtful if "出现了两次" in cell.reason}
    assert doubted
    assert doubted <= differing


def test_a_figure_whose_other_table_is_blank_there_is_doubted(formats: Formats) -> None:
    whole, shorter = sample("2021", "sound"), sample("2021", "sound")
    raw = whole.tables["t4"]
    key = next(key for key, value in whole.truth.items() if key.startswith("t4") and value == 0)
    blank = raw_table(whole.format, "t4", texts_of({**shorter.truth, key: None}))
    between = paragraph("另一份") * 8
    for first, second in ((raw, blank), (blank, raw)):
        body = layouts.docx_table(first) + between + layouts.docx_table(second)
        imported = read_bytes(docx_of(paragraph("一、总体情况") + body), formats)
        assert imported.cells[key].reason == "文件里这一格出现了两次，另一处是空的"
    empty = raw_table(whole.format, "t4", {})
    body = layouts.docx_table(empty) + between + layouts.docx_table(raw)
    assert read_bytes(docx_of(paragraph("一、总体情况") + body), formats).doubtful == ()


def _with_picture(data: bytes) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/media/image1.png", b"picture")
    return made.getvalue()


def test_pictures_are_told_where_a_table_is_missing(formats: Formats) -> None:
    made = sample("2021", "sound")
    page = WRITERS["html"](made).decode()
    without = page[: page.index("<table")] + "<p><img src=a.png></p>" + page[page.rindex("</table>") + 8 :]
    files = [
        (WRITERS["docx"](made), False), (_with_picture(WRITERS["docx"](made)), False),
        (_with_picture(docx_of(paragraph(made.title + "\n一、总体情况\n二、主动公开政府信息情况"))), True),
        (page.replace("<h1>", "<img src=a.png><h1>").encode(), False), (without.encode(), True),
    ]  # fmt: skip
    for data, is_told in files:
        told = any("没有找到的表如果是图片" in note for note in read_bytes(data, formats).notes)
        assert told is is_told


def test_amounts_keep_their_decimals(formats: Formats) -> None:
    rows = [
        ("第二十条第（八）项",),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", "29.0506"),
        ("第二十条第（五）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "7"),
    ]
    cells = ("".join(f"<td colspan={4 if len(row) == 1 else 2}>{text}</td>" for text in row) for row in rows)
    table = f"<p>二、主动公开政府信息情况</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    imported = read_bytes(table.encode(), formats, year=2024)
    assert imported.report.values == {"t2.fees.amount": Decimal("29.0506"), "t2.licensing.decisions": 7}
    assert imported.report.year == 2024


def test_a_report_that_names_no_year_is_of_the_year_that_is_reported_on(
    formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "year_to_report", lambda today: today.year + 3)
    page = "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可<td>7</table>"
    imported = read_bytes(page.encode(), formats)
    assert (imported.report.year - dt.datetime.now().astimezone().year, imported.has_year) == (3, False)


def test_our_own_file_comes_back_whole(formats: Formats, tmp_path: Path) -> None:
    report = Report("2021", 2024, {UNIT_NAME: UNIT}, {CellKey("t3.new.natural"): 12})
    path = tmp_path / "report.gia"
    path.write_bytes(dump_report(report))
    imported = read_file(path, formats)
    assert imported.report == report
    assert [cell.key for cell in imported.sure] == ["t3.new.natural"]


def test_a_text_that_is_no_report_is_refused(formats: Formats) -> None:
    with pytest.raises(NoReportError, match="没有找到年报的内容"):
        read_bytes("今天天气很好。\n明天也很好。".encode(), formats)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_town_report_of_2020_reads_whole(formats: Formats) -> None:
    imported = read_file(SAMPLES / "beida-2020.txt", formats)
    report = imported.report
    assert (report.format, report.year, report.text(UNIT_NAME)) == ("2019", 2020, "万宁市北大镇")
    assert (len(imported.sure), imported.doubtful, imported.not_found) == (166, (), ())
    assert set(report.values.values()) == {0}
    assert report.section("1").startswith("一年来")
    assert "\n（五）加强宣传，有效监督。" in report.section("1")
    assert report.section("6") == "无其他需要报告事项。"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_blank_form_gives_no_figure_at_all(formats: Formats) -> None:
    imported = read_file(SAMPLES / "blank-2021.docx", formats)
    assert imported.cells == {}
    assert dict(imported.table_formats) == {"t2": "2021", "t3": "2021", "t4": "2021"}
    assert len(imported.not_found) == 166
    assert sum("空白不当作 0" in note for note in imported.notes) == 3


@pytest.mark.parametrize(
    ("label", "value", "reason"),
    [
        ("（单位：万元）", "29.0506", ""),
        ("（单位：元）", "0.00290506", "折合"),
        ("", "29.0506", "没有印单位"),
    ],
)
def test_the_unit_of_an_amount_is_that_of_its_table(
    label: str, value: str, reason: str, formats: Formats
) -> None:
    made = sample("2021", "sound")
    fees = CellKey("t2.fees.amount")
    written = format_value(made.truth[fees])
    page = WRITERS["html"](made).decode().replace("（单位：万元）", label).replace(written, "29.0506")
    cell = read_bytes(page.encode(), formats).cells[fees]
    assert cell.value == Decimal(value)
    assert reason in cell.reason
    assert bool(reason) is (cell.certainty is Certainty.DOUBTFUL)
