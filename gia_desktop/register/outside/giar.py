"""The exchange file of a register (``*.giar``): bytes to cases and back; keys not known survive."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.narrative import clean_text
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.register.case import Applicant, Case, Event, Register, Remedy, Reply, Request

GIAR_VERSION: Final = 1
"""Version of the exchange file this program reads and writes."""
_SHOWN_FAULTS: Final = 3
_SHOWN_LENGTH: Final = 20
_YEARS: Final = range(2008, 2101)
_LATER_KEYS: Final = frozenset({"answered", "reason"})
"""Keys of a review or suit that stand in the file only when they say something."""
_WORDS: Final = {
    "number": "编号",
    "arrived": "到达日",
    "received": "收到日",
    "received_reason": "两日不同的原因",
    "channel": "渠道",
    "applicant": "申请人",
    "request": "申请内容",
    "split_from": "从哪件拆出",
    "not_counted": "不计的原因",
    "events": "经过",
    "reply": "答复",
    "remedies": "复议诉讼",
    "filed": "办结日",
    "date": "日期",
    "until": "期限",
    "told": "告知日",
    "delivered": "送达日",
    "closed": "审结日",
    "answered": "提交答复日",
    "days": "延长天数",
    "quantity": "数量",
    "amount": "金额",
    "pages": "页数",
    "joint": "人数",
    "kind": "类型",
    "name": "名称",
    "content": "要的内容",
    "form": "形式",
    "field": "领域",
    "outcome": "办理结果",
    "articles": "依据条款",
    "made_public": "转为主动公开",
}
"""What the fields of the file are called in the program."""


class GiarFileError(GiaError):
    """An exchange file of a register can't be used."""

    code = "GIA-E-711"

    def __init__(self, cause: str, hint: str = "") -> None:
        """Say what is wrong and where; the reader of the file adds its name."""
        super().__init__(clean_text(cause), hint or "请检查这个文件，或用本程序重新保存一份。")


# -- register → bytes


