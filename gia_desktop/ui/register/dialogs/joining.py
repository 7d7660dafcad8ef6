"""Joining an application to another one: the same matter came twice and is answered once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from gia_desktop.register.case import case_name
from gia_desktop.register.session import RegisterSession
from gia_desktop.register.store import ListedCase
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view


class JoiningDialog(QDialog):
    """Lists the cases that it can be joined to, those of the same applicant first; ``number`` returns one."""

    def __init__(self, session: RegisterSession, row: int, parent: QWidget) -> None:
        """Ask which case this one is answered with."""
        super().__init__(parent)
        mine = session.line(row)
        self.setWindowTitle(f"把 {case_name(mine.number)}并入另一件")
        self._session = session
        # The newest first, and before them those of the same applicant.
        others = [line.id for line in reversed(session.lines) if line.id != row]
        self._rows = sorted(others, key=lambda each: session.line(each).name != mine.name)
        self.search = QLineEdit()
        self.search.setPlaceholderText("找：编号、申请人、内容")
        self.search.setAccessibleName("找申请")
        self.search.setClearButtonEnabled(True)
        self.model: LinesModel[ListedCase] = LinesModel(("编号", "收到日", "申请人", "内容"), _words)
        self.view = lines_view(self.model, "可以并入的申请", 3)
        self._decision = Decision(self, "并入选中的一件", "取消")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(
            quiet(
                "并入以后这一件不再单独计入表三，期限不走，写明并到哪一件；内容都留着，随时可以改回。"
                "同一申请人的不同申请应分别登记、分别答复，不要并。"
            )
        )
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addWidget(self._decision)
        self.search.textChanged.connect(self._show)
        self.view.doubleClicked.connect(self.accept)
        self._show()
        self.search.setFocus()
        resize_within_screen(self, 760, 460)

    def _show(self) -> None:
        rows = self._session.search(self.search.text(), self._rows)
        self.model.show([self._session.line(row) for row in rows])
        self._decision.accepting.setEnabled(bool(rows))
        if rows:
            self.view.selectRow(0)

    @property
    def number(self) -> str:
        """Number of the chosen case, empty for none."""
        place = self.view.currentIndex().row()
        return self.model.items[place].number if 0 <= place < len(self.model.items) else ""


def _words(line: ListedCase) -> Sequence[str]:
    return line.number, line.received or "—", line.name, " ".join(line.content.split())
