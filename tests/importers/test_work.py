"""The work of reading grows with the size of a file, not with its square: no small file freezes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gia_desktop.formats.installed import bundled_formats
from gia_desktop.importers.assembling.sections import find_headings
from gia_desktop.importers.assembling.take_tables import unwrapped
from gia_desktop.importers.faults import UnsafeFileError
from gia_desktop.importers.reader import MAX_LINES, MAX_TAGS, read_items
from gia_desktop.importers.tables import RawCell, RawTable
from tests.support.work import growth


def headings(size: int) -> object:
    return find_headings(["一、总体情况", "二、主动公开政府信息情况"] * size, bundled_formats())


def one_column(size: int) -> object:
    """A layout table whose every other row is a paragraph."""
    texts = ("全年情况如下。" + "长" * 60, "1")
    cells = [RawCell(texts[row % 2], row, 0) for row in range(size)]
    wide = RawCell("二、主动公开政府信息情况" + "长" * 500, size, 0)
    return unwrapped([RawTable((*cells, wide), size + 1, 1)], bundled_formats())


@pytest.mark.parametrize("work", [headings, one_column])
def test_twice_the_size_is_about_twice_the_work(work: Callable[[int], object]) -> None:
    work(10)  # what is worked out once
    assert growth(work, 400) < 2.5


def test_parts_of_a_table_are_the_same_however_they_are_found() -> None:
    """Cells that reach in from above are in every part they reach into."""
    cells = (RawCell("高", 0, 0, 5), *(RawCell(f"{row}", row, 1) for row in range(9)), RawCell("下", 5, 0, 4))
    table = RawTable(cells, 9, 2, (3,))
    for top in range(9):
        for bottom in range(top + 1, 10):
            part = table.part(top, bottom)
            found = [(cell.text, cell.row, cell.row_span) for cell in part.cells]
            wanted = [
                (cell.text, first - top, last - first)
                for cell in cells
                if (first := max(cell.row, top)) < (last := min(cell.row + cell.row_span, bottom))
            ]
            assert found == wanted, (top, bottom)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<p>a</p>" * (MAX_TAGS // 2) + b"</body></html>",
        b"2024\n" * (MAX_LINES + 1),
        "表\t一\n".encode("utf-16") * (MAX_LINES + 1),
    ],
    ids=["tags", "lines", "wide lines"],
)
def test_what_no_report_holds_is_refused_before_it_is_read(data: bytes) -> None:
    with pytest.raises(UnsafeFileError, match="万多"):
        read_items(data)
