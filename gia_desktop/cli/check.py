"""``gia check``: the findings of a report, or the rules themselves."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from gia_desktop.app.progress import progress
from gia_desktop.app.report_file import as_previous, open_report
from gia_desktop.checks.engine import all_rules, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.columns import aligned
from gia_desktop.cli.outcome import Exit, Outcome, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.sheet import Sheet, make_sheet


class WrongPreviousError(GiaError):
    """The file given as last year's report is of another year."""

    code = "GIA-E-003"

    def __init__(self, path: Path, found: int, wanted: int) -> None:
        """Name the file and both years."""
        super().__init__(
            f"文件《{path.name}》是 {found} 年度的报告，不是上年（{wanted} 年度）的报告。",
            "请核对 --previous 后面的文件。",
        )


def run(args: Namespace, registry: Registry) -> Outcome:
    """Check a report, or list the rules."""
    if args.rules:
        return _rules(json=args.json)
    if args.file is None:
        raise UsageError("缺少报告文件。", "gia check")
    report = open_report(args.file, registry)
    if args.previous is not None:
        report = _with_previous(report, args.previous, registry)
    sheet = make_sheet(report, registry)
    findings = run_checks(sheet)
    must_fix = any(finding.severity is Severity.MUST_FIX for finding in findings)
    code = Exit.DOUBTFUL if must_fix else Exit.DONE
    if args.json:
        return as_json([finding.to_object() for finding in findings], code)
    return Outcome(described(sheet, findings), code)


def described(sheet: Sheet, findings: list[Finding]) -> str:
    """Return the findings as text for a terminal."""
    counts = progress(sheet, findings)
    weights = f"必须改 {counts.must_fix}　可说明 {counts.explain}　提示 {counts.hints}"
    lines = [sheet.report.title, f"{weights}　已填 {counts.filled}/{counts.total} 格"]
    places = {section.id: section.heading for section in sheet.format.sections}
    for finding in findings:
        place = places.get(finding.section, "基本信息")
        lines += [
            "",
            f"{finding.severity.mark} {finding.severity.word}　{place}",
            f"  {finding.message}（{finding.code}）",
        ]
        lines += [f"  可能：{guess}" for guess in finding.guesses]
        lines += [f"  依据：{finding.basis}"] if finding.basis else []
    return "\n".join(lines if findings else [*lines, "", "没有发现问题。"])


def _with_previous(report: Report, path: Path, registry: Registry) -> Report:
    previous = open_report(path, registry)
    if previous.year != report.year - 1:
        raise WrongPreviousError(path, previous.year, report.year - 1)
    return replace(report, previous=as_previous(previous))


def _rules(*, json: bool) -> Outcome:
    rules = all_rules()
    if json:
        return as_json(
            [
                {
                    "code": rule.code,
                    "severity": rule.severity.value,
                    "title": rule.title,
                    "basis": rule.basis,
                    "formats": list(rule.formats),
                }
                for rule in rules
            ]
        )
    return Outcome(
        "\n".join(aligned([[rule.code, rule.severity.word, rule.title] for rule in rules], figures=False))
    )
