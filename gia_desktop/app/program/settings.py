"""The user's choices: every option is declared once, the file is written at each change."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.files.atomic import write_atomically

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Option:
    """One choice.

    Attributes:
        key: its name in the file, never changed.
        kind: type of its value.
        default: value before anything was chosen.
        valid: tells whether a value of the right type makes sense.
    """

    key: str
    kind: type
    default: Any
    valid: Callable[[Any], bool]

    def accepts(self, value: object) -> bool:
        """Tell whether a value can be taken."""
        return type(value) is self.kind and self.valid(value)


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return frozenset(choices).__contains__


def _anything(_value: object) -> bool:
    return True


MOST_WORDS: Final = 100_000
"""A limit beyond this is a slip of the hand."""

OPTIONS: Final = (
    Option("enter_direction", str, "down", _one_of("down", "right")),
    Option("text_size", str, "normal", _one_of("small", "normal", "large")),
    Option("theme", str, "system", _one_of("light", "dark", "high_contrast", "system")),
    Option("show_last_year", bool, True, _anything),
    Option("text_panel", str, "last", _one_of("last", "phrases", "none")),
    Option("word_limit", int, 0, range(MOST_WORDS + 1).__contains__),
    Option("window_geometry", str, "", _anything),
    Option("second_backups", str, "", _anything),
    Option("last_place", str, "", _anything),
    Option("last_folder", str, "", _anything),
    Option("folded_works", str, "", _anything),
    Option("paper_style", str, "", _anything),
    Option("paper_templates", str, "", _anything),
    Option("bundle_names", str, "{单位}{年份}年{名称}", _anything),
)

_BY_KEY: Final = {option.key: option for option in OPTIONS}


class Settings:
    """The options with their present values, like a dictionary of fixed keys.

    Attributes:
        notice: what the user must be told after loading, a Chinese sentence; empty when all is as usual.
        writes: choices are written down; otherwise they hold until the end of the program.
    """

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        """Read the file in a folder; a broken one is kept aside and the defaults hold."""
        self._path = folder / "settings.json"
        self.writes = writes
        self.notice = ""
        self._found = self._read()
        self._values = {
            key: self._found[key]
            if key in self._found and option.accepts(self._found[key])
            else option.default
            for key, option in _BY_KEY.items()
        }

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: object) -> None:
        """Take a value and write the file; a file that can't be written loses the choice at the end only."""
        if not _BY_KEY[key].accepts(value):
            raise ValueError(f"{key} can't be {value!r}")
        if self._values[key] == value:
            return
        self._values[key] = value
        if not self.writes:
            return
        try:
            self._write()
        except GiaError as fault:
            _log.warning("settings not written: %s", fault.detail)

    @property
    def enter_direction(self) -> str:
        """Where Enter goes: ``down`` or ``right``."""
        value: str = self._values["enter_direction"]
        return value

    @property
    def text_size(self) -> str:
        """``small``, ``normal`` or ``large``."""
        value: str = self._values["text_size"]
        return value

    @property
    def folded_works(self) -> str:
        """Kinds of work that the home page folds away, with spaces between."""
        value: str = self._values["folded_works"]
        return value

    @property
    def theme(self) -> str:
        """``light``, ``dark``, ``high_contrast``, or ``system``."""
        value: str = self._values["theme"]
        return value

    @property
    def show_last_year(self) -> bool:
        """Whether cells show last year's figure."""
        value: bool = self._values["show_last_year"]
        return value

    @property
    def text_panel(self) -> str:
        """What stands beside the texts: ``last``, ``phrases`` or ``none``."""
        value: str = self._values["text_panel"]
        return value

    @property
    def word_limit(self) -> int:
        """How many words the three texts may have together, 0 for no limit."""
        value: int = self._values["word_limit"]
        return value

    @property
    def window_geometry(self) -> str:
        """Where the window stood and how large it was, as Qt keeps it, in Base64; empty at first."""
        value: str = self._values["window_geometry"]
        return value

    @property
    def second_backups(self) -> str:
        """The folder of the second backups, empty for none."""
        value: str = self._values["second_backups"]
        return value

    @property
    def last_place(self) -> str:
        """Where the clerk was when the program did not end in the ordinary way, see ``LastPlace``."""
        value: str = self._values["last_place"]
        return value

    @property
    def last_folder(self) -> str:
        """The folder of the last file, empty at first."""
        value: str = self._values["last_folder"]
        return value

    @property
    def paper_style(self) -> str:
        """The page style of the county's papers: the name of one of ours, or a file; empty for the usual."""
        value: str = self._values["paper_style"]
        return value

    @property
    def paper_templates(self) -> str:
        """The folder of the county's own templates, empty for none."""
        value: str = self._values["paper_templates"]
        return value

    @property
    def bundle_names(self) -> str:
        """How files of the 报送包 are named."""
        value: str = self._values["bundle_names"]
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def _read(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            self._keep_aside(error)
            return {}
        if not isinstance(found, dict):
            self._keep_aside(TypeError("no object"))
            return {}
        return found

    def _keep_aside(self, error: Exception) -> None:
        _log.warning("settings can't be read: %s", type(error).__name__)
        aside = self._path.with_name(f"settings-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.json")
        try:
            self._path.rename(aside)
        except OSError:
            self.notice = f"设置文件《{self._path.name}》读不出来，这次先用默认设置。"
        else:
            self.notice = f"设置文件读不出来，已恢复默认设置；原文件改名为《{aside.name}》留在原处。"

    def _write(self) -> None:
        # Choices that a newer program knows survive.
        everything = {**self._found, **self._values}
        data = (json.dumps(everything, ensure_ascii=False, indent=1) + "\n").encode()
        write_atomically(self._path, data, for_others=False)
