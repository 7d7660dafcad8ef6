"""This year's texts against last year's: what was taken over word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.registry import PREVIOUS, Probe, check
from gia_desktop.checks.texts import matches, section_of, text_probes, whole
from gia_desktop.checks.words import without_spaces
from gia_desktop.checks.years import knows_last_year
from gia_desktop.core.keys import TextKey, section_key
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_BASIS: Final = "各地年报审核要求：不得照抄往年"
_COMPARED: Final = (section_key("1"), section_key("5"), section_key("6"))
_MOST: Final = 70
"""Per cent of a section that may stand as last year."""
_SHORT_TEXT: Final = 60
"""A section of fewer characters has little to vary."""
_SHORT_SENTENCE: Final = 8
_SHORT_PARAGRAPH: Final = 30

_SENTENCE: Final = re.compile(r"[^。；！？;\n]+[。；！？;]?")
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_FIGURE: Final = re.compile(r"[0-9０-９.,%％]+|\{[a-z0-9_.]+\}")
_YEAR: Final = re.compile(r"20\d\d(?=\s*年)")


@check("GIA-YEAR-006", Severity.EXPLAIN, "正文不能大段照抄上年（只改数字也算）",
       basis=_BASIS, example="第五部分有 92% 的文字与上年相同")  # fmt: skip
def check_repeated_text(_fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-006, rule 20: share of a section's sentences that stood in last year's, numbers aside."""
    return text_probes(_COMPARED, _repeated, PREVIOUS)


@check("GIA-YEAR-007", Severity.MUST_FIX, "不能除年份外与上年报告完全相同",
       basis="国办公开办函〔2021〕30号：内容雷同造成不良后果的要追究责任",
       example="三年报告一字不差，只改了年份")  # fmt: skip
def check_identical(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-007, rule 21: the whole report is last year's but for the year."""
    yield Probe(frozenset((*_COMPARED, *fmt.entered, PREVIOUS)), _identical)


@check("GIA-YEAR-008", Severity.HINT, "带数字的段落一字未改，请核对数字是不是本年的",
       basis=_BASIS, example="“组织培训 4 次，培训 120 人次”一段与上年一字不差")  # fmt: skip
def check_untouched_paragraphs(_fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-008, rule 20: paragraphs with figures that were not touched since last year."""
    return text_probes(_COMPARED, _untouched, PREVIOUS)


def _last_text(key: TextKey, sheet: Sheet) -> str:
    previous = sheet.report.previous
    if previous is None or not knows_last_year(sheet):
        return ""
    return previous.sections.get(section_of(key), "")


@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the sentences of a text with their places, figures and years taken out."""
    return tuple(
        (Span(TextKey(""), *match.span()), plain)
        for match in matches(_SENTENCE, text)
        if len(plain := _FIGURE.sub("#", without_spaces(match.group()))) >= _SHORT_SENTENCE
    )


@lru_cache(maxsize=32)
def repeated_share(text: str, last: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return how many per cent of a text's sentences stood in last year's text, and where they are."""
    known = {plain for _, plain in _sentences(last)}
    sentences = _sentences(text)
    size = sum(len(plain) for _, plain in sentences)
    repeated = [(span, plain) for span, plain in sentences if plain in known]
    share = sum(len(plain) for _, plain in repeated) * 100 // size if size else 0
    return share, tuple((span.start, span.end) for span, _ in repeated)


def _too_similar(text: str, last: str) -> bool:
    return len(without_spaces(text)) >= _SHORT_TEXT and repeated_share(text, last)[0] >= _MOST


def _repeated(key: TextKey, text: str, sheet: Sheet) -> Iterator[Finding]:
    last = _last_text(key, sheet)
    if not last or not _too_similar(text, last):
        return
    share, places = repeated_share(text, last)
    yield Finding(
        "GIA-YEAR-006", Severity.EXPLAIN,
        f"这一部分有 {share}% 的文字与上年报告相同（数字不计）。请改写，写出本年的做法和变化。",
        section_of(key), (), tuple(Span(key, start, end) for start, end in places), basis=_BASIS,
    )  # fmt: skip


def _identical(sheet: Sheet) -> Iterator[Finding]:
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
    yield Finding(
        "GIA-YEAR-007", Severity.MUST_FIX,
        f"除年份外，正文和三张表与 {previous.year} 年报告完全相同。请按本年实际情况重新填写。",
        section_of(first), (), whole(first, sheet.report.text(first)),
        basis="国办公开办函〔2021〕30号：内容雷同造成不良后果的要追究责任",
    )  # fmt: skip


def _untouched(key: TextKey, text: str, sheet: Sheet) -> Iterator[Finding]:
    last = _last_text(key, sheet)
    if not last or _too_similar(text, last):
        return
    known = {match.group().strip() for match in matches(_PARAGRAPH, last)}
    places = tuple(
        Span(key, *match.span())
        for match in matches(_PARAGRAPH, text)
        if len(paragraph := match.group().strip()) >= _SHORT_PARAGRAPH
        and paragraph in known
        and re.search(r"[0-9０-９]", paragraph)
    )
    if places:
        yield Finding(
            "GIA-YEAR-008", Severity.HINT,
            f"有 {len(places)} 段带数字的文字与上年一字不差，请核对其中的数字是不是本年的。",
            section_of(key), (), places, basis=_BASIS,
        )  # fmt: skip
