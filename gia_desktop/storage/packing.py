"""Values, explanations and changes as columns and JSON, exactly and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Reason
from gia_desktop.core.values import NA, NotApplicable, Unread, Value

_DECIMAL: Final = "$decimal"


def storable(text: str) -> str:
    """Return a text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


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
    return {name: part for name, part in plain.items() if part}


def _pairs_to_plain(pairs: Mapping[CellKey, tuple[Value, Value]]) -> dict[str, Any]:
    return {key: [value_to_plain(old), value_to_plain(new)] for key, (old, new) in pairs.items()}


def splice(old: str, new: str) -> list[Any]:
    """Return where two texts begin to differ, what was there and what is there now.

    A section is saved at every pause in typing; whole texts would swell the history.
    """
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return [start, old[start : len(old) - end], new[start : len(new) - end]]


def splice_back(new: str, spliced: list[Any]) -> str | None:
    """Return the text before a splice, or None when the text is not the one after it."""
    start, removed, inserted = spliced
    return resplice(new, start, inserted, removed)


def splice_on(old: str, spliced: list[Any]) -> str | None:
    """Return the text after a splice, or None when the text is not the one before it."""
    start, removed, inserted = spliced
    return resplice(old, start, removed, inserted)


def resplice(text: str, start: int, there: str, instead: str) -> str | None:
    """Replace a part that is expected at a place, or return None when it is not there."""
    end = start + len(there)
    return text[:start] + instead + text[end:] if text[start:end] == there else None
