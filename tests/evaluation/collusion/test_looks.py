"""One picture is known again after what happens to pictures; two of one kind are told apart."""

import hashlib
import io
from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image as Pillow

from evaluation.collusion.looks import candidates, same_picture
from evaluation.reading import read
from evaluation.reading.document import Document
from evaluation.reading.looks import Look, look, unpack
from tests.evaluation.collusion.material import alerts, case, document
from tests.evaluation.collusion.pictures import certificate, compressed, cut, embedded, scene, turned

CHANGES: dict[str, Callable[[Pillow.Image], Pillow.Image]] = {
    "recompressed": compressed,
    "half the size": lambda p: p.resize((p.width // 2, p.height // 2)),
    "half as large again": lambda p: p.resize((p.width * 3 // 2, p.height * 3 // 2)),
    "without colour": lambda p: p.convert("L"),
    "brighter": lambda p: p.point(lambda value: min(255, int(value * 1.2 + 10))),
    "cut to seven tenths": cut,
    "cut, smaller and recompressed": lambda p: compressed(cut(p).resize((280, 210)), 50),
    "turned by three degrees": lambda p: turned(p, 3),
    "turned by ten degrees": lambda p: turned(p, -10),
    "cut and turned": lambda p: turned(cut(p), 2),
}


def seen(picture: Pillow.Image) -> Look:
    return unpack(look(picture))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(3))
def test_a_picture_is_known_again(change: str, seed: int) -> None:
    one, other = seen(scene(seed)), seen(CHANGES[change](scene(seed)))
    assert candidates([one, other], [0, 1]) == [(0, 1)]
    assert same_picture(one, other)
    assert same_picture(other, one)


def test_different_pictures_are_told_apart() -> None:
    looks = [seen(scene(seed)) for seed in range(12)]
    assert not any(same_picture(one, other) for one, other in combinations(looks, 2))


def test_a_common_logo_makes_no_common_picture() -> None:
    logo = scene(99).resize((160, 120))
    stamped = []
    for seed in (1, 2):
        picture = scene(seed)
        picture.paste(logo, (20, 20))
        stamped.append(seen(picture))
    assert not same_picture(*stamped)


def test_what_is_mostly_paper_is_not_looked_at() -> None:
    assert look(certificate(1)) == ""
    assert look(Pillow.new("RGB", (400, 400), "white")) == ""


def test_small_pictures_are_not_looked_at() -> None:
    assert look(scene(1).resize((90, 60))) == ""


def test_a_mark_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not the mark of a picture"):
        unpack("abcde")


def shown(picture: Pillow.Image) -> Document:
    return document("图", images=(embedded(picture),))


def test_a_cutting_is_reported_with_both_places() -> None:
    made = case({"a": shown(scene(1)), "b": shown(compressed(cut(scene(1)))), "c": shown(scene(2))})
    [alert] = alerts(made, "image-reuse")
    assert alert.bidders == ("a", "b")
    [evidence] = alert.evidence
    assert evidence["kind"] == "alike"
    assert (evidence["a"]["width"], evidence["b"]["width"]) == (480, 402)


def test_cuttings_of_the_tenders_own_picture_are_no_sign() -> None:
    bids = {"a": shown(compressed(scene(1))), "b": shown(cut(scene(1)))}
    assert alerts(case(bids, (shown(scene(1)),)), "image-reuse") == []


def test_certificates_of_one_form_are_no_cuttings_of_each_other() -> None:
    bids = {"a": shown(certificate(1)), "b": shown(cut(certificate(2)))}
    assert alerts(case(bids), "image-reuse") == []


def test_a_picture_handed_in_as_a_file_is_known_again_inside_another_file_and_as_a_cutting() -> None:
    picture = scene(31)
    data = _jpeg(picture)
    whole, cutting = read(data, "实景.jpg"), read(_jpeg(cut(picture)), "现场.jpg")
    (found,) = whole.pages[0].images
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    [alert] = alerts(case({"a": whole, "b": cutting, "c": document("另一份")}), "image-reuse")
    assert alert.bidders == ("a", "b")


def _jpeg(picture: Pillow.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()
