"""What killed programs leave in the folder of temporary files is gone after the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gia_desktop.app.program import left_overs
from gia_desktop.app.program.left_overs import clean_left_overs
from gia_desktop.files.scratch import CONVERSION, ONLOOKING, owner_of, scratch_folder


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def made(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    (folder / name / "年报.doc").write_bytes(b"secret")
    return folder / name


def test_folders_of_programs_that_are_gone_are_removed(tmp_path: Path, gone: int) -> None:
    left = [made(tmp_path, f"{prefix}{gone}-abc_12") for prefix in (CONVERSION, ONLOOKING)]
    assert clean_left_overs(tmp_path) == sorted(left)
    assert list(tmp_path.iterdir()) == []


def test_folders_of_programs_that_run_and_of_others_stay(tmp_path: Path, gone: int) -> None:
    names = (f"{CONVERSION}{os.getpid()}-abc", "gia-office-new", f"other-{gone}-abc")
    kept = [made(tmp_path, name) for name in names]
    assert clean_left_overs(tmp_path) == []
    assert all((folder / "年报.doc").exists() for folder in kept)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links, and has no number 1")
def test_links_and_folders_of_programs_of_others_stay(tmp_path: Path, gone: int) -> None:
    kept = made(tmp_path, f"{CONVERSION}1-abc")
    (tmp_path / f"{ONLOOKING}{gone}-link").symlink_to(kept)
    assert clean_left_overs(tmp_path) == []
    assert (kept / "年报.doc").exists()


def test_a_folder_of_an_older_program_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "gia-office-k2x_j1ab")
    monkeypatch.setattr(left_overs, "_OLD_SECONDS", -1.0)
    assert len(clean_left_overs(tmp_path)) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what a process was told")
def test_a_conversion_that_goes_on_without_its_program_is_ended(tmp_path: Path, gone: int) -> None:
    folder = made(tmp_path, f"{CONVERSION}{gone}-abc")
    command = [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()  # only now does the system tell what it was told
        clean_left_overs(tmp_path)
        assert child.wait(30) == -9


def test_a_scratch_folder_names_its_program_and_is_for_this_user_only() -> None:
    with scratch_folder(CONVERSION) as name:
        assert owner_of(Path(name).name) == os.getpid()
        assert sys.platform == "win32" or Path(name).stat().st_mode & 0o777 == 0o700


def test_a_folder_of_temporary_files_that_is_gone_is_no_matter(tmp_path: Path) -> None:
    assert clean_left_overs(tmp_path / "none") == []
