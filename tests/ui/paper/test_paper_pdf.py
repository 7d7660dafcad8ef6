from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gia_desktop.core.errors import GiaError
from gia_desktop.core.values import format_value, is_number
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs import pdf as proof_pdf
from gia_desktop.documents.proofs.compare import Proof
from gia_desktop.documents.proofs.pdf import prove_pdf
from gia_desktop.documents.proofs.pdf_pages import PdfPage, read_pages
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.kit.tasks import TaskRunner
from gia_desktop.ui.paper.layout import PagedReport, lay_out_report
from gia_desktop.ui.paper.pdf import pdf_bytes, write_pdf
from tests.support.window.harness import DATA
from tests.support.window.paper_samples import changed, load

OPTIONS = DocumentOptions()
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext")


@pytest.fixture(params=["city-2024", "town-2020"])
def sheet(request: pytest.FixtureRequest, qapp: QApplication) -> Sheet:
    return load(request.param)


@pytest.fixture
def city_sheet(qapp: QApplication) -> Sheet:
    return load("city-2024")


@pytest.fixture(scope="module")
def city_pdf(qapp: QApplication) -> bytes:
    return pdf_bytes(load("city-2024"), OPTIONS)


def told_by(tool: str, path: Path, *arguments: str) -> str:
    """Return what a program of poppler says about a file."""
    end = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *arguments, path, *end], check=True, capture_output=True)
    return done.stdout.decode()


def painted_otherwise(sheet: Sheet, damage: Callable[[PagedReport], None]) -> Proof:
    """Return the proof of a PDF whose painter did something wrong."""
    paper = lay_out_report(sheet, OPTIONS)
    damage(paper)
    return prove_pdf(write_pdf(paper), sheet, OPTIONS)


def test_pdf_agrees_with_the_report_in_every_cell_and_text(sheet: Sheet) -> None:
    proof = prove_pdf(pdf_bytes(sheet, OPTIONS), sheet, OPTIONS)
    assert (proof.same, proof.differences) == (len(sheet.format.cells), ())


@pytest.mark.parametrize(
    "options",
    [
        DocumentOptions(signature=True),
        DocumentOptions(preamble=False, contact=False),
        DocumentOptions(blank_as_zero=True),
        DocumentOptions(style=PageStyle(table_row_pt=60, table_row_least_pt=60)),
    ],
    ids=["signed", "bare", "zeros", "tables over pages"],
)
def test_every_choice_is_found_again_in_the_pdf(sheet: Sheet, options: DocumentOptions) -> None:
    assert prove_pdf(pdf_bytes(sheet, options), sheet, options).holds


@needs_poppler
def test_other_program_finds_every_figure_and_page_number(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf_bytes(sheet, OPTIONS))
    pages = told_by("pdftotext", path).split("\f")[:-1]
    words = " ".join(pages).split()
    for value in sheet.now.values():
        if is_number(value):
            assert format_value(value) in words
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in re.sub(r"\s", "", page)


@needs_poppler
def test_chinese_text_can_be_searched_and_copied(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf_bytes(sheet, OPTIONS))
    text = re.sub(r"\s", "", told_by("pdftotext", path))
    assert re.sub(r"\s", "", sheet.report.title) in text
    assert re.sub(r"\s", "", sheet.section("5")) in text
    assert re.findall("[\u2e80-\u2fdf\uf900-\ufaff]", text) == []


def test_page_number_is_copied_with_its_spaces(city_pdf: bytes) -> None:
    signs = [sign.text for sign in read_pages(city_pdf)[1].signs if sign.y > 750]
    assert "".join(signs) == "— 2 —"


@needs_poppler
def test_fonts_are_embedded_and_properties_name_the_title_only(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf_bytes(sheet, OPTIONS))
    rows = told_by("pdffonts", path).splitlines()[2:]
    assert rows
    assert {tuple(row.split()[-5:-2]) for row in rows} == {("yes", "yes", "yes")}
    info = dict(line.split(":", 1) for line in told_by("pdfinfo", path).splitlines())
    assert (info["Title"].strip(), info.get("Author")) == (sheet.report.title, None)
    assert info["Page size"].strip().endswith("(A4)")


def test_command_line_writes_a_pdf_without_any_window(tmp_path: Path) -> None:
    out = tmp_path / "年报.pdf"
    command = [sys.executable, "-m", "gia_desktop.cli", "export", str(DATA / "city-2024.gia"), "-o", str(out)]
    bare = {name: text for name, text in os.environ.items() if name not in {"QT_QPA_PLATFORM", "DISPLAY"}}
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=bare, cwd=root, check=True)
    assert done.stdout == "已导出《年报.pdf》200/200 一致\n"
    assert len(read_pages(out.read_bytes())) == 5


def test_pages_painted_off_the_window_thread_are_the_same(qtbot: QtBot, city_sheet: Sheet) -> None:
    found: list[bytes] = []
    owner = QObject()
    runner = TaskRunner(owner)
    failed: list[GiaError] = []
    runner.run(lambda: pdf_bytes(city_sheet, OPTIONS), found.append, failed.append)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    here = read_pages(pdf_bytes(city_sheet, OPTIONS))
    assert [page.signs for page in read_pages(found[0])] == [page.signs for page in here]


