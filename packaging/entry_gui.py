"""Where the built window program starts."""

from __future__ import annotations

import sys

from gia_desktop.ui.app import main

sys.exit(main())
