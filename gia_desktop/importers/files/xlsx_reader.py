"""Reading xlsx workbooks: every visible sheet as one table of what its cells show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from lxml import etree

from gia_desktop.files.patience import stop_if_given_up
from gia_desktop.importers.faults import DamagedFileError
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.shown.book_colours import BookColours, at_place
from gia_desktop.importers.shown.ground import INK, PAPER, Colour, is_lost
from gia_desktop.importers.shown.marks import lowered, pale, raised, struck
from gia_desktop.importers.shown.number_formats import (
    BUILT_IN,
    ShownNumber,
    number_in,
    show_number,
    show_text,
)
from gia_desktop.importers.shown.word_names import relation_id
from gia_desktop.importers.tables import (
    MAX_COLUMNS,
    MAX_PLACES,
    Item,
    RawCell,
    RawTable,
    Remark,
    TableTooLargeError,
)

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN = re.compile(r"-?[\d,]*\.?\d*", re.ASCII)
_MAX_ROWS: Final = 20_000
_LAST_YEAR: Final = ("上年", "去年", "上一年")
"""How names of sheets begin that hold last year's figures beside this year's."""
_MAX_SHEETS: Final = 60
_MAX_SIGNS: Final = 4_000_000
_COLUMNS: Final = 16_384
_REACH: Final = 500
"""Hidden rows that a merged cell may begin with."""
_WHOLE_DIGITS: Final = 1e15

Place = tuple[int, int]


def read_xlsx(package: Package) -> list[Item]:
    """Return the visible sheets of a workbook in order, and remarks on what they hide.

    Raises:
        DamagedFileError: a part is missing or no XML.
        TableTooLargeError: its sheets have more cells than any report.
    """
    book, root = package.main()
    look = _Look(package, book, root)
    items: list[Item] = []
    remarks: list[str] = []
    read: set[str] = set()
    places = 0
    for sheet in root.iter(f"{{{_namespace(root)}}}sheet"):
        name = package.target(book, relation_id(sheet))
        if not name or name in read:
            continue
        if sheet.get("state", "visible") != "visible":
            remarks.append(f"隐藏的工作表“{sheet.get('name', '')[:31]}”没有读入。")
            continue
        if (title := sheet.get("name", "")).startswith(_LAST_YEAR):
            remarks.append(f"工作表“{title[:31]}”是上年的数，没有读入。")
            continue
        if len(read) >= _MAX_SHEETS:
            remarks.append(f"工作簿里有超过 {_MAX_SHEETS} 个工作表，后面的没有读入。")
            break
        read.add(name)
        stop_if_given_up()
        table = _Sheet(look, remarks).read(package.tree(name))
        places += table.rows * table.columns
        if places > MAX_PLACES:
            raise TableTooLargeError
        items.append(replace(table, sheet=title))
    if look.hidden_zeros:
        remarks.append(f"有 {look.hidden_zeros} 格的 0 设为不显示，当作空白。")
    return [*items, *(Remark(remark) for remark in dict.fromkeys(remarks))]


def _namespace(root: etree._Element) -> str:
    return etree.QName(root).namespace or ""


@dataclass(frozen=True)
class _Style:
    """What a cell's style does to what is seen."""

    code: str = ""
    is_struck: bool = False
    height: str = ""
    colour: tuple[Colour | None] | None = None
    """None for that of the cell, or ink; the colour in it is None when it can't be told."""
    ground: Colour | None = PAPER


_PLAIN_STYLE: Final = _Style()
_Pieces = tuple[tuple[str, _Style | None], ...]
"""The runs of a text, each with its font; None for that of the cell."""


