"""What a page quotes is found in the page's own offsets, and what it adds is not."""

from evaluation.collusion.text.on_page import quoted_on
from evaluation.collusion.text.quoted import Known
from evaluation.collusion.text.stream import lay_out
from tests.evaluation.collusion.material import document, page

ASKED = "中标人应当在签订合同后三十日内完成全部设备的安装、调试并交付使用"
OWN = "我们在三个校区各派两名驻点人员，每天开课前走一遍机房"


def known(*texts: str) -> Known:
    return Known(lay_out([(0, document(*texts))]).codes)


def test_the_tenders_sentence_is_quoted_and_the_bidders_own_is_not() -> None:
    text = f"{OWN}。{ASKED}。{OWN}"
    assert [text[start:end] for start, end in quoted_on(page(text), known(ASKED))] == [ASKED]


def test_offsets_are_the_pages_own_whatever_the_layout_does_to_the_sentence() -> None:
    broken = f"{OWN}\n{ASKED[:12]}\n{ASKED[12:]}"
    ((start, end),) = quoted_on(page(broken), known(ASKED))
    assert broken[start:end].replace("\n", "") == ASKED


def test_running_heads_are_not_greyed_and_no_tender_greys_nothing() -> None:
    head = page(f"{ASKED}\n{OWN}", furniture=((0, len(ASKED)),))
    assert quoted_on(head, known(ASKED)) == []
    assert quoted_on(page(ASKED), known()) == []
