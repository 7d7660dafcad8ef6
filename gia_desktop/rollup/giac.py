"""The exchange file of a collection (``*.giac``): bytes to a collection and back; keys not known survive."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import clean_text
from gia_desktop.core.report import UNIT_KINDS, Report
from gia_desktop.core.severity import Severity
from gia_desktop.core.values import Number
from gia_desktop.exchange.objects import report_from_object, report_to_object, value_to_json
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import refuse_special
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import (
    Asked,
    Collection,
    Correction,
    Mark,
    Matched,
    Round,
    Stamp,
    Standing,
    Submission,
)
from gia_desktop.rollup.roster import OWN, SCOPES, Roster, Unit, checked

GIAC_VERSION: Final = 1
"""Version of the exchange file this program reads and writes."""
MAX_BYTES: Final = 400 * 1024 * 1024
"""3,000 units of two versions take some 150 MB; a file beyond this is something else."""
_YEARS: Final = range(2008, 2101)
_SHOWN: Final = 20

T = TypeVar("T")


class GiacFileError(GiaError):
    """A collection file can't be used."""

    code = "GIA-E-811"

    def __init__(self, cause: str, hint: str = "", path: Path | None = None) -> None:
        """Say what is wrong and where."""
        of = f"文件《{path.name}》无法打开：" if path else ""
        super().__init__(f"{of}{clean_text(cause)}。", hint or "请检查这个文件，或重新收集一次。")
        self.cause, self.advice = cause, hint


# -- collection → bytes


def save_collection(collection: Collection, path: Path) -> None:
    """Write a collection file; an existing one is replaced only when the new one is complete.

    Raises:
        GiaError: the file can't be written.
    """
    write_atomically(path, dump_collection(collection))