class _Look:
    """What all sheets share: texts, styles, and how much has been read."""

    def __init__(self, package: Package, book: str, root: etree._Element) -> None:
        """Read shared texts and styles."""
        self.main = f"{{{_namespace(root)}}}"
        settings = root.find(f"{self.main}workbookPr")
        self.from_1904 = settings is not None and settings.get("date1904", "0") in {"1", "true", "on"}
        self.hidden_zeros = 0
        self._signs = 0
        styles, theme, shared = (package.related(book, kind) for kind in ("styles", "theme", "sharedStrings"))
        root = package.tree(styles) if styles else etree.Element("none")
        self._colours = BookColours(package.tree(theme) if theme else None, root, self.main)
        self._styles = list(self._read_styles(root))
        self.texts = [] if not shared else [
            self.pieces(item) for item in package.tree(shared).iter(f"{self.main}si")
        ]  # fmt: skip

    def style(self, written: str) -> _Style:
        """Return the style that a cell names."""
        return at_place(self._styles, written, _PLAIN_STYLE)

    def pieces(self, item: etree._Element) -> _Pieces:
        """Return the runs of a text; pronunciation marks are no part of it."""
        m = self.main
        pieces: list[tuple[str, _Style | None]] = []
        for run in item.iter(f"{m}t"):
            parent = run.getparent()
            if parent is None or parent.tag == f"{m}rPh":
                continue
            font = parent.find(f"{m}rPr") if parent.tag == f"{m}r" else None
            pieces.append((_unescaped(run.text or ""), None if font is None else self._font(font)))
        return tuple(pieces)

    def count(self, text: str) -> None:
        """Take note of what was read, within bounds."""
        self._signs += len(text)
        if self._signs > _MAX_SIGNS:
            raise TableTooLargeError

    def _read_styles(self, root: etree._Element) -> Iterator[_Style]:
        m = self.main
        codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{m}numFmt")}
        fonts = [self._font(one) for one in root.iterfind(f"{m}fonts/{m}font")]
        fills = list(root.iterfind(f"{m}fills/{m}fill"))
        for one in root.iterfind(f"{m}cellXfs/{m}xf"):
            number = one.get("numFmtId", "0")
            built_in = BUILT_IN.get(_index(number, -2) + 1, "")
            font = at_place(fonts, one.get("fontId", "0"), _PLAIN_STYLE)
            ground = self._colours.ground(at_place(fills, one.get("fillId", "0"), None))
            yield replace(font, code=codes.get(number, built_in), ground=ground)

    def _font(self, font: etree._Element) -> _Style:
        m = self.main
        strike, height, color = (font.find(f"{m}{name}") for name in ("strike", "vertAlign", "color"))
        return _Style(
            is_struck=strike is not None and strike.get("val", "1") not in {"0", "false", "off"},
            height="" if height is None else height.get("val", ""),
            colour=None if color is None else (self._colours.of(color, INK),),
        )


def _formatted(text: str, style: _Style) -> tuple[str, str]:
    """Return a text as its cell's format shows it; one that it hides is a doubt."""
    if not style.code or not text:
        return text, ""
    shown = show_text(text, style.code)
    return (shown, "") if shown else ("", f"格里存着“{text[:20]}”，但设为不显示")


def _in_font(text: str, font: _Style) -> str:
    if font.is_struck:
        text = struck(text)
    if font.height == "superscript":
        return raised(text)
    return lowered(text) if font.height == "subscript" else text


def _joined(pieces: _Pieces, cell: _Style) -> str:
    """Join the runs of a cell with their marks: each is seen against the ground of the cell."""
    parts = []
    for text, own in pieces:
        font = own or cell
        (colour,) = font.colour or cell.colour or (INK,)
        seen = pale(text) if is_lost(colour, cell.ground) else text
        parts.append(seen if own is None else _in_font(seen, own))
    return "".join(parts)


