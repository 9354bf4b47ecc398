"""The shelf of a service point: what lies there, laying down, handing over several at once, sending on."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions import CannotDeliver, deliver_all_by_code, deliver_together
from tongban.cases.actions.moving import move_results
from tongban.cases.actions.shelf import shelve_result
from tongban.cases.forms.shelf import CollectForm, FindForm, MoveForm, ShelveForm
from tongban.cases.models import Case
from tongban.cases.queries import handovers as queries
from tongban.cases.queries.window import waiting_for
from tongban.cases.views.desk import require_handing_out
from tongban.cases.views.window import WindowRequest, at_window, who_came
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import client_of, count_try, require
from tongban.people.models import Party
from tongban.people.queries import party_with_identity
from tongban.ui.acts import tell_reasons
from tongban.ui.wording import say
from tongban.windows.models import ServicePoint

SHELF = "cases:shelf"
PICK_UP = "cases:pick_up"
MOST_MOVED = 100


@require_safe
@at_window
def shelf(request: WindowRequest) -> HttpResponse:
    """What lies on the shelf here, the longest there first, or what was looked for."""
    form = FindForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    return _page(request, text=text)


@require_POST
@at_window
def shelve(request: WindowRequest) -> HttpResponse:
    """Lay a result on the shelf: its number was scanned."""
    point = request.window.service_point
    require(request, "deliver", office=point.office)
    form = ShelveForm(request.POST)
    if not form.is_valid():
        return _page(request, shelve=form)
    try:
        case = _case(form.cleaned_data["number"])
        place = form.cleaned_data["place"]
        entry = shelve_result(case=case, point=point, place=place, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _page(request, shelve=form, obstacles=refused.obstacles)
    messages.success(request, _("已上架，位置 %(place)s。") % {"place": entry.place})
    return redirect(SHELF)


@require_POST
@at_window
def move(request: WindowRequest) -> HttpResponse:
    """Send the results that were ticked to another service point, on a hand-over list."""
    point = request.window.service_point
    require(request, "deliver", office=point.office)
    form = MoveForm(_other_points(point), request.POST)
    ticked = queries.shelf_of(point).filter(pk__in=_keys(request, "entry"))
    cases = [entry.case for entry in ticked[:MOST_MOVED]]
    if not form.is_valid() or not cases:
        return _page(request, obstacles=[Obstacle("nothing_to_hand_over")])
    try:
        made = move_results(
            cases=cases, from_point=point, to_point=form.cleaned_data["to"], by=request.officer, now=timezone.now()
        )
    except Refused as refused:
        return _page(request, obstacles=refused.obstacles)
    return redirect("cases:hand_over_list", pk=made.pk)


@require_POST
@at_window
def collect(request: WindowRequest) -> HttpResponse:
    """Hand everything that was ticked over in one act: to the person whose card was read, or who brings the code.

    What was found by its number is handed to whoever brings its code, or the identity card of the applicant.
    """
    count_try("pick_up", client_of(request))
    party, form, now = who_came(request), CollectForm(request.POST), timezone.now()
    code, asked = _typed(request, "code"), _typed(request, "text") or _typed(request, "code")
    back = f"{reverse(PICK_UP)}?{request.GET.urlencode()}"
    if party is None and not asked:
        messages.error(request, say(Obstacle("card_read_too_long_ago")))
        return redirect(PICK_UP)
    if not request.POST.getlist("number"):
        messages.error(request, _("请勾选要交付的结果。"))
        return redirect(back)
    found = waiting_for(request.officer, on=local_day(now), text=asked, party=None if asked else party)
    chosen = [case for case in found if case.matter.number in request.POST.getlist("number")]
    if not chosen:
        raise Http404
    for case in chosen:
        require_handing_out(request, case)
    signature = form.cleaned_data["signature"] if form.is_valid() else ""
    told: dict[str, Any] = {
        "signature": signature,
        "point": request.window.service_point,
        "by": request.officer,
        "now": now,
    }
    try:
        if code:
            deliver_all_by_code(cases=chosen, code=code, **told)
        else:
            deliver_together(cases=chosen, to=_receiver(_typed(request, "identity"), party), **told)
    except Refused as refused:
        tell_reasons(request, refused)
        return redirect(back)
    done = ngettext("已交付 %(n)s 份结果。", "已交付 %(n)s 份结果。", len(chosen)) % {"n": len(chosen)}
    messages.success(request, done)
    return redirect(back)


def _typed(request: WindowRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip().upper()


def _receiver(identity: str, came: Party | None) -> Party:
    """Return whose identity number was typed, else whose card was read."""
    receiver = party_with_identity("citizen-id", identity) if identity else came
    if receiver is None:
        raise CannotDeliver([Obstacle("receiver_not_proved")])
    return receiver


def _page(
    request: WindowRequest,
    *,
    text: str = "",
    shelve: ShelveForm | None = None,
    obstacles: list[Obstacle] | None = None,
) -> HttpResponse:
    point = request.window.service_point
    entries = queries.found_on_shelf(point, text) if text else queries.shelf_of(point)
    context: dict[str, Any] = {
        "window": request.window,
        "page": page(entries, keys=("since", "id"), after=request.GET.get("after")),
        "find": FindForm({"q": text}),
        "text": text,
        "shelve": shelve or ShelveForm(),
        "move": MoveForm(_other_points(point)),
        "obstacles": obstacles,
    }
    wrong = shelve is not None and not shelve.is_valid()
    return render(request, "cases/shelf/shelf.html", context, status=409 if obstacles else 422 if wrong else 200)


def _other_points(point: ServicePoint) -> "QuerySet[ServicePoint]":
    return ServicePoint.objects.exclude(pk=point.pk).order_by("office__path", "name")


def _case(text: str) -> Case:
    case = queries.case_with_bag(text)
    if case is None:
        raise Refused([Obstacle("bag_unknown", text.strip()[:40])])
    return case


def _keys(request: WindowRequest, name: str) -> list[int]:
    return [int(text) for text in request.POST.getlist(name) if text.isdecimal()]