@pytest.mark.parametrize("seed", range(16))
def test_figure_that_differs_from_the_report_is_told(city_sheet: Sheet, city_pdf: bytes, seed: int) -> None:
    draw = random.Random(seed)
    key = draw.choice(city_sheet.format.entered)
    other = changed(city_sheet, {key: draw.randrange(200_000, 900_000)})
    proof = prove_pdf(city_pdf, other, OPTIONS)
    assert proof.same < proof.cells
    assert any(city_sheet.format.cells[key].label in sentence for sentence in proof.differences)


def test_missing_text_of_a_table_is_told(city_sheet: Sheet) -> None:
    def forget(paper: PagedReport) -> None:
        page = paper.pages[3]
        page.texts.remove(next(ink for ink in page.texts if ink.line.text == "3119"))

    proof = painted_otherwise(city_sheet, forget)
    assert proof.same == proof.cells - 1
    assert "空白" in proof.differences[0]


def test_figure_in_the_neighbour_cell_is_told(city_sheet: Sheet) -> None:
    def shift(paper: PagedReport) -> None:
        page = paper.pages[3]
        place = next(n for n, ink in enumerate(page.texts) if ink.line.text == "3119")
        page.texts[place] = replace(page.texts[place], x=page.texts[place].x - 700)

    assert painted_otherwise(city_sheet, shift).same == 198


def test_line_missing_between_two_cells_is_told(city_sheet: Sheet) -> None:
    def erase(paper: PagedReport) -> None:
        rules = paper.pages[3].rules
        upright = sorted((rule for rule in rules if rule.dx() == 0), key=lambda rule: rule.x1())
        rules.remove(upright[-2])

    assert not painted_otherwise(city_sheet, erase).holds


def test_changed_or_doubled_paragraph_is_told(city_sheet: Sheet) -> None:
    def double(paper: PagedReport) -> None:
        page = paper.pages[0]
        page.texts.append(next(ink for ink in page.texts if "统计期限" in ink.line.text))

    assert any("统计期限" in told for told in painted_otherwise(city_sheet, double).differences)


def test_wrong_page_number_is_told(city_sheet: Sheet) -> None:
    def swap(paper: PagedReport) -> None:
        paper.pages[1].texts[0] = paper.pages[0].texts[0]

    assert painted_otherwise(city_sheet, swap).differences == ("第 2 页的页码不对",)


def test_lost_page_is_told(city_sheet: Sheet) -> None:
    paper = lay_out_report(city_sheet, OPTIONS)
    proof = prove_pdf(write_pdf(replace(paper, pages=paper.pages[:-1])), city_sheet, OPTIONS)
    assert "应有 3 张表，文件里有 2 张" in proof.differences


@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_file_cut_off_is_told_and_never_raises(city_sheet: Sheet, city_pdf: bytes, part: float) -> None:
    proof = prove_pdf(city_pdf[: int(len(city_pdf) * part)], city_sheet, OPTIONS)
    assert (proof.same, len(proof.differences)) == (0, 1)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_bytes_never_raise(city_sheet: Sheet, city_pdf: bytes, seed: int) -> None:
    draw = random.Random(seed)
    data = bytearray(city_pdf)
    for _ in range(40):
        data[draw.randrange(len(data))] = draw.randrange(256)
    proof = prove_pdf(bytes(data), city_sheet, OPTIONS)
    assert proof.cells == 200


def test_rare_characters_are_printed_in_their_places(city_sheet: Sheet) -> None:
    text = "䶮镇𬭎县公开“一网通办”事项123件，" * 3
    rare = changed(city_sheet, texts={"section.1": text, "unit.name": "𬭎县人民政府"})
    options = DocumentOptions(signature=True)
    assert prove_pdf(pdf_bytes(rare, options), rare, options).holds
    lines = [ink.line for page in lay_out_report(rare, options).pages for ink in page.texts]
    printed = "".join(line.text for line in lines)
    assert text in printed
    assert printed.count("𬭎") == 4


def test_signs_that_the_file_does_not_name_are_told_once_each(
    city_sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_names(data: bytes) -> list[PdfPage]:
        pages = read_pages(data)
        for page in pages:
            page.signs = [replace(sign, text=names.get(sign.text, sign.text)) for sign in page.signs]
        return pages

    names = {"镐": "\0", "铱": "\ufffd"}
    monkeypatch.setattr(proof_pdf, "read_pages", without_names)
    sheet = changed(city_sheet, texts={"section.1": "用镐挖铱，用镐。全年\u200b共2件。"})
    data = pdf_bytes(sheet, OPTIONS)
    proof = prove_pdf(data, sheet, OPTIONS)
    assert (proof.holds, proof.unproved) == (False, "镐铱")
    told = "200/200 一致；这些字从文件里读不回来，请打开文件看印得对不对：镐、铱"
    assert proof.sentence == told
    other = changed(city_sheet, texts={"section.1": "用镐挖铱，用镐。全年共3件。"})
    (fault,) = prove_pdf(data, other, OPTIONS).differences
    assert "□，用□。全年共3件" in fault
    assert "□，用□。全年共2件" in fault
