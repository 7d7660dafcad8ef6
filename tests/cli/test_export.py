from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.cli import export
from gia_desktop.documents.export import FILE_KINDS, FileKind
from gia_desktop.documents.proofs.compare import Proof
from tests.cli.conftest import Gia


@pytest.mark.parametrize("suffix", sorted(FILE_KINDS))
def test_document_is_written_and_found_equal(gia: Gia, sample: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"年报 2025{suffix}"
    ran = gia("export", sample, "-o", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"已导出《{out.name}》200/200 一致\n"
    assert [item.name for item in tmp_path.iterdir()] == [out.name]


def test_older_format_is_exported_with_its_own_cells(gia: Gia, tmp_path: Path) -> None:
    town = Path(__file__).resolve().parents[1] / "data" / "town-2020.gia"
    assert gia("export", town, "-o", tmp_path / "r.docx").out == "已导出《r.docx》198/198 一致\n"


def test_docx_holds_the_text_with_its_live_numbers(gia: Gia, sample: Path, tmp_path: Path) -> None:
    gia("export", sample, "-o", tmp_path / "r.DOCX")
    with zipfile.ZipFile(tmp_path / "r.DOCX") as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert "{t3." not in document
    assert "行政规范性文件" in document


def test_exported_gia_is_the_same_report(gia: Gia, sample: Path, tmp_path: Path) -> None:
    gia("export", sample, "-o", tmp_path / "r.gia")
    assert json.loads((tmp_path / "r.gia").read_text("utf-8")) == json.loads(sample.read_text("utf-8"))


def test_own_output_is_overwritten(gia: Gia, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    out.write_text("旧内容", encoding="utf-8")
    assert gia("export", sample, "-o", out).code == 0
    assert "清河镇" in out.read_text("utf-8")


def test_report_with_findings_is_exported_all_the_same(gia: Gia, practice: Path, tmp_path: Path) -> None:
    assert gia("export", practice, "-o", tmp_path / "r.docx").code == 0


def test_document_that_differs_is_kept_but_told(
    gia: Gia, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Proof(200, 199, ("表三新收不同",))
    kind: FileKind = replace(FILE_KINDS[".html"], prove=lambda *_: wrong)
    monkeypatch.setattr(export, "FILE_KINDS", {".html": kind})
    ran = gia("export", sample, "-o", tmp_path / "r.html")
    assert (ran.code, ran.out) == (1, "已导出《r.html》199/200 一致，不一致：表三新收不同\n")
    assert (tmp_path / "r.html").stat().st_size > 0


def test_folder_that_is_missing_is_named(refused: Callable[..., str], sample: Path, tmp_path: Path) -> None:
    sentence = refused("export", sample, "-o", tmp_path / "没有" / "r.docx")
    assert sentence.startswith("无法写入《r.docx》：找不到文件夹")


def test_a_folder_instead_of_a_file_asks_for_a_name(
    refused: Callable[..., str], sample: Path, tmp_path: Path
) -> None:
    assert refused("export", sample, "-o", ".").startswith("“.”是文件夹，还缺文件名。请在 -o 后面写上文件名")
    (tmp_path / "r.docx").mkdir()
    assert refused("export", sample, "-o", tmp_path / "r.docx").startswith(f"“{tmp_path / 'r.docx'}”是文件夹")


@pytest.mark.parametrize("name", ["r.doc", "r", "r.docx.bak"])
def test_unknown_suffix_writes_nothing(
    refused: Callable[..., str], sample: Path, tmp_path: Path, name: str
) -> None:
    assert "可以导出的是：.docx、.html、.xlsx、.csv、.gia" in refused("export", sample, "-o", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_pdf_without_its_painter_is_refused(
    refused: Callable[..., str], sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_PDF_MODULE", "gia_desktop.ui.no_such_module")
    assert refused("export", sample, "-o", tmp_path / "r.pdf").startswith("本版本还不能导出 PDF。")
    assert list(tmp_path.iterdir()) == []
