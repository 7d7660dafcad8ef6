"""``gia formats``: the official formats with every cell."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from gia_desktop.cli.columns import aligned
from gia_desktop.cli.result import Result, as_json
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind
from gia_desktop.exchange.gia_schema import gia_schema
from gia_desktop.formats.computing import ordered_sums
from gia_desktop.formats.dictionary import dictionary_csv, dictionary_json
from gia_desktop.formats.installed import Formats, span
from gia_desktop.formats.schema import Format

_KIND_WORDS = {CellKind.COUNT: "件数", CellKind.CHANGE: "增减", CellKind.MONEY: "金额"}


def run(args: Namespace, formats: Formats) -> Result:
    """List the formats, or describe the data that reports of them hold."""
    if args.schema:
        return as_json(gia_schema(formats))
    if args.fields:
        made = dictionary_csv(formats) if args.fields == "csv" else dictionary_json(formats)
        return Result(made.rstrip())
    if args.json:
        return as_json([format_object(fmt) for fmt in formats])
    return Result("\n\n".join(_described(fmt) for fmt in formats))


def format_object(fmt: Format) -> dict[str, Any]:
    """Return the JSON object of a format."""
    parts = _parts(fmt)
    return {
        "id": fmt.id,
        "name": fmt.name,
        "first_year": fmt.first_year,
        "last_year": fmt.last_year,
        "source": fmt.source.document,
        "sections": [
            {"id": section.id, "heading": section.heading, "table": section.table or None}
            for section in fmt.sections
        ],
        "cells": [
            {
                "key": key,
                "label": cell.label,
                "table": cell.table,
                "section": cell.section,
                "row": cell.row.label,
                "column": cell.column.label,
                "kind": cell.kind.value,
                "computed": cell.computed,
                "sum": list(parts.get(key, ())),
            }
            for key, cell in fmt.cells.items()
        ],
    }


def _parts(fmt: Format) -> dict[CellKey, tuple[CellKey, ...]]:
    return {item.target: item.parts for item in ordered_sums(fmt)}


def _described(fmt: Format) -> str:
    cells = f"{len(fmt.cells)} 格，其中 {len(fmt.cells) - len(fmt.entered)} 格自动计算"
    head = f"{fmt.id}　{fmt.name}（{span(fmt)}），{fmt.source.document}，{cells}"
    parts = _parts(fmt)
    rows = [
        [
            f"  {key}",
            _KIND_WORDS[cell.kind],
            cell.label,
            f"= {len(parts[key])} 格之和" if key in parts else "",
        ]
        for key, cell in fmt.cells.items()
    ]
    return "\n".join([head, *aligned(rows, figures=False)])
