"""Guessing the kind of a unit from its name, and what it calls itself from its text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_MUNICIPALITY: Final = "(?:北京|上海|天津|重庆)市"
_FIELD: Final = "(?:[^县区市省]|市(?:场|容|政)|城市)*"
"""What a bureau is in charge of; 市场 and 城市 name no place."""
_BUREAU: Final = "(?:局|厅|委员会|委|办公室|办|中心|大队|支队)"
_KINDS: Final = (
    (r".*(?:管理委员会|管委会|行政公署)", ""),
    (r".*街道(?:办事处|办)?", "subdistrict"),
    (r".*(?:镇|乡|苏木)(?:人民政府)?", "township"),
    (rf"(?:.*(?:省|自治区)|{_MUNICIPALITY})人民政府", "province"),
    (r".*(?:县|旗|(?<!自治)区)人民政府", "county"),
    (r".+(?:市|自治州|地区|盟).+市人民政府", "county"),
    (r".*(?:自治州|盟)人民政府", "city"),
    (r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,6}部", "ministry"),
    (rf".*(?:县|旗|(?<!自治)(?<!地)区){_FIELD}{_BUREAU}", "county_department"),
    (rf"(?:.*(?:省|自治区)|{_MUNICIPALITY}){_FIELD}{_BUREAU}", "province_department"),
)
"""Endings of names, the more particular ones first. A 市 without more may be of either rank, so that
its government and its bureaus stay undecided."""

_OWN: Final = {
    "township": "镇|乡|苏木",
    "subdistrict": "街道|街|办",
    "county": "县|区|旗|市",
    "city": "市|州|盟",
    "province": "省|市|区",
    "ministry": "部",
}
_DEPARTMENT: Final = "局|委|办|厅|中心|队|院"


def guessed_kind(name: str) -> str:
    """Return the kind of a unit by its name, ``other`` where the name leaves a doubt."""
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, name)), "") or "other"


def own_name(text: str, kind: str) -> str:
    """Return what a unit of a kind calls itself most often (我镇, 本机关), empty when it never does.

    我市 in the report of a county is not the county, so that only words of its own kind count.
    """
    words = _OWN.get(kind, _DEPARTMENT)
    found = Counter(re.findall(rf"(?:[我本](?:{words})(?!里|内外)|[我本]单位|本机关)", text))
    return found.most_common(1)[0][0] if found else ""
