"""The priced bill 报价清单 as XLSX, and the prices in it."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import openpyxl

from procurement.sample.cast import Bidder
from procurement.sample.cast_ring import HENGSHU, YUNQUE
from procurement.sample.goods import goods
from procurement.sample.money import cents
from procurement.sample.origin import stable_zip
from procurement.sample.voice import draw

#: The ring's fixed ratio: every unit price of the second bid is the first's times this, to 0.01.
RATIO = Decimal("1.03")
_STEPS = {
    "chenlan": "10",
    "qiheng": "5",
    "yunque": "1",
    "boyan": "0.5",
    "zhuoxi": "2",
    "linghe": "1",
    "haitang": "10",
}
_HEADERS = (
    ("编码", "名称", "单位", "数量", "单价", "合价"),
    ("项目编码", "货物名称", "计量单位", "数量", "单价（元）", "金额（元）"),
    ("code", "name", "unit", "quantity", "unit_price", "amount"),
)


def unit_prices(bidder: Bidder, seed: int) -> dict[str, Decimal]:
    """The bidder's unit price of every item, by code.

    An honest bidder knows its own costs: each price lies around the reference by its own draw, scaled to the bidder's
    level and rounded to its habitual step.
    """
    if bidder.key == HENGSHU.key:
        return {code: cents(price * RATIO) for code, price in unit_prices(YUNQUE, seed).items()}
    numbers = draw(seed, bidder.key, "prices")
    raw = {item.code: item.reference * Decimal(round(numbers.uniform(0.82, 1.18), 4)) for item in goods()}
    target = sum(item.reference * item.quantity for item in goods()) * bidder.price
    scale = target / sum(raw[item.code] * item.quantity for item in goods())
    step = Decimal(_STEPS[bidder.key])
    return {
        code: cents((price * scale / step).quantize(Decimal(1), ROUND_HALF_UP) * step)
        for code, price in raw.items()
    }


def total_of(prices: dict[str, Decimal]) -> Decimal:
    """The bid total: the sum of quantity × unit price, each to 0.01."""
    return sum((cents(prices[item.code] * item.quantity) for item in goods()), Decimal(0))


def to_xlsx(prices: dict[str, Decimal], *, header: int, author: str, made: datetime) -> bytes:
    """The bill's bytes, with one of the usual header rows."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None  # a new workbook has one sheet
    page.title = "报价清单"
    page.append(_HEADERS[header % len(_HEADERS)])
    for item in goods():
        price = prices[item.code]
        page.append((item.code, item.name, item.unit, item.quantity, price, cents(price * item.quantity)))
    page.column_dimensions["B"].width = 28
    properties = book.properties
    properties.creator = properties.lastModifiedBy = author
    properties.created = properties.modified = made.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return stable_zip(out.getvalue(), made, {"docProps/core.xml": _core(author, made)})


def _core(author: str, made: datetime) -> bytes:
    """The core properties; openpyxl would put the hour of saving into them."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    ).encode()
