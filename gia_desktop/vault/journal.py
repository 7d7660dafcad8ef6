"""The write-ahead log of a database, read without SQLite: is it whole, and what is in it?

SQLite takes a log up to the first frame whose checksum is wrong and says nothing of the rest
(https://sqlite.org/fileformat2.html 4.4). That is right after a power cut, where only the last step can be
torn, which nobody was told is saved. It is wrong after damage, where whole steps follow.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gia_desktop.core.records import dataclass
from gia_desktop.vault.connection import PAGE_SIZE

_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_FRAME: Final = _FRAME_HEADER + PAGE_SIZE
_BIG_ENDIAN: Final = 0x377F0683
_LITTLE_ENDIAN: Final = 0x377F0682
_WORD: Final = 0xFFFFFFFF

Sums = tuple[int, int]


class _Frame(NamedTuple):
    """One image of a page; ``pages_after`` is the size of the database when it ends a transaction, else 0."""

    page: int
    pages_after: int
    salts: bytes
    start: int


@dataclass(frozen=True)
class Journal:
    """What was read in a log.

    Attributes:
        is_damaged: frames of this log are there that SQLite would pass over.
        committed: latest image of every page, by number from 1, as SQLite takes them.
        size: pages of the database after the last transaction that SQLite takes, 0 when there is none.
        found: every image of a page, oldest first, those behind the damage too.
    """

    is_damaged: bool
    committed: Mapping[int, bytes]
    size: int
    found: Sequence[tuple[int, bytes]]


def read_journal(wal: bytes) -> Journal:
    """Read the bytes of a log, which may be empty, cut off or damaged."""
    frames = list(_frames(wal))
    salts = _salts(wal, frames)
    mine = [place for place, frame in enumerate(frames) if frame.salts == salts]
    good = _good_frames(wal, frames, salts)
    ends = [place for place in mine if frames[place].pages_after]
    is_damaged = bool(mine) and good <= mine[-1] and bool(ends) and ends[-1] >= good
    committed_until = max((place + 1 for place in ends if place < good), default=0)
    found_until = len(frames) if is_damaged else committed_until
    return Journal(
        is_damaged,
        dict(_images(wal, frames[:committed_until])),
        frames[committed_until - 1].pages_after if committed_until else 0,
        _images(wal, [frames[place] for place in mine if place < found_until]),
    )


def whole_image(data: bytes, wal: bytes) -> bytes:
    """Return a database as SQLite sees it with its log, as one file that wants no log."""
    journal = read_journal(wal)
    size = journal.size * PAGE_SIZE if journal.size else len(data)
    image = bytearray(data[:size].ljust(size, b"\0"))
    for page, body in journal.committed.items():
        if page <= journal.size:
            image[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] = body
    if image[18:20] == b"\x02\x02":
        # Version numbers of writing and reading: 2 is a database with a log, which memory has no room for.
        image[18:20] = b"\x01\x01"
    return bytes(image)


def _frames(wal: bytes) -> Iterator[_Frame]:
    for start in range(_HEADER, len(wal) - _FRAME + 1, _FRAME):
        page, pages_after = struct.unpack_from(">II", wal, start)
        yield _Frame(page, pages_after, wal[start + 8 : start + 16], start)


def _salts(wal: bytes, frames: list[_Frame]) -> bytes:
    """Return the two random numbers that the frames of the present log bear; older ones bear others."""
    named = wal[16:24]
    begun = [frame.salts for frame in frames[:3]]
    if named in begun or not begun:
        return named
    # The header is damaged, or the very first frames are.
    most, times = Counter(begun).most_common(1)[0]
    return most if times > 1 or _header_sums(wal) is None else named


def _good_frames(wal: bytes, frames: list[_Frame], salts: bytes) -> int:
    """Return how many frames SQLite takes: those before the first that is not as it was written."""
    sums = _header_sums(wal)
    if sums is None:
        return 0
    order = ">" if wal[:4] == _BIG_ENDIAN.to_bytes(4) else "<"
    for place, frame in enumerate(frames):
        if frame.salts != salts or not frame.page:
            return place
        sums = _checksum(wal[frame.start : frame.start + 8], order, sums)
        body = frame.start + _FRAME_HEADER
        sums = _checksum(wal[body : body + PAGE_SIZE], order, sums)
        if sums != struct.unpack_from(">II", wal, frame.start + 16):
            return place
    return len(frames)


def _header_sums(wal: bytes) -> Sums | None:
    """Return the checksum of the header, with which that of the first frame begins; None when it is wrong."""
    magic = int.from_bytes(wal[:4])
    if len(wal) < _HEADER or magic not in {_BIG_ENDIAN, _LITTLE_ENDIAN}:
        return None
    sums = _checksum(wal[:24], ">" if magic == _BIG_ENDIAN else "<", (0, 0))
    return sums if sums == struct.unpack_from(">II", wal, 24) else None


def _checksum(data: bytes, order: str, sums: Sums) -> Sums:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second


def _images(wal: bytes, frames: list[_Frame]) -> list[tuple[int, bytes]]:
    bodies = ((frame.page, frame.start + _FRAME_HEADER) for frame in frames)
    return [(page, wal[start : start + PAGE_SIZE]) for page, start in bodies]
