"""Rules on the dates of a case: periods that end, dates that contradict each other, steps out of order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from gia_desktop.core.severity import Severity
from gia_desktop.register.case import EVENT_KINDS
from gia_desktop.register.clock import (
    EXTENSION_DAYS,
    SOON,
    State,
    correction_by,
    course_of,
    opinion_by,
    pay_by,
)
from gia_desktop.register.reminders.finding import CaseRule, Said, View, case_rule, day

RULES: Final[list[CaseRule]] = []
_rule = partial(case_rule, RULES)
_MUST, _EXPLAIN, _HINT = Severity.MUST_FIX, Severity.EXPLAIN, Severity.HINT
_FAR: Final = 3
_ANSWERS: Final = {
    "corrected": "correction_asked",
    "third_party_answered": "third_party_asked",
    "organ_answered": "organ_asked",
    "fee_paid": "fee_noticed",
    "longer_period": "reasons_asked",
}
"""Events that need another one before them."""


@_rule("GIA-CASE-001", _MUST, "答复期限已过", "《条例》第三十三条")
def late(view: View) -> Iterator[Said]:
    """Find an open case whose period has ended (条例第三十三条)."""
    # A reply that only lacks its row is another fault, told by its own rule.
    if view.clock.late and view.clock.due and not (view.case.not_counted or view.case.reply.date):
        yield "reply.date", f"答复期限 {day(view.clock.due)}已过 {view.clock.late} 个工作日，还没有答复。"


@_rule("GIA-CASE-002", _HINT, "答复期限快到", "《条例》第三十三条")
def nearly_late(view: View) -> Iterator[Said]:
    """Find a case due today or within three working days."""
    left = view.clock.days_left
    if left is not None and view.clock.due and 0 <= left <= SOON and not view.case.not_counted:
        when = "今天到期" if left == 0 else f"还有 {left} 个工作日"
        yield "reply.date", f"答复期限是 {day(view.clock.due)}，{when}。"


@_rule("GIA-CASE-003", _EXPLAIN, "答复超过期限", "《条例》第三十三条")
def closed_late(view: View) -> Iterator[Said]:
    """Find a case that was answered after its period."""
    closing, due = view.clock.closing, view.clock.due
    if "closed_late" in view.clock.flags and closing and due:
        count = view.calendar.between(due, closing.date)
        yield "reply.date", f"{day(closing.date)}才办结，比期限 {day(due)}晚 {count} 个工作日。"


@_rule("GIA-CASE-004", _EXPLAIN, "还没有收到日", "《条例》第三十一条")
def not_received(view: View) -> Iterator[Said]:
    """Find a case without 收到日: it counts nowhere, and its clock doesn't run."""
    case = view.case
    if case.received is None and not case.not_counted:
        since = f"{day(case.arrived)}到达，" if case.arrived else ""
        yield "received", f"{since}还没有收到日，不计期限，也不进表三；请与申请人确认后填写。"


@_rule("GIA-CASE-005", _MUST, "收到日早于到达日", "《条例》第三十一条")
def received_before_arrival(view: View) -> Iterator[Said]:
    """Find a case received before it arrived."""
    case = view.case
    if case.received and case.arrived and case.received < case.arrived:
        yield "received", f"收到日 {day(case.received)}早于到达日 {day(case.arrived)}，请改其中一个。"


@_rule("GIA-CASE-006", _EXPLAIN, "收到日与到达日不同", "《条例》第三十一条")
def received_later(view: View) -> Iterator[Said]:
    """Find a difference between both days without a reason, or one of more than three working days."""
    case = view.case
    if not (case.received and case.arrived) or case.received <= case.arrived:
        return
    count = view.calendar.between(case.arrived, case.received)
    if count > _FAR:
        yield "received", f"收到日比到达日晚 {count} 个工作日，申请当天就应确认；确有原因的请写明。"
    elif not case.received_reason:
        yield "received", f"收到日 {day(case.received)}与到达日 {day(case.arrived)}不同，请写明原因。"


