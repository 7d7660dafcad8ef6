"""Names and dates: whose report it is and of which year, wherever the texts say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, WRITTEN_KEYS, matches, section_of, spans, word_probes
from gia_desktop.core.keys import INFO_SECTION, PREAMBLE, TITLE, UNIT_NAME, UNIT_SHORT, TextKey, section_key
from gia_desktop.formats.in_words import without_spaces
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_PERIOD_BASIS: Final = "统计期限为报告年度 1 月 1 日至 12 月 31 日"
_OWN_NAME: Final = "各地年报审核要求：不得残留其他单位的内容"

_TITLE_BASIS: Final = "《政府信息公开条例》第四十九条：政府信息公开工作年度报告由行政机关公布"

_PERIOD: Final = re.compile(
    r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:起)?\s*(?:至|到|[-—–~～]+)\s*(?:(20\d\d)\s*年)?\s*"
    r"(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
_PERIOD_WORDS: Final = re.compile(r"统计|期限|数据|时限|起止|所列")
_BROKEN_DATE: Final = re.compile(
    r"\d(?:(?<![\d.].)\d{4,}\s*年(?!级)|(?<![\d.].)(?<=2)0\d\d\s*\d{1,2}\s*月|(?<![\d.].)(?<=2)0\d{4,6}\s*日"
    r"|\s*年\s*[3-9]\d\s*日至)"
)
"""It begins with the digit that all of them have, for speed."""

_SIGN: Final = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""A Chinese character, the rare ones of place names too."""
_MAKER: Final = re.compile(
    rf"(?:本报告|本年报|现)?由\s*({_SIGN}{{2,30}}?)\s*(?:负责)?(?:根据|按照|依据|编制|编写|汇总)"
)
_UNIT_END: Final = re.compile(r"(?:人民政府|办事处|局|委员会|办公室|厅|院|中心|镇|乡)$")
_HEADED: Final = re.compile(
    rf"({_SIGN}{{2,30}}?(?:人民政府|街道办事处|局|委员会|厅))\s*20\d\d\s*年度?政府信息公开(?:工作)?年度报告"
)

_SELF: Final = re.compile(
    r"我(镇|乡|街道|局|厅|委(?!托|派|员)|县|市|区|省|院)(?!压|势|部|限|面|长|村|里|级|场|民|内|外|域|情|直)"
)
_KINDS_OF_SELF: Final = (
    ("镇", ("镇人民政府", "镇政府", "镇")), ("乡", ("乡人民政府", "乡政府", "乡")),
    ("街道", ("街道办事处", "街道")), ("局", ("局",)), ("厅", ("厅",)), ("委", ("委员会", "委")),
)  # fmt: skip
_LOWER_KINDS: Final = frozenset(name for name, _ in _KINDS_OF_SELF)


@check("GIA-WORD-011", Severity.MUST_FIX, "统计期限是报告年度的 1 月 1 日至 12 月 31 日",
       basis=_PERIOD_BASIS,
       example="统计期限写成 2024 年 1 月 1 日至 2024 年 12 月 31 日，报告年度是 2025")  # fmt: skip
