"""Papers about all units: the 催报单 of those that are missing, and the 通报材料."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from gia_desktop.checks.finding import Severity
from gia_desktop.documents.forms.letter import Letter
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.register.calendar.files import bundled_calendar
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.rollup.collection import Collection, Mark
from gia_desktop.rollup.coverage import UnitState, missing, states
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.likenesses import AlikePair, Twins
from gia_desktop.rollup.papers.paper import REMINDER, SUMMARY, Paper, Sender, day_words
from gia_desktop.rollup.roster import stem
from gia_desktop.rollup.titles import title_of

_NAMED: Final = 5
"""Units that a row of a table names; of more it says how many."""
_LAST_ROWS: Final = 2
_TEXT_PT: Final = 9
_ROW_PT: Final = 18
_DAY: Final = dt.timedelta(days=1)
_WEEKDAYS: Final = "一二三四五六日"


def reminders(collection: Collection, today: dt.date, sender: Sender | None = None) -> Paper | None:
    """Return the 催报单: whose report is still missing; None when all is there."""
    absent = missing(collection)
    if not absent:
        return None
    by = sender or Sender()
    rows, unusable = [], 0
    for place, unit in enumerate(absent, 1):
        due = collection.roster.due_of(unit)
        late = (today - due).days if due else 0
        words = f"已超过 {late} 天" if late > 0 else (f"还有 {-late} 天" if due else "")
        useless = [f"交来的{why}" for _, why in collection.useless(unit)[:1]]
        unusable += bool(useless)
        words = "，".join(filter(None, [words, *useless]))
        rows.append((str(place), unit.name, due.isoformat() if due else "", words, unit.contact, unit.phone))
    head = ("序号", "单位", "截止日", "期限", "联系人", "电话")
    table = PlainTable((9, 48, 24, 24, 18, 33), head, rows, frozenset({1}), kept=_LAST_ROWS)
    asked = sum(unit.must_report for unit in collection.roster.units)
    said = (
        f"截至{day_words(today)}，应报送的 {asked} 个单位中，下列 {len(absent)} 个尚未报送"
        f"{collection.year}年政府信息公开工作年度报告"
        + (f"（其中 {unusable} 个交来的文件不能用，请重新报送）" if unusable else "")
        + "，请抓紧报送。"
    )
    note = day_off_note(collection.roster.due).replace(" ", "") if collection.roster.due else ""
    letter = Letter(
        f"{collection.area}{collection.year}年政府信息公开工作年度报告{REMINDER}",
        (said, *([note] if note else []), table),
        by.signer,
        day_words(today),
        remarks=_contact(by),
    )
    names = "\n".join("；".join(text for text in row[1:] if text) for row in rows)
    fields = {
        "地区": collection.area, "年度": str(collection.year), "未报数": str(len(absent)), "单位清单": names,
        "截止日": day_words(collection.roster.due) if collection.roster.due else "", "联系人": by.contact,
        "落款": by.signer, "日期": day_words(today),
    }  # fmt: skip
    return Paper(REMINDER, REMINDER, letter, fields)


def day_off_note(due: dt.date, calendar: Calendar | None = None) -> str:
    """Return a sentence when reports are due on a day off: the last working day before it; else nothing."""
    known = calendar or bundled_calendar()
    if known.works(due):
        return ""
    last = due
    while not known.works(last):
        last -= _DAY
    return (
        f"截止日 {due.month} 月 {due.day} 日是星期{_WEEKDAYS[due.weekday()]}，不上班，"
        f"此前最后一个工作日是 {last.month} 月 {last.day} 日。"
    )


def summary(
    collection: Collection,
    findings: Sequence[UnitFinding],
    pairs: Sequence[AlikePair],
    today: dt.date,
    sender: Sender | None = None,
) -> Paper:
    """Return the 通报材料: who was in time, late, missing, back; kinds of faults; all units in an annex."""
    by = sender or Sender()
    asked = [state for state in states(collection, today) if state.unit.must_report]
    handing = _handing_in(collection, asked, today)
    review = _reviewed(asked)
    faults, table = _faults(collection, findings)
    alike = [pair for pair in pairs if pair.kind is not Twins.OWN_LAST_YEAR]
    if alike:
        names = {name for pair in alike for name in (pair.left, pair.right)}
        faults.append(f"文字雷同 {len(alike)} 对，涉及 {len(names)} 个单位。")
    content: tuple[str | PlainTable, ...] = (
        "一、报送情况", *handing.values(), "二、审核情况", *review.values(), "三、主要问题", *faults,
        *([table] if table.rows else []),
    )  # fmt: skip
    title = f"{collection.area}{collection.year}年政府信息公开工作年度报告报送和审核情况"
    annex = ("附表：各单位情况", _each(asked, findings))
    letter = Letter(title, content, by.signer, day_words(today), annex=annex)
    kinds = "\n".join(f"{row[0]}. {row[1]}；{row[2]}；{row[3]} 处；{row[4]}" for row in table.rows)
    fields = {
        "地区": collection.area, "年度": str(collection.year), **handing, **review,
        "主要问题": "\n".join(faults), "问题种类": kinds, "联系人": by.contact, "落款": by.signer,
        "日期": day_words(today),
    }  # fmt: skip
    return Paper(SUMMARY, SUMMARY, letter, fields)


def _handing_in(collection: Collection, asked: Sequence[UnitState], today: dt.date) -> dict[str, str]:
    """Return the sentences about who handed in, by the name of their field."""
    came = [state for state in asked if state.newest is not None]
    late = [state for state in came if state.late_by]
    in_time = [state for state in came if not state.late_by and collection.roster.due_of(state.unit)]
    absent = [state for state in asked if state.newest is None]
    said = {
        "报送情况": (
            f"应报送 {len(asked)} 个单位，截至{day_words(today)}已收到 {len(came)} 个，"
            f"其中按时 {len(in_time)} 个，迟报 {len(late)} 个；未报 {len(absent)} 个。"
        )
    }
    if not any(collection.roster.due_of(state.unit) for state in asked):
        said["报送情况"] = (
            f"应报送 {len(asked)} 个单位，截至{day_words(today)}已收到 {len(came)} 个，"
            f"未报 {len(absent)} 个。名单里没有截止日，不分按时和迟报。"
        )
    lists = (
        ("按时名单", "按时报送", in_time, lambda state: state.unit.name),
        ("迟报名单", "迟报", late, lambda state: f"{state.unit.name}（{state.late_by} 天）"),
        ("未报名单", "未报", absent, lambda state: state.unit.name),
    )
    for field, word, group, shown in lists:
        said[field] = f"{word}：{'、'.join(map(shown, group))}。" if group else f"{word}：无。"
    return said


def _reviewed(asked: Sequence[UnitState]) -> dict[str, str]:
    back = [state for state in asked if state.rounds]
    rounds = sum(state.rounds for state in back)
    done = Counter(state.state for state in asked)
    passed = done[Mark.PASSED.value] + done[Mark.PUBLISHED.value]
    names = "、".join(f"{state.unit.name}（{state.rounds} 次）" for state in back)
    return {
        "审核情况": (
            f"审核通过 {passed} 个单位，其中已公开 {done[Mark.PUBLISHED.value]} 个；"
            f"退回修改 {len(back)} 个单位，共 {rounds} 次。"
        ),
        "退回名单": f"退回修改：{names}。" if back else "退回修改：无。",
    }


def _faults(collection: Collection, findings: Sequence[UnitFinding]) -> tuple[list[str], PlainTable]:
    """Return the sentence about faults and the table of their kinds, the most frequent first."""
    weighty = [one for one in findings if one.finding.severity is not Severity.HINT]
    kinds = Counter((one.finding.severity, one.finding.code) for one in weighty)
    order = sorted(kinds, key=lambda kind: (kind[0].rank, -kinds[kind], kind[1]))
    rows = []
    for place, kind in enumerate(order, 1):
        units = dict.fromkeys(one.unit for one in weighty if (one.finding.severity, one.finding.code) == kind)
        named = _named([stem(unit, collection.area) for unit in units])
        rows.append((str(place), kind[0].word, title_of(kind[1]), str(kinds[kind]), named))
    must = sum(count for (severity, _), count in kinds.items() if severity is Severity.MUST_FIX)
    units_with = len({one.unit for one in weighty})
    said = (
        f"审核发现必须改的问题 {must} 处、需要说明的 {len(weighty) - must} 处，涉及 {units_with} 个单位。"
        if weighty
        else "没有发现必须改和需要说明的问题。"
    )
    head = ("序号", "级别", "问题", "处数", "涉及单位")
    left = frozenset({2, 4})
    return [said], PlainTable((9, 15, 66, 12, 54), head, rows, left, _ROW_PT, _TEXT_PT, kept=_LAST_ROWS)


def _named(names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}等 {len(names)} 个"


def _each(asked: Sequence[UnitState], findings: Iterable[UnitFinding]) -> PlainTable:
    """Return the table of all units."""
    counts = Counter((one.unit, one.finding.severity) for one in findings)
    rows = [
        (
            str(place), state.unit.name, state.words,
            f"{state.newest.received.month}月{state.newest.received.day}日" if state.newest else "",
            str(state.late_by or ""), str(state.rounds or ""),
            *(_count(counts[state.unit.name, severity], state) for severity in _WEIGHTY),
        )
        for place, state in enumerate(asked, 1)
    ]  # fmt: skip
    head = ("序号", "单位", "状态", "收到", "迟报（天）", "退回（次）", "必须改", "可说明")
    widths = (9, 53, 18, 20, 14, 14, 14, 14)
    return PlainTable(widths, head, rows, frozenset({1}), _ROW_PT, _TEXT_PT)


_WEIGHTY: Final = (Severity.MUST_FIX, Severity.EXPLAIN)


def _count(count: int, state: UnitState) -> str:
    return str(count) if state.newest is not None else ""


def _contact(sender: Sender) -> tuple[str, ...]:
    return (f"联系人和电话：{sender.contact}",) if sender.contact else ()
