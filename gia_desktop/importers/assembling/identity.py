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
_LEAD = re.compile(r"^(?:关于|附件\d*[:：]?)+")
_UNIT_END = re.compile(r"(?:的|关于|政府信息|信息公开|政务公开|年度|年|\s)+$")
_LONGEST_LINE: Final = 60
_TITLE_LINES: Final = 4

_PHONE = re.compile(
    r"(?:电话|联系方式|热线)[^0-9（(]{0,8}([（(]?0\d{2,3}[)）]?[-—－\s]{0,2}\d{7,8}|\d{7,8}|1\d{10})"
)
_POSTCODE = re.compile(r"(?:邮编|邮政编码)[^0-9]{0,4}(\d{6})(?!\d)")
_EMAIL = re.compile(r"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_NEXT_FACT = "邮编|邮政编码|电话|联系|邮箱|电子|传真|网址|E-?mail"
_ADDRESS = re.compile(
    rf"(?:地址|地点)[：:为]?\s*((?:(?!{_NEXT_FACT})[^，,；;。（()）\s]){{4,60}})", re.IGNORECASE
)
_CONTACT_LINE = re.compile(
    rf"(?:通[信讯]|办公|联系|单位|电子)?(?:地址|{_NEXT_FACT})[^。]{{0,60}}", re.IGNORECASE
)
"""A line of a block of contact facts; a sentence of the report is none."""


@dataclass(frozen=True)
class Identity:
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


def identify(opening: Sequence[str], body: Sequence[str]) -> Identity:
    """Read the paragraphs before the first section, and the others for what they lack."""
    title, lines = _title(opening)
    unit, year = _taken_apart(title)
    block = [line for line in body if _CONTACT_LINE.fullmatch(squeeze(line))]
    contact = read_contact("\n".join(block)) | read_contact("\n".join(opening))
    return Identity(title, unit, year or _year_of([*opening, *body]), lines, contact)


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


def _title(opening: Sequence[str]) -> tuple[str, int]:
    """Return the title, which may stand on several lines, and how many paragraphs end with it."""
    for place, paragraph in enumerate(opening):
        line = squeeze(paragraph)
        if len(line) > _LONGEST_LINE or not _TITLE.search(line) or "。" in line:
            continue
        parts = [line]
        for before in reversed(opening[max(0, place - _TITLE_LINES + 1) : place]):
            if _is_whole("".join(parts)) or not _may_be_title(before):
                break
            parts.insert(0, squeeze(before))
        end = place + 1
        while end < len(opening) and squeeze(opening[end]) in {line, "".join(parts)}:  # printed twice
            end += 1
        return "".join(parts), end
    return "", 0


def _is_whole(title: str) -> bool:
    unit, year = _taken_apart(title)
    return bool(unit) and year is not None


def _may_be_title(paragraph: str) -> bool:
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
    return _UNIT_END.sub("", unit), year


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
