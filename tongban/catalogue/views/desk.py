"""The desk of who manages items: a list with state, version, office and findings; begin anew."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.actions import draft_from_current
from tongban.catalogue.forms import narrowing_in
from tongban.catalogue.models import Item
from tongban.catalogue.queries.desk import desk_items
from tongban.kernel.moments import local_day
from tongban.people.access import officer_required, require
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def desk(request: HttpRequest) -> HttpResponse:
    """The items the officer may see, with what stands against each draft."""
    today = local_day(timezone.now())
    narrowed = narrowing_in(request.GET)
    listed, rows = desk_items(
        _officer(request), today, state=narrowed["state"], text=narrowed["text"], after=request.GET.get("after")
    )
    states = [("published", _("在用")), ("draft", _("有草稿")), ("retired", _("已停用"))]
    filters = [{"name": "state", "label": _("状态"), "options": states}]
    return render(request, "catalogue/desk.html", {"page": listed, "rows": rows, "filters": filters})


@require_POST
@officer_required
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new version with the words of the one in force."""
    return _do(request, _("已建立新版本草稿。"), draft_from_current, item=_item(request, code))


def _item(request: HttpRequest, code: str) -> Item:
    """Return an item whose office's catalogue the officer manages: items are public, so others are refused by 403."""
    item = get_object_or_404(Item.objects.select_related("office"), code=code)
    require(request, "manage_catalogue", office=item.office)
    return item


def _do(request: HttpRequest, done: str, act: Any, **what: Any) -> HttpResponse:
    carry_out = partial(act, **what, by=_officer(request), now=timezone.now())
    return carried_out(request, carry_out, done, to="catalogue:desk")


def _officer(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]  # set by officer_required
