"""What a child process may use while it reads one file."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory`` in bytes of address space, ``seconds`` on the wall for one request, ``requests`` before it is replaced."""

    memory: int = 1_000_000_000
    seconds: float = 60.0
    requests: int = 50


def apply_memory_limit(memory: int) -> None:
    """Holds this process, for good, to what it uses now plus ``memory`` bytes of address space.

    The libraries reserve some of it before a file is looked at; that part is not the file's fault.
    """
    now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))


def no_core_dumps() -> None:
    """A crash is reported, not kept as a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
