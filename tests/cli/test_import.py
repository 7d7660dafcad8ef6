from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.cli import importing_many
from gia_desktop.files.resources import resource
from gia_desktop.importers.reader import read_file
from tests.cli.conftest import Gia


def table_values(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))["values"]
    return values


@pytest.fixture
def page(gia: Gia, sample: Path, tmp_path: Path) -> Path:
    """Return the sample as a web page."""
    path = tmp_path / "年报.html"
    assert gia("export", sample, "-o", path).code == 0
    return path


@pytest.fixture
def doubtful_page(page: Path) -> Path:
    """Return the page with a mark behind the first figure of 新收."""
    before, after = page.read_text("utf-8").split("一、本年新收", 1)
    page.write_text(f"{before}一、本年新收{after.replace('>11<', '>11*<', 1)}", encoding="utf-8")
    return page


@pytest.mark.parametrize("suffix", [".docx", ".html", ".gia"])
def test_exported_document_comes_back_whole(gia: Gia, sample: Path, tmp_path: Path, suffix: str) -> None:
    document, back = tmp_path / f"年报{suffix}", tmp_path / "回来.gia"
    gia("export", sample, "-o", document)
    ran = gia("import", document, "-o", back)
    assert (ran.code, ran.err) == (0, "")
    assert "读入 166/166 格，存疑 0 格，没有找到 0 格" in ran.out
    before, after = gia("show", sample, "--json").data, gia("show", back, "--json").data
    assert after["values"] == before["values"]
    assert after["unit"]["name"] == before["unit"]["name"]


def test_doubtful_figures_are_told_and_left_out(gia: Gia, doubtful_page: Path, tmp_path: Path) -> None:
    back = tmp_path / "回来.gia"
    ran = gia("import", doubtful_page, "-o", back)
    assert ran.code == 1
    assert "存疑：申请办理，新收，自然人“11*”，" in ran.out
    assert ran.out.splitlines()[-1] == "存疑的格没有填入，请核对原文后填写。"
    assert "t3.new.natural" not in table_values(back)


def test_json_gives_source_text_and_reason(gia: Gia, doubtful_page: Path, tmp_path: Path) -> None:
    data = gia("import", doubtful_page, "-o", tmp_path / "回来.gia", "--json").data
    found = {item["cell"]: item for item in data["doubtful"]}
    assert found["t3.new.natural"]["text"] == "11*"
    assert found["t3.new.natural"]["reason"]
    assert data["read"] + len(data["doubtful"]) + len(data["not_found"]) == data["total"] == 166
    assert (data["format"], data["year"], data["unit"]) == ("2021", 2025, "示例县清河镇人民政府")


def test_total_that_differs_is_told(gia: Gia, page: Path, tmp_path: Path) -> None:
    before, after = page.read_text("utf-8").split("四、结转下年度", 1)
    head, tail = after.split("四、政府信息公开", 1)
    page.write_text(
        f"{before}四、结转下年度{head.replace('>1<', '>9<', 1)}四、政府信息公开{tail}", encoding="utf-8"
    )
    ran = gia("import", page, "-o", tmp_path / "回来.gia", "--json")
    assert ran.code == 1
    totals = {item["cell"]: (item["stated"], item["computed"]) for item in ran.data["differing"]}
    assert totals["t3.carried_out.total"] == (1, 9)
    again = gia("import", page, "-o", tmp_path / "回来.gia", "--force")
    assert "总计不符：申请办理，结转下年度，总计，文件写 1，计算得 9" in again.out


def test_text_without_tables_is_doubtful_and_names_what_is_missing(gia: Gia, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "甲镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n全年平稳。", encoding="utf-8"
    )
    ran = gia("import", source, "-o", tmp_path / "a.gia")
    assert ran.code == 1
    assert "甲镇人民政府　2024 年度　2021 年格式" in ran.out
    assert "等 166 格" in ran.out


def test_year_that_was_given_is_used(gia: Gia, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("一、总体情况\n全年平稳。", encoding="utf-8")
    assert gia("import", source, "-o", tmp_path / "a.gia", "--year", "2020", "--json").data["year"] == 2020


def test_another_year_than_the_files_is_told(gia: Gia, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("甲镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n平稳。", encoding="utf-8")
    told = "文件写的是 2024 年度，按要求读作 2025 年度"
    ran = gia("import", source, "-o", tmp_path / "a.gia", "--year", "2025", "--json")
    assert any(told in note for note in ran.data["notes"])
    ran = gia("import", source, "-o", tmp_path / "b.gia", "--year", "2024", "--json")
    assert not any("按要求读作" in note for note in ran.data["notes"])


def test_existing_report_is_kept(refused: Callable[..., str], page: Path, tmp_path: Path) -> None:
    back = tmp_path / "回来.gia"
    back.write_text("旧内容", encoding="utf-8")
    assert refused("import", page, "-o", back).startswith("文件《回来.gia》已经存在")
    assert back.read_text("utf-8") == "旧内容"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "文件《坏.docx》是空的。"),
        (b"PK\x03\x04 cut off", "《坏.docx》"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "《坏.docx》是旧版"),
        (b"\x89PNG\r\n", "《坏.docx》不是能读入的文件。"),
        (b'{"gia": 7}', "文件《坏.docx》无法打开：这个文件是新版本程序保存的"),
    ],
    ids=["empty", "cut", "doc", "picture", "newer"],
)
def test_file_that_holds_no_report_is_refused(
    refused: Callable[..., str], tmp_path: Path, content: bytes, cause: str
) -> None:
    source = tmp_path / "坏.docx"
    source.write_bytes(content)
    assert refused("import", source, "-o", tmp_path / "r.gia").startswith(cause)
    assert not (tmp_path / "r.gia").exists()


