from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from gia_desktop.core.keys import CellKey
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collecting import collect
from gia_desktop.rollup.collection import Collection, Stamp
from gia_desktop.rollup.papers.compilation import make_book
from tests.support.reports.areas import collection, hand_in, report_of, roster, submission, town

NEW = CellKey("t3.new.natural")
STYLE = PageStyle()


@pytest.fixture
def collected(tmp_path: Path, formats: Formats) -> Collection:
    for place, ending in enumerate((".docx", ".docx", ".gia")):
        hand_in(report_of(town(place), {NEW: place}), tmp_path / f"{place}{ending}")
    return collect(tmp_path, Collection(roster(4), 2025), formats).collection


def titles(data: bytes) -> list[str]:
    return [
        line.text.replace("\n", "")
        for line in docx.Document(BytesIO(data)).paragraphs
        if line.style is not None and (line.style.name or "").startswith("公文标题")
    ]


def test_the_reports_stand_after_a_list_of_them_as_their_units_made_them(
    collected: Collection, tmp_path: Path, formats: Formats
) -> None:
    book = make_book(collected, formats, STYLE, tmp_path)
    assert (book.units, book.as_made, book.missing) == ((town(0), town(1), town(2)), 2, (town(3),))
    assert book.words == "2 份按原文件并入，1 份按统一版式重排"
    assert titles(book.data) == [
        "示例县2025年政府信息公开工作年度报告汇编",
        *(f"{town(place)}2025年政府信息公开工作年度报告" for place in range(3)),
    ]
    xml = docx.Document(BytesIO(book.data)).element.xml
    assert [f"unit{n}" for n in (1, 2, 3)] == re.findall(r'w:anchor="(\w+)"', xml)
    assert [f"unit{n}" for n in (1, 2, 3)] == re.findall(r"PAGEREF (\w+)", xml)
    assert [f"unit{n}" for n in (1, 2, 3)] == re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml)


def test_without_the_folder_all_are_set_in_the_page_style(collected: Collection, formats: Formats) -> None:
    book = make_book(collected, formats, replace(STYLE, name="县版式"))
    assert (book.as_made, book.notes, book.words) == (0, (), "3 份按统一版式重排")


def test_a_file_that_changed_or_is_gone_is_set_from_what_was_read(
    collected: Collection, tmp_path: Path, formats: Formats
) -> None:
    (tmp_path / "0.docx").unlink()
    hand_in(report_of(town(1), {NEW: 99}), tmp_path / "1.docx")
    book = make_book(collected, formats, STYLE, tmp_path)
    assert book.as_made == 0
    assert book.notes == (
        f"{town(0)}：原文件《0.docx》不在文件夹里，按统一版式重排。",
        f"{town(1)}：原文件《1.docx》收集以后变了，按收集时读到的重排。",
    )
    assert len(titles(book.data)) == 4


def test_no_file_outside_the_folder_is_opened(tmp_path: Path, formats: Formats) -> None:
    (tmp_path / "里").mkdir()
    hand_in(report_of("外面", {}), tmp_path / "外.docx")
    made = collection([])
    outside = submission(report_of(town(0), {}), file="../外.docx")
    made = replace(made, roster=roster(1), submissions=(outside,))
    book = make_book(made, formats, STYLE, tmp_path / "里")
    assert (book.as_made, len(book.units)) == (0, 1)


def test_a_docx_that_cannot_be_joined_and_doubtful_figures_are_told(
    collected: Collection, tmp_path: Path, formats: Formats
) -> None:
    (tmp_path / "0.docx").write_bytes(b"PK")
    stamp = Stamp(2, 0, hashlib.sha256(b"PK").hexdigest())
    first = replace(collected.submissions[0], stamp=stamp, doubtful={NEW: "划去"})
    made = replace(collected, submissions=(first, *collected.submissions[1:]))
    book = make_book(made, formats, STYLE, tmp_path)
    assert book.as_made == 1
    assert book.notes == (
        f"{town(0)}：原文件并不进来（它已损坏或加了密码），按统一版式重排。",
        f"{town(0)}：有 1 格存疑，空着。",
    )


def test_marked_changes_stay_and_are_told(collected: Collection, tmp_path: Path, formats: Formats) -> None:
    document = docx.Document(str(tmp_path / "0.docx"))
    etree.SubElement(document.paragraphs[1]._p, qn("w:ins"))
    document.save(str(tmp_path / "0.docx"))
    made = collect(tmp_path, collected, formats).collection
    assert make_book(made, formats, STYLE, tmp_path).notes == (f"{town(0)}：有没接受的修订，原样留着。",)


def test_progress_is_told_and_may_break_off(collected: Collection, formats: Formats) -> None:
    seen: list[tuple[int, int]] = []

    def told(done: int, of: int) -> None:
        seen.append((done, of))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_book(collected, formats, STYLE, progress=told)
    assert seen == [(1, 3), (2, 3)]


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no soffice or pdftotext"
)
def test_the_contents_name_the_pages_on_which_the_reports_begin(
    collected: Collection, tmp_path: Path, formats: Formats
) -> None:
    (tmp_path / "book.docx").write_bytes(make_book(collected, formats, STYLE, tmp_path).data)
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "book.docx"],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    made = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "book.pdf", "-"], check=True, capture_output=True
    )
    contents, *pages = [re.sub(r"[ \n]", "", page) for page in made.stdout.decode().split("\f")[:-1]]
    begins = [place for place, page in enumerate(pages, 1) if page.startswith("示例县东")]
    assert [int(number) for number in re.findall(r"人民政府\.+(\d+)", contents)] == begins
    assert contents.endswith("—I—")
    assert [page[-len(f"—{n}—") :] for n, page in enumerate(pages, 1)] == [
        f"—{n}—" for n in range(1, len(pages) + 1)
    ]
