from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import pytest
from docx.shared import Pt
from lxml import etree

from gia_desktop.documents.merging import styles
from gia_desktop.documents.merging.source import MergeFault, R, Source, W, w
from gia_desktop.documents.merging.volume import Piece, Volume
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph
from gia_desktop.files.resources import resource

FRONT = pack_docx("汇编", title_paragraph("汇编", "", PageStyle()), PageStyle())
Make = Callable[[Any], None]


@cache
def foreign(make: Make = lambda _: None, text: str = "") -> bytes:
    """Return a docx of another program; ``text`` is put at its end as XML."""
    document = docx.Document()
    make(document)
    made = io.BytesIO()
    document.save(made)
    data = made.getvalue()
    return changed(data, "word/document.xml", "<w:sectPr", f"{text}<w:sectPr") if text else data


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a package with a text of one of its parts replaced; all of it where ``old`` is empty."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode()) if old else new.encode()
            after.writestr(name, content)
    return target.getvalue()


@cache
def sized(points: int) -> Make:
    def make(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(points)
        document.add_paragraph(f"{points} 磅的正文")

    return make


def volume(*pieces: bytes) -> Source:
    made = Volume(FRONT)
    for number, data in enumerate(pieces, 1):
        made.add(Piece(f"unit{number}", data))
    return Source(made.pack())


def root(source: Source, part: str = "word/document.xml") -> Any:
    return etree.fromstring(source.parts[part])


def lines(source: Source) -> dict[str, Any]:
    return {"".join(p.itertext()): p for p in root(source).iter(w("p"))}


def chain(source: Source, line: Any) -> list[Any]:
    """Return the styles of a paragraph, its own first."""
    by_id = {each.get(w("styleId")): each for each in root(source, "word/styles.xml").iter(w("style"))}
    found, at = [], line.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
    while at:
        found.append(by_id[at])
        above = by_id[at].find(w("basedOn"))
        at = above.get(w("val")) if above is not None else ""
    return found


def set_to(source: Source, line: Any, path: str, attribute: str = "val") -> str | None:
    """Return what the styles of a paragraph set, the nearest first."""
    tag, name = path.split("/")
    for style in chain(source, line):
        found = style.find(f"{w(tag)}/{w(name)}")
        if found is not None and found.get(w(attribute)) is not None:
            return str(found.get(w(attribute)))
    return None


def test_each_document_keeps_its_own_form_of_a_style_of_the_same_name() -> None:
    made = volume(foreign(sized(9)), foreign(sized(21)))
    found = lines(made)
    assert [set_to(made, found[f"{n} 磅的正文"], "rPr/sz") for n in (9, 21)] == ["18", "42"]


def test_documents_of_one_template_share_its_styles_and_names_stand_once() -> None:
    one, two = foreign(sized(9)), foreign(sized(9))
    assert len(root(volume(one), "word/styles.xml")) == len(root(volume(one, two), "word/styles.xml"))
    names = [
        each.get(w("val")).casefold() for each in root(volume(one, two), "word/styles.xml").iter(w("name"))
    ]
    assert len(names) == len(set(names))


def test_what_a_document_sets_for_all_its_text_is_laid_below_its_styles() -> None:
    data = foreign(lambda document: document.add_paragraph("正文"))
    before = root(Source(data), "word/styles.xml")
    after_pt = before.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}/{w('spacing')}").get(w("after"))
    made = volume(data)
    assert root(made, "word/styles.xml").find(w("docDefaults")) is None
    assert set_to(made, lines(made)["正文"], "pPr/spacing", "after") == after_pt


def test_fonts_of_a_theme_are_written_as_what_they_are() -> None:
    made = volume(foreign(lambda document: document.add_paragraph("正文")))
    line = lines(made)["正文"]
    assert set_to(made, line, "rPr/rFonts", "ascii") == "Cambria"
    assert all(
        "Theme" not in name for each in chain(made, line) for f in each.iter(w("rFonts")) for name in f.attrib
    )


def test_a_table_style_that_sets_lines_keeps_its_say_in_its_cells() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("外面")
        document.add_table(1, 1, style="Light Grid Accent 1").cell(0, 0).text = "格里"

    made = volume(foreign(make))
    found = lines(made)
    assert set_to(made, found["外面"], "pPr/spacing", "after") == "200"
    # The style of the table says 0; the paragraph's own styles must not say otherwise.
    assert set_to(made, found["格里"], "pPr/spacing", "after") is None


def test_lists_of_two_documents_count_by_themselves() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("第一点", style="List Number")

    made = volume(foreign(make), foreign(make, "<w:p/>"))
    numbers = root(made, "word/numbering.xml")
    nums = {
        each.get(w("numId")): each.find(w("abstractNumId")).get(w("val")) for each in numbers.iter(w("num"))
    }
    abstract = {each.get(w("abstractNumId")) for each in numbers.iter(w("abstractNum"))}
    assert len(nums) == 2
    assert set(nums.values()) == abstract
    kinds = [each.tag for each in numbers]
    assert kinds == sorted(kinds, key=[w("abstractNum"), w("num")].index)


