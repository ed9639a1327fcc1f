"""Pages as a scanner leaves them: images only, a little turned, with noise."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image

DPI = 110


def scan_pages(content: bytes, pages: Iterable[int], seed: int) -> bytes:
    """The PDF with these pages (from 1) replaced by a scanned image of themselves."""
    noise = np.random.default_rng(seed)
    shown = pypdfium2.PdfDocument(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number in pages:
            picture = shown[number - 1].render(scale=DPI / 72, grayscale=True).to_pil()
            _replace(pdf, pdf.pages[number - 1], _scanned(picture, noise))
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    shown.close()
    return out.getvalue()


def _scanned(picture: Image.Image, noise: np.random.Generator) -> Image.Image:
    turned = picture.rotate(float(noise.uniform(-0.8, 0.8)), Image.Resampling.BICUBIC, fillcolor=255)
    grains = np.asarray(turned, dtype=np.int16) - 6 + noise.normal(0, 6, turned.size[::-1]).astype(np.int16)
    return Image.fromarray(np.clip(grains, 0, 255).astype(np.uint8), "L")


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: Image.Image) -> None:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=45)
    image = pikepdf.Stream(
        pdf,
        data.getvalue(),
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": picture.width,
            "/Height": picture.height,
            "/ColorSpace": pikepdf.Name.DeviceGray,
            "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.DCTDecode,
        },
    )
    _, _, width, height = (float(side) for side in page.mediabox)
    page.obj.Contents = pikepdf.Stream(pdf, f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode())
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    if "/Annots" in page.obj:
        del page.obj.Annots
