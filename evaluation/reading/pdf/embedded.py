"""What the pictures in a PDF say of their making: colour profiles (ICC), camera, program and time (EXIF)."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image as Pillow

_MOST_PICTURES = 200
_MOST_BYTES = 40_000_000
_MOST_PROFILES = 20
_EXIF_IFD, _SERIAL = 0x8769, 0xA431
_TAGS = (
    ("exif.make", 271),
    ("exif.model", 272),
    ("exif.software", 305),
    ("exif.time", 306),
    ("exif.artist", 315),
)


def picture_marks(pdf: pikepdf.Pdf, max_pages: int) -> dict[str, str]:
    """``icc``: hashes of the colour profiles; ``exif.…``: the first thing each tag says, further ones behind it."""
    profiles: set[str] = set(_intents(pdf))
    said: dict[str, list[str]] = {}
    for picture in _pictures(pdf, max_pages):
        profile = _profile(picture.get("/ColorSpace"))
        if profile:
            profiles.add(profile)
        for key, value in _exif(picture).items():
            known = said.setdefault(key, [])
            if value not in known and len(known) < 5:
                known.append(value)
    found = {key: "; ".join(values) for key, values in said.items()}
    if profiles:
        found["icc"] = " ".join(sorted(profiles)[:_MOST_PROFILES])
    return found


def _pictures(pdf: pikepdf.Pdf, max_pages: int) -> Iterator[pikepdf.Stream]:
    """The distinct pictures that the pages name, not those inside forms."""
    done: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        if number >= max_pages or len(done) >= _MOST_PICTURES:
            return
        resources = page.obj.get("/Resources")
        things = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(things, pikepdf.Dictionary):
            continue
        for thing in dict(things).values():
            if (
                isinstance(thing, pikepdf.Stream)
                and thing.get("/Subtype") == pikepdf.Name.Image
                and thing.objgen not in done
            ):
                done.add(thing.objgen)
                yield thing


def _intents(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = pdf.Root.get("/OutputIntents")
    for intent in list(intents)[:_MOST_PROFILES] if isinstance(intents, pikepdf.Array) else ():
        profile = intent.get("/DestOutputProfile") if isinstance(intent, pikepdf.Dictionary) else None
        if isinstance(profile, pikepdf.Stream) and (mark := _hash(profile)):
            yield mark


def _profile(space: Any) -> str:
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        if space[0] == pikepdf.Name.ICCBased and isinstance(space[1], pikepdf.Stream):
            return _hash(space[1])
        if space[0] == pikepdf.Name.Indexed:
            return _profile(space[1])
    return ""


def _hash(stream: pikepdf.Stream) -> str:
    try:
        return hashlib.sha256(stream.read_bytes()).hexdigest()[:16]
    except pikepdf.PdfError:
        return ""


def camera_serial(exif: Pillow.Exif) -> str:
    """The number of the camera's body, where it writes one (BodySerialNumber of EXIF 2.3)."""
    return str(exif.get_ifd(_EXIF_IFD).get(_SERIAL) or "").replace("\x00", "").strip()


def _exif(picture: pikepdf.Stream) -> dict[str, str]:
    """What a JPEG carries besides its pixels; it lies in the file as the camera or scanner wrote it."""
    if picture.get("/Filter") not in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
        return {}
    try:
        data = picture.read_raw_bytes()
        if len(data) > _MOST_BYTES or b"Exif\x00" not in data[:65_536]:
            return {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = Pillow.open(io.BytesIO(data)).getexif()
            said = {key: exif.get(tag) for key, tag in _TAGS} | {"exif.serial": camera_serial(exif)}
            return {
                key: text[:100]
                for key, value in said.items()
                if (text := str(value or "").replace("\x00", "").strip())
            }
    except Exception:  # noqa: BLE001 - Pillow's plugins raise whatever broken numbers make them raise
        return {}
