"""Both sides of a disagreement are shown; what only the documents say fills the gap."""

from __future__ import annotations

from evaluation.reading import Document, read
from evaluation.reading.structure.compare import disagreements, missing_values
from procurement.bids.schema import BidSpec
from tests.evaluation.reading import make

FORM = (
    "投标人名称：晨星信息技术有限公司",
    "投标总价（小写）：2,715,000.00 元",
    "大写：贰佰柒拾壹万伍仟元整",
    "质保期：三年",
)


def bid(**price: str) -> BidSpec:
    return BidSpec.model_validate(
        {"supplier": {"name": "晨星信息技术有限公司"}, "price": {"total": "2715000.00", **price}}
    )


def documents() -> list[Document]:
    return [read(make.docx_of(*FORM), "投标函.docx")]


def test_values_that_agree_are_not_reported() -> None:
    assert disagreements(bid(words="贰佰柒拾壹万伍仟元整"), documents()) == []


def test_a_price_that_differs_is_shown_with_both_values_and_its_page() -> None:
    (found,) = disagreements(bid(total="2517000.00"), documents())
    assert (found.field, found.stated, found.found.value) == ("price_total", "2517000", "2715000")
    assert "投标函.docx page 1" in str(found.message)


def test_a_value_stated_somewhere_as_in_the_structured_bid_agrees() -> None:
    more = [*documents(), read(make.docx_of("投标总价：2,517,000.00 元"), "b.docx")]
    assert disagreements(bid(total="2517000.00"), more) == []


def test_what_the_structured_bid_leaves_out_is_offered() -> None:
    offered = missing_values(bid(), documents())
    assert offered["warranty_years"].value == "3"
    assert "supplier" not in offered
