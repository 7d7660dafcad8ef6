"""Breaking titles and names over balanced lines, never inside a number or a word."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import ceil, inf
from typing import Final

from gia_desktop.documents.style import PageStyle

_SMALLER_PT: Final = 18
"""小二, for titles of more than four lines."""
_LINES_OF_FULL_SIZE: Final = 4
_GAP: Final = 0.25
"""Gap between Chinese signs and figures, in characters, as Word and WPS set it."""
_MEETINGS: Final = re.compile(
    r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])", re.ASCII
)
"""Places between a Chinese sign and a figure or letter."""
_SIGNATURE_CHARS: Final = 20
"""Characters of a line of the signature."""
_MOST_LINES: Final = 5
_MOST_PLACES: Final = 14
_PLACES: Final = (
    (0.1, re.compile(r".(?=[（(])")),
    (0.2, re.compile(r"年度报告(?=.)")),
    (0.5, re.compile(r"[0-9０-９〇○零一二三四五六七八九]{4}(?:年度|年)")),
    (0.8, re.compile(r"(?:人民政府|委员会|办公室|办事处|管理局|开发区)(?!政府|办公室)")),
    (0.4, re.compile("、")),
    (1.0, re.compile(r"政府信息公开(?=工作)|政府信息公开工作(?=年度)")),
    (1.0, re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治区|自治州|省|市|县)(?=[\u4e00-\u9fff]{3})(?!场|级|政)")),
)
"""Cost of a break after what the pattern matches; a break after the unit's name costs nothing."""


_ANY_PLACE: Final = 2.0
"""Cost of a break between any two characters."""
_WHOLE: Final = re.compile(
    r"[0-9０-９A-Za-z]+年?度?|特别行政区|[\u4e00-\u9fff]{1,3}族自治[区州县旗]|自治[区州县旗]|[\u4e00-\u9fff]{1,3}族乡|人民政府"
    r"|委员会|办公室|办事处|管理局|开发区|综合行政执法|应急管理|乡村振兴|领导小组|政府信息公开|年度报告|工作|服务|中心|管理|综合"
    r"|治理|发展|改革|建设|监督|保障|经济|技术|社会|资源|环境|生态|农业|农村|文化|旅游|教育|卫生|健康|民政|财政|交通|运输|水利|住房|城乡"
    r"|市场|安全|生产|信息|公共|行政|执法|政务|数据|党群|人力|自然|规划|退役|军人|事务|医疗|产业|园区|街道"
)
"""Words of names and titles that are never broken."""
_NEVER_FIRST: Final = frozenset("，。、；：！？）》〉】〕”’的")
_NEVER_LAST: Final = frozenset("（《〈【〔“‘和与及暨")


@dataclass(frozen=True)
class TitleLayout:
    """A title in lines, and its size in points."""

    lines: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class SignatureLayout:
    """The unit's name in lines, and how far its middle and the date's lie from the right, in characters."""

    lines: tuple[str, ...]
    axis: float

    def inset(self, date_width: float) -> float:
        """Return the characters between a date and the right edge."""
        return self.axis - date_width / 2


