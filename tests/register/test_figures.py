from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections import Counter
from typing import NamedTuple

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.case import APPLICANT_KINDS, Case, Remedy
from gia_desktop.register.figures import cells_of, figures_of, open_on
from gia_desktop.register.outcomes import BASES
from tests.register.made import CALENDAR, case, day, event, remedy

FORMAT = bundled_formats().get("2021")
YEAR = 2026


class Plan(NamedTuple):
    """What is made up about a case before it becomes one: the independent counter knows nothing else."""

    received: dt.date
    kind: str
    closed: dt.date | None
    row: str
    counted: bool
    remedies: tuple[tuple[str, dt.date, dt.date | None, str, str], ...]


def days_off() -> tuple[set[dt.date], set[dt.date]]:
    off: set[dt.date] = set()
    work: set[dt.date] = set()
    for path in resource("calendar").glob("*.toml"):
        for entry in tomllib.loads(path.read_text("utf-8"))["holidays"]:
            work |= set(entry.get("work", ()))
            if "first" in entry:
                span = (entry["last"] - entry["first"]).days + 1
                off |= {entry["first"] + dt.timedelta(days=step) for step in range(span)}
    return off, work


OFF, WORK = days_off()


def plain_workdays_after(start: dt.date, count: int) -> dt.date:
    """Walk day by day: another way than the one under test."""
    date = start
    while count:
        date += dt.timedelta(days=1)
        count -= date in WORK or (date.weekday() < 5 and date not in OFF and (date.month, date.day) != (1, 1))
    return date


def made_up(rng: random.Random, number: int) -> tuple[Plan, Case]:
    received = dt.date(2025, 9, 1) + dt.timedelta(days=rng.randrange(500))
    kind = rng.choice(list(APPLICANT_KINDS))
    events = []
    reply, row, closed = "", "", None
    way = rng.choice(
        ["reply", "reply", "reply", "reply", "open", "withdrawn", "uncorrected", "unpaid", "corrected"]
    )
    if way in {"reply", "corrected"}:
        row = rng.choice(list(BASES))
        closed = received + dt.timedelta(days=rng.randrange(80))
        reply = closed.isoformat()
    if way == "corrected":
        events = [
            event("correction_asked", str(received), until=str(received + dt.timedelta(days=10))),
            event("corrected", str(received + dt.timedelta(days=rng.randrange(9)))),
        ]
    if way == "withdrawn":
        closed, row = received + dt.timedelta(days=rng.randrange(20)), "other_misc"
        events = [event("withdrawn", str(closed))]
    if way == "uncorrected":
        until = received + dt.timedelta(days=rng.randrange(5, 30))
        closed, row = until + dt.timedelta(days=1), "other_no_correction"
        events = [event("correction_asked", str(received), until=str(until))]
    if way == "unpaid":
        noticed = received + dt.timedelta(days=rng.randrange(10))
        closed, row = plain_workdays_after(noticed, 20) + dt.timedelta(days=1), "other_fee_unpaid"
        events = [event("fee_noticed", str(noticed), received=str(noticed))]
    remedies = []
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        came = received + dt.timedelta(days=rng.randrange(200))
        ended = came + dt.timedelta(days=rng.randrange(120)) if rng.random() < 0.7 else None
        remedies.append(
            (
                rng.choice(["review", "direct", "after_review"]),
                came,
                ended,
                rng.choice(["upheld", "corrected", "other"]) if ended else rng.choice(["", "pending"]),
                rng.choice(["respondent", "respondent", "co_defendant"]),
            )
        )
    counted = rng.random() > 0.03
    made = case(
        str(received),
        *events,
        reply=reply,
        outcome=row if reply else "",
        kind=kind,
        number=f"{received.year}-{number:04d}",
        not_counted="" if counted else "测试",
        remedies=tuple(
            Remedy(what, came, closed=ended, column=column, role=role)
            for what, came, ended, column, role in remedies
        ),
    )
    return Plan(received, kind, closed, row, counted, tuple(remedies)), made


