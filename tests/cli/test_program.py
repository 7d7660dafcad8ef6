"""The program as the system starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIA = ["-m", "gia_desktop.cli"]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, check=False, timeout=60
    )


def start(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return python(*GIA, *(str(argument) for argument in arguments), **environment)


def test_findings_reach_the_caller_as_exit_code_one(practice: Path) -> None:
    done = start("check", practice, "--json")
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout)


def test_bad_input_reaches_the_caller_as_exit_code_two(tmp_path: Path) -> None:
    done = start("check", tmp_path / "没有.gia")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8").splitlines() == [
        "找不到文件《没有.gia》。请核对文件名和所在文件夹。（GIA-E-102）"
    ]


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_output_is_utf_8_whatever_the_console_speaks(sample: Path, encoding: str) -> None:
    done = start("show", sample, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "示例县清河镇人民政府" in done.stdout.decode("utf-8")


def test_reader_that_goes_away_is_no_fault(sample: Path) -> None:
    command = [sys.executable, *GIA, "show", str(sample), "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_commands_load_neither_qt_nor_document_libraries(sample: Path) -> None:
    code = f"""if True:
        import sys
        from gia_desktop.cli import main
        codes = [main(["show", {str(sample)!r}]), main(["check", "--rules"]), main(["formats"])]
        heavy = {{"PySide6", "docx", "openpyxl", "lxml", "sqlite3"}} & set(sys.modules)
        sys.exit(f"{{codes}} {{heavy}}" if any(codes) or heavy else 0)
        """
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr.decode("utf-8")) == (0, "")
