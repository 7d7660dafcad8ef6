"""The rows or columns of a block, built into a forest of nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from gia_desktop.core.values import CellKind
from gia_desktop.files.fields import Fields
from gia_desktop.formats.schema import Node

_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass
class _Draft:
    """A row or column as written, before the tree is built."""

    entry: Mapping[str, Any]
    index: int
    children: list[_Draft] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.entry["id"])


def read_forest(fields: Fields, name: Literal["rows", "columns"], block: str) -> tuple[Node, ...]:
    """Return the forest of one block; what is wrong goes to the faults of ``fields``."""
    drafts: dict[str, _Draft] = {}
    roots: list[_Draft] = []
    for index, entry in fields.entries(name):
        if entry.get("block") != block:
            continue
        node_id = fields.text(name, index, entry, "id")
        if not node_id:
            continue
        if not _ID.fullmatch(node_id) or node_id in drafts:
            fields.fault(f"id {node_id} 重复或写法不对（小写字母、数字、下划线）", name, index, "id")
            continue
        drafts[node_id] = draft = _Draft(entry, index)
        under = fields.text(name, index, entry, "under", "")
        if not under:
            roots.append(draft)
        elif under not in drafts or not drafts[under].entry.get("group"):
            fields.fault(f"{node_id} 的上级 {under} 不存在，或不是 group，或写在后面", name, index, "under")
        else:
            drafts[under].children.append(draft)
    for draft in drafts.values():
        _check_node(fields, name, draft)
    _check_sums(fields, name, [draft for draft in drafts.values() if not draft.entry.get("group")])
    return tuple(_node(fields, name, draft) for draft in roots)


def _check_node(fields: Fields, name: str, draft: _Draft) -> None:
    for flag in ("group", "vertical"):
        if not isinstance(draft.entry.get(flag, False), bool):
            fields.fault(f"{flag} 应为 true 或 false", name, draft.index, flag)
    if bool(draft.entry.get("group")) != bool(draft.children):
        fields.fault(f"{draft.id} 标为 group 却没有下级", name, draft.index, "group")
    if draft.children and draft.entry.get("sum"):
        fields.fault(f"{draft.id} 是 group，不能有 sum", name, draft.index, "sum")
    if _kind(draft.entry) is None:
        fields.fault(f"{draft.id} 的 kind 应为 {'、'.join(CellKind)}", name, draft.index, "kind")


def _check_sums(fields: Fields, name: str, leaves: list[_Draft]) -> None:
    """Find parts that are not there, and totals that go into themselves."""
    waiting = {draft.id: set(fields.texts(name, draft.index, draft.entry, "sum")) for draft in leaves}
    for draft in leaves:
        for part in sorted(waiting[draft.id] - waiting.keys()):
            cause = f"{draft.id} 的合计项 {part} 不存在：表里少了这一{'行' if name == 'rows' else '列'}"
            fields.fault(cause, name, draft.index, "sum")
    while ready := [key for key, parts in waiting.items() if not parts & waiting.keys()]:
        for key in ready:
            del waiting[key]
    for draft in leaves:
        if draft.id in waiting:
            fields.fault(f"{draft.id} 的合计项绕回了它自己", name, draft.index, "sum")


def _kind(entry: Mapping[str, Any]) -> CellKind | None:
    return next((kind for kind in CellKind if kind == entry.get("kind", CellKind.COUNT)), None)


def _node(fields: Fields, name: str, draft: _Draft) -> Node:
    entry, index = draft.entry, draft.index
    label = fields.text(name, index, entry, "label")
    return Node(
        draft.id,
        label,
        fields.text(name, index, entry, "short", label),
        _kind(entry) or CellKind.COUNT,
        fields.texts(name, index, entry, "sum"),
        fields.texts(name, index, entry, "aliases"),
        bool(entry.get("vertical", False)),
        fields.help_of(name, index, entry),
        tuple(_node(fields, name, child) for child in draft.children),
    )
