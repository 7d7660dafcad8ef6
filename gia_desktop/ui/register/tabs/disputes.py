"""复议诉讼: every review and suit with its next date, and a form for the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.register.case import COLUMNS, PROCEDURES, REMEDY_KINDS, ROLES, Case, Remedy
from gia_desktop.register.remedies import RESULTS, Term, following, is_open, proposed, terms_of
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.kit.cards import Button, Card, quiet, scrolled
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.lines_model import LinesModel, plain_lines_view
from gia_desktop.ui.kit.qt import Index, pass_wheel_on
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.edits import CaseEdits
from gia_desktop.ui.register.fields import Choice, TextField, half_typed_words

_A_YEAR: Final = 366
"""Days after the papers came in which a day without its year is meant: disputes last over years."""
_TERM: Final = 4
"""The column of the next date."""


@dataclass(frozen=True)
class Dispute:
    """One review or suit and its place in its case."""

    row: int
    place: int
    case: Case
    remedy: Remedy


class DisputesTab(QWidget):
    """List left, form right.

    Signals:
        case_asked: the case is wanted (its row).
    """

    case_asked = Signal(int)

    def __init__(self, session: RegisterSession, edits: CaseEdits, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self._session = session
        self._edits = edits
        self.model = _DisputesModel(self._words, self._is_late, theme)
        self.view = plain_lines_view(self.model, "复议诉讼列表", _TERM)
        self.form = DisputeForm(self._change, self._keep_half, theme)
        self.add = {kind: Button(f"＋ {words}") for kind, words in REMEDY_KINDS.items()}
        self.number = QComboBox()
        pass_wheel_on(self.number)
        self.number.setEditable(True)
        self.number.setAccessibleName("哪一件")
        self.number.setPlaceholderText("选一件，或写编号")
        self.fault = QLabel()
        self.fault.setObjectName("bad")
        self.fault.hide()
        self.number.currentTextChanged.connect(self.fault.hide)
        line = QHBoxLayout()
        line.addWidget(QLabel("哪一件"))
        line.addWidget(self.number, 1)
        for kind, button in self.add.items():
            line.addWidget(button)
            button.clicked.connect(self._adder(kind))
        left = QVBoxLayout()
        left.addLayout(line)
        left.addWidget(self.fault)
        left.addWidget(self.view, 1)
        body = QHBoxLayout(self)
        body.setContentsMargins(8, 8, 8, 8)
        body.addLayout(left, 6)
        body.addWidget(scrolled(self.form), 4)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.view.activated.connect(self._on_activated)

    def refresh(self) -> None:
        """Show all reviews and suits, the running ones first."""
        current = self.current
        found = [
            Dispute(row, place, case, remedy)
            for row in self._session.in_dispute()
            for case in [self._session.case(row)]
            for place, remedy in enumerate(case.remedies)
        ]
        self.model.show(sorted(found, key=lambda item: (not is_open(item.remedy), -item.row)))
        if not self.number.hasFocus():
            text = self.number.currentText()
            self.number.clear()
            self.number.addItems(
                [line.number for line in reversed(self._session.lines) if line.answered][:200]
            )
            self.number.setCurrentText(text)
        places = [(item.row, item.place) for item in self.model.items]
        wanted = (current.row, current.place) if current else None
        self.view.selectRow(places.index(wanted) if wanted in places else 0)
        self._show_current()

    def show_row(self, row: int) -> None:
        """Choose the first review or suit of a case."""
        rows = [item.row for item in self.model.items]
        if row in rows:
            self.view.selectRow(rows.index(row))

    @property
    def current(self) -> Dispute | None:
        """The chosen review or suit."""
        place = self.view.currentIndex().row()
        return self.model.items[place] if 0 <= place < len(self.model.items) else None

    def _words(self, item: Dispute) -> Sequence[str]:
        remedy, term = item.remedy, self._next_term(item)
        column = COLUMNS.get(remedy.column, "") if remedy.column else COLUMNS["pending"]
        return (
            item.case.number,
            item.case.applicant.name,
            REMEDY_KINDS.get(remedy.kind, remedy.kind),
            remedy.received.isoformat() if remedy.received else "—",
            self._term_words(term) if term else "—",
            "不计（共同被告）" if remedy.role == "co_defendant" and remedy.kind != "review" else column,
        )

    def _next_term(self, item: Dispute) -> Term | None:
        running = is_open(item.remedy)
        return next(iter(terms_of(item.remedy, self._session.calendar)), None) if running else None

    def _term_words(self, term: Term) -> str:
        """Say a date, and in words if it is over: colour alone tells nobody anything."""
        late = (self._session.today - term.due).days
        over = f"，✗ 已过 {late} 天" if late > 0 else ""
        return f"{term.name}：{term.due:%Y-%m-%d}{'（暂定）' if term.provisional else ''}{over}"

    def _is_late(self, item: Dispute) -> bool:
        term = self._next_term(item)
        return term is not None and term.due < self._session.today

    def _terms_words(self, remedy: Remedy) -> str:
        """Say every date of a case with its basis, and what can follow once it ended."""
        calendar = self._session.calendar
        terms = [*(terms_of(remedy, calendar) if is_open(remedy) else ()), *following(remedy, calendar)]
        lines = [
            f"{term.name}到 {term.due:%Y-%m-%d}{'（暂定）' if term.provisional else ''}，{term.basis}"
            for term in terms
        ]
        if remedy.kind == "review" and is_open(remedy) and remedy.procedure == "ordinary":
            lines.append("情况复杂的，复议决定可以延长 30 日（行政复议法第六十二条）")
        return "；\n".join(lines) + ("。" if lines else "")

    def _show_current(self) -> None:
        found = self.current
        half = self._edits.half_typed(found.row) if found else {}
        start = _half_key(found, "") if found else ""
        mine = {key.removeprefix(start): text for key, text in half.items() if key.startswith(start)}
        self.form.show_dispute(found, mine)
        self.form.show_terms(self._terms_words(found.remedy) if found else "")

    def _on_activated(self) -> None:
        if self.current is not None:
            self.case_asked.emit(self.current.row)

    def _adder(self, kind: str) -> Callable[[], None]:
        def add() -> None:
            number = self.number.currentText().strip()
            row = self._session.row_of(number)
            if row is None:
                told = f"没有编号是“{number}”的申请。" if number else "先在“哪一件”里选一件申请。"
                self.fault.setText(told)
                self.fault.show()
                self.number.setFocus()
                return
            remedy = Remedy(kind, self._session.today)
            words = f"记{REMEDY_KINDS[kind]}"
            self._edits.edit(row, lambda case: replace(case, remedies=(*case.remedies, remedy)), words)

        return add

    def _keep_half(self, name: str, text: str) -> None:
        found = self.current
        if found is not None:
            self._edits.keep_half_typed(found.row, _half_key(found, name), text)

    def _change(self, change: Callable[[Remedy], Remedy | None], words: str) -> None:
        """Change the chosen one; None takes it out."""
        found = self.current
        if found is None:
            return

        def edit(case: Case) -> Case:
            kept = list(case.remedies)
            new = change(kept[found.place])
            kept[found.place : found.place + 1] = [new] if new is not None else []
            return replace(case, remedies=tuple(kept))

        places = len(found.case.remedies)
        self._edits.edit(found.row, edit, words)
        if len(self._session.case(found.row).remedies) != places:
            # Those behind it moved up: what was left in a date would stand in another one's.
            for key in self._edits.half_typed(found.row):
                if key.startswith("remedies."):
                    self._edits.keep_half_typed(found.row, key, "")

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, but everything read."""
        self.form.set_locked(locked=locked)
        for button in self.add.values():
            button.setEnabled(not locked)


