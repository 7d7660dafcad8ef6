"""What the page of a register works with, and the tabs it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from gia_desktop.app.register.library import Carried, RegisterLibrary
from gia_desktop.app.register.practice import RegisterPractice
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.messages import Messages

TABS: Final = {
    "todo": "待办",
    "all": "全部",
    "disputes": "复议诉讼",
    "fees": "收费",
    "month": "月历",
    "figures": "表三、表四",
    "findings": "检查",
}
LISTS: Final = frozenset({"todo", "all"})
NUMBER: Final = 1
"""There is one register in a data folder."""
PRACTICE_NUMBER: Final = 2
"""The one to practise with is in no data folder: nobody comes back to it after a restart."""


@dataclass(frozen=True)
class RegisterTools:
    """What the page works with; ``carried`` returns what last year's report carried over."""

    library: RegisterLibrary
    wishes: Wishes
    messages: Messages
    carried: Callable[[], Carried | None]
    practice: RegisterPractice | None = None


A = ParamSpec("A")


class HasTools(Protocol):
    """A page of a register."""

    @property
    def tools(self) -> RegisterTools:
        """What it works with."""


P = TypeVar("P", bound=HasTools)


def telling(slot: Callable[Concatenate[P, A], None]) -> Callable[Concatenate[P, A], None]:
    """Let a slot of the page, which takes all that its signal has, tell when the register can't be read."""

    @wraps(slot)
    def told(page: P, /, *args: A.args, **kwargs: A.kwargs) -> None:
        with page.tools.wishes.telling():
            slot(page, *args, **kwargs)

    return told
