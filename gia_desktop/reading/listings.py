"""Totals of a sentence with the parts listed after them: 共公开120条，其中动态60条、公告40条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from gia_desktop.core.records import dataclass
from gia_desktop.reading.listing_parts import Part, Share, is_counted_as, parts_after
from gia_desktop.reading.plain_text import Sentence, sentences
from gia_desktop.reading.sentence_parts import Clause, Word, clauses
from gia_desktop.reading.text_numbers import Amount, read_amount
from gia_desktop.reading.vocabulary import APPLICANTS, OUTCOMES

_LISTED: Final = re.compile(
    r"(?=[其主具包涵分：从按以，(])(?:其中|(?:主要|具体)?(?:包括|包含|涵盖)|分别[为是]|具体(?:[为是]|如下[：，]?)|："
    r"|(?:从|按照?|以)[^，。；：、]{1,10}(?:看|来看|分|划分|统计)[，,]?"
    r"|，在?[^，。；：、\d()]{0,10}(?:信息|文件|申请)当?中[，：](?=[^，。；：]{2,20}\d)"
    r"|(?<=[件条份次篇期场])\((?=[^，。；：、()\d]{2,16}\d+[件条份次篇期场则个][，、；])"
    r"|(?<=[件条份项篇])，(?!其中|(?:主要|具体)?包括|具体|分别)(?=(?:截至目前，)?(?:发布|公开|通过)?[^，。；：、()\d]{2,16}\d+[条件份项篇][，、；][^，。；：、()\d]{2,16}\d+[条件份项篇][，、；])"
    r"|(?<=[件条份])，(?=(?:通过)?(?:网络|网上|线上|线下|信函|信件|邮寄|当面|现场|窗口|电子邮件)[^，。；：、]{0,6}\d))"
)
_TELLS_NO_MORE: Final = re.compile(
    r"[^，。；：、()\d]{0,8}[，、：；(]{0,2}(?:(?:主要|具体|主动公开信息)?(?:类别|内容|信息|分类))?"
)
_ABOUT_IT: Final = re.compile(
    r"[^，。；：、()\d]{0,8}，(?:(?:主要|内容)?(?:涉及|涵盖|包括|内容|为)[^。；\d]{2,60}|(?:同比|比|较)[^，。；]{2,16})，"
)
_TRAILS_OFF: Final = re.compile("，(?!主要|内容|包括|涉及|涵盖)[^。]*等")
_HAS_SUM: Final = re.compile("[，、](?:共|合计|总计|累计|以上|上述)")
_IMPLIED: Final = re.compile(
    "，(?!(?:通过)?(?:网络|网上|线上|线下|信函|信件|邮寄|当面|现场|窗口|电子邮件)|[^，。；：、]{0,14}中[，：])"
)
_ADDS_UP_TO: Final = re.compile(r"(?:共|累计|合计|总计|信息|事项)[^，。\d]{0,6}$")
_COMPLETE: Final = re.compile(r"(?:具体)?(?:包括|包含)|分别[为是]|具体(?:[为是]|如下[：，]?)|：")
_NUMBER: Final = re.compile(r"\d+")
_NO_TOTALS: Final = frozenset({"carry_in", "carry_out", "versus", "up", "down", "last_year"})
_FEWEST: Final = 2
_NONE: Final = Decimal(0)
_SEVERAL: Final = 3
_NEAR: Final = 10
_NEARER: Final = 4
_LESS_NEAR: Final = 20
_FAR: Final = 40
"""Parts in a hundred that a list meant to be complete may be off by; less when no word leads to it, more when
one digit of the total is another, or digits are swapped."""
_LONG: Final = 100
"""Numbers of three digits seldom have the same ones in another order by chance."""
_IN_TABLES: Final = frozenset({"result", "applicant", "outcome", "case"})
"""Their shares are held against the tables."""
_LEADS_ON: Final = re.compile(
    r"\s*(?:其中[，：:]?|在[^，。；：、\d()]{0,10}(?:信息|文件)当?中，|(?:主动公开信息|按内容)?分类：|(?:主要|具体)?(?:类别|内容|信息)?(?:包括|包含|有|为)：?(?=[^，。；\d]{2,16}\d)|(?=通过[^，。；\d]{2,16}\d))"
)
_LOOKS_BACK: Final = re.compile(r"从[^，。；：、\d]{1,10}来?看，[^，。；：、\d]{1,16}\d")
"""A paragraph of its own for the parts of the total before it: 从公开渠道来看，政府网站2条."""
_PAIRS: Final = (frozenset({"natural", "organisations"}), frozenset({"review", "suit"}), frozenset(OUTCOMES))
"""Kinds of parts that are all there are when they are named together."""


@dataclass(frozen=True)
class Listing:
    """A total with its parts.

    Attributes:
        complete: the parts are said to be all there are.
        evenly: they are kinds parted by the same sign; none of them stands for itself behind the others.
        ways: some are named by the way they went out, and one thing may go out by several.
        meant: nothing else that might belong to them follows; they may have been meant to be all there are.
        open_ended: something without a number follows them: …，开办专题等.
        implied: no word tells that they are parts of the number before them.
        largest: the largest part in the measure of the total.
        shares: the percentages stated with them.
        others: totals told beside this one, which the parts may belong to as well.
        whole: the total that this total is itself a part of; later parts may be parts of that one.
    """

    total: Decimal
    parts: tuple[Decimal, ...]
    measure: str
    complete: bool
    span: tuple[int, int]
    total_span: tuple[int, int]
    evenly: bool = False
    ways: bool = False
    meant: bool = False
    open_ended: bool = False
    implied: bool = False
    largest: Decimal = _NONE
    shares: tuple[Share, ...] = ()
    others: tuple[Decimal, ...] = ()
    whole: Decimal | None = None

    @property
    def is_wrong(self) -> bool:
        """Tell whether the parts can't belong to the total, however they overlap."""
        amount = sum(self.parts, Decimal(0))
        if amount == self.total or (not self.evenly and self.total in accumulate(self.parts)):
            return False
        if any(amount <= other for other in self.others):
            return False
        if not self.complete and self._returns_to_whole(amount):
            return False
        sorted_out = not self.implied and (not self.ways or self.largest > self.total)
        too_much = amount > self.total and sorted_out
        return self.complete or too_much or self._is_near(amount)

    @property
    def may_lack_parts(self) -> bool:
        """Tell whether the parts are fewer than their total, and nothing says that they are all."""
        return not self.complete and sum(self.parts) < self.total

    def _is_near(self, amount: Decimal) -> bool:
        """Tell whether parts come so near to their total that they were meant to be all there is.

        Of a list that leaves out what matters less, the rest is a good part of the whole; one that is off
        by a few, or by two digits that changed places, was meant to add up.
        """
        if not self.meant or len(self.parts) < _FEWEST or (self.open_ended and amount < self.total):
            return False
        off = abs(amount - self.total)
        if off * 100 <= self.total * (_NEARER if self.implied else _NEAR):
            return True
        mistyped = off * 100 <= self.total * _LESS_NEAR and _differ_in_one_digit(self.total, amount)
        if mistyped and not self.ways:
            return True
        if _is_swapped(self.total, amount) and (amount >= _LONG or off * 100 <= self.total * _FAR):
            return True
        return off * 100 <= self.total * _FAR and self._has_digits_swapped(amount)

    def _has_digits_swapped(self, amount: Decimal) -> bool:
        """Tell whether the digits of one number, put in another order, make the sum right."""
        swaps = [(part, self.total - amount + part) for part in self.parts]
        return any(right > 0 and _is_swapped(number, right) for number, right in swaps)

    def _returns_to_whole(self, amount: Decimal) -> bool:
        """Tell whether the last parts may stand beside the total: 96条，网站41条，其中解读2条，微信55条."""
        if self.whole is None:
            return False
        own = [Decimal(0), *accumulate(self.parts)]
        return any(told <= self.total and self.total + amount - told <= self.whole for told in own)


