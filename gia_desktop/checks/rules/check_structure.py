"""The make-up of the report: title, parts, headings, what each section must contain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.phrases import Aspect, wording
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import (
    excerpt,
    matches,
    section_of,
    spans,
    text_probes,
    whole,
    word_probes,
)
from gia_desktop.core.keys import (
    INFO_SECTION,
    PREAMBLE,
    SECTION_KEYS,
    TITLE,
    UNCHECKED,
    UNIT_KIND,
    UNIT_NAME,
    TextKey,
    section_key,
)
from gia_desktop.core.narrative import paragraph_level
from gia_desktop.core.numerals import chinese_number
from gia_desktop.core.report import default_title
from gia_desktop.formats.filling import (
    blank_cells,
    carried_cells,
    columns_balanced,
    columns_of_entry,
    entered_cells,
    is_begun,
    open_sides,
)
from gia_desktop.formats.in_words import amount, table_name, typed_parts, without_spaces
from gia_desktop.formats.schema import Balance, Format, Section
from gia_desktop.formats.sheet import Sheet

_SUMMARY, _PROBLEMS, _OTHER = section_key("1"), section_key("5"), section_key("6")
_SIX: Final = "国办公开办函〔2021〕30号规定的六个部分"
_FIVE: Final = "国办公开办函〔2021〕30号：总体情况包括五个方面（《条例》第五十条）"
_LONGEST: Final = 1000
_SHORTEST: Final = 10
_LARGE_UNITS: Final = frozenset({"county", "city", "province", "ministry", "province_department"})
"""Their reports are longer by nature."""

_LINE: Final = re.compile(r"[^\n]+")
_NOTHING: Final = re.compile(r"(?:暂?无|没有|/|-|—+)[。.]?")
_PARTS: Final = re.compile(
    r"(?:(?:报告|全文|内容)(?:共|由|分|包括|以下|下列|为|总|有|主要){0,4})?"
    r"([一二三四五六七八九十]|\d{1,2})个?(?:大)?(?:部分|方面)(?:组成|构成|内容|(?<=部分)[，,。：:（(])"
)
_ITEM: Final = re.compile(r"([一二三四五六七八九])是")
_PROBLEM_WORDS: Final = re.compile(r"问题|不足|短板|差距|薄弱|欠缺|不够|有待|仍需|不高|不强")
_MEASURE_WORDS: Final = re.compile(r"改进|措施|下一步|今后|整改|加强|提升|提高|完善|强化|将")
_MEASURES_BEGIN: Final = re.compile(
    r"下一步|今后|改进(?:情况|措施|方向)|针对(?:上述|以上|存在)|202\d年，?我?[^，。]{0,6}将"
)


@check("GIA-FORM-001", Severity.MUST_FIX, "正文里不再用“一、二、三、”作小标题，这是六大部分的序号",
       basis=_SIX, example="总体情况里又写“一、主动公开情况”")  # fmt: skip
def check_first_level_numbers(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-001, rules 40 to 43: the program prints the six first-level headings itself."""
    return word_probes(SECTION_KEYS, _first_level)


