"""Rules on the reply, on what is missing, and on reviews and court cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from gia_desktop.core.numerals import in_chinese
from gia_desktop.core.severity import Severity
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, COLUMNS, EVENT_KINDS, REMEDY_KINDS
from gia_desktop.register.clock import State
from gia_desktop.register.outcomes import BASES, Way, article_numbers, is_outcome, way_of
from gia_desktop.register.remedies import is_open, proposed, terms_of
from gia_desktop.register.reminders.finding import CaseRule, Said, View, case_rule, day

RULES: Final[list[CaseRule]] = []
_rule = partial(case_rule, RULES)
_MUST, _EXPLAIN, _HINT = Severity.MUST_FIX, Severity.EXPLAIN, Severity.HINT


@_rule("GIA-CASE-031", _MUST, "答复没有填完")
def half_reply(view: View) -> Iterator[Said]:
    """Find a reply with a date and no row, or a row and no date."""
    reply = view.case.reply
    if reply.date and not reply.outcome:
        yield "reply.outcome", f"{day(reply.date)}已答复，没有选办理结果，不能计入表三。"
    elif reply.outcome and not reply.date and (view.case.filed or reply.delivered):
        yield "reply.date", "已经送达或办结，没有填答复日，请补填。"


@_rule("GIA-CASE-032", _MUST, "办理结果不是表三的一行", "年报格式表三")
def unknown_row(view: View) -> Iterator[Said]:
    """Find an outcome that is no row of table three, an applicant that is no column, an unknown step."""
    case = view.case
    if case.reply.outcome and not is_outcome(case.reply.outcome):
        yield "reply.outcome", f"办理结果“{case.reply.outcome}”不是表三的一行，请重新选。"
    if case.applicant.kind not in APPLICANT_KINDS:
        yield "applicant.kind", f"申请人类型“{case.applicant.kind}”不是表三的一栏，暂计入“其他”，请重新选。"
    if case.channel not in CHANNELS:
        yield "channel", f"渠道“{case.channel}”不认识，请重新选。"
    for event in case.events:
        if event.kind not in EVENT_KINDS:
            yield "events", f"{day(event.date)}的经过“{event.kind}”不认识，不影响期限；可能是新版本程序写的。"


@_rule("GIA-CASE-033", _EXPLAIN, "办理结果与依据条款不符", "《条例》第十四条至第三十九条")
def wrong_articles(view: View) -> Iterator[Said]:
    """Find a row whose articles name none of those it rests on."""
    reply = view.case.reply
    basis = BASES.get(reply.outcome)
    named = article_numbers(reply.articles)
    if basis is None or not named or not basis.accepts or set(named) & set(basis.accepts):
        return
    wanted = "、".join(f"第{in_chinese(number)}条" for number in basis.accepts)
    meant = [row for row, other in BASES.items() if set(named) & set(other.accepts[:1])]
    yield (
        "reply.articles",
        (
            f"办理结果一般依据条例{wanted}，这里写的是“{reply.articles}”，请核对行选得对不对。"
            if meant
            else f"办理结果一般依据条例{wanted}，这里写的是“{reply.articles}”，请核对。"
        ),
    )


@_rule("GIA-CASE-034", _EXPLAIN, "没有写依据条款", "《条例》第三十六条")
def no_articles(view: View) -> Iterator[Said]:
    """Find a refusal without the articles it rests on."""
    reply = view.case.reply
    if reply.date and reply.outcome.startswith(("refused", "unavailable", "rejected")) and not reply.articles:
        yield "reply.articles", "没有公开的答复要写明依据的条款，这里是空的。"


@_rule("GIA-CASE-035", _EXPLAIN, "登记不全")
def incomplete(view: View) -> Iterator[Said]:
    """Find a case without name or content: it can't be told apart by the year's end."""
    case = view.case
    if not case.applicant.name:
        yield "applicant.name", "没有申请人姓名或名称，请补填。"
    if not case.request.content.strip():
        yield "request.content", "没有写要的内容，请补填。"
    if case.applicant.joint < 1:
        yield "applicant.joint", f"人数写的是 {case.applicant.joint}，应为 1 或更多。"


@_rule("GIA-CASE-036", _HINT, "已答复，没有送达日")
def not_delivered(view: View) -> Iterator[Said]:
    """Find a reply without the day it was delivered: the periods for review and suit begin there."""
    reply = view.case.reply
    if reply.delivered and reply.date and reply.delivered < reply.date:
        yield "reply.delivered", f"送达日 {day(reply.delivered)}早于答复日 {day(reply.date)}，请核对。"
    elif reply.date and reply.outcome and not reply.delivered and view.clock.state is State.ANSWERED:
        yield "reply.delivered", "已答复，没有填送达日；申请人复议、起诉的期限从送达算起。"


@_rule("GIA-CASE-037", _MUST, "复议诉讼缺日期或结果")
def half_remedy(view: View) -> Iterator[Said]:
    """Find a review or suit that counts in no year, or is decided and open at once."""
    for remedy in view.case.remedies:
        name = REMEDY_KINDS.get(remedy.kind, remedy.kind)
        if remedy.kind not in REMEDY_KINDS or remedy.column not in {"", *COLUMNS}:
            yield "remedies", f"“{name}”或它的结果不认识，不能计入表四，请重新选。"
        if remedy.received is None:
            yield "remedies", f"{name}没有收到日，不能计入表四，请补填。"
        elif remedy.closed and remedy.closed < remedy.received:
            yield (
                "remedies",
                f"{name}的审结日 {day(remedy.closed)}早于收到日 {day(remedy.received)}，请核对。",
            )
        if remedy.closed and remedy.column in {"", "pending"} and proposed(remedy) is None:
            yield "remedies", f"{name}已审结，没有选结果，暂计入“其他结果”。"
        if remedy.column not in {"", "pending"} and remedy.closed is None:
            yield "remedies", f"{name}有结果，没有审结日，不知道计入哪一年，请补填。"


@_rule("GIA-CASE-038", _EXPLAIN, "表四的栏与裁判结果不符", "《行政复议法》《行政诉讼法》")
def unusual_column(view: View) -> Iterator[Said]:
    """Find a column of table four that is another than the result means, without a reason."""
    for remedy in view.case.remedies:
        meant = proposed(remedy) if remedy.result else None
        if (
            meant
            and remedy.column in COLUMNS
            and remedy.column not in {meant[0], "pending"}
            and not remedy.reason
        ):
            yield (
                "remedies",
                (
                    f"{REMEDY_KINDS.get(remedy.kind, '')}结果“{remedy.result}”"
                    f"一般计入“{COLUMNS[meant[0]]}”（{meant[1]}），"
                    f"这里选的是“{COLUMNS[remedy.column]}”，请改或写明理由。"
                ),
            )


@_rule("GIA-CASE-039", _EXPLAIN, "复议诉讼顺序", "《行政复议法》第二十三条")
def odd_remedies(view: View) -> Iterator[Said]:
    """Find a suit after review without the review, and a direct suit where review comes first."""
    case = view.case
    kinds = [remedy.kind for remedy in case.remedies]
    if "after_review" in kinds and "review" not in kinds:
        yield "remedies", "有复议后起诉，没有登记那次行政复议，请补上。"
    if (
        "direct" in kinds
        and way_of(case.reply.outcome, case.reply.date, case.reply.articles) is Way.REVIEW_FIRST
    ):
        yield "remedies", "不予公开的答复应先申请行政复议，这里登记的是直接起诉，请核对。"
    if case.remedies and not case.reply.date and view.clock.state is State.OPEN:
        yield "remedies", "还没有答复就有复议诉讼，若是告超期不答复，请在结果里写明。"


@_rule("GIA-CASE-040", _MUST, "复议、诉讼答复期限已过", "《行政复议法》第四十八条；《行政诉讼法》第六十七条")
def late_answer(view: View) -> Iterator[Said]:
    """Find a review or suit whose answer was not handed in on time."""
    for remedy in view.case.remedies:
        if not is_open(remedy) or remedy.answered is not None or remedy.received is None:
            continue
        term = terms_of(remedy, view.calendar)[0]
        left = view.calendar.between(view.on, term.due)
        if term.due < view.on:
            yield (
                "remedies",
                f"{REMEDY_KINDS.get(remedy.kind, '')}：{term.name}到 {day(term.due)}为止，已过。",
            )
        elif left <= 3:  # noqa: PLR2004 - as for replies
            yield (
                "remedies",
                f"{REMEDY_KINDS.get(remedy.kind, '')}：{term.name}到 {day(term.due)}为止，请抓紧。",
            )
