from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.cli import selftest
from gia_desktop.core.report import Report
from gia_desktop.documents.export import FILE_KINDS
from gia_desktop.documents.proofs.compare import Proof
from gia_desktop.exchange.report_file import save_report
from gia_desktop.formats.installed import Formats
from tests.cli.conftest import Gia


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_healthy_program_passes_every_step(gia: Gia, scratch: Path) -> None:
    ran = gia("self-test")
    steps = [line for line in ran.out.splitlines() if line.startswith("✓ ")]
    assert (ran.code, ran.err, ran.out.splitlines()[-1]) == (0, "", "自检通过。")
    assert len(steps) == 5 + len(FILE_KINDS)
    assert sum(line.endswith("200/200 一致") for line in steps) == len(FILE_KINDS)
    assert list(scratch.iterdir()) == []


def test_writer_that_is_wrong_fails_it(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Proof(200, 1, ("表三不同",))
    docx = replace(FILE_KINDS[".docx"], prove=lambda *_: wrong)
    kinds = {**FILE_KINDS, ".docx": docx}
    monkeypatch.setattr(selftest, "FILE_KINDS", kinds)
    assert refused("self-test").startswith(
        "自检没有通过：导出 docx 并重新读取，1/200 一致，不一致：表三不同。"
    )


def test_missing_formats_fail_it(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gia_desktop.cli.program.bundled_formats", lambda: Formats([]))
    assert refused("self-test").startswith("自检没有通过：读取年报格式，没有找到格式文件。")


def test_saving_that_loses_something_fails_it(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_without_texts(report: Report, path: Path) -> None:
        save_report(replace(report, texts={}), path)

    monkeypatch.setattr(selftest, "save_report", save_without_texts)
    assert "读回的内容与保存的不同" in refused("self-test")


def test_checker_that_finds_nothing_fails_it(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "run_checks", lambda _sheet: [])
    assert "示例有 0 处必须改，练习有 0 处" in refused("self-test")
