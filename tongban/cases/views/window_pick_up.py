"""The window desk: results that wait to be handed over, found by number, query code or identity card."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.actions.closing import deliver_by_identity
from tongban.cases.forms.window import DemoCardForm, PickUpForm
from tongban.cases.models import Case
from tongban.cases.queries import window as queries
from tongban.cases.queries.desk import possible
from tongban.cases.views.window import WindowRequest, at_window, who_came
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try, require
from tongban.people.models import Party
from tongban.ui.acts import carried_out

PAGE = "cases:pick_up"


@require_http_methods(["GET", "POST"])
@at_window
def pick_up(request: WindowRequest) -> HttpResponse:
    """Look for results; a query code is sent, not put into the address."""
    party, form = who_came(request), PickUpForm(request.POST or None)
    is_asked = form.is_valid() or party is not None
    text = form.cleaned_data["text"].strip().upper() if form.is_bound and form.is_valid() else ""
    if text:
        count_try("pick_up", client_of(request))
    found, today = _found(request, text, party), local_day(timezone.now())
    context = {
        "window": request.window,
        "form": form,
        "card": DemoCardForm(),
        "party": party,
        "is_asked": is_asked,
        "code": text,
        "is_by_code": bool(text) and all(case.matter.has_code(text) for case in found),
        "rows": [(case, possible(case, request.officer, on=today).hand_over) for case in found],
        "back": request.get_full_path(),
    }
    return render(request, "cases/window/pick_up.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@at_window
def hand_over(request: WindowRequest, number: str) -> HttpResponse:
    """Hand a result over to the person whose card was read."""
    party = who_came(request)
    case = next((case for case in _found(request, "", party) if case.matter.number == number), None)
    if party is None or case is None:
        raise Http404
    require(request, "deliver", office=case.matter.office)
    act = partial(deliver_by_identity, case=case, to=party, by=request.officer, now=timezone.now())
    return carried_out(request, act, _("已交付。"), to=f"{reverse(PAGE)}?{request.GET.urlencode()}")


def _found(request: WindowRequest, text: str, party: Party | None) -> list[Case]:
    if not text and party is None:
        return []
    return queries.waiting_for(request.officer, on=local_day(timezone.now()), text=text, party=None if text else party)
