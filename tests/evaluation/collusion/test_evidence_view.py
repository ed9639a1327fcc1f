"""Evidence is shown in the form it has: passages side by side, values in a table."""

from evaluation.collusion.evidence_view import passages, rows
from evaluation.collusion.network import Sign, network

from tests.evaluation.collusion.alerts import passage

BIDDERS = ("a", "b")


def test_two_places_are_a_passage() -> None:
    found = passages([passage("同样的文字", "同样的文本")], BIDDERS)
    assert [(p.number, p.a.text, p.b.text, p.similarity) for p in found] == [(1, "同样的文字", "同样的文本", 0.9)]
    assert rows([passage()], BIDDERS) == ()


def test_a_shared_value_stands_under_both_bidders() -> None:
    (row,) = rows([{"field": "mac", "value": "00:1A", "bidders": ["a", "b"]}], BIDDERS)
    assert (row.cells, row.shared) == (("00:1A", "00:1A"), True)


def test_the_files_that_carry_a_value_stand_under_their_own_bidder() -> None:
    item = {"field": "author", "value": "王工", "bidders": ["a", "b"], "documents": {"a": ["甲.pdf"], "b": ["乙.pdf"]}}
    value, documents = rows([item], BIDDERS)
    assert value.cells == ("王工", "王工")
    assert (documents.cells, documents.shared) == (("甲.pdf", "乙.pdf"), False)


def test_two_sides_without_a_page_are_columns() -> None:
    item = {"a": {"bidder": "a", "name": "赵强", "role": "项目经理"}, "b": {"bidder": "b", "name": "赵强", "role": "安全员"}, "field": "name"}
    name, role = rows([item], BIDDERS)
    assert (name.cells, name.shared) == (("赵强", "赵强"), True)
    assert (role.cells, role.shared) == (("项目经理", "安全员"), False)


def test_prices_by_bidder_are_columns() -> None:
    (row,) = rows([{"values": {"a": "100.00", "b": "103.00"}}], BIDDERS)
    assert row.cells == ("100.00", "103.00")


def test_the_drawing_ties_each_sign_to_its_bidders_only() -> None:
    drawn = network([("a", "甲"), ("b", "乙"), ("c", "丙")], [Sign("机器", ("a", "c"), "high", "#1")])
    heights = {node.label: node.y for node in drawn.bidders}
    assert sorted(line.y1 for line in drawn.lines) == sorted([heights["甲"], heights["丙"]])
