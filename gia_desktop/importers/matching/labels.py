"""Recognising the official labels in whatever spelling they come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from typing import Final

from gia_desktop.core.numerals import chinese_number
from gia_desktop.core.values import squeeze
from gia_desktop.importers.shown.marks import RAISED_SIGNS


class LabelFit(IntEnum):
    """How well a text agrees with a label; higher is better."""

    CLOSE = 1
    """Typing mistakes, a missing or a swapped word."""
    ALIAS = 2
    """A wording known from real reports, or the label without its bracketed note."""
    EXACT = 3
    """The official wording; spaces, widths, punctuation and numbering style don't matter."""


@dataclass(frozen=True, slots=True)
class LabelParts:
    """A label taken apart.

    Attributes:
        core: its characters without numbering, spaces and punctuation.
        bare: the same without what stands in brackets.
        style: how it is numbered: ``chinese`` (一、 or （一）), ``digit`` (1.) or nothing.
        number: that number, 0 for none.
    """

    core: str
    bare: str
    style: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The label a text was recognised as."""

    id: str
    likeness: LabelFit
    length: int
    """Characters of the text that were compared; short ones are easily mistaken."""


_CHINESE_NUMBERING = re.compile(
    r"(?:\(([一二三四五六七八九十]{1,3})\)|([一二三四五六七八九十]{1,3})[、.,:])[、.,]?"
)
_DIGIT_NUMBERING = re.compile(r"\(?(\d{1,2})[.、,:)]*(?=[^\d年月日件条%])")
_BRACKETS = re.compile(r"\([^()]*\)|〔[^〕]*〕|\[[^\]]*\]")
_NOISE = re.compile(rf"[^\w]|[_{RAISED_SIGNS}]")
_ENCLOSED = re.compile("[\u2460-\u249b\u3220-\u3229\u3280-\u3289]")
"""Numbers in one sign with their circle, brackets or point: ① ⑴ ⒈ ㈠ ㊀."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_YEAR_NOTE = re.compile(r"\((?:19|20)\d\d年?度?\)|(?:19|20)\d\d年度?(?=[\u4e00-\u9fff])")
_LAST_YEAR = re.compile("上年|去年|上一年|前一年|往年")
_SYNONYMS: Final = (("合计", "总计"), ("转结", "结转"), ("其它", "其他"), ("或者", "或"))
_TRADITIONAL: Final = str.maketrans(
    "總計辦結轉請數據開訴訟復複議維糾審處罰許強規範發廢現額單萬費業機構會組織務個屬國關無內項與執檔權"
    "類舉報補獲確認號訪對於過詢應繼續況係穩決採購製經覆動給條別終實屆間題進體須級縣鎮鄉區廳員沒備",
    "总计办结转请数据开诉讼复复议维纠审处罚许强规范发废现额单万费业机构会组织务个属国关无内项与执档权"
    "类举报补获确认号访对于过询应继续况系稳决采购制经复动给条别终实届间题进体须级县镇乡区厅员没备",
)
"""Characters of the official wording that mirrors in traditional characters write differently."""

_CLOSE_RATIO: Final = 0.74
_CLOSE_MARGIN: Final = 0.12
_SHORTEST_CLOSE: Final = 4
_LONGEST: Final = 80
"""No label is longer; a longer text is a sentence."""


@lru_cache(maxsize=4096)
def take_apart(text: str) -> LabelParts:
    """Return the parts of a label that matter for comparing."""
    text = _ENCLOSED.sub(_opened, text)
    plain = _YEAR_NOTE.sub("", squeeze(text)).translate(_TRADITIONAL)
    style, number = "", 0
    chinese, digit = _CHINESE_NUMBERING.match(plain), _DIGIT_NUMBERING.match(plain)
    if chinese:
        style, number = "chinese", chinese_number(chinese.group(1) or chinese.group(2)) or 0
        plain = plain[chinese.end() :]
    elif digit:
        style, number = "digit", int(digit.group(1))
        plain = plain[digit.end() :]
    return LabelParts(_core(plain), _core(_BRACKETS.sub("", plain)), style, number)


def _opened(sign: re.Match[str]) -> str:
    """Write a number that is one sign as digits with what stands around it; a circle counts as brackets."""
    plain = unicodedata.normalize("NFKC", sign.group())
    return plain if plain[0] == "(" or plain[-1] == "." else f"({plain})"


