"""Taking in an office's own table: which columns were understood, every case, every doubt; then one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from gia_desktop.register.case import APPLICANT_KINDS, Case
from gia_desktop.register.outside.table import ReadTable, RowDoubt
from gia_desktop.ui.kit.cards import panel_title, quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view

_CONTENT: Final = 4
_OUTCOME: Final = 5


class IntakeDialog(QDialog):
    """Shows what was read; accepting takes the cases in."""

    def __init__(self, read: ReadTable, name: str, rows: dict[str, str], parent: QWidget) -> None:
        """Show a table that was read from a file of this name; ``rows`` are the rows of table three."""
        super().__init__(parent)
        self.setWindowTitle(f"读入《{name}》")
        self._rows = rows
        self.cases: LinesModel[Case] = LinesModel(
            ("编号", "收到日", "申请人", "类型", "内容", "办理结果", "答复日"), self._case_words
        )
        self.cases.show(list(read.cases))
        self.doubts: LinesModel[RowDoubt] = LinesModel(("行", "编号", "要核对的"), _doubt_words)
        self.doubts.show(list(read.doubts))
        known = "、".join(read.columns.values())
        ignored = f"没有认出、原样留在每一件里的列：{'、'.join(read.ignored)}。" if read.ignored else ""
        skipped = f"跳过 {read.skipped} 行（合计、重复的表头）。" if read.skipped else ""
        column = QVBoxLayout(self)
        column.addWidget(quiet(f"认出的列：{known}。{ignored}{skipped}"))
        column.addWidget(panel_title(f"{len(read.cases)} 件"))
        column.addWidget(self._view_of_cases(), 3)
        words = f"有疑问 {len(read.doubts)} 处，读入以后也能改" if read.doubts else "没有疑问"
        column.addWidget(panel_title(words))
        column.addWidget(lines_view(self.doubts, "疑问", 2), 2)
        decision = Decision(self, f"读入 {len(read.cases)} 件", "取消")
        decision.accepting.setEnabled(bool(read.cases))
        column.addWidget(decision)
        resize_within_screen(self, 1000, 640)

    def _view_of_cases(self) -> QTableView:
        """Return the list of cases: content and result share the room, each as long as the screen lets it."""
        view = lines_view(self.cases, "读出的申请", _CONTENT)
        view.horizontalHeader().setSectionResizeMode(_OUTCOME, QHeaderView.ResizeMode.Stretch)
        return view

    def _case_words(self, case: Case) -> Sequence[str]:
        return (
            case.number,
            case.received.isoformat() if case.received else "—",
            case.applicant.name,
            APPLICANT_KINDS.get(case.applicant.kind, case.applicant.kind),
            " ".join(case.request.content.split()),
            self._rows.get(case.reply.outcome, "—"),
            case.reply.date.isoformat() if case.reply.date else "—",
        )


def _doubt_words(doubt: RowDoubt) -> Sequence[str]:
    return str(doubt.row), doubt.case, doubt.sentence
