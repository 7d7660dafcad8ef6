"""The exchange file (``*.gia``) as a JSON object: report to object and back, every fault named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NoReturn

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import (
    CONTACT_KEYS,
    CONTACT_WORDS,
    PREAMBLE,
    SECTION_IDS,
    TITLE,
    UNCHECKED,
    UNIT_KEYS,
    UNIT_KIND,
    CellKey,
    TextKey,
    section_key,
)
from gia_desktop.core.narrative import clean_text
from gia_desktop.core.report import UNIT_KINDS, Previous, Reason, Report
from gia_desktop.core.values import NotApplicable, Unread, Value, ValueFault, format_value, parse_value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format

GIA_VERSION: Final = 1
"""Version of the exchange file this program reads and writes."""

_MAX_DIGITS: Final = 40
_MAX_DEPTH: Final = 50
_SHOWN_LENGTH: Final = 20
"""Signs of a wrong value that are repeated; the rest says no more."""
_YEARS: Final = range(2008, 2101)
_WORDS: Final = {
    "unit": "单位", "unit.name": "单位全称", "unit.kind": "单位类型", "unit.short": "单位简称",
    "unit.contact": "联系方式", **{str(key): word for key, word in CONTACT_WORDS.items()},
    "title": "报告标题", "preamble": "开头段",
    "sections": "各部分正文", "values": "表内数字", "format": "格式", "year": "年度",
    "previous": "上年报告", "reasons": "审核说明", "register": "登记的数", "unchecked": "未核对的格",
}  # fmt: skip
"""What the fields of the file are called in the program."""
_TOP_KEYS: Final = frozenset(
    {
        "gia", "format", "year", "unit", "title", "preamble", "sections", "values", "previous", "reasons",
        "register", "unchecked",
    }
)  # fmt: skip
_UNIT_NAMES: Final = frozenset({"contact", *(key.removeprefix("unit.") for key in UNIT_KEYS)})
_CONTACT_NAMES: Final = frozenset(key.removeprefix("contact.") for key in CONTACT_KEYS)
_REASON_KEYS: Final = frozenset({"code", "cells", "text", "seen"})
_PREVIOUS_KEYS: Final = frozenset({"format", "year", "values", "sections"})


class GiaFileError(GiaError):
    """An exchange file can't be used."""

    code = "GIA-E-101"

    def __init__(self, cause: str, hint: str = "") -> None:
        """Say what is wrong and where; the reader of the file adds its name."""
        # A quoted piece of the file may hold signs that no console can print.
        super().__init__(clean_text(cause), hint or "请检查这个文件，或用本程序重新保存一份。")


# -- report → object


def report_to_object(report: Report) -> dict[str, Any]:
    """Return the JSON object of a report; blank cells and text that can't be read are left out."""
    unit = {key.removeprefix("unit."): report.text(key) for key in UNIT_KEYS}
    contact: dict[str, Any] = {key.removeprefix("contact."): report.text(key) for key in CONTACT_KEYS}
    extra = dict(report.extra)
    unit_extra = dict(extra.pop("unit", {}))
    contact |= unit_extra.pop("contact", {})
    sections = {section: text for section in SECTION_IDS if (text := report.section(section))}
    made: dict[str, Any] = {
        "gia": GIA_VERSION,
        "format": report.format,
        "year": report.year,
        "unit": {**unit, "contact": contact, **unit_extra},
        "title": report.text(TITLE),
        "preamble": report.text(PREAMBLE),
        "sections": {**sections, **extra.pop("sections", {})},
        "values": _values_to_object({**report.values, **report.stated}),
    }
    if report.previous is not None:
        made["previous"] = _previous_to_object(report.previous)
    if report.unchecked:
        made["unchecked"] = sorted(report.unchecked)
    if report.reasons:
        made["reasons"] = [_reason_to_object(reason) for reason in report.reasons]
    if report.register:
        made["register"] = dict(report.register)
    return {**made, **extra}