def has_chinese(text: str) -> bool:
    """Tell whether a text has any Chinese character, as every label has."""
    return _CHINESE.search(text) is not None


class Vocabulary:
    """A set of labels to recognise texts by."""

    def __init__(self, labels: Mapping[str, Iterable[str]], *, numbered: bool = True) -> None:
        """Take the labels.

        Args:
            labels: for each id its official wording first, then all others.
            numbered: whether labels carry numbers; where not, a numbered text is none of them.
        """
        self._numbered = numbered
        self._official: dict[str, list[tuple[str, LabelParts]]] = {}
        self._others: dict[str, list[tuple[str, LabelParts]]] = {}
        self._cores: list[tuple[str, LabelParts]] = []
        for name, wordings in labels.items():
            for place, wording in enumerate(take_apart(text) for text in wordings):
                target = self._others if place else self._official
                target.setdefault(wording.core, []).append((name, wording))
                if wording.bare != wording.core:
                    self._others.setdefault(wording.bare, []).append((name, wording))
                if not place:
                    self._cores.append((name, wording))
        self.find = lru_cache(maxsize=2048)(self._find)

    def _find(self, text: str) -> Found | None:
        """Return the label that a text is, or None."""
        if not _CHINESE.search(text) or len(text) > 2 * _LONGEST:
            return None
        asked = take_apart(text)
        if not asked.core or len(asked.core) > _LONGEST or (asked.style and not self._numbered):
            return None
        length = len(asked.core)
        for likeness, table in ((LabelFit.EXACT, self._official), (LabelFit.ALIAS, self._others)):
            for core in dict.fromkeys((asked.core, asked.bare)):
                name = _agreeing(table.get(core, ()), asked)
                if name:
                    exact = likeness is LabelFit.EXACT and core == asked.core
                    return Found(name, LabelFit.EXACT if exact else LabelFit.ALIAS, length)
        name = self._beginning(asked) or self._close(asked)
        return Found(name, LabelFit.CLOSE, length) if name else None

    def _beginning(self, asked: LabelParts) -> str:
        """Find a label that was cut short: （六）其他 for （六）其他处理."""
        names = {
            name
            for name, wording in self._cores
            if wording.number == asked.number
            and wording.style == asked.style != ""
            and wording.core.startswith(asked.core)
        }
        return names.pop() if len(names) == 1 and len(asked.core) > 1 else ""

    def _close(self, asked: LabelParts) -> str:
        """Find the one label that is much more like the text than all others."""
        if len(asked.core) < _SHORTEST_CLOSE:
            return ""
        ratios: dict[str, float] = {}
        for name, wording in self._cores:
            if _of_other_years(asked.core, wording.core):
                continue
            for core in {wording.core, wording.bare}:
                ratio = _ratio(asked.core, core)
                if ratio > ratios.get(name, 0.0):
                    ratios[name] = ratio
        best = sorted(ratios.items(), key=lambda item: -item[1])[:2]
        if not best or best[0][1] < _CLOSE_RATIO:
            return ""
        runner_up = best[1][1] if len(best) > 1 else 0.0
        return best[0][0] if best[0][1] - runner_up >= _CLOSE_MARGIN else ""


def _core(text: str) -> str:
    core = _NOISE.sub("", text).lower()
    for written, meant in _SYNONYMS:
        core = core.replace(written, meant)
    return core


def _agreeing(known: Iterable[tuple[str, LabelParts]], asked: LabelParts) -> str:
    """Return the label whose numbering doesn't contradict: （六）其他 is not 3.其他."""
    fitting = {
        name
        for name, wording in known
        if not (asked.style and wording.style)
        or asked.style == wording.style
        or asked.number == wording.number
    }
    return fitting.pop() if len(fitting) == 1 else ""


def _of_other_years(left: str, right: str) -> bool:
    """Tell whether one label speaks of this year and the other of the last: they differ in one character."""
    last, other = (_LAST_YEAR.search(text) is not None for text in (left, right))
    return last != other


def _ratio(left: str, right: str) -> float:
    """Return how alike two texts are, 0 to 1; cheap bounds first, most pairs have little in common."""
    shortest, longest = sorted((len(left), len(right)))
    if 2 * shortest < _CLOSE_RATIO * (shortest + longest):
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.5 else 0.0  # noqa: PLR2004
