"""Files of every kind are read, or refused with the true reason and the way out."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.faults import ForeignFileError, ImportFault, OldFormatError
from gia_desktop.importers.files import old_files
from gia_desktop.importers.files.text_reader import comma_table, decode, plain_lines
from gia_desktop.importers.files.wrapped import OtherXmlError, WebArchiveError
from gia_desktop.importers.reader import read_bytes, read_items
from gia_desktop.importers.tables import RawTable, Remark
from tests.support.files.layouts import WRITERS, sample, score
from tests.support.files.word import docx, para, run

PAGE = "<html><head><meta charset='{}'></head><p>清河镇</p><table><tr><td>58</td></tr></table></html>"


def _texts(data: bytes) -> list[object]:
    """Return paragraphs as texts and tables as lists of texts."""
    found = read_items(data)
    return [[cell.text for cell in item.cells] if isinstance(item, RawTable) else item for item in found]


def coded(page: bytes, coding: str) -> bytes:
    if coding == "base64":
        return base64.encodebytes(page)
    return quopri.encodestring(page) if coding == "quoted-printable" else page


def mht(charset: str, coding: str, *, declared: bool = True) -> bytes:
    page = PAGE.format(charset if declared else "").encode("gb18030" if charset == "gb2312" else charset)
    lines = [
        "From: <Saved by Browser>", "Subject: x", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--b"', "", "----b",
        f'Content-Type: text/html; charset="{charset}"', f"Content-Transfer-Encoding: {coding}", "", "",
    ]  # fmt: skip
    picture = [
        "",
        "----b",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        "iVBO",
        "----b--",
    ]
    return "\r\n".join(lines).encode() + coded(page, coding) + "\r\n".join(picture).encode()


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_single_file_page_is_read(charset: str, coding: str, declared: bool) -> None:
    assert _texts(mht(charset, coding, declared=declared)) == ["清河镇", ["58"]]


def test_a_single_file_page_without_a_page_is_refused() -> None:
    message = b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx"
    with pytest.raises(WebArchiveError, match="另存为"):
        read_items(message)


def flat(data: bytes) -> bytes:
    """Return a package as one XML file, as Word saves it."""
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name).decode()
            body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
            parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{body}</pkg:xmlData></pkg:part>')
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{"".join(parts)}</pkg:package>'.encode()


def test_a_flat_package_reads_as_the_packed_one(formats: Formats) -> None:
    made = sample("2021", "sound")
    found = score(read_bytes(flat(WRITERS["docx"](made)), formats), made.truth)
    assert found == score(read_bytes(WRITERS["docx"](made), formats), made.truth)


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        (PAGE.format("utf-8").encode(), "chunk.htm"),
        (mht("utf-8", "base64"), "chunk.mht"),
        (
            docx(para(run("清河镇")) + "<w:tbl><w:tr><w:tc>" + para(run("58")) + "</w:tc></w:tr></w:tbl>"),
            "c.docx",
        ),
    ],
)
def test_a_file_that_a_document_takes_in_is_read(inner: bytes, name: str) -> None:
    relation = f'<Relationship Id="c" Type="x/aFChunk" Target="{name}"/>'
    body = para(run("前")) + '<w:altChunk r:id="c"/>' + para(run("后"))
    data = docx(body, relations=relation, parts={f"word/{name}": inner})
    assert _texts(data) == ["前", "清河镇", ["58"], "后"]


def test_a_file_within_a_file_within_a_file_is_told() -> None:
    relation = '<Relationship Id="c" Type="x/aFChunk" Target="c.docx"/>'
    inner = docx('<w:altChunk r:id="c"/>', relations=relation, parts={"word/c.docx": docx(para(run("x")))})
    outer = docx('<w:altChunk r:id="c"/>', relations=relation, parts={"word/c.docx": inner})
    (remark,) = read_items(outer)
    assert isinstance(remark, Remark)
    assert "并入的另一个文件没有读入" in remark.text


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "WORD/Main.xml", "a/b/c.xml"])
def test_the_main_part_is_found_wherever_it_is(main: str) -> None:
    assert _texts(docx(para(run("x")), main=main)) == ["x"]


def test_names_with_backslashes_and_other_cases_are_found() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(para(run("x"))))) as package, zipfile.ZipFile(made, "w") as copy:
        for name in package.namelist():
            copy.writestr(name.replace("/", "\\").upper(), package.read(name))
    assert _texts(made.getvalue()) == ["x"]


SPACES = {
    "http://schemas.microsoft.com/office/word/2003/wordml": "Word 2003 XML",
    "urn:schemas-microsoft-com:office:spreadsheet": "Excel 2003 XML",
}


@pytest.mark.parametrize("space", SPACES)
def test_xml_of_an_older_office_is_named_and_refused(
    space: str, formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_files, "find_office", lambda: None)
    data = f'<?xml version="1.0"?><?mso-application progid="x"?><w:x xmlns:w="{space}">一、总体情况</w:x>'
    with pytest.raises(OldFormatError, match=f"{SPACES[space]}.*另存为"):
        read_bytes(data.encode(), formats)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_xml_of_any_other_kind_is_no_report(encoding: str, formats: Formats) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><数据><标题>一、总体情况</标题></数据>'.encode(
        encoding
    )
    with pytest.raises(OtherXmlError, match="XML"):
        read_bytes(data, formats)


def test_a_web_page_that_is_xml_too_is_read() -> None:
    space = "http://www.w3.org/1999/xhtml"
    page = f'<?xml version="1.0" encoding="utf-8"?><html xmlns="{space}"><p>清河镇</p></html>'
    assert _texts(page.encode()) == ["清河镇"]
    doctype = '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html><p>清河镇</p></html>'
    assert _texts(doctype.encode()) == ["清河镇"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("text", "odt"), ("spreadsheet", "ods")],
)
def test_an_open_document_is_turned_by_libreoffice_or_refused_by_name(
    kind: str, name: str, formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", "<x/>")
    monkeypatch.setattr(old_files, "find_office", lambda: None)
    with pytest.raises(OldFormatError, match=rf"\.{name}.*另存为"):
        read_bytes(made.getvalue(), formats)
    assert old_files.is_old(made.getvalue()[:4096])


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("OFD.xml", "OFD"),
        ("uof.xml", "标文通"),
        ("META-INF/manifest.xml", "LibreOffice"),
        ("x.txt", "不是能读入的文件"),
    ],
)
def test_a_package_of_another_program_is_named(part: str, word: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(part, "x")
    with pytest.raises(ForeignFileError, match=word):
        read_items(made.getvalue())


def test_noise_under_the_name_of_a_document_is_said_to_be_damaged(formats: Formats) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read_bytes(bytes(range(256)) * 20, formats)
    assert "可能已损坏" in caught.value.hint
    assert "可能已损坏" not in ForeignFileError("图片").hint


def test_a_file_with_a_password_says_so(formats: Formats) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(OldFormatError, match="密码"):
        read_bytes(data, formats)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("清河镇" * 400 + "\n", "清河镇" * 400 + "\n"),
        ("<meta charset=utf-8>" + "清河镇" * 900, "<meta charset=utf-8>" + "清河镇" * 900),
    ],
)
def test_a_stray_byte_doesnt_make_a_text_one_of_another_encoding(data: str, text: str) -> None:
    spoilt = data.encode()[:300] + b"\xe6" + data.encode()[300:]
    assert decode(spoilt).replace("\ufffd", "") == text


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_recognised(name: str) -> None:
    text = "<html><body><p>清河镇</p></body></html>"
    assert decode(text.encode(name)) == text
    assert _texts(text.encode(name)) == ["清河镇"]


@pytest.mark.parametrize("name", ["punycode", "utf-7", "undefined", "rot13", "idna", "unicode_escape"])
def test_a_page_is_never_handed_to_an_odd_decoder(name: str) -> None:
    assert decode(f"<meta charset={name}>清河镇".encode()).endswith("清河镇")


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030", "iso-8859-1"])
def test_chinese_in_gbk_is_read_whatever_it_is_declared_as(name: str) -> None:
    assert decode(f"<meta charset={name}>清河镇".encode("gb18030")).endswith("清河镇")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_of_commas_is_a_table(encoding: str, formats: Formats) -> None:
    rows = ["二、主动公开政府信息情况,,", "信息内容,本年处理决定数量,", '行政许可,"1,312",', "行政处罚,146,"]
    rows += ['行政强制,"=SUM(B3:B4)",', "甲,乙,丙", "丁,戊,己", "子,丑,寅"]
    found = read_bytes("\r\n".join(rows).encode(encoding), formats)
    assert {cell.key: cell.text for cell in found.sure} == {
        "t2.licensing.decisions": "1,312", "t2.penalty.decisions": "146"
    }  # fmt: skip
    assert [cell.reason for cell in found.doubtful] == ["这一格是公式，文件里没有它算出的数"]


def test_prose_with_commas_is_no_table() -> None:
    assert comma_table("一、总体情况\n共收到1,312件，答复1,300件，结转12件。\n" * 10) is None


def test_marks_of_converters_are_taken_out_in_linear_time() -> None:
    assert plain_lines("[bookmark: _GoBack]一\n二[bookmark:x") == ["一", "二[bookmark:x"]
    assert len(plain_lines("[bookmark:" * 200_000)) == 1


def test_every_refusal_is_one_sentence_with_a_code() -> None:
    faults: list[ImportFault] = [
        OtherXmlError("XML 数据文件"),
        WebArchiveError(),
        ForeignFileError("演示文稿"),
    ]
    for fault in faults:
        assert fault.named("年报.xml").sentence.startswith("《年报.xml》是")
        assert "（GIA-E-5" in fault.sentence
