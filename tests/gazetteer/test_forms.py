"""One notice in the many forms that offices publish notices in: what a person reads is what is read."""

import quopri
from io import BytesIO
from pathlib import Path

import pytest

from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document
from gazetteer.errors import DocumentError

TITLE = "青禾市人民政府关于命名望湖路等道路的通知"
LEAD = "现将道路命名如下："
FOOT = ("青禾市人民政府", "2024年3月18日")
HEADER = ("序号", "道路名称", "起点", "止点", "长度（米）", "宽度（米）", "所在区", "所在街道（镇）")
ROWS = (
    ("1", "望湖路", "澄心大街", "雁栖路", "1250", "24", "青禾区", "云水街道"),
    ("2", "采菱街", "望湖路", "荷风渠", "460", "12", "青禾区", "云水街道"),
    ("3", "竹影巷", "采菱街", "老粮站", "180", "6", "青禾区", "松岗镇"),
)
CLAUSES = tuple(
    f"{name}：长{length}米，宽{width}米，位于{district}{town}辖区内，东起{start}，西至{end}。"
    for _, name, start, end, length, width, district, town in ROWS
)
ITEMS = tuple(f"{number}．{clause}" for number, clause in enumerate(CLAUSES, 1))


def read(path: Path, data: str | bytes) -> list[tuple[object, ...]]:
    """What is read of a file that holds `data`, road by road, as in ROWS; nothing else may be said of it."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (reading,) = read_document(read_file(path))
    assert reading.problems == ()
    return [
        (
            str(number),
            entry.name,
            *(end.text for end in entry.extent.termini),
            *(f"{measure.min:g}" for measure in (entry.length, entry.width) if measure),
            entry.district,
            *entry.subdistricts,
        )
        for number, entry in enumerate(reading.entries, 1)
    ]


def lines(*parts: str) -> str:
    return "".join(f"{line}\n" for line in (TITLE, LEAD, *parts, *FOOT))


def wrapped(width: int) -> str:
    """The notice broken after so many characters, as mail programs do."""
    out = []
    for paragraph in (f"    {item}" for item in ITEMS):
        out += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    return lines(*out)


def padded(cells: tuple[str, ...]) -> str:
    wide = (6, 12, 14, 14, 12, 12, 10, 16)
    return "".join(cell + " " * (width - len(cell.encode("gb18030"))) for cell, width in zip(cells, wide, strict=True))


TOWNS = (("青禾区云水街道", ROWS[:2]), ("青禾区松岗镇", ROWS[2:]))

TEXTS = {
    "tabs": lines(*map("\t".join, (HEADER, *ROWS))),
    "tabs, the numbers lost": lines("\t".join(HEADER), *("\t".join(row[1:]) for row in ROWS)),
    "columns by blanks": lines(*map(padded, (HEADER, *ROWS))),
    "other order": lines(*("  ".join(row[at] for at in (4, 5, 6, 7, 2, 3, 1)) for row in (HEADER, *ROWS))),
    "a cell a line": lines(*(cell for row in (HEADER, *ROWS) for cell in row)),
    "a cell a paragraph, each with its bar": lines(*(f"{cell} |\n" for row in (HEADER, *ROWS) for cell in row)),
    "a cell a line, no numbers": lines(*(cell for row in (HEADER, *ROWS) for cell in row[1:])),
    "a cell a line, the header in two storeys": lines(
        *("序号", "拟用名称", "起讫点", "规模", "所在区", "所在街道", "起点", "讫点", "长度（米）", "宽度（米）"),
        *(cell for row in ROWS for cell in row),
    ),
    "a cell a line, one pair below its storey": lines(
        *("序号", "拟用名称", "起点", "讫点", "规模", "所在区", "所在街道", "长度（米）", "宽度（米）"),
        *(cell for row in ROWS for cell in row),
    ),
    "drawn with characters": lines(
        "┌────┬────┐", *("│" + "│".join(map(str.strip, row)) + "│" for row in (HEADER, *ROWS)), "└────┴────┘"
    ),
    "districts as rows": lines(
        "序号\t道路名称\t起止点\t长度（米）\t宽度（米）",
        "青禾区云水街道（2条）",
        "1\t望湖路\t东起澄心大街西至雁栖路\t1250\t24",
        "2\t采菱街\t望湖路至荷风渠\t460\t12",
        "青禾区松岗镇（1条）",
        "3\t竹影巷\t采菱街—老粮站\t180\t6",
    ),
    "a cell a line, districts between": lines(
        *("序号", "道路名称", "起点", "止点", "长度（米）", "宽度（米）"),
        *(line for town, rows in TOWNS for line in (town, *(cell for row in rows for cell in row[:6]))),
    ),
    "a row of sums": lines(*map("\t".join, (HEADER, *ROWS)), "合计\t3条\t\t\t1890\t\t\t"),
    "a cell a line, from 1 again in each district": lines(
        *("序号", "道路名称", "起点", "止点", "长度（米）", "宽度（米）"),
        *("青禾区云水街道", *ROWS[0][:6], *ROWS[1][:6], "青禾区松岗镇", "1", *ROWS[2][1:6]),
    ),
    "labels, each on a line": lines(
        *(
            f"{label.removesuffix('（米）')}：{value}{'米' if label.endswith('（米）') else ''}"
            for row in ROWS
            for label, value in zip((*HEADER[:-1], "所在街道"), row, strict=True)
        )
    ),
    "cards": lines(*(f"{label} | {value}" for row in ROWS for label, value in zip(HEADER[1:], row[1:], strict=True))),
    "wrapped": wrapped(17),
    "wrapped wider": wrapped(30),
    "a page's head and foot inside a clause": lines(
        ITEMS[0], ITEMS[1][:31], "— 1 —", "\f青禾市人民政府公报", ITEMS[1][31:], ITEMS[2]
    ),
}


@pytest.mark.parametrize("form", TEXTS)
def test_a_text_in_any_form_reads_the_same(tmp_path, form):
    assert read(tmp_path / "notice.txt", TEXTS[form]) == list(ROWS)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_what_it_says(tmp_path, encoding):
    assert read(tmp_path / "notice.txt", lines(*ITEMS).encode(encoding)) == list(ROWS)


def test_markdown_reads_without_its_marks(tmp_path):
    items = [f"- **{clause[:3]}**{clause[3:]}" for clause in CLAUSES]
    assert read(tmp_path / "notice.md", "\n\n".join([f"# {TITLE}", LEAD, *items, f"**{FOOT[0]}**", FOOT[1]])) == list(
        ROWS
    )
    (reading,) = read_document(read_file(tmp_path / "notice.md"))
    assert reading.notice.title == TITLE


def test_a_sheet_of_comma_separated_cells_is_a_table(tmp_path):
    rows = [(TITLE,), HEADER, *ROWS]
    assert read(tmp_path / "notice.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)) == list(ROWS)


def test_a_character_that_fonts_put_in_the_place_of_another_is_that_other(tmp_path):
    """⻓ (a radical's sign) is 长, ⼤ is 大: files made from some PDFs hold them."""
    text = lines(*ITEMS).replace("长", "⻓").replace("大", "⼤").replace("路", "\uf937")
    assert read(tmp_path / "notice.txt", text) == list(ROWS)


@pytest.mark.parametrize(
    ("name", "data", "zh"),
    [
        ("notice.rtf", b"{\\rtf1\\ansi\\ansicpg936 \\u26395?}", "另存为 .docx"),
        ("notice.xlsx", "xl/workbook.xml", "Excel"),
        ("notice.odt", "content.xml", "OpenDocument"),
        ("notice.ofd", "OFD.xml", "OFD"),
    ],
)
def test_a_file_of_another_kind_says_how_to_save_it(tmp_path, name, data, zh):
    import zipfile

    path = tmp_path / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(data, "<x/>")
    with pytest.raises(DocumentError, match=zh):
        read_file(path)


# ── pages of the web ───────────────────────────────────────────────────────────────────────────────────────────────
def rows_html(rows, cell="<td>{}</td>") -> str:
    return "".join("<tr>" + "".join(cell.format(words) for words in row) + "</tr>" for row in rows)


def table(rows, cell="<td>{}</td>") -> str:
    return f"<table>{rows_html(rows, cell)}</table>"


FOOT_HTML = "".join(f"<p>{line}</p>" for line in FOOT)
ITEMS_HTML = "".join(f"<p>{item}</p>" for item in ITEMS)
HEADER_HTML = rows_html([HEADER])


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{body}</body></html>"


RELATED = (
    "<div class=xgwj><h3>相关文件</h3><ul><li><a>青禾市人民政府关于命名金桂路等道路的通知</a></li>"
    "<li><a>关于更名老街路的政策解读</a></li></ul></div>"
)

PAGES = {
    "a character a span, indented by blanks": f"<h1>{TITLE}</h1>"
    + "".join(f"<p>　　{''.join(f'<span>{char}</span>' for char in item)}<o:p></o:p></p>" for item in ITEMS)
    + FOOT_HTML,
    "hard blanks within names": f"<h1>{TITLE.replace('命名', '命&nbsp;名')}</h1>"
    + ITEMS_HTML.replace("望湖路：", "望&nbsp;湖路：")
    + FOOT_HTML,
    "menus and related pages": "<div class=top><a>首页</a> | <a>政务公开</a></div>"
    "<div class=dqwz>当前位置：<a>首页</a></div>"
    f"<h1>{TITLE}</h1>{ITEMS_HTML}{FOOT_HTML}<div><a>【打印】</a><a>【关闭】</a></div>{RELATED}",
    "the whole page in a form": f"<form id=form1>{RELATED}<h1>{TITLE}</h1>{ITEMS_HTML}{FOOT_HTML}</form>",
    "the title in a header": f"<article><header class=article-header><h1>{TITLE}</h1></header>"
    f"{ITEMS_HTML}{FOOT_HTML}</article>",
    "lines that are not shown": f"<h1>{TITLE}</h1><p hidden>隐路：东起甲路，西至乙路。</p>{ITEMS_HTML}"
    f"<div style='display: none'>命名假路，东起甲路，西至乙路。</div>{FOOT_HTML}",
    "raised numbers of notes": f"<h1>{TITLE}</h1>{ITEMS_HTML.replace('。', '<sup>[1]</sup>。')}{FOOT_HTML}",
    "words struck out, readings above": f"<h1>{TITLE}</h1>"
    + ITEMS_HTML.replace("1250", "<del>980</del><ins>1250</ins>").replace(
        "望", "<ruby>望<rp>(</rp><rt>wàng</rt><rp>)</rp></ruby>"
    )
    + FOOT_HTML,
    "characters without width": f"<h1>{TITLE}</h1>" + ITEMS_HTML.replace("湖", "\u200b湖\ufeff") + FOOT_HTML,
    "lines set out": f"<pre>{lines(*ITEMS)}</pre>",
    "a name as a heading": f"<h1>{TITLE}</h1>"
    + "".join(f"<dl><dt>{clause[:3]}</dt><dd>{clause[4:]}</dd></dl>" for clause in CLAUSES)
    + FOOT_HTML,
    "a list that numbers itself": f"<h1>{TITLE}</h1><p>{LEAD}</p><ol>"
    + "".join(f"<li>{clause}</li>" for clause in CLAUSES)
    + f"</ol>{FOOT_HTML}",
    "a table within the page's own": "<table><tr><td><table><tr><td><a>首页</a></td></tr>"
    f"<tr><td><a>公告公示</a></td></tr></table></td><td><table><tr><td>{TITLE}</td></tr>"
    f"<tr><td>{table([HEADER, *ROWS])}{FOOT_HTML}</td></tr></table>"
    "</td></tr></table>",
    "a table in each cell": f"<h1>{TITLE}</h1>"
    + table([HEADER, *ROWS], "<td><table><tr><td>{}</td></tr></table></td>")
    + FOOT_HTML,
    "a title row, the unit below it": f"<h1>{TITLE}</h1><table><tr><td colspan=8>命名道路一览表</td></tr>"
    f"<tr><td colspan=8>单位：米</td></tr>{HEADER_HTML.replace('（米）', '')}{rows_html(ROWS)}</table>{FOOT_HTML}",
    "a header of two rows at the edge": f"<h1>{TITLE}</h1><table><tr><td rowspan=2>序号</td><td rowspan=2>所在区</td>"
    "<td rowspan=2>街道</td><td rowspan=2>道路名称</td><td colspan=2>起止点</td><td colspan=2>规模（米）</td></tr>"
    "<tr><td>起点</td><td>止点</td><td>长</td><td>宽</td></tr>"
    + table([(row[0], row[6], row[7], *row[1:6]) for row in ROWS])[7:]
    + FOOT_HTML,
    "districts as rows": f"<h1>{TITLE}</h1><table>{rows_html([HEADER[:6]])}"
    + "".join(f"<tr><td colspan=6>{town}</td></tr>{rows_html(row[:6] for row in rows)}" for town, rows in TOWNS)
    + f"</table>{FOOT_HTML}",
    "a table of boxes": f"<h1>{TITLE}</h1>"
    + "".join(f"<div>{''.join(f'<div>{cell}</div>' for cell in row)}</div>" for row in (HEADER, *ROWS))
    + FOOT_HTML,
    "a card for each road": f"<h1>{TITLE}</h1>"
    + "<p></p>".join(table(zip(HEADER[1:], row[1:], strict=True)) for row in ROWS)
    + FOOT_HTML,
}


@pytest.mark.parametrize("form", PAGES)
def test_a_page_in_any_form_reads_the_same(tmp_path, form):
    assert read(tmp_path / "notice.html", page(PAGES[form])) == list(ROWS)


def test_a_page_saved_whole_is_read_as_its_page(tmp_path):
    body = quopri.encodestring(page(f"<h1>{TITLE}</h1>{ITEMS_HTML}{FOOT_HTML}").encode()).decode()
    saved = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n--x\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n"
    )
    assert read(tmp_path / "notice.mht", saved) == list(ROWS)


