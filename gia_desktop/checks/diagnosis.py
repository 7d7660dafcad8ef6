"""差额诊断: likely causes of a difference, best first; silent when nothing fits, never corrects by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from gia_desktop.checks.finding import Finding
from gia_desktop.core.keys import CellKey, cell_key, split_key
from gia_desktop.core.values import Number, is_number
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.in_words import amount, plain
from gia_desktop.formats.schema import Balance, Cell, Format, Sum
from gia_desktop.formats.sheet import Sheet

MOST_GUESSES: Final = 3
_NINE: Final = 9
_TELLING: Final = 3
"""From this number on two equal cells are hardly a coincidence."""

# how well a kind of cause explains a difference; the value of a cell decides between equals
(
    _CROSSED,
    _LAST_YEAR,
    _BLANK,
    _TWICE,
    _KIND,
    _SIDE,
    _SWAPPED,
    _DOUBLE_KEY,
    _EXTRA,
    _MISSING,
    _EQUAL,
    _FORGOTTEN,
) = range(120, 0, -10)


@dataclass(frozen=True)
class Guess:
    """One likely cause: how well it explains, what may have happened, and the cell to look at."""

    weight: float
    text: str
    cell: CellKey


def ranked(guesses: Iterable[Guess]) -> list[Guess]:
    """Return the best guesses, one per cell."""
    best: dict[CellKey, Guess] = {}
    for guess in guesses:
        if guess.cell not in best or guess.weight > best[guess.cell].weight:
            best[guess.cell] = guess
    return sorted(best.values(), key=lambda guess: -guess.weight)[:MOST_GUESSES]


def can_diagnose(finding: Finding) -> bool:
    """Tell whether a finding is a difference between two sums."""
    return finding.code.startswith("GIA-SUM-")


def diagnose(finding: Finding, sheet: Sheet, columns: Sequence[Column]) -> Finding:
    """Return a finding with the likely causes of its difference; ``columns`` are those of the sheet."""
    guesses = _guesses(finding, sheet, columns)
    return replace(
        finding,
        guesses=tuple(guess.text for guess in guesses),
        guess_cells=tuple(guess.cell for guess in guesses),
    )


def _guesses(finding: Finding, sheet: Sheet, columns: Sequence[Column]) -> list[Guess]:
    for column in columns:
        if finding.cells == column.balance.left + column.balance.right:
            return balance_guesses(column, columns)
    for item in sheet.format.sums:
        stated = finding.right if finding.cells[0] == item.target else None
        if stated is not None and finding.cells[1:] == item.parts:
            return total_guesses(sheet, item, stated)
    return []


# -- a column of table 3 that doesn't balance


@dataclass(frozen=True)
class Column:
    """One column of table 3 with its entered cells on both sides of the balance."""

    sheet: Sheet
    balance: Balance

    @property
    def is_total(self) -> bool:
        """Whether it adds up the other columns."""
        return self.cell(self.balance.left[0]).computed

    @cached_property
    def off(self) -> int:
        """How much the right side is more than the left one."""
        return int(amount(self.sheet, self.balance.right) - amount(self.sheet, self.balance.left))

    @cached_property
    def left(self) -> tuple[CellKey, ...]:
        """Entered cells of the left side."""
        return _entered(self.sheet.format, self.balance.left)

    @cached_property
    def right(self) -> tuple[CellKey, ...]:
        """Entered cells of the right side."""
        return _entered(self.sheet.format, self.balance.right)

    @cached_property
    def heavy(self) -> tuple[CellKey, ...]:
        """Cells of the side that is more."""
        return self.right if self.off > 0 else self.left

    @cached_property
    def light(self) -> tuple[CellKey, ...]:
        """Cells of the side that is less."""
        return self.left if self.off > 0 else self.right

    @cached_property
    def values(self) -> dict[CellKey, int]:
        """The numbers of its entered cells, blank as 0."""
        now = self.sheet.now
        return {key: int(as_number(now.get(key))) for key in (*self.left, *self.right)}

    def value(self, key: CellKey) -> int:
        """Return the number of one of its entered cells, blank as 0."""
        return self.values[key]

    @cached_property
    def guesses(self) -> tuple[Guess, ...]:
        """Likely causes that lie in the column itself."""
        return tuple(guess for cause in _CAUSES for guess in cause(self))

    def wanted(self, key: CellKey) -> int:
        """Return what a cell would have to be for the column to balance."""
        return self.value(key) + (self.off if key in self.left else -self.off)

    def cell(self, key: CellKey) -> Cell:
        """Return a cell of the format."""
        return self.sheet.format.cells[key]


@lru_cache(maxsize=64)
def _entered(fmt: Format, keys: tuple[CellKey, ...]) -> tuple[CellKey, ...]:
    """Return the typed-in cells of the same column that cells stand for."""
    sums = {item.target: item.parts for item in fmt.sums if item.axis == "column"}
    return tuple(part for key in keys for part in sums.get(key, (key,)))


def columns_of(sheet: Sheet) -> list[Column]:
    """Return the columns of table 3 that have to balance; what is worked out of one serves all findings."""
    return [Column(sheet, balance) for balance in sheet.format.balances]


def balance_guesses(column: Column, columns: Sequence[Column]) -> list[Guess]:
    """Return likely causes why one column of table 3 doesn't balance."""
    if column.is_total:
        return ranked(chain.from_iterable(_named(other) for other in columns if _mends(other, column)))
    return ranked(_column_guesses(column, columns))


