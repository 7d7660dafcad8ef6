"""A paper of the county: its letter, its text for a message, and its fields for the county's own template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.forms.letter import BLANK, Letter, write_letter
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.documents.forms.template import fill_template
from gia_desktop.documents.style import PageStyle

RETURN, REMINDER, SUMMARY, SUMS = "退回修改通知", "催报单", "通报材料", "汇总表"
KINDS: Final = (RETURN, REMINDER, SUMMARY, SUMS)
"""Kinds of papers; a template has the kind as its file name."""
WHOLE: Final = "正文"
"""Field of a template that stands for all a paper says."""
NEEDED: Final = {
    RETURN: ("单位", "问题清单", "期限"),
    REMINDER: ("单位清单", "截止日"),
    SUMMARY: ("报送情况", "迟报名单", "未报名单", "审核情况", "退回名单", "主要问题", "问题种类"),
}
"""Fields without which a paper doesn't say what it is for."""
BLANK_DUE, BLANK_SIGNER = "重报期限", "落款单位"
"""What is told of the sender, as the fields are called."""


class TemplateFolderError(GiaError):
    """The folder of the county's own templates can't be used."""

    code = "GIA-E-841"

    def __init__(self, folder: Path, why: str) -> None:
        """Name it and say what was looked for."""
        names = "、".join(f"{kind}.docx" for kind in KINDS)
        super().__init__(
            f"模板文件夹《{folder.name or folder}》{why}。", f"模板的文件名应是 {names}。", str(folder)
        )


@dataclass(frozen=True)
class Sender:
    """Who writes.

    Attributes:
        name: the organ; a blank stands for it when it isn't known.
        contact: who to ask, with telephone.
        due: until when a returned report is to be handed in again.
    """

    name: str = ""
    contact: str = ""
    due: dt.date | None = None

    @property
    def signer(self) -> str:
        """The organ as it is printed."""
        return self.name or BLANK


@dataclass(frozen=True)
class Paper:
    """A letter with the name of its file.

    Attributes:
        kind: one of ``KINDS``.
        name: name of the file, without ending.
        fields: what a template can name in braces; one that lacks a needed field is told of.
    """

    kind: str
    name: str
    letter: Letter
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        """The paper as plain text, for a message to the unit."""
        letter = self.letter
        lines = [letter.title, "", *([f"{letter.addressee}："] if letter.addressee else []), self.body]
        return "\n".join([*lines, *letter.remarks, "", letter.signer, letter.date]) + "\n"

    @property
    def blanks(self) -> tuple[str, ...]:
        """What stands blank in it because nobody said it, as its field in 通报材料 is called."""
        due = [BLANK_DUE] if self.fields.get("期限") == "" else []  # a blank may also be quoted from a report
        return (*due, *([BLANK_SIGNER] if BLANK in self.letter.signer else []))

    @property
    def blank_words(self) -> str:
        """A sentence that names what stands blank and where it is filled in; empty when all is there."""
        blanks = "、".join(self.blanks)
        return f"留空的：{blanks}，可到“通报材料”页填好再写。" if blanks else ""

    @property
    def body(self) -> str:
        """What stands between addressee and signature, a line a paragraph or row."""
        lines: list[str] = []
        for part in (*self.letter.content, *self.letter.annex):
            lines += _rows(part) if isinstance(part, PlainTable) else [part]
        return "\n".join(lines)


@dataclass(frozen=True)
class SetPaper:
    """A paper as docx.

    Attributes:
        lacking: what the paper says and the template has no place for.
        unknown: names in braces of the template that the program doesn't know.
    """

    data: bytes
    lacking: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the template, none when all is well."""
        said = []
        if self.lacking:
            said.append(f"模板里没有的内容：{'、'.join(self.lacking)}。")
        if self.unknown:
            said.append(f"模板里不认识的名称：{'、'.join(self.unknown)}，原样留着。")
        return tuple(said)


def set_paper(paper: Paper, style: PageStyle, template: Path | None = None) -> SetPaper:
    """Set a paper in the page style, or into the county's own template.

    Raises:
        TemplateFault: the template can't be read.
    """
    if template is None:
        return SetPaper(write_letter(paper.letter, style))
    data, found = fill_template(template, {WHOLE: paper.body, **paper.fields})
    needed = () if WHOLE in found else NEEDED[paper.kind]
    lacking = tuple(name for name in needed if paper.fields[name] and name not in found)
    return SetPaper(data, lacking, unknown_names(found, paper.fields))


def unknown_names(found: frozenset[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of a template that stand for nothing."""
    return tuple(sorted(found - {WHOLE, *known}))


def templates_in(folder: Path | None) -> Mapping[str, Path]:
    """Return the county's own templates by kind of paper; kinds without one use the page style.

    Raises:
        TemplateFolderError: there is no such folder, or none of its files is a template.
    """
    if folder is None:
        return {}
    if not folder.is_dir():
        raise TemplateFolderError(folder, "找不到")
    found = {kind: path for kind in KINDS if (path := folder / f"{kind}.docx").is_file()}
    if not found:
        raise TemplateFolderError(folder, "里没有一个模板")
    return found


def day_words(day: dt.date) -> str:
    """Return a day as it is printed."""
    return f"{day.year}年{day.month}月{day.day}日"


def _rows(table: PlainTable) -> list[str]:
    return [_row(place, row) for place, row in enumerate(table.rows, 1)]


def _row(place: int, row: Sequence[str]) -> str:
    return f"{place}. " + "；".join(text for text in row[1:] if text)
