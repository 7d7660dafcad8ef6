"""What the county writes to its units and about them: returns, reminders, material for the notice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gia_desktop.checks.finding import Severity
from gia_desktop.documents.forms.letter import BLANK, Letter
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.documents.forms.return_note import ReturnNote, ReturnPoint, return_letter
from gia_desktop.formats.registry import Registry
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import UnitState, missing, states
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.likenesses import Pair
from gia_desktop.rollup.roster import Unit

_WITHOUT_NAMES: Final = {
    "GIA-ALL-005": "三张表的数与另一个单位完全相同，请核对是否交错了文件。",
    "GIA-ALL-007": "文字与另一个单位的报告雷同，请按本单位的实际重新写。",
}
"""What a unit is told where the county sees which other unit is meant."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Paper:
    """A letter with the name of its file, without ending."""

    name: str
    letter: Letter

    @property
    def text(self) -> str:
        """The paper as plain text, for a message to the unit."""
        letter = self.letter
        lines = [letter.title, "", *([f"{letter.addressee}："] if letter.addressee else [])]
        for part in letter.content:
            if isinstance(part, PlainTable):
                lines += [_line(place, row) for place, row in enumerate(part.rows, 1)]
            else:
                lines.append(part)
        return "\n".join([*lines, *letter.remarks, "", letter.signer, letter.date]) + "\n"


def return_notes(
    collection: Collection, findings: Sequence[UnitFinding], registry: Registry, today: dt.date
) -> list[Paper]:
    """Return a 退回修改通知 for each unit whose report holds something to mend or to explain."""
    by_unit: dict[str, list[UnitFinding]] = {}
    for one in findings:
        if one.unit and one.finding.severity is not Severity.HINT:
            by_unit.setdefault(one.unit, []).append(one)
    return [
        return_note(collection, unit, by_unit[unit.name], registry, today)
        for unit in collection.roster.units
        if unit.name in by_unit
    ]


def return_note(
    collection: Collection,
    unit: Unit,
    findings: Sequence[UnitFinding],
    registry: Registry,
    today: dt.date,
) -> Paper:
    """Return the 退回修改通知 for one unit: what stands where, the heaviest first."""
    number = len(collection.standing(unit.name).rounds) + 1
    report = collection.report(unit.name)
    headings = (
        {section.id: section.heading for section in registry.get(report.format).sections} if report else {}
    )
    points = tuple(
        ReturnPoint(
            one.finding.severity.word,
            headings.get(one.finding.section, "基本信息"),
            _WITHOUT_NAMES.get(one.finding.code, one.finding.message),
        )
        for one in sorted(findings, key=lambda each: each.finding.severity.rank)
    )
    note = ReturnNote(unit.name, collection.year, BLANK, points, _day(today))
    return Paper(f"退回修改通知（第{_round(number)}次）{unit.name}", return_letter(note))


def reminders(collection: Collection, today: dt.date) -> Paper | None:
    """Return the 催报单: whose report is still missing; None when all is there."""
    absent = missing(collection)
    if not absent:
        return None
    rows = []
    for place, unit in enumerate(absent, 1):
        due = collection.roster.due_of(unit)
        late = (today - due).days if due else 0
        words = f"已超过 {late} 天" if late > 0 else (f"还有 {-late} 天" if due else "")
        rows.append((str(place), unit.name, due.isoformat() if due else "", words, unit.contact, unit.phone))
    head = ("序号", "单位", "截止日", "期限", "联系人", "电话")
    table = PlainTable((6, 36, 14, 16, 12, 16), head, rows, frozenset({1}))
    said = f"截至{_day(today)}，下列 {len(absent)} 个单位尚未报送，请抓紧："
    title = f"{collection.area}{collection.year}年政府信息公开工作年度报告催报单"
    return Paper("催报单", Letter(title, (said, table), BLANK, _day(today)))


def summary(
    collection: Collection, findings: Sequence[UnitFinding], pairs: Sequence[Pair], today: dt.date
) -> Paper:
    """Return the material for a notice (通报材料): counts and lists of who was in time, late, returned."""
    every = states(collection, today)
    asked = [state for state in every if state.unit.must_report]
    came = [state for state in asked if state.newest is not None]
    late = [state for state in came if state.late_by]
    absent = [state for state in asked if state.newest is None]
    back = [state for state in asked if state.rounds]
    counts = (
        f"按时 {len(came) - len(late)} 个，迟报 {len(late)} 个，未报 {len(absent)} 个；"
        f"退回修改 {len(back)} 个。"
    )
    lines = [f"应报送 {len(asked)} 个单位，截至 {_day(today)} 已收 {len(came)} 个，{counts}"]
    for word, group in (("迟报", late), ("未报", absent), ("退回修改", back)):
        if group:
            lines.append(f"{word}：{'、'.join(_with_days(state, word) for state in group)}。")
    kinds = Counter(one.finding.code for one in findings if one.finding.severity is not Severity.HINT)
    first = {one.finding.code: one.finding for one in reversed(findings)}
    units = {code: len({one.unit for one in findings if one.finding.code == code}) for code in kinds}
    rows = [
        (str(place), first[code].severity.word, first[code].message, str(units[code]), str(count))
        for place, (code, count) in enumerate(kinds.most_common(), 1)
    ]
    alike = [pair for pair in pairs if pair.left != pair.right]
    if alike:
        names = {name for pair in alike for name in (pair.left, pair.right)}
        lines.append(f"文字雷同 {len(alike)} 对，涉及 {len(names)} 个单位。")
    head = ("序号", "程度", "问题（举例）", "单位数", "处数")
    table = PlainTable((6, 10, 60, 12, 12), head, rows, frozenset({2}))
    content: tuple[str | PlainTable, ...] = (*lines, table) if rows else tuple(lines)
    title = f"{collection.area}{collection.year}年政府信息公开工作年度报告审核情况"
    return Paper("通报材料", Letter(title, content, BLANK, _day(today)))


def _with_days(state: UnitState, word: str) -> str:
    if word == "迟报":
        return f"{state.unit.name}（{state.late_by} 天）"
    return f"{state.unit.name}（{state.rounds} 次）" if word == "退回修改" else state.unit.name


def _line(place: int, row: Sequence[str]) -> str:
    return f"{place}. " + "；".join(text for text in row[1:] if text)


def _round(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
