"""The log says where and what kind, never what stands in a report."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from gia_desktop.app.program import logs
from gia_desktop.app.program.logs import start_logging, stop_logging
from gia_desktop.core.values import CellKind, parse_value
from gia_desktop.vault.faults import DiskFullFault, UnreachableFault

log = logging.getLogger("gia_desktop.tests")


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    yield start_logging(tmp_path)
    stop_logging()
    logging.getLogger().setLevel(level)


def stumble_twice(*, cut_off: bool) -> None:
    try:
        logging.getLevelNamesMapping()["秘密"]
    except KeyError as first:
        second = RuntimeError("秘密")
        second.__suppress_context__ = cut_off
        second.__context__ = first
        raise second  # noqa: B904 (the context is what is tested)


def test_a_line_has_time_level_thread_and_place(log_file: Path) -> None:
    log.info("saved %d cells", 3)

    line = log_file.read_text("utf-8")
    assert " INFO [MainThread] gia_desktop.tests: saved 3 cells\n" in line


def test_what_was_typed_does_not_get_into_the_log_with_an_exception(log_file: Path) -> None:
    try:
        try:
            parse_value("身份证320101", CellKind.COUNT)
        except ValueError as error:
            raise DiskFullFault(Path("张三") / "drafts.db") from error
    except DiskFullFault:
        log.exception("writing")

    text = log_file.read_text("utf-8")
    assert "320101" not in text
    assert "\nValueFault\n" in text
    assert text.splitlines()[-1] == "DiskFullFault (GIA-E-301)"
    assert "in parse_value" in text


def test_the_exception_that_was_being_handled_is_named_too(log_file: Path) -> None:
    for word, cut_off in (("first", True), ("second", False)):
        try:
            stumble_twice(cut_off=cut_off)
        except RuntimeError:
            log.exception(word)

    first, second = log_file.read_text("utf-8").split("second")
    assert "KeyError" not in first
    assert "KeyError" in second
    assert "秘密" not in first + second


def test_the_file_is_turned_over_before_it_grows_too_big(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_MOST_BYTES", 2000)
    start_logging(tmp_path)
    for number in range(200):
        log.warning("line %d", number)
    stop_logging()

    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["gia-desktop.log", *(f"gia-desktop.log.{n}" for n in (1, 2, 3))]
    assert all(file.stat().st_size <= 2000 for file in files)


def test_starting_twice_writes_each_line_once(tmp_path: Path, log_file: Path) -> None:
    start_logging(tmp_path)
    log.warning("only once")

    assert log_file.read_text("utf-8").count("only once") == 1


def test_a_line_that_can_not_be_written_stops_nothing(
    log_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_args: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(logs, "_MOST_BYTES", 1)
    monkeypatch.setattr(logs.PatientHandler, "_put_aside", full)
    log.warning("lost")

    assert capsys.readouterr().err == ""


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreachableFault, match="gia-desktop"):
        start_logging(tmp_path / "gone")
