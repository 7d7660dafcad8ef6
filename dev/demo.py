"""The main job without a screen: the sample report is checked, exported and photographed."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gia_desktop.app.report.progress import progress
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.errors import GiaError
from gia_desktop.documents.export import export_file
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the window would do with the bundled sample, and write docx and picture to a folder."""
    parser = argparse.ArgumentParser(prog="gia-demo", description="没有屏幕时演示主要工作")
    parser.add_argument("--out", type=Path, default=Path("out"), help="文件写到哪个文件夹")
    folder: Path = parser.parse_args(argv).out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        print(_export(folder))
        print(f"窗口的样子：{_photograph(folder / 'window.png')}")
    except (GiaError, OSError) as error:
        print(f"没有完成：{error}", file=sys.stderr)
        return 2
    return 0


def _export(folder: Path) -> str:
    formats = bundled_formats()
    sheet = make_sheet(open_report(resource("samples", "sample-2025.gia"), formats), formats)
    findings = run_checks(sheet)
    done = progress(sheet, findings)
    result = export_file(sheet, folder / "sample-2025.docx", DocumentOptions())
    checked = f"必须改 {done.must_fix}，可说明 {done.explain}，提示 {done.hints}"
    return (
        f"样报：{sheet.report.title}\n已填 {done.filled}/{done.total} 格；检查：{checked}\n"
        f"已导出 {result.path}，写完后重新打开核对：{result.proof.sentence}"
    )


def _photograph(path: Path) -> Path:
    """Open the sample in the real window and save a picture of it."""
    from dev.screens import photograph_sample

    with tempfile.TemporaryDirectory(prefix="gia-demo-") as data:
        photograph_sample(Path(data), path)
    return path


if __name__ == "__main__":
    sys.exit(main())
