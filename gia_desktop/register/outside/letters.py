"""Letters to applicants, third parties and other organs: our wording with the case filled in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import CHANNELS, FORMS, Case, Event
from gia_desktop.register.clock import USUAL, Rules, closing_of, course_of
from gia_desktop.register.fees import PAYMENT_ITEM, CaseFee, case_fee, fees_per_case, page_fee
from gia_desktop.register.outcomes import BASES, Way, full_articles, remedy_text, way_of

BLANK: Final = "＿＿＿＿"
"""What stands where the register says nothing; the clerk fills it in."""
_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


class LettersFileError(TomlFileError):
    """The file of the wordings can't be used."""

    code = "GIA-E-731"
    kind = "文书文字文件"


class UnknownLetterError(GiaError):
    """There is no letter of this kind."""

    code = "GIA-E-732"

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        """Name what there is."""
        super().__init__(f"没有“{kind}”这种文书。", f"可用的有 {'、'.join(known)}。")


class NoReplyError(GiaError):
    """A reply is to be written and no outcome is chosen."""

    code = "GIA-E-733"

    def __init__(self, case: Case) -> None:
        """Name the case."""
        super().__init__(f"{case.title}还没有选办理结果，写不了答复书。", "请先在“答复”里选表三的一行。")


@dataclass(frozen=True)
class LetterKind:
    """A letter as the file describes it; ``to`` is who it goes to, ``event`` the step it belongs to."""

    id: str
    name: str
    title: str
    to: str
    text: str
    basis: str
    event: str = ""


@dataclass(frozen=True)
class Wordings:
    """All letters, and for replies the words by row."""

    kinds: Mapping[str, LetterKind]
    findings: Mapping[str, str]
    decisions: Mapping[str, str]


@dataclass(frozen=True)
class Office:
    """What of the office stands in its letters."""

    name: str
    review_body: str = ""
    court: str = ""


@dataclass(frozen=True)
class Desk:
    """What letters are written with, besides the case.

    Attributes:
        rows: wording of the rows of table three by id.
    """

    office: Office
    calendar: Calendar
    rows: Mapping[str, str]
    rules: Rules = USUAL


@dataclass(frozen=True)
class CaseLetter:
    """A letter ready to be set.

    Attributes:
        kind: id of the letter.
        number: number of the letter (文号), may be empty.
        addressee: whom it goes to, with the colon left out.
        fields: every field by name, for an office's own template.
        missing: Chinese names of what the register doesn't say; blanks stand in the text for them.
    """

    kind: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    signature: str
    date: dt.date
    fields: Mapping[str, str]
    missing: tuple[str, ...]


NAMES: Final = {
    "unit": "单位",
    "number": "登记编号",
    "applicant": "申请人",
    "received": "收到日",
    "channel": "渠道",
    "content": "要的内容",
    "due": "答复期限",
    "first_due": "原答复期限",
    "until": "期限",
    "days": "延长天数",
    "reason": "理由",
    "form": "提供形式",
    "where": "获取途径或联系方式",
    "articles": "依据条款",
    "row": "办理结果",
    "remedy": "救济途径",
    "amount": "收费金额",
    "fee_steps": "收费计算",
    "fee_reason": "收费原因",
    "fee_item": "收入项目编码",
    "month_count": "当月申请件数",
    "closing_reason": "不再处理的原因",
    "finding": "审查认定",
    "decision": "答复内容",
    "reply_number": "答复文号",
    "reply_date": "答复日",
    "date": "落款日期",
    "third_party": "第三方",
    "organ": "协助机关",
}
"""Fields of letters, as an office's own template may name them in braces."""


def letter_kinds() -> tuple[LetterKind, ...]:
    """Return the letters in the order they are offered."""
    return tuple(wordings().kinds.values())


@cache
def wordings() -> Wordings:
    """Return the wordings that came with the program.

    Raises:
        LettersFileError: the file is damaged.
    """
    path = resource("letters", "letters.toml")
    data, _ = read_toml(path, LettersFileError)
    kinds = {}
    for entry in data["letters"]:
        texts = {
            key: str(entry.get(key, "")).strip()
            for key in ("id", "name", "title", "to", "text", "basis", "event")
        }
        kinds[texts["id"]] = LetterKind(**texts)
    findings, decisions = {}, {}
    for entry in data["replies"]:
        for row in entry["rows"]:
            findings[row], decisions[row] = str(entry["finding"]), str(entry["decision"])
    return Wordings(kinds, findings, decisions)


def write_letter(case: Case, kind: str, desk: Desk, today: dt.date, cases: Iterable[Case] = ()) -> CaseLetter:
    """Write a letter of a case; the request stands in it in full, what is not registered is left blank.

    Args:
        case: the case.
        kind: id of the letter.
        desk: the office, its calendar, the rows of table three.
        today: date of the letter, unless the step it belongs to has one.
        cases: all cases, for what is counted by the month.

    Raises:
        UnknownLetterError: there is no such letter.
        NoReplyError: it is a reply and no outcome is chosen.
    """
    book = wordings()
    if kind not in book.kinds:
        raise UnknownLetterError(kind, book.kinds)
    letter = book.kinds[kind]
    if kind == "reply" and not case.reply.outcome:
        raise NoReplyError(case)
    event = next((each for each in reversed(case.events) if each.kind == letter.event), None)
    share = fees_per_case(cases).get(case.number)
    fields = _fields(case, desk, event) | _reply_fields(case, desk, book)
    fields |= _fee_fields(event, share) if event and event.kind == "fee_noticed" else {}
    if share and case.received:
        fields["month_count"] = f"{case.received.year}年{case.received.month}月已申请 {share.place} 件"
    if kind == "closing":
        closing = closing_of(case, desk.calendar)
        way = BASES[closing.row].way if closing and closing.row in BASES else Way.BOTH
        fields["remedy"] = remedy_text(way, desk.office.review_body, desk.office.court)
    date = case.reply.date if kind in {"reply", "closing"} else event.date if event else None
    fields["date"] = _day(date or today)
    paragraphs, missing = _filled(letter.text, fields)
    return CaseLetter(
        kind=kind,
        title=letter.title,
        number=case.reply.number if kind == "reply" else "",
        addressee=fields.get(letter.to, "") or BLANK,
        paragraphs=paragraphs,
        signature=desk.office.name,
        date=date or today,
        fields=fields,
        missing=tuple(NAMES[name] for name in missing),
    )


