"""The history of a case in lines: when, which field, what stood there, what stands there now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from gia_desktop.register.case import (
    ANSWERS,
    APPLICANT_KINDS,
    CHANNELS,
    EVENT_KINDS,
    FORMS,
    REMEDY_KINDS,
    Applicant,
    Case,
    Event,
    Remedy,
    Reply,
    Request,
)
from gia_desktop.register.session import masked
from gia_desktop.register.store import CaseChange

FIELD_WORDS: Final[Mapping[str, str]] = {
    "arrived": "到达日", "received": "收到日", "received_reason": "两日不同的原因", "channel": "渠道",
    "split_from": "从哪件拆出", "not_counted": "不计入的原因", "filed": "办结日",
    "events": "经过", "remedies": "复议诉讼",
    "applicant.kind": "申请人类型", "applicant.name": "申请人", "applicant.id_kind": "证件种类",
    "applicant.id_number": "证件号码", "applicant.contact": "联系人", "applicant.phone": "电话",
    "applicant.address": "地址", "applicant.postcode": "邮编", "applicant.email": "电子邮箱",
    "applicant.agent": "代理人", "applicant.joint": "人数",
    "request.content": "要的内容", "request.document": "文件名称、文号", "request.form": "形式",
    "request.field": "领域",
    "reply.date": "答复日", "reply.number": "文号", "reply.outcome": "办理结果", "reply.articles": "依据条款",
    "reply.delivered": "送达日", "reply.pages": "页数", "reply.made_public": "转为主动公开",
    "reply.extra": "理由、获取途径", "extra": "其他",
}  # fmt: skip
"""What the fields of a case are called, those of a group with its name before."""
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "channel": CHANNELS, "applicant.kind": APPLICANT_KINDS, "request.form": FORMS,
}  # fmt: skip
MASKED: Final = frozenset({"applicant.id_number", "applicant.phone"})
_GROUPS: Final = {"applicant": Applicant, "request": Request, "reply": Reply}
_OF_REPLY: Final = {"reason": "理由", "where": "获取途径"}
_NOTHING: Final = "（空）"


@dataclass(frozen=True)
class PastLine:
    """One field that one step changed.

    Attributes:
        at: when.
        how: what the step was called.
        field: name of the field, ``applicant.name``; empty for a step that changed none.
        place: what the field is called.
        before, after: what stood there, in words; personal numbers with their middle hidden.
        value: what stood there before, to be put back.
    """

    at: dt.datetime
    how: str
    field: str
    place: str
    before: str = ""
    after: str = ""
    value: Any = None

    def put_back(self, case: Case) -> Case:
        """Return the case with what stood in the field before this step."""
        return with_value(case, self.field, self.value)


def value_of(case: Case, field: str) -> Any:
    """Return what stands in a field, one of ``FIELD_WORDS``."""
    group, _, name = field.partition(".")
    return getattr(getattr(case, group), name) if name else getattr(case, group)


def with_value(case: Case, name: str, value: Any) -> Case:
    """Return a case with something else in a field, one of ``FIELD_WORDS``."""
    group, _, part = name.partition(".")
    if not part:
        return replace(case, **{group: value})
    return replace(case, **{group: replace(getattr(case, group), **{part: value})})


def past_lines(changes: Iterable[CaseChange], rows: Mapping[str, str]) -> list[PastLine]:
    """Return the history of a case, newest first.

    Args:
        changes: its steps, oldest first.
        rows: wording of the rows of table three.
    """
    found: list[PastLine] = []
    for change in changes:
        lines = [
            PastLine(
                change.at, change.label, field, FIELD_WORDS.get(field, field),
                _words(field, before, rows), _words(field, after, rows), before,
            )
            for field, before, after in _fields(change.values)
        ]  # fmt: skip
        found += lines or [PastLine(change.at, change.label, "", "这一件")]
    return found[::-1]


def _fields(values: Mapping[str, tuple[Any, Any]]) -> Iterator[tuple[str, Any, Any]]:
    """Yield every field that differs, groups field by field."""
    for name, (before, after) in values.items():
        if name not in _GROUPS:
            yield name, before, after
            continue
        for item in fields(_GROUPS[name]):
            old, new = getattr(before, item.name), getattr(after, item.name)
            if old != new:
                yield f"{name}.{item.name}", old, new


def _words(field: str, value: Any, rows: Mapping[str, str]) -> str:
    if field in {"events", "remedies"}:
        return "；".join(map(_happened, value)) or _NOTHING
    if field.endswith(".extra") or field == "extra":
        return "；".join(f"{_OF_REPLY.get(key, key)}：{text}" for key, text in value.items()) or _NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, dt.date):
        return value.isoformat()
    if field in MASKED:
        return masked(value)
    if field == "reply.outcome":
        return rows.get(value, str(value))
    return _CHOICES.get(field, {}).get(value, str(value))


def _happened(item: Event | Remedy) -> str:
    """Say an event or a review in few words."""
    if isinstance(item, Remedy):
        day = item.received.isoformat() if item.received else "没有收到日"
        return " ".join(filter(None, (REMEDY_KINDS.get(item.kind, item.kind), day, item.result)))
    more = [f"到 {item.until.isoformat()}"] if item.until else []
    more += [f"延长 {item.days} 个工作日"] if item.days else []
    more += [f"{item.amount} 元"] if item.amount else []
    more += [ANSWERS.get(item.answer, item.answer)] if item.answer else []
    return " ".join((item.date.isoformat(), EVENT_KINDS.get(item.kind, item.kind), *more))
