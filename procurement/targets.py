"""Whether a file can be written, asked before the work that would fill it; needs no Django."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def trouble(target: str) -> str | None:
    """Why nothing can be written to ``target``, in the system's words; ``None`` when it can.

    A file that is there keeps its content, and none is left behind; ``-`` and pipes are taken at their word.
    """
    if target == "-":
        return None
    path = Path(target)
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            return os.strerror(errno.EISDIR) if path.is_dir() else None
        new = not path.exists()
        with path.open("ab"):
            pass
        if new:
            path.unlink()
    except OSError as error:
        return error.strerror or str(error)
    return None
