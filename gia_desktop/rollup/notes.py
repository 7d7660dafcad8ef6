"""What the county writes to its units and about them: returns, reminders, material for the notice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from gia_desktop.checks.finding import Severity
from gia_desktop.documents.forms.paper import Paper
from gia_desktop.formats.registry import Registry
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import UnitState, missing, states
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.likenesses import Pair
from gia_desktop.rollup.roster import Unit

_NUMERALS = "一二三四五六七八九十"


def return_notes(collection: Collection, findings: Sequence[UnitFinding], registry: Registry) -> list[Paper]:
    """Return a 退回修改通知 for each unit whose report holds something to mend or to explain."""
    by_unit: dict[str, list[UnitFinding]] = {}
    for one in findings:
        if one.unit and one.finding.severity is not Severity.HINT:
            by_unit.setdefault(one.unit, []).append(one)
    return [
        return_note(collection, unit, by_unit[unit.name], registry)
        for unit in collection.roster.units
        if unit.name in by_unit
    ]


def return_note(
    collection: Collection, unit: Unit, findings: Sequence[UnitFinding], registry: Registry
) -> Paper:
    """Return the 退回修改通知 for one unit: what stands where, what to do, by when."""
    number = len(collection.standing(unit.name).rounds) + 1
    report = collection.report(unit.name)
    headings = (
        {section.id: section.heading for section in registry.get(report.format).sections} if report else {}
    )
    rows = [
        (
            str(place),
            headings.get(one.finding.section, "基本信息"),
            one.finding.message,
            _wanted(one.finding.severity),
        )
        for place, one in enumerate(sorted(findings, key=lambda each: each.finding.severity.rank), 1)
    ]
    must = sum(one.finding.severity is Severity.MUST_FIX for one in findings)
    opening = (
        f"你单位报送的{collection.year}年政府信息公开工作年度报告已经审核，"
        f"有 {must} 处必须修改、{len(rows) - must} 处请核对或说明，现予退回。请逐条处理后重新报送。"
    )
    return Paper(
        f"退回修改通知（第{_round(number)}次）{unit.name}",
        f"{collection.year}年政府信息公开工作年度报告退回修改通知",
        unit.name,
        (opening,),
        ("序号", "位置", "问题", "请您做的"),
        tuple(rows),
        (6, 20, 54, 20),
        frozenset({1, 2, 3}),
    )


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
    return Paper(
        "催报单",
        f"{collection.area}{collection.year}年政府信息公开工作年度报告催报单",
        paragraphs=(f"截至 {_day(today)}，下列 {len(absent)} 个单位尚未报送：",),
        head=("序号", "单位", "截止日", "期限", "联系人", "电话"),
        rows=tuple(rows),
        weights=(6, 36, 14, 16, 12, 16),
        left=frozenset({1}),
    )


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
    rows = tuple(
        (str(place), first[code].severity.word, first[code].message, str(units[code]), str(count))
        for place, (code, count) in enumerate(kinds.most_common(), 1)
    )
    alike = [pair for pair in pairs if pair.left != pair.right]
    if alike:
        names = {name for pair in alike for name in (pair.left, pair.right)}
        lines.append(f"文字雷同 {len(alike)} 对，涉及 {len(names)} 个单位。")
    return Paper(
        "通报材料",
        f"{collection.area}{collection.year}年政府信息公开工作年度报告审核情况",
        paragraphs=tuple(lines),
        head=("序号", "程度", "问题（举例）", "单位数", "处数"),
        rows=rows,
        weights=(6, 10, 60, 12, 12),
        left=frozenset({2}),
    )


def _with_days(state: UnitState, word: str) -> str:
    if word == "迟报":
        return f"{state.unit.name}（{state.late_by} 天）"
    return f"{state.unit.name}（{state.rounds} 次）" if word == "退回修改" else state.unit.name


def _wanted(severity: Severity) -> str:
    return "请改正" if severity is Severity.MUST_FIX else "请核对，确实如此的写明原因"


def _round(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
