"""Reading HTML: paragraphs and tables in order, from the clipboard or from saved pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from gia_desktop.core.narrative import clean_text
from gia_desktop.importers.shown.css import StyleSheets, content_of
from gia_desktop.importers.shown.ground import INK, PAPER, Colour, is_lost
from gia_desktop.importers.shown.list_numbers import web_number, web_style
from gia_desktop.importers.shown.marks import boxed, lowered, pale, raised, small, struck
from gia_desktop.importers.shown.web_look import USUAL_SIZE, WebLook, is_small, look_of
from gia_desktop.importers.tables import Item, Pictures, Remark, SpannedText, table_from_rows

_SKIPPED: Final = frozenset(
    {
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "xml",
        "rt",
        "rp",
        "rtc",
        "datalist",
        "object",
        "defs",
        "desc",
        "metadata",
        "symbol",
        "clippath",
        "mask",
    }
)
_FRAME: Final = frozenset({"nav", "footer", "aside"})
_FIELDS: Final = frozenset({"input", "select", "textarea"})
_BREAKS: Final = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
     "footer", "blockquote", "pre", "hr", "dt", "dd", "tr", "table", "td", "th", "body", "main", "form",
     "center", "nav", "aside", "figure", "figcaption", "fieldset", "legend", "details", "summary", "address",
     "caption", "menu", "dir", "dl"}
)  # fmt: skip
_LOOKING: Final = frozenset({"s", "strike", "del", "sup", "sub", "font", "pre", "svg"})
_TELLING: Final = ("hidden", "bgcolor", "background", "text")
_LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})
_TYPED: Final = frozenset({"", "text", "number", "search", "tel", "url", "email", "date", "month", "year"})
_SOURCE_SPACE = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")


@dataclass
class _OpenTable:
    """A table whose end was not reached yet."""

    place: int
    rows: list[list[SpannedText]] = field(default_factory=list)
    row: list[SpannedText] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    splits: bool = False
    size: float = USUAL_SIZE


@dataclass
class _OpenList:
    """A list that numbers its items."""

    style: str
    count: int
    step: int


@dataclass(slots=True)
class _Look:
    """What holds inside an element that changes how its text looks; no element is the bare page."""

    element: etree._Element | None = None
    marks: tuple[Callable[[str], str], ...] = ()
    size: float = USUAL_SIZE
    colour: Colour | None = INK
    ground: Colour | None = PAPER
    keeps_lines: bool = False


def html_flow(html: str) -> list[Item]:
    """Return paragraphs and tables of an HTML text in reading order.

    Raises:
        TableTooLargeError: a table claims an absurd size.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    # With nothing before it: a body that comes after other tags loses all that it says of itself.
    root: etree._Element | None = etree.fromstring(clean_text(html).encode("utf-8"), parser)
    if root is None:
        return []  # nothing but comments
    items = _Walk(StyleSheets([sheet.text or "" for sheet in root.iter("style")])).run(root)
    return items if next(root.iter("img"), None) is None else [*items, Pictures()]


