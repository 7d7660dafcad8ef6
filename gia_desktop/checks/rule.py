"""The register of rules: ``@check`` puts a function into it, the engine runs what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from gia_desktop.checks.finding import Finding, QuickFix, Severity, Span
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import Number
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

Reads = CellKey | TextKey

PREVIOUS: Final = TextKey("previous")
"""Name under which a probe says that it reads last year's report."""

YEAR: Final = TextKey("year")
"""Name under which is told that the report year is another one; then everything is looked at anew."""


REGISTER: Final = TextKey("register")
"""Name under which a probe says that it reads the numbers of the register."""


@dataclass(frozen=True)
class Probe:
    """One application of a rule: what it reads and the question it asks.

    Attributes:
        reads: cells (computed ones by their own name) and texts; it is asked again only when one changes.
        run: is handed the rule it asks for, looks at a report and yields what is wrong.
        words_only: of texts it reads the words as written, so that other figures behind live numbers don't
            matter to it.
    """

    reads: frozenset[Reads]
    run: Callable[[Rule, Sheet], Iterable[Finding]]
    words_only: bool = False


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
        quick_fix: what settles it in one step, beside changing the figures.
        compares_last_year: an explanation of it holds for the figures of both years.
        compares_register: it sets the report beside the register of applications.
    """

    code: str
    severity: Severity
    title: str
    basis: str
    formats: tuple[str, ...]
    plan: CheckFunction
    example: str = ""
    quick_fix: QuickFix = QuickFix.NONE
    compares_last_year: bool = False
    compares_register: bool = False

    def finding(  # noqa: PLR0913 - what a finding says
        self,
        message: str,
        section: str,
        cells: tuple[CellKey, ...] = (),
        spans: tuple[Span, ...] = (),
        *,
        left: Number | None = None,
        right: Number | None = None,
        difference: Number | None = None,
        basis: str = "",
    ) -> Finding:
        """Return a finding of this rule: its code and weight, and its clause unless a closer one is given."""
        return Finding(
            self.code, self.severity, message, section, cells, spans, left, right, difference,
            basis or self.basis, quick_fix=self.quick_fix, compares_last_year=self.compares_last_year,
            compares_register=self.compares_register,
        )  # fmt: skip


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


def check(  # noqa: PLR0913 - what a rule says of itself
    code: str,
    severity: Severity,
    title: str,
    *,
    basis: str = "",
    formats: tuple[str, ...] = (),
    example: str = "",
    quick_fix: QuickFix = QuickFix.NONE,
    compares_last_year: bool = False,
    compares_register: bool = False,
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function that plans the probes of one rule for a format."""

    def register(plan: CheckFunction) -> CheckFunction:
        _REGISTER.add(
            Rule(
                code, severity, title, basis, formats, plan, example, quick_fix,
                compares_last_year, compares_register,
            )
        )  # fmt: skip
        return plan

    return register


def registered_rules() -> tuple[Rule, ...]:
    """Return the rules registered so far, by code."""
    return tuple(_REGISTER.rules[code] for code in sorted(_REGISTER.rules))
