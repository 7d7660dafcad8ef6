"""A run in which a worker died fails, also when no test was running."""

from __future__ import annotations

from typing import Any, Final

import pytest

DIED: Final[list[str]] = []
"""Workers that ended without having said so."""


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object | None) -> None:
    """Remember a worker that died, perhaps between tests: a run that leaves tests out is no good one."""
    if error:
        DIED.append(str(node.gateway.id))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run with a dead worker fail, whatever its tests say."""
    if DIED and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
