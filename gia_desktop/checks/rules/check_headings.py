"""Headings inside a section: nothing under them, a character missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.phrases import wording
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import Hit, matches, section_of, spans, word_probes
from gia_desktop.core.keys import SECTION_KEYS, TextKey
from gia_desktop.core.narrative import paragraph_level, split_heading
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_SIX: Final = "国办公开办函〔2021〕30号规定的六个部分"
_FIVE: Final = "国办公开办函〔2021〕30号：总体情况包括五个方面（《条例》第五十条）"
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER: Final = re.compile(r"\s*(?:[（(][^）)]{1,4}[）)]|[\d０-９]{1,2}[.．、])\s*")
_TAIL: Final = re.compile(r"(?:工作)?(?:的)?(?:情况|方面|工作)*[。：:]?$")


@check("GIA-FORM-014", Severity.EXPLAIN, "每个小标题下面都有内容",
       basis=_SIX, example="写了“（二）依申请公开情况”，下面一个字也没有")  # fmt: skip
def check_empty_headings(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-014: a heading is followed by text or by headings below it, not by the next of its kind."""
    return word_probes(SECTION_KEYS, _empty_headings)


def _empty_headings(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    lines = matches(_LINE, text)
    empty = [line for line, after in zip(lines, (*lines[1:], None), strict=True) if _is_empty(line, after)]
    if empty:
        names = "、".join(f"“{line.group().strip()}”" for line in empty[:3])
        yield rule.finding(
            f"{names}{'等 ' + str(len(empty)) + ' 个小标题' if len(empty) > 3 else ''}下面没有内容。",  # noqa: PLR2004
            section_of(key), (), spans(key, empty),
        )  # fmt: skip


def _is_empty(line: Hit, after: Hit | None) -> bool:
    heading, rest = split_heading(line.group().strip())
    if not heading or rest.strip() or len(heading) > _LONGEST or "，" in heading:
        return False
    if heading.rstrip("。：:")[-1:] in "；，、":
        return False
    following = paragraph_level(after.group()) if after is not None else 1
    ends = heading[-1] == "；" or (heading[-1] == "。" and _TAIL.sub("", _bare(heading)) not in _aspects())
    return 0 < following <= paragraph_level(heading) and not ends


def _bare(heading: str) -> str:
    """Return a heading without its number."""
    number = _NUMBER.match(heading)
    return heading[number.end() :] if number else heading


@cache
def _aspects() -> frozenset[str]:
    """Return the names of the five aspects: such a line is a heading, though it ends like a sentence."""
    return frozenset(word for aspect in wording().aspects for word in (aspect.name, *aspect.headings))


_LONGEST: Final = 20
"""Signs of a heading; a longer numbered line says something itself."""


@check("GIA-FORM-015", Severity.EXPLAIN, "五个方面的小标题没有漏字",
       basis=_FIVE, example="“（三）政府息管理”漏了一个字")  # fmt: skip
def check_headings_whole(_fmt: Format) -> Iterable[Probe]:
    """GIA-FORM-015: a heading that is one of the five aspects but for one missing character."""
    return word_probes(SECTION_KEYS, _missing_character)


@cache
def _shortened() -> dict[str, str]:
    """Return every standard heading with one character left out, to what it should be."""
    whole = {word for aspect in wording().aspects for word in (aspect.name, *aspect.headings)}
    made = {name[:at] + name[at + 1 :]: name for name in sorted(whole) for at in range(len(name))}
    return {short: name for short, name in made.items() if short not in whole}


_TERMS: Final = re.compile(
    r"(?P<asked>依申公开|依请公开|依申请开|依申请公(?!开|[示告文]))|(?P<open>(?<!主)动公开|主公开|主动开|主动公(?![开示告]))"
    r"|(?P<info>政府息|政府信(?![息访用])|政信息)|(?P<place>平台建(?!设|立|成)|平台设(?![置立备施])|(?<!平)台建设|平建设)"
    r"|(?P<watch>监督障|监督保(?!障)|监保障|(?<!监)督保障)"
)
"""The words of the five aspects with a character missing, in whatever heading they stand."""
_WHOLE_TERMS: Final = {
    "asked": "依申请公开", "open": "主动公开", "info": "政府信息", "place": "平台建设", "watch": "监督保障",
}  # fmt: skip


def _missing_character(key: TextKey, text: str, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
    for line, name in _headings(matches(_LINE, text)):
        right = _shortened().get(name) or _mended(name)
        if right is not None:
            start = line.start() + line.group().index(name)
            yield rule.finding(
                f"小标题“{name}”好像漏了一个字，应是“{right}”。", section_of(key), (),
                (Span(key, start, start + len(name)),),
            )  # fmt: skip


def _mended(name: str) -> str | None:
    """Return a heading in full when one of the words of the aspects lacks a character in it."""
    match = _TERMS.search(name) if len(name) <= _LONGEST else None
    if match is None or match.lastgroup is None or _WHOLE_TERMS[match.lastgroup] in name:
        return None
    return f"{name[: match.start()]}{_WHOLE_TERMS[match.lastgroup]}{name[match.end() :]}"


def _headings(lines: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    """Yield numbered lines with the bare name of their heading."""
    for line in lines:
        stripped = line.group().strip()
        number = _NUMBER.match(stripped)
        heading = split_heading(stripped)[0] if number is not None else ""
        if number is not None and number.end() <= len(heading):
            name = _TAIL.sub("", heading[number.end() :])
            if name:
                yield line, name
