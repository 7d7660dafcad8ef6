"""Find the rows of a database in the ruins of its file, without SQLite and without its tree of pages.

Pages and cells are read as https://sqlite.org/fileformat2.html describes them; whatever makes no sense is
passed over. A row is believed when its seal fits, so nothing that was never written can come back.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gia_desktop.vault.connection import PAGE_SIZE, seal
from gia_desktop.vault.journal import read_journal
from gia_desktop.vault.schema import HISTORY, Schema, columns_of_version
from gia_desktop.vault.store import Row, Rows

_TABLE_LEAF: Final = 0x0D
_INDEX_LEAF: Final = 0x0A
_INDEX_INTERIOR: Final = 0x02
_FILE_HEADER: Final = 100
_INTEGER_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FIRST_TEXT: Final = 13
_VARINT_BYTES: Final = 9
_MORE_TO_COME: Final = 0x80
_MOST_LOCAL: Final = {
    _TABLE_LEAF: PAGE_SIZE - 35,
    _INDEX_LEAF: (PAGE_SIZE - 12) * 64 // 255 - 23,
    _INDEX_INTERIOR: (PAGE_SIZE - 12) * 64 // 255 - 23,
}
_LEAST_LOCAL: Final = (PAGE_SIZE - 12) * 32 // 255 - 23
"""A record longer than the most keeps between the least and the most on its page, the rest overflows."""


class _Nonsense(Exception):
    """Bytes that are no cell, or not one of ours."""


class Carved(NamedTuple):
    """What was found in the ruins.

    Attributes:
        rows: every sealed row.
        is_doubtful: there may be older ones among them: a row was found twice and otherwise, or the log is
            damaged, so that the latest image of a page can be lost.
    """

    rows: Rows
    is_doubtful: bool


def carve(data: bytes, wal: bytes, schema: Schema, version: int) -> Carved:
    """Return every sealed row in the pages of a database file and of its write-ahead log."""
    journal = read_journal(wal)
    is_doubtful = journal.is_damaged
    columns = columns_of_version(schema, version)
    starts = range(0, len(data), PAGE_SIZE)
    images = [(start // PAGE_SIZE + 1, data[start : start + PAGE_SIZE]) for start in starts]
    images += journal.found
    pages = dict(images)
    found: dict[str, dict[Row, Row]] = {table: {} for table in columns}
    for table, keys, row in _sealed(pages.items(), pages, columns):
        before = found[table].get(row[:keys], row)
        is_doubtful |= before != row
        found[table][row[:keys]] = _later(schema, table, columns[table][0], before, row)
    if journal.is_damaged:
        # A step of the history never changes: where its latest image is damaged, an older one will do.
        for table, keys, row in _sealed(images, pages, columns):
            if table == HISTORY:
                found[table].setdefault(row[:keys], row)
    return Carved(found, is_doubtful)


def _sealed(
    images: Iterable[tuple[int, bytes]],
    pages: Mapping[int, bytes],
    columns: Mapping[str, tuple[tuple[str, ...], int]],
) -> Iterator[tuple[str, int, Row]]:
    """Yield table, length of the primary key and row of every record whose seal fits."""
    for number, page in images:
        for record in _records(number, page, pages):
            row = tuple(record[:-1])
            for table, (names, keys) in columns.items():
                if len(record) == len(names) and record[-1] == seal(table, row):
                    yield table, keys, row


def _later(schema: Schema, table: str, names: Sequence[str], one: Row, other: Row) -> Row:
    """Return which of two rows of the same key is more likely the later one."""
    if table != schema.documents:
        return other
    steps = names.index("steps")
    return max(other, one, key=lambda row: int(row[steps]))


def _records(number: int, page: bytes, pages: Mapping[int, bytes]) -> Iterator[list[object]]:
    """Yield the records that the cell pointers of a page lead to."""
    header = _FILE_HEADER if number == 1 else 0
    if len(page) != PAGE_SIZE or page[header] not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR}:
        return
    kind = page[header]
    (cells,) = struct.unpack_from(">H", page, header + 3)
    first = header + (12 if kind == _INDEX_INTERIOR else 8)
    for place in range(first, min(first + 2 * cells, PAGE_SIZE - 1), 2):
        (start,) = struct.unpack_from(">H", page, place)
        try:
            yield _record(kind, page, start, pages)
        except (_Nonsense, IndexError, struct.error, UnicodeDecodeError):
            continue


def _record(kind: int, page: bytes, start: int, pages: Mapping[int, bytes]) -> list[object]:
    if kind == _INDEX_INTERIOR:
        start += 4
    size, start = _varint(page, start)
    rowid: int | None = None
    if kind == _TABLE_LEAF:
        rowid, start = _varint(page, start)
    payload = _payload(page, start, size, _MOST_LOCAL[kind], pages)
    values = list(_values(payload))
    # The column that is the rowid stands as NULL in the record.
    return [rowid, *values[1:]] if rowid is not None and values and values[0] is None else values


def _payload(page: bytes, start: int, size: int, most: int, pages: Mapping[int, bytes]) -> bytes:
    """Return the bytes of a record, gathered from its overflow pages when it is long."""
    if size <= most:
        return page[start : start + size]
    if size > len(pages) * PAGE_SIZE:
        raise _Nonsense
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (PAGE_SIZE - 4)
    local = local if local <= most else _LEAST_LOCAL
    gathered = [page[start : start + local]]
    rest = size - local
    (following,) = struct.unpack_from(">I", page, start + local)
    while rest > 0:
        overflow = pages.get(following, b"")
        if len(overflow) != PAGE_SIZE:
            raise _Nonsense
        gathered.append(overflow[4 : 4 + rest])
        rest -= PAGE_SIZE - 4
        (following,) = struct.unpack_from(">I", overflow)
    return b"".join(gathered)


def _values(payload: bytes) -> Iterator[object]:
    head, place = _varint(payload, 0)
    start = head
    while place < head:
        kind, place = _varint(payload, place)
        if kind == 0:
            yield None
        elif kind in {8, 9}:
            yield kind - 8
        elif kind in _INTEGER_SIZES:
            end = start + _INTEGER_SIZES[kind]
            yield int.from_bytes(_slice(payload, start, end), signed=True)
            start = end
        elif kind >= _FIRST_TEXT and kind % 2:
            end = start + (kind - _FIRST_TEXT) // 2
            yield _slice(payload, start, end).decode("utf-8")
            start = end
        else:
            raise _Nonsense  # our columns hold neither floats nor blobs


def _slice(payload: bytes, start: int, end: int) -> bytes:
    if end > len(payload):
        raise _Nonsense
    return payload[start:end]


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of variable length and the place after it."""
    value = 0
    for end in range(place + 1, place + _VARINT_BYTES):
        byte = data[end - 1]
        value = (value << 7) | (byte & ~_MORE_TO_COME)
        if byte < _MORE_TO_COME:
            return value, end
    return (value << 8) | data[place + _VARINT_BYTES - 1], place + _VARINT_BYTES
