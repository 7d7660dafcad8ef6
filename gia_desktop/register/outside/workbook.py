"""The register as rows of a workbook; personal data only when it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, COLUMNS, FORMS, REMEDY_KINDS, Case, Event
from gia_desktop.register.clock import USUAL, Clock, Rules, clock_of

Value = str | int | dt.date | None
_Column = tuple[str, Callable[[Case, Clock, Mapping[str, str]], Value]]


def _event(case: Case, kind: str) -> Event | None:
    return next((event for event in reversed(case.events) if event.kind == kind), None)


def _date_of(kind: str) -> Callable[[Case, Clock, Mapping[str, str]], Value]:
    return lambda case, _clock, _rows: found.date if (found := _event(case, kind)) else None


def _until(case: Case, _clock: Clock, _rows: Mapping[str, str]) -> Value:
    found = _event(case, "correction_asked")
    return found.until if found else None


def _extended(case: Case, _clock: Clock, _rows: Mapping[str, str]) -> Value:
    found = _event(case, "extended")
    return found.days if found else None


def _remedies(case: Case, _clock: Clock, _rows: Mapping[str, str]) -> Value:
    return "；".join(
        f"{REMEDY_KINDS.get(each.kind, each.kind)}：{COLUMNS.get(each.column or 'pending', each.column)}"
        for each in case.remedies
    )


_OPEN: Final[tuple[_Column, ...]] = (
    ("编号", lambda case, _c, _r: case.number),
    ("到达日", lambda case, _c, _r: case.arrived),
    ("收到日", lambda case, _c, _r: case.received),
    ("渠道", lambda case, _c, _r: CHANNELS.get(case.channel, case.channel)),
    ("申请人类型", lambda case, _c, _r: APPLICANT_KINDS.get(case.applicant.kind, case.applicant.kind)),
)
_PERSONAL: Final[tuple[_Column, ...]] = (
    ("申请人", lambda case, _c, _r: case.applicant.name),
    ("证件类型", lambda case, _c, _r: case.applicant.id_kind),
    ("证件号码", lambda case, _c, _r: case.applicant.id_number),
    ("联系人", lambda case, _c, _r: case.applicant.contact),
    ("电话", lambda case, _c, _r: case.applicant.phone),
    ("地址", lambda case, _c, _r: case.applicant.address),
    ("邮编", lambda case, _c, _r: case.applicant.postcode),
    ("电子邮箱", lambda case, _c, _r: case.applicant.email),
    ("代理人", lambda case, _c, _r: case.applicant.agent),
)
_CONTENT: Final[_Column] = ("申请内容", lambda case, _c, _r: case.request.content)
"""What is asked for may name people as well: it goes with the personal data."""
_REST: Final[tuple[_Column, ...]] = (
    ("形式", lambda case, _c, _r: FORMS.get(case.request.form, case.request.form)),
    ("领域", lambda case, _c, _r: case.request.field),
    ("补正通知", _date_of("correction_asked")),
    ("补正期限", _until),
    ("补正到达", _date_of("corrected")),
    ("征求第三方意见", _date_of("third_party_asked")),
    ("第三方答复", _date_of("third_party_answered")),
    ("延期", _date_of("extended")),
    ("延期天数", _extended),
    ("撤回", _date_of("withdrawn")),
    ("答复期限", lambda _case, clock, _r: clock.due),
    ("状态", lambda _case, clock, _r: clock.state.word),
    ("答复日", lambda case, _c, _r: case.reply.date),
    ("答复文号", lambda case, _c, _r: case.reply.number),
    ("办理结果", lambda case, _c, rows: rows.get(case.reply.outcome, case.reply.outcome)),
    ("依据条款", lambda case, _c, _r: case.reply.articles),
    ("送达日", lambda case, _c, _r: case.reply.delivered),
    ("办结日", lambda case, _c, _r: case.filed),
    ("复议诉讼", _remedies),
)


def register_rows(
    cases: Iterable[Case],
    calendar: Calendar,
    on: dt.date,
    rows: Mapping[str, str],
    *,
    personal: bool,
    rules: Rules = USUAL,
) -> list[list[Value]]:
    """Return heads and one row a case; the heads are those that an office's own table is read by.

    Args:
        cases: the cases.
        calendar: days at work.
        on: today; states and due dates are those of this day.
        rows: wording of the rows of table three by id.
        personal: with names, numbers, addresses and the content of the applications.
        rules: what the office handles in its own way.
    """
    columns = (*_OPEN, *_PERSONAL, _CONTENT, *_REST) if personal else (*_OPEN, *_REST)
    made: list[list[Value]] = [[head for head, _ in columns]]
    for case in cases:
        clock = clock_of(case, calendar, on, rules)
        made.append([read(case, clock, rows) for _, read in columns])
    return made
