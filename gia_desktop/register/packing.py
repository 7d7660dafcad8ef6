"""Cases and their steps as columns and JSON, exactly and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, NamedTuple, Self

from gia_desktop.register.case import Applicant, Case, Event, Remedy, Reply, Request
from gia_desktop.register.steps import FIELDS, GROUPS
from gia_desktop.vault.connection import storable

_KINDS: Final[Mapping[str, Any]] = {
    "applicant": Applicant,
    "request": Request,
    "reply": Reply,
    "events": Event,
    "remedies": Remedy,
}
_DATES: Final = frozenset(
    item.name for kind in (Case, *_KINDS.values()) for item in fields(kind) if "date" in str(item.type)
)
"""Names of all fields that are dates, whatever they belong to."""
_EMPTY: Final = {item.name: getattr(Case("0"), item.name) for item in fields(Case)}
_REST: Final = "case"
"""Key of the part that holds the fields which belong to no group."""


class Header(NamedTuple):
    """The columns of table ``cases`` without the seal."""

    id: int
    number: str
    arrived: str | None
    received: str | None
    kind: str
    name: str
    content: str
    outcome: str
    answered: str | None
    remedies: int
    created: str
    modified: str
    deleted_at: str | None
    steps: int
    rows: int

    @classmethod
    def fresh(cls, number: int, case: Case, stamp: str) -> Self:
        """Return the header of a case made at a moment, without steps and rows yet."""
        empty = cls(number, case.number, None, None, "", "", "", "", None, 0, stamp, stamp, None, 0, 0)
        return empty.showing(case)

    def showing(self, case: Case) -> Self:
        """Return the header with what lists ask for taken from the case."""
        return self._replace(
            arrived=_stamp(case.arrived), received=_stamp(case.received), kind=case.applicant.kind,
            name=storable(case.applicant.name), content=storable(case.request.content),
            outcome=case.reply.outcome, answered=_stamp(case.reply.date), remedies=len(case.remedies),
        )  # fmt: skip


def parts_of(case: Case) -> dict[str, str]:
    """Return the parts of a case that say something, as JSON by key."""
    made = {key: _plain(getattr(case, key)) for key in GROUPS if getattr(case, key) != _EMPTY[key]}
    rest = {
        name: _plain(getattr(case, name))
        for name in FIELDS
        if name not in GROUPS and getattr(case, name) != _EMPTY[name]
    }
    return {key: dump(value) for key, value in {**made, **({_REST: rest} if rest else {})}.items()}


def case_of(number: str, parts: Iterable[tuple[str, str]]) -> Case:
    """Return the case of its parts."""
    values: dict[str, Any] = {}
    for key, body in parts:
        found = json.loads(body)
        if key == _REST:
            values |= {name: value_from_plain(name, value) for name, value in found.items()}
        else:
            values[key] = value_from_plain(key, found)
    return Case(number, **values)


def step_to_plain(values: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Return old and new of everything a step sets, for JSON."""
    return {name: [_plain(old), _plain(new)] for name, (old, new) in values.items()}


def value_from_plain(name: str, plain: Any) -> Any:
    """Read the value of a field of a case from JSON."""
    if name in {"events", "remedies"}:
        return tuple(_made(_KINDS[name], each) for each in plain)
    if name in GROUPS:
        return _made(_KINDS[name], plain)
    if name in _DATES:
        return None if plain is None else dt.date.fromisoformat(plain)
    return plain


def dump(plain: object) -> str:
    """Return compact JSON text."""
    return storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | dict):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    empty = _BLANK[type(value)]
    return {
        name: _plain(mine)
        for name in empty
        if (mine := getattr(value, name)) != empty[name] or name in {"kind", "date"}
    }


def _blank(kind: Any) -> dict[str, Any]:
    made = kind("", dt.date.min) if kind is Event else kind("") if kind is Remedy else kind()
    return {item.name: getattr(made, item.name) for item in fields(kind)}


_BLANK: Final = {kind: _blank(kind) for kind in _KINDS.values()}


def _made(kind: Any, plain: Mapping[str, Any]) -> Any:
    return kind(
        **{
            name: dt.date.fromisoformat(value) if name in _DATES and value is not None else value
            for name, value in plain.items()
        }
    )


def _stamp(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
