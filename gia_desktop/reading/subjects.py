"""Whose numbers a sentence tells: the unit's own, those of the whole place, or those of another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from gia_desktop.reading.sentence_parts import Clause, Word
from gia_desktop.reading.unit_names import unit_names
from gia_desktop.reading.vocabulary import APPLICANTS, PERIODS, VOLUMES

_ADVERBS: Final = "共|累计|共计|一共|总共|合计|依法|已|新|均|实际|只|仅|先后|都|暂|尚|从|也|又|还"
"""What stands between a subject and its verb."""
_SUBJECT: Final = re.compile(
    r"((?:全|我|本|各|该)?[\u4e00-\u9fff]{0,14}?(?:县|市|区|省|镇|乡|街道|州|旗|系统|局|委|办|厅|院|部门|机关|单位|政府|办公室|委员会|中心"
    r"|办事处|村|社区|学校|中学|小学|幼儿园|公司|镇街|街镇|乡镇|支队|大队|管委会|园区|开发区|我街|本街|科室|股室|企业|(?<=[局委])机关|本级))"
    rf"(?:{_ADVERBS}|全年|本年度?|当年|年内|20\d\d年度?|各部门|及时|主动|统一|全部)*$"
)
_NO_SUBJECT: Final = re.compile(f"(?:{_ADVERBS}|度|，)*")
_GOVERNMENTS: Final = frozenset({"county", "city", "province", "township", "subdistrict"})
"""They report for the whole place they govern."""
_AREAS: Final = frozenset({"county", "city", "province"})
"""Kinds of units that report for others too."""
_WITH_ITS_PARTS: Final = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,}?)(?:及其|及所属|及各|所属|下属|各).+")
_ASKED: Final = re.compile(r"[向对]")
_JUDGES: Final = re.compile(r"复议(?:机关|机构)|法院$")
_AND: Final = re.compile(r"及(?!其|所|各)|和|与|、|代表")
_PLACE: Final = re.compile(
    r"全(?P<whole>县|市|区|省|镇|乡|街道|州|盟|旗).*|(?:我|本)(?P<own>县|市|区|省|镇|乡|街道|州|盟|旗)"
)
_SELF: Final = re.compile(
    r"(?:我|本)(?:行政)?(?:局|委|办|厅|院|部门|机关|单位|系统|中心|办公室|委员会|政府|分局|大队|支队|站|所|园区|管委会|校|办事处)*|全[局委厅]"
)
_FURTHEST: Final = 48
"""Signs before a verb in which its subject is looked for."""
_LEAD: Final = re.compile(
    r".*(?:以来|年来|期间|方面|情况|目前|至今|迄今|年内|年底|年末|全年|年度|当年|末|底|中|经统计|据统计)(?=.)"
)
"""What may stand before a subject in the same clause: 今年以来我局."""
_NAMING: Final = frozenset({*VOLUMES, "application", "in_force", "issued", "repealed", "decided"})
"""Words of what a unit does; its subject stands before the first of them."""


def subject_of(text: str, clause: Clause, before: str) -> str:
    """Return the subject named in front of a clause's verb, or the one that still holds."""
    verb = next((word for word in clause.words if word.meaning in _NAMING), None)
    listed = text[clause.start - 1 : clause.start] == "、"
    if verb is None or (listed and verb.meaning == "application"):
        return before  # 协助办理市政府、区政府依申请公开7件 lists whose they are, not who does it
    end = next((word.start for word in clause.words if word.meaning in APPLICANTS), verb.start)
    end = min(end, verb.start)  # 商业企业申请1件: who asks is no subject
    return subject_within(text, clause.start, end, clause.words) or before


def subject_within(text: str, start: int, end: int, words: Iterable[Word]) -> str:
    """Return the subject that ends a part of a sentence; words that tell when may stand on either side."""
    place = start
    for word in words:
        if word.meaning in PERIODS and start <= word.start and word.end <= end:
            before, place = text[place : word.start], word.end
            if _NO_SUBJECT.fullmatch(text, word.end, end):
                return subject_before(before)  # 县教育局全年共收到
    return subject_before(text[place:end])


def subject_before(text: str) -> str:
    """Return the subject at the end of the words before a verb, or nothing."""
    match = _SUBJECT.search(text[-_FURTHEST:])
    # 公民向我县申请: ours is whom they ask; a body of review or a court tells of our cases
    subject = _ASKED.split(match.group(1))[-1] if match else ""
    return "" if _JUDGES.search(subject) else subject


@lru_cache(maxsize=512)
def is_own(subject: str, unit_name: str, unit_kind: str) -> bool:
    """Tell whether a subject is the reporting unit (or the whole place a government reports for)."""
    if not subject or _is_self(subject, unit_name, unit_kind):
        return True
    lead = _LEAD.match(subject)
    return lead is not None and _is_self(subject[lead.end() :], unit_name, unit_kind)


def _is_self(subject: str, unit_name: str, unit_kind: str) -> bool:
    if _SELF.fullmatch(subject) or unit_names(unit_name).fits(subject):
        return True
    place = _PLACE.fullmatch(subject)
    if place is not None:
        core = re.sub(r"(?:人民)?政府$|办事处$", "", unit_name)
        return unit_kind in _GOVERNMENTS and core.endswith(place["whole"] or place["own"])
    parties = _AND.split(subject)
    if len(parties) > 1 and _is_self(parties[0], unit_name, unit_kind):  # 县政府及县政府办公室
        offices = ("办公室", "府办", "政府") if "代表" in subject else ("办公室", "府办")
        return all(_is_self(one, unit_name, unit_kind) or one.endswith(offices) for one in parties)
    if subject.startswith("各"):
        return unit_kind in _AREAS
    parts = _WITH_ITS_PARTS.match(subject)
    if parts is not None and unit_kind in _AREAS:
        return _is_self(parts["head"], unit_name, unit_kind)
    return unit_kind in _GOVERNMENTS and len(subject) > 1 and unit_name.startswith(subject)
