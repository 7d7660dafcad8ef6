"""Plain numbers of a text that stand for a cell of the tables, and so can become live numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gia_desktop.app.writing.live_cells import live_label
from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import LAST_YEAR
from gia_desktop.core.values import format_value, is_number, squeeze
from gia_desktop.formats.groups import group_of
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.mentions import mentions
from gia_desktop.reading.quantities import Reading, reading_cells, reading_value
from gia_desktop.reading.sentence_parts import Mention
from gia_desktop.reading.subjects import is_own

_DIGITS: Final = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
_TEN_THOUSAND: Final = 10_000


@dataclass(frozen=True)
class CellNumber:
    """A number of a text and the cell it stands for.

    Attributes:
        start, end: where its digits are in the text.
        written: the digits as written.
        key: the cell.
        label: the cell in words.
        value: what the cell holds.
        agrees: the text says what the cell holds.
        sure: no other quantity of the tables can be meant.
        last: it is a number of last year, and the cell that of last year's report.
    """

    start: int
    end: int
    written: str
    key: CellKey
    label: str
    value: str
    agrees: bool
    sure: bool
    last: bool = False

    @property
    def raw(self) -> str:
        """The live number to put in its place."""
        return f"{{{LAST_YEAR if self.last else ''}{self.key}}}"


def cell_numbers(sheet: Sheet, text: str) -> list[CellNumber]:
    """Return the numbers of a text that are recognised as figures of the tables, from left to right."""
    report = sheet.report
    found = [
        number
        for mention in mentions(text, report.year)
        if mention.kind in {"count", "last"} and is_own(mention.subject, report.unit_name, report.unit_kind)
        if (number := _cell_number(sheet, text, mention)) is not None
    ]
    return sorted(found, key=lambda number: number.start)


def with_live_numbers(text: str, numbers: Sequence[CellNumber]) -> str:
    """Return a text with numbers replaced by live ones."""
    for number in reversed(numbers):
        text = text[: number.start] + number.raw + text[number.end :]
    return text


def _cell_number(sheet: Sheet, text: str, mention: Mention) -> CellNumber | None:
    amount = mention.amount
    digits = list(_DIGITS.finditer(text, *mention.span))
    if amount is None or amount.approx or len(digits) != 1:
        return None
    written = Decimal(squeeze(digits[0].group()).replace(",", "").replace("，", ""))
    if amount.value != written * (_TEN_THOUSAND if mention.topic == "fee" else 1):
        return None  # 3万件, or 元 where the table has 万元: digits of the cell would not fit
    last = mention.kind == "last"
    if last and not knows_last_year(sheet):
        return None
    figures = [(reading, reading_value(sheet, reading, last=last)) for reading in mention.readings]
    agreeing = [reading for reading, value in figures if value is not None and value == written]
    if last and not agreeing:
        return None  # last year's report is closed: what differs from it is not to be put in its place
    cells = ((reading, _only_cell(sheet, reading, last=last)) for reading in agreeing or mention.readings[:1])
    reading, key = next(((reading, key) for reading, key in cells if key is not None), (None, None))
    if reading is None or key is None:
        return None
    label = live_label(sheet.format, f"{LAST_YEAR}{key}" if last else key)
    return CellNumber(
        *digits[0].span(), digits[0].group(), key, label,
        format_value(sheet.figure(key, last=last)), agrees=bool(agreeing),
        sure=reading is mention.readings[0] or len(agreeing) == 1, last=last,
    )  # fmt: skip


def _only_cell(sheet: Sheet, reading: Reading, *, last: bool) -> CellKey | None:
    """Return the cell or the group of cells that a quantity is, when it is filled."""
    plus, minus = reading_cells(sheet.format, reading)
    key = plus[0] if len(plus) == 1 else group_of(sheet.format, plus)
    return key if key and not minus and is_number(sheet.figure(key, last=last)) else None
