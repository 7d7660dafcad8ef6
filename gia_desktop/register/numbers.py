"""What a report may say of the register beside its tables: channels, applicants, deadlines, fees, fields."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.register_numbers import REGISTER_PREFIX
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, Case
from gia_desktop.register.clock import USUAL, Closing, Rules, State, closing_of, course_of
from gia_desktop.register.figures import Figures

_TOP: Final = 3
_BETWEEN: Final = re.compile(r"[、，,;；/\s]+")
_COUNTED_EVENTS: Final = ("correction_asked", "third_party_asked", "transferred_in")


def numbers_of(
    cases: Iterable[Case],
    figures: Figures,
    calendar: Calendar,
    on: dt.date | None = None,
    rules: Rules = USUAL,
) -> dict[str, int | str]:
    """Return the numbers of a year for its report by cell and by ``register.…``; noughts are left out.

    Channels, kinds of applicant and fields count what was received in the year; deadlines count what was
    closed in it; fees count the notices of the year and what was paid in it.

    Args:
        cases: all cases, of all years.
        figures: tables three and four of the year.
        calendar: the days at work.
        on: today; what would end by silence only later is still open. None: the year is over.
        rules: what the office handles in its own way.
    """
    year, counted = figures.year, [case for case in cases if case.received and not case.not_counted]
    received = [case for case in counted if case.received and case.received.year == year]
    kinds = Counter(_known(case.applicant.kind, APPLICANT_KINDS) for case in received)
    found: dict[str, int | str] = {
        "case.received": len(received),
        "case.handled": figures.values.get(_total("handled_total"), 0),
        "case.open": figures.values.get(_total("carried_out"), 0),
        "case.joint": sum(case.applicant.joint > 1 for case in received),
        **_spread("channel", CHANNELS, Counter(case.channel for case in received)),
        **_spread("applicant", APPLICANT_KINDS, kinds),
        **_times(counted, year, calendar, on, rules),
        **_events(counted, year),
        **_fees(counted, year),
        **_fields(received),
    }
    cells: dict[str, int | str] = {key: value for key, value in figures.values.items() if value}
    beside = {f"{REGISTER_PREFIX}{name}": value for name, value in found.items() if value}
    # Without a single case there is still a register: its noughts are figures.
    return {**cells, f"{REGISTER_PREFIX}case.received": len(received), **beside}


def _total(row: str) -> CellKey:
    return CellKey(f"t3.{row}.total")


def _known(key: str, words: Mapping[str, str]) -> str:
    return key if key in words else "other"


def _spread(group: str, words: Mapping[str, str], counts: Counter[str]) -> dict[str, int | str]:
    """Return the counts of a group, and the same in words: 当面递交 3 件、互联网 9 件."""
    listed = [(words[key], count) for key, count in counts.most_common() if key in words]
    return {
        **{f"{group}.{key}": counts.get(key, 0) for key in words},
        f"{group}.list": "、".join(f"{word}{count}件" for word, count in listed),
    }


def _times(
    cases: Iterable[Case], year: int, calendar: Calendar, on: dt.date | None, rules: Rules
) -> dict[str, int | str]:
    on_time = late = extended = 0
    for case in cases:
        closing = closing_of(case, calendar)
        if closing is None or (on is not None and closing.date > on):
            continue
        if max(closing.date, case.received or closing.date).year != year:
            continue
        course = course_of(case, calendar, rules, closing.date)
        is_late = _is_late(closing, course.due)
        late += is_late
        on_time += not is_late
        extended += course.extended
    return {"time.on_time": on_time, "time.late": late, "time.extended": extended}


def _is_late(closing: Closing, due: dt.date | None) -> bool:
    return due is not None and closing.date > due and closing.state is not State.GIVEN_UP


def _events(cases: Iterable[Case], year: int) -> dict[str, int | str]:
    return {
        f"event.{kind}": sum(
            any(event.kind == kind and event.date.year == year for event in case.events) for case in cases
        )
        for kind in _COUNTED_EVENTS
    }


def _fees(cases: Iterable[Case], year: int) -> dict[str, int | str]:
    notices = amount = paid = received = 0
    for case in cases:
        asked = 0
        for event in sorted(case.events, key=lambda event: event.date):
            if event.kind == "fee_noticed":
                asked = event.amount
                notices += event.date.year == year
                amount += event.amount if event.date.year == year else 0
            elif event.kind == "fee_paid" and event.date.year == year:
                paid += 1
                received += asked
    return {"fee.notices": notices, "fee.amount": amount, "fee.paid": paid, "fee.received": received}


def _fields(cases: Iterable[Case]) -> dict[str, int | str]:
    """Return how many fields of work there are, and those asked for most; one case may name several."""
    counts = Counter(
        name for case in cases for name in dict.fromkeys(_BETWEEN.split(case.request.field)) if name
    )
    top = counts.most_common(_TOP)
    return {
        "field.count": len(counts),
        "field.top": "、".join(name for name, _ in top),
        "field.list": "、".join(f"{name}{count}件" for name, count in top),
    }