def counted_by_hand(plans: list[Plan], year: int) -> Counter[str]:
    """Count the plans with nothing of the program but the names of the cells."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    found: Counter[str] = Counter()
    for plan in plans:
        if plan.counted and plan.received <= last and not (plan.closed and plan.closed < first):
            rows = ["new" if plan.received >= first else "carried_in"]
            inside = plan.closed is not None and plan.closed <= last
            rows += [plan.row, "handled_total"] if inside else ["carried_out"]
            for row in rows:
                found[f"t3.{row}.{plan.kind}"] += 1
                found[f"t3.{row}.total"] += 1
        for kind, came, ended, column, role in plan.remedies:
            if role == "co_defendant" and kind != "review":
                continue
            if came > last or (ended and ended < first):
                continue
            for name in ("pending" if ended is None or ended > last else column, "total"):
                found[f"t4.{kind}.{name}"] += 1
    return found


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_two_thousand_made_up_cases_are_counted_the_same_by_an_independent_counter(year: int) -> None:
    rng = random.Random(20260413)
    made = [made_up(rng, number) for number in range(2000)]
    figures = figures_of([each for _, each in made], year, FORMAT, CALENDAR)
    wanted = counted_by_hand([plan for plan, _ in made], year)
    cells = [key for key, cell in FORMAT.cells.items() if cell.table in {"t3", "t4"}]
    assert len(cells) == 190
    assert {key: figures.values[key] for key in cells} == {key: wanted[key] for key in cells}


def test_every_column_is_balanced_and_behind_every_figure_stand_its_cases() -> None:
    rng = random.Random(7)
    figures = figures_of([made_up(rng, number)[1] for number in range(500)], YEAR, FORMAT, CALENDAR)
    for balance in FORMAT.balances:
        assert sum(figures.values[key] for key in balance.left) == sum(
            figures.values[key] for key in balance.right
        )
    for key, value in figures.values.items():
        if key.startswith("t3."):
            assert len(figures.cases.get(key, ())) == value


def test_a_reply_dated_before_its_application_does_not_upset_the_balance() -> None:
    slip = case("2026-01-05", reply="2025-12-30", outcome="granted")
    assert cells_of(slip, 2026, FORMAT, CALENDAR) == ["t3.new.natural", "t3.granted.natural"]
    assert cells_of(slip, 2025, FORMAT, CALENDAR) == []


def test_an_application_not_received_or_not_counted_is_in_no_cell() -> None:
    assert cells_of(case(None), YEAR, FORMAT, CALENDAR) == []
    assert cells_of(case(not_counted="误登"), YEAR, FORMAT, CALENDAR) == []


def test_one_case_through_three_years() -> None:
    long = case("2025-12-20", reply="2026-01-10", outcome="partial", kind="business")
    years = [cells_of(long, year, FORMAT, CALENDAR) for year in (2025, 2026, 2027)]
    assert years == [
        ["t3.new.business", "t3.carried_out.business"],
        ["t3.carried_in.business", "t3.partial.business"],
        [],
    ]


def test_a_case_with_two_suits_counts_in_both_groups_but_once_in_table_three() -> None:
    made = case(
        reply="2026-03-20",
        outcome="granted",
        remedies=(
            remedy("review", "2026-04-01", "2026-05-01", column="upheld"),
            remedy("after_review", "2026-05-20"),
        ),
    )
    assert cells_of(made, YEAR, FORMAT, CALENDAR)[2:] == ["t4.review.upheld", "t4.after_review.pending"]


def test_the_old_format_takes_the_three_other_rows_as_one() -> None:
    old = bundled_formats().get("2019")
    gone = case("2020-03-02", event("withdrawn", "2020-03-05"))
    assert figures_of([gone], 2020, old, CALENDAR).values[CellKey("t3.other.natural")] == 1


def test_cases_open_at_the_end_of_the_year_are_those_carried_out() -> None:
    cases = [
        case("2025-12-20", number="1"),
        case("2025-12-20", number="2", reply="2025-12-30", outcome="granted"),
        case("2026-01-03", number="3"),
        case("2025-12-20", number="4", not_counted="误登"),
    ]
    assert [each.number for each in open_on(cases, day("2025-12-31"), CALENDAR)] == ["1"]
