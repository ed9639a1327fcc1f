"""Drawn seals 公章: a ring, a star, a name on the arc; and what scanning, fading and printing do to them."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from tests.evaluation.reading.make import FONTS

_UP = 2  # drawn larger, then made smaller: smooth edges
RED = (215, 30, 40)
Ink = tuple[int, int, int]


@cache
def font(size: int, kind: str = "NotoSerifSC-Regular.otf") -> ImageFont.FreeTypeFont:
    """The shipped Chinese type in this size."""
    path = next(p for p in files("pylopdf_fonts_zh_cn").iterdir() if p.name == kind)
    return ImageFont.truetype(str(path), size)


def seal(
    name: str, side: int = 320, *, ink: Ink = RED, turn: float = 0.0, under: str = "", oval: float = 1.0
) -> Pillow.Image:
    """A seal on a see-through ground, turned by so many degrees to the left; ``oval`` is its height by its width."""
    size = side * _UP
    drawn = Pillow.new("RGBA", (size, size), (*ink, 0))
    pen = ImageDraw.Draw(drawn)
    middle, radius = size / 2, size * 0.46
    line = max(2, round(radius * 0.045))
    box = (middle - radius, middle - radius, middle + radius, middle + radius)
    pen.ellipse(box, outline=(*ink, 255), width=line)
    star = [
        (middle + r * sin(k * pi / 5), middle - r * cos(k * pi / 5))
        for k in range(10)
        for r in (radius * (0.30 if k % 2 == 0 else 0.115),)
    ]
    pen.polygon(star, fill=(*ink, 255))
    _on_arc(drawn, name, radius, ink)
    if under:
        small = font(round(radius * 0.17))
        pen.text((middle, middle + radius * 0.55), under, fill=(*ink, 255), font=small, anchor="mm")
    shown = drawn.rotate(turn, Pillow.Resampling.BICUBIC)
    return shown.resize((side, max(1, round(side * oval))), Pillow.Resampling.LANCZOS)


def _on_arc(drawn: Pillow.Image, name: str, radius: float, ink: Ink) -> None:
    """The characters one by one along the upper arc, each with its foot towards the middle."""
    reach = min(270.0, 24.0 * len(name))
    step = reach / max(len(name) - 1, 1)
    high = min(radius * 0.28, radians(step) * radius * 0.76 * 0.95)
    type_ = font(round(high))
    for index, letter in enumerate(name):
        angle = -reach / 2 + step * index
        tile = Pillow.new("RGBA", (round(high * 2), round(high * 2)), (*ink, 0))
        ImageDraw.Draw(tile).text((high, high), letter, (*ink, 255), type_, anchor="mm")
        turned = tile.rotate(-angle, Pillow.Resampling.BICUBIC)
        x = drawn.width / 2 + radius * 0.76 * sin(radians(angle)) - high
        y = drawn.height / 2 - radius * 0.76 * cos(radians(angle)) - high
        drawn.alpha_composite(turned, (round(x), round(y)))


def faded(picture: Pillow.Image, strength: float = 0.5, *, seed: int = 0) -> Pillow.Image:
    """Half the ink gone, more of it on one side than on the other, with spots where none came through."""
    drawn = np.random.default_rng(seed)
    values = np.asarray(picture).copy()
    height, width = values.shape[:2]
    grain = Pillow.fromarray(drawn.integers(0, 256, (height // 12 + 2, width // 12 + 2)).astype(np.uint8))
    cloud = np.asarray(grain.resize((width, height), Pillow.Resampling.BICUBIC)) / 255
    slope = np.linspace(0.75, 1.25, width)[None]
    values[:, :, 3] = np.clip(values[:, :, 3] * strength * slope * (0.6 + 0.8 * cloud), 0, 255).astype(
        np.uint8
    )
    return Pillow.fromarray(values, "RGBA")


def sheet(*lines: str, width: int = 1240, height: int = 1754) -> Pillow.Image:
    """A page of black text at 150 dots an inch."""
    page = Pillow.new("RGB", (width, height), (252, 251, 247))
    pen = ImageDraw.Draw(page)
    for index, line in enumerate(lines):
        pen.text((130, 140 + 52 * index), line, (25, 25, 25), font(32, "NotoSansSC-Regular.otf"))
    return page


def stamped(page: Pillow.Image, mark: Pillow.Image, at: tuple[int, int]) -> Pillow.Image:
    """The page with the seal put on it, its ink over the print as stamping leaves it."""
    out = page.copy()
    paper = np.asarray(out.crop((*at, at[0] + mark.width, at[1] + mark.height))).astype(np.float64)
    ink = np.asarray(mark).astype(np.float64)
    cover = ink[:, :, 3:] / 255
    mixed = paper * (1 - cover) + np.minimum(paper, ink[:, :, :3]) * cover
    out.paste(Pillow.fromarray(mixed.astype(np.uint8)), at)
    return out


def on_white(mark: Pillow.Image) -> Pillow.Image:
    """The seal alone on paper."""
    return stamped(Pillow.new("RGB", mark.size, "white"), mark, (0, 0))


def jpeg(picture: Pillow.Image, quality: int = 60) -> Pillow.Image:
    """Compressed and read again."""
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return Pillow.open(held).convert("RGB")


def png(picture: Pillow.Image, dpi: int = 150) -> bytes:
    """As a file."""
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def pdf_of(*pages: Pillow.Image, dpi: int = 150) -> bytes:
    """A scanned file of these pages."""
    out = io.BytesIO()
    first, *rest = [page.convert("RGB") for page in pages]
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest)
    return out.getvalue()


def typst_files() -> str:
    """Where the type lies that Typst draws with."""
    return FONTS
