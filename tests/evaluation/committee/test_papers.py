"""A signed paper is told by its content and kept under the ending that it is."""

import pytest

from evaluation.committee.papers import MOST_BYTES, PaperError, paper


@pytest.mark.parametrize(
    ("head", "media_type", "name"),
    [
        (b"%PDF-1.4", "application/pdf", "答复.pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "答复.png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "答复.jpg"),
    ],
)
def test_what_it_is_decides_its_ending(head: bytes, media_type: str, name: str) -> None:
    taken = paper("C:\\scans\\答复.exe", head + b"...")
    assert (taken.name, taken.media_type) == (name, media_type)


@pytest.mark.parametrize("data", [b"", b"<html>", b"MZ\x90", b"%PDF-" + b"0" * MOST_BYTES])
def test_anything_else_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PaperError, match=r"答复\.pdf"):
        paper("答复.pdf", data)
