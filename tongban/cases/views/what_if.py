"""Trying a promise out on the cases of the last year, before it is published."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.cases.forms.what_if import WhatIfForm
from tongban.cases.queries.what_if import dropped_paper, shorter_promise
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.people.queries import accessible_offices

LOOKED_AT = timedelta(days=365)


@require_safe
@officer_required
def what_if(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what another promise would have meant; without a question, the form and how long cases took."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "current"), code=code)
    require(request, "manage_catalogue", office=item.office)
    version = item.current
    shown: dict[str, object] = {"item": item, "version": version}
    if version is not None:
        form = WhatIfForm(version, request.GET if "days" in request.GET else {"days": version.promised_amount})
        shown["form"] = form
        if form.is_valid():
            shown |= _answer(request, item, form)
    return render(request, "cases/what_if.html", shown)


def _answer(request: OfficerRequest, item: Item, form: WhatIfForm) -> dict[str, object]:
    now, asked = timezone.now(), form.cleaned_data
    items = [item]
    if asked["everywhere"]:
        mine = accessible_offices(request.officer, "manage_catalogue", on=local_day(now))
        items = list(Item.objects.filter(mine, catalog_item=item.catalog_item))
    since = now - LOOKED_AT
    answer: dict[str, object] = {
        "promise": shorter_promise(items, days=asked["days"], since=since),
        "places": len(items),
        "since": since,
    }
    if asked["paper"]:
        answer["dropped"] = dropped_paper(items, paper=asked["paper"], since=since)
        answer["paper"] = dict(form.fields["paper"].choices)[asked["paper"]]  # type: ignore[attr-defined]
    return answer
