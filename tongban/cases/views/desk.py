"""What officers do with a case from the matter page: accept, tell once, turn away, give an opinion, decide, hand over.

An act that is refused shows its form again with the reasons, and keeps what was typed. Whether the officer holds the
power for it is asked first: forms of acts that are somebody else's do not open.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases import actions, rules
from tongban.cases.actions.voiding import void_receipt
from tongban.cases.forms.application import ApplicationForm
from tongban.cases.forms.desk import PHRASES, DecisionForm, GapsForm, HandOverForm, OpinionForm, TurnAwayForm
from tongban.cases.forms.shelf import VoidForm
from tongban.cases.models import Case
from tongban.cases.queries.answers import changed_answers
from tongban.cases.queries.desk import case_of, other_offices, who_came
from tongban.cases.queries.papers import asked_of, missing_from, papers_of
from tongban.cases.queries.taken_here import HANDS_OUT, taken_here, was_taken_by
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.queries import matter_seen, may_work_with, step_of
from tongban.matters.rules.steps import POWERS
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.people.queries import party_with_identity
from tongban.ui.acts import carried_out
from tongban.ui.wording import say


@require_POST
@officer_required
def accept(request: OfficerRequest, number: str) -> HttpResponse:
    case, now = case_for(request, number, "accept"), timezone.now()
    return _answer(request, case, lambda: actions.accept_case(case=case, by=request.officer, now=now), _("已受理。"))


@require_POST
@officer_required
def decide_instantly(request: OfficerRequest, number: str) -> HttpResponse:
    case, now = case_for(request, number, rules.ALONE), timezone.now()
    act = lambda: actions.decide_instantly(case=case, by=request.officer, now=now)  # noqa: E731
    return _answer(request, case, act, _("已当场办结。"))


@require_POST
@officer_required
def give_back(request: OfficerRequest, number: str) -> HttpResponse:
    case, now = case_for(request, number, "accept"), timezone.now()
    return _answer(request, case, lambda: actions.return_case(case=case, by=request.officer, now=now), _("已退回。"))


@require_http_methods(["GET", "POST"])
@officer_required
def notify(request: OfficerRequest, number: str) -> HttpResponse:
    """Build the one notice: tick what is missing or wrong and say how to mend it."""
    case = case_for(request, number, "accept")
    missing = {paper.code for paper in missing_from(case, papers_of(case))}
    data, is_later = request.POST if request.method == "POST" else None, hasattr(case, "correction")
    form = GapsForm(asked_of(case.version, case.answers), missing, data, is_later=is_later)

    def act(now: datetime) -> None:
        knowingly = bool(form.cleaned_data.get("knowingly"))
        actions.notify_correction(case=case, gaps=form.gaps(), knowingly=knowingly, by=request.officer, now=now)

    context = {"lead": pgettext("动作", "一次性告知"), "phrases": PHRASES, "is_later": is_later}
    return with_form(request, case, form, act, "cases/notify.html", context, _("告知书已发出。"))


@require_http_methods(["GET", "POST"])
@officer_required
def turn_away(request: OfficerRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "accept")
    form = TurnAwayForm(other_offices(case), request.POST if request.method == "POST" else None)

    def act(now: datetime) -> None:
        given = form.cleaned_data
        if given["ground"] == rules.NOT_NEEDED:
            actions.say_not_needed(case=case, reasons=given["reasons"], by=request.officer, now=now)
        else:
            actions.refuse_acceptance(case=case, **given, by=request.officer, now=now)

    context = {"lead": _("不受理 / 不予受理"), "button": _("出具告知书")}
    return with_form(request, case, form, act, "cases/act.html", context, _("已告知申请人。"))


@require_POST
@officer_required
def void(request: OfficerRequest, number: str) -> HttpResponse:
    """Make the receipt void, on its day."""
    case, form = case_for(request, number, "receive", "accept"), VoidForm(request.POST)

    def act(now: datetime) -> None:
        void_receipt(case=case, reason=form.cleaned_data["reason"], by=request.officer, now=now)

    context = {"lead": _("作废收件凭证"), "button": _("确认作废")}
    return with_form(request, case, form, act, "cases/act.html", context, _("收件凭证已作废，已告知申请人。"))


@require_http_methods(["GET", "POST"])
@officer_required
def correct(request: OfficerRequest, number: str) -> HttpResponse:
    """Put slips of the form right with the applicant standing by."""
    case, now = case_for(request, number, "receive"), timezone.now()
    before = case.form.clear()
    form = ApplicationForm(
        case.version.form_schema,
        case.answers,
        language=get_language() or "zh-hans",
        today=local_day(now),
        data=request.POST if request.method == "POST" else None,
        initial=before,
    )

    def act(now: datetime) -> None:
        changes = changed_answers(before, form.values)
        actions.correct_on_spot(case=case, changes=changes, by=request.officer, now=now)

    context = {"lead": _("当场更正"), "button": _("保存更正")}
    return with_form(request, case, form, act, "cases/correct.html", context, _("已更正。"))


@require_POST
@officer_required
def give_opinion(request: OfficerRequest, number: str, step: int) -> HttpResponse:
    case = case_for(request, number)
    own = step_of(case.matter, step)
    if own is None:
        raise Http404
    require(request, POWERS[own.post_kind], **own.scope, has_it=own.claimed_by_id == request.officer.pk)
    form = OpinionForm(request.POST)

    def act(now: datetime) -> None:
        actions.give_opinion(step=own, **form.cleaned_data, by=request.officer, now=now)

    context = {"lead": own.name, "button": _("提交意见")}
    return with_form(request, case, form, act, "cases/act.html", context, _("意见已提交。"))


@require_POST
@officer_required
def decide(request: OfficerRequest, number: str) -> HttpResponse:
    case, form = case_for(request, number), DecisionForm(request.POST)
    require(request, *rules.powers_to_decide(is_single_officer=case.is_single_officer), **case.matter.scope)

    def act(now: datetime) -> None:
        actions.decide_case(case=case, **form.cleaned_data, by=request.officer, now=now)

    context = {"lead": _("审批决定"), "button": pgettext("动作", "作出决定")}
    return with_form(request, case, form, act, "cases/act.html", context, _("决定已作出。"))


@require_POST
@officer_required
def hand_over(request: OfficerRequest, number: str) -> HttpResponse:
    """Deliver at the window: the query code, or the identity of the applicant or of who came for them."""
    case, form = _case_to_hand_out(request, number), HandOverForm(request.POST)

    def act(now: datetime) -> None:
        given = form.cleaned_data
        if identity := given["identity"]:
            to = party_with_identity("citizen-id", identity)
            if to is None:
                raise actions.CannotDeliver([Obstacle("receiver_not_proved")])
            actions.deliver_by_identity(case=case, to=to, signature=given["signature"], by=request.officer, now=now)
        else:
            how = {"code": given["code"], "to": who_came(case), "signature": given["signature"]}
            actions.deliver_by_code(case=case, **how, by=request.officer, now=now)

    context = {"lead": _("窗口出件"), "button": _("确认交付")}
    return with_form(request, case, form, act, "cases/act.html", context, _("已交付。"))


@require_POST
@officer_required
def reveal(request: OfficerRequest, number: str, field: str) -> HttpResponse:
    """Show one personal answer in clear; who looked, and what for, stands in the journal."""
    case, now = case_for(request, number), timezone.now()
    if not may_work_with(request.officer, case.matter, on=local_day(now)):
        raise PermissionDenied(Obstacle("no_part_in_the_case"))
    purpose = request.POST.get("purpose", "")
    try:
        value = actions.reveal_answer(case=case, field=field, purpose=purpose, by=request.officer, now=now)
    except Refused as refused:
        return _revealed(request, case, {"obstacles": refused.obstacles}, status=409)
    return _revealed(request, case, {"value": value, "purpose": purpose})


def _revealed(request: OfficerRequest, case: Case, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer with the value alone where the page asked for it, with a page of its own without scripts."""
    if request.headers.get("HX-Request"):
        text = shown.get("value") or " ".join(say(obstacle) for obstacle in shown["obstacles"])
        return HttpResponse(conditional_escape(text), status=status)
    return render(request, "cases/revealed.html", {"matter": case.matter, **shown}, status=status)


