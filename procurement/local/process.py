"""Starting a server that cannot outlive its starter, free ports, and asking a process who it is."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from procurement.local.layout import LocalServiceError

PR_SET_PDEATHSIG = 1  # from linux/prctl.h


@dataclass(frozen=True, slots=True)
class RunAs:
    """Who a server runs as.

    PostgreSQL refuses to be root.  Root therefore runs it as an unprivileged account that already exists; where that
    account cannot reach the checkout (under ``/root``, say) it gets the single capability to pass closed folders,
    rather than every folder above the checkout being opened to everybody.
    """

    uid: int | None = None
    gid: int | None = None
    closed_folders: bool = False


MYSELF = RunAs()


def unprivileged(data: Path, binary: Path) -> RunAs:
    """Whom to run PostgreSQL as, for data in ``data``: oneself, unless one is root."""
    if os.geteuid() != 0:
        return MYSELF
    uid = data.stat().st_uid if data.exists() else 0
    if uid:
        account = pwd.getpwuid(uid)
    else:
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            account = pwd.getpwnam("nobody")
    plain = RunAs(account.pw_uid, account.pw_gid)
    try:
        reaches = run(plain, [str(binary), "--version"], cwd=Path("/")).returncode == 0
        place = next(folder for folder in (data, *data.parents) if folder.exists())
        reaches = reaches and run(plain, ["test", "-x", str(place)], cwd=Path("/")).returncode == 0
    except PermissionError:
        reaches = False
    if reaches:
        return plain
    if shutil.which("setpriv") is None:
        raise LocalServiceError(
            f"{data}: account {account.pw_name} cannot reach this folder and there is no `setpriv` (util-linux); "
            "put the checkout where other accounts may pass, or run as an ordinary user"
        )
    return RunAs(account.pw_uid, account.pw_gid, closed_folders=True)


def _argv(who: RunAs, command: Sequence[str]) -> list[str]:
    if not who.closed_folders:
        return list(command)
    return [
        "setpriv",
        f"--reuid={who.uid}",
        f"--regid={who.gid}",
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override",
        "--securebits=+no_setuid_fixup",  # access(2), by which initdb looks for the server, heeds the capability
        "--no-new-privs",
        "--pdeathsig=INT",
        *command,
    ]


def _identity(who: RunAs) -> dict[str, int | list[int]]:
    if who.uid is None or who.gid is None or who.closed_folders:
        return {}
    return {"user": who.uid, "group": who.gid, "extra_groups": []}


def run(who: RunAs, command: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``command`` to its end as ``who`` and return its outputs as text."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        _argv(who, command),
        cwd=cwd,
        env=_environment(),
        text=True,
        errors="replace",
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **_identity(who),
    )


def spawn(who: RunAs, command: Sequence[str], *, cwd: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server in its own session, so that Ctrl-C on the terminal reaches us and not it.

    The kernel sends it SIGINT when we die in whatever way: for PostgreSQL a fast shutdown, for Redis a clean one.
    """
    with log.open("ab") as out:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            _argv(who, command),
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - one system call, prepared before
            **_identity(who),
        )


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For ``Popen(preexec_fn=…)``: the kernel sends the child ``number`` when the starting thread ends."""
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork, where little is allowed
    parent = os.getpid()

    def follow() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # the parent went away before the line above
            os._exit(1)

    return follow


def _environment() -> Mapping[str, str]:
    """A server's environment: a fixed locale, and none of the caller's PG* settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def free_port(preferred: int = 0) -> int:
    """``preferred`` when nothing listens there on 127.0.0.1, else any free port."""
    for port in filter(None, (preferred, 0)) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(pid: int, *, marks: Sequence[str], first: signal.Signals, patience: float = 20.0) -> None:
    """End process ``pid`` if its command line holds every one of ``marks``; a reused pid is left alone."""
    try:
        process = psutil.Process(pid)
        line = process.cmdline()
        if not all(any(mark in part for part in line) for mark in marks):
            return
        process.send_signal(first)
        try:
            process.wait(patience)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(5)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return


def tail(log: Path, lines: int = 12) -> str:
    """The end of a log, for an error message."""
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"
