"""Statements without numbers that the tables contradict: 均获维持, 全部办结, 未发出收费通知, 无."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, section_of, text_probes, whole
from gia_desktop.core.keys import UNIT_KIND, UNIT_NAME, CellKey, TextKey, section_key
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import is_number
from gia_desktop.formats.in_words import plain, without_spaces
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.meanings import case_rows
from gia_desktop.reading.mentions import said
from gia_desktop.reading.periods import period_after
from gia_desktop.reading.plain_text import sentences
from gia_desktop.reading.quantities import (
    CARRIED_OUT,
    CASE_NAMES,
    HANDLED,
    SUITS,
    case_reading,
    reading_cells,
    reading_value,
)
from gia_desktop.reading.sentence_parts import Clause, Period, clauses
from gia_desktop.reading.subjects import is_own, subject_of

_BASIS: Final = "各地年报审核要求：正文与表格一致"
_FEE_BASIS: Final = "国办函〔2020〕109号：信息处理费属于行政事业性收费"
_FEES: Final = CellKey("t2.fees.amount")
_UNPAID: Final = CellKey("t3.other_fee_unpaid.total")
_TEN_THOUSAND: Final = 10_000

_UPHELD: Final = re.compile(
    r"(?:均|全部|都)(?:被|获得?|得到)?(?:结果)?(?:予以)?维持(?!秩序|稳定)|结果(?:均|全部)(?:为|被)?维持"
)
_NONE_LOST: Final = re.compile(
    r"(?:无|没有|未发生|未出现|未有)[^，。；]{0,10}(?:败诉|被纠[正错]|被撤销)|[零未]败诉|无一(?:件|例|起)?(?:被)?(?:纠[正错]|撤销|败诉)|胜诉率(?:达到?|为)?100%"
)
_MANNER: Final = (
    r"(?:(?>(?:按照?|依照|根据)[^，。；]{0,24}(?:要求|规定|规范|程序|时限|期限|流程)(?:(?:以|之)?内)?|在?[^，。；]{0,10}(?:期限|时限|时效|时间|工作日)(?:以|之)?内"
    r"|已经|已|经|当年|年内|做到|能够|能|完成|严格|依法|依规|按规|于|按期|按时|准时|如期|及时|限时|予以|给予|作出|进行|书面"
    r"|当场|规范|妥善|圆满|受理|办理|处理|并|和|、|了|[对向]申请人|(?:政府)?信息公开|邮件|邮寄|电话|当面|正式|依次|逐一|逐件|全部|网上|公开|相应的?)){0,9}"
)
"""How they were answered; each wording is taken in one way only, so that no text takes long."""
_FINISHED: Final = r"(?:办理|处理|答复|答复办理)(?:完毕|完成|完结|结束)|办毕|办复"
_END: Final = "(?=[，。；]|$)"
_ALL: Final = "[均全都皆已](?:(?<=[都皆])|(?<=均)(?<!平均)|(?<=全)部|(?<=已)(?=全部))"
"""均, 全部, 都, 皆, 已全部; a class of signs at the beginning lets the search skip all others."""
_ALL_DONE: Final = re.compile(
    rf"{_ALL}(?:{_MANNER}(?:(?:答复)?办结|{_FINISHED}|答复|回复|(?<=已)办理{_END})(?!率|的|时)"
    rf"|(?:已(?:经|全部)?|(?<=已)全部){_MANNER}(?:完成办理|办理|处理|反馈){_END}|{_MANNER}(?:完成办理|反馈){_END})"
)
_DONE: Final = re.compile(
    r"[已及按如依在第](?:(?<=已)(?P<done>)|(?<=及)时|(?<=按)[时期]|(?<=如)期|(?<=依)法|(?<=在)第一时间|(?<=第)一时间"
    rf"|(?<=在)[^，。；]{{0,10}}(?:期限|时限|工作日)(?:以|之)?内){_MANNER}"
    rf"(?:(?:(?:答复)?办结|办结(?:并)?答复|{_FINISHED}|完成办理|反馈|[答回]复(?:申请人|到位|完毕|解答|处理)?)(?=[，。；并]|$)"
    rf"|(?(done)办理|(?!)){_END})"
)
"""收到1件，已办结: without 均 it speaks of all only right behind the number received."""
_ANSWERED_ALL: Final = re.compile(
    r"[均全都皆已](?<!平均)(?<!各)(?:(?<!全)|部)(?![^，。；]{0,24}(?:未|不|将|待|可以|应当|正在|除|部分|其中|主动|网站|上报|推送|公示))"
    r"[^，。；\d]{0,24}(?:办结|[答回办]复|办毕|(?:办理|处理)完[毕成结]|反馈|解答)"
    r"(?:了|至|到|给|完毕|完成|到位|完结|说明|解释|[和及与、]|办理|处理|申请人|当事人|公开|工作|意见|手续|归档|处置)*(?=[，。；]|$)"
)
"""However it is said that all were answered: read only right behind the number received."""
_ON_THE_WAY: Final = re.compile(r"疑问|问题|咨询|沟通|异议|，(?:针?对|就)")
_ALL_OF_THEM: Final = re.compile(
    r"[办答回处完][结复理成](?:及时|按时|按期)?率(?:均|都)?(?:达到?了?|为|是|实现|保持)?(?:100%|百分之百)"
)
_RATES_LISTED: Final = re.compile(r"(?:办结|答复|办理|回复|办复|处理)率[、和及]$")
"""答复率、答复及时率均为100%: the first of them speaks of all."""
_VOLUMES: Final = frozenset({"received", "answered", "applicant"})
_COMPARED: Final = re.compile(
    r"(?:与|同)?(?:相?较|比|同比)?于?(?:上一?年度?|去年度?)(?:同期)?(?:相比)?[^，。；\d件]{0,6}\d+(?:\.\d+)?(?:%|[件条份])"
)
_HANDLED: Final = frozenset({"received", "answered"})
_ALL_THESE: Final = re.compile(
    r"(?:上述|以上|这|该|收到的)?(?P<count>\d+)[件条份例起宗](?:依申请公开|(?:政府)?信息公开)?(?:的)?申请(?:事项|件)?(?:均|都|全部|皆|已)"
)
_COUNT: Final = re.compile(r"\d+(?=[件条份例起宗])")
_IN_TIME: Final = re.compile(r"按期|按时|准时|如期|时限|期限|及时|到期|工作日|应办结|(?<!相)应答复")
_DAYS: Final = re.compile(r"工作日|[日天]")
_CARRIES_SOME: Final = re.compile(
    r"(?<![年度])(?:结转|转结)[^，。；]{0,9}?(?<!\d)\d+[件条份例起宗项个]|\d+[件份例起][^，。；上]{0,10}(?:结转|转结)"
)
_CARRIED_TOO: Final = re.compile(
    r"(?:承接|接转|结转)?(?:办理)?(?:上一?年度?|去年度?|20\d\d年度?)(?:的)?(?:结转|转结|遗留|顺延)?[^，。；：\d]{0,14}\d+[件条份例起宗项个]"
    r"(?=[，。；、)])|(?:无|没有)(?:上一?年度?|去年|往年)(?:结转|转结)[^，。；]{0,6}(?=[，。；])"
)
"""新收5件，上年结转2件，均已办结: what was carried in is told beside what came, and 均 speaks of both."""
_OF_SOME: Final = re.compile(
    r"到期|应办结|(?<!相)应答复|(?:协助|配合)(?!\d)|其余|剩余|除|结转|办结的|其中|上年"
)
_LISTED_VERB: Final = re.compile(r"、(?:办结|办理|答复|回复|反馈)(?:完毕|完成)?(?=[，。；]|$)")
_EVERY_ONE: Final = re.compile(r"(?:全部|所有|上述|以上|这些|每[一件]+)(?:(?:政府)?信息公开|依)?申请")
_NO_NOTICE: Final = re.compile(
    r"(?:未|没有|无)(?:曾|有)?(?:发出|出具|下达|开具|送达|制作)[^，。；]{0,10}(?:收费|缴费)通知"
)
_NOTHING: Final = re.compile(
    r"(?:暂?无|没有)(?:其他)?(?:需要?)?(?:报告)?(?:的)?(?:事项)?[。.]?|(?:本年度?)?无其他需要?报告的?事项[。.]?"
)


@check("GIA-TEXT-008", Severity.EXPLAIN, "正文说均获维持、无败诉，表四就没有结果纠正",
       basis=_BASIS, example="正文写“行政复议均获维持”，表四结果纠正 1 件")  # fmt: skip
def check_won(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-008, rule 29: 均获维持 or 无败诉 while cases were corrected or are open."""
    cells = [key for key, cell in fmt.cells.items() if cell.table == "t4"]
    return text_probes(BODY_KEYS, _not_won, *cells)


