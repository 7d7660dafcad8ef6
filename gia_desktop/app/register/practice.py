"""The register with planted faults: its tasks, and which of them are mended in the register as it is now."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.register.case import Register
from gia_desktop.register.outside.file import open_register
from gia_desktop.register.reminders.finding import CaseFinding

BUNDLED: Final = "practice-register-2026.toml"
_TEXTS: Final = ("id", "case", "where", "what", "hint")


class RegisterPracticeFault(GiaError):
    """The description of a practice can't be used."""

    code = "GIA-E-761"

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        """Name the file and all its faults."""
        super().__init__(f"练习《{path.name}》打不开：{'；'.join(faults)}。", "请重新安装程序。")


@dataclass(frozen=True)
class CaseTask:
    """One planted fault.

    Attributes:
        case: number of its case.
        rules: codes of the rules that find it; it is mended when none of them does in its case.
        where: its place, the name of the task.
        what: what is wrong.
        hint: how to mend it.
    """

    id: str
    case: str
    rules: frozenset[str]
    where: str
    what: str
    hint: str

    def is_found(self, findings: Iterable[CaseFinding]) -> bool:
        """Tell whether the fault is still there by what the rules find."""
        return any(item.case == self.case and item.code in self.rules for item in findings)


@dataclass(frozen=True)
class RegisterPractice:
    """A practice: its words, its tasks, the register at the start and the day it is looked at."""

    title: str
    intro: str
    on: dt.date
    tasks: tuple[CaseTask, ...]
    register: Register

    def mended(self, findings: Iterable[CaseFinding]) -> frozenset[str]:
        """Return the ids of the tasks that are done."""
        found = list(findings)
        return frozenset(task.id for task in self.tasks if not task.is_found(found))


def load_practice(path: Path | None = None) -> RegisterPractice:
    """Read a practice and the register beside it; the one that comes with the program by default.

    Raises:
        RegisterPracticeFault: the description can't be used; every fault is named.
        GiaError: its register can't be read.
    """
    path = path or resource("samples", BUNDLED)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterPracticeFault(path, [f"读不出来（{error}）"]) from error
    faults = [f"缺少 {key}" for key in ("register", "title", "intro") if not isinstance(data.get(key), str)]
    faults += ["gia_practice 应是 1"] if data.get("gia_practice") != 1 else []
    faults += [] if type(data.get("on")) is dt.date else ["on 应是日期"]
    entries = data.get("errors")
    if not isinstance(entries, list) or not entries:
        faults.append("没有 [[errors]]")
    if faults:
        raise RegisterPracticeFault(path, faults)
    register = open_register(path.with_name(data["register"]))
    numbers = {case.number for case in register.cases}
    faults = [
        fault for place, entry in enumerate(data["errors"], 1) for fault in _faults(place, entry, numbers)
    ]
    if faults:
        raise RegisterPracticeFault(path, faults)
    tasks = tuple(
        CaseTask(**{key: entry[key] for key in _TEXTS}, rules=frozenset(entry["rules"]))
        for entry in data["errors"]
    )
    return RegisterPractice(data["title"], data["intro"], data["on"], tasks, register)


def _faults(place: int, entry: Mapping[str, Any], numbers: set[str]) -> Iterator[str]:
    """Say what is wrong with one entry."""
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield f"第 {place} 处错误缺少 {key}"
    if not isinstance(entry.get("rules"), list) or not entry["rules"]:
        yield f"第 {place} 处错误缺少 rules"
    if entry.get("case") not in numbers:
        yield f"第 {place} 处错误的申请 {entry.get('case')} 不存在"