def _unescaped(text: str) -> str:
    """Return a text with the signs that XML can't hold: _x000D_ is a line end (ECMA-376-1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class _Sheet:
    """One sheet while it is read."""

    look: _Look
    remarks: list[str]
    filled: dict[Place, tuple[str, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def read(self, root: etree._Element) -> RawTable:
        """Return what a sheet shows as a table."""
        m = self.look.main
        hidden_columns = _hidden_columns(root, m)
        view = root.find(f"{m}sheetViews/{m}sheetView")
        shows_zeros = view is None or view.get("showZeros", "1") not in {"0", "false"}
        usual = root.find(f"{m}sheetFormatPr")
        all_hidden = usual is not None and usual.get("zeroHeight", "0") in {"1", "true"}
        row = column = -1
        for element in root.iter(f"{m}row", f"{m}c"):
            if element.tag == f"{m}row":
                row, column = _index(element.get("r", ""), row + 1), -1
                if _is_hidden(element, all_hidden=all_hidden):
                    self.hidden_rows.add(row)
                continue
            name = element.get("r")
            here = (max(row, 0), column + 1) if name is None else _place(name)
            column = here[1]
            text, doubt = self._shown(element, shows_zeros=shows_zeros)
            if text or doubt:
                self.look.count(text)
                self.filled[here] = (text, doubt)
                if len(self.filled) > MAX_PLACES:
                    raise TableTooLargeError
        merges = {}
        for merge in root.iter(f"{m}mergeCell"):
            first, _, last = merge.get("ref", "").partition(":")
            merges[_place(first)] = _place(last or first)
        self._tell_hidden(hidden_columns)
        return _without_hidden(self.filled, merges, self.hidden_rows, hidden_columns)

    def _shown(self, cell: etree._Element, *, shows_zeros: bool) -> tuple[str, str]:
        """Return what a cell shows, and why that may not be its figure."""
        m, kind, style = self.look.main, cell.get("t", "n"), self.look.style(cell.get("s", "0"))
        value = cell.findtext(f"{m}v") or ""
        if kind == "inlineStr":
            pieces, doubt = self.look.pieces(cell), ""
        elif not value:
            is_formula = cell.find(f"{m}f") is not None
            return "", "这一格是公式，文件里没有它算出的数" if is_formula else ""
        elif kind == "s":
            pieces, doubt = at_place(self.look.texts, value, ()), ""
        else:
            text, doubt = _unescaped(value) if kind == "str" else value, "格里是日期" if kind == "d" else ""
            if kind == "n":
                text, doubt = self._number(value, style, shows_zeros=shows_zeros)
            elif kind == "b":
                text = {"1": "TRUE", "0": "FALSE"}.get(value, value)
            pieces = ((text, None),)
        text = _joined(pieces, style)
        if kind in {"inlineStr", "s", "str"}:
            text, doubt = _formatted(text, style)
        return _in_font(text, style), doubt

    def _number(self, value: str, style: _Style, *, shows_zeros: bool) -> tuple[str, str]:
        """Return a number as its cell shows it; where that is another number than the stored one, a doubt."""
        exact = _exact(value)
        if exact is None:
            return value, ""
        if not style.code:
            shown = ShownNumber(format(exact, "f"))
        else:
            shown = show_number(exact, style.code, from_1904=self.look.from_1904)
        if exact == 0 and (shown.text == "" or not shows_zeros):
            self.look.hidden_zeros += 1
            return "", ""
        return _as_shown(exact, shown)

    def _tell_hidden(self, hidden_columns: set[int]) -> None:
        rows = {row for row, _ in self.filled if row in self.hidden_rows}
        columns = {column for _, column in self.filled if column in hidden_columns}
        if rows:
            self.remarks.append(f"工作表里有 {len(rows)} 个隐藏的行没有读入，如第 {min(rows) + 1} 行。")
        if columns:
            self.remarks.append(f"工作表里有 {len(columns)} 个隐藏的列没有读入。")


def _as_shown(exact: Decimal, shown: ShownNumber) -> tuple[str, str]:
    """Return what stands in a cell and, where it isn't the stored number, why that is doubtful."""
    stored = format(exact, "f")
    if shown.text is None:
        return stored, f"格里存的是 {stored}，按它的格式显示成什么无法确定"
    text = " ".join(shown.text.split())
    if not text:
        return "", f"格里存着 {stored}，但设为不显示"
    if shown.is_date:
        return text, f"格里存的是 {stored}，按日期格式显示为{text}"
    number = number_in(text)
    if number == exact:
        return (stored if _PLAIN.fullmatch(text) else text), ""
    return (stored if number is None else text), f"格里存的是 {stored}，按格式显示为“{text}”"


