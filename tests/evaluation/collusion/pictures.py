"""Drawn pictures: scenes that no two are alike, certificates of one form, and what happens to pictures on their way."""

from __future__ import annotations

import io
import random

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from evaluation.reading.document import Image
from evaluation.reading.pictures import describe

WIDTH, HEIGHT = 480, 360


def scene(seed: int) -> Pillow.Image:
    """Clouds of several sizes with boxes in front: as uneven as a photograph."""
    drawn = np.random.default_rng(seed)
    light = np.zeros((HEIGHT, WIDTH, 3))
    for size in (4, 8, 16, 40, 120):
        grain = drawn.integers(0, 256, (HEIGHT // size + 2, WIDTH // size + 2, 3)).astype(np.uint8)
        cloud = Pillow.fromarray(grain).resize((WIDTH, HEIGHT), Pillow.Resampling.BICUBIC)
        light += np.asarray(cloud) * size**0.6
    light = (light - light.min()) / (light.max() - light.min()) * 255
    picture = Pillow.fromarray(light.astype(np.uint8))
    pen, choice = ImageDraw.Draw(picture), random.Random(seed)
    for _ in range(14):
        x, y = choice.randrange(WIDTH - 20), choice.randrange(HEIGHT - 20)
        box = (x, y, x + choice.randrange(10, 90), y + choice.randrange(10, 70))
        pen.rectangle(box, fill=tuple(choice.randrange(256) for _ in range(3)))
    return picture


def certificate(seed: int) -> Pillow.Image:
    """A framed sheet with an emblem and a seal, filled in with other lines each time."""
    picture = Pillow.new("RGB", (480, 640), (250, 246, 230))
    pen, choice = ImageDraw.Draw(picture), random.Random(seed)
    pen.rectangle((14, 14, 466, 626), outline=(150, 100, 40), width=6)
    pen.ellipse((200, 50, 280, 130), fill=(200, 30, 30))
    for line in range(8):
        for at in range(50, 430, 20):
            ink = (0, 0, 0) if choice.random() < 0.7 else (250, 246, 230)
            pen.rectangle((at, 200 + 40 * line, at + choice.randrange(4, 16), 218 + 40 * line), fill=ink)
    pen.ellipse((320, 500, 430, 610), outline=(220, 20, 20), width=5)
    return picture


def compressed(picture: Pillow.Image, quality: int = 30) -> Pillow.Image:
    """Stored as JPEG and read again."""
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return Pillow.open(held)


def cut(picture: Pillow.Image) -> Pillow.Image:
    """Seven tenths of the area: without a sixth on the left and a sixth below."""
    width, height = picture.size
    return picture.crop((round(width * 0.163), 0, width, round(height * 0.837)))


def turned(picture: Pillow.Image, angle: float) -> Pillow.Image:
    """Turned on a white ground."""
    return picture.rotate(angle, Pillow.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def embedded(picture: Pillow.Image) -> Image:
    """As a reader finds it in a document."""
    held = io.BytesIO()
    picture.save(held, "PNG")
    image = describe(held.getvalue(), None, 10**8)
    assert image is not None
    return image
