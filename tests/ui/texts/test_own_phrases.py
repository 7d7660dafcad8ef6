"""The window offers the phrases that an office keeps in its data folder, and tells when it can't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.narrative import PHRASES, NarrativeTab
from gia_desktop.ui.texts.phrase_panel import PhrasePanel
from tests.support.window.office import Office, open_office

REASONS = """
general = []

[[rules]]
code = "GIA-YEAR-001"
phrases = ["撤并乡镇，带来[数]件。"]
"""
BOOK = """
gia_phrases = 1

[[sentences]]
section = "6"
part = "收费"
text = "我县不收取信息处理费。"
"""
Opener = Callable[[str, str], Office]


@pytest.fixture
def with_file(qtbot: QtBot, tmp_path: Path) -> Opener:
    """Open the window over a data folder that holds a file of phrases."""

    def open_it(name: str, text: str) -> Office:
        folder = tmp_path / "资料" / "phrases"
        folder.mkdir(parents=True)
        (folder / name).write_text(text, "utf-8")
        office = open_office(folder.parent)
        qtbot.addWidget(office.window)
        return office

    return open_it


def test_own_phrases_stand_in_the_explanation(with_file: Opener) -> None:
    office = with_file("reasons.toml", REASONS)
    office.window.do(wishes.PRACTICE)
    page = office.page
    page.session.check()
    offered: list[str] = []
    office.messages.prepare = lambda dialog: offered.extend(
        button.text() for button in dialog.findChildren(QPushButton)
    )
    office.messages.answers = [False]
    page.edits.explain(next(item for item in page.session.settled if item.finding.code == "GIA-YEAR-001"))
    assert "撤并乡镇，带来[数]件。" in offered
    assert not [text for text in offered if "机构改革" in text]


def test_own_sentences_stand_beside_the_text(with_file: Opener) -> None:
    office = with_file("sentences.toml", BOOK)
    office.new()
    tab = office.page.by_section["6"]
    assert isinstance(tab, NarrativeTab)
    tab.show_panel(PHRASES)
    panel = tab.findChild(PhrasePanel)
    assert isinstance(panel, PhrasePanel)
    assert [offer.text for offer in panel.offers.offers] == ["我县不收取信息处理费。"]


def test_a_faulty_file_is_told_at_the_start(with_file: Opener) -> None:
    office = with_file("reasons.toml", "general = 1\n")
    office.window.tell_notices()
    assert [error.user_text for error in office.messages.errors] == [
        "审核说明短语 reasons.toml 有错：第 1 行：general 应为文字的列表。"
    ]
