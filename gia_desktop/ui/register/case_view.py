"""One case: how long there is, the strip of days, application, reply, and what it puts into the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.formats.installed import Formats
from gia_desktop.register.calendar.periods import StripDay, why_provisional
from gia_desktop.register.calendar.workdays import WEEKDAYS, Calendar
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, Case, Event, case_name
from gia_desktop.register.clock import Clock, Rules, course_of
from gia_desktop.register.fees import fees_per_case
from gia_desktop.register.figures import cells_of
from gia_desktop.register.next_events import is_simple
from gia_desktop.register.outcomes import rows_of
from gia_desktop.register.strip import Stretch, strip_of
from gia_desktop.ui.kit.cards import Card, CardFrame, link, quiet, scrolled
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.application import ApplicationCard
from gia_desktop.ui.register.case_list import tone
from gia_desktop.ui.register.clock_strip import ClockStrip, day_words
from gia_desktop.ui.register.dialogs.event import EventDialog
from gia_desktop.ui.register.edits import CaseEdits
from gia_desktop.ui.register.fields import half_typed_words, show_in_area
from gia_desktop.ui.register.reply import ReplyCard

_SHOWN_SKIPS: Final = 2
_ROOMY: Final = 60
"""Characters of room from which 会进报告 stands beside the cards."""
_BESIDE: Final = 52
"""Characters of room from which application and reply stand beside each other."""


class CaseView(QStackedWidget):
    """Shows the current case, or a word that there is none.

    Signals:
        letter_asked: a letter of the case is wanted (its kind).
        close_asked: the case is to be closed or opened again.
        figures_asked: tables three and four are wanted.
        typed: the content is being typed (row, text so far).
    """

    letter_asked = Signal(str)
    close_asked = Signal()
    figures_asked = Signal()
    typed = Signal(int, str)

    def __init__(self, edits: CaseEdits, formats: Formats, messages: Messages, theme: Theme) -> None:
        """Lay everything out; nothing is shown yet."""
        super().__init__()
        self._edits = edits
        self._session = edits.session
        self._formats = formats
        self._messages = messages
        self._theme = theme
        self.row = 0
        self._locked = False
        self.title, self.left = ElidedLabel(least_signs=10), QLabel()
        self._chips = QHBoxLayout()
        self.strip = ClockStrip(theme)
        self.how = QLabel()
        self.faults = QLabel()
        self.faults.setObjectName("bad")
        self.faults.setWordWrap(True)
        self.faults.hide()
        self.by_day = link("逐日看")
        self.empty = quiet("")
        fmt = formats.for_year(self._session.today.year)
        self.application = ApplicationCard(self._edit, theme)
        self.reply = ReplyCard(self._edit, rows_of(fmt), lambda: edits.session.calendar, theme)
        self.cells = ReportCells(theme)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.empty)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head())
        both = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self._cards.addWidget(self.application, 50)
        self._cards.addWidget(self.reply, 46)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(scrolled(both), 82)
        beside.addWidget(self.cells, 22)
        column.addLayout(beside, 1)
        self.addWidget(box)

    def _head(self) -> QFrame:
        head = CardFrame()
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(4)
        line = QHBoxLayout()
        self.title.setObjectName("reportTitle")
        line.addWidget(self.title)
        line.addLayout(self._chips)
        line.addStretch()
        line.addWidget(self.left)
        column.addLayout(line)
        column.addWidget(self.strip)
        said = QHBoxLayout()
        self.how.setWordWrap(True)
        said.addWidget(self.how, 1)
        said.addWidget(self.by_day, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(said)
        column.addWidget(self.faults)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reply below the application where both have no room beside each other."""
        super().resizeEvent(event)
        signs = event.size().width() / self._theme.text_px
        self.cells.setVisible(signs >= _ROOMY)
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.LeftToRight if signs >= _BESIDE else directions.TopToBottom)

    def _connect(self) -> None:
        self.application.event_asked.connect(self.add_event)
        self.application.event_opened.connect(self._open_event)
        self.application.event_removed.connect(self._remove_event)
        self.application.typed.connect(self._on_typed)
        self.application.half_typed.connect(self._on_half_typed)
        self.reply.half_typed.connect(self._on_half_typed)
        self.application.typing.connect(self._on_typing)
        self.reply.typing.connect(self._on_typing)
        self.reply.letter_asked.connect(self.letter_asked)
        self.reply.close_asked.connect(self.close_asked)
        self.cells.figures_asked.connect(self.figures_asked)
        self.by_day.clicked.connect(self.tell_days)

    # -- showing

    def show_row(self, row: int) -> None:
        """Show a case; 0 shows none.

        Raises:
            EnvironmentFault: it can't be read; the one before stays.
        """
        if self.row != row:
            self.commit()
        if not row or not self._session.has(row):
            self.row = 0
            self.setCurrentIndex(0)
            return
        case, clock = self._session.case(row), self._session.clock(row)
        fresh, self.row = row != self.row, row
        self.setCurrentIndex(1)
        self.title.setText(f"{case.number}　{case.applicant.name}")
        self._show_chips(case, clock)
        words = days_words(clock)
        self.left.setText(words)
        self.left.setStyleSheet(f"color:{self._theme.color(tone(clock)).name()};font-weight:bold;")
        stretches = strip_of(case, self._session.calendar, self._session.rules, self._session.today)
        how = how_words(case, clock, stretches, self._session.calendar, self._session.rules)
        self.strip.show_days(stretches, how, self._session.today.isoformat())
        self.strip.setVisible(bool(stretches))
        self.by_day.setVisible(bool(stretches))
        self.how.setText(how)
        half = self._edits.half_typed(row)
        self.application.show_case(case, clock, half, fresh=fresh)
        self.reply.show_case(case, clock, half)
        self._show_faults()
        self.cells.show_case(case, self._session.today, self._formats, self._session.calendar)
        self.set_locked(locked=self._locked)

    def _show_chips(self, case: Case, clock: Clock) -> None:
        while self._chips.count():
            widget = self._chips.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        kinds = {event.kind for event in case.events}
        words = [
            APPLICANT_KINDS.get(case.applicant.kind, case.applicant.kind),
            CHANNELS.get(case.channel, ""),
        ]
        words += ["补正过"] if "corrected" in kinds else []
        words += ["已延期"] if "extended" in clock.flags else []
        words += ["在复议"] if "in_review" in clock.flags else []
        words += ["在诉讼"] if "in_court" in clock.flags else []
        words += ["超期办结"] if "closed_late" in clock.flags else []
        words += [f"从 {case.split_from} 号拆出"] if case.split_from else []
        words += [_left_out(case.not_counted)] if case.not_counted else []
        for text in words:
            label = QLabel(text)
            label.setObjectName("chip")
            self._chips.addWidget(label)

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, but everything read."""
        self._locked = locked
        self.application.set_locked(locked=locked)
        self.reply.set_locked(locked=locked)

    def tell_days(self) -> None:
        """Tell each day of the strip."""
        case = self._session.case(self.row)
        stretches = strip_of(case, self._session.calendar, self._session.rules, self._session.today)
        lines = [day_words(day) for stretch in stretches for day in stretch.days]
        self._messages.tell(self, f"{case_name(case.number)}逐日", "\n".join(lines))

    def go_to_field(self, field: str) -> None:
        """Put the keyboard into a field by the name that findings give it; where there is none, nowhere."""
        application, reply = self.application, self.reply
        fields: dict[str, QWidget] = {
            "arrived": application.arrived, "received": application.received, "channel": application.channel,
            "applicant.kind": application.kind, "applicant.name": application.name,
            "applicant.phone": application.phone, "applicant.id_number": application.id_number,
            "request.content": application.content, "reply.outcome": reply.outcome,
            "applicant.postcode": application.postcode, "applicant.email": application.email,
            "applicant.joint": application.joint, "filed": reply.filed, "reply.date": reply.date,
            "reply.delivered": reply.delivered, "reply.articles": reply.articles,
        }  # fmt: skip
        if field in fields:
            show_in_area(fields[field])
            fields[field].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- editing

    def _edit(self, change: Callable[[Case], Case], label: str) -> bool:
        return bool(self.row) and self._edits.edit(self.row, change, label)

    def commit(self) -> None:
        """Commit what is half typed."""
        self.application.content.commit()
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def add_event(self, kind: str) -> None:
        """Let something happen: what its date says alone at once, everything else after a question."""
        if self._edits.refuses():
            return
        event = Event(kind, self._session.today)
        made = event if is_simple(kind) else self._asked(event)
        if made is not None:
            self._edits.edit(self.row, lambda case: replace(case, events=(*case.events, made)), "记经过")

    def _asked(self, event: Event) -> Event | None:
        """Return an event as the clerk completed it, None when she left it."""
        case = self._session.case(self.row)
        rows = self._session.rows_of_year((case.received or self._session.today).year)
        share = (
            fees_per_case(self._session.cases(rows)).get(case.number) if event.kind == "fee_noticed" else None
        )
        amount = share.amount if share else 0
        dialog = EventDialog(
            case, event, self._session.calendar, self._session.rules, amount, self._theme, self
        )
        return dialog.event_made if self._messages.accepts(dialog) else None

    def _open_event(self, place: int) -> None:
        event = self._session.case(self.row).events[place]
        made = None if self._edits.refuses() else self._asked(event)
        if made is not None:
            self._edits.edit(self.row, lambda case: _with_event(case, place, made), "改经过")

    def _remove_event(self, place: int) -> None:
        self._edits.edit(self.row, lambda case: _with_event(case, place, None), "删经过")

    def _on_half_typed(self, field: str, text: str) -> None:
        """Keep what stands in a date and is none: it must not be gone when the clerk looks elsewhere."""
        if self.row:
            self._edits.keep_half_typed(self.row, field, text)
        self._show_faults()

    def _on_typing(self, field: str, text: str) -> None:
        """Keep a line that is being typed against a crash."""
        if self.row:
            self._edits.keep_typing(self.row, field, text)

    def _show_faults(self) -> None:
        words = half_typed_words(self)
        self.faults.setText(words)
        self.faults.setVisible(bool(words))

    def _on_typed(self, text: str) -> None:
        self.typed.emit(self.row, text)


class ReportCells(Card):
    """会进报告: the cells of tables three and four that the case counts in.

    Signals:
        figures_asked: both tables are wanted.
    """

    figures_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__("会进报告")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._sums = QLabel()
        self._sums.setWordWrap(True)
        self._all = link("看表三 ›")
        self._all.clicked.connect(self.figures_asked)
        for widget in (self._words, self._sums, self._all):
            self.column.addWidget(widget)
        self.column.addStretch()
        self.setMinimumWidth(round(theme.text_px * 12))

    def show_case(self, case: Case, today: dt.date, formats: Formats, calendar: Calendar) -> None:
        """Show what a case counts in, in this year's report and the one before."""
        year = today.year
        found: list[tuple[int, str]] = []
        reply = case.reply
        # A row that is chosen and not dated yet is shown as if the reply went out today.
        shown = replace(case, reply=replace(reply, date=today)) if reply.outcome and not reply.date else case
        for each in (year - 1, year):
            fmt = formats.for_year(each)
            for key in cells_of(shown, each, fmt, calendar, today):
                table = "表三" if key.startswith("t3") else "表四"
                found.append((each, f"{table}　{fmt.cells[key].label} <b>+1</b>"))
        one_year = all(each == year for each, _ in found)
        lines = [words if one_year else f"{each} 年 {words}" for each, words in found]
        counted = "；".join([f"不计入：{case.not_counted}"] if case.not_counted else [])
        self._words.setText("<br>".join(lines) or counted or "还没有收到日，不进表三。")

    def show_sums(self, words: str) -> None:
        """Show the balance of the year so far."""
        self._sums.setText(words)


