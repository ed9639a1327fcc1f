"""Every mark of origin that reading collects, in real files: what it weighs when two bids carry it, and when it is no sign."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image

from evaluation.collusion.alert import Alert
from evaluation.reading import read
from evaluation.reading.document import Document, Origin
from tests.evaluation.collusion.material import HONEST, alerts, case, document

KINDS = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
HDID = base64.b64encode(json.dumps({"hdid": "15922e36398a7e18", "userId": "254209956"}).encode()).decode()


def word(text: str, properties: dict[str, str] | None = None, **core: str) -> bytes:
    """A DOCX file with this text, these custom properties and core properties."""
    made = docx.Document()
    made.add_paragraph(text)
    for key, value in core.items():
        setattr(made.core_properties, key, value)
    out = io.BytesIO()
    made.save(out)
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate((properties or {}).items(), 2)
    )
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            new.writestr(
                zipfile.ZipInfo(info.filename), old.read(info.filename)
            )  # packed in 1980, as Word does
        new.writestr(zipfile.ZipInfo("docProps/custom.xml"), custom)
    return packed.getvalue()


def workbook(names: tuple[str, ...] = (), chain: int = 0) -> bytes:
    """A workbook with named cells and an order of calculation over so many."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "项目"
    for number, name in enumerate(names, 1):
        book.defined_names[name] = DefinedName(name, attr_text=f"Sheet!$B${number}")
    out = io.BytesIO()
    book.save(out)
    packed = io.BytesIO()
    cells = "".join(f'<c r="D{n}" i="1"/>' for n in range(1, chain + 1))
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            if (
                info.filename != "docProps/core.xml"
            ):  # the moments of making, which would be those of this test
                new.writestr(zipfile.ZipInfo(info.filename), old.read(info.filename))
        if chain:
            new.writestr(
                zipfile.ZipInfo("xl/calcChain.xml"),
                f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{cells}</calcChain>',
            )
    return packed.getvalue()


def pdf(text: str, **info: str) -> bytes:
    """A PDF page without an identifier that would be the same by accident."""
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Comments"] = text
    for key, value in info.items():
        made.docinfo[f"/{key}"] = value
    out = io.BytesIO()
    made.save(out, linearize=False, static_id=False)
    return out.getvalue()


def photograph(shade: int, **tags: Any) -> bytes:
    picture = Image.new("RGB", (300, 300), (shade, 80, 120))
    exif = Image.Exif()
    for key, tag in (("make", 271), ("model", 272), ("software", 305), ("time", 306), ("artist", 315)):
        if key in tags:
            exif[tag] = tags[key]
    if "serial" in tags:
        exif.get_ifd(0x8769)[0xA431] = tags["serial"]
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def between(one: bytes, other: bytes, name: str, tender: tuple[Document, ...] = ()) -> list[Alert]:
    made = case({"a": read(one, name), "b": read(other, name), "c": document(HONEST[4])}, tender)
    return alerts(made, "document-origin")


def fields(alert: Alert) -> list[str]:
    return list(dict.fromkeys(item["field"] for item in alert.evidence))


def test_the_machine_and_the_account_that_wps_notes_are_high() -> None:
    own = {"KSOTemplateDocerSaveRecord": HDID}
    [alert] = between(word(HONEST[0], own), word(HONEST[1], own), "投标文件.docx")
    assert (alert.level, fields(alert)) == ("high", ["wps_account", "wps_machine"])
    assert {item["value"] for item in alert.evidence} == {"15922e36398a7e18", "254209956"}


def test_an_installation_code_is_one_sign_although_reading_notes_it_twice() -> None:
    own = {"ICV": "8E1B5A2F77C44D0FA1C0D6E2B35F9A71_13", "KSOProductBuildVer": "2052-12.1.0.15990"}
    [alert] = between(word(HONEST[0], own), word(HONEST[1], own), "投标文件.docx")
    assert (fields(alert), alert.bits) == (["icv", "build"], 22.4)  # 22 and 0.7 × ½


