"""Taking in a list of experts: choose the file, see what it would do, then do it."""

from __future__ import annotations

from dataclasses import asdict

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from procurement.people import pool
from procurement.people.access import only, person
from procurement.people.forms import PoolForm
from procurement.people.models import Role

MOST_BYTES = 5 * 1024 * 1024
_SALT = "people.pool"
_VALID_FOR = 60 * 60  # seconds between seeing the effect and doing it


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The form, then the effect of the chosen file; nothing is changed yet."""
    form = PoolForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20})
            rows = pool.effects(file.read(), file.name)
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            counts = {
                effect: sum(r.effect == effect for r in rows)
                for effect in ("new", "changed", "same", "refused")
            }
            doable = [asdict(row) for row in rows if row.effect in {"new", "changed"}]
            context = {
                "rows": rows,
                "counts": counts,
                "doable": len(doable),
                "signed": signing.dumps(doable, salt=_SALT, compress=True),
            }
            return render(request, "people/pool_effect.html", context)
    return render(request, "people/pool.html", {"form": form})


@only(Role.ADMINISTRATOR)
@require_POST
@never_cache
def take_in(request: HttpRequest) -> HttpResponse:
    """Does what was shown, all or nothing; the first passwords are on this page and never again."""
    try:
        rows = [
            pool.Row(**row)
            for row in signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=_VALID_FOR)
        ]
    except signing.BadSignature:
        return redirect("people:pool")
    try:
        made = pool.take_in(by=person(request), rows=rows)
    except ValidationError as refusal:
        form = PoolForm()
        return render(request, "people/pool.html", {"form": form, "refusal": refusal.messages}, status=409)
    return render(request, "people/pool_done.html", {"made": made, "changed": len(rows) - len(made)})
