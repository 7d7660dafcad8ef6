"""The card 申请: who asks, for what, when it came; and below it what happened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gia_desktop.core.values import squeeze
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, EVENT_KINDS, FORMS, Case, Event
from gia_desktop.register.clock import Clock
from gia_desktop.register.next_events import next_events
from gia_desktop.register.persons import (
    email_doubt,
    identity_doubt,
    joint_doubt,
    phone_doubt,
    postcode_doubt,
)
from gia_desktop.register.session import masked
from gia_desktop.ui.kit.cards import Card, link, quiet
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.fields import Choice, LongText, TextField

Edit = Callable[[Callable[[Case], Case], str], bool]
"""Does a change to the case that is shown, as one step with a name."""

NEXT_WORDS: Final = {
    "third_party_asked": "征求第三方",
    "organ_asked": "征求机关",
    "reasons_asked": "请说明理由",
    "longer_period": "更长期限",
    "withdrawn": "撤回",
}
"""Shorter words on the buttons of what can happen next."""


class ApplicationCard(Card):
    """Shows and edits the application.

    Signals:
        event_asked: a new event of a kind is wanted.
        event_opened: an event is to be changed (its place in the list).
        event_removed: an event is to be taken out (its place in the list).
        typed: the content is being typed (the text so far).
        typing: a line is being typed (its field, the text so far; empty once it is committed).
        half_typed: a date was left with a text that is none (its field, the text; empty once it is settled).
    """

    event_asked = Signal(str)
    event_opened = Signal(int)
    event_removed = Signal(int)
    typed = Signal(str)
    half_typed = Signal(str, str)
    typing = Signal(str, str)

    def __init__(self, edit: Edit, theme: Theme) -> None:
        """Lay the card out, empty."""
        super().__init__("申请")
        self._edit = edit
        self._theme = theme
        self._revealed = self._wants_more = False
        self._case: Case | None = None
        self.arrived, self.received = DateField("到达日", theme), DateField("收到日", theme)
        self.reason = TextField("两日不同的原因", "两日不同的原因")
        self.kind, self.channel = Choice("申请人类型", APPLICANT_KINDS), Choice("渠道", CHANNELS)
        self.name = TextField("申请人", "姓名或名称")
        self.id_number, self.phone = (
            TextField("证件号码", "证件号码", identity_doubt),
            TextField("电话", "电话", phone_doubt),
        )
        self.address = TextField("地址", "联系地址")
        self.content = LongText("要的内容", 3)
        self.form = Choice("形式", FORMS)
        self.field = TextField("领域", "如 征地拆迁")
        self.reveal, self.more = link("显示"), link("")
        self.id_kind, self.agent = TextField("证件种类", "如 居民身份证"), TextField("代理人", "代理人")
        self.contact, self.joint = TextField("联系人", "单位的联系人"), TextField("人数", "", joint_doubt)
        self.postcode = TextField("邮编", "邮编", postcode_doubt)
        self.email = TextField("电子邮箱", "电子邮箱", email_doubt)
        self.document = TextField("文件名称、文号", "要的文件的名称、文号")
        self._rest = QWidget()
        self._events = QVBoxLayout()
        self._events.setSpacing(0)
        self._build()
        self._connect()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows: list[list[tuple[str, QWidget]]] = [
            [("到达日", self.arrived), ("收到日", self.received)],
            [("申请人", self.name), ("类型", self.kind)],
            [("证件", self.id_number)],  # eighteen signs need the whole line
            [("电话", self.phone), ("渠道", self.channel)],
            [("地址", self.address)],
            [("形式", self.form), ("领域", self.field)],
        ]
        _fill(grid, rows)
        rest = QGridLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setHorizontalSpacing(8)
        rest.setVerticalSpacing(6)
        more: list[list[tuple[str, QWidget]]] = [
            [("证件种类", self.id_kind), ("人数", self.joint)],
            [("联系人", self.contact), ("代理人", self.agent)],
            [("邮编", self.postcode), ("邮箱", self.email)],
            [("文件", self.document)],
        ]
        _fill(rest, more)
        self.head.addWidget(self.more)
        self.head.addWidget(self.reveal)
        self.column.addLayout(grid)
        self.column.addWidget(self._rest)
        self.column.addWidget(self.reason)
        self.column.addWidget(quiet("要的内容"))
        self.column.addWidget(self.content)
        self.column.addWidget(quiet("经过"))
        self.column.addLayout(self._events)
        self.column.addStretch()

    def _connect(self) -> None:
        self.arrived.committed.connect(self._on_arrived)
        self.received.committed.connect(self._on_received)
        self.arrived.half_typed.connect(partial(self.half_typed.emit, "arrived"))
        self.received.half_typed.connect(partial(self.half_typed.emit, "received"))
        self.reason.committed.connect(self._on_reason)
        self.reason.typed.connect(partial(self.typing.emit, "received_reason"))
        self.channel.committed.connect(self._on_channel)
        for field, name, words in (
            (self.name, "name", "改申请人"),
            (self.id_number, "id_number", "改证件号码"),
            (self.phone, "phone", "改电话"),
            (self.address, "address", "改地址"),
            (self.id_kind, "id_kind", "改证件种类"),
            (self.contact, "contact", "改联系人"),
            (self.agent, "agent", "改代理人"),
            (self.postcode, "postcode", "改邮编"),
            (self.email, "email", "改电子邮箱"),
            (self.kind, "kind", "改申请人类型"),
        ):
            field.committed.connect(self._setter("applicant", name, words))
            if isinstance(field, TextField):
                field.typed.connect(partial(self.typing.emit, f"applicant.{name}"))
        for part, name, words in (
            (self.content, "content", "改要的内容"),
            (self.form, "form", "改形式"),
            (self.field, "field", "改领域"),
            (self.document, "document", "改文件名称、文号"),
        ):
            part.committed.connect(self._setter("request", name, words))
            if isinstance(part, TextField):
                part.typed.connect(partial(self.typing.emit, f"request.{name}"))
        self.content.typed.connect(self.typed)
        self.joint.committed.connect(self._on_joint)
        self.more.clicked.connect(self._on_more_clicked)
        self.reveal.clicked.connect(self._on_reveal_clicked)

    def _setter(self, part: str, name: str, words: str) -> Callable[[Any], None]:
        """Return what sets one field of applicant or request."""

        def commit(value: Any) -> None:
            clean = value.strip() if isinstance(value, str) and name != "content" else value
            self._edit(
                lambda case: replace(case, **{part: replace(getattr(case, part), **{name: clean})}), words
            )

        return commit

    def _on_arrived(self, day: dt.date | None) -> None:
        self._edit(lambda case: replace(case, arrived=day), "改到达日")

    def _on_received(self, day: dt.date | None) -> None:
        self._edit(lambda case: replace(case, received=day), "改收到日")

    def _on_reason(self, words: str) -> None:
        self._edit(lambda case: replace(case, received_reason=words.strip()), "改两日不同的原因")

    def _on_joint(self, text: str) -> None:
        """Set how many signed; what is no number stays as it was, marked."""
        if not joint_doubt(text):
            count = int(squeeze(text) or 1)
            self._edit(lambda case: replace(case, applicant=replace(case.applicant, joint=count)), "改人数")

    def _on_more_clicked(self) -> None:
        self._wants_more = not self._wants_more
        self._show_more()

    def _show_more(self) -> None:
        """Show the fields that are seldom filled in, when they are wanted or something stands there."""
        fields = (self.id_kind, self.contact, self.agent, self.postcode, self.email, self.document)
        said = any(field.text() for field in fields) or self.joint.text() not in {"", "1"}
        self._rest.setVisible(said or self._wants_more)
        self.more.setText("收起" if self._wants_more else "更多")
        self.more.setVisible(not said)

    def _on_channel(self, key: str) -> None:
        self._edit(lambda case: replace(case, channel=key), "改渠道")

    # -- showing

    def show_case(self, case: Case, clock: Clock, half: Mapping[str, str], *, fresh: bool) -> None:
        """Show a case; ``half`` is what was left in its dates, ``fresh`` hides personal numbers again."""
        self._case = case
        self._revealed = self._revealed and not fresh
        year = (case.received or case.arrived or dt.date.today()).year  # noqa: DTZ011 - the clerk's own day
        self.arrived.year = self.received.year = year
        self.arrived.until = self.received.until = dt.date.today()  # noqa: DTZ011
        self.arrived.show_date(case.arrived, half.get("arrived", ""))
        self.received.show_date(case.received, half.get("received", ""))
        self.reason.show_text(case.received_reason)
        self.reason.setVisible(case.arrived != case.received)
        applicant, request = case.applicant, case.request
        self.name.show_text(applicant.name)
        self.kind.show_choice(applicant.kind)
        self.address.show_text(applicant.address)
        self.channel.show_choice(case.channel)
        self.content.show_text(request.content)
        self.form.show_choice(request.form)
        self.field.show_text(request.field)
        self.document.show_text(request.document)
        self.id_kind.show_text(applicant.id_kind)
        self.contact.show_text(applicant.contact)
        self.agent.show_text(applicant.agent)
        self.postcode.show_text(applicant.postcode)
        self.email.show_text(applicant.email)
        self.joint.show_text(str(applicant.joint))
        self._show_more()
        self._show_numbers()
        self._show_events(case, clock)

    def _show_numbers(self) -> None:
        """Show numbers of identity and telephone with their middle hidden, unless they are asked for."""
        if self._case is None:
            return
        applicant = self._case.applicant
        for field, number in ((self.id_number, applicant.id_number), (self.phone, applicant.phone)):
            hidden = bool(number) and not self._revealed
            field.setReadOnly(hidden)
            field.show_text(masked(number) if hidden else number)
            field.look_at(number)
        self.reveal.setText("遮住号码" if self._revealed else "显示号码")
        self.reveal.setVisible(bool(applicant.id_number or applicant.phone))

    def _on_reveal_clicked(self) -> None:
        self._revealed = not self._revealed
        self._show_numbers()

    def _show_events(self, case: Case, clock: Clock) -> None:
        while self._events.count():
            widget = self._events.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for place, event in sorted(enumerate(case.events), key=lambda pair: pair[1].date):
            self._events.addWidget(self._event_line(place, event))
        self._events.addWidget(self._next_line(next_events(case, clock)))

    def _event_line(self, place: int, event: Event) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 2, 0, 2)
        button = link(f"{event.date.month} 月 {event.date.day} 日　{EVENT_KINDS.get(event.kind, event.kind)}")
        button.setToolTip("改这一条")
        button.clicked.connect(lambda: self.event_opened.emit(place))
        remark = quiet(event_words(event))
        gone = link("删")
        gone.setAccessibleName(f"删去 {EVENT_KINDS.get(event.kind, event.kind)}")
        gone.clicked.connect(lambda: self.event_removed.emit(place))
        line.addWidget(button)
        line.addWidget(remark, 1)
        line.addWidget(gone)
        return row

    def _next_line(self, kinds: list[str]) -> QWidget:
        """Return the buttons of what can happen next, as many in a line as fit."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(0)
        for place, kind in enumerate(kinds):
            button = link(f"＋ {NEXT_WORDS.get(kind, EVENT_KINDS[kind])}")
            button.setToolTip(EVENT_KINDS[kind])
            button.clicked.connect(lambda _checked=False, kind=kind: self.event_asked.emit(kind))
            grid.addWidget(button, place // 3, place % 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(3, 1)
        return box

    def next_button(self, kind: str) -> QPushButton | None:
        """Return the button of what can happen next, None when it isn't offered."""
        wanted = f"＋ {NEXT_WORDS.get(kind, EVENT_KINDS[kind])}"
        buttons = self.findChildren(QPushButton)
        return next(
            (button for button in buttons if button.text() == wanted and button.isVisibleTo(self)), None
        )

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, but everything read."""
        for field in (
            self.arrived, self.received, self.reason, self.name, self.address, self.field, self.document,
            self.id_kind, self.id_number, self.phone, self.contact, self.agent, self.postcode, self.email,
            self.joint,
        ):  # fmt: skip
            field.setReadOnly(locked)
        for choice in (self.kind, self.channel, self.form):
            choice.setEnabled(not locked)
        self.content.setReadOnly(locked)
        for place in range(self._events.count()):
            self._events.itemAt(place).widget().setEnabled(not locked)


def _fill(grid: QGridLayout, rows: list[list[tuple[str, QWidget]]]) -> None:
    """Lay fields out with their words, two in a row; one alone takes the whole row."""
    for place, row in enumerate(rows):
        for column, (words, widget) in enumerate(row):
            label = QLabel(words)
            label.setBuddy(widget)
            grid.addWidget(label, place, 2 * column)
            grid.addWidget(widget, place, 2 * column + 1, 1, 3 if len(row) == 1 else 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)


def event_words(event: Event) -> str:
    """Say in few words what goes with an event."""
    words = []
    if event.until:
        words.append(f"限 {event.until.month} 月 {event.until.day} 日前")
    if event.kind == "corrected":
        words.append("重新起算")
    if event.days:
        words.append(f"延长 {event.days} 个工作日")
    if event.amount:
        words.append(f"{event.amount} 元")
    if event.received:
        words.append(f"{event.received.month} 月 {event.received.day} 日收到")
    if event.answer:
        words.append(
            {"agree": "同意", "refuse": "不同意", "silent": "未答复"}.get(event.answer, event.answer)
        )
    words += [text for text in (event.reason, event.text) if text]
    return "，".join(words)
