"""Speaking to the developer and running other programs in the project folder."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


class DevError(Exception):
    """What keeps a command from going on, as a Chinese sentence for the developer."""


def say(text: str) -> None:
    """Print at once, so that lines keep their order among those of child processes."""
    print(text, flush=True)


def call(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project folder with its output shown and return its exit code.

    Raises:
        DevError: it can't be started.
    """
    try:
        code = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    except OSError as error:
        message = f"无法启动 {command[0]}：{error}"
        raise DevError(message) from error
    # A child ended by a signal has a negative code, which sys.exit would turn into nonsense.
    return code if code >= 0 else 128 - code


def offscreen(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a Qt program without a screen."""
    return {**environ, "QT_QPA_PLATFORM": "offscreen"}