def test_ends_moved_in_a_table_of_two_header_rows_are_told_apart(tmp_path):
    path = tmp_path / "notice.html"
    path.write_text(
        page(
            "<h1>青禾市人民政府关于调整望湖路起止点的通知</h1><table><tr><td rowspan=2>序号</td>"
            "<td rowspan=2>道路名称</td><td colspan=2>调整前</td><td colspan=2>调整后</td></tr>"
            "<tr><td>起点</td><td>止点</td><td>起点</td><td>止点</td></tr>"
            + table([("1", "望湖路", "澄心大街", "雁栖路", "澄心大街", "东环路")])[7:]
        ),
        "utf-8",
    )
    (reading,) = read_document(read_file(path))
    (entry,) = reading.entries
    assert [end.text for end in entry.extent.termini] == ["澄心大街", "东环路"]
    assert entry.previous is not None
    assert [end.text for end in entry.previous.termini] == ["澄心大街", "雁栖路"]


# ── Word files ─────────────────────────────────────────────────────────────────────────────────────────────────────
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


ITEMS_XML = "".join(map(paragraph, ITEMS))
TABLE_XML = (
    "<w:tbl>"
    + "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in (HEADER, *ROWS))
    + "</w:tbl>"
)

BODIES = {
    "paragraphs": ITEMS_XML,
    "a text box": f'<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    f"{ITEMS_XML}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "changes not yet accepted": ITEMS_XML.replace(
        "1250",
        '</w:t></w:r><w:del w:id="1"><w:r><w:delText>980</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>1250</w:t></w:r></w:ins><w:r><w:t>',
    ),
    "controls": f"<w:sdt><w:sdtContent>{ITEMS_XML}</w:sdtContent></w:sdt>",
    "hidden words": ITEMS_XML.replace(
        "西至", "西至</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>旧桥</w:t></w:r><w:r><w:t>"
    ),
    "lines broken by hand": paragraph("</w:t><w:br/><w:t>".join(ITEMS)),
    "a table": TABLE_XML,
    "a table in a frame": f"<w:tbl><w:tr><w:tc>{paragraph(LEAD)}{TABLE_XML}</w:tc></w:tr></w:tbl>",
    "merged cells": TABLE_XML.replace(
        f"<w:tc>{paragraph('云水街道')}",
        f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('云水街道')}",
        1,
    )
    .replace(f"<w:tc>{paragraph('云水街道')}", "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/>")
    .replace(f"<w:tc>{paragraph('松岗镇')}", f"<w:tc><w:tcPr/>{paragraph('松岗镇')}"),
}


