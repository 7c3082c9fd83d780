"""Files as people and attackers send them, made byte by byte; and good ones to compare."""

import io
import zipfile
import zlib

import docx
import openpyxl
import pptx
from PIL import Image

from knowledge.office import CONTAINERS

PANGRAM = "Zażółć gęślą jaźń"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of old and of locked office files
OFFICE_NS = "urn:oasis:names:tc:opendocument:xmlns:"
WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def doctype(declarations):
    return f"<!DOCTYPE x [{declarations}]>"


LAUGHS = doctype(
    f'<!ENTITY l0 "{"ha" * 50}">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
)


def pdf(*pages, encryption=""):
    """A PDF with these texts, a page each; an empty string leaves the page without text."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/ToUnicode 4 0 R"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600>>]>>",
        stream(
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
        ),
    ]
    for n, text in enumerate(pages):
        lines = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in text.split("\n"))
        drawn = f"BT /F 12 Tf 14 TL 72 700 Td {lines} ET"
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(f"{page}/Contents {6 + 2 * n} 0 R>>".encode())
        objects.append(stream(drawn.encode() if text else b"72 72 400 600 re f"))
    return assembled(objects, encryption)


def stream(content):
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def assembled(objects, encryption):
    """Objects with their table; `encryption` goes into the trailer."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = f"<</Size {size}/Root 1 0 R{encryption}>>".encode()
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(content))
    return content + head + table + end


def locked_pdf():
    """No password fits: the keys are noise."""
    key = "ab" * 32
    rule = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>/ID[<{key}><{key}>]"
    return pdf("tajne", encryption=rule)


def container(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def repacked(content, **members):
    """The same container with these members in place of its own or besides."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return container({**{name: archive.read(name) for name in archive.namelist()}, **members})


def opendocument(extension, body, *, doctype="", manifest=""):
    names = " ".join(
        f'xmlns:{name}="{OFFICE_NS}{name}:1.0"' for name in ("office", "text", "table", "drawing")
    )
    inside = f"<office:text>{body}</office:text>" if extension == "odt" else body
    xml = f"{doctype}<office:document-content {names}>{inside}</office:document-content>"
    members = {"mimetype": CONTAINERS[extension], "content.xml": xml}
    return container({**members, "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>"})


def good_docx(*paragraphs, cells=()):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    return saved(document)


def good_pptx(*slides, note=""):
    show = pptx.Presentation()
    for text in slides:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = text
    if note:
        slide.notes_slide.notes_text_frame.text = note
    return saved(show)


def good_xlsx(sheets, *, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_xml(inside, declared=""):
    return f'{declared}<w:document xmlns:w="{WORD_NS}"><w:body>{inside}</w:body></w:document>'


def docx_of(inside, declared=""):
    """A genuine DOCX whose main part is replaced."""
    return repacked(good_docx("x"), **{"word/document.xml": word_xml(inside, declared)})


def xlsx_of(sheet):
    """A genuine XLSX whose only sheet is replaced."""
    return repacked(good_xlsx({"A": [["x"]]}), **{"xl/worksheets/sheet1.xml": sheet})


def with_macro():
    return repacked(good_docx("x"), **{"word/vbaProject.bin": "x"})


def locked_office():
    return COMPOUND + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def boasting_zip():
    """A DOCX that says it would unpack to a gigabyte."""
    content = bytearray(good_docx("x"))
    entry = content.index(b"PK\x01\x02")  # the first of the central directory
    content[entry + 24 : entry + 28] = (1024**3).to_bytes(4, "little")
    return bytes(content)


def png():
    target = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(target, format="PNG")
    return target.getvalue()


def pdf_bomb():
    """A page whose drawing unpacks to thirty megabytes."""
    packed = zlib.compress(b"0 0 m " * 5_000_000, 9)
    drawing = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, drawing], "")


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested(opening, closing, depth=100_000):
    return opening * depth + closing * depth