def test_missing_file_and_folder_are_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "没有.docx" in refused("import", tmp_path / "没有.docx", "-o", tmp_path / "r.gia")
    assert "samples" in refused("import", resource("samples"), "-o", tmp_path / "r.gia")


def test_many_files_are_read_and_a_broken_one_stops_none(gia: Gia, page: Path, tmp_path: Path) -> None:
    broken, folder = tmp_path / "坏.docx", tmp_path / "读入"
    broken.write_bytes(b"PK\x03\x04 no zip")
    folder.mkdir()
    ran = gia("import", broken, page, "-o", folder, "--json")
    assert (ran.code, ran.err) == (1, "已读 2/2\n")
    assert "《坏.docx》已损坏" in ran.data[0]["error"]
    assert (ran.data[1]["read"], ran.data[1]["doubtful"], ran.data[1]["must_fix"]) == (166, 0, 0)
    assert len(table_values(folder / "年报.gia")) == 200


def test_files_of_one_name_are_all_kept(gia: Gia, page: Path, tmp_path: Path) -> None:
    """Towns hand in files that bear the same name, in folders of their own."""
    folder = tmp_path / "读入"
    places = [
        tmp_path / town / name
        for town, name in (("甲", "年报.html"), ("乙", "年报.HTML"), ("丙", "年报.html"))
    ]
    for place in (folder, *(place.parent for place in places)):
        place.mkdir()
    for place in places:
        place.write_bytes(page.read_bytes())
    ran = gia("import", *places, "-o", folder, "--force", "--json")
    assert [Path(one["output"]).name for one in ran.data] == ["年报.gia", "年报（2）.gia", "年报（3）.gia"]
    assert len(list(folder.iterdir())) == 3


def test_a_mistake_in_one_file_stops_no_other(
    gia: Gia, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, bad, folder = read_file, tmp_path / "坏.html", tmp_path / "读入"
    folder.mkdir()

    def read(path: Path, *args: Any) -> Any:
        if path == bad:
            raise RecursionError("too deep")
        return real(path, *args)

    monkeypatch.setattr(importing_many, "read_file", read)
    ran = gia("import", bad, page, "-o", folder)
    assert ran.code == 1
    assert "坏.html》没有读入：程序内部出错（RecursionError）" in ran.out
    assert (folder / "年报.gia").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.parametrize("command", ["show", "check", "import"])
def test_a_pipe_is_refused_instead_of_waited_for(
    refused: Callable[..., str], tmp_path: Path, command: str
) -> None:
    os.mkfifo(tmp_path / "管道.gia")
    more = ["-o", tmp_path / "x.gia"] if command == "import" else []
    assert "《管道.gia》不是普通文件" in refused(command, tmp_path / "管道.gia", *more)


def test_many_files_are_told_one_a_line(gia: Gia, page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "读入"
    folder.mkdir()
    assert gia("import", page, "-o", folder).code == 0
    lines = gia("import", page, tmp_path / "没有.docx", "-o", folder, "--force").out.splitlines()
    assert lines[0] == "年报.html → 年报.gia：读准 166 格，存疑 0，没有找到 0，必须改 0"
    assert lines[1].startswith("✗ 没有.docx：找不到文件《没有.docx》。")
    assert lines[2] == "共 2 个文件，读入 1 个，1 个没有读入。"


def test_a_folder_among_many_files_is_named_as_given(gia: Gia, page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "读入"
    folder.mkdir()
    ran = gia("import", ".", page, "-o", folder)
    assert ran.code == 1
    assert ran.out.startswith("✗ .：《.》是文件夹，不是年报文件。请指定其中的文件。")


def test_many_files_of_which_none_is_read_are_bad_input(gia: Gia, tmp_path: Path) -> None:
    folder = tmp_path / "读入"
    folder.mkdir()
    for flags in ((), ("--json",)):
        assert gia("import", tmp_path / "没有.docx", tmp_path, "-o", folder, *flags).code == 2
    assert list(folder.iterdir()) == []


def test_a_pattern_stands_for_its_files(gia: Gia, page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "读入"
    folder.mkdir()
    (tmp_path / "另一份.html").write_bytes(page.read_bytes())
    told = gia("import", tmp_path / "*.html", tmp_path / "*.pdf", "-o", folder).out.splitlines()
    assert sorted(path.stem for path in folder.iterdir()) == ["另一份", "年报"]
    assert told[2].startswith("✗ *.pdf：找不到文件")


def test_many_files_need_a_folder(refused: Callable[..., str], page: Path, tmp_path: Path) -> None:
    assert "却不是文件夹" in refused("import", page, page, "-o", tmp_path / "r.gia")