def check_period(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-011, rule 57 (first half): the period of the figures is the report year.

    The clause is 2.1 of DB51/T 2660—2019.
    """
    return word_probes(BODY_KEYS, _wrong_period)


def _wrong_period(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    year = sheet.report.year
    for match in matches(_PERIOD, text):
        start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        stop = text.find("。", match.end())
        around = text[start : stop if stop >= 0 else len(text)]
        if not _PERIOD_WORDS.search(around):
            continue
        first, month, day, last, to_month, to_day = match.groups()
        stated = (int(first), int(month), int(day), int(last or first), int(to_month), int(to_day))
        if stated != (year, 1, 1, year, 12, 31):
            yield rule.finding(
                f"统计期限写的是“{without_spaces(match.group())}”，"
                f"应是 {year} 年 1 月 1 日至 {year} 年 12 月 31 日。",
                section_of(key),
                (),
                spans(key, (match,)),
            )


@check("GIA-WORD-012", Severity.MUST_FIX, "日期写完整，年、月、日不丢不重",
       basis=_PERIOD_BASIS, example="202020年12月31日")  # fmt: skip
def check_broken_dates(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-012, rule 57 (second half): broken dates such as 202020年12月31日."""
    return word_probes(BODY_KEYS, _broken_dates)


def _broken_dates(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    found = matches(_BROKEN_DATE, text)
    if found:
        yield rule.finding(
            f"日期“{found[0].group()}”写得不完整或多了数字。", section_of(key), (), spans(key, found)
        )


@check("GIA-WORD-013", Severity.EXPLAIN, "标题和开头的单位名称就是填报单位",
       basis=_OWN_NAME, example="清河镇的报告开头写“由白水镇人民政府编制”")  # fmt: skip
def check_unit_name(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-013, rules 58, 59: the maker in title and opening is the reporting unit or its office."""
    keys = (TITLE, PREAMBLE, section_key("1"), section_key("6"))
    return word_probes(keys, _other_unit, UNIT_NAME)


def _other_unit(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    own = without_spaces(sheet.report.unit_name)
    if not own:
        return
    patterns = [pattern for word, pattern in (("由", _MAKER), ("政府信息公开", _HEADED)) if word in text]
    for pattern in patterns:
        for match in matches(pattern, text):
            name = match.group(1)
            if _UNIT_END.search(name) and not _same_unit(name, own):
                yield rule.finding(
                    f"这里写的单位是“{name}”，填报单位是“{own}”，请核对。",
                    section_of(key),
                    (),
                    (Span(key, *match.span(1)),),
                )


def _same_unit(name: str, own: str) -> bool:
    """Tell whether a name may mean the unit: its office, its full or its short name, 本单位."""
    if name.startswith(("我", "本", "各")) or name in own or own in name:
        return True
    core = re.sub(r"(?:人民政府)?(?:办公室|党政办|党政综合办公室)?$", "", name)
    return len(core) > 1 and (core in own or own.endswith(core))


@check("GIA-WORD-014", Severity.EXPLAIN, "自称与单位相符：镇称我镇、乡称我乡、局称我局",
       basis=_OWN_NAME, example="清河镇的报告里写“我乡”")  # fmt: skip
def check_self_name(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-014, rule 59: 我镇, 我乡, 我局 … fit the unit; 我县, 我市 … may be the place it lies in."""
    return word_probes(WRITTEN_KEYS, _wrong_self, UNIT_NAME, UNIT_SHORT)


def _wrong_self(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    name, short = without_spaces(sheet.report.unit_name), sheet.report.text(UNIT_SHORT)
    own = next((kind for kind, ends in _KINDS_OF_SELF if name.endswith(ends)), None)
    if own is None:
        return
    found = [
        match for match in matches(_SELF, text)
        if match.group(1) in _LOWER_KINDS and match.group(1) != own and match.group(1) not in short
    ]  # fmt: skip
    if found:
        yield rule.finding(
            f"单位是“{name}”，这里却自称“{found[0].group()}”，是不是抄了别的单位的文字？",
            section_of(key),
            (),
            spans(key, found),
        )


@check("GIA-FORM-013", Severity.MUST_FIX, "写明填报单位的全称",
       basis=_TITLE_BASIS, example="“单位全称”空着")  # fmt: skip
def check_has_unit(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-013, rule 53: title, opening and file names are made of the unit's name."""
    yield Probe(frozenset((UNIT_NAME,)), _no_unit)


def _no_unit(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if not without_spaces(sheet.report.unit_name):
        yield rule.finding(
            "单位全称还没有写，请在“基本信息”里填写，与公章一致。", INFO_SECTION, (), (Span(UNIT_NAME, 0, 0),)
        )