def dump_register(register: Register) -> bytes:
    """Return the exchange file of a register: UTF-8 JSON, stable order, readable by people."""
    made = {
        "gia_register": GIAR_VERSION,
        "unit": {"name": register.unit_name, "kind": register.unit_kind, **register.unit_extra},
        "year": register.year,
        "cases": [case_to_object(case) for case in register.cases],
        **register.extra,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def case_to_object(case: Case) -> dict[str, Any]:
    """Return the JSON object of a case, every key of the contract present."""
    return {
        "number": case.number,
        "arrived": _date_text(case.arrived),
        "received": _date_text(case.received),
        "received_reason": case.received_reason,
        "channel": case.channel,
        "applicant": _plain(case.applicant),
        "request": _plain(case.request),
        "split_from": case.split_from,
        "not_counted": case.not_counted,
        "events": [event_to_object(event) for event in case.events],
        "reply": _plain(case.reply),
        "remedies": [_plain(remedy) for remedy in case.remedies],
        "filed": _date_text(case.filed),
        **case.extra,
    }


def event_to_object(event: Event) -> dict[str, Any]:
    """Return the JSON object of an event: kind, date and what else speaks."""
    made: dict[str, Any] = {"kind": event.kind, "date": event.date.isoformat()}
    for item in fields(event):
        value = getattr(event, item.name)
        if item.name not in {"kind", "date", "extra"} and value not in {None, "", 0}:
            made[item.name] = value.isoformat() if isinstance(value, dt.date) else value
    return {**made, **event.extra}


def _plain(part: Applicant | Request | Reply | Remedy) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for item in fields(part):
        value = getattr(part, item.name)
        if item.name == "extra" or (item.name in _LATER_KEYS and not value):
            continue
        made[item.name] = _date_text(value) if value is None or isinstance(value, dt.date) else value
    return {**made, **part.extra}


def _date_text(value: dt.date | None) -> str:
    return "" if value is None else value.isoformat()


# -- bytes → register


def parse_register(data: bytes) -> Register:
    """Read the bytes of an exchange file.

    Raises:
        GiarFileError: no JSON, a newer version, or cases that say something impossible; the first faults are
        named
            with case and field.
    """
    found = _load(data)
    version = found.get("gia_register")
    if type(version) is not int or version < 1:
        raise GiarFileError("这不是 .giar 登记文件：缺少“gia_register”版本号。")
    if version > GIAR_VERSION:
        raise GiarFileError(
            f"这个文件是新版本程序保存的（文件版本 {version}，本程序只能读到版本 {GIAR_VERSION}）。",
            "请升级本程序后再打开。",
        )
    reader = Reader()
    unit = reader.object(found.get("unit", {}), "单位")
    kind = unit.get("kind", "other")
    if not isinstance(kind, str) or kind not in UNIT_KINDS:
        reader.faults.append(f"单位类型“{_shown(kind)}”不认识")
    year = found.get("year")
    if type(year) is not int or year not in _YEARS:
        reader.faults.append(f"年度应是四位数字，这里是“{_shown(year)}”")
    cases = found.get("cases", [])
    if not isinstance(cases, list):
        reader.faults.append("cases 应是列表")
        cases = []
    read = tuple(reader.case(entry, place) for place, entry in enumerate(cases, 1))
    if reader.faults:
        raise GiarFileError(_told(reader.faults))
    return Register(
        reader.text(unit, "name"),
        str(kind),
        int(year or 0),
        read,
        {key: value for key, value in found.items() if key not in {"gia_register", "unit", "year", "cases"}},
        {key: value for key, value in unit.items() if key not in {"name", "kind"}},
    )


def case_from_object(found: object) -> Case:
    """Read the JSON object of one case.

    Raises:
        GiarFileError: it says something impossible.
    """
    reader = Reader()
    case = reader.case(found, 1)
    if reader.faults:
        raise GiarFileError(_told(reader.faults))
    return case


def _told(faults: list[str]) -> str:
    rest = len(faults) - _SHOWN_FAULTS
    return f"{'；'.join(faults[:_SHOWN_FAULTS])}{f'；另有 {rest} 处' if rest > 0 else ''}。"


def _load(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GiarFileError("这不是 .giar 登记文件：不是 UTF-8 文字。") from error
    except json.JSONDecodeError as error:
        cause = f"第 {error.lineno} 行第 {error.colno} 个字处不符合 JSON 写法，文件可能没有复制完整。"
        raise GiarFileError(f"登记文件读不出来：{cause}", "请重新取得这个文件。") from error
    except (RecursionError, ValueError) as error:
        raise GiarFileError("这不是 .giar 登记文件：括号层数太多，或数字太长。") from error
    if not isinstance(found, dict):
        raise GiarFileError("这不是 .giar 登记文件：最外层应是一个对象。")
    return found


class Reader:
    """Cases being read; collects every fault with case and field."""

    def __init__(self) -> None:
        """Start without faults."""
        self.faults: list[str] = []
        self._case = ""

    def case(self, found: object, place: int) -> Case:
        """Read one case, the ``place``-th of the file counted from 1."""
        self._case = f"第 {place} 件"
        entry = self.object(found, "")
        number = self.text(entry, "number")
        self._case += f"（{number}）" if number else ""
        if not number:
            self._fault("编号", "是空的")
        events = self._list(entry, "events")
        return Case(
            number=number,
            arrived=self.date(entry, "arrived"),
            received=self.date(entry, "received"),
            received_reason=self.text(entry, "received_reason"),
            channel=self.text(entry, "channel") or "other",
            applicant=self._part(entry, "applicant", Applicant, {"kind": "natural", "joint": 1}),
            request=self._part(entry, "request", Request, {"form": "paper"}),
            split_from=self.text(entry, "split_from"),
            not_counted=self.text(entry, "not_counted"),
            events=tuple(event for item in events if (event := self._event(item)) is not None),
            reply=self._part(entry, "reply", Reply, {}),
            remedies=tuple(
                self._made(Remedy, self.object(item, "复议诉讼"), {})
                for item in self._list(entry, "remedies")
            ),
            filed=self.date(entry, "filed"),
            extra={key: value for key, value in entry.items() if key not in _CASE_KEYS},
        )

    def _event(self, found: object) -> Event | None:
        entry = self.object(found, "经过")
        date = self.date(entry, "date")
        if date is None:
            self._fault("经过", f"“{_shown(entry.get('kind', ''))}”没有日期")
            return None
        made: Event = self._made(Event, {**entry, "told": self._told(entry, date)}, {"date": date})
        return made

    def _told(self, entry: Mapping[str, Any], date: dt.date) -> Any:
        """Return the day the applicant was told; a mere yes means the day of the event."""
        told = entry.get("told", "")
        return {True: date.isoformat(), False: ""}.get(told, told) if isinstance(told, bool) else told

    def _part(
        self, entry: Mapping[str, Any], key: str, kind: Callable[..., Any], usual: Mapping[str, Any]
    ) -> Any:
        found = self.object(entry.get(key, {}), _WORDS[key])
        return self._made(
            kind, {**usual, **{name: value for name, value in found.items() if value != ""}}, {}
        )

    def _made(self, kind: Callable[..., Any], found: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
        """Make a part of a case from an object, key by key of its kind; the rest is kept as it is."""
        known = {item.name: str(item.type) for item in fields(kind) if item.name != "extra"}  # type: ignore[arg-type]
        values: dict[str, Any] = {}
        for key, value in found.items():
            if key in given or key not in known:
                continue
            if "date" in known[key]:
                values[key] = self.date(found, key)
            elif known[key] == "int":
                values[key] = self._whole(key, value)
            elif known[key] == "bool":
                values[key] = self._yes(key, value)
            elif known[key] == "str":
                values[key] = self.text(found, key)
        if "kind" in known and "kind" not in found:
            self._fault("类型", "缺少")
            values["kind"] = ""
        extra = {key: value for key, value in found.items() if key not in known}
        return kind(**values, **given, extra=extra)

    def _whole(self, key: str, value: object) -> int:
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value.strip()) if len(value) < 12 else value  # noqa: PLR2004 - no sum is as long
        if value in {None, ""} if isinstance(value, str | None) else False:
            return 0
        if type(value) is float and value.is_integer():
            value = int(value)
        if type(value) is not int or value < 0:
            self._fault(_WORDS.get(key, key), f"应是不小于 0 的整数，这里是“{_shown(value)}”")
            return 0
        return value

    def _yes(self, key: str, value: object) -> bool:
        if not isinstance(value, bool):
            self._fault(_WORDS.get(key, key), f"应是 true 或 false，这里是“{_shown(value)}”")
        return value is True

    def date(self, entry: Mapping[str, Any], key: str) -> dt.date | None:
        """Return a date, None when it is empty or not there."""
        value = entry.get(key, "")
        if value in {"", None} if isinstance(value, str | None) else False:
            return None
        try:
            found = dt.date.fromisoformat(str(value).strip())
        except ValueError:
            self._fault(_WORDS.get(key, key), f"“{_shown(value)}”不是日期，应写成 2026-03-05")
            return None
        if found.year not in _YEARS:
            self._fault(_WORDS.get(key, key), f"“{_shown(value)}”的年份不对")
            return None
        return found

    def text(self, entry: Mapping[str, Any], key: str) -> str:
        """Return a text without signs that no document can hold."""
        value = entry.get(key, "")
        if isinstance(value, str):
            return clean_text(value)
        if value is None:
            return ""
        if type(value) in {int, float}:
            return str(value)
        self._fault(_WORDS.get(key, key), "应是文字")
        return ""

    def object(self, found: object, name: str) -> dict[str, Any]:
        """Return an object, an empty one with a fault when it is something else."""
        if isinstance(found, dict):
            return found
        self._fault(name or "登记", "应是一个对象")
        return {}

    def _list(self, entry: Mapping[str, Any], key: str) -> list[Any]:
        found = entry.get(key, [])
        if isinstance(found, list):
            return found
        self._fault(_WORDS[key], "应是列表")
        return []

    def _fault(self, name: str, cause: str) -> None:
        where = f"{self._case}的“{name}”" if self._case else f"“{name}”"
        self.faults.append(f"{where}{cause}")


_CASE_KEYS: Final = frozenset(item.name for item in fields(Case)) - {"extra"}


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
