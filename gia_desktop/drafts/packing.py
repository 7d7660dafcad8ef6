"""Values, explanations and changes as columns and JSON, exactly and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Previous, Reason, Report
from gia_desktop.core.values import NA, NotApplicable, Unread, Value
from gia_desktop.vault.connection import storable

_DECIMAL: Final = "$decimal"


def dump(plain: object) -> str:
    """Return JSON text; decimals among unknown keys of the exchange file keep every digit."""
    return storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_dump_decimal))


def undump(text: str) -> Any:
    """Read what ``dump`` wrote."""
    return json.loads(text, object_hook=_undump_decimal)


def _dump_decimal(found: object) -> dict[str, str]:
    if isinstance(found, Decimal):
        return {_DECIMAL: str(found)}
    raise TypeError(f"{type(found).__name__} has no place in a report")


def _undump_decimal(found: dict[str, Any]) -> Any:
    return Decimal(found[_DECIMAL]) if found.keys() == {_DECIMAL} else found


# -- values


def value_columns(value: Value) -> tuple[str, str]:
    """Return kind and text of a cell that is not blank."""
    if isinstance(value, Unread):
        return "unread", storable(value.text)
    if isinstance(value, NotApplicable):
        return "na", "/"
    return ("money" if isinstance(value, Decimal) else "count"), str(value)


def value_from_columns(kind: str, text: str) -> Value:
    """Read a cell from kind and text."""
    if kind == "unread":
        return Unread(text)
    if kind == "na":
        return NA
    return Decimal(text) if kind == "money" else int(text)


def value_to_plain(value: Value) -> Any:
    """Return a cell for JSON: count as number, money as text, ``/``, unread text as an object."""
    if value is None or isinstance(value, int):
        return value
    kind, text = value_columns(value)
    return {"unread": text} if kind == "unread" else text


def value_from_plain(plain: Any) -> Value:
    """Read a cell from JSON."""
    if isinstance(plain, dict):
        return Unread(plain["unread"])
    if isinstance(plain, str):
        return NA if plain == "/" else Decimal(plain)
    return None if plain is None else int(plain)


# -- parts of a report


def previous_to_plain(previous: Previous | None) -> Any:
    """Return last year's report for JSON."""
    if previous is None:
        return None
    values = {key: value_to_plain(value) for key, value in previous.values.items()}
    return [previous.format, previous.year, values, dict(previous.sections), dict(previous.extra)]


def previous_from_plain(plain: Any) -> Previous | None:
    """Read last year's report from JSON."""
    if plain is None:
        return None
    format_id, year, values, sections, extra = plain
    return Previous(
        format_id,
        year,
        {CellKey(key): value_from_plain(value) for key, value in values.items()},
        sections,
        extra,
    )


def reasons_to_plain(reasons: tuple[Reason, ...]) -> Any:
    """Return explanations for JSON."""
    return [[r.code, list(r.cells), r.text, dict(r.seen), dict(r.extra)] for r in reasons]


def reasons_from_plain(plain: Any) -> tuple[Reason, ...]:
    """Read explanations from JSON."""
    return tuple(
        Reason(code, tuple(CellKey(cell) for cell in cells), text, seen, extra)
        for code, cells, text, seen, extra in plain
    )


def rows_of(number: int, report: Report) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield table and row, without seal, of everything a report holds."""
    for table, values in (("cells", report.values), ("stated", report.stated)):
        for key, value in values.items():
            if value is not None:
                yield table, (number, key, *value_columns(value))
    for text_key, text in report.texts.items():
        if text:
            yield "texts", (number, text_key, storable(text))
    if report.previous is not None:
        yield "parts", (number, "previous", dump(previous_to_plain(report.previous)))
    if report.reasons:
        yield "parts", (number, "reasons", dump(reasons_to_plain(report.reasons)))
    if report.extra:
        yield "parts", (number, "extra", dump(dict(report.extra)))
    if report.register:
        yield "parts", (number, "register", dump(dict(report.register)))


def report_of_rows(format_id: str, year: int, rows: Mapping[str, Iterable[tuple[Any, ...]]]) -> Report:
    """Return the report of its rows, by table and without the number of the report."""
    parts = {name: undump(body) for name, body in rows["parts"]}
    cells, stated = (
        {CellKey(key): value_from_columns(kind, text) for key, kind, text in rows[table]}
        for table in ("cells", "stated")
    )
    return Report(
        format_id,
        year,
        {TextKey(key): text for key, text in rows["texts"]},
        cells,
        stated,
        previous_from_plain(parts.get("previous")),
        reasons_from_plain(parts.get("reasons", [])),
        parts.get("extra", {}),
        parts.get("register", {}),
    )


# -- history


def change_to_plain(change: Change) -> dict[str, Any]:
    """Return old and new of everything a step touched; of a text only the part that differs."""
    plain: dict[str, Any] = {
        "cells": _pairs_to_plain(change.cells),
        "stated": _pairs_to_plain(change.stated),
        "texts": {key: splice(storable(old), storable(new)) for key, (old, new) in change.texts.items()},
    }
    if change.reasons is not None:
        plain["reasons"] = [reasons_to_plain(reasons) for reasons in change.reasons]
    if change.previous is not None:
        plain["previous"] = [previous_to_plain(previous) for previous in change.previous]
    if change.register is not None:
        plain["register"] = [dict(numbers) for numbers in change.register]
    if change.year is not None:
        plain["year"] = list(change.year)
    return {name: part for name, part in plain.items() if part}


def whole_to_plain(report: Report) -> dict[str, Any]:
    """Return the step that makes a report out of nothing, so that its first values are in the history too."""
    first = Change(
        "",
        {key: (None, value) for key, value in report.values.items()},
        {key: (None, value) for key, value in report.stated.items()},
        {key: ("", text) for key, text in report.texts.items()},
        ((), report.reasons) if report.reasons else None,
        (None, report.previous) if report.previous else None,
        register=({}, report.register) if report.register else None,
    )
    return {"made": [report.format, report.year, dict(report.extra)], **change_to_plain(first)}


def _pairs_to_plain(pairs: Mapping[CellKey, tuple[Value, Value]]) -> dict[str, Any]:
    return {key: [value_to_plain(old), value_to_plain(new)] for key, (old, new) in pairs.items()}


def splice(old: str, new: str) -> list[Any]:
    """Return where two texts begin to differ, what was there, what is there now, and a checksum of the old.

    A section is saved at every pause in typing; whole texts would swell the history.
    """
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return [start, old[start : len(old) - end], new[start : len(new) - end], _checksum(old)]


def splice_back(new: str, spliced: Sequence[Any]) -> str | None:
    """Return the text before a splice, or None when the given text is not the one after it."""
    start, removed, inserted, checksum = spliced
    old = new[:start] + removed + new[start + len(inserted) :]
    return old if _checksum(old) == checksum else None


def splice_on(old: str, spliced: Sequence[Any]) -> str | None:
    """Return the text after a splice, or None when the given text is not the one before it."""
    start, removed, inserted, checksum = spliced
    return old[:start] + inserted + old[start + len(removed) :] if _checksum(old) == checksum else None


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode())
