"""``gia self-test``: makes, checks, exports and reads again a report; for a freshly built program."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from gia_desktop import __version__
from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Severity
from gia_desktop.cli.outcome import Outcome
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report, new_report
from gia_desktop.documents.export import FILE_KINDS, export_file
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.report_file import open_report, save_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.sheet import make_sheet

_YEAR = 2025


class SelfTestError(GiaError):
    """The program does not do what it should on this PC."""

    code = "GIA-E-006"

    def __init__(self, step: str, cause: str) -> None:
        """Name the step and what happened."""
        super().__init__(f"自检没有通过：{step}，{cause}。", "请重新安装本程序。")


def run(_args: Namespace, registry: Registry) -> Outcome:
    """Go through the steps; the first that fails ends the test."""
    with tempfile.TemporaryDirectory(prefix="gia-self-test-", ignore_cleanup_errors=True) as folder:
        steps = list(_steps(Path(folder), registry))
    return Outcome("\n".join([f"gia {__version__} 自检", *(f"✓ {step}" for step in steps), "自检通过。"]))


def _steps(folder: Path, registry: Registry) -> Iterator[str]:
    yield _formats(registry)
    yield _saving(folder / "自检 报告.gia", registry)
    sample = open_report(resource("samples", "sample-2025.gia"), registry)
    practice = open_report(resource("samples", "practice-2025.gia"), registry)
    yield _checking(sample, practice, registry)
    for suffix in FILE_KINDS:
        yield _exporting(sample, folder / f"自检 报告{suffix}", registry)


def _formats(registry: Registry) -> str:
    step = "读取年报格式"
    names = [f"{fmt.name} {len(fmt.cells)} 格" for fmt in registry]
    if not names:
        raise SelfTestError(step, "没有找到格式文件")
    return f"{step}：{'，'.join(names)}"


def _saving(path: Path, registry: Registry) -> str:
    step = "新建报告、保存、重新打开"
    fmt = registry.for_year(_YEAR)
    report = new_report(fmt.id, _YEAR, "示例县清河镇人民政府", "township")
    save_report(report, path)
    if open_report(path, registry) != report:
        raise SelfTestError(step, "读回的内容与保存的不同")
    return step


def _checking(sample: Report, practice: Report, registry: Registry) -> str:
    step = "检查示例和练习报告"
    clean, faulty = (_must_fix(report, registry) for report in (sample, practice))
    if clean or not faulty:
        raise SelfTestError(step, f"示例有 {clean} 处必须改，练习有 {faulty} 处")
    return f"{step}：示例没有必须改，练习有 {faulty} 处"


def _must_fix(report: Report, registry: Registry) -> int:
    findings = run_checks(make_sheet(report, registry))
    return sum(finding.severity is Severity.MUST_FIX for finding in findings)


def _exporting(report: Report, path: Path, registry: Registry) -> str:
    step = f"导出 {path.suffix.removeprefix('.')} 并重新读取"
    proof = export_file(make_sheet(report, registry), path, DocumentOptions(), FILE_KINDS).proof
    if not proof.holds:
        raise SelfTestError(step, proof.sentence)
    return f"{step}：{proof.sentence}"