def _differ_in_one_digit(number: Decimal, right: Decimal) -> bool:
    """Tell whether two numbers are written alike but for one digit: 58 and 68."""
    one, other = f"{number:f}", f"{right:f}"
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and differing == 1


def _is_swapped(number: Decimal, right: Decimal) -> bool:
    """Tell whether two numbers are written with the same digits in another order: 213 and 231."""
    return number != right and sorted(f"{number:f}") == sorted(f"{right:f}")


@lru_cache(maxsize=64)
def listings(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of a text that are followed by their parts, with their places in it."""
    found: list[Listing] = []
    before: Sentence | None = None
    for sentence in sentences(text):
        if _may_list(sentence.text):
            joined = _joined(before, sentence)
            found += [
                replace(
                    listing,
                    span=joined.span(*listing.span),
                    total_span=joined.span(*listing.total_span),
                    shares=tuple(replace(one, span=joined.span(*one.span)) for one in listing.shares),
                )
                for listing in _listings_of(joined.text, year)
            ]
        if sentence.opens or _NUMBER.search(sentence.text):
            before = sentence  # what says no number may stand between a total and its parts
    return tuple(found)


@lru_cache(maxsize=8192)
def _may_list(text: str) -> bool:
    if len(_NUMBER.findall(text)) < _FEWEST:
        return False
    return _LISTED.search(text) is not None or _LEADS_ON.match(text) is not None


def _joined(before: Sentence | None, sentence: Sentence) -> Sentence:
    """Return a sentence that begins with 其中, or 从…来看, with the one that its parts belong to."""
    leads_on = _LOOKS_BACK.match(sentence.text) if sentence.opens else _LEADS_ON.match(sentence.text)
    if before is None or leads_on is None or not before.text.endswith("。"):
        return sentence
    text = f"{before.text[:-1]}，{sentence.text}"
    starts = (before.places or range(len(before.text)), sentence.places or range(len(sentence.text)))
    off = sentence.start - before.start
    return Sentence(text, before.start, (*starts[0], *(off + at for at in starts[1])), before.opens)


@lru_cache(maxsize=4096)
def _listings_of(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of an even sentence; their places lie in it."""
    found: list[Listing] = []
    parts = clauses(text, year)
    wholes: list[tuple[int, Decimal | None]] = []
    for match in _LISTED.finditer(text):
        before = [clause for clause in parts if clause.start <= match.start()]
        after = [clause for clause in parts if clause.end > match.end()]
        number = _last_number(before, match.start())
        if number is None or not _leads_to(text[number[0].end : match.start()], match.group()):
            found += _summed_up(text, after, match)
            continue
        word, depth = number
        implied = _IMPLIED.match(text, match.start()) is not None
        if implied and not _may_be_whole(text, before, word):
            continue
        if _is_doubtful(before, word, match.group()):
            continue
        amount = read_amount(word.text)
        outer = [whole for end, whole in wholes if end <= word.start]
        wholes.append((match.end(), None if amount is None else amount.value))
        if amount is not None:
            others = () if outer else tuple(_beside(before, word, amount.measure))
            total = _Total(word, depth, amount, others, outer[-1] if outer else None, implied)
            found += _made(text, match, total, after)
    return tuple(found)


def _may_be_whole(text: str, before: Sequence[Clause], total: Word) -> bool:
    """Tell whether a number is the first of its sentence and a sum: what follows may be its parts."""
    first = not any(
        word.meaning == "number" and word.start < total.start for clause in before for word in clause.words
    )
    return first and _ADDS_UP_TO.search(text, 0, total.start) is not None


def _leads_to(between: str, listed: str) -> bool:
    """Tell whether a list belongs to the number before it: what stands between tells no more of it."""
    return _TELLS_NO_MORE.fullmatch(between) is not None or (
        listed == "其中" and _ABOUT_IT.fullmatch(between) is not None
    )


def _summed_up(text: str, after: Sequence[Clause], match: re.Match[str]) -> Iterator[Listing]:
    """Yield parts that no total stands before, with the sum behind them: 包括动态60条、公告40条，共100条."""
    if _HAS_SUM.search(text, match.end()) is None:
        return
    level = after[0].depth if after else 0
    told = parts_after(text, after, match.end(), level, "")
    if told.summed is not None:
        yield from _added_up(told.found, told.summed)


def _beside(before: Sequence[Clause], total: Word, measure: str) -> Iterator[Decimal]:
    """Yield the numbers told before a total in the same measure: 发布信息55条，更新信息5条，其中…."""
    for clause in before:
        for word in clause.words:
            amount = read_amount(word.text) if word.meaning == "number" and word.end <= total.start else None
            if amount is not None and amount.measure == measure:
                yield amount.value


def _last_number(before: Sequence[Clause], place: int) -> tuple[Word, int] | None:
    numbers = [
        (word, clause.depth)
        for clause in before
        for word in clause.words
        if word.meaning == "number" and word.end <= place
    ]
    return numbers[-1] if numbers else None


def _is_doubtful(before: Sequence[Clause], word: Word, listed: str) -> bool:
    """Tell whether a total is one of several (新收5件，上年结转2件，其中…)."""
    clause = next(clause for clause in before if word in clause.words)
    if sum(other.meaning == "number" and other.end <= word.end for other in clause.words) > 1:
        return True  # 行政复议6件和行政诉讼3件，其中…
    if not _CASES.isdisjoint(clause.meanings) and any(
        one.start < clause.start and not _CASES.isdisjoint(one.meanings) and "number" in one.meanings
        for one in before
    ):
        return True  # 行政复议6件，行政诉讼3件，其中…
    if not APPLICANTS.keys().isdisjoint(clause.meanings) and any(
        one.start < clause.start and not _PARTED.isdisjoint(one.meanings) for one in before
    ):
        return True  # 包括自然人15件，法人1件。其中8件已公开: of all of them
    not_total = _NO_TOTALS | {"channel"} if listed == "，" else _NO_TOTALS
    return any(other.meaning in not_total for other in clause.words)


_PARTED: Final = frozenset({"among", "including"})
_CASES: Final = frozenset({"review", "suit", "direct", "after_review"})


class _Total(NamedTuple):
    """A number that parts are listed behind, with the brackets it stands in; see ``Listing`` for the rest."""

    word: Word
    depth: int
    amount: Amount
    others: tuple[Decimal, ...]
    whole: Decimal | None
    implied: bool


def _made(text: str, match: re.Match[str], total: _Total, after: Sequence[Clause]) -> Iterator[Listing]:
    """Yield the listings of a total, one for every way its parts are sorted by."""
    word, amount = total.word, total.amount
    if amount.approx or not amount.measure or amount.is_money:
        return
    level = total.depth + text.count("(", word.end, match.end())
    told = parts_after(text, after, match.end(), level, amount.measure)
    parts = told.found
    kinds = {part.kind for part in parts}
    if _are_of_one_kind(parts):
        # 电话咨询30件、现场咨询20件; 企事业单位信息28条 among kinds of what was published
        parts, kinds = tuple(replace(part, kind="else") for part in parts), {"else"}
    for kind in sorted(kinds):
        found = [part for part in parts if part.kind == kind]
        alone = len(found) == len(parts)
        if len(found) < _FEWEST and not (alone and _exceeds(found, amount, match.group())):
            continue
        if alone and told.summed is not None:
            yield from _added_up(found, told.summed)
            continue
        whole = alone and kind == "else" and not text.startswith("等", found[-1].word.end)
        closed, parted = whole and told.closed, whole and told.parted
        even = all(part.is_kind for part in found)
        ends = alone and (kind != "else" or closed or told.parted)
        complete = _is_complete(found, ends, match.group(), text) or (
            closed and found[-1].is_rest  # 动态60条，公告40条，其他20条
        )
        evenly = even and len({part.stop for part in found[:-1]}) == 1
        meant = (closed or parted) and (evenly or _are_ways(found))
        ways = meant and not even
        if total.implied and not (meant and len(found) > _FEWEST):
            continue
        listed = {part.stop for part in found[:-1]} == {"、"} or even or ways
        if complete or kind != "else" or listed or len(found) < _FEWEST:
            yield Listing(
                amount.value,
                tuple(part.value for part in found),
                amount.measure,
                complete and not ways and not total.implied,
                (word.start, found[-1].word.end),
                (word.start, word.end),
                evenly,
                ways=ways,
                meant=meant,
                open_ended=_TRAILS_OFF.match(text, found[-1].word.end) is not None,
                implied=total.implied,
                largest=max([part.value for part in found if part.measure == amount.measure], default=_NONE),
                others=total.others if kind == "else" else (),
                whole=total.whole if kind == "else" else None,
            )
    shares = tuple(part.share for part in parts if part.share is not None and part.kind not in _IN_TABLES)
    if shares:
        yield Listing(amount.value, (), amount.measure, False, (word.start, word.end), (word.start, word.end),
                      shares=shares)  # fmt: skip


def _are_of_one_kind(parts: Sequence[Part]) -> bool:
    """Tell whether parts are kinds of one whole, though one has a word of applications in its name."""
    kinds = [part.kind for part in parts]
    if set(kinds) == {"channel", "else"}:
        return all(part.is_kind or part.is_way for part in parts)
    named = len(kinds) - kinds.count("else")
    return named == 1 and len(kinds) > _SEVERAL and all(part.is_kind for part in parts)


def _exceeds(found: Sequence[Part], total: Amount, listed: str) -> bool:
    """Tell whether one part alone is more than its total: 收到5件，其中网络申请8件."""
    return listed == "其中" and found[0].measure == total.measure and found[0].value > total.value


def _are_ways(found: Sequence[Part]) -> bool:
    """Tell whether parts are named by ways things went out, or by kinds, but for one in four at most."""
    others = sum(not (part.is_way or part.is_kind) for part in found)
    return len(found) > _FEWEST + others * 2 or (not others and any(part.is_way for part in found))


def _added_up(found: Sequence[Part], summed: Word) -> Iterator[Listing]:
    """Yield parts with the number that adds them up behind them: 动态60条、公告40条，共100条."""
    amount = read_amount(summed.text)
    if amount is None or amount.approx or not all(part.is_kind for part in found):
        return
    if is_counted_as(found[0].measure, amount.measure):
        yield Listing(
            amount.value, tuple(part.value for part in found), amount.measure, True,
            (found[0].word.start, summed.end), (summed.start, summed.end), evenly=True, meant=True,
        )  # fmt: skip


def _is_complete(found: Sequence[Part], alone: bool, listed: str, text: str) -> bool:  # noqa: FBT001
    """Tell whether parts are all there are: said so, or both kinds of applicants, or all four outcomes."""
    named = frozenset[str]().union(*(part.named for part in found))
    if any(pair <= named for pair in _PAIRS):
        return True
    tail = text[found[-1].word.end : found[-1].word.end + 2]
    return alone and "等" not in tail and _COMPLETE.fullmatch(listed) is not None
