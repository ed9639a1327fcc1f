"""The pool of experts 评审专家库 from a list: what a list would change, shown before anything is changed."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal
from zipfile import BadZipFile

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from procurement.people.accounts import change_person, create_person
from procurement.people.models import Role, User

Effect = Literal["new", "changed", "same", "refused"]
MOST_ROWS = 5_000
COLUMNS = {
    "username": ("username", "账号", "用户名"),
    "display_name": ("name", "姓名"),
    "organisation": ("organisation", "单位", "organization", "工作单位"),
    "active": ("active", "启用", "状态"),
}
"""What a column may be called; the English name first, the Chinese one second."""
_NO = {"0", "no", "false", "否", "停用", "关闭"}
_YES = {"", "1", "yes", "true", "是", "启用", "在库"}


@dataclass(frozen=True, slots=True)
class Row:
    """One expert of the list, and what it would do; ``line`` is counted from 1 with the header."""

    line: int
    username: str
    display_name: str
    organisation: str
    active: bool
    effect: Effect
    why: str = ""


def effects(data: bytes, name: str) -> list[Row]:
    """What each line of a CSV (UTF-8 or GB 18030) or XLSX list would do.

    Raises :class:`ValidationError` when the file is no such list; a line that cannot be taken is a refused row.
    """
    lines = _lines(data, name)
    places = _places(next(lines, []))
    rows: list[Row] = []
    seen: dict[str, int] = {}
    known = {user.username: user for user in User.objects.all()}
    for number, values in enumerate(lines, start=2):
        cells = {key: values[at].strip() if at < len(values) else "" for key, at in places.items()}
        if not any(cells.values()):
            continue
        if len(rows) >= MOST_ROWS:
            raise ValidationError(_("The list has more than %(most)s lines.") % {"most": MOST_ROWS})
        row = _row(number, cells, known.get(cells["username"]), seen)
        seen.setdefault(row.username, number)
        rows.append(row)
    if not rows:
        raise ValidationError(_("The list has a header and nobody in it."))
    return rows


def _lines(data: bytes, name: str) -> Iterator[list[str]]:
    if data[:4] == b"PK\x03\x04":
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise ValidationError(_("%(name)s is not a readable XLSX file.") % {"name": name}) from error
        return (
            ["" if value is None else str(value) for value in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return csv.reader(io.StringIO(data.decode(encoding), newline=""))
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("%(name)s is neither a CSV nor an XLSX file.") % {"name": name})


def _places(header: Sequence[str]) -> dict[str, int]:
    titles = [title.strip().lower() for title in header]
    places = {key: at for key, names in COLUMNS.items() for at, title in enumerate(titles) if title in names}
    shown = int((get_language() or "").startswith("zh"))
    missing = [COLUMNS[key][shown] for key in ("username", "display_name") if key not in places]
    if missing:
        raise ValidationError(
            _("The first line must name the columns; missing: %(missing)s. Known are: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(names[shown] for names in COLUMNS.values())}
        )
    return places


def _row(line: int, cells: dict[str, str], known: User | None, seen: dict[str, int]) -> Row:
    active = cells.get("active", "").lower()
    row = Row(
        line,
        cells["username"],
        cells["display_name"],
        cells.get("organisation", ""),
        active not in _NO,
        "same",
    )
    why = _refusal(row, active, known, seen)
    if why:
        return _with(row, "refused", why)
    if known is None:
        return _with(row, "new")
    changes = [
        f"{before or '–'} → {after or '–'}"
        for before, after in (
            (known.display_name, row.display_name),
            (known.organisation, row.organisation or known.organisation),
            (_("active") if known.is_active else _("closed"), _("active") if row.active else _("closed")),
        )
        if before != after
    ]
    return _with(row, "changed", "; ".join(changes)) if changes else row


def _refusal(row: Row, active: str, known: User | None, seen: dict[str, int]) -> str:
    try:
        UnicodeUsernameValidator()(row.username)
    except ValidationError:
        return _("“%(name)s” is no user name: letters, digits and @ . + - _") % {"name": row.username}
    if row.username in seen:
        return _("stands in line %(line)s already") % {"line": seen[row.username]}
    if not row.display_name or len(row.display_name) > 60 or len(row.organisation) > 120:
        return _("needs a name of at most 60 and an organisation of at most 120 characters")
    if active not in _NO | _YES:
        return _("“%(found)s” is neither yes nor no") % {"found": active}
    if known is not None and known.role != Role.EXPERT:
        return _("is %(role)s; a list changes experts alone") % {"role": known.get_role_display()}
    return ""


def _with(row: Row, effect: Effect, why: str = "") -> Row:
    return Row(**(asdict(row) | {"effect": effect, "why": why}))


def take_in(*, by: User, rows: Sequence[Row]) -> list[tuple[User, str]]:
    """Makes the new accounts and changes the others, all or nothing; returns the new ones with their first passwords.

    The passwords are drawn here, shown once and kept as hashes alone.
    """
    made = []
    with transaction.atomic():
        for row in rows:
            if row.effect == "new":
                password = secrets.token_urlsafe(12)
                person = create_person(
                    by=by,
                    username=row.username,
                    display_name=row.display_name,
                    role=Role.EXPERT,
                    organisation=row.organisation,
                    password=password,
                )
                made.append((person, password))
            if row.effect == "changed" or (row.effect == "new" and not row.active):
                person = User.objects.get(username=row.username)
                change_person(
                    by=by,
                    person=person,
                    display_name=row.display_name,
                    role=person.role,
                    organisation=row.organisation or person.organisation,
                    is_active=row.active,
                )
    return made