@_rule("GIA-CASE-007", _MUST, "日期在今天以后")
def in_future(view: View) -> Iterator[Said]:
    """Find dates of things done that lie after today."""
    case = view.case
    dates = [
        ("arrived", "到达日", case.arrived),
        ("received", "收到日", case.received),
        ("reply.date", "答复日", case.reply.date),
        ("reply.delivered", "送达日", case.reply.delivered),
        ("filed", "办结日", case.filed),
    ]
    dates += [("events", EVENT_KINDS.get(event.kind, event.kind), event.date) for event in case.events]
    for field, name, date in dates:
        if date is not None and date > view.on:
            yield field, f"{name}写的是 {day(date)}，还没到那一天，请核对。"


@_rule("GIA-CASE-008", _MUST, "经过早于收到日", "《条例》第三十一条")
def before_receipt(view: View) -> Iterator[Said]:
    """Find events and replies before the application was received."""
    case = view.case
    if case.received is None:
        return
    for event in case.events:
        if event.date < case.received and event.kind not in {"transferred_in", "note"}:
            name = EVENT_KINDS.get(event.kind, event.kind)
            yield "events", f"“{name}”的日期 {day(event.date)}早于收到日 {day(case.received)}，请核对。"
    if case.reply.date and case.reply.date < case.received:
        yield "reply.date", f"答复日 {day(case.reply.date)}早于收到日 {day(case.received)}，请核对。"


@_rule("GIA-CASE-009", _MUST, "经过缺前一步")
def without_cause(view: View) -> Iterator[Said]:
    """Find an answer without its question: corrected without a notice, paid without a notice."""
    waiting: dict[str, int] = {}
    for event in sorted(view.case.events, key=lambda event: (event.date, event.kind in _ANSWERS)):
        needed = _ANSWERS.get(event.kind)
        if needed is None:
            waiting[event.kind] = waiting.get(event.kind, 0) + 1
        elif waiting.get(needed, 0):
            waiting[needed] -= event.kind != "longer_period"
        else:
            name = EVENT_KINDS[event.kind]
            yield (
                "events",
                f"{day(event.date)}有“{name}”，之前没有“{EVENT_KINDS[needed]}”，请补上或核对日期。",
            )


@_rule("GIA-CASE-010", _EXPLAIN, "答复或撤回以后还有经过")
def after_closing(view: View) -> Iterator[Said]:
    """Find steps of handling after the case ended."""
    closing = view.clock.closing
    if closing is None or closing.state is State.GIVEN_UP:
        return
    for event in view.case.events:
        if event.date > closing.date and event.kind != "note":
            name = EVENT_KINDS.get(event.kind, event.kind)
            ended = "已经答复" if closing.state in {State.ANSWERED, State.CLOSED} else "已经撤回"
            yield "events", f"{day(closing.date)}{ended}，{day(event.date)}还有“{name}”，请核对。"


@_rule("GIA-CASE-011", _EXPLAIN, "补正通知超过七个工作日", "《条例》第三十条")
def late_correction(view: View) -> Iterator[Said]:
    """Find a correction notice later than seven working days after receipt, or a second one."""
    notices = sorted(event.date for event in view.case.events if event.kind == "correction_asked")
    end = correction_by(view.case, view.calendar)
    if notices and end and notices[0] > end:
        yield "events", f"{day(notices[0])}才通知补正，应在 {day(end)}前一次性告知。"
    if len(notices) > 1:
        yield "events", f"通知补正 {len(notices)} 次，补正应一次性告知。"


@_rule("GIA-CASE-012", _MUST, "补正通知没有写期限", "《条例》第三十条")
def correction_without_end(view: View) -> Iterator[Said]:
    """Find a correction notice without the reasonable period it has to give."""
    for event in view.case.events:
        if event.kind == "correction_asked" and event.until is None:
            yield "events", f"{day(event.date)}的补正通知没有写补正期限，到期不补正也无法办结，请补填。"
        elif event.kind == "correction_asked" and event.until and event.until <= event.date:
            yield "events", f"补正期限 {day(event.until)}不晚于通知日 {day(event.date)}，请核对。"


@_rule("GIA-CASE-013", _MUST, "延期不符合规定", "《条例》第三十三条")
def wrong_extension(view: View) -> Iterator[Said]:
    """Find an extension after the period, of too many days, or a second one."""
    extensions = sorted((e for e in view.case.events if e.kind == "extended"), key=lambda event: event.date)
    if not extensions:
        return
    first = extensions[0]
    if not 0 < first.days <= EXTENSION_DAYS:
        yield "events", f"延期写的是 {first.days} 个工作日，应为 1 至 {EXTENSION_DAYS} 个。"
    course = course_of(view.case, view.calendar, view.rules, first.date)
    if course.due and not course.extended and first.date > course.due:
        yield "events", f"{day(first.date)}才延期，期限 {day(course.due)}已过，不能延长期限。"
    if len(extensions) > 1:
        yield "events", f"延期 {len(extensions)} 次，只能延长一次；后面的不计。"


