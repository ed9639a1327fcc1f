"""All documents laid end to end: nothing lost, and the way back."""

import numpy as np

from evaluation.collusion.text.fold import fold
from evaluation.collusion.text.stream import lay_out
from tests.evaluation.collusion.material import document

LONG = "质量保证、Ａ级；㎡㎥ " * 9_000  # more than is folded at once, and longer when it is folded


def test_a_long_page_is_folded_as_a_whole_one() -> None:
    stream = lay_out([(0, document(LONG, "完"))])
    folded = fold(LONG)
    assert stream.codes.tolist() == [0, *folded.codes.tolist(), ord("完"), 0]
    assert stream.raw[1 : 1 + len(folded)].tolist() == folded.offsets.tolist()
    assert stream.page_start.tolist() == [1, 1 + len(folded)]


def test_every_position_has_the_bidder_of_its_document() -> None:
    stream = lay_out([(0, document("甲乙")), (300, document("丙")), (300, document()), (2, document("丁"))])
    assert stream.codes.astype(bool).tolist() == [False, True, True, False, True, False, False, True, False]
    assert stream.owners().tolist() == [0, 0, 0, 0, 300, 300, 300, 2, 2]


def test_no_documents_are_a_stream_of_one_border() -> None:
    assert lay_out([]).codes.tolist() == [0]
    assert lay_out([]).owners().dtype == np.uint8
