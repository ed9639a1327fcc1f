"""Where a checkout keeps its own things: one folder, ``.local/`` unless ``GONGPING_LOCAL`` names another."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class LocalServiceError(RuntimeError):
    """A private service cannot be had; the text says which, why, and where its log is."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """How the two private servers are reached: TCP ports on 127.0.0.1 and the passwords drawn when data was created."""

    postgres_port: int
    postgres_password: str
    redis_port: int
    redis_password: str
    postgres_pid: int = 0
    redis_pid: int = 0

    @property
    def database_url(self) -> str:
        return f"postgresql://gongping:{self.postgres_password}@127.0.0.1:{self.postgres_port}/gongping"

    @property
    def redis_url(self) -> str:
        return f"redis://:{self.redis_password}@127.0.0.1:{self.redis_port}/0"


@dataclass(frozen=True, slots=True)
class Layout:
    """The files under one local folder; two folders are two independent sets of services."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def redis(self) -> Path:
        return self.root / "redis"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def state(self) -> Path:
        return self.root / "services.json"

    @property
    def ready(self) -> Path:
        """Exists while both servers answer."""
        return self.root / "run" / "ready"

    def lock(self, name: str) -> Path:
        return self.root / "run" / f"{name}.lock"

    def prepare(self) -> None:
        """Make the folders; they hold passwords and bids, so others on the machine may pass through but not list."""
        for folder in (self.root, self.root / "run", self.log):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LocalServiceError(f"{folder}: cannot be made: {error.strerror}") from error
        with contextlib.suppress(PermissionError):
            self.root.chmod(0o711)
        if not os.access(self.root, os.W_OK):
            raise LocalServiceError(f"{self.root}: not writable by this user; it was made by another one")

    def read(self) -> Endpoints | None:
        """The endpoints last written, or None before the first start or when the file is damaged."""
        try:
            return Endpoints(**json.loads(self.state.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise LocalServiceError(f"{self.state}: belongs to another user; run as that user") from error
        except (ValueError, TypeError):
            return None

    def write(self, endpoints: Endpoints) -> None:
        """Replace the state in one step, readable by its owner alone."""
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".services-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(asdict(endpoints), out, indent=1)
        Path(name).replace(self.state)


def default_layout() -> Layout:
    """The layout of this process's environment."""
    return Layout(Path(os.environ.get("GONGPING_LOCAL") or CHECKOUT / ".local").absolute())


def new_password() -> str:
    """Letters and digits only, so that it stands in a URL unquoted."""
    return secrets.token_hex(16)
