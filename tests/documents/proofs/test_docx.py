from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from gia_desktop.core.values import NA, Unread
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.docx import prove_docx
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import load_sheet, with_texts, with_values

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNED = DocumentOptions(signature=True)
Mutation = Callable[[etree._Element, random.Random], None]


def pick(body: etree._Element, tag: str, chance: random.Random) -> etree._Element:
    return chance.choice(
        [element for element in body.iter(f"{W}{tag}") if tag != "r" or "".join(element.itertext())]
    )


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def change_a_digit(body: etree._Element, chance: random.Random) -> None:
    piece = chance.choice([piece for piece in body.iter(f"{W}t") if any(map(str.isdigit, piece.text or ""))])
    text = piece.text or ""
    place = chance.choice([place for place, sign in enumerate(text) if sign.isdigit()])
    piece.text = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def lose_a_sign(body: etree._Element, chance: random.Random) -> None:
    piece = pick(body, "t", chance)
    text = piece.text or ""
    place = chance.randrange(len(text))
    piece.text = text[:place] + text[place + 1 :]


def swap_two_texts(body: etree._Element, chance: random.Random) -> None:
    first = pick(body, "t", chance)
    second = chance.choice([piece for piece in body.iter(f"{W}t") if piece.text != first.text])
    first.text, second.text = second.text, first.text


def lose_an_element(tag: str) -> Mutation:
    return lambda body, chance: remove(pick(body, tag, chance))


def repeat_an_element(tag: str) -> Mutation:
    def mutate(body: etree._Element, chance: random.Random) -> None:
        element = pick(body, tag, chance)
        element.addnext(etree.fromstring(etree.tostring(element)))

    return mutate


def hide_a_run(body: etree._Element, chance: random.Random) -> None:
    run = pick(body, "r", chance)
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    etree.SubElement(properties, f"{W}vanish")


def mark_a_run_deleted(body: etree._Element, chance: random.Random) -> None:
    run = pick(body, "r", chance)
    wrapper = etree.Element(f"{W}del")
    run.addprevious(wrapper)
    wrapper.append(run)


def move_a_paragraph(body: etree._Element, chance: random.Random) -> None:
    lines = [line for line in body.iterfind(f"{W}p") if "".join(line.itertext())]
    body.insert(0, chance.choice(lines[1:]))


def add_a_paragraph(body: etree._Element, chance: random.Random) -> None:
    added = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>另页</w:t></w:r></w:p>')
    body.insert(chance.randrange(len(body)), added)


MUTATIONS: dict[str, Mutation] = {
    "digit": change_a_digit,
    "sign": lose_a_sign,
    "swap": swap_two_texts,
    "row": lose_an_element("tr"),
    "row twice": repeat_an_element("tr"),
    "cell": lose_an_element("tc"),
    "cell twice": repeat_an_element("tc"),
    "span": lose_an_element("gridSpan"),
    "merge": lose_an_element("vMerge"),
    "table": lose_an_element("tbl"),
    "table twice": repeat_an_element("tbl"),
    "run": lose_an_element("r"),
    "hidden": hide_a_run,
    "deleted": mark_a_run_deleted,
    "moved": move_a_paragraph,
    "added": add_a_paragraph,
}


