"""Rows are found in raw bytes exactly as SQLite holds them, and nonsense is passed over."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gia_desktop.core.change import text_change
from gia_desktop.core.keys import section_key
from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.carving import carve
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.copies import companion
from gia_desktop.vault.schema import columns_of_version
from tests.support.reports.stored import edited_store, full_report, town

VERSION = SCHEMA.newest


def rows_by_sqlite(store: DraftStore) -> dict[str, set[tuple[object, ...]]]:
    return {
        table: {row[:-1] for row in store._connection.execute(f"SELECT * FROM {table}")}
        for table in columns_of_version(SCHEMA, VERSION)
    }


def carved(data: bytes, wal: bytes = b"") -> dict[str, set[tuple[object, ...]]]:
    return {table: set(rows.values()) for table, rows in carve(data, wal, SCHEMA, VERSION).rows.items()}


def test_every_row_of_a_file_is_found(database: Path) -> None:
    edited_store(database)
    store = DraftStore(database)

    assert carved(database.read_bytes()) == rows_by_sqlite(store)
    store.close()


@pytest.mark.parametrize("length", [1000, 1500, 4060, 4061, 5000, 20_000])
def test_long_texts_are_gathered_from_their_overflow_pages(database: Path, length: int) -> None:
    store = DraftStore(database)
    number = store.create(town())
    store.write(number, text_change(town(), section_key("1"), "x" * length, "写"))
    wanted = rows_by_sqlite(store)
    store.close()

    assert carved(database.read_bytes()) == wanted


def test_the_journal_counts_more_than_the_file(store: DraftStore, database: Path) -> None:
    store.create(full_report())
    store.delete(1)

    assert carved(database.read_bytes(), companion(database, "-wal").read_bytes()) == rows_by_sqlite(store)


def test_frames_of_an_older_journal_are_passed_over(store: DraftStore, database: Path) -> None:
    """The journal is begun anew at its beginning; behind lie frames that bear other numbers."""
    store.create(town())
    kept = companion(database, "-wal").read_bytes()
    store.create(full_report())
    wal = bytearray(companion(database, "-wal").read_bytes())
    for start in range(len(kept), len(wal), PAGE_SIZE + 24):
        wal[start + 8] ^= 0xFF

    assert carved(b"", bytes(wal)) == carved(b"", kept)
    assert len(carved(b"", kept)["reports"]) == 1


def test_scrap_holds_no_rows(tmp_path: Path) -> None:
    dice = random.Random(3)
    for kind in (0x0D, 0x0A, 0x02, 0x05):
        pages = [bytes([kind]) + dice.randbytes(PAGE_SIZE - 1) for _ in range(12)]
        assert not any(carved(b"".join(pages) + b"rest", dice.randbytes(9000)).values())


def test_a_chain_of_overflow_pages_that_bites_its_tail_ends(database: Path) -> None:
    store = DraftStore(database)
    number = store.create(town())
    store.write(number, text_change(town(), section_key("1"), "x" * 50_000, "写"))
    store.close()
    data = bytearray(database.read_bytes())
    for start in range(0, len(data), PAGE_SIZE):
        if data[start + 4 : start + 8] == b"xxxx":
            data[start : start + 4] = (start // PAGE_SIZE + 1).to_bytes(4)

    assert not any("xxxx" in str(row) for row in carved(bytes(data))["texts"])
