"""``gia register due|check|figures``: dates, findings and tables of a register file."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from pathlib import Path

from gia_desktop.app.register.figures import carried_of, report_with
from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.columns import aligned
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.severity import Severity
from gia_desktop.exchange.report_file import open_report, save_report
from gia_desktop.formats.installed import Formats
from gia_desktop.register.calendar.files import load_calendar
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case, Register
from gia_desktop.register.clock import Clock, clock_of
from gia_desktop.register.figures import Figures, figures_of
from gia_desktop.register.numbers import numbers_of
from gia_desktop.register.outside.file import open_register
from gia_desktop.register.reminders.casebook import check_register
from gia_desktop.register.reminders.finding import CaseFinding


def run(args: Namespace, formats: Formats) -> Result:
    """Do one of the three."""
    if args.action is None:
        raise UsageError("缺少事项（due、check、figures、import、export、letter）。", "gia register")
    return {"due": _due, "check": _check, "figures": _figures}[args.action](args, formats)


def _due(args: Namespace, _formats: Formats) -> Result:
    calendar = load_calendar(args.calendar_dir)
    clocks = [(case, clock_of(case, calendar, args.on)) for case in open_register(args.file).cases]
    pending = [(case, clock) for case, clock in clocks if not clock.state.is_over and not case.not_counted]
    pending.sort(key=lambda pair: (pair[1].due or dt.date.max, pair[0].number))
    if args.json:
        return as_json([_clock_object(case, clock) for case, clock in pending])
    if not pending:
        return Result(f"{args.on.isoformat()}：没有在办的申请。")
    rows = [
        [
            case.number,
            clock.state.word,
            clock.due.isoformat() if clock.due else "—",
            _left(clock),
            case.applicant.name,
        ]
        for case, clock in pending
    ]
    return Result("\n".join(aligned([["编号", "状态", "到期", "还有", "申请人"], *rows], figures=False)))


def _clock_object(case: Case, clock: Clock) -> dict[str, object]:
    """Return the JSON object of an open case (contract)."""
    return {
        "number": case.number,
        "state": clock.state.value,
        "flags": list(clock.flags),
        "due": clock.due.isoformat() if clock.due else None,
        "days_left": clock.days_left,
        "stopped": clock.stopped,
        "provisional": clock.provisional,
    }


def _left(clock: Clock) -> str:
    if clock.stopped:
        return f"停，到 {clock.waiting_until.isoformat()}" if clock.waiting_until else "停"
    if clock.days_left is None:
        return "—"
    if clock.days_left < 0:
        return f"超期 {clock.late} 天"
    return "今天" if clock.days_left == 0 else f"{clock.days_left} 天"


def _check(args: Namespace, formats: Formats) -> Result:
    register = open_register(args.file)
    carried = carried_of(open_report(args.previous, formats), formats) if args.previous else None
    on = args.on or dt.date.today()  # noqa: DTZ011 - the clerk's own day
    found = check_register(register.cases, load_calendar(args.calendar_dir), on, carried=carried)
    must_fix = any(finding.severity is Severity.MUST_FIX for finding in found)
    code = Exit.DOUBTFUL if must_fix else Exit.DONE
    if args.json:
        return as_json([finding.to_object() for finding in found], code)
    none = "没有发现问题。" if register.cases else "登记里还没有申请，没有可检查的。"
    return Result("\n".join(_described(found)) or none, code)


def _described(found: list[CaseFinding]) -> list[str]:
    lines = []
    for finding in found:
        lines.append(f"{finding.severity.mark} {finding.severity.word}　{finding.message}（{finding.code}）")
        lines += [f"    依据：{finding.basis}"] if finding.basis else []
    return lines


def _figures(args: Namespace, formats: Formats) -> Result:
    register = open_register(args.file)
    fmt = formats.for_year(args.year)
    calendar = load_calendar(args.calendar_dir)
    figures = figures_of(register.cases, args.year, fmt, calendar)
    said = _written(args.output, figures, register, calendar, formats) if args.output else ""
    if args.json:
        return as_json(
            {
                "values": dict(figures.values),
                "cases": {key: list(numbers) for key, numbers in figures.cases.items()},
            }
        )
    rows = [
        [f"{fmt.cells[key].label}", str(value), "、".join(figures.cases.get(key, ())[:8])]
        for key, value in figures.values.items()
        if value
    ]
    lines = aligned(rows, figures=False) if rows else [f"{args.year} 年没有要计的申请和案件。"]
    return Result("\n".join([*lines, *([said] if said else [])]))


def _written(path: Path, figures: Figures, register: Register, calendar: Calendar, formats: Formats) -> str:
    known = open_report(path, formats) if path.exists() else None
    numbers = numbers_of(register.cases, figures, calendar)
    name, kind = register.unit_name, register.unit_kind
    report, changed = report_with(figures, known, name, kind, formats, numbers)
    save_report(report, path)
    return f"已填进《{path.name}》：表三、表四改动 {changed} 格。"
