"""The words by which reports speak of applications, cases and figures, and what they stand for.

The wordings themselves are data, ``resources/phrases/vocabulary.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Final

from gia_desktop.files.resources import resource
from gia_desktop.reading.word_scanner import WordScanner

MEASURES: Final = (
    "件次|条次|人次|余件|封|件|条|份|例|起|项|宗|次|篇|个|期|部|场|家|批|页|名|人|张|类|种|处|户|天|"
    "小时|届|轮|版|册|元|台|米|公里|年|周|幅|集|档|字|日|单|笔|位"
)
CASE_MEASURES: Final = frozenset(
    {"", "件", "条", "份", "封", "例", "起", "项", "宗", "次", "个", "件次", "条次", "余件"}
)
"""Measure words of applications, cases and documents; one may be missing."""

_SPOKEN: Final = "〇零一二两三四五六七八九十百千"
_ABOUT: Final = "近|约|大约|将近|逾|超过|超|不足|突破|达到|多达|达"
_NUMBER: Final = (
    rf"(?:{_ABOUT})?(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?[万千百亿]?(?:余|多|\+|来)?[万千]?"
    rf"(?:{MEASURES})?(?:以上|左右)?"
)
_SPOKEN_NUMBER: Final = (
    rf"(?:{_ABOUT})?(?<![第每同统唯逐任某{_SPOKEN}])[{_SPOKEN}]+(?:余|多|来)?万?(?:余|多)?"
    r"(?:件(?!事|套)|条(?!龙|例|线)|份|例(?!如)|起(?!来)|宗|项(?!目)|篇|期)(?:以上|左右)?"
    r"|(?<=[为是])零(?=[，。；、)]|$)"
)


@cache
def vocabulary() -> WordScanner:
    """Return the words of the vocabulary; the first entry of the file that fits a place wins."""
    data = tomllib.loads(resource("phrases", "vocabulary.toml").read_text("utf-8"))
    given = {"number": [_NUMBER], "spoken": [_SPOKEN_NUMBER]}
    found = []
    for entry in data["words"]:
        say = "|".join(entry.get("say") or given[entry["meaning"]])
        for name, wording in data["macros"].items():
            say = say.replace(f"<{name}>", wording)
        found.append((entry["meaning"], say))
    return WordScanner(found)


RESULTS: Final = {
    "granted": ("granted", "予以公开"), "partial": ("partial", "部分公开"),
    "refused": ("refused", "不予公开"), "unavailable": ("unavailable", "无法提供"),
    "rejected": ("rejected", "不予处理"), "other_result": ("other", "其他处理"),
    "not_held": ("unavailable_not_held", "本机关不掌握相关政府信息"),
    "must_be_created": ("unavailable_must_be_created", "没有现成信息需要另行制作"),
    "unclear": ("unavailable_unclear", "补正后申请内容仍不明确"),
    "petition": ("rejected_petition", "信访举报投诉类申请"), "repeated": ("rejected_repeated", "重复申请"),
    "publication": ("rejected_publication", "要求提供公开出版物"),
    "excessive": ("rejected_excessive", "无正当理由大量反复申请"),
    "reconfirm": ("rejected_reconfirm", "确认或重新出具已获取信息"),
    "misc": ("other_misc", "其他处理的其他"),
    "no_correction": ("other_no_correction", "逾期不补正"), "fee_unpaid": ("other_fee_unpaid", "逾期不缴费"),
    "state_secret": ("refused_state_secret", "属于国家秘密"),
    "other_law": ("refused_other_law", "其他法律行政法规禁止公开"),
    "three_securities": ("refused_three_securities", "危及“三安全一稳定”"),
    "third_party": ("refused_third_party", "保护第三方合法权益"),
    "internal_affairs": ("refused_internal_affairs", "属于三类内部事务信息"),
    "process_information": ("refused_process_information", "属于四类过程性信息"),
    "enforcement_files": ("refused_enforcement_files", "属于行政执法案卷"),
    "administrative_query": ("refused_administrative_query", "属于行政查询事项"),
}  # fmt: skip
"""Word of a result → row of table 3 and its name."""

GROUPS_OF_RESULTS: Final = frozenset({"refused", "unavailable", "rejected", "other_result"})

APPLICANTS: Final = {
    "natural": "自然人", "organisations": "法人或其他组织", "business": "商业企业", "research": "科研机构",
    "public_interest": "社会公益组织", "legal_service": "法律服务机构", "other": "其他组织",
}  # fmt: skip

OUTCOMES: Final = {
    "upheld": ("upheld", "结果维持"), "corrected": ("corrected", "结果纠正"),
    "other_outcome": ("other", "其他结果"), "pending": ("pending", "尚未审结"),
}  # fmt: skip

CASE_WORDS: Final = {
    "review": ("review",), "suit": ("direct", "after_review"), "direct": ("direct",),
    "after_review": ("after_review",), "both_cases": ("review", "direct", "after_review"),
}  # fmt: skip

VOLUMES: Final = frozenset({"newly", "receive", "accept", "handle", "finish"})

PERIODS: Final = frozenset({"year", "this_year", "whole_year", "last_year", "other_year", "part_year"})
"""Words that tell when."""

ANY_APPLICATION: Final = re.compile(
    r"(?:(?:[“”]|来自|由|(?:[全本我镇县区乡辖市]|街道)(?:域|区|境)?内|社会|公众|群众|市民|村民|居民|各类|各种|有效|的|关于|提出|提交|向|对|申请人|了|到|上级|转来|主体|人员|等|以|为主体|出具|人|组织|团体|年|年内|当年|全年"
    r"|本年度?|今年|各级|各|本?部门|暂报|本单位|本机关|本级|自身|有关|相关|、|和|与|或|办理|完成|依法|方面|期间|我们|收到|及其|及|任何|形式|过|曾|有|发生|产生|出现|一[件例起份]|的)|(?:全|我|本|该)[\u4e00-\u9fff]{1,6}?"
    r"|[\u4e00-\u9fff]{1,12}(?:县|市|区|镇|乡|局|委|办|机关|部门|单位|政府|系统|人民政府|办公室))*"
)
"""What may stand before 政府信息公开申请 without narrowing it to some of them."""
