"""``gia import``: a report from a file of any kind, with what is doubtful and what was not found."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gia_desktop.cli.importing_many import run as run_many
from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Unread, format_value
from gia_desktop.exchange.objects import value_to_json
from gia_desktop.exchange.report_file import save_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported_report import ImportedReport, StatedTotal
from gia_desktop.importers.matching.matched import MatchedCell
from gia_desktop.importers.reader import read_file

_SHOWN = 20
"""Cells that were not found are named up to this number; the JSON names all."""


def run(args: Namespace, formats: Formats) -> Result:
    """Read a file, write what is beyond doubt as a report, and tell the rest."""
    if len(args.file) > 1 or args.output.is_dir():
        return run_many(args, formats)
    source: Path = args.file[0]
    refuse_existing(args.output, force=args.force)
    imported = read_file(source, formats, args.year)
    save_report(imported.report, args.output)
    fmt = formats.get(imported.report.format)
    code = Exit.DOUBTFUL if _is_doubtful(imported, year_given=args.year is not None) else Exit.DONE
    if args.json:
        return as_json(imported_object(imported, fmt, args.output), code)
    return Result(described(imported, fmt, source, args.output), code)


def imported_object(imported: ImportedReport, fmt: Format, output: Path) -> dict[str, Any]:
    """Return the JSON object of an import."""
    report = imported.report
    return {
        "output": str(output),
        "format": report.format,
        "year": report.year,
        "unit": report.unit_name,
        "title": report.title,
        "sections": sorted(report.sections),
        "read": len(imported.sure),
        "total": len(fmt.entered),
        "doubtful": [_doubt_object(cell, fmt) for cell in imported.doubtful],
        "not_found": list(imported.not_found),
        "differing": [_total_object(item, fmt) for item in imported.differing],
        "notes": list(imported.notes),
    }


def described(imported: ImportedReport, fmt: Format, source: Path, output: Path) -> str:
    """Return what was read as text for a terminal."""
    report = imported.report
    facts = f"{report.unit_name or '（没有认出单位）'}　{report.year} 年度　{fmt.name}"
    counts = f"读入 {len(imported.sure)}/{len(fmt.entered)} 格，存疑 {len(imported.doubtful)} 格，"
    lines = [
        f"已把《{source.name}》读入《{output.name}》。",
        facts,
        counts + f"没有找到 {len(imported.not_found)} 格",
    ]
    lines += [f"注意：{note}" for note in imported.notes]
    lines += [
        f"存疑：{_label(fmt, cell.key)}“{_one_line(cell.text)}”，{cell.reason}" for cell in imported.doubtful
    ]
    lines += [f"总计不符：{_total(item, fmt)}" for item in imported.differing]
    if imported.not_found:
        lines.append(f"没有找到：{_listed(fmt, imported.not_found)}")
    if imported.doubtful:
        lines.append("存疑的格没有填入，请核对原文后填写。")
    return "\n".join(lines)


def _is_doubtful(imported: ImportedReport, *, year_given: bool) -> bool:
    return bool(
        imported.doubtful or imported.not_found or imported.differing or not (imported.has_year or year_given)
    )


def _doubt_object(cell: MatchedCell, fmt: Format) -> dict[str, Any]:
    value = None if isinstance(cell.value, Unread) else value_to_json(cell.value)
    label = _label(fmt, cell.key)
    return {"cell": cell.key, "label": label, "text": cell.text, "value": value, "reason": cell.reason}


def _total_object(item: StatedTotal, fmt: Format) -> dict[str, Any]:
    return {
        "cell": item.key,
        "label": _label(fmt, item.key),
        "text": item.text,
        "stated": value_to_json(item.stated),
        "computed": value_to_json(item.computed),
    }


def _total(item: StatedTotal, fmt: Format) -> str:
    label, stated = _label(fmt, item.key), _one_line(item.text)
    return f"{label}，文件写 {stated}，计算得 {format_value(item.computed)}"


def _label(fmt: Format, key: CellKey) -> str:
    """Name a cell with its table; it may belong to another format when tables are mixed."""
    cell = fmt.cells.get(key)
    return f"{fmt.section_of_table(cell.table).short}，{cell.label}" if cell else key


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _listed(fmt: Format, keys: Iterable[CellKey]) -> str:
    labels = [_label(fmt, key) for key in keys]
    more = f"等 {len(labels)} 格" if len(labels) > _SHOWN else ""
    return "；".join(labels[:_SHOWN]) + more
