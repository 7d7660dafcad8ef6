"""How the names of files end that reports come as."""

from __future__ import annotations

from typing import Final

OLD_SUFFIXES: Final = (".doc", ".wps", ".xls", ".et", ".rtf", ".odt", ".ods")
"""What LibreOffice has to convert: it takes seconds."""

SUFFIXES: Final = (
    *(".gia", ".docx", ".pdf", ".xlsx", ".html", ".htm", ".mht", ".mhtml", ".txt", ".csv", ".xml"),
    *OLD_SUFFIXES,
)
"""What is offered where a report is chosen and taken out of a folder; the content decides what it is."""
