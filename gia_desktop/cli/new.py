"""``gia new``: an empty report of the right format for its year."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gia_desktop.cli.result import Result
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.exchange.report_file import save_report
from gia_desktop.formats.installed import Formats


class ExistingFileError(GiaError):
    """A report would be overwritten."""

    code = "GIA-E-002"

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"文件《{path.name}》已经存在，没有改动它。", "请换一个文件名，或加 --force 覆盖。")


class BelowFileError(GiaError):
    """A report is to be written into a file as if it were a folder."""

    code = "GIA-E-008"

    def __init__(self, path: Path, file: Path) -> None:
        """Name both."""
        super().__init__(f"《{path.name}》写不进去：“{file}”是文件，不是文件夹。", "请核对 -o 后面的位置。")


def run(args: Namespace, formats: Formats) -> Result:
    """Write an empty report."""
    fmt = formats.for_year(args.year)
    report = new_report(fmt.id, args.year, args.unit, args.kind)
    refuse_existing(args.output, force=args.force)
    save_report(report, args.output)
    return Result(f"已新建《{args.output.name}》：{report.title}（{fmt.name}，待填 {len(fmt.entered)} 格）。")


def refuse_existing(path: Path, *, force: bool) -> None:
    """Keep a report from being overwritten by mistake.

    Raises:
        ExistingFileError: the file is there and ``force`` is not given.
        BelowFileError: the folder named is a file.
    """
    file = next((parent for parent in path.parents if parent.is_file()), None)
    if file is not None:
        raise BelowFileError(path, file)
    if path.exists() and not force:
        raise ExistingFileError(path)
