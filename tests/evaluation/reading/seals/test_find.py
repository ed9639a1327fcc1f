"""Where seals stand: drawn on pages and in pictures, faded, turned, over text; and what is no seal."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from evaluation.reading.seals.find import stamps
from evaluation.reading.seals.found import seals_in
from tests.evaluation.collusion import pictures
from tests.evaluation.reading.seal_pictures import RED, faded, font, jpeg, on_white, seal, sheet, stamped

NAME = "晨星信息技术有限公司"
TEXT = ("投标人承诺按照招标文件的要求提供全部货物与服务，质量保证期三年。",) * 28


def middles(picture: Image.Image) -> list[tuple[float, float]]:
    """Where seals were found, in pixels of the picture."""
    found = [(s.outline.x / s.scale, s.outline.y / s.scale) for s in stamps(picture)]
    return sorted((round(x), round(y)) for x, y in found)


def test_a_seal_over_print_is_found_where_it_was_put() -> None:
    page = stamped(sheet(*TEXT), seal(NAME, 240), (600, 800))
    [(x, y)] = middles(page)
    assert abs(x - 720) <= 3
    assert abs(y - 920) <= 3
    [found] = seals_in(page)
    assert found.box == pytest.approx((609.6 / 1240, 809.6 / 1754, 830.4 / 1240, 1030.4 / 1754), abs=0.004)


@pytest.mark.parametrize("turn", [-170.0, -20.0, 8.0, 45.0, 90.0])
def test_a_seal_may_stand_askew(turn: float) -> None:
    assert len(stamps(jpeg(stamped(sheet(*TEXT), seal(NAME, 240, turn=turn), (200, 300))))) == 1


@pytest.mark.parametrize(("strength", "seed"), [(0.7, 1), (0.5, 2), (0.4, 3)])
def test_a_seal_may_have_faded_by_half(strength: float, seed: int) -> None:
    page = stamped(sheet(*TEXT), faded(seal(NAME, 240), strength, seed=seed), (500, 600))
    assert len(stamps(jpeg(page, 50))) == 1


def test_two_seals_on_a_page_are_two_also_when_they_overlap() -> None:
    page = stamped(sheet(*TEXT), seal(NAME, 240), (200, 400))
    assert len(stamps(stamped(page, seal("远山数字科技有限公司", 240), (800, 1200)))) == 2
    assert len(stamps(stamped(page, seal("远山数字科技有限公司", 240), (410, 470)))) == 2


def test_a_seal_whose_writing_forms_a_circle_of_its_own_is_still_one_seal() -> None:
    [found] = stamps(on_white(seal("江苏南通中科智能科技股份有限公司", 300, turn=40.0)))
    assert found.outline.a == pytest.approx(138, abs=2)  # the ring, not the inner edge of the writing


def test_a_seal_with_a_second_line_inside_its_ring_is_one_seal() -> None:
    mark = seal(NAME, 300)
    pen = ImageDraw.Draw(mark)
    pen.ellipse((62, 62, 238, 238), outline=(*RED, 255), width=3)
    assert len(stamps(stamped(sheet(*TEXT), mark, (400, 500)))) == 1


def test_an_oval_seal_is_found() -> None:
    [found] = stamps(on_white(seal(NAME, 300, oval=0.7)))
    assert found.outline.b / found.outline.a == pytest.approx(
        0.7, abs=0.05
    ) or found.outline.a / found.outline.b == pytest.approx(0.7, abs=0.05)


def test_a_blue_seal_is_found() -> None:
    assert len(stamps(stamped(sheet(*TEXT), seal(NAME, 240, ink=(30, 50, 200)), (300, 300)))) == 1


def test_a_see_through_picture_of_a_seal_is_found() -> None:
    assert len(stamps(seal(NAME, 240))) == 1


def blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (1240, 1754), "white")
    return picture, ImageDraw.Draw(picture)


def red_head() -> Image.Image:
    picture, pen = blank()
    pen.text((620, 200), "市人民政府办公室文件", RED, font(90), anchor="mm")
    pen.line((100, 300, 1140, 300), RED, 6)
    return picture


def red_table() -> Image.Image:
    picture, pen = blank()
    for row in range(12):
        for column in range(6):
            x, y = 100 + column * 170, 100 + row * 90
            pen.rectangle((x, y, x + 170, y + 90), outline=RED, width=3)
            pen.text((x + 85, y + 45), "设备数量", RED, font(30), anchor="mm")
    return picture


def red_print() -> Image.Image:
    picture, pen = blank()
    for line in range(30):
        pen.text((100, 100 + 50 * line), "红色字体为实质性要求不得偏离否则投标无效", RED, font(40))
    return picture


def disc() -> Image.Image:
    picture, pen = blank()
    pen.ellipse((300, 300, 600, 600), fill=RED)
    pen.text((450, 450), "禁", "white", font(150), anchor="mm")
    return picture


def logo() -> Image.Image:
    picture, pen = blank()
    pen.ellipse((300, 300, 600, 600), outline=RED, width=26)
    pen.text((450, 450), "HX", RED, font(120), anchor="mm")
    return picture


def forbidden() -> Image.Image:
    picture, pen = blank()
    pen.ellipse((300, 300, 600, 600), outline=RED, width=9)
    pen.line((344, 344, 556, 556), RED, 9)
    return picture


def bare_ring() -> Image.Image:
    picture, pen = blank()
    pen.ellipse((300, 300, 600, 600), outline=RED, width=8)
    return picture


@pytest.mark.parametrize("draw", [red_head, red_table, red_print, disc, logo, forbidden, bare_ring])
def test_other_red_things_are_no_seals(draw) -> None:  # type: ignore[no-untyped-def]
    assert stamps(draw()) == []


def test_photographs_are_no_seals() -> None:
    assert [seed for seed in range(12) if stamps(pictures.scene(seed))] == []


def test_a_grey_copy_shows_no_seal() -> None:
    assert stamps(stamped(sheet(*TEXT), seal(NAME, 240), (600, 800)).convert("L")) == []
