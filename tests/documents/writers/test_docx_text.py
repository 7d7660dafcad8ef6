from __future__ import annotations

import re

import pytest

from gia_desktop.documents.writers.docx_text import run


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the texts of the runs with whether they name the Chinese font."""
    made = re.findall(
        r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space=\"preserve\">(.*?)</w:t></w:r>", run(text, "仿宋")
    )
    return [(shown, 'w:hint="eastAsia" w:ascii="仿宋"' in properties) for properties, shown in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到3119件，其中A类", [("收到3119件，其中A类", False)]),
        ("做到“一文一解”——先说", [("做到“一文一解”——先说", True)]),
        ("建设“5G”网", [("建设“", True), ("5G", False), ("”网", True)]),
        ("2024年“三安全”", [("2024", False), ("年“三安全”", True)]),
        ("don’t", [("don’t", False)]),
        ("①买买提·艾山…", [("①买买提·艾山…", True)]),
        ("", []),
    ],
)
def test_only_ambiguous_signs_split_a_text(text: str, expected: list[tuple[str, bool]]) -> None:
    assert pieces(text) == expected


def test_markup_in_a_text_stays_text() -> None:
    assert "&lt;b&gt;&amp;&quot;" in run('<b>&"', "仿宋")
