"""The report with planted errors: its tasks, and which of them are mended in the report as it is now."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from gia_desktop.checks.finding import Finding
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import TEXT_KEYS, CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

MARK: Final = "practice"
"""Key of the exchange file by which a report says that it is a practice, and which one."""

BUNDLED: Final = "practice-2025"
_TEXTS: Final = ("id", "section", "where", "what", "hint")


class PracticeFault(GiaError):
    """The description of a practice can't be used."""

    code = "GIA-E-330"

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        """Name the file and all its faults."""
        super().__init__(
            f"练习《{path.name}》打不开：{'；'.join(faults)}。", "请重新安装程序；自己写的练习请改正后再试。"
        )


@dataclass(frozen=True)
class Task:
    """One planted error.

    Attributes:
        section: tab of the error; ``"0"`` is 基本信息.
        rules: codes of the rules that find it; it is mended when none of them does.
        cells: cells it is about; none of those to be filled may stay blank.
        counted: those of them with a number of things at the start: striking it to 0 mends nothing.
        text: text it is in, empty for none.
        where: its place, the name of the task.
        what: what is wrong.
        hint: how to mend it.
    """

    id: str
    section: str
    rules: frozenset[str]
    cells: tuple[CellKey, ...]
    counted: frozenset[CellKey]
    text: TextKey | None
    where: str
    what: str
    hint: str

    def is_mended(self, sheet: Sheet, findings: Iterable[Finding]) -> bool:
        """Tell whether the error is gone, by what the rules find now; emptying its place mends nothing."""
        if any(sheet.now[key] is None for key in self.cells):
            return False
        if any(sheet.now[key] == 0 for key in self.counted):
            return False
        if self.text is not None and not sheet.report.text(self.text).strip():
            return False
        return not self.findings(findings)

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those findings that are about this error."""
        return [finding for finding in findings if finding.code in self.rules and self._is_about(finding)]

    def _is_about(self, finding: Finding) -> bool:
        if self.cells:
            return not set(self.cells).isdisjoint(finding.cells)
        return finding.section == self.section


@dataclass(frozen=True)
class Practice:
    """A practice: its words, its tasks and the report as it is at the start."""

    title: str
    intro: str
    tasks: tuple[Task, ...]
    report: Report

    def mended(self, sheet: Sheet, findings: Iterable[Finding]) -> frozenset[str]:
        """Return the ids of the tasks that are done."""
        found = list(findings)
        return frozenset(task.id for task in self.tasks if task.is_mended(sheet, found))


def practice_of(report: Report, formats: Formats) -> Practice | None:
    """Return the practice that a report belongs to, None for an ordinary report."""
    return load_practice(resource("samples", f"{BUNDLED}.toml"), formats) if is_practice(report) else None


def is_practice(report: Report) -> bool:
    """Tell whether a report is the one with planted errors."""
    return report.extra.get(MARK) == BUNDLED


def load_practice(path: Path, formats: Formats) -> Practice:
    """Read a practice and the report beside it.

    Raises:
        PracticeFault: the description can't be used; every fault is named.
        GiaError: its report can't be read.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PracticeFault(path, [f"读不出来（{error}）"]) from error
    faults = [f"缺少 {key}" for key in ("report", "title", "intro") if not isinstance(data.get(key), str)]
    if data.get("gia_practice") != 1:
        faults.append("gia_practice 应是 1")
    entries = data.get("errors")
    if not isinstance(entries, list) or not entries:
        faults.append("没有 [[errors]]")
    if faults:
        raise PracticeFault(path, faults)
    report = open_report(path.with_name(data["report"]), formats)
    sheet = make_sheet(report, formats)
    faults = [
        fault for number, entry in enumerate(data["errors"], 1) for fault in _faults(number, entry, sheet)
    ]
    if faults:
        raise PracticeFault(path, faults)
    tasks = tuple(_task(entry, sheet) for entry in data["errors"])
    return Practice(data["title"], data["intro"], tasks, report)


def _faults(number: int, entry: Mapping[str, Any], sheet: Sheet) -> Iterable[str]:
    """Say what is wrong with one entry."""
    place = f"第 {number} 处错误"
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield f"{place}缺少 {key}"
    if not isinstance(entry.get("rules"), list) or not entry["rules"]:
        yield f"{place}缺少 rules"
    for key in entry.get("cells", []):
        if key not in sheet.format.cells:
            yield f"{place}的格 {key} 不存在"
    if entry.get("text", "title") not in TEXT_KEYS:
        yield f"{place}的文字 {entry['text']} 不存在"


def _task(entry: Mapping[str, Any], sheet: Sheet) -> Task:
    cells = tuple(CellKey(key) for key in entry.get("cells", []))
    return Task(
        entry["id"],
        entry["section"],
        frozenset(entry["rules"]),
        cells,
        frozenset(key for key in cells if as_number(sheet.now[key])),
        TextKey(entry["text"]) if "text" in entry else None,
        entry["where"],
        entry["what"],
        entry["hint"],
    )