def _first_level(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    found = [match for match in matches(_LINE, text) if paragraph_level(match.group()) == 1]
    if not found:
        return
    line = found[0].group().strip()
    name = line.partition("、")[2]
    other = next((section for section in sheet.format.sections if section.heading.endswith(name)), None)
    hint = (
        f"它是第{other.number}部分的标题，这里的文字是不是放错了地方？"
        if name and other is not None and other.id != section_of(key)
        else "小标题请改用（一）（二）。"
    )
    yield rule.finding(
        f"正文里出现了一级标题“{excerpt(line)}”。{hint}", section_of(key), (), spans(key, found)
    )


@check("GIA-FORM-002", Severity.MUST_FIX, "用报告年度对应的格式，2021 年度起用新格式",
       basis="国办公开办函〔2021〕30号", example="2022 年度报告仍用 2019 年格式")  # fmt: skip
def check_format_year(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-002, rule 46: the tables are those of the report year."""
    yield Probe(frozenset((TITLE,)), _wrong_format)


def _wrong_format(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if sheet.format.covers(sheet.report.year):
        return
    yield rule.finding(
        f"{sheet.report.year} 年度的报告不能用 {sheet.format.name}，请按本年度新建一份，把内容粘贴过去。",
        INFO_SECTION,
        (),
        whole(TITLE, sheet.report.text(TITLE)),
    )


@check("GIA-FORM-003", Severity.MUST_FIX, "三张表都要填，没有发生的也要填 0",
       basis=_SIX, example="表二、表三填好了，表四整张空着")  # fmt: skip
def check_empty_tables(fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-003, rule 44: no table is left empty once the others are complete or the text is written.

    A table that holds nothing but what was carried over from last year is empty.
    """
    yield Probe(frozenset((UNCHECKED, *fmt.entered, *SECTION_KEYS)), _empty_tables)


def _empty_tables(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    tables = sheet.format.tables
    empty = [table for table in tables if not is_begun(sheet, table)]
    for table in empty:
        if _is_being_finished(sheet, empty):
            blank = blank_cells(sheet, table)
            carried = len(entered_cells(sheet.format, table)) - len(blank)
            but = f"（除了承接上年的 {carried} 格）" if carried else ""
            told = (
                f"整张没有填{but}。没有发生的也要填 0，可用“空格补零”。"
                if blank
                else f"的 {carried} 格都照去年，没有一格填过、核对过。请逐格改成今年的数，或者确认无误。"
            )
            yield rule.finding(
                f"{table_name(sheet.format, table)}{told}", sheet.format.section_of_table(table).id, blank
            )


def _is_being_finished(sheet: Sheet, but: Collection[str]) -> bool:
    """Tell whether a report is nearly done: its text is written, or all tables but some are complete."""
    others = [table for table in sheet.format.tables if table not in but]
    written = any(sheet.report.text(key).strip() for key in SECTION_KEYS)
    complete = len(but) == 1 and not any(blank_cells(sheet, table) for table in others)
    return written or complete


@check("GIA-FORM-016", Severity.MUST_FIX, "表三没有整列或勾稽的一边空着，表四没有整组空着",
       basis=_SIX, example="自然人一列填好了，商业企业一列全空着")  # fmt: skip
def check_empty_columns(fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-016, rule 44: no column of a table is left empty beside one that is complete or balances.

    Nor where nothing else is left to do. Nor is one side of a balance left empty: as long as it is, there is
    nothing to be compared.
    """
    columns = columns_balanced(fmt)
    sides = (key for balance in columns for key in (*balance.left, *balance.right))
    yield Probe(frozenset((UNCHECKED, *fmt.entered, *sides, *SECTION_KEYS)), _empty_columns)
    for place, balance in enumerate(columns):
        later = columns[place + 1 :]
        figures = (key for one in (balance, *later) for key in (*one.left, *one.right))
        yield Probe(frozenset((*fmt.entered, *figures, *SECTION_KEYS)), partial(_empty_side, balance, later))


def _empty_side(balance: Balance, later: Sequence[Balance], rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    """Tell of a column with one side filled in and nothing on the other.

    Results without anything received are told once all of them are there, the reverse only beside a column
    that is complete, and once a column behind it is begun: a person fills in columns from above.
    """
    left_open, right_open = open_sides(sheet, balance)
    if left_open == right_open or not _is_being_finished(sheet, (balance.table,)):
        return
    values, fmt = sheet.report.values, sheet.format
    filled, empty = (
        frozenset(typed_parts(fmt, side)) - carried_cells(fmt)
        for side in ((balance.right, balance.left) if left_open else (balance.left, balance.right))
    )
    if left_open:
        is_due = all(key in values for key in filled)
    else:
        is_left_behind = not later or any(not all(open_sides(sheet, one)) for one in later)
        is_due = is_left_behind and balance.table in _complete(sheet)
    if is_due:
        what = "新收" if left_open else "办理结果和结转"
        keys = tuple(key for key in fmt.entered if key in empty and key not in values)
        yield rule.finding(
            f"{table_name(fmt, balance.table)}{balance.column.short}列的{what}没有填，两边还不能勾稽。"
            "没有发生的也要填 0。",
            balance.section, keys,
        )  # fmt: skip


def _complete(sheet: Sheet) -> Collection[str]:
    """Return the tables of which a column or group is filled in completely."""
    values, cells = sheet.report.values, sheet.format.cells
    columns = columns_of_entry(sheet.format)
    return {cells[keys[0]].table for _, keys in columns if all(key in values for key in keys)}


def _due(sheet: Sheet) -> Sequence[str]:
    """Return the tables of which every column or group must be filled in by now.

    Where zeros are left blank no column is complete, but one that balances is done.
    """
    left = [table for table in sheet.format.tables if blank_cells(sheet, table)]
    if not left:
        return ()
    texts = (section_key(item.id) for item in sheet.format.sections if not item.table)
    if len(left) == 1 and is_begun(sheet, left[0]) and all(sheet.report.text(key).strip() for key in texts):
        return left
    worked = {*_complete(sheet), *(one.table for one in columns_balanced(sheet.format) if _holds(one, sheet))}
    return [table for table in left if table in worked and _is_being_finished(sheet, (table,))]


def _holds(balance: Balance, sheet: Sheet) -> bool:
    """Tell whether both sides of a column are filled in and equal."""
    is_filled = not any(open_sides(sheet, balance))
    return is_filled and amount(sheet, balance.left) == amount(sheet, balance.right)


def _empty_columns(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    values, cells = sheet.report.values, sheet.format.cells
    for table in _due(sheet):
        empty = [
            (name, keys)
            for name, keys in columns_of_entry(sheet.format)
            if cells[keys[0]].table == table and not any(key in values for key in keys)
        ]
        if empty:
            names, what = "、".join(name for name, _ in empty), "列" if table == "t3" else "组"
            said = f"{names}整{what}" if len(empty) == 1 else f"有 {len(empty)} {what}（{names}）整{what}"
            yield rule.finding(
                f"{table_name(sheet.format, table)}{said}没有填。"
                "没有发生的也要填 0，可用“空格补零”。",
                sheet.format.section_of_table(table).id, tuple(key for _, keys in empty for key in keys),
            )  # fmt: skip


@check("GIA-FORM-004", Severity.MUST_FIX, "总体情况写全五个方面",
       basis=_FIVE, example="总体情况没有写到政府信息管理")  # fmt: skip
def check_aspects(fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-004, rule 48: 主动公开、依申请公开、政府信息管理、平台建设、监督保障 are all spoken of."""
    for section in fmt.sections:
        if section.aspects:
            yield from word_probes((section_key(section.id),), partial(_missing_aspects, section))


def _missing_aspects(
    section: Section, key: TextKey, text: str, rule: Rule, _sheet: Sheet
) -> Iterator[Finding]:
    if len(without_spaces(text)) < _SHORTEST:
        return  # not written yet; GIA-FORM-006 says so
    missing = [
        name for name in section.aspects if not any(word in text for word in _aspect(name).words)
    ]  # fmt: skip
    if missing:
        yield rule.finding(
            f"总体情况还没有写到{'、'.join(f'“{name}”' for name in missing)}，五个方面都要写。",
            section.id,
            (),
            whole(key, text),
        )


def _aspect(name: str) -> Aspect:
    return next((aspect for aspect in wording().aspects if aspect.name == name), Aspect(name, (name,)))


@check("GIA-FORM-005", Severity.HINT, "总体情况一般不超过 1000 字",
       basis="一些市的编制通知：总体情况原则上不超过 1000 字",
       example="乡镇的总体情况写了 2300 字")  # fmt: skip
def check_length(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-005, rule 49: 总体情况 of a town or bureau has at most 1000 characters in principle."""
    return text_probes((_SUMMARY,), _too_long, UNIT_KIND)


def _too_long(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if sheet.report.unit_kind in _LARGE_UNITS:
        return
    size = len(without_spaces(sheet.text(key)))
    if size > _LONGEST:
        yield rule.finding(
            f"总体情况有 {size} 字，一些地方要求不超过 {_LONGEST} 字，可再精简。",
            "1",
            (),
            whole(key, text),
            left=_LONGEST,
            right=size,
            difference=size - _LONGEST,
        )


@check("GIA-FORM-006", Severity.MUST_FIX, "总体情况、存在的主要问题及改进情况要写，不能空着或只写“无”",
       basis=_SIX, example="第五部分只写了“无”")  # fmt: skip
def check_empty_sections(fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-006, rule 50: sections 一 and 五 are neither empty nor 无 nor under ten characters."""
    for section in fmt.sections:
        if section.id in {"1", "5"}:
            yield Probe(frozenset((section_key(section.id),)), partial(_empty_section, section))


def _empty_section(section: Section, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    key = section_key(section.id)
    text = sheet.report.text(key)
    plain = without_spaces(text)
    if len(plain) >= _SHORTEST:
        return
    state = "还没有写" if not plain else f"只写了“{plain}”，要写具体"
    yield rule.finding(f"“{section.heading}”{state}。", section.id, (), whole(key, text))


@check("GIA-FORM-007", Severity.EXPLAIN, "其他需要报告的事项不能空着，没有的也要写明",
       basis=_SIX, example="第六部分空着")  # fmt: skip
def check_other_matters(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-007, rule 52 (first half): section 六 says at least that there is nothing to report."""
    yield Probe(frozenset((_OTHER,)), _nothing_said)


def _nothing_said(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    text = sheet.report.text(_OTHER)
    if not text.strip():
        yield rule.finding(
            "“其他需要报告的事项”还没有写。没有的话写“本年度无其他需要报告的事项”和信息处理费收取情况。",
            "6",
            (),
            whole(_OTHER),
        )


@check("GIA-FORM-008", Severity.HINT, "其他需要报告的事项里写明信息处理费收取情况",
       basis="国办函〔2020〕109号及各地做法", example="第六部分没有提到信息处理费")  # fmt: skip
def check_fee_sentence(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-008, rule 52 (second half): the fee for processing information is accounted for in 六."""
    return word_probes((_OTHER,), _no_fee_sentence, _SUMMARY)


def _no_fee_sentence(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if "处理费" not in text and "收费" not in text and "处理费" not in sheet.report.text(_SUMMARY):
        yield rule.finding(
            "没有写信息处理费收取情况。可补一句“本年度未收取政府信息公开信息处理费”或写明件数和金额。",
            "6",
            (),
            whole(key, text),
        )


@check("GIA-FORM-009", Severity.EXPLAIN, "第五部分既写问题，也写改进措施",
       basis="各地编制通知：问题与措施一一对应", example="只写了三个问题，没有写怎么改")  # fmt: skip
def check_problems_and_measures(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-009, rule 51 (first half): section 五 names problems and measures."""
    return word_probes((_PROBLEMS,), _one_sided)


def _one_sided(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    if len(without_spaces(text)) < _SHORTEST:
        return
    problems, measures = _PROBLEM_WORDS.search(text), _MEASURE_WORDS.search(text)
    if problems and measures:
        return
    missing = "存在的问题" if measures else "改进措施"
    yield rule.finding(f"第五部分好像没有写{missing}。问题和改进措施都要写。", "5", (), whole(key, text))


@check("GIA-FORM-010", Severity.HINT, "第五部分的问题和措施一一对应",
       basis="各地编制通知：问题与措施一一对应", example="列了三个问题，只有两条措施")  # fmt: skip
def check_as_many_measures(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-010, rule 51 (second half): as many measures (一是…) as problems."""
    return word_probes((_PROBLEMS,), _unpaired)


def _unpaired(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    turn = next(
        (match for match in matches(_MEASURES_BEGIN, text) if _ITEM.search(text[: match.start()])), None
    )
    if turn is None:
        return
    problems = len(_ITEM.findall(text[: turn.start()]))
    measures = len(_ITEM.findall(text[turn.start() :]))
    if problems != measures and measures:
        yield rule.finding(
            f"列了 {problems} 个问题、{measures} 条措施，最好一一对应。",
            "5",
            (),
            spans(key, matches(_ITEM, text)),
            left=problems,
            right=measures,
            difference=measures - problems,
        )


@check("GIA-FORM-011", Severity.EXPLAIN, "标题是“单位全称 + 年份 + 年政府信息公开工作年度报告”",
       basis="《政府信息公开条例》第四十九条：政府信息公开工作年度报告",
       example="××镇2025年度政府信息公开工作报告")  # fmt: skip
def check_title(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-011, rule 53: the title is unit, year and the legal name of the document."""
    return word_probes((TITLE,), _odd_title, UNIT_NAME)


def _odd_title(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    unit, year = without_spaces(sheet.report.unit_name), sheet.report.year
    good = (default_title(unit, year), f"{year}年{unit}政府信息公开工作年度报告")
    if not unit or without_spaces(text) in good:
        return
    yield rule.finding(f"标题与惯用写法不同，一般写作“{good[0]}”。", INFO_SECTION, (), whole(key, text))


@check("GIA-FORM-012", Severity.EXPLAIN, "正文说的部分个数与实际一致：全文六个部分",
       basis=_SIX, example="开头写“本报告由七个部分组成”")  # fmt: skip
def check_number_of_parts(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-012, rule 54: 六个部分 in the opening text, and as many listed as announced."""
    return word_probes((PREAMBLE, _SUMMARY), _wrong_number_of_parts)


def _wrong_number_of_parts(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    for match in matches(_PARTS, text):
        said = chinese_number(match.group(1)) or int(match.group(1))
        start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        sentence = text[start : (text.find("。", match.end()) + 1) or None]
        missing = _unlisted(sheet.format.sections, sentence)
        if said != len(sheet.format.sections):
            message = f"正文说有 {said} 个部分，按规定是 {len(sheet.format.sections)} 个部分。"
        elif 0 < len(missing) < said // 2:
            names = "、".join(f"“{section.name}”" for section in missing)
            message = f"正文说有 {said} 个部分，后面却没有列出{names}。"
        else:
            continue
        yield rule.finding(
            message,
            section_of(key),
            (),
            (Span(key, match.start(), match.end()),),
            left=len(sheet.format.sections),
            right=said,
        )


def _unlisted(sections: Sequence[Section], sentence: str) -> list[Section]:
    words = wording().parts
    return [section for section in sections if not any(word in sentence for word in words[section.id])]
