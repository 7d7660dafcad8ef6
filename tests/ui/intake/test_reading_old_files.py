"""Old files are converted off the window's thread, and may be given up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gia_desktop.importers import reader
from gia_desktop.importers.files.old_files import ConversionError
from gia_desktop.ui.intake.import_dialog import ImportDialog
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from tests.support.files.layouts import WRITERS, sample
from tests.support.window.office import Office


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "去年.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return path


def wait_for(office: Office, qtbot: QtBot) -> None:
    """Let the conversion end before the person answers the next question."""

    def ended(dialog: QDialog) -> None:
        if isinstance(dialog, ReadingDialog):
            qtbot.waitUntil(lambda: dialog.imported is not None or dialog.error is not None)

    office.messages.prepare = ended


def test_a_converted_file_comes_to_the_preview(
    office: Office, qtbot: QtBot, old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "modernised", lambda _data: WRITERS["docx"](sample("2021", "sound")))
    wait_for(office, qtbot)
    office.messages.answers = [True, True]
    office.window.open_file(old_file)
    assert isinstance(office.messages.dialogs[-1], ImportDialog)
    assert len(office.workspace.library.load(office.number).values) == 150


def test_a_failed_conversion_is_told(
    office: Office, qtbot: QtBot, old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_data: bytes) -> bytes:
        raise ConversionError("exit 1")

    monkeypatch.setattr(reader, "modernised", fail)
    wait_for(office, qtbot)
    office.messages.answers = [True]
    office.window.open_file(old_file)
    assert [error.code for error in office.messages.errors] == ["GIA-E-512"]


def test_who_does_not_want_to_wait_gets_nothing(
    office: Office, old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "modernised", lambda _data: WRITERS["docx"](sample("2021", "sound")))
    office.messages.answers = [False]
    office.window.open_file(old_file)
    office.workspace.tasks.drain()
    assert (office.window.stage.page, list(office.workspace.library.summaries())) == (None, [])
