"""``gia new``: an empty report of the right format for its year."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gia_desktop.app.report_file import save_report
from gia_desktop.cli.outcome import Outcome
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.formats.registry import Registry


class ExistingFileError(GiaError):
    """A report would be overwritten."""

    code = "GIA-E-002"

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"文件《{path.name}》已经存在，没有改动它。", "请换一个文件名，或加 --force 覆盖。")


def run(args: Namespace, registry: Registry) -> Outcome:
    """Write an empty report."""
    fmt = registry.for_year(args.year)
    report = new_report(fmt.id, args.year, args.unit, args.kind)
    refuse_existing(args.output, force=args.force)
    save_report(report, args.output)
    return Outcome(
        f"已新建《{args.output.name}》：{report.title}（{fmt.name}，待填 {len(fmt.entered)} 格）。"
    )


def refuse_existing(path: Path, *, force: bool) -> None:
    """Keep a report from being overwritten by mistake.

    Raises:
        ExistingFileError: the file is there and ``force`` is not given.
    """
    if path.exists() and not force:
        raise ExistingFileError(path)
