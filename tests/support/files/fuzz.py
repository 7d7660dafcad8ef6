"""Damaging whole files at random: ``python -m tests.support.files.fuzz SECONDS [SEED [KIND or FILES]]``.

Bytes, tags, elements, texts, fields and operators of pages are lost, repeated, swapped and changed. A kind
is one of docx, xlsx, html, txt, pdf, gia, giar and giac; without one and without files all but the last four
are damaged. A file that ends the run is kept, and its name told.
"""

from __future__ import annotations

import copy
import io
import json
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.objects import dump_report
from gia_desktop.files.resources import resource as bundled
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_bytes
from gia_desktop.register.outside.giar import parse_register
from gia_desktop.rollup.giac import parse_collection
from tests.support.files.layouts import WRITERS, sample
from tests.support.reports.samples import clean_report

_TOKENS = re.compile(rb"<[^>]*>|[^<]+")
_NUMBERS = re.compile(rb"\d+")
_ODD = ("", "0", "-1", "2", "7", "999999999", "1" + "0" * 30, "x", "true", "FFFFFF", "1.5", "\u4e00")
"""What figures, names and switches of XML are changed to."""
_OWN = {
    "giar": ("register-2026.giar", "practice-register-2026.giar"),
    "giac": ("collection-2025.giac",),
}
"""Samples of kinds that are no reports."""
_LONG = 3.0
"""Seconds of reading after which a file is worth a look."""


def corpus(kind: str = "") -> list[bytes]:
    """Return sound and annotated reports in every layout of a kind of file."""
    samples = [sample(format_id, shape) for format_id in ("2019", "2021") for shape in ("sound", "annotated")]
    if kind == "pdf":
        return [_pdf_of(format_id) for format_id in ("2019", "2021")]
    if kind in _OWN:
        return [bundled(f"samples/{name}").read_bytes() for name in _OWN[kind]]
    if kind == "gia":
        return [dump_report(clean_report(format_id)) for format_id in ("2019", "2021")]
    return [writer(one) for name, writer in WRITERS.items() if name.startswith(kind) for one in samples]


def _pdf_of(format_id: str) -> bytes:
    """Return a PDF whose pages are not packed: damage reaches operators and figures."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    from gia_desktop.ui.paper.pdf import pdf_bytes

    made = pdf_bytes(make_sheet(clean_report(format_id), bundled_formats()), DocumentOptions())
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    for page in writer.pages:
        content = page.get_contents()
        if content is not None:
            plain = DecodedStreamObject()
            plain.set_data(content.get_data())
            page[NameObject("/Contents")] = plain
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a file with random damage; inside a zip file one part is damaged and packed again."""
    if data.startswith(b"PK") and rng.random() < 0.85:
        return _repacked(data, rng)
    if data.startswith(b"{") and rng.random() < 0.8:
        return _fields(data, rng)
    return _tokens(data, rng) if data.startswith(b"<") and rng.random() < 0.6 else _bytes(data, rng)


def survive(data: bytes, formats: Formats, kind: str = "") -> bool:
    """Read a file; tell whether it was read, let nothing but a told error pass."""
    try:
        if kind == "giar":
            parse_register(data)
        elif kind == "giac":
            parse_collection(data, formats)
        else:
            read_bytes(data, formats)
    except GiaError as error:
        if not error.sentence:
            raise AssertionError("an error without a sentence") from error
        return False
    return True


def _repacked(data: bytes, rng: random.Random) -> bytes:
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    chosen = rng.choice([name for name in parts if name == "word/document.xml"] or parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in package.namelist():
            part = package.read(name)
            packed.writestr(name, _part(part, rng) if name == chosen else part)
    return made.getvalue()


def _part(data: bytes, rng: random.Random) -> bytes:
    """Damage a part of a package; most often it stays XML: what is none is not looked into."""
    return _elements(data, rng) if rng.random() < 0.9 else _tokens(data, rng)


def _elements(data: bytes, rng: random.Random) -> bytes:
    """Lose, repeat, swap, move and change elements of XML and what they say."""
    root = etree.fromstring(data)
    for _ in range(rng.randint(1, 25)):
        inner = [one for one in root.iter(etree.Element) if one is not root]
        if not inner:
            break
        one, other = rng.choice(inner), rng.choice(inner)
        holder = one.getparent()
        assert holder is not None
        match rng.randrange(7):
            case 0:
                holder.remove(one)
            case 1:
                for _ in range(rng.choice((1, 1, 2, 40))):
                    one.addnext(copy.deepcopy(one))
            case 2:
                other.insert(rng.randint(0, len(other)), copy.deepcopy(one))
            case 3:
                holder.replace(one, copy.deepcopy(other))
            case 4:
                one.tag = other.tag
            case 5:
                one.text = rng.choice((*_ODD, other.text))
            case _:
                for name in rng.choice((one, other)).attrib:
                    one.set(name, rng.choice((*_ODD, other.get(name, ""))))
    return etree.tostring(root)


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


def _fields(data: bytes, rng: random.Random) -> bytes:
    """Lose, copy and change fields of an exchange file, at any depth."""
    whole = json.loads(data)
    for _ in range(rng.randint(1, 6)):
        holder: Any = whole
        while inner := [place for place in _places_in(holder) if _places_in(holder[place])]:
            if rng.random() < 0.2:
                break
            holder = holder[rng.choice(inner)]
        places = _places_in(holder)
        if not places:
            break
        place = rng.choice(places)
        match rng.randrange(4):
            case 0:
                del holder[place]
            case 1 if isinstance(holder, list):
                holder.insert(place, copy.deepcopy(holder[rng.choice(places)]))
            case 1:
                holder[f"{rng.choice(places)}."] = holder[place]
            case 2 if whole:
                holder[place] = copy.deepcopy(whole[rng.choice(list(whole))])
            case _:
                holder[place] = rng.choice(
                    [None, -1, 1e308, 10**30, "9" * 5000, [], {}, True, "\ud800", "０"]
                )
    return json.dumps(whole).encode()


def _places_in(holder: Any) -> list[Any]:
    """Return keys or places of what holds something."""
    return (
        [*range(len(holder))] if isinstance(holder, list) else [*holder] if isinstance(holder, dict) else []
    )


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


def _keep(data: bytes, word: str) -> None:
    with tempfile.NamedTemporaryFile(prefix=f"gia-fuzz-{word}-", delete=False) as file:
        file.write(data)
    sys.stderr.write(f"kept {file.name}\n")


def main(seconds: float, seed: int, files: Sequence[bytes], kind: str = "") -> str:
    """Damage and read until the time is over; a crash ends it with its traceback."""
    rng, formats = random.Random(seed), bundled_formats()
    end, rounds, read, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        data = mutated(rng.choice(files), rng)
        start = time.process_time()
        try:
            read += survive(data, formats, kind)
        except BaseException:
            _keep(data, "fatal")
            raise
        took = time.process_time() - start
        if took > max(slowest, _LONG):
            _keep(data, f"slow-{took:.1f}")
        slowest = max(slowest, took)
        rounds += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{rounds} files, {read} read, slowest {slowest:.2f} s, {memory} MB"


if __name__ == "__main__":
    chosen_seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen_kind = sys.argv[3] if sys.argv[3:] and not Path(sys.argv[3]).exists() else ""
    given = [] if chosen_kind else [Path(name).read_bytes() for name in sys.argv[3:]]
    sys.stdout.write(main(float(sys.argv[1]), chosen_seed, given or corpus(chosen_kind), chosen_kind) + "\n")
