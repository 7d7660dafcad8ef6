"""``gia show``: every figure and text of a report, for people and for programs."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gia_desktop.cli.columns import aligned, width
from gia_desktop.cli.result import Result, as_json
from gia_desktop.core.keys import CONTACT_KEYS, PREAMBLE, UNIT_KEYS, cell_key
from gia_desktop.core.narrative import paragraphs
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.values import format_value
from gia_desktop.exchange.objects import value_to_json
from gia_desktop.exchange.report_file import open_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Block, Node, Section
from gia_desktop.formats.sheet import Sheet, make_sheet

_LONGEST_LABEL = 40
"""Beyond this many places the short wording is shown, so that table 3 fits an ordinary terminal."""
_NUMBERING = re.compile(r"[一二三四五六七]、|（[一二三四五六七]）|\d\.")
_FEW_COLUMNS = 4
_NARROW = 2
"""Characters in one line of a head of a table with many columns."""


def run(args: Namespace, formats: Formats) -> Result:
    """Show a report."""
    sheet = make_sheet(open_report(args.file, formats), formats)
    return as_json(sheet_object(sheet)) if args.json else Result(described(sheet))


def sheet_object(sheet: Sheet) -> dict[str, Any]:
    """Return the JSON object of a report with all its cells and resolved texts."""
    report = sheet.report
    unit: dict[str, Any] = {key.removeprefix("unit."): report.text(key) for key in UNIT_KEYS}
    unit["contact"] = {key.removeprefix("contact."): report.text(key) for key in CONTACT_KEYS}
    return {
        "format": report.format,
        "year": report.year,
        "unit": unit,
        "title": report.title,
        "preamble": sheet.text(PREAMBLE),
        "sections": sheet.sections,
        "values": {key: value_to_json(value) for key, value in sheet.now.items()},
        "stated": {key: value_to_json(value) for key, value in report.stated.items()},
    }


def described(sheet: Sheet) -> str:
    """Return a report as text for a terminal."""
    report = sheet.report
    unit = f"{report.unit_name or '（未填单位）'}　{UNIT_KINDS[report.unit_kind]}"
    entered = sheet.format.entered
    filled = sum(sheet.now[key] is not None for key in entered)
    facts = f"{unit}　{report.year} 年度　{sheet.format.name}　已填 {filled}/{len(entered)} 格"
    lines = [report.title, facts, "", *paragraphs(sheet.text(PREAMBLE))]
    for section in sheet.format.sections:
        lines += ["", section.heading, *_section_lines(sheet, section)]
    return "\n".join(lines)


def _section_lines(sheet: Sheet, section: Section) -> list[str]:
    lines = paragraphs(sheet.section(section.id))
    if section.table:
        for block in sheet.format.tables[section.table].blocks:
            lines += [f"　{block.title}"] if block.title else []
            lines += _block_lines(sheet, block)
    return lines or ["（未填写）"]


def _block_lines(sheet: Sheet, block: Block) -> list[str]:
    columns = block.column_leaves()
    heads = [column.label for column in columns]
    rows = list(_head_rows(heads)) if len(columns) > _FEW_COLUMNS else [["", *heads]]
    for depth, node in _walk(block.rows):
        keys = [] if node.children else [cell_key(block.table, node.id, column.id) for column in columns]
        figures = [format_value(sheet.now[key]) for key in keys] or [""] * len(columns)
        rows.append(["  " * (depth + 1) + _label(node), *figures])
    return aligned(rows)


def _label(node: Node) -> str:
    if width(node.label) <= _LONGEST_LABEL:
        return node.label
    numbering = _NUMBERING.match(node.label)
    return (numbering.group() if numbering else "") + node.short


def _head_rows(heads: Sequence[str]) -> Iterator[list[str]]:
    """Break heads into lines of two characters, standing at the bottom."""
    broken = [[head[at : at + _NARROW] for at in range(0, len(head), _NARROW)] for head in heads]
    height = max(len(lines) for lines in broken)
    for line in range(height):
        yield ["", *("" if line < height - len(lines) else lines[line - height] for lines in broken)]


def _walk(nodes: Iterable[Node], depth: int = 0) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        yield from _walk(node.children, depth + 1)
