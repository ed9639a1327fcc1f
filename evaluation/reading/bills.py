"""Priced bills 分项报价表: the rows of a sheet or table as code, name, unit, quantity, unit price and amount.

The columns are recognised by their heading, in English or in the words Chinese bills use.  Amounts are exact
decimals; what cannot be read as one, and every row whose quantity × unit price is not its amount, is a problem with
its place.  Nothing is corrected here: which figure prevails is for the rules (87号令 Art. 59).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from evaluation.reading.document import Box, Document
from evaluation.reading.joined_tables import CellPlace, JoinedRow, joined_tables
from procurement.message import Message, msg

_CENT = Decimal("0.01")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("code", "itemcode", "项目编码", "编码", "编号", "清单编码", "货物编号", "物料编码", "序号", "no", "no."),
    "name": ("name", "item", "description", "项目名称", "货物名称", "名称", "设备名称", "产品名称", "服务名称", "标的名称",
             "分项名称", "内容", "服务内容", "报价内容"),
    "unit": ("unit", "单位", "计量单位"),
    "quantity": ("quantity", "qty", "数量", "工程量", "采购数量"),
    "unit_price": ("unit_price", "unitprice", "price", "单价", "综合单价", "投标单价", "含税单价", "报价单价"),
    "amount": ("amount", "total", "合价", "金额", "小计", "总价", "合计", "分项总价", "投标总价", "含税金额", "合计金额", "报价"),
}  # fmt: skip
_TOTAL = re.compile(r"^(合计|总计|小计|投标总价|总价|本页小计|合价|总报价|total|subtotal|sum)", re.IGNORECASE)
_FIGURE = re.compile(r"^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$|^[-+]?\.\d+$")


@dataclass(frozen=True, slots=True)
class BillRow:
    """One priced item.

    ``row`` counts the rows of the document's tables from 1, heading included, one that the next page repeats left
    out; ``page`` counts from 1.  ``bbox`` is the row's place there, ``cells`` that of each figure, by column.
    """

    code: str
    name: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount: Decimal | None
    row: int
    page: int = 1
    document: str = ""
    problems: tuple[Message, ...] = ()
    bbox: Box | None = None
    cells: Mapping[str, CellPlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bill:
    """All rows of a document's priced bills, the total it states itself (if it does), and what is wrong overall.

    ``total_place`` is the cell that states the total.
    """

    rows: tuple[BillRow, ...]
    stated_total: Decimal | None = None
    problems: tuple[Message, ...] = ()
    total_place: CellPlace | None = None

    @property
    def total(self) -> Decimal:
        """The sum of the rows' amounts."""
        return sum((r.amount for r in self.rows if r.amount is not None), Decimal(0))


def priced_rows(document: Document) -> list[BillRow]:
    """The priced items of a document, in order; empty when no table in it has a bill's heading."""
    return list(read_bill(document).rows)


def read_bill(document: Document) -> Bill:
    """The priced items with the stated total.

    A table that runs over pages is one; a heading holds over the tables that follow until another one.
    """
    rows: list[BillRow] = []
    problems: list[Message] = []
    stated: Decimal | None = None
    place: CellPlace | None = None
    columns: dict[str, int] | None = None
    width, count = 0, 0
    for line in (line for table in joined_tables(document) for line in table.lines):
        cells = line.texts
        count += 1
        heading = bill_columns(cells)
        if heading is not None:
            columns, width = heading, len(cells)
            continue
        if columns is None or len(cells) != width:
            continue
        picked = {key: (cells[i] or "").strip() for key, i in columns.items()}
        if not any(picked.values()):
            continue
        label = next((c.strip() for c in cells if c and c.strip()), "")
        if _TOTAL.match(label.replace(" ", "")):
            total = amount_of(picked.get("amount", ""))
            if total:
                stated, place = total, line.cells[columns["amount"]]
            continue
        if not picked.get("name") and not picked.get("code"):
            continue
        places = {key: cell for key, i in columns.items() if (cell := line.cells[i]) is not None}
        rows.append(_row(picked, count, line, places, document.name))
    bill = Bill(tuple(rows), stated)
    if stated is not None and rows and stated != bill.total:
        problems.append(
            msg("The rows sum to %(sum)s, the bill states %(stated)s", sum=bill.total, stated=stated)
        )
    return Bill(bill.rows, stated, tuple(problems), place)


def bill_columns(cells: Sequence[str | None]) -> dict[str, int] | None:
    """Which column holds what, if these cells are a bill's heading: a name and at least a price or an amount."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        key = _column(cell or "")
        if key == "code" and key in found and _plain(cells[found[key]] or "") in ("序号", "no", "no."):
            found[key] = index  # a running number only stands in for a code where there is no other
        elif key is not None and key not in found:
            found[key] = index
    if "name" in found and ("unit_price" in found or "amount" in found) and len(found) >= 3:
        return found
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[（(].*?[)）]|\[.*?\]|【.*?】", "", folded)  # units in brackets: 单价（元）
    return re.sub(r"[\s:：/]+", "", folded)


def _column(heading: str) -> str | None:
    plain = _plain(heading)
    return next((key for key, names in _COLUMNS.items() if plain in names), None)


def _row(
    picked: dict[str, str], row: int, line: JoinedRow, places: Mapping[str, CellPlace], document: str
) -> BillRow:
    problems: list[Message] = []
    values: dict[str, Decimal | None] = {}
    for key in ("quantity", "unit_price", "amount"):
        text = picked.get(key, "")
        values[key] = amount_of(text)
        if values[key] is None and text:
            problems.append(
                msg(
                    "Row %(row)s: %(column)s is “%(found)s”, expected a number",
                    row=row,
                    column=key,
                    found=text,
                )
            )
    quantity, price, amount = values["quantity"], values["unit_price"], values["amount"]
    if quantity is not None and price is not None and amount is not None:
        product = (quantity * price).quantize(_CENT, ROUND_HALF_UP)
        if product != amount.quantize(_CENT, ROUND_HALF_UP):
            problems.append(
                msg(
                    "Row %(row)s: %(quantity)s × %(price)s = %(product)s, the bill states %(amount)s",
                    row=row,
                    quantity=quantity,
                    price=price,
                    product=product,
                    amount=amount,
                )
            )
    return BillRow(
        picked.get("code", ""), picked.get("name", ""), picked.get("unit", ""), quantity, price, amount,
        row, line.page, document, tuple(problems), line.box, places,
    )  # fmt: skip


def amount_of(text: str) -> Decimal | None:
    """The exact number a cell shows: thousands separators, a currency sign, 元 and 万元 are understood."""
    plain = (
        re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        .lstrip("¥￥$")
        .removeprefix("人民币")
        .removeprefix("rmb")
    )
    factor = Decimal(1)
    for suffix, times in (("万元", 10_000), ("亿元", 100_000_000), ("元整", 1), ("元", 1)):
        if plain.endswith(suffix):
            plain, factor = plain.removesuffix(suffix), Decimal(times)
            break
    if not _FIGURE.match(plain):
        return _scientific(plain)
    return Decimal(plain.replace(",", "")) * factor


def _scientific(plain: str) -> Decimal | None:
    """A binary number that a sheet shows in powers of ten."""
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?e[-+]?\d{1,2}", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