@_rule("GIA-CASE-014", _EXPLAIN, "延期手续不全", "《条例》第三十三条")
def incomplete_extension(view: View) -> Iterator[Said]:
    """Find an extension without approval, or of which the applicant was told late or not at all."""
    for event in view.case.events:
        if event.kind != "extended":
            continue
        if not event.approved_by:
            yield "events", "延期没有写批准人；延期应经政府信息公开工作机构负责人同意。"
        if event.told is None:
            yield "events", "延期没有写告知申请人的日期。"


@_rule("GIA-CASE-015", _HINT, "日期是休息日")
def on_day_off(view: View) -> Iterator[Said]:
    """Find things the organ did that are dated on a day off."""
    dates = [
        ("events", EVENT_KINDS[event.kind], event.date)
        for event in view.case.events
        if event.kind in _OWN_ACTS
    ]
    if view.case.reply.date:
        dates.append(("reply.date", "答复日", view.case.reply.date))
    for field, name, date in dates:
        if not view.calendar.works(date):
            yield field, f"“{name}”{day(date)}不是工作日（{view.calendar.note(date).words}），请核对。"


_OWN_ACTS: Final = frozenset(
    {"correction_asked", "third_party_asked", "organ_asked", "extended", "reasons_asked", "fee_noticed"}
)


@_rule("GIA-CASE-016", _EXPLAIN, "逾期未补正、未缴费，应当办结", "《条例》第三十条；国办函〔2020〕109号")
def given_up(view: View) -> Iterator[Said]:
    """Find a case that ended by silence and still wants its letter and its reply date."""
    closing = view.clock.closing
    if closing is not None and closing.state is State.GIVEN_UP and not view.case.not_counted:
        why = "申请人逾期没有补正" if closing.row == "other_no_correction" else "申请人逾期没有缴费"
        yield "reply.date", f"{why}，{day(closing.date)}起不再处理；请写不再处理告知，填答复日和办理结果。"


@_rule("GIA-CASE-017", _HINT, "第三方、其他机关没有按期答复", "《条例》第三十二条、第三十四条")
def silent_party(view: View) -> Iterator[Said]:
    """Find opinions whose 15 working days are over, and letters whose receipt is not known."""
    if view.clock.state.is_over:
        return
    for asked, answered in (("third_party_asked", "third_party_answered"), ("organ_asked", "organ_answered")):
        letters = [event for event in view.case.events if event.kind == asked]
        answers = sum(event.kind == answered for event in view.case.events)
        for event in sorted(letters, key=lambda event: event.date)[answers:]:
            end = opinion_by(event, view.calendar)
            if end < view.on:
                yield (
                    "events",
                    f"{EVENT_KINDS[asked]}的 15 个工作日到 {day(end)}已满，期限已继续计算，请决定是否公开。",
                )
            elif event.received is None:
                yield "events", f"{EVENT_KINDS[asked]}没有写对方收到的日期，暂按发出日计算。"


@_rule("GIA-CASE-018", _HINT, "暂定的期限", "国务院办公厅年度放假通知")
def provisional(view: View) -> Iterator[Said]:
    """Find a due date that a notice still missing could move."""
    if view.clock.provisional and view.clock.due and not view.clock.state.is_over:
        yield (
            "reply.date",
            f"期限 {day(view.clock.due)}是暂定的：{view.clock.due.year} 年的放假通知还没有录入。",
        )


@_rule("GIA-CASE-019", _HINT, "缴费期限", "国办函〔2020〕109号")
def payment_due(view: View) -> Iterator[Said]:
    """Find a fee notice whose receipt is not known."""
    for event in view.case.events:
        if event.kind == "fee_noticed" and event.received is None and not view.clock.state.is_over:
            end = pay_by(event, view.calendar)
            yield "events", f"收费通知没有写申请人收到的日期，暂按发出日计算，缴费到 {day(end)}为止。"
