"""Law and safety: what the unit can't have, and what must never be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.phrases import wording
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.texts import BODY_KEYS, matches, section_of, spans, text_probes
from gia_desktop.core.keys import CONTACT_PHONE, UNIT_KIND, CellKey, TextKey
from gia_desktop.core.values import is_number
from gia_desktop.formats.schema import Format, NotApplicableRule
from gia_desktop.formats.sheet import Sheet
from gia_desktop.formats.words import plain

_PRIVACY: Final = "《政府信息公开条例》第十五条；公开前应去除个人信息"
_SECRECY: Final = "《政府信息公开条例》第十四条"
_REVIEW_FIRST: Final = "《行政复议法》第二十三条：对不予公开不服的，先申请行政复议（2024 年 1 月 1 日起）"
_REVIEW_FIRST_YEAR: Final = 2024

_IDENTITY: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE: Final = re.compile(r"(?<![\d-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_ACCOUNT: Final = re.compile(r"(?:账号|账户|卡号|帐号)[^\d\n]{0,6}(\d(?:[ ]?\d){11,20})(?!\d)")

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐韩冯邓曹彭曾肖董袁潘蔡蒋杜叶苏魏吕丁沈姚卢傅"
    "钟姜崔谭廖范汪陆戴贾韦夏邱邹熊孟秦薛雷贺龙段郝孔邵"
)
"""Common surnames that are no common words; 何, 任, 许, 于 and 向 would read as such after 申请人."""
_APPLICANT: Final = re.compile(
    rf"申请人[:：]?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=向我|向本|向县|向市|向镇|提出|提交|申请公开|要求公开|不服|诉我|等\d|（|\()"
)


@check("GIA-LAW-001", Severity.MUST_FIX, "没有规章制定权的单位，规章填 0",
       basis="《立法法》第九十一条、第九十三条", example="乡镇在规章一行填了 2 件")  # fmt: skip
def check_no_such_power(fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-001, rule 67: cells that a kind of unit can't have, as the format file says."""
    for power in fmt.not_applicable:
        for key in power.cells:
            yield Probe(frozenset((key, UNIT_KIND)), partial(_no_such_power, power, key))


def _no_such_power(power: NotApplicableRule, key: CellKey, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(key)
    if not is_number(value) or not value or sheet.report.unit_kind not in power.unit_kinds:
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


@check("GIA-LAW-002", Severity.MUST_FIX, "正文不出现身份证号、手机号、银行账号",
       basis=_PRIVACY, example="正文里写了申请人的手机号")  # fmt: skip
def check_personal_numbers(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-002, rule 68: no identity, mobile or account number; the office's own telephone is normal."""
    return text_probes(BODY_KEYS, _personal_numbers, CONTACT_PHONE)


def _personal_numbers(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    office = re.sub(r"\D", "", sheet.report.text(CONTACT_PHONE))
    identities = [match.span() for match in matches(_IDENTITY, text) if _is_identity(match.group())]
    mobiles = [
        match.span() for match in matches(_MOBILE, text) if re.sub(r"\D", "", match.group()) not in office
    ]  # fmt: skip
    accounts = [match.span(1) for match in matches(_ACCOUNT, text)]
    for name, places in (("身份证号", identities), ("手机号", mobiles), ("银行账号", accounts)):
        if places:
            yield rule.finding(
                f"正文里有{name}，公开前必须删去。",
                section_of(key),
                (),
                tuple(Span(key, *place) for place in places),
            )


def _is_identity(number: str) -> bool:
    """Tell whether eighteen digits are an identity number by its check digit (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


@check("GIA-LAW-003", Severity.MUST_FIX, "正文不出现密级、内部标志和不公开文件",
       basis=_SECRECY, example="引用了标有“秘密★1年”的文件")  # fmt: skip
def check_secret_marks(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-003, rule 69: no marks of secret or internal documents; 国家秘密 as a term is normal."""
    return text_probes(BODY_KEYS, _secret_marks)


def _secret_marks(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    for mark in wording().marks:
        found = matches(mark.pattern, text)
        if found:
            yield rule.finding(
                f"正文里有{mark.name}“{found[0].group()}”，不能公开。", section_of(key), (), spans(key, found)
            )


@check("GIA-LAW-004", Severity.EXPLAIN, "不写出申请人的姓名",
       basis=_PRIVACY, example="“申请人王小明向我镇申请公开……”")  # fmt: skip
def check_applicant_names(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-004, rules 68 and 70: applicants are not named."""
    return text_probes(BODY_KEYS, _applicant_names)


def _applicant_names(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    found = [match for match in matches(_APPLICANT, text) if "某" not in match.group(1)]
    if found:
        yield rule.finding(
            "这里写出了申请人的姓名，请删去或改成“申请人”。",
            section_of(key),
            (),
            tuple(Span(key, *match.span(1)) for match in found),
        )


@check("GIA-LAW-005", Severity.HINT, "2024 年起对不予公开不服的先复议，直接起诉的要核对",
       basis=_REVIEW_FIRST, example="2025 年度“未经复议直接起诉”填了 3 件")  # fmt: skip
def check_direct_suits(fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-005, rule 75: direct lawsuits against refusals need a review first since 2024."""
    key = next(key for key, cell in fmt.cells.items() if cell.computed and cell.row.id == "direct")
    yield Probe(frozenset((key,)), partial(_direct_suits, key))


def _direct_suits(key: CellKey, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    value = sheet.now.get(key)
    if not is_number(value) or not value or sheet.report.year < _REVIEW_FIRST_YEAR:
        return
    yield rule.finding(
        f"未经复议直接起诉有 {plain(value)} 件。2024 年起对不予公开不服的须先申请复议，"
        "请核对这些案件是不是对其他答复或以前的答复提起的。",
        "4",
        (key,),
        right=value,
    )
