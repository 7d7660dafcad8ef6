"""The kinds that file dialogs offer, as Qt reads them."""

from __future__ import annotations

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
