"""What is wrong with a file that is not YAML, in our own words: where, what stands there, and what was expected.

The parser says it in English and in the terms of its grammar; here each of its complaints that people run into has a
sentence that says how to mend the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from procurement.message import Message, msg
from procurement.problems import Problem

_LONGEST = 60  # characters of a line that are quoted


class KeyTwiceError(yaml.constructor.ConstructorError):
    """A key that stands in one mapping twice."""

    def __init__(self, key: object, mark: Any) -> None:
        super().__init__(None, None, f"the key {key!r} twice", mark)
        self.key = str(key)


class NoSuchDateError(yaml.constructor.ConstructorError):
    """A value that has the form of a date and is none."""

    def __init__(self, value: str, mark: Any) -> None:
        super().__init__(None, None, f"no such date {value!r}", mark)


class KeyIsNoTextError(yaml.constructor.ConstructorError):
    """A list or an entry where a key is due."""

    def __init__(self, mark: Any) -> None:
        super().__init__(None, None, "a key that is no text", mark)


Explain = Callable[[re.Match[str], int], Message]
"""The parser's complaint and the line in which what it complains about began, from 1."""

_COMPLAINTS: tuple[tuple[str, Explain], ...] = (
    (r"mapping values are not allowed", lambda m, line: msg(
        "one “key: value” to a line, indented like its neighbours; a value that itself holds a colon and a space stands in quotation marks")),
    (r"could not find expected ':'", lambda m, line: msg("a key, a colon and a space")),
    (r"expected ',' or '\]'", lambda m, line: msg(
        "a comma or “]”: the list that begins in line %(line)s is not closed", line=line)),
    (r"expected ',' or '\}'", lambda m, line: msg(
        "a comma or “}”: the entry that begins in line %(line)s is not closed", line=line)),
    (r"expected <block end>", lambda m, line: msg(
        "the same indentation as the other lines of the block that begins in line %(line)s", line=line)),
    (r"found character '\\t'", lambda m, line: msg("indentation by spaces, not by tabs")),
    (r"found character '(.)' that cannot start", lambda m, line: msg(
        "quotation marks round a value that begins with %(character)s", character=m[1])),
    (r"found unexpected end of stream", lambda m, line: msg(
        "a closing quotation mark: the text that begins in line %(line)s has none", line=line)),
    (r"found unknown escape character|expected escape sequence", lambda m, line: msg(
        "single quotation marks round a text with backslashes")),
    (r"found undefined alias|expected alphabetic or numeric character|duplicate anchor", lambda m, line: msg(
        "quotation marks round a value that begins with * or &")),
    (r"undefined tag handle|could not determine a constructor|non-specific tag", lambda m, line: msg(
        "quotation marks round a value that begins with !")),
    (r"sequence entries are not allowed", lambda m, line: msg("an item of a list on a line of its own, below its key")),
    (r"mapping keys are not allowed", lambda m, line: msg("quotation marks round a text that begins with ?")),
    (r"no such date", lambda m, line: msg("a day and a time that exist")),
    (r"a key that is no text", lambda m, line: msg("a text as the key")),
    (r"expected the node content", lambda m, line: msg("a value")),
    (r"another document|document separator|<document start>", lambda m, line: msg(
        "one document: no line of --- or ... after its beginning")),
)  # fmt: skip


def fault(name: str, text: str, error: Exception) -> Problem:
    """The problem of the file ``name`` with this text, which could not be loaded as YAML because of ``error``."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        began = error.context_mark.line + 1 if error.context_mark else (mark.line + 1 if mark else 1)
        return _at(name, text, mark.line if mark else 0, mark.column if mark else 0, _expected(error, began))
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        column = len(before) - before.rfind("\n") - 1
        expected = msg("text without control characters such as %(code)s", code=f"U+{_code(error):04X}")
        return _at(name, text, before.count("\n"), column, expected)
    if isinstance(error, RecursionError):
        return Problem(name, msg("fewer levels of lists and entries inside each other"))
    return Problem(name, msg("well-formed YAML"))


def _expected(error: yaml.MarkedYAMLError, began: int) -> Message:
    if isinstance(error, KeyTwiceError):
        return msg("each key once; “%(key)s” stands here for the second time", key=error.key)
    complaint = str(error.problem or error.context or "")
    for pattern, explain in _COMPLAINTS:
        match = re.search(pattern, complaint)
        if match is not None:
            return explain(match, began)
    return msg("well-formed YAML")


def _at(name: str, text: str, line: int, column: int, expected: Message) -> Problem:
    """``line`` and ``column`` count from 0; a place behind the last line of text is told as the end of the file."""
    lines = text.splitlines()
    place = f"{line + 1}:{column + 1}"
    if line >= len(lines):
        found = msg("the end of the file (line %(line)s)", line=line + 1)
    else:
        quoted = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", lines[line].strip())[:_LONGEST]
        found = msg(
            "“%(text)s” (line %(line)s, column %(column)s)", text=quoted, line=line + 1, column=column + 1
        )
    return Problem(name, expected, place=place, found=found)


def _code(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character)
