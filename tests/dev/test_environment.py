"""The environment in .venv."""

from __future__ import annotations

from pathlib import Path

import pytest

from dev import environment
from dev.shell import DevError


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    run_lock, dev_lock = tmp_path / "requirements.lock", tmp_path / "requirements-environment.lock"
    run_lock.write_bytes(b"lxml==1\n")
    dev_lock.write_bytes(b"lxml==1\npytest==1\n")
    monkeypatch.setattr(environment, "RUN_LOCK", run_lock)
    monkeypatch.setattr(environment, "DEV_LOCK", dev_lock)
    return run_lock, dev_lock


@pytest.mark.parametrize("version", [(3, 7), (3, 10), (3, 14), (4, 0)])
def test_other_pythons_are_refused_with_both_versions_named(version: tuple[int, int]) -> None:
    fault = environment.python_fault(version)
    assert fault is not None
    assert "需要 Python 3.11、3.12 或 3.13" in fault
    assert f"{version[0]}.{version[1]}" in fault


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_are_accepted(version: tuple[int, int]) -> None:
    assert environment.python_fault(version) is None


def test_stamp_follows_the_lock_but_not_its_line_ends(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"lxml==1\n")
    stamp = environment.stamp_of(lock)
    lock.write_bytes(b"lxml==1\r\n")
    assert environment.stamp_of(lock) == stamp
    lock.write_bytes(b"lxml==2\n")
    assert environment.stamp_of(lock) != stamp


def test_unfinished_environment_has_no_stamp(tmp_path: Path) -> None:
    assert environment.read_stamp(tmp_path / "none") is None
    (tmp_path / "empty").touch()
    assert environment.read_stamp(tmp_path / "empty") is None


def test_new_environment_gets_the_lock_of_its_command(locks: tuple[Path, Path]) -> None:
    run_lock, dev_lock = locks
    assert environment.lock_to_install(None, runtime_only=True) == run_lock
    assert environment.lock_to_install(None, runtime_only=False) == dev_lock


def test_finished_environment_is_left_alone(locks: tuple[Path, Path]) -> None:
    run_stamp, dev_stamp = (environment.stamp_of(lock) for lock in locks)
    assert environment.lock_to_install(run_stamp, runtime_only=True) is None
    assert environment.lock_to_install(dev_stamp, runtime_only=True) is None
    assert environment.lock_to_install(dev_stamp, runtime_only=False) is None


def test_changed_lock_is_installed_again_without_losing_developer_tools(locks: tuple[Path, Path]) -> None:
    run_lock, dev_lock = locks
    run_stamp, dev_stamp = (environment.stamp_of(lock) for lock in locks)
    for lock in locks:
        lock.write_bytes(b"lxml==2\n")
    assert environment.lock_to_install(run_stamp, runtime_only=True) == run_lock
    assert environment.lock_to_install(run_stamp, runtime_only=False) == dev_lock
    assert environment.lock_to_install(dev_stamp, runtime_only=True) == dev_lock


def test_environment_with_a_dead_interpreter_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "gia-lock.txt")
    assert not environment.venv_works()
    environment.STAMP.write_text("requirements.lock 0", encoding="utf-8")
    assert not environment.venv_works()


def test_what_is_installed_is_what_is_named_and_nothing_that_it_asks_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[list[str]] = []

    def record(command: list[str | Path]) -> int:
        called.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(environment, "call", record)
    environment.pip_install(Path("python"), "uv==1")
    assert called[0][:5] == ["python", "-m", "pip", "install", "--no-deps"]
    assert called[0][-1] == "uv==1"


def test_environment_behind_a_link_is_never_cleared(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "pyvenv.cfg").touch()
    link = tmp_path / ".venv"
    link.symlink_to(other, target_is_directory=True)
    with pytest.raises(DevError, match="是链接"):
        environment.create_venv(link)
    assert (other / "pyvenv.cfg").is_file()
