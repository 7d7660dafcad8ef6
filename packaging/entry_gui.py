"""Where the built window program starts."""

from __future__ import annotations

import sys

from gia_desktop.ui.shell.app import main

sys.exit(main())
