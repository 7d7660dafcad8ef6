"""The locks, and everybody who installs from them: what is published tomorrow changes no clone of today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dev.environment import DEV_LOCK, RUN_LOCK
from dev.shell import ROOT

LOCKS = [RUN_LOCK, DEV_LOCK]
PLACES = (".ci", ".github", "dev", "docs", "packaging")
SCRIPTS = {"", ".md", ".py", ".sh", ".yml", ".yaml", ".toml", ".bat", ".ps1"}
PIP = re.compile(r"\bpip\b[^#\n`]*?[\s\"',]+(?:install|download|wheel)\b(?=[\s\"',])[^\n`]*")


def pinned(lock: Path) -> set[str]:
    """Return the names in a lock."""
    text = lock.read_text(encoding="utf-8")
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)}


def asked_for(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what an installed package asks for here, with some of its extras."""
    for text in distribution(name).requires or ():
        needed = Requirement(text)
        wanted = [{"extra": extra} for extra in ("", *sorted(extras))]
        if needed.marker is None or any(needed.marker.evaluate(names) for names in wanted):
            yield needed


def calls_of_pip(text: str) -> list[str]:
    """Return the commands in a script or text that let pip fetch something, each on one line."""
    joined = re.sub(r"\\\n\s*", " ", text)
    return [found[0] for found in PIP.finditer(joined)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_pin_with_hashes_and_name_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.findall(r"^[a-z0-9][^\n]*", text, flags=re.MULTILINE)
    assert entries
    assert all("==" in entry and entry.endswith("\\") for entry in entries)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_all_that_its_packages_ask_for(lock: Path) -> None:
    names = pinned(lock)
    todo: list[tuple[str, frozenset[str]]] = [(name, frozenset()) for name in names]
    seen = set(todo)
    while todo:
        try:
            needs = list(asked_for(*todo.pop()))
        except PackageNotFoundError:
            # Pinned for another system or Python.
            continue
        assert {canonicalize_name(need.name) for need in needs} <= names
        fresh = {(canonicalize_name(need.name), frozenset(need.extras)) for need in needs} - seen
        seen |= fresh
        todo += fresh


def test_nobody_lets_pip_resolve_what_a_lock_pins() -> None:
    inside = (path for folder in PLACES for path in (ROOT / folder).rglob("*") if path.is_file())
    calls = {
        f"{path.relative_to(ROOT)}: {call}"
        for path in (*inside, ROOT / "README.md", ROOT / "dev.py", ROOT / "tests" / "test_packaging.py")
        if path.suffix in SCRIPTS
        for call in calls_of_pip(path.read_text(encoding="utf-8"))
    }
    assert len(calls) > 5
    assert [call for call in sorted(calls) if "--no-deps" not in call] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("python3 -m pip install -r requirements.lock", 1),
        ("  wine py/python.exe -m pip \\\n    install -q -r x", 1),
        ('call([python, "-m", "pip", "install", "-r", lock])', 1),
        ("pip download -d wheels uv", 1),
        ("pip was installed; pip's own check", 0),
    ],
)
def test_calls_of_pip_are_seen_in_scripts_texts_and_python(line: str, found: int) -> None:
    assert len(calls_of_pip(line)) == found
