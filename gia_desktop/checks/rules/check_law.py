"""Law and safety: what the unit can't have, and what must never be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.phrases import number_of, wording
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, section_of, word_probes, words_in
from gia_desktop.core.keys import UNIT_KIND, UNIT_NAME, CellKey, TextKey
from gia_desktop.core.values import is_number
from gia_desktop.formats.in_words import amount, plain
from gia_desktop.formats.schema import Format, NotApplicableRule
from gia_desktop.formats.sheet import Sheet

_PRIVACY: Final = "《政府信息公开条例》第十五条；公开前应去除个人信息"
_SECRECY: Final = "《政府信息公开条例》第十四条"
_REVIEW_FIRST: Final = "《行政复议法》第二十三条：对不予公开不服的，先申请行政复议（2024 年 1 月 1 日起）"
_REVIEW_FIRST_YEAR: Final = 2024

_MAY_MAKE_RULES: Final = re.compile(r".+(?:省|自治区|市|自治州|盟|地区)人民政府(?:办公厅|办公室)")
"""Offices whose report carries the 规章 of their government; county offices are told apart by their kind."""
_HIGH_KINDS: Final = frozenset({"city_department", "province_department"})
_REFUSED: Final = (
    "refused_state_secret", "refused_other_law", "refused_three_securities", "refused_third_party",
    "refused_internal_affairs", "refused_process_information", "refused_enforcement_files",
)  # fmt: skip
"""Rows of table 3 that rest on arts 14 to 16 of the 条例."""


@check("GIA-LAW-001", Severity.MUST_FIX, "没有规章制定权的单位，规章填 0",
       basis="《立法法》第九十一条、第九十三条", example="乡镇在规章一行填了 2 件")  # fmt: skip
def check_no_such_power(fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-001, rule 67: cells that a kind of unit can't have, as the format file says.

    The office of a government that may make 规章 reports them as its own.
    """
    for power in fmt.not_applicable:
        for key in power.cells:
            yield Probe(frozenset((key, UNIT_KIND, UNIT_NAME)), partial(_no_such_power, power, key))


def _no_such_power(power: NotApplicableRule, key: CellKey, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(key)
    if not is_number(value) or not value or sheet.report.unit_kind not in power.unit_kinds:
        return
    if sheet.report.unit_kind in _HIGH_KINDS and _MAY_MAKE_RULES.fullmatch(sheet.report.unit_name.strip()):
        return
    cell = sheet.format.cells[key]
    yield rule.finding(
        f"{cell.label}填的是 {plain(value)}，本单位应填 {power.offer}。{power.question}",
        cell.section,
        (key,),
        left=0,
        right=value,
        difference=value,
        basis=power.basis,
    )


@check("GIA-LAW-003", Severity.MUST_FIX, "正文不出现密级、内部标志和不公开文件",
       basis=_SECRECY, example="引用了标有“秘密★1年”的文件")  # fmt: skip
def check_secret_marks(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-003, rule 69: no marks of secret or internal documents; 国家秘密 as a term is normal."""
    return word_probes(BODY_KEYS, _secret_marks)


def _secret_marks(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    words = wording()
    for name, places in words_in(words.marked, key, text).items():
        mark, found = words.marks[number_of(name)], text[places[0].start : places[0].end]
        yield rule.finding(f"正文里有{mark}“{found}”，不能公开。", section_of(key), (), places)


@check("GIA-LAW-005", Severity.HINT, "2024 年起对按第十四至十六条不予公开不服的先复议，直接起诉的要核对",
       basis=_REVIEW_FIRST, example="有保护第三方权益不予公开的，又有“未经复议直接起诉”3 件")  # fmt: skip
def check_direct_suits(fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-005, rule 75: direct lawsuits against refusals need a review first since 2024.

    That holds for refusals by arts 14 to 16 of the 条例 alone; without any there is nothing to look into.
    """
    key = next(key for key, cell in fmt.cells.items() if cell.computed and cell.row.id == "direct")
    refused = tuple(CellKey(f"t3.{row}.total") for row in _REFUSED)
    yield Probe(frozenset((key, *refused)), partial(_direct_suits, key, refused))


def _direct_suits(key: CellKey, refused: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(key)
    if not is_number(value) or not value or sheet.report.year < _REVIEW_FIRST_YEAR:
        return
    if not amount(sheet, refused):
        return
    yield rule.finding(
        f"未经复议直接起诉有 {plain(value)} 件。2024 年起对按《条例》第十四至十六条不予公开不服的，"
        "须先申请复议，请核对这些案件是不是对其他答复或以前的答复提起的。",
        "4", (key,), right=value,
    )  # fmt: skip
