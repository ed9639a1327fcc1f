"""Texts to translate, found in Python by its syntax tree and in templates by Django's own reading of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# name of the call -> positions of (context, singular, plural) among its arguments
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "msg"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_LITERAL = re.compile(r"""\s*[uU]?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*(,?)""", re.DOTALL)
_TEMPLATE_CALL = re.compile(r"(?<![\w.])(_|gettext|ngettext|pgettext|npgettext)\(")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its msgid, its plural if it counts something, its context if it has one."""

    singular: str
    plural: str | None = None
    context: str | None = None


def texts_of(path: Path, name: str) -> Iterator[Text]:
    """The texts of one file; ``name`` is the path to show in an error."""
    source = path.read_text(encoding="utf-8")
    yield from python_texts(source, name) if path.suffix == ".py" else template_texts(source, name)


def python_texts(source: str, name: str) -> Iterator[Text]:
    """Texts in calls whose argument is a literal, or a choice between literals."""
    for node in ast.walk(ast.parse(source, filename=name)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if called not in _CALLS:
            continue
        context_at, singular_at, plural_at = _CALLS[called]
        context = _only(_argument(node, context_at))
        plural = _only(_argument(node, plural_at))
        for singular in _argument(node, singular_at):
            if singular:
                yield Text(singular, plural, context)


def _argument(node: ast.Call, position: int | None) -> list[str]:
    if position is None or position >= len(node.args):
        return []
    return list(_literals(node.args[position]))


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _only(values: list[str]) -> str | None:
    return values[0] if values else None


def template_texts(source: str, name: str) -> Iterator[Text]:
    """Texts of ``translate``, ``blocktranslate`` and ``_("…")`` in a template."""
    from django.utils.translation.template import templatize

    code = templatize(source, origin=name)
    for call in _TEMPLATE_CALL.finditer(code):
        context_at, singular_at, plural_at = _CALLS[call.group(1)]
        values: list[str] = []
        place = call.end()
        while found := _LITERAL.match(code, place):
            values.append(ast.literal_eval(found.group(1)))
            place = found.end()
            if not found.group(2):
                break
        if len(values) > singular_at:
            yield Text(
                values[singular_at],
                values[plural_at] if plural_at is not None and plural_at < len(values) else None,
                values[context_at] if context_at is not None else None,
            )