def case_for(request: OfficerRequest, number: str, *powers: str) -> Case:
    """Return the case if the officer sees it; 403 unless they hold one of the powers named, if any is."""
    matter = matter_seen(number, officer=request.officer, on=local_day(timezone.now()))
    case = case_of(matter) if matter else None
    if matter is None or case is None:
        raise Http404
    if powers:
        require(request, *powers, **matter.scope)
    case.matter = matter
    return case


def _case_to_hand_out(request: OfficerRequest, number: str) -> Case:
    """Return the case if the officer sees it, or took it for another office at the point where they sit."""
    on = local_day(timezone.now())
    found = Case.objects.filter(taken_here(request.officer, on=on), matter__number=number)
    taken = found.select_related("matter__office", "matter__party", "matter__handler", "version__item").first()
    case = taken or case_for(request, number)
    require_handing_out(request, case)
    return case


def require_handing_out(request: OfficerRequest, case: Case) -> None:
    """Answer 403 unless the officer hands results out for the office that decided, or where the case was taken."""
    if not was_taken_by(case, request.officer, on=local_day(timezone.now())):
        require(request, HANDS_OUT, **case.matter.scope)


def _back(request: OfficerRequest, case: Case) -> str:
    """Return where the officer came from, if it is a page of ours, else the matter page."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("matters:matter", args=[case.matter.number])


def _answer(request: OfficerRequest, case: Case, act: Callable[[], Any], done: str) -> HttpResponse:
    return carried_out(request, act, done, to=_back(request, case))


def with_form(
    request: OfficerRequest,
    case: Case,
    form: forms.Form,
    act: Callable[[datetime], None],
    template: str,
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    obstacles, status = [], 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(timezone.now())
            except Refused as refused:
                obstacles, status = refused.obstacles, 409
            else:
                messages.success(request, done)
                return redirect(_back(request, case))
    context |= {"case": case, "matter": case.matter, "form": form, "obstacles": obstacles, "back": _back(request, case)}
    return render(request, template, context, status=status)
