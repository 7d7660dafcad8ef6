"""What the system has to supply; what is really missing is tried by every run on a bare machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dev import system
from dev.commands import COMMANDS
from dev.shell import DevError

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages of Linux")


def need(name: str, package: str, *, needed: bool, there: bool = False) -> system.Need:
    return system.Need(name, package, needed=needed, found=lambda: there)


Pretend = Callable[..., list[Sequence[object]]]


def needs_of(command: str) -> list[system.Need]:
    return next(one.needs() for one in COMMANDS if one.name == command)


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Pretend a Debian; the list that is returned collects the commands that were run."""

    def pretend(*, root: bool, apt: bool = True) -> list[Sequence[object]]:
        commands: list[Sequence[object]] = []

        def record(command: Sequence[object], _env: object = None) -> int:
            commands.append(command)
            return 0

        monkeypatch.setattr(system, "call", record)
        monkeypatch.setattr("shutil.which", lambda name: name if apt else None)
        monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
        return commands

    return pretend


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
    assert system.has_display(platform, environ) is shown


def test_packages_are_named_once_and_sorted() -> None:
    missing = [
        need("libb.so.1", "libb1", needed=True),
        need("liba.so.1", "liba1", needed=True),
        need("liba-x.so.1", "liba1", needed=False),
    ]
    assert system.packages_for(missing) == ["liba1", "libb1"]


def test_only_what_is_not_found_is_missing() -> None:
    there = need("liba.so.1", "liba1", needed=True, there=True)
    gone = need("libb.so.1", "libb1", needed=True)
    assert system.missing_of([there, gone]) == [gone]


def test_tests_want_x11_libraries_which_a_window_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def x11(command: str) -> list[bool]:
        return [need.needed for need in needs_of(command) if need.package == "libxcb-cursor0"]

    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert (x11("test"), x11("run")) == ([False], [True])
    monkeypatch.delenv("DISPLAY")
    assert (x11("test"), x11("run")) == ([False], [])


@pytest.mark.parametrize(
    "package",
    [
        "libreoffice-writer-nogui", "libreoffice-calc-nogui", "procps", "binutils", "poppler-utils",
        "fonts-noto-cjk", "fonts-wqy-zenhei",
    ],
)  # fmt: skip
def test_what_the_tests_look_at_is_asked_for_by_them(package: str) -> None:
    assert package in system.packages_for(needs_of("test"))


def test_starting_the_program_asks_for_nothing_of_the_tests() -> None:
    of_tests = {*system.TEST_PROGRAMS.values(), "libreoffice-calc-nogui", "fonts-wqy-zenhei"}
    assert of_tests.isdisjoint(system.packages_for(needs_of("run")))


def test_writer_alone_does_not_pass_for_calc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "libreoffice" / "program" / "soffice"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    assert not system.calc_found()
    (program.parent / "libsclo.so").touch()
    assert system.calc_found()


def test_command_without_qt_needs_nothing() -> None:
    assert needs_of("lock") == []


def test_building_needs_the_libraries_that_the_built_program_carries() -> None:
    needed = {need.name for need in needs_of("package") if need.needed}
    assert {*system.QT_LIBRARIES, *system.X11_LIBRARIES, "objdump"} <= needed
    assert any(name.startswith("libpython3.") for name in needed)


def test_ensurepip_is_needed_only_before_the_environment_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "VENV", tmp_path / "none")
    assert any(need.name == "ensurepip" and need.needed for need in needs_of("run"))
    monkeypatch.setattr(system, "VENV", tmp_path)
    assert not any(need.name == "ensurepip" for need in needs_of("run"))


@linux_only
def test_loader_finds_the_c_library_and_no_invented_one() -> None:
    assert system.library_loads("libc.so.6")
    assert not system.library_loads("libgia-invented.so.1")


def test_font_files_are_recognised_by_name(tmp_path: Path) -> None:
    assert not system.font_file_in(tmp_path / "none")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "DejaVuSans.ttf").touch()
    assert not system.font_file_in(tmp_path)
    (tmp_path / "sub" / "NotoSansCJK-Regular.ttc").touch()
    assert system.font_file_in(tmp_path)


@linux_only
def test_developer_without_root_gets_one_command_and_a_stop(debian: Pretend) -> None:
    gone = [
        need("libGL.so.1", "libgl1", needed=True),
        need("soffice", "libreoffice-writer-nogui", needed=False),
    ]
    commands = debian(root=False)
    with pytest.raises(DevError) as raised:
        system.prepare_system(gone)
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends"
    assert f"{line} libgl1 libreoffice-writer-nogui" in str(raised.value)
    assert "libGL.so.1、soffice" in str(raised.value)
    assert commands == []


@linux_only
def test_missing_font_is_told_and_passed_over(debian: Pretend, capsys: pytest.CaptureFixture[str]) -> None:
    debian(root=False)
    system.prepare_system([need("简体中文字体", "fonts-noto-cjk", needed=False)])
    assert "fonts-noto-cjk" in capsys.readouterr().out


@linux_only
def test_root_installs_after_one_update(debian: Pretend) -> None:
    commands = debian(root=True)
    system.prepare_system([need("soffice", "libreoffice-writer-nogui", needed=False)])
    assert [command[1] for command in commands] == ["update", "-qq"]
    assert list(commands[1])[-2:] == ["--no-install-recommends", "libreoffice-writer-nogui"]


@linux_only
def test_system_without_apt_is_told_the_libraries(debian: Pretend) -> None:
    debian(root=True, apt=False)
    with pytest.raises(DevError, match=r"libEGL\.so\.1") as raised:
        system.prepare_system([need("libEGL.so.1", "libegl1", needed=True)])
    assert "apt-get" not in str(raised.value)
