"""A notice of the right to a hearing, online: by its code or signed in; silent about what exists, slow for guesses."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases.access import acting_on_notice, notice_open_for, open_notice
from tongban.cases.actions.hearing_notices import ask_by_notice, claim_notice, give_up_by_notice
from tongban.cases.forms.hearing_notices import NoticeCodeForm
from tongban.cases.models import InterestedPerson
from tongban.cases.queries.hearing_notices import notice_with_code, own_notice
from tongban.cases.rules.hearings import hearing_rules
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.rates import TooOften
from tongban.people.access import client_of, count_try, party_of

LOOK_UP = "cases/hearings/notice_code.html"


@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a notice, and open the notice to whoever has it."""
    form = NoticeCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, LOOK_UP, {"form": form}, status=422 if form.is_bound else 200)
    try:
        count_try("hearing_code", client_of(request))
    except TooOften as refused:
        obstacle = Obstacle("too_many_lookups", details=refused.obstacles[0].details)
        answer = render(request, LOOK_UP, {"form": form, "obstacles": [obstacle]}, status=429)
        answer["Retry-After"] = str(refused.seconds)
        return answer
    now, party = timezone.now(), party_of(request)
    person = notice_with_code(form.cleaned_data["code"], now=now)
    if person is None:
        obstacles = [Obstacle("notice_code_wrong")]
        return render(request, LOOK_UP, {"form": form, "obstacles": obstacles}, status=409)
    if party:
        claim_notice(person=person, by=party, now=now)
    open_notice(request, person, now=now)
    return redirect("cases:hearing_notice", pk=person.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be heard, until when, and what happens next; and the asking."""
    return _of_notice(request, pk, ask_by_notice, "cases/hearings/notice.html", _("已收到您的听证申请，回执在下面。"))


@never_cache
@require_http_methods(["GET", "POST"])
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows when one gives the hearing up, a tick to confirm it, and the giving up."""
    act = partial(give_up_by_notice, is_confirmed="is_confirmed" in request.POST)
    return _of_notice(request, pk, act, "cases/hearings/notice_give_up.html", _("已登记：您放弃听证。回执在下面。"))


def _of_notice(request: HttpRequest, pk: int, act: Callable[..., object], template: str, done: str) -> HttpResponse:
    """Show a page about a notice to whom it was sent, or carry out what it is for; others are asked for its code."""
    now = timezone.now()
    person = notice_open_for(request, pk, now=now)
    if person is None:
        return redirect("cases:hearing_notices")
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        try:
            act(person=person, by=acting_on_notice(request, person), now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, done)
            return redirect("cases:hearing_notice", pk=pk)
    return _page(request, template, person, obstacles, now)


def _page(
    request: HttpRequest, template: str, person: InterestedPerson, obstacles: list[Obstacle], now: datetime
) -> HttpResponse:
    own = own_notice(person, on=local_day(now))
    context = {"own": own, "person": person, "hearing": person.hearing, "rules": hearing_rules()}
    context |= {"office": person.hearing.case.matter.office, "obstacles": obstacles}
    return render(request, template, context, status=409 if obstacles else 200)
