"""What a browser shows of a page is read; what it hides, strikes or raises is not simply read."""

from __future__ import annotations

from typing import Any

import pytest

from gia_desktop.importers.faults import UnsafeFileError
from gia_desktop.importers.files.html_tables import html_flow
from gia_desktop.importers.shown import css
from gia_desktop.importers.shown.as_read import items_as_read
from gia_desktop.importers.tables import RawTable, Remark


def shown(inside: str, sheet: str = "", cell: str = "") -> tuple[str, str]:
    """Return text and doubt of a cell with some content, under a style sheet."""
    page = f"<style>{sheet}</style><table><tr><td{cell}>{inside}</td></tr></table>"
    (table,) = (item for item in items_as_read(html_flow(page)) if isinstance(item, RawTable))
    return table.cells[0].text, table.cells[0].doubt


def lines(html: str) -> list[str]:
    return [item for item in items_as_read(html_flow(html)) if isinstance(item, str)]


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : None", "visibility:hidden", "visibility: collapse", "mso-hide:all",
        "font-size:0", "font-size:0px", "font-size:1px", "font:0/0 a;font-size:0pt", "opacity:0",
        "position:absolute;left:-9999px",
        "text-indent:-9999px", "clip:rect(0,0,0,0)", "display:none !important",
        "width:0;overflow:hidden", "max-height: 1px; overflow: hidden", "transform:scale(0)",
        "transform:rotate(3deg) scaleX(0.0)", "clip-path: inset( 50% )",
    ],
)  # fmt: skip
def test_a_style_that_hides_hides_by_attribute_and_by_class(style: str) -> None:
    assert shown(f"58<span style='{style}'>0</span>") == ("58", "")
    assert shown("58<span class='a b'>0</span>", f".b{{{style}}}") == ("58", "")


@pytest.mark.parametrize(
    ("hidden", "sheet"),
    [
        ("<span hidden>0</span>", ""),
        ("<i id=x>0</i>", "#x{display:none}"),
        ("<span class=H>0</span>", "SPAN.h { color:red; display:none }"),
        ("<b><i class=c>0</i></b>", "td b > i.c{display:none}"),
        ("<b><u><i class=c>0</i></u></b>", "table b .c{display:none}"),
        ("<i class=c>0</i>", "@media screen{.c{display:none}}"),
        ("<i class=c>0</i>", "@font-face{a:b}.x,.c{display:none}"),
        ("<i class=c>0</i>", "<!-- .c{display:none} -->"),
        ("<i class=c>0</i>", ".c{display:none !important}.c{display:inline}"),
        ("<template>0</template><noscript>0</noscript><script>0</script>", ""),
        ("<ruby><rp>(</rp><rt>0</rt></ruby>", ""),
        ("<dialog>0</dialog>", ""),
        ("<i class=c>0</i>", ":root{--x:none}.c{display:var(--x)}"),
        ("<i class=c>0</i>", "td{--y:none;--x:var(--y)}.c{display:var( --x , inline)}"),
        ("<i class=c>0</i>", ".c{display:var(--undeclared, none)}"),
        ("<i style='--x:hidden;visibility:var(--x)'>0</i>", ""),
        ("<svg><defs><text>0</text></defs><desc>0</desc></svg>", ""),
        ("", "td::after{content:'0';display:none}"),
        ("", "td:after{content:'\\e600'}"),
        ("", "th::after,b::before{content:'0'}"),
        ("<input type=hidden value=0><input type=checkbox value=0>", ""),
    ],
)
def test_what_is_hidden_is_no_part_of_a_figure(hidden: str, sheet: str) -> None:
    assert shown(f"58{hidden}", sheet) == ("58", "")


@pytest.mark.parametrize(
    ("seen", "sheet"),
    [
        ("<i class=c>0</i>", "@media print{.c{display:none}}"),
        ("<i class=c>0</i>", ".c{display:none}.c{display:inline}"),
        ("<i class=c style='display:inline'>0</i>", ".c{display:none}"),
        ("<i class=c>0</i>", ".x .c{display:none}"),
        ("<i class=c>0</i>", "b > .c{display:none}"),
        ("<i class=c>0</i>", ".c:hover{display:none}"),
        ("<i class=c>0</i>", "@media screen and (max-width:600px){.c{display:none}}"),
        ("<i class=c>0</i>", "b{--x:none}.c{display:var(--x)}"),
        ("<i class=c style='--x:inline'>0</i>", "td{--x:none}.c{display:var(--x)}"),
        ("<i class=c>0</i>", "td{--x:var(--x)}.c{display:var(--x)}"),
        ("", "td::after{content:'0'}"),
        ("<i data-n=0></i>", "td > i:before{content:attr(data-n)}"),
        ("<i class=c></i>", ".c::before{content:var(--n)}:root{--n:'\\30'}"),
        ("<ins>0</ins>", ""),
        ("<u>0</u>", ""),
        ("<ruby>0<rt>ling</rt></ruby>", ""),
    ],
)
def test_what_is_seen_is_read(seen: str, sheet: str) -> None:
    assert shown(f"58{seen}", sheet) == ("580", "")


