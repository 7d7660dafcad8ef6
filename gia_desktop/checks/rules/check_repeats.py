"""This year's texts against last year's: what was taken over word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import PREVIOUS, Probe, Rule, check
from gia_desktop.checks.text_places import matches, quoted, section_of, text_probes, whole
from gia_desktop.core.keys import TextKey, section_key
from gia_desktop.core.likeness import likeness
from gia_desktop.formats.in_words import without_spaces
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.aging import FIGURE, aging_figures
from gia_desktop.reading.mentions import mentions

_BASIS: Final = "各地年报审核要求：不得照抄往年"
_COMPARED: Final = (section_key("1"), section_key("5"), section_key("6"))
_MOST: Final = 70
"""Per cent of a section that may stand as last year."""
_SHORT_TEXT: Final = 60
"""A section of fewer characters has little to vary."""
_SHORT_SENTENCE: Final = 8

_SENTENCE: Final = re.compile(r"[^。；！？;\n]+[。；！？;]?")
_YEAR: Final = re.compile(r"20\d\d(?=\s*年)")


@check("GIA-YEAR-006", Severity.EXPLAIN, "正文不能大段照抄上年（只改数字也算）",
       basis=_BASIS, example="第五部分有 92% 的文字与上年相同", compares_last_year=True)  # fmt: skip
def check_repeated_text(_fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-006, rule 20: share of a section's sentences that stood in last year's, numbers aside."""
    return text_probes(_COMPARED, _repeated, PREVIOUS)


@check("GIA-YEAR-007", Severity.MUST_FIX, "不能除年份外与上年报告完全相同",
       basis="国办公开办函〔2021〕30号：内容雷同造成不良后果的要追究责任",
       example="三年报告一字不差，只改了年份",
       compares_last_year=True)  # fmt: skip
def check_identical(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-007, rule 21: the whole report is last year's but for the year."""
    yield Probe(frozenset((*_COMPARED, *fmt.entered, PREVIOUS)), _identical)


@check("GIA-YEAR-008", Severity.HINT, "照抄上年的句子，其中的数字和年份也要核对",
       basis=_BASIS, compares_last_year=True,
       example="“组织培训 4 次，培训 120 人次”一句与上年一字不差")  # fmt: skip
def check_untouched_figures(_fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-008, rule 20: figures and years left as they were in sentences taken over from last year."""
    return text_probes(_COMPARED, _untouched, PREVIOUS)


def _last_text(key: TextKey, sheet: Sheet) -> str:
    previous = sheet.report.previous
    if previous is None or not knows_last_year(sheet):
        return ""
    return previous.sections.get(section_of(key), "")


def _too_similar(text: str, last: str) -> bool:
    return len(without_spaces(text)) >= _SHORT_TEXT and likeness(text, last).percent >= _MOST


def _repeated(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    last = _last_text(key, sheet)
    if not last or not _too_similar(text, last):
        return
    found = likeness(text, last)
    yield rule.finding(
        f"这一部分有 {found.percent}% 的文字与上年报告相同（数字不计）。请改写，写出本年的做法和变化。",
        section_of(key),
        (),
        tuple(Span(key, start, end) for start, end in found.runs),
    )


def _identical(rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    previous = sheet.report.previous
    if previous is None or not knows_last_year(sheet):
        return
    texts = [
        (_YEAR.sub("", sheet.report.text(key)), _YEAR.sub("", _last_text(key, sheet))) for key in _COMPARED
    ]
    if any(now != last for now, last in texts) or sum(len(now) for now, _ in texts) < _SHORT_TEXT:
        return
    if any(sheet.now.get(key) != sheet.last.get(key) for key in sheet.format.entered):
        return
    first = next(key for key in _COMPARED if sheet.report.text(key))
    yield rule.finding(
        f"除年份外，正文和三张表与 {previous.year} 年报告完全相同。请按本年实际情况重新填写。",
        section_of(first),
        (),
        whole(first, sheet.report.text(first)),
    )


def _untouched(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    last = _last_text(key, sheet)
    if not last:
        return
    found = _left_figures(text, last, sheet.report.year)
    if found:
        start, end = found[0]
        end += text.startswith("年", end)
        yield rule.finding(
            f"照抄上年的句子里，有 {len(found)} 处数字或年份也和上年一样"
            f"（“{quoted(text, start, end)}”），请核对是不是本年的。",
            section_of(key),
            (),
            tuple(Span(key, *place) for place in found),
        )


@lru_cache(maxsize=32)
def _left_figures(text: str, last: str, year: int) -> tuple[tuple[int, int], ...]:
    """Return the figures that stand as last year in sentences whose wording stands as last year.

    Those that name a figure of the tables are left to the rules on numbers.
    """
    known: dict[str, list[str]] = {}
    for match in matches(_SENTENCE, last):
        known.setdefault(_wording(match.group()), []).extend(FIGURE.findall(match.group()))
    aging = {figure.span() for figure in aging_figures(text, year)}
    tied = {place for mention in mentions(text, year) for place in range(*mention.span)}
    found = []
    for sentence in matches(_SENTENCE, text):
        wording = _wording(sentence.group())
        if len(wording) < _SHORT_SENTENCE or wording not in known:
            continue
        figures = FIGURE.finditer(text, *sentence.span())
        for figure, before in zip(figures, known[wording], strict=False):
            start, end = figure.span()
            if figure.group() == before and (start, end) in aging:
                found += [] if tied.intersection(range(start, end)) else [(start, end)]
    return tuple(found)


def _wording(sentence: str) -> str:
    return FIGURE.sub("#", without_spaces(sentence))
