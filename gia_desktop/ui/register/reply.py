"""The card 答复: the row of table three with what counts there, the articles, dates, the remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QVBoxLayout,
)

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case
from gia_desktop.register.clock import Clock, State
from gia_desktop.register.outcomes import OutcomeRow, Way, way_of
from gia_desktop.register.outside.letters import letter_kinds
from gia_desktop.register.remedies import remedy_ends
from gia_desktop.ui.kit.cards import Button, Card, CardFrame, quiet
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.qt import pass_wheel_on
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.register.application import Edit
from gia_desktop.ui.register.fields import Choice, TextField, refused_date

_WAYS = {
    Way.REVIEW_FIRST: "先申请<b>行政复议</b>（60 日内），对复议决定不服再起诉（15 日内）。",
    Way.BOTH: "行政复议（60 日内）或者行政诉讼（6 个月内）。",
    Way.NONE: "不写救济途径。",
}

_DAY = "如 3.5"
"""The card is narrow: a longer example would be cut."""


class ReplyCard(Card):
    """Shows and edits the reply.

    Signals:
        letter_asked: a letter is wanted (its kind).
        close_asked: the case is to be closed, or opened again.
        typing: a line is being typed (its field, the text so far; empty once it is committed).
        half_typed: a date was left with a text that is none (its field, the text; empty once it is settled).
    """

    letter_asked = Signal(str)
    close_asked = Signal()
    half_typed = Signal(str, str)
    typing = Signal(str, str)

    def __init__(
        self, edit: Edit, rows: Sequence[OutcomeRow], calendar: Callable[[], Calendar], theme: Theme
    ) -> None:
        """Lay the card out, empty; ``rows`` are those of table three, ``calendar`` returns today's."""
        super().__init__("答复")
        self._edit = edit
        self._calendar = calendar
        self._rows = {row.id: row for row in rows}
        self._theme = theme
        self.outcome = Choice("办理结果", {"": "（还没有选）", **{row.id: row.words for row in rows}})
        self.outcome.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.outcome.setMinimumContentsLength(10)
        self.help = quiet("")
        self.articles = TextField("依据条款", "依据条款")
        self.number = TextField("文号", "文号")
        self.date, self.delivered = (DateField(name, theme, hint=_DAY) for name in ("答复日", "送达日"))
        self.filed = DateField("办结日", theme, hint="归档那天")
        self.reason, self.where = (
            TextField("理由", "写进答复书的理由"),
            TextField("获取途径", "获取途径或应找的机关"),
        )
        self.pages = QSpinBox()
        pass_wheel_on(self.pages)
        self.pages.setRange(0, 1_000_000)
        self.pages.setAccessibleName("页数")
        self.public = QCheckBox("转为主动公开")
        self.remedy = QLabel()
        self.letters = make_primary(Button("写答复书"))
        self.more = Button("写别的文书")
        self.close_case = Button("办结")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.column.setSpacing(5)
        self.column.addWidget(quiet("办理结果（表三的一行）"))
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.help)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows: list[list[tuple[str, Any]]] = [
            [("条款", self.articles)],
            [("文号", self.number)],
            [("答复日", self.date), ("送达日", self.delivered)],
            [("理由", self.reason)],
            [("途径", self.where)],
            [("页数", self.pages), ("办结日", self.filed)],
            [("", self.public)],
        ]
        for place, row in enumerate(rows):
            for column, (words, widget) in enumerate(row):
                span = 3 if len(row) == 1 else 1
                grid.addWidget(QLabel(words), place, 2 * column)
                grid.addWidget(widget, place, 2 * column + 1, 1, span)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.column.addLayout(grid)
        box = CardFrame()
        tokens = self._theme.tokens
        box.setStyleSheet(
            f"QFrame#card{{background:{tokens.explain_sheet};border:1px solid {tokens.explain};}}"
        )
        inside = QVBoxLayout(box)
        inside.setContentsMargins(10, 6, 10, 6)
        self.remedy.setWordWrap(True)
        inside.addWidget(self.remedy)
        self.column.addWidget(quiet("救济途径"))
        self.column.addWidget(box)
        buttons = QHBoxLayout()
        for button in (self.letters, self.more, self.close_case):
            buttons.addWidget(button)
        buttons.addStretch()
        self.column.addLayout(buttons)
        self.column.addStretch()
        menu = QMenu(self.more)
        for kind in letter_kinds():
            if kind.id != "reply":
                menu.addAction(kind.name).triggered.connect(self._asks(kind.id))
        self.more.setMenu(menu)
        self.more.setObjectName("menuButton")

    def _asks(self, kind: str) -> Callable[[], None]:
        def ask() -> None:
            self.letter_asked.emit(kind)

        return ask

    def _connect(self) -> None:
        self.filed.committed.connect(self._on_filed)
        self.filed.half_typed.connect(partial(self.half_typed.emit, "filed"))
        self.date.half_typed.connect(partial(self.half_typed.emit, "reply.date"))
        self.delivered.half_typed.connect(partial(self.half_typed.emit, "reply.delivered"))
        self.outcome.committed.connect(self._on_outcome)
        self.articles.committed.connect(self._setter("articles", "改依据条款"))
        self.number.committed.connect(self._setter("number", "改文号"))
        self.articles.typed.connect(partial(self.typing.emit, "reply.articles"))
        self.number.typed.connect(partial(self.typing.emit, "reply.number"))
        self.date.committed.connect(self._setter("date", "填答复日"))
        self.delivered.committed.connect(self._setter("delivered", "填送达日"))
        self.reason.committed.connect(self._extra_setter("reason", "改理由"))
        self.where.committed.connect(self._extra_setter("where", "改获取途径"))
        self.pages.editingFinished.connect(self._on_pages)
        self.public.clicked.connect(self._setter("made_public", "改主动公开"))
        self.letters.clicked.connect(self._asks("reply"))
        self.close_case.clicked.connect(self.close_asked)

    def _setter(self, name: str, words: str) -> Callable[[Any], None]:
        def commit(value: Any) -> None:
            facts: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value}
            self._edit(lambda case: replace(case, reply=replace(case.reply, **facts)), words)

        return commit

    def _extra_setter(self, name: str, words: str) -> Callable[[str], None]:
        def commit(value: str) -> None:
            self._edit(lambda case: _with_extra(case, name, value.strip()), words)

        return commit

    def _on_outcome(self, outcome: str) -> None:
        """Set the row; its articles are proposed where none, or those proposed before, stand."""

        def change(case: Case) -> Case:
            before = self._rows.get(case.reply.outcome)
            untouched = not case.reply.articles or (before and case.reply.articles == before.basis.articles)
            proposed = self._rows[outcome].basis.articles if outcome in self._rows else ""
            articles = proposed if untouched else case.reply.articles
            return replace(case, reply=replace(case.reply, outcome=outcome, articles=articles))

        self._edit(change, "选办理结果")

    def _on_filed(self, day: dt.date | None) -> None:
        """Set the day it was filed: a case closed outside of the program keeps its true day."""
        self._edit(lambda case: replace(case, filed=day), "改办结日")

    def _on_pages(self) -> None:
        self._edit(lambda case: replace(case, reply=replace(case.reply, pages=self.pages.value())), "改页数")

    def _ends_words(self, way: Way, delivered: dt.date | None) -> str:
        """Say until when the applicant can use each way, once the day of delivery is known."""
        if delivered is None or way is Way.NONE:
            return ""
        review, suit = remedy_ends(delivered, self._calendar())
        sue = f"，起诉到 {suit:%Y-%m-%d}" if way is Way.BOTH else ""
        return f"<br>申请复议到 {review:%Y-%m-%d}{sue}为止。"

    def show_case(self, case: Case, clock: Clock, half: Mapping[str, str]) -> None:
        """Show the reply of a case; ``half`` is what was left in its dates."""
        reply = case.reply
        for day in (self.date, self.delivered, self.filed):
            day.year, day.since = (case.received or dt.date.today()).year, case.received  # noqa: DTZ011
        self.outcome.show_choice(reply.outcome)
        row = self._rows.get(reply.outcome)
        self.help.setText(f"{row.help.text}{row.help.basis}" if row else "选一行，下面会写明这一行计什么。")
        self.articles.show_text(reply.articles)
        self.number.show_text(reply.number)
        self.date.show_date(reply.date, half.get("reply.date", ""))
        self.delivered.show_date(reply.delivered, half.get("reply.delivered", ""))
        self.filed.show_date(case.filed, half.get("filed", ""))
        self.reason.show_text(str(reply.extra.get("reason", "")))
        self.where.show_text(str(reply.extra.get("where", "")))
        if not self.pages.hasFocus():
            self.pages.setValue(reply.pages)
        self.public.setChecked(reply.made_public)
        if reply.outcome:
            way = way_of(reply.outcome, reply.date, reply.articles)
            sure = "" if row is None or row.basis.sure else "（一般如此，可按实际改文书）"
            ends = self._ends_words(way, reply.delivered)
            self.remedy.setText(f"{_WAYS[way]}文书里已写好。{sure}{ends}")
        else:
            self.remedy.setText("选了办理结果就写在这里。")
        self.close_case.setText("重新打开" if clock.state is State.CLOSED else "办结")
        self.letters.setEnabled(bool(reply.outcome))

    def refused_date(self) -> str:
        """Say which day is none and lead there, empty when all are."""
        return refused_date(self)

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, but everything read."""
        for field in (
            self.articles,
            self.number,
            self.date,
            self.delivered,
            self.filed,
            self.reason,
            self.where,
            self.pages,
        ):
            field.setReadOnly(locked)
        for widget in (self.outcome, self.public, self.close_case):
            widget.setEnabled(not locked)


def _with_extra(case: Case, name: str, value: str) -> Case:
    extra = {key: text for key, text in case.reply.extra.items() if key != name}
    return replace(case, reply=replace(case.reply, extra={**extra, name: value} if value else extra))
