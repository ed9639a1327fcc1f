"""Wrong arithmetic in a document: amounts whose words and figures differ, products, and totals of tables 合计错误.

What the price detectors look at, the priced bill, is left to them.  A difference that a unit explains (万元, per cent,
thousands) is none, nor is rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from evaluation.collusion.text.stream import Place
from evaluation.reading.bills import amount_of, bill_columns
from evaluation.reading.document import Document, Page, Table
from evaluation.reading.structure.amounts import amount_in_words

_WORDS = r"[零〇壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟万萬亿億]{2,}[元圆圓][零〇壹贰叁肆伍陆柒捌玖角分整正]*"
_FIGURE = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BETWEEN = r"[\s（(:：，,、）)]{0,4}(?:小写|大写|即|人民币|RMB|[¥￥])?[\s（(:：¥￥]{0,4}"
_WORDS_FIRST = re.compile(rf"({_WORDS}){_BETWEEN}({_FIGURE})\s*(万元|元)?")
_UNIT = r"[ \t]*[\u4e00-\u9fff㎡²³a-zA-Z/]{0,6}[ \t]*"
_PRODUCT = re.compile(
    rf"(?<![\d.,])((?:{_FIGURE}){_UNIT}(?:[×✕*xX][ \t]*(?:{_FIGURE}){_UNIT}){{1,4}})[=＝][ \t]*({_FIGURE})"
)
_TOTAL = re.compile(r"^(?:合计|总计|共计|总和)$")
_SLACK = Decimal("0.005")
_LEAST_ROWS = 3


class WrongSum(NamedTuple):
    """What is stated, as a key that two documents can share, what it should be, and where it stands."""

    written: str
    right: str
    place: Place


def wrong_sums(document: Document) -> Iterator[WrongSum]:
    """Every wrong sum of a document."""
    for page in document.pages:
        yield from _in_words(document, page)
        yield from _products(document, page)
        for table in page.tables:
            yield from _totals(document, page, table)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _by_unit(one: Decimal, other: Decimal) -> bool:
    """Whether one is the other times a power of ten: a matter of units."""
    return one.normalize().as_tuple().digits == other.normalize().as_tuple().digits


def _in_words(document: Document, page: Page) -> Iterator[WrongSum]:
    for match in _WORDS_FIRST.finditer(page.text):
        words, figure = amount_in_words(match[1]), _number(match[2])
        if words and figure and words != figure and not _by_unit(words, figure):
            place = Place(document, page.number, match.start(1), match.end(2))
            yield WrongSum(f"{match[1]} / {_plain(figure)}", _plain(words), place)


def _products(document: Document, page: Page) -> Iterator[WrongSum]:
    for match in _PRODUCT.finditer(page.text):
        factors = [_number(found) for found in re.findall(_FIGURE, match[1])]
        product, stated = Decimal(1), _number(match[2])
        for factor in factors:
            product *= factor
        if not product or not stated or _by_unit(product, stated) or _rounded(product, stated):
            continue
        place = Place(document, page.number, match.start(1), match.end(2))
        yield WrongSum(f"{' × '.join(map(_plain, factors))} = {_plain(stated)}", _plain(product), place)


def _rounded(exact: Decimal, stated: Decimal) -> bool:
    """Whether the stated number, in any unit, is the exact one within half a per cent: rounding, or a smaller unit's."""
    ratio = exact / stated
    shift = Decimal(10) ** -round(ratio.log10())
    return abs(ratio * shift - 1) <= _SLACK


def _totals(document: Document, page: Page, table: Table) -> Iterator[WrongSum]:
    """Columns of one plain list of numbers whose last row states another sum."""
    rows = [[(cell or "").strip() for cell in row] for row in table.rows]
    if len(rows) < _LEAST_ROWS + 1 or any(bill_columns(row) for row in rows[:2]):
        return
    named = [i for i, row in enumerate(rows) if any(_TOTAL.match("".join(cell.split())) for cell in row)]
    if named != [len(rows) - 1]:
        return
    for column in range(1, len(rows[0])):
        if any(len(row) <= column for row in rows):
            return
        heading, *above = (rows[i][column] for i in range(len(rows) - 1))
        try:
            stated = amount_of(rows[-1][column])
            parts = [amount_of(cell) for cell in above if cell not in ("", "/", "-", "—")]
        except InvalidOperation:  # pragma: no cover - a figure no Decimal holds
            continue
        if (
            stated is None
            or len(parts) < _LEAST_ROWS
            or None in parts
            or _running(above)
            or amount_of(heading)
        ):
            continue
        exact = sum((part for part in parts if part is not None), Decimal(0))
        if exact != stated and not _by_unit(exact, stated) and abs(exact - stated) >= 1:
            yield WrongSum(f"{heading} {_plain(stated)}", _plain(exact), _cell(document, page, table, column))


def _running(cells: list[str]) -> bool:
    """Whether the column numbers its rows."""
    return cells == [str(n) for n in range(1, len(cells) + 1)]


def _cell(document: Document, page: Page, table: Table, column: int) -> Place:
    """The last row's cell of a column; the page's beginning where cells have no address."""
    last = len(table.rows) - 1
    for cell in table.cells:
        if (cell.row, cell.column) == (last, column) and cell.spans:
            return Place(document, page.number, cell.spans[0][0], cell.spans[-1][1])
    return Place(document, page.number, 0, 0)
