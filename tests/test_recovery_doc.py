"""docs/recovery.md lists the sentences of this area; renew it: python -m tests.test_recovery_doc."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import gia_desktop.app.program
import gia_desktop.drafts
import gia_desktop.vault
from gia_desktop.app.program.dirs import FolderFault
from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.records import UnknownReportError
from gia_desktop.vault.backup_keeper import BackupFault, SecondBackupFault
from gia_desktop.vault.faults import (
    DamagedFault,
    DiskFullFault,
    EnvironmentFault,
    ExchangedFault,
    ForeignFault,
    LockedFault,
    NewerFault,
    ReadOnlyFault,
    StepNotSavedError,
    UnreachableFault,
)
from gia_desktop.vault.holder import Holder, TakenOverFault, WhyLooking, standing_words

DOC: Final = Path(__file__).parents[1] / "docs" / "recovery.md"
BEGIN: Final = "<!-- 以下由 tests/test_recovery_doc.py 生成 -->\n"
END: Final = "<!-- 生成到此为止 -->\n"
FILE: Final = Path("E:/年报/drafts.sqlite3")
FANG: Final = Holder("王芳", "PC-2")

EXAMPLES: Final = (
    EnvironmentFault(FILE),
    DiskFullFault(FILE),
    LockedFault(FILE),
    ReadOnlyFault(FILE),
    UnreachableFault(FILE),
    DamagedFault(FILE),
    ForeignFault(FILE),
    NewerFault(FILE, 3, 2),
    UnknownReportError(7),
    StepNotSavedError("填写“新收，自然人”", ""),
    BackupFault(DiskFullFault(FILE)),
    SecondBackupFault(UnreachableFault(FILE)),
    TakenOverFault(FILE.parent, FANG),
    ExchangedFault(FILE, "drafts-replaced-20260105-120000-000000.sqlite3"),
    FolderFault(FILE.parent, ""),
)


def kinds(of: type[GiaError] = GiaError) -> Iterator[type[GiaError]]:
    """Yield every kind of error of this area: those of the drafts bear the codes from 300 to 329."""
    for package in (gia_desktop.vault, gia_desktop.drafts, gia_desktop.app.program):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    for kind in of.__subclasses__():
        if "GIA-E-300" <= kind.code < "GIA-E-330":
            yield kind
        yield from kinds(kind)


def written() -> str:
    """Return the generated part of the document."""
    lines = ["| 代号 | 程序说的话（举例） | 请您做的 |\n", "|---|---|---|\n"]
    lines += [f"| {error.code} | {_plain(error.user_text)} | {error.hint or '—'} |\n" for error in EXAMPLES]
    lines += ["\n两台电脑打开同一份资料时，窗口上方的提示：\n\n"]
    lines += [f"- {standing_words(standing, FANG, '这份报告')}\n" for standing in WhyLooking]
    return "".join(lines)


def _plain(text: str) -> str:
    return text.replace(str(FILE.parent.parent / "年报"), "E:\\年报").replace("\n", " ")


def test_every_kind_of_error_of_this_area_has_its_sentence() -> None:
    assert {type(error) for error in EXAMPLES} == set(kinds())
    assert len({error.code for error in EXAMPLES}) == len(EXAMPLES)


def test_every_sentence_says_what_to_do_or_where_to_go() -> None:
    for error in EXAMPLES[1:]:
        assert error.hint.endswith("。"), error.code
        assert error.user_text.endswith("。"), error.code


def test_the_document_says_what_the_program_says() -> None:
    text = DOC.read_text("utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == written()


def test_every_test_that_the_document_names_exists() -> None:
    named = {word.split("`")[0] for word in DOC.read_text("utf-8").split("`tests/")[1:]}
    missing = [name for name in named if not (DOC.parents[1] / "tests" / name.partition("::")[0]).exists()]
    assert missing == []


if __name__ == "__main__":
    document = DOC.read_text("utf-8")
    head, tail = document[: document.index(BEGIN)], document[document.index(END) :]
    DOC.write_text(head + BEGIN + written() + tail, "utf-8")
