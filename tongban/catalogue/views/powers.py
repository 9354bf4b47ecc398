"""Public pages of powers and duties: office by office, and the centres of towns and villages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongban.catalogue.models import CatalogItem
from tongban.catalogue.queries import powers as queries
from tongban.kernel.moments import local_day
from tongban.people.models import Office


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices that hold powers."""
    page = queries.offices_with_powers(**_narrowed(request))
    return render(request, "catalogue/powers/offices.html", {"page": page, "filters": _filters()})


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """The centres of towns and villages, with what each handles."""
    page = queries.centres(local_day(timezone.now()), **_narrowed(request))
    return render(request, "catalogue/powers/centres.html", {"page": page, "filters": _filters()})


@require_safe
def office(request: HttpRequest, uscc: str) -> HttpResponse:
    """The powers of one office with the duties that go with them, and what others have lent to it."""
    found = get_object_or_404(Office.objects.select_related("region"), uscc=uscc)
    held = queries.types_held(found)
    names = dict(CatalogItem.Type.choices)
    item_type = request.GET.get("type", "")
    page, powers = queries.powers_held_by(
        found, item_type=item_type if item_type in names else "", after=request.GET.get("after")
    )
    types = [(kind, f"{names.get(kind, kind)}（{count}）") for kind, count in held]
    context = {
        "office": found,
        "page": page,
        "powers": powers,
        "filters": [{"name": "type", "label": _("事项类型"), "options": types}],
        "total": sum(count for _kind, count in held),
        "lent": queries.lent_to(found, local_day(timezone.now())),
        "points": found.service_points.order_by("pk")[:10],
    }
    return render(request, "catalogue/powers/office.html", context)


def _narrowed(request: HttpRequest) -> dict[str, Any]:
    region = request.GET.get("region", "")[:12]
    return {
        "region": region if region.isdecimal() else "",
        "text": request.GET.get("q", "").replace("\x00", "").strip()[:60],
        "after": request.GET.get("after"),
    }


def _filters() -> list[dict[str, object]]:
    return [{"name": "region", "label": _("地区"), "options": queries.places()}]
