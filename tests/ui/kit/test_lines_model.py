"""Rows of items: painted anew all at once, some, or none."""

from __future__ import annotations

from typing import Any

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gia_desktop.ui.kit.lines_model import LinesModel


def test_rows_are_painted_anew_by_one_signal(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model: LinesModel[int] = LinesModel(("数", "双倍"), lambda item: (str(item), str(2 * item)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    told: list[tuple[int, int, int]] = []

    def note(first: Any, last: Any, *_: object) -> None:
        told.append((first.row(), last.row(), last.column()))

    model.dataChanged.connect(note)
    model.repaint()
    assert told == []  # there is no row
    model.show(range(5))
    model.repaint()
    model.repaint(2, 3)
    assert told == [(0, 4, 1), (2, 3, 1)]
    assert model.index(3, 1).data() == "6"
