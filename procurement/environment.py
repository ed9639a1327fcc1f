"""Settings from environment variables: read, checked, and refused in words before the product starts."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class ConfigurationError(Exception):
    """An environment variable is missing or wrong; the text lists every one that is."""


SECRET_MINIMUM = 50  # characters; `python -c "import secrets; print(secrets.token_urlsafe(50))"` gives 67


def production_problems(environment: Mapping[str, str]) -> list[str]:
    """What keeps these variables from being a production environment, each named with what is expected of it."""
    problems = []
    secret = environment.get("SECRET_KEY", "")
    if not secret:
        problems.append(f"SECRET_KEY is not set: a random text of at least {SECRET_MINIMUM} characters")
    elif len(secret) < SECRET_MINIMUM or len(set(secret)) < 10:
        problems.append(f"SECRET_KEY is too weak: a random text of at least {SECRET_MINIMUM} characters")
    for name, schemes in (("DATABASE_URL", ("postgres", "postgresql")), ("REDIS_URL", ("redis", "rediss"))):
        value = environment.get(name, "")
        if not value:
            problems.append(f"{name} is not set: {schemes[-1]}://user:password@host:port/name")
        elif urlsplit(value).scheme not in schemes:
            problems.append(
                f"{name} begins with {urlsplit(value).scheme!r}, not with one of {', '.join(schemes)}"
            )
    hosts = words(environment.get("ALLOWED_HOSTS", ""))
    if not hosts:
        problems.append("ALLOWED_HOSTS is not set: the host names users type, separated by commas")
    elif "*" in hosts:
        problems.append("ALLOWED_HOSTS must name the hosts; * lets anyone forge links")
    return problems


def database(url: str) -> dict[str, object]:
    """Django's database entry for ``postgresql://user:password@host:port/name?option=value``."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ConfigurationError(f"DATABASE_URL: found scheme {parts.scheme!r}, expected postgresql")
    try:
        port = parts.port
    except ValueError as error:
        raise ConfigurationError(f"DATABASE_URL: {error}") from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ConfigurationError("DATABASE_URL: names no database after the host")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def words(text: str) -> list[str]:
    """A comma-separated list without its blanks."""
    return [word.strip() for word in text.split(",") if word.strip()]


def flag(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A yes/no variable."""
    value = environment.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ConfigurationError(f"{name}: found {value!r}, expected one of 1, 0, true, false, yes, no, on, off")


def number(environment: Mapping[str, str], name: str, *, default: int) -> int:
    """A whole number that is not negative."""
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise ConfigurationError(f"{name}: found {value!r}, expected a whole number")
    return int(value)


def development_secret(folder: Path) -> str:
    """This checkout's own secret, drawn once, so that a sign-in survives a restart of the demo."""
    path = folder / "secret-key"
    with contextlib.suppress(OSError):
        if text := path.read_text(encoding="ascii").strip():
            return text
    drawn = secrets.token_urlsafe(50)
    with contextlib.suppress(OSError):  # a read-only checkout gets a new secret with every process
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(drawn)
        return drawn
    with contextlib.suppress(OSError):  # another process drew it between the two lines above
        return path.read_text(encoding="ascii").strip() or drawn
    return drawn
