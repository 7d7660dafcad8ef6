"""The windows; the only place where Qt is used."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - puts the hook in place that is taken away below

# From now on PySide reads the source of every module that is imported, ours and Python's, and keeps it in
# memory: it looks whether the module uses Qt and may ask for other names by ``from __feature__ import …``
# (https://doc.qt.io/qtforpython-6/developer/feature-motivation.html). No module here does; imports go the way
# they went before.
builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
