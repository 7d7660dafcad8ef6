"""Damaging whole files at random: bytes, XML tags and texts; ``python -m tests.support.files.fuzz SECONDS``.

A seed and further files, PDF for instance, may follow the seconds; then only those files are damaged.
"""

from __future__ import annotations

import io
import random
import re
import resource
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from gia_desktop.core.errors import GiaError
from gia_desktop.formats.registry import Registry, bundled_formats
from gia_desktop.importers.reader import read_bytes
from tests.support.files.layouts import WRITERS, sample

_TOKENS = re.compile(rb"<[^>]*>|[^<]+")
_NUMBERS = re.compile(rb"\d+")


def corpus() -> list[bytes]:
    """Return sound and annotated reports in every layout."""
    return [
        writer(sample(format_id, shape))
        for writer in WRITERS.values()
        for format_id in ("2019", "2021")
        for shape in ("sound", "annotated")
    ]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a file with random damage; inside a zip file one part is damaged and packed again."""
    if data.startswith(b"PK") and rng.random() < 0.85:
        return _repacked(data, rng)
    return _tokens(data, rng) if data.startswith(b"<") and rng.random() < 0.6 else _bytes(data, rng)


def survive(data: bytes, registry: Registry) -> bool:
    """Read a file; tell whether it was read, let nothing but a told error pass."""
    try:
        read_bytes(data, registry)
    except GiaError as error:
        return not error.sentence
    return True


def _repacked(data: bytes, rng: random.Random) -> bytes:
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    chosen = rng.choice([name for name in parts if name == "word/document.xml"] or parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            copy.writestr(name, _tokens(part, rng) if name == chosen else part)
    return made.getvalue()


def _tokens(data: bytes, rng: random.Random) -> bytes:
    """Lose, repeat, swap and change tags and texts."""
    tokens = _TOKENS.findall(data)
    for _ in range(rng.randint(1, 25)):
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        match rng.randrange(5):
            case 0:
                tokens[at] = b""
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                odd = rng.choice([b"0", b"-1", b"2", b"7", b"999999999", b"1" + b"0" * 30])
                tokens[at] = _NUMBERS.sub(odd, tokens[at], count=1)
            case _:
                tokens[at:at] = tokens[at : at + rng.randint(1, 80)] * rng.randint(1, 3)
    return b"".join(tokens)


def _bytes(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 60)):
        at = rng.randrange(len(damaged))
        match rng.randrange(3):
            case 0:
                damaged[at] = rng.randrange(256)
            case 1:
                del damaged[at : at + rng.randint(1, 50)]
            case _:
                damaged[at:at] = damaged[at : at + rng.randint(1, 200)]
    return bytes(damaged)


def main(seconds: float, seed: int, files: Sequence[bytes]) -> str:
    """Damage and read until the time is over; a crash ends it with its traceback."""
    rng, registry = random.Random(seed), bundled_formats()
    end, rounds, read, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        data = mutated(rng.choice(files), rng)
        start = time.monotonic()
        read += survive(data, registry)
        slowest = max(slowest, time.monotonic() - start)
        rounds += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{rounds} files, {read} read, slowest {slowest:.2f} s, {memory} MB"


if __name__ == "__main__":
    chosen_seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    given = [Path(name).read_bytes() for name in sys.argv[3:]]
    sys.stdout.write(main(float(sys.argv[1]), chosen_seed, given or corpus()) + "\n")
