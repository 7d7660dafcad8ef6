"""检查: what is wrong or worth a look in the register, the heaviest first, and the way to each case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from gia_desktop.core.severity import Severity
from gia_desktop.register.reminders.finding import FIELDS, CaseFinding
from gia_desktop.ui.kit.cards import Verdict, panel_title, quiet, toggle
from gia_desktop.ui.kit.lines_model import LinesModel, plain_lines_view
from gia_desktop.ui.kit.qt import ENTER
from gia_desktop.ui.kit.theme import Theme


class FindingsTab(QWidget):
    """One list with a switch for each weight.

    Signals:
        case_asked: the case of a finding is wanted (its number, the field; see ``FIELDS``).
    """

    case_asked = Signal(str, str)

    def __init__(
        self, check: Callable[[], Sequence[CaseFinding]], holds_cases: Callable[[], bool], theme: Theme
    ) -> None:
        """Show nothing yet.

        Args:
            check: is asked for the findings whenever the tab is shown.
            holds_cases: tells whether there is a case at all.
            theme: the look.
        """
        super().__init__()
        self._check, self._holds_cases = check, holds_cases
        self._theme = theme
        self.found: Sequence[CaseFinding] = ()
        self.filters = {severity: toggle(severity.mark) for severity in Severity}
        self.model: LinesModel[CaseFinding] = LinesModel(
            ("", "编号", "哪一栏", "要看的", "代号"), _words, unseen="轻重"
        )
        self.view: QTableView = plain_lines_view(self.model, "检查结果", 3)
        self.verdict = Verdict(self)
        self.whole = quiet("")
        self._build()
        self.view.doubleClicked.connect(self._on_chosen)
        self.view.selectionModel().selectionChanged.connect(self._show_whole)

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(panel_title("检查登记"))
        line.addSpacing(12)
        for severity, button in self.filters.items():
            button.setChecked(True)
            button.setAccessibleName(f"显示{severity.word}")
            button.toggled.connect(self._show)
            line.addWidget(button)
        line.addStretch()
        hint = quiet("双击或按 Enter 到那一件。")
        hint.setWordWrap(False)
        line.addWidget(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(line)
        column.addWidget(self.verdict, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self.whole)

    def refresh(self) -> None:
        """Check anew."""
        self.found = self._check()
        self._show()

    def _show(self) -> None:
        for severity, button in self.filters.items():
            count = sum(item.severity is severity for item in self.found)
            button.setText(f"{severity.mark} {severity.word} {count}")
        shown = [item for item in self.found if self.filters[item.severity].isChecked()]
        row = self.view.currentIndex().row()
        self.model.show(shown)
        self.view.setVisible(bool(shown))
        self.verdict.setVisible(not shown)
        if self.found:
            self.verdict.say("没有要显示的（点上面的标记可打开）")
        else:
            self.verdict.say("" if self._holds_cases() else "登记里还没有申请，登记了再检查。")
        if shown:
            self.view.selectRow(max(0, min(row, len(shown) - 1)))
        self._show_whole()

    @property
    def current(self) -> CaseFinding | None:
        """The finding that is chosen."""
        row = self.view.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _show_whole(self) -> None:
        """Show the whole sentence of the chosen one, with what it rests on."""
        item = self.current
        basis = f"　依据：{item.basis}" if item is not None and item.basis else ""
        self.whole.setText("" if item is None else f"{item.message}{basis}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the case by Enter."""
        if event.key() in ENTER and self.current is not None:
            self._on_chosen()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self) -> None:
        item = self.current
        if item is not None and item.case:
            self.case_asked.emit(item.case, item.field)


def _words(item: CaseFinding) -> Sequence[str]:
    # The case stands in a column of its own: its name before the sentence would say it twice.
    _, _, rest = (
        item.message.partition("：") if item.case and item.message.startswith(item.case) else ("", "", "")
    )
    return (
        f"{item.severity.mark} {item.severity.word}",
        item.case or "—",
        FIELDS.get(item.field, "—"),
        rest or item.message,
        item.code,
    )
