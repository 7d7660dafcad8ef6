"""``gia collect status|check|twins``: what a collection says, nothing is written."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping

from gia_desktop.checks.finding import Severity
from gia_desktop.cli.collect.reading import asks
from gia_desktop.cli.collect.settling import unit_named
from gia_desktop.cli.columns import aligned
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.among import area_findings
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import UnitState, missing, states
from gia_desktop.rollup.findings import UnitFinding, unit_findings
from gia_desktop.rollup.giac import open_collection
from gia_desktop.rollup.likenesses import AlikePair, twins
from gia_desktop.rollup.papers.lists import day_off_note


def run(args: Namespace, formats: Formats) -> Result:
    """Do one of the three."""
    collection = open_collection(args.file, formats)
    if args.action == "status":
        return _status(args, collection, formats)
    if args.action == "check":
        return _check(args, collection, formats)
    pairs = twins(collection, formats)
    if args.json:
        return as_json([_pair_object(pair) for pair in pairs])
    lines = [f"{pair.left} — {pair.right}：{pair.kind.words}，{pair.percent} %" for pair in pairs]
    return Result("\n".join(lines) or "没有雷同。")


def _status(args: Namespace, collection: Collection, formats: Formats) -> Result:
    every = states(collection, args.on or dt.date.today())  # noqa: DTZ011 - the clerk's own day
    counts = _counts(unit_findings(collection, formats))
    code = Exit.DOUBTFUL if any(asks(collection, one) for one in collection.submissions) else Exit.DONE
    asked = [
        {"file": one.file, "ask": words} for one in collection.submissions if (words := asks(collection, one))
    ]
    if args.json:
        return as_json(
            {
                "area": collection.area,
                "year": collection.year,
                "units": [_state_object(state, counts.get(state.unit.name, Counter())) for state in every],
                "missing": [unit.name for unit in missing(collection)],
                "asked": asked,
            },
            code,
        )
    rows = [["单位", "状态", "文件", "收到", "迟报天数", "存疑", "没找到", "必须改", "可说明"]]
    rows += [_state_row(state, counts.get(state.unit.name, Counter())) for state in every]
    absent = missing(collection)
    names = (
        f"未报 {len(absent)} 个：{'、'.join(unit.name for unit in absent)}" if absent else "应报的都已收到。"
    )
    due = collection.roster.due
    hints = [note] if due and absent and (note := day_off_note(due)) else []
    lines = [*aligned(rows, figures=False), names, *hints, *(f"{one['file']}：{one['ask']}" for one in asked)]
    return Result("\n".join(lines), code)


def _counts(findings: Iterable[UnitFinding]) -> Mapping[str, Counter[Severity]]:
    counts: dict[str, Counter[Severity]] = {}
    for one in findings:
        counts.setdefault(one.unit, Counter())[one.finding.severity] += 1
    return counts


def _state_object(state: UnitState, counts: Counter[Severity]) -> dict[str, object]:
    newest = state.newest
    return {
        "unit": state.unit.name,
        "state": state.state,
        "file": newest.file if newest else "",
        "received": newest.received.isoformat() if newest else "",
        "late_by": state.late_by,
        "certainty": {
            "sure": len(newest.report.values) if newest and newest.report else 0,
            "doubtful": len(newest.doubtful) if newest else 0,
            "not_found": len(newest.not_found) if newest else 0,
        },
        "findings": {severity.value: counts[severity] for severity in Severity},
    }


def _state_row(state: UnitState, counts: Counter[Severity]) -> list[str]:
    newest = state.newest
    return [
        state.unit.name,
        state.words,
        newest.file if newest else "",
        newest.received.isoformat() if newest else "",
        str(state.late_by or ""),
        str(len(newest.doubtful)) if newest else "",
        str(len(newest.not_found)) if newest else "",
        str(counts[Severity.MUST_FIX]) if newest else "",
        str(counts[Severity.EXPLAIN]) if newest else "",
    ]


def _check(args: Namespace, collection: Collection, formats: Formats) -> Result:
    only = ""
    if args.unit:
        only = unit_named(collection, args.unit).name
    findings = [*unit_findings(collection, formats, only), *area_findings(collection, formats)]
    findings = [one for one in findings if not only or one.unit == only]
    must_fix = any(one.finding.severity is Severity.MUST_FIX for one in findings)
    code = Exit.DOUBTFUL if must_fix else Exit.DONE
    if args.json:
        return as_json([one.to_object() for one in findings], code)
    has_come = collection.holds_reports if not only else collection.report(only) is not None
    none = "没有发现问题。" if has_come else f"还没有收到{f'“{only}”的' if only else ''}年报，没有可检查的。"
    return Result("\n".join(_finding_lines(collection, findings)) or none, code)


def _finding_lines(collection: Collection, findings: list[UnitFinding]) -> list[str]:
    lines: list[str] = []
    for unit in collection.roster.units:
        own = [one.finding for one in findings if one.unit == unit.name]
        if own:
            lines += [f"{unit.name}（{len(own)}）"]
            lines += [f"  {finding.severity.mark} {finding.message}（{finding.code}）" for finding in own]
    return lines


def _pair_object(pair: AlikePair) -> dict[str, object]:
    return {
        "left": pair.left,
        "right": pair.right,
        "class": pair.kind.value,
        "words": pair.kind.words,
        "percent": pair.percent,
    }
