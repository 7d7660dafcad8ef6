"""What was left over from another year or another unit: years, names, prose that fits anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import (
    BODY_KEYS,
    TextPlace,
    matches,
    section_of,
    spans,
    text_probes,
    word_probes,
)
from gia_desktop.core.keys import PREAMBLE, UNIT_KIND, UNIT_NAME, TextKey, section_key
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.plain_text import sentences
from gia_desktop.reading.sentence_parts import clauses
from gia_desktop.reading.subjects import is_own
from gia_desktop.reading.unit_names import same_spelling

_OWN_YEAR: Final = "各地年报审核要求：不得残留往年内容"
_OWN_NAME: Final = "各地年报审核要求：不得残留其他单位的内容"
_OWN_WORK: Final = "各地年报审核要求：写本单位的情况，不写套话"

_START: Final = (
    r"^\s*(?:[（(][一二三四五六七八九十]+[）)][^。：，]{0,20}[。：]|\d{1,2}[.、．](?:[^。：，\d]{2,14}：)?"
    r"|[一二三四五六七八九十]是|[据经]统计，)?\s*"
)
_DONE: Final = (
    r"主动公开|公开发布|收到|受理|办理|办结|答复|新收|制作|制发|印发|发布|公开|举办|召开|组织|开展|新增"
    r"|更新|接收|接到"
)
_YEAR_OF_WORK: Final = re.compile(
    rf"{_START}(?P<year>20\d\d)年度?[，、]?(?:(?:我|全|本)[\u4e00-\u9fff]{{1,3}}?[，]?)?"
    rf"(?:共|累计|共计|全年|一共){{0,2}}(?:{_DONE})"
)
_YEAR_TOLD: Final = re.compile(rf"(?:{_START}|(?<=[，；：]))(?P<year>20\d\d)年(?:度|以来)?(?P<rest>[^。]*)")
_ADVERBIAL: Final = re.compile(
    r"[，、]|(?:我|本|全)[\u4e00-\u9fff]|(?:度|全年)?(?:共|累计|总计|全年|持续|认真|未|没有|无(?!障)|通过|积极|严格|坚持|围绕|按照|深入|扎实|切实)"
    r"|在[^，。]{2,30}下|在(?:我|本|省|市|州|县|区|镇|乡|政府|门户|官)|依托|结合|因(?:政府)?信息公开|新收|新?受理|收到|新?发布|主动公开(?:政府|政务)?信息|1(?:-|—|~|至|到)12月|处理|办结|制作|产生|发生|生成"
    r"|(?:[局委厅]?(?:政府|政务|门户)?网站)(?:主动)?(?:发布|公开)|年内"
)
"""What makes a year tell the time of its sentence: 2023年，我局…; 2023年财政决算 does not."""
_WORK: Final = re.compile(r"公开|发布|申请|受理|政务|信息|制发|条例|规范性文件|行政复议|行政诉讼")
_COUNTS: Final = re.compile(rf"(?:{_DONE}|未|没有|无)[^。]*")
_UNTIL: Final = re.compile(
    r"截[至止到]{1,2}(?P<year>20\d\d)年(?:12月31日|12月底|12月(?!\d)|十二月底|年?底|年?末)"
)
_REPORTING: Final = re.compile(
    r"(?:现将|现(?:发布|公布|公开|报告)|本报告[是为]|(?<!负责)(?<!指导)编制(?:了|本)?)(?P<between>[^。]{0,30}?)(?P<year>20\d\d)年度?[^。，]{0,25}(?:报告|情况)"
)
_REPORT_FOLLOWS: Final = re.compile(r"(?P<year>20\d\d)年度?[^。，]{0,25}(?:报告|情况)如下")
_THEN: Final = (
    r"(?:在|于)?(?P<year>20\d\d)年度?(?:内|中)?，?"
    r"(?:共|累计|全年|主动公开|收到|受理|公开|发布|未|没有|无(?!障)|认真|通过|持续|进一步|积极|在)"
)
_OWN_THEN: Final = re.compile(
    rf"(?:^|(?<=[，。；]))(?:我|本|全)(?:局|委|办|厅|镇|乡|街道|县|市|区|单位|机关){_THEN}"
)
_NAME_THEN: Final = re.compile(
    rf"{_START}(?P<name>[\u4e00-\u9fff]{{2,16}}?(?:局|委|办|镇|乡|街道|办事处|政府|中心)){_THEN}"
)
_NOT_THE_YEAR: Final = re.compile(
    r"(?<![较比与同])(?:去年|上年)(?!度?(?:的)?(?:未办结)?(?:结转|转结|接转|转接|无|没有))|往年|今年|以来(?!，)|[较比与同]20"
    r"|获评|荣获|被评"
    r"|20\d\d年度?(?:的)?(?:尚)?(?:未办结|未办理|遗留|结转|转结|转接|接转)|(?:结转|转结)(?:自|于)?20"
)
"""What makes an earlier year one that is spoken of beside the year of the report."""
_NOT_YET: Final = re.compile(r"(?<!现)将|计划|拟|继续|进一步|打算|结转|转结|转接")
"""What makes a later year one of plans."""
_LONGEST_NAME: Final = 32
"""Signs of a subject behind a year."""
_RECENT: Final = 2
"""Years back that a text may have been left from."""
_ANY_YEAR: Final = re.compile(r"(20\d\d)年")
_CARRY_YEAR: Final = re.compile(r"20\d\d.*(?:结转|转结|顺延)|(?:结转|转结|顺延).*20\d\d")
_INTO_NOW: Final = re.compile(r"(?:结转|转结|顺延)(?:至|到)?20\d\d年度?(?:继续)?(?:办理|答复)")
_APPLICATIONS: Final = re.compile(r"依申请|信息公开申请|申请公开|公开申请")

_ONE_UNIT: Final = frozenset({"township", "subdistrict", "county_department", "city_department"})
"""Kinds of units that report on themselves alone."""
_LOCAL_UNIT: Final = frozenset({"township", "subdistrict", "county_department"})
_WHEN: Final = r"(?:20\d\d年度?(?:1[-—至]12月)?|目前|今年|本年度?|全年|当年)"
_BEFORE_NAME: Final = (
    r"(?:(?:按照|根据|依据|依照|对照)[^，。；]{2,40}，|(?:一年来|(?:今年|本年度?|年)以来)，?"
    r"|截[至止到][^，。；]{2,16}，?|在[^，。；]{2,30}下，)?"
)
_NAMED: Final = (
    r"(?P<name>[\u4e00-\u9fff]{1,10}?(?:镇|乡|街道)(?:办事处|人民政府|政府)?"
    r"|[县市区]?[\u4e00-\u9fff]{2,10}?(?:局|委员会|健委|业委|[建改信]委))"
)
_OWN_WORKS: Final = (
    r"(?:主动公开|没有因政|无因政|新收到|新受理|接到|尚未收到|按[期时]办结|开展了?依申请|公开(?:各类|政府|政务|文件|公告|信息)|发布(?:各类|政府|政务)?信息|未收到|没有(?:收到|受理|接到)|收到(?!的)|接收|受理|新收|承办|共?办理(?:依申请|政府信息|\d)"
    r"|无依申请|未(?:发生|出现|接到|接收|制发|制定|受理)|没有依申请|依申请公开(?:请求|申请|件|信息|事项)?(?:办理)?\d|因政府信息公开|(?:在|通过|于)[^，。；]{0,24}(?:网站?|平台|公众号|专栏|系统|目录)[^，。；]{0,8}(?:公开|发布|更新)"
    r"|(?:门户网站|网站|微信公众号|政府信息公开平台)[^，。；]{0,8}(?:累计)?(?:公开|发布|信息)|制发|发文\d)"
)
"""What only the unit itself tells of: its own publishing, the applications it got."""
_OTHER_UNIT: Final = re.compile(
    rf"{_START}(?:{_WHEN}[，]?)?{_BEFORE_NAME}{_NAMED}(?:党委(?:[、和]?政府)?)?{_WHEN}?，?(?:共|总共|累计|共计|全年|本年度)*"
    rf"(?:{_OWN_WORKS}|认真|高度重视|严格(?:落实|执行|按照)|全面(?:落实|推进|贯彻)|持续|始终|坚持|不断|积极|扎实|切实"
    r"|贯彻|深入|依托|通过|围绕|按照|结合|聚焦|优化|健全|秉持|着力|紧紧|紧盯|充分|安排专人|明确专人|指定专人|立足|把(?:政务|政府|信息)|成立|配备|建立|强化|加大|落实专人|本着|利用|重点围绕|在[^，。；]{2,20}领导下|严格依据)"
)
_OTHER_WITHIN: Final = re.compile(
    rf"[，；](?:{_WHEN}[，]?)?{_NAMED}{_WHEN}?(?:共|累计|共计|全年)*{_OWN_WORKS}"
)
_ABOUT_NOBODY: Final = re.compile(
    r"各|全|我|本|该|其他|有关|相关|上级|部分|纪|组织|党|政法|编|利用|借助|在|由|向|对|将|把|从|因|与|经(?![济信开贸营])"
    r"|具体|积极|及时|配合|协助|会同|联合|其中|以及|和|.*(?:通过|包括|依托|主动|发布|公开)"
)
_OURS: Final = re.compile(r"[我本全各该](?:[镇乡县区市局委办]|街道)")
_GENERIC: Final = re.compile(
    r"(?:部分|多数|大多数|少数|一些|个别|有的|各)(?:地区|地方|县区|县市区|区县|县市|市直部门|县直部门|区直部门|市县|地区和(?:部门|单位)|地方和(?:部门|单位))"
    r"|(?:多数|大多数|少数)(?:部门|单位)|各地区?[、和]各(?:部门|单位)|(?:部分|个别|少数)(?:单位|部门)和(?:地区|地方|县区|乡镇)|[市县区]直(?:部门|单位)[、和](?:县区|区县|乡镇|镇街)|一些部门和单位|部分地区和单位"
)


@check("GIA-WORD-010", Severity.EXPLAIN, "正文写的是报告年度的工作，没有残留往年或下一年的年份",
       basis=_OWN_YEAR, example="2025 年度报告写“2024年，我镇共主动公开信息 120 条”")  # fmt: skip
def check_other_years(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-010, rules 56 and 60: another year's number before what was done this year.

    A sentence tells of the work of another year when that year alone stands in it and gives it its time.
    """
    return text_probes(BODY_KEYS, _other_years, UNIT_NAME, UNIT_KIND)


