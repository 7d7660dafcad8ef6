"""Who works in a data folder or on a file: written down beside it, renewed while the program lives."""

from __future__ import annotations

import getpass
import json
import logging
import os
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.privacy import open_to_others
from gia_desktop.vault.faults import EnvironmentFault

BEAT_SECONDS: Final = 15.0
"""How often a living program renews its note."""

SILENT_SECONDS: Final = 60.0
"""A note that did not change for so long belongs to a program that is gone, asleep or cut off."""

_MOST_BYTES: Final = 10_000

_BEAT_SIGNS: Final = 12

_IN_PLACE: Final = (
    os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)

_READING: Final = "您看到的是只读的副本：可以查看、检查、导出，不能改动。"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holder:
    """Somebody who works in a folder or on a file.

    Attributes:
        user: name under which she is logged in, empty when unknown.
        pc: name of her PC.
        since: when she began, by her own clock; None when unknown.
        token: tells this stay from every other one.
        beat: counts up while her program lives.
        left: she has ended her program in the ordinary way.
    """

    user: str
    pc: str
    since: datetime | None = None
    token: str = ""
    beat: int = 0
    left: bool = False

    @property
    def words(self) -> str:
        """Name her in a sentence."""
        return f"{self.user}（电脑 {self.pc}）" if self.user else f"电脑 {self.pc} 上的人"

    @property
    def since_words(self) -> str:
        """Say since when, with the day unless it is today; empty when unknown."""
        if self.since is None:
            return ""
        at, today = self.since.astimezone(), datetime.now().astimezone().date()
        return f"{at:%H:%M}" if at.date() == today else f"{at.month} 月 {at.day} 日 {at:%H:%M}"


class TakenOverFault(EnvironmentFault):
    """Somebody else has taken over the folder; saving here would spoil her work."""

    code = "GIA-E-312"
    what = "{place}已由 {holder}接手编辑，这里的改动不再存进去。"
    advice = "您的改动还在窗口里：请点“另存一份”存成文件，再退出程序，和对方核对。"

    def __init__(self, path: Path, holder: Holder) -> None:
        """Name the file and who has it now."""
        super().__init__(path, f"token {holder.token}", holder=holder.words)


def this_user() -> str:
    """Return the name under which the clerk is logged in, empty when the system doesn't tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def read_holder(note: Path) -> Holder | None:
    """Return who wrote a note; None when there is none, or it can't be read."""
    try:
        if not stat.S_ISREG(note.lstat().st_mode):
            return None
        with note.open("rb") as file:
            return _said_in(file.read(_MOST_BYTES))
    except OSError:
        return None


def write_holder(note: Path, holder: Holder, *, for_others: bool = True) -> None:
    """Put a note in the place of every other; so with a link, which is never followed: others can write here.

    Args:
        note: the file.
        holder: what it says.
        for_others: see ``write_atomically``.

    Raises:
        WriteFault: it can't be written.
    """
    write_atomically(note, _note_of(holder), follow_links=False, for_others=for_others)


def renew_holder(note: Path, holder: Holder, *, for_others: bool = True) -> Holder | None:
    """Write over one's own note; return who else stands in it, and then leave it alone.

    Whoever takes over puts a new file in the place of ours. What is written into the very file that was read
    goes into our own note or, when she has put hers there in this moment, nowhere: never over hers.

    Raises:
        WriteFault, OSError: it can't be written.
    """
    if not _lies_open(note):
        write_holder(note, holder, for_others=for_others)
        return None
    try:
        file = os.open(note, _IN_PLACE)
        is_new = False
    except FileNotFoundError:
        file = os.open(note, _IN_PLACE | os.O_CREAT | os.O_EXCL, 0o666)  # not over one that comes just now
        is_new = True
    with os.fdopen(file, "r+b", buffering=0) as stream:
        found = _said_in(stream.read(_MOST_BYTES))
        if found is not None and found.token != holder.token:
            return found
        stream.seek(0)
        stream.write(_note_of(holder))
        stream.truncate()
    if is_new and for_others:
        open_to_others(note)
    return None


def _lies_open(note: Path) -> bool:
    """Tell whether a note, or nothing at all, is there: no link, pipe or folder."""
    try:
        return stat.S_ISREG(note.lstat().st_mode)
    except FileNotFoundError:
        return True


def _note_of(holder: Holder) -> bytes:
    """Return a note. The beat ends it, filled up: half of a newer note over an older one is one too."""
    plain = {**asdict(holder), "since": holder.since.isoformat() if holder.since else ""}
    plain["beat"] = plain.pop("beat")
    text = json.dumps(plain, ensure_ascii=False).removesuffix("}")
    return f"{text}{' ' * (_BEAT_SIGNS - len(str(holder.beat)))}}}".encode()


