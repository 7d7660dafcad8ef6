"""Typing and terms: left-overs of a template, wrong terms, brackets, signs and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.phrases import number_of, wording
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import (
    BODY_KEYS,
    WRITTEN_KEYS,
    excerpt,
    mask_live_numbers,
    matches,
    quoted,
    section_of,
    spans,
    text_probes,
    word_probes,
    words_in,
)
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import (
    LAST_YEAR,
    live_cell,
    live_numbers,
    paragraph_level,
    resolve_live_numbers,
)
from gia_desktop.core.register_numbers import REGISTER_WORDS, is_register_number
from gia_desktop.formats.groups import groups, parts_of
from gia_desktop.formats.in_words import table_name
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.word_scanner import WordScanner

_TYPING: Final = "公文文字要求"
_LIVE: Final = "本程序的活数字写法，如 {t3.new.total}"
_BRACKETS_RULE: Final = "GB/T 9704—2012：年份用六角括号〔〕括入"

_REMAINS: Final = (
    r"[×╳]{2,}|[×╳](?=[条件份次个人年月日期场篇元])|[*＊]{2,}|[○〇]{2,}|[?？]{2,}(?=[条件份次个])|[_＿]{2,}"
    r"|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[条件份次][，。；])|□+(?=[条件份次个人元年月日])"
    r"|(?<![A-Za-z0-9/_.])[XxＸｘ]{2,}(?![A-Za-z0-9/_.届])|(?<![A-Za-z0-9/_.])[XxNn](?=[条件份次])|20[XxＸｘ×]{2}"
    r"|[（(](?:示例|文字描述|略)[）)]|【[^】\n]{0,20}】|某某(?:镇|乡|县|市|区|局|单位|街道)|(?<!申请人)某[局镇乡县委办](?!某)(?=[\u4e00-\u9fff])"
    r"|请(?:在此|在这里)(?:填写|输入)|（(?:此处|请)[^）\n]{0,12}填[^）\n]{0,6}）|待(?:补充|填写|完善|核实)(?=[。，；）)\s]|$)|TODO"
    r"|\[(?:[\u4e00-\u9fff][^\]\n]{0,18}|\s*)\]|[（(]\s*[）)](?=[条件份次个元])"
    "|(?<=[\u4e00-\u9fff])[ \u3000]{2,}(?=[条件份次](?![\u4e00-\u9fff]{2}))"
    r"|〔(?![\d０-９]*〕)[^〔〕\n]{0,40}〕"  # of the phrase book; 〔2021〕 is the year of a document
)
_NO_NUMBER: Final = (
    r"(?:(?<=信息)条|(?<=规范性文件)[件条]|(?<=政策文件)[件条]|(?<=共计)[条件]|(?<=累计)[条件]|(?<=合计)[条件]|(?<=总计)[条件]"
    r"|(?<=[^公中一]共)[条件]|(?<=公开申请)[条起宗]|(?<=申请公开)[条起宗]|(?<=复议)[条起宗]|(?<=诉讼)[条起宗]|(?<=处罚)[条起宗]"
    r"|(?<=许可)[条起宗])(?=[，。；])|(?<=占)%|(?<=占比)%|(?<=增长)%|(?<=下降)%|(?<=率达)%|(?<=率为)%"
)
"""A measure word behind what it counts, and no number between them."""
_AROUND: Final = 6
"""Signs quoted before such a word."""
_TEMPLATE: Final = WordScanner([("remains", _REMAINS), ("number", _NO_NUMBER)])
_BRACKETS: Final = re.compile(r"[\[(（【﹝<《]\s*(20\d\d)\s*[\])）】﹞>》]\s*(?=第?\d+\s*号)")
_DOUBLED: Final = re.compile(
    r"([，。；：、！？])\1+|[，；、：][。，；、]|。[，；、]"
    r"|的的(?!确)|了了(?!解)|在在(?!校|职|建)|和和(?!谐|平|睦|美)|与与|是是(?!非)|我我"
    r"|政府政府|信息信息(?!化)|公开公开|申请申请|工作工作"
)
_ENGLISH: Final = re.compile(r"(?<=[\u4e00-\u9fff”》）〕])[,;:?!](?=[\u4e00-\u9fff“《（\s]|$)", re.MULTILINE)
_BROKEN_NUMBER: Final = re.compile(
    r"\d(?<![\d.].)\d{0,2}[ \u3000\u00a0]+\d{1,3}(?![\d.]|[年月日])(?=[ ]?[件条份例起项宗次篇个期人元万])"
)
_WIDE_DIGITS: Final = re.compile(r"[０-９]+")
_SENTENCE_END: Final = re.compile(r"[。；\n]")
_ENDS: Final = "。！？…”）)》：:；;」』"


@check("GIA-WORD-001", Severity.MUST_FIX, "没有模板残留：××、XX、【】、〔待填内容〕、（示例）、下划线",
       basis=_TYPING, example="本年度××镇共收到申请【】件")  # fmt: skip
def check_template_remains(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-001, rule 65: nothing of a template is left over."""
    return word_probes(WRITTEN_KEYS, _template_remains)


