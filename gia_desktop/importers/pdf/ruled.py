"""Finding tables in drawn lines: where lines cross there are cells, where one is missing cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import neg
from typing import Final

from gia_desktop.importers.pdf.ink import Box
from gia_desktop.importers.pdf.paths import Effort
from gia_desktop.importers.pdf.text_lines import cell_text, figure_style, lines_of
from gia_desktop.importers.pdf.visible import Edge, Letter
from gia_desktop.importers.tables import MAX_PLACES, RawCell, RawTable, TableTooLargeError

_NEAR: Final = 2.5
"""Points by which the ends of two lines may miss each other."""
_MAX_LINES: Final = 2_000
_MAX_JOINED: Final = 10_000
_SIDES: Final = 4.0
"""Points by which the sides of a table may move from page to page."""
_OPEN: Final = 6.0
"""Points from which on upright lines that go beyond the last level line enclose a row without a border."""
_LEAST_PADDING: Final = 0.7
"""Points; text nearer to the sides of its cell has outgrown it."""
_USUAL_PADDING: Final = 1.5


Place = tuple[int, int]


@dataclass(frozen=True)
class Ruled:
    """A table as drawn, on one page or on several.

    Attributes:
        parts: its lines and letters on each page.
        xs: its upright lines from left to right.
        ys: its level lines from the top down.
    """

    parts: tuple[Part, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def top(self) -> float:
        """Upper edge on its first page."""
        return self.ys[0]

    @property
    def foot(self) -> float:
        """Lower edge on its first page."""
        return self.ys[-1]

    def joined(self, lower: Ruled) -> Ruled | None:
        """Return this table and its continuation on the next page as one; None when their widths differ."""
        width, other = self.xs[-1] - self.xs[0], lower.xs[-1] - lower.xs[0]
        lines = sum(len(part.edges) for part in (*self.parts, *lower.parts))
        if abs(width - other) > _SIDES or lines > _MAX_JOINED:
            return None
        return replace(self, parts=(*self.parts, *lower.parts))

    def table(self) -> RawTable:
        """Return its cells; where it goes on on another page the table has a seam."""
        first = self.parts[0]
        edges, letters = list(first.edges), list(first.letters)
        bottom, left = first.box[1], first.box[0]
        tops: list[float] = []
        for part in self.parts[1:]:
            right, up = left - part.box[0], bottom - part.box[3]
            edges += [_shifted(edge, right, up) for edge in part.edges]
            letters += [replace(letter, x=letter.x + right, y=letter.y + up) for letter in part.letters]
            tops.append(bottom)
            bottom += part.box[1] - part.box[3]
        return _cells(edges, letters, tops)


@dataclass(frozen=True)
class Part:
    """What a page shows of a table."""

    edges: tuple[Edge, ...]
    letters: tuple[Letter, ...]
    box: Box


def ruled_tables(
    edges: Sequence[Edge], letters: Iterable[Letter], effort: Effort
) -> tuple[list[Ruled], list[Letter]]:
    """Return the tables of a page from the top down, and the letters outside of them.

    Raises:
        TableTooLargeError: the page has more lines than any form.
        UnsafeFileError: it takes too long.
    """
    if len(edges) > _MAX_LINES:
        raise TableTooLargeError
    outside = list(letters)
    tables = []
    for group in _connected(edges, effort):
        closed = _closed(group)
        xs = _places(edge.at for edge in closed if edge.upright)
        ys = _places(edge.at for edge in closed if not edge.upright)[::-1]
        if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004
            continue
        box = xs[0], ys[-1], xs[-1], ys[0]
        inside = [letter for letter in outside if _is_in(letter, box)]
        if not any(letter.text.strip() for letter in inside):
            continue
        if (len(xs) - 1) * (len(ys) - 1) > MAX_PLACES:
            raise TableTooLargeError
        outside = [letter for letter in outside if not _is_in(letter, box)]
        tables.append(Ruled((Part(tuple(closed), tuple(inside), box),), tuple(xs), tuple(ys)))
    return sorted(tables, key=lambda table: -table.top), outside


def _closed(edges: list[Edge]) -> list[Edge]:
    """Add the border that a row lacks where it is cut by the end of a page: its sides go on without it."""
    upright = [edge for edge in edges if edge.upright]
    level = [edge.at for edge in edges if not edge.upright]
    if not upright or not level:
        return edges
    left, right = min(edge.at for edge in upright), max(edge.at for edge in upright)
    sides = [[edge for edge in upright if abs(edge.at - side) <= _NEAR] for side in (left, right)]
    low = max(min(edge.start for edge in side) for side in sides)
    high = min(max(edge.end for edge in side) for side in sides)
    made = list(edges)
    if low < min(level) - _OPEN:
        made.append(Edge(upright=False, at=low, start=left, end=right))
    if high > max(level) + _OPEN:
        made.append(Edge(upright=False, at=high, start=left, end=right))
    return made


def _shifted(edge: Edge, right: float, up: float) -> Edge:
    along, across = (up, right) if edge.upright else (right, up)
    return Edge(edge.upright, edge.at + across, edge.start + along, edge.end + along)


def _is_in(letter: Letter, box: Box) -> bool:
    x, y = letter.x + letter.width / 2, letter.y + letter.size * 0.3
    return box[1] <= y <= box[3] and (letter.is_off or box[0] <= x <= box[2])


def _places(positions: Iterable[float]) -> list[float]:
    places: list[float] = []
    for position in sorted(positions):
        if not places or position - places[-1] > _NEAR:
            places.append(position)
    return places


def _connected(edges: Sequence[Edge], effort: Effort) -> list[list[Edge]]:
    """Return groups of lines whose boxes touch, each a table."""
    groups: list[tuple[list[Edge], Box]] = []
    for edge in edges:
        effort.step(1 + len(groups))
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


# -- cells


def _cells(edges: list[Edge], letters: list[Letter], tops: list[float]) -> RawTable:
    """Make cells of crossing lines.

    Args:
        edges: the lines of all pages, one page hung below the other.
        letters: the same for the letters.
        tops: where each further page begins.
    """
    xs = _places(edge.at for edge in edges if edge.upright)
    ys = _places(edge.at for edge in edges if not edge.upright)[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MAX_PLACES:
        raise TableTooLargeError
    owner = _merged_places(edges, xs, ys)
    texts: dict[Place, list[Letter]] = {}
    for letter in letters:
        place = _place_of(letter, xs, ys)
        if place is not None:
            texts.setdefault(owner[place], []).append(letter)
    areas: dict[Place, list[Place]] = {}
    for place, first in owner.items():
        areas.setdefault(first, []).append(place)
    style = figure_style(letters)
    padding = _padding(texts, areas, xs)
    cells = []
    for (row, column), area in sorted(areas.items()):
        last_row, last_column = max(place[0] for place in area), max(place[1] for place in area)
        inside = texts.get((row, column), [])
        told = cell_text(inside, xs[last_column + 1] - xs[column], style, padding)
        spans = last_row - row + 1, last_column - column + 1
        cells.append(RawCell(told.text, row, column, *spans, told.doubt, told.is_full))
    down = [-y for y in ys]
    seams = tuple(min(rows - 1, bisect_right(down, -top + _NEAR) - 1) for top in tops)
    return RawTable(tuple(cells), rows, columns, seams)


def _padding(texts: dict[Place, list[Letter]], areas: dict[Place, list[Place]], xs: list[float]) -> float:
    """Return the least room beside the lines of labels that go on below: there was none for one sign more."""
    beside = []
    for (row, column), letters in texts.items():
        width = xs[max(place[1] for place in areas[row, column]) + 1] - xs[column]
        lines = lines_of(letter for letter in letters if not letter.is_turned)
        beside += [
            (width - line.end + line.x) / 2 for line in lines[:-1] if not line.letters[-1].text.isascii()
        ]
    return min((room for room in beside if room >= _LEAST_PADDING), default=_USUAL_PADDING)


def _merged_places(edges: list[Edge], xs: list[float], ys: list[float]) -> dict[Place, Place]:
    """Return for each place the upper left place of its cell; areas that are no rectangle stay apart."""
    upright, level = _borders(edges, xs, ys)
    owner: dict[Place, Place] = {}
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


def _borders(edges: list[Edge], xs: list[float], ys: list[float]) -> tuple[set[Place], set[Place]]:
    """Return the places that have a line at their left, and those that have one above."""
    upright: set[Place] = set()
    level: set[Place] = set()
    for edge in edges:
        along, across = (ys, xs) if edge.upright else (xs, ys)
        at = _nearest(across, edge.at)
        first, last = sorted((_nearest(along, edge.start), _nearest(along, edge.end)))
        for place in range(max(0, first - 1), min(last + 1, len(along) - 1)):
            middle = (along[place] + along[place + 1]) / 2
            if edge.start - _NEAR <= middle <= edge.end + _NEAR:
                if edge.upright:
                    upright.add((place, at))
                else:
                    level.add((at, place))
    return upright, level


def _nearest(places: Sequence[float], at: float) -> int:
    """Return the number of the place that lies nearest; places ascend or descend."""
    turn = 1 if places[0] <= places[-1] else -1
    above = bisect_right(places, turn * at, key=lambda place: turn * place)
    around = range(max(0, above - 1), min(above + 1, len(places)))
    return min(around, key=lambda place: abs(places[place] - at))


def _place_of(letter: Letter, xs: list[float], ys: list[float]) -> Place | None:
    x, y = letter.x + letter.width / 2, letter.y + letter.size * 0.3
    if not (ys[-1] <= y <= ys[0]):
        return None
    column = max(0, min(bisect_right(xs, x) - 1, len(xs) - 2))
    row = min(bisect_right(ys, -y, key=neg) - 1, len(ys) - 2)
    return row, column
