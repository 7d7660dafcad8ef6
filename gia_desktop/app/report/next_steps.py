"""What to do next with a report, with the legal dates (条例第四十九条)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from gia_desktop.app.report.legal_day import GOVERNMENTS, OPEN_STATES, legal_due
from gia_desktop.drafts.records import WRITTEN_KEYS, DraftSummary

_WEEKDAYS: Final = tuple(f"星期{sign}" for sign in "一二三四五六日")


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
    government = summary is not None and summary.kind in GOVERNMENTS
    due = legal_due(summary.kind if summary is not None else "", year - 1)
    days = (due - today).days
    note = f"还有 {days} 天；{_before_weekend(due)}当地通知更早的，以通知为准"
    if days < 0:
        note = f"! 已过期 {-days} 天，请尽快公开"
    what = "向社会公开" if government else "报送并公开"
    title = f"{due.year} 年 {due.month} 月 31 日（{_WEEKDAYS[due.weekday()]}）前{what}"
    return NextStep(title, note, done=summary is not None and summary.state not in OPEN_STATES)


def _before_weekend(due: dt.date) -> str:
    """Tell the last weekday before a date that falls on a weekend: nobody publishes on a Sunday."""
    past_friday = due.weekday() - 4
    if past_friday <= 0:
        return ""
    friday = due - dt.timedelta(days=past_friday)
    return f"那天是周末，请在 {friday.month} 月 {friday.day} 日（星期五）前办完；"
