from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.files.children import held_in_job, is_running

JOB, PROCESS = 7, 9


class Kernel:
    """The functions of Windows, which note what they are asked."""

    def __init__(self, *, refuses: str = "") -> None:
        self.refuses = refuses
        self.asked: list[str] = []
        self.limits = b""

    def CreateJobObjectW(self, security: None, name: None) -> int:  # noqa: N802
        self.asked.append("create")
        return 0 if self.refuses == "create" else JOB

    def SetInformationJobObject(self, job: int, kind: int, limits: Any, size: int) -> bool:  # noqa: N802
        self.asked.append("limit")
        self.limits = ctypes.string_at(limits, size)
        return self.refuses != "limit"

    def AssignProcessToJobObject(self, job: int, process: int) -> bool:  # noqa: N802
        self.asked.append("assign")
        assert (job, process) == (JOB, PROCESS)
        return self.refuses != "assign"

    def CloseHandle(self, job: int) -> None:  # noqa: N802
        self.asked.append("close")


def test_a_program_is_held_in_a_job_that_ends_with_its_last_handle() -> None:
    kernel = Kernel()
    with held_in_job(kernel, PROCESS):
        assert kernel.asked == ["create", "limit", "assign"]
    assert kernel.asked[-1] == "close"
    # LimitFlags lie behind two times of 8 bytes; the whole has 144 bytes where pointers have 8.
    assert struct.unpack_from("<I", kernel.limits, 16)[0] == 0x2000
    assert len(kernel.limits) == 80 + 8 * ctypes.sizeof(ctypes.c_void_p)


@pytest.mark.parametrize(
    ("refuses", "asked"),
    [
        ("create", ["create"]),
        ("limit", ["create", "limit", "close"]),
        ("assign", ["create", "limit", "assign", "close"]),
    ],
)
def test_where_windows_refuses_the_program_runs_on(refuses: str, asked: list[str]) -> None:
    kernel = Kernel(refuses=refuses)
    with held_in_job(kernel, PROCESS):
        pass
    assert kernel.asked == asked


class Processes:
    """What Windows tells of programs: one can be opened or not, and has ended or not."""

    def __init__(self, handle: int, error: int = 0, waited: int = 0) -> None:
        self.handle, self.error, self.waited = handle, error, waited
        self.open = 0

    def OpenProcess(self, access: int, inherit: bool, process: int) -> int:  # noqa: N802
        assert (access, inherit, process) == (0x100000, False, PROCESS)
        self.open += bool(self.handle)
        return self.handle

    def GetLastError(self) -> int:  # noqa: N802
        return self.error

    def WaitForSingleObject(self, handle: int, milliseconds: int) -> int:  # noqa: N802
        assert (handle, milliseconds) == (self.handle, 0)
        return self.waited

    def CloseHandle(self, handle: int) -> None:  # noqa: N802
        assert handle == self.handle
        self.open -= 1


@pytest.mark.parametrize(
    ("processes", "runs"),
    [
        (Processes(5, waited=0x102), True),
        (Processes(5, waited=0), False),
        (Processes(0, error=87), False),
        (Processes(0, error=5), True),
    ],
    ids=["runs", "has ended", "is not known", "may not be asked"],
)
def test_windows_is_asked_whether_a_program_runs(processes: Processes, runs: bool) -> None:
    assert is_running(processes, PROCESS) is runs
    assert processes.open == 0


_STARTS = """
import ctypes, subprocess, sys
from gia_desktop.files.children import held_in_job
inner = "import sys, time; file = open(sys.argv[1], 'w'); time.sleep(300)"
child = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1], sys.argv[2]])"
process = subprocess.Popen([sys.executable, "-c", child, inner, sys.argv[1]])
with held_in_job(ctypes.windll.kernel32, int(process._handle)):
    process.wait()
"""


@pytest.mark.skipif(sys.platform != "win32", reason="Windows only")
def test_a_killed_program_takes_the_children_of_its_child_along(tmp_path: Path) -> None:
    held = tmp_path / "held"
    program = subprocess.Popen([sys.executable, "-c", _STARTS, str(held)])
    assert _happens(held.exists)
    program.kill()
    program.wait()
    assert _happens(lambda: _is_let_go(held))


def _is_let_go(path: Path) -> bool:
    """Tell whether nobody has a file open any more: Windows removes no other."""
    try:
        path.unlink()
    except PermissionError:
        return False
    return True


def _happens(event: Callable[[], bool]) -> bool:
    never = threading.Event()
    return any(event() or never.wait(0.05) for _ in range(1200))
