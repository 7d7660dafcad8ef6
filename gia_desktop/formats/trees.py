"""The rows or columns of a block, built into a forest of nodes."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Literal

from gia_desktop.core.records import dataclass
from gia_desktop.core.values import CellKind
from gia_desktop.files.fields import Entry, Fields
from gia_desktop.formats.schema import Help, Node

_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass
class _Draft:
    """A row or column as written, before the tree is built."""

    entry: Entry
    children: list[_Draft] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.entry.get("id"))


def read_forest(fields: Fields, name: Literal["rows", "columns"], block: str) -> tuple[Node, ...]:
    """Return the forest of one block; what is wrong goes to the faults of ``fields``."""
    drafts: dict[str, _Draft] = {}
    roots: list[_Draft] = []
    for entry in fields.entries(name):
        if entry.get("block") != block:
            continue
        node_id = entry.text("id")
        if not node_id:
            continue
        if not _ID.fullmatch(node_id) or node_id in drafts:
            entry.fault(f"id {node_id} 重复或写法不对（小写字母、数字、下划线）", "id")
            continue
        drafts[node_id] = draft = _Draft(entry)
        under = entry.text("under", "")
        if not under:
            roots.append(draft)
        elif under not in drafts or not drafts[under].entry.get("group"):
            entry.fault(f"{node_id} 的上级 {under} 不存在，或不是 group，或写在后面", "under")
        else:
            drafts[under].children.append(draft)
    for draft in drafts.values():
        _check_node(draft)
    _check_sums(name, [draft for draft in drafts.values() if not draft.entry.get("group")])
    return tuple(_node(draft) for draft in roots)


def _check_node(draft: _Draft) -> None:
    draft.entry.flag("vertical")
    if draft.entry.flag("group") != bool(draft.children):
        draft.entry.fault(f"{draft.id} 标为 group 却没有下级", "group")
    if draft.children and draft.entry.get("sum"):
        draft.entry.fault(f"{draft.id} 是 group，不能有 sum", "sum")
    if _kind(draft.entry) is None:
        draft.entry.fault(f"{draft.id} 的 kind 应为 {'、'.join(CellKind)}", "kind")


def _check_sums(name: str, leaves: list[_Draft]) -> None:
    """Find parts that are not there, and totals that go into themselves."""
    waiting = {draft.id: set(draft.entry.texts("sum")) for draft in leaves}
    for draft in leaves:
        for part in sorted(waiting[draft.id] - waiting.keys()):
            cause = f"{draft.id} 的合计项 {part} 不存在：表里少了这一{'行' if name == 'rows' else '列'}"
            draft.entry.fault(cause, "sum")
    while ready := [key for key, parts in waiting.items() if not parts & waiting.keys()]:
        for key in ready:
            del waiting[key]
    for draft in leaves:
        if draft.id in waiting:
            draft.entry.fault(f"{draft.id} 的合计项绕回了它自己", "sum")


def _kind(entry: Entry) -> CellKind | None:
    return next((kind for kind in CellKind if kind == entry.get("kind", CellKind.COUNT)), None)


def _node(draft: _Draft) -> Node:
    entry = draft.entry
    label = entry.text("label")
    return Node(
        draft.id,
        label,
        entry.text("short", label),
        _kind(entry) or CellKind.COUNT,
        entry.texts("sum"),
        entry.texts("aliases"),
        bool(entry.get("vertical", False)),
        help_of(entry),
        tuple(_node(child) for child in draft.children),
    )


def help_of(entry: Entry) -> Help:
    """Return what an entry says for the clerk."""
    return Help(*(entry.text(key, "").strip() for key in ("help", "basis", "mistake")))
