"""Recognising whose report it is: title, unit, year and contact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gia_desktop.core.keys import (
    CONTACT_ADDRESS,
    CONTACT_EMAIL,
    CONTACT_PHONE,
    CONTACT_POSTCODE,
    TextKey,
)
from gia_desktop.core.numerals import chinese_number
from gia_desktop.core.values import squeeze

_YEARS: Final = range(2008, 2101)
_TITLE = re.compile(r"公开.{0,8}(?:报告|年报)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年?度|年)?")
_SPOKEN_YEAR = re.compile(r"([二两][〇○零Oo0][一二三四五六七八九〇○零]{2})年?度?")
_PERIOD = re.compile(r"(20\d\d)年1月1日.{0,4}?(?:至|到|-|—|－|~).{0,4}?(?:(20\d\d)年)?12月31日")
_SENTENCE = re.compile(r"[。，；《》]|现将|根据|如下|上一篇|下一篇")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,10}(?:省|自治区|市|县|区|自治州|旗|盟)")
"""A line above a title that names the place its unit lies in."""
_REST_OF_TITLE = re.compile(r"(?:信息公开|公开)?(?:工作)?(?:的)?年?度?(?:工作)?(?:报告|年报)")
_MARKUP = re.compile(r"^(?:标题:|名称:|题目:|#+|\*+)+|\*+$")
_LEAD = re.compile(r"^(?:关于|附件\d*[:：]?|标题:|名称:|题目:|#+|\*+)+")
_UNIT_END = re.compile(r"(?:的|关于|政府信息|信息公开|政务公开|年度|年|\s)+$")
_LONGEST_LINE: Final = 60
_TITLE_LINES: Final = 4
_LONGEST_CONTACT: Final = 160
_LONGEST_REST: Final = 30

_PHONE = re.compile(
    r"(?:电话|联系方式|热线)[^0-9（(]{0,8}([（(]?0\d{2,3}[)）]?[-—－\s]{0,2}\d{7,8}|\d{7,8}|1\d{10})"
)
_POSTCODE = re.compile(r"(?:邮编|邮政编码)[^0-9]{0,4}(\d{6})(?!\d)")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)"
)
_NEXT_FACT = "邮编|邮政编码|电话|联系|邮箱|电子|传真|网址|E-?mail"
_ADDRESS = re.compile(
    rf"(?:地址|地点)[：:为]?\s*((?:(?!{_NEXT_FACT})[^，,；;。（()）\s]){{4,60}})", re.IGNORECASE
)
_CONTACT_LINE = re.compile(
    rf"(?:通[信讯]|办公|联系|单位|电子)?(?:地址|{_NEXT_FACT})[^。]{{0,60}}", re.IGNORECASE
)
"""A line of a block of contact facts; a sentence of the report is none."""


@dataclass(frozen=True)
class IdentityRead:
    """Whose report it is, as far as the text says.

    Attributes:
        title: the title on one line, as written.
        lines: number of opening paragraphs that belong to it, those before it included.
    """

    title: str = ""
    unit: str = ""
    year: int | None = None
    lines: int = 0
    contact: Mapping[TextKey, str] = field(default_factory=dict)


def identify(opening: Sequence[str], body: Sequence[str]) -> IdentityRead:
    """Read the paragraphs before the first section, and the others for what they lack."""
    title, lines = _title(opening)
    title = _MARKUP.sub("", title)
    unit, year = _taken_apart(title)
    block = [line for line in body if len(line) < _LONGEST_CONTACT and _CONTACT_LINE.fullmatch(squeeze(line))]
    contact = read_contact("\n".join(block)) | read_contact("\n".join(opening))
    return IdentityRead(title, unit, year or _year_of([*opening, *body]), lines, contact)


def read_contact(text: str) -> dict[TextKey, str]:
    """Return address, postcode, phone and mail named in a text."""
    patterns = (
        (CONTACT_ADDRESS, _ADDRESS),
        (CONTACT_POSTCODE, _POSTCODE),
        (CONTACT_PHONE, _PHONE),
        (CONTACT_EMAIL, _EMAIL),
    )
    plain = "\n".join(squeeze(line) for line in text.split("\n"))  # 电 话：0000 – 0000000
    return {key: found.group(1).strip() for key, pattern in patterns if (found := pattern.search(plain))}


def titles_of(lines: Sequence[str]) -> list[tuple[int, str, int]]:
    """Return place, unit and year of every whole title, for telling reports in one file apart."""
    found = []
    for title, first, _ in _titles(lines):
        unit, year = _taken_apart(title)
        if unit and year is not None:
            found.append((first, unit, year))
    return found


def _title(opening: Sequence[str]) -> tuple[str, int]:
    """Return the title, which may stand on several lines, and how many paragraphs end with it.

    A page repeats its title in the navigation and in a table of facts: the last whole one counts.
    """
    found = _titles(opening)
    whole = [title for title in found if _is_whole(title[0])]
    same = [title for title in whole if _taken_apart(title[0]) == _taken_apart(whole[0][0])]
    title, _, end = (same or found[:1] or [("", 0, 0)])[-1]
    return title, end


def _titles(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return every title, each with the place it begins at and the one after its end."""
    found: list[tuple[str, int, int]] = []
    place = 0
    while place < len(lines):
        line, end = _line_of_title(lines, place)
        if not line:
            place += 1
            continue
        parts, first = [line], place
        for before in reversed(lines[max(0, place - _TITLE_LINES + 1) : place]):
            is_whole = _is_whole("".join(parts))
            if not _may_be_title(before) or (is_whole and not _PLACE.fullmatch(squeeze(before))):
                break
            parts.insert(0, squeeze(before))
            first -= 1
        while end < len(lines) and squeeze(lines[end]) in {line, "".join(parts)}:  # printed twice
            end += 1
        found.append(("".join(parts), first, end))
        place = end
    return found


