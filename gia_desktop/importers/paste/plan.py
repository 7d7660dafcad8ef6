"""Planning what a paste into an official table will do; nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gia_desktop.core.keys import CellKey, split_key
from gia_desktop.core.values import NA, Unread, Value, format_value, is_number, same_value
from gia_desktop.formats.computing import computed_values
from gia_desktop.formats.sheet import Sheet
from gia_desktop.importers.files.html_tables import html_flow
from gia_desktop.importers.matching.match import belongs_elsewhere, match_table
from gia_desktop.importers.matching.matched import Certainty, How, TableMatch
from gia_desktop.importers.matching.text_tables import text_table
from gia_desktop.importers.paste.paste_position import PlacedText, place_by_position
from gia_desktop.importers.shown.as_read import tables_as_read
from gia_desktop.importers.shown.marks import has_marks
from gia_desktop.importers.tables import RawTable


@dataclass(frozen=True, slots=True)
class PasteItem:
    """One entered cell that the paste sets.

    Attributes:
        old, new: value before and after; ``new`` is None when a blank is pasted over it, ``Unread`` when the
            text says no value.
        text: the pasted text.
        reason: why it is doubtful, a Chinese clause; empty when it is not.
    """

    key: CellKey
    old: Value
    new: Value
    text: str
    doubtful: bool = False
    reason: str = ""

    @property
    def changes(self) -> bool:
        """Tell whether the cell will hold something else."""
        return not same_value(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Compared:
    """A total that was pasted: never stored, only compared with the computed one."""

    key: CellKey
    text: str
    stated: Value
    computed: Value

    @property
    def agrees(self) -> bool:
        """Tell whether both say the same; a blank or ``/`` beside a computed 0 is no contradiction."""
        if same_value(self.stated, self.computed):
            return True
        return self.stated in {None, NA} and not (is_number(self.computed) and self.computed)


@dataclass(frozen=True)
class PastePlan:
    """Everything a preview needs; empty ``items`` mean that there is nothing to paste.

    Attributes:
        items: cells to set, doubtful ones included, in official order.
        compared: totals that were pasted.
        ignored: what has no place here, as Chinese sentences.
        sentence: what will happen, one Chinese sentence.
    """

    items: tuple[PasteItem, ...]
    compared: tuple[Compared, ...]
    how: How
    ignored: tuple[str, ...]
    sentence: str

    @property
    def values(self) -> dict[CellKey, Value]:
        """New values by cell, ready for ``cell_change``."""
        return {item.key: item.new for item in self.items}

    @property
    def needs_look(self) -> bool:
        """Tell whether the clerk should see the preview before anything is set."""
        return (
            any(item.doubtful for item in self.items)
            or any(not total.agrees for total in self.compared)
            or bool(self.ignored)
        )


def plan_paste(
    html: str | None,
    text: str | None,
    sheet: Sheet,
    table_id: str,
    anchor: CellKey,
    selection: tuple[int, int] = (1, 1),
) -> PastePlan:
    """Tell what pasting a clipboard into a table sets.

    Where the clipboard carries the labels of this table they decide, wherever the cursor is. Otherwise the
    figures go to the right and down from the cursor, as they do in Excel; totals are only compared.

    Args:
        html: the clipboard as HTML, when it offers that.
        text: the clipboard as plain text, when it offers that.
        sheet: the report as it is.
        table_id: the table pasted into.
        anchor: the current cell, or the top left one of the selection.
        selection: rows and columns that are selected, counted in cells with values; one figure fills them
            all, and a block repeats when the selection is a multiple of it.

    Raises:
        TableTooLargeError: the clipboard holds more cells than any report.
    """
    tables = _tables(html, text)
    if not tables:
        return PastePlan((), (), How.NOTHING, (), "剪贴板里没有可以粘贴的文字。")
    match, table = _best(tables, sheet, table_id, split_key(anchor)[2])
    if match.how is How.WORDING:
        return _plan_by_wording(match, len(tables), sheet)
    elsewhere = belongs_elsewhere(table, sheet.format, table_id)
    if elsewhere:
        heading = sheet.format.section_of_table(elsewhere).heading
        return PastePlan((), (), How.NOTHING, (), f"复制的是“{heading}”的表，请到那一页再粘贴。")
    placed, ignored = place_by_position(table, sheet.format, table_id, anchor, selection)
    return _plan(placed, How.POSITION, ignored, sheet)


def _tables(html: str | None, text: str | None) -> list[RawTable]:
    """Return the tables on the clipboard; of words without one the text, marked where the page marks it."""
    items = html_flow(html) if html else []
    tables = [item for item in items if isinstance(item, RawTable) and not item.is_blank]
    if not tables:
        marked = "\n".join(item for item in items if isinstance(item, str))
        words = marked if has_marks(marked) else text
        tables = [text_table(words)] if words else []
    return [table for table in tables_as_read(tables) if not _says_nothing(table)]


def _says_nothing(table: RawTable) -> bool:
    return all(cell.is_blank and not cell.doubt for cell in table.cells)


def _best(tables: list[RawTable], sheet: Sheet, table_id: str, cursor: str) -> tuple[TableMatch, RawTable]:
    """Return the table on the clipboard that fits best; of several without labels the largest."""
    matches = [(match_table(table, sheet.format, table_id, cursor), table) for table in tables]
    labelled = [pair for pair in matches if pair[0].how is How.WORDING]
    if labelled:
        return max(labelled, key=lambda pair: pair[0].score)
    return max(matches, key=lambda pair: len(pair[1].cells))


def _plan_by_wording(match: TableMatch, tables: int, sheet: Sheet) -> PastePlan:
    placed = [
        PlacedText(
            cell.key, cell.text, cell.value, cell.reason if cell.certainty is Certainty.DOUBTFUL else ""
        )
        for cell in (*match.cells, *match.stated)
    ]
    placed += [PlacedText(key, "", None) for key in match.blank]
    ignored = list(match.unmatched)
    if tables > 1:
        ignored.append(f"复制的内容里有 {tables} 个表，只用了与本表相符的一个")
    return _plan(placed, How.WORDING, ignored, sheet)


def _plan(placed: list[PlacedText], how: How, ignored: list[str], sheet: Sheet) -> PastePlan:
    """Part entered cells from computed ones and say what will happen."""
    cells, now = sheet.format.cells, sheet.report.values
    by_key = {item.key: item for item in placed}
    items = tuple(
        item
        for key, cell in cells.items()
        if not cell.computed and key in by_key and (item := _item(by_key[key], now.get(key))) is not None
    )
    after: Mapping[CellKey, Value] = computed_values(
        sheet.format, {**now, **{item.key: item.new for item in items}}
    )
    compared = tuple(
        Compared(key, by_key[key].text, by_key[key].value, after[key])
        for key, cell in cells.items()
        if cell.computed and key in by_key and by_key[key].text.strip()
    )
    return PastePlan(items, compared, how, tuple(ignored), _sentence(items, compared, how))


def _item(placed: PlacedText, old: Value) -> PasteItem | None:
    """Return what happens to one cell; a blank on a blank cell is nothing."""
    if isinstance(placed.value, Unread) and not placed.value.text.strip():  # struck out, or never computed
        return PasteItem(placed.key, old, None, placed.text, doubtful=True, reason=placed.reason)
    if placed.value is None:
        if old is None:
            return None
        reason = f"粘贴的内容里这一格是空的，原来的 {format_value(old)} 将被清空"
        return PasteItem(placed.key, old, None, placed.text, doubtful=True, reason=reason)
    return PasteItem(placed.key, old, placed.value, placed.text, bool(placed.reason), placed.reason)


def _sentence(items: tuple[PasteItem, ...], compared: tuple[Compared, ...], how: How) -> str:
    if not items and not compared:
        return "复制的内容和本表对不上，没有可以粘贴的数字。"
    doubtful = sum(1 for item in items if item.doubtful)
    differing = sum(1 for total in compared if not total.agrees)
    parts = [f"{how}对应，共 {len(items)} 格"]
    changed = sum(1 for item in items if item.changes)
    if changed != len(items):
        parts.append(f"其中 {changed} 格有变化")
    if doubtful:
        parts.append(f"{doubtful} 格需要核对")
    if compared:
        parts.append(
            f"{len(compared)} 个合计只比较、不粘贴" + (f"，{differing} 个不一致" if differing else "")
        )
    return "，".join(parts) + "。"
