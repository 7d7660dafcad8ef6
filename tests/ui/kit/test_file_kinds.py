"""The kinds that file dialogs offer, as Qt reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from gia_desktop.ui.report.beginning import FILE_KINDS, REPORT_KINDS
from gia_desktop.ui.report.exporting import SAVE_KINDS


@pytest.mark.parametrize("kinds", [FILE_KINDS, REPORT_KINDS, *SAVE_KINDS.values()])
def test_every_kind_shows_files_by_their_endings(qtbot: QtBot, kinds: str) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilters(kinds.split(";;"))
    model = dialog.findChild(QFileSystemModel)
    assert isinstance(model, QFileSystemModel)
    for kind in dialog.nameFilters():
        dialog.selectNameFilter(kind)
        assert all(pattern == "*" or pattern.startswith("*.") for pattern in model.nameFilters())


@pytest.mark.parametrize("name", ["年报.mht", "年报.csv", "年报.xls", "年报.rtf", "年报.odt", "年报.et"])
def test_whatever_can_be_read_is_offered_without_asking_for_all_files(name: str) -> None:
    kind = REPORT_KINDS.split(";;")[0]
    assert f"*{Path(name).suffix}" in kind.partition("(")[2].rstrip(")").split()
