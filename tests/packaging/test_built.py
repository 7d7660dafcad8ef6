"""The program as users get it: frozen by PyInstaller, it tests itself and opens its window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING, ROOT


# One test and no fixture: the build takes half a minute, and each process that runs tests would build.
@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(sys.platform == "darwin", reason="built for Windows and Linux only")
def test_built_program_passes_its_own_test_and_carries_every_resource(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    # Its cache is shared between builds of one user, which may run at the same time.
    env["PYINSTALLER_CONFIG_DIR"] = str(tmp_path / "cache")
    done = subprocess.run(
        [sys.executable, PACKAGING / "build.py", "--program", tmp_path],
        capture_output=True, encoding="utf-8", env=env, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "自检通过。" in done.stdout
    assert "窗口能打开。" in done.stdout
    carried = tmp_path / "gia-desktop" / "_internal" / "gia_desktop"
    resources = [path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert [path for path in resources if not (carried / path).is_file()] == []
    assert (tmp_path / "gia-desktop" / "LICENSES" / "说明.txt").is_file()
