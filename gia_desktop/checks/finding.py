"""What a check found: severity, words, place, numbers and clause."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.severity import Severity
from gia_desktop.core.values import Number
from gia_desktop.exchange.objects import value_to_json

__all__ = ["Finding", "QuickFix", "Severity", "Span"]


class QuickFix(StrEnum):
    """What settles a finding in one step, beside changing the figures by hand."""

    NONE = ""
    TAKE_COMPUTED = "take_computed"
    """Drop the total that a file states: the computed one holds."""
    FILL_ZEROS = "fill_zeros"
    """Put 0 into the cells: what did not happen is 0, not blank."""
    CONFIRM = "confirm"
    """Say that the figures were looked at and are right."""


@dataclass(frozen=True)
class Span:
    """A place in a text: characters ``start`` to ``end`` (exclusive) of the unresolved text."""

    text: TextKey
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or worth a look.

    Attributes:
        code: stable code of the rule, e.g. ``GIA-SUM-003``.
        message: what is wrong, in the clerk's own numbers, one Chinese sentence.
        section: section it belongs to, ``"1"`` to ``"6"``; ``"0"`` for 基本信息 (unit, title, preamble).
        cells: every cell on both sides, the first is where a click goes.
        spans: places in texts.
        left, right, difference: the two sides compared, when the rule compares numbers.
        basis: official source of the rule.
        guesses: likely causes, best first (差额诊断), each a sentence.
        guess_cells: the cell each guess points to.
        quick_fix: what settles it in one step, as its rule says.
        compares_last_year: it was found in the figures of both years.
        compares_register: it was found beside the register of applications.
    """

    code: str
    severity: Severity
    message: str
    section: str
    cells: tuple[CellKey, ...] = ()
    spans: tuple[Span, ...] = ()
    left: Number | None = None
    right: Number | None = None
    difference: Number | None = None
    basis: str = ""
    guesses: tuple[str, ...] = ()
    guess_cells: tuple[CellKey, ...] = field(default=())
    quick_fix: QuickFix = QuickFix.NONE
    compares_last_year: bool = False
    compares_register: bool = False

    def to_object(self) -> dict[str, Any]:
        """Return the JSON object of the command line (contract: design §4)."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "cells": list(self.cells),
            "section": self.section,
            "left": value_to_json(self.left),
            "right": value_to_json(self.right),
            "difference": value_to_json(self.difference),
            "basis": self.basis,
        }
