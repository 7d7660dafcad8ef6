"""GIA Desktop (政府信息公开年报助手): write, check and export the yearly report on open government information."""

__version__ = "0.1.0"
