"""Folders of the program: where the system wants them, or all under one folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import platformdirs
import pytest

from gia_desktop.app.program.dirs import FolderFault, Folders, find_folders
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.files import privacy


def test_everything_lies_under_the_folder_that_is_asked_for(tmp_path: Path) -> None:
    wanted = tmp_path / "张 三" / "我的 数据"
    folders = find_folders(wanted)

    assert folders == Folders(wanted, wanted / "config", wanted / "logs", wanted / "backups")
    assert all(folder.is_dir() for folder in (folders.data, folders.config, folders.logs, folders.backups))
    assert list(folders.logs.iterdir()) == []


def test_a_folder_of_the_user_is_found_by_its_short_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert find_folders(Path("~/年报")).data == tmp_path / "年报"


def test_without_a_wish_the_system_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "config", "log"):
        monkeypatch.setattr(
            platformdirs, f"user_{name}_path", lambda app, appauthor, name=name: tmp_path / name / app
        )
    folders = find_folders()

    assert folders.data == tmp_path / "data" / "gia-desktop"
    assert folders.backups == folders.data / "backups"
    assert folders.config == tmp_path / "config" / "gia-desktop"
    assert folders.logs == tmp_path / "log" / "gia-desktop"


def test_drafts_can_be_kept_in_a_folder_with_chinese_signs_and_spaces(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "用户 李四%20#?" / "数据")
    store = open_drafts(folders.data / "drafts.db").store

    assert store.list() == []
    store.close()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "数据").write_text("x")

    with pytest.raises(FolderFault, match="数据") as told:
        find_folders(tmp_path / "数据")
    assert "--data-dir" in told.value.hint


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path, _data: bytes) -> int:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "write_bytes", denied)
    with pytest.raises(FolderFault, match="无法写入"):
        find_folders(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out by itself")
def test_nobody_else_looks_into_the_folders_of_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    data = tmp_path / "XDG_DATA_HOME" / "gia-desktop"
    data.mkdir(parents=True)
    data.chmod(0o755)
    (data / "drafts.sqlite3").touch()
    (data / "drafts.sqlite3").chmod(0o644)  # as an earlier program left it
    folders = find_folders()
    for folder in (folders.data, folders.config, folders.logs, folders.backups):
        assert folder.stat().st_mode & 0o777 == 0o700, folder
    assert (data / "drafts.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out by itself")
@pytest.mark.parametrize(("mode", "logs", "made"), [(0o775, 0o755, 0o644), (0o755, 0o700, 0o600)])
def test_a_chosen_folder_is_open_to_those_who_may_write_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, logs: int, made: int
) -> None:
    monkeypatch.setattr(privacy, "_USERS_MASK", 0o022)
    chosen = tmp_path / "资料"
    chosen.mkdir()
    chosen.chmod(mode)
    folders = find_folders(chosen)
    (folders.data / "a").touch()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (chosen, folders.logs, chosen / "a")] == [
        mode,
        logs,
        made,
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out by itself")
def test_a_folder_that_the_program_makes_is_the_users_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "_USERS_MASK", 0o022)
    folders = find_folders(tmp_path / "资料")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folders.data, *folders.data.iterdir())} == {0o700}
