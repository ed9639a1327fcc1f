"""``compare_bids``: bare files, nothing stored, unreadable ones listed."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from tests.evaluation.collusion.material import HONEST

SHARED = "每间教室完工时留下一张房间卡，正面是设备序列号与端口对应关系，背面是最后一次联动的时间、人员和三张照片的编号。"


def run(*arguments: str | Path) -> dict[str, object]:
    out = StringIO()
    call_command("compare_bids", *map(str, arguments), "--json", "-", stdout=out)
    data: dict[str, object] = json.loads(out.getvalue())
    return data


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    texts = {"甲.txt": HONEST[0] + SHARED, "乙.txt": SHARED + HONEST[1], "丙.txt": HONEST[2]}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in texts]


def test_each_file_is_a_bidder_and_places_are_offsets_into_it(files: list[Path]) -> None:
    data = run(*files)
    assert data["bidders"] == ["甲", "乙", "丙"]
    [alert] = data["alerts"]  # type: ignore[misc]
    for side in ("a", "b"):
        place = alert["evidence"][0][side]
        text = next(f for f in files if f.name == place["document"]).read_text(encoding="utf-8")
        assert text[place["start"] : place["end"]] == place["text"]
        assert place["page"] == 1


def test_what_the_tender_says_is_not_held_against_them(files: list[Path], tmp_path: Path) -> None:
    tender = tmp_path / "招标文件.txt"
    tender.write_text(SHARED, encoding="utf-8")
    assert run(*files, "--tender", tender)["alerts"] == []


def test_a_folder_is_a_bidder_and_a_single_folder_holds_the_bidders(
    files: list[Path], tmp_path: Path
) -> None:
    bids = tmp_path / "bids"
    for file in files:
        (bids / file.stem).mkdir(parents=True)
        file.rename(bids / file.stem / "投标文件.txt")
    data = run(bids)
    assert sorted(data["bidders"]) == sorted(["甲", "乙", "丙"])  # type: ignore[call-overload]
    assert len(data["alerts"]) == 1  # type: ignore[arg-type]


def test_an_unreadable_file_is_listed_and_the_others_go_on(files: list[Path], tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    data = run(*files, empty)
    [left_out] = data["unreadable"]  # type: ignore[misc]
    assert left_out["document"] == "空.pdf"
    assert left_out["reason"]
    assert len(data["alerts"]) == 1  # type: ignore[arg-type]


def test_a_path_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere") as failure:
        run(tmp_path / "nowhere.pdf", tmp_path / "nowhere2.pdf")
    assert failure.value.returncode == 2


def test_one_bid_alone_cannot_be_compared(files: list[Path]) -> None:
    with pytest.raises(CommandError) as failure:
        run(files[0])
    assert failure.value.returncode == 2


def refusal(*arguments: str | Path) -> str:
    with translation.override("en"), pytest.raises(CommandError) as failure:
        run(*arguments)
    assert failure.value.returncode == 2
    return str(failure.value)


def test_bids_of_which_fewer_than_two_can_be_read_are_refused_with_the_reasons(
    files: list[Path], tmp_path: Path
) -> None:
    for name in ("空.pdf", "破.pdf"):
        (tmp_path / name).write_bytes(b"")
    reasons = refusal(files[0], tmp_path / "空.pdf", tmp_path / "破.pdf")
    assert "found 1" in reasons
    assert "空.pdf: " in reasons
    assert "破.pdf: " in reasons


def test_a_folder_without_a_document_is_no_bid_to_compare(files: list[Path], tmp_path: Path) -> None:
    empty = tmp_path / "丁"
    empty.mkdir()
    (empty / "bid.yaml").write_text("price: 1", encoding="utf-8")
    assert "丁: There is no document in this folder." in refusal(files[0], empty)


def test_a_file_is_not_compared_with_itself(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "戊").mkdir()
    link = tmp_path / "戊" / "投标文件.txt"
    link.symlink_to(files[0])
    for again in (files[0], tmp_path / "." / "戊" / ".." / files[0].name, link, tmp_path / "戊"):
        assert "given twice" in refusal(files[0], files[1], again)


def test_a_copy_under_another_name_is_a_bid_of_its_own(files: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "己.txt"
    copy.write_bytes(files[0].read_bytes())
    assert run(files[0], copy)["alerts"]


def test_a_folder_with_a_bid_in_it_is_one_bidder_even_alone(files: list[Path], tmp_path: Path) -> None:
    bid = tmp_path / "bid"
    bid.mkdir()
    for file in files:
        file.rename(bid / file.name)
    (bid / "bid.yaml").write_text("price: 1", encoding="utf-8")
    assert "found 1" in refusal(bid)
