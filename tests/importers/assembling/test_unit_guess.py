"""Kind and own name of a unit, guessed from its name and text."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import UNIT_KIND, UNIT_SHORT
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.unit_guess import guessed_kind, own_name
from gia_desktop.importers.reader import read_bytes
from tests.support.files.layouts import WRITERS, sample


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例县清河镇人民政府", "township"),
        ("大垅乡人民政府", "township"),
        ("示例县小区镇", "township"),
        ("滨江区长河街道办事处", "subdistrict"),
        ("滨江区长河街道", "subdistrict"),
        ("示例县水务局", "county_department"),
        ("示例县市场监督管理局", "county_department"),
        ("北京市海淀区教育委员会", "county_department"),
        ("示例县人民政府办公室", "county_department"),
        ("示例县人民政府", "county"),
        ("鄂托克旗人民政府", "county"),
        ("江苏省苏州市昆山市人民政府", "county"),
        ("恩施土家族苗族自治州人民政府", "city"),
        ("江苏省水利厅", "province_department"),
        ("上海市水务局", "province_department"),
        ("重庆市人民政府", "province"),
        ("广西壮族自治区人民政府", "province"),
        ("中华人民共和国教育部", "ministry"),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: str) -> None:
    assert guessed_kind(name) == kind


@pytest.mark.parametrize(
    "name",
    ["昆山市公安局", "南京市人民政府", "苏州工业园区管理委员会", "示例县第一中学", "大兴安岭地区行政公署"],
)
def test_a_name_that_leaves_a_doubt_tells_no_kind(name: str) -> None:
    assert guessed_kind(name) == "other"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("我镇认真落实。我市要求。我市通报。我镇公开。", "township", "我镇"),
        ("我局公开信息。本机关不掌握。我局答复。", "county_department", "我局"),
        ("本单位没有收费。", "other", "本单位"),
        ("全年公开信息39条。", "township", ""),
    ],
)
def test_a_unit_is_called_as_its_text_calls_it(text: str, kind: str, name: str) -> None:
    assert own_name(text, kind) == name


def test_a_guess_is_told(formats: Formats) -> None:
    imported = read_bytes(WRITERS["docx"](sample("2021", "sound")), formats)
    assert (imported.report.unit_kind, imported.report.texts[UNIT_SHORT]) == ("township", "我镇")
    assert "单位类型按名称认作“乡镇人民政府”，不对请在“基本信息”里改。" in imported.notes


def test_an_unknown_kind_is_told(formats: Formats) -> None:
    page = WRITERS["html"](sample("2021", "sound")).decode().replace("示例县清河镇人民政府", "南京市人民政府")
    imported = read_bytes(page.encode(), formats)
    assert (imported.report.texts[UNIT_KIND], imported.report.texts.get(UNIT_SHORT)) == ("other", None)
    assert any("看不出单位类型" in note for note in imported.notes)