class _DisputesModel(LinesModel[Dispute]):
    """Reviews and suits; a date that is over is red."""

    def __init__(
        self, words: Callable[[Dispute], Sequence[str]], is_late: Callable[[Dispute], bool], theme: Theme
    ) -> None:
        super().__init__(("编号", "申请人", "种类", "收到", "下一个期限", "结果"), words)
        self._is_late = is_late
        self._red = theme.color("must_fix")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, and the colour of its date."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() == _TERM:
            return self._red if self._is_late(self.items[index.row()]) else None
        return super().data(index, role)


def _half_key(dispute: Dispute, name: str) -> str:
    return f"remedies.{dispute.place}.{name}"


class DisputeForm(Card):
    """The fields of one review or suit; the column of table four is proposed with its article."""

    def __init__(
        self,
        change: Callable[[Callable[[Remedy], Remedy | None], str], None],
        keep_half: Callable[[str, str], None],
        theme: Theme,
    ) -> None:
        """Lay the form out; ``change`` changes the chosen one, ``keep_half`` keeps a date that is none."""
        super().__init__("这一件复议、诉讼")
        self._change = change
        self._keep_half = keep_half
        self.faults = QLabel()
        self.faults.setObjectName("bad")
        self.faults.setWordWrap(True)
        self.received, self.answered = DateField("收到日", theme), DateField("提交答复日", theme)
        self.closed = DateField("审结日", theme)
        self.body, self.case_number = TextField("机关或法院", "机关或法院"), TextField("案号", "案号")
        self.procedure, self.role = Choice("程序", PROCEDURES), Choice("地位", ROLES)
        self.result = Choice("结果", {"": "（未审结）"})
        self.column_choice = Choice("表四的栏", {"": "（按结果）", **COLUMNS})
        self.reason = TextField("理由", "与一般不同时写明")
        self.hint, self.terms = quiet(""), quiet("")
        self.remove = Button("删去这一件")
        form = QFormLayout()
        fields: list[tuple[str, QWidget]] = [
            ("收到日", self.received),
            ("机关或法院", self.body),
            ("案号", self.case_number),
            ("程序", self.procedure),
            ("地位", self.role),
            ("提交答复日", self.answered),
            ("审结日", self.closed),
            ("结果", self.result),
            ("表四的栏", self.column_choice),
            ("理由", self.reason),
        ]
        for words, field in fields:
            form.addRow(words, field)
        self.column.addLayout(form)
        self.column.addWidget(self.faults)
        self.column.addWidget(self.terms)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.remove)
        self.column.addStretch()
        for date, name in ((self.received, "received"), (self.answered, "answered"), (self.closed, "closed")):
            date.committed.connect(self._setter(name))
            date.half_typed.connect(partial(self._on_half_typed, name))
        for text, name in ((self.body, "body"), (self.case_number, "case_number"), (self.reason, "reason")):
            text.committed.connect(self._setter(name))
        for choice, name in (
            (self.procedure, "procedure"),
            (self.role, "role"),
            (self.column_choice, "column"),
        ):
            choice.committed.connect(self._setter(name))
        self.result.committed.connect(self._on_result)
        self.remove.clicked.connect(self._on_remove)

    def _setter(self, name: str) -> Callable[[Any], None]:
        def commit(value: Any) -> None:
            facts: dict[str, Any] = {name: value}
            self._change(lambda remedy: replace(remedy, **facts), "改复议诉讼")

        return commit

    def _on_result(self, result: str) -> None:
        """Set the result, and the column that it means."""

        def change(remedy: Remedy) -> Remedy:
            made = replace(remedy, result=result)
            meant = proposed(made)
            return replace(made, column=meant[0] if meant else "")

        self._change(change, "填复议诉讼结果")

    def show_terms(self, words: str) -> None:
        """Show the dates of the case."""
        self.terms.setText(words)

    def _on_half_typed(self, name: str, text: str) -> None:
        self._keep_half(name, text)
        self._show_faults()

    def _show_faults(self) -> None:
        words = half_typed_words(self)
        self.faults.setText(words)
        self.faults.setVisible(bool(words))

    def _on_remove(self) -> None:
        self._change(lambda _remedy: None, "删去复议诉讼")

    def show_dispute(self, dispute: Dispute | None, half: Mapping[str, str]) -> None:
        """Show one, or an empty form; ``half`` is what was left in its dates."""
        self.setEnabled(dispute is not None)
        if dispute is None:
            self.faults.hide()
            self.hint.setText("没有复议、诉讼。选一件申请，按上面的按钮登记。")
            return
        remedy = dispute.remedy
        year = (remedy.received or dt.date.today()).year  # noqa: DTZ011 - the clerk's own day
        for date, name, value in (
            (self.received, "received", remedy.received),
            (self.answered, "answered", remedy.answered),
            (self.closed, "closed", remedy.closed),
        ):
            date.year = year
            date.since, date.reach = (None if date is self.received else remedy.received), _A_YEAR
            date.show_date(value, half.get(name, ""))
        self._show_faults()
        self.body.show_text(remedy.body)
        self.case_number.show_text(remedy.case_number)
        self.reason.show_text(remedy.reason)
        self.procedure.show_choice(remedy.procedure)
        self.role.show_choice(remedy.role)
        self.result.clear()
        self.result.addItem("（未审结）", "")
        for result in RESULTS["review" if remedy.kind == "review" else "suit"]:
            self.result.addItem(result, result)
        self.result.show_choice(remedy.result)
        self.column_choice.show_choice(remedy.column)
        meant = proposed(remedy)
        self.hint.setText(
            f"“{remedy.result}”一般计入“{COLUMNS[meant[0]]}”（{meant[1]}）；不同的写明理由。" if meant else ""
        )

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, but everything read."""
        for field in (self.received, self.answered, self.closed, self.body, self.case_number, self.reason):
            field.setReadOnly(locked)
        for widget in (self.procedure, self.role, self.result, self.column_choice, self.remove):
            widget.setEnabled(not locked)
