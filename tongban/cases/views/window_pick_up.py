"""The window desk: results that wait to be handed over, found by number, query code or identity card."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.forms.desk import HandOverForm
from tongban.cases.forms.window import DemoCardForm, PickUpForm
from tongban.cases.models import Case
from tongban.cases.queries import window as queries
from tongban.cases.queries.desk import possible
from tongban.cases.queries.handovers import places_of
from tongban.cases.views.window import WindowRequest, at_window, who_came
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try
from tongban.people.models import Party


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
    places = places_of(found)
    rows = [(case, possible(case, request.officer, on=today).hand_over, places.get(case.pk)) for case in found]
    may_collect = sum(may for _case, may, _entry in rows)
    is_by_code = bool(text) and all(case.matter.opens_with(text) for case in found)
    is_together = may_collect > 1 if text else bool(party and may_collect)
    context = {
        "window": request.window,
        "form": form,
        "card": DemoCardForm(),
        "party": party,
        "are_others": is_asked and not (is_together and may_collect == len(rows)),
        "text": text,
        "is_by_code": is_by_code,
        "is_together": is_together,
        "rows": rows,
        "may_collect": may_collect,
        "collect": HandOverForm(),
        "back": request.get_full_path(),
    }
    return render(request, "cases/window/pick_up.html", context, status=422 if form.is_bound and form.errors else 200)


def _found(request: WindowRequest, text: str, party: Party | None) -> list[Case]:
    if not text and party is None:
        return []
    return queries.waiting_for(request.officer, on=local_day(timezone.now()), text=text, party=None if text else party)
