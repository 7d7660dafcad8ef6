"""Reading HTML: paragraphs and tables in order, from the clipboard or from saved pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gia_desktop.core.narrative import clean_text
from gia_desktop.importers.tables import Item, RawTable, SpannedText, table_from_rows

_SKIPPED: Final = frozenset(
    {"style", "script", "head", "title", "template", "noscript", "select", "textarea", "xml"}
)
_BREAKS: Final = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
     "footer", "blockquote", "pre", "hr", "dt", "dd", "tr", "table", "td", "th", "body", "main", "form",
     "center"}
)  # fmt: skip
_SOURCE_SPACE = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NO_MERGE = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)


@dataclass
class _OpenTable:
    """A table whose end was not reached yet."""

    place: int
    rows: list[list[SpannedText]] = field(default_factory=list)
    row: list[SpannedText] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    splits: bool = False


def html_tables(html: str) -> list[RawTable]:
    """Return the tables of an HTML text, outer before inner ones; blank ones are left out.

    Raises:
        TableTooLargeError: a table claims an absurd size.
    """
    return [item for item in html_flow(html) if isinstance(item, RawTable) and not item.is_blank]


def html_flow(html: str) -> list[Item]:
    """Return paragraphs and tables of an HTML text in reading order.

    Raises:
        TableTooLargeError: a table claims an absurd size.
    """
    # The empty paragraph makes a tree certain: libxml2 has no root for nothing but comments.
    data = b"<p></p>" + clean_text(html).encode("utf-8")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return _Walk().run(etree.fromstring(data, parser))


class _Walk:
    """One pass over the tree; tables may be nested in cells to any depth."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._items: list[Item | None] = []
        self._tables: list[_OpenTable] = []
        self._text: list[str] = []
        self._skipped: etree._Element | None = None

    def run(self, root: etree._Element) -> list[Item]:
        """Return what the tree holds."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._start(element, tag)
            else:
                self._end(element, tag)
        while self._tables:
            self._close_table()
        self._break()
        return [item for item in self._items if item is not None]

    def _start(self, element: etree._Element, tag: str) -> None:
        if self._skipped is not None:
            return
        if tag in _SKIPPED or _HIDDEN.search(element.get("style", "")):
            self._skipped = element
            return
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._open_table()
        elif tag == "tr":
            self._open_row()
        elif tag in {"td", "th"}:
            self._open_cell(element)
        self._add(element.text)

    def _end(self, element: etree._Element, tag: str) -> None:
        if self._skipped is not None:
            if self._skipped is element:
                self._skipped = None
                self._add(element.tail)
            return
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._close_table()
        elif tag == "tr":
            self._close_row()
        elif tag in {"td", "th"}:
            self._close_cell()
        self._add(element.tail)

    def _open_table(self) -> None:
        self._items.append(None)
        self._tables.append(_OpenTable(len(self._items) - 1))

    def _open_row(self) -> None:
        if not self._tables:  # a fragment may begin inside a table
            self._open_table()
        self._close_row()
        self._tables[-1].row = []

    def _open_cell(self, element: etree._Element) -> None:
        if not self._tables or self._tables[-1].row is None:
            self._open_row()
        self._close_cell()
        table = self._tables[-1]
        table.cell = []
        table.spans = (_span(element, "rowspan"), _span(element, "colspan"))
        # Excel writes a run of empty cells as one; it says so, and they are not merged.
        table.splits = _NO_MERGE.search(element.get("style", "")) is not None

    def _close_cell(self) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if table.cell is None or table.row is None:
            return
        text = _joined(table.cell)
        rows, columns = table.spans
        if table.splits and columns > 1:
            table.row.append(SpannedText(text, rows, 1))
            table.row += [SpannedText("", rows, 1)] * (min(columns, 100) - 1)
        else:
            table.row.append(SpannedText(text, rows, columns))
        table.cell = None

    def _close_row(self) -> None:
        if not self._tables:
            return
        self._close_cell()
        table = self._tables[-1]
        if table.row is not None:
            table.rows.append(table.row)
        table.row = None

    def _close_table(self) -> None:
        if not self._tables:
            return
        self._close_row()
        table = self._tables.pop()
        self._items[table.place] = table_from_rows(table.rows)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        target = self._tables[-1].cell if self._tables else self._text
        if target is not None:
            target.append(_SOURCE_SPACE.sub(" ", text))

    def _break(self) -> None:
        if self._tables:
            cell = self._tables[-1].cell
            if cell:
                cell.append("\n")
            return
        self._items += _lines(self._text)
        self._text = []


def _lines(parts: list[str]) -> Iterator[str]:
    text = _joined(parts)
    if text:
        yield text


def _joined(parts: list[str]) -> str:
    """Join the pieces of a cell or paragraph; a line end of the source between Chinese signs is no space."""
    lines = (_BETWEEN_CHINESE.sub("", line).strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _span(element: etree._Element, name: str) -> int:
    written = (element.get(name) or "1").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 9 else 1  # noqa: PLR2004
