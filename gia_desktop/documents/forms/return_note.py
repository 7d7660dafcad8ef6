"""The 退回修改通知 of a county to a unit: what must be changed in its report, as docx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gia_desktop.documents.forms.letter import BLANK, Letter
from gia_desktop.documents.forms.plain_table import PlainTable

RETURN_NAME: Final = "退回修改通知"
_HEAD: Final = ("序号", "级别", "位置", "问题和修改要求")
_WIDTHS: Final = (10, 16, 36, 94)
_TEXT_PT: Final = 9
_ROW_PT: Final = 18
_KEPT_ROWS: Final = 2
"""Rows that stay on the page of the signature."""


@dataclass(frozen=True)
class ReturnPoint:
    """One thing to change: its weight (必须改…), its place and what is wrong.

    Attributes:
        again: it was asked before and not done.
    """

    weight: str
    place: str
    message: str
    again: bool = False

    @property
    def words(self) -> str:
        """What is wrong, and that it was said before."""
        return f"{self.message}（以前退回时已提出）" if self.again else self.message


@dataclass(frozen=True)
class ReturnNote:
    """What a county returns to a unit.

    Attributes:
        unit: full name of the unit.
        county: the organ that returns the report.
        due: until when the report is to be handed in again, as printed; empty leaves a blank.
        contact: who to ask; empty for none.
        time: which return it is, such as 第二次; empty for none.
    """

    unit: str
    year: int
    county: str
    points: tuple[ReturnPoint, ...]
    date: str
    due: str = ""
    contact: str = ""
    time: str = ""


def return_letter(note: ReturnNote) -> Letter:
    """Return the letter; ``letter.write_letter`` makes it a docx, ``letter.letter_body`` a part of one."""
    counts = "，".join(f"{weight} {count} 处" for weight, count in _counted(note.points))
    again = sum(point.again for point in note.points)
    once_more = f"，其中 {again} 处以前退回时已提出、仍未改正" if again else ""
    said = (
        f"你单位报送的{note.year}年政府信息公开工作年度报告收悉。经审核，发现问题 {len(note.points)} 处"
        f"（{counts}）{once_more}，现{note.time}退回修改。请于{note.due or BLANK}前改正并重新报送；"
        "数字确实无误的，请书面说明理由。"
    )
    rows = [(str(n), point.weight, point.place, point.words) for n, point in enumerate(note.points, 1)]
    table = PlainTable(_WIDTHS, _HEAD, rows, frozenset({2, 3}), _ROW_PT, _TEXT_PT, kept=_KEPT_ROWS)
    return Letter(
        f"政府信息公开工作年度报告{RETURN_NAME}",
        (said, table),
        note.county,
        note.date,
        addressee=note.unit,
        remarks=(f"联系人和电话：{note.contact}",) if note.contact else (),
    )


def _counted(points: Iterable[ReturnPoint]) -> list[tuple[str, int]]:
    weights = [point.weight for point in points]
    return [(weight, weights.count(weight)) for weight in dict.fromkeys(weights)]
