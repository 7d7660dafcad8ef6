"""Registering an application in half a minute: day, kind, name, content; everything else later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, Applicant, Case, Request
from gia_desktop.register.clock import course_of
from gia_desktop.register.outside.office_words import kind_of
from gia_desktop.register.persons import phone_doubt
from gia_desktop.ui.kit.cards import quiet, toggle
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.dialogs import Decision
from gia_desktop.ui.kit.qt import ENTER
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.fields import Choice, LongText, TextField, refused_date, show_hint, show_refusal


class NewCaseDialog(QDialog):
    """Asks for what is needed; ``case`` returns it. Enter goes on, Ctrl+Enter registers.

    Ctrl+Shift+Enter registers and begins the next one.

    Alt+1 to Alt+6 choose the kind of applicant.
    """

    def __init__(
        self,
        case: Case,
        calendar: Calendar,
        theme: Theme,
        parent: QWidget,
        numbered: Callable[[int], str],
        more: Callable[[Case], Case] | None = None,
    ) -> None:
        """Show a fresh case.

        Args:
            case: received today, with its number.
            calendar: days at work.
            theme: how it looks.
            parent: the window below.
            numbered: returns the next number of a year, for a case that came in another one.
            more: stores the case and returns the next one, for registering several.
        """
        super().__init__(parent)
        self.setWindowTitle("登记一件申请")
        self._case, self._year = case, 0
        self._calendar = calendar
        self._numbered = numbered
        self._more = more
        self.count = 0
        self.received = DateField("收到日", theme)
        if case.received is not None:
            self.received.year, self.received.until = case.received.year, case.received
        self.name = TextField("申请人", "姓名或名称")
        self.channel = Choice("渠道", CHANNELS)
        self.content = LongText("要的内容", 4)
        self.phone = TextField("电话", "可以以后再填", phone_doubt)
        self._seen = ""
        self.kinds = QButtonGroup(self)
        self.hint = quiet("")
        self._decision = Decision(self, "登记（Ctrl+Enter）", "取消")
        self.again = QPushButton("登记，再登一件（Ctrl+Shift+Enter）")
        self._build(theme)
        self._show(case)

    def _build(self, theme: Theme) -> None:
        kinds = QHBoxLayout()
        for place, (key, words) in enumerate(APPLICANT_KINDS.items()):
            button = toggle(words)
            button.setProperty("key", key)
            button.setToolTip(f"Alt+{place + 1}")
            self.kinds.addButton(button, place)
            kinds.addWidget(button)
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(button.click)
            button.installEventFilter(self)
        kinds.addStretch()
        form = QFormLayout()
        form.addRow("申请人", self.name)
        form.addRow("类型", kinds)
        form.addRow("收到日", self.received)
        form.addRow("渠道", self.channel)
        form.addRow("要的内容", self.content)
        form.addRow("电话", self.phone)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.hint)
        if self._more is not None:
            self._decision.addButton(self.again, self._decision.ButtonRole.ActionRole)
            self.again.clicked.connect(self._on_again)
        column.addWidget(self._decision)
        self.setMinimumWidth(round(theme.text_px * 42))
        self.name.editingFinished.connect(self._guess_kind)
        self.received.editingFinished.connect(self._say_due)
        for field in (self.name, self.received, self.channel, self.phone, self.content):
            field.installEventFilter(self)

    def _show(self, case: Case) -> None:
        self._case = case
        self._year = case.received.year if case.received is not None else 0
        self.received.show_date(case.received)
        self.channel.show_choice(case.channel)
        self.name.show_text("")
        self.name.setText("")
        self.content.show_text("")
        self.content.clear()
        self.phone.show_text("")
        self.phone.setText("")
        self._seen = ""
        self.kinds.button(list(APPLICANT_KINDS).index(case.applicant.kind)).setChecked(True)
        self._say_due()
        self.name.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on by Enter; register by Ctrl+Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                again = self._more is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self._on_again if again else self.accept)()
                return True
            if watched is self.name:
                self._guess_kind()
                # The kind that was guessed, not the first one: what has the focus is what stands.
                self.kinds.checkedButton().setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched in self.kinds.buttons():
                self.received.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched is not self.content:
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Register, unless what stands for the day is no date, or nothing was written at all."""
        if self._can_register():
            super().accept()

    def _can_register(self) -> bool:
        refused = refused_date(self) or self._refused_empty() or self._doubted_phone()
        if refused:
            show_refusal(self.hint, refused)
        return not refused

    def _refused_empty(self) -> str:
        """Say that there is nothing to register; one of both is enough, the checks ask for the rest."""
        if self.name.text().strip() or self.content.toPlainText().strip():
            return ""
        self.name.setFocus()
        return "申请人和要的内容都还没有写，没有登记。至少写一样，其余可以以后补。"

    def _doubted_phone(self) -> str:
        """Ask once about an unlikely telephone number; the same again is what the clerk means."""
        self.phone.look_at(self.phone.text())
        if not self.phone.doubt or self.phone.text() == self._seen:
            return ""
        self._seen = self.phone.text()
        self.phone.setFocus()
        return f"{self.phone.doubt}就要这样登记的，再按一次。"

    @property
    def case(self) -> Case:
        """The case as it stands there."""
        received = self.received.date
        self._number_by(received)
        kind = str(self.kinds.checkedButton().property("key"))
        return replace(
            self._case,
            arrived=received,
            received=received,
            channel=self.channel.chosen,
            applicant=Applicant(
                kind=kind, name=" ".join(self.name.text().split()), phone=self.phone.text().strip()
            ),
            request=Request(self.content.toPlainText().strip()),
        )

    def _guess_kind(self) -> None:
        """Choose the kind that the name tells, e.g. 商业企业 for 某公司; it stays a choice."""
        kind = kind_of(self.name.text(), of_name=True)
        if kind:
            self.kinds.button(list(APPLICANT_KINDS).index(kind)).setChecked(True)

    def _number_by(self, received: dt.date | None) -> None:
        """Take a number of the year in which the application came: in January, one of December as well."""
        if received is not None and received.year != self._year:
            self._year = received.year
            self._case = replace(self._case, number=self._numbered(received.year))

    def _say_due(self) -> None:
        if self.received.is_faulty:
            show_refusal(self.hint, f"收到日：{self.received.fault}。")
            return
        self._number_by(self.received.date)
        case = replace(self._case, received=self.received.date)
        due = course_of(case, self._calendar).due
        number = f"编号 {self._case.number}"
        words = f"{number}。答复期限 {due:%Y-%m-%d}。" if due else f"{number}。没有收到日，先登记，期限不走。"
        show_hint(self.hint, words)

    def _on_again(self) -> None:
        if self._more is not None and self._can_register():
            self.count += 1
            self._show(self._more(self.case))
