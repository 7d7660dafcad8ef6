from __future__ import annotations

import re
from pathlib import Path

import pytest

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.html_fragment import html_fragment
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet
from gia_desktop.importers.reader import read_file
from tests.documents.conftest import with_texts
from tests.support.files.editors import SANITIZER, TINYMCE, UEDITOR, WANGEDITOR, Rules, filtered

PLAIN = DocumentOptions()


def test_fragment_needs_no_style_sheet_and_carries_no_word_residue(city: Sheet) -> None:
    fragment = html_fragment(city, PLAIN)
    assert not re.search(r"class=|<style|<script|mso-|<o:|<span|<font|http|<div|<caption|<th", fragment)
    cells = re.findall(r"<td[^>]*>", fragment)
    assert len(cells) > 200
    assert all("border:1px solid #000" in cell and 'align="' in cell for cell in cells)


@pytest.mark.parametrize(
    ("rules", "lines"),
    [(TINYMCE, 3), (WANGEDITOR, 0), (UEDITOR, 3), (SANITIZER, 0)],
    ids=["TinyMCE", "wangEditor", "UEditor", "nh3"],
)
def test_all_figures_survive_the_editors_of_sites(
    sheet: Sheet, rules: Rules, lines: int, tmp_path: Path
) -> None:
    left = filtered(html_fragment(sheet, PLAIN), rules)
    assert left.count("<table") == 3
    assert left.count('border="1"') == lines
    path = tmp_path / "pasted.html"
    path.write_text(f'<meta charset="utf-8">{left}', "utf-8")
    imported = read_file(path, bundled_formats())
    assert imported.report.values == {key: sheet.report.values[key] for key in sheet.format.entered}


@pytest.mark.parametrize("rules", [TINYMCE, WANGEDITOR, SANITIZER], ids=["TinyMCE", "wangEditor", "nh3"])
def test_paragraphs_stay_indented_and_headings_headings(city: Sheet, rules: Rules) -> None:
    left = filtered(html_fragment(city, PLAIN), rules)
    assert left.count("<h2>\u3000\u3000") == 6
    assert re.search("<p>\u3000\u3000<strong>（一）主动公开情况。</strong>", left)


def test_ueditor_keeps_every_look_of_the_tables_and_lines(city: Sheet) -> None:
    left = filtered(html_fragment(city, DocumentOptions(signature=True)), UEDITOR)
    cells = re.findall(r"<td[^>]*>", left)
    assert len(cells) > 200
    assert all("border:1px solid #000" in cell for cell in cells)
    assert left.count("border-collapse:collapse") == 3
    assert left.count('<p style="text-align:right">') == 2


def test_notes_stand_under_their_table(city: Sheet) -> None:
    noted = with_texts(city, {"section.4": "含上年结转案件。"})
    assert "</table>\n<p style=" in html_fragment(noted, PLAIN)
