"""Runs the rules: all of them once, then only those that read what changed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

import gia_desktop.checks.rules
from gia_desktop.checks.diagnosis import can_diagnose, columns_of, diagnose
from gia_desktop.checks.finding import Finding
from gia_desktop.checks.rule import PREVIOUS, Probe, Reads, Rule, registered_rules
from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_cell, live_numbers
from gia_desktop.core.records import dataclass
from gia_desktop.formats.groups import parts_of
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the program; imports the modules ``check_*`` on first use."""
    for module in pkgutil.iter_modules(gia_desktop.checks.rules.__path__):
        if module.name.startswith("check_"):
            importlib.import_module(f"{gia_desktop.checks.rules.__name__}.{module.name}")
    return registered_rules()


def rules_for(fmt: Format) -> list[Rule]:
    """Return the rules that apply to a format."""
    return [rule for rule in all_rules() if not rule.formats or fmt.id in rule.formats]


@dataclass(frozen=True)
class Plan:
    """What there is to ask about the reports of a format.

    Attributes:
        probes: the probes of all rules, each with its rule.
        readers: the indexes of the probes that read a name.
        dependents: the totals that every cell goes into.
    """

    probes: Sequence[tuple[Rule, Probe]]
    readers: Mapping[Reads, Sequence[int]]
    dependents: Mapping[CellKey, Collection[CellKey]]


@cache
def plan_for(fmt: Format) -> Plan:
    """Plan all rules of a format, once: that takes longer than asking them."""
    return plan(rules_for(fmt), fmt)


def plan(rules: Iterable[Rule], fmt: Format) -> Plan:
    """Plan some rules for a format."""
    probes = [(rule, probe) for rule in rules for probe in rule.plan(fmt)]
    readers: dict[Reads, list[int]] = {}
    for index, (_, probe) in enumerate(probes):
        for name in probe.reads:
            readers.setdefault(name, []).append(index)
    return Plan(probes, readers, dependents(fmt))


class Engine:
    """Keeps the findings of one report up to date.

    ``run`` asks everything; ``update`` asks again only the probes that read one of the changed names,
    a computed cell counting as changed when one of its parts did.
    """

    def __init__(self, fmt: Format) -> None:
        """Prepare for reports of a format."""
        self._plan = plan_for(fmt)
        self._found: list[tuple[Finding, ...]] = [()] * len(self._plan.probes)

    @property
    def findings(self) -> list[Finding]:
        """The present findings, by weight, then section."""
        return ordered(finding for found in self._found for finding in found)

    def run(self, sheet: Sheet) -> list[Finding]:
        """Ask every probe and return the findings."""
        self._found = [tuple(probe.run(rule, sheet)) for rule, probe in self._plan.probes]
        self._diagnose(sheet)
        return self.findings

    def update(self, sheet: Sheet, changed: Iterable[Reads]) -> set[Reads]:
        """Ask again what reads one of the changed names; return these names with their dependents."""
        written = self._with_totals(changed)
        following = _texts_over(sheet, written)
        readers, probes = self._plan.readers, self._plan.probes
        asked = {index for name in written for index in readers.get(name, ())}
        asked |= {
            index for name in following for index in readers.get(name, ()) if not probes[index][1].words_only
        }
        for index in sorted(asked):
            rule, probe = probes[index]
            self._found[index] = tuple(probe.run(rule, sheet))
        self._diagnose(sheet)
        return written | following

    def _diagnose(self, sheet: Sheet) -> None:
        """Look for the causes of every open difference: they may lie in cells its rule doesn't read."""
        differing = [index for index, found in enumerate(self._found) if found and can_diagnose(found[0])]
        columns = columns_of(sheet) if differing else []
        for index in differing:
            self._found[index] = tuple(diagnose(finding, sheet, columns) for finding in self._found[index])

    def affected(self, sheet: Sheet, changed: Iterable[Reads]) -> set[Reads]:
        """Return changed names with the totals over them and the texts that show them as live numbers."""
        names = self._with_totals(changed)
        return names | _texts_over(sheet, names)

    def _with_totals(self, changed: Iterable[Reads]) -> set[Reads]:
        names = set(changed)
        for name in tuple(names):
            names.update(self._plan.dependents.get(CellKey(name), ()))
        return names


def _texts_over(sheet: Sheet, changed: Collection[Reads]) -> set[Reads]:
    """Return the texts with a live number that reads one of the changed names."""
    return {
        key
        for key, text in sheet.report.texts.items()
        if any(_follows(match.group(1), changed, sheet.format) for match in live_numbers(text))
    }


def _follows(live: str, changed: Collection[Reads], fmt: Format) -> bool:
    """Tell whether a live number reads one of the changed names."""
    if PREVIOUS in changed and live.startswith((LAST_YEAR, TREND)):
        return True
    return not live.startswith(LAST_YEAR) and any(part in changed for part in parts_of(fmt, live_cell(live)))


def run_checks(sheet: Sheet) -> list[Finding]:
    """Return all findings of a report."""
    return Engine(sheet.format).run(sheet)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by weight, then section, keeping the official order of cells within."""
    return sorted(findings, key=lambda finding: (finding.severity.rank, finding.section))


def dependents(fmt: Format) -> dict[CellKey, set[CellKey]]:
    """Return for every cell the totals it goes into, directly or through other totals."""
    direct: dict[CellKey, set[CellKey]] = {}
    for item in fmt.sums:
        for part in item.parts:
            direct.setdefault(part, set()).add(item.target)
    closed: dict[CellKey, set[CellKey]] = {}

    def close(key: CellKey) -> set[CellKey]:
        if key not in closed:
            closed[key] = set()
            for target in direct.get(key, ()):
                closed[key] |= {target} | close(target)
        return closed[key]

    for key in fmt.cells:
        close(key)
    return {key: targets for key, targets in closed.items() if targets}