class _Walk:
    """One pass over the tree; tables may be nested in cells to any depth."""

    def __init__(self, sheets: StyleSheets) -> None:
        """Begin with nothing read."""
        self._sheets = sheets
        self._items: list[Item | None] = []
        self._tables: list[_OpenTable] = []
        self._lists: list[_OpenList | None] = []
        self._looks = [_Look()]
        self._text: list[str] = []
        self._number = ""
        self._skipped: etree._Element | None = None
        self._frame_skipped = False

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
        items = [item for item in self._items if item is not None]
        return [*items, Remark("网页的导航、页脚等没有当作正文。")] if self._frame_skipped else items

    def _start(self, element: etree._Element, tag: str) -> None:
        if self._skipped is not None:
            return
        said = self._sheets.declared(element)
        if self._is_skipped(element, tag, said):
            self._skipped = element
            return
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._open_table()
        elif tag == "tr":
            self._open_row()
        elif tag in {"td", "th"}:
            self._open_cell(element, said)
        elif tag in _LISTS:
            self._open_list(element, tag, said)
        elif tag == "li":
            self._number = self._next_number(element, said)
        elif tag in _FIELDS:
            self._fill(element, tag)
            self._skipped = element
            return
        self._in_formula(element)
        self._add_generated(element, "before")
        self._add(element.text)

    def _is_skipped(self, element: etree._Element, tag: str, said: dict[str, str]) -> bool:
        """Tell whether nothing of an element is text; else take note of how its text looks."""
        if tag in _FRAME:
            self._frame_skipped |= bool("".join(element.itertext()).strip())
            return True
        if tag in _SKIPPED or (tag == "dialog" and element.get("open") is None):
            return True
        if said or tag in _LOOKING or any(element.get(name) is not None for name in _TELLING):
            return self._see(element, tag, said).hidden
        return False

    def _end(self, element: etree._Element, tag: str) -> None:
        if self._skipped is not None:
            if self._skipped is element:
                self._skipped = None
                self._close_look(element)
                self._add(element.tail)
            return
        self._add_generated(element, "after")
        if tag in _BREAKS:
            self._break()
        if tag == "table":
            self._close_table()
        elif tag == "tr":
            self._close_row()
        elif tag in {"td", "th"}:
            self._close_cell()
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._number = ""
        self._close_look(element)
        self._add(element.tail)

    # -- how text looks

    def _see(self, element: etree._Element, tag: str, said: dict[str, str]) -> WebLook:
        outer = self._looks[-1]
        look = look_of(element, said, outer.size)
        marks = list(outer.marks)
        if look.struck and struck not in marks:
            marks.append(struck)
        if tag == "svg":
            marks.append(boxed)
        if look.height and raised not in marks and lowered not in marks:
            marks.append(raised if look.height == "raised" else lowered)
        (colour,) = look.colour or (outer.colour,)
        (ground,) = look.ground or (outer.ground,)
        spacing = said.get("white-space", "")
        keeps = spacing.startswith(("pre", "break-spaces")) if spacing else tag == "pre" or outer.keeps_lines
        self._looks.append(_Look(element, tuple(marks), look.size, colour, ground, keeps))
        return look

    def _close_look(self, element: etree._Element) -> None:
        while self._looks[-1].element is element:
            self._looks.pop()

    def _marked(self, text: str) -> str:
        look = self._looks[-1]
        if not text.strip():
            return text
        for mark in look.marks:
            text = mark(text)
        if is_lost(look.colour, look.ground):
            text = pale(text)
        if self._tables and is_small(look.size, self._tables[-1].size):
            text = small(text)
        return text

    def _add_generated(self, element: etree._Element, part: str) -> None:
        """Read what a style sheet writes before or after the text of a cell, or of something in it."""
        if not self._sheets.writes(part) or not self._tables or self._tables[-1].cell is None:
            return
        said = self._sheets.declared(element, part)
        if "content" in said and not look_of(element, said, USUAL_SIZE).hidden:
            self._add(content_of(element, said["content"]))

    def _in_formula(self, element: etree._Element) -> None:
        """Write fractions with a stroke and exponents raised."""
        parent = element.getparent()
        if parent is None or element.getprevious() is None:
            return
        if parent.tag == "mfrac":
            self._add("/")
        elif parent.tag in {"msup", "msub"}:
            mark = raised if parent.tag == "msup" else lowered
            outer = self._looks[-1]
            self._looks.append(replace(outer, element=element, marks=(*outer.marks, mark), keeps_lines=False))

    # -- lists and fields

    def _open_list(self, element: etree._Element, tag: str, said: dict[str, str]) -> None:
        style = (
            _list_style(said) or web_style(element.get("type", "")) or ("decimal" if tag == "ol" else "none")
        )
        items = sum(1 for _ in element.iterchildren("li"))
        is_reversed = element.get("reversed") is not None
        start = _whole(element.get("start"), items if is_reversed else 1)
        self._lists.append(_OpenList(style, start, -1 if is_reversed else 1))

    def _next_number(self, element: etree._Element, said: dict[str, str]) -> str:
        found = self._lists[-1] if self._lists else None
        if found is None:
            return ""
        number = _whole(element.get("value"), found.count)
        found.count = number + found.step
        if said.get("display", "list-item") != "list-item":
            return ""
        return web_number(_list_style(said) or web_style(element.get("type", "")) or found.style, number)

    def _fill(self, element: etree._Element, tag: str) -> None:
        """Read what somebody chose or typed into a field."""
        if tag == "textarea":
            self._add("".join(element.itertext()))
        elif tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            self._add("、".join("".join(option.itertext()).strip() for option in chosen))
        elif element.get("type", "").lower() in _TYPED:
            self._add(element.get("value"))

    # -- tables

    def _open_table(self) -> None:
        self._items.append(None)
        self._tables.append(_OpenTable(len(self._items) - 1))

    def _open_row(self) -> None:
        if not self._tables:  # a fragment may begin inside a table
            self._open_table()
        self._close_row()
        self._tables[-1].row = []

    def _open_cell(self, element: etree._Element, said: dict[str, str]) -> None:
        if not self._tables or self._tables[-1].row is None:
            self._open_row()
        self._close_cell()
        table = self._tables[-1]
        table.cell = []
        table.size = self._looks[-1].size
        table.spans = (_span(element, "rowspan"), _span(element, "colspan"))
        # Excel writes a run of empty cells as one; it says so, and they are not merged.
        table.splits = said.get("mso-ignore") == "colspan"

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

    # -- text

    def _add(self, text: str | None) -> None:
        if not text:
            return
        target = self._tables[-1].cell if self._tables else self._text
        if target is None:
            return
        plain = text if self._looks[-1].keeps_lines else _SOURCE_SPACE.sub(" ", text)
        if self._number and plain.strip():
            target.append(self._number)
            self._number = ""
            plain = plain.lstrip()
        target.append(self._marked(plain))

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


def _list_style(said: dict[str, str]) -> str:
    return said.get("list-style-type", "") or next(iter(said.get("list-style", "").split()), "")


def _whole(written: str | None, default: int) -> int:
    """Return a whole number that an attribute holds."""
    text = (written or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else default  # noqa: PLR2004


def _span(element: etree._Element, name: str) -> int:
    written = (element.get(name) or "1").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 9 else 1  # noqa: PLR2004