def dump_collection(collection: Collection) -> bytes:
    """Return the exchange file of a collection: UTF-8 JSON, stable order."""
    roster = collection.roster
    made: dict[str, Any] = {
        "gia_collection": GIAC_VERSION,
        "area": roster.area,
        "year": collection.year,
        "due": _day(roster.due),
        "units": [_unit_object(unit) for unit in roster.units],
        "submissions": [_submission_object(one) for one in collection.submissions],
        "corrections": [_correction_object(one) for one in collection.corrections],
        "states": {name: _standing_object(standing) for name, standing in collection.standings.items()},
        "previous": {name: report_to_object(report) for name, report in collection.previous.items()},
        **roster.extra,
        **collection.extra,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _unit_object(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name, "aliases": list(unit.aliases), "kind": unit.kind, "parent": unit.parent,
        "must_report": unit.must_report, "in_sum": unit.in_sum, "scope": unit.scope,
        "contact": unit.contact, "phone": unit.phone, "due": _day(unit.due), **unit.extra,
    }  # fmt: skip


def _submission_object(one: Submission) -> dict[str, Any]:
    return {
        "file": one.file, "size": one.stamp.size, "changed": one.stamp.changed, "digest": one.stamp.digest,
        "received": one.received.isoformat(), "unit": one.unit, "matched": one.matched.value,
        "candidates": list(one.candidates),
        "report": None if one.report is None else report_to_object(one.report),
        "has_year": one.has_year, "doubtful": dict(one.doubtful), "not_found": list(one.not_found),
        "notes": list(one.notes), "fault": one.fault, "gone": one.gone,
        "as_last_year": one.as_last_year, **one.extra,
    }  # fmt: skip


def _correction_object(one: Correction) -> dict[str, Any]:
    return {
        "unit": one.unit, "cell": one.cell, "amount": value_to_json(one.amount), "reason": one.reason,
        "by": one.by, "date": _day(one.date), **one.extra,
    }  # fmt: skip


def _standing_object(standing: Standing) -> dict[str, Any]:
    return {
        "mark": standing.mark.value,
        "version": standing.version,
        "rounds": [
            {
                "date": each.date.isoformat(),
                "version": each.version,
                "asked": [_asked_object(one) for one in each.asked],
                **each.extra,
            }
            for each in standing.rounds
        ],
        **standing.extra,
    }


def _asked_object(one: Asked) -> dict[str, Any]:
    return {
        "code": one.code, "cells": list(one.cells), "message": one.message, "seen": dict(one.seen),
        "section": one.section, "severity": one.severity.value, **one.extra,
    }  # fmt: skip


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


# -- bytes → collection


def open_collection(path: Path, formats: Formats) -> Collection:
    """Read a collection file.

    Raises:
        GiaError: it can't be read or used; the message names it and the cause.
    """
    try:
        if path.is_dir():
            raise GiacFileError("它是文件夹", "请指定其中的 .giac 文件。", path)
        refuse_special(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise GiacFileError("找不到这个文件", "请核对文件名和所在文件夹。", path) from error
    except OSError as error:
        raise GiacFileError("系统不让读取", "请检查权限和磁盘。", path) from error
    try:
        return parse_collection(data, formats)
    except GiacFileError as fault:
        raise GiacFileError(fault.cause, fault.advice, path) from fault


def parse_collection(data: bytes, formats: Formats) -> Collection:
    """Read the bytes of a collection file.

    Raises:
        GiacFileError: no JSON, a newer version, or a field that says something impossible.
        RosterError: its units contradict each other.
    """
    if len(data) > MAX_BYTES:
        raise GiacFileError(f"超过 {MAX_BYTES // (1024 * 1024)} MB，不是收集文件")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (RecursionError, ValueError) as error:  # also a number that Python refuses to convert
        raise GiacFileError("这不是 .giac 收集文件：不符合 JSON 写法") from error
    return _collection(_Entry(found, "文件内容"), formats)


class _Entry:
    """One object of the file, read key by key; what is left over is kept as unknown."""

    def __init__(self, found: object, place: str) -> None:
        if not isinstance(found, dict):
            raise GiacFileError(f"“{place}”应是一组“名称: 内容”，这里是 {_shown(found)}")
        self.found = found
        self.place = place
        self._read: set[str] = set()

    def _take(self, key: str, default: object) -> Any:
        self._read.add(key)
        return self.found.get(key, default)

    def text(self, key: str, default: str | None = None, among: Sequence[str] | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.fault(key, value, "文字")
        if among is not None and value not in among:
            raise self.fault(key, value, "、".join(filter(None, among)))
        return clean_text(value)

    def number(self, key: str, default: int | None = None) -> int:
        value = self._take(key, default)
        if type(value) is not int:
            raise self.fault(key, value, "整数")
        return value

    def amount(self, key: str) -> Number:
        value = self._take(key, None)
        if isinstance(value, str):
            try:
                value = Decimal(value)
            except ArithmeticError as error:
                raise self.fault(key, value, "数字") from error
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.fault(key, value, "数字")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, value, "true 或 false")
        return value

    def day(self, key: str) -> dt.date | None:
        text = self.text(key, "")
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.fault(key, text, "日期，如 2026-01-23") from error

    def needed_day(self, key: str) -> dt.date:
        day = self.day(key)
        if day is None:
            raise self.fault(key, "", "日期，如 2026-01-23")
        return day

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, value, "文字的列表")
        return tuple(map(clean_text, value))

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, value, "一组“名称: 内容”")
        return value

    def entries(self, key: str, read: Callable[[_Entry], T]) -> tuple[T, ...]:
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.fault(key, value, "列表")
        return tuple(read(_Entry(item, f"{key} 第 {place} 项")) for place, item in enumerate(value, 1))

    def report(self, key: str, formats: Formats) -> Report | None:
        value = self._take(key, None)
        return None if value is None else _report(value, self.place, formats)

    def rest(self) -> dict[str, Any]:
        return {key: value for key, value in self.found.items() if key not in self._read}

    def fault(self, key: str, value: object, wanted: str) -> GiacFileError:
        return GiacFileError(f"“{self.place}”的 {key} 应是{wanted}，这里是 {_shown(value)}")


