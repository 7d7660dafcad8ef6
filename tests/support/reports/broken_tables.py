"""Correct tables 3 at random, each broken by one of the errors that clerks make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet, make_sheet

COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other")
SHARES = (70, 14, 2, 3, 6, 5)
RESULT_WEIGHTS = {
    "granted": 40, "partial": 12, "unavailable_not_held": 20, "refused_third_party": 3,
    "refused_administrative_query": 4, "rejected_petition": 5, "rejected_repeated": 3, "other_misc": 5,
    "refused_process_information": 2, "unavailable_must_be_created": 2, "refused_internal_affairs": 2,
}  # fmt: skip

Values = dict[CellKey, Value]
Break = Callable[[Random, Values], CellKey | None]
"""Spoils a table and returns the cell at fault, or None when the table has no place for the error."""


def key(row: str, column: str) -> CellKey:
    return CellKey(f"t3.{row}.{column}")


def number(values: Values, cell: CellKey) -> int:
    value = values[cell]
    assert isinstance(value, int)
    return value


def correct_table(random: Random, fmt: Format) -> Values:
    """Return a balanced table, from a town's handful of applications to a city's thousands."""
    values: Values = {cell: 0 for cell in fmt.entered if cell.startswith("t3.")}
    size = random.choice((6, 20, 60, 200, 900, 3000))
    results = [row for row in RESULT_WEIGHTS if key(row, "natural") in values]
    weights = [RESULT_WEIGHTS[row] for row in results]
    for column, share in zip(COLUMNS, SHARES, strict=True):
        count = round(size * share / 100 * random.uniform(0.6, 1.4))
        carried_in = random.randint(0, count // 8)
        carried_out = random.randint(0, count // 8)
        values[key("new", column)] = count - carried_in
        values[key("carried_in", column)] = carried_in
        values[key("carried_out", column)] = carried_out
        for row in random.choices(results, weights, k=count - carried_out):
            values[key(row, column)] = number(values, key(row, column)) + 1
    return values


def _filled(random: Random, values: Values, at_least: int = 1) -> CellKey | None:
    cells = [cell for cell in values if number(values, cell) >= at_least]
    return random.choice(cells) if cells else None


def wrong_kind(random: Random, values: Values) -> CellKey | None:
    """Put cases under the wrong kind of applicant; a case is as likely as any other to be the one."""
    cells = list(values)
    counts = [number(values, cell) for cell in cells]
    cell = random.choices(cells, counts)[0]
    count = random.randint(1, min(3, number(values, cell)))
    _, row, column = cell.split(".")
    other = key(row, random.choice([name for name in COLUMNS if name != column]))
    values[cell] = number(values, cell) - count
    values[other] = number(values, other) + count
    return cell


def swapped_digits(random: Random, values: Values) -> CellKey | None:
    cell = _filled(random, values, 10)
    if cell is None:
        return None
    digits = list(str(number(values, cell)))
    at = random.randrange(len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    if int("".join(digits)) == number(values, cell):
        return None
    values[cell] = int("".join(digits))
    return cell


def counted_twice(random: Random, values: Values) -> CellKey | None:
    """Enter the cases of one result in a second result row as well."""
    results = [cell for cell in values if cell.split(".")[1] in RESULT_WEIGHTS and number(values, cell)]
    if not results:
        return None
    cell = random.choice(results)
    free = [other for other in values if other.endswith(cell.rpartition(".")[2]) and not values[other]
            and other.split(".")[1] in RESULT_WEIGHTS]  # fmt: skip
    if not free:
        return None
    again = random.choice(free)
    values[again] = values[cell]
    return again


def left_blank(random: Random, values: Values) -> CellKey | None:
    cell = _filled(random, values)
    if cell is not None:
        values[cell] = None
    return cell


def wrong_side(random: Random, values: Values) -> CellKey | None:
    """Write what is carried out into what was carried in, or the reverse."""
    column = random.choice(COLUMNS)
    source, target = random.sample([key("carried_in", column), key("carried_out", column)], 2)
    if not values[source] or values[target]:
        return None
    values[source], values[target] = 0, values[source]
    return target


def digit_too_many(random: Random, values: Values) -> CellKey | None:
    cell = _filled(random, values)
    if cell is not None:
        digits = str(number(values, cell))
        at = random.randrange(len(digits))
        values[cell] = int(digits[: at + 1] + random.choice((digits[at], "0", "5")) + digits[at + 1 :])
    return cell


BREAKS: tuple[Break, ...] = (
    wrong_kind, swapped_digits, counted_twice, left_blank, wrong_side, digit_too_many,
)  # fmt: skip


def broken_sheets(count: int, seed: int) -> list[tuple[str, Sheet, CellKey]]:
    """Return so many broken tables with the name of the error and the cell at fault."""
    random = Random(seed)
    fmt = bundled_formats().get("2021")
    made: list[tuple[str, Sheet, CellKey]] = []
    while len(made) < count:
        spoil = BREAKS[len(made) % len(BREAKS)]
        values = correct_table(random, fmt)
        before = dict(values)
        cell = spoil(random, values)
        if cell is not None:
            made.append((spoil.__name__, _sheet(fmt, values, before), cell))
    return made


def _sheet(fmt: Format, values: Values, before: Values) -> Sheet:
    report: Report = new_report(fmt.id, 2025, "示例县人民政府", "county")
    last = {key("carried_out", column): before[key("carried_in", column)] for column in COLUMNS}
    kept = {cell: value for cell, value in values.items() if value is not None}
    report = replace(report, values=kept, previous=Previous(fmt.id, 2024, last))
    return make_sheet(report, bundled_formats())
