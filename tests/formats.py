"""Makes real files of each format for the tests: Word, PDF, mail, and broken ones."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
import pikepdf

FIRST = (
    "今年以来，全市工信系统聚焦工业经济高质量发展，规模以上工业增加值同比增长9.0%，居全省第3位。"
)
SECOND = (
    "全市实施重点技改项目795个，技改投资同比增长9.6%，高于全省平均水平1.9个百分点，居全省第2位。"
)
THIRD = "新增省级智能工厂12家，累计达到60家；净增规模以上工业企业40家，总数达到1520家。"
TITLE = "聊城工业运行稳中向好"


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 页眉"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 页脚"
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(FIRST)
    document.add_paragraph("技改投资加快", style="Heading 1")
    paragraph = document.add_paragraph()
    paragraph.add_run("项目建设提速。").bold = True
    paragraph.add_run(SECOND)
    document.add_paragraph("新增省级智能工厂12家；", style="List Bullet")
    document.add_paragraph("完善推进机制", style="List Number")
    document.add_paragraph("强化跟踪帮扶", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ["指标", "增速", "工业", "9.0%"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph(THIRD)
    return saved(document)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for item in old.infolist():
            new.writestr(item.filename, content if item.filename == name else old.read(item))
    return stream.getvalue()


def pdf(html: str) -> bytes:
    import weasyprint  # noqa: PLC0415 - slow to load

    return weasyprint.HTML(string=html).write_pdf()


def news_pdf() -> bytes:
    style = (
        "<style>@page{size:A5;margin:20mm;@top-center{content:'聊城工信简报 第12期'}"
        "@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:11pt 'Noto Serif SC','Noto Serif CJK SC',serif}h1{font-size:20pt}"
        "h2{font-size:14pt}p{text-indent:2em;margin:0;line-height:1.8}</style>"
    )
    body = f"<h1>{TITLE}</h1><p>{FIRST}</p><h2>一、技改投资加快</h2><p>{SECOND}</p><p>{THIRD}</p>"
    return pdf(f"<html>{style}<body>{body}{f'<p>{SECOND}{THIRD}{FIRST}</p>' * 8}</body></html>")


def not_drawn(data: bytes, *, scanned: bool) -> bytes:
    """The PDF with its words there to be found only, as text recognition puts them; with a scan."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        page.contents_add(b"3 Tr\n", prepend=True)
        if scanned:
            picture = pikepdf.Stream(
                document,
                bytes(range(256)) * 4,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=32,
                Height=32,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
            )
            name = page.add_resource(picture, pikepdf.Name.XObject)
            page.contents_add(f"q 600 0 0 850 0 0 cm {name} Do Q\n".encode(), prepend=True)
        document.save(stream)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    return stream.getvalue()


def pictures_pdf() -> bytes:
    stream = io.BytesIO()
    document = pikepdf.new()
    for _ in range(2):
        document.add_blank_page()
    document.save(stream)
    return stream.getvalue()


def mail(*, html: bool = False, attachment: bool = False) -> bytes:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "工信局 <gxj@example.org>"
    message["Date"] = "Tue, 28 May 2024 09:13:00 +0800"
    if html:
        message.set_content("请用网页方式查看")
        page = (
            f"<html><body><h2>{TITLE}</h2><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"
        )
        message.add_alternative(page, subtype="html")
    else:
        message.set_content(f"{FIRST}\n\n{SECOND}\n", charset="gb18030")
    if attachment:
        message.add_attachment(b"PK", maintype="application", subtype="zip", filename="附表.xlsx")
    return message.as_bytes()
