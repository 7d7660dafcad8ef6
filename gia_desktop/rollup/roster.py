"""The units of an area: who must report, who goes into the sum, and how names are compared."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.values import squeeze

OWN: Final = "own"
AREA: Final = "area"
SCOPES: Final = {OWN: "本级", AREA: "汇总"}
"""What a unit's report covers: itself alone, or itself with everything below it."""

GOVERNMENTS: Final = frozenset({"county", "city", "province"})
"""Kinds of units whose own report may hold 规章 (立法法第九十三条: 省级和设区的市政府; 县级从其上级)."""

_OFFICE: Final = re.compile(r"(?:人民政府|办事处|管理委员会|管委会)$")
_BRACKETS: Final = re.compile(r"[（(].*?[)）]")
_SHOWN_FAULTS: Final = 3


class RosterError(GiaError):
    """The list of units contradicts itself."""

    code = "GIA-E-801"

    def __init__(self, faults: Sequence[str], name: str = "") -> None:
        """Name the first faults."""
        self.faults = tuple(faults)
        shown = "；".join(faults[:_SHOWN_FAULTS])
        more = f"；另有 {len(faults) - _SHOWN_FAULTS} 处" if len(faults) > _SHOWN_FAULTS else ""
        of = f"《{name}》" if name else ""
        super().__init__(f"单位名单{of}有错：{shown}{more}。", "请改正单位名单后再试。")


@dataclass(frozen=True)
class Unit:
    """One unit of the area.

    Attributes:
        name: full name, by which everything else refers to it.
        aliases: other names its files may bear.
        kind: one of ``UNIT_KINDS``.
        parent: name of the unit above it whose report of scope ``area`` covers this one; "" for none.
        must_report: its report is asked for (须报送).
        in_sum: its figures go into the sum (计入汇总); decided apart from ``must_report``.
        scope: ``own`` or ``area``.
        due: its own day when it differs from the area's.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "other"
    parent: str = ""
    must_report: bool = True
    in_sum: bool = True
    scope: str = OWN
    contact: str = ""
    phone: str = ""
    due: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """The area and its units, in the order of the list.

    Attributes:
        area: name of the area, e.g. 示例县.
        due: the day by which reports are asked for.
    """

    area: str
    units: tuple[Unit, ...] = ()
    due: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Unit]:
        """The units by name."""
        return {unit.name: unit for unit in self.units}

    def get(self, name: str) -> Unit:
        """Return a unit by name.

        Raises:
            KeyError: the list has none.
        """
        return self.by_name[name]

    def children(self, name: str) -> tuple[Unit, ...]:
        """Return the units directly below one."""
        return tuple(unit for unit in self.units if unit.parent == name)

    def due_of(self, unit: Unit) -> dt.date | None:
        """Return the day by which a unit's report is asked for."""
        return unit.due or self.due

    @property
    def summed(self) -> tuple[Unit, ...]:
        """The units whose figures go into the sum."""
        return tuple(unit for unit in self.units if unit.in_sum)

    @cached_property
    def _names(self) -> Mapping[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                for form in {plain_name(name), stem(name, self.area)}:
                    if form and unit not in found.setdefault(form, []):
                        found[form].append(unit)
        return {form: tuple(units) for form, units in found.items()}

    def named(self, name: str) -> tuple[Unit, ...]:
        """Return the units that a name may mean: by the whole name, else without area and 人民政府."""
        return self._names.get(plain_name(name)) or self._names.get(stem(name, self.area), ())

    def named_in(self, text: str) -> tuple[Unit, ...]:
        """Return the units whose name stands in a text, such as a file name; a name within a name is none."""
        plain = plain_name(text)
        forms = sorted((form for form in self._names if form in plain), key=len, reverse=True)
        kept = [form for i, form in enumerate(forms) if not any(form in longer for longer in forms[:i])]
        return tuple({unit.name: unit for form in kept for unit in self._names[form]}.values())

    def like(self, name: str) -> tuple[Unit, ...]:
        """Return the units whose name differs from one by a single sign."""
        plain = plain_name(name)
        return tuple(unit for unit in self.units if _one_sign_apart(plain_name(unit.name), plain))


def plain_name(name: str) -> str:
    """Return a name without spaces, with brackets of one kind."""
    return squeeze(name).replace("（", "(").replace("）", ")")


def stem(name: str, area: str) -> str:
    """Return what is particular to a name: 示例县河东乡人民政府 in 示例县 → 河东乡; never nothing."""
    plain = _BRACKETS.sub("", plain_name(name))
    short = _OFFICE.sub("", plain)
    rest = short.removeprefix(plain_name(area))
    return rest or short or plain


def checked(roster: Roster, name: str = "") -> Roster:
    """Return a list of units that doesn't contradict itself.

    Raises:
        RosterError: a unit stands twice, is below itself, or is summed together with what covers it.
    """
    faults = [*_doubled(roster), *_misplaced(roster), *_covered_twice(roster)]
    if not roster.units:
        faults.append("没有一个单位")
    if faults:
        raise RosterError(faults, name)
    return roster


def _doubled(roster: Roster) -> Iterable[str]:
    counts = Counter(plain_name(name) for unit in roster.units for name in (unit.name, *unit.aliases))
    for unit in roster.units:
        if not unit.name:
            yield "有的单位没有名称"
    for name, count in counts.items():
        if count > 1 and name:
            yield f"“{name}”出现了 {count} 次"


def _misplaced(roster: Roster) -> Iterable[str]:
    for unit in roster.units:
        if unit.parent and unit.parent not in roster.by_name:
            yield f"“{unit.name}”的上级“{unit.parent}”不在名单里"
        seen, above = {unit.name}, unit.parent
        while above in roster.by_name:
            if above in seen:
                yield f"“{unit.name}”的上级绕回了它自己"
                break
            seen.add(above)
            above = roster.get(above).parent


def _covered_twice(roster: Roster) -> Iterable[str]:
    """Yield units summed beside an area report that holds them already."""
    whole = [unit for unit in roster.summed if unit.scope == AREA and _is_whole_area(unit, roster)]
    others = [unit for unit in roster.summed if unit not in whole and not unit.parent]
    if whole and others:
        name, other = whole[0].name, others[0].name
        yield f"“{name}”填的是全{roster.area[-1:]}的汇总数，不能和“{other}”等单位同时计入汇总"
        return
    for unit in roster.units:
        above, seen = unit.parent, {unit.name}
        while unit.in_sum and above in roster.by_name and above not in seen:
            cover = roster.get(above)
            if cover.in_sum and cover.scope == AREA:
                yield f"“{cover.name}”填的是汇总数，不能和它下面的“{unit.name}”同时计入汇总"
                break
            seen.add(above)
            above = cover.parent


def _is_whole_area(unit: Unit, roster: Roster) -> bool:
    """Tell whether a unit is the government of the whole area."""
    return bool(roster.area) and stem(unit.name, roster.area) == plain_name(roster.area)


def _one_sign_apart(left: str, right: str) -> bool:
    """Tell whether two names differ by one sign that is wrong, missing or too many."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    short, long = sorted((left, right), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]
