"""Unpacking a ``.zip`` from outside: names that leave the folder, bombs and locks are refused before a byte lands."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from procurement.message import Message, msg
from procurement.numbers import size_text
from procurement.problems import Problem, Refused


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How large a package may be: members, bytes unpacked in all and per member, and growth over the packed size.

    Growth alone proves nothing for small members, so it counts only beyond ``growth_from`` bytes.
    """

    members: int = 20_000
    total: int = 8 * 1024**3
    member: int = 2 * 1024**3
    growth: int = 200
    growth_from: int = 64 * 1024**2


LIMITS = ArchiveLimits()
_PIECE = 1024 * 1024


def unpack(archive: Path, target: Path, limits: ArchiveLimits = LIMITS) -> None:
    """Unpacks ``archive`` into the empty folder ``target``; raises :class:`Refused` and leaves cleaning to the caller."""
    try:
        with zipfile.ZipFile(archive) as package:
            members = [(info, member_name(info)) for info in package.infolist()]
            problems = _problems(archive, members, limits)
            if problems:
                raise Refused(problems)
            room = limits.total
            for info, name in members:
                if not info.is_dir():
                    room -= _extract(package, info, target / name, room, limits, archive.name, name)
    except FileNotFoundError as error:
        raise Refused([Problem(archive.name, msg("a .zip package; there is no such file"))]) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeError, OSError) as error:
        expected = msg("a .zip package that can be opened; this file is damaged or is no .zip archive")
        raise Refused([Problem(archive.name, expected)]) from error


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name.  Archives made on Chinese Windows carry GBK names without the UTF-8 mark."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def leaves_folder(name: str) -> bool:
    """Whether a member's name would lead out of the folder it is unpacked to."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.startswith(("/", "\\")) or ".." in parts or bool(parts and ":" in parts[0]) or "\0" in name


def _problems(
    archive: Path, members: list[tuple[zipfile.ZipInfo, str]], limits: ArchiveLimits
) -> list[Problem]:
    problems = []
    if len(members) > limits.members:
        expected = msg("at most %(most)s members", most=limits.members)
        problems.append(Problem(archive.name, expected, found=str(len(members))))
    seen: set[str] = set()
    for info, name in members:
        if leaves_folder(name):
            problems.append(Problem(archive.name, msg("a name inside the package"), place=name, found=name))
        elif stat.S_ISLNK(info.external_attr >> 16):
            problems.append(Problem(archive.name, msg("a file, not a link"), place=name))
        elif info.flag_bits & 0x1:
            problems.append(Problem(archive.name, msg("a member that is not encrypted"), place=name))
        elif name in seen:
            problems.append(Problem(archive.name, msg("each name once"), place=name))
        seen.add(name)
    total = sum(info.file_size for info, _ in members)
    packed = max(archive.stat().st_size, 1)
    unpacked = msg("%(size)s unpacked", size=size_text(total))
    if total > limits.total:
        problems.append(Problem(archive.name, _total(limits), found=unpacked))
    for info, name in members:
        if info.file_size > limits.member:
            found = msg("%(size)s unpacked", size=size_text(info.file_size))
            problems.append(Problem(archive.name, _member(limits), name, found))
    if total > limits.growth_from and total > limits.growth * packed:
        expected = msg(
            "a package that unpacks to at most %(times)s times its own size (%(packed)s)",
            times=limits.growth,
            packed=size_text(packed),
        )
        problems.append(Problem(archive.name, expected, found=unpacked))
    return problems


def _total(limits: ArchiveLimits) -> Message:
    return msg("a package that unpacks to at most %(most)s in all", most=size_text(limits.total))


def _member(limits: ArchiveLimits) -> Message:
    return msg("members that unpack to at most %(most)s each", most=size_text(limits.member))


def _extract(
    package: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    path: Path,
    room: int,
    limits: ArchiveLimits,
    archive: str,
    name: str,
) -> int:
    """Writes one member and returns its size.  The header may lie about it, so the bytes themselves are counted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    try:
        source = package.open(info)
    except RuntimeError as error:
        raise Refused(
            [Problem(archive, msg("a member that can be unpacked without a password"), name)]
        ) from error
    with source, path.open("wb") as file:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > min(room, limits.member):
                expected = _member(limits) if written > limits.member else _total(limits)
                raise Refused([Problem(archive, expected, name)])
            file.write(piece)
    return written
