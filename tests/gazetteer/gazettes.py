"""A gazette issue as a PDF: two columns, running heads, page numbers, clauses broken over pages, a table."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

TITLE = "滨州湾市人民政府关于命名临海大道等道路的通知"
NUMBER = "滨湾政发〔2022〕14号"
TABLE_TITLE = "滨州湾市人民政府关于公布港区道路名称的公告"
HEAD = "滨州湾市人民政府公报  2022年第5期"
HEADER = ("序号", "道路名称", "起点", "止点", "长度（米）", "宽度（米）")
SPECIFICS = "沧溟浩渺澄澜碧波汀洲鸥鹭帆樯渔歌晚潮汐月"


def roads(count: int) -> list[tuple[str, str, str, int, int]]:
    """Invented roads: name, where it begins and ends, length, width."""
    names = [f"{SPECIFICS[n % 20]}{SPECIFICS[(n * 7 + 3) % 20]}{'路街巷'[n % 3]}" for n in range(count + 1)]
    return [(names[n], f"{names[n + 1]}北段", f"{SPECIFICS[n % 20]}山大道", 310 + 17 * n, 8 + n) for n in range(count)]


def clause(number: int, road: tuple[str, str, str, int, int]) -> str:
    name, start, end, length, width = road
    return f"{number}. {name}：长{length}米、宽{width}米，位于海东区望潮街道、听涛街道辖区内，东起{start}，西至{end}。"


def gazette(
    listed: Sequence[tuple[str, str, str, int, int]], tabled: Sequence[tuple[str, str, str, int, int]]
) -> bytes:
    """The issue's PDF: a filler article, a notice in clauses over several columns, a notice with a table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Table,
        TableStyle,
    )

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    width, height = A4
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=10.5, leading=17, firstLineIndent=21, wordWrap="CJK"
    )
    plain = ParagraphStyle("plain", parent=body, firstLineIndent=0, alignment=1)

    def furniture(canvas: Any, page: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, height - 40, HEAD)
        canvas.drawCentredString(width / 2, 30, f"— {page.page} —")

    columns = [Frame(55, 55, 235, height - 115, id="left"), Frame(305, 55, 235, height - 115, id="right")]
    whole = [Frame(55, 55, 485, height - 115, id="whole")]
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates(
        [PageTemplate("two", columns, onPage=furniture), PageTemplate("one", whole, onPage=furniture)]
    )
    filler = "为进一步加强全市安全生产工作，经市政府同意，现就有关事项通知如下，请结合实际认真贯彻执行。" * 3
    flow: list[Any] = [
        Paragraph("滨州湾市人民政府关于加强安全生产工作的通知", plain),
        Paragraph(filler, body),
        FrameBreak(),
    ]
    flow += [
        Paragraph(TITLE, plain),
        Paragraph(NUMBER, plain),
        Paragraph("各区人民政府，市政府各部门：", ParagraphStyle("to", parent=body, firstLineIndent=0)),
        Paragraph(f"经市政府同意，决定命名临海大道等{len(listed)}条道路。现通知如下：", body),
        Paragraph(f"一、新命名道路（{len(listed)}条）", body),
        *(Paragraph(clause(number, road), body) for number, road in enumerate(listed, 1)),
        Paragraph("滨州湾市人民政府", plain),
        Paragraph("2022年3月9日", plain),
        NextPageTemplate("one"),
        PageBreak(),
        Paragraph(TABLE_TITLE, plain),
        Paragraph(f"现将港区{len(tabled)}条道路名称公告如下：", body),
    ]
    rows = [HEADER, *((str(n), *map(str, road)) for n, road in enumerate(tabled, 1))]
    style = [("FONT", (0, 0), (-1, -1), "STSong-Light", 10), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    flow += [
        Table(rows, colWidths=[40, 90, 110, 110, 65, 65], repeatRows=1, style=TableStyle(style)),
        Paragraph("滨州湾市人民政府", plain),
        Paragraph("2022年3月15日", plain),
    ]
    document.build(flow)
    return out.getvalue()
