"""Files of every kind become one text; a file that cannot says what, where and what to do."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gazetteer.documents import decode, read_file
from gazetteer.entries import read_document
from gazetteer.errors import DocumentError
from gazetteer.html_pages import read_html
from tests.gazetteer.gazettes import NUMBER, TABLE_TITLE, TITLE, gazette, roads

NOTICE = "样例镇人民政府关于命名道路的通知\n1. 槐荫路：东起柳条街，西至旧城路，长800米。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_reads_in_any_usual_encoding(tmp_path, encoding):
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode(encoding))
    assert read_file(path).text == NOTICE


@pytest.mark.parametrize(
    ("name", "data", "zh"),
    [
        ("absent.txt", None, "没有这个文件"),
        ("empty.txt", b"", "文件是空的"),
        ("blank.txt", b" \n\n", "文件是空的"),
        ("noise.bin", bytes(range(256)) * 8, "二进制文件"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 64, "另存为 .docx"),
        ("broken.pdf", b"%PDF-1.4 nothing more", "PDF"),
        ("broken.docx", b"PK\x03\x04 nothing more", "docx"),
    ],
)
def test_a_file_that_is_no_document_says_so_in_one_line(tmp_path, name, data, zh):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_file(path)
    assert zh in caught.value.zh
    assert "\n" not in str(caught.value)
    assert caught.value.en.startswith(str(path))


def test_a_folder_is_no_document(tmp_path):
    with pytest.raises(DocumentError, match="文件夹"):
        read_file(tmp_path)


PAGE = """<html><head><title>x</title><style>p{}</style></head><body>
<div class="nav">首页 > 政务公开</div>
<div class="content"><h1>样例镇人民政府关于命名道路的通知</h1>
<p>现将道路命名如下：</p>
<table><tr><th>所在镇</th><th>道路名称</th><th>起点</th><th>止点</th><th>长度（米）</th></tr>
<tr><td rowspan="2">样例镇</td><td>槐荫路</td><td>柳条街</td><td>旧城路</td><td>800</td></tr>
<tr><td>桂花巷</td><td>槐荫路</td><td>河边</td><td>120</td></tr></table>
<p>特此通知。</p></div><footer>版权所有</footer><script>var a = 1;</script></body></html>"""


def test_a_page_gives_its_text_without_navigation_and_its_tables_as_rows(tmp_path):
    text = read_html(PAGE)
    assert "首页" not in text
    assert "版权" not in text
    assert "样例镇 | 桂花巷 | 槐荫路 | 河边 | 120" in text
    path = tmp_path / "notice.html"
    path.write_text(PAGE, "utf-8")
    (reading,) = read_document(read_file(path))
    assert [(entry.name, entry.length.min) for entry in reading.entries] == [("槐荫路", 800), ("桂花巷", 120)]
    assert reading.entries[1].subdistricts == ("样例镇",)


def test_a_word_file_gives_paragraphs_and_tables(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("样例镇人民政府关于命名道路的通知")
    table = document.add_table(rows=2, cols=4)
    for row, words in enumerate(
        [("道路名称", "起止点", "长度（公里）", "宽度（米）"), ("槐荫路", "东起柳条街，西至旧城路", "0.8", "12")]
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    path = tmp_path / "notice.docx"
    document.save(str(path))
    (reading,) = read_document(read_file(path))
    (entry,) = reading.entries
    assert (entry.name, entry.length.min, entry.width.min, entry.extent.end.text) == ("槐荫路", 800, 12, "旧城路")


TWO_STOREYS = [
    ("所在街道", "道路名称", "起止点", "", "规模（米）", ""),
    ("", "", "起点", "止点", "长度", "宽度"),
    ("听雨街道", "槐荫路", "柳条街", "旧城路", "800", "12"),
    ("", "桂花巷", "槐荫路", "河边", "120", "5"),
    ("望云街道", "梧桐街", "槐荫路", "规划二路", "430", "9"),
]


def test_a_word_table_with_merged_cells_and_a_header_of_two_rows_reads_row_by_row(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("样例镇人民政府关于命名道路的通知")
    table = document.add_table(rows=5, cols=6)
    for row, words in enumerate(TWO_STOREYS):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    for first, last in (((0, 2), (0, 3)), ((0, 4), (0, 5)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((2, 0), (3, 0))):
        table.cell(*first).merge(table.cell(*last))
    path = tmp_path / "notice.docx"
    document.save(str(path))
    assert_read_as_merged(path)


def test_a_web_table_with_merged_cells_and_a_header_of_two_rows_reads_row_by_row(tmp_path):
    path = tmp_path / "notice.html"
    rows = "".join(
        f"<tr>{''.join(f'<td>{word}</td>' for word in words)}</tr>"
        for words in (TWO_STOREYS[1][2:], TWO_STOREYS[2], TWO_STOREYS[3][1:], TWO_STOREYS[4])
    )
    rows = rows.replace("<td>听雨街道", "<td rowspan=2>听雨街道")
    path.write_text(
        "<html><body><h1>样例镇人民政府关于命名道路的通知</h1><table><tr><th rowspan=2>所在街道</th>"
        "<th rowspan=2>道路名称</th><th colspan=2>起止点</th><th colspan=2>规模（米）</th></tr>"
        f"{rows}</table></body></html>",
        "utf-8",
    )
    assert_read_as_merged(path)


def assert_read_as_merged(path):
    (reading,) = read_document(read_file(path))
    assert reading.problems == ()
    assert [
        (entry.subdistricts, entry.name, *(end.text for end in entry.extent.termini), entry.length.min, entry.width.min)
        for entry in reading.entries
    ] == [
        (("听雨街道",), "槐荫路", "柳条街", "旧城路", 800, 12),
        (("听雨街道",), "桂花巷", "槐荫路", "河边", 120, 5),
        (("望云街道",), "梧桐街", "槐荫路", "规划二路", 430, 9),
    ]


def test_a_gazette_in_two_columns_with_page_heads_and_a_table_reads_clause_by_clause(tmp_path):
    pytest.importorskip("reportlab")
    path = tmp_path / "gazette.pdf"
    listed = roads(50)
    tabled = [(f"港{name}", *rest) for name, *rest in roads(45)]
    path.write_bytes(gazette(listed, tabled))
    document = read_file(path)
    assert "公报" not in document.text
    assert len(document.pages) > 3
    clauses, table = read_document(document)
    assert (clauses.notice.title, clauses.notice.document_number) == (TITLE, NUMBER)
    assert table.notice.title == TABLE_TITLE
    for reading, wanted in ((clauses, listed), (table, tabled)):
        assert reading.problems == ()
        assert [
            (entry.name, *(end.text for end in entry.extent.termini), entry.length.min, entry.width.min)
            for entry in reading.entries
        ] == wanted


def test_a_word_file_without_words_says_what_to_do(tmp_path):
    docx = pytest.importorskip("docx")
    path = tmp_path / "pictures.docx"
    docx.Document().save(str(path))
    with pytest.raises(DocumentError, match="OCR"):
        read_file(path)


def pdf_of(stream: bytes) -> bytes:
    """A PDF of one page drawn by `stream`."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    xref = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, xref))
    return out.getvalue()


