"""The register of rules: ``@check`` puts a function into it, the engine runs what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

Reads = CellKey | TextKey

PREVIOUS: Final = TextKey("previous")
"""Name under which a probe says that it reads last year's report."""


@dataclass(frozen=True)
class Probe:
    """One application of a rule: what it reads and the question it asks.

    Attributes:
        reads: cells (computed ones by their own name) and texts; it is asked again only when one changes.
        run: looks at a report and yields what is wrong.
    """

    reads: frozenset[Reads]
    run: Callable[[Sheet], Iterable[Finding]]


CheckFunction = Callable[[Format], Iterable[Probe]]


@dataclass(frozen=True)
class Rule:
    """A registered rule.

    Attributes:
        code: stable code, ``GIA-<group>-<number>``.
        title: the rule in plain words, for the catalogue.
        basis: official source.
        formats: ids of the formats it is for; empty means all.
        plan: makes the probes of the rule for a format.
        example: what breaks it, in a clerk's words, for the catalogue.
    """

    code: str
    severity: Severity
    title: str
    basis: str
    formats: tuple[str, ...]
    plan: CheckFunction
    example: str = ""


class _Register:
    """The rules by code. The modules named ``check_*`` fill it when the engine imports them."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}

    def add(self, rule: Rule) -> None:
        if rule.code in self.rules:
            message = f"code used twice: {rule.code}"
            raise ValueError(message)
        self.rules[rule.code] = rule


_REGISTER: Final = _Register()


def check(
    code: str,
    severity: Severity,
    title: str,
    *,
    basis: str = "",
    formats: tuple[str, ...] = (),
    example: str = "",
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function that plans the probes of one rule for a format."""

    def register(plan: CheckFunction) -> CheckFunction:
        _REGISTER.add(Rule(code, severity, title, basis, formats, plan, example))
        return plan

    return register


def registered_rules() -> tuple[Rule, ...]:
    """Return the rules registered so far, by code."""
    return tuple(_REGISTER.rules[code] for code in sorted(_REGISTER.rules))
