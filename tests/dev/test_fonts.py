from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dev import fonts

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "gia-marks.ttf"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fonts")


@pytest.mark.skipif(not shutil.which("fc-list"), reason="no fc-list")
def test_program_sees_the_named_files_and_no_others() -> None:
    env = {**os.environ, **fonts.only("marks", [FONT])}
    listed = subprocess.run(["fc-list", ":", "file"], env=env, capture_output=True, text=True, check=True)
    assert [line.rstrip(": ") for line in listed.stdout.splitlines()] == [str(FONT)]


def test_settings_follow_the_files() -> None:
    first = Path(fonts.only("set", [FONT])["FONTCONFIG_FILE"])
    assert str(FONT) in first.read_text(encoding="utf-8")
    second = Path(fonts.only("set", [FONT.with_name("other.ttf")])["FONTCONFIG_FILE"])
    assert second == first
    assert str(FONT) not in second.read_text(encoding="utf-8")
    assert [path.name for path in first.parent.iterdir()] == ["fonts.conf"]


def test_fonts_that_can_not_be_fetched_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 100)

    sets: Mapping[str, tuple[Path, ...]] = {"fandol": (Path("nowhere"),)}
    monkeypatch.setattr(fonts, "SETS", sets)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.run", refuse)
    fonts.bring_fandol()
    assert "没有取到 Fandol 字体" in capsys.readouterr().out
