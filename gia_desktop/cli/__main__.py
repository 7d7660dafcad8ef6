"""Lets ``python -m gia_desktop.cli`` stand for ``gia``."""

from __future__ import annotations

import sys

from gia_desktop.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