def test_a_picture_of_two_documents_is_kept_once_and_shown_in_both() -> None:
    picture = str(resource("icons", "gia-desktop-16.png"))
    data = foreign(lambda document: document.add_picture(picture))
    made = volume(data, data)
    assert len([name for name in made.parts if name.endswith(".png")]) == 1
    links = made.links("word/document.xml")
    shown = [links[each.get(f"{{{R}}}embed")].target for each in root(made).iter("{*}blip")]
    assert len(shown) == 2
    assert set(shown) <= set(made.parts)
    ids = [each.get("id") for each in root(made).iter("{*}docPr")]
    assert len(set(ids)) == 2


def test_every_document_begins_a_section_and_pages_count_through_from_the_first() -> None:
    made = volume(foreign(sized(9)), foreign(sized(21)))
    front, one, two = root(made).iter(w("sectPr"))
    assert front.find(w("pgNumType")).get(w("fmt")) == "upperRoman"
    assert one.find(w("pgNumType")).get(w("start")) == "1"
    assert two.find(w("pgNumType")) is None
    assert [each.find(w("type")).get(w("val")) for each in (one, two)] == ["nextPage", "nextPage"]
    assert [each.find(w("pgSz")).get(w("w")) for each in (front, one, two)] == ["11906", "12240", "12240"]


def test_heads_stay_and_a_document_without_one_shows_none() -> None:
    def make(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "甲局页眉"
        document.add_paragraph("甲")

    made = volume(foreign(make), foreign(sized(9)))
    links = made.links("word/document.xml")
    heads = [
        {
            each.get(w("type")): "".join(root(made, links[each.get(f"{{{R}}}id")].target).itertext()).strip()
            for each in section.iter(w("headerReference"))
        }
        for section in list(root(made).iter(w("sectPr")))[1:]
    ]
    assert heads == [
        {"default": "甲局页眉", "even": "甲局页眉", "first": ""},
        {"default": "", "even": "", "first": ""},
    ]


def test_marks_and_what_refers_to_them_are_renamed_together() -> None:
    body = (
        '<w:p><w:bookmarkStart w:id="0" w:name="附件"/><w:bookmarkEnd w:id="0"/>'
        '<w:hyperlink w:anchor="附件"><w:r><w:t>见附件</w:t></w:r></w:hyperlink>'
        '<w:r><w:instrText xml:space="preserve"> PAGEREF 附件 \\h </w:instrText></w:r></w:p>'
    )
    data = foreign(text=body)
    made = root(volume(data, data))
    names = [each.get(w("name")) for each in made.iter(w("bookmarkStart"))]
    assert names == ["unit1", "own1_附件", "unit2", "own2_附件"]
    assert len({each.get(w("id")) for each in made.iter(w("bookmarkStart"))}) == 4
    assert [each.get(w("anchor")) for each in made.iter(w("hyperlink"))] == ["own1_附件", "own2_附件"]
    assert [each.text for each in made.iter(w("instrText"))] == [f" PAGEREF own{n}_附件 \\h " for n in (1, 2)]


def test_contents_lists_of_units_become_text_and_remarks_of_reviewers_go() -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}' for kind, inner in (
        ("begin", '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'),
        ("separate", "<w:r><w:t>一、总体情况</w:t></w:r>"),
        ("end", ""),
    ))  # fmt: skip
    remark = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    data = foreign(text=f"<w:p>{field}{remark}</w:p>")
    made = root(volume(data))
    assert "一、总体情况" in "".join(made.itertext())
    assert [each.tag for each in made.iter(w("fldChar"), w("instrText"), w("commentReference"))] == []


def test_content_controls_become_what_they_show() -> None:
    inner = "<w:sdt><w:sdtContent><w:r><w:t>清河镇</w:t></w:r></w:sdtContent></w:sdt>"
    outer = (
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p>{inner}</w:p></w:sdtContent></w:sdt><w:sdt/>"
    )
    made = root(volume(foreign(text=outer)))
    assert list(made.iter(w("sdt"))) == []
    assert ["".join(p.itertext()) for p in made.iter(w("p"))][-1] == "清河镇"


def test_addresses_outside_stay_only_where_a_reader_clicks_them() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="{own}" Type="{kind}/{what}" Target="http://a.invalid/" TargetMode="External"/>'
        for own, what in (("o1", "hyperlink"), ("o2", "image"))
    )
    body = (
        '<w:p><w:hyperlink r:id="o1"><w:r><w:t>网站</w:t></w:r></w:hyperlink>'
        '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" r:id="o2"/></w:pict></w:r></w:p>'
    )
    data = foreign(text=body)
    rels = "word/_rels/document.xml.rels"
    made = volume(changed(data, rels, "</Relationships>", f"{links}</Relationships>"))
    outside = [link for link in made.links("word/document.xml").values() if link.external]
    assert [link.short for link in outside] == ["hyperlink"]


def with_footnote(words: str) -> bytes:
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    data = foreign(text=f'{reference}<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>')
    notes = (
        f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}"><w:footnote w:id="2"><w:p><w:hyperlink r:id="rId1"><w:r>'
        f"<w:t>{words}</w:t></w:r></w:hyperlink></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/>'
    data = changed(data, "word/_rels/document.xml.rels", "</Relationships>", f"{link}</Relationships>")
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    return target.getvalue()


