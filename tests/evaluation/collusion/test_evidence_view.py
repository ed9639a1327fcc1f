"""Evidence is shown in the form it has: passages side by side, values in a table."""

from evaluation.collusion.evidence_view import passages, rows
from evaluation.collusion.network import Sign, network
from tests.evaluation.collusion.alerts import passage

BIDDERS = ("a", "b")


def test_two_places_are_a_passage() -> None:
    found = passages([passage("同样的文字", "同样的文本")], BIDDERS)
    assert [(p.number, p.a.text, p.b.text, p.similarity) for p in found] == [
        (1, "同样的文字", "同样的文本", 0.9)
    ]
    assert rows([passage()], BIDDERS) == ()


def test_a_shared_value_stands_under_both_bidders() -> None:
    (row,) = rows([{"field": "mac", "value": "00:1A", "bidders": ["a", "b"]}], BIDDERS)
    assert (row.cells, row.shared) == (("00:1A", "00:1A"), True)


def test_the_files_that_carry_a_value_stand_under_their_own_bidder() -> None:
    item = {
        "field": "author",
        "value": "王工",
        "bidders": ["a", "b"],
        "documents": {"a": ["甲.pdf"], "b": ["乙.pdf"]},
    }
    (row,) = rows([item], BIDDERS)
    assert (row.cells, row.shared) == (("王工", "王工"), True)
    assert row.noted == [("王工", "甲.pdf"), ("王工", "乙.pdf")]


def test_two_sides_without_a_page_are_columns() -> None:
    item = {
        "a": {"bidder": "a", "name": "赵强", "role": "项目经理"},
        "b": {"bidder": "b", "name": "赵强", "role": "安全员"},
        "field": "name",
    }
    name, role = rows([item], BIDDERS)
    assert (name.cells, name.shared) == (("赵强", "赵强"), True)
    assert (role.cells, role.shared) == (("项目经理", "安全员"), False)


def test_prices_by_bidder_are_columns() -> None:
    (row,) = rows([{"values": {"a": "100.00", "b": "103.00"}}], BIDDERS)
    assert row.cells == ("100.00", "103.00")


def test_prices_are_set_as_money_only_where_they_are_money() -> None:
    item = {"item": "ZH-01 黑板", "values": {"a": "20444.47", "b": "19849"}}
    assert rows([item], BIDDERS, amounts=True)[0].cells == ("20,444.47", "19,849")
    account = {"field": "deposit_account", "value": "6222020000000000001", "bidders": ["a", "b"]}
    assert rows([account], BIDDERS)[0].cells[0] == "6222020000000000001"


def test_what_a_passage_carries_beside_its_texts_is_a_line_of_its_own() -> None:
    (row, expected) = rows(
        [passage("调式") | {"field": "slip", "value": "调式", "expected": "调试"}], BIDDERS
    )
    assert row.cells == ("调式", "调式")
    assert expected.cells == ("调试", "调试")


def test_the_drawing_ties_each_sign_to_its_bidders_only() -> None:
    drawn = network([("a", "甲"), ("b", "乙"), ("c", "丙")], [Sign("机器", ("a", "c"), "high", "#1")])
    heights = {node.label: node.y for node in drawn.bidders}
    assert sorted(line.y1 for line in drawn.lines) == sorted([heights["甲"], heights["丙"]])
