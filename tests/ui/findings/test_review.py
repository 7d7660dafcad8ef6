"""The 审核情况表 from the menu: where it goes, what it says, what others changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.explaining import explanation
from gia_desktop.checks.finding import Severity
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.exporting import Written
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.scripted import ScriptedMessages

REASON = "本年清理历史文件，已报市政府备案。"


@pytest.fixture
def messages() -> ScriptedMessages:
    return ScriptedMessages()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, messages: ScriptedMessages) -> Iterator[MainWindow]:
    """The practice report with its planted errors, open in the window."""
    folders = find_folders(tmp_path / "资料")
    window = MainWindow(Settings(folders.config))
    window.furnish(Workspace(folders, bundled_formats()), messages)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.do(wishes.PRACTICE)
    qtbot.waitUntil(lambda: bool(page_of(window).session.settled))
    yield window
    window.close()


def page_of(window: MainWindow) -> ReportPage:
    assert window.reports.page is not None
    return window.reports.page


def review(qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, path: Path) -> Path:
    """Choose the menu entry and return the file that was written."""
    messages.paths.append(path)
    entry = next(action for action in window.findChildren(QAction) if action.text() == "导出审核情况表…")
    with qtbot.waitSignal(window.reports.exporting.written, timeout=20_000) as told:
        entry.trigger()
    written = told.args[0] if told.args else None
    assert isinstance(written, Written)
    return written.path


def test_the_page_holds_findings_explanations_and_identities(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    page = page_of(window)
    doubt = next(item for item in page.session.settled if item.finding.severity is Severity.EXPLAIN)
    page.session.apply(explanation(page.session.committed, doubt, REASON))
    written = review(qtbot, window, messages, tmp_path / "审核.html")
    text = written.read_text("utf-8")
    assert all(escape(item.finding.message) in text for item in page.session.settled)
    assert not any(item.finding.code in text for item in page.session.settled)
    assert f"<td>{REASON}</td>" in text
    assert text.index(">不相符<") < text.index(">相符<")


def test_the_result_line_counts_what_the_form_says(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    review(qtbot, window, messages, tmp_path / "审核.docx")
    line = page_of(window).export.result.text()
    assert f"审核情况表：共 {len(page_of(window).session.settled)} 处问题：必须改 " in line
    assert "勾稽关系共 " in line
    assert page_of(window).export.buttons[".docx"].isEnabled()


def test_a_name_without_suffix_becomes_a_word_document(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    assert review(qtbot, window, messages, tmp_path / "审核") == tmp_path / "审核.docx"
    assert (tmp_path / "审核.docx").read_bytes().startswith(b"PK")


def test_a_form_filled_in_by_others_is_not_overwritten_unasked(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    target = review(qtbot, window, messages, tmp_path / "审核.docx")
    review(qtbot, window, messages, target)
    assert messages.questions == []
    target.write_bytes(b"signed in another program")
    messages.paths.append(target)
    messages.answers.append(False)
    window.do(wishes.REVIEW)
    assert "改过" in messages.questions[-1]
    assert target.read_bytes() == b"signed in another program"
    messages.answers.append(True)
    assert review(qtbot, window, messages, target).read_bytes().startswith(b"PK")


def test_a_form_that_cannot_be_written_is_told(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    messages.paths.append(tmp_path / "没有" / "审核.docx")
    with qtbot.waitSignal(window.reports.exporting.failed, timeout=20_000):
        window.do(wishes.REVIEW)
    assert "没有导出" in page_of(window).export.result.text()


def test_giving_up_the_path_writes_nothing(
    window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    before, section = set(tmp_path.iterdir()), page_of(window).tabs.section
    window.do(wishes.REVIEW)
    assert set(tmp_path.iterdir()) == before
    assert page_of(window).tabs.section == section
