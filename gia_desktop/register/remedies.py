"""Reviews and court cases: their clocks, and the column of table four that is proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case, Remedy

REVIEW: Final = "review"
RESULTS: Final = {
    "review": {
        "维持": ("upheld", "行政复议法第六十八条"),
        "驳回请求": ("upheld", "行政复议法第六十九条"),
        "变更": ("corrected", "行政复议法第六十三条"),
        "撤销": ("corrected", "行政复议法第六十四条"),
        "确认违法": ("corrected", "行政复议法第六十五条"),
        "责令履行": ("corrected", "行政复议法第六十六条"),
        "确认无效": ("corrected", "行政复议法第六十七条"),
        "驳回申请": ("other", "行政复议法第三十三条"),
        "终止": ("other", "行政复议法第四十一条"),
        "调解": ("other", "行政复议法第七十三条"),
        "撤回": ("other", "行政复议法第四十一条"),
    },
    "suit": {
        "驳回诉讼请求": ("upheld", "行政诉讼法第六十九条"),
        "撤销": ("corrected", "行政诉讼法第七十条"),
        "履行": ("corrected", "行政诉讼法第七十二条"),
        "确认违法": ("corrected", "行政诉讼法第七十四条"),
        "确认无效": ("corrected", "行政诉讼法第七十五条"),
        "变更": ("corrected", "行政诉讼法第七十七条"),
        "裁定驳回起诉": ("other", "行政诉讼法第四十九条"),
        "撤诉": ("other", "行政诉讼法第六十二条"),
        "移送": ("other", "行政诉讼法第二十二条"),
        "调解": ("other", "行政诉讼法第六十条"),
    },
}
"""Results with the column of table four that is proposed and the article; our reading, changeable."""

_ANSWER_REVIEW: Final = {"ordinary": 10, "simplified": 5}
_ANSWER_COURT: Final = 15
_DECISION: Final = {"ordinary": 60, "simplified": 30}
_COURT_MONTHS: Final = 6
_COURT_DAYS: Final = 45


@dataclass(frozen=True, slots=True)
class Term:
    """One date of a review or court case."""

    name: str
    due: dt.date
    basis: str
    provisional: bool


def terms_of(remedy: Remedy, calendar: Calendar) -> list[Term]:
    """Return the dates of a running case, the next one first; none while the day of receipt is not known.

    Periods of up to 10 days of the 行政复议法 are working days (第八十八条), all others natural days; one
    that ends on a day off ends on the next working day.
    """
    if remedy.received is None:
        return []
    simplified = remedy.procedure == "simplified"
    if remedy.kind == REVIEW:
        days = _ANSWER_REVIEW["simplified" if simplified else "ordinary"]
        decision = _DECISION["simplified" if simplified else "ordinary"]
        found = [
            (
                f"提交答复（{days} 个工作日）",
                calendar.after(remedy.received, days),
                "行政复议法第五十四条" if simplified else "行政复议法第四十八条",
            ),
            (
                f"复议决定（{decision} 日）",
                calendar.after_natural(remedy.received, decision),
                "行政复议法第六十二条",
            ),
        ]
    else:
        end = (
            calendar.after_natural(remedy.received, _COURT_DAYS)
            if simplified
            else calendar.after_months(remedy.received, _COURT_MONTHS)
        )
        found = [
            (
                f"提交答辩状（{_ANSWER_COURT} 日）",
                calendar.after_natural(remedy.received, _ANSWER_COURT),
                "行政诉讼法第六十七条",
            ),
            (
                "一审审结（45 日）" if simplified else "一审审结（6 个月）",
                end,
                "行政诉讼法第八十三条" if simplified else "行政诉讼法第八十一条",
            ),
        ]
    if remedy.answered is not None:
        found = found[1:]
    return [
        Term(name, due, basis, bool(calendar.unknown_years(remedy.received, due)))
        for name, due, basis in found
    ]


def following(remedy: Remedy, calendar: Calendar) -> list[Term]:
    """Return what can follow a case that ended: a suit after a review, an appeal after a judgment or ruling.

    The periods run from delivery; the day it ended stands for it, so the true ends are not earlier.
    """
    closed = remedy.closed
    if closed is None:
        return []
    if remedy.kind == REVIEW:
        ends = [("申请人起诉（15 日）", suit_after_review(closed, calendar), "行政诉讼法第四十五条")]
    else:
        ends = [
            ("对判决上诉（15 日）", calendar.after_natural(closed, 15), "行政诉讼法第八十五条"),
            ("对裁定上诉（10 日）", calendar.after_natural(closed, 10), "行政诉讼法第八十五条"),
        ]
    return [Term(name, due, basis, bool(calendar.unknown_years(closed, due))) for name, due, basis in ends]


def remedy_ends(delivered: dt.date, calendar: Calendar) -> tuple[dt.date, dt.date]:
    """Return until when the applicant can ask for a review (60 days) and sue directly (6 months)."""
    return calendar.after_natural(delivered, 60), calendar.after_months(delivered, 6)


def suit_after_review(received: dt.date, calendar: Calendar) -> dt.date:
    """Return the end of the 15 days for a suit after the review decision (行政诉讼法第四十五条)."""
    return calendar.after_natural(received, 15)


def is_open(remedy: Remedy) -> bool:
    """Tell whether a case still runs."""
    return remedy.closed is None and remedy.column in {"", "pending"}


def proposed(remedy: Remedy) -> tuple[str, str] | None:
    """Return the column that the result means and the article, or None for a result that is not known."""
    known = RESULTS["review" if remedy.kind == REVIEW else "suit"]
    result = "".join(remedy.result.split())
    if result in known:
        return known[result]
    # Longer wordings first: 驳回诉讼请求 must not be found as 驳回.
    for word in sorted(known, key=len, reverse=True):
        if word in result:
            return known[word]
    return None


def counts(remedy: Remedy) -> bool:
    """Tell whether a case counts here: not for a co-defendant review organ (国办公开办函〔2016〕201号)."""
    return not (remedy.role == "co_defendant" and remedy.kind != REVIEW)


def column_in(remedy: Remedy, year: int) -> str | None:
    """Return the column of table four of a year that a case is in, or None when it is in none.

    Decided in the year: by its result; open on 31 December: pending. A case counts once, by its final state.
    """
    if not counts(remedy) or remedy.received is None or remedy.received.year > year:
        return None
    if is_open(remedy):
        return "pending"
    closed = max(remedy.closed or remedy.received, remedy.received)
    if closed.year > year:
        return "pending"
    if closed.year < year:
        return None
    if remedy.column in {"", "pending"}:
        meant = proposed(remedy)
        return meant[0] if meant else "other"
    return remedy.column


def running(cases: Iterable[Case]) -> list[tuple[Case, int]]:
    """Return the reviews and suits that are open, each as case and place in its list."""
    return [
        (case, place)
        for case in cases
        if case.remedies
        for place, remedy in enumerate(case.remedies)
        if is_open(remedy)
    ]
