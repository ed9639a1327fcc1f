"""Marks of origin: everything a file says about who made it, where and when, for each kind of file."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, ImageCms

from evaluation.reading import read
from evaluation.reading.document import Document, Origin
from tests.evaluation.reading import make
from tests.evaluation.reading.old_office import XlsSheet, doc_of, xls_of


def origin(data: bytes, name: str) -> Origin:
    return read(data, name).origin


def with_parts(data: bytes, **parts: str) -> bytes:
    """The archive with parts added or replaced; keys as for ``make.rezipped``."""
    wanted = {k.replace("__", "/").replace("_x", ".xml"): v for k, v in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in wanted:
                new.writestr(info, old.read(info.filename))
        for name, text in wanted.items():
            new.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 21, 4, 8)), text)
    return out.getvalue()


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-12.1.0.15990</vt:lpwstr></property>"
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="ICV">'
    "<vt:lpwstr>8E1B5A2F77C44D0FA1C0D6E2B35F9A71_13</vt:lpwstr></property></Properties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>投标模板.dotx</Template><TotalTime>347</TotalTime><Application>WPS Office</Application>"
    "<Company>晨星信息技术有限公司</Company><AppVersion>16.0000</AppVersion><Manager>周明</Manager></Properties>"
)
SETTINGS = (
    '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:docId w14:val="4F1C2D3E"/><w:rsids><w:rsidRoot w:val="00a1b2c3"/><w:rsid w:val="00D4E5F6"/>'
    '<w:rsid w:val="00A1B2C3"/></w:rsids></w:settings>'
)


def test_a_word_file_says_its_template_its_maker_its_edit_time_and_its_saves() -> None:
    word = docx.Document()
    word.add_paragraph("正文")
    word.core_properties.revision = 17
    found = origin(
        with_parts(
            make.saved(word), docProps__app_x=APP, docProps__custom_x=CUSTOM, word__settings_x=SETTINGS
        ),
        "a.docx",
    )
    assert (found.template, found.company, found.creator) == (
        "投标模板.dotx",
        "晨星信息技术有限公司",
        "WPS Office",
    )
    assert found.edit_minutes == 347
    assert found.rsids == ("00A1B2C3", "00D4E5F6")
    assert found.ids == ("wps.icv:8E1B5A2F77C44D0FA1C0D6E2B35F9A71_13", "docId:4F1C2D3E")
    assert found.extra["custom.KSOProductBuildVer"] == "2052-12.1.0.15990"
    assert found.extra["core.revision"] == "17"
    assert found.extra["app.Manager"] == "周明"


def test_the_times_of_an_archives_members_are_marks() -> None:
    found = origin(with_parts(make.docx_of("正文"), docProps__app_x=APP), "a.docx")
    assert "2026-03-01T21:04:08" in found.extra["zip.times"].split()


def test_pictures_have_an_exact_and_a_perceptual_hash() -> None:
    first, second = make.png_of(640, 400), io.BytesIO()
    Image.open(io.BytesIO(first)).convert("RGB").resize((320, 200)).save(second, "JPEG", quality=70)
    word = docx.Document()
    for picture in (first, second.getvalue()):
        word.add_picture(io.BytesIO(picture))
    one, other = read(make.saved(word), "a.docx").pages[0].images
    assert one.sha256 != other.sha256
    assert (int(one.dhash, 16) ^ int(other.dhash, 16)).bit_count() <= 4


def test_a_workbook_says_its_author_its_names_and_its_calculation_chain() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    book.properties.creator, book.properties.lastModifiedBy = "李岩", "周明"
    book.defined_names["投标总价"] = DefinedName("投标总价", attr_text="Sheet!$B$1")
    book.active.print_area = "A1:B1"
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1"/></calcChain>'
    found = origin(with_parts(make.saved(book), xl__calcChain_x=chain), "a.xlsx")
    assert (found.author, found.last_editor) == ("李岩", "周明")
    assert found.extra["xlsx.names"] == "投标总价=Sheet!$B$1"
    assert found.extra["xlsx.calc_chain"].endswith(" (1)")


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmpMM:DocumentID="uuid:11111111-aaaa" xmp:CreatorTool="WPS 文字">
<xmpMM:InstanceID>uuid:22222222-bbbb</xmpMM:InstanceID></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_a_pdf_says_its_xmp_ids_and_the_prefixes_of_its_font_subsets() -> None:
    with pikepdf.open(io.BytesIO(make.typst_pdf("投标文件"))) as pdf:
        pdf.Root.Metadata = pdf.make_stream(
            XMP.encode(), {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML}
        )
        pdf.docinfo["/Creator"] = ""
        found = origin(make.saved_pdf(pdf), "a.pdf")
    assert {"xmp:uuid:11111111-aaaa", "xmp:uuid:22222222-bbbb"} <= set(found.ids)
    assert found.creator == "WPS 文字"
    (font,) = found.fonts
    prefix, plus, name = font.partition("+")
    assert (len(prefix), plus) == (6, "+")
    assert prefix.isupper()
    assert name.startswith("NotoSansSC")


def jpeg(**tags: str) -> bytes:
    """A photograph whose EXIF says this, with a colour profile."""
    picture = Image.new("RGB", (160, 120), "teal")
    exif = picture.getexif()
    for key, value in tags.items():
        exif[{"make": 271, "model": 272, "software": 305, "time": 306, "artist": 315}[key]] = value
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, icc_profile=profile)
    return out.getvalue()


PHOTO = {
    "make": "EPSON",
    "model": "DS-530",
    "software": "Scan 2",
    "time": "2026:03:01 21:04:08",
    "artist": "Li Yan",
}


def test_a_photograph_says_its_camera_program_time_and_profile() -> None:
    found = origin(jpeg(**PHOTO), "a.jpg")
    assert (found.author, found.creator, found.created) == ("Li Yan", "Scan 2", "2026:03:01 21:04:08")
    assert (found.extra["exif.make"], found.extra["exif.model"]) == ("EPSON", "DS-530")
    assert len(found.extra["icc"]) == 16


def test_a_camera_that_writes_its_number_is_known_by_it() -> None:
    picture = Image.new("RGB", (160, 120), "teal")
    exif = picture.getexif()
    exif.get_ifd(0x8769)[0xA431] = "042021001234\0"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert origin(out.getvalue(), "a.jpg").extra["exif.serial"] == "042021001234"
    with pikepdf.open(io.BytesIO(make.raw_pdf([make.show("x", 72, 700)]))) as pdf:
        drawn = pdf.make_stream(out.getvalue())
        for key, value in (
            ("/Type", pikepdf.Name.XObject), ("/Subtype", pikepdf.Name.Image), ("/Width", 160), ("/Height", 120),
            ("/BitsPerComponent", 8), ("/Filter", pikepdf.Name.DCTDecode), ("/ColorSpace", pikepdf.Name.DeviceRGB),
        ):  # fmt: skip
            drawn[key] = value
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=drawn)
        assert origin(make.saved_pdf(pdf), "a.pdf").extra["exif.serial"] == "042021001234"


def test_a_pdf_says_what_the_photographs_in_it_say() -> None:
    data = jpeg(**PHOTO)
    profile = b"a colour profile of nobody else"
    with pikepdf.open(io.BytesIO(make.raw_pdf([make.show("x", 72, 700)]))) as pdf:
        space = pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_stream(profile, {"/N": 3})])
        picture = pdf.make_stream(data)
        for key, value in (
            ("/Type", pikepdf.Name.XObject), ("/Subtype", pikepdf.Name.Image), ("/Width", 160), ("/Height", 120),
            ("/BitsPerComponent", 8), ("/Filter", pikepdf.Name.DCTDecode), ("/ColorSpace", space),
        ):  # fmt: skip
            picture[key] = value
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=picture)
        extra = origin(make.saved_pdf(pdf), "a.pdf").extra
    assert extra["exif.make"] == "EPSON"
    assert extra["exif.software"] == "Scan 2"
    assert extra["exif.time"] == "2026:03:01 21:04:08"
    assert len(extra["icc"]) == 16


def properties(values: dict[int, object]) -> bytes:
    """A property set of a compound file: text in code page 936, moments, and numbers of 100 nanoseconds."""
    start = 8 + 8 * (len(values) + 1)
    table = struct.pack("<II", 1, start)
    body = struct.pack("<IhH", 2, 936, 0)
    for number, value in values.items():
        table += struct.pack("<II", number, start + len(body))
        if isinstance(value, str):
            raw = value.encode("gb18030") + b"\0"
            body += struct.pack("<II", 0x1E, len(raw)) + raw + bytes(-len(raw) % 4)
        else:
            body += struct.pack("<IQ", 0x40, value)
    section = struct.pack("<II", 8 + len(table) + len(body), len(values) + 1) + table + body
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48) + section


def filetime(moment: datetime) -> int:
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


SETS = {
    "\x05SummaryInformation": properties(
        {2: "投标文件", 4: "李岩", 7: "投标模板.dot", 8: "周明", 10: 347 * 60 * 10_000_000,
         12: filetime(datetime(2026, 3, 1, 9, 30, tzinfo=UTC)), 18: "WPS Office"}
    ),
    "\x05DocumentSummaryInformation": properties({15: "晨星信息技术有限公司"}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"),
    [(doc_of("正文\r", more=SETS), "a.doc"), (xls_of(XlsSheet("表", [["甲"]]), more=SETS), "a.xls")],
)
def test_binary_office_files_say_who_made_them_and_when(data: bytes, name: str) -> None:
    found = origin(data, name)
    assert (found.author, found.last_editor, found.company) == ("李岩", "周明", "晨星信息技术有限公司")
    assert (found.template, found.title, found.creator) == ("投标模板.dot", "投标文件", "WPS Office")
    assert found.created == "2026-03-01T09:30:00Z"
    assert found.edit_minutes == 347


def test_broken_properties_cost_the_marks_and_not_the_file() -> None:
    broken = {name: data[:70] for name, data in SETS.items()}
    document: Document = read(doc_of("正文\r", more=broken), "a.doc")
    assert document.pages[0].text == "正文"
    assert document.origin.author == ""


def named_properties(values: dict[str, str]) -> bytes:
    """A property set of two sections, the second with properties that carry names (MS-OLEPS 2.18)."""
    names = struct.pack("<I", len(values))
    for number, name in enumerate(values, 2):
        raw = name.encode() + b"\0"
        names += struct.pack("<II", number, len(raw)) + raw
    names += bytes(-len(names) % 4)
    entries = [(0, names), (1, struct.pack("<Ihh", 2, -535, 0))]  # code page 65001
    for number, value in enumerate(values.values(), 2):
        raw = value.encode() + b"\0"
        entries.append((number, struct.pack("<II", 0x1E, len(raw)) + raw + bytes(-len(raw) % 4)))
    table, body, start = b"", b"", 8 + 8 * len(entries)
    for number, raw in entries:
        table += struct.pack("<II", number, start + len(body))
        body += raw
    own = struct.pack("<II", 8 + len(table) + len(body), len(entries)) + table + body
    empty = struct.pack("<II", 8, 0)
    user = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 0, bytes(16), 2)
    return head + struct.pack("<16sI16sI", bytes(16), 68, user, 68 + len(empty)) + empty + own


def test_an_old_document_says_the_properties_that_wps_added() -> None:
    added = named_properties(
        {"KSOProductBuildVer": "2052-12.1.0.15990", "ICV": "8E1B5A2F77C44D0FA1C0D6E2B35F9A71"}
    )
    found = origin(doc_of("正文\r", more={"\x05DocumentSummaryInformation": added}), "a.doc")
    assert found.extra["custom.ICV"] == "8E1B5A2F77C44D0FA1C0D6E2B35F9A71"
    assert found.extra["custom.KSOProductBuildVer"] == "2052-12.1.0.15990"
