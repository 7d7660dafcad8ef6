"""Reads one clause of a sentence: a number belongs to the word that stands next to it.

What that word leaves open is settled by what was said before in the sentence, the ``Flow``. A clause is read
into its mentions and the flow that the next clause is read in; nothing is changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gia_desktop.reading.meanings import (
    KEYS,
    STATES,
    case_rows,
    fits,
    is_carried,
    meaning_of,
    none_of_others,
    shared_outcome,
    still_seen,
)
from gia_desktop.reading.periods import read_periods
from gia_desktop.reading.quantities import HANDLED, NEW, NEW_AND_CARRIED
from gia_desktop.reading.sentence_parts import LAST, OTHER, Clause, Flow, Mention, Period, Word
from gia_desktop.reading.subjects import subject_of
from gia_desktop.reading.text_numbers import Amount, read_amount
from gia_desktop.reading.vocabulary import ANY_APPLICATION, APPLICANTS, OUTCOMES, VOLUMES

_NUMBERS: Final = frozenset({"number", "spoken", "live"})
_OTHER_KEYS: Final = KEYS - {"distraction", "channel", "qualified", *VOLUMES}
_FILLER: Final = re.compile(
    r"(?:的|共|为|是|有|计|达|数量|数|总数|总量|总件数|件数|件|案|申请|事项|情况|了|案件|政府信息|信息|公开|各|等|方面|原因|类|内容|有关"
    r"|相关|分别|累计|合计|约|结果|情形|主体|决定|处理|到|出|提出|提交|人|者|方式|一审|[“”□、和及与或])*"
)
_AFTER: Final = re.compile(
    r"(?:(?:按照?|依照|根据)[^，。；按]{0,12}?(?:要求|规定|程序|时限|期限|流程)|在[^，。；在]{0,10}?(?:期限|时限|时间|工作日)(?:以|之)?内"
    r"|按时|按期|按规|依规|按|照|规定|程序|时限|要求|严格|法定|"
    r"由于|由|属于|属"
    r"|的|因|为|被|是|已经|已|均|及时|完成|依法|作出|作|予以|予|申请人|涉及|系|仍|尚|在|将|需要|需|须|拟|决定|信息|来自|有关|关于|与|引起|引发|进行|书面|当场|当年|年内|[“”])*+"
)
"""What may stand between a number and the word behind it; longer wordings first, nothing is tried twice."""
_HAVING: Final = re.compile(r"(?:的)?(?:结果)?(?:均|都)?(?:为|是|获得?|被)?(?:的)?")
"""What may stand between a case and how it ended: 14件行政诉讼为其他结果."""
_JOINED: Final = re.compile(r"(?:[、和及与或的]|等(?:原因|情形|理由|情况)?)*")
_UNMEASURED_END: Final = "，。；、()：!？！ "
_TRANSPARENT: Final = frozenset(
    {"total", "including", "among", "resolution", "every", "request", "all_channels", "disclosure"}
    | {"year", "this_year", "whole_year", "last_year"}
)
_YEARS: Final = frozenset({"year", "this_year", "whole_year", "last_year"})
_WHOLES: Final = tuple((reading,) for reading in (NEW, NEW_AND_CARRIED, HANDLED))
_CASES: Final = frozenset({"review", "suit", "direct", "after_review", "both_cases"})
_DOCUMENTS: Final = frozenset({"normative", "rules"})
_HEADS: Final = frozenset({"licensing", "penalty", "compulsion", *_CASES})
"""What a heading with a colon names, for the numbers behind it."""
_NOUNS: Final = frozenset({"application", "licensing", "penalty", "compulsion", *_CASES})
"""What may stand behind the last number of a clause and say what it counts: 作出12件行政许可."""
_LEFT_OVER: Final = re.compile(r"(?:剩余|其余|余下|尚有|还有|另有)")
_RECEIVED: Final = frozenset({"application", "receive", "newly"})
_COMPARED: Final = _RECEIVED | {"request"}
_IS: Final = re.compile(
    r"(?:(?:从|按)?申请(?:人|者|主体)(?:上?来?看|情况|的?类型|的?类别|身份)?)?(?:均|皆|都)?(?:为|是|由|系|来自|属于|属)"
)


def read_clause(
    text: str, clause: Clause, ahead: Clause | None, flow: Flow, *, compared: bool
) -> tuple[list[Mention], Flow]:
    """Return what the numbers of a clause stand for, and the flow for the next clause.

    Args:
        text: the even sentence.
        clause: the clause to read.
        ahead: the clause after it.
        flow: what was said before it.
        compared: the clause compares with another year; only its differences and growth speak of the figures.
    """
    last = flow.main or flow.last if clause.depth == 0 else flow.last
    if not clause.words:
        return [], flow if last is flow.last else flow._replace(last=last)
    times, told = read_periods(clause, text, flow.told, flow.year, compared=compared)
    flow = _about(text, clause, flow, told, last)
    reader = _Reader(text, clause, tuple(times), compared, is_carried(ahead), shared_outcome(clause, ahead))
    numbers = [index for index, word in enumerate(clause.words) if word.meaning in _NUMBERS]
    found: list[Mention] = []
    if not numbers:
        found += reader.all_of_one_kind(flow)
        flow = _waiting(text, clause, flow)
    previous = -1
    for number in numbers:
        mention = reader.number(number, previous, flow, is_last=number == numbers[-1])
        if mention is not None:
            found.append(mention)
            if mention.kind == "count":
                flow = _noted(mention, clause, flow)
            elif mention.kind == "change" and flow.last is None:  # 收到的申请增加26件、增长13.9%
                flow = flow._replace(last=mention._replace(kind="count", amount=None))
        previous = number
    found += reader.percentages(flow)
    return found, _after(clause, flow, has_numbers=bool(numbers))


def _after(clause: Clause, flow: Flow, *, has_numbers: bool) -> Flow:
    """Return what a clause leaves to the next one."""
    meanings = clause.meanings
    seen, keys, fresh = flow.seen | meanings, flow.keys, flow.fresh
    others = "distraction" in meanings or {"qualified", "application"} <= meanings  # 市局转办的申请64件
    elsewhere = flow.elsewhere or (has_numbers and others)
    cleaned = flow.cleaned or (has_numbers and "cleaned" in meanings)
    if has_numbers and clause.depth == 0:
        keys, fresh = _keys(clause.words) or keys, False
    return flow._replace(seen=seen, keys=keys, fresh=fresh, elsewhere=elsewhere, cleaned=cleaned)


def _about(text: str, clause: Clause, flow: Flow, told: Period, last: Mention | None) -> Flow:
    """Note what a clause is about: its topic and time, the cases, the document, whose numbers they are."""
    meanings = clause.meanings
    topic, cases, joined = flow.topic, flow.cases, flow.joined
    rows = case_rows(meanings)
    counted = flow.counted
    if rows:
        anew = not OUTCOMES.keys().isdisjoint(flow.seen) or set(rows) <= set(counted)
        counted = rows if anew else tuple(dict.fromkeys((*counted, *rows)))
        joined = bool(cases) and flow.fresh and _is_listed(text, clause)
        cases = tuple(dict.fromkeys((*cases, *rows))) if joined else rows
        topic = "case"
    elif "application" in meanings:
        topic = "application"
    elif "distraction" in meanings and not meanings & _OTHER_KEYS and not _sorts(flow):
        topic = "else"
    return flow._replace(
        told=told, last=last, topic=topic, cases=cases, joined=joined, counted=counted,
        seen=still_seen(text, clause, flow) | (meanings & {"among", "application", "disclosure"}),
        document=next((kind for kind in ("normative", "rules") if kind in meanings), flow.document),
        decided=flow.decided or "decided" in meanings,
        subject=subject_of(text, clause, flow.subject),
    )  # fmt: skip


def _sorts(flow: Flow) -> bool:
    """Tell whether parts of the applications are told: 其中网站提交7件、来信1件."""
    return flow.topic == "application" and "among" in flow.seen


def _waiting(text: str, clause: Clause, flow: Flow) -> Flow:
    """Keep the words of a clause without numbers for the number that follows."""
    keys = _keys(clause.words)
    if not keys or clause.depth:
        return flow
    listed = flow.fresh and _is_listed(text, clause)
    return flow._replace(keys=(*flow.keys, *keys) if listed else keys, fresh=True)


def _noted(mention: Mention, clause: Clause, flow: Flow) -> Flow:
    """Keep a number that was understood, for the differences and percentages that follow."""
    outside = clause.depth == 0
    counts = outside and mention.topic in {"received", "answered"}
    return flow._replace(
        last=mention, main=mention if outside else flow.main,
        volume=flow.volume or (mention if counts else None), seen=flow.seen | {mention.topic},
    )  # fmt: skip


def _is_listed(text: str, clause: Clause) -> bool:
    """Tell whether a clause continues a list."""
    return text[max(0, clause.start - 2) : clause.start].rstrip().endswith(("、", "和", "及"))


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple([word.meaning for word in words if word.meaning in KEYS])


def _until_number(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if word.meaning in _NUMBERS:
            break
        found.append(word)
    return found


@dataclass(frozen=True)
class _Reader:
    """One clause with the times of its words; every method only looks."""

    text: str
    clause: Clause
    told: tuple[Period | None, ...]
    compared: bool
    carried: bool
    outcome: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.clause.words

    def number(self, index: int, previous: int, flow: Flow, *, is_last: bool) -> Mention | None:
        """Return what a number of the clause stands for, None when that is not sure."""
        word = self.words[index]
        amount = None if word.meaning == "live" else read_amount(word.text)
        if (amount is None and word.meaning != "live") or self._broken(word):
            return None
        turn = self._nearest(index)
        if turn in {"up", "down"}:
            return self._change(word, amount, flow, rising=turn == "up")
        if turn == "except" and not self.clause.meanings & {"open", "carry_out"}:
            return None  # 除1件申请人撤回外
        told = self.told[index]
        if self.compared and self._is_last_years(index, flow):
            return self._last_years(word, amount, flow)
        if self.compared or turn in {"versus", "share"} or told not in {Period(flow.year), Period(LAST)}:
            return None
        keys = self._of_document(self._keys_of(index, previous, flow, is_last=is_last), flow)
        if self.outcome and not _CASES.isdisjoint(keys):
            keys = (*keys, self.outcome)
        meaning = meaning_of(keys, flow) if keys else None
        left = _LEFT_OVER.match(self.text, self.clause.start) is not None
        if (
            (meaning is None or left)
            and self.carried
            and is_last
            and "application" in {flow.topic, flow.context}
        ):
            meaning = meaning_of(("carry_out",), flow)  # 另有2件申请未到期，结转下年办理
        if meaning is None or not fits(meaning, amount, keys):
            return None
        if told == Period(LAST) and not meaning.readings:
            return None  # a processing fee of last year stands in no table
        return Mention(
            "last" if told == Period(LAST) else "count", meaning.topic, meaning.readings, amount,
            (word.start, word.end), word.text[1:-1] if word.meaning == "live" else "", flow.subject,
        )  # fmt: skip

    def _broken(self, word: Word) -> bool:
        """Tell whether a number can't be trusted: parted by a space, glued to a letter, unmeasured."""
        text, end = self.text, word.end
        around = text[max(0, word.start - 1) : word.start] + text[end : end + 1]
        if " " in around or any(sign.isascii() and (sign.isalnum() or sign in "-~—/") for sign in around):
            return True
        unmeasured = word.meaning == "number" and (word.text[-1].isdigit() or word.text[-1] == "个")
        starts_word = any(other.start == end for other in self.words)
        return unmeasured and not starts_word and text[end : end + 1] not in _UNMEASURED_END

    def _nearest(self, index: int) -> str:
        """Return the meaning of the word that a number directly follows."""
        if index == 0:
            return ""
        before = self.words[index - 1]
        gap = self.text[before.end : self.words[index].start]
        return before.meaning if len(gap) <= 1 else ""

    def _keys_of(self, index: int, previous: int, flow: Flow, *, is_last: bool) -> tuple[str, ...]:
        """Return the words that tell what a number is: those before it, else those after it."""
        before = self.words[previous + 1 : index]
        after = _until_number(self.words[index + 1 :])
        anchored_left = self._anchor(list(reversed(before)), self.words[index].start, backwards=True)
        anchored_right = self._anchor(after, self.words[index].end, backwards=False)
        keys = (*self._listed_before(previous, flow), *_keys(before))
        if self._specified(before, previous):
            keys = (*keys, "qualified")
        if anchored_left and anchored_right and keys == ("others",) and after[0].meaning != "others":
            found = self._joined_after(after, self.words[index].end)
            return found if "finish" in found else keys  # 其他13件均按时办结
        if anchored_left:
            noun = after[:1] if anchored_right and is_last else []
            return (*keys, *(w.meaning for w in noun if w.meaning in _NOUNS))
        if anchored_right and not (keys and previous >= 0):
            found = self._joined_after(after, self.words[index].end)
            # 3件政府信息公开申请 alone may be any three of them
            return () if not keys and found == ("application",) else (*keys, *found)
        return self._inherited(before, after, flow)

    def _of_document(self, keys: tuple[str, ...], flow: Flow) -> tuple[str, ...]:
        """Return the words of a kind of document with those of the kind listed before it.

        制定规章4部、行政规范性文件19件.
        """
        last = flow.last
        if last is None or last.topic != "document" or not _DOCUMENTS & set(keys) or STATES & set(keys):
            return keys
        listed = _is_listed(self.text, self.clause)
        return (*keys, *(key for key in flow.keys if key in STATES)) if listed else keys

    def _listed_before(self, previous: int, flow: Flow) -> tuple[str, ...]:
        """Return the words listed with 、 right before this clause (公民、法人…申请5件)."""
        if previous >= 0 or not flow.fresh:
            return ()
        if _is_listed(self.text, self.clause):
            return flow.keys
        # 行政许可：共处理600件
        heads = self.text[self.clause.start - 1 : self.clause.start] == "：" and set(flow.keys) <= _HEADS
        return flow.keys if heads else ()

    def _joined_after(self, after: Sequence[Word], place: int) -> tuple[str, ...]:
        """Return the first key word after a number with those joined to it (予以公开或部分公开)."""
        found: list[str] = []
        for word in after:
            gap = self.text[place : word.start]
            ended = bool(found) and found[-1] in _CASES and word.meaning in OUTCOMES
            joined = _HAVING if ended else _JOINED
            if found and (word.meaning not in KEYS or not joined.fullmatch(gap)):
                break
            place = word.end
            if word.meaning in KEYS:
                found.append(word.meaning)
        return tuple(found)

    def _specified(self, before: Sequence[Word], previous: int) -> bool:
        """Tell whether only some applications are meant: 收到征地方面的政府信息公开申请."""
        place = self.words[previous].end if previous >= 0 else self.clause.start
        for word in before:
            if word.meaning == "application":
                return not ANY_APPLICATION.fullmatch(self.text[place : word.start])
            place = word.end
        return False

    def _inherited(self, before: Sequence[Word], after: Sequence[Word], flow: Flow) -> tuple[str, ...]:
        """Return the words of the last clause for a number that stands alone (共12件)."""
        alone = all(word.meaning in _TRANSPARENT for word in (*before, *after))
        start = self.clause.start
        gap = self.text[start : self.words[0].start] if self.words else ""
        if not alone or self.clause.depth or not flow.keys or not _FILLER.fullmatch(gap.lstrip("，、：")):
            return ()
        if "分别" in self.text[start : self.clause.end]:
            return ()  # 今年分别为5件和3件: each has words of its own, further back
        summed = any(word.meaning == "total" for word in before)
        of_a_year = any(word.meaning in _YEARS for word in before)
        if not (flow.fresh or summed or of_a_year):
            return ()
        if summed and not flow.fresh and "applicant" in flow.seen:  # 自然人180件、法人33件，共213件
            return (*(key for key in flow.keys if key not in APPLICANTS), "sum")
        return (*flow.keys, "sum") if summed else flow.keys

    def _anchor(self, words: Sequence[Word], place: int, *, backwards: bool) -> bool:
        """Tell whether a key word stands next to a number, with nothing but filling words between."""
        for word in words:
            gap = self.text[word.end : place] if backwards else self.text[place : word.start]
            if not (_FILLER if backwards else _AFTER).fullmatch(gap):
                return False
            if word.meaning in KEYS:
                return word.meaning not in {"distraction", "qualified"}
            if word.meaning not in _TRANSPARENT:
                return False
            place = word.start if backwards else word.end
        return False

    def _is_last_years(self, index: int, flow: Flow) -> bool:
        """Tell whether a number is what another is compared with: 比上年的187件增加26件."""
        before = self.words[index - 1] if index else None
        named = before is not None and before.meaning == "year" and before.text[:4] == str(flow.year - 1)
        if before is None or not (named or before.meaning == "last_year"):
            return False
        return self.text[before.end : self.words[index].start] in {"的", ""}

    def _last_years(self, word: Word, amount: Amount | None, flow: Flow) -> Mention | None:
        last = self._compared(flow)
        if last is None or last.kind != "count" or not self._fresh(last, flow):
            return None
        return last._replace(kind="last", amount=amount, span=(word.start, word.end), live="")

    def _change(self, word: Word, amount: Amount | None, flow: Flow, *, rising: bool) -> Mention | None:
        last = self._compared(flow)
        if amount is None or amount.is_money or last is None or not self._fresh(last, flow):
            return None
        return last._replace(
            kind="change", amount=amount, span=(word.start, word.end), live="", rising=rising
        )

    def _compared(self, flow: Flow) -> Mention | None:
        """Return the number that a comparison speaks of: 申请量 is what was received, else the last one."""
        if any(word.meaning == "request" for word in self.words):
            volume = flow.volume if flow.volume is not None else self._meant(flow)
            return volume if volume is not None and volume.topic == "received" else None
        return flow.last if flow.last is not None else self._meant(flow)

    def _meant(self, flow: Flow) -> Mention | None:
        """Return what a comparison without a number speaks of: 与上年相比，收到的申请增加26件."""
        keys = set(_keys(self.words)) | {word.meaning for word in self.words if word.meaning == "request"}
        if flow.last is not None or not keys & {"application", "request"} or not keys <= _COMPARED:
            return None
        if "application" not in keys and "application" not in {flow.topic, flow.context}:
            return None
        return Mention("count", "received", (NEW,), None, (0, 0), subject=flow.subject)

    def _fresh(self, last: Mention, flow: Flow) -> bool:
        """Tell whether a comparison speaks of the last number: no other business was named in between."""
        same = _RECEIVED if last.topic == "received" else frozenset()
        keys = set(_keys(self.words)) - {"distraction"} - same  # 收到的申请增加26件
        # after 其中 it may as well be the whole that grew
        whole = "among" not in flow.seen or last.readings[:1] in _WHOLES
        return flow.topic != "else" and not keys and whole and not self._elsewhen(flow)

    def _elsewhen(self, flow: Flow) -> bool:
        """Tell whether a clause speaks of a time whose numbers stand in neither year's tables."""
        before = any(word.meaning == "other_year" for word in self.words)
        return flow.told.part or flow.told.year == OTHER or before  # 比前年增长5%

    def percentages(self, flow: Flow) -> Iterator[Mention]:
        """Yield the percentages of a clause: growth after 增长, shares after 占 or alone in a bracket."""
        last = flow.last
        for index, word in enumerate(self.words):
            if word.meaning != "percent" or last is None or not word.text.endswith("%"):
                continue
            turn = self._nearest(index)
            alone = self.clause.depth > 0 and len(self.words) == 1
            ours = flow.told == Period(flow.year)
            compared = self._compared(flow)
            if turn in {"up", "down"} and compared is not None and self._fresh(compared, flow):
                kind, base = "growth", compared
            elif ours and (turn == "share" or alone) and last.topic in {"result", "applicant"}:
                kind, base = "share", last
            else:
                continue
            amount = read_amount(word.text[:-1])
            if amount is not None:
                span = (word.start, word.end)
                yield base._replace(kind=kind, amount=amount, span=span, live="", rising=turn != "down")

    def all_of_one_kind(self, flow: Flow) -> Iterator[Mention]:
        """Yield 均为自然人申请 as a number of its own: all that was received came from one kind."""
        volume = flow.volume
        meanings = [word.meaning for word in self.words]
        kinds = [meaning for meaning in meanings if meaning in APPLICANTS]
        if len(kinds) != 1 or (volume is not None and volume.topic != "received"):
            return
        opens = meanings[0] in {"request", *APPLICANTS}  # 收到3件，为自然人; 申请人为自然人
        if meanings[0] != "every" and not opens:
            return
        if flow.told != Period(flow.year):
            return
        first, kind = self.words[0], next(word for word in self.words if word.meaning == kinds[0])
        if _IS.fullmatch(self.text[self.clause.start if opens else first.end : kind.start]):
            meaning = meaning_of((kinds[0], "application"), flow)
            if volume is None:  # 申请人均为自然人 in a sentence of its own: the others sent nothing
                whole = opens or first.start == self.clause.start
                span = (first.start, kind.end)
                yield from none_of_others(kinds[0], span, flow) if whole and flow.last is None else ()
            elif meaning is not None:
                span = (first.start, kind.end)
                yield volume._replace(topic=meaning.topic, readings=meaning.readings, span=span)
