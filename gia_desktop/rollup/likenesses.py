"""Reports of different units whose texts are the same once names and numbers are taken out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.narrative import resolve_live_numbers
from gia_desktop.core.report import UNIT_SHORT_NAMES, Report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.roster import Roster, stem

NEAR: Final = 90
"""Per cent of common wording from which two reports count as near."""
RUN: Final = 8
"""Signs that must follow each other in both."""
_SHORTEST: Final = 60
"""Signs below which a text says too little to be compared."""
_WHOLE_GROUP: Final = 40
"""Units of one group up to which each pair is told; of a larger one each with the first."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万两〇零]+(?=[件条个次份人万元])")
_LIVE: Final = re.compile(r"\{[a-z0-9_.]+\}")
_SIGN: Final = re.compile(r"[^\W\d_]")
_GENERIC: Final = tuple(
    sorted({*UNIT_SHORT_NAMES.values(), "本镇", "本乡", "我乡", "本街道", "本局", "本单位"})
)


class Twins(StrEnum):
    """How two texts are alike, the strongest first."""

    EXACT = "exact"
    NAMES = "names"
    NEAR = "near"
    OWN_LAST_YEAR = "own_last_year"

    @property
    def words(self) -> str:
        """The class in words."""
        return {
            "exact": "一字不差",
            "names": "只换了名称和数字",
            "near": "大部分相同",
            "own_last_year": "与本单位上年相同",
        }[self.value]


@dataclass(frozen=True)
class AlikePair:
    """Two units with the same text, or a unit with its own of last year; ``percent`` of the words agree."""

    kind: Twins
    left: str
    right: str
    percent: int


@dataclass(frozen=True)
class _Text:
    unit: str
    whole: str
    """Digest of the text as it reads."""
    bare: str
    """The words that are left without names, places and numbers."""


def twins(collection: Collection, formats: Formats) -> list[AlikePair]:
    """Return all pairs of units with the same or nearly the same text, the most alike first.

    Args:
        collection: what was handed in.
        formats: the official formats, for the digits that live numbers show.
    """
    texts = [
        text
        for unit in collection.roster.units
        if (report := collection.report(unit.name)) is not None
        if len((text := _text(unit.name, report, collection.roster, formats)).bare) >= _SHORTEST
    ]
    pairs = [*_same(texts), *_near(texts), *_own_last_year(texts, collection, formats)]
    order = list(Twins)
    return sorted(pairs, key=lambda pair: (order.index(pair.kind), -pair.percent, pair.left, pair.right))


def bare_words(text: str, names: Iterable[str]) -> str:
    """Return the words of a text without the names given, short forms such as 我镇, numbers and signs."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    for name in _GENERIC:
        text = text.replace(name, "")
    text = _NUMBER.sub("", _LIVE.sub("", text))
    return "".join(_SIGN.findall(text))


def common_percent(left: str, right: str) -> int:
    """Return how many per cent of the runs of two bare texts are common to both (Jaccard)."""
    one, other = _runs(left), _runs(right)
    union = len(one | other)
    return 100 * len(one & other) // union if union else 100


def same_passages(left: str, right: str) -> list[tuple[int, int]]:
    """Return the places in a text, as written, that stand in another one too, longest runs joined."""
    known = {right[start : start + RUN] for start in range(len(right) - RUN + 1)}
    found: list[tuple[int, int]] = []
    for start in range(len(left) - RUN + 1):
        if left[start : start + RUN] not in known:
            continue
        if found and found[-1][1] >= start:
            found[-1] = (found[-1][0], start + RUN)
        else:
            found.append((start, start + RUN))
    return found


def whole_text(report: Report) -> str:
    """Return all a report says in words: opening and sections."""
    return "\n".join([report.text(PREAMBLE), *report.sections.values()])


def _text(unit: str, report: Report, roster: Roster, formats: Formats) -> _Text:
    words = whole_text(report)
    # Equal sentences over other tables read differently: a copy is what a reader takes for one.
    read = resolve_live_numbers(words, make_sheet(report, formats).live) if _LIVE.search(words) else words
    names = {unit, report.unit_name, roster.area, stem(unit, roster.area), *roster.get(unit).aliases}
    digest = hashlib.sha256("".join(read.split()).encode("utf-8", "replace")).hexdigest()
    return _Text(unit, digest, bare_words(words, names))


def _same(texts: Sequence[_Text]) -> Iterator[AlikePair]:
    """Yield copies, and texts that are the same but for names; a copy with the other's name left in, too."""
    told: set[tuple[str, str]] = set()
    for kind in (Twins.EXACT, Twins.NAMES):
        groups: dict[str, list[_Text]] = {}
        for text in texts:
            groups.setdefault(text.whole if kind is Twins.EXACT else text.bare, []).append(text)
        for group in groups.values():
            for left, right in _pairs(group):
                if (left.unit, right.unit) not in told:
                    told.add((left.unit, right.unit))
                    yield AlikePair(kind, left.unit, right.unit, 100)


def _pairs(group: Sequence[_Text]) -> Iterator[tuple[_Text, _Text]]:
    if len(group) <= _WHOLE_GROUP:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _near(texts: Sequence[_Text]) -> Iterator[AlikePair]:
    """Yield pairs of at least ``NEAR`` per cent.

    Two sets of which so much is common must share one of their rarest runs (prefix filtering: Chaudhuri,
    Ganti, Kaushik 2006), so that only few pairs are ever compared, even of 3,000 reports.
    """
    first: dict[str, _Text] = {}
    copies: set[str] = set()
    for text in texts:
        if text.whole not in copies:
            first.setdefault(text.bare, text)
        copies.add(text.whole)
    each = [(text, _runs(text.bare)) for text in first.values()]
    common = Counter(run for _, runs in each for run in runs)
    index: dict[int, list[int]] = {}
    for place, (text, runs) in enumerate(each):
        rare = sorted(runs, key=lambda run: (common[run], run))
        prefix = rare[: len(runs) - -(-NEAR * len(runs) // 100) + 1]
        candidates = {other for run in prefix for other in index.get(run, ())}
        for other in sorted(candidates):
            percent = _percent(runs, each[other][1])
            if percent >= NEAR:
                yield AlikePair(Twins.NEAR, each[other][0].unit, text.unit, percent)
        for run in prefix:
            index.setdefault(run, []).append(place)


def _own_last_year(texts: Sequence[_Text], collection: Collection, formats: Formats) -> Iterator[AlikePair]:
    for text in texts:
        before = collection.previous.get(text.unit)
        if before is None:
            continue
        percent = common_percent(text.bare, _text(text.unit, before, collection.roster, formats).bare)
        if percent >= NEAR:
            yield AlikePair(Twins.OWN_LAST_YEAR, text.unit, text.unit, percent)


def _runs(bare: str) -> frozenset[int]:
    """Return the runs of a text by their hashes, the same in every process."""
    return frozenset(
        int.from_bytes(hashlib.blake2b(bare[start : start + RUN].encode(), digest_size=8).digest())
        for start in range(len(bare) - RUN + 1)
    )


def _percent(left: frozenset[int], right: frozenset[int]) -> int:
    common = len(left & right)
    union = len(left) + len(right) - common
    return 100 * common // union if union else 100
