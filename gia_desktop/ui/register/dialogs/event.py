"""One event of a case: its date and what goes with its kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import ANSWERS, EVENT_KINDS, FEE_BASES, Case, Event, case_name
from gia_desktop.register.clock import EXTENSION_DAYS, Rules, correction_by, course_of, opinion_by, pay_by
from gia_desktop.register.fees import page_fee
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.dialogs import Decision
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.fields import Choice, TextField, refused_date, show_hint, show_refusal

_UNTIL: Final = {"correction_asked": "补正期限", "longer_period": "延迟到"}
_RECEIVED: Final = {
    "third_party_asked": "对方收到日",
    "organ_asked": "对方收到日",
    "fee_noticed": "申请人收到日",
}
_REASON: Final = {
    "correction_asked": "要补正什么",
    "extended": "延期原因",
    "longer_period": "原因",
    "reasons_asked": "说明",
}
_CORRECTION_GRACE: Final = 10
"""Working days that are proposed for a correction: a reasonable period (条例第三十条), changeable."""


class EventDialog(QDialog):
    """Asks for an event; ``event`` returns it."""

    def __init__(
        self,
        case: Case,
        event: Event,
        calendar: Calendar,
        rules: Rules,
        share: int,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """Show an event that is new or there already; ``share`` is the fee by cases of this one, in yuan."""
        super().__init__(parent)
        self.setWindowTitle(f"{EVENT_KINDS.get(event.kind, event.kind)}　{case_name(case.number)}")
        self._case, self._event, self._share = case, event, share
        self._calendar, self._rules, self._theme = calendar, rules, theme
        self._day = event.date
        self._form = QFormLayout()
        self._date = self._date_field("日期")
        self._date.show_date(event.date)
        self._date.until = event.date
        self._until = self._optional_date(_UNTIL)
        self._received = self._optional_date(_RECEIVED)
        self._build_rest()
        self.hint = quiet("")
        self.hint.setMinimumWidth(round(theme.text_px * 26))
        self._decision = Decision(self, "记下", "取消")
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addWidget(self.hint)
        column.addWidget(self._decision)
        self._propose()
        self._date.committed.connect(self._propose)
        self._date.setFocus()
        self._date.selectAll()

    def _date_field(self, name: str) -> DateField:
        field = DateField(name, self._theme)
        field.year, field.since = self._event.date.year, self._case.received
        self._form.addRow(name, field)
        return field

    def _optional_date(self, names: dict[str, str]) -> DateField | None:
        kind = self._event.kind
        return self._date_field(names[kind]) if kind in names else None

    def _build_rest(self) -> None:
        event, form = self._event, self._form
        self._answer = Choice("答复", ANSWERS)
        self.days = QSpinBox()
        self.days.setRange(1, EXTENSION_DAYS)
        self.approved = TextField("批准人", "政府信息公开工作机构负责人")
        self._told = DateField("告知申请人", self._theme)
        self._told.year, self._told.since = event.date.year, self._case.received
        self._basis = Choice("计算方法", FEE_BASES)
        self._quantity = QSpinBox()
        self._quantity.setRange(0, 1_000_000)
        self._amount = QLabel()
        self.reason = TextField(_REASON.get(event.kind, "说明"))
        self._text = TextField("内容")
        if event.kind == "third_party_answered":
            form.addRow("答复", self._answer)
            self._answer.show_choice(event.answer or "agree")
        if event.kind == "extended":
            for name, field in (
                ("延长工作日", self.days),
                ("批准人", self.approved),
                ("告知申请人", self._told),
            ):
                form.addRow(name, field)
            self.days.setValue(event.days or EXTENSION_DAYS)
            self.approved.show_text(event.approved_by)
            self._told.show_date(event.told or event.date)
        if event.kind == "fee_noticed":
            form.addRow("计算方法", self._basis)
            form.addRow("页数", self._quantity)
            form.addRow("金额", self._amount)
            self._basis.show_choice(event.basis or "pages")
            self._quantity.setValue(event.quantity)
            self._basis.committed.connect(self._propose)
            self._quantity.valueChanged.connect(self._propose)
        if event.kind in _REASON:
            form.addRow(_REASON[event.kind], self.reason)
            self.reason.show_text(event.reason)
        if event.kind in {"note", "transferred_in"}:
            form.addRow("内容", self._text)
            self._text.show_text(event.text)

    def accept(self) -> None:
        """Note the event, unless what stands for a day is no date: no other day is taken in its place."""
        refused = refused_date(self)
        if refused:
            show_refusal(self.hint, refused)
        else:
            super().accept()

    @property
    def event_made(self) -> Event:
        """The event as it stands there."""
        kind, day = self._event.kind, self._date.date or self._event.date
        made = replace(
            self._event,
            date=day,
            until=self._until.date if self._until else self._event.until,
            received=self._received.date if self._received else self._event.received,
            reason=self.reason.text().strip(),
            text=self._text.text().strip(),
        )
        if kind == "third_party_answered":
            made = replace(made, answer=self._answer.chosen)
        if kind == "extended":
            approved = self.approved.text().strip()
            made = replace(made, days=self.days.value(), approved_by=approved, told=self._told.date)
        if kind == "fee_noticed":
            basis = self._basis.chosen
            made = replace(made, basis=basis, quantity=self._quantity.value(), amount=self._fee())
        return made

    def _fee(self) -> int:
        return page_fee(self._quantity.value()) if self._basis.chosen == "pages" else self._share

    def _propose(self, *_: object) -> None:
        """Propose what follows from the date, and say what is to be known of it."""
        day, kind, calendar = self._date.date or self._event.date, self._event.kind, self._calendar
        if kind == "correction_asked":
            if self._until is not None and self._until.date is None:
                self._until.show_date(calendar.after(day, _CORRECTION_GRACE))
            end = correction_by(self._case, calendar)
            late = f"应在 {end:%Y-%m-%d} 前通知（七个工作日内）。" if end else ""
            show_hint(self.hint, f"{late}补正要一次性告知，给合理期限；等补正的日子不计。")
        elif kind in {"third_party_asked", "organ_asked"}:
            end = opinion_by(self.event_made, calendar)
            words = f"对方有 15 个工作日，到 {end:%Y-%m-%d}"
            over = self._end_without("")
            if over is not None and day >= over:
                late = f"{words}。原期限 {over:%Y-%m-%d} 已到，这天才发出的信不停期限。"
                show_refusal(self.hint, f"{late}在那以前就发出的，日期写发出那天。")
            else:
                show_hint(self.hint, f"{words}；等意见的日子不计。")
        elif kind == "fee_noticed":
            self._quantity.setEnabled(self._basis.chosen == "pages")
            self._amount.setText(f"{self._fee()} 元")
            end = pay_by(self.event_made, calendar)
            after = "缴费后期限重新计算" if self._rules.fee_restarts else "等缴费的日子不计，缴费后接着算"
            show_hint(self.hint, f"缴费到 {end:%Y-%m-%d} 为止；{after}。按件、按量只用一种。")
        elif kind == "extended":
            self._propose_extension(day)
        elif kind == "reasons_asked":
            show_hint(self.hint, "等说明理由的日子照算；理由合理的，再记“告知更长的期限”。")

    def _end_without(self, kind: str) -> dt.date | None:
        """Return the end of the period without this event, and without all of a kind."""
        others = tuple(e for e in self._case.events if e is not self._event and e.kind != kind)
        return course_of(replace(self._case, events=others), self._calendar, self._rules).due

    def _propose_extension(self, day: dt.date) -> None:
        """Let the day of telling follow the day noted, and say until when an extension can be given."""
        if self._told.date == self._day:
            self._told.show_date(day)
        self._day = day
        end = self._end_without("extended")
        if end is not None and day > end:
            late = f"原期限 {end:%Y-%m-%d} 已过，这天再延不改变期限。在那以前就告知了的，日期写告知那天。"
            show_refusal(self.hint, late)
            return
        until = f"（{end:%Y-%m-%d}）" if end else ""
        words = f"只能延长一次，最多 20 个工作日，经负责人同意，并在原期限{until}前告知申请人。"
        show_hint(self.hint, words)