def mutated(data: bytes, mutate: Mutation, chance: random.Random) -> bytes:
    """Return a docx whose body was damaged in one place."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                mutate(root[0], chance)
                part = etree.tostring(root)
            made.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    "options", [DocumentOptions(), SIGNED, DocumentOptions(preamble=False, blank_as_zero=True)]
)
def test_written_document_says_what_the_report_says(sheet: Sheet, options: DocumentOptions) -> None:
    proof = prove_docx(write_docx(sheet, options), sheet, options)
    assert proof.differences == ()
    assert proof.holds
    assert proof.sentence in {"200/200 一致", "198/198 一致"}


@pytest.mark.parametrize("seed", range(24))
def test_every_damage_is_found(seed: int) -> None:
    name = list(MUTATIONS)[seed % len(MUTATIONS)]
    sheet = load_sheet("city-2024" if seed % 3 else "town-2020")
    data = mutated(write_docx(sheet, SIGNED), MUTATIONS[name], random.Random(seed))
    proof = prove_docx(data, sheet, SIGNED)
    assert not proof.holds, name
    assert proof.differences


def test_blank_unread_and_inapplicable_cells_are_expected_as_printed(city: Sheet) -> None:
    sheet = with_values(
        city, {"t2.rules.issued": None, "t3.new.natural": Unread("三千"), "t4.direct.other": NA}
    )
    for options in (DocumentOptions(), DocumentOptions(blank_as_zero=True)):
        assert prove_docx(write_docx(sheet, options), sheet, options).sentence == "200/200 一致"


def test_difference_names_the_cell_and_both_figures(city: Sheet) -> None:
    data = write_docx(with_values(city, {"t2.rules.issued": 7}), DocumentOptions())
    proof = prove_docx(data, city, DocumentOptions())
    assert proof.sentence == "199/200 一致，不一致：格“规章，本年制发”应为“1”，文件里是“7”"


def test_difference_in_a_text_is_quoted_from_where_it_begins(city: Sheet) -> None:
    data = write_docx(with_texts(city, {"section.6": "2024年没有其他需要报告的事项。"}), DocumentOptions())
    (fault,) = prove_docx(data, city, DocumentOptions()).differences
    assert fault.startswith("文字应为“2024年，全市依照《政府信息公开信息处理费")
    assert fault.endswith("，文件里是“2024年没有其他需要报告的事项。”")


def test_several_differences_are_counted(city: Sheet) -> None:
    data = write_docx(with_values(city, {"t3.new.natural": 1, "t3.new.business": 2}), DocumentOptions())
    assert prove_docx(data, city, DocumentOptions()).sentence.endswith("等 4 处")


def test_other_format_is_no_proof(city: Sheet, town: Sheet) -> None:
    proof = prove_docx(write_docx(town, DocumentOptions()), city, DocumentOptions())
    assert proof.same < 200
    assert not proof.holds


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_file_that_cannot_be_opened_is_told(city: Sheet, data: bytes) -> None:
    assert "文件打不开" in prove_docx(data, city, DocumentOptions()).sentence


def test_broken_parts_are_told(city: Sheet) -> None:
    good = write_docx(city, DocumentOptions())
    flipped = bytearray(good)
    flipped[good.index(b"word/styles.xml") + 60] ^= 0xFF
    assert "文件打不开" in prove_docx(bytes(flipped), city, DocumentOptions()).sentence
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"/>')
    assert "文件打不开" in prove_docx(target.getvalue(), city, DocumentOptions()).sentence


def test_part_that_differs_from_its_check_sum_is_told(city: Sheet) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("word/document.xml", "<document/>")
    damaged = target.getvalue().replace(b"<document/>", b"<dokument/>")
    assert prove_docx(damaged, city, DocumentOptions()).sentence.endswith("文件打不开（word/document.xml）")


def test_table_in_the_wrong_section_is_found(city: Sheet) -> None:
    def mutate(body: etree._Element, _chance: random.Random) -> None:
        table = next(body.iter(f"{W}tbl"))
        before = table.getprevious()
        assert before is not None
        before.addprevious(table)

    data = mutated(write_docx(city, DocumentOptions()), mutate, random.Random(0))
    assert prove_docx(data, city, DocumentOptions()).sentence.startswith("200/200 一致，表格以外不一致：")


def test_title_made_of_unit_and_year_is_expected_when_none_was_written(city: Sheet) -> None:
    texts = {key: text for key, text in city.report.texts.items() if key != "title"}
    sheet = replace(city, report=replace(city.report, texts=texts))
    assert prove_docx(write_docx(sheet, SIGNED), sheet, SIGNED).holds