@lru_cache(maxsize=1024)
def text_width(text: str) -> float:
    """Return the width of a text in characters: full-width signs count 1, others one half."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def set_width(text: str) -> float:
    """Return the width of a text as Word sets it, with the gaps between Chinese signs and figures."""
    meetings = len(_MEETINGS.findall(text))
    return text_width(text) + _GAP * meetings


def title_layout(title: str, unit: str, style: PageStyle) -> TitleLayout:
    """Return a title as every kind of document prints it; a very long one is set smaller."""
    for points in (style.title_pt, min(style.title_pt, _SMALLER_PT)):
        # One character of room for the gaps between Chinese signs and figures.
        lines = title_lines(title, unit, style.text_width_pt / points - 1)
        if len(lines) <= _LINES_OF_FULL_SIZE:
            break
    return TitleLayout(tuple(lines), points)


def signature_layout(unit: str, date: str, style: PageStyle) -> SignatureLayout:
    """Return the signature: the unit centred over the date, which stands 4 characters in or more.

    GB/T 9704—2012, 7.3.5.1. A name that is wider than the date's distance allows moves both to the left.
    """
    lines = tuple(line for line in title_lines(unit, "", _SIGNATURE_CHARS) if line)
    widest = max(map(set_width, lines), default=0)
    return SignatureLayout(lines, max(style.signature_chars + set_width(date) / 2, widest / 2))


def title_lines(title: str, unit: str, limit: float) -> list[str]:
    """Return a title as lines of at most ``limit`` characters, as balanced as good places allow.

    Where there are too few good places, it is broken between any two words that aren't known to be one.
    """
    if text_width(title) <= limit:
        return [title]
    good = _break_places(title, unit)
    places = dict(sorted(good.items(), key=lambda place: place[1])[:_MOST_PLACES])
    for count in range(ceil(text_width(title) / limit), _MOST_LINES + 1):
        choices = [
            (_cost(lines, limit) + sum(places[place] for place in chosen), lines)
            for chosen in combinations(sorted(places), count - 1)
            if max(map(text_width, lines := _cut(title, chosen))) <= limit
        ]
        if choices:
            return min(choices, key=lambda choice: choice[0])[1]
    return _balanced(title, dict.fromkeys(_any_places(title), _ANY_PLACE) | good, limit)


def _balanced(title: str, places: Mapping[int, float], limit: float) -> list[str]:
    """Return the fewest lines that fit, as even as the places allow; one line when there are none."""
    ends = [*sorted(places), len(title)]
    # How wide the title is up to each character: a line is as wide as its end less its start.
    until = [0.0, *accumulate(map(text_width, title))]
    for count in range(ceil(until[-1] / limit), len(title) + 1):
        even = until[-1] / count
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0, ())}
        for lines_left in range(count, 0, -1):
            reached: dict[int, tuple[float, tuple[int, ...]]] = {}
            for start, (cost, chosen) in best.items():
                if until[-1] - until[start] > limit * lines_left:
                    continue
                for end in ends[bisect_right(ends, start) :]:
                    width = until[end] - until[start]
                    if width > limit:
                        break
                    more = cost + places.get(end, 0) + 10 * ((width - even) / limit) ** 2
                    if more < reached.get(end, (inf, ()))[0]:
                        reached[end] = more, (*chosen, end)
            best = reached
        if len(title) in best:
            return _cut(title, best[len(title)][1][:-1])
    return [title]


def _any_places(title: str) -> Iterator[int]:
    """Yield the places between two characters where a line may end."""
    inside = {place for word in _WHOLE.finditer(title) for place in range(word.start() + 1, word.end())}
    for place in range(2, len(title) - 1):
        if place not in inside and title[place] not in _NEVER_FIRST and title[place - 1] not in _NEVER_LAST:
            yield place


def _break_places(title: str, unit: str) -> dict[int, float]:
    """Return the good places between two characters with their cost."""
    found: dict[int, float] = {}
    for cost, pattern in _PLACES:
        for match in pattern.finditer(title):
            found.setdefault(match.end(), cost)
    if unit and (start := title.find(unit)) >= 0:
        found[start + len(unit)] = 0
    return {
        place: cost
        for place, cost in found.items()
        if 0 < place < len(title) and title[place] not in _NEVER_FIRST
    }


def _cut(title: str, places: Sequence[int]) -> list[str]:
    return [title[start:end] for start, end in pairwise((0, *places, len(title)))]


def _cost(lines: list[str], limit: float) -> float:
    """Return how uneven lines are: 0 when all are as wide as each other."""
    widths = [text_width(line) for line in lines]
    return (max(widths) - min(widths)) / limit
