"""收费: every fee notice, and the applicants who came more than ten times in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gia_desktop.register.case import FEE_BASES, Case
from gia_desktop.register.clock import pay_by
from gia_desktop.register.fees import fees_per_case
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.lines_model import LinesModel, plain_lines_view

_FREE = 10


@dataclass(frozen=True)
class FeeLine:
    """One case with a fee, noticed or due by the number of the month."""

    row: int
    case: Case
    place: int
    due: int


class FeesTab(QWidget):
    """One list.

    Signals:
        case_asked: the case is wanted (its row).
    """

    case_asked = Signal(int)

    def __init__(self, session: RegisterSession) -> None:
        """Show nothing yet."""
        super().__init__()
        self._session = session
        self.model: LinesModel[FeeLine] = LinesModel(
            ("编号", "申请人", "当月第几件", "按件应收（元）", "收费通知", "金额（元）", "缴费到", "缴费"),
            self._words,
        )
        self.view = plain_lines_view(self.model, "收费列表", 1)
        self._sum = quiet("")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._sum)
        column.addWidget(self.view, 1)
        self.view.activated.connect(self._on_activated)

    def refresh(self) -> None:
        """Show what there is this year."""
        rows = self._session.rows_of_year(self._session.today.year)
        cases = dict(zip(rows, self._session.cases(rows), strict=True))
        share = fees_per_case(cases.values())
        found = []
        for row, case in cases.items():
            mine = share.get(case.number)
            noticed = any(event.kind == "fee_noticed" for event in case.events)
            if noticed or (mine is not None and mine.place > _FREE):
                found.append(FeeLine(row, case, mine.place if mine else 0, mine.amount if mine else 0))
        self.model.show(found)
        paid = [line for line in found if any(event.kind == "fee_paid" for event in line.case.events)]
        amount = sum(
            event.amount for line in paid for event in line.case.events if event.kind == "fee_noticed"
        )
        self._sum.setText(
            f"{self._session.today.year} 年发出收费通知并已缴费 {len(paid)} 件，共 {amount} 元。"
            "按件：同一申请人一个月 10 件以内不收；按量：30 页以内不收；一件申请只用一种。"
        )

    def count(self) -> int:
        """Return how many cases wait for payment."""
        return sum(
            self._session.clock(row).state.value == "awaiting_payment" for row in self._session.pending()
        )

    def _words(self, line: FeeLine) -> Sequence[str]:
        notice = next((event for event in reversed(line.case.events) if event.kind == "fee_noticed"), None)
        paid = next((event for event in reversed(line.case.events) if event.kind == "fee_paid"), None)
        return (
            line.case.number,
            line.case.applicant.name,
            str(line.place or "—"),
            str(line.due),
            f"{notice.date:%m-%d} {FEE_BASES.get(notice.basis, '')}" if notice else "—",
            str(notice.amount) if notice else "—",
            f"{pay_by(notice, self._session.calendar):%Y-%m-%d}" if notice else "—",
            f"{paid.date:%m-%d}" if paid else "—",
        )

    def _on_activated(self) -> None:
        place = self.view.currentIndex().row()
        if 0 <= place < len(self.model.items):
            self.case_asked.emit(self.model.items[place].row)
