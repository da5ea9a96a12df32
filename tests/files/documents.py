"""Small files of many kinds, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def paragraphs(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def docx(*lines: str, header: str = "", body: str = "") -> bytes:
    """A Word document of paragraphs, with a page header."""
    parts = {"word/document.xml": f"<w:document {WORD}><w:body>{body or paragraphs(*lines)}</w:body></w:document>"}
    if header:
        parts["word/header1.xml"] = f"<w:hdr {WORD}>{paragraphs(header)}</w:hdr>"
    return package(parts)


def text_box(line: str, before: str) -> str:
    """A paragraph with a text box, as the level of secrecy is often set."""
    return (
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraphs(line)}</w:txbxContent></w:pict></w:r>"
        f"<w:r><w:t>{before}</w:t></w:r></w:p>"
    )


def xlsx(*cells: str, header: str = "") -> bytes:
    """A workbook with one sheet."""
    rows = "".join(f'<row><c t="inlineStr"><is><t>{cell}</t></is></c></row>' for cell in cells)
    head = f"<headerFooter><oddHeader>{header.replace('&', '&amp;')}</oddHeader></headerFooter>" if header else ""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{rows}</sheetData>{head}</worksheet>"
    return package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet})


def ofd(*lines: str) -> bytes:
    """A fixed-layout document."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = "".join(f"<ofd:TextObject><ofd:TextCode>{line}</ofd:TextCode></ofd:TextObject>" for line in lines)
    return package({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>{texts}</ofd:Page>"})


def compound(stream: str, text: str, encoding: str = "utf-16-le") -> bytes:
    """An OLE file as far as it is looked at: signature, stream name, text."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    return head + f"\r{text}\r".encode(encoding).ljust(512, b"\x00") + stream.encode("utf-16-le").ljust(128, b"\x00")


def pdf(*lines: str) -> bytes:
    """A PDF with a line of Chinese text per line, in a font that names its characters."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -30 Td " for line in lines)
    stream = f"BT /F1 16 Tf 72 760 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = str(len(out)).encode()
    return (
        out + b"xref\n0 7\n0000000000 65535 f \n" + table + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n"
        + start + b"\n%%EOF\n"
    )  # fmt: skip
