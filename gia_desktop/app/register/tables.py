"""An office's own table from a file, and the register as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.writers.list_book import write_list
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import read_whole
from gia_desktop.importers.faults import ImportFault
from gia_desktop.importers.reader import MAX_FILE, read_items
from gia_desktop.importers.tables import RawTable
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case
from gia_desktop.register.clock import USUAL, Rules
from gia_desktop.register.outside.table import ReadTable, UnreadTableError, read_table
from gia_desktop.register.outside.workbook import register_rows

SHEET: Final = "依申请公开登记"


class FaultyTableError(GiaError):
    """A file holds no table of applications; keeps the code and advice of the fault."""

    def __init__(self, path: Path, fault: GiaError) -> None:
        """Name the file before the cause."""
        self.code = fault.code
        super().__init__(f"文件《{path.name}》：{fault.user_text}", fault.hint, fault.detail)


def read_table_file(path: Path, year: int, used: Iterable[str] = ()) -> ReadTable:
    """Read the applications of an Excel, Word or web table; of several tables the one with most cases.

    Raises:
        GiaError: it can't be read at all, see ``read_whole``; it is damaged, of a foreign kind, or holds
            no such table; the message names it.
    """
    data = read_whole(path, MAX_FILE, "登记台账")
    try:
        items = read_items(data)
    except ImportFault as fault:
        fault.named(path.name)
        raise
    taken = list(used)
    read: list[ReadTable] = []
    for item in items:
        if isinstance(item, RawTable):
            try:
                read.append(read_table(texts_of(item), year, taken))
            except UnreadTableError:
                continue
    if not read:
        raise FaultyTableError(path, UnreadTableError())
    return max(read, key=lambda table: len(table.cases))


def texts_of(table: RawTable) -> list[list[str]]:
    """Return the texts of a table place by place; a merged cell stands at each of its places."""
    return [[cell.text if cell else "" for cell in row] for row in table.matrix]


def write_workbook(
    path: Path,
    cases: Iterable[Case],
    calendar: Calendar,
    on: dt.date,
    rows: Mapping[str, str],
    *,
    personal: bool,
    rules: Rules = USUAL,
) -> int:
    """Write the register as a workbook and return the number of cases; see ``register_rows``.

    Raises:
        GiaError: the file can't be written.
    """
    lines = register_rows(cases, calendar, on, rows, personal=personal, rules=rules)
    write_atomically(path, write_list(SHEET, lines))
    return len(lines) - 1
