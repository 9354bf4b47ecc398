"""Joint site visits at the desk: proposing one, its page, and what the offices answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.bundles.actions import joint_visits as actions
from tongban.bundles.forms.visits import DeclineForm, JoinForm, ProposeForm
from tongban.bundles.models import JointPart, JointVisit, Whole
from tongban.bundles.queries import joint_visits as queries
from tongban.bundles.queries.leading import may_lead
from tongban.cases.actions.refusals import CannotVisit
from tongban.cases.forms.site_visits import PostponeForm
from tongban.cases.queries.site_visits import staff_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.queries.access import may_work_on
from tongban.people.access import OfficerRequest, officer_required
from tongban.ui.acts import carried_out


@require_http_methods(["GET", "POST"])
@officer_required
def propose(request: OfficerRequest, number: str) -> HttpResponse:
    """Propose one trip for the members of a whole that are to be looked at."""
    whole, now = _whole(request, number), timezone.now()
    on = local_day(now)
    reviews = queries.reviews_of(whole)
    if not queries.may_propose(request.officer, whole, reviews, on=on):
        raise PermissionDenied(Obstacle("joint_visit_not_yours"))
    goes = any(may_work_on(request.officer, each.step, on=on) for each in reviews if not each.why_not)
    own = staff_of(request.officer.office, on=on) if goes else None
    initial: dict[str, Any] = {"officers": [request.officer.pk]}
    if request.method == "GET":
        initial["place"] = queries.place_of(whole, reviews)
    form = ProposeForm(reviews, own, request.POST or None, initial=initial)
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            joint = actions.propose_joint_visit(whole=whole, **form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已提议。各部门都答复后，只通知申请人一次。"))
            return redirect("bundles:joint_visit", number=number, joint=joint.pk)
    status = 409 if obstacles else 422 if request.method == "POST" else 200
    left_out = [Obstacle(each.why_not, f"{each.step.matter.subject_title} · {each.step.name}") for each in reviews]
    shown = {
        "whole": whole,
        "matter": whole.matter,
        "form": form,
        "obstacles": obstacles,
        "left_out": [obstacle for obstacle in left_out if obstacle.code],
        "back": _back(request, whole),
    }
    return render(request, "bundles/desk/propose_visit.html", shown, status=status)


@require_safe
@officer_required
def joint_visit(request: OfficerRequest, number: str, joint: int) -> HttpResponse:
    """One joint visit: who comes, who is still asked, what one may do about it."""
    shown = _joint(request, number, joint)
    officer, on = request.officer, local_day(timezone.now())
    own = [part for part in shown.parts.all() if queries.may_answer(officer, part, on=on)]
    if own or may_lead(officer, shown.whole.matter, on=on):
        shown.where = shown.place.clear()
    asked = next((part for part in own if part.state == JointPart.State.ASKED), None)
    may_move = shown.is_open and queries.may_move(officer, shown, on=on)
    context = {
        "joint": shown,
        "matter": shown.whole.matter,
        "asked": asked,
        "join": JoinForm(staff_of(asked.office, on=on), initial={"officers": [officer.pk]}) if asked else None,
        "decline": DeclineForm(auto_id="decline_%s"),
        "move": PostponeForm(auto_id="move_%s") if may_move and queries.is_ahead(shown) else None,
        "may_settle": may_move and shown.state == JointVisit.State.ASKED,
        "may_propose": shown.state == JointVisit.State.LAPSED and queries.can_be_proposed(officer, shown.whole, on=on),
        "back": _back(request, shown.whole),
    }
    return render(request, "bundles/desk/joint_visit.html", context)


@require_POST
@officer_required
def join(request: OfficerRequest, number: str, joint: int) -> HttpResponse:
    part = _own_part(request, number, joint)
    form = JoinForm(staff_of(part.office, on=local_day(timezone.now())), request.POST)

    def act(now: datetime) -> None:
        officers = list(form.cleaned_data["officers"]) if form.is_valid() else []
        actions.join_joint_visit(part=part, officers=officers, by=request.officer, now=now)

    return _done(request, number, joint, act, _("已答复：一起去。现场记录在“现场踏勘”里，和平时一样。"))


@require_POST
@officer_required
def decline(request: OfficerRequest, number: str, joint: int) -> HttpResponse:
    part, form = _own_part(request, number, joint), DeclineForm(request.POST)

    def act(now: datetime) -> None:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        actions.decline_joint_visit(part=part, reason=reason, by=request.officer, now=now)

    return _done(request, number, joint, act, _("已答复：不一起去。"))


@require_POST
@officer_required
def move(request: OfficerRequest, number: str, joint: int) -> HttpResponse:
    found, form = _to_move(request, number, joint), PostponeForm(request.POST)

    def act(now: datetime) -> None:
        if not form.is_valid():
            raise CannotVisit([Obstacle("reason_missing")])
        actions.move_joint_visit(joint=found, **form.cleaned_data, by=request.officer, now=now)

    return _done(request, number, joint, act, _("已改期，各部门一并改到新的时间。"))


@require_POST
@officer_required
def settle(request: OfficerRequest, number: str, joint: int) -> HttpResponse:
    found = _to_move(request, number, joint)

    def act(now: datetime) -> None:
        actions.settle_joint_visit(joint=found, by=request.officer, now=now)

    return _done(request, number, joint, act, _("不再等没有答复的部门。"))


def _done(request: OfficerRequest, number: str, joint: int, act: Callable[[datetime], None], done: str) -> HttpResponse:
    to = reverse("bundles:joint_visit", args=[number, joint])
    return carried_out(request, lambda: act(timezone.now()), done, to=to)


def _whole(request: OfficerRequest, number: str) -> Whole:
    """Return a whole that the officer may see, or of which they may see a member."""
    whole = queries.whole_seen(number, officer=request.officer, on=local_day(timezone.now()))
    if whole is None:
        raise Http404
    return whole


def _joint(request: OfficerRequest, number: str, key: int) -> JointVisit:
    joint = queries.joint_visit_of(_whole(request, number), key)
    if joint is None:
        raise Http404
    joint.where = str(joint.place)
    return joint


def _own_part(request: OfficerRequest, number: str, key: int) -> JointPart:
    """Return the part that the officer may answer for; the one that is still asked before others."""
    on = local_day(timezone.now())
    own = [
        part for part in _joint(request, number, key).parts.all() if queries.may_answer(request.officer, part, on=on)
    ]
    if not own:
        raise PermissionDenied(Obstacle("joint_visit_not_yours"))
    return min(own, key=lambda part: part.state != JointPart.State.ASKED)


def _to_move(request: OfficerRequest, number: str, key: int) -> JointVisit:
    joint = _joint(request, number, key)
    if not queries.may_move(request.officer, joint, on=local_day(timezone.now())):
        raise PermissionDenied(Obstacle("joint_visit_not_yours"))
    return joint


def _back(request: OfficerRequest, whole: Whole) -> str:
    """Return the page that the officer came from and may see: the whole, else the member that they may see."""
    seen: Any = queries.matter_to_show(whole, officer=request.officer, on=local_day(timezone.now()))
    return reverse("matters:matter", args=[seen.number])
