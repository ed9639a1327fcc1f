"""The articles are quoted word for word, whatever way they are cited."""

from pathlib import Path

import pytest

from evaluation.collusion.articles import _ARTICLES, provision
from evaluation.collusion.policy import BASIS

LAW = Path(__file__).resolve().parents[4] / "shared" / "domain" / "law"


@pytest.mark.parametrize(
    "citation",
    [
        "87号令 37(4)",
        "87号令 第三十七条（四）",
        "财政部令第87号第三十七条第（四）项",
        "财政部令第87号 第三十七条第四项",
    ],
)
def test_an_item_is_found_by_every_way_of_citing_it(citation: str) -> None:
    assert "投标文件异常一致或者投标报价呈规律性差异" in provision(citation).words


def test_the_two_regulations_are_not_mixed_up() -> None:
    assert "不得参加同一标段投标" in provision("实施条例 34").words
    assert "同一合同项下" in provision("政府采购法实施条例 18").words


def test_a_text_that_is_not_kept_gives_its_citation_alone() -> None:
    assert provision("黔发改法规〔2024〕296号").words == ""
    assert provision("87号令 37(9)").words == ""


def test_every_article_the_policy_names_has_its_words() -> None:
    cited = {basis for by_regime in BASIS.values() for articles in by_regime.values() for basis in articles}
    assert {basis for basis in cited if not provision(basis).words} == set()


@pytest.mark.skipif(not LAW.exists(), reason="needs ../shared/domain/law")
def test_the_words_are_those_of_the_law() -> None:
    texts = "".join("".join(path.read_text().split()) for path in sorted(LAW.iterdir()))
    texts = texts.replace("(", "（").replace(")", "）")
    for opening, items in _ARTICLES.values():
        for words in (*items, *(part for part in opening.split("。") if part)):
            assert "".join(words.split()).rstrip("：") in texts, words
