"""One step of editing: which cells and texts go from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TypeVar

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Previous, Reason, Report
from gia_desktop.core.values import Value

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Change:
    """A reversible step from one report to the next; holds keys and old and new values only.

    Attributes:
        label: name of the step as shown in the menu, Chinese.
        cells: entered cells, each with old and new value.
        stated: stated totals, each with old and new value.
        texts: texts, each with old and new text.
        reasons: old and new explanations, when they change.
        previous: old and new last year's report, when it changes.
        register: old and new numbers of the register, when they change.
        year: old and new report year, when it changes; the format stays.
        origin: how the values came: ``typed``, ``pasted``, ``filled``, ``imported``, ``carried``, ``undo`` …
    """

    label: str
    cells: Mapping[CellKey, tuple[Value, Value]] = field(default_factory=dict)
    stated: Mapping[CellKey, tuple[Value, Value]] = field(default_factory=dict)
    texts: Mapping[TextKey, tuple[str, str]] = field(default_factory=dict)
    reasons: tuple[tuple[Reason, ...], tuple[Reason, ...]] | None = None
    previous: tuple[Previous | None, Previous | None] | None = None
    year: tuple[int, int] | None = None
    origin: str = "typed"
    register: tuple[Mapping[str, int | str], Mapping[str, int | str]] | None = None

    def apply(self, report: Report) -> Report:
        """Return the report after this step."""
        return replace(
            report,
            year=self.year[1] if self.year else report.year,
            values=_merged(report.values, self.cells, None) if self.cells else report.values,
            stated=_merged(report.stated, self.stated, None) if self.stated else report.stated,
            texts=_merged(report.texts, self.texts, "") if self.texts else report.texts,
            reasons=self.reasons[1] if self.reasons else report.reasons,
            previous=self.previous[1] if self.previous else report.previous,
            register=self.register[1] if self.register else report.register,
        )

    def inverse(self) -> Change:
        """Return the step that takes this one back."""
        return replace(
            self,
            cells=_swapped(self.cells),
            stated=_swapped(self.stated),
            texts=_swapped(self.texts),
            reasons=self.reasons[::-1] if self.reasons else None,
            previous=self.previous[::-1] if self.previous else None,
            register=self.register[::-1] if self.register else None,
            year=self.year[::-1] if self.year else None,
            origin="undo",
        )

    def then(self, later: Change) -> Change:
        """Return one step that does this one and then a later one."""
        return replace(
            self,
            cells=_chained(self.cells, later.cells),
            stated=_chained(self.stated, later.stated),
            texts=_chained(self.texts, later.texts),
            reasons=_chained_pair(self.reasons, later.reasons),
            previous=_chained_pair(self.previous, later.previous),
            register=_chained_pair(self.register, later.register),
            year=_chained_pair(self.year, later.year),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the cells and texts it sets; what was half typed into them is settled by it."""
        return (*self.cells, *self.texts)

    @property
    def is_empty(self) -> bool:
        """Tell whether the step changes nothing."""
        pairs: list[tuple[object, object]] = [
            *self.cells.values(),
            *self.stated.values(),
            *self.texts.values(),
            *(pair for pair in (self.reasons, self.previous, self.register, self.year) if pair is not None),
        ]
        return all(old == new and type(old) is type(new) for old, new in pairs)


def cell_change(report: Report, new: Mapping[CellKey, Value], label: str, origin: str = "typed") -> Change:
    """Return the step that sets cells of a report; cells that keep their value are left out."""
    cells = {
        key: (old, value)
        for key, value in new.items()
        if (old := report.values.get(key)) != value or type(old) is not type(value)
    }
    return Change(label, cells=cells, origin=origin)


def text_change(report: Report, key: TextKey, text: str, label: str) -> Change:
    """Return the step that sets one text of a report."""
    old = report.text(key)
    return Change(label, texts={key: (old, text)} if old != text else {})


def _merged(current: Mapping[K, V], edits: Mapping[K, tuple[V, V]], empty: V) -> dict[K, V]:
    merged = dict(current)
    for key, (_, value) in edits.items():
        if value is None or value == empty:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


def _swapped(edits: Mapping[K, tuple[V, V]]) -> dict[K, tuple[V, V]]:
    return {key: (new, old) for key, (old, new) in edits.items()}


def _chained(first: Mapping[K, tuple[V, V]], later: Mapping[K, tuple[V, V]]) -> dict[K, tuple[V, V]]:
    chained = dict(first)
    for key, (old, new) in later.items():
        chained[key] = (first[key][0] if key in first else old, new)
    return chained


def _chained_pair(first: tuple[V, V] | None, later: tuple[V, V] | None) -> tuple[V, V] | None:
    if first is None or later is None:
        return later if first is None else first
    return first[0], later[1]
