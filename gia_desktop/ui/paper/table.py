"""An official table on paper: rows with their texts set once, drawn whole or in parts with repeated heads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF

from gia_desktop.core.narrative import clean_text
from gia_desktop.documents.content import TablePart
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import TableLayout
from gia_desktop.documents.writers.pdf_parts import Tag
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.ui.paper.page import Ground, Ink, PaperPage, PrintedPlace, merged_rules
from gia_desktop.ui.paper.typesetting import Run, TextLine, Typesetter, units

_LINE_PITCH: Final = 1.3
"""Height of a single-spaced line of 仿宋 against its size."""
_BASELINE: Final = 0.98
"""Where the letters of such a line stand."""
_UPRIGHT_PITCH: Final = 1.15
_TURNED: Final = frozenset("（）《》〈〉【】〔〕“”‘’—…()")
_CORNER_SIGNS: Final = frozenset("、，。")
"""Signs that stand at the upper right of their place in upright text."""


class PaperTable:
    """One table, ready to draw."""

    def __init__(
        self, part: TablePart, layout: TableLayout, section: str, style: PageStyle, setter: Typesetter
    ) -> None:
        """Set all texts of the table."""
        self.grid = part.grid
        self.layout = layout
        self._section = section
        self._style = style
        self._setter = setter
        self._edges = [0]
        for width in self.layout.widths:
            self._edges.append(self._edges[-1] + width)
        self._lines = {cell: self._set(cell, clean_text(part.text(cell))) for cell in part.grid.cells}
        self.heights = self._row_heights()
        self._tags = {cell: _tag(cell) for cell in part.grid.cells}
        rows = [[tag for cell, tag in self._tags.items() if cell.row == row] for row in range(self.grid.rows)]
        self.tag = Tag("Table", children=[Tag("TR", children=row) for row in rows])

    @property
    def height(self) -> int:
        """Height of the whole table."""
        return sum(self.heights)

    def parts(self, first_room: int, next_room: int) -> list[range]:
        """Return the rows of each page: what fits, at least one row beside the repeated heads."""
        head = self.grid.head_rows
        made, start, room = [], 0, first_room
        while start < self.grid.rows:
            end = max(start + 1, head + 1) if start == 0 else start + 1
            while end < self.grid.rows and sum(self.heights[start : end + 1]) <= room:
                end += 1
            made.append(range(start, end))
            start, room = end, next_room - sum(self.heights[:head])
        return made

    def draw(self, page: PaperPage, parts: Sequence[range], place: int, left: int, top: int) -> int:
        """Draw one of the parts onto a page and return where it ends."""
        heads = range(self.grid.head_rows) if place else range(0)
        tops: dict[int, int] = {}
        for row in (*heads, *parts[place]):
            tops[row], top = top, top + self.heights[row]
        flat: dict[int, list[tuple[int, int]]] = defaultdict(list)
        upright: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for cell in self.grid.cells:
            rows = [row for row in range(cell.row, cell.row + cell.row_span) if row in tops]
            if not rows:
                continue
            x, y = left + self._edges[cell.column], tops[rows[0]]
            right = left + self._edges[cell.column + cell.column_span]
            bottom = tops[rows[-1]] + self.heights[rows[-1]]
            for edge in (y, bottom):
                flat[edge].append((x, right))
            for edge in (x, right):
                upright[edge].append((y, bottom))
            rect = QRectF(x, y, right - x, bottom - y)
            page.areas.append(PrintedPlace(rect, cell.key or self._section, cell.key is not None))
            if fill := self.layout.fill_of(cell):
                page.grounds.append(Ground(rect, fill))
            if rows[0] in heads:
                page.texts.extend(self._inks(cell, rect, None))
            elif self._home(cell, parts) == place:
                page.texts.extend(self._inks(cell, rect, self._tags[cell]))
        page.rules.extend(merged_rules(flat, upright=False) + merged_rules(upright, upright=True))
        return top

    def _home(self, cell: GridCell, parts: Sequence[range]) -> int:
        """Return the part in which most of a cell lies: its text stands there and nowhere else."""
        rows = range(cell.row, cell.row + cell.row_span)
        shares = [sum(self.heights[row] for row in rows if row in part) for part in parts]
        return shares.index(max(shares))

    def _set(self, cell: GridCell, text: str) -> list[TextLine]:
        style = self._style
        size = self.layout.size_of(cell)
        run = Run(text, style.table_font, size)
        room = self._room(cell)
        if not text:
            return []
        if cell.key is not None:
            return [self._setter.single(run, room)]
        if cell.vertical:
            return [self._setter.single(Run(sign, run.font, size), room) for sign in text]
        lines = self.layout.in_lines(cell, text, style).split("\n")
        centred = not self.layout.starts_left(cell)
        set_lines = [self._setter.ragged(replace(run, text=line), room, centred=centred) for line in lines]
        return [line for made in set_lines for line in made]

    def _room(self, cell: GridCell) -> int:
        return self.layout.cell_width(cell) - self._margin(cell) - units(self._style.table_margin_pt)

    def _margin(self, cell: GridCell) -> int:
        """Return the room between a cell's left edge and its text; names of rows stand further in."""
        is_indented = cell.role in {Role.LABEL, Role.TITLE} and self.layout.starts_left(cell)
        return units(self._style.table_margin_pt + (self._style.table_label_indent_pt if is_indented else 0))

    def _row_heights(self) -> list[int]:
        """Return the heights of the layout, more where the text of a cell needs it."""
        heights = [units(height) for height in self.layout.row_heights]
        for cell in sorted(self.grid.cells, key=lambda cell: cell.row_span):
            lines = 1 if cell.vertical else len(self._lines[cell])
            needed = lines * self._pitch + 2 * units(self._style.table_upright_margin_pt)
            last = cell.row + cell.row_span - 1
            heights[last] += max(0, needed - sum(heights[cell.row : last + 1]))
        return heights

    @property
    def _pitch(self) -> int:
        return units(self.layout.text_pt * _LINE_PITCH)

    def _inks(self, cell: GridCell, rect: QRectF, tag: Tag | None) -> Iterator[Ink]:
        lines = self._lines[cell]
        x = rect.x() + self._margin(cell)
        if cell.vertical:
            yield from self._upright(lines, x, rect, tag)
            return
        top = rect.y() + (rect.height() - len(lines) * self._pitch) / 2
        for place, line in enumerate(lines):
            baseline = top + place * self._pitch + units(self.layout.text_pt * _BASELINE)
            yield Ink(line, x + line.left, baseline, tag=tag)

    def _upright(self, lines: Sequence[TextLine], x: float, rect: QRectF, tag: Tag | None) -> Iterator[Ink]:
        size = units(self.layout.text_pt)
        pitch = min(size * _UPRIGHT_PITCH, rect.height() / max(1, len(lines)))
        top = rect.y() + (rect.height() - len(lines) * pitch) / 2
        for place, line in enumerate(lines):
            aside = size * 0.55 if line.text in _CORNER_SIGNS else 0
            baseline = top + place * pitch + (pitch - size) / 2 + size * 0.86
            yield Ink(line, x + line.left + aside, baseline - aside, line.text in _TURNED, tag)


def _tag(cell: GridCell) -> Tag:
    """Return a cell as a part of the document: what it heads, and how far it reaches."""
    spans = (cell.row_span, cell.column_span)
    if cell.role is Role.VALUE:
        return Tag("TD", spans=spans)
    return Tag("TH", scope="Row" if cell.role is Role.LABEL else "Column", spans=spans)