def _mends(column: Column, total: Column) -> bool:
    """Tell whether the total is less off when a column balances: it may be off the other way."""
    return not column.is_total and abs(total.off - column.off) < abs(total.off)


def _named(column: Column) -> Iterator[Guess]:
    """Name the column of its causes; cases moved between columns leave the total as it is."""
    name = column.balance.column.short
    return (replace(guess, text=f"{name}列：{guess.text}") for guess in column.guesses)


def _column_guesses(column: Column, columns: Sequence[Column]) -> Iterator[Guess]:
    yield from column.guesses
    yield from _wrong_kind(column, columns)


def _crossed_totals(column: Column) -> Iterator[Guess]:
    """Point to the row whose stated total is off by the same amount: there row and column meet."""
    stated, now = column.sheet.report.stated, column.sheet.now
    for key in (*column.left, *column.right):
        table, row, _ = split_key(key)
        total = cell_key(table, row, "total")
        said = stated.get(total)
        if is_number(said) and said - as_number(now.get(total)) == column.wanted(key) - column.value(key):
            change = f"{column.value(key)} 应为 {column.wanted(key)}"
            text = f"{column.cell(key).row.short}一行的总计也差同样的数，可能是这一格：{change}。"
            yield Guess(_CROSSED, text, key)


def _last_year(column: Column) -> Iterator[Guess]:
    """Point to 上年结转 that differs from last year's 结转下年度 by just this amount."""
    for link in column.sheet.format.links:
        if link.kind == "carry" and link.target in column.left:
            last = column.sheet.last.get(link.plus_last[0])
            if is_number(last) and last == column.wanted(link.target):
                text = (
                    f"上年报告结转下年度是 {plain(last)}，上年结转填的是 {plain(column.value(link.target))}。"
                )
                yield Guess(_LAST_YEAR, text, link.target)


def _blank(column: Column) -> Iterator[Guess]:
    """Point to a cell left blank on the side that is less."""
    for key in column.light:
        if column.sheet.now.get(key) is None:
            text = f"{column.cell(key).row.short}还空着，可能漏填 {abs(column.off)} 件。"
            yield Guess(_BLANK, text, key)


def _twice(column: Column) -> Iterator[Guess]:
    """Point to the same number in two cells of the heavier side: cases counted twice."""
    off = abs(column.off)
    same = [key for key in column.heavy if column.value(key) == off]
    if len(same) > 1:
        # small numbers are alike by chance; the later one is more often the repetition
        weight = _TWICE if off >= _TELLING else _SIDE
        for rank, key in enumerate(reversed(same)):
            other = same[1] if key == same[0] else same[0]
            name, like = (column.cell(each).row.short for each in (key, other))
            text = f"{name}的 {off} 件和{like}一样多，可能同一批件数填了两处{_only_partly(key, other)}。"
            yield Guess(weight - rank / len(same), text, key)
    elif same:
        text = f"差额正好等于{column.cell(same[0]).row.short}的 {off} 件，可能多计了这一项。"
        yield Guess(_EQUAL, text, same[0])


def _only_partly(*keys: CellKey) -> str:
    """Return how cases decided in parts are counted, empty where none of the rows is theirs."""
    rows = {split_key(key)[1] for key in keys}
    return "（区分处理的只计部分公开）" if "partial" in rows else ""


def _wrong_side(column: Column) -> Iterator[Guess]:
    """Point to half the difference: 上年结转 written into 结转下年度, or the reverse."""
    for key in (column.left[-1], column.right[-1]):
        if key in column.heavy and column.value(key) * 2 == abs(column.off):
            other = column.right[-1] if key == column.left[-1] else column.left[-1]
            text = (
                f"差额是{column.cell(key).row.short} {column.value(key)} 件的两倍，"
                f"可能应填在{column.cell(other).row.short}。"
            )
            yield Guess(_SIDE, text, key)


