"""An application and everything that happened to it, as plain immutable data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, Final

APPLICANT_KINDS: Final = {
    "natural": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
"""The columns of table three."""

CHANNELS: Final = {
    "in_person": "当面递交",
    "registered_post": "挂号信、快递",
    "ordinary_post": "平常信函",
    "internet": "互联网",
    "fax": "传真",
    "oral": "口头",
    "other": "其他",
}
FORMS: Final = {"paper": "纸质", "email": "电子邮件", "disc": "光盘", "inspect": "查阅"}
ANSWERS: Final = {"agree": "同意公开", "refuse": "不同意公开", "silent": "逾期未答复"}
FEE_BASES: Final = {"cases": "按件", "pages": "按量"}

EVENT_KINDS: Final = {
    "correction_asked": "补正通知",
    "corrected": "补正到达",
    "third_party_asked": "征求第三方意见",
    "third_party_answered": "第三方答复",
    "organ_asked": "征求其他机关意见",
    "organ_answered": "其他机关答复",
    "extended": "延期",
    "reasons_asked": "请申请人说明理由",
    "longer_period": "告知更长的期限",
    "fee_noticed": "收费通知",
    "fee_paid": "已缴费",
    "withdrawn": "申请人撤回",
    "transferred_in": "其他机关转来",
    "note": "备注",
}

REMEDY_KINDS: Final = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}
"""The three groups of table four."""
PROCEDURES: Final = {"ordinary": "普通程序", "simplified": "简易程序"}
ROLES: Final = {"respondent": "被申请人、被告", "co_defendant": "复议机关作共同被告"}
COLUMNS: Final = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
"""The columns of table four."""


_DIGITS: Final = 4
"""Digits of our own running numbers: they stand in order by themselves."""
_WIDE: Final = 8
_RUNNING: Final = re.compile(r"\d+(?=\D*$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applied; ``joint`` is the number of people who signed one application."""

    kind: str = "natural"
    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    agent: str = ""
    joint: int = 1
    extra: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: content, name or number of the document, form wanted, fields of work."""

    content: str = ""
    document: str = ""
    form: str = "paper"
    field: str = ""
    extra: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; which of the fields speak depends on the kind.

    Attributes:
        until: end of the time given (``correction_asked``, ``longer_period``).
        received: the day the letter reached the other side (``third_party_asked``, ``organ_asked``,
        ``fee_noticed``). answer: one of ``ANSWERS`` (``third_party_answered``).
        days: working days more, at most 20 (``extended``).
        told: the day the applicant was told (``extended``).
        basis, quantity, amount: how the fee came about, in yuan (``fee_noticed``).
    """

    kind: str
    date: dt.date
    until: dt.date | None = None
    received: dt.date | None = None
    answer: str = ""
    days: int = 0
    approved_by: str = ""
    reason: str = ""
    told: dt.date | None = None
    basis: str = ""
    quantity: int = 0
    amount: int = 0
    text: str = ""
    extra: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply; ``outcome`` is a row of table three, ``date`` the day it was made."""

    date: dt.date | None = None
    number: str = ""
    outcome: str = ""
    articles: str = ""
    delivered: dt.date | None = None
    pages: int = 0
    made_public: bool = False
    extra: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One review or court case against the way an application was handled.

    Attributes:
        received: the day the organ got the copy of the application for review or of the complaint.
        answered: the day the organ handed in its answer.
        column: column of table four; empty while nothing is decided.
        closed: the day it ended.
        reason: why the column is another than the one proposed.
    """

    kind: str
    received: dt.date | None = None
    body: str = ""
    case_number: str = ""
    procedure: str = "ordinary"
    role: str = "respondent"
    result: str = ""
    column: str = ""
    closed: dt.date | None = None
    answered: dt.date | None = None
    reason: str = ""
    extra: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One application. Never changed in place; what can be worked out (state, due date) is never kept.

    Attributes:
        arrived: 到达日, the day it came in.
        received: 收到日 of 条例第三十一条; None while it is not known, the clock then doesn't run.
        received_reason: why both differ.
        split_from: number of the application it was split from.
        not_counted: why it is no application to be counted (empty: it counts).
        filed: the day everything was filed (办结归档).
    """

    number: str
    arrived: dt.date | None = None
    received: dt.date | None = None
    received_reason: str = ""
    channel: str = "in_person"
    applicant: Applicant = made(default_factory=Applicant)
    request: Request = made(default_factory=Request)
    split_from: str = ""
    not_counted: str = ""
    events: tuple[Event, ...] = ()
    reply: Reply = made(default_factory=Reply)
    remedies: tuple[Remedy, ...] = ()
    filed: dt.date | None = None
    extra: Mapping[str, Any] = made(default_factory=dict)

    @property
    def title(self) -> str:
        """Number and applicant, as sentences name the case."""
        name = case_name(self.number)
        return f"{name}（{self.applicant.name}）" if self.applicant.name else name


@dataclass(frozen=True)
class Register:
    """The applications of one unit, all years together."""

    unit_name: str
    unit_kind: str
    year: int
    cases: tuple[Case, ...] = ()
    extra: Mapping[str, Any] = made(default_factory=dict)
    unit_extra: Mapping[str, Any] = made(default_factory=dict)


def case_name(number: str) -> str:
    """Return a number as sentences say it: 2026-0003 号; an office's own (2026)第3号 says 号 itself."""
    return number if number.endswith("号") else f"{number} 号"


def in_order(number: str) -> str:
    """Return what numbers are sorted by: an office's own (2026)第3号 comes before (2026)第11号."""
    if number[-_DIGITS:].isdecimal():
        return number
    found = _RUNNING.search(number)
    return number[: found.start()] + found.group().zfill(_WIDE) if found else number


def next_number(year: int, used: Iterable[str], prefix: str = "") -> str:
    """Return the next running number of a year, e.g. ``2026-0032``; used ones are never given again."""
    start = f"{prefix}{year}-"
    taken = [
        int(rest)
        for number in used
        if number.startswith(start) and (rest := number[len(start) :]).isdecimal()
    ]
    return f"{start}{max(taken, default=0) + 1:04d}"