def _fields(case: Case, desk: Desk, event: Event | None) -> dict[str, str]:
    """Return the fields that every letter can use."""
    course = course_of(case, desk.calendar, desk.rules)
    before = tuple(each for each in case.events if each.kind != "extended")
    first = course_of(replace(case, events=before), desk.calendar, desk.rules)
    return {
        "unit": desk.office.name,
        "number": case.number,
        "applicant": case.applicant.name,
        "received": _day(case.received),
        "channel": CHANNELS.get(case.channel, ""),
        "content": case.request.content.strip(),
        "form": FORMS.get(case.request.form, ""),
        "due": _day(course.due),
        "first_due": _day(first.due),
        "until": _day(event.until if event else None),
        "days": str(event.days) if event and event.days else "",
        "reason": (event.reason if event else "") or str(case.reply.extra.get("reason", "")),
        "where": str(case.reply.extra.get("where", "")),
        "third_party": str(event.extra.get("name", "")) if event else "",
        "organ": str(event.extra.get("name", "")) if event else "",
        "reply_number": case.reply.number,
        "reply_date": _day(case.reply.date),
    }


def _reply_fields(case: Case, desk: Desk, book: Wordings) -> dict[str, str]:
    outcome = case.reply.outcome
    basis = BASES.get(outcome)
    articles = case.reply.articles or (basis.articles if basis else "")
    way = way_of(outcome, case.reply.date, articles) if outcome else Way.BOTH
    return {
        "articles": full_articles(articles),
        "row": re.sub(r"^[\d.]+", "", desk.rows.get(outcome, "")),
        "remedy": remedy_text(way, desk.office.review_body, desk.office.court),
        "closing_reason": _closing_reason(case, desk.calendar),
        "finding": book.findings.get(outcome, ""),
        "decision": book.decisions.get(outcome, ""),
    }


def _closing_reason(case: Case, calendar: Calendar) -> str:
    closing = closing_of(case, calendar)
    row = closing.row if closing else case.reply.outcome
    if row == "other_no_correction":
        until = next((event.until for event in reversed(case.events) if event.until), None)
        end = f"（{_day(until)}）" if until else ""
        return f"你（单位）无正当理由，在补正期限{end}内没有补正，视为放弃申请。"
    if row == "other_fee_unpaid":
        return "你（单位）没有按收费通知的要求在期限内缴纳信息处理费，视为放弃申请。"
    return "你（单位）已撤回申请。" if any(event.kind == "withdrawn" for event in case.events) else ""


def _fee_fields(event: Event, share: CaseFee | None) -> dict[str, str]:
    """Return the fee and how it was worked out; a sum that was written down is kept."""
    if event.basis == "pages":
        amount, steps = page_fee(event.quantity), f"{event.quantity} 页，{page_steps(event.quantity)}"
        reason = "你（单位）申请的信息数量超过合理范围。"
    else:
        place = share.place if share else event.quantity
        amount = share.amount if share else case_fee(place) - case_fee(max(0, place - 1))
        steps = f"本件是你（单位）当月的第 {place} 件，本件 {amount} 元"
        reason = "你（单位）当月申请的件数超过合理范围。"
    return {
        "amount": str(event.amount or amount),
        "fee_steps": steps,
        "fee_reason": reason,
        "fee_item": PAYMENT_ITEM,
    }


def page_steps(pages: int) -> str:
    """Say how the fee of so many pages comes about."""
    parts = ["30 页以下不收费"]
    for first, last, price in ((31, 100, 10), (101, 200, 20), (201, pages, 40)):
        count = min(pages, last) - first + 1
        if count > 0:
            parts.append(f"第 {first} 至 {min(pages, last)} 页每页 {price} 元，{count * price} 元")
    return "，".join(parts)


def _filled(text: str, fields: Mapping[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the paragraphs with fields filled, and the names of those that are empty."""
    missing: dict[str, None] = {}

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        value = fields.get(name, "")
        if value:
            return _FIELD.sub(fill, value) if name in {"finding", "decision"} else value
        if name == "remedy":
            return ""
        missing.setdefault(name)
        return BLANK

    paragraphs = [_FIELD.sub(fill, line.strip()) for line in text.splitlines()]
    return tuple(line for line in paragraphs if line), list(missing)


def _day(date: dt.date | None) -> str:
    return "" if date is None else f"{date.year}年{date.month}月{date.day}日"


def needed_fields(kind: str) -> set[str]:
    """Return the fields that our own wording of a letter uses; a template that lacks one is told of."""
    book: Any = wordings()
    return set(_FIELD.findall(book.kinds[kind].text)) if kind in book.kinds else set()