def test_footnotes_come_along_with_numbers_of_their_own() -> None:
    made = volume(with_footnote("甲注"), with_footnote("乙注"))
    notes = {n.get(w("id")): "".join(n.itertext()) for n in root(made, "word/footnotes.xml")}
    assert notes == {"-1": "", "0": "", "1": "甲注", "2": "乙注"}
    # A reference to a note that isn't there goes.
    assert [each.get(w("id")) for each in root(made).iter(w("footnoteReference"))] == ["1", "2"]
    assert made.content_type("word/footnotes.xml").endswith("footnotes+xml")
    assert "footnotes" in {link.short for link in made.links("word/document.xml").values()}


def test_a_note_that_names_itself_comes_along_once() -> None:
    within = "甲注</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>完"
    notes = root(volume(with_footnote(within)), "word/footnotes.xml")
    assert ["".join(each.itertext()) for each in notes] == ["", "", "甲注完"]
    assert not list(notes.iter(w("footnoteReference")))


def test_marked_changes_stay_and_are_told() -> None:
    made = Volume(FRONT)
    change = '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>添的</w:t></w:r></w:ins></w:p>'
    assert not made.add(Piece("unit1", foreign(sized(9)))).has_changes
    assert made.add(Piece("unit2", foreign(text=change))).has_changes
    assert "添的" in "".join(root(Source(made.pack())).itertext())


def test_a_document_that_ends_with_a_table_or_has_no_text_is_joined_too() -> None:
    made = volume(foreign(lambda document: document.add_table(1, 1)), foreign())
    assert len(list(root(made).iter(w("sectPr")))) == 3
    assert [each.get(w("name")) for each in root(made).iter(w("bookmarkStart"))] == ["unit1", "unit2"]


def test_the_same_documents_give_the_same_volume() -> None:
    piece = foreign(sized(9))
    assert volume(piece, piece).parts == volume(piece, piece).parts


def test_a_volume_without_documents_is_its_front_matter() -> None:
    assert [each.find(w("pgNumType")) for each in root(volume()).iter(w("sectPr"))] == [None]


def test_page_numbers_of_the_contents_are_asked_for_on_opening() -> None:
    settings = [each.tag for each in root(volume(foreign(sized(9))), "word/settings.xml")]
    assert settings.index(w("updateFields")) == settings.index(w("compat")) - 1


def test_properties_of_styles_stand_in_the_order_of_the_schema() -> None:
    def make(document: Any) -> None:
        document.add_table(1, 1, style="Light Grid Accent 1")
        document.add_paragraph("正文", style="List Number")

    order = ["name", "basedOn", "uiPriority", "qFormat", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"]
    for style in root(volume(foreign(make)), "word/styles.xml").iter(w("style")):
        if style.get(w("styleId")).startswith("Own"):
            tags = [child.tag.rpartition("}")[2] for child in style]
            assert tags == sorted(tags, key=order.index)


def with_damaged_picture() -> bytes:
    """Return a docx with a part whose packed bytes are none: the importer, which skips it, reads the rest."""
    target = io.BytesIO(foreign())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/1.png", b"0123456789" * 20)
        at = package.getinfo("word/media/1.png").header_offset
    data = bytearray(target.getvalue())
    packed = at + 30 + len("word/media/1.png")
    data[packed] = 0xFF  # a kind of block that there isn't
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 broken", "已损坏"),
        (with_damaged_picture(), "已损坏"),
        (changed(foreign(), "word/document.xml", "", "<w:document"), "损坏的部分"),
        (
            changed(foreign(), "word/document.xml", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            "文档类型声明",
        ),
        (changed(foreign(), "_rels/.rels", "officeDocument", "other"), "没有正文"),
        (changed(foreign(), "word/document.xml", "", "<document/>"), "没有认得的正文"),
    ],
    # A zip file holds the time at which it was made; the names of tests must not.
    ids=["no zip", "damaged picture", "broken XML", "entities", "no main part", "foreign root"],
)
def test_a_file_that_cannot_be_joined_is_refused_with_its_cause(data: bytes, words: str) -> None:
    with pytest.raises(MergeFault, match=words):
        volume(data)


def test_a_file_that_unpacks_far_too_large_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for place in range(2001):
            package.writestr(str(place), b"")
    with pytest.raises(MergeFault, match="太大"):
        Source(bomb.getvalue())


def test_more_styles_than_word_opens_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MOST_STYLES", 10)
    with pytest.raises(MergeFault, match="样式加起来超过 10 种"):
        volume(foreign(sized(9)))


def test_a_picture_in_a_head_comes_along_with_it() -> None:
    def make(document: Any) -> None:
        line = document.sections[0].header.paragraphs[0]
        line.add_run().add_picture(str(resource("icons", "gia-desktop-16.png")))

    made = volume(foreign(make))
    (head,) = [name for name in made.parts if name.endswith("header1.xml")]
    (link,) = made.links(head).values()
    assert made.parts[link.target].startswith(b"\x89PNG")
