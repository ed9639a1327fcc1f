"""Seals through the reader: in files of every kind, with their places and the names on them."""

from __future__ import annotations

import io

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from evaluation.reading import read
from evaluation.reading.document import Box, Document
from evaluation.reading.options import FULL, ReadOptions
from evaluation.reading.seals.found import OnPage, seals_on, turned, within
from evaluation.reading.seals.mark import ring_of
from evaluation.reading.seals.ring import read_seal
from evaluation.reading.store import from_bytes, to_bytes
from tests.evaluation.reading import make
from tests.evaluation.reading.seal_pictures import on_white, pdf_of, png, seal, sheet, stamped

NAME = "晨星信息技术有限公司"
BLIND = ReadOptions(evasion=False)
NAMED = ReadOptions(ocr=True, evasion=False)


def signed() -> Image.Image:
    page = sheet("投标函", "我方承诺按期供货。", f"投标人：{NAME}")
    return stamped(page, seal(NAME, 240, turn=9), (620, 820))


def found(document: Document) -> list[OnPage]:
    return [one for page in document.pages for one in seals_on(page)]


def near(box: Box | None, expected: tuple[float, ...]) -> bool:
    return box is not None and box == pytest.approx(expected, abs=4)


PLACE = (302.2, 398.2, 408.2, 504.2)  # points, from pixels at 150 dots an inch


def test_a_seal_on_a_scanned_page_is_found_and_its_name_read() -> None:
    document = read(pdf_of(signed()), "投标文件.pdf", options=NAMED)
    [one] = found(document)
    assert near(one.box, PLACE)
    assert (one.seal.text, one.seal.sure > 0.9) == (NAME, True)
    assert document.pages[0].text.startswith("投标函")
    assert found(from_bytes(to_bytes(document))) == [one]


def test_a_page_that_lies_on_its_side_shows_its_seal_where_people_see_it() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(signed()))) as pdf:
        pdf.pages[0].Rotate = 90
        data = make.saved_pdf(pdf)
    [one] = found(read(data, "a.pdf", options=BLIND))
    x0, y0, x1, y1 = PLACE
    assert near(one.box, (841.9 - y1, x0, 841.9 - y0, x1))


def test_a_picture_file_shows_its_seal() -> None:
    [one] = found(read(png(signed()), "a.png", options=BLIND))
    assert near(one.box, PLACE)


def test_a_seal_pasted_into_word_or_a_workbook_is_read_though_it_has_no_place() -> None:
    word = docx.Document()
    word.add_paragraph("投标函")
    word.add_picture(io.BytesIO(png(on_white(seal(NAME, 300)))))
    book = openpyxl.Workbook()
    book.active.append(["报价"])
    book.active.add_image(SheetImage(io.BytesIO(png(on_white(seal(NAME, 300))))), "A3")
    for data, name in ((make.saved(word), "a.docx"), (make.saved(book), "a.xlsx")):
        [one] = found(read(data, name, options=NAMED))
        assert (one.seal.text, one.box, one.image is not None) == (NAME, None, True)


def of_program(how: str) -> bytes:
    """A PDF with a see-through seal as a picture, in a form, as a stamp, or in a signature field."""
    mark = seal(NAME, 240)
    with pikepdf.open(io.BytesIO(make.typst_pdf("投标函"))) as pdf:

        def stream(data: bytes, **keys: object) -> pikepdf.Object:
            made = pdf.make_stream(data)
            for key, value in keys.items():
                made[f"/{key}"] = value
            return made

        common = {"Type": pikepdf.Name.XObject, "Width": 240, "Height": 240, "BitsPerComponent": 8}
        common["Subtype"] = pikepdf.Name.Image
        cover = stream(mark.getchannel("A").tobytes(), ColorSpace=pikepdf.Name.DeviceGray, **common)
        image = stream(
            mark.convert("RGB").tobytes(), ColorSpace=pikepdf.Name.DeviceRGB, SMask=cover, **common
        )
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        form = stream(
            b"q 120 0 0 120 0 0 cm /I Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 120, 120], Resources=held,
        )  # fmt: skip
        page = pdf.pages[0]
        if how in {"picture", "form"}:
            page.Resources.XObject = pikepdf.Dictionary(I=image if how == "picture" else form)
            size = b"120 0 0 120" if how == "picture" else b"1 0 0 1"
            page.contents_add(b"q " + size + b" 300 300 cm /I Do Q")
            return make.saved_pdf(pdf)
        kind = pikepdf.Name.Stamp if how == "stamp" else pikepdf.Name.Widget
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=kind,
            Rect=[300, 300, 420, 420],
            F=4,
            AP=pikepdf.Dictionary(N=form),
        )
        if how == "field":
            note.FT, note.T = pikepdf.Name.Sig, pikepdf.String("签章")
        note = pdf.make_indirect(note)
        page.Annots = pikepdf.Array([note])
        if how == "field":
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([note]), SigFlags=3)
        return make.saved_pdf(pdf)


