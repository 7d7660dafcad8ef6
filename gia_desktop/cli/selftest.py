"""``gia self-test``: makes, checks, exports and reads again a report; for a freshly built program."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gia_desktop import __version__
from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Severity
from gia_desktop.cli.result import Result
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report, new_report
from gia_desktop.documents.export import FILE_KINDS, export_file
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.report_file import open_report, save_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

_YEAR = 2025
_IN_THE_BOOK = 6


class SelfTestError(GiaError):
    """The program does not do what it should on this PC."""

    code = "GIA-E-006"

    def __init__(self, step: str, cause: str) -> None:
        """Name the step and what happened."""
        super().__init__(f"自检没有通过：{step}，{cause}。", "请重新安装本程序。")


def run(_args: Namespace, formats: Formats) -> Result:
    """Go through the steps; the first that fails ends the test."""
    with tempfile.TemporaryDirectory(prefix="gia-self-test-", ignore_cleanup_errors=True) as folder:
        steps = list(_steps(Path(folder), formats))
    return Result("\n".join([f"gia {__version__} 自检", *(f"✓ {step}" for step in steps), "自检通过。"]))


def _steps(folder: Path, formats: Formats) -> Iterator[str]:
    yield _formats(formats)
    yield _saving(folder / "自检 报告.gia", formats)
    sample = open_report(resource("samples", "sample-2025.gia"), formats)
    practice = open_report(resource("samples", "practice-2025.gia"), formats)
    yield _checking(sample, practice, formats)
    for suffix in FILE_KINDS:
        yield _exporting(sample, folder / f"自检 报告{suffix}", formats)
    yield _registering(folder / "自检 登记.giar", formats)
    yield _collecting(folder / "自检 收集", formats)


def _formats(formats: Formats) -> str:
    step = "读取年报格式"
    names = [f"{fmt.name} {len(fmt.cells)} 格" for fmt in formats]
    if not names:
        raise SelfTestError(step, "没有找到格式文件")
    return f"{step}：{'，'.join(names)}"


def _saving(path: Path, formats: Formats) -> str:
    step = "新建报告、保存、重新打开"
    fmt = formats.for_year(_YEAR)
    report = new_report(fmt.id, _YEAR, "示例县清河镇人民政府", "township")
    save_report(report, path)
    if open_report(path, formats) != report:
        raise SelfTestError(step, "读回的内容与保存的不同")
    return step


def _checking(sample: Report, practice: Report, formats: Formats) -> str:
    step = "检查示例和练习报告"
    clean, faulty = (_must_fix(report, formats) for report in (sample, practice))
    if clean or not faulty:
        raise SelfTestError(step, f"示例有 {clean} 处必须改，练习有 {faulty} 处")
    return f"{step}：示例没有必须改，练习有 {faulty} 处"


def _registering(path: Path, formats: Formats) -> str:
    """Work out due dates and tables of the made-up register, from the calendar that came with the program."""
    import datetime as dt

    from gia_desktop.app.register.figures import report_with
    from gia_desktop.app.register.practice import load_practice
    from gia_desktop.register.calendar.files import bundled_calendar
    from gia_desktop.register.clock import due_of
    from gia_desktop.register.figures import figures_of
    from gia_desktop.register.numbers import numbers_of
    from gia_desktop.register.outside.file import open_register, save_register
    from gia_desktop.register.outside.letters import letter_kinds
    from gia_desktop.register.reminders.casebook import check_register

    step = "登记：期限、表三表四、带入年报、检查、文书"
    calendar = bundled_calendar()
    register = open_register(resource("samples", "register-2026.giar"))
    save_register(register, path)
    if open_register(path) != register:
        raise SelfTestError(step, "读回的登记与保存的不同")
    first, day = register.cases[0], dt.date(2026, 4, 13)
    if due_of(first, calendar) != day:
        raise SelfTestError(step, f"{first.title}的期限算成了 {due_of(first, calendar)}，应为 {day}")
    year = day.year
    figures = figures_of(register.cases, year, formats.for_year(year), calendar)
    new = sum(key.startswith("t3.new.") and key != "t3.new.total" for key in figures.cases)
    report, _ = report_with(
        figures, None, register.unit_name, register.unit_kind, formats,
        numbers_of(register.cases, figures, calendar),
    )  # fmt: skip
    left = [item.code for item in run_checks(make_sheet(report, formats)) if item.compares_register]
    if left:
        raise SelfTestError(step, f"带入年报以后与登记不同（{'、'.join(left)}）")
    practice = load_practice()
    missed = practice.mended(check_register(practice.register.cases, calendar, practice.on))
    if missed:
        raise SelfTestError(step, f"练习登记里的错误没有查出：{'、'.join(sorted(missed))}")
    return (
        f"{step}：{len(register.cases)} 件，申请人 {new} 类，{len(letter_kinds())} 种文书；"
        f"练习登记的 {len(practice.tasks)} 处错误都查得出"
    )


def _collecting(folder: Path, formats: Formats) -> str:
    """Collect the practice from files, add it up, find what was planted, and put it into one volume."""
    from gia_desktop.documents.style import PageStyle
    from gia_desktop.rollup.among import area_findings
    from gia_desktop.rollup.collecting import collect
    from gia_desktop.rollup.collection import Collection
    from gia_desktop.rollup.findings import unit_findings
    from gia_desktop.rollup.giac import open_collection, save_collection
    from gia_desktop.rollup.papers.compilation import make_book
    from gia_desktop.rollup.practice import THIS_YEAR, load_practice, write_folder
    from gia_desktop.rollup.sums import sum_up

    step = "收集：读入、汇总、检查、汇编"
    practice = load_practice(formats)
    shipped = practice.collection
    write_folder(practice, folder, formats)
    found = collect(folder / THIS_YEAR, Collection(shipped.roster, shipped.year), formats).collection
    collected = replace(found, previous=shipped.previous, standings=shipped.standings)
    save_collection(collected, folder / "自检.giac")
    if open_collection(folder / "自检.giac", formats) != collected:
        raise SelfTestError(step, "读回的收集文件与保存的不同")
    if sum_up(collected, formats).cells != sum_up(shipped, formats).cells:
        raise SelfTestError(step, "从文件汇总的数与应有的不同")
    findings = [*unit_findings(collected, formats), *area_findings(collected, formats)]
    planted = {fault.id for fault in practice.faults if fault.is_finding}
    if practice.found(findings) != planted or practice.unplanted(findings):
        raise SelfTestError(step, "练习里埋的错没有全部查出，或者多查了")
    few = replace(collected, submissions=collected.submissions[:_IN_THE_BOOK])
    book = make_book(few, formats, PageStyle(), folder / THIS_YEAR)
    units = len(shipped.roster.units)
    return f"{step}：{units} 个单位，查出埋下的 {len(planted)} 处错，汇编 {len(book.units)} 份"


def _must_fix(report: Report, formats: Formats) -> int:
    findings = run_checks(make_sheet(report, formats))
    return sum(finding.severity is Severity.MUST_FIX for finding in findings)


def _exporting(report: Report, path: Path, formats: Formats) -> str:
    step = f"导出 {path.suffix.removeprefix('.')} 并重新读取"
    proof = export_file(make_sheet(report, formats), path, DocumentOptions(), FILE_KINDS).proof
    if not proof.holds:
        raise SelfTestError(step, proof.sentence)
    return f"{step}：{proof.sentence}"
