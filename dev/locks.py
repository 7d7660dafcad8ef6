"""The two locks: every package that is installed, with its hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from dev.environment import DEV_LOCK, RUN_LOCK, create_venv, pip_install, venv_python
from dev.shell import call, say

UV = "uv==0.13.9"


def lock(arguments: Sequence[str]) -> int:
    """Write both locks anew from pyproject.toml; versions stay where they still fit."""
    compile_ = [
        *("-m", "uv", "--no-config", "pip", "compile", "pyproject.toml"),
        "--universal",
        "--python-version=3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command=python3 dev.py lock",
        "--quiet",
        *arguments,
    ]
    with tempfile.TemporaryDirectory(prefix="gia-lock-") as scratch:
        # uv stays out of the locks: nothing else needs it, and it would have to lock itself.
        create_venv(Path(scratch))
        python = venv_python(Path(scratch))
        pip_install(python, UV)
        run_part = ["--output-file", RUN_LOCK.name]
        dev_part = ["--output-file", DEV_LOCK.name, "--group=dev", f"--constraint={RUN_LOCK.name}"]
        for part in (run_part, dev_part):
            code = call([python, *compile_, *part])
            if code != 0:
                return code
            say(f"已写入 {part[1]}")
    return 0
