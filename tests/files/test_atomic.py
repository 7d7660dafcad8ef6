from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from gia_desktop.files import atomic, privacy
from gia_desktop.files.atomic import (
    BadNameError,
    DiskFullError,
    FileInUseError,
    FileStamp,
    LongPathError,
    MissingFolderError,
    PathIsFolderError,
    ReadOnlyFileError,
    SpecialTargetError,
    WriteFault,
    check_target,
    ensure_folder,
    write_atomically,
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a file with old content."""
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    return path


def raising(error: OSError) -> Callable[..., NoReturn]:
    def fail(*_args: object, **_kwargs: object) -> NoReturn:
        raise error

    return fail


def sharing_violation() -> PermissionError:
    error = PermissionError(errno.EACCES, "used by another process")
    error.winerror = 32  # type: ignore[attr-defined]  # only Windows sets it
    return error


def assert_only_old(path: Path) -> None:
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_new_content_replaces_the_old(old: Path) -> None:
    write_atomically(old, b"new")
    stamp = FileStamp.of(b"new")
    assert old.read_bytes() == b"new"
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]
    assert stamp == FileStamp.read(old) == FileStamp.of(b"new")


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_permissions_of_the_file_are_kept_and_new_files_follow_the_system(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "_USERS_MASK", 0o022)  # as conftest sets it
    old.chmod(0o640)
    write_atomically(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    fresh, plain = old.with_name("a.docx"), old.with_name("b.docx")
    write_atomically(fresh, b"new")
    plain.write_bytes(b"new")
    assert fresh.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_link_goes_on_pointing_to_its_file(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.docx"
    link.symlink_to(old)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "fault", "words"),
    [
        (OSError(errno.ENOSPC, "full"), DiskFullError, "磁盘空间已满"),
        (OSError(errno.EROFS, "read-only"), ReadOnlyFileError, "没有权限写入文件夹"),
        (PermissionError(errno.EACCES, "denied"), ReadOnlyFileError, "没有权限写入文件夹"),
        (FileNotFoundError(errno.ENOENT, "gone"), MissingFolderError, "找不到文件夹"),
        (OSError(errno.EIO, "broken"), WriteFault, "系统报告“broken”"),
    ],
)
@pytest.mark.parametrize("place", ["open", "write"])
def test_failure_while_writing_leaves_the_old_file(
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    error: OSError,
    fault: type[WriteFault],
    words: str,
) -> None:
    if place == "open":
        monkeypatch.setattr(Path, "open", raising(error))
    else:
        monkeypatch.setattr(os, "fsync", raising(error))
    with pytest.raises(fault, match=words) as caught:
        write_atomically(old, b"new")
    monkeypatch.undo()
    assert_only_old(old)
    assert "《报告.docx》" in caught.value.user_text
    assert caught.value.hint


@pytest.mark.parametrize("place", ["chmod", "replace"])
@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sharing_violation(), FileInUseError),
        (PermissionError(errno.EACCES, "denied"), FileInUseError),
        (OSError(errno.EBUSY, "busy"), FileInUseError),
        (IsADirectoryError(errno.EISDIR, "folder"), PathIsFolderError),
        (OSError(errno.ENOSPC, "full"), DiskFullError),
    ],
)
def test_failure_of_the_exchange_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: OSError, fault: type[WriteFault]
) -> None:
    monkeypatch.setattr(Path, place, raising(error))
    with pytest.raises(fault):
        write_atomically(old, b"new")
    monkeypatch.undo()
    assert_only_old(old)


def test_open_file_is_told_in_the_words_of_the_office(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", raising(sharing_violation()))
    with pytest.raises(FileInUseError) as caught:
        write_atomically(old, b"new")
    assert caught.value.sentence == (
        "无法写入《报告.docx》：文件正被 Word、WPS 或其他程序打开。请关闭该文件后重试。（GIA-E-412）"
    )


def test_interrupted_writing_leaves_no_temporary_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(old, b"new")
    assert_only_old(old)


def test_read_only_file_is_left_alone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(ReadOnlyFileError, match="该文件是只读的"):
        write_atomically(old, b"new")
    assert_only_old(old)


def test_folder_in_place_of_a_file_or_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathIsFolderError, match="这是一个文件夹的名字"):
        write_atomically(tmp_path, b"new")
    with pytest.raises(MissingFolderError, match="找不到文件夹"):
        write_atomically(tmp_path / "没有" / "报告.docx", b"new")
    with pytest.raises(WriteFault, match="名字太长，系统存不下"):
        write_atomically(tmp_path / ("长" * 300), b"new")


def test_stamp_tells_whether_others_changed_a_file_since_it_was_written(old: Path) -> None:
    write_atomically(old, b"new")
    stamp = FileStamp.of(b"new")
    assert FileStamp.read(old) == stamp
    old.write_bytes(b"edited in Word")
    assert FileStamp.read(old) != stamp
    assert FileStamp.read(old.with_name("fresh.docx")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links")
def test_a_link_is_exchanged_itself_where_it_must_not_be_followed(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "note"
    victim.write_bytes(b"precious")
    link.symlink_to(victim)
    write_atomically(link, b"new", follow_links=False)
    assert victim.read_bytes() == b"precious"
    assert (link.is_symlink(), link.read_bytes()) == (False, b"new")


def test_what_a_killed_attempt_left_goes_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, other = tmp_path / ".年报.0123abcd.tmp", tmp_path / ".别的.0123abcd.tmp"
    for path in (left, other):
        path.write_bytes(b"half")
    write_atomically(tmp_path / "年报.docx", b"whole")
    assert left.exists(), "another program may be writing it now"
    monkeypatch.setattr(atomic, "_LEFT_SECONDS", -1.0)
    write_atomically(tmp_path / "年报.docx", b"whole")
    assert (left.exists(), other.exists()) == (False, True)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no mask")
def test_files_for_others_follow_the_users_own_mask_and_those_of_the_data_folder_the_present_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "_USERS_MASK", 0o022)
    os.umask(0o077)
    write_atomically(tmp_path / "导出.docx", b"1")
    write_atomically(tmp_path / "settings.json", b"1", for_others=False)
    ensure_folder(tmp_path / "报送包")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"导出.docx": 0o644, "settings.json": 0o600, "报送包": 0o755}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a folder")
def test_a_folder_that_the_system_makes_up_is_called_so() -> None:
    with pytest.raises(SpecialTargetError, match="由系统生成，不能存放文件"):
        write_atomically(Path("/proc/年报.docx"), b"1")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "年报.docx")
    with pytest.raises(SpecialTargetError, match="不是普通文件"):
        write_atomically(tmp_path / "年报.docx", b"1")


def test_nothing_is_read_of_what_is_no_file(tmp_path: Path) -> None:
    assert FileStamp.read(tmp_path) is None


def test_a_target_is_refused_before_the_work_by_what_would_stop_it(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_target(tmp_path / "新的.docx")
    check_target(old)
    assert_only_old(old)
    with pytest.raises(PathIsFolderError):
        check_target(tmp_path)
    with pytest.raises(MissingFolderError):
        check_target(tmp_path / "没有" / "报告.docx")
    monkeypatch.setattr(Path, "open", raising(sharing_violation()))
    with pytest.raises(FileInUseError):
        check_target(old)


@pytest.mark.parametrize("name", ["NUL.docx", "年报:2025.docx", "年报."])
def test_a_name_that_windows_can_not_keep_is_refused_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    for write in (check_target, lambda path: write_atomically(path, b"new")):
        with pytest.raises(BadNameError, match="请换一个文件名。"):
            write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_what_windows_says_of_a_path_that_is_too_long_is_put_into_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    monkeypatch.setattr(Path, "resolve", raising(OSError(errno.EINVAL, "More data available")))
    with pytest.raises(LongPathError):
        write_atomically(tmp_path / ("长" * 250) / "年报.docx", b"new")


def test_a_folder_that_windows_does_not_find_for_its_length_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = tmp_path / ("很长" * 40) / ("很长" * 40) / ("很长" * 40) / "年报.docx"
    monkeypatch.setattr(atomic, "_ON_WINDOWS", False)
    with pytest.raises(MissingFolderError):
        check_target(far)
    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    with pytest.raises(LongPathError, match="超过 Windows 的 259 个"):
        check_target(far)
    with pytest.raises(MissingFolderError):
        check_target(tmp_path / "没有" / "年报.docx")


@pytest.mark.parametrize(("held_for", "waits"), [(1, 1), (99, 5)])
def test_on_windows_whoever_holds_a_file_for_moments_is_waited_for(
    held_for: int, waits: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, pauses, tries = Path.replace, list[float](), iter(range(held_for))

    def refuse_first(self: Path, target: Path) -> Path:
        if next(tries, None) is not None:
            raise PermissionError(errno.EACCES, "Access denied")
        return replace(self, target)

    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    monkeypatch.setattr("gia_desktop.files.atomic.time.sleep", pauses.append)
    monkeypatch.setattr(Path, "replace", refuse_first)
    if held_for == 1:
        write_atomically(old, b"new")
    else:
        with pytest.raises(FileInUseError):
            write_atomically(old, b"new")
    assert len(pauses) == waits
    assert old.read_bytes() == (b"new" if held_for == 1 else b"old")
