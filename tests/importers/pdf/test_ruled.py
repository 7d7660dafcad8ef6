"""Tables in drawn lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gia_desktop.importers.pdf.paths import Effort
from gia_desktop.importers.pdf.ruled import Ruled
from gia_desktop.importers.pdf.ruled import ruled_tables as tables_of
from gia_desktop.importers.pdf.visible import Edge, Letter
from gia_desktop.importers.tables import RawTable, TableTooLargeError


def ruled_tables(edges: Sequence[Edge], letters: Sequence[Letter]) -> tuple[list[Ruled], list[Letter]]:
    return tables_of(edges, letters, Effort(float("inf")))


def _letter(x: float, y: float, text: str) -> Letter:
    return Letter(text, x, y, 2.0, 3.0)


def _upright(at: float, start: float, end: float) -> Edge:
    return Edge(upright=True, at=at, start=start, end=end)


def _level(at: float, start: float, end: float) -> Edge:
    return Edge(upright=False, at=at, start=start, end=end)


def _grid(columns: Sequence[float], rows: Sequence[float]) -> list[Edge]:
    """Return the lines of a table without merged cells."""
    return [_upright(at, rows[-1], rows[0]) for at in columns] + [
        _level(at, columns[0], columns[-1]) for at in rows
    ]


def _texts(table: RawTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in line] for line in table.matrix]


def test_crossing_lines_make_cells() -> None:
    fragments = [_letter(5, 85, "a"), _letter(15, 85, "b"), _letter(5, 75, "c"), _letter(50, 50, "out")]
    (found,), outside = ruled_tables(_grid([0, 10, 20], [90, 80, 70]), fragments)
    assert _texts(found.table()) == [["a", "b"], ["c", ""]]
    assert [letter.text for letter in outside] == ["out"]


def test_a_missing_line_merges_cells() -> None:
    edges = [
        *(_upright(at, 70, 90) for at in (0, 30)), _upright(10, 70, 80), _upright(20, 70, 90),
        *(_level(at, 0, 30) for at in (90, 70)), _level(80, 0, 20),
    ]  # fmt: skip
    (found,), _ = ruled_tables(edges, [_letter(2, 85, "wide"), _letter(22, 75, "tall")])
    assert _texts(found.table()) == [["wide", "wide", "tall"], ["", "", "tall"]]


def test_tables_apart_are_two() -> None:
    letters = [_letter(5, 85, "a"), _letter(5, 25, "b")]
    tables, _ = ruled_tables([*_grid([0, 10], [30, 20]), *_grid([0, 10], [90, 80])], letters)
    assert [(table.top, table.foot) for table in tables] == [(90, 80), (30, 20)]


@pytest.mark.parametrize(
    "edges", [[_level(10, 0, 100)], [_level(90, 0, 9), _level(80, 0, 9)], _grid([0, 9], [90, 80])]
)
def test_lines_that_enclose_no_words_are_no_table(edges: list[Edge]) -> None:
    assert ruled_tables(edges, [_letter(200, 1, "x")])[0] == []


def test_a_drawing_of_thousands_of_lines_is_refused() -> None:
    with pytest.raises(TableTooLargeError):
        ruled_tables([_level(at, 0, 1) for at in range(3000)], [])


def test_a_grid_of_too_many_places_is_refused() -> None:
    edges = _grid(range(0, 5000, 6), range(5000, 0, -6))
    with pytest.raises(TableTooLargeError):
        ruled_tables(edges, [_letter(50, 50, "x")])


def test_sides_that_go_on_enclose_a_row_without_its_border() -> None:
    edges = [*(_upright(at, 40, 90) for at in (0, 10, 20)), _level(90, 0, 20), _level(65, 0, 20)]
    (found,), _ = ruled_tables(edges, [_letter(5, 80, "a"), _letter(5, 50, "b"), _letter(15, 50, "c")])
    assert _texts(found.table()) == [["a", ""], ["b", "c"]]


def test_sides_that_begin_above_enclose_a_row_without_its_border() -> None:
    edges = [*(_upright(at, 40, 90) for at in (0, 10, 20)), _level(65, 0, 20), _level(40, 0, 20)]
    (found,), _ = ruled_tables(edges, [_letter(5, 80, "a"), _letter(5, 50, "b")])
    assert _texts(found.table()) == [["a", ""], ["b", ""]]


def test_what_runs_off_the_page_stays_in_its_row() -> None:
    off = replace(_letter(30, 85, "9"), is_off=True)
    (found,), outside = ruled_tables(_grid([0, 10, 20], [90, 80]), [_letter(5, 85, "a"), off])
    assert (_texts(found.table()), outside) == ([["a", "9"]], [])


def _two_pages(side: float) -> tuple[Ruled, Ruled]:
    (upper,), _ = ruled_tables(_grid([0, 10, 20], [90, 80]), [_letter(5, 85, "a")])
    (lower,), _ = ruled_tables(_grid([side, side + 20], [700, 690]), [_letter(side + 5, 695, "b")])
    return upper, lower


@pytest.mark.parametrize("side", [0, 8])
def test_a_table_goes_on_on_the_next_page_whatever_its_margin(side: float) -> None:
    upper, lower = _two_pages(side)
    joined = upper.joined(lower)
    assert joined is not None
    table = joined.table()
    assert (_texts(table), table.seams) == ([["a", ""], ["b", "b"]], (1,))


def test_a_table_of_another_width_is_another_table() -> None:
    upper, _ = _two_pages(0)
    (lower,), _ = ruled_tables(_grid([0, 28], [700, 690]), [_letter(5, 695, "b")])
    assert upper.joined(lower) is None


def _column(width: float, *lines: str) -> RawTable:
    """Return a table of a label that goes on below and of a figure printed in some lines."""
    letters = [_letter(1 + 2 * at, 95 - 4 * line, sign) for line in (0, 1) for at, sign in enumerate("行政")]
    letters += [
        _letter(101 + 2 * at, 95 - 4 * line, sign)
        for line, text in enumerate(lines)
        for at, sign in enumerate(text)
    ]
    edges = _grid([0, 6, 100, 100 + width], [100, 80])
    return ruled_tables(edges, letters)[0][0].table()


@pytest.mark.parametrize(("width", "text"), [(6.2, "3521"), (40, "35\n21")])
def test_a_figure_goes_on_below_only_where_its_line_was_full(width: float, text: str) -> None:
    assert _column(width, "35", "21").matrix[0][2].text == text  # type: ignore[union-attr]


@pytest.mark.parametrize(("width", "is_full"), [(6.2, True), (40, False)])
def test_a_cell_tells_whether_a_digit_more_had_room(width: float, is_full: bool) -> None:
    assert _column(width, "35").matrix[0][2].is_full is is_full  # type: ignore[union-attr]
