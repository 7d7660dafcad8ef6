"""``gia import`` of many files at once: each is read, written and checked; one broken file stops no other."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gia_desktop.checks.engine import Engine
from gia_desktop.checks.finding import Severity
from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.exchange.report_file import save_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_file

_log = logging.getLogger(__name__)

_STEP: Final = 20
"""Files between two lines of progress."""


class ManyFilesError(GiaError):
    """Several files are to be read into one."""

    code = "GIA-E-009"

    def __init__(self, output: Path) -> None:
        """Ask for a folder."""
        super().__init__(f"要读入几个文件，“{output}”却不是文件夹。", "请在 -o 后面写一个已有的文件夹。")


class UnreadFileError(GiaError):
    """A mistake of the program kept one file from being read."""

    code = "GIA-E-018"

    def __init__(self, file: Path, error: BaseException) -> None:
        """Name the file and the kind of mistake."""
        super().__init__(
            f"《{file.name}》没有读入：程序内部出错（{type(error).__name__}）。",
            "其余文件不受影响；请把这个文件另存一次再试。",
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of one file; ``fault`` is the sentence why it was not read."""

    file: Path
    output: Path
    sure: int = 0
    doubtful: int = 0
    not_found: int = 0
    must_fix: int = 0
    fault: str = ""

    @property
    def line(self) -> str:
        """Tell it on one line."""
        if self.fault:
            return f"✗ {self.file.name or self.file}：{self.fault}"
        doubts = f"，存疑 {self.doubtful}，没有找到 {self.not_found}，必须改 {self.must_fix}"
        return f"{self.file.name} → {self.output.name}：读准 {self.sure} 格{doubts}"

    @property
    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        if self.fault:
            return {"file": str(self.file), "error": self.fault}
        return {
            "file": str(self.file), "output": str(self.output), "read": self.sure,
            "doubtful": self.doubtful, "not_found": self.not_found, "must_fix": self.must_fix,
        }  # fmt: skip


def run(args: Namespace, formats: Formats) -> Result:
    """Read files into a folder and tell of each; progress goes to the error stream."""
    files = _expanded(args.file)
    folder: Path = args.output
    if not folder.is_dir():
        raise ManyFilesError(folder)
    engines = {fmt.id: Engine(fmt) for fmt in formats}
    told: list[_Read] = []
    taken: set[str] = set()
    for number, file in enumerate(files, 1):
        output = _free_name(folder, file.stem, taken)
        told.append(_one(file, output, args, formats, engines))
        if number % _STEP == 0 or number == len(files):
            sys.stderr.write(f"已读 {number}/{len(files)}\n")
    code = _exit(told)
    if args.json:
        return as_json([one.as_object for one in told], code)
    failed = sum(bool(one.fault) for one in told)
    total = f"共 {len(told)} 个文件，读入 {len(told) - failed} 个" + (
        f"，{failed} 个没有读入。" if failed else "。"
    )
    return Result("\n".join([*(one.line for one in told), total]), code)


def _one(file: Path, output: Path, args: Namespace, formats: Formats, engines: dict[str, Engine]) -> _Read:
    try:
        refuse_existing(output, force=args.force)
        imported = read_file(file, formats, args.year)
        save_report(imported.report, output)
    except GiaError as error:
        return _Read(file, output, fault=error.sentence)
    except (Exception, RecursionError) as error:  # noqa: BLE001 (one broken file stops no other)
        _log.exception("not read")
        return _Read(file, output, fault=UnreadFileError(file, error).sentence)
    findings = engines[imported.report.format].run(make_sheet(imported.report, formats))
    must_fix = sum(finding.severity is Severity.MUST_FIX for finding in findings)
    return _Read(file, output, len(imported.sure), len(imported.doubtful), len(imported.not_found), must_fix)


def _free_name(folder: Path, stem: str, taken: set[str]) -> Path:
    """Return where a file goes: units hand in files of one name, and none may take another's place."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）"
    taken.add(name.casefold())
    return folder / f"{name}.gia"


def _exit(told: Sequence[_Read]) -> Exit:
    if all(one.fault for one in told):
        return Exit.BAD_INPUT
    doubtful = any(one.fault or one.doubtful or one.must_fix for one in told)
    return Exit.DOUBTFUL if doubtful else Exit.DONE


def _expanded(files: Sequence[Path]) -> list[Path]:
    """Return the files with patterns such as ``*.docx`` resolved: the prompt of Windows leaves that to us."""
    found: list[Path] = []
    for file in files:
        fits = sorted(file.parent.glob(file.name)) if "*" in file.name or "?" in file.name else []
        found += fits or [file]
    return found
