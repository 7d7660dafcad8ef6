"""Tables in drawn lines, and PDF files."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from gia_desktop.formats.registry import Registry
from gia_desktop.importers.faults import DamagedFileError, OldFormatError, UnsafeFileError
from gia_desktop.importers.pdf import reader as pdf_reader
from gia_desktop.importers.pdf.reader import PdfMissingError, PictureOnlyError, read_pdf
from gia_desktop.importers.pdf.ruled import Edge, Fragment, Ruled, joined_lines, ruled_tables
from gia_desktop.importers.reader import read_bytes, read_file
from gia_desktop.importers.tables import RawTable, TableTooLargeError

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
has_pypdf = pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="pypdf is not installed")


def _upright(at: float, start: float, end: float) -> Edge:
    return Edge(upright=True, at=at, start=start, end=end)


def _level(at: float, start: float, end: float) -> Edge:
    return Edge(upright=False, at=at, start=start, end=end)


def _grid(columns: Sequence[float], rows: Sequence[float]) -> list[Edge]:
    """Return the lines of a table without merged cells."""
    return [_upright(at, rows[-1], rows[0]) for at in columns] + [
        _level(at, columns[0], columns[-1]) for at in rows
    ]


def _texts(table: RawTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in line] for line in table.matrix]


def test_crossing_lines_make_cells() -> None:
    fragments = [Fragment(5, 85, "a"), Fragment(15, 85, "b"), Fragment(5, 75, "c"), Fragment(50, 50, "out")]
    (found,) = ruled_tables(_grid([0, 10, 20], [90, 80, 70]), fragments)
    assert _texts(found.table) == [["a", "b"], ["c", ""]]
    assert {fragment.text for fragment in found.inside} == {"a", "b", "c"}


def test_a_missing_line_merges_cells() -> None:
    edges = [
        *(_upright(at, 70, 90) for at in (0, 30)), _upright(10, 70, 80), _upright(20, 70, 90),
        *(_level(at, 0, 30) for at in (90, 70)), _level(80, 0, 20),
    ]  # fmt: skip
    (found,) = ruled_tables(edges, [Fragment(2, 85, "wide"), Fragment(22, 75, "tall")])
    assert _texts(found.table) == [["wide", "wide", "tall"], ["", "", "tall"]]


def test_tables_apart_are_two() -> None:
    edges = [*_grid([0, 10], [30, 20]), *_grid([0, 10], [90, 80])]
    assert [table.ys[0] for table in ruled_tables(edges, [])] == [90, 30]


def test_a_single_line_is_no_table() -> None:
    assert ruled_tables([_level(10, 0, 100)], [Fragment(1, 1, "x")]) == []


def test_a_drawing_of_thousands_of_lines_is_refused() -> None:
    with pytest.raises(TableTooLargeError):
        ruled_tables([_level(at, 0, 1) for at in range(3000)], [])


def test_pieces_on_one_base_line_are_one_line() -> None:
    pieces = [Fragment(20, 50.5, "b"), Fragment(10, 50, "a"), Fragment(10, 30, "c ")]
    assert joined_lines(pieces) == [(10, 50, "ab"), (10, 30, "c")]


def test_words_of_letters_stay_apart_and_figures_run_on() -> None:
    pieces = [
        Fragment(10, 50, "WPS "),
        Fragment(20, 50, "Office"),
        Fragment(30, 50, " 1"),
        Fragment(40, 50, "2"),
    ]
    assert joined_lines(pieces) == [(10, 50, "WPS Office12")]


def _two_pages(side: float) -> tuple[Ruled, Ruled]:
    (upper,) = ruled_tables(_grid([0, 10, 20], [90, 80]), [Fragment(5, 85, "a")])
    (lower,) = ruled_tables(_grid([side, 20], [700, 690]), [Fragment(5, 695, "b")])
    return upper, lower


def test_a_table_goes_on_on_the_next_page() -> None:
    upper, lower = _two_pages(0)
    joined = upper.joined(lower)
    assert joined is not None
    assert _texts(joined.table) == [["a", ""], ["b", "b"]]


def test_a_table_of_another_width_is_another_table() -> None:
    upper, lower = _two_pages(8)
    assert upper.joined(lower) is None


# -- reading files, first with a stand-in for the library


Draw = Callable[[Callable[..., None], Callable[..., None]], None]


class _Page:
    """A page that draws itself on the visitors."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def extract_text(
        self, visitor_text: Callable[..., None], visitor_operand_before: Callable[..., None]
    ) -> None:
        self._draw(visitor_text, visitor_operand_before)


def _library(monkeypatch: pytest.MonkeyPatch, *pages: Draw, **reader: object) -> None:
    """Put a stand-in for pypdf in place whose pages draw as told."""

    drawn = [_Page(draw) for draw in pages]
    made = SimpleNamespace(pages=drawn, is_encrypted=False, **reader)
    monkeypatch.setitem(sys.modules, "pypdf", SimpleNamespace(PdfReader=lambda _file: made))


def _says(text: str, x: float, y: float) -> Draw:
    def draw(say: Callable[..., None], _paint: Callable[..., None]) -> None:
        say(text, UNMOVED, (1, 0, 0, 1, x, y), None, 12)

    return draw


