"""What a report may know of the unit's register of applications: its numbers by name, with their words.

Beside the cells of tables three and four (``t3.new.natural``) these are numbers that no table has. Texts show
them as live numbers, ``{register.channel.internet}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

REGISTER_PREFIX: Final = "register."
"""Names of numbers that only the register knows begin with it."""

REGISTER_WORDS: Final[Mapping[str, str]] = {
    "register.case.received": "收到的申请",
    "register.case.handled": "办结的申请",
    "register.case.open": "年末在办的申请",
    "register.case.joint": "多人联名的申请",
    "register.channel.in_person": "渠道 当面递交",
    "register.channel.registered_post": "渠道 挂号信、快递",
    "register.channel.ordinary_post": "渠道 平常信函",
    "register.channel.internet": "渠道 互联网",
    "register.channel.fax": "渠道 传真",
    "register.channel.oral": "渠道 口头",
    "register.channel.other": "渠道 其他",
    "register.channel.list": "各渠道收到的件数",
    "register.applicant.natural": "申请人 自然人",
    "register.applicant.business": "申请人 商业企业",
    "register.applicant.research": "申请人 科研机构",
    "register.applicant.public_interest": "申请人 社会公益组织",
    "register.applicant.legal_service": "申请人 法律服务机构",
    "register.applicant.other": "申请人 其他",
    "register.applicant.list": "各类申请人的件数",
    "register.time.on_time": "按期办结",
    "register.time.late": "超期办结",
    "register.time.extended": "延期办结",
    "register.event.correction_asked": "通知补正的申请",
    "register.event.third_party_asked": "征求第三方意见的申请",
    "register.event.transferred_in": "其他机关转来的申请",
    "register.fee.notices": "收费通知",
    "register.fee.amount": "通知收费（元）",
    "register.fee.paid": "已缴费的申请",
    "register.fee.received": "已收费（元）",
    "register.field.count": "申请涉及的领域",
    "register.field.top": "申请最多的领域",
    "register.field.list": "申请最多的领域和件数",
}
"""Every such number with the words it is found and shown by; ``list`` and ``top`` are words themselves."""

_IN_WORDS: Final = ("list", "top")


def is_register_number(name: str) -> bool:
    """Tell whether a live number is one that only the register knows."""
    return name.startswith(REGISTER_PREFIX)


def register_number(numbers: Mapping[str, int | str], name: str) -> int | str | None:
    """Return what a register says under a name of ``REGISTER_WORDS`` or of a cell.

    Noughts are not kept: what a register doesn't name is 0 there. None while there is no register, for a name
    nobody knows, and for words that the register has none for.
    """
    if not numbers or (is_register_number(name) and name not in REGISTER_WORDS):
        return None
    if name in numbers:
        return numbers[name]
    return None if name.endswith(_IN_WORDS) else 0
