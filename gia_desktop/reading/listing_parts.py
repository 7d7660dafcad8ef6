"""The parts listed behind a total: how much each is, and by what it is named and sorted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from gia_desktop.core.records import dataclass
from gia_desktop.reading.sentence_parts import Clause, Word
from gia_desktop.reading.text_numbers import Amount, read_amount
from gia_desktop.reading.vocabulary import APPLICANTS, OUTCOMES, RESULTS

_NUMBERS: Final = frozenset({"number", "spoken", "live"})
_ENDING: Final = frozenset({
    "total", "versus", "up", "down", "last_year", "carry_in", "carry_out", "newly", "receive", "accept",
    "finish", "year", "period",
})  # fmt: skip
_ITEM: Final = re.compile(r"^(?:\d{1,2}[.、])?(?:以及|和|及|与)?")
_ALSO: Final = re.compile("以及|和|及|与")
_TELLS_OF_IT: Final = re.compile("主要|内容|包括|涉及|涵盖")
_AS_OF_NOW: Final = re.compile("截[至止]目前|[到据]目前|据统计|据不完全统计")
_NARROWING: Final = frozenset({"among", "including"})
_AND_SO_ON: Final = re.compile("等(?:信息|内容)?(?:合计|共计|共)$")
_OF_WHOLE: Final = re.compile(r"占(?:比(?:例)?|总数的?|总量的?|全部的?)?(?:为|达到?)?")
_WAYS: Final = (
    "网站|平台|公众号|微信|微博|新媒体|公开栏|公示栏|公告栏|宣传栏|公报|客户端|抖音|头条|门户网|官网|网上公开"
    "|揭示板|服务网"
)
_NAMES_A_KIND: Final = re.compile(
    r"(?!.*(?:通过|利用|依托|借助|推送|同时|同步|开展|组织(?!机构|人事)|举办|回复|接受|办理|较|浏览|点击|访问|阅读|培训(?=.)|编发|召开|另|还有|属于|涉及|转载|刊发|被|采用|出席"
    rf"|{_WAYS}))[^，。；：、\d]{{2,22}}"
)
"""A part that is one kind of a whole: 工作动态60条; what went out by several ways overlaps."""
_NAMES_A_WAY: Final = re.compile(rf"[^，。；：、\d]*?(?:{_WAYS})[^，。；：、\d]{{0,12}}")
_KINDS: Final = (
    ("result", frozenset(RESULTS)), ("applicant", frozenset(APPLICANTS)), ("outcome", frozenset(OUTCOMES)),
    ("case", frozenset({"review", "suit"})),
)  # fmt: skip
_THE_REST: Final = re.compile(r"(?:其他|其它)(?!重点|法定|领域)")
_ADDS_UP: Final = re.compile(
    r"(?:以上|上述)?(?:共计|合计|总计|总共|一共|累计|共)(?:主动|对外|依法)?(?:公开|发布|更新)?(?:信息)?(?:为)?"
)
_FEWEST: Final = 2
_SAME_MEASURES: Final = frozenset({"条", "件", "份", "篇", "则", "个"})


@dataclass(frozen=True)
class Share:
    """A part of a total with the percentage of it that the sentence states."""

    part: Decimal
    stated: Decimal
    span: tuple[int, int]


@dataclass(frozen=True)
class Part:
    """One part of a listing: how much, by what it is sorted, and the words it is named by.

    ``is_kind`` tells that it is named as one kind of the whole, with nothing else in its clause; ``is_way``
    that it is named by the way it went out (网站, 微信公众号), and one thing may go out by several ways.
    """

    value: Decimal
    measure: str
    word: Word
    kind: str
    named: frozenset[str]
    stop: str
    is_kind: bool
    is_way: bool = False
    is_rest: bool = False
    share: Share | None = None


class Parts(NamedTuple):
    """What is listed behind a total.

    Attributes:
        found: the parts, in their order.
        summed: the number that adds them up behind them (…，共发布102条), when there is one.
        closed: the list goes on to the end of its sentence, or of its bracket.
        parted: it ends at a ；.
    """

    found: tuple[Part, ...]
    summed: Word | None = None
    closed: bool = True
    parted: bool = False


_NOTHING: Final = Parts(())


def parts_after(text: str, after: Sequence[Clause], place: int, level: int, measure: str) -> Parts:
    """Return the parts listed from a place on; none when one of them is no plain number of that measure.

    Args:
        text: the even sentence.
        after: its clauses that end behind the place.
        place: where the list begins.
        level: how many brackets the list stands in.
        measure: that of the total, empty when it is not known yet.
    """
    parts: list[Part] = []
    within = False
    for index, clause in enumerate(after):
        if clause.depth > level:
            continue  # a bracket inside a part
        words = [word for word in clause.words if word.start >= place]
        numbers = _numbers(text, words, max(place, clause.start))
        share = share_of(words, text)
        if parts and share is not None and not numbers:
            parts[-1] = replace(parts[-1], share=Share(parts[-1].value, *share))
            continue
        meanings = frozenset(word.meaning for word in words)
        # what follows are parts of the last part, or tells of it, up to the next ；
        tells_of_it = _TELLS_OF_IT.match(text, clause.start) is not None and not numbers
        narrows = any(word.meaning in _NARROWING and word.start - clause.start <= _FEWEST for word in words)
        within = bool(parts) and (within or tells_of_it or narrows)
        if within and clause.depth >= level:
            within = clause.stop != "；"
            continue
        if not numbers and clause.depth == level and clause.stop in {"(", "、"}:
            continue  # 动态(含公告)135条, 建议、提案办理结果25条: the number stands further on
        if not parts and not numbers and _AS_OF_NOW.fullmatch(text, clause.start, clause.end):
            continue  # 共公开122条，截至目前，公告26条…
        joined = len(numbers) == _FEWEST and _ALSO.match(text, numbers[0].end) is not None
        ending = meanings & _ENDING
        if ending == {"total"} and numbers and _AND_SO_ON.search(text, clause.start, numbers[0].start):
            ending = frozenset()  # 指南、年报等合计14条
        if clause.depth < level or not (len(numbers) == 1 or joined) or ending:
            closed = clause.depth < level or not _goes_on(after[index:], place, measure)
            return Parts(tuple(parts), _sum_of(text, clause, parts, numbers), closed)
        for number in numbers:
            amount = read_amount(number.text)
            measure = measure or (amount.measure if amount is not None else "")
            if amount is None or amount.approx or not is_counted_as(amount.measure, measure):
                return _NOTHING
            start = numbers[0].end if number is not numbers[0] else max(place, clause.start)
            parts.append(_part(text, clause, number, amount, meanings, start))
        if clause.stop == "；" and any(part.stop != "；" for part in parts):
            closed = not _goes_on(after[index + 1 :], place, measure)
            return Parts(tuple(parts), closed=closed, parted=True)
    return Parts(tuple(parts))


def _goes_on(after: Sequence[Clause], place: int, measure: str) -> bool:
    """Tell whether more numbers of a measure follow in a sentence."""
    told = [word for clause in after for word in clause.words if word.start >= place]
    amounts = [read_amount(word.text) for word in told if word.meaning == "number"]
    return any(amount is not None and is_counted_as(amount.measure, measure) for amount in amounts)


def _numbers(text: str, words: Sequence[Word], start: int) -> list[Word]:
    """Return the numbers of a clause but for that of an item, and those that count nothing.

    1.动态60条; 6.2级地震灾后重建1086条.
    """
    found = [
        word
        for word in words
        if word.meaning in _NUMBERS
        and not (word.start == start and word.text.isdigit() and text[word.end : word.end + 1] in {".", "、"})
    ]
    return found if len(found) < _FEWEST else [word for word in found if _measured(word)] or found


def _measured(number: Word) -> bool:
    """Tell whether a number has a measure word."""
    amount = read_amount(number.text)
    return amount is not None and bool(amount.measure)


def _part(
    text: str, clause: Clause, number: Word, amount: Amount, meanings: frozenset[str], start: int
) -> Part:
    named = _ITEM.sub("", text[start : number.start].strip("，："))
    bracketed = not named and text[clause.start - 1 : clause.start] == ")"  # 动态(含公告)135条
    alone = number.end == clause.end or _ALSO.match(text, number.end) is not None
    return Part(
        amount.value, amount.measure, number, _kind(meanings), meanings, clause.stop,
        alone and (bracketed or _NAMES_A_KIND.fullmatch(named) is not None),
        _NAMES_A_WAY.fullmatch(named) is not None,
        alone and _THE_REST.match(named) is not None,
    )  # fmt: skip


def _sum_of(text: str, clause: Clause, parts: Sequence[Part], numbers: Sequence[Word]) -> Word | None:
    """Return the number that a clause behind parts adds them up in: …，共发布102条."""
    if len(parts) < _FEWEST or len(numbers) != 1:
        return None
    lead = text[clause.start : numbers[0].start]
    return numbers[0] if _ADDS_UP.fullmatch(lead) and numbers[0].end == clause.end else None


def share_of(words: Sequence[Word], text: str) -> tuple[Decimal, tuple[int, int]] | None:
    """Return the percentage of a clause that says nothing but a share (占60%), and its place."""
    if [word.meaning for word in words] != ["share", "percent"] or not words[1].text.endswith("%"):
        return None
    amount = read_amount(words[1].text[:-1])
    if amount is None or amount.approx or not _OF_WHOLE.fullmatch(text[words[0].start : words[1].start]):
        return None
    return amount.value, (words[1].start, words[1].end)


def is_counted_as(measure: str, whole: str) -> bool:
    """Tell whether parts of a measure may add up to a total of another: 公开信息47条，其中文件22件."""
    return measure == whole or (measure in _SAME_MEASURES and whole in _SAME_MEASURES)


def _kind(meanings: frozenset[str]) -> str:
    """Return by what a part is sorted: result, applicant, outcome, case, way of applying, anything else."""
    for name, words in _KINDS:
        if meanings & words:
            return name
    return "channel" if "channel" in meanings else "else"