def _is_hidden(row: etree._Element, *, all_hidden: bool) -> bool:
    """Tell whether a row is hidden, made flat, or one of a sheet that hides all rows it doesn't name."""
    hidden, height = row.get("hidden"), row.get("ht")
    if hidden in {"1", "true"} or height in {"0", "0.0"}:
        return True
    return all_hidden and hidden is None and height is None


def _hidden_columns(root: etree._Element, main: str) -> set[int]:
    hidden: set[int] = set()
    for one in root.iterfind(f"{main}cols/{main}col"):
        if one.get("hidden", "0") in {"1", "true"} or one.get("width", "") in {"0", "0.0"}:
            first, last = _index(one.get("min", ""), 0), _index(one.get("max", ""), -1)
            hidden |= set(range(first, min(last + 1, _COLUMNS)))
    return hidden


def _without_hidden(
    filled: dict[Place, tuple[str, str]],
    merges: dict[Place, Place],
    hidden_rows: set[int],
    hidden_columns: set[int],
) -> RawTable:
    """Close up what is hidden; a merged cell keeps its text as long as any of its places is seen."""
    if hidden_rows or hidden_columns:
        for first, last in list(merges.items()):
            row = next(
                (
                    row
                    for row in range(first[0], min(last[0], first[0] + _REACH) + 1)
                    if row not in hidden_rows
                ),
                None,
            )
            column = next(
                (
                    at
                    for at in range(first[1], min(last[1], first[1] + _REACH) + 1)
                    if at not in hidden_columns
                ),
                None,
            )
            if row is not None and column is not None and (row, column) != first:
                merges[row, column] = merges.pop(first)
                if first in filled:
                    filled[row, column] = filled.pop(first)
    kept = {
        place: text
        for place, text in filled.items()
        if place[0] not in hidden_rows and place[1] not in hidden_columns
    }
    rows = max((row for row, _ in kept), default=-1) + 1
    columns = max((column for _, column in kept), default=-1) + 1
    if rows > _MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_PLACES:
        raise TableTooLargeError
    seen_rows = [row for row in range(rows) if row not in hidden_rows]
    seen_columns = [column for column in range(columns) if column not in hidden_columns]
    return _made(kept, merges, seen_rows, seen_columns)


def _made(
    filled: dict[Place, tuple[str, str]], merges: dict[Place, Place], rows: list[int], columns: list[int]
) -> RawTable:
    """Fill the used rectangle: every place belongs to a cell, merged ones reach as far as they are drawn."""
    taken: set[Place] = set()
    cells: list[RawCell] = []
    for row, old_row in enumerate(rows):
        for column, old_column in enumerate(columns):
            if (row, column) in taken:
                continue
            text, doubt = filled.get((old_row, old_column), ("", ""))
            last = merges.get((old_row, old_column))
            height = width = 1
            if last is not None:
                while row + height < len(rows) and rows[row + height] <= last[0]:
                    height += 1
                while column + width < len(columns) and columns[column + width] <= last[1]:
                    width += 1
                taken |= {
                    (down, across)
                    for down in range(row, row + height)
                    for across in range(column, column + width)
                }
            cells.append(RawCell(text, row, column, height, width, doubt))
    return RawTable(tuple(cells), len(rows), len(columns))


def _place(name: str) -> Place:
    found = _PLACE.fullmatch(name)
    if found is None:
        raise DamagedFileError(name)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1


def _index(written: str, default: int) -> int:
    """Return a number that counts from one as an index."""
    fits = written.isascii() and written.isdigit() and 0 < len(written) < 8 and int(written) > 0  # noqa: PLR2004
    return int(written) - 1 if fits else default


def _exact(value: str) -> Decimal | None:
    """Return a number with the fifteen digits that Excel shows: 29.050599999999999 is 29.0506."""
    try:
        number = float(value)
        if number.is_integer() and abs(number) < _WHOLE_DIGITS:
            return Decimal(int(number))
        shown = Decimal(format(number, ".15g"))
    except (ValueError, OverflowError):
        return None
    return shown if shown.is_finite() else None
