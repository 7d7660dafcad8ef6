"""The lock on a data folder: one that names nobody is held by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.ui.shell.claim import Claim


@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b"garbage\nhere\n", b"-5\nx\ny\n"])
def test_a_spoilt_lock_doesnt_keep_anybody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "running.lock").write_bytes(content)
    claim = Claim(tmp_path / "running", keeps_note=False)
    assert claim.take()
    claim.give_up()
    assert not (tmp_path / "running.lock").exists()


def test_a_lock_that_is_held_stays_held_whatever_its_file_says(tmp_path: Path) -> None:
    first, second = (Claim(tmp_path / "running", keeps_note=False) for _ in range(2))
    assert first.take()
    (tmp_path / "running.lock").write_bytes(b"")
    assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()
