"""Settings: declared once, written at each change, never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gia_desktop.app.program.settings import OPTIONS, Option, Settings
from gia_desktop.files import atomic


def test_before_any_choice_the_defaults_hold(tmp_path: Path) -> None:
    settings = Settings(tmp_path)

    assert {key: settings[key] for key in settings} == {option.key: option.default for option in OPTIONS}
    assert settings["enter_direction"] == "down"
    assert settings.notice == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_option_takes_its_own_default(option: Option) -> None:
    assert option.accepts(option.default)
    assert not option.accepts(None)


def test_a_choice_is_still_there_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings["theme"] = "dark"
    settings["show_last_year"] = False
    settings["last_folder"] = "D:\\年报"

    again = Settings(tmp_path)
    assert (again["theme"], again["show_last_year"], again["last_folder"]) == ("dark", False, "D:\\年报")


@pytest.mark.parametrize(("key", "value"), [("theme", "pink"), ("show_last_year", 1)])
def test_a_value_that_makes_no_sense_is_refused(tmp_path: Path, key: str, value: object) -> None:
    settings = Settings(tmp_path)
    before = settings[key]
    with pytest.raises(ValueError, match=key):
        settings[key] = value

    assert settings[key] == before


def test_a_key_that_was_never_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(tmp_path)["colour"] = "red"


def test_one_bad_value_in_the_file_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "pink", "text_size": "large"}', encoding="utf-8")
    settings = Settings(tmp_path)

    assert (settings["theme"], settings["text_size"]) == ("system", "large")


def test_choices_of_a_newer_program_survive(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"voice": "on"}', encoding="utf-8")
    Settings(tmp_path)["theme"] = "light"

    assert json.loads((tmp_path / "settings.json").read_bytes())["voice"] == "on"


@pytest.mark.parametrize("broken", [b"{", b"\xff\xfe", b"[]", b"[" * 100_000, b""])
def test_a_broken_file_is_kept_aside_and_told(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(broken)
    settings = Settings(tmp_path)

    assert settings["text_size"] == "normal"
    (aside,) = tmp_path.iterdir()
    assert aside.read_bytes() == broken
    assert aside.name in settings.notice


def test_a_file_that_can_not_be_moved_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")

    def denied(_path: Path, _target: Path) -> Path:
        raise PermissionError("held")

    monkeypatch.setattr(Path, "rename", denied)
    assert "默认设置" in Settings(tmp_path).notice


def test_a_full_disk_does_not_take_the_choice_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path, _data: bytes, *, for_others: bool) -> None:
        raise atomic.DiskFullError(path)

    settings = Settings(tmp_path)
    monkeypatch.setattr("gia_desktop.app.program.settings.write_atomically", full)
    settings["theme"] = "dark"

    assert settings["theme"] == "dark"
    assert "settings not written" in caplog.text


def test_a_choice_made_again_is_not_written_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings["enter_direction"] = "down"

    assert list(tmp_path.iterdir()) == []
