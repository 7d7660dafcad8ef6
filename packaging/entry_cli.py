"""Where the built command line starts."""

from __future__ import annotations

import sys

from gia_desktop.cli import main

sys.exit(main())
