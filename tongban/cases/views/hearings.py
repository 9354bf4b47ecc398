"""Hearings: the applicant asks for one online, and whoever has to hold them sees what was asked for."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.hearing_rights import give_hearing_up
from tongban.cases.actions.hearings import ask_to_be_heard
from tongban.cases.queries import hearings as queries
from tongban.cases.queries.own import own_case
from tongban.cases.rules.hearings import hearing_rules
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.rules.extensions import SUSPENDING
from tongban.people.access import OfficerRequest, PartyRequest, officer_required, party_required, require_somewhere


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def ask(request: PartyRequest, number: str) -> HttpResponse:
    """What a hearing is, until when one may ask, and the asking; not found where nobody told of the right to one."""
    done = _("已收到您的听证申请，办理时限暂停；听证的时间、地点会提前告诉您。")
    return _of_own_hearing(request, number, ask_to_be_heard, "cases/hearings/ask.html", done)


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def give_up(request: PartyRequest, number: str) -> HttpResponse:
    """What follows when one gives the hearing up, a tick to confirm it, and the giving up."""
    act = partial(give_hearing_up, is_confirmed="is_confirmed" in request.POST)
    done = _("已登记：您放弃听证。我们会继续办理。")
    return _of_own_hearing(request, number, act, "cases/hearings/give_up.html", done)


def _of_own_hearing(
    request: PartyRequest, number: str, act: Callable[..., object], template: str, done: str
) -> HttpResponse:
    """Show a page about the hearing of one's own case, or carry out what it is for."""
    now = timezone.now()
    case = own_case(request.party, number, on=local_day(now))
    own = queries.own_hearing(case, on=local_day(now)) if case else None
    if case is None or own is None:
        raise Http404
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        own.hearing.case = case
        try:
            act(hearing=own.hearing, by=request.party, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, done)
            return redirect("cases:mine", number=number)
    context = {"matter": case.matter, "own": own, "rules": hearing_rules(), "obstacles": obstacles}
    return render(request, template, context, status=409 if obstacles else 200)


@require_safe
@officer_required
def to_hold(request: OfficerRequest) -> HttpResponse:
    """What was asked for and has to be announced and held, what is due first on top."""
    require_somewhere(request, *SUSPENDING)
    waiting = queries.hearings_to_hold(request.officer, on=local_day(timezone.now()))
    shown = page(waiting, keys=("hold_by_on", "id"), after=request.GET.get("after"))
    lines = [(each, queries.announce_by(each)) for each in shown]
    return render(request, "cases/hearings/to_hold.html", {"page": shown, "lines": lines, "rules": hearing_rules()})
