"""Response headers that Django 5.2 does not set by itself, and an answer to who follows the address of a form."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

# The users' networks are closed and the pages show strangers' documents: everything comes from here, nothing is
# framed, no script stands in the page.  Only the style *attribute* is free, for the boxes laid over page images.
_RULES = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(_RULES)


class ContentSecurityPolicy:
    """Sends the policy with every response that has not set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class FollowedForm:
    """Leads who follows the address of a form, from a bookmark or after signing in anew, to the page it stands on.

    That page is the nearest address above: ``…/alerts/3/`` for ``…/alerts/3/decide/``.  Whether they may see it, the
    page itself decides.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        followed = request.method == "GET" and not request.headers.get("HX-Request")
        if response.status_code != 405 or not followed or not request.accepts("text/html"):
            return response
        messages.warning(
            request, _("Nothing was changed: a form was expected at that address, and none was sent.")
        )
        return HttpResponseRedirect(escape_leading_slashes(_page_above(request.path)))


def _page_above(path: str) -> str:
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path