def _other_years(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    year, name, kind = sheet.report.year, sheet.report.unit_name, sheet.report.unit_kind
    for sentence in sentences(text):
        found = _odd_year(sentence.text, year, name, kind, key == PREAMBLE)
        if found is not None:
            start, end = sentence.span(*found)
            place = TextPlace(key, text, start, end)
            yield rule.finding(
                f"这是 {year} 年度的报告，“{place.quote(sheet)}”写的却是另一年，是不是往年的文字没有改？",
                place.section, (), (place.span,), left=year, right=int(sentence.text[found[0] :][:4]),
            )  # fmt: skip


@lru_cache(maxsize=8192)
def _odd_year(text: str, year: int, name: str, kind: str, opening: bool) -> tuple[int, int] | None:  # noqa: FBT001
    """Return where an even sentence tells of another year, or carries applications through a wrong one."""
    if "20" not in text:
        return None
    return _year_of_work(text, year, (name, kind), opening=opening) or _carried_year(text, year)


def _year_of_work(text: str, year: int, unit: tuple[str, str], *, opening: bool) -> tuple[int, int] | None:
    """Return where a sentence names another year as the time of what it tells."""
    years = {int(found) for found in _ANY_YEAR.findall(text)}
    if year in years or len(years) != 1 or _NOT_THE_YEAR.search(text):
        return None
    past = min(years) < year
    if not past and _NOT_YET.search(text):
        return None
    for told in _YEAR_TOLD.finditer(text) if past and year - min(years) <= _RECENT else ():
        begins = told.start("year") == told.start() == 0 or text[told.start("year") - 1] not in "，；："
        if _tells_when(told["rest"], unit) and (begins or _COUNTS.search(told["rest"])):
            return told.span("year")
    reporting = _REPORTING.search(text)
    if reporting is not None and (opening or not reporting.group().startswith("编制")):
        return reporting.span("year")
    for pattern in (_REPORT_FOLLOWS, _YEAR_OF_WORK, _OWN_THEN, _UNTIL):
        match = pattern.search(text)
        if match is not None:
            return match.span("year")
    named = _NAME_THEN.match(text)
    return named.span("year") if named is not None and is_own(named["name"], *unit) else None


def _tells_when(rest: str, unit: tuple[str, str]) -> bool:
    """Tell whether what follows a year makes it the time of the unit's work."""
    if not _WORK.search(rest):
        return False
    if _ADVERBIAL.match(rest):
        return True
    return any(is_own(rest[:end], *unit) for end in range(2, min(len(rest), _LONGEST_NAME)))


def _carried_year(text: str, year: int) -> tuple[int, int] | None:
    """Return where a sentence carries applications over from, or into, a year that can't be."""
    if not _APPLICATIONS.search(text):
        return None
    words = [word for clause in clauses(text, year) for word in clause.words]
    if any(word.meaning == "period" for word in words):
        return None
    odd = [word for word in words if word.meaning == "unsure" and _CARRY_YEAR.search(word.text)]
    came = [word for word in words if word.meaning == "carry_in"]
    odd += [word for word in came[1:] if _INTO_NOW.match(word.text)]  # 2023年结转1件，结转2024年继续办理1件
    if len(odd) != 1:
        return None
    at = odd[0].start + odd[0].text.index("20")
    return at, at + 4


@check("GIA-WORD-015", Severity.EXPLAIN, "正文说的是本单位的工作，主语不是别的单位",
       basis=_OWN_NAME, example="清河镇的报告写“白水镇高度重视政府信息公开工作”")  # fmt: skip
def check_other_subject(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-015, rule 58: another town, street or bureau as the one that did the unit's work."""
    return word_probes(BODY_KEYS, _other_subject, UNIT_NAME, UNIT_KIND)


def _other_subject(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    name, kind = sheet.report.unit_name, sheet.report.unit_kind
    if kind not in _ONE_UNIT or not name or same_spelling(name).endswith("府办"):
        return
    for sentence in sentences(text):
        match = _subject_of_work(sentence.text)
        if match is not None and not is_own(match["name"], name, kind):
            span = Span(key, *sentence.span(*match.span("name")))
            yield rule.finding(
                f"这一句写的是“{match['name']}”的工作，填报单位是“{name}”，是不是抄了别的单位的文字？",
                section_of(key), (), (span,),
            )  # fmt: skip


@lru_cache(maxsize=8192)
def _subject_of_work(text: str) -> re.Match[str] | None:
    """Return the unit that an even sentence tells the work of."""
    match = _OTHER_UNIT.match(text) or _OTHER_WITHIN.search(text)
    if match is None or _ABOUT_NOBODY.match(match["name"]) or _OURS.search(match["name"]):
        return None
    return match if _WORK.search(text) else None


@check("GIA-WORD-016", Severity.HINT, "写本单位的情况，不写“部分地区”“多数部门”这类套话",
       basis=_OWN_WORK, example="清河镇的报告写“部分地区和部门公开不够及时”")  # fmt: skip
def check_generic_prose(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-016: prose of a superior's report in that of a town or bureau."""
    return word_probes((section_key("1"), section_key("5")), _generic, UNIT_NAME, UNIT_KIND)


def _generic(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if sheet.report.unit_kind not in _LOCAL_UNIT or same_spelling(sheet.report.unit_name).endswith("府办"):
        return
    found = matches(_GENERIC, text)
    if found:
        yield rule.finding(
            f"“{found[0].group()}”像是上级报告里的话（{len(found)} 处）。这里写本单位自己的情况。",
            section_of(key), (), spans(key, found),
        )  # fmt: skip
