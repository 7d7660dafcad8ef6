"""Keep the bundled libraries to the built program itself; runs at its start, before the program's own code.

PyInstaller's bootloader sets LD_LIBRARY_PATH and starts the program anew. From then on the variable only
harms: xdg-open and what it opens would load our libraries instead of their own.
"""

from __future__ import annotations

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before