@pytest.mark.parametrize("form", BODIES)
def test_a_word_file_in_any_form_reads_the_same(tmp_path, form):
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "青禾市人民政府文件"
    document.add_paragraph(TITLE)
    document.add_paragraph(LEAD)
    for element in parse_xml(f"<w:body {W}>{BODIES[form]}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    for line in FOOT:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    assert read(tmp_path / "notice.docx", out.getvalue()) == list(ROWS)


# ── PDF files ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_a_page_break_with_broken_and_merged_cells_reads_row_by_row(tmp_path, ruled):
    pytest.importorskip("reportlab")
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=10.5, leading=13, wordWrap="CJK")
    rows = [
        (
            str(n),
            f"{'棠梨樱桃桂'[n % 5]}{'岚霞霁霖霏云星'[n % 7]}{'路街巷'[n % 3]}",
            "澄心大街与安宁西路交叉口以南规划十二路",
            "雁栖路",
            str(300 + n),
            "12",
            "青禾区",
            "云水街道" if n < 20 else "松岗镇",
        )
        for n in range(1, 36)
    ]
    cells = [[Paragraph(cell, style) for cell in row] for row in (HEADER, *rows)]
    look = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if ruled else "TOP")]
    if ruled:
        look += [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (6, 1), (6, 9))]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(
        [
            Paragraph(TITLE, style),
            Table(cells, repeatRows=1, colWidths=[32, 62, 98, 52, 52, 52, 56, 70], style=TableStyle(look)),
            *(Paragraph(line, style) for line in FOOT),
        ]
    )
    document_path = tmp_path / "notice.pdf"
    assert read(document_path, out.getvalue()) == rows
    assert len(read_file(document_path).pages) > 1


