"""Numbers of last year's text that are surely figures of last year's tables, and what stands there now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import TREND
from gia_desktop.core.values import Number
from gia_desktop.formats.groups import group_of, parts_of
from gia_desktop.formats.in_words import plain
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.mentions import mentions
from gia_desktop.reading.quantities import Reading, reading_cells, reading_value
from gia_desktop.reading.sentence_parts import Mention
from gia_desktop.reading.subjects import is_own

_TEN_THOUSAND: Final = 10_000
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+")
_WHOLE_UNIT: Final = re.compile(r"[万千百亿]")
_COMPARISON: Final = re.compile(
    r"(?:(?:较|比|与|和|同)?(?:上一?年|去年|20\d\d年)度?(?:同期)?(?:相比|比较|比)?|同比)[，,]?(?:共|大幅|略微?)?"
    r"(?:增长|增加|上升|提高|增|多|下降|减少|降低|减|降|少)(?:了|约|近)?"
    r"\s*[0-9０-９.]+\s*(?:[%％](?!以)|[件条份例起项宗次个](?!百分))"
)


@dataclass(frozen=True)
class LastFigure:
    """A number, comparison or statement of none.

    Attributes:
        start, end: its place in the text.
        note: last year's and this year's figure, in words.
        new: what to put in its place, a live number where one cell holds it; None when it must be reworded.
    """

    start: int
    end: int
    note: str
    new: str | None


def figures_from_last_year(text: str, last_year: int, sheet: Sheet) -> Iterator[LastFigure]:
    """Yield the figures in a text of last year's report that stands beside a report.

    A number is tied when the words around it name a quantity of the tables and last year's tables say the
    same; the quantity named first is taken when several agree, as the rules on numbers do.
    """
    name, kind = sheet.report.unit_name, sheet.report.unit_kind
    found = [item for item in mentions(text, last_year) if is_own(item.subject, name, kind)]
    tied: dict[tuple[Reading, ...], Reading] = {}
    for mention in found:
        if mention.kind not in {"count", "zero"}:
            continue
        reading = _of_live(mention, sheet) if mention.live else _agreeing(mention, sheet)
        if reading is not None:
            tied[mention.readings] = reading
            if not mention.live:
                yield from _moved_on(text, mention, reading, sheet)
        elif mention.kind == "count" and not mention.live:
            yield LastFigure(*mention.span, "去年的约数，或与去年的表对不上的数，请按今年的表写。", None)
    for comparison in _COMPARISON.finditer(text):
        yield from _compared(comparison, found, tied, sheet)


def _agreeing(mention: Mention, sheet: Sheet) -> Reading | None:
    """Return the first quantity that had just the stated figure last year."""
    amount = mention.amount
    if amount is None or amount.approx:
        return None
    unit = _TEN_THOUSAND if mention.topic == "fee" else 1
    return next(
        (
            reading
            for reading in mention.readings
            if (last := reading_value(sheet, reading, last=True)) is not None
            and amount.agrees(Decimal(last) * unit)
        ),
        None,
    )


def _of_live(mention: Mention, sheet: Sheet) -> Reading | None:
    """Return the quantity that a live number shows."""
    return next(
        (
            item
            for item in mention.readings
            if reading_cells(sheet.format, item) == (parts_of(sheet.format, CellKey(mention.live)), ())
        ),
        None,
    )


def _moved_on(text: str, mention: Mention, reading: Reading, sheet: Sheet) -> Iterator[LastFigure]:
    start, end = mention.span
    last, now = reading_value(sheet, reading, last=True), reading_value(sheet, reading)
    digits = _DIGITS.search(text, start, end)
    measure = "万元" if mention.topic == "fee" else "件"
    told = "今年表里还没有填" if now is None else f"今年 {plain(now)} {measure}"
    told = f"{reading.name}：去年 {plain(last or 0)} {measure}，{told}"
    if mention.kind == "zero" or digits is None:
        if now is not None and now != last:
            yield LastFigure(start, end, f"{told}，这句话要改写。", None)
        return
    in_yuan = mention.topic == "fee" and "万" not in text[start:end]
    if not in_yuan and mention.topic != "fee" and _WHOLE_UNIT.search(text, digits.end(), end):
        return  # 1万件 has no digits to put a figure in the place of
    new = _in_place(reading, now, sheet, in_yuan=in_yuan)
    yield LastFigure(*digits.span(), f"{told}。", new)


def _in_place(reading: Reading, now: Number | None, sheet: Sheet, *, in_yuan: bool) -> str | None:
    """Return the live number of a quantity that is one cell or one group, else its digits as they are now."""
    plus, minus = reading_cells(sheet.format, reading)
    if in_yuan:
        return None if now is None else plain(Decimal(now) * _TEN_THOUSAND)
    key = None if minus else plus[0] if len(plus) == 1 else group_of(sheet.format, plus)
    if key is not None:
        return f"{{{key}}}"
    return None if now is None else plain(now)


def _compared(
    comparison: re.Match[str],
    found: list[Mention],
    tied: dict[tuple[Reading, ...], Reading],
    sheet: Sheet,
) -> Iterator[LastFigure]:
    """Yield a live comparison for 比上年增长12% when the number it speaks of is tied to one cell."""
    for mention in found:
        start, end = mention.span
        if mention.kind not in {"change", "growth"} or not (
            comparison.start() <= start and end <= comparison.end()
        ):
            continue
        reading = tied.get(mention.readings)
        plus, minus = reading_cells(sheet.format, reading) if reading is not None else ((), ())
        if len(plus) == 1 and not minus and reading is not None:
            note = f"{reading.name}：按今年和去年的表重新计算，随表变动。"
            yield LastFigure(*comparison.span(), note, f"{{{TREND}{plus[0]}}}")
        return
