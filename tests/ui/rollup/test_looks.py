"""The county's own page style and templates: chosen once, used by every paper, told of when they can't be."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from PySide6.QtWidgets import QDialog

from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.looks import LooksDialog
from tests.support.window.county import open_county, wait_for_readings
from tests.support.window.harness import settle
from tests.support.window.office import Office


def templates(folder: Path, text: str = "催{单位清单}，{截止日}前。{不认识}") -> Path:
    folder.mkdir()
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / "催报单.docx"))
    return folder


def style(folder: Path, text: str = 'name = "示例县版式"\nmargin_top_mm = 41\n') -> Path:
    path = folder / "示例县.toml"
    path.write_text(text, encoding="utf-8")
    return path


def choose(office: Office, *, style: Path | None = None, folder: Path | None = None) -> LooksDialog:
    made: list[LooksDialog] = []

    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, LooksDialog)
        made.append(dialog)
        for path, ask in ((style, dialog.ask_style), (folder, dialog.ask_templates)):
            if path is not None:
                office.messages.paths = [path]
                ask()
        return True

    office.messages.handlers[LooksDialog] = answer
    office.window.do(wishes.PAPER_LOOK)
    return made[0]


def words_of(path: Path) -> str:
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def test_a_reminder_is_written_into_the_countys_template(office: Office, tmp_path: Path) -> None:
    page = open_county(office)
    wait_for_readings(office)
    dialog = choose(office, folder=templates(tmp_path / "模板"))
    assert "✓ 催报单.docx" in dialog.found.text()
    assert "— 通报材料.docx" in dialog.found.text()
    office.messages.paths = [tmp_path / "催报.docx"]
    office.window.do(wishes.REMINDERS)
    assert words_of(tmp_path / "催报.docx").startswith("催")
    assert "不认识" in office.window.status_words.text()
    assert page.session.collection.roster.units[0].name in words_of(tmp_path / "催报.docx")


def test_the_countys_style_is_used_where_there_is_no_template(office: Office, tmp_path: Path) -> None:
    open_county(office)
    wait_for_readings(office)
    choose(office, style=style(tmp_path))
    office.messages.paths = [tmp_path / "汇总表.docx"]
    office.window.do(wishes.SUMS_PAPER)
    top = Document(str(tmp_path / "汇总表.docx")).sections[0].top_margin
    assert top is not None
    assert round(top.mm) == 41


def test_what_cannot_be_used_is_told_and_the_choice_before_stays(office: Office, tmp_path: Path) -> None:
    open_county(office)
    (tmp_path / "空").mkdir()
    dialog = choose(office, style=style(tmp_path, "body_font = 3\n"), folder=tmp_path / "空")
    assert [error.code for error in office.messages.errors] == ["GIA-E-401", "GIA-E-841"]
    assert (dialog.style_chosen, dialog.templates) == ("", "")


def test_templates_that_are_gone_are_told_when_a_paper_is_written(office: Office, tmp_path: Path) -> None:
    open_county(office)
    wait_for_readings(office)
    office.window.settings["paper_templates"] = str(tmp_path / "不在了")
    office.messages.paths = [tmp_path / "催报.docx"]
    office.window.do(wishes.REMINDERS)
    settle()
    assert not (tmp_path / "催报.docx").exists()
    assert "模板文件夹《不在了》找不到" in office.messages.errors[-1].user_text
