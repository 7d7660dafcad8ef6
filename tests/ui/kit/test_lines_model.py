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


def test_only_rows_that_are_looked_at_are_put_into_words(qtbot: QtBot) -> None:
    """A history may have twenty thousand."""
    made: list[int] = []

    def words(item: int) -> tuple[str, str]:
        made.append(item)
        return str(item), ""

    model: LinesModel[int] = LinesModel(("数", ""), words)
    model.show(range(20_000))
    for row in (7, 7, 19_999):
        assert model.index(row, 0).data() == str(row)
    assert made == [7, 19_999]
    model.show([3])
    assert model.index(0, 0).data() == "3"
