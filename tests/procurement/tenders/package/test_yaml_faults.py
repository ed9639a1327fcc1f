"""What is no YAML is refused in our own words: line, column, what stands there and what was expected."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from procurement.problems import Problem, Refused
from procurement.tenders.package.yaml_source import load_yaml

FAULTS = [
    ("a: b: c\n", "1:5", "quotation marks", "a: b: c"),
    ("key:\n  a: 1\n   b: 2\n", "3:5", "indented like its neighbours", "b: 2"),
    ("a: 1\nb\nc: 1\n", "3:1", "a key, a colon and a space", "c: 1"),
    ("a:\n  - x\n - y\n", "3:2", "same indentation", "- y"),
    ("a: [1, 2\nb: 3\n", "2:2", "that begins in line 1", "b: 3"),
    ("a: {x: 1\nb: 3\n", "2:2", "that begins in line 1", "b: 3"),
    ("a:\n\t- x\n", "2:1", "not by tabs", "- x"),
    ("a: @x\n", "1:4", "begins with @", "a: @x"),
    ('a: "x\nb: 1\n', "3:1", "closing quotation mark", "the end of the file"),
    ("a: 1\na: 2\n", "2:1", "“a” stands here for the second time", "a: 2"),
    ('a: "\\q"\n', "1:6", "backslashes", '"\\q"'),
    ("a: *x\n", "1:4", "begins with * or &", "*x"),
    ("a: !x y\n", "1:4", "begins with !", "!x y"),
    ("a: - b\n", "1:4", "a line of its own", "a: - b"),
    ("a: 1\n---\nb: 2\n", "2:1", "one document", "---"),
    ("a: \x00\n", "1:4", "U+0000", "a:"),
    ("a: 2026-02-30\n", "1:4", "a day and a time that exist", "2026-02-30"),
    ("? [a]\n: b\n", "1:3", "a text as the key", "? [a]"),
    ("%YAML 3.0\n---\na: 1\n", "1:1", "well-formed YAML", "%YAML 3.0"),
]


def problem_of(path: Path, text: str) -> Problem:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_yaml(path, "tender.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(("text", "place", "expected", "found"), FAULTS)
def test_a_fault_names_its_place_what_stands_there_and_what_was_expected(
    tmp_path: Path, text: str, place: str, expected: str, found: str
) -> None:
    problem = problem_of(tmp_path / "tender.yaml", text)
    assert (problem.file, problem.place) == ("tender.yaml", place)
    assert expected in str(problem.expected)
    assert found in str(problem.found)


@pytest.mark.parametrize("text", [fault[0] for fault in FAULTS])
def test_a_fault_is_told_in_chinese_without_a_word_of_the_parser(tmp_path: Path, text: str) -> None:
    problem = problem_of(tmp_path / "tender.yaml", text)
    with translation.override("zh-hans"):
        said = problem.message().render(gettext)
    assert "行" in said
    assert "expected" not in said.replace("tender.yaml", "")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    assert "fewer levels" in str(problem_of(tmp_path / "tender.yaml", "[" * 4000).expected)


@given(st.text(alphabet="ab:-[]{}\"'\n\t #*&!?@,|>%0\\", max_size=30))
def test_any_text_is_loaded_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("yaml") / "tender.yaml"
    path.write_text(text, encoding="utf-8")
    with contextlib.suppress(Refused):
        load_yaml(path, "tender.yaml")