@pytest.mark.parametrize("names", [("经一路", "望湖路", "为民巷"), ("公众路", "希望路", "请缨巷")])
def test_a_name_that_begins_like_a_phrase_of_every_notice_is_a_name(tmp_path, names):
    """经…研究, 望…执行, 为…起见: so begin sentences that say nothing of a road, and so do the names of roads."""
    path = tmp_path / "notice.txt"
    path.write_text(lines(*(line for name in names for line in (name, "东起澄心大街，西至雁栖路。"))), "utf-8")
    (reading,) = read_document(read_file(path))
    assert [entry.name for entry in reading.entries] == list(names)
    path.write_text(lines("、".join(names)), "utf-8")
    (reading,) = read_document(read_file(path))
    assert [entry.name for entry in reading.entries] == list(names)


def test_a_clause_does_not_reach_over_pages_to_what_is_told_of_its_road_again(tmp_path):
    """1．望湖路：东起…。 … and thousands of characters on: 望湖路，因可望湖得名。"""
    between = [
        f"{number}．{'棠梨樱桃桂槐榆柳'[number % 8]}{'岚霞霁霖霏云星'[number % 7]}路：东起甲街，西至乙街。"
        for number in range(2, 800)
    ]
    path = tmp_path / "notice.txt"
    path.write_text(lines(ITEMS[0], *between, "800．望湖路：长1250米，宽24米。"), "utf-8")
    (reading,) = read_document(read_file(path))
    assert reading.entries[0].quote == "".join(ITEMS[0].split())[2:-1]


