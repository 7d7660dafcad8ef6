"""Programs on Windows: whether one runs, and those of others that end when ours ends, however that ends."""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_KILL_ON_JOB_CLOSE: Final = 0x2000
_EXTENDED_LIMITS: Final = 9
"""JobObjectExtendedLimitInformation of winnt.h."""

_SYNCHRONIZE: Final = 0x100000
_NO_SUCH_PROCESS: Final = 87
"""ERROR_INVALID_PARAMETER of winerror.h, which is what OpenProcess says then."""
_STILL_RUNS: Final = 0x102
"""WAIT_TIMEOUT of winbase.h."""

_log = logging.getLogger(__name__)


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_memory", ctypes.c_size_t), ("most_memory", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


@contextmanager
def held_in_job(kernel: Any, process: int) -> Iterator[None]:
    """Hold a program, and all that it starts, in a job whose last handle is ours.

    The system closes our handles when we end, and ends the job with them. Where it refuses, the program is
    only ended by who waits for it.

    Args:
        kernel: the library ``kernel32``.
        process: handle of the program.
    """
    job = kernel.CreateJobObjectW(None, None)
    limits = _Limits()
    limits.basic.flags = _KILL_ON_JOB_CLOSE
    held = (
        job
        and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, process)
    )
    if not held:
        _log.warning("no job for a program that was started")
    try:
        yield
    finally:
        if job:
            kernel.CloseHandle(job)


def is_running(kernel: Any, process: int) -> bool:
    """Tell whether a program runs; of one that may not be asked it is believed.

    Args:
        kernel: the library ``kernel32``.
        process: number of the program.
    """
    handle = kernel.OpenProcess(_SYNCHRONIZE, False, process)
    if not handle:
        return bool(kernel.GetLastError() != _NO_SUCH_PROCESS)
    try:
        # The number of a program that has ended stays known as long as anybody has a handle of it.
        return bool(kernel.WaitForSingleObject(handle, 0) == _STILL_RUNS)
    finally:
        kernel.CloseHandle(handle)
