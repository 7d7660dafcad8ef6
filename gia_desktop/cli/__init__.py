"""The command line: the same core without Qt."""

from __future__ import annotations

from gia_desktop.cli.program import main

__all__ = ["main"]