def _shown(found: object) -> str:
    text = str(found)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _report(found: object, place: str, formats: Formats) -> Report:
    try:
        return report_from_object(found, formats)
    except GiaError as fault:
        raise GiacFileError(f"“{place}”里的报告无法使用：{fault.user_text}", fault.hint) from fault


def _collection(top: _Entry, formats: Formats) -> Collection:
    version = top.number("gia_collection", 0)
    if version < 1:
        raise GiacFileError("这不是 .giac 收集文件：缺少“gia_collection”版本号")
    if version > GIAC_VERSION:
        raise GiacFileError(
            f"这个文件是新版本程序保存的（文件版本 {version}，本程序只能读到版本 {GIAC_VERSION}）",
            "请升级本程序后再打开。",
        )
    year = top.number("year")
    if year not in _YEARS:
        raise top.fault("year", year, "年份")
    roster = checked(Roster(top.text("area"), top.entries("units", _unit), top.day("due")))
    previous = top.mapping("previous")
    return Collection(
        roster,
        year,
        top.entries("submissions", lambda entry: _submission(entry, formats)),
        top.entries("corrections", _correction),
        {
            clean_text(name): _standing(_Entry(found, f"states 的 {name}"))
            for name, found in top.mapping("states").items()
        },
        {
            clean_text(name): _report(found, f"previous 的 {name}", formats)
            for name, found in previous.items()
        },
        top.rest(),
    )


def _unit(entry: _Entry) -> Unit:
    return Unit(
        entry.text("name"),
        entry.texts("aliases"),
        entry.text("kind", "other", tuple(UNIT_KINDS)),
        entry.text("parent", ""),
        entry.flag("must_report", default=True),
        entry.flag("in_sum", default=True),
        entry.text("scope", OWN, tuple(SCOPES)),
        entry.text("contact", ""),
        entry.text("phone", ""),
        entry.day("due"),
        entry.rest(),
    )


def _submission(entry: _Entry, formats: Formats) -> Submission:
    return Submission(
        file=entry.text("file"),
        stamp=Stamp(entry.number("size", 0), entry.number("changed", 0), entry.text("digest", "")),
        received=entry.needed_day("received"),
        unit=entry.text("unit", ""),
        matched=Matched(entry.text("matched", Matched.SET.value, [each.value for each in Matched])),
        candidates=entry.texts("candidates"),
        report=entry.report("report", formats),
        has_year=entry.flag("has_year", default=True),
        doubtful={CellKey(key): str(words) for key, words in entry.mapping("doubtful").items()},
        not_found=tuple(map(CellKey, entry.texts("not_found"))),
        notes=entry.texts("notes"),
        fault=entry.text("fault", ""),
        gone=entry.flag("gone", default=False),
        as_last_year=entry.flag("as_last_year", default=False),
        extra=entry.rest(),
    )


def _correction(entry: _Entry) -> Correction:
    return Correction(
        entry.text("unit"),
        CellKey(entry.text("cell")),
        entry.amount("amount"),
        entry.text("reason"),
        entry.text("by", ""),
        entry.day("date"),
        entry.rest(),
    )


def _standing(entry: _Entry) -> Standing:
    return Standing(
        Mark(entry.text("mark", "", [each.value for each in Mark])),
        entry.text("version", ""),
        entry.entries("rounds", _round),
        entry.rest(),
    )


def _round(entry: _Entry) -> Round:
    return Round(
        entry.needed_day("date"), entry.text("version", ""), entry.entries("asked", _asked), entry.rest()
    )


def _asked(entry: _Entry) -> Asked:
    seen = {key: str(value) for key, value in entry.mapping("seen").items()}
    return Asked(
        entry.text("code"),
        tuple(map(CellKey, entry.texts("cells"))),
        entry.text("message", ""),
        seen,
        entry.text("section", ""),
        Severity(entry.text("severity", Severity.MUST_FIX.value, [each.value for each in Severity])),
        entry.rest(),
    )