def test_a_pdf_with_a_text_layer_gives_its_lines_and_pages(tmp_path):
    path = tmp_path / "text.pdf"
    path.write_bytes(
        pdf_of(b"BT /F 12 Tf 50 350 Td (Naming of roads in the town) Tj 0 -30 Td (Elm Road runs east) Tj ET")
    )
    document = read_file(path)
    assert document.text == "Naming of roads in the town\nElm Road runs east\n"
    assert document.page(0) == 1


def test_a_scan_says_that_it_has_no_text_and_what_to_do(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_of(b"0 0 100 100 re f"))
    with pytest.raises(DocumentError, match="扫描件") as caught:
        read_file(path)
    assert "OCR" in caught.value.en


@pytest.mark.parametrize("head", ["11/27/26, 3:05 PM  A town", "2026/11/27 15:05"])
@pytest.mark.parametrize("foot", ["https://www.example.cn/art/2026/art_1.html    1/2", "file:///C:/notice.html 1/1"])
def test_the_head_and_foot_that_a_browser_prints_are_no_text(tmp_path, head, foot):
    """The address was read as a romanised name."""
    path = tmp_path / "printed.pdf"
    words = [head, "Naming of roads in the town", "Elm Road runs east", foot]
    shown = " 0 -30 Td ".join(f"({line}) Tj" for line in words)
    path.write_bytes(pdf_of(f"BT /F 12 Tf 50 350 Td {shown} ET".encode()))
    assert read_file(path).text.split("\n") == [*words[1:3], ""]
    words[3] = "Elm Road was 2/3 built"
    shown = " 0 -30 Td ".join(f"({line}) Tj" for line in words)
    path.write_bytes(pdf_of(f"BT /F 12 Tf 50 350 Td {shown} ET".encode()))
    assert len(read_file(path).text.split("\n")) == 5


def test_a_pdf_whose_fonts_do_not_tell_their_characters_says_so(tmp_path):
    path = tmp_path / "garbled.pdf"
    path.write_bytes(pdf_of(b"BT /F 12 Tf 50 350 Td (" + rb"\001\002\003\004\005\006" * 4 + b") Tj ET"))
    with pytest.raises(DocumentError, match="乱码"):
        read_file(path)


def test_a_character_that_a_pdf_does_not_tell_is_seen_to_be_missing(tmp_path):
    path = tmp_path / "one.pdf"
    path.write_bytes(pdf_of(rb"BT /F 12 Tf 50 350 Td (Naming of roads in the\001town) Tj ET"))
    assert read_file(path).text == "Naming of roads in the\ufffdtown\n"


def test_bytes_that_are_no_text_decode_to_none():
    assert decode(b"\x00\x01\x02") is None


def test_a_zip_that_is_no_word_file_is_refused(tmp_path):
    path = tmp_path / "some.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(DocumentError, match="docx"):
        read_file(path)


def test_reading_a_text_imports_no_heavy_parser():
    import subprocess
    import sys

    heavy = "('docx', 'pypdfium2', 'selectolax', 'pypinyin')"
    code = f"import sys, gazetteer.entries; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert run.stdout.strip() == "[]"
