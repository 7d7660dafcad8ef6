"""Checks, tests and coverage."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dev import fonts
from dev.environment import prepare_venv, venv_python
from dev.shell import OUT, ROOT, call, say

Step = tuple[str, Callable[[], bool]]

TWO_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""Tests of one file share what took long to make: they run on one worker, in the order of conftest."""


def check(arguments: Sequence[str]) -> int:
    """Run what is quick: rules of writing, types, and who may import whom."""
    prepare_venv()
    architecture = ("pytest", "-q", "tests/test_architecture.py", *arguments)
    return failures_of([*_reading_steps(), ("architecture", lambda: _module(*architecture))])


def test(arguments: Sequence[str]) -> int:
    """Run every check, or only pytest when arguments are given."""
    prepare_venv()
    fonts.bring_fandol()
    if arguments:
        return call([venv_python(), "-m", "pytest", *arguments])
    return test_everything()


def test_everything() -> int:
    """Run all steps even after one failed; the counts of the tests close the output."""
    folder = OUT / "test"
    folder.mkdir(parents=True, exist_ok=True)
    junit, coverage = folder / "junit.xml", folder / "coverage.json"
    for old in (junit, coverage):
        old.unlink(missing_ok=True)
    # Told on the command line, the plugin is there before any conftest imports the program.
    count = ("-p", "tests.support.counting")
    tests = [str(venv_python()), "-m", "pytest", *count, *TWO_WORKERS, f"--junitxml={junit}"]
    env = {**os.environ, "GIA_COVERAGE": str(coverage), "GIA_COVERAGE_FOLDERS": ",".join(thresholds())}
    code = failures_of(
        [
            *_reading_steps(),
            ("pytest", lambda: call(tests, env=env) == 0),
            ("coverage", lambda: coverage_reached(coverage)),
        ]
    )
    if junit.exists():
        say(closing_line(junit.read_text(encoding="utf-8")))
    return code


def failures_of(steps: Sequence[Step]) -> int:
    """Run all steps, say which ones failed and return the exit code."""
    failed = []
    for name, step in steps:
        say(f"== {name}")
        if not step():
            failed.append(name)
    say(f"未通过：{'、'.join(failed)}" if failed else "全部通过。")
    return 1 if failed else 0


def _reading_steps() -> list[Step]:
    """Return the steps that read the code without running it."""
    return [
        ("ruff check", lambda: _module("ruff", "check", ".")),
        ("ruff format", lambda: _module("ruff", "format", "--check", ".")),
        ("mypy", lambda: _module("mypy")),
    ]


def _module(*command: str) -> bool:
    """Run a module of the environment and tell whether it ended well."""
    return call([venv_python(), "-m", *command]) == 0


def closing_line(junit: str) -> str:
    """Return the counts of a pytest run from its JUnit file."""
    # The file was written a moment ago by our own pytest, so nobody hides entity bombs in it.
    suites = list(ET.fromstring(junit).iter("testsuite"))  # noqa: S314
    counts = {
        key: sum(int(suite.get(key, "0")) for suite in suites)
        for key in ("tests", "failures", "errors", "skipped")
    }
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    return f"{passed} passed, {failed} failed, {counts['skipped']} skipped"


def thresholds() -> dict[str, float]:
    """Return the lowest coverage allowed in each folder, from pyproject.toml."""
    # Python older than 3.11 must get as far as the sentence that names the versions.
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, float] = tomllib.load(file)["tool"]["gia"]["coverage"]
    return table


def files_below(report: Mapping[str, float], limits: Mapping[str, float]) -> list[str]:
    """Return one line for each file whose coverage is below the limit of its folder.

    Args:
        report: per cent by file, as coverage names it.
        limits: per cent by folder.
    """
    lines = []
    for path, percent in sorted((name.replace("\\", "/"), percent) for name, percent in report.items()):
        for folder, limit in limits.items():
            if path.startswith(folder + "/") and percent < limit:
                lines.append(f"  {path}: {percent:.1f} % < {limit:g} %")
    return lines


def coverage_reached(report: Path) -> bool:
    """Print the files whose coverage is too low and tell whether there are none."""
    if not report.exists():
        say("没有覆盖率数据：pytest 没有运行到底。")
        return False
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    percents = {name: data["summary"]["percent_covered"] for name, data in files.items()}
    below = files_below(percents, thresholds())
    if below:
        say("\n".join(["覆盖率不足（含分支）：", *below]))
    return not below
