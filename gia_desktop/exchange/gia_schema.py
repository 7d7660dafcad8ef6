"""The JSON Schema of report files (``.gia``), made from the official formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from gia_desktop.core.keys import CONTACT_KEYS, SECTION_IDS, UNIT_KEYS, UNIT_KIND
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.values import MAX_INTEGER_DIGITS, MAX_MONEY_DECIMALS, CellKind
from gia_desktop.exchange.objects import GIA_VERSION
from gia_desktop.formats.dictionary import unit_of
from gia_desktop.formats.schema import Cell, Format

_TEXT: Final = {"type": "string"}
_NOT_APPLICABLE: Final = {"const": "/", "description": "不适用"}
_LARGEST: Final = 10**MAX_INTEGER_DIGITS - 1


def gia_schema(formats: Iterable[Format]) -> dict[str, Any]:
    """Return the schema (draft 2020-12) of report files in any of the formats.

    Fields that a later version adds are allowed: the program keeps what it doesn't know.
    """
    known = list(formats)
    unit = {key.removeprefix("unit."): _TEXT for key in UNIT_KEYS if key != UNIT_KIND}
    contact = {key.removeprefix("contact."): _TEXT for key in CONTACT_KEYS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政府信息公开工作年度报告数据文件（.gia）",
        "type": "object",
        "required": ["gia", "format", "year"],
        "properties": {
            "gia": {"const": GIA_VERSION, "description": "文件版本"},
            "format": {"enum": [fmt.id for fmt in known], "description": "官方格式"},
            "year": {"type": "integer", "minimum": 2008, "maximum": 2100, "description": "报告年度"},
            "unit": {
                "type": "object",
                "properties": {
                    **unit,
                    "kind": {"enum": ["", *UNIT_KINDS], "description": "单位类型"},
                    "contact": {"type": "object", "properties": contact},
                },
            },
            "title": {**_TEXT, "description": "标题，空着时由单位和年度拼成"},
            "preamble": {**_TEXT, "description": "开头语"},
            "sections": {
                "type": "object",
                "properties": dict.fromkeys(SECTION_IDS, _TEXT),
                "description": "各部分的文字，表格部分是表下说明；{格名} 是活数字",
            },
            "values": {"type": "object", "description": "表内数字；没有填的格不写"},
            "previous": {
                "type": "object",
                "required": ["format", "year"],
                "properties": {"format": _TEXT, "year": {"type": "integer"}, "values": {"type": "object"}},
                "description": "上年报告的数字",
            },
            "unchecked": {
                "type": "array",
                "items": _TEXT,
                "description": "照去年填、还没有核对的格",
            },
            "reasons": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code"],
                    "properties": {"code": _TEXT, "text": _TEXT},
                },
                "description": "审核说明",
            },
            "register": {
                "type": "object",
                "additionalProperties": {"type": ["integer", "string"]},
                "description": "依申请公开登记的数，按格名和 register.…；没有登记的不写",
            },
        },
        "allOf": [_values_of(fmt) for fmt in known],
    }


def _values_of(fmt: Format) -> dict[str, Any]:
    """Return the rule that a report of a format has the cells of that format."""
    cells = {
        key: {
            **_value(cell),
            "description": f"{cell.label}{f'（{unit}）' if (unit := unit_of(cell)) else ''}",
        }
        for key, cell in fmt.cells.items()
    }
    return {
        "if": {"properties": {"format": {"const": fmt.id}}, "required": ["format"]},
        "then": {"properties": {"values": {"properties": cells, "additionalProperties": False}}},
    }


def _value(cell: Cell) -> dict[str, Any]:
    if cell.kind is CellKind.MONEY:
        pattern = rf"^(0|[1-9]\d{{0,{MAX_INTEGER_DIGITS - 1}}})(\.\d{{1,{MAX_MONEY_DECIMALS}}})?$"
        number: dict[str, Any] = {"type": "string", "pattern": pattern}
        return {"anyOf": [number, {"type": "integer", "minimum": 0, "maximum": _LARGEST}, _NOT_APPLICABLE]}
    least = -_LARGEST if cell.kind is CellKind.CHANGE else 0
    return {"anyOf": [{"type": "integer", "minimum": least, "maximum": _LARGEST}, _NOT_APPLICABLE]}
