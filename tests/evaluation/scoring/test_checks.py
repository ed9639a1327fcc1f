"""What a person must look at in a bid (87号令 Art. 51, 59); nothing of it changes a price."""

from decimal import Decimal

import pytest

from evaluation.reading.document import Box, Document, Page, Table
from evaluation.scoring.engine import score_tender
from evaluation.scoring.result import BidWarning
from tests.evaluation.scoring.make import bid, document, tender

PRICE = {
    "code": "P1", "kind": "objective", "max_score": "30",
    "rule": {"type": "price", "formula": "lowest-price-ratio"},
}  # fmt: skip


def warnings(spec: object, *documents: Document) -> list[BidWarning]:
    outcome = score_tender(tender([PRICE]), {"a": spec}, {"a": list(documents)})["a"]  # type: ignore[dict-item]
    assert outcome.evaluated_price == Decimal(
        "5000000.00"
    )  # never corrected without the bidder's confirmation
    return list(outcome.warnings)


def bill(*rows: tuple[str, ...]) -> Document:
    table = Table(Box(0, 0, 1, 1), (("编码", "名称", "单位", "数量", "单价", "金额"), *rows))
    page = document("报价").page(1)
    made = Page(1, page.width, page.height, page.text, page.boxes, tables=(table,))
    return Document("报价清单.xlsx", "0" * 64, "application/xlsx", (made,))


@pytest.mark.parametrize("words", ["", "伍佰万元整", "人民币伍佰万圆正"])
def test_words_that_agree_say_nothing(words: str) -> None:
    assert warnings(bid("5000000", words=words)) == []


def test_words_that_differ_are_shown_with_both_values() -> None:
    found = warnings(bid("5000000", words="伍佰壹拾万元整"))
    assert [(w.kind, w.basis) for w in found] == [
        ("arithmetic", "财政部令第87号第五十九条第（二）项、第五十一条")
    ]
    assert "5,100,000" in str(found[0].detail)
    assert "5,000,000" in str(found[0].detail)


def test_words_that_cannot_be_read_are_said_to_be_so() -> None:
    assert "cannot be read" in str(warnings(bid("5000000", words="约伍佰万元"))[0].detail)


def test_a_sound_bill_says_nothing() -> None:
    rows = (
        ("1", "交换机", "台", "10", "200000", "2000000"),
        ("2", "服务器", "台", "3", "1000000", "3000000"),
    )
    assert warnings(bid("5000000", items="报价清单.xlsx"), bill(*rows)) == []


def test_a_bill_that_sums_to_something_else_is_shown() -> None:
    found = warnings(
        bid("5000000", items="报价清单.xlsx"), bill(("1", "交换机", "台", "10", "200000", "2000000"))
    )
    assert [w.basis for w in found] == ["财政部令第87号第五十九条第（四）项、第五十一条"]
    assert "2,000,000" in str(found[0].detail)


def test_a_row_whose_product_is_wrong_is_shown() -> None:
    rows = (
        ("1", "交换机", "台", "10", "200000", "2100000"),
        ("2", "服务器", "台", "2", "1450000", "2900000"),
    )
    found = warnings(bid("5000000", items="报价清单.xlsx"), bill(*rows))
    assert len(found) == 1
    assert "报价清单.xlsx: Row" in str(found[0].detail)


def test_a_bill_without_rows_is_said_to_have_none() -> None:
    found = warnings(bid("5000000", items="报价清单.xlsx"), document("空", name="报价清单.xlsx"))
    assert ["no priced rows" in str(w.detail) for w in found] == [True]


def test_a_wrong_credit_code_is_a_warning() -> None:
    found = warnings(bid("5000000", supplier={"name": "甲", "uscc": "91330100799655058A"}))
    assert [w.kind for w in found] == ["uscc"]


def test_a_place_that_is_not_there_is_a_warning() -> None:
    fields = {"contracts": [{"title": "一", "evidence": {"document": "投标文件.pdf", "page": 9}}]}
    found = warnings(bid("5000000", fields), document("一页"))
    assert [w.kind for w in found] == ["evidence-place"]
    assert "contracts[0]" in str(found[0].detail)