def test_each_of_many_stated_counts_is_held_to_what_stands_under_it(tmp_path):
    """（一）青禾区（2条）1．… 2．…（二）云水区（3条）1．… 2．…: only the second is wrong."""
    path = tmp_path / "notice.txt"
    path.write_text(
        lines(
            *("（一）青禾区（2条）", "1．望湖路：东起甲街，西至乙街。", "2．采菱街：东起甲街，西至乙街。"),
            *("（二）云水区（3条）", "1．竹影巷：东起甲街，西至乙街。", "2．鹿鸣街：东起甲街，西至乙街。"),
        ),
        "utf-8",
    )
    (reading,) = read_document(read_file(path))
    assert [problem.message.zh for problem in reading.problems] == ["这里说有3条，实际读到2条。"]


def test_where_a_cell_of_a_list_is_lost_the_rest_is_told_of_and_no_cell_passes_for_a_road(tmp_path):
    """名称 / 起点 / … / 望湖路 / … / 采菱街 / 望湖路 / 荷风渠 / 12 …: the length of 采菱街 is not there."""
    path = tmp_path / "notice.txt"
    path.write_text(
        lines(*HEADER[1:], *ROWS[0][1:], *ROWS[1][1:4], *ROWS[1][5:], *ROWS[2][1:]),
        "utf-8",
    )
    (reading,) = read_document(read_file(path))
    assert [entry.name for entry in reading.entries] == ["望湖路"]
    (problem,) = reading.problems
    assert problem.quote.startswith("采菱街")
    assert problem.quote.endswith("松岗镇")


