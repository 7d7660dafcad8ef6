"""What can be brought back from backups: each database with its backups and how its documents are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gia_desktop.app.program.moments import when
from gia_desktop.app.program.vaults import COLLECTIONS_STEM, DRAFTS_STEM, REGISTER_STEM
from gia_desktop.drafts.kind import DRAFTS, reports_in
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.register.store import REGISTERS, ListedCase
from gia_desktop.rollup.kept.store import COLLECTIONS, ListedCollection
from gia_desktop.vault.backups import Backup, look_into
from gia_desktop.vault.store import StoreKind

_ABSENT: Final = "现在没有这一{}"


@dataclass(frozen=True)
class DocumentList:
    """The documents of a backup, as they are listed.

    Attributes:
        items: the documents.
        words: what stands in the columns of one; the last says how it compares with now.
        refusal: why one can't be taken out by itself, empty when it can.
    """

    items: Sequence[Any]
    words: Callable[[Any], Sequence[str]]
    refusal: Callable[[Any], str]


@dataclass(frozen=True)
class Holding:
    """One database.

    Attributes:
        name: what its switch says.
        shelf: what its documents are called together.
        measure, thing: measure word and name of a document.
        kind, stem: its kind of store and how the names of its backups begin.
        heads: columns of what is inside.
        stretched: the column that takes the room that is left.
        look_into: reads a backup.
        single: what taking out one document does.
    """

    name: str
    shelf: str
    measure: str
    thing: str
    kind: StoreKind[Any]
    stem: str
    heads: Sequence[str]
    stretched: int
    look_into: Callable[[Backup], DocumentList]
    single: str

    @property
    def explained(self) -> str:
        """What both ways do."""
        return (
            f"取出一{self.measure}：{self.single}。\n"
            f"恢复全部：“{self.shelf}”整个换成这份备份；换之前先把现在的内容另做一份备份，还可以换回来。"
        )


def of_reports(present: Sequence[DraftSummary]) -> Holding:
    """Return the reports, compared with those of now."""
    now = {item.id: item for item in present}

    def words(item: DraftSummary) -> Sequence[str]:
        return (
            item.unit or "（未填单位）",
            str(item.year),
            item.state.word,
            when(item.modified),
            _compared(item, now.get(item.id)),
        )

    def look(backup: Backup) -> DocumentList:
        return DocumentList(reports_in(backup), words, lambda _item: "")

    heads = ("单位", "年度", "状态", "最后改动", "和现在相比")
    single = "作为新的一份放进“我的年报”，现有的都不动"
    return Holding("年报", "我的年报", "份", "报告", DRAFTS, DRAFTS_STEM, heads, 0, look, single)


def _compared(item: DraftSummary, now: DraftSummary | None) -> str:
    if now is None or (now.created, now.year) != (item.created, item.year):
        return _ABSENT.format("份")
    if now.modified == item.modified:
        return "相同"
    return "现在的更新" if now.modified > item.modified else "备份里的更新"


def of_register(present: Sequence[ListedCase], deleted: Sequence[ListedCase]) -> Holding:
    """Return the register, compared with the cases of now and those in the waste bin."""
    from gia_desktop.register.case import case_name

    now: Mapping[str, ListedCase] = {line.number: line for line in present}
    gone = {line.number for line in deleted}

    def compared(line: ListedCase) -> str:
        if line.number in gone:
            return "在回收站里"
        if line.number not in now:
            return _ABSENT.format("件")
        return "相同" if now[line.number][1:] == line[1:] else "不同"

    def words(line: ListedCase) -> Sequence[str]:
        content = " ".join(line.content.split())
        return (line.number, line.received or "—", line.name, content, compared(line))

    def refusal(line: ListedCase) -> str:
        if line.number in gone:
            return f"{case_name(line.number)}在回收站里，从回收站找回。"
        return f"{case_name(line.number)}现在有，以前的内容在它的历史里。" if line.number in now else ""

    def look(backup: Backup) -> DocumentList:
        return DocumentList(look_into(backup, REGISTERS, lambda store: store.list()), words, refusal)

    heads = ("编号", "收到日", "申请人", "内容", "和现在相比")
    single = "现在没有的一件照原来的编号放回登记，现有的都不动；现在有的看它的历史"
    return Holding("登记", "依申请公开登记", "件", "登记", REGISTERS, REGISTER_STEM, heads, 3, look, single)


def of_collections(present: Sequence[ListedCollection]) -> Holding:
    """Return the collections, compared with those of now."""
    now = {line.id: line for line in present}

    def compared(line: ListedCollection) -> str:
        mine = now.get(line.id)
        if mine is None or mine.created != line.created:
            return _ABSENT.format("次")
        if mine.modified == line.modified:
            return "相同"
        return "现在的更新" if mine.modified > line.modified else "备份里的更新"

    def words(line: ListedCollection) -> Sequence[str]:
        received = f"{line.tally.received} / {line.tally.units} 家"
        return (line.area, str(line.year), received, when(line.modified), compared(line))

    def look(backup: Backup) -> DocumentList:
        return DocumentList(
            look_into(backup, COLLECTIONS, lambda store: store.list()), words, lambda _line: ""
        )

    heads = ("地区", "年度", "收到", "最后改动", "和现在相比")
    single = "作为新的一次收集放进“县（区）汇总”，现有的都不动"
    return Holding(
        "汇总", "县（区）汇总", "次", "收集", COLLECTIONS, COLLECTIONS_STEM, heads, 0, look, single
    )
