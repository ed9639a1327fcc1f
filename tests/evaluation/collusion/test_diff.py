"""The fine diff shows what was edited and loses nothing of either text."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.diff import fine_diff


def test_equal_texts_are_one_equal_piece() -> None:
    assert [piece.change for piece in fine_diff("按时完成", "按时完成")] == ["equal"]


def test_an_edit_in_the_middle_is_one_replacement() -> None:
    pieces = fine_diff("项目经理具有十年以上同类经验", "项目经理具有八年以上同类经验")
    assert [(p.change, p.a, p.b) for p in pieces] == [
        ("equal", "项目经理具有", "项目经理具有"),
        ("replace", "十", "八"),
        ("equal", "年以上同类经验", "年以上同类经验"),
    ]


def test_one_equal_sign_between_two_edits_does_not_break_them_up() -> None:
    changes = [piece.change for piece in fine_diff("完成甲乙丙安装工作", "完成丁乙戊安装工作")]
    assert changes == ["equal", "replace", "equal"]


@given(st.text(alphabet="甲乙丙丁，。", max_size=40), st.text(alphabet="甲乙丙丁，。", max_size=40))
def test_the_pieces_join_to_both_texts(a: str, b: str) -> None:
    pieces = fine_diff(a, b)
    assert "".join(piece.a for piece in pieces) == a
    assert "".join(piece.b for piece in pieces) == b
    assert all((piece.a == piece.b) == (piece.change == "equal") for piece in pieces)