@pytest.mark.parametrize(
    "properties",
    [
        {"KSOProductBuildVer": "2052-12.1.0.15990"},
        {"CRO": "wqlLaW5nc29mdCBQREYgdG8gV1BTIDEwMA"},  # the copyright of a converter
        {"ICV": "00000000000000000000000000000000"},
        {"标题": "完成"},
    ],
)
def test_what_thousands_of_files_carry_is_no_sign_alone(properties: dict[str, str]) -> None:
    assert between(word(HONEST[0], properties), word(HONEST[1], properties), "投标文件.docx") == []


def test_a_property_that_somebody_added_is_low_and_a_kept_template_lower() -> None:
    own = {"_dlc_DocIdItemGuid": "{7D3E0B51-96A2-4C8F-B1E4-22F09A61C7D3}"}
    [alert] = between(word(HONEST[0], own), word(HONEST[1], own), "投标文件.docx")
    assert (fields(alert), alert.bits) == (["custom"], 10)
    kept = {"KSOTemplateUUID": "v1.0_mb_2fPbFDYaWqXk"}
    [alert] = between(word(HONEST[0], kept), word(HONEST[1], kept), "投标文件.docx")
    assert (fields(alert), alert.bits) == (["template"], 4)


def test_names_that_people_gave_to_cells_add_up_to_a_soft_sign() -> None:
    names = ("老王报价系数", "下浮点")
    [alert] = between(workbook(names), workbook(("甲公司税率", *names)), "报价.xlsx")
    assert (fields(alert), alert.bits) == (["cell_name"], 4.5)  # 3 and half of 3
    assert between(workbook(("_xlfn.IFS", "Print_Area1")), workbook(("_xlfn.IFS",)), "报价.xlsx") == []
    form = (read(workbook(names), "报价表.xlsx"),)
    assert between(workbook(names), workbook(("甲公司税率", *names)), "报价.xlsx", form) == []


def test_the_order_of_calculation_is_a_sign_unless_the_tender_gave_the_workbook() -> None:
    # Each firm's book has a name of its own, so that the files differ.
    books = [workbook((name,), 40) for name in ("甲税率", "乙税率")]
    [alert] = between(*books, "报价.xlsx")
    assert (fields(alert), alert.bits) == (["calc_chain"], 6)
    form = (read(workbook(("限价",), 30), "报价表.xlsx"),)
    assert between(*books, "报价.xlsx", form) == []
    assert between(*(workbook((name,), 5) for name in ("甲税率", "乙税率")), "报价.xlsx") == []


@pytest.mark.parametrize(
    ("info", "found", "bits"),
    [
        ({"SourceModified": "D:20260220101431+08'00'"}, ["source_saved"], 10),
        ({"CreationDate": "D:20260220101431+08'00'"}, ["created"], 10),
        ({"ModDate": "D:20260220101431+08'00'"}, ["modified"], 10),
        ({"Title": "老王那份 最终", "Author": "lenovo-gq"}, ["author", "title"], 9.4),  # 8 and 0.7 × 2
        ({"Title": "老王那份 最终"}, [], 0),
        ({"Title": "Microsoft Word - 投标文件（正本）.docx", "Producer": "WPS PDF"}, [], 0),
    ],
)
def test_what_a_pdf_says_of_its_source(info: dict[str, str], found: list[str], bits: float) -> None:
    told = between(pdf(HONEST[0], **info), pdf(HONEST[1], **info), "投标文件.pdf")
    assert [(fields(alert), alert.bits) for alert in told] == ([(found, bits)] if found else [])


def test_a_last_printing_and_a_packing_in_one_second_are_soft() -> None:
    printed = {"core.lastPrinted": "2026-02-20T10:14:31Z"}
    packed = {"zip.times": "2026-02-20T10:14:32"}
    for extra, kind, bits in ((printed, "printed", 8), (packed, "packed", 6)):
        made = {
            key: document(own, origin=Origin(created=f"2026-02-19T0{n}:10:11Z", extra=extra))
            for n, (key, own) in enumerate(zip("ab", HONEST, strict=False), 1)
        }
        [alert] = alerts(case(made), "document-origin")
        assert (fields(alert), alert.bits) == ([kind], bits)


