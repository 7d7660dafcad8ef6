"""GIA Desktop (政府信息公开年报助手): write, check and export the yearly open-government report."""

from __future__ import annotations

__version__ = "0.2.0"
