"""A register of 50,000 cases: its list, its search, all due dates."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from gia_desktop.register.calendar.files import bundled_calendar
from gia_desktop.register.case import Applicant, Case, Event, Reply, Request
from gia_desktop.register.clock import due_of
from gia_desktop.register.session import RegisterSession
from gia_desktop.register.store import RegisterStore
from tests.bench.row import Row

CASES: Final = 50_000
OPEN: Final = 400
_FIRST: Final = dt.date(2019, 1, 2)
_TODAY: Final = dt.date(2026, 4, 13)
_DAYS: Final = 2650


def run() -> list[Row]:
    """Measure seconds of the processor, the least of three runs."""
    calendar, cases = bundled_calendar(), list(made_cases())
    with tempfile.TemporaryDirectory() as folder, closing(RegisterStore(Path(folder) / "r.db")) as store:
        store.create_many(cases)

        def opened() -> RegisterSession:
            session = RegisterSession(
                store.list(), store.load_many, lambda _row, _step: None, calendar, _TODAY
            )
            session.pending()
            return session

        shown = _least(opened)
        session = opened()
        rows = [line.id for line in session.lines]
        session.search("批复 1", rows)
        found = _least(lambda: session.search("批复 96", rows))
    due = _least(lambda: [due_of(case, calendar) for case in cases])
    note = f"{CASES} 件，在办 {OPEN} 件"
    return [
        Row("登记：打开列表", shown * 1000, "ms", 300, note),
        Row("登记：查找", found * 1000, "ms", 50, note),
        Row("登记：全部期限", due * 1000, "ms", 200, note),
    ]


def _least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def made_cases() -> Iterator[Case]:
    """Yield made-up cases over seven years: one in five corrected, one in eleven with a third party."""
    for place in range(CASES):
        came = _FIRST + dt.timedelta(days=place * _DAYS // CASES)
        events: tuple[Event, ...] = ()
        if place % 5 == 0:
            asked = Event("correction_asked", came, until=came + dt.timedelta(days=14))
            events = (asked, Event("corrected", came + dt.timedelta(days=7)))
        elif place % 11 == 0:
            answered = Event("third_party_answered", came + dt.timedelta(days=15))
            events = (Event("third_party_asked", came + dt.timedelta(days=3)), answered)
        is_open = place >= CASES - OPEN
        yield Case(
            f"{came.year}-{place:05d}",
            came,
            came,
            applicant=Applicant("natural", f"申请人{place}"),
            request=Request(f"第 {place} 件：征地批复及补偿安置方案 {place % 97}"),
            events=events,
            reply=Reply() if is_open else Reply(came + dt.timedelta(days=20), outcome="granted"),
        )
