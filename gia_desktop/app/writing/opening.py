"""The customary opening paragraph (domain: not one of the six sections, but nearly universal)."""

from __future__ import annotations

from gia_desktop.core.keys import CONTACT_WORDS
from gia_desktop.core.report import Report
from gia_desktop.formats.schema import Format

_LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


def customary_opening(report: Report, fmt: Format) -> str:
    """Return an opening made of legal basis, six parts, period and contact of the unit."""
    parts = "、".join(section.name for section in fmt.sections)
    first = (
        f"根据{_LAW}和{fmt.source.document}的要求，编制本报告。报告由{parts}六个部分组成。"
        f"所列数据的统计期限为{report.year}年1月1日至{report.year}年12月31日。"
    )
    words = contact_words(report)
    contact = f"（{words}）" if words else ""
    unit = report.unit_name or "本单位"
    return f"{first}如对本报告有疑问，请与{unit}联系{contact}。"


def contact_words(report: Report) -> str:
    """Return what is known of the unit's contact, in the order of official reports."""
    return "，".join(f"{word}：{report.text(key)}" for key, word in CONTACT_WORDS.items() if report.text(key))