def _template_remains(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    for meaning, places in words_in(_TEMPLATE, key, text).items():
        first = excerpt(text[places[0].start : places[0].end])
        message = f"有 {len(places)} 处模板残留（“{first}”），请换成实际内容或删去。"
        if meaning == "number":
            around = text[max(0, places[0].start - _AROUND) : places[0].end]
            message = f"有 {len(places)} 处少了数字（“{around}”），请补上。"
        yield rule.finding(message, section_of(key), (), places)


@check("GIA-WORD-002", Severity.MUST_FIX, "活数字指向存在、已填的格",
       basis=_LIVE, example="{t3.nwe.total}")  # fmt: skip
def check_live_numbers(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-002, rule 65: a live number names a cell of the format that has a figure, one filled in."""
    return text_probes(WRITTEN_KEYS, _unknown_live_numbers)


def _unknown_live_numbers(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if "{" not in text:
        return
    shown = list(live_numbers(text))
    found = [match for match in shown if sheet.live(match.group(1)) is None]
    if found:
        yield rule.finding(
            f"活数字“{found[0].group()}”{_why_not_live(found[0].group(1), sheet)}，输出时会原样印出来。",
            section_of(key),
            (),
            spans(key, found),
        )
    blank = [match for match in shown if sheet.reads_blank(match.group(1))]
    if blank:
        name = live_cell(blank[0].group(1))
        cell, group = sheet.format.cells[parts_of(sheet.format, name)[0]], groups(sheet.format).get(name)
        row, column = (group.row, group.column) if group else (cell.row.short, cell.column.short)
        place = f"{table_name(sheet.format, cell.table)} {row} {column}"
        yield rule.finding(
            f"“{_sentence(text, blank[0], sheet)}”这一句的活数字（{place}）所在的格没有填"
            f"（共 {len(blank)} 处），现在读作“{sheet.live(blank[0].group(1))}”。请先填表，确实没有的填 0。",
            section_of(key),
            (cell.key,),
            spans(key, blank),
        )


def _sentence(text: str, number: re.Match[str], sheet: Sheet) -> str:
    """Return the sentence around a live number as it is read."""
    start = max(text.rfind(end, 0, number.start()) for end in "。；\n") + 1
    rest = _SENTENCE_END.search(text, number.end())
    return excerpt(resolve_live_numbers(text[start : rest.start() if rest else len(text)], sheet.live))


def _why_not_live(name: str, sheet: Sheet) -> str:
    if is_register_number(name):
        if name not in REGISTER_WORDS:
            return "不是登记里的数"
        return "在登记里没有写" if sheet.report.register else "要先从依申请公开登记带入年报"
    if parts_of(sheet.format, live_cell(name))[0] not in sheet.format.cells:
        return "在本格式的表里没有对应的格"
    return "没有上年的数" if name.startswith(LAST_YEAR) else "那一格的内容读不出数"


@check("GIA-WORD-003", Severity.EXPLAIN, "固定用语没有错别字",
       basis=_TYPING, example="“政复议”应为“行政复议”")  # fmt: skip
def check_typos(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-003, rule 64: typing mistakes in fixed terms."""
    return word_probes(WRITTEN_KEYS, _typos)


def _typos(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    words = wording()
    for name, places in words_in(words.misspelt, key, text).items():
        wrong, right = text[places[0].start : places[0].end], words.typos[number_of(name)].right
        yield rule.finding(f"“{wrong}”疑为“{right}”之误。", section_of(key), (), places)


@check("GIA-WORD-004", Severity.EXPLAIN, "不引用已废止的文件，文号不写错",
       basis="国务院令第711号；国办公开办函〔2021〕30号",
       example="2025 年度报告仍引国务院令第492号")  # fmt: skip
def check_old_documents(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-004, rule 61: repealed rules and wrong numbers are not cited."""
    return word_probes(BODY_KEYS, _old_documents)


def _old_documents(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    words = wording()
    for name, places in words_in(words.cited, key, text).items():
        document = words.documents[number_of(name)]
        if sheet.report.year >= document.first_year:
            cited = text[places[0].start : places[0].end]
            yield rule.finding(f"“{cited}”：{document.message}。", section_of(key), (), places)


def _simple(
    pattern: re.Pattern[str], message: str, key: TextKey, text: str, rule: Rule, _sheet: Sheet
) -> Iterator[Finding]:
    """Report all places of a pattern in one hint; ``{0}`` of the message is the first of them."""
    found = matches(pattern, mask_live_numbers(text))
    if found:
        yield rule.finding(
            message.format(excerpt(found[0].group()), len(found)), section_of(key), (), spans(key, found)
        )


@check("GIA-WORD-005", Severity.HINT, "文号的年份用六角括号〔〕",
       basis=_BRACKETS_RULE, example="国办公开办函[2021]30号")  # fmt: skip
def check_number_brackets(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-005, rule 62: the year of a document number stands in 〔〕."""
    message = "文号的年份应当用六角括号〔〕，这里写成“{0}”（{1} 处）。"
    return word_probes(BODY_KEYS, partial(_simple, _BRACKETS, message))


@check("GIA-WORD-006", Severity.HINT, "没有重复的标点和字词",
       basis=_TYPING, example="共收到申请申请 5 件，，")  # fmt: skip
def check_doubled(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-006, rule 63: doubled signs and words."""
    message = "“{0}”好像重复了（{1} 处）。"
    return word_probes(WRITTEN_KEYS, partial(_simple, _DOUBLED, message))


@check("GIA-WORD-007", Severity.HINT, "中文里用中文标点",
       basis="GB/T 15834 标点符号用法", example="受理申请,均已答复")  # fmt: skip
def check_punctuation(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-007, rule 63: no English punctuation between Chinese words."""
    message = "中文里用了英文标点“{0}”（{1} 处）。"
    return word_probes(BODY_KEYS, partial(_simple, _ENGLISH, message))


@check("GIA-WORD-008", Severity.HINT, "数字中间没有空格，数字都用半角",
       basis=_TYPING, example="收到申请 1 2件、２件")  # fmt: skip
def check_digits(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-008, rule 66: no space inside a number, no full-width digits."""
    broken = partial(_simple, _BROKEN_NUMBER, "数字“{0}”中间有空格（{1} 处）。")
    wide = partial(_simple, _WIDE_DIGITS, "数字“{0}”是全角，改成半角（{1} 处）。")
    return (*word_probes(BODY_KEYS, broken), *word_probes(BODY_KEYS, wide))


@check("GIA-WORD-009", Severity.HINT, "每一部分的最后一句写完整",
       basis=_TYPING, example="最后一段停在“下一步，我镇将”")  # fmt: skip
def check_last_sentence(_fmt: Format) -> Iterable[Probe]:
    """GIA-WORD-009, rule 63: a section ends with a full stop."""
    return text_probes(BODY_KEYS, _unfinished)


def _unfinished(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end]
    # a line without any comma is a signature, a date or a heading, not a sentence
    if line[-1:] not in _ENDS and "，" in line and not paragraph_level(line):
        read = resolve_live_numbers(quoted(text, end, end), sheet.live)
        yield rule.finding(
            f"最后一句没有句号（“{read}”），是不是没有写完？",
            section_of(key),
            (),
            spans(
                key,
                [
                    match
                    for match in matches(re.compile(r"[^\n]+"), text)
                    if match.start() <= start < match.end()
                ],
            ),
        )
