"""A report page on a desk: real keys, clicks and clipboard; only dialogs are answered beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.states import Progress
from gia_desktop.core.values import Value, format_value
from gia_desktop.formats.grid import GridCell
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet
from gia_desktop.importers.paste.plan import PastePlan
from gia_desktop.ui.grid.grid_model import DataRole
from gia_desktop.ui.grid.paste_dialog import PasteDialog
from gia_desktop.ui.grid.table_delegate import CellDelegate, CellEditor
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.table import TableTab
from tests.support.window.scripted import ScriptedMessages

DATA = Path(__file__).parents[2] / "data"

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Memory:
    """A recorder that keeps steps in a list."""

    def __init__(self) -> None:
        self.steps: list[Change] = []
        self.pending: dict[str, str] = {}

    def submit(self, report: int, change: Change, progress: Progress) -> None:
        self.steps.append(change)

    def set_pending(self, report: int, key: str, text: str) -> None:
        self.pending[key] = text

    def clear_pending(self, report: int, key: str) -> None:
        self.pending.pop(key, None)


@dataclass
class Desk:
    """An open report with everything a test does to it."""

    page: ReportPage
    session: Session
    stack: QUndoStack
    messages: ScriptedMessages
    memory: Memory
    formats: Formats
    theme: Theme
    settings: Settings
    said: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plans: list[PastePlan] = field(default_factory=list)

    # -- what is there

    @property
    def tab(self) -> TableTab:
        tab = self.page.table_tab
        assert tab is not None, "no table in front"
        return tab

    @property
    def view(self) -> TableView:
        return self.tab.view

    @property
    def model(self) -> TableModel:
        return self.tab.model

    @property
    def sheet(self) -> Sheet:
        return self.session.committed

    @property
    def now(self) -> CellKey | None:
        return self.view.current_key

    @property
    def editor(self) -> CellEditor | None:
        """The field that is open in the current cell."""
        editor = self.view.indexWidget(self.view.currentIndex())
        return editor if isinstance(editor, CellEditor) else None

    def value(self, key: str) -> Value:
        return self.sheet.now[CellKey(key)]

    def values(self, keys: Iterable[str]) -> list[Value]:
        return [self.value(key) for key in keys]

    def shown(self, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        """Return what the view gets from the model for a cell."""
        model = table_tabs(self.page)[self.section_of(key)].model
        return str(model.index_of(CellKey(key)).data(role))

    def key(self, name: str) -> CellKey:
        return CellKey(name)

    def expected_text(self, key: str) -> str:
        """Return what a cell must show by the committed report."""
        return format_value(self.value(key))

    def role(self, key: str, role: DataRole) -> object:
        return table_tabs(self.page)[self.section_of(key)].model.index_of(CellKey(key)).data(role)

    def section_of(self, key: str) -> str:
        return self.sheet.format.cells[CellKey(key)].section

    @property
    def selected(self) -> list[CellKey]:
        return self.view.selected_keys()

    @property
    def lit(self) -> frozenset[GridCell]:
        """The labels that are highlighted now."""
        delegate = self.view.itemDelegate()
        assert isinstance(delegate, CellDelegate)
        return delegate.lit

    def section_block(self, key: CellKey | None) -> str:
        assert key is not None
        return self.sheet.format.cells[key].block

    # -- what is done

    def go(self, key: str) -> None:
        self.page.going.go_to_cell(CellKey(key))
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key in whatever has the focus."""
        for _ in range(times):
            QTest.keyClick(focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type signs, each into whatever has the focus then; Chinese ones come from an input method."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(focus(), sign)
            else:
                self.compose("", sign)

    def fill(self, key: str, text: str) -> None:
        """Go to a cell, type and press Enter."""
        self.go(key)
        self.type(text)
        self.press(Key.Key_Return)

    def copy_in(self, text: str | None = None, html: str | None = None) -> None:
        """Put something on the clipboard as another program does."""
        data = QMimeData()
        if text is not None:
            data.setText(text)
        if html is not None:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self, text: str | None = None, html: str | None = None) -> PastePlan | None:
        """Press Ctrl+V over a clipboard and agree to the preview; return the plan if one was shown."""
        self.copy_in(text, html)
        before = len(self.plans)
        self.press(Key.Key_V, CTRL)
        return self.plans[-1] if len(self.plans) > before else None

    def place(self, key: str) -> QPoint:
        """Return the middle of a cell in the viewport."""
        rect = self.view.visualRect(self.model.index_of(CellKey(key)))
        return rect.center()

    def click(self, key: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        button = Qt.MouseButton.LeftButton
        QTest.mouseClick(self.view.viewport(), button, modifiers, self.place(key))

    def double_click(self, key: str) -> None:
        self.click(key)
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, self.place(key))

    def drag(self, start: str, end: str) -> None:
        """Press the mouse on one cell and release it on another."""
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        first, last = self.place(start), self.place(end)
        QTest.mousePress(viewport, left, NONE, first)
        way = last - first
        for part in (0.25, 0.5, 0.75, 1.0):
            spot = QPointF(first.x() + way.x() * part, first.y() + way.y() * part)
            event = QMouseEvent(
                QEvent.Type.MouseMove, spot, viewport.mapToGlobal(spot), Qt.MouseButton.NoButton, left, NONE
            )
            QApplication.sendEvent(viewport, event)
        QTest.mouseRelease(viewport, left, NONE, last)

    def compose(self, preedit: str, commit: str = "") -> None:
        """Send what an input method composes (underlined) and what it commits."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(focus(), event)

    def undo(self) -> None:
        self.stack.undo()

    def redo(self) -> None:
        self.stack.redo()


class TableTabs(Mapping[str, TableTab]):
    """The tabs with tables, by section; each is built when it is asked for, as in the program."""

    def __init__(self, page: ReportPage) -> None:
        self._page = page
        self._sections = [item.id for item in page.session.sheet.format.sections if item.table]

    def __getitem__(self, section: str) -> TableTab:
        tab = self._page.by_section[section]
        assert isinstance(tab, TableTab)
        return tab

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


def table_tabs(page: ReportPage) -> TableTabs:
    return TableTabs(page)


def focus() -> QWidget:
    """Return the widget that keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def settle() -> None:
    """Let posted events and layouts happen."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def accept_all(desk: Desk) -> None:
    """Agree to every paste preview, doubtful cells too, and remember its plan."""

    def agree(dialog: PasteDialog) -> bool:
        desk.plans.append(dialog.plan)
        model = dialog.model
        for row in range(model.rowCount()):
            model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        return True

    desk.messages.handlers[PasteDialog] = agree