def _left_out(reason: str) -> str:
    """Say in a chip why a case does not count."""
    return reason if reason.startswith("并入") else f"不计入：{reason[:12]}"


def _with_event(case: Case, place: int, event: Event | None) -> Case:
    kept = list(case.events)
    kept[place : place + 1] = [event] if event is not None else []
    return replace(case, events=tuple(kept))


def days_words(clock: Clock) -> str:
    """Say how long there is, for the head of the case."""
    if clock.stopped:
        until = f"，到 {clock.waiting_until:%m-%d}" if clock.waiting_until else ""
        return f"停：{clock.state.word}{until}"
    if clock.days_left is None:
        return clock.state.word
    if clock.late:
        return f"超期 {clock.late} 个工作日"
    return "今天到期" if clock.days_left == 0 else f"还有 {clock.days_left} 个工作日"


def how_words(
    case: Case, clock: Clock, stretches: Sequence[Stretch], calendar: Calendar, rules: Rules
) -> str:
    """Say how the due date came about: its number, what was skipped by which notice, what stood."""
    course = course_of(case, calendar, rules)
    if course.due is None or not stretches:
        return "填了收到日，就开始计算期限。"
    day = course.due
    date = f"{day.year} 年 {day.month} 月 {day.day} 日（星期{WEEKDAYS[day.weekday()]}）"
    number = f"第 {course.total} 个工作日：<b>{date}</b>"
    if clock.stopped:
        number = f"{clock.state.word}，期限停着，不算超期"
    skipped = _skipped([day for day in stretches[-1].days if day.document and day.number is None])
    parts = [number]
    parts += [f"跳过：周末休息日、{skipped}"] if skipped else []
    parts += [f"停了 {course.standing} 个工作日"] if course.standing else []
    unknown = tuple(calendar.unknown_years(course.starts[-1], day))
    parts += [why_provisional(unknown)] if unknown and not clock.state.is_over else []
    return "。".join(part.rstrip("。") for part in parts) + "。"


def _skipped(days: Sequence[StripDay]) -> str:
    """Name holidays with their first and last day and the notice."""
    spans: dict[str, list[StripDay]] = {}
    for day in days:
        spans.setdefault(day.why, []).append(day)
    words = []
    for why, members in list(spans.items())[:_SHOWN_SKIPS]:
        first, last = members[0].date, members[-1].date
        span = (
            f"{first.month}/{first.day}"
            if first == last
            else f"{first.month}/{first.day}—{last.month}/{last.day}"
        )
        words.append(f"<b>{span}</b> {why}")
    return "、".join(words)
