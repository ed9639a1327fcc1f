"""The matrix of bidders: what a cell weighs, and in which order the bidders stand."""

from evaluation.collusion.charts.heat import heat_map, shade_of
from evaluation.collusion.grouping import group
from evaluation.collusion.policy import DEFAULT
from tests.evaluation.collusion.alerts import alert


def test_a_cell_weighs_what_the_grouping_weighs() -> None:
    """Two signs of one family between a and b count as one and a half, not as two."""
    signs = [alert(1, bits=20), alert(2, bits=20)]
    cell = heat_map(["a", "b"], signs).rows[0][1][1]
    assert (cell.bits, cell.signs, cell.level) == (30.0, 2, "high")


def test_silence_takes_bits_off_and_the_level_is_that_of_the_ring() -> None:
    speaking = frozenset(DEFAULT.silence)
    signs = [alert(1, bits=24.0)]
    cell = heat_map(["a", "b"], signs, speaking=speaking).rows[0][1][1]
    (ring,) = group(signs, DEFAULT, speaking)
    assert (cell.bits, cell.level) == (ring.bits, ring.level)
    assert cell.bits < 24.0


def test_a_sign_of_three_bidders_stands_in_three_cells() -> None:
    pairs = heat_map(["a", "b", "c"], [alert(1, ("a", "b", "c"), bits=9)]).pairs
    assert [(cell.a, cell.b, cell.bits) for cell in pairs] == [
        ("a", "b", 9.0),
        ("a", "c", 9.0),
        ("b", "c", 9.0),
    ]


def test_the_heaviest_pair_stands_in_the_corner_and_the_matrix_is_symmetric() -> None:
    drawn = heat_map(["a", "b", "c", "d"], [alert(1, ("a", "b"), bits=5), alert(2, ("c", "d"), bits=25)])
    assert drawn.keys == ("c", "d", "a", "b")
    cells = {(cell.a, cell.b): cell for _key, row in drawn.rows for cell in row}
    assert all(cells[a, b].bits == cells[b, a].bits for a, b in cells)
    assert all(cells[key, key].same for key in drawn.keys)


def test_signs_with_bidders_of_elsewhere_do_not_break_the_matrix() -> None:
    assert heat_map(["a", "b"], [alert(1, ("a", "z"), bits=5)]).pairs == ()


def test_the_shade_steps_where_the_levels_step() -> None:
    assert [shade_of(bits) for bits in (1, 6, 11.9, 12, 19.9, 20, 39.9, 40)] == [1, 2, 2, 3, 3, 4, 4, 5]


def test_below_zero_is_written_with_a_minus_sign_and_said() -> None:
    """One weak sign where everything else was looked for and not found."""
    drawn = heat_map(["a", "b"], [alert(1, bits=0.5, level="low")], speaking=frozenset(DEFAULT.silence))
    cell = drawn.rows[0][1][1]
    assert cell.bits < -0.5
    assert cell.written == f"\N{MINUS SIGN}{abs(cell.whole)}"
    assert drawn.below_zero
    assert not heat_map(["a", "b"], [alert(1, bits=9)]).below_zero
