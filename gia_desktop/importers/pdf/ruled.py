"""Finding tables in drawn lines: where lines cross there are cells, where one is missing cells are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gia_desktop.importers.pdf.printed_lines import is_letter
from gia_desktop.importers.tables import MAX_PLACES, RawCell, RawTable, TableTooLargeError

_NEAR: Final = 2.5
"""Points by which the ends of two lines may miss each other."""
_MAX_LINES: Final = 2_000
_SIDES: Final = 4.0
"""Points by which the sides of a table may move from page to page."""
_LINE_PITCH: Final = 4.0
"""Points by which the base lines of one line of text may differ."""


Box = tuple[float, float, float, float]
"""Left, low, right, high."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn line: upright at ``at`` from ``start`` to ``end``, or level."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text and where its base line begins."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Ruled:
    """A table as drawn: its lines, the texts in it and what cells they make."""

    edges: tuple[Edge, ...]
    inside: tuple[Fragment, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    table: RawTable

    def joined(self, lower: Ruled) -> Ruled | None:
        """Return this table and its continuation on the next page as one; None when their sides differ."""
        if abs(self.xs[0] - lower.xs[0]) > _SIDES or abs(self.xs[-1] - lower.xs[-1]) > _SIDES:
            return None
        by = self.ys[-1] - lower.ys[0]
        moved = [
            replace(edge, start=edge.start + by, end=edge.end + by)
            if edge.upright
            else replace(edge, at=edge.at + by)
            for edge in lower.edges
        ]
        texts = [replace(fragment, y=fragment.y + by) for fragment in lower.inside]
        return _table([*self.edges, *moved], [*self.inside, *texts])


def ruled_tables(edges: Sequence[Edge], fragments: Iterable[Fragment]) -> list[Ruled]:
    """Return the tables of a page from the top down.

    Raises:
        TableTooLargeError: the page has more lines than any form.
    """
    if len(edges) > _MAX_LINES:
        raise TableTooLargeError
    texts = list(fragments)
    tables = [made for group in _connected(edges) if (made := _table(group, texts)) is not None]
    return sorted(tables, key=lambda table: -table.ys[0])


def joined_lines(fragments: Iterable[Fragment]) -> list[tuple[float, float, str]]:
    """Return left edge, base line and text of each line of text from the top down."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda piece: -piece.y):
        if lines and abs(lines[-1][0].y - fragment.y) < _LINE_PITCH:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    made = []
    for line in lines:
        line.sort(key=lambda piece: piece.x)
        made.append((line[0].x, line[0].y, _spelled(line)))
    return made


def _spelled(line: Sequence[Fragment]) -> str:
    """Return the pieces of a line as text; words of letters stay apart where a space was drawn."""
    text = ""
    for before, piece in zip((None, *line), line, strict=False):
        space = before is not None and (before.text[-1:].isspace() or piece.text[:1].isspace())
        plain = piece.text.strip()
        text += (" " if space and is_letter(text[-1:]) and is_letter(plain[:1]) else "") + plain
    return text


def _places(positions: Iterable[float]) -> list[float]:
    places: list[float] = []
    for position in sorted(positions):
        if not places or position - places[-1] > _NEAR:
            places.append(position)
    return places


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return groups of lines whose boxes touch, each a table."""
    groups: list[tuple[list[Edge], Box]] = []
    for edge in edges:
        lines, box = [edge], _box(edge)
        apart = []
        for group in groups:
            if _touch(box, group[1]):
                lines += group[0]
                box = _around(box, group[1])
            else:
                apart.append(group)
        groups = [*apart, (lines, box)]
    return [lines for lines, _ in groups]


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and one[2] >= other[0] - _NEAR
        and one[1] <= other[3] + _NEAR
        and one[3] >= other[1] - _NEAR
    )


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _box(edge: Edge) -> Box:
    if edge.upright:
        return edge.at, edge.start, edge.at, edge.end
    return edge.start, edge.at, edge.end, edge.at


def _table(edges: list[Edge], fragments: list[Fragment]) -> Ruled | None:
    """Make cells of crossing lines; None where they enclose nothing."""
    xs = _places(edge.at for edge in edges if edge.upright)
    ys = _places(edge.at for edge in edges if not edge.upright)[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    if rows * columns > MAX_PLACES:
        raise TableTooLargeError
    owner = _merged_places(edges, xs, ys)
    texts: dict[tuple[int, int], list[Fragment]] = {}
    for fragment in fragments:
        place = _place_of(fragment, xs, ys)
        if place is not None:
            texts.setdefault(owner[place], []).append(fragment)
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, first in owner.items():
        areas.setdefault(first, []).append(place)
    cells = []
    for (row, column), area in sorted(areas.items()):
        text = "\n".join(line for _, _, line in joined_lines(texts.get((row, column), [])))
        last_row, last_column = max(place[0] for place in area), max(place[1] for place in area)
        cells.append(RawCell(text, row, column, last_row - row + 1, last_column - column + 1))
    inside = tuple(fragment for group in texts.values() for fragment in group)
    return Ruled(tuple(edges), inside, tuple(xs), tuple(ys), RawTable(tuple(cells), rows, columns))


def _merged_places(
    edges: list[Edge], xs: list[float], ys: list[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place the upper left place of its cell; areas that are no rectangle stay apart."""
    upright, level = _borders(edges, xs, ys)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in owner:
                continue
            right = column
            while right + 2 < len(xs) and (row, right + 1) not in upright and (row, right + 1) not in owner:
                right += 1
            down = row
            while down + 2 < len(ys) and not any(
                (down + 1, place) in level for place in range(column, right + 1)
            ):
                down += 1
            for covered in range(row, down + 1):
                for place in range(column, right + 1):
                    owner.setdefault((covered, place), (row, column))
    return owner


def _borders(
    edges: list[Edge], xs: list[float], ys: list[float]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the places that have a line at their left, and those that have one above."""
    upright: set[tuple[int, int]] = set()
    level: set[tuple[int, int]] = set()
    for edge in edges:
        along, across = (ys, xs) if edge.upright else (xs, ys)
        at = min(range(len(across)), key=lambda place: abs(across[place] - edge.at))
        for place in range(len(along) - 1):
            middle = (along[place] + along[place + 1]) / 2
            if edge.start - _NEAR <= middle <= edge.end + _NEAR:
                if edge.upright:
                    upright.add((place, at))
                else:
                    level.add((at, place))
    return upright, level


def _place_of(fragment: Fragment, xs: list[float], ys: list[float]) -> tuple[int, int] | None:
    x, y = fragment.x + 1.0, fragment.y + 2.0
    if not (xs[0] <= x <= xs[-1] and ys[-1] <= y <= ys[0]):
        return None
    column = max(place for place in range(len(xs) - 1) if xs[place] <= x)
    row = max(place for place in range(len(ys) - 1) if ys[place] >= y)
    return row, column
