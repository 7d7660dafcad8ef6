"""Any order of editing, undoing, saving and reopening leaves checks, views and disk in agreement."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtWidgets import QApplication

from gia_desktop.app.report.session import Session
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.states import Progress
from gia_desktop.core.values import format_value
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.undo import ChangeCommand, UndoStack
from gia_desktop.ui.grid.grid_model import DataRole
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_blocks import clear_block, fill_block
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.shell.app import make_application

_FORMATS: Final = bundled_formats()
_FORMAT: Final = _FORMATS.get("2021")
_KEYS: Final = st.sampled_from(_FORMAT.entered)
_PARAGRAPHS: Final = st.sampled_from(["", "新收申请 {t3.new.total} 件。", "甲\n乙"])
_TEXTS: Final = st.sampled_from(["", "0", "/", "7", "１２", "1,234", "abc", "-1", "三"])


class EditingMachine(RuleBasedStateMachine):
    """Models of the three tables over a real draft; the expectation is a plain list of reports."""

    def __init__(self) -> None:
        """Create a draft."""
        super().__init__()
        self.app = QApplication.instance() or make_application(["gia-desktop"])
        self.folder = tempfile.TemporaryDirectory(prefix="gia-machine-")
        self.path = Path(self.folder.name) / "drafts.sqlite3"
        self.store = open_drafts(self.path).store
        report = new_report("2021", 2025, "示例市水务局", "city")
        self.number = self.store.create(report, label="新建", origin="created")
        self.past: list[Report] = []
        self.future: list[Report] = []
        self.open()

    # -- the recorder of the session

    def submit(self, report: int, change: Change, progress: Progress) -> None:
        self.store.write(report, change, progress)

    def set_pending(self, report: int, key: str, text: str) -> None:
        self.store.set_pending(report, key, text)

    def clear_pending(self, report: int, key: str) -> None:
        self.store.clear_pending(report, key)

    # -- what a clerk does

    def open(self) -> None:
        """Show the stored report; undo begins anew, as after a restart."""
        self.session = Session(self.number, self.store.load(self.number), _FORMATS, self)
        self.session.check()
        self.stack = UndoStack()
        self.models = {table: TableModel(self.session, table, self.push) for table in _FORMAT.tables}
        self.past, self.future = [], []

    def push(self, change: Change) -> None:
        self.past.append(self.session.report)
        self.future = []
        self.stack.push(ChangeCommand(self.session, change))

    @rule(key=_KEYS, text=_TEXTS)
    def type_into(self, key: CellKey, text: str) -> None:
        model = self.models[_FORMAT.cells[key].table]
        model.setData(model.index_of(key), text)

    @rule(key=_KEYS, text=_TEXTS)
    def begin_and_give_up(self, key: CellKey, text: str) -> None:
        model = self.models[_FORMAT.cells[key].table]
        model.preview(key, text)
        model.end_preview(key)

    @rule(table=st.sampled_from(sorted(_FORMAT.tables)), start=st.integers(0, 170), count=st.integers(2, 8))
    def fill(self, table: str, start: int, count: int) -> None:
        model = self.models[table]
        first = start % len(model.keys)
        fill_block(model, Navigator(_FORMAT, model.grid), model.keys[first : first + count], down=True)

    @rule(table=st.sampled_from(sorted(_FORMAT.tables)), start=st.integers(0, 170), count=st.integers(1, 8))
    def clear(self, table: str, start: int, count: int) -> None:
        model = self.models[table]
        first = start % len(model.keys)
        clear_block(model, model.keys[first : first + count])

    @rule(table=st.sampled_from(sorted(_FORMAT.tables)))
    def fill_blanks(self, table: str) -> None:
        zeros = self.models[table].zeros_for_blanks()
        self.models[table].commit(zeros, "空格补零", "filled")

    @rule(
        section=st.sampled_from("156"), text=st.sampled_from(["", "新收申请 {t3.new.total} 件。", "甲\n乙"])
    )
    def write(self, section: str, text: str) -> None:
        key = section_key(section)
        old = self.session.report.text(key)
        if old != text:
            self.push(Change("编辑", texts={key: (old, text)}))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.future.append(self.session.report)
        expected = self.past.pop()
        self.stack.undo()
        assert self.session.report == expected

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.past.append(self.session.report)
        expected = self.future.pop()
        self.stack.redo()
        assert self.session.report == expected

    @rule()
    def reopen(self) -> None:
        before = self.session.report
        self.store.close()
        self.store = open_drafts(self.path).store
        self.open()
        assert self.session.report == before

    # -- what must always hold

    @invariant()
    def the_undo_stack_knows_what_can_be_undone(self) -> None:
        assert (self.stack.canUndo(), self.stack.canRedo()) == (bool(self.past), bool(self.future))

    @invariant()
    def findings_are_those_of_a_fresh_check(self) -> None:
        assert self.session.findings == run_checks(self.session.sheet)

    @invariant()
    def views_show_the_committed_figures(self) -> None:
        for model in self.models.values():
            for key in model.keys:
                index = model.index_of(key)
                look = index.data(DataRole.LOOK)
                assert index.data() == look.text == format_value(self.session.committed.now[key])
                assert look.severity == self.session.marks.get(key)

    @invariant()
    def the_disk_holds_the_same_report(self) -> None:
        assert self.store.load(self.number) == self.session.report

    def teardown(self) -> None:
        """Close the draft."""
        self.store.close()
        self.folder.cleanup()


TestEditing = EditingMachine.TestCase
TestEditing.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)
