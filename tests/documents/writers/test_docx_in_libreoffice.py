from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_values

HALF_WIDE = "Noto Sans Mono CJK SC"
"""A font with digits as wide as those of Times New Roman, which few machines of ours have."""


def fonts_here() -> str:
    """Return the names of the fonts of this machine."""
    if not shutil.which("fc-list"):
        return ""
    return subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True).stdout.decode()


pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no soffice or pdftotext"
    ),
]


def pages(data: bytes, folder: Path) -> list[str]:
    """Return the text of every page as LibreOffice lays a docx out, without spaces."""
    return [re.sub(r"\s", "", page) for page in text_of(data, folder).split("\f")[:-1]]


def text_of(data: bytes, folder: Path) -> str:
    """Return the text of a docx as LibreOffice lays it out."""
    (folder / "report.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", folder, folder / "report.docx"], check=True, capture_output=True, timeout=100
    )
    return subprocess.run(
        ["pdftotext", folder / "report.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()


def test_city_report_has_five_pages_with_the_application_table_on_one(city: Sheet, tmp_path: Path) -> None:
    found = pages(write_docx(city, DocumentOptions()), tmp_path)
    assert len(found) == 5
    (page,) = [page for page in found if "本列数据的勾稽关系" in page]
    assert "四、结转下年度继续办理" in page
    assert page.startswith("三、收到和处理政府信息公开申请情况")
    assert [page[-3:] for page in found] == [f"—{number}—" for number in range(1, 6)]


def test_town_report_has_four_pages_and_untorn_tables(town: Sheet, tmp_path: Path) -> None:
    found = pages(write_docx(town, DocumentOptions()), tmp_path)
    assert len(found) == 4
    for first, last in (("第二十条第（一）项", "政府集中采购"), ("申请人情况", "四、结转下年度继续办理")):
        assert [first in page for page in found] == [last in page for page in found]


@pytest.mark.skipif(
    "HALF_WIDE not in fonts_here()", reason=f"no {HALF_WIDE}, whose digits are as wide as Times's"
)
def test_figures_of_eight_digits_stay_on_one_line(city: Sheet, tmp_path: Path) -> None:
    figures = {"t3.new.natural": 11398889, "t4.review.upheld": 22398889, "t2.penalty.decisions": 33398889}
    style = PageStyle(latin_font=HALF_WIDE)
    text = text_of(write_docx(with_values(city, {**figures}), DocumentOptions(style=style)), tmp_path)
    assert {str(figure) for figure in figures.values()} <= set(text.split())
