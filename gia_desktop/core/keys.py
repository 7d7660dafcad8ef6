"""Names of the cells and texts of a report, as fixed by the contract in the design."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NewType

CellKey = NewType("CellKey", str)
"""``table.row.column``, ASCII, stable for ever, e.g. ``t3.new.natural``."""

TextKey = NewType("TextKey", str)
"""Name of one text of a report, e.g. ``section.1`` or ``unit.name``."""

_CELL_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", re.ASCII)

TITLE: Final = TextKey("title")
PREAMBLE: Final = TextKey("preamble")
UNIT_NAME: Final = TextKey("unit.name")
UNIT_KIND: Final = TextKey("unit.kind")
UNIT_SHORT: Final = TextKey("unit.short")
CONTACT_ADDRESS: Final = TextKey("contact.address")
CONTACT_POSTCODE: Final = TextKey("contact.postcode")
CONTACT_PHONE: Final = TextKey("contact.phone")
CONTACT_EMAIL: Final = TextKey("contact.email")

NICKNAME: Final = TextKey("nickname")
"""What the clerk calls a report in her own list; it is no part of the report and leaves the PC in no file."""

UNCHECKED: Final = TextKey("unchecked")
"""Names of the cells that hold last year's figure and that nobody has looked at yet, with spaces between."""

CONTACT_KEYS: Final = (CONTACT_ADDRESS, CONTACT_POSTCODE, CONTACT_PHONE, CONTACT_EMAIL)
UNIT_KEYS: Final = (UNIT_NAME, UNIT_KIND, UNIT_SHORT)

FIELD_WORDS: Final[Mapping[TextKey, str]] = {
    UNIT_NAME: "单位全称",
    UNIT_KIND: "单位类型",
    UNIT_SHORT: "正文自称",
    TITLE: "报告标题",
    PREAMBLE: "开头语",
    CONTACT_ADDRESS: "联系地址",
    CONTACT_POSTCODE: "邮政编码",
    CONTACT_PHONE: "联系电话",
    CONTACT_EMAIL: "电子邮箱",
}
"""What the fields of 基本信息 are called in the window."""
CONTACT_WORDS: Final[Mapping[TextKey, str]] = {
    CONTACT_ADDRESS: "地址",
    CONTACT_POSTCODE: "邮编",
    CONTACT_PHONE: "电话",
    CONTACT_EMAIL: "电子邮箱",
}
"""What stands before the facts of contact in a report, in the order of official reports."""
SECTION_IDS: Final = ("1", "2", "3", "4", "5", "6")
INFO_SECTION: Final = "0"
"""Stands for 基本信息 (unit, title, opening) where the other places are sections."""


def section_key(section: str) -> TextKey:
    """Return the key of the text of a section, ``"1"`` to ``"6"``."""
    return TextKey(f"section.{section}")


SECTION_KEYS: Final = tuple(section_key(section) for section in SECTION_IDS)
TEXT_KEYS: Final = (*UNIT_KEYS, *CONTACT_KEYS, TITLE, PREAMBLE, *SECTION_KEYS)


def cell_key(table: str, row: str, column: str) -> CellKey:
    """Join the three parts of a cell's name."""
    return CellKey(f"{table}.{row}.{column}")


def split_key(key: CellKey) -> tuple[str, str, str]:
    """Return table, row and column of a cell's name."""
    table, row, column = key.split(".")
    return table, row, column


def is_cell_key(text: str) -> bool:
    """Tell whether a text has the shape of a cell's name (not whether any format has it)."""
    return _CELL_KEY.fullmatch(text) is not None
