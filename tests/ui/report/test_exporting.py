"""What is written beside the window finds its way back to the report that it was made of."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.documents import export as exports
from gia_desktop.documents.export import ExportResult
from gia_desktop.drafts.records import ExportStamp
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.wishes import EXPORT_SECTION
from gia_desktop.ui.shell.menus import SET
from gia_desktop.vault.faults import UnreachableFault
from tests.support.window.office import Office


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Writing waits until it is opened."""
    opened, write = threading.Event(), exports.export_file

    def export_file(*args: object, **kwargs: object) -> ExportResult:
        assert opened.wait(20)
        return write(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "export_file", export_file)
    return opened


def export(office: Office, target: Path) -> None:
    office.messages.paths.append(target)
    office.window.do(wishes.EXPORTS[".html"])


def test_the_proof_of_one_report_is_never_shown_on_another(
    office: Office, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    office.new("甲镇人民政府")
    export(office, tmp_path / "甲.html")
    office.new("乙镇人民政府")
    with qtbot.waitSignal(office.window.reports.exporting.written, timeout=20_000):
        gate.set()
    assert EXPORT_SECTION not in office.page.by_section.built
    assert office.page.export.result.text() == ""
    assert "《甲.html》已写入" in office.window.status_words.text()


def test_a_failure_of_one_report_is_never_shown_on_another(
    office: Office, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    office.new("甲镇人民政府")
    stick = tmp_path / "没有"
    stick.mkdir()
    export(office, stick / "甲.html")
    stick.rmdir()
    office.new("乙镇人民政府")
    with qtbot.waitSignal(office.window.reports.exporting.failed, timeout=20_000):
        gate.set()
    assert office.page.export.result.text() == ""
    assert "没有" in office.messages.mentioned[-1].user_text


def test_an_export_that_is_bound_to_fail_is_refused_at_once(
    office: Office, tmp_path: Path, gate: threading.Event
) -> None:
    office.new()
    export(office, tmp_path / "没有" / "甲.html")
    assert "找不到文件夹" in office.page.export.result.text()
    assert office.page.tabs.section == EXPORT_SECTION
    assert office.page.export.buttons[".html"].isEnabled()
    assert not gate.is_set()


def test_another_look_meanwhile_keeps_the_buttons_still_and_shows_the_result(
    office: Office, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    office.new()
    export(office, tmp_path / "a.html")
    office.window.do(SET, "theme", "dark")
    assert not office.page.export.buttons[".html"].isEnabled()
    with qtbot.waitSignal(office.window.reports.exporting.written, timeout=20_000):
        gate.set()
    assert "a.html" in office.page.export.result.text()
    assert f"还有 {office.page.session.progress.must_fix} 处“必须改”" in office.page.export.result.text()
    assert office.page.export.buttons[".html"].isEnabled()
    office.window.do(SET, "theme", "light")


def test_a_window_closed_while_a_file_is_written_still_notes_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[ExportStamp] = []
    office.new()
    library = office.workspace.library
    note = library.note_export

    def note_both(number: int, stamp: ExportStamp) -> None:
        note(number, stamp)
        noted.append(stamp)

    monkeypatch.setattr(library, "note_export", note_both)
    export(office, tmp_path / "a.html")
    office.window.close()
    assert [stamp.path for stamp in noted] == [str(tmp_path / "a.html")]


def test_drafts_that_can_not_be_reached_after_an_export_cost_only_a_sentence(
    office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[ExportStamp] = []
    library = office.workspace.library

    def gone(number: int, stamp: ExportStamp) -> None:
        raise UnreachableFault(tmp_path, "gone")

    monkeypatch.setattr(library, "note_export", gone)
    office.new()
    export(office, tmp_path / "a.html")
    qtbot.waitUntil(lambda: "等连上以后再记下来" in office.window.status_words.text(), timeout=20_000)
    assert "a.html" in office.page.export.result.text()
    assert office.page.export.buttons[".html"].isEnabled()
    monkeypatch.setattr(library, "note_export", lambda _number, stamp: noted.append(stamp))
    office.fill("t3.new.natural", "5")
    qtbot.waitUntil(lambda: [stamp.path for stamp in noted] == [str(tmp_path / "a.html")], timeout=20_000)