@pytest.mark.parametrize(
    ("struck", "sheet"),
    [
        ("<s>57</s>", ""), ("<strike>57</strike>", ""), ("<del>57</del>", ""), ("<s><b>57</b></s>", ""),
        ("<span style='text-decoration:line-through'>57</span>", ""),
        ("<span style='text-decoration-line: underline line-through'>57</span>", ""),
        ("<span class=font5>57</span>", ".font5{text-decoration:line-through}"),
    ],
)  # fmt: skip
def test_struck_words_are_left_out_and_told(struck: str, sheet: str) -> None:
    assert shown(f"{struck}58", sheet) == ("58", "“57”已划去")


@pytest.mark.parametrize(
    ("raised", "text"),
    [
        ("<sup>1</sup>", "58¹"), ("<sub>1</sub>", "58₁"),
        ("<span style='vertical-align:super'>1</span>", "58¹"),
        ("<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>1</span>", "58¹"),
        ("<span style='vertical-align:5px'>1</span>", "58¹"), ("<sup>[1]</sup>", "58[1]"),
        ("<msup><mi></mi><mn>1</mn></msup>", "58¹"),
    ],
)  # fmt: skip
def test_raised_marks_stay_apart(raised: str, text: str) -> None:
    assert shown(f"58{raised}") == (text, "")


def test_small_and_white_figures_beside_others_are_left_out_and_told() -> None:
    assert shown("58<span style='font-size:6pt'>1</span>") == ("58", "“1”是旁边的小字，没有计入")
    assert shown("<font size=3>58</font><font size=1>1</font>")[0] == "58"
    assert shown("<font color=#FFFFFF>57</font>58") == ("58", "“57”看不见（和底色一样，或极小），没有计入")


def test_text_of_a_drawing_is_doubtful_and_stays_apart() -> None:
    assert shown("58<svg><text>0</text></svg>") == ("58", "“0”在格里的文本框中，没有计入")
    assert shown("<svg><text>58</text></svg>")[0] == "58"
    assert shown("<svg><text>58</text></svg>")[1] != ""


def test_a_colour_by_a_variable_is_seen_against_its_ground() -> None:
    sheet = ":root{--own:#036}td{background:var(--own)}"
    assert shown("57", sheet, " style='color:var(--own)'")[1] != ""
    assert shown("57", sheet, " style='color:white'") == ("57", "")


def test_a_cell_and_a_box_with_room_show_their_figures() -> None:
    assert shown("58", cell=" style='width:0;overflow:hidden'") == ("58", "")
    assert shown("<div style='width:100%;overflow:hidden'>58</div>") == ("58", "")
    assert shown("<span style='transform:scale(0.9)'>58</span>") == ("58", "")


@pytest.mark.parametrize("colour", ["#fefefe", "rgb(250, 252, 255)", "snow", "#FFF", "rgba(0,0,0,0)"])
def test_every_spelling_of_the_colour_of_the_paper_is_left_out(colour: str) -> None:
    assert shown(f"<span style='color:{colour}'>57</span>58")[0] == "58"


@pytest.mark.parametrize(
    "cell",
    [
        " style='color:red;background:red'", " style='color:#f00;background-color:rgb(255,0,0)'",
        " bgcolor=red style='color:#ff0000'", " style='background:#E00000 none;color:red'",
        " style='background:#000'", " style='background:black;color:#111'",
    ],
)  # fmt: skip
def test_a_figure_in_the_colour_of_its_cell_is_doubtful(cell: str) -> None:
    assert shown("57", cell=cell) == ("57", "“57”看不见（和底色一样，或极小）")
    assert shown("57<b style='color:#7f7'>58</b>", cell=cell)[0] == "58"


@pytest.mark.parametrize("outer", ["table", "tr", "body"])
def test_the_ground_may_be_that_of_the_row_or_table(outer: str) -> None:
    sheet = f"{outer}{{background:#036}}"
    assert shown("57", sheet, " style='color:#003366'")[1] != ""
    assert shown("57", sheet, " style='color:#003366;background:white'") == ("57", "")
    assert shown("57", sheet, " style='color:white;background:transparent'") == ("57", "")


@pytest.mark.parametrize("body", ["text=white", "text=#fefefe link=blue", "TEXT='#FFF'"])
def test_the_ink_of_the_whole_page_may_be_that_of_the_paper(body: str) -> None:
    page = f"<body {body}><table><tr><td>57<td style='color:black'>58</table>"
    (table,) = (item for item in items_as_read(html_flow(page)) if isinstance(item, RawTable))
    assert [bool(cell.doubt) for cell in table.cells] == [True, False]


@pytest.mark.parametrize("page", ["<body hidden>57", "<body style='display:none'>57", "<body class=c>57"])
def test_what_a_page_says_of_its_whole_body_is_kept(page: str) -> None:
    assert lines(f"<!doctype html><style>.c{{display:none}}</style>{page}") == []


