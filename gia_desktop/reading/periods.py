"""Which year, or part of one, the numbers of a sentence belong to by its words: 去年, 上半年, 2023年."""

from __future__ import annotations

import re
from typing import Final

from gia_desktop.reading.meanings import KEYS
from gia_desktop.reading.sentence_parts import LAST, OTHER, Clause, Period, Word
from gia_desktop.reading.vocabulary import PERIODS

_TELLING: Final = (KEYS - {"distraction", "qualified", "channel"}) | PERIODS | {"number", "spoken", "live"}
_LEAD: Final = re.compile(r"[^与和同跟比较于是为超过达由从对自占及将把因]*")
"""What may stand before 去年 when it tells the time of its clause; 与去年持平, 对上年的申请 do not."""
_LEFT_OPEN: Final = re.compile(r"的|[末底初]|尚?未(?:[办审]|答复|完)|遗留|剩余|存量|结余|持平|水平")
"""What makes 去年 an attribute: 去年的申请, 上年未办结."""
_MEASURED_BY: Final = re.compile(r"[占比较与和同于]$")
"""占全年的36% measures by the year and says nothing about when."""


def read_periods(
    clause: Clause, text: str, told: Period, year: int, *, compared: bool
) -> tuple[list[Period | None], Period]:
    """Return the time that each word of a clause belongs to, None where it is open, and what holds after it.

    Args:
        clause: the clause to read.
        text: the sentence.
        told: the time that held before the clause.
        year: year of the report.
        compared: the clause compares; the years in it are those compared with.
    """
    if compared:
        return [told] * len(clause.words), told
    found: list[Period | None] = []
    sure, first = True, True
    for word in clause.words:
        if word.meaning == "last_year" and not _leads(word, clause, text):
            sure = False
        elif word.meaning in PERIODS and not _MEASURED_BY.search(text[clause.start : word.start]):
            told, sure = _turned(told, word, year), True
            if first and told != Period(year):
                found = [None] * len(found)  # 14件为上半年收到: the time stands behind
            first = False
        found.append(told if sure else None)
    return found, told


def period_after(clause: Clause, text: str, told: Period, year: int) -> Period:
    """Return the time that holds at the end of a clause."""
    compared = "versus" in clause.meanings
    return read_periods(clause, text, told, year, compared=compared)[1]


def _turned(told: Period, word: Word, year: int) -> Period:
    if word.meaning == "last_year":
        return Period(LAST, told.part)  # 上半年…，去年同期… is the same part of last year
    if word.meaning == "part_year":
        return told._replace(part=True)
    if word.meaning == "whole_year":
        return told._replace(part=False)
    if word.meaning == "year":
        return Period(int(word.text[:4]))
    return Period(year if word.meaning == "this_year" else OTHER)


def _leads(word: Word, clause: Clause, text: str) -> bool:
    """Tell whether 去年 says when what follows happened."""
    if word.text in {"同期", "往年"} or not _LEAD.fullmatch(text[clause.start : word.start]):
        return False
    if any(other.meaning in KEYS for other in clause.words if other.end <= word.start):
        return False
    after = [other for other in clause.words if other.start >= word.end]
    told = any(other.meaning in _TELLING for other in after)
    return word.end == clause.end or (told and not _LEFT_OPEN.match(text, word.end))
