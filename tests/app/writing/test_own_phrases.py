"""An office's own phrases come before those of the program; a faulty file is named and passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.app.writing.own_phrases import OwnPhrases, ReasonsFileError, load_reasons
from gia_desktop.app.writing.phrase_book import bundled_book
from gia_desktop.checks.reasons import phrases_for
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats

OWN_REASONS = """
general = ["请联系县政务公开办。"]

[[rules]]
code = "GIA-YEAR-001"
phrases = ["撤并乡镇，带来[数]件。"]
"""
OWN_BOOK = """
gia_phrases = 1

[[sentences]]
section = "6"
part = "收费"
text = "我县不收取信息处理费。"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "phrases"
    made.mkdir()
    return made


def phrases(folder: Path) -> OwnPhrases:
    return OwnPhrases(folder.parent, bundled_formats())


def test_without_own_files_the_phrases_of_the_program_hold(tmp_path: Path) -> None:
    own = OwnPhrases(tmp_path, bundled_formats())
    assert own.book() is bundled_book()
    assert own.reasons("GIA-YEAR-001") == phrases_for("GIA-YEAR-001")
    assert own.faults() == []


def test_own_reasons_are_offered_instead(folder: Path) -> None:
    (folder / "reasons.toml").write_text(OWN_REASONS, "utf-8")
    own = phrases(folder)
    assert own.reasons("GIA-YEAR-001") == ("撤并乡镇，带来[数]件。",)
    assert own.reasons("GIA-VAL-002") == ("请联系县政务公开办。",)


def test_own_sentences_are_offered_instead(folder: Path) -> None:
    (folder / "sentences.toml").write_text(OWN_BOOK, "utf-8")
    assert [sentence.text for sentence in phrases(folder).book().sentences] == ["我县不收取信息处理费。"]


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("general = [\n", 1, "不符合 TOML 写法"),
        ("general = 1\n", 1, "general 应为文字的列表"),
        ('general = []\n\n[[rules]]\nphrases = ["甲"]\n', 3, "缺少 code"),
        ('general = []\n\n[[rules]]\ncode = "A"\nphrase = ["甲"]\n', 5, "不认识的项 phrase"),
    ],
)
def test_a_fault_is_named_with_its_line(folder: Path, text: str, line: int, cause: str) -> None:
    path = folder / "reasons.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ReasonsFileError) as caught:
        load_reasons(path)
    assert caught.value.user_text.startswith(f"审核说明短语 reasons.toml 有错：第 {line} 行：{cause}")


def test_a_faulty_file_is_told_and_passed_over(folder: Path) -> None:
    for name in ("reasons.toml", "sentences.toml"):
        (folder / name).write_text("x = \n", "utf-8")
    own = phrases(folder)
    assert [error.code for error in own.faults()] == ["GIA-E-340", "GIA-E-341"]
    assert own.book() is bundled_book()
    assert own.reasons("GIA-YEAR-001") == phrases_for("GIA-YEAR-001")


def test_a_file_saved_as_ansi_is_told_how_to_be_saved(folder: Path) -> None:
    for name, text in (("reasons.toml", OWN_REASONS), ("sentences.toml", OWN_BOOK)):
        (folder / name).write_bytes(text.encode("gbk"))
    told = [error.user_text.partition("：")[2] for error in phrases(folder).faults()]
    assert told == ["不是 UTF-8 编码，请用记事本打开，点“另存为”，编码选 UTF-8，再保存。"] * 2


def test_the_file_of_the_program_can_be_taken_as_a_pattern() -> None:
    found = load_reasons(resource("phrases", "reasons.toml"))
    assert found.by_code["GIA-YEAR-001"] == phrases_for("GIA-YEAR-001")
    assert found.general == phrases_for("GIA-XXX-000")
