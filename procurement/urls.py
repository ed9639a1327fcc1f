"""Every room brings its own addresses; this file only gathers them."""

from __future__ import annotations

import importlib.util

from django.conf import settings
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from procurement.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # browsers ask for it on pages that name no icon: a report as PDF, a download, JSON
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("gongping/mark.svg"))),
    path("language/", include("django.conf.urls.i18n")),
    *(
        path("", include(f"{room}.urls"))
        for room in settings.ROOMS
        if importlib.util.find_spec(f"{room}.urls")
    ),
]