def test_lines_become_paragraphs_and_page_numbers_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(say: Callable[..., None], _paint: Callable[..., None]) -> None:
        for text, x, y in (
            ("一、总体情况", 100, 700),
            ("全年公开", 100, 680),
            ("39条。", 70, 660),
            ("— 3 —", 300, 40),
        ):
            say(text, UNMOVED, (1, 0, 0, 1, x, y), None, 12)
        say("  ", UNMOVED, (1, 0, 0, 1, 0, 0), None, 12)

    _library(monkeypatch, draw, _says("接着写。", 70, 700))
    assert read_pdf(b"%PDF-1.4") == ["一、总体情况", "全年公开39条。接着写。"]


def test_spaces_inside_chinese_go_and_headings_and_contact_facts_stay_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = (
        "年度 报告格式， 用 WPS", "Office 编写", "地 址 ：清河 镇人民路1号", "电话：0000-0000000",
        "第 5 页 共 9 页", "五、存在的主要问题及改进情况", "对照第", "（一）项。", "（二）⼯作", "3 / 9",
    )  # fmt: skip

    def draw(say: Callable[..., None], _paint: Callable[..., None]) -> None:
        for place, line in enumerate(lines):
            say(line, UNMOVED, (1, 0, 0, 1, 70, 700 - 20 * place), None, 12)

    _library(monkeypatch, draw)
    assert read_pdf(b"%PDF-1.4") == [
        "年度报告格式，用WPS Office编写", "地址：清河镇人民路1号", "电话：0000-0000000",
        "五、存在的主要问题及改进情况", "对照第（一）项。", "（二）工作",
    ]  # fmt: skip


def test_lines_are_drawn_as_strokes_boxes_or_thin_fills(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(say: Callable[..., None], paint: Callable[..., None]) -> None:
        steps: list[tuple[bytes, tuple[float, ...]]] = [
            (b"re", (0, 0, 40, 20)), (b"S", ()), (b"m", (20, 0)), (b"l", (20, 20)), (b"S", ()),
            (b"re", (0, 10, 40, 0.5)), (b"f", ()), (b"re", (5, 0, 30, 30)), (b"W", ()), (b"n", ()),
            (b"re", (0, 0, 40, 20)), (b"f", ()),
        ]  # fmt: skip
        for operator, operands in steps:
            paint(operator, operands, UNMOVED, UNMOVED)
        for text, x, y in (("甲", 2, 12), ("1", 22, 12), ("乙", 2, 2), ("2", 22, 2)):
            say(text, UNMOVED, (1, 0, 0, 1, x, y), None, 9)

    _library(monkeypatch, draw)
    (table,) = read_pdf(b"%PDF-1.4")
    assert isinstance(table, RawTable)
    assert _texts(table) == [["甲", "1"], ["乙", "2"]]


def test_pages_without_text_are_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, _says(" ", 0, 0))
    with pytest.raises(PictureOnlyError, match="扫描"):
        read_pdf(b"%PDF-1.4")


def test_a_locked_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, decrypt=lambda _word: 0)
    sys.modules["pypdf"].PdfReader(None).is_encrypted = True
    with pytest.raises(OldFormatError, match="密码"):
        read_pdf(b"%PDF-1.4")


def test_a_book_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, *[_says("x", 0, 0)] * 301)
    with pytest.raises(UnsafeFileError, match="300 页"):
        read_pdf(b"%PDF-1.4")


def test_a_file_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_SECONDS", -1.0)
    _library(monkeypatch, _says("x", 0, 0))
    with pytest.raises(UnsafeFileError, match="读不完"):
        read_pdf(b"%PDF-1.4")


def test_a_failure_of_the_library_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(_say: Callable[..., None], _paint: Callable[..., None]) -> None:
        raise KeyError("/Root")

    _library(monkeypatch, draw)
    with pytest.raises(DamagedFileError):
        read_pdf(b"%PDF-1.4")


def test_without_the_library_another_way_is_told(monkeypatch: pytest.MonkeyPatch, registry: Registry) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(PdfMissingError, match=r"另存为 \.docx"):
        read_bytes(b"%PDF-1.4", registry)


@has_pypdf
def test_a_truncated_pdf_is_damaged() -> None:
    with pytest.raises(DamagedFileError):
        read_pdf(b"%PDF-1.4\n1 0 obj")


@has_pypdf
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_city_report_of_2024_reads_whole(registry: Registry) -> None:
    imported = read_file(SAMPLES / "huaian-2024.pdf", registry)
    report = imported.report
    assert (report.format, report.year, report.unit_name) == ("2021", 2024, "淮安市人民政府")
    assert (len(imported.sure), imported.doubtful, imported.not_found, imported.differing) == (
        166,
        (),
        (),
        (),
    )
    values = report.values | report.stated  # type: ignore[operator]
    assert [values[f"t3.{row}.total"] for row in ("new", "carried_in", "handled_total", "carried_out")] == [
        3119, 34, 3050, 103,
    ]  # fmt: skip
    assert str(values["t2.fees.amount"]) == "96171.6"
    assert report.section("6").startswith("2024年，市政府严格落实")
