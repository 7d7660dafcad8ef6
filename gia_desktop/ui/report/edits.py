"""Steps of a report: each change goes onto the undo stack, unless the report is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from gia_desktop.app.report.explaining import checking, explanation, fitting_phrases, ignoring
from gia_desktop.app.report.last_year.as_last_year import checked, settling_marks
from gia_desktop.app.report.session import Session
from gia_desktop.app.report.to_check import PlaceToCheck
from gia_desktop.app.writing.own_phrases import OwnPhrases
from gia_desktop.checks.finding import Finding, QuickFix, Severity
from gia_desktop.checks.reasons import Settled
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, read_value
from gia_desktop.ui.frame.undo import ChangeCommand, TypingCommand
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.texts.typing_clock import TypingRun


class Edits(QObject):
    """Makes steps of one report.

    Signals:
        said: a sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        stack: QUndoStack,
        refuses: Callable[[], bool],
        messages: Messages,
        phrases: OwnPhrases,
        window: QWidget,
    ) -> None:
        """Put steps onto a stack.

        Args:
            session: the report.
            stack: where steps go.
            refuses: tells whether the report is locked, and the clerk why.
            messages: asks.
            phrases: reasons that the office offers for explanations.
            window: boxes are shown over it.
        """
        super().__init__(window)
        self._session = session
        self._stack = stack
        self._refuses = refuses
        self._messages = messages
        self._phrases = phrases
        self._window = window

    def push(self, change: Change) -> None:
        """Do a step that can be undone."""
        if not self._refuses():
            self._stack.push(ChangeCommand(self._session, settling_marks(self._session.committed, change)))

    def push_text(self, change: Change, run: TypingRun) -> None:
        """Do a step of typing; steps of the same run become one."""
        if not self._refuses():
            self._stack.push(TypingCommand(self._session, change, run))

    def fill(self, key: CellKey, text: str) -> None:
        """Put a text into one cell as if typed."""
        cell = self._session.sheet.format.cells[key]
        self.set_cell(key, read_value(text, cell.kind), f"填写“{cell.label}”", "offered")

    def set_cell(self, key: CellKey, value: Value, label: str, origin: str) -> None:
        """Put a value into one cell as one step."""
        self._push_unless_empty(cell_change(self._session.report, {key: value}, label, origin))

    def fill_all_blanks(self) -> None:
        """Put 0 into every blank cell of the report, in one step."""
        if self._refuses():
            return
        sheet = self._session.committed
        blank = [key for key in sheet.format.entered if sheet.now[key] is None]
        if not blank:
            self.said.emit("没有空格要补。")
            return
        self._fill_zeros(blank, "全部补零")

    def _fill_zeros(self, blank: Sequence[CellKey], words: str) -> None:
        kinds = self._session.committed.format.cells
        cells = {key: (None, read_value("0", kinds[key].kind)) for key in blank}
        self.push(Change(f"{words}（{len(blank)} 格）", cells=cells, origin="filled"))
        self.said.emit(f"共补 {len(blank)} 个 0，按 Ctrl+Z 可退回。")

    def write_drafts(self) -> None:
        """Write a first draft of every text that is still empty, in one step."""
        if self._refuses():
            return
        change = self._phrases.book().drafts(self._session.committed)
        if change.is_empty:
            self.said.emit("开头语和一、五、六都已经写了，没有写底稿。")
            return
        self.push(change)
        self.said.emit(f"已写底稿 {len(change.texts)} 处，〔 〕里的要换成实际内容，按 F8 一处一处走。")

    # -- findings

    def fix(self, finding: Finding) -> None:
        """Take the computed totals instead of the stated ones a finding names, or confirm its cells."""
        if finding.quick_fix is QuickFix.CONFIRM:
            self.push(checked(self._session.report, finding.cells))
            return
        if finding.quick_fix is QuickFix.FILL_ZEROS:
            blank = [key for key in finding.cells if key not in self._session.report.values]
            self._fill_zeros(blank, "空格补零")
            return
        stated = self._session.report.stated
        cells = {key: (stated[key], None) for key in finding.cells[:1] if key in stated}
        if cells:
            self.push(Change("以自动计算的合计为准", stated=cells, origin="settled"))

    def explain(self, settled: Settled) -> None:
        """Ask for an explanation of a finding and keep it with the values its rule sees now."""
        if self._refuses():
            return
        # Imported late, as all dialogs: the window opens sooner without them.
        from gia_desktop.ui.findings.explain_dialog import ExplainDialog

        phrases = fitting_phrases(self._phrases.reasons(settled.finding.code), settled.finding)
        dialog = ExplainDialog(settled, self._window, phrases)
        if self._messages.accepts(dialog):
            self._push_unless_empty(explanation(self._session.committed, settled, dialog.text()))

    def ignore(self, settled: Settled) -> None:
        """Hide a hint until one of its values changes."""
        self._push_unless_empty(ignoring(self._session.committed, settled))

    # -- the place the clerk stands on

    def confirm(self, place: PlaceToCheck | None) -> bool:
        """Note that a place of a hint is right as it stands; tell whether it was, and the clerk why not."""
        if place is None:
            self.said.emit("光标处没有要核对的。按 F8 到下一处。")
        elif not place.is_to_confirm:
            self.said.emit("这一处要改，或者按 Shift+F9 写审核说明，不能只核对。")
        elif not self._refuses():
            sheet, finding = self._session.committed, place.finding
            settled = self._settled(finding)
            if finding.quick_fix is QuickFix.CONFIRM and place.cell is not None:
                step = checked(sheet.report, [place.cell])  # this one was looked at, not all of its table
            elif place.span is not None:
                step = checking(sheet, finding, place.span)
            else:
                step = ignoring(sheet, settled)
            self._push_unless_empty(step)
            return True
        return False

    def explain_place(self, place: PlaceToCheck | None) -> None:
        """Ask for the explanation of a place that can be explained."""
        if place is None or place.finding.severity is not Severity.EXPLAIN:
            self.said.emit("光标处没有要说明的。按 F8 到下一处。")
        else:
            self.explain(self._settled(place.finding))

    def fix_place(self, place: PlaceToCheck | None) -> None:
        """Take the computed totals where the clerk stands on one that differs."""
        if place is None or place.finding.quick_fix is not QuickFix.TAKE_COMPUTED:
            self.said.emit("光标处没有与文件不同的合计。")
        elif not self._refuses():
            self.fix(place.finding)

    def _settled(self, finding: Finding) -> Settled:
        return next(item for item in self._session.settled if item.finding == finding)

    def _push_unless_empty(self, change: Change) -> None:
        if not change.is_empty:
            self.push(change)
