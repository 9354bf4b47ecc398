"""Mandates on the desk: by office, one of them, a new one, its end, its paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions.mandates import print_mandate
from tongban.cases.forms.mandates import EndForm, MandateForm, WhoseForm, items_of
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere
from tongban.people.actions import end_mandate, record_mandate
from tongban.people.models import Mandate
from tongban.people.queries import may, may_somewhere
from tongban.people.queries.mandates import mandate_seen, mandates_seen
from tongban.people.queries.posts import offices_kept

KEEPS = "manage_posts"
HERE = "cases:mandate"


@require_safe
@officer_required
def mandates(request: OfficerRequest) -> HttpResponse:
    """The mandates of the offices that the officer sees."""
    require_somewhere(request, "see")
    today, asked = local_day(timezone.now()), request.GET
    text = asked.get("q", "").replace("\x00", "").strip()[:60]
    page = mandates_seen(
        request.officer,
        on=today,
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        text=text,
        after=asked.get("after"),
    )
    filters = [
        {"name": "state", "label": _("状态"), "options": [("open", _("有效或待生效")), ("over", _("已终止"))]},
        {"name": "kind", "label": _("类别"), "options": list(Mandate.Kind.choices)},
    ]
    keeps = may_somewhere(request.officer, KEEPS, on=today)
    return render(
        request, "cases/mandates/list.html", {"page": page, "filters": filters, "keeps": keeps, "today": today}
    )


@require_http_methods(["GET", "POST"])
@officer_required
def record(request: OfficerRequest) -> HttpResponse:
    """Record a mandate as it was signed: first whose and which kind, then the rest."""
    require_somewhere(request, KEEPS)
    now = timezone.now()
    whose = WhoseForm(
        offices_kept(request.officer, on=local_day(now)), request.GET if "office" in request.GET else None
    )
    if not whose.is_valid():
        return render(request, "cases/mandates/whose.html", {"form": whose}, status=422 if whose.is_bound else 200)
    kind, office = whose.cleaned_data["kind"], whose.cleaned_data["office"]
    form = MandateForm(kind, items_of(office, kind), request.POST or None, today=local_day(now))
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            mandate = record_mandate(kind=kind, office=office, **form.asked(), by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("授权书已登记。"))
            return redirect(HERE, mandate.pk)
    context = {"form": form, "office": office, "kind": Mandate.Kind(kind).label, "obstacles": obstacles}
    return render(request, "cases/mandates/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@officer_required
def mandate(request: OfficerRequest, mandate_id: int) -> HttpResponse:
    return _page(request, _seen(request, mandate_id), EndForm(initial={"last_day": local_day(timezone.now())}))


@require_POST
@officer_required
def end(request: OfficerRequest, mandate_id: int) -> HttpResponse:
    """End a mandate on a last day, with a reason."""
    found, form = _kept(request, mandate_id), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        end_mandate(mandate=found, **form.cleaned_data, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, found, form, obstacles=refused.obstacles, status=409)
    messages.success(request, _("授权书已终止。"))
    return redirect(HERE, found.pk)


@require_POST
@officer_required
def print_paper(request: OfficerRequest, mandate_id: int) -> HttpResponse:
    """The paper to sign: numbered when it is first asked for."""
    document = print_mandate(mandate=_kept(request, mandate_id), by=request.officer, now=timezone.now())
    return redirect(reverse("documents:document", args=[document.number]))


def _seen(request: OfficerRequest, key: int) -> Mandate:
    found = mandate_seen(key, request.officer, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    return found


def _kept(request: OfficerRequest, key: int) -> Mandate:
    found = _seen(request, key)
    require(request, KEEPS, office=found.office)
    return found


def _page(request: OfficerRequest, found: Mandate, form: EndForm, status: int = 200, **more: Any) -> HttpResponse:
    today = local_day(timezone.now())
    context = {
        "mandate": found,
        "items": Item.objects.filter(code__in=found.item_codes).select_related("catalog_item").order_by("code"),
        "keeps": may(request.officer, KEEPS, office=found.office, on=today),
        "is_in_force": found.is_in_force(today),
        "form": form,
        **more,
    }
    return render(request, "cases/mandates/mandate.html", context, status=status)
