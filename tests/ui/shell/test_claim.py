"""The lock on a data folder: one that names nobody is held by nobody."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gia_desktop.ui.shell import claim as claim_module
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.vault.holder import Holder, write_holder
from tests.support.window.elsewhere import Elsewhere


@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b"garbage\nhere\n", b"-5\nx\ny\n"])
def test_a_spoilt_lock_doesnt_keep_anybody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "running.lock").write_bytes(content)
    claim = Claim(tmp_path / "running", keeps_note=False)
    assert claim.take()
    claim.give_up()
    assert not (tmp_path / "running.lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody else write into such a file")
def test_a_lock_that_is_held_stays_held_whatever_its_file_says(tmp_path: Path) -> None:
    first, second = (Claim(tmp_path / "running", keeps_note=False) for _ in range(2))
    assert first.take()
    (tmp_path / "running.lock").write_bytes(b"")
    assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()


def test_after_the_pc_was_renamed_one_follows_oneself(tmp_path: Path) -> None:
    # As a killed program leaves it: lock and note name the PC as it was called then.
    (tmp_path / "running.lock").write_text("4711\ngia-desktop\nOLD-NAME\n\n\n", encoding="utf-8")
    write_holder(tmp_path / "running.holder", Holder("王芳", "OLD-NAME", token="then"))
    claim = Claim(tmp_path / "running", keeps_note=True)
    assert (claim.take(), claim.is_held_by_me) == (False, False)
    assert claim.holder is not None
    assert claim.holder.words == "王芳（电脑 OLD-NAME）"
    assert claim.seize()
    assert claim.is_held_by_me
    claim.give_up()


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The lock of a killed program whose number a program of the same name has: this one."""
    place, lock = tmp_path / "running", tmp_path / "running.lock"
    killed = Claim(place, keeps_note=False)
    assert killed.take()
    content = lock.read_bytes()
    killed.give_up()
    lock.write_bytes(content)
    return place


@pytest.mark.parametrize("on_windows", [True, False])
def test_on_windows_another_may_have_the_number_of_a_killed_program(
    left: Path, monkeypatch: pytest.MonkeyPatch, on_windows: bool
) -> None:
    monkeypatch.setattr(claim_module, "_ON_WINDOWS", on_windows)
    claim = Claim(left, keeps_note=False)
    assert claim.take() is on_windows
    claim.give_up()


def test_on_windows_a_lock_that_is_guarded_is_held_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_module, "_ON_WINDOWS", True)
    first, second = (Claim(tmp_path / "running", keeps_note=False) for _ in range(2))
    assert first.take()
    assert (second.take(), second.seize()) == (False, False)
    first.give_up()


def test_the_lock_of_another_pc_is_not_removed_like_that(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_module, "_ON_WINDOWS", True)
    lines = left.with_name("running.lock").read_text(encoding="utf-8").splitlines()
    lines[2] = "PC-2"
    left.with_name("running.lock").write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert not Claim(left, keeps_note=False).take()


def test_a_lock_names_this_pc_as_windows_writes_it(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPUTERNAME", "BANGONGSHI-DIAN")  # of bangongshi-diannao-1
    lines = left.with_name("running.lock").read_text(encoding="utf-8").splitlines()
    lines[2] = "BANGONGSHI-DIAN"
    left.with_name("running.lock").write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert Claim(left, keeps_note=True).is_held_by_me


@pytest.mark.parametrize("keeps_note", [True, False])
def test_whoever_lost_the_right_leaves_lock_and_note_of_the_other_alone(
    tmp_path: Path, keeps_note: bool
) -> None:
    claim, fang = Claim(tmp_path / "running", keeps_note=keeps_note), Elsewhere(tmp_path / "running")
    assert claim.take()
    claim.note.unlink()
    fang.lock.unlink()
    fang.begin()
    claim.give_up()
    assert fang.written == fang.holder
    assert fang.lock.read_text(encoding="utf-8").splitlines()[2] == "PC-2"
