"""Wrong sums: what is wrong, what a unit or rounding explains, and that two bids with the same one share an error."""

import pytest

from evaluation.collusion.sums import wrong_sums
from evaluation.reading.document import Box, Document, Table
from tests.evaluation.collusion.material import HONEST, alerts, case, document


def wrong(text: str) -> list[tuple[str, str]]:
    return [(found.written, found.right) for found in wrong_sums(document(text))]


def test_words_and_figures_that_differ_are_a_wrong_sum() -> None:
    assert wrong("合计人民币壹佰贰拾万元整（¥1,210,000.00）") == [("壹佰贰拾万元整 / 1210000", "1200000")]
    assert wrong("合计人民币壹佰贰拾万元整（小写：1,200,000.00元）") == []
    assert wrong("大写：叁万伍仟元整，小写：3.5万元") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("人工费：3人×12月×4500元=152000元", "162000"),
        ("每日巡查 4 次 × 365 天 = 1450 次", "1460"),
        ("人工费：3人×12月×4500元=162,000元", None),
        ("面积约 12.5×8.3=104㎡", None),  # 103.75, rounded
        ("3人×12月×4500元=16.2万元", None),
        ("1000元×13%=130元", None),
        ("分辨率1920×1080", None),
    ],
)
def test_products_are_worked_out_but_for_units_and_rounding(text: str, right: str | None) -> None:
    assert [found for _, found in wrong(text)] == ([] if right is None else [right])


def table(*numbers: str, total: str, heading: tuple[str, str, str] = ("序号", "岗位", "人数")) -> Document:
    rows: list[tuple[str | None, ...]] = [heading]
    rows += [(str(i), f"岗位{i}", n) for i, n in enumerate(numbers, 1)]
    rows.append(("合计", "", total))
    return document("", tables=(Table(Box(0, 0, 100, 100), tuple(rows)),))


def test_the_total_of_a_table_is_the_sum_of_its_rows() -> None:
    assert [(s.written, s.right) for s in wrong_sums(table("3", "4", "5", total="13"))] == [("人数 13", "12")]
    assert list(wrong_sums(table("3", "4", "5", total="12"))) == []
    assert list(wrong_sums(table("3", "4", "若干", total="13"))) == []


def test_the_priced_bill_is_for_the_price_detectors() -> None:
    priced = table("300", "400", "500", total="1300", heading=("序号", "名称", "金额"))
    assert list(wrong_sums(priced)) == []


WRONG = "本项目人工费按3人×12月×4500元=152000元测算。"


def bids(one: str, other: str) -> dict[str, Document]:
    return {
        k: document(own + more) for k, own, more in zip("abcd", HONEST, (one, other, "", ""), strict=False)
    }


def test_the_same_wrong_sum_in_two_bids_is_a_shared_error() -> None:
    [alert] = alerts(
        case(bids(WRONG, "人工费合计：3人×12月×4500元＝152000元。"), (document("投标人自行测算。"),)),
        "shared-error",
    )
    assert (alert.bidders, alert.bits, alert.level) == (("a", "b"), 8, "low")
    [item] = alert.evidence
    assert (item["field"], item["expected"]) == ("total", "162000")
    assert item["a"]["text"] == "3人×12月×4500元=152000"


def test_different_wrong_sums_and_one_that_the_tender_makes_are_none() -> None:
    tender = (document("投标人自行测算。"),)
    assert alerts(case(bids(WRONG, WRONG.replace("152000", "163000")), tender), "shared-error") == []
    assert alerts(case(bids(WRONG, WRONG), (document(WRONG),)), "shared-error") == []
