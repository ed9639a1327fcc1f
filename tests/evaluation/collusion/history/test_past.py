"""Rows of earlier bids become tenders: one firm goes by one name, order is by date, prices are exact."""

from evaluation.collusion.alert import HistoryRow
from evaluation.collusion.history.past import past

CODE = "91330106MA2CF0XK3L"


def row(
    tender: str,
    supplier: str,
    price: str = "100",
    *,
    uscc: str = "",
    won: bool = False,
    date: str = "2024-01-01",
) -> HistoryRow:
    return HistoryRow(tender, date, "学校", supplier, uscc, price, won)


def test_a_firm_with_and_without_its_credit_code_is_one_firm() -> None:
    made = past([row("T1", "甲公司", uscc=CODE), row("T2", "甲公司"), row("T3", "甲 公司（旧）", uscc=CODE)])
    (firm,) = made.by_firm
    assert [t.tender for t in made.of(firm)] == ["T1", "T2", "T3"]
    assert made.firm(CODE, "别的名字") == made.firm("", "甲公司") == firm


def test_tenders_stand_in_order_of_date() -> None:
    made = past([row("T1", "甲公司", date="2024-05-01"), row("T2", "甲公司", date="2024-03-01")])
    assert [t.tender for t in made.tenders] == ["T2", "T1"]


def test_the_runner_up_is_the_cheapest_other_bid() -> None:
    rows = [row("T", "甲公司", "100", won=True), row("T", "乙公司", "1,020.00"), row("T", "丙公司", "1010")]
    assert past(rows).tenders[0].runner_up == past(rows).firm("", "丙公司")


def test_without_all_prices_or_with_two_equal_ones_there_is_no_runner_up() -> None:
    rows = [row("T", "甲公司", "100", won=True), row("T", "乙公司", "面议"), row("T", "丙公司", "1010")]
    assert past(rows).tenders[0].runner_up is None
    rows = [row("T", "甲公司", "100", won=True), row("T", "乙公司", "1010"), row("T", "丙公司", "1010")]
    assert past(rows).tenders[0].runner_up is None
