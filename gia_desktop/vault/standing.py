"""Looking on while somebody else edits: how things stand, and what the clerk is told."""

from __future__ import annotations

from enum import Enum
from typing import Final

from gia_desktop.vault.holder import Holder

_READING: Final = "您看到的是只读的副本：可以查看、检查、导出，不能改动。"


class Standing(Enum):
    """What keeps the clerk from editing."""

    HELD = "held"
    """Somebody else edits."""

    SILENT = "silent"
    """Somebody else began to edit, and gives no sign of life any more."""

    FREE = "free"
    """Nothing any more: she can begin."""

    WRITE_PROTECTED = "write-protected"
    """Nothing can be written there."""


def standing_words(standing: Standing, holder: Holder | None, thing: str) -> str:
    """Say how things stand and what can be done.

    Args:
        standing: how things stand.
        holder: who edits, as far as it is known.
        thing: what it is about, e.g. ``这份报告``.
    """
    who = holder.words if holder is not None else "另一个人"
    since = f"，从 {holder.since_words} 起" if holder is not None and holder.since_words else ""
    match standing:
        case Standing.HELD:
            return f"{thing}正由 {who}编辑{since}。{_READING}"
        case Standing.SILENT:
            return (
                f"{thing}由 {who}打开编辑{since}，但那边已有一分多钟没有动静，可能已关机、断电或拔走了U盘。"
                "确定那边不再编辑，就可以接手。"
            )
        case Standing.FREE:
            return f"{who}已经退出，{thing}现在可以由您编辑。"
        case Standing.WRITE_PROTECTED:
            return f"{thing}所在的文件夹不能写入（只读、U盘写保护或没有权限）。{_READING}"


def take_over_question(holder: Holder | None) -> str:
    """Return what is asked before the place of a silent program is taken."""
    who = holder.words if holder is not None else "另一个人"
    return (
        f"接手以后由您编辑。{who}那边如果还开着，最后的改动存不进来，会提示那边另存。\n"
        "请先打个电话问一下；确定要接手吗？"
    )
