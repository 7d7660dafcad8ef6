"""The register while it is open: lines, whole cases, clocks, search; every edit is a step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from gia_desktop.core.listeners import Listeners
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Applicant, Case, Request, in_order
from gia_desktop.register.clock import USUAL, Clock, Rules, State, clock_of, closing_of
from gia_desktop.register.figures import open_on
from gia_desktop.register.remedies import Term, is_open, terms_of
from gia_desktop.register.steps import CaseStep
from gia_desktop.register.store import ListedCase

_NEVER: Final = dt.date.max


@dataclass(frozen=True)
class Counts:
    """What the tabs and the home page count."""

    all: int = 0
    open: int = 0
    due_today: int = 0
    due_soon: int = 0
    late: int = 0
    standing: int = 0
    this_year: int = 0
    answered_this_year: int = 0
    remedies: int = 0


class RegisterSession:
    """All cases of a register. Lines are kept for all, whole cases only for those that are open or looked at.

    Attributes:
        calendar: the days at work.
        today: the day that clocks are read on.
        rules: what the office handles in its own way.
        half_typed: texts left in fields that can't take them, by row and field: shown again, never noted.
    """

    def __init__(
        self,
        lines: Iterable[ListedCase],
        load: Callable[[Collection[int]], dict[int, Case]],
        record: Callable[[int, CaseStep], None],
        calendar: Calendar,
        today: dt.date,
        rules: Rules = USUAL,
    ) -> None:
        """Read the cases that are open; nothing is recorded yet.

        Args:
            lines: all cases, as the store lists them.
            load: reads whole cases by row.
            record: keeps a step.
            calendar: the days at work.
            today: the day that clocks are read on.
            rules: what the office handles in its own way.
        """
        self.calendar = calendar
        self.today = today
        self.rules = rules
        self.half_typed: dict[tuple[int, str], str] = {}
        self._load = load
        self._record = record
        self._lines = {line.id: line for line in lines}
        self._texts: dict[int, str] = {}
        self._cases: dict[int, Case] = {}
        self._clocks: dict[int, Clock] = {}
        self._listeners: Listeners[int] = Listeners()
        self._held: list[int] | None = None
        self._cases.update(load([line.id for line in self._lines.values() if not line.answered]))

    def listen(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Tell a listener the row of every case that changes, 0 for all of them; return what ends that."""
        return self._listeners.add(listener)

    # -- cases

    @property
    def lines(self) -> Sequence[ListedCase]:
        """All cases by number, the newest last."""
        return sorted(self._lines.values(), key=lambda line: in_order(line.number))

    def line(self, row: int) -> ListedCase:
        """Return the line of a case.

        Raises:
            KeyError: there is none.
        """
        return self._lines[row]

    def has(self, row: int) -> bool:
        """Tell whether a case is there."""
        return row in self._lines

    def case(self, row: int) -> Case:
        """Return a whole case.

        Raises:
            KeyError: there is none.
        """
        if row not in self._cases:
            self._cases.update(self._load([row]))
        return self._cases[row]

    def cases(self, rows: Collection[int] | None = None) -> list[Case]:
        """Return whole cases, all of them when none are named."""
        wanted = self._lines.keys() if rows is None else rows
        missing = [row for row in wanted if row not in self._cases]
        if missing:
            self._cases.update(self._load(missing))
        return [self._cases[row] for row in wanted]

    def row_of(self, number: str) -> int | None:
        """Return the row of a case by its number."""
        return next((row for row, line in self._lines.items() if line.number == number), None)

    def holds_cases(self) -> bool:
        """Tell whether anything was registered yet."""
        return bool(self._lines)

    def rows_of_year(self, year: int) -> list[int]:
        """Return the cases that can count in a year: received by its end, open then, or in dispute."""
        first, last = f"{year}-01-01", f"{year}-12-31"
        return [
            row
            for row, line in self._lines.items()
            if line.remedies or ((line.received or "~") <= last and (line.answered or last) >= first)
        ]

    # -- clocks

    def clock(self, row: int) -> Clock:
        """Return what is known of a case today."""
        found = self._clocks.get(row)
        if found is None:
            found = self._clocks[row] = clock_of(self.case(row), self.calendar, self.today, self.rules)
        return found

    def pending(self) -> list[int]:
        """Return the open cases: the nearest due date first, those that stand after them."""
        found = [
            row
            for row, line in self._lines.items()
            if not (line.answered and line.outcome)
            and not self.clock(row).state.is_over
            and not self.case(row).not_counted
        ]
        return sorted(
            found, key=lambda row: (self.clock(row).due or _NEVER, in_order(self._lines[row].number))
        )

    def in_dispute(self) -> list[int]:
        """Return the cases with a review or a suit, the newest first."""
        found = [row for row, line in self._lines.items() if line.remedies]
        return sorted(found, key=lambda row: in_order(self._lines[row].number), reverse=True)

    def terms(self) -> list[tuple[int, Term]]:
        """Return the next date of every running review and suit with its row, the nearest first."""
        found = [
            (row, terms[0])
            for row in self.in_dispute()
            for remedy in self.case(row).remedies
            if is_open(remedy) and (terms := terms_of(remedy, self.calendar))
        ]
        return sorted(found, key=lambda pair: (pair[1].due, self._lines[pair[0]].number))

    def counts(self) -> Counts:
        """Return what the tabs and the home page count."""
        clocks = [self.clock(row) for row in self.pending()]
        year = str(self.today.year)
        mine = [line for line in self._lines.values() if (line.received or "").startswith(year)]
        return Counts(
            len(self._lines),
            len(clocks),
            sum(clock.days_left == 0 for clock in clocks),
            sum("due_in_3" in clock.flags for clock in clocks),
            sum(clock.late > 0 for clock in clocks),
            sum(clock.stopped for clock in clocks),
            len(mine),
            sum(bool(line.answered) for line in mine),
            sum(bool(line.remedies) for line in self._lines.values()),
        )

    def balance(self) -> tuple[int, int, int]:
        """Return what came in this year, what was open before it, and what is open now."""
        year = self.today.year
        cases = self.cases(self.rows_of_year(year))
        new = sum(
            case.received is not None and case.received.year == year and not case.not_counted
            for case in cases
        )
        before = len(open_on(cases, dt.date(year - 1, 12, 31), self.calendar))
        return new, before, len(open_on(cases, self.today, self.calendar))

    def search(self, words: str, rows: Iterable[int]) -> list[int]:
        """Return those cases whose number, applicant or content holds every one of the words."""
        wanted, found, texts = words.lower().split(), list(rows), self._texts
        for row in found if wanted else ():
            if row not in texts:
                line = self._lines[row]
                texts[row] = f"{line.number}\n{line.name}\n{line.content}".lower()
        for word in wanted:
            found = [row for row in found if word in texts[row]]
        return found

    def named_and_over(self, before: dt.date) -> list[int]:
        """Return the cases that name somebody and ended before a day: answered, withdrawn or given up."""
        limit, found = before.isoformat(), []
        for row, line in self._lines.items():
            if not line.name:
                continue
            if line.answered:
                found += [row] if line.answered < limit else []
            elif (closing := closing_of(self.case(row), self.calendar)) and closing.date < before:
                found.append(row)
        return found

    # -- changes

    def apply(self, row: int, step: CaseStep) -> None:
        """Do a step, record it, and tell the listeners."""
        self._keep(row, step.apply(self.case(row)))
        self._record(row, step)
        self._tell(row)

    def add(self, row: int, case: Case) -> None:
        """Take in a case that is stored already."""
        self._keep(row, case)
        self._tell(row)

    def remove(self, row: int) -> None:
        """Leave out a case that lies in the waste bin."""
        self._lines.pop(row, None)
        self._cases.pop(row, None)
        self._clocks.pop(row, None)
        self._texts.pop(row, None)
        self._tell(row)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let the listeners hear of many changes as one: a page is drawn once, not once a case."""
        self._held = []
        try:
            yield
        finally:
            rows, self._held = self._held, None
            if rows:
                self._tell(rows[0] if len(set(rows)) == 1 else 0)

    def _tell(self, row: int) -> None:
        if self._held is None:
            self._listeners.tell(row)
        else:
            self._held.append(row)

    def use_calendar(self, calendar: Calendar) -> list[tuple[str, dt.date | None, dt.date | None]]:
        """Work with another calendar; return the open cases whose due date moved: number, before, after."""
        rows = self.pending()
        before = {row: self.clock(row).due for row in rows}
        self.calendar = calendar
        self._clocks.clear()
        self._tell(0)
        moved = [(row, self.clock(row).due) for row in rows]
        return [(self._lines[row].number, before[row], due) for row, due in moved if due != before[row]]

    def use_rules(self, rules: Rules) -> None:
        """Read the clocks by what the office handles in its own way."""
        if rules != self.rules:
            self.rules = rules
            self._clocks.clear()
            self._tell(0)

    def become(self, today: dt.date) -> None:
        """Read the clocks on another day: the program ran over midnight."""
        if today != self.today:
            self.today = today
            self._clocks.clear()
            self._tell(0)

    def _keep(self, row: int, case: Case) -> None:
        self._cases[row] = case
        self._clocks.pop(row, None)
        self._texts.pop(row, None)
        reply = case.reply
        self._lines[row] = ListedCase(
            row,
            case.number,
            _text(case.arrived),
            _text(case.received),
            case.applicant.kind,
            case.applicant.name,
            case.request.content,
            reply.outcome,
            _text(reply.date),
            len(case.remedies),
        )


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def left_words(clock: Clock) -> str:
    """Say how long there is, in few words: 今天, 3 天, 超期 2 天, 停：待补正."""
    if clock.stopped:
        return f"停：{clock.state.word}"
    if clock.days_left is None:
        return "—" if clock.state is State.TO_REGISTER else ""
    if clock.days_left < 0:
        return f"超期 {clock.late} 天"
    return "今天" if clock.days_left == 0 else f"{clock.days_left} 天"


def masked(number: str) -> str:
    """Return a number of identity or a telephone number with its middle hidden."""
    plain = number.strip()
    if len(plain) < 7:  # noqa: PLR2004 - too short to hide a part of
        return "*" * len(plain)
    head, tail = (3, 4) if len(plain) <= 11 else (4, 2)  # noqa: PLR2004 - a telephone number
    return plain[:head] + "*" * (len(plain) - head - tail) + plain[-tail:]


def without_person(case: Case) -> Case:
    """Return a case without what names a person; kind and number of applicants stay, so all counts stay."""
    applicant = Applicant(kind=case.applicant.kind, joint=case.applicant.joint)
    request = Request(form=case.request.form, field=case.request.field)
    events = tuple(replace(event, text="", reason="", extra={}) for event in case.events)
    return replace(case, applicant=applicant, request=request, events=events, extra={})
