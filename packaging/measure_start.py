"""Compare how soon the built program and the source show a window; on X that needs xdotool.

A virtual screen needs ``-noreset`` (see README.md): else it begins anew when a program ends, and refuses
the next one.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

if sys.platform == "win32":
    sys.path.append(str(Path(__file__).parent / "windows"))
    from try_installer import window_titles

TIMES = 9
TITLE = "政府信息公开"


def window_is_open() -> bool:
    """Tell whether the program has a window that is to be seen."""
    if sys.platform == "win32":
        return any(TITLE in title for title in window_titles())
    # Not --sync: that looks only twice a second.
    search = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    return subprocess.run(search, check=False, capture_output=True).returncode == 0


def seconds_to_window(command: Sequence[str]) -> float:
    """Start a program on data of its own and return when its window is to be seen."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        begin = time.perf_counter()
        program = subprocess.Popen([*command, "--data-dir", data], stderr=subprocess.DEVNULL)
        try:
            while not window_is_open():
                if program.poll() is not None:
                    sys.exit(f"ended without a window, exit code {program.returncode}: {command}")
            return time.perf_counter() - begin
        finally:
            program.terminate()
            program.wait()


def main() -> None:
    """Start both in turn, so that other work on the machine meets both alike; the first round warms up."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its one argument
        sys.exit("用法：measure_start.py 已制作的程序")
    built = [sys.argv[1]]
    source = [sys.executable, "-m", "gia_desktop.ui.shell.app"]
    rounds = [(seconds_to_window(built), seconds_to_window(source)) for _ in range(TIMES + 1)][1:]
    fast, slow = (statistics.median(each[side] for each in rounds) for side in (0, 1))
    print(f"built {fast * 1000:.0f} ms, source {slow * 1000:.0f} ms, ratio {fast / slow:.2f}")


if __name__ == "__main__":
    main()
