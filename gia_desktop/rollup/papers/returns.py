"""The 退回修改通知: what a unit must mend, for the round to come and for every round before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from gia_desktop.checks.finding import Severity
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.documents.forms.return_note import ReturnNote, ReturnPoint, return_letter
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Asked, Collection, Mark
from gia_desktop.rollup.coverage import RETURNED, state_of
from gia_desktop.rollup.findings import UnitFinding, asked_of
from gia_desktop.rollup.papers.paper import RETURN, Paper, Sender, day_words
from gia_desktop.rollup.roster import Unit

_WITHOUT_NAMES: Final = {
    "GIA-ALL-005": "三张表的数与另一个单位完全相同，请核对是否交错了文件。",
    "GIA-ALL-007": "文字与另一个单位的报告雷同，请按本单位的实际重新写。",
}
"""What a unit is told where the county sees which other unit is meant."""
_NUMERALS: Final = "一二三四五六七八九十"
_BEGINNING: Final = "基本信息"


class NoSuchRoundError(GiaError):
    """A unit wasn't returned as often as that."""

    code = "GIA-E-842"

    def __init__(self, unit: str, number: int, rounds: int) -> None:
        """Say how often it was."""
        known = f"只退回过 {rounds} 次" if rounds else "还没有退回过"
        super().__init__(f"“{unit}”{known}，没有第 {number} 次。", "请核对次数。")


def return_notes(
    collection: Collection,
    findings: Sequence[UnitFinding],
    formats: Formats,
    today: dt.date,
    sender: Sender | None = None,
    only: str = "",
) -> list[Paper]:
    """Return a 退回修改通知 for each unit, or for one, whose report holds something to mend or to explain.

    A report that is passed or published needs none; one that stands returned gets the note of that round.
    """
    by_unit: dict[str, list[UnitFinding]] = {}
    for one in findings:
        if one.unit and one.finding.severity is not Severity.HINT:
            by_unit.setdefault(one.unit, []).append(one)
    papers = []
    for unit in collection.roster.units:
        if only and unit.name != only:
            continue
        state = state_of(collection, unit)
        if state.state.startswith(RETURNED):
            papers.append(note_of_round(collection, unit, state.rounds, formats, sender))
        elif unit.name in by_unit and state.state not in {Mark.PASSED, Mark.PUBLISHED}:
            papers.append(return_note(collection, unit, by_unit[unit.name], formats, today, sender))
    return papers


def return_note(
    collection: Collection,
    unit: Unit,
    findings: Sequence[UnitFinding],
    formats: Formats,
    today: dt.date,
    sender: Sender | None = None,
) -> Paper:
    """Return the 退回修改通知 for the round to come: what stands where, the heaviest first.

    Args:
        collection: its rounds until now tell which round this is and what was asked before.
        unit: whose report goes back.
        findings: of this unit; hints are left out.
        formats: for the headings of sections.
        today: date of the note.
        sender: the county; blanks stand for what isn't known.
    """
    rounds = collection.standing(unit.name).rounds
    asked = asked_of(findings, {})
    before = {(one.code, one.cells) for each in rounds for one in each.asked}
    return _note(collection, unit, asked, len(rounds) + 1, formats, today, sender, before)


def note_of_round(
    collection: Collection, unit: Unit, number: int, formats: Formats, sender: Sender | None = None
) -> Paper:
    """Return the 退回修改通知 of a round that was, from what was kept of it: nothing is checked again.

    Raises:
        NoSuchRoundError: the unit wasn't returned so often.
    """
    rounds = collection.standing(unit.name).rounds
    if not 1 <= number <= len(rounds):
        raise NoSuchRoundError(unit.name, number, len(rounds))
    this = rounds[number - 1]
    before = {(one.code, one.cells) for each in rounds[: number - 1] for one in each.asked}
    return _note(collection, unit, this.asked, number, formats, this.date, sender, before)


def _note(  # noqa: PLR0913, PLR0917 - all that a note says
    collection: Collection,
    unit: Unit,
    asked: Iterable[Asked],
    number: int,
    formats: Formats,
    day: dt.date,
    sender: Sender | None,
    before: set[tuple[str, tuple[CellKey, ...]]],
) -> Paper:
    by = sender or Sender()
    headings = {section.id: section.heading for section in formats.for_year(collection.year).sections}
    points = tuple(
        ReturnPoint(
            one.severity.word,
            headings.get(one.section, _BEGINNING),
            _WITHOUT_NAMES.get(one.code, one.message),
            again=(one.code, one.cells) in before,
        )
        for one in sorted(asked, key=lambda each: each.severity.rank)
    )
    times = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    due = day_words(by.due) if by.due else ""
    note = ReturnNote(
        unit.name, collection.year, by.signer, points, day_words(day), due, by.contact, f"第{times}次"
    )
    letter = return_letter(note)
    fields = {
        "地区": collection.area, "年度": str(collection.year), "单位": unit.name, "次数": times,
        "问题数": str(len(points)), "问题清单": _listed(points), "期限": due, "联系人": by.contact,
        "落款": by.signer, "日期": note.date,
    }  # fmt: skip
    return Paper(RETURN, f"{RETURN}（第{times}次）{unit.name}", letter, fields)


def _listed(points: Sequence[ReturnPoint]) -> str:
    return "\n".join(
        f"{place}. {point.weight}；{point.place}；{point.words}" for place, point in enumerate(points, 1)
    )
