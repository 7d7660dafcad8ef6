"""``gia check``: the findings of a report, or the rules themselves."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gia_desktop.app.report.explaining import settled_with_ignored
from gia_desktop.app.report.progress import progress
from gia_desktop.checks.engine import all_rules, run_checks
from gia_desktop.checks.finding import Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.columns import aligned
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.exchange.report_file import as_previous, open_report
from gia_desktop.formats.installed import Formats
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


def run(args: Namespace, formats: Formats) -> Result:
    """Check a report, or list the rules."""
    if args.rules and args.review is not None:
        raise UsageError("--rules 和 --review 不能一起用。", "gia check")
    if args.rules:
        return _rules(json=args.json)
    if args.file is None:
        raise UsageError("缺少报告文件。", "gia check")
    report = open_report(args.file, formats)
    if args.previous is not None:
        report = _with_previous(report, args.previous, formats)
    sheet = make_sheet(report, formats)
    settled = settled_with_ignored(sheet, run_checks(sheet))
    must_fix = any(item.finding.severity is Severity.MUST_FIX for item in settled)
    code = Exit.DOUBTFUL if must_fix else Exit.DONE
    written = [] if args.review is None else ["", _write_review(sheet, settled, args.review)]
    if args.json:
        return as_json([item.to_object() for item in settled], code)
    return Result("\n".join([described(sheet, settled), *written]), code)


def described(sheet: Sheet, settled: Sequence[Settled]) -> str:
    """Return the findings as text for a terminal; explained ones don't count, ignored ones are left out."""
    explained = sum(_is_explained(item) for item in settled)
    counts = progress(sheet, [item.finding for item in settled if item.status is not Status.EXPLAINED])
    weights = f"必须改 {counts.must_fix}　可说明 {counts.explain}　提示 {counts.hints}"
    said = f"　已说明 {explained}" if explained else ""
    lines = [sheet.report.title, f"{weights}{said}　已填 {counts.filled}/{counts.total} 格"]
    for item in settled:
        if item.status is not Status.EXPLAINED or _is_explained(item):
            lines += ["", *_finding_lines(sheet, item)]
    return "\n".join(lines if len(lines) > 2 else [*lines, "", "没有发现问题。"])  # noqa: PLR2004 - the head


def _is_explained(item: Settled) -> bool:
    return item.status is Status.EXPLAINED and item.finding.severity is Severity.EXPLAIN


def _finding_lines(sheet: Sheet, item: Settled) -> list[str]:
    finding = item.finding
    headings = {section.id: section.heading for section in sheet.format.sections}
    place = headings.get(finding.section, "基本信息")
    status = f"　{item.status.word}" if item.reason is not None else ""
    lines = [
        f"{finding.severity.mark} {finding.severity.word}{status}　{place}",
        f"  {finding.message}（{finding.code}）",
    ]
    lines += [f"  可能：{guess}" for guess in finding.guesses]
    lines += [f"  依据：{finding.basis}"] if finding.basis else []
    if item.reason is not None:
        lines += [f"  审核说明：{item.reason.text}"]
    return [*lines, f"  注意：{item.note}"] if item.note else lines


def _write_review(sheet: Sheet, settled: Sequence[Settled], path: Path) -> str:
    """Write the 审核情况表 and say so."""
    # Loaded when asked for: the writers take longer than checking a report.
    from gia_desktop.app.report.review_words import review_form
    from gia_desktop.documents.forms.review_form import save_review
    from gia_desktop.documents.style import PageStyle

    form = review_form(sheet, settled)
    save_review(form, path, PageStyle())
    return f"审核情况表已写入《{path.name}》：{form.problems}；{form.agreement}。"


def _with_previous(report: Report, path: Path, formats: Formats) -> Report:
    previous = open_report(path, formats)
    if previous.year != report.year - 1:
        raise WrongPreviousError(path, previous.year, report.year - 1)
    return replace(report, previous=as_previous(previous))


def _rules(*, json: bool) -> Result:
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
    return Result(
        "\n".join(aligned([[rule.code, rule.severity.word, rule.title] for rule in rules], figures=False))
    )
