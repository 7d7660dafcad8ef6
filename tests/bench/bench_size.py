"""Size of the Windows setup file and of what it installs, as far as they were built on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.bench.row import Row

_ROOT: Final = Path(__file__).parent.parent.parent
_MILLION: Final = 1_000_000


def run() -> list[Row]:
    """Weigh the newest builds; nothing is built for it."""
    setups = [*_ROOT.glob("dist/*-setup.exe"), *_ROOT.glob("build-win/*-setup.exe")]
    programs = [
        *_ROOT.glob("dist/gia-desktop/gia.exe"),
        *_ROOT.glob("build-win/*/w/src/dist/gia-desktop/gia.exe"),
    ]
    rows = []
    if setups:
        rows.append(Row("Windows 安装文件", _newest(setups).stat().st_size / _MILLION, "MB", 25))
    if programs:
        folder = _newest(programs).parent
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        rows.append(Row("Windows 安装后的文件夹", size / _MILLION, "MB", 80))
    return rows


def _newest(paths: list[Path]) -> Path:
    return max(paths, key=lambda path: path.stat().st_mtime)
