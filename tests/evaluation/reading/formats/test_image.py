"""Pictures: a page each, waiting for recognition."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from evaluation.reading import ReadOptions, UnreadableError, read
from tests.evaluation.reading import make


def test_a_picture_is_one_scanned_page_of_its_stated_size() -> None:
    (page,) = read(make.png_of(1240, 1754, dpi=(150, 150)), "扫描.png").pages
    assert page.source == "scanned"
    assert page.width == pytest.approx(1240 / 150 * 72, abs=0.5)
    assert page.images[0].width == 1240


def test_a_picture_without_resolution_is_as_wide_as_a4() -> None:
    (page,) = read(make.png_of(1000, 500), "扫描.png").pages
    assert (page.width, page.height) == (595.0, 297.5)


def test_every_frame_of_a_tiff_is_a_page() -> None:
    out = io.BytesIO()
    Image.new("L", (200, 300), 255).save(
        out, "TIFF", save_all=True, append_images=[Image.new("L", (200, 300), 0)]
    )
    assert len(read(out.getvalue(), "扫描.tif").pages) == 2


def test_a_picture_that_would_unpack_too_large_is_refused() -> None:
    with pytest.raises(UnreadableError, match="pixels"):
        read(make.png_of(400, 400), "扫描.png", options=ReadOptions(max_image_pixels=1000))
