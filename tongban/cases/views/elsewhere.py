"""Matters that somebody else decides: taken at a window, forwarded, followed; and how the applicant sees them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions import elsewhere as actions
from tongban.cases.forms.elsewhere import ForwardForm, ProgressForm, TakenForm
from tongban.cases.models import Elsewhere
from tongban.cases.queries import elsewhere as queries
from tongban.cases.queries.window import item_to_receive
from tongban.cases.views.desk import case_for
from tongban.cases.views.window import WindowRequest, in_visit
from tongban.catalogue.models import AgreedItem
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import (
    OfficerRequest,
    PartyRequest,
    officer_required,
    party_required,
    require,
    require_somewhere,
)
from tongban.ui.acts import carried_out

LONGEST = 40


@require_safe
@in_visit
def choose(request: WindowRequest) -> HttpResponse:
    """What can be taken for other cities, what cannot and why, and what is done in other systems."""
    text, on = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST], local_day(timezone.now())
    region = request.window.service_point.office.region_id
    context = {
        "text": text,
        "visit": request.visit,
        "window": request.window,
        "agreed": queries.agreed_matching(text, on=on),
        "differing": queries.differing(text, on=on),
        "guided": queries.guided_matching(text, region=region, on=on),
    }
    return render(request, "cases/elsewhere/choose.html", context)


@require_http_methods(["GET", "POST"])
@in_visit
def take(request: WindowRequest, agreed: int) -> HttpResponse:
    """Tick the papers that were laid on the desk for another city."""
    related = AgreedItem.objects.select_related("item__catalog_item", "item__current", "agreement__partner")
    chosen = get_object_or_404(related, pk=agreed, item__current__isnull=False)
    assert chosen.item.current
    specs = [spec for spec in chosen.item.current.materials.order_by("position") if not spec.exempted_by]
    form = TakenForm(specs, request.POST if request.method == "POST" else None)
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_for_partner(
                visit=request.visit, agreed=chosen, papers=form.papers(), by=request.officer, now=timezone.now()
            )
        except Refused as refused:
            obstacles = list(refused.obstacles)
        else:
            return redirect("cases:elsewhere_one", taken.number)
    context = {"agreed": chosen, "form": form, "obstacles": obstacles, "visit": request.visit}
    return render(request, "cases/elsewhere/take.html", context, status=409 if obstacles else 200)


@require_POST
@in_visit
def guide(request: WindowRequest, code: str) -> HttpResponse:
    """Send somebody to the system in which the item is done."""
    item = item_to_receive(code)
    if item is None:
        raise Http404
    act = lambda: actions.guide_away(visit=request.visit, item=item, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已登记引导，编号在“在外办理”里。"), to=reverse("cases:elsewhere"))


@require_safe
@officer_required
def listed(request: OfficerRequest) -> HttpResponse:
    """Everything that was taken for elsewhere and that we follow."""
    require_somewhere(request, "receive", "see")
    on = local_day(timezone.now())
    state, mode = request.GET.get("state", ""), request.GET.get("mode", "")
    states = [("open", _("未办结")), ("late", _("超期")), ("over", _("已结束"))]
    found = queries.elsewhere_for(request.officer, on=on, state=state, mode=mode)
    context = {
        "page": page(found, keys=("-id",), after=request.GET.get("after")),
        "today": on,
        "filters": [
            {"name": "state", "label": _("状态"), "options": states},
            {"name": "mode", "label": _("办理方式"), "options": Elsewhere.Mode.choices},
        ],
    }
    return render(request, "cases/elsewhere/list.html", context)


@require_safe
@officer_required
def one(request: OfficerRequest, number: str) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
@officer_required
def forward(request: OfficerRequest, number: str) -> HttpResponse:
    """Record that the papers left the house."""
    found, form = _found(request, number), ForwardForm(request.POST)
    _require(request, found)

    def act(given: dict[str, Any]) -> None:
        actions.forward(elsewhere=found, **given, by=request.officer, now=timezone.now())

    return _done(request, found, form, act, forwarding=form)


@require_POST
@officer_required
def note(request: OfficerRequest, number: str) -> HttpResponse:
    """Copy what the other side shows."""
    found, form = _found(request, number), ProgressForm(request.POST)
    _require(request, found)

    def act(given: dict[str, Any]) -> None:
        actions.note_progress(elsewhere=found, **given, by=request.officer, now=timezone.now())

    return _done(request, found, form, act, progress=form)


@require_POST
@officer_required
def follow(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin to follow a case in the department's own system."""
    case = case_for(request, number, "review")
    act = lambda: actions.follow_case(case=case, by=request.officer, now=timezone.now())  # noqa: E731
    to = reverse("matters:matter", args=[number])
    return carried_out(request, act, _("可以登记部门系统的编号和进展了。"), to=to)


@never_cache
@require_safe
@party_required
def own(request: PartyRequest) -> HttpResponse:
    """What was taken of oneself for other cities and systems, and where it stands."""
    shown = page(queries.of_party(request.party), keys=("-id",), after=request.GET.get("after"), size=20)
    return render(request, "cases/elsewhere/own.html", {"page": shown})


def _found(request: OfficerRequest, number: str) -> Elsewhere:
    found = queries.one_for(request.officer, number, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    return found


def _require(request: OfficerRequest, found: Elsewhere) -> None:
    if found.case:
        require(request, "review", **found.case.matter.scope)
    elif found.service_point:
        require(request, "receive", office=found.service_point.office)


def _done(
    request: OfficerRequest, found: Elsewhere, form: Any, act: Callable[[dict[str, Any]], None], **forms: Any
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, found, status=422, **forms)
    try:
        act(form.cleaned_data)
    except Refused as refused:
        return _page(request, found, obstacles=list(refused.obstacles), status=409, **forms)
    return redirect("cases:elsewhere_one", found.number)


def _page(
    request: OfficerRequest,
    found: Elsewhere,
    *,
    obstacles: list[Obstacle] | None = None,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    today = local_day(timezone.now())
    context = {
        "each": found,
        "obstacles": obstacles,
        "documents": documents_of(found.subject) if found.case_id is None else [],
        "forwarding": forms.get("forwarding") or ForwardForm(initial={"on": today}),
        "progress": forms.get("progress") or ProgressForm(),
        "may_forward": found.mode == Elsewhere.Mode.PROXY and found.status in ("taken", "returned"),
        "today": today,
    }
    return render(request, "cases/elsewhere/one.html", context, status=status)
