"""What offices write in their tables, as the register says it: kinds of applicants, channels, results."""

from __future__ import annotations

import re
from typing import Final

from gia_desktop.core.values import squeeze
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, FORMS

_KINDS: Final = (
    ("legal_service", r"律师事务所|律所|法律服务"),
    ("public_interest", r"社会公益|公益组织|社会团体|基金会|协会|商会|民办非企业"),
    ("research", r"科研|大学|学院|研究院|研究所|高校"),
    ("business", r"商业企业|企业|公司|个体工商户|合作社|合伙|工厂|商行|经营部|厂$"),
    ("other", r"其他|村民委员会|居民委员会|村委会|居委会|业主委员会|业委会|媒体|报社|电视台|机关|政府$"),
    ("natural", r"自然人|公民|个人"),
)
_PLAIN_NAME: Final = re.compile(r"(?:公司|律师事务所)$")
_CHANNELS: Final = (
    ("in_person", r"当面|现场|窗口|上门|来访"),
    ("registered_post", r"挂号|快递|特快|EMS|顺丰"),
    ("ordinary_post", r"平信|平常信函|普通信函|信函|邮寄|邮件寄|信件|来信"),
    ("fax", r"传真"),
    ("internet", r"互联网|网上|网络|网站|在线|平台|邮箱|电子邮件|邮件|网"),
    ("oral", r"口头|电话"),
    ("other", r"其他|其它"),
)
_FORMS: Final = (
    ("email", r"电子邮件|邮箱|电子"),
    ("disc", r"光盘|磁盘|U盘"),
    ("inspect", r"查阅|抄录|当面查看"),
    ("paper", r"纸"),
)
_OUTCOMES: Final = (
    ("partial", r"部分公开|部分予以公开|区分处理"),
    ("refused_state_secret", r"国家秘密"),
    ("refused_other_law", r"法律行政法规禁止|法律、行政法规禁止"),
    ("refused_three_securities", r"三安全一稳定"),
    ("refused_third_party", r"第三方合法权益|商业秘密|个人隐私|第三方权益"),
    ("refused_internal_affairs", r"内部事务"),
    ("refused_process_information", r"过程性信息|过程信息"),
    ("refused_enforcement_files", r"行政执法案卷|执法案卷"),
    ("refused_administrative_query", r"行政查询"),
    ("unavailable_not_held", r"不掌握|不存在|非本机关|不属于本机关|不属于本行政机关|不负责公开"),
    ("unavailable_must_be_created", r"没有现成|另行制作|需要加工"),
    ("unavailable_unclear", r"补正后.*不明确|仍不明确"),
    ("rejected_petition", r"信访|举报投诉|投诉举报|咨询"),
    ("rejected_repeated", r"重复申请|不重复处理|不予重复"),
    ("rejected_publication", r"公开出版物"),
    ("rejected_excessive", r"大量反复|反复申请"),
    ("rejected_reconfirm", r"重新出具|确认或重新|确认或者重新"),
    ("other_no_correction", r"不补正|未补正|逾期.*补正"),
    ("other_fee_unpaid", r"未.*缴费|未按收费|未缴纳|不缴费"),
    ("other_misc", r"撤回|撤销申请|终止|合并办理|其他$"),
    ("granted", r"予以公开|同意公开|全部公开|主动公开|已公开|告知获取|公开$"),
)
"""Results by words that name them; the more special ones come first."""
_VAGUE: Final = re.compile(r"不予公开|不公开|无法提供|不予处理|不予提供")
_NOT_OVER: Final = re.compile(r"办理中|处理中|在办|待办|待答复|未办结|正在|暂未答复|延期|补正中")


def kind_of(text: str, *, of_name: bool = False) -> str:
    """Return the kind of applicant that words or a name mean, empty when they don't tell."""
    plain = squeeze(text)
    if plain in APPLICANT_KINDS:
        return plain
    named = {word: kind for kind, word in APPLICANT_KINDS.items()}
    if plain in named:
        return named[plain]
    found = _first(plain, _KINDS)
    return (
        found
        if found or not of_name
        else ("natural" if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", plain) else "")
    )


def kind_in_name(name: str) -> str:
    """Return the kind that the end of a name leaves no doubt about, empty for all others."""
    found = _PLAIN_NAME.search(squeeze(name))
    return "" if found is None else "business" if found.group() == "公司" else "legal_service"


def channel_of(text: str) -> str:
    """Return the channel that words mean, empty when they don't tell."""
    return _named(text, CHANNELS) or _first(squeeze(text), _CHANNELS)


def form_of(text: str) -> str:
    """Return the form that words mean, empty when they don't tell."""
    return _named(text, FORMS) or _first(squeeze(text), _FORMS)


def outcome_of(text: str) -> tuple[str, str]:
    """Return the row of table three that words mean, and why it is not sure (empty: it is).

    A group alone (不予公开, 无法提供) is no row: which of its reasons held has to be looked up.
    """
    plain = squeeze(text)
    if not plain:
        return "", ""
    if _NOT_OVER.search(plain):
        return "", ""
    found = [row for row, pattern in _OUTCOMES if re.search(pattern, plain)]
    if _VAGUE.search(plain):
        special = [row for row in found if row.startswith(("refused", "unavailable", "rejected"))]
        if len(special) == 1:
            return special[0], ""
        return "", "没有写是哪一种原因，请选表三的一行"
    if not found:
        return "", "不是表三的一行，请选"
    if len(found) > 1 and found[0] != "partial" and {found[0], found[1]} != {found[0], "granted"}:
        return "", "可以是表三的几行，请选"
    return found[0], ""


def _named(text: str, words: dict[str, str]) -> str:
    plain = squeeze(text)
    return plain if plain in words else next((key for key, word in words.items() if word == plain), "")


def _first(plain: str, patterns: tuple[tuple[str, str], ...]) -> str:
    return next((key for key, pattern in patterns if re.search(pattern, plain)), "")
