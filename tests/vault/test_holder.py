"""Who works in a folder: the note beside it, its signs of life, and losing the place to another."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gia_desktop.vault import holder
from gia_desktop.vault.holder import (
    SILENT_SECONDS,
    Holder,
    Presence,
    TakenOverFault,
    Watch,
    WhyLooking,
    read_holder,
    renew_holder,
    standing_words,
    this_user,
    write_holder,
)

FANG = Holder("王芳", "PC-2", datetime(2026, 1, 7, 1, 30, tzinfo=UTC), "f" * 16)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "running.holder"


@pytest.fixture
def presence(note: Path) -> Iterator[Presence]:
    presence = Presence(note, "PC-1", beat_seconds=0.01)
    presence.begin()
    yield presence
    presence.end(keep_note=False)


def wait_for_beat(note: Path, beat: int) -> Holder:
    """Wait until a note was renewed so often."""
    tick = threading.Event()
    for _ in range(1000):
        found = read_holder(note)
        if found is not None and found.beat >= beat:
            return found
        tick.wait(0.01)
    raise AssertionError("no sign of life")


def test_the_note_names_user_pc_and_beginning(presence: Presence, note: Path) -> None:
    found = read_holder(note)
    assert found is not None
    assert (found.user, found.pc, found.left) == (this_user(), "PC-1", False)
    assert found.since is not None
    assert abs((datetime.now(UTC) - found.since).total_seconds()) < 60


def test_the_note_is_renewed_while_the_program_lives(presence: Presence, note: Path) -> None:
    first = wait_for_beat(note, 2)
    assert wait_for_beat(note, first.beat + 2).token == first.token


@pytest.mark.parametrize("keep", [True, False])
def test_a_note_that_is_kept_says_who_was_last(presence: Presence, note: Path, keep: bool) -> None:
    presence.end(keep_note=keep)
    found = read_holder(note)
    assert (found.left if found else None) == (True if keep else None)


def test_losing_the_place_to_another_is_noticed_and_her_note_left_alone(note: Path) -> None:
    presence = Presence(note, "PC-1", beat_seconds=3600)  # no beat in the moment in which she writes
    presence.begin()
    presence.check()
    write_holder(note, FANG)
    with pytest.raises(TakenOverFault) as told:
        presence.check()
    assert "王芳（电脑 PC-2）接手" in told.value.sentence
    presence.end(keep_note=True)
    assert read_holder(note) == FANG


def test_a_program_that_lost_the_place_gives_no_more_signs_of_life(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[int] = []

    def lost(where: Path, mine: Holder, **options: bool) -> Holder | None:
        if where != note:  # another presence of this process
            return renew_holder(where, mine, **options)
        beats.append(mine.beat)
        return FANG

    monkeypatch.setattr(holder, "renew_holder", lost)
    others = set(threading.enumerate())
    presence = Presence(note, "PC-1", beat_seconds=0)
    presence.begin()
    for thread in set(threading.enumerate()) - others:
        thread.join(10)
    assert beats == [1]
    presence.end(keep_note=False)


OURS = Holder("李明", "PC-1", FANG.since, "a" * 16)


@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize(
    "comes",
    [
        "before",
        pytest.param(
            "after", marks=pytest.mark.skipif(os.name == "nt", reason="there she waits until it is closed")
        ),
    ],
)
def test_a_beat_never_comes_over_the_note_of_one_who_takes_over_in_that_moment(
    note: Path, monkeypatch: pytest.MonkeyPatch, comes: str, was_there: bool
) -> None:
    """Our PC may sleep between two lines of the beat; meanwhile she finds it silent for a minute."""
    opened, flags_of_new = os.open, 0 if was_there else os.O_EXCL
    if was_there:
        write_holder(note, OURS)

    def slowly(path: Path, flags: int, mode: int = 0o777) -> int:
        is_moment = flags & os.O_EXCL == flags_of_new
        if is_moment and comes == "before":
            write_holder(note, FANG)
        file = opened(path, flags, mode)
        if is_moment and comes == "after":
            write_holder(note, FANG)
        return file

    monkeypatch.setattr(os, "open", slowly)
    with suppress(FileExistsError):
        renew_holder(note, replace(OURS, beat=1))
    monkeypatch.undo()
    assert read_holder(note) == FANG
    assert renew_holder(note, replace(OURS, beat=2)) == FANG
    assert read_holder(note) == FANG


def test_half_of_a_newer_note_over_an_older_one_is_still_a_note(note: Path) -> None:
    """Others read at any moment; who finds no note would take the place for free."""
    notes = []
    for beat in (99, 100):
        write_holder(note, OURS)
        renew_holder(note, replace(OURS, beat=beat))
        notes.append(note.read_bytes())
    older, newer = notes
    assert len(older) == len(newer)
    for place in range(len(newer)):
        note.write_bytes(newer[:place] + older[place:])
        found = read_holder(note)
        assert found is not None
        assert replace(found, beat=0) == OURS


def test_a_note_that_somebody_tidied_away_is_written_again(presence: Presence, note: Path) -> None:
    beat = wait_for_beat(note, 1).beat
    note.unlink()
    presence.check()
    assert wait_for_beat(note, beat + 1).pc == "PC-1"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": 1}', '{"since": "gestern"}'])
def test_a_note_that_makes_no_sense_is_none(note: Path, content: str) -> None:
    note.write_text(content)
    assert read_holder(note) is None


def test_a_note_that_can_not_be_written_holds_up_nothing(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "gone" / "running.holder", "PC-1")
    presence.begin()
    presence.check()
    presence.end(keep_note=True)
    assert list(tmp_path.iterdir()) == []


def test_only_our_own_clock_tells_whether_the_other_is_silent(note: Path) -> None:
    """Her clock may be years off: the note itself must change, its moments count for nothing."""
    now = [0.0]
    write_holder(note, replace(FANG, since=datetime(2036, 1, 1, tzinfo=UTC)))
    watch = Watch(note, lambda: now[0])
    now[0] = SILENT_SECONDS - 1
    watch.look()
    assert not watch.silent
    write_holder(note, replace(FANG, beat=1))
    watch.look()
    now[0] += SILENT_SECONDS - 1
    watch.look()
    assert not watch.silent
    now[0] += 1
    assert watch.silent


def test_an_unknown_user_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", fail)
    assert this_user() == ""
    assert Holder("", "PC-2").words == "电脑 PC-2 上的人"


def test_the_words_name_who_where_and_since_when() -> None:
    local = FANG.since.astimezone() if FANG.since else None
    assert local is not None
    words = standing_words(WhyLooking.HELD, FANG, "这份报告")
    assert words.startswith(f"这份报告正由 王芳（电脑 PC-2）编辑，从 1 月 7 日 {local:%H:%M} 起。")
    today = replace(FANG, since=datetime.now(UTC))
    assert f"从 {datetime.now().astimezone():%H:}" in standing_words(WhyLooking.HELD, today, "这份报告")
    assert "只读的副本" in words
    assert standing_words(WhyLooking.FREE, None, "这份报告").startswith("另一个人已经退出")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links")
def test_a_link_in_the_place_of_a_note_is_neither_read_nor_followed(note: Path, tmp_path: Path) -> None:
    """In a shared folder somebody may lay one that points to a file of the victim."""
    victim = tmp_path / "victim"
    write_holder(victim, FANG)
    note.symlink_to(victim)
    before = victim.read_bytes()
    assert read_holder(note) is None
    renew_holder(note, replace(FANG, user="李明"))
    assert victim.read_bytes() == before
    assert not note.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_in_the_place_of_a_note_is_not_waited_for(note: Path) -> None:
    os.mkfifo(note)
    assert read_holder(note) is None
