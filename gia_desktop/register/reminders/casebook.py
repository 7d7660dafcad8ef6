"""Rules on all cases together, and the run of all rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import APPLICANT_KINDS, Case, case_name, in_order
from gia_desktop.register.clock import USUAL, Rules, clock_of, course_of
from gia_desktop.register.fees import applicant_key, case_fee, fees_per_case, month_key, page_fee
from gia_desktop.register.figures import open_on
from gia_desktop.register.reminders import dates, people, replies
from gia_desktop.register.reminders.finding import BookRule, Casebook, CaseFinding, CaseRule, View

CASE_RULES: Final[tuple[CaseRule, ...]] = (*dates.RULES, *replies.RULES, *people.RULES)
_MANY: Final = 10
_SHORT: Final = 8
_ALIKE_DAYS: Final = 366


def check_register(
    cases: Iterable[Case],
    calendar: Calendar,
    on: dt.date,
    *,
    rules: Rules = USUAL,
    carried: tuple[int, Mapping[CellKey, int]] | None = None,
) -> list[CaseFinding]:
    """Return everything that is wrong or worth a look, the heaviest first, then by case.

    Args:
        cases: all cases.
        calendar: days at work.
        on: today.
        rules: what the office handles in its own way.
        carried: year of the last report and its 四、结转下年度 by cell, to compare with 上年结转.
    """
    views = tuple(
        View(case, clock_of(case, calendar, on, rules), course_of(case, calendar, rules), calendar, on, rules)
        for case in cases
    )
    book = Casebook(
        views,
        calendar,
        on,
        frozenset(view.case.number for view in views),
        carried[1] if carried else None,
        (carried[0] + 1) if carried else 0,
        carried[0] if carried else 0,
    )
    found = [finding for view in views for finding in check_case(view)]
    found += [finding for rule in BOOK_RULES for finding in rule.look(book)]
    return sorted(found, key=lambda finding: (finding.severity.rank, in_order(finding.case), finding.code))


def check_case(view: View) -> Iterator[CaseFinding]:
    """Yield what the rules on one case find; a case that is not counted is only looked at for its dates."""
    for rule in CASE_RULES:
        yield from rule.findings(view)


def _twice(book: Casebook) -> Iterator[CaseFinding]:
    """Find a number that two cases bear."""
    for number, count in Counter(view.case.number for view in book.views).items():
        if count > 1:
            yield CaseFinding(
                "GIA-CASE-051",
                Severity.MUST_FIX,
                f"{case_name(number)}有 {count} 件，编号不能重复。",
                number,
                "number",
            )


def _gaps(book: Casebook) -> Iterator[CaseFinding]:
    """Find numbers that are missing in the run of a year."""
    runs: dict[str, set[int]] = {}
    for number in book.numbers:
        start, _, tail = number.rpartition("-")
        if start and tail.isdecimal():
            runs.setdefault(start, set()).add(int(tail))
    for start, taken in sorted(runs.items()):
        missing = sorted(set(range(1, max(taken))) - taken)
        if missing:
            shown = "、".join(f"{start}-{number:04d}" for number in missing[:3])
            more = f" 等 {len(missing)} 个" if len(missing) > 3 else ""  # noqa: PLR2004 - as many are shown
            yield CaseFinding(
                "GIA-CASE-052",
                Severity.HINT,
                f"编号不连续：缺 {shown}{more}；删除的在回收站里，号不再用。",
                "",
                "number",
            )


def _unknown_origin(book: Casebook) -> Iterator[CaseFinding]:
    """Find a case split from one that is not there."""
    for view in book.views:
        origin = view.case.split_from
        if origin and origin not in book.numbers:
            yield CaseFinding(
                "GIA-CASE-053",
                Severity.EXPLAIN,
                f"{view.case.title}：写着从 {origin} 号拆出，没有这个编号。",
                view.case.number,
                "split_from",
            )


def _asked_twice(book: Casebook) -> Iterator[CaseFinding]:
    """Find the same applicant asking for the same within a year: perhaps entered twice, perhaps 重复申请."""
    before: dict[tuple[tuple[str, str], str], Case] = {}
    for view in book.views:
        case = view.case
        content = "".join(sign for sign in case.request.content if sign.isalnum())
        if len(content) < _SHORT or not case.applicant.name or case.not_counted:
            continue
        key = (applicant_key(case), content)
        first = before.setdefault(key, case)
        since, now = first.received or first.arrived, case.received or case.arrived
        if first is not case and since and now and abs((now - since).days) <= _ALIKE_DAYS:
            yield CaseFinding(
                "GIA-CASE-054",
                Severity.HINT,
                f"{case.title}：申请人和内容与 {case_name(first.number)}相同；"
                "重复登记的请删除，重复申请的可按条例第三十六条第（六）项答复。",
                case.number,
                "request.content",
                "《条例》第三十六条第（六）项",
            )


def _many(book: Casebook) -> Iterator[CaseFinding]:
    """Find applicants with more than ten applications in a calendar month: a fee, reasons."""
    months: dict[tuple[str, str, int, int], list[Case]] = {}
    for view in book.views:
        key = month_key(view.case)
        if key is not None and not view.case.not_counted:
            months.setdefault(key, []).append(view.case)
    for (_, _, year, month), members in months.items():
        if len(members) > _MANY:
            last = max(members, key=lambda case: (case.received or dt.date.min, case.number))
            yield CaseFinding(
                "GIA-CASE-055",
                Severity.HINT,
                f"{last.applicant.name}在 {year} 年 {month} 月申请 {len(members)} 件，超过 {_MANY} 件；"
                f"按件收费合计 {case_fee(len(members))} 元，明显过多的可请其说明理由。",
                last.number,
                "applicant.name",
                "《条例》第三十五条、第四十二条；国办函〔2020〕109号",
            )


def _wrong_fee(book: Casebook) -> Iterator[CaseFinding]:
    """Find a fee notice with another sum than the one worked out."""
    noticed = [
        (view.case, event) for view in book.views for event in view.case.events if event.kind == "fee_noticed"
    ]
    if not noticed:
        return
    share = fees_per_case(view.case for view in book.views)
    for case, event in noticed:
        if event.basis == "pages":
            due = page_fee(event.quantity)
        elif event.basis == "cases" and case.number in share:
            due = share[case.number].amount
        else:
            continue
        if event.amount != due:
            yield CaseFinding(
                "GIA-CASE-056",
                Severity.EXPLAIN,
                f"{case.title}：收费通知写 {event.amount} 元，按标准算是 {due} 元，请核对。",
                case.number,
                "events",
                "国办函〔2020〕109号",
                left=event.amount,
                right=due,
            )


def _carried(book: Casebook) -> Iterator[CaseFinding]:
    """Compare 上年结转 with 四、结转下年度 of last year's report, column by column."""
    if book.last_carried is None:
        return
    still_open = open_on((view.case for view in book.views), dt.date(book.last_year, 12, 31), book.calendar)
    counts = Counter(
        case.applicant.kind if case.applicant.kind in APPLICANT_KINDS else "other" for case in still_open
    )
    for kind, word in APPLICANT_KINDS.items():
        key = CellKey(f"t3.carried_in.{kind}")
        stated, counted = book.last_carried.get(key), counts[kind]
        if stated is not None and stated != counted:
            yield CaseFinding(
                "GIA-CASE-057",
                Severity.EXPLAIN,
                f"上年结转（{word}）：登记里是 {counted} 件，"
                f"{book.last_year} 年度报告“结转下年度”是 {stated} 件，请核对上年的登记。",
                "",
                "received",
                "年报格式表三第二项",
                (key,),
                counted,
                stated,
            )


