from __future__ import annotations

import re

import pytest

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx_text import run

STYLE = PageStyle()


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the texts of the runs with whether they say that they are Chinese."""
    made = re.findall(
        r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space=\"preserve\">(.*?)</w:t></w:r>", run(text, STYLE)
    )
    return [(shown, '"GwMark"/><w:rFonts w:hint="eastAsia"/>' in properties) for properties, shown in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到3119件，其中A类", [("收到3119件，其中A类", False)]),
        ("做到“一文”——先说", [("做到", False), ("“", True), ("一文", False), ("”——", True), ("先说", False)]),
        ("建“5G”网", [("建", False), ("“", True), ("5G", False), ("”", True), ("网", False)]),
        ("don’t", [("don’t", False)]),
        ("①买买提·艾山…", [("①", True), ("买买提", False), ("·", True), ("艾山", False), ("…", True)]),
        ("", []),
    ],
)
def test_only_ambiguous_signs_carry_a_font(text: str, expected: list[tuple[str, bool]]) -> None:
    assert pieces(text) == expected


def test_signs_of_a_heading_carry_its_font() -> None:
    made = run("一、“三公”", STYLE, "黑体")
    assert '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="黑体" w:hAnsi="黑体"/></w:rPr>' in made
    run_in = run("（一）“三公”。", STYLE, "楷体", character_style="GwHeading2Char")
    assert '<w:rStyle w:val="GwHeading2Char"/><w:rFonts w:hint="eastAsia" w:ascii="楷体"' in run_in


def test_tabs_and_line_ends_are_those_of_word() -> None:
    assert re.sub("<w:t [^>]*>|</?w:r>|</w:t>", "", run("●第一\t项\n第二", STYLE)) == (
        '<w:rPr><w:rStyle w:val="GwMark"/><w:rFonts w:hint="eastAsia"/></w:rPr>●第一<w:tab/>项<w:br/>第二'
    )


def test_markup_in_a_text_stays_text() -> None:
    assert "&lt;b&gt;&amp;&quot;" in run('<b>&"', STYLE)
