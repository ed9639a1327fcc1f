"""Every refusal of the contract: it names the file, the place, what was found and what was expected."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.message import msg
from procurement.problems import Problem, Refused
from procurement.tenders.package import open_package
from procurement.tenders.package.archive import ArchiveLimits
from procurement.tenders.package.tender_file import parse_tender
from procurement.tenders.schema import TenderSpec
from tests.packages import bid_yaml, pdf_bytes, tender_yaml, write_package, zip_folder


def refusal(path: Path, **options: Any) -> list[Problem]:
    with pytest.raises(Refused) as caught, open_package(path, **options):
        pass
    return list(caught.value.problems)


def criterion(**changes: Any) -> dict[str, Any]:
    rule = {"type": "tiers", "field": "capital", "otherwise": "0", "tiers": [{"at_least": "1", "score": "5"}]}
    return {"code": "O9", "title": "注册资本", "kind": "objective", "max_score": "5", "rule": rule, **changes}


def with_criterion(**changes: Any) -> dict[str, Any]:
    return tender_yaml(criteria=[*tender_yaml()["criteria"], criterion(**changes)])


def test_a_whole_package_is_accepted(tmp_path: Path) -> None:
    with open_package(write_package(tmp_path / "p")) as package:
        assert package.tender.reference == "ZFCG-2026-0001"
        assert [file.name for file in package.bid_files["chenxing"]] == ["投标文件.pdf"]


def test_an_unknown_key_is_refused_by_name_with_the_nearest_known_key(tmp_path: Path) -> None:
    tender = tender_yaml()
    tender["celing"] = tender.pop("ceiling")
    (problem,) = refusal(write_package(tmp_path / "p", tender))
    assert (problem.file, problem.place, problem.found) == ("tender.yaml", "celing", "celing")
    assert "ceiling" in str(problem.expected)


def test_an_unknown_key_deep_inside_is_refused_with_its_path(tmp_path: Path) -> None:
    bid = bid_yaml(supplier={"name": "晨星", "contacts": [{"name": "王芳", "phon": "1"}]})
    (problem,) = refusal(write_package(tmp_path / "p", bids={"chenxing": bid}))
    assert problem.file == "bids/chenxing/bid.yaml"
    assert problem.place == "supplier.contacts[0].phon"
    assert "phone" in str(problem.expected)


def test_a_wrong_value_is_refused_with_its_path_the_value_and_what_was_expected(tmp_path: Path) -> None:
    rule = {
        "type": "tiers",
        "field": "registered_capital",
        "otherwise": "0",
        "tiers": [{"at_least": "1", "score": "five"}],
    }
    (problem,) = refusal(write_package(tmp_path / "p", with_criterion(rule=rule)))
    assert (problem.place, problem.found) == ("criteria[4].rule.tiers[0].score", '"five"')
    assert "decimal" in str(problem.expected)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"budget": 1000000.5}, "budget"),
        ({"budget": "0"}, "budget"),
        ({"ceiling": "1000000.01"}, "ceiling"),
        ({"regime": "private"}, "regime"),
        ({"bid_deadline": "2026-03-02T09:30:00"}, "bid_deadline"),
        ({"adjustments": {"small_micro": "1.5"}}, "adjustments.small_micro"),
        ({"reference": "a b"}, "reference"),
        ({"criteria": []}, "criteria"),
    ],
)
def test_a_tender_says_what_cannot_be(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_tender(tender_yaml(**changes))
    assert [problem.place for problem in caught.value.problems] == [place]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"code": "P1"}, "criteria[4].code"),
        ({"max_score": None}, "criteria[4].max_score"),
        ({"kind": "subjective"}, "criteria[4].rule"),
        ({"rule": None}, "criteria[4].rule"),
        ({"rule": {"type": "teirs"}}, "criteria[4].rule.type"),
        ({"rule": {"type": "price", "formula": "lowest"}}, "criteria[4].rule.formula"),
        ({"levels": [{"label": "优", "from": "0", "to": "6"}]}, "criteria[4].levels[0].to"),
        ({"levels": [{"label": "优", "from": "4", "to": "3"}]}, "criteria[4].levels[0].from"),
    ],
)
def test_a_criterion_says_what_cannot_be(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_tender(with_criterion(**changes))
    assert place in [problem.place for problem in caught.value.problems]


def test_every_problem_is_listed_not_only_the_first(tmp_path: Path) -> None:
    folder = write_package(
        tmp_path / "p", tender_yaml(regime="x"), {"a": bid_yaml(sme="huge"), "b": bid_yaml(pirce={})}
    )
    (folder / "bids" / "a" / "投标文件.pdf").write_bytes(b"")
    files = {problem.file for problem in refusal(folder)}
    assert files == {"tender.yaml", "bids/a/bid.yaml", "bids/a/投标文件.pdf", "bids/b/bid.yaml"}


def test_a_missing_document_is_refused(tmp_path: Path) -> None:
    bid = bid_yaml(documents=["投标文件.pdf", "商务标.pdf"])
    (problem,) = refusal(write_package(tmp_path / "p", bids={"chenxing": bid}))
    assert (problem.place, problem.found) == ("documents[1]", "商务标.pdf")


def test_a_document_outside_the_bid_is_missing_however_it_is_named(tmp_path: Path) -> None:
    folder = write_package(
        tmp_path / "p", bids={"a": bid_yaml(documents=["../b/投标文件.pdf"]), "b": bid_yaml()}
    )
    (problem,) = refusal(folder)
    assert (problem.file, problem.place) == ("bids/a/bid.yaml", "documents[0]")


def test_a_document_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "bids" / "chenxing" / "投标文件.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    (problem,) = refusal(folder)
    assert (problem.file, problem.found) == ("bids/chenxing/投标文件.pdf", "PNG")
    assert "(PDF)" in str(problem.expected)


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "tender" / "招标文件.pdf").write_bytes(pdf_bytes(password="秘密"))
    (problem,) = refusal(folder)
    assert (problem.file, problem.found) == ("tender/招标文件.pdf", msg("an encrypted PDF"))


def test_a_broken_pdf_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "tender" / "招标文件.pdf").write_bytes(b"%PDF-1.7\n" + b"?" * 500)
    (problem,) = refusal(folder)
    assert problem.found == msg("a broken PDF")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "tender" / "招标文件.pdf").write_bytes(b"")
    (problem,) = refusal(folder)
    assert (problem.file, problem.found) == ("tender/招标文件.pdf", msg("an empty file"))


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "bids" / "chenxing" / "setup.exe").write_bytes(b"MZ")
    (problem,) = refusal(folder)
    assert (problem.file, problem.found) == ("bids/chenxing/setup.exe", ".exe")


def test_something_that_is_no_part_of_a_package_is_refused_by_name(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "panle.csv").write_text("expert,bidder,criterion,score\n")
    (problem,) = refusal(folder)
    assert problem.found == "panle.csv"
    assert "panel.csv" in str(problem.expected)


def test_a_missing_tender_yaml_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "tender.yaml").unlink()
    assert refusal(folder)[0].file == "tender.yaml"


def test_a_key_said_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    with (folder / "tender.yaml").open("a", encoding="utf-8") as file:
        file.write("title: 另一个\n")
    (problem,) = refusal(folder)
    lines = (folder / "tender.yaml").read_text(encoding="utf-8").splitlines()
    assert problem.place == f"{len(lines)}:1"


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt", "tender/../../evil.txt"]
)
def test_a_zip_with_a_name_that_leaves_the_package_is_refused(tmp_path: Path, name: str) -> None:
    archive = zip_folder(write_package(tmp_path / "p"), tmp_path / "p.zip")
    with zipfile.ZipFile(archive, "a") as package:
        package.writestr(name, "x")
    (problem,) = refusal(archive)
    assert problem.file == "p.zip"
    assert "evil.txt" in problem.place
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = zip_folder(write_package(tmp_path / "p"), tmp_path / "p.zip")
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("tender/bomb.txt", b"0" * (80 * 1024**2))
    (problem,) = refusal(archive)
    assert "200 times its own size" in str(problem.expected)
    assert str(problem.found).endswith("MB unpacked")


def test_each_limit_of_an_archive_has_its_own_words(tmp_path: Path) -> None:
    archive = zip_folder(write_package(tmp_path / "p"), tmp_path / "p.zip")
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("tender/large.txt", b"0" * (3 * 1024**2))
    (total,) = refusal(archive, limits=ArchiveLimits(total=2 * 1024**2))
    assert "at most 2 MB in all" in str(total.expected)
    (member,) = refusal(archive, limits=ArchiveLimits(member=1024**2))
    assert (member.place, str(member.found)) == ("tender/large.txt", "3 MB unpacked")
    assert "at most 1 MB each" in str(member.expected)


def test_a_zip_whose_header_lies_about_its_size_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    archive = zip_folder(write_package(tmp_path / "p"), tmp_path / "p.zip")
    real = (tmp_path / "p" / "tender" / "招标文件.pdf").stat().st_size
    problems = refusal(archive, limits=ArchiveLimits(total=real - 1))
    assert problems[0].file == "p.zip"


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "p.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("tender.yaml", "x")
    data = bytearray(archive.read_bytes())
    central = data.find(b"PK\x01\x02")
    data[central + 8] |= 1
    archive.write_bytes(bytes(data))
    assert "not encrypted" in str(refusal(archive)[0].expected)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "p.zip"
    archive.write_bytes(b"not a zip")
    (problem,) = refusal(archive)
    assert problem.file == "p.zip"
    assert "not a zip file" not in str(problem.message())
    (absent,) = refusal(tmp_path / "absent.zip")
    assert "No such file or directory" not in str(absent.message())


def test_what_was_found_is_translated_and_survives_json() -> None:
    problem = Problem("a.pdf", msg("a PDF that can be opened"), found=msg("a broken PDF"))
    assert Problem.from_json(problem.to_json()) == problem
    said = problem.message().render(lambda text: {"a broken PDF": "已损坏的 PDF"}.get(text, text))
    assert "已损坏的 PDF" in said
    before = {"file": "a.pdf", "place": "", "found": "0 B", "expected": msg("text").to_json()}
    assert Problem.from_json(before).found == "0 B"


def test_choices_are_listed_without_the_librarys_words(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^object: .*$", "object: nonsense", text), encoding="utf-8")
    (problem,) = [one for one in refusal(folder) if one.place == "object"]
    assert str(problem.expected) == "one of goods, services, works"


def test_a_score_for_a_bidder_nobody_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "panel.csv").write_text(
        "expert,bidder,criterion,score\ne1,chenxing,S1,12\ne1,chenxin,S1,high\n"
    )
    problems = refusal(folder)
    assert [(p.place, p.found) for p in problems] == [("3:score", "high"), ("3:bidder", "chenxin")]


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=12), st.integers() | st.text(max_size=8) | st.none(), max_size=4
    )
)
def test_whatever_a_tender_says_ends_in_a_tender_or_in_problems(extra: dict[str, Any]) -> None:
    raw = {**tender_yaml(), **extra}
    problems: tuple[Problem, ...] = ()
    try:
        assert parse_tender(raw).reference == raw["reference"]
    except Refused as refused:
        problems = refused.problems
    unknown = set(extra) - set(TenderSpec.model_fields)
    assert unknown <= {problem.found for problem in problems}
    assert {problem.file for problem in problems} <= {"tender.yaml"}
