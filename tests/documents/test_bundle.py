from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from gia_desktop.core.keys import UNIT_NAME
from gia_desktop.documents.bundle import (
    BundleResult,
    NamePatternError,
    archive_path,
    bundle_folder,
    bundle_paths,
    file_stem,
    write_bundle,
)
from gia_desktop.documents.export import FILE_KINDS, FileKind
from gia_desktop.documents.forms.review_form import ReviewForm
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.files.atomic import MissingFolderError, WriteFault
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_texts

PLAIN = DocumentOptions()
FORM = ReviewForm("云溪市人民政府", 2024, "2021 年格式", (), (), ())


def test_folder_holds_every_file_and_all_agree(city: Sheet, tmp_path: Path) -> None:
    result = write_bundle(city, tmp_path / "报送", PLAIN, FORM)
    stem = "云溪市人民政府2024年政府信息公开工作年度报告"
    names = [
        f"{stem}{suffix}" for suffix in (".docx", ".html", ".xlsx", ".gia", "审核情况表.docx", "签批单.docx")
    ]
    assert sorted(path.name for path in result.folder.iterdir()) == sorted(names)
    assert result.agrees
    assert result.sentence == "已写入 6 个文件，docx、html、xlsx、gia 与报告的 200 格全部一致。"


def test_further_kinds_of_files_are_written_too(town: Sheet, tmp_path: Path) -> None:
    kinds = {**FILE_KINDS, ".pdf": FILE_KINDS[".docx"]}
    result = write_bundle(town, tmp_path, PLAIN, FORM, pattern="{年份}-{名称}", kinds=kinds)
    assert result.sentence == "已写入 7 个文件，docx、html、xlsx、gia、pdf 与报告的 198 格全部一致。"
    assert (tmp_path / "2020-政府信息公开工作年度报告.pdf").is_file()


def test_file_that_differs_is_named_at_the_end(city: Sheet, town: Sheet, tmp_path: Path) -> None:
    docx = FILE_KINDS[".docx"]
    kinds = {**FILE_KINDS, ".docx": FileKind(lambda _sheet, options: docx.render(town, options), docx.prove)}
    result = write_bundle(city, tmp_path, PLAIN, FORM, kinds=kinds)
    assert not result.agrees
    assert result.sentence.startswith("已写入 6 个文件，但有 1 个与报告不一致：《云溪市人民政府")


def test_an_archive_beside_the_folder_holds_the_same_files(city: Sheet, tmp_path: Path) -> None:
    folder = bundle_folder(city, tmp_path)
    assert folder.name == "云溪市人民政府2024年年度报告报送包"
    result = write_bundle(city, folder, PLAIN, FORM, packed=True)
    assert result.archive == archive_path(folder)
    assert result.sentence.endswith("另有压缩包《云溪市人民政府2024年年度报告报送包.zip》。")
    with ZipFile(archive_path(folder)) as archive:
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }


def test_paths_are_known_before_anything_is_written(city: Sheet, tmp_path: Path) -> None:
    paths = bundle_paths(city, tmp_path / "报送")
    assert not (tmp_path / "报送").exists()
    result: BundleResult = write_bundle(city, tmp_path / "报送", PLAIN, FORM)
    assert (*(report.path for report in result.reports), *result.papers) == paths


def test_folder_that_cannot_be_made_is_told(city: Sheet, tmp_path: Path) -> None:
    with pytest.raises(MissingFolderError):
        write_bundle(city, tmp_path / "没有" / "报送", PLAIN, FORM)
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(WriteFault, match="已有同名的文件"):
        write_bundle(city, tmp_path / "文件", PLAIN, FORM)


@pytest.mark.parametrize(
    ("pattern", "cause"),
    [
        ("{单位}{年份}", "缺少{名称}"),
        ("{单位}{日期}{名称}", "只能用{单位}、{年份}、{名称}"),
        ("{名称", "只能用"),
        ("{名称.x}", "只能用"),
        ("{}{名称}", "只能用"),
        ("{名称:9q}", "只能用"),
    ],
)
def test_bad_pattern_is_told_before_anything_is_written(
    city: Sheet, tmp_path: Path, pattern: str, cause: str
) -> None:
    with pytest.raises(NamePatternError, match=cause):
        write_bundle(city, tmp_path / "报送", PLAIN, FORM, pattern=pattern)
    assert not (tmp_path / "报送").exists()


@pytest.mark.parametrize(
    ("unit", "pattern", "stem"),
    [
        ("示例\u202e镇\u200b", "{单位}{名称}", "示例镇年报"),
        ("CON", "{单位}.{名称}", "_CON.年报"),
        ("COM1", "{单位}{年份}.{名称}", "COM12024.年报"),
        ("😀" * 80, "{单位}{名称}", "😀" * 45 + "年报"),
    ],
)
def test_names_are_such_as_every_system_takes(city: Sheet, unit: str, pattern: str, stem: str) -> None:
    assert file_stem(with_texts(city, {UNIT_NAME: unit}), pattern, "年报") == stem


def test_a_pattern_that_makes_too_long_a_name_is_told(city: Sheet) -> None:
    with pytest.raises(NamePatternError, match="文件名太长"):
        file_stem(city, "长" * 80 + "{名称}", "年报")


def test_signs_that_windows_forbids_are_left_out_of_names(city: Sheet) -> None:
    odd = with_texts(city, {"unit.name": 'a/b\\c:d*e?"<f>|县局'})
    assert file_stem(odd, "{单位}{名称} .", "报告") == "abcdef县局报告"
    long = with_texts(city, {"unit.name": "县" * 300})
    assert file_stem(long, "{单位}{名称}", "报告") == "县" * 60 + "报告"
