"""Whose numbers a sentence tells: the unit's own, those of the whole place, or those of another unit."""

from __future__ import annotations

import re
from typing import Final

from gia_desktop.reading.sentence_parts import Clause
from gia_desktop.reading.vocabulary import PERIODS, VOLUMES

_SUBJECT: Final = re.compile(
    r"((?:全|我|本|各|该)?[\u4e00-\u9fff]{0,14}?(?:县|市|区|省|镇|乡|街道|系统|局|委|办|厅|院|部门|机关|单位|政府|办公室|委员会|中心))"
    r"(?:共|累计|共计|全年|一共|总共|合计|本年度?|年内|20\d\d年度?|依法|已|新|各部门|及时)*$"
)
_GOVERNMENTS: Final = frozenset({"county", "city", "province", "township", "subdistrict"})
"""They report for the whole place they govern."""
_PLACE: Final = re.compile(r"全(?P<whole>县|市|区|省|镇|乡|街道).*|(?:我|本)(?P<own>县|市|区|省|镇|乡|街道)")
_SELF: Final = re.compile(
    r"(?:我|本)(?:行政)?(?:局|委|办|厅|院|部门|机关|单位|系统|中心|办公室|委员会|政府)*"
)


def subject_of(text: str, clause: Clause, before: str) -> str:
    """Return the subject named in front of a clause's verb, or the one that still holds."""
    verb = next((word for word in clause.words if word.meaning in {*VOLUMES, "application"}), None)
    if verb is None:
        return before
    start = max((word.end for word in clause.words if word.meaning in PERIODS), default=clause.start)
    return subject_before(text[start : max(start, verb.start)]) or before


def subject_before(text: str) -> str:
    """Return the subject at the end of the words before a verb, or nothing."""
    match = _SUBJECT.search(text)
    return match.group(1) if match else ""


def is_own(subject: str, unit_name: str, unit_kind: str) -> bool:
    """Tell whether a subject is the reporting unit (or the whole place a government reports for)."""
    if not subject or _SELF.fullmatch(subject):
        return True
    place = _PLACE.fullmatch(subject)
    if place is not None:
        core = re.sub(r"(?:人民)?政府$|办事处$", "", unit_name)
        return unit_kind in _GOVERNMENTS and core.endswith(place["whole"] or place["own"])
    if subject.startswith("各"):
        return unit_kind in {"county", "city", "province"}
    own = unit_name.replace("人民政府", "政府")
    return own.endswith(subject.replace("人民政府", "政府")) or (
        unit_kind in _GOVERNMENTS and own.startswith(subject) and len(subject) > 1
    )
