"""The official grid can be shown without a report that is being edited: read, walked, never typed into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.schema import Format
from gia_desktop.ui.grid.grid_model import CellLook, DataRole, GridModel
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.theme import make_theme

NATURAL, TOTAL = CellKey("t3.new.natural"), CellKey("t3.new.total")


class Sums(GridModel):
    """Figures that somebody else has added up."""

    def __init__(self, fmt: Format) -> None:
        super().__init__(fmt, "t3")
        self.figures: dict[CellKey, Value] = {NATURAL: 12, TOTAL: 12}

    def value(self, key: CellKey) -> Value:
        return self.figures.get(key)


@pytest.fixture
def sums(fmt_2021: Format) -> Sums:
    return Sums(fmt_2021)


@pytest.fixture
def view(qtbot: QtBot, sums: Sums) -> TableView:
    view = TableView(sums, Navigator(sums.format, sums.grid), make_theme("light", "normal"))
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.go_to(NATURAL)
    return view


def test_it_is_a_model_as_qt_wants_it(sums: Sums, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(sums)  # type: ignore[no-untyped-call]


def test_a_cell_shows_its_figure_and_is_read_aloud_with_its_place(sums: Sums) -> None:
    index = sums.index_of(NATURAL)
    look = index.data(DataRole.LOOK)
    assert isinstance(look, CellLook)
    assert (look.text, look.computed, look.mark) == ("12", False, "")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("三、新收，自然人，12")


def test_another_figure_is_shown_once_its_cell_is_repainted(sums: Sums, qtbot: QtBot) -> None:
    index = sums.index_of(NATURAL)
    assert index.data(DataRole.LOOK).text == "12"
    sums.figures[NATURAL] = 13
    with qtbot.waitSignal(sums.dataChanged) as told:
        sums.repaint([NATURAL, CellKey("t2.rules.made")])
    assert told.args is not None
    assert told.args[0] == index
    assert index.data(DataRole.LOOK).text == "13"


def test_no_cell_can_be_typed_into(sums: Sums) -> None:
    assert not any(sums.flags(sums.index_of(key)) & Qt.ItemFlag.ItemIsEditable for key in sums.keys)
    assert sums.commit({NATURAL: 5}, "填写") == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_keys_that_change_cells_elsewhere_change_nothing(view: TableView, sums: Sums, key: Qt.Key) -> None:
    QTest.keyClick(view, key)
    assert view.state() is view.State.NoState
    assert sums.figures == {NATURAL: 12, TOTAL: 12}


def test_the_grid_is_walked_and_selected_as_a_report_is(view: TableView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.current_key == "t3.new.business"
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected_keys()) == len(view.model().keys)  # type: ignore[attr-defined]
