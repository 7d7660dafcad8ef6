"""The parts of dev.py that decide; what they start is tried by every run of the tests itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import dev

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages of Linux")


def need(name: str, package: str, *, needed: bool, there: bool = False) -> dev.Need:
    return dev.Need(name, package, needed=needed, found=lambda: there)


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    run_lock, dev_lock = tmp_path / "requirements.lock", tmp_path / "requirements-dev.lock"
    run_lock.write_bytes(b"lxml==1\n")
    dev_lock.write_bytes(b"lxml==1\npytest==1\n")
    monkeypatch.setattr(dev, "RUN_LOCK", run_lock)
    monkeypatch.setattr(dev, "DEV_LOCK", dev_lock)
    return run_lock, dev_lock


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Sequence[object]]]:
    """Pretend a Debian with given needs; the returned list collects the commands that were run."""

    def pretend(needs: list[dev.Need], *, root: bool, apt: bool = True) -> list[Sequence[object]]:
        commands: list[Sequence[object]] = []

        def record(command: Sequence[object], _env: object = None) -> int:
            commands.append(command)
            return 0

        monkeypatch.setattr(dev, "needs_of", lambda command, display: needs)
        monkeypatch.setattr(dev, "call", record)
        monkeypatch.setattr("shutil.which", lambda name: name if apt else None)
        monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
        return commands

    return pretend


@pytest.mark.parametrize("version", [(3, 7), (3, 10), (3, 14), (4, 0)])
def test_other_pythons_are_refused_with_both_versions_named(version: tuple[int, int]) -> None:
    fault = dev.python_fault(version)
    assert fault is not None
    assert "需要 Python 3.11、3.12 或 3.13" in fault
    assert f"{version[0]}.{version[1]}" in fault


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_are_accepted(version: tuple[int, int]) -> None:
    assert dev.python_fault(version) is None


@pytest.mark.parametrize(
    ("platform", "environ", "shown"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_display_is_seen(platform: str, environ: dict[str, str], shown: bool) -> None:
    assert dev.has_display(platform, environ) is shown


def test_packages_are_named_once_and_sorted() -> None:
    missing = [
        need("libb.so.1", "libb1", needed=True),
        need("liba.so.1", "liba1", needed=True),
        need("liba-x.so.1", "liba1", needed=False),
    ]
    assert dev.packages_for(missing) == ["liba1", "libb1"]


def test_only_what_is_not_found_is_missing() -> None:
    there = need("liba.so.1", "liba1", needed=True, there=True)
    gone = need("libb.so.1", "libb1", needed=True)
    assert dev.missing_of([there, gone]) == [gone]


def test_tests_want_x11_libraries_which_a_window_needs() -> None:
    def x11(command: str, *, display: bool) -> list[bool]:
        return [n.needed for n in dev.needs_of(command, display=display) if n.package == "libxcb-cursor0"]

    assert x11("test", display=False) == [False]
    assert x11("run", display=True) == [True]
    assert x11("run", display=False) == []


def test_libreoffice_is_asked_for_by_tests_only() -> None:
    assert "libreoffice-writer-nogui" in dev.packages_for(dev.needs_of("test", display=False))
    assert "libreoffice-writer-nogui" not in dev.packages_for(dev.needs_of("run", display=True))


def test_command_without_qt_needs_nothing() -> None:
    assert dev.needs_of("lock", display=True) == []


def test_building_needs_the_libraries_that_the_built_program_carries() -> None:
    needed = {n.name for n in dev.needs_of("package", display=False) if n.needed}
    assert {*dev.QT_LIBRARIES, *dev.X11_LIBRARIES, "objdump"} <= needed


def test_ensurepip_is_needed_only_before_the_environment_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path / "none")
    assert any(n.name == "ensurepip" and n.needed for n in dev.needs_of("run", display=False))
    monkeypatch.setattr(dev, "VENV", tmp_path)
    assert not any(n.name == "ensurepip" for n in dev.needs_of("run", display=False))


@linux_only
def test_loader_finds_the_c_library_and_no_invented_one() -> None:
    assert dev.library_loads("libc.so.6")
    assert not dev.library_loads("libgia-invented.so.1")


def test_font_files_are_recognised_by_name(tmp_path: Path) -> None:
    assert not dev.font_file_in(tmp_path / "none")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "DejaVuSans.ttf").touch()
    assert not dev.font_file_in(tmp_path)
    (tmp_path / "sub" / "NotoSansCJK-Regular.ttc").touch()
    assert dev.font_file_in(tmp_path)


@linux_only
def test_developer_without_root_gets_one_command_and_a_stop(
    system: Callable[..., list[Sequence[object]]],
) -> None:
    gone = [
        need("libGL.so.1", "libgl1", needed=True),
        need("soffice", "libreoffice-writer-nogui", needed=False),
    ]
    commands = system(gone, root=False)
    with pytest.raises(dev.DevError) as raised:
        dev.prepare_system("test")
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends"
    assert f"{line} libgl1 libreoffice-writer-nogui" in str(raised.value)
    assert "libGL.so.1、soffice" in str(raised.value)
    assert commands == []


@linux_only
def test_missing_font_is_told_and_passed_over(
    system: Callable[..., list[Sequence[object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    system([need("简体中文字体", "fonts-noto-cjk", needed=False)], root=False)
    dev.prepare_system("run")
    assert "fonts-noto-cjk" in capsys.readouterr().out


@linux_only
def test_root_installs_after_one_update(system: Callable[..., list[Sequence[object]]]) -> None:
    commands = system([need("soffice", "libreoffice-writer-nogui", needed=False)], root=True)
    dev.prepare_system("test")
    assert [command[1] for command in commands] == ["update", "-qq"]
    assert list(commands[1])[-2:] == ["--no-install-recommends", "libreoffice-writer-nogui"]


@linux_only
def test_system_without_apt_is_told_the_libraries(system: Callable[..., list[Sequence[object]]]) -> None:
    system([need("libEGL.so.1", "libegl1", needed=True)], root=True, apt=False)
    with pytest.raises(dev.DevError, match=r"libEGL\.so\.1") as raised:
        dev.prepare_system("run")
    assert "apt-get" not in str(raised.value)


def test_stamp_follows_the_lock_but_not_its_line_ends(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"lxml==1\n")
    stamp = dev.stamp_of(lock)
    lock.write_bytes(b"lxml==1\r\n")
    assert dev.stamp_of(lock) == stamp
    lock.write_bytes(b"lxml==2\n")
    assert dev.stamp_of(lock) != stamp


def test_unfinished_environment_has_no_stamp(tmp_path: Path) -> None:
    assert dev.read_stamp(tmp_path / "none") is None
    (tmp_path / "empty").touch()
    assert dev.read_stamp(tmp_path / "empty") is None


def test_new_environment_gets_the_lock_of_its_command(locks: tuple[Path, Path]) -> None:
    run_lock, dev_lock = locks
    assert dev.lock_to_install(None, runtime_only=True) == run_lock
    assert dev.lock_to_install(None, runtime_only=False) == dev_lock


def test_finished_environment_is_left_alone(locks: tuple[Path, Path]) -> None:
    run_stamp, dev_stamp = (dev.stamp_of(lock) for lock in locks)
    assert dev.lock_to_install(run_stamp, runtime_only=True) is None
    assert dev.lock_to_install(dev_stamp, runtime_only=True) is None
    assert dev.lock_to_install(dev_stamp, runtime_only=False) is None


def test_changed_lock_is_installed_again_without_losing_developer_tools(locks: tuple[Path, Path]) -> None:
    run_lock, dev_lock = locks
    run_stamp, dev_stamp = (dev.stamp_of(lock) for lock in locks)
    for lock in locks:
        lock.write_bytes(b"lxml==2\n")
    assert dev.lock_to_install(run_stamp, runtime_only=True) == run_lock
    assert dev.lock_to_install(run_stamp, runtime_only=False) == dev_lock
    assert dev.lock_to_install(dev_stamp, runtime_only=True) == dev_lock


def test_environment_with_a_dead_interpreter_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "gia-lock.txt")
    assert not dev.venv_works()
    dev.STAMP.write_text("requirements.lock 0", encoding="utf-8")
    assert not dev.venv_works()


def test_closing_line_counts_errors_as_failures() -> None:
    junit = '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'
    assert dev.closing_line(junit) == "4 passed, 3 failed, 3 skipped"


def test_files_below_their_folder_limit_are_listed() -> None:
    report = {
        "gia_desktop/core/keys.py": 89.9,
        "gia_desktop\\checks\\engine.py": 50.0,
        "gia_desktop/core/values.py": 90.0,
        "gia_desktop/ui/shell/app.py": 0.0,
    }
    limits = {"gia_desktop/core": 90.0, "gia_desktop/checks": 90.0}
    assert dev.files_below(report, limits) == [
        "  gia_desktop/checks/engine.py: 50.0 % < 90 %",
        "  gia_desktop/core/keys.py: 89.9 % < 90 %",
    ]


def test_missing_coverage_data_fails(tmp_path: Path) -> None:
    assert not dev.coverage_reached(tmp_path / "none.json")


def test_thresholds_name_folders_of_the_package() -> None:
    limits = dev.thresholds()
    assert set(limits) >= {"gia_desktop/core", "gia_desktop/formats", "gia_desktop/checks"}
    assert all(0 < limit <= 100 for limit in limits.values())


def test_child_ended_by_a_signal_gives_the_code_of_shells() -> None:
    assert dev.call([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    if sys.platform != "win32":
        assert dev.call([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137


def test_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["nonsense"]) == 2
    assert "用法" in capsys.readouterr().out
    assert dev.main(["--help"]) == 0


def test_packaging_builds_with_the_developers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def call(command: list[str | Path]) -> int:
        called.append([str(part) for part in command])
        return 7

    monkeypatch.setattr(dev, "prepare_system", lambda command: None)
    monkeypatch.setattr(dev, "prepare_venv", lambda: None)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["package"]) == 7
    assert called == [[str(dev.venv_python()), str(dev.ROOT / "packaging" / "build.py")]]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_with_hashes_and_name_no_host(name: str) -> None:
    text = (dev.ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.findall(r"^[a-z0-9][^\n]*", text, flags=re.MULTILINE)
    assert entries
    assert all("==" in entry and entry.endswith("\\") for entry in entries)
