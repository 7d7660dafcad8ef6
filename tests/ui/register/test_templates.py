"""The office's own templates of letters: chosen in the window, told what they lack, used, given up again."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.dialogs.templates import TemplatesDialog
from tests.register.made import case
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin


def template(folder: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "模板.docx"))
    return folder / "模板.docx"


def taking(office: Office, path: Path) -> list[str]:
    said: list[str] = []

    def take(dialog: QDialog) -> bool:
        assert isinstance(dialog, TemplatesDialog)
        assert dialog.kind.id == "receipt"
        office.messages.paths = [path]
        QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
        said.append(dialog.said.text())
        said.append(str(dialog.model.index(0, 1).data()))
        return False

    office.messages.handlers[TemplatesDialog] = take
    office.window.do(wishes.LETTER_TEMPLATES)
    return said


def test_a_letter_is_written_into_the_template_that_was_chosen(office: Office, tmp_path: Path) -> None:
    shown = begin(office, case("2026-03-16", number="2026-0001", name="张某"))
    office.workspace.applications.set_office({"unit": "清河镇人民政府"})
    shown.show_case(1)
    said = taking(office, template(tmp_path, "收到{申请人}的申请"))
    assert "模板里没有：" in said[0]
    assert said[1] == "单位的模板"
    office.messages.paths = [tmp_path / "回执.docx"]
    office.window.do(wishes.LETTER, "receipt")
    assert docx.Document(str(tmp_path / "回执.docx")).paragraphs[0].text == "收到张某的申请"
    office.workspace.applications.drop_template("receipt")
    assert office.workspace.applications.template("receipt") is None


def test_a_file_that_is_no_docx_is_told_and_ours_stays(office: Office, tmp_path: Path) -> None:
    begin(office, case("2026-03-16"))
    (tmp_path / "模板.docx").write_text("不是", encoding="utf-8")
    said = taking(office, tmp_path / "模板.docx")
    assert said[0].startswith("模板里要有：")
    assert said[1] == "程序自带的"
    assert [error.code for error in office.messages.errors] == ["GIA-E-734"]


def test_a_template_that_cannot_be_removed_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(office, case("2026-03-16"))

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(missing_ok)

    def drop(dialog: QDialog) -> bool:
        assert isinstance(dialog, TemplatesDialog)
        monkeypatch.setattr(Path, "unlink", refuse)
        dialog.drop.setEnabled(True)
        QTest.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
        monkeypatch.undo()
        return False

    office.messages.handlers[TemplatesDialog] = drop
    office.window.do(wishes.LETTER_TEMPLATES)
    assert [error.code for error in office.messages.errors] == ["GIA-E-735"]