def dump_report(report: Report) -> bytes:
    """Return the exchange file of a report: UTF-8 JSON, stable order, readable by people."""
    text = json.dumps(report_to_object(report), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "ignore")  # half of a pair of surrogates is no character in any file


def value_to_json(value: Value) -> int | str | None:
    """Return a cell as it stands in JSON: counts as numbers, money as decimal text, ``/``; else None."""
    if value is None or isinstance(value, Unread):
        return None
    if isinstance(value, Decimal | NotApplicable):
        return format_value(value)
    return value


def _values_to_object(values: Mapping[CellKey, Value]) -> dict[str, int | str]:
    return {key: plain for key, value in values.items() if (plain := value_to_json(value)) is not None}


def _previous_to_object(previous: Previous) -> dict[str, Any]:
    return {
        "format": previous.format,
        "year": previous.year,
        "values": _values_to_object(previous.values),
        "sections": dict(previous.sections),
        **previous.extra,
    }


def _reason_to_object(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "cells": list(reason.cells),
        "text": reason.text,
        "seen": dict(reason.seen),
        **reason.extra,
    }


# -- object → report


def parse_report(data: bytes, formats: Formats) -> Report:
    """Read the bytes of an exchange file.

    Raises:
        GiaFileError: no JSON, a newer version, or a field that says something impossible.
        UnknownFormatError: no format file describes its format.
    """
    try:
        return report_from_object(_load_json(data), formats)
    except RecursionError as error:
        raise GiaFileError("这不是 .gia 报告文件：括号层数太多。") from error


def report_from_object(found: object, formats: Formats) -> Report:
    """Read the JSON object of a report; see ``parse_report``."""
    data = _object(found, "文件内容")
    version = data.get("gia")
    if type(version) is not int or version < 1:
        raise GiaFileError("这不是 .gia 报告文件：缺少“gia”版本号。")
    if version > GIA_VERSION:
        raise GiaFileError(
            f"这个文件是新版本程序保存的（文件版本 {version}，本程序只能读到版本 {GIA_VERSION}）。",
            "请升级本程序后再打开。",
        )
    fmt = formats.get(_format_id(data, "format"))
    unit = _object(data.get("unit", {}), _named("unit"))
    contact = _object(unit.get("contact", {}), _named("unit.contact"))
    sections = _object(data.get("sections", {}), _named("sections"))
    values = _read_values(data.get("values", {}), fmt, _named("values"))
    return Report(
        fmt.id,
        _year(data, _named("year")),
        {**_texts(data, unit, contact, sections), **_unchecked(data, fmt)},
        {key: value for key, value in values.items() if not fmt.cells[key].computed},
        {key: value for key, value in values.items() if fmt.cells[key].computed},
        _read_previous(data.get("previous"), formats),
        tuple(_read_reasons(data.get("reasons", []))),
        _extra(data, unit, contact, sections),
        _read_register(data.get("register", {})),
    )


def value_from_json(found: object, cell: str, fmt: Format) -> Value:
    """Read one cell of a JSON object.

    Raises:
        GiaFileError: it is no value of this cell; the message names the cell and the reason.
    """
    kind = fmt.cells[CellKey(cell)].kind
    label = f"{cell}（{fmt.cells[CellKey(cell)].label}）"
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | Decimal | str):
        raise GiaFileError(f"格 {label}的内容 {_shown(found)} 不是数字。", "请改成数字，或删去这一项。")
    try:
        return parse_value(_plain(found), kind)
    except ValueFault as fault:
        raise GiaFileError(
            f"格 {label}的内容 {_shown(found)} 无法使用：{fault}。", "请改成正确的数字，或删去这一项。"
        ) from fault


def _plain(found: int | Decimal | str) -> str:
    """Write a JSON number with all its digits, but never blow up a monster such as 1e400."""
    if isinstance(found, Decimal) and found.is_finite() and abs(found.adjusted()) <= _MAX_DIGITS:
        return format(found, "f")
    return str(found)[:200]