def test_a_list_of_cells_with_a_column_that_is_unknown_is_read_without_it(tmp_path):
    path = tmp_path / "notice.txt"
    cells = (cell for row in ROWS for cell in (*row[:4], "甲某", *row[4:]))
    path.write_text(lines(*HEADER[:4], "门牌代表", *HEADER[4:], *cells), "utf-8")
    (reading,) = read_document(read_file(path))
    assert [(entry.name, entry.width.text) for entry in reading.entries] == [(row[1], row[5]) for row in ROWS]
    assert [problem.quote for problem in reading.problems] == ["门牌代表"]


def test_two_lists_of_cells_on_end_are_each_read_under_their_own_header(tmp_path):
    path = tmp_path / "notice.txt"
    renamed = ("序号", "原名称", "现名称", "起点", "止点", "1", "老河街", "鹿鸣街", "澄心大街", "东环路")
    path.write_text(lines("一、命名道路", *HEADER, *ROWS[0], "二、更名道路", *renamed), "utf-8")
    (reading,) = read_document(read_file(path))
    assert [(entry.name, entry.former_name) for entry in reading.entries] == [("望湖路", None), ("鹿鸣街", "老河街")]


@pytest.mark.parametrize("odd", ["\ufffd", "\ue123", "锟斤拷", "烫烫烫"])
def test_a_value_with_a_character_that_could_not_be_told_is_a_problem(tmp_path, odd):
    """A rare character that a file does not tell, or that only its font knows."""
    path = tmp_path / "notice.txt"
    path.write_text(lines(ITEMS[0].replace("雁栖", f"雁{odd}"), *ITEMS[1:]), "utf-8")
    (reading,) = read_document(read_file(path))
    (problem,) = reading.problems
    assert "没能辨认的字" in problem.message.zh
    assert problem.quote == f"雁{odd}路"


@pytest.mark.parametrize(
    ("clause", "lost"),
    [
        ("1.望湖路：东起桃锟斤拷路，西至海棠路，长300米，宽12米。", "桃锟斤拷路"),
        ("1.望湖路：东起东风路，西至海棠&middot;路，长300米，宽12米。", "海棠&middot"),
        ("1.望湖路：位于通锟斤拷街道，东起东风路，西至海棠路，长300米，宽12米。", "通锟斤拷街道"),
        ("1.望湖路：由“东起桃锟斤路，西至海棠路”调整为“东起东风路，西至海棠路”。", "桃锟斤路"),
        ("1.望湖路：东起东风路，西至海棠路，长300米，宽1\ufffd2米。", "\ufffd2米"),
    ],
)
def test_words_lost_when_a_page_was_decoded_amiss_are_never_a_value_in_silence(clause, lost):
    text = f"甲市民政局关于命名及调整部分道路的通知\n{clause}\n甲市民政局\n2020年5月4日\n"
    (reading,) = read_document(Document("decoded amiss", text))
    assert lost in [problem.quote for problem in reading.problems]


def test_where_a_page_stands_and_when_it_was_put_there_are_of_the_page():
    text = (
        "甲市民政局关于命名部分道路的通知\n新闻 &gt; 区县 &gt; 正文\n2021-11-22 16:05:17\n政务公开 > 地名 > 公告\n"
        "1.望湖路：东起东风路，西至海棠路，长300米，宽12米。\n"
    )
    (reading,) = read_document(Document("page", text))
    assert (reading.problems, [entry.name for entry in reading.entries]) == ((), ["望湖路"])


def test_a_town_s_act_without_a_mark_stands_below_the_act_of_all_and_each_count_holds():
    road = "{}：南起甲路，北至东风路，长2680米，宽10米。"
    said = (
        "甲市民政局关于命名及调整部分道路的通知",
        "新建道路命名（3条）",
        "通河街道新建道路命名（1条）",
        road.format("1.松风路"),
        "环翠街道新建道路命名（2条）",
        road.format("2.竹影路"),
        road.format("3.菊香路"),
        "道路调整起止点（1条）",
        "1.惠民街：由“东起甲路，西至乙路”调整为“东起甲路，西至丙路”。",
    )
    (reading,) = read_document(Document("counts", "\n".join(said)))
    assert reading.problems == ()
    assert [entry.subdistricts for entry in reading.entries] == [("通河街道",), *[("环翠街道",)] * 2, ()]
