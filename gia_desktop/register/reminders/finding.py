"""What a rule found in a case, and the list of the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case
from gia_desktop.register.clock import Clock, Course, Rules

FIELDS: Final = {
    "number": "编号",
    "arrived": "到达日",
    "received": "收到日",
    "applicant.kind": "申请人类型",
    "applicant.name": "申请人",
    "applicant.joint": "人数",
    "applicant.phone": "电话",
    "applicant.id_number": "证件号码",
    "applicant.postcode": "邮编",
    "applicant.email": "电子邮箱",
    "request.content": "要的内容",
    "channel": "渠道",
    "events": "经过",
    "reply": "答复",
    "reply.date": "答复日",
    "reply.outcome": "办理结果",
    "reply.articles": "依据条款",
    "reply.delivered": "送达日",
    "remedies": "复议诉讼",
    "split_from": "从哪件拆出",
    "filed": "办结日",
}
"""What the fields are called in the program."""


@dataclass(frozen=True)
class CaseFinding:
    """One thing that is wrong or worth a look in the register.

    Attributes:
        message: one Chinese sentence that names the case.
        case: number of the case; empty when it concerns the whole register.
        field: where in the case, a key of ``FIELDS``.
        cells: cells of the report that it concerns (carry-over).
        left, right: the two figures compared, when there are any.
    """

    code: str
    severity: Severity
    message: str
    case: str
    field: str = ""
    basis: str = ""
    cells: tuple[CellKey, ...] = ()
    left: int | None = None
    right: int | None = None

    @property
    def difference(self) -> int | None:
        """Left minus right."""
        return None if self.left is None or self.right is None else self.left - self.right

    def to_object(self) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "case": self.case,
            "field": self.field,
            "section": "4" if self.field == "remedies" else "3",
            "left": self.left,
            "right": self.right,
            "difference": self.difference,
            "basis": self.basis,
            **({"cells": list(self.cells)} if self.cells else {}),
        }


@dataclass(frozen=True)
class View:
    """One case with what was worked out for it."""

    case: Case
    clock: Clock
    course: Course
    calendar: Calendar
    on: dt.date
    rules: Rules


@dataclass(frozen=True)
class Casebook:
    """All cases with what is looked up in them."""

    views: tuple[View, ...]
    calendar: Calendar
    on: dt.date
    numbers: frozenset[str]
    last_carried: Mapping[CellKey, int] | None = None
    """四、结转下年度 of last year's report by cell of 上年结转, when it is there."""
    year: int = 0
    last_year: int = 0


Said = tuple[str, str]
"""A field and a sentence."""


@dataclass(frozen=True)
class CaseRule:
    """A rule on one case: code, weight, title, official source and what looks."""

    code: str
    severity: Severity
    title: str
    basis: str
    look: Callable[[View], Iterator[Said]]

    def findings(self, view: View) -> Iterator[CaseFinding]:
        """Yield what the rule finds in a case."""
        for field, sentence in self.look(view):
            message = f"{view.case.title}：{sentence}"
            yield CaseFinding(self.code, self.severity, message, view.case.number, field, self.basis)


@dataclass(frozen=True)
class BookRule:
    """A rule on all cases together."""

    code: str
    severity: Severity
    title: str
    basis: str
    look: Callable[[Casebook], Iterator[CaseFinding]]


Look = Callable[[View], Iterator[Said]]


def case_rule(
    rules: list[CaseRule], code: str, severity: Severity, title: str, basis: str = ""
) -> Callable[[Look], Look]:
    """Put a function into a list of rules."""

    def keep(look: Look) -> Look:
        rules.append(CaseRule(code, severity, title, basis, look))
        return look

    return keep


def day(date: dt.date) -> str:
    """Return a date in words: 2026 年 4 月 13 日."""
    return f"{date.year} 年 {date.month} 月 {date.day} 日"