def _load_json(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GiaFileError(f"这不是 .gia 报告文件：第 {error.start + 1} 个字节起不是 UTF-8 文字。") from error
    try:
        return json.loads(
            text, parse_float=Decimal, parse_int=_parse_int, parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )  # fmt: skip
    except json.JSONDecodeError as error:
        raise GiaFileError(
            f"这不是 .gia 报告文件：第 {error.lineno} 行第 {error.colno} 个字处写法不对。"
        ) from error


def _parse_int(digits: str) -> int | Decimal:
    """Python refuses to convert monstrous integers; as a decimal they reach the ordinary check."""
    return int(digits) if len(digits) <= _MAX_DIGITS else Decimal(digits)


def _refuse_constant(name: str) -> NoReturn:
    raise GiaFileError(f"文件里有 {name}，它不是数字。")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        repeated = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise GiaFileError(f"文件里“{_cut(repeated)}”写了两次，不知道以哪个为准。")
    return made


def _object(found: object, place: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise GiaFileError(f"“{place}”应是一组“名称: 内容”，这里是 {_shown(found)}。")
    return found


def _string(data: Mapping[str, Any], key: str, place: str, default: str | None = None) -> str:
    found = data.get(key, default)
    if not isinstance(found, str):
        what = "缺失" if found is None else f"是 {_shown(found)}，不是文字"
        raise GiaFileError(f"“{place}”{what}。")
    return clean_text(found)


def _year(data: Mapping[str, Any], place: str) -> int:
    year = data.get("year")
    if type(year) is not int or year not in _YEARS:
        raise GiaFileError(f"“{place}”应是年份数字（如 2025），这里是 {_shown(year)}。")
    return year


def _texts(
    data: Mapping[str, Any], unit: Mapping[str, Any], contact: Mapping[str, Any], sections: Mapping[str, Any]
) -> dict[TextKey, str]:
    texts = {key: _string(unit, key.removeprefix("unit."), _named(key), "") for key in UNIT_KEYS}
    if texts[UNIT_KIND] and texts[UNIT_KIND] not in UNIT_KINDS:
        raise GiaFileError(f"单位类型“{_cut(texts[UNIT_KIND])}”不认识，应是 {'、'.join(UNIT_KINDS)} 之一。")
    texts |= {key: _string(contact, key.removeprefix("contact."), _named(key), "") for key in CONTACT_KEYS}
    texts[TITLE] = _string(data, "title", _named("title"), "")
    texts[PREAMBLE] = _string(data, "preamble", _named("preamble"), "")
    for section in SECTION_IDS:
        texts[section_key(section)] = _string(sections, section, _section(section), "")
    return {key: text for key, text in texts.items() if text}


def _unchecked(data: Mapping[str, Any], fmt: Format) -> dict[TextKey, str]:
    """Return the cells that nobody has looked at yet, as reports keep them."""
    found = data.get("unchecked", [])
    if not isinstance(found, list) or not all(isinstance(name, str) and name in fmt.cells for name in found):
        raise GiaFileError(f"“{_named('unchecked')}”应是格名的列表，这里是 {_shown(found)}。")
    return {UNCHECKED: " ".join(sorted(set(found)))} if found else {}


def _extra(
    data: Mapping[str, Any], unit: Mapping[str, Any], contact: Mapping[str, Any], sections: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what this version does not know, each piece under the known key that it stood in."""
    unknown_unit = _unknown(unit, _UNIT_NAMES)
    if unknown_contact := _unknown(contact, _CONTACT_NAMES):
        unknown_unit["contact"] = unknown_contact
    extra = _unknown(data, _TOP_KEYS)
    inner = {"unit": unknown_unit, "sections": _unknown(sections, frozenset(SECTION_IDS))}
    return extra | {name: entries for name, entries in inner.items() if entries}


def _unknown(entries: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {clean_text(key): _kept(value) for key, value in entries.items() if key not in known}


def _kept(found: Any, depth: int = 0) -> Any:
    """Return an unknown part in a form that can be written again as it was."""
    if depth > _MAX_DEPTH:
        raise GiaFileError("这不是 .gia 报告文件：括号层数太多。")
    if isinstance(found, dict):
        return {clean_text(key): _kept(value, depth + 1) for key, value in found.items()}
    if isinstance(found, list):
        return [_kept(value, depth + 1) for value in found]
    if isinstance(found, Decimal):
        # JSON writes binary floats only; a number that one can't hold keeps its digits as text.
        return float(found) if Decimal(repr(float(found))) == found else str(found)
    return clean_text(found) if isinstance(found, str) else found


def _read_values(found: object, fmt: Format, place: str) -> dict[CellKey, Value]:
    entries = _object(found, place)
    unknown = [name for name in entries if name not in fmt.cells]
    if unknown:
        raise GiaFileError(
            f"“{place}”里有“{fmt.name}”没有的格 {'、'.join(map(_cut, unknown[:3]))}。",
            "请改正格名或格式编号。",
        )
    read = {CellKey(name): value_from_json(value, name, fmt) for name, value in entries.items()}
    return {key: value for key, value in read.items() if value is not None}


def _read_previous(found: object, formats: Formats) -> Previous | None:
    if found is None:
        return None
    last = _WORDS["previous"]
    data = _object(found, _named("previous"))
    fmt = formats.get(_format_id(data, "previous.format", last))
    sections = _object(data.get("sections", {}), _named("sections", last))
    return Previous(
        fmt.id,
        _year(data, _named("year", last)),
        _read_values(data.get("values", {}), fmt, _named("values", last)),
        {clean_text(name): _string(sections, name, _section(name, last)) for name in sections},
        _unknown(data, _PREVIOUS_KEYS),
    )


def _read_reasons(found: object) -> list[Reason]:
    if not isinstance(found, list):
        raise GiaFileError(f"“{_named('reasons')}”应是一个列表，这里是 {_shown(found)}。")
    reasons = []
    for index, entry in enumerate(found, 1):
        place = f"审核说明第 {index} 条"
        data = _object(entry, place)
        cells, seen = data.get("cells", []), _object(data.get("seen", {}), f"{place}当时的数（seen）")
        if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
            raise GiaFileError(f"“{place}涉及的格（cells）”应是格名的列表。")
        reasons.append(
            Reason(
                _string(data, "code", f"{place}的规则代号（code）"),
                tuple(CellKey(clean_text(cell)) for cell in cells),
                _string(data, "text", f"{place}的文字（text）", ""),
                {clean_text(key): clean_text(str(value)) for key, value in seen.items()},
                _unknown(data, _REASON_KEYS),
            )
        )
    return reasons


def _read_register(found: object) -> dict[str, int | str]:
    place = _named("register")
    read: dict[str, int | str] = {}
    for name, value in _object(found, place).items():
        if isinstance(value, str):
            read[clean_text(name)] = clean_text(value)
        elif type(value) is int and value >= 0:
            read[clean_text(name)] = value
        else:
            raise GiaFileError(f"“{place}”的 {_cut(name)} 应是件数或文字，这里是 {_shown(value)}。")
    return read


def _format_id(data: Mapping[str, Any], path: str, of: str = "") -> str:
    return _cut(_string(data, "format", f"{of}格式（{path}）"))


def _named(path: str, of: str = "") -> str:
    """Return a field as the program calls it, with its name in the file for those who look there."""
    return f"{of}{_WORDS[path]}（{'previous.' if of else ''}{path}）"


def _section(name: str, of: str = "") -> str:
    return f"{of}第 {_cut(name)} 部分（{'previous.' if of else ''}sections.{_cut(name)}）"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"


def _shown(found: object) -> str:
    if found is None:
        return "空"
    return _cut(
        str(found) if isinstance(found, Decimal) else json.dumps(found, ensure_ascii=False, default=str)
    )