def test_the_day_in_2012_at_which_wps_packs_every_file_is_no_sign() -> None:
    made = {
        key: document(own, origin=Origin(created="2026-02-19T09:10:11Z", modified=f"2026-02-2{n}T09:10:11Z",
                                         extra={"zip.times": "2012-07-02T09:52:14"}))
        for n, (key, own) in enumerate(zip("ab", HONEST, strict=False))
    }  # fmt: skip
    [alert] = alerts(case(made), "document-origin")
    assert fields(alert) == ["created"]


def test_photographs_taken_in_one_second_by_one_camera_are_a_soft_sign() -> None:
    how = {"make": "HUAWEI", "model": "P40", "time": "2026:02:20 10:14:31"}
    [alert] = between(photograph(10, **how), photograph(200, **how), "现场照片.jpg")
    assert (fields(alert), alert.bits) == (["created", "camera"], 10.3)  # 10 and 0.7 × ½
    zero = {"model": "P40", "time": "2002:12:08 12:00:00"}  # a clock that was never set
    assert between(photograph(10, **zero), photograph(200, **zero), "现场照片.jpg") == []


def test_photographs_by_one_camera_are_a_soft_sign() -> None:
    [alert] = between(
        photograph(10, serial="042021001234"), photograph(200, serial="042021001234"), "现场照片.jpg"
    )
    assert (fields(alert), alert.bits) == (["camera_serial"], 10)
    assert (
        between(photograph(10, serial="0000000000"), photograph(200, serial="0000000000"), "现场照片.jpg")
        == []
    )


def test_the_photograph_itself_is_for_the_pictures() -> None:
    from tests.evaluation.collusion.material import picture

    origin = Origin(extra={"exif.time": "2026:02:20 10:14:31", "exif.model": "P40"})
    for shared_picture, told in ((True, 0), (False, 1)):
        made = {
            key: document(own, origin=origin, images=(picture("f" * 64 if shared_picture else key * 64),))
            for key, own in zip("ab", HONEST, strict=False)
        }
        assert len(alerts(case(made), "document-origin")) == told


def test_a_leaflet_that_two_bids_hold_byte_for_byte_is_one_file_and_low() -> None:
    leaflet = pdf("产品说明", Author="makers-studio", CreationDate="D:20240220101431+08'00'")
    [alert] = between(leaflet, leaflet, "产品彩页.pdf")
    assert (fields(alert), alert.bits, alert.level) == (["file"], 2, "low")
    assert alert.evidence[0]["documents"] == {"a": ["产品彩页.pdf"], "b": ["产品彩页.pdf"]}


def test_what_a_template_older_than_the_tender_hands_on_is_low_together() -> None:
    found_somewhere = Origin(
        author="张工", company="某标书网", created="2023-05-06T08:11:12Z", ids=("docId:4F1C2D3E",),
        rsids=("00A1B2C3", "00D4E5F6", "00112A3B"),
    )  # fmt: skip
    made = {key: document(own, origin=found_somewhere) for key, own in zip("ab", HONEST, strict=False)}
    asked = (document("招标文件", origin=Origin(modified="2026-02-01T09:00:01Z")),)
    [alert] = alerts(case(made, asked), "document-origin")
    assert (alert.bits, alert.level) == (6, "low")
    assert any("older than the tender" in step.template for step in alert.derivation)
    fresh = Origin(author="张工", created="2026-02-06T08:11:12Z", ids=("docId:4F1C2D3E",))
    begun = {key: document(own, origin=fresh) for key, own in zip("ab", HONEST, strict=False)}
    assert [a.level for a in alerts(case(begun, asked), "document-origin")] == ["high"]


def test_who_saved_an_old_template_for_both_counts_beside_what_it_hands_on() -> None:
    made = {
        key: document(own, origin=Origin(last_editor="lenovo-gq", ids=("docId:4F1C2D3E",), created="2023-05-06T08:11:12Z",
                                         modified=f"2026-02-1{n}T08:11:12Z"))
        for n, (key, own) in enumerate(zip("ab", HONEST, strict=False))
    }  # fmt: skip
    asked = (document("招标文件", origin=Origin(modified="2026-02-01T09:00:01Z")),)
    [alert] = alerts(case(made, asked), "document-origin")
    assert (round(alert.bits, 1), alert.level) == (12.2, "medium")  # 8 for the person, and 0.7 × 6
