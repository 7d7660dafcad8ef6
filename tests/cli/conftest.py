"""Running ``gia`` inside the test process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.cli import main
from gia_desktop.files.resources import resource


@dataclass(frozen=True)
class Ran:
    """What one call of ``gia`` printed and returned."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Gia = Callable[..., Ran]


@pytest.fixture
def gia(capsys: pytest.CaptureFixture[str]) -> Gia:
    def call(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def refused(gia: Gia) -> Callable[..., str]:
    """Call ``gia`` with something it must refuse and return the one sentence it says."""

    def call(*arguments: str | Path) -> str:
        ran = gia(*arguments)
        assert (ran.code, ran.out) == (2, "")
        (sentence,) = ran.err.splitlines()
        assert "Traceback" not in sentence
        assert any("\u4e00" <= sign <= "\u9fff" for sign in sentence)
        return sentence

    return call


@pytest.fixture
def sample() -> Path:
    return resource("samples", "sample-2025.gia")


@pytest.fixture
def practice() -> Path:
    return resource("samples", "practice-2025.gia")


@pytest.fixture
def sample_object(sample: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sample.read_text("utf-8"))
    return data
