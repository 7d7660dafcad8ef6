"""What each kind of finding is about, in words that name no unit: for lists, groups and notices."""

from __future__ import annotations

from functools import cache
from typing import Final

from gia_desktop.checks.engine import all_rules

TWIN_CODE: Final = "GIA-ALL-007"
"""Code of the finding that a text is like another unit's."""
DOUBT_CODE: Final = "GIA-READ-001"
"""Code of the finding that figures of a file are doubtful as they stand there."""

_AMONG: Final = {
    "GIA-ALL-001": "上级报告和下属单位相加不一致",
    "GIA-ALL-002": "上级报告小于已收到的下属单位之和，还有单位没有收到",
    "GIA-ALL-003": "收费金额可能把元当成了万元",
    "GIA-ALL-004": "不是政府的单位填了规章",
    "GIA-ALL-005": "三张表与另一个单位完全相同",
    "GIA-ALL-006": "现行有效件数一年里变化很大",
    TWIN_CODE: "文字与另一个单位雷同",
    DOUBT_CODE: "交来的文件里有的数对不上或看不清",
    "GIA-ALL-900": "县里另外指出的问题",
}
"""Titles of what is found among reports; the rules of a single report have their own."""


def title_of(code: str) -> str:
    """Return the title of a rule by its code, the code itself when there is no such rule."""
    return _titles().get(code, code)


@cache
def _titles() -> dict[str, str]:
    return {rule.code: rule.title for rule in all_rules()} | _AMONG
