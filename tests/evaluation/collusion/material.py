"""Small cases for the collusion tests: documents from text, bids from the few facts a rule is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evaluation.collusion.alert import Alert, BidderMaterial, Case
from evaluation.collusion.detect import detect
from evaluation.reading.document import Box, Document, Image, Origin, Page, Table
from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec

HONEST = (
    "我们在三个校区各派两名驻点人员，每天开课前走一遍机房和弱电间，把温度、湿度、指示灯状态记在一张卡片上。",
    "配送路线避开早高峰，车辆装有温度记录仪，每一箱货物到场后由保管员当面清点并拍照留底，缺损当日补齐。",
    "保洁班组按楼层分工，公共区域两小时巡一次，卫生间一小时巡一次，组长用手机扫码确认，夜班另设机动岗。",
    "消防演练每季度一次，先讲后练，演练结束当场点评，疏散路线图贴在每层电梯口，灭火器每月检查压力指针。",
    "绿化养护分四季安排，春季补植，夏季抗旱，秋季修枝，冬季涂白，病虫害以生物防治为主，用药提前三天公示。",
)


def page(text: str, number: int = 1, **more: Any) -> Page:
    """A page whose characters stand ten points apart on one line."""
    left = np.arange(len(text), dtype=np.float32) * 10
    boxes = np.stack([left, np.full_like(left, 20), left + 10, np.full_like(left, 30)], axis=1)
    return Page(number, 595, 842, text, boxes.reshape(-1, 4), **more)


def document(*texts: str, name: str = "投标文件.pdf", origin: Origin | None = None, **more: Any) -> Document:
    """A document of one page for each text."""
    pages = tuple(page(text, number, **more) for number, text in enumerate(texts, 1))
    return Document(name, "", "application/pdf", pages, origin or Origin())


def spec(name: str = "甲公司", total: str = "100", **more: Any) -> BidSpec:
    """A structured bid; keys of the supplier (``legal_representative`` …) and of the bid are told apart."""
    supplier = {"name": name}
    bid: dict[str, Any] = {"price": {"total": total}}
    for key, value in more.items():
        if key in {"uscc", "legal_representative", "address", "shareholders", "managers", "contacts"}:
            supplier[key] = value
        else:
            bid[key] = value
    return BidSpec.model_validate({"supplier": supplier, **bid})


def bill(
    prices: Mapping[str, str], *, quantity: int = 2, amounts: Mapping[str, str] | None = None
) -> Document:
    """A priced bill with one item for each code."""
    rows: list[tuple[str | None, ...]] = [("编码", "名称", "单位", "数量", "单价", "合价")]
    for code, price in prices.items():
        amount = (amounts or {}).get(code) or f"{float(price) * quantity:.2f}"
        rows.append((code, f"货物{code}", "台", str(quantity), price, amount))
    table = Table(Box(0, 0, 500, 500), tuple(rows))
    return document("", name="报价清单.xlsx", tables=(table,))


def picture(sha256: str, dhash: str = "", side: int = 400) -> Image:
    """A picture of this many pixels a side."""
    return Image(Box(10, 10, 200, 200), side, side, sha256, dhash)


def case(
    bids: Mapping[str, Any], tender: tuple[Document, ...] = (), stated: TenderSpec | None = None, **more: Any
) -> Case:
    """A case of bids given as a spec, as documents, or as both."""
    material = []
    for key, value in bids.items():
        parts = value if isinstance(value, tuple) else (value,)
        specs = [p for p in parts if isinstance(p, BidSpec)]
        documents = tuple(p for p in parts if isinstance(p, Document))
        material.append(BidderMaterial(key, documents, specs[0] if specs else None))
    return Case(tuple(material), tender, stated, **more)


def alerts(made: Case, detector: str) -> list[Alert]:
    """The alerts of one detector."""
    return [alert for alert in detect(made).alerts if alert.detector == detector]
