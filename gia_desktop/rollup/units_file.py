"""The list of units as a file: ``units.toml``, or an Excel table with heads such as 单位名称 and 上级."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.values import squeeze
from gia_desktop.documents.writers.list_book import CellValue, write_list
from gia_desktop.files.fields import WHOLE_FILE, Entry, Fault, Fields
from gia_desktop.files.reading import read_whole
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.importers.faults import ImportFault
from gia_desktop.importers.reader import MAX_FILE, read_items
from gia_desktop.importers.tables import RawTable
from gia_desktop.rollup.roster import AREA, OWN, SCOPES, Roster, Unit, checked

HEADS: Final = {
    "单位名称": "name",
    "别名": "aliases",
    "类型": "kind",
    "上级": "parent",
    "须报送": "must_report",
    "计入汇总": "in_sum",
    "本级/汇总": "scope",
    "联系人": "contact",
    "电话": "phone",
    "截止日": "due",
}
"""Heads of the table and the keys of ``units.toml`` they stand for."""
_HEADS_ALSO: Final = {
    "单位": "name", "单位全称": "name", "名称": "name", "口径": "scope", "联系电话": "phone",
}  # fmt: skip
_KNOWN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"area", "due", "unit"}),
    "unit": frozenset(HEADS.values()),
}
_YES: Final = frozenset({"是", "√", "✓", "1", "true", "y", "yes", "须报", "计入", ""})
_NO: Final = frozenset({"否", "×", "✗", "0", "false", "n", "no", "不报", "不计"})
_KINDS: Final = {squeeze(word): kind for kind, word in UNIT_KINDS.items()} | {
    "乡镇": "township",
    "乡": "township",
    "镇": "township",
    "街道": "subdistrict",
    "街道办": "subdistrict",
    "部门": "county_department",
    "县级部门": "county_department",
    "区级部门": "county_department",
    "县直部门": "county_department",
    "区直部门": "county_department",
    "垂管": "county_department",
    "垂管部门": "county_department",
    "垂管单位": "county_department",
    "其他": "other",
    "县政府": "county",
    "区政府": "county",
    "市政府": "city",
}
KNOWN_KINDS: Final = "、".join(f"{word}（{kind}）" for kind, word in UNIT_KINDS.items())
"""Every kind of unit in words, with its name in the file."""
_SCOPE_WORDS: Final = {"": OWN, "本级": OWN, "汇总": AREA, OWN: OWN, AREA: AREA}
_ZIP: Final = b"PK\x03\x04"
_OTHER_KINDS: Final = frozenset({".xls", ".et", ".csv", ".doc", ".wps", ".docx", ".xlsx", ".pdf"})
"""Kinds of files that lists of units come as and that aren't toml, whatever is in them."""


class UnitsFileError(TomlFileError):
    """A list of units can't be used."""

    code = "GIA-E-802"
    kind = "单位名单"


def read_units(path: Path) -> Roster:
    """Read a list of units, toml or Excel.

    Raises:
        UnitsFileError: it can't be read or says something wrong; every fault with its line.
        GiaError: it is far larger than any list, see ``read_whole``.
        RosterError: what it says contradicts itself.
    """
    try:
        with path.open("rb") if path.is_file() else io.BytesIO() as file:
            start = file.read(len(_ZIP))
    except OSError as error:
        raise UnitsFileError(path, [Fault(WHOLE_FILE, "系统不让读取")]) from error
    if start != _ZIP and path.is_file() and path.suffix.lower() in _OTHER_KINDS:
        raise UnitsFileError(
            path, [Fault(WHOLE_FILE, "不是 xlsx 表格，请用 Excel 或 WPS 打开，另存为 .xlsx")]
        )
    return checked(_from_table(path) if start == _ZIP else _from_toml(path), path.name)


def write_units(roster: Roster) -> bytes:
    """Return a list of units as ``units.toml``."""
    lines = [f"area = {_quoted(roster.area)}"]
    if roster.due:
        lines.append(f"due = {roster.due.isoformat()}")
    for unit in roster.units:
        lines += ["", "[[unit]]", f"name = {_quoted(unit.name)}"]
        if unit.aliases:
            lines.append(f"aliases = [{', '.join(map(_quoted, unit.aliases))}]")
        lines.append(f"kind = {_quoted(unit.kind)}")
        if unit.parent:
            lines.append(f"parent = {_quoted(unit.parent)}")
        lines += [f"must_report = {_flag(unit.must_report)}", f"in_sum = {_flag(unit.in_sum)}"]
        lines.append(f"scope = {_quoted(unit.scope)}")
        for key, value in (("contact", unit.contact), ("phone", unit.phone)):
            if value:
                lines.append(f"{key} = {_quoted(value)}")
        if unit.due:
            lines.append(f"due = {unit.due.isoformat()}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself
    return "true" if value else "false"


def _from_toml(path: Path) -> Roster:
    fields = Fields(*read_toml(path, UnitsFileError), _KNOWN_KEYS)
    fields.unknown_keys(fields.top)
    area = fields.top.text("area")
    due = _date(fields.top, "due")
    units = tuple(_unit(entry) for entry in fields.entries("unit"))
    if fields.faults:
        raise UnitsFileError(path, fields.faults)
    return Roster(area, units, due)


def _unit(entry: Entry) -> Unit:
    written = entry.text("kind", "other")
    kind = _kind_of(written)
    if not kind:
        entry.fault(f"没有单位类型“{written}”，可写 {KNOWN_KINDS}", "kind")
    scope = _SCOPE_WORDS.get(squeeze(entry.text("scope", OWN)), "")
    if not scope:
        entry.fault(f"scope 应为 {OWN}（本级）或 {AREA}（汇总）", "scope")
    return Unit(
        entry.text("name").strip(),
        tuple(alias.strip() for alias in entry.texts("aliases")),
        kind or "other",
        entry.text("parent", "").strip(),
        entry.flag("must_report") if "must_report" in entry.data else True,
        entry.flag("in_sum") if "in_sum" in entry.data else True,
        scope or OWN,
        entry.text("contact", ""),
        entry.text("phone", ""),
        _date(entry, "due"),
    )


def _kind_of(word: str) -> str:
    """Return the kind of unit that a word means, its name in the contract or in Chinese; "" for none."""
    plain = squeeze(word)
    return plain if plain in UNIT_KINDS else _KINDS.get(plain, "")


def _date(entry: Entry, key: str) -> dt.date | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, dt.date):
        entry.fault(f"{key} 应为日期，如 2026-01-23", key)
        return None
    return value