def _swapped(column: Column) -> Iterator[Guess]:
    """Point to two digits that changed places: the difference is divisible by nine."""
    if abs(column.off) % _NINE:
        return
    for key in (*column.left, *column.right):
        now, wanted = str(column.value(key)), str(column.wanted(key))
        if len(wanted) == len(now) and wanted != now and wanted in _swaps(now):
            text = f"{column.cell(key).row.short}的 {now} 可能是 {wanted}，两位数字写颠倒了。"
            yield Guess(_SWAPPED, text, key)


def _digits(column: Column) -> Iterator[Guess]:
    """Point to a digit too many, or one missing."""
    for key in (*column.left, *column.right):
        now, wanted = str(column.value(key)), str(column.wanted(key))
        if wanted.startswith("-") or abs(len(now) - len(wanted)) != 1:
            continue
        name = column.cell(key).row.short
        if wanted in _shortened(now):
            repeated = any(now[i] == now[i + 1] for i in range(len(now) - 1))
            text = f"{name}的 {now} 可能是 {wanted}，多打了一位。"
            yield Guess(_DOUBLE_KEY if repeated else _EXTRA, text, key)
        elif now in _shortened(wanted):
            yield Guess(_MISSING, f"{name}的 {now} 可能是 {wanted}，少打了一位。", key)


def _forgotten(column: Column) -> Iterator[Guess]:
    """Point to cases carried in or out that were not entered."""
    for key in (column.left[-1], column.right[-1]):
        if key in column.light and column.sheet.now.get(key) == 0:
            text = f"{column.cell(key).row.short}是 0，可能漏计 {abs(column.off)} 件。"
            yield Guess(_FORGOTTEN, text, key)


_CAUSES: Final[tuple[Callable[[Column], Iterator[Guess]], ...]] = (
    _crossed_totals, _last_year, _blank, _twice, _wrong_side, _swapped, _digits, _forgotten,
)  # fmt: skip


def _wrong_kind(column: Column, columns: Sequence[Column]) -> Iterator[Guess]:
    """Point to two columns off by opposite amounts: cases under the wrong kind of applicant."""
    off = abs(column.off)
    for other in columns:
        if other.is_total or other.off != -column.off:
            continue
        pairs = zip((*column.left, *column.right), (*other.left, *other.right), strict=True)
        for key, across in pairs:
            # where there is too much: in this column's heavier side, or in the other column's
            surplus = column.value(key) if key in column.heavy else other.value(across)
            if surplus < off:
                continue
            names = f"{column.balance.column.short}列和{other.balance.column.short}列"
            text = (
                f"{names}正好一多一少 {off} 件，可能有 {off} 件的申请人类型记错了，"
                f"请先核对{column.cell(key).row.short}一行。"
            )
            yield Guess(_KIND + surplus / (surplus + 1), text, key)


def _swaps(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)}


def _shortened(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i in range(len(digits))} - {""}


# -- a stated total that is not the sum of its parts


def total_guesses(sheet: Sheet, item: Sum, stated: Number) -> list[Guess]:
    """Return likely causes why a total that a document states differs from its parts."""
    return ranked(_total_guesses(sheet, item, stated))


def _total_guesses(sheet: Sheet, item: Sum, stated: Number) -> Iterator[Guess]:
    off = stated - amount(sheet, item.parts)
    said = str(stated)
    correct = str(stated - off)
    for part in item.parts:
        cell = sheet.format.cells[part]
        name = cell.column.short if item.axis == "row" else cell.row.short
        value = as_number(sheet.now.get(part))
        if value and value == abs(off):
            what = "加了两次" if off > 0 else "漏加了"
            yield Guess(_TWICE, f"差额正好等于{name}的 {plain(value)} 件，总计可能{what}这一项。", part)
        if sheet.now.get(part) is None and off > 0:
            yield Guess(_BLANK, f"{name}还空着，可能漏填 {plain(off)} 件。", part)
        wanted = str(value + off) if value + off >= 0 else str(value)
        if str(value) != wanted and wanted in _swaps(str(value)):
            yield Guess(_SWAPPED, f"{name}的 {value} 可能是 {wanted}，两位数字写颠倒了。", part)
        elif wanted in _shortened(str(value)):
            yield Guess(_EXTRA, f"{name}的 {value} 可能是 {wanted}，多打了一位。", part)
    if correct in _swaps(said):
        yield Guess(_SWAPPED + 1, f"总计 {said} 可能是 {correct}，两位数字写颠倒了。", item.target)
    elif correct in _shortened(said):
        yield Guess(_EXTRA + 1, f"总计 {said} 可能是 {correct}，多打了一位。", item.target)
