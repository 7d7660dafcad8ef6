"""Official tables damaged in the ways seen in published reports, with what each cell really holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import NA, Value, format_value
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.grid import Role, make_grid
from gia_desktop.formats.schema import Format
from gia_desktop.importers.tables import RawTable, SpannedText, table_from_rows
from tests.support.files.rendering import figures


@dataclass(frozen=True)
class Piece:
    """A cell of a table that is being damaged; ``covers`` marks what stands for a place under a merge."""

    text: str
    rows: int = 1
    columns: int = 1
    key: CellKey | None = None
    role: Role = Role.VALUE
    covers: bool = False


@dataclass
class Draft:
    """A table as rows of pieces and the truth about its cells."""

    rows: list[list[Piece]]
    truth: dict[CellKey, Value]
    rng: random.Random
    done: list[str] = field(default_factory=list)

    def raw(self) -> RawTable:
        """Return the table as a reader finds it."""
        return table_from_rows(
            [SpannedText(piece.text, piece.rows, piece.columns) for piece in row] for row in self.rows
        )


_WIDEST_WITHOUT_TOTAL = 3
"""In rows without a total, as in table 2, nothing tells that a cell is missing and another took its place."""


def sound_draft(fmt: Format, table_id: str, seed: int) -> Draft:
    """Return a table as it should be, some cells 0, not applicable or blank."""
    rng = random.Random(seed)
    entered: dict[CellKey, Value] = {}
    for key, value in figures(fmt, table_id, seed).items():
        if not fmt.cells[key].computed:
            entered[key] = rng.choice([value, value, value, 0, 0, NA, None])
    truth = {
        key: value for key, value in all_values(fmt, entered).items() if fmt.cells[key].table == table_id
    }
    grid = make_grid(fmt, table_id)
    rows = [
        [
            Piece(
                format_value(truth[cell.key]) if cell.key else cell.text,
                cell.row_span, cell.column_span, cell.key, cell.role,
            )
            for cell in grid.cells
            if cell.row == row
        ]
        for row in range(grid.rows)
    ]  # fmt: skip
    return Draft(rows, truth, rng)


def damaged(fmt: Format, table_id: str, seed: int) -> Draft:
    """Return a table with one to four kinds of damage."""
    draft = sound_draft(fmt, table_id, seed)
    for harm in draft.rng.sample(HARMS, draft.rng.randint(1, 4)):
        harm(draft)
        draft.done.append(harm.__name__)
    return draft


def _each(draft: Draft, change: Callable[[Piece], Piece]) -> None:
    draft.rows = [[change(piece) for piece in row] for row in draft.rows]


def mistype(draft: Draft) -> None:
    """Lose, double or swap a character of some labels."""

    def change(piece: Piece) -> Piece:
        text = piece.text
        if piece.key or len(text) < 4 or draft.rng.random() > 0.3:
            return piece
        at = draft.rng.randrange(1, len(text) - 1)
        swapped = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        made = draft.rng.choice([text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], swapped])
        return replace(piece, text=made)

    _each(draft, change)


def space_out(draft: Draft) -> None:
    """Put spaces and line ends into labels and around figures."""

    def change(piece: Piece) -> Piece:
        if piece.key:
            return replace(piece, text=draft.rng.choice(["\xa0{}\u3000", " {}\n", "{}"]).format(piece.text))
        space = draft.rng.choice([" ", "\n", "\u3000", "", "/" if len(piece.text) > 6 else ""])
        return replace(piece, text=space.join(piece.text))

    _each(draft, change)


def punctuate(draft: Draft) -> None:
    """Write brackets, full stops and commas in other ways."""
    ways = [("（", "("), ("）", ")"), ("、", "，"), (".", "、"), (".", ". "), ("“", '"'), (".", "")]
    chosen = draft.rng.sample(ways, 3)

    def change(piece: Piece) -> Piece:
        text = piece.text
        for written, meant in chosen:
            text = text if piece.key else text.replace(written, meant)
        return replace(piece, text=text)

    _each(draft, change)


def group_digits(draft: Draft) -> None:
    """Write figures with separators or full-width digits."""

    def change(piece: Piece) -> Piece:
        if not piece.key or not piece.text.isdigit():
            return piece
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in piece.text)
        return replace(piece, text=draft.rng.choice([f"{int(piece.text):,}", wide, piece.text + "件"]))

    _each(draft, change)


def drop_rows(draft: Draft) -> None:
    """Leave out rows that no merged cell begins in."""
    for _ in range(3):
        safe = [
            row
            for row in draft.rows
            if any(piece.key for piece in row) and all(piece.rows == 1 for piece in row)
        ]
        if len(safe) < 3:
            return
        _remove(draft, draft.rows.index(draft.rng.choice(safe)))


def _remove(draft: Draft, at: int) -> None:
    draft.rows = [
        [replace(piece, rows=piece.rows - 1) if row < at < row + piece.rows else piece for piece in line]
        for row, line in enumerate(draft.rows)
        if row != at
    ]


def add_row(draft: Draft) -> None:
    """Add a row that no format has, before a row whose labels begin there."""
    places = [
        row for row, line in enumerate(draft.rows) if line and line[-1].key and line[0].role is Role.LABEL
    ]
    if places:
        width = sum(piece.columns for piece in draft.rows[0])
        figures_ = [Piece(str(draft.rng.randrange(999)), role=Role.CORNER) for _ in range(min(7, width - 1))]
        label = Piece("其他主动公开文件", columns=width - len(figures_), role=Role.LABEL)
        draft.rows.insert(draft.rng.choice(places), [label, *figures_])


def add_column(draft: Draft) -> None:
    """Add a column at the right: remarks, or last year's figures."""
    word = draft.rng.choice(["备注", "上年数", ""])
    for place, row in enumerate(draft.rows):
        text = word if place == 0 else draft.rng.choice(["", "5"] if word == "上年数" else ["", "见说明"])
        row.append(Piece(text, role=Role.CORNER))


