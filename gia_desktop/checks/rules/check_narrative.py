"""Numbers in the text against the tables: each must agree with one of the figures it can mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import PREVIOUS, Probe, Reads, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, Look, TextPlace, section_of, text_probes
from gia_desktop.core.keys import UNIT_KIND, UNIT_NAME, TextKey
from gia_desktop.core.values import Number
from gia_desktop.formats.in_words import plain, table_name, whole_number
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.mentions import Said, said
from gia_desktop.reading.quantities import (
    HANDLED,
    NEW,
    NEW_AND_CARRIED,
    Reading,
    reading_cells,
    reading_value,
)
from gia_desktop.reading.sentence_parts import Mention, clauses
from gia_desktop.reading.subjects import is_own
from gia_desktop.reading.text_numbers import Amount, percent_agrees, read_amount
from gia_desktop.reading.vocabulary import CASE_MEASURES

_BASIS: Final = "各地年报审核要求：正文数据与表格一致"
_TEN_THOUSAND: Final = 10_000
_TABLES: Final = {
    "review": ("t4",), "suit": ("t4",), "document": ("t2",), "decision": ("t2",), "fee": ("t2",),
}  # fmt: skip
"""Tables that the numbers of a topic stand in; table 3 for all other topics."""
_TOLD_IN_PARTS: Final = frozenset({"document", "decision"})
"""Of their figures a sentence may tell the parts: those made by the county and those made by its office."""


@check("GIA-TEXT-001", Severity.EXPLAIN, "正文的申请收到（受理、办理）件数与表三一致",
       basis=_BASIS, example="正文写收到申请 258 件，表三新收总计是 275 件")  # fmt: skip
def check_received(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-001, rule 23: applications received = 新收; taken up, handled = 新收 + 上年结转 as well."""
    return _topic_probes(fmt, "received")


@check("GIA-TEXT-002", Severity.EXPLAIN, "正文的办结、答复件数与表三（七）总计一致",
       basis=_BASIS, example="正文写办结 12 件，表三办理结果总计是 13 件")  # fmt: skip