def _said_in(note: bytes) -> Holder | None:
    try:
        found = json.loads(note)
        since = datetime.fromisoformat(found["since"]) if found["since"] else None
        return Holder(
            str(found["user"]),
            str(found["pc"]),
            since,
            str(found["token"]),
            int(found["beat"]),
            bool(found["left"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


class Presence:
    """Our own note: renewed by a thread, so that neither a busy window nor a slow network stops anything."""

    def __init__(
        self, note: Path, pc: str, *, beat_seconds: float = BEAT_SECONDS, for_others: bool = True
    ) -> None:
        """Name the note and this PC; nothing is written yet."""
        self._for_others = for_others
        self._note = note
        self._pc = pc
        self._beat_seconds = beat_seconds
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._mine: Holder | None = None

    def begin(self) -> None:
        """Write the note and keep it fresh."""
        self._mine = Holder(this_user(), self._pc, datetime.now(UTC), os.urandom(8).hex())
        try:
            write_holder(self._note, self._mine, for_others=self._for_others)
        except GiaError as fault:
            _log.warning("note of the holder not written: %s", fault.detail)
        self._ended.clear()
        self._thread = threading.Thread(target=self._renew, name="gia-presence", daemon=True)
        self._thread.start()

    def end(self, *, keep_note: bool) -> None:
        """Stop renewing; a kept note says who was the last one.

        One that comes while ours is removed may be removed with it; her next beat writes it again.
        """
        if self._thread is None or self._mine is None:
            return
        self._ended.set()
        self._thread.join(timeout=5)
        self._thread = None
        if keep_note:
            self._over_own(replace(self._mine, left=True))
        elif self._other() is None:
            try:
                self._note.unlink(missing_ok=True)
            except OSError as error:
                _log.warning("note of the holder stays: %s", type(error).__name__)

    def check(self) -> None:
        """Make sure that nobody else has taken over since.

        Raises:
            TakenOverFault: somebody has.
        """
        other = self._other()
        if other is not None:
            raise TakenOverFault(self._note.parent, other)

    def _other(self) -> Holder | None:
        """Return who stands in the note instead of us; a missing note says nothing (somebody tidied up)."""
        found = read_holder(self._note)
        return found if self._mine and found and found.token != self._mine.token else None

    def _renew(self) -> None:
        while self._mine is not None and not self._ended.wait(self._beat_seconds):
            self._mine = replace(self._mine, beat=self._mine.beat + 1)
            if self._over_own(self._mine) is not None:
                return

    def _over_own(self, holder: Holder) -> Holder | None:
        """Renew our note; return who else stands in it."""
        try:
            return renew_holder(self._note, holder, for_others=self._for_others)
        except (GiaError, OSError) as fault:
            _log.warning("note of the holder not renewed: %s", type(fault).__name__)
            return None


class Watch:
    """Looks whether another one's note changes; only our own clock counts, so that theirs may be wrong."""

    def __init__(self, note: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to watch a note."""
        self._note = note
        self._clock = clock
        self._seen = read_holder(note)
        self._since = clock()

    @property
    def holder(self) -> Holder | None:
        """Who stood in the note when it was last looked at."""
        return self._seen

    def look(self) -> None:
        """Look again."""
        found = read_holder(self._note)
        if found != self._seen:
            self._seen, self._since = found, self._clock()

    @property
    def silent(self) -> bool:
        """Tell whether the program behind the note gives no sign of life."""
        return self._clock() - self._since >= SILENT_SECONDS


class WhyLooking(Enum):
    """What keeps the clerk from editing."""

    HELD = "held"
    """Somebody else edits."""

    SILENT = "silent"
    """Somebody else began to edit, and gives no sign of life any more."""

    FREE = "free"
    """Nothing any more: she can begin."""

    WRITE_PROTECTED = "write-protected"
    """Nothing can be written there."""


def standing_words(standing: WhyLooking, holder: Holder | None, thing: str) -> str:
    """Say how things stand and what can be done.

    Args:
        standing: how things stand.
        holder: who edits, as far as it is known.
        thing: what it is about, e.g. ``这份报告``.
    """
    who = holder.words if holder is not None else "另一个人"
    since = f"，从 {holder.since_words} 起" if holder is not None and holder.since_words else ""
    match standing:
        case WhyLooking.HELD:
            return f"{thing}正由 {who}编辑{since}。{_READING}"
        case WhyLooking.SILENT:
            return (
                f"{thing}由 {who}打开编辑{since}，但那边已有一分多钟没有动静，可能已关机、断电或拔走了U盘。"
                "确定那边不再编辑，就可以接手。"
            )
        case WhyLooking.FREE:
            return f"{who}已经退出，{thing}现在可以由您编辑。"
        case WhyLooking.WRITE_PROTECTED:
            return f"{thing}所在的文件夹不能写入（只读、U盘写保护或没有权限）。{_READING}"


def take_over_question(holder: Holder | None) -> str:
    """Return what is asked before the place of a silent program is taken."""
    who = holder.words if holder is not None else "另一个人"
    return (
        f"接手以后由您编辑。{who}那边如果还开着，最后的改动存不进来，会提示那边另存。\n"
        "请先打个电话问一下；确定要接手吗？"
    )
