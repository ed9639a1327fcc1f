"""``/healthz``: whether this web process reaches what it depends on."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError


@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when database and Redis answer, otherwise 503; names the part, never the reason."""
    parts = {"database": _database(), "redis": _redis()}
    return JsonResponse(
        {name: "ok" if fine else "failed" for name, fine in parts.items()},
        status=200 if all(parts.values()) else 503,
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        cache.get("healthz")
    except RedisError:
        return False
    return True