@pytest.mark.parametrize("how", ["picture", "form", "stamp", "field"])
def test_a_seal_that_a_signing_program_put_on_a_page_is_found_once(how: str) -> None:
    [one] = found(read(of_program(how), "a.pdf", options=NAMED))
    assert one.seal.text == NAME
    assert near(one.box, (304.8, 426.8, 415.2, 537.2))


def test_a_seal_drawn_in_curves_is_found() -> None:
    letters = "".join(
        f"#place(dx: 60pt, dy: 60pt, rotate({-120 + 240 * i / (len(NAME) - 1)}deg, origin: top + left, "
        f'move(dx: -6pt, dy: -52pt, text(fill: red, size: 12pt, "{letter}"))))\n'
        for i, letter in enumerate(NAME)
    )
    box = f"#place(dx: 200pt, dy: 300pt, box(width: 120pt, height: 120pt)[#place(circle(radius: 60pt, stroke: 2.5pt + red))\n{letters}])"
    [one] = found(read(make.typst_pdf(f"投标函\n\n{box}"), "a.pdf", options=NAMED))
    assert one.seal.text == NAME
    assert one.image is None


def test_pages_without_colour_have_no_seals() -> None:
    assert found(read(make.typst_pdf("投标函"), "a.pdf", options=FULL)) == []


def test_a_seal_on_every_page_is_read_once_and_named_on_all() -> None:
    with pikepdf.open(io.BytesIO(of_program("picture"))) as pdf:
        for _ in range(3):
            pdf.pages.append(pdf.pages[0])
        data = make.saved_pdf(pdf)
    document = read(data, "a.pdf", options=NAMED)
    assert [one.seal.text for one in found(document)] == [NAME] * 4
    assert len({one.seal.mark for one in found(document)}) == 1


def test_the_name_is_read_from_its_beginning_however_the_seal_is_turned() -> None:
    import numpy as np

    for turn in (0.0, 100.0, 180.0, -75.0):
        picture = np.asarray(on_white(seal(NAME, 360, turn=turn)))[:, :, ::-1]
        assert read_seal(picture, (0.0, 0.0, 1.0, 1.0))[0] == NAME


def test_no_seal_in_the_box_reads_as_nothing() -> None:
    import numpy as np

    assert read_seal(np.full((300, 300, 3), 255, np.uint8), (0.1, 0.1, 0.9, 0.9)) == ("", 0.0)


def test_parts_of_a_picture_follow_the_turning_of_its_page() -> None:
    [one] = found(read(png(signed()), "a.png", options=BLIND))
    whole = Box(0.0, 0.0, 100.0, 200.0)
    for quarters in range(4):
        [seal_] = turned([one.seal], quarters)
        back = turned([seal_], 4 - quarters)[0]
        assert back.box == pytest.approx(one.seal.box)
    assert within(Box(0.5, 0.5, 1.0, 1.0), whole) == Box(50.0, 100.0, 100.0, 200.0)
    assert within(Box(0.5, 0.5, 1.0, 1.0), None) is None
    assert ring_of(one.seal.mark).max() <= 1
