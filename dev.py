#!/usr/bin/env python3
"""One door for developers: make .venv from the lock and run, test, draw, measure or lock from there."""

from __future__ import annotations

import sys

# The folder of this name, where the commands are; this file is only its door.
from dev.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