@pytest.mark.parametrize(
    "page", ["<style>a{}</style><o:p>57</o:p>", "<head><title>t</title>57<p></p></head>", "<v:x><p>57</v:x>"]
)
def test_what_stands_before_any_body_is_text_all_the_same(page: str) -> None:
    """The parser takes what it doesn't know there for a part of the head."""
    assert lines(page) == ["57"]


@pytest.mark.parametrize("page", ["<!-- 57 -->", "<!doctype html>", "</p>", "<?x 57?>"])
def test_a_page_of_nothing_has_no_text(page: str) -> None:
    assert html_flow(page) == []


def test_a_rule_is_tried_once_for_an_element_that_uses_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    means = css._means

    def watched(chain: Any, element: Any) -> bool:
        tried.append(element.get("class"))
        return means(chain, element)

    monkeypatch.setattr(css, "_means", watched)
    assert shown("<i class=c>0</i>58", ".c{display:var(--x);--x:none}") == ("58", "")
    assert tried == ["c"]


@pytest.mark.parametrize("ground", ["url(a.png)", "linear-gradient(red, blue)", "unheard"])
def test_a_ground_that_is_not_known_loses_nothing(ground: str) -> None:
    style = f" style='color:white;background-color:{ground}'"
    assert shown("57", cell=style) == ("57", "")


def test_white_on_a_ground_and_a_cell_of_small_print_are_sure() -> None:
    assert shown("58", cell=" bgcolor=#003366 style='color:#fff'") == ("58", "")
    assert shown("58", "td{font-size:7pt}") == ("58", "")
    assert shown("58", cell=" style='vertical-align:super'") == ("58", "")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<input value=58>", "58"),
        ("<input type=text value='58' disabled>", "58"),
        ("<input type=number value=58>", "58"),
        ("<textarea>58</textarea>", "58"),
        ("<select><option>57<option selected>58</select>", "58"),
        ("<select><option>57</option><option>58</option></select>", "57"),
        ("<input type=button value=提交>", ""),
        ("<select></select>", ""),
    ],
)
def test_a_field_shows_what_was_typed_or_chosen(field: str, text: str) -> None:
    assert shown(field) == (text, "")


def test_a_fraction_is_written_with_a_stroke() -> None:
    assert shown("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>") == ("1/2", "")


@pytest.mark.parametrize(
    ("begin", "numbers"),
    [
        ("<ol>", ["1.", "2."]), ("<ol start=3>", ["3.", "4."]), ("<ol reversed>", ["2.", "1."]),
        ("<ol type=a>", ["a.", "b."]), ("<ol type=I>", ["I.", "II."]), ("<ol start=-1>", ["-1.", "0."]),
        ("<ol style='list-style-type:cjk-ideographic'>", ["一、", "二、"]),
        ("<ol style='list-style:none'>", ["", ""]), ("<ul>", ["", ""]), ("<ul type=circle>", ["", ""]),
        ("<ul style='list-style-type:decimal'>", ["1.", "2."]), ("<ol class=n>", ["甲、", "乙、"]),
    ],
)  # fmt: skip
def test_list_items_carry_their_numbers(begin: str, numbers: list[str]) -> None:
    style = "<style>ol.n{list-style-type:cjk-heavenly-stem}</style>"
    html = f"{style}{begin}<li>甲件</li><li><p>乙件</p></li></ol>"
    assert lines(html) == [f"{numbers[0]}甲件", f"{numbers[1]}乙件"]


def test_an_item_may_have_its_own_number_and_lists_may_be_nested() -> None:
    inner = "<ol type=a><li>子</li></ol>"
    last = "<li style='display:block'>丁</li>"
    html = f"<ol><li>甲{inner}</li><li value=7>乙</li><li>丙</li>{last}</ol>"
    assert lines(html) == ["1.甲", "a.子", "7.乙", "8.丙", "丁"]


def test_the_frame_of_a_page_is_left_out_and_told() -> None:
    head, foot = (
        "<nav>首页</nav><header><h1>年度报告</h1></header>",
        "<aside>热点</aside><footer>版权</footer>",
    )
    page = f"{head}<p>正文</p>{foot}"
    items = html_flow(page)
    assert items == ["年度报告", "正文", Remark("网页的导航、页脚等没有当作正文。")]


def test_lines_of_preformatted_text_stay_lines() -> None:
    assert lines("<pre>一行\n二行</pre><p>三\n行</p>") == ["一行\n二行", "三行"]


def test_rules_and_elements_beyond_reason_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(css, "_MOST_TRIED", 10_000)
    rules = "".join(f".a{number} .b{{display:none}}" for number in range(200))
    with pytest.raises(UnsafeFileError, match="复杂"):
        html_flow(f"<style>{rules}</style>" + "<i class=b>x</i>" * 100)


def test_a_sheet_that_a_page_repeats_is_read_once() -> None:
    assert lines("<style>.a{display:none}</style><p>一<i class=a>x</i></p>" * 2_000) == ["一"] * 2_000