# -- an Excel table


def _from_table(path: Path) -> Roster:
    try:
        tables = [
            item
            for item in read_items(read_whole(path, MAX_FILE, UnitsFileError.kind))
            if isinstance(item, RawTable)
        ]
    except ImportFault as fault:
        raise UnitsFileError(path, [Fault(WHOLE_FILE, fault.user_text.rstrip("。"))]) from fault
    for table in tables:
        rows = _rows(table)
        for place, row in enumerate(rows):
            keys = [_key(text) for text in row]
            if "name" in keys:
                return _table_units(path, rows[:place], keys, rows[place + 1 :], place + 1)
    raise UnitsFileError(path, [Fault(WHOLE_FILE, "没有找到“单位名称”一列")])


def _rows(table: RawTable) -> list[list[str]]:
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    rows = [[""] * width for _ in range(height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text.strip()
    return rows


def _key(head: str) -> str:
    plain = squeeze(head).replace("／", "/")
    return HEADS.get(plain) or _HEADS_ALSO.get(plain, "")


def _table_units(
    path: Path, above: Sequence[Sequence[str]], keys: Sequence[str], rows: Sequence[Sequence[str]], first: int
) -> Roster:
    faults: list[Fault] = []
    units = []
    for line, row in enumerate(rows, first + 1):
        found = {key: text for key, text in zip(keys, row, strict=False) if key and text}
        if found.get("name"):
            units.append(_table_unit(found, line, faults))
        elif found:
            faults.append(Fault(line, "没有单位名称"))
    if faults:
        raise UnitsFileError(path, faults)
    area = next((text for row in above for text in row if text), path.stem)
    return Roster(area.removesuffix("单位名单").removesuffix("名单") or path.stem, tuple(units))


def _table_unit(found: Mapping[str, str], line: int, faults: list[Fault]) -> Unit:
    kind = squeeze(found.get("kind", ""))
    kind_id = _kind_of(kind or "other")
    if not kind_id:
        faults.append(Fault(line, f"不认识的单位类型“{kind}”，可写 {KNOWN_KINDS}"))
    scope = _SCOPE_WORDS.get(squeeze(found.get("scope", "")), "")
    if not scope:
        faults.append(Fault(line, f"“本级/汇总”一列写的是“{found['scope']}”，应为本级或汇总"))
    return Unit(
        found["name"],
        tuple(part for part in _split(found.get("aliases", "")) if part),
        kind_id or "other",
        found.get("parent", ""),
        _yes(found, "must_report", line, faults),
        _yes(found, "in_sum", line, faults),
        scope or OWN,
        found.get("contact", ""),
        found.get("phone", ""),
        _day(found.get("due", ""), line, faults),
    )


def _split(text: str) -> list[str]:
    for sign in "，,；;\n":
        text = text.replace(sign, "、")
    return [part.strip() for part in text.split("、")]


def _yes(found: Mapping[str, str], key: str, line: int, faults: list[Fault]) -> bool:
    word = squeeze(found.get(key, "")).lower()
    if word not in _YES | _NO:
        head = next(head for head, name in HEADS.items() if name == key)
        faults.append(Fault(line, f"“{head}”一列写的是“{found[key]}”，应为是或否"))
    return word in _YES


def _day(text: str, line: int, faults: list[Fault]) -> dt.date | None:
    plain = squeeze(text)
    for sign in "年月./":
        plain = plain.replace(sign, "-")
    parts = plain.removesuffix("日").split("-")
    if not plain:
        return None
    try:
        year, month, day = (int(part) for part in parts[:3])
        return dt.date(year, month, day)
    except ValueError:
        faults.append(Fault(line, f"截止日“{text}”读不出来，请写成 2026-01-23"))
        return None


def table_of_units(roster: Roster) -> bytes:
    """Return a list of units as an Excel table that ``read_units`` reads."""
    rows: list[list[CellValue]] = [list(HEADS)]
    rows += [
        [
            unit.name, "、".join(unit.aliases), UNIT_KINDS[unit.kind], unit.parent,
            "是" if unit.must_report else "否", "是" if unit.in_sum else "否", SCOPES[unit.scope],
            unit.contact, unit.phone, unit.due.isoformat() if unit.due else "",
        ]
        for unit in roster.units
    ]  # fmt: skip
    return write_list("单位名单", rows)


def units_from_names(area: str, names: Sequence[tuple[str, str]]) -> Roster:
    """Return a list made of what reports say of themselves: unit name and kind, each once."""
    kinds: dict[str, Any] = {}
    for name, kind in names:
        if name:
            kinds.setdefault(name, kind)
    return Roster(area, tuple(Unit(name, kind=kind) for name, kind in kinds.items()))
