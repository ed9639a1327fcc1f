"""Every room brings its own addresses; this file only gathers them."""

from __future__ import annotations

import importlib.util

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from procurement.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", include("django.conf.urls.i18n")),
    *(
        path("", include(f"{room}.urls"))
        for room in settings.ROOMS
        if importlib.util.find_spec(f"{room}.urls")
    ),
]
