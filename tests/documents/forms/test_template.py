from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gia_desktop.documents.forms.template import TemplateFault, fill_template


def test_a_field_broken_over_runs_is_filled_in_the_look_of_the_first(tmp_path: Path) -> None:
    document = docx.Document()
    line = document.add_paragraph()
    line.add_run("请{单").bold = True
    line.add_run("位}改正")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{清单}"
    document.save(str(tmp_path / "a.docx"))
    data, found = fill_template(tmp_path / "a.docx", {"单位": "河东乡", "清单": "1. 甲\n2. 乙"})
    made = docx.Document(BytesIO(data))
    assert (made.paragraphs[0].text, made.paragraphs[0].runs[0].bold) == ("请河东乡改正", True)
    assert made.tables[0].cell(0, 0).text == "1. 甲\n2. 乙"
    assert found == {"单位", "清单"}


def test_a_field_within_a_link_is_filled_and_said_once(tmp_path: Path) -> None:
    document = docx.Document()
    link = f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>{{单位}}</w:t></w:r></w:hyperlink>'
    for before in ("", "请"):
        line = document.add_paragraph(before)
        line._p.insert_element_before(parse_xml(link))
    document.save(str(tmp_path / "a.docx"))
    data, _ = fill_template(tmp_path / "a.docx", {"单位": "河东乡"})
    assert [line.text for line in docx.Document(BytesIO(data)).paragraphs] == ["河东乡", "请河东乡"]


def test_names_that_nobody_knows_stay_and_a_damaged_template_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{领导}")
    document.save(str(tmp_path / "a.docx"))
    data, found = fill_template(tmp_path / "a.docx", {})
    assert docx.Document(BytesIO(data)).paragraphs[0].text == "{领导}"
    assert found == {"领导"}
    (tmp_path / "b.docx").write_bytes(b"PK")
    with pytest.raises(TemplateFault, match=r"《b\.docx》打不开"):
        fill_template(tmp_path / "b.docx", {})
