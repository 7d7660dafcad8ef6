"""The grid of each table is the official table, row by row and span by span."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml.table import CT_Tbl, CT_Tc

from gia_desktop.formats.grid import Grid, Role, make_grid
from gia_desktop.formats.installed import Formats, load_formats
from gia_desktop.formats.schema import Format
from tests.support.formats.drawings import APPLICANTS, DRAWINGS, Place, drawn

DATA = Path(__file__).parent / "data"
OFFICIAL_FORM = Path(__file__).resolve().parents[3] / "shared" / "samples" / "blank-2021.docx"
every_table = pytest.mark.parametrize(("format_id", "table"), DRAWINGS)


def grid_of(formats: Formats, format_id: str, table: str) -> Grid:
    return make_grid(formats.get(format_id), table)


def places(grid: Grid) -> list[Place]:
    return [
        Place(
            cell.row, cell.column, cell.row_span, cell.column_span, f"={cell.key}" if cell.key else cell.text
        )
        for cell in grid.cells
    ]


def official_tables() -> list[list[Place]]:
    """Return the tables of the blank official form; an empty cell has no text."""
    return [places_of(table._tbl) for table in docx.Document(str(OFFICIAL_FORM)).tables]


def places_of(table: CT_Tbl) -> list[Place]:
    rows = [list(row.tc_lst) for row in table.tr_lst]
    found = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            if cell.vMerge != "continue":
                height = 1
                while row + height < len(rows) and continues(rows[row + height], column):
                    height += 1
                text = "".join(str(part.text) for part in cell.iter(f"{{{cell.nsmap['w']}}}t")).strip()
                found.append(Place(row, column, height, cell.grid_span, text))
            column += cell.grid_span
    return found


def continues(cells: list[CT_Tc], wanted: int) -> bool:
    column = 0
    for cell in cells:
        if column == wanted:
            return cell.vMerge == "continue"
        column += cell.grid_span
    return False


@every_table
def test_the_grid_is_the_official_table(formats: Formats, format_id: str, table: str) -> None:
    assert places(grid_of(formats, format_id, table)) == drawn(table, DRAWINGS[format_id, table])


@every_table
def test_every_place_is_covered_once_and_every_cell_drawn_once(
    formats: Formats, format_id: str, table: str
) -> None:
    check_rectangle(formats.get(format_id), table)


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
def test_a_format_of_tomorrow_is_drawn_without_gaps_too(table: str) -> None:
    check_rectangle(load_formats(DATA).get("2027"), table)


def check_rectangle(fmt: Format, table: str) -> None:
    grid = make_grid(fmt, table)
    covered = Counter(
        (cell.row + down, cell.column + right)
        for cell in grid.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    )
    assert covered == Counter((row, column) for row in range(grid.rows) for column in range(grid.columns))
    keys = [cell.key for cell in grid.cells if cell.key is not None]
    assert Counter(keys) == Counter(key for key, cell in fmt.cells.items() if cell.table == table)
    assert all(grid.place_of(key).key == key for key in keys)
    assert len(grid.widths) == grid.columns


@every_table
def test_cells_come_in_reading_order(formats: Formats, format_id: str, table: str) -> None:
    order = [(cell.row, cell.column) for cell in grid_of(formats, format_id, table).cells]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("format_id", "table", "roles", "heads"),
    [
        ("2021", "t2", {"title": 4, "corner": 4, "header": 6, "label": 6, "value": 10}, (0, 0)),
        ("2019", "t2", {"title": 5, "corner": 5, "header": 13, "label": 8, "value": 22}, (0, 0)),
        ("2021", "t3", {"corner": 1, "header": 9, "label": 30, "value": 175}, (3, 3)),
        ("2019", "t3", {"corner": 1, "header": 9, "label": 27, "value": 161}, (3, 3)),
        ("2021", "t4", {"header": 19, "value": 15}, (3, 0)),
    ],
)
def test_every_cell_has_its_role_and_heads_stay_in_sight(
    formats: Formats, format_id: str, table: str, roles: dict[str, int], heads: tuple[int, int]
) -> None:
    grid = grid_of(formats, format_id, table)
    assert Counter(cell.role.value for cell in grid.cells) == roles
    assert (grid.head_rows, grid.head_columns) == heads
    for cell in grid.cells:
        assert (cell.role is Role.VALUE) == (cell.key is not None)
        if cell.role is Role.VALUE:
            assert cell.row >= grid.head_rows
            assert cell.column >= grid.head_columns


def test_only_the_label_of_the_results_runs_downwards(formats: Formats) -> None:
    for format_id, table in DRAWINGS:
        vertical = [cell.text for cell in grid_of(formats, format_id, table).cells if cell.vertical]
        assert vertical == (["三、本年度办理结果"] if table == "t3" else [])


def test_a_cell_that_the_table_does_not_have_is_not_found(formats: Formats) -> None:
    grid = grid_of(formats, "2019", "t3")
    missing = next(key for key in formats.get("2021").cells if "other_misc" in key)
    with pytest.raises(KeyError, match=r"t3\.other_misc\.natural"):
        grid.place_of(missing)


def test_the_two_formats_have_as_many_cells_as_their_forms(formats: Formats) -> None:
    wanted = {"2019": (22 + 161 + 15, 23 + 6 + 3), "2021": (200, 25 + 6 + 3)}
    for format_id, (every, computed) in wanted.items():
        fmt = formats.get(format_id)
        assert len(fmt.cells) == every
        assert len(fmt.cells) - len(fmt.entered) == computed
        assert len(fmt.sums) == computed + 1  # （七）总计 of the 总计 column is a sum both ways
        assert [balance.column.id for balance in fmt.balances] == list(APPLICANTS)


@pytest.mark.skipif(not OFFICIAL_FORM.exists(), reason="the blank official form is not beside this tree")
@pytest.mark.parametrize(("number", "table"), list(enumerate(("t2", "t3", "t4"))))
def test_the_2021_labels_are_those_of_the_blank_official_form_to_the_letter(
    formats: Formats, number: int, table: str
) -> None:
    own = [
        place._replace(text=place.text.partition("=")[0]) for place in places(grid_of(formats, "2021", table))
    ]
    assert own == official_tables()[number]


@pytest.mark.skipif(not OFFICIAL_FORM.exists(), reason="the blank official form is not beside this tree")
def test_the_2021_headings_are_those_of_the_blank_official_form(fmt_2021: Format) -> None:
    texts = [paragraph.text.strip() for paragraph in docx.Document(str(OFFICIAL_FORM)).paragraphs]
    assert [text for text in texts if text[1:2] == "、"] == [section.heading for section in fmt_2021.sections]