def _lose_row_spans(draft: Draft) -> None:
    """Forget which cells reach down, so that later rows slide to the left."""
    _each(draft, lambda piece: replace(piece, rows=1))


def _lose_column_spans(draft: Draft) -> None:
    """Forget which cells reach to the right."""
    _each(draft, lambda piece: replace(piece, columns=1))


def unmerge(draft: Draft) -> None:
    """Turn merged cells into one cell and blank ones, as unmerging in Excel does."""
    width = max(sum(piece.columns for piece in row) for row in draft.rows)
    grid: list[list[Piece | None]] = [[None] * (width + 12) for _ in draft.rows]
    for row, line in enumerate(draft.rows):
        column = 0
        for piece in line:
            while grid[row][column] is not None:
                column += 1
            for down in range(min(piece.rows, len(grid) - row)):
                for across in range(piece.columns):
                    blank = Piece("", role=piece.role, covers=True)
                    first = (down, across) == (0, 0)
                    grid[row + down][column + across] = replace(piece, rows=1, columns=1) if first else blank
    draft.rows = [[piece for piece in line if piece is not None] for line in grid]


def pad(draft: Draft) -> None:
    """Fill short rows with blanks at the right."""
    width = max(len(row) for row in draft.rows)
    for row in draft.rows:
        row.extend([Piece("", role=Role.CORNER)] * (width - len(row)))


def _drop_heads(draft: Draft) -> None:
    """Leave out the rows of heads."""
    draft.rows = [row for row in draft.rows if any(piece.key for piece in row)]


def _drop_one_head_row(draft: Draft) -> None:
    heads = [place for place, row in enumerate(draft.rows) if not any(piece.key for piece in row)]
    if heads:
        _remove(draft, draft.rng.choice(heads))


def _repeat_heads(draft: Draft) -> None:
    """Print the heads again in the middle, as after a page break."""
    heads = []
    for row in draft.rows:
        if any(piece.key for piece in row):
            break
        heads.append(row)
    places = [row for row, line in enumerate(draft.rows) if line and line[0].role is Role.LABEL]
    if heads and places:
        at = draft.rng.choice(places)
        draft.rows[at:at] = heads


def _collapse(draft: Draft) -> None:
    """Keep only the first figure of some rows, as when repetitions were taken out."""
    for row in draft.rows:
        if sum(1 for piece in row if piece.key) > _WIDEST_WITHOUT_TOTAL and draft.rng.random() < 0.5:
            first = next(place for place, piece in enumerate(row) if piece.key)
            del row[first + 1 :]


def _lose_a_figure(draft: Draft) -> None:
    """Leave out one cell of a row."""
    rows = [row for row in draft.rows if sum(1 for piece in row if piece.key) > _WIDEST_WITHOUT_TOTAL]
    if rows:
        row = draft.rng.choice(rows)
        row.remove(draft.rng.choice([piece for piece in row if piece.key]))


def annotate(draft: Draft) -> None:
    """Put notes into cells; the figure before the note is what the cell holds."""

    def change(piece: Piece) -> Piece:
        if not piece.key or not piece.text.isdigit() or draft.rng.random() > 0.2:
            return piece
        return replace(
            piece, text=piece.text + draft.rng.choice(["（其中修订16件）", "(含自然失效9件)", "*"])
        )

    _each(draft, change)


def _merge_figures(draft: Draft) -> None:
    """Merge two neighbouring figures of a row into one cell."""
    rows = [row for row in draft.rows if sum(1 for piece in row if piece.key) > 1]
    if rows:
        row = draft.rng.choice(rows)
        at = draft.rng.choice(
            [place for place in range(len(row) - 1) if row[place].key and row[place + 1].key]
        )
        row[at : at + 2] = [replace(row[at], columns=row[at].columns + row[at + 1].columns)]


def split_heads(draft: Draft) -> None:
    """Write 商业企业 over two cells, one below the other."""
    for place, row in enumerate(draft.rows):
        if any(piece.key for piece in row):
            return
        found = [piece for piece in row if piece.text == "商业企业"]
        if not found:
            continue
        draft.rows[place] = [
            replace(piece, text=piece.text[:2]) if piece.text in {"商业企业", "科研机构"} else piece
            for piece in row
        ]
        lower = [
            Piece(piece.text[2:] if piece.text in {"商业企业", "科研机构"} else "", role=Role.HEADER)
            for piece in row
        ]
        draft.rows.insert(place + 1, lower)
        for above in range(place):
            draft.rows[above] = [
                replace(piece, rows=piece.rows + 1) if above + piece.rows > place else piece
                for piece in draft.rows[above]
            ]
        return


def shift(draft: Draft) -> None:
    """Put blank columns before the table, as in layout tables."""
    for row in draft.rows:
        row[:0] = [Piece("", role=Role.CORNER)] * 2


HARMS: list[Callable[[Draft], None]] = [
    mistype, space_out, punctuate, group_digits, drop_rows, add_row, add_column, _lose_row_spans,
    _lose_column_spans, unmerge, pad, _drop_heads, _drop_one_head_row, _repeat_heads, _collapse,
    _lose_a_figure, annotate, _merge_figures, split_heads, shift,
]  # fmt: skip