def _line_of_title(opening: Sequence[str], place: int) -> tuple[str, int]:
    """Return the line of a title that names the report, which may be broken in two, and where it ends."""
    written = opening[place]
    after = opening[place + 1] if place + 1 < len(opening) else ""
    is_broken = len(after) < _LONGEST_REST and "报" in after
    if len(written) > 2 * _LONGEST_LINE or "公" not in written or not (is_broken or "报" in written):
        return "", place  # nearly every line
    line = squeeze(written)
    if _may_hold_title(line):
        return line, place + 1
    if is_broken and line and not _TITLE.search(line):
        after = squeeze(after)
        if _REST_OF_TITLE.fullmatch(after) and _may_hold_title(line + after):
            return line + after, place + 2
    return "", place


def _may_hold_title(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and _TITLE.search(line) is not None and not _SENTENCE.search(line)


def _is_whole(title: str) -> bool:
    unit, year = _taken_apart(title)
    return bool(unit) and year is not None


def _may_be_title(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_LINE:
        return False
    line = squeeze(paragraph)
    return 1 < len(line) <= _LONGEST_LINE // 2 and not re.search(
        r"[。，,:;：]|来源|时间|日期|浏览|索引|首页", line
    )


def _taken_apart(title: str) -> tuple[str, int | None]:
    """Return unit and year of a title, in either order."""
    line = _LEAD.sub("", title)
    found = _YEAR.search(line) or _SPOKEN_YEAR.search(line)
    end = _TITLE.search(line)
    if found is None or end is None:
        return "", None
    year = _as_year(found.group(1))
    unit = line[: found.start()] or line[found.end() : max(end.start(), found.end())]
    return _UNIT_END.sub("", unit).strip("*"), year


def _as_year(written: str) -> int | None:
    year = int(written) if written.isascii() and written.isdigit() else chinese_number(written) or 0
    return year if year in _YEARS else None


def _year_of(paragraphs: Sequence[str]) -> int | None:
    """Return the year of the data period, else the one most often written."""
    text = squeeze("\n".join(paragraphs))
    period = _PERIOD.search(text)
    if period:
        return int(period.group(1))
    counts = Counter(int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", text) if int(year) in _YEARS)
    return counts.most_common(1)[0][0] if counts else None
