"""What to do next with a report, and the days by which the law wants it published (条例第四十九条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.records import WRITTEN_KEYS, DraftSummary
from gia_desktop.register.calendar.periods import why_provisional
from gia_desktop.register.calendar.workdays import WEEKDAYS, Calendar

_GOVERNMENTS: Final = frozenset({"county", "city", "province"})
"""Kinds of units that publish by 31 March; all others, by local notice townships too, by 31 January."""

_BASIS: Final = (
    "依据《政府信息公开条例》第四十九条：部门在 1 月 31 日前报送并公布上一年度的年报，"
    "县级以上地方人民政府的在 3 月 31 日前公布。"
)
_ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class NextStep:
    """One line of the list; ``now`` marks the one to do first."""

    title: str
    note: str
    done: bool
    now: bool = False


def next_steps(summary: DraftSummary | None, today: dt.date) -> list[NextStep]:
    """Return the steps from an empty report to its publication."""
    if summary is None:
        return [
            NextStep("新建或打开一份年报", "先选一种开始方式", done=False, now=True),
            _deadline(None, today),
        ]
    found = summary.progress
    steps = [
        NextStep(
            "填表二、三、四，写一、五、六",
            f"已填 {found.filled} / {found.total} 格，已写 {summary.written} / {len(WRITTEN_KEYS)} 个部分",
            done=found.filled == found.total > 0 and summary.written == len(WRITTEN_KEYS),
        ),
        NextStep(
            f"改掉 {found.must_fix} 处必须改的问题" if found.must_fix else "没有必须改的问题",
            "逐条点开，直接跳到那一格" if found.must_fix else "检查随时自动进行",
            done=not found.must_fix and found.filled > 0,
        ),
        NextStep(
            f"核对 {found.explain} 处可说明的问题" if found.explain else "没有要说明的问题",
            "核对无误的写一句审核说明" if found.explain else "",
            done=not found.explain and found.filled > 0,
        ),
        NextStep(
            "导出 docx，交领导签发",
            f"上次导出 {summary.exported.at.astimezone():%m-%d %H:%M}"
            if summary.exported
            else "还没有导出过",
            done=summary.exported is not None,
        ),
        _deadline(summary, today),
    ]
    first = next((place for place, step in enumerate(steps) if not step.done), len(steps))
    return [
        NextStep(step.title, step.note, step.done, now=place == first) for place, step in enumerate(steps)
    ]


def _deadline(summary: DraftSummary | None, today: dt.date) -> NextStep:
    """Return the legal date: 31 March for governments from the county up, 31 January for all others."""
    year = summary.year + 1 if summary is not None else today.year + (today > dt.date(today.year, 3, 31))
    government = summary is not None and summary.kind in _GOVERNMENTS
    due = legal_due(summary.kind if summary is not None else "", year - 1)
    state = summary.state if summary is not None else ReportState.EDITING
    days = (due - today).days
    note = f"还有 {days} 天；{_before_weekend(due)}当地通知更早的，以通知为准"
    if days < 0:
        note = f"! 已过期 {-days} 天，请尽快公开"
    if state is ReportState.SIGNED:
        note += "；公开以后把报告状态改为“已公开”"
    if state is ReportState.PUBLISHED:
        note = "已公开"
    what = "向社会公开" if government else "报送并公开"
    return NextStep(f"{due.year} 年 {_short(due)}前{what}", note, done=state is ReportState.PUBLISHED)


def _before_weekend(due: dt.date) -> str:
    """Tell the last weekday before a date that falls on a weekend: nobody publishes on a Sunday."""
    past_friday = due.weekday() - 4
    if past_friday <= 0:
        return ""
    friday = due - dt.timedelta(days=past_friday)
    return f"那天是周末，请在 {_short(friday)}前办完；"


@dataclass(frozen=True)
class LegalDay:
    """A day by which a report is to be published.

    Attributes:
        day: the day the law names.
        last_workday: the last day at work up to and with it.
        days_left: natural days from today to it.
        how: how it came about, a sentence a line.
    """

    day: dt.date
    last_workday: dt.date
    days_left: int
    how: str

    @property
    def title(self) -> str:
        """The day with what is to be done."""
        return f"{self.day.isoformat()}（星期{WEEKDAYS[self.day.weekday()]}）前公开年报"

    @property
    def left(self) -> str:
        """How long there is."""
        return f"还有 {self.days_left} 天" if self.days_left else "就是今天"

    @property
    def note(self) -> str:
        """The last working day before a day off, empty for a day at work."""
        return "" if self.last_workday == self.day else f"前一个工作日是 {_short(self.last_workday)}"


def legal_due(kind: str, year: int) -> dt.date:
    """Return the day by which a unit of a kind publishes its report of a year."""
    return dt.date(year + 1, 3 if kind in _GOVERNMENTS else 1, 31)


def due_words(kind: str, year: int, calendar: Calendar) -> str:
    """Say by when a unit of a kind publishes its report of a year, with the last day at work before."""
    due = legal_due(kind, year)
    last = _last_workday(due, calendar)
    said = f"{due.year} 年 {_short(due)}前"
    return said if last == due else f"{said}，前一个工作日 {last.month} 月 {last.day} 日"


def _last_workday(day: dt.date, calendar: Calendar) -> dt.date:
    """Return the last day at work up to and with a day."""
    while not calendar.works(day):
        day -= _ONE_DAY
    return day


def next_legal_day(reports: Iterable[DraftSummary], today: dt.date, calendar: Calendar) -> LegalDay:
    """Return the next legal day of the unit whose report is the newest; one that is published is done.

    Without any report it is that of departments, the earlier one.
    """
    own = (report for report in reports if not report.exercise)
    newest = max(own, key=lambda report: (report.year, report.modified), default=None)
    kind = newest.kind if newest is not None else ""
    year = today.year - 1
    done = newest is not None and newest.year >= year and newest.state is ReportState.PUBLISHED
    while legal_due(kind, year) < today or (done and newest is not None and year <= newest.year):
        year += 1
    due = legal_due(kind, year)
    last = _last_workday(due, calendar)
    return LegalDay(due, last, (due - today).days, _how(newest, due, last, today, calendar))


def _how(newest: DraftSummary | None, due: dt.date, last: dt.date, today: dt.date, calendar: Calendar) -> str:
    whose = "还没有年报，按部门的日期算"
    if newest is not None:
        whose = f"最近的年报是“{newest.unit}”的（{UNIT_KINDS.get(newest.kind, UNIT_KINDS['other'])}）"
    lines = [
        _BASIS,
        f"{whose}，所以是 {due.isoformat()}。",
    ]
    if last != due:
        lines.append(
            f"那天不上班（{calendar.note(due).words}），条例没有说可以顺延，请在 {_short(last)}前办完。"
        )
    worked = calendar.between(today, last)
    lines.append(f"从今天（{today.isoformat()}）起还有 {(due - today).days} 天，其中 {worked} 个工作日。")
    unknown = tuple(calendar.unknown_years(today, due))
    lines += [why_provisional(unknown)] if unknown else []
    lines.append("当地的通知要求更早的，以通知为准。")
    return "\n".join(lines)


def _short(day: dt.date) -> str:
    return f"{day.month} 月 {day.day} 日（星期{WEEKDAYS[day.weekday()]}）"
