"""Cases for the tests, short to write."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gia_desktop.register.calendar.files import bundled_calendar
from gia_desktop.register.case import Applicant, Case, Event, Remedy, Reply

CALENDAR = bundled_calendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def event(kind: str, date: str, **more: Any) -> Event:
    facts: dict[str, Any] = {key: day(value) if key in _DATES else value for key, value in more.items()}
    return Event(kind, day(date), **facts)


_DATES = {"until", "received", "told"}


def case(
    received: str | None = "2026-03-02",
    *events: Event,
    reply: str = "",
    outcome: str = "",
    number: str = "2026-0001",
    kind: str = "natural",
    remedies: tuple[Remedy, ...] = (),
    **more: Any,
) -> Case:
    applicant = Applicant(kind=kind, name=more.pop("name", "张某"))
    answered = Reply(day(reply) if reply else None, outcome=outcome, articles=more.pop("articles", ""))
    date = day(received) if received else None
    return Case(
        number=number, arrived=date, received=date, events=events, reply=answered, applicant=applicant,
        remedies=remedies, **more,
    )  # fmt: skip


def remedy(kind: str, received: str = "", closed: str = "", **more: Any) -> Remedy:
    return Remedy(kind, day(received) if received else None, closed=day(closed) if closed else None, **more)