def check_answered(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-002, rule 24: answered or finished = （七）总计, or what is left of it without 其他处理."""
    return _topic_probes(fmt, "answered")


@check("GIA-TEXT-003", Severity.EXPLAIN, "正文的上年结转、结转下年度件数与表三一致",
       basis=_BASIS, example="正文写结转下年度 2 件，表三是 3 件")  # fmt: skip
def check_carried_numbers(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-003, rule 25: what was carried in and out stands in rows 二 and 四."""
    return _topic_probes(fmt, "carried")


@check("GIA-TEXT-004", Severity.EXPLAIN, "正文各类办理结果的件数与表三一致",
       basis=_BASIS, example="正文写予以公开及部分公开 258 件，表三两项之和是 275 件")  # fmt: skip
def check_results(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-004, rule 26: each kind of result is its row, a group the sum of its rows."""
    return _topic_probes(fmt, "result")


@check("GIA-TEXT-005", Severity.EXPLAIN, "正文各类申请人的件数与表三一致",
       basis=_BASIS, example="正文写自然人申请 20 件，表三自然人新收 21 件")  # fmt: skip
def check_applicants(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-005, rule 23 by columns: applications of natural persons and of organisations."""
    return _topic_probes(fmt, "applicant")


@check("GIA-TEXT-006", Severity.EXPLAIN, "正文的行政复议件数和结果与表四一致",
       basis=_BASIS, example="正文写行政复议 5 件，表四行政复议总计是 4 件")  # fmt: skip
def check_review_numbers(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-006, rule 27: review cases and their outcomes = table 4; 复议诉讼 = all three groups."""
    return _topic_probes(fmt, "review")


@check("GIA-TEXT-007", Severity.EXPLAIN, "正文的行政诉讼件数和结果与表四一致（直接起诉与复议后起诉之和）",
       basis=_BASIS, example="正文写行政诉讼 46 件，表四两类之和是 45 件")  # fmt: skip
def check_suit_numbers(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-007, rule 28: lawsuits = direct ones and those after review."""
    return _topic_probes(fmt, "suit")


@check("GIA-TEXT-010", Severity.MUST_FIX, "正文说没有收到申请，表三新收就是 0",
       basis=_BASIS, example="正文写“未收到政府信息公开申请”，表三新收 3 件")  # fmt: skip
def check_no_applications(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-010, rule 31: a text without applications and a table with some contradict each other."""
    return _topic_probes(fmt, "received", kind="zero")


@check("GIA-TEXT-011", Severity.MUST_FIX, "正文说没有复议诉讼，表四就是 0",
       basis=_BASIS, example="正文写“未发生行政复议、行政诉讼”，表四有 2 件")  # fmt: skip
def check_no_cases(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-011, rule 32: a text without cases and a table with some contradict each other."""
    return (
        *_topic_probes(fmt, "review", kind="zero"),
        *_topic_probes(fmt, "suit", kind="zero"),
    )


@check("GIA-TEXT-012", Severity.EXPLAIN, "正文复述的规章、规范性文件制发、废止、现行有效件数与表二一致",
       basis=_BASIS, example="正文写制发规范性文件 4 件，表二是 3 件")  # fmt: skip
def check_documents(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-012, rule 34: 制发, 废止, 现行有效 in words = table 2; mere publishing is not compared."""
    return _topic_probes(fmt, "document")


@check("GIA-TEXT-013", Severity.EXPLAIN, "正文复述的行政许可、处罚、强制处理决定数量与表二一致",
       basis=_BASIS, example="正文写作出行政处罚决定 12 件，表二是 21 件")  # fmt: skip
def check_decisions(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-013, rule 34 for decisions: only numbers of decisions are compared, not of published items."""
    return _topic_probes(fmt, "decision")


@check("GIA-TEXT-016", Severity.EXPLAIN, "正文复述的行政事业性收费与表二一致（注意元和万元）",
       basis=_BASIS, formats=("2021",),
       example="正文写行政事业性收费 29050 元，表二填了 29050 万元")  # fmt: skip
def check_fees(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-016, rule 34 for fees: the sum in words is that of table 2, whatever its unit."""
    return _topic_probes(fmt, "fee")


@check("GIA-TEXT-019", Severity.EXPLAIN, "正文的占比能由表三算出",
       basis=_BASIS, example="正文写予以公开 30 件、占 45%，按表三应是 40%")  # fmt: skip
def check_shares(fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-019, rule 39: percentages recompute from the table."""
    return _probes(fmt, _wrong_shares, ("t3",))


@check("GIA-YEAR-009", Severity.EXPLAIN, "正文写的增减数和增减幅度与两年的表一致",
       compares_last_year=True, basis=_BASIS, example="正文写比上年增长 23%，按两年的表应是 32%")  # fmt: skip
def check_stated_changes(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-009, rule 22: stated differences and growth agree with both years' figures."""
    return _probes(fmt, _wrong_changes, tuple(fmt.tables), PREVIOUS)


def _topic_probes(fmt: Format, topic: str, kind: str = "count") -> Iterator[Probe]:
    tables = _TABLES.get(topic, ("t3",))
    return _probes(fmt, partial(_wrong_numbers, topic, kind), tables, PREVIOUS)


def _probes(fmt: Format, look: Look, tables: Sequence[str], *also: Reads) -> Iterator[Probe]:
    cells = [key for key, cell in fmt.cells.items() if cell.table in tables]
    return text_probes(BODY_KEYS, look, UNIT_NAME, UNIT_KIND, *cells, *also)


Spoken = tuple[Said, Mention]
"""A mention with the sentence it stands in."""


@lru_cache(maxsize=16)
def _by_topic(text: str, year: int) -> Mapping[tuple[str, str], Sequence[Spoken]]:
    """Return the numbers of a text by topic and by the kind of rule they are for.

    Last year's numbers are counts too, and so are zeros of minor topics.
    """
    found: dict[tuple[str, str], list[Spoken]] = {}
    for one in said(text, year):
        for mention in one.mentions:
            for name in _rules_for(mention):
                found.setdefault(name, []).append((one, mention))
    return found


def _rules_for(mention: Mention) -> Iterator[tuple[str, str]]:
    if mention.kind in {"count", "last"}:
        yield mention.topic, "count"
    elif mention.kind != "zero":
        yield "", mention.kind
    else:
        yield mention.topic, "zero"
        if mention.topic not in {"received", "review", "suit"}:
            yield mention.topic, "count"


def _spoken(text: str, topic: str, kind: str, sheet: Sheet) -> Iterator[Spoken]:
    """Yield the unit's own numbers of a text on one topic."""
    name, unit_kind = sheet.report.unit_name, sheet.report.unit_kind
    for one, mention in _by_topic(text, sheet.report.year).get((topic, kind), ()):
        if is_own(mention.subject, name, unit_kind):
            yield one, mention


def _wrong_numbers(
    topic: str, kind: str, key: TextKey, text: str, rule: Rule, sheet: Sheet
) -> Iterator[Finding]:
    unit = _TEN_THOUSAND if topic == "fee" else 1
    known: dict[tuple[bool, tuple[Reading, ...]], list[tuple[Reading, Number]]] = {}
    for one, found in _spoken(text, topic, kind, sheet):
        mention = _as_read(found, unit, sheet)
        of = (mention.kind == "last", mention.readings)
        if of not in known:
            known[of] = _figures(mention, sheet)
        amount, figures = mention.amount, known[of]
        if amount is None or not figures or any(amount.agrees(Decimal(value) * unit) for _, value in figures):
            continue
        if topic in _TOLD_IN_PARTS and _is_part(one, mention, {value for _, value in figures}):
            continue
        yield _finding(mention, figures, TextPlace(key, text, *one.place(mention)), rule, sheet)


def _is_part(one: Said, mention: Mention, figures: Collection[Number]) -> bool:
    """Tell whether a number is one of several that make a figure up: 失效2件、废止4件 of 6 repealed."""
    same = [
        told.amount.value
        for told in one.mentions
        if told.readings == mention.readings and told.kind == mention.kind and told.amount is not None
    ]
    amount = mention.amount.value if mention.amount is not None else Decimal(0)
    made_up = len(same) > 1 and (
        sum(same) in figures or (sum(same) - max(same) in figures and amount < max(same))
    )
    return made_up or any(value in figures for value in same if amount < value)


def _as_read(mention: Mention, unit: int, sheet: Sheet) -> Mention:
    """Return a live number with the figure it reads as: it may be that of another cell than the words say."""
    digits = sheet.live(mention.live) if mention.live else None
    return mention if digits is None else mention._replace(amount=Amount(Decimal(digits) * unit))


def _figures(mention: Mention, sheet: Sheet) -> list[tuple[Reading, Number]]:
    """Return the quantities a number can mean, with what the tables of its year say.

    There is nothing to compare with while last year or a cell of the table can't be read.
    """
    last = mention.kind == "last"
    if not mention.readings or (last and not knows_last_year(sheet)):
        return []
    if mention.readings[0].table in sheet.unread_tables:
        return []
    found = ((reading, reading_value(sheet, reading, last=last)) for reading in mention.readings)
    return [(reading, value) for reading, value in found if value is not None]


def _finding(
    mention: Mention, figures: Sequence[tuple[Reading, Number]], place: TextPlace, rule: Rule, sheet: Sheet
) -> Finding:
    reading, value = figures[0]
    amount = mention.amount.value if mention.amount else Decimal(0)
    money = mention.topic == "fee"
    stated = amount / _TEN_THOUSAND if money else amount
    measure = " 万元" if money else " 件"
    off = abs(stated - value)
    others = "；".join(
        f"{other.name} {plain(number)}{measure}" for other, number in _distinct(figures[1:], {value})
    )
    when = "上年" if mention.kind == "last" else ""
    message = (
        f"正文写“{place.quote(sheet)}”，{when}{table_name(sheet.format, reading.table)}{_column(reading)}"
        f"{reading.name}是 {plain(value)}{measure}，差 {plain(off)}{measure}"
        f"{f'（{others}，也对不上）' if others else ''}。"
    )
    plus, minus = reading_cells(sheet.format, reading)
    return rule.finding(
        message, place.section, (*plus, *minus), (place.span,),
        left=value, right=whole_number(stated), difference=whole_number(stated - value),
    )  # fmt: skip


def _distinct(
    figures: Iterable[tuple[Reading, Number]], known: set[Number]
) -> Iterator[tuple[Reading, Number]]:
    for reading, value in figures:
        if value not in known:
            known.add(value)
            yield reading, value


def _column(reading: Reading) -> str:
    return "" if reading.table != "t3" or reading.column != "total" or len(reading.rows) > 1 else "总计列"


def _wrong_shares(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    for one, mention in _spoken(text, "", "share", sheet):
        reading, amount = mention.readings[0], mention.amount
        part = reading_value(sheet, reading)
        if part is None or amount is None or amount.approx or "t3" in sheet.unread_tables:
            continue
        stated = _numbers_before(one, mention, sheet.report.year)
        wholes = [whole for whole in stated if whole > part]
        table = [reading_value(sheet, whole) for whole in (NEW, NEW_AND_CARRIED, HANDLED)]
        bases = [*wholes, *(Decimal(whole) for whole in table if whole)]
        parts = {Decimal(part), *stated}
        if not bases or any(
            percent_agrees(amount.value, _percent(share, base))
            for base in bases
            for share in parts
            if share <= base
        ):
            continue
        plus, minus = reading_cells(sheet.format, reading)
        base = max(wholes, default=bases[0])
        yield rule.finding(
            f"正文写{reading.name}占 {plain(amount.value)}%，按表三{reading.name} {plain(part)} 件、"
            f"{'这句话里的' if wholes else '表三的'}总数 {plain(base)} 件算出来是"
            f" {_rounded(_percent(part, base))}%。",
            section_of(key), (*plus, *minus), (Span(key, *one.place(mention)),),
            right=whole_number(amount.value),
        )  # fmt: skip


def _numbers_before(one: Said, mention: Mention, year: int) -> list[Decimal]:
    """Return the numbers of cases that stand before a share, in its sentence and the one before: its base."""
    found = []
    for text, end in ((one.before, len(one.before)), (one.sentence.text, mention.span[0])):
        for clause in clauses(text, year):
            for word in clause.words:
                amount = read_amount(word.text) if word.meaning == "number" and word.end <= end else None
                if amount is not None and not amount.approx and amount.measure in CASE_MEASURES:
                    found.append(amount.value)
    return found


def _wrong_changes(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if not knows_last_year(sheet):
        return
    for kind in ("change", "growth"):
        for one, mention in _spoken(text, "", kind, sheet):
            both = _both_years(mention, sheet)
            amount = mention.amount
            if not both or amount is None or both[0][0].table in sheet.unread_tables:
                continue
            if any(_change_agrees(mention, now, last) for _, now, last in both):
                continue
            reading, now, last = both[0]
            plus, minus = reading_cells(sheet.format, reading)
            word = "增加" if mention.rising else "减少"
            how_much = f"{word} {plain(amount.value)}{'%' if kind == 'growth' else ' 件'}"
            yield rule.finding(
                f"正文写{reading.name}比上年{how_much}，按两年的表是"
                f"上年 {plain(last)} 件、本年 {plain(now)} 件。",
                section_of(key), (*plus, *minus), (Span(key, *one.place(mention)),),
                left=now - last, right=whole_number(amount.value),
            )  # fmt: skip


def _both_years(mention: Mention, sheet: Sheet) -> list[tuple[Reading, Number, Number]]:
    """Return the quantities a change can speak of, with this and last year's figures."""
    return [
        (reading, now, last)
        for reading in mention.readings
        if (now := reading_value(sheet, reading)) is not None
        and (last := reading_value(sheet, reading, last=True)) is not None
    ]


def _change_agrees(mention: Mention, now: Number, last: Number) -> bool:
    amount = mention.amount
    if amount is None or (amount.value and (now > last) != mention.rising):
        return False
    off = abs(Decimal(now) - Decimal(last))
    if mention.kind == "change":
        return amount.agrees(off)
    if last == 0:
        return True  # growth from nothing has no percentage to check
    return bool(amount.approx) or percent_agrees(amount.value, _percent(off, last))


def _percent(part: Number, whole: Number) -> Decimal:
    return Decimal(part) * 100 / Decimal(whole)


def _rounded(share: Decimal) -> str:
    return plain(share.quantize(Decimal("0.01")))
