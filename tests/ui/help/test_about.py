"""Help, about: the version, and the licences of everything that the built program carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop import __version__
from gia_desktop.ui.help.about_dialog import AboutDialog
from gia_desktop.ui.help.flow import ABOUT
from gia_desktop.ui.kit.theme import make_theme
from tests.support.window.office import Office


@pytest.fixture
def licences(tmp_path: Path) -> Path:
    folder = tmp_path / "LICENSES"
    (folder / "lxml").mkdir(parents=True)
    (folder / "Python.txt").write_text("PYTHON LICENSE", encoding="utf-8")
    (folder / "lxml" / "LICENSE.txt").write_text("BSD 3-Clause", encoding="utf-8")
    (folder / "说明.txt").write_text("本文件夹收有许可证原文。", encoding="utf-8-sig")
    return folder


def test_licences_can_be_read_in_the_program(licences: Path, qtbot: QtBot) -> None:
    dialog = AboutDialog(licences, make_theme("light", "normal"))
    qtbot.addWidget(dialog)
    model = dialog.names.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == ["说明", "lxml/LICENSE", "Python"]
    assert dialog.text.toPlainText() == "本文件夹收有许可证原文。"
    dialog.names.setCurrentIndex(model.index(1, 0))
    assert dialog.text.toPlainText() == "BSD 3-Clause"
    assert dialog.text.isReadOnly()


def test_source_tree_shows_the_version_alone(office: Office) -> None:
    office.messages.answers = [False]
    office.window.do(ABOUT)
    (dialog,) = office.messages.dialogs
    assert isinstance(dialog, AboutDialog)
    assert __version__ in dialog.words.text()
    assert dialog.names.model() is None