@check("GIA-TEXT-009", Severity.EXPLAIN, "正文说全部办结、答复率 100%，就没有结转下年度",
       basis=_BASIS, example="正文写“全部办结”，表三结转下年度 2 件")  # fmt: skip
def check_all_done(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-009, rule 30: 全部办结 while applications are carried into the next year."""
    cells = [key for reading in (CARRIED_OUT, HANDLED) for key in reading_cells(fmt, reading)[0]]
    return text_probes(BODY_KEYS, _not_done, UNIT_NAME, UNIT_KIND, *cells)


@dataclass(frozen=True)
class _Statement:
    """A statement at its place: the cases and the topic it speaks of, its subject, what came before it.

    Attributes:
        counted: the sentence told before how many applications were received.
        clause: the words of its clause up to its end.
        lead: the words of its sentence before it.
        these: how many it speaks of, when it says so: 9件申请均已答复.
    """

    span: tuple[int, int]
    cases: tuple[str, ...]
    topic: str
    subject: str
    counted: bool
    clause: str
    lead: str
    these: int | None = None


@lru_cache(maxsize=64)
def _statements(text: str, pattern: re.Pattern[str], year: int) -> tuple[_Statement, ...]:
    """Return the statements of a text on the year of the report, without those that hold numbers."""
    if not pattern.search(_evened(text)):
        return ()
    volumes = {
        one.sentence.start: min(counts)
        for one in said(text, year)
        if (counts := [m.span[0] for m in one.mentions if m.kind == "count" and m.topic in _VOLUMES])
    }
    found: list[_Statement] = []
    topic = before = ""
    told_before = False
    for sentence in sentences(text):
        if sentence.opens and sentence.text[:1] in "(（一二三四五六七八九十":
            topic = ""
        lead, before = before if sentence.text.startswith("其中") else "", sentence.text
        rows: tuple[str, ...] = ()
        subject, listed, among, told = "", False, False, Period(year)
        for clause in clauses(sentence.text, year):
            meanings = {word.meaning for word in clause.words}
            named = case_rows(meanings)
            rows = (tuple(dict.fromkeys((*rows, *named))) if listed else named) if named else rows
            listed = clause.stop == "、"
            subject = subject_of(sentence.text, clause, subject)
            among = among or "among" in meanings
            topic = topic if among and topic == "application" else _topic(meanings, topic)
            told_before = told_before and topic == "application"
            told = period_after(clause, sentence.text, told, year)
            if told != Period(year) or "carry_in" in meanings:
                continue
            these = _ALL_THESE.match(sentence.text, clause.start)
            if _counts(sentence.text, clause) and these is None:
                continue
            for match in pattern.finditer(sentence.text, clause.start, _end_of_run(sentence.text, clause)):
                counted = told_before or volumes.get(sentence.start, match.start()) < match.start()
                found.append(
                    _Statement(
                        sentence.span(*match.span()), rows, topic, subject, counted,
                        sentence.text[clause.start : match.end()], lead + sentence.text[: match.start()],
                        int(these["count"]) if these else None,
                    )
                )  # fmt: skip
        told_before = topic == "application" and (told_before or sentence.start in volumes)
    return tuple(found)


def _end_of_run(text: str, clause: Clause) -> int:
    """Return where a clause ends, together with a verb listed behind it: 已在期限内办理、答复."""
    listed = _LISTED_VERB.match(text, clause.end) if clause.stop == "、" else None
    return listed.end() if listed else clause.end


@lru_cache(maxsize=16)
def _evened(text: str) -> str:
    """Return all even sentences of a text, each as if it ended in a stop."""
    return "；".join([sentence.text for sentence in sentences(text)])


def _counts(text: str, clause: Clause) -> bool:
    """Tell whether a clause holds a number other than that of the days a reply may take."""
    return any(
        word.meaning in {"number", "spoken", "live"}
        and not _DAYS.search(text, max(0, word.end - 1), word.end + 4)
        for word in clause.words
    )


def _topic(meanings: set[str], before: str) -> str:
    if case_rows(meanings):
        return "case"
    if "distraction" in meanings:
        return "else"  # 依申请公开线上咨询，均已回复 speaks of what was asked on the way
    return "application" if "application" in meanings else before


def _not_won(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    for pattern, columns in ((_UPHELD, ("corrected", "pending")), (_NONE_LOST, ("corrected",))):
        for statement in _statements(text, pattern, sheet.report.year):
            if _IN_TIME.search(statement.clause):
                continue
            start, end = statement.span
            of_all = pattern is _UPHELD or "纠" in text[start:end]
            cases = tuple(row for row in statement.cases if of_all or row in SUITS)
            readings = [case_reading(cases, column, "") for column in columns if cases]
            wrong = [(reading, value) for reading in readings if (value := reading_value(sheet, reading))]
            if wrong:
                names = {"corrected": "结果纠正", "pending": "尚未审结"}
                told = "、".join(f"{names[reading.column]} {plain(value)} 件" for reading, value in wrong)
                cells = tuple(
                    cell for reading, _ in wrong for cell in reading_cells(sheet.format, reading)[0]
                )
                yield rule.finding(
                    f"正文写“{text[start:end]}”，但表四{CASE_NAMES.get(cases, '复议诉讼')}有{told}。",
                    section_of(key), cells, (Span(key, start, end),),
                )  # fmt: skip


def _not_done(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value, handled = reading_value(sheet, CARRIED_OUT), reading_value(sheet, HANDLED)
    if not value:
        return
    year = sheet.report.year
    claims = [*_statements(text, _ALL_DONE, year), *_statements(text, _ALL_OF_THEM, year)]
    for pattern in (_DONE, _ANSWERED_ALL):
        claims += [
            one
            for one in _statements(text, pattern, year)
            if one.counted
            and (pattern is _DONE or _follows_number(one.lead))
            and not any(other.span[0] < one.span[1] and one.span[0] < other.span[1] for other in claims)
        ]
    if not claims:
        return
    told = [mention for one in said(text, year) for mention in one.mentions if mention.kind != "last"]
    if any(CARRIED_OUT in mention.readings for mention in told) or _CARRIES_SOME.search(text):
        return  # a text that tells what is carried over means the rest by 全部
    counts = [mention for mention in told if mention.kind == "count" and mention.topic in _HANDLED]
    if any(mention.amount and mention.amount.value == handled for mention in counts):
        return  # 全部 speaks of those that were handled
    for statement in claims:
        if statement.topic != "application" or not _means_all(statement) or statement.these == handled:
            continue
        if is_own(statement.subject, sheet.report.unit_name, sheet.report.unit_kind):
            start, end = statement.span
            yield rule.finding(
                f"正文写“{text[start:end]}”，但表三结转下年度还有 {plain(value)} 件。",
                section_of(key), reading_cells(sheet.format, CARRIED_OUT)[0], (Span(key, start, end),),
                right=value,
            )  # fmt: skip


def _follows_number(lead: str) -> bool:
    """Tell whether nothing but the number received stands before, no question answered on the way."""
    counts = list(_COUNT.finditer(lead))
    return bool(counts) and _ON_THE_WAY.search(lead, counts[-1].end()) is None


def _means_all(statement: _Statement) -> bool:
    """Tell whether 均已办结 speaks of all applications.

    按时答复 may speak of those that were due alone, unless it follows the number received.
    """
    lead = _COMPARED.sub("", _without_parts(statement.lead))
    if _OF_SOME.search(_CARRIED_TOO.sub("", lead) if statement.counted else lead):
        return False
    if _EVERY_ONE.search(statement.clause):
        return True
    in_time = _IN_TIME.search(statement.clause) is not None and not _RATES_LISTED.search(statement.lead)
    return not in_time or (statement.counted and "率" not in statement.clause)


def _without_parts(lead: str) -> str:
    """Return what stands before a statement without 其中 when all parts are told: 其中网络7件、信函1件."""
    whole, among, parts = lead.rpartition("其中")
    counts = [int(found) for found in _COUNT.findall(parts)]
    told = [int(found) for found in _COUNT.findall(whole)]
    return f"{whole}{parts}" if among and sum(counts) in {*told, sum(told)} else lead


@check("GIA-TEXT-015", Severity.EXPLAIN, "收取了信息处理费，表二行政事业性收费就不小于它",
       basis=_FEE_BASIS, formats=("2021",),
       example="第六部分写收取信息处理费 3940 元，表二收费金额填了 0")  # fmt: skip
def check_processing_fee(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-015, rule 36: the fee in words is part of 行政事业性收费 (万元) in table 2."""
    return text_probes(BODY_KEYS, _fee_not_in_table, _FEES)


def _fee_not_in_table(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    table = sheet.now.get(_FEES)
    if not is_number(table):
        return
    for one in said(text, sheet.report.year):
        for mention in one.mentions:
            if mention.topic != "processing_fee":
                continue
            fee = mention.amount.value if mention.amount else Decimal(0)
            if fee <= Decimal(table) * _TEN_THOUSAND:
                continue
            yield rule.finding(
                f"正文写信息处理费 {plain(fee)} 元，表二行政事业性收费只有 {plain(table)} 万元；"
                "信息处理费也是行政事业性收费，应计入。",
                section_of(key),
                (_FEES,),
                (Span(key, *one.place(mention)),),
                left=table,
                right=fee / _TEN_THOUSAND,
                difference=fee / _TEN_THOUSAND - Decimal(table),
            )


@check("GIA-TEXT-017", Severity.HINT, "表二有收费时，其他需要报告的事项里写明信息处理费情况",
       basis=_FEE_BASIS, formats=("2021",), example="表二收费 29 万元，第六部分只写“无”")  # fmt: skip
def check_nothing_to_report(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-017, rule 37: fees were collected, but section 六 is only 无."""
    return text_probes((section_key("6"),), _only_nothing, _FEES)


def _only_nothing(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(_FEES)
    if is_number(value) and value and _NOTHING.fullmatch(without_spaces(text)):
        yield rule.finding(
            f"表二行政事业性收费是 {plain(value)} 万元，这里只写了“{without_spaces(text)}”。"
            "请写明其中有没有信息处理费。",
            "6",
            (_FEES,),
            whole(key, text),
            left=value,
        )


@check("GIA-TEXT-018", Severity.EXPLAIN, "有逾期不缴费的申请，就发出过收费通知",
       basis=_FEE_BASIS, formats=("2021",),
       example="表三逾期不缴费 1 件，正文写“没有发出收费通知”")  # fmt: skip
def check_fee_notice(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-018, rule 38: fees unpaid in table 3, but no fee notice was ever sent."""
    return text_probes(BODY_KEYS, _notice_denied, _UNPAID)


def _notice_denied(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(_UNPAID)
    found = _NO_NOTICE.search(text)
    if found and is_number(value) and value:
        yield rule.finding(
            f"正文写“{found.group()}”，但表三有 {plain(value)} 件因逾期未按收费通知缴费而不再处理。",
            section_of(key),
            (_UNPAID,),
            (Span(key, *found.span()),),
            right=value,
        )