def _unknown_years(book: Casebook) -> Iterator[CaseFinding]:
    """Say once which years have no notice, when cases reach into them."""
    years = sorted(
        {
            year
            for view in book.views
            if view.clock.due and not view.clock.state.is_over
            for year in range(view.clock.due.year, view.clock.due.year + 1)
            if not book.calendar.is_known(year)
        }
    )
    for year in years:
        yield CaseFinding(
            "GIA-CASE-058",
            Severity.HINT,
            f"{year} 年的放假通知还没有录入，期限到 {year} 年的都是暂定；通知印发后请粘贴录入。",
            "",
        )


BOOK_RULES: Final = (
    BookRule("GIA-CASE-051", Severity.MUST_FIX, "编号重复", "", _twice),
    BookRule("GIA-CASE-052", Severity.HINT, "编号不连续", "", _gaps),
    BookRule("GIA-CASE-053", Severity.EXPLAIN, "拆出的那件不存在", "", _unknown_origin),
    BookRule(
        "GIA-CASE-054", Severity.HINT, "同一申请人要同样的内容", "《条例》第三十六条第（六）项", _asked_twice
    ),
    BookRule("GIA-CASE-055", Severity.HINT, "一个月超过十件", "《条例》第三十五条、第四十二条", _many),
    BookRule("GIA-CASE-056", Severity.EXPLAIN, "收费数额与标准不符", "国办函〔2020〕109号", _wrong_fee),
    BookRule("GIA-CASE-057", Severity.EXPLAIN, "上年结转与上年报告不符", "年报格式表三第二项", _carried),
    BookRule("GIA-CASE-058", Severity.HINT, "有年份没有放假通知", "国务院办公厅年度放假通知", _unknown_years),
)
