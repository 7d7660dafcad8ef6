"""Whatever happened to the file: the program opens, says so, keeps the old file, brings the reports back."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gia_desktop.drafts.kind import DRAFTS, open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import copies, recovery
from gia_desktop.vault.backups import make_backup
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import DiskFullFault, LockedFault
from gia_desktop.vault.recovery import Opened, OpenReport
from gia_desktop.vault.rescue import HowRescued
from tests.support.reports.stored import NATURAL, contents, edited_store, full_report, setting, town
from tests.support.vault.flips import flip

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
FLIPS = 120


def close(opened: Opened[DraftStore]) -> OpenReport:
    opened.store.close()
    return opened.report


def test_a_first_start_makes_an_empty_store_without_a_word(database: Path) -> None:
    opened = open_drafts(database)

    assert opened.store.list() == []
    assert close(opened) == OpenReport()


def test_a_sound_file_is_opened_without_a_word(database: Path) -> None:
    made = edited_store(database)
    opened = open_drafts(database)

    assert contents(opened.store) == made
    assert close(opened) == OpenReport()


@pytest.mark.slow
def test_no_flipped_byte_loses_a_report(tmp_path: Path) -> None:
    made = edited_store(tmp_path / "sound.db")
    size = (tmp_path / "sound.db").stat().st_size
    places = sorted(random.Random(20260105).sample(range(size), FLIPS))
    tally = flip(tmp_path, tmp_path / "sound.db", made, places, seed=7)
    assert (tally.lost, tally.noticed + tally.harmless) == (0, FLIPS)
    assert tally.noticed > FLIPS // 3


def overwritten_page(number: int) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        start = (number - 1) * PAGE_SIZE
        return data[:start] + bytes(PAGE_SIZE) + data[start + PAGE_SIZE :]

    return spoil


def test_no_lost_page_loses_a_report(database: Path) -> None:
    made = edited_store(database)
    sound = database.read_bytes()
    for number in range(1, len(sound) // PAGE_SIZE + 1):
        database.write_bytes(overwritten_page(number)(sound))
        opened = open_drafts(database)

        assert contents(opened.store) == made, number
        assert {rescued.outcome for rescued in close(opened).rescued} <= {HowRescued.WHOLE}


def test_heavy_damage_is_never_taken_for_a_whole_report(tmp_path: Path) -> None:
    made = edited_store(tmp_path / "sound.db")
    sound = (tmp_path / "sound.db").read_bytes()
    dice = random.Random(7)
    outcomes: Counter[HowRescued] = Counter()
    for case in range(60):
        spoilt = bytearray(sound)
        for _ in range(dice.randrange(1, 8)):
            start = dice.randrange(len(sound))
            length = min(dice.choice((1, 600, PAGE_SIZE, 3 * PAGE_SIZE)), len(sound) - start)
            spoilt[start : start + length] = dice.randbytes(length)
        path = tmp_path / str(case) / "drafts.db"
        path.parent.mkdir()
        path.write_bytes(spoilt[: dice.choice((len(spoilt), len(spoilt) // 2))])
        opened = open_drafts(path)
        for rescued in opened.report.rescued:
            outcomes[rescued.outcome] += 1
            if rescued.outcome is HowRescued.WHOLE:
                assert opened.store.load(rescued.number) == made[rescued.number], case
        assert opened.report.notice or contents(opened.store) == made
        close(opened)
    assert outcomes[HowRescued.WHOLE] > 10
    assert outcomes[HowRescued.PARTS] > 10


def test_history_and_half_typed_text_are_rescued_too(database: Path) -> None:
    store = DraftStore(database)
    number = store.create(town())
    store.write(number, setting(NATURAL, None, 5))
    store.set_pending(number, "section.1", "写到一半")
    store.close()
    database.write_bytes(overwritten_page(1)(database.read_bytes()))
    opened = open_drafts(database)

    assert [entry.new for entry in opened.store.history(number, NATURAL)] == [5]
    assert [pending.text for pending in opened.store.pending()] == ["写到一半"]
    close(opened)


def test_what_happened_is_told_with_file_unit_and_year(database: Path) -> None:
    edited_store(database, reports=2)
    database.write_bytes(overwritten_page(1)(database.read_bytes()))
    report = close(open_drafts(database))

    assert report.aside is not None
    assert "已损坏" in report.notice
    assert report.aside.name in report.notice
    assert "2 份报告已完整恢复：示例县第1镇人民政府2025年度、示例县第2镇人民政府2025年度" in report.notice


def test_steps_that_are_only_in_the_journal_are_rescued(database: Path, tmp_path: Path) -> None:
    store = DraftStore(database)
    store.create(town(1))
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.create(full_report())
    killed = tmp_path / "killed" / "drafts.db"
    killed.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(companion(database, ending), companion(killed, ending))
    killed.write_bytes(b"\x00" * 200 + killed.read_bytes()[200:])
    store.close()
    opened = open_drafts(killed)

    assert contents(opened.store) == {1: town(1), 2: full_report()}
    report = close(opened)
    assert report.aside is not None
    assert companion(report.aside, "-wal").stat().st_size > 0


def test_a_journal_without_its_database_is_rescued(store: DraftStore, database: Path, tmp_path: Path) -> None:
    store.create(full_report())
    orphan = tmp_path / "drafts.db"
    shutil.copy(companion(database, "-wal"), companion(orphan, "-wal"))
    opened = open_drafts(orphan)

    assert contents(opened.store) == {1: full_report()}
    assert "不见了" in close(opened).notice


def backup_of(made: Path, folder: Path) -> None:
    store = DraftStore(made)
    make_backup(store, DRAFTS, folder, "drafts", NOON)
    store.close()


def test_a_file_of_zeros_is_replaced_by_the_newest_good_backup(database: Path, tmp_path: Path) -> None:
    made = edited_store(database)
    backup_of(database, tmp_path / "backups")
    (tmp_path / "backups" / "drafts-20260201-000000.db").write_bytes(b"bad")
    companion(database, "-steps").unlink()
    database.write_bytes(bytes(database.stat().st_size))
    opened = open_drafts(database, tmp_path / "backups")

    assert contents(opened.store) == made
    report = close(opened)
    assert f"{NOON.astimezone():%Y-%m-%d %H:%M} 的备份" in report.notice
    assert {rescued.outcome for rescued in report.rescued} == {HowRescued.BACKUP}


@pytest.mark.parametrize(
    ("lose", "words"),
    [(Path.unlink, "不见了"), (lambda path: path.write_bytes(b""), "是空的（0 字节）")],
)
def test_a_file_that_is_gone_is_replaced_by_a_backup(
    database: Path, tmp_path: Path, lose: Callable[[Path], object], words: str
) -> None:
    made = edited_store(database)
    backup_of(database, tmp_path / "backups")
    lose(database)
    opened = open_drafts(database, tmp_path / "backups")

    assert contents(opened.store) == made
    assert words in opened.report.notice
    assert {rescued.outcome for rescued in close(opened).rescued} == {HowRescued.WHOLE}, "nothing came since"


@pytest.mark.parametrize("left", [b"", None])
def test_a_file_that_is_gone_without_a_backup_is_told(database: Path, left: bytes | None) -> None:
    """A power cut often leaves a file of no bytes; an empty list without a word would be a shock."""
    edited_store(database)
    database.unlink()
    if left is not None:
        companion(database, "-steps").unlink()
        database.write_bytes(left)
    opened = open_drafts(database)
    assert opened.store.list() == []
    assert "没有找到可以恢复的内容" in opened.report.notice
    assert close(opened).aside is None
    assert close(open_drafts(database)) == OpenReport(), "told once"


def test_a_hopeless_file_is_kept_and_an_empty_store_made(database: Path) -> None:
    database.write_bytes(b"scrap" * 1000)
    opened = open_drafts(database, database.parent / "no backups")

    assert opened.store.list() == []
    report = close(opened)
    assert report.aside is not None
    assert report.aside.read_bytes() == b"scrap" * 1000
    assert "没有找到可以恢复的内容" in report.notice


def test_a_database_of_another_program_is_kept_aside(database: Path) -> None:
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    report = close(open_drafts(database))

    assert "不是本程序的草稿库" in report.notice
    assert report.aside is not None
    assert report.aside.exists()


def test_a_locked_file_is_not_taken_for_a_damaged_one(store: DraftStore, database: Path) -> None:
    store.create(town())
    with pytest.raises(LockedFault):
        open_drafts(database, busy_seconds=0)

    assert {path.name for path in database.parent.iterdir()} <= {
        "drafts.db",
        "drafts.db-wal",
        "drafts.db-steps",
    }


@pytest.mark.parametrize("killed_after", range(1, 12))
def test_a_kill_during_recovery_loses_nothing(
    database: Path, killed_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = edited_store(database)
    database.write_bytes(overwritten_page(2)(database.read_bytes()))
    with monkeypatch.context() as patched:
        _kill_at_rename_or_removal(patched, killed_after)
        with contextlib.suppress(KeyboardInterrupt):
            close(open_drafts(database))

    opened = open_drafts(database)
    assert contents(opened.store) == made
    close(opened)


def _kill_at_rename_or_removal(patched: pytest.MonkeyPatch, number: int) -> None:
    """End the process, as it were, before the n-th time that a file is renamed or removed."""
    left = [number]

    def killing(real: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] <= 0:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return act

    patched.setattr(Path, "replace", killing(Path.replace))
    patched.setattr(Path, "unlink", killing(Path.unlink))


def test_no_flipped_byte_of_the_header_loses_a_report(tmp_path: Path) -> None:
    """Every field of it is damaged in turn; some make SQLite speak of another format or of a newer one."""
    made = edited_store(tmp_path / "sound.db", reports=1, steps=2)
    tally = flip(tmp_path, tmp_path / "sound.db", made, range(100), seed=0)
    assert (tally.lost, tally.noticed + tally.harmless) == (0, 100)


def test_two_exchanged_pages_never_make_older_values_whole(tmp_path: Path) -> None:
    """A page whose older image turns up elsewhere is believed by its seals; only the history tells better."""
    made = edited_store(tmp_path / "sound.db", steps=12)
    path = tmp_path / "now" / "drafts.db"
    path.parent.mkdir()
    older = (tmp_path / "sound.db").read_bytes()
    store = DraftStore(tmp_path / "sound.db")
    for number in made:
        store.write(number, setting(NATURAL, None, 4711))
    store.close()
    newer = (tmp_path / "sound.db").read_bytes()
    noticed = 0
    for number in range(2, len(older) // PAGE_SIZE + 1):
        page = slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
        if older[page] == newer[page]:
            continue
        path.write_bytes(newer[: page.start] + older[page] + newer[page.stop :])
        opened = open_drafts(path)
        for rescued in opened.report.rescued:
            value = opened.store.load(rescued.number).values.get(NATURAL)
            assert value == 4711 or rescued.outcome is not HowRescued.WHOLE, number
        noticed += bool(opened.report.notice)
        close(opened)
    assert noticed > 1


def test_a_full_disk_keeps_one_damaged_copy_however_often_the_program_starts(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited_store(database)
    database.write_bytes(overwritten_page(2)(database.read_bytes()))

    def fail(*_args: object) -> None:
        raise DiskFullFault(database)

    for _ in range(4):
        with monkeypatch.context() as full:
            full.setattr(recovery, "_build", fail)
            with pytest.raises(DiskFullFault):
                open_drafts(database)
        assert len(list(database.parent.glob("*-damaged-*"))) == 1
    with monkeypatch.context() as full:
        full.setattr(copies, "copy_durably", fail)
        database.write_bytes(overwritten_page(3)(database.read_bytes()))
        with pytest.raises(DiskFullFault):
            open_drafts(database)
    assert len(list(database.parent.glob("*-damaged-*"))) == 1, "no half of another one"
