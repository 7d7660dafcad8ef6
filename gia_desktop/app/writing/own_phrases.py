"""The office's own phrases: files in a folder of the user's data, taken in place of those of the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.files.fields import Fields
from gia_desktop.files.reading import is_there
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.formats.installed import Formats

if TYPE_CHECKING:
    from gia_desktop.app.writing.phrase_book import PhraseBook

# The phrase book is imported when a text is looked at: the window opens sooner without it.

FOLDER: Final = "phrases"
SENTENCES: Final = "sentences.toml"
REASONS: Final = "reasons.toml"

_KNOWN_KEYS: Final = {"": frozenset({"general", "rules"}), "rules": frozenset({"code", "phrases"})}


class ReasonsFileError(TomlFileError):
    """A file of ready 审核说明 can't be used."""

    code = "GIA-E-341"
    kind = "审核说明短语"


@dataclass(frozen=True)
class Reasons:
    """Ready phrases for 审核说明: by code of the rule, and for all others."""

    by_code: Mapping[str, tuple[str, ...]]
    general: tuple[str, ...]


def load_reasons(path: Path) -> Reasons:
    """Read a file of ready 审核说明.

    Raises:
        ReasonsFileError: it can't be read or says something wrong; every fault is named with its line.
    """
    fields = Fields(*read_toml(path, ReasonsFileError), _KNOWN_KEYS)
    fields.unknown_keys(fields.top)
    by_code = {entry.text("code"): entry.texts("phrases") for entry in fields.entries("rules")}
    general = fields.top.texts("general")
    if fields.faults:
        raise ReasonsFileError(path, fields.faults)
    return Reasons(by_code, general)


class OwnPhrases:
    """Phrases of the office where it has its own file, of the program where not."""

    def __init__(self, data: Path, formats: Formats) -> None:
        """Look in a folder of data; nothing is read before it is needed."""
        self.folder = data / FOLDER
        self._formats = formats

    @cached_property
    def _book(self) -> tuple[PhraseBook | None, GiaError | None]:
        from gia_desktop.app.writing.phrase_book import load_book

        path = self.folder / SENTENCES
        try:
            return (load_book(path, self._formats) if is_there(path) else None), None
        except TomlFileError as error:
            return None, error

    @cached_property
    def _reasons(self) -> tuple[Reasons | None, GiaError | None]:
        path = self.folder / REASONS
        try:
            return (load_reasons(path) if is_there(path) else None), None
        except TomlFileError as error:
            return None, error

    def book(self) -> PhraseBook:
        """Return the phrase book to offer; the program's own when the office's can't be used."""
        from gia_desktop.app.writing.phrase_book import bundled_book

        return self._book[0] or bundled_book()

    def reasons(self, code: str) -> tuple[str, ...]:
        """Return ready phrases for explaining what a rule found."""
        own = self._reasons[0]
        from gia_desktop.checks.reasons import phrases_for

        return phrases_for(code) if own is None else own.by_code.get(code, own.general)

    def faults(self) -> list[GiaError]:
        """Return what keeps own files from being used, to be told once."""
        if not is_there(self.folder):
            return []
        return [error for _, error in (self._book, self._reasons) if error is not None]
