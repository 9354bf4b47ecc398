"""Asking the back office while the citizen waits: both pages look again every few seconds."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.questions import answer_question, ask_office
from tongban.cases.forms.questions import AnswerForm, AskForm
from tongban.cases.queries import questions as queries
from tongban.cases.queries.handovers import BACK_OFFICE
from tongban.cases.queries.window import cases_in, item_to_receive
from tongban.cases.views.window import DESK, WindowRequest, in_visit
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, kept_for, officer_required
from tongban.people.queries import may_somewhere
from tongban.ui.acts import carried_out
from tongban.ui.wording import say

LIST = "cases:questions_to_answer"


@require_POST
@in_visit
def ask(request: WindowRequest, code: str) -> HttpResponse:
    """Ask the office of an item; the answer comes onto the page of the visit."""
    item, form = item_to_receive(code), AskForm(request.POST)
    if item is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, say(Obstacle("question_without_words")))
        return redirect(_back(request))
    cases = cases_in(request.visit)
    case = next((each for each in reversed(cases) if each.version.item_id == item.pk), None)
    text, now = form.cleaned_data["text"], timezone.now()
    act = partial(ask_office, visit=request.visit, item=item, text=text, case=case, by=request.officer, now=now)
    return carried_out(request, act, _("已发给后台，答复会出现在这一页。"), to=_back(request))


@require_safe
@in_visit
def asked(request: WindowRequest) -> HttpResponse:
    """What was asked in this visit, with the answers that have come."""
    return render(request, "cases/window/parts/questions.html", {"questions": queries.questions_in(request.visit)})


@require_safe
@officer_required
def to_answer(request: OfficerRequest) -> HttpResponse:
    """The questions for which somebody waits now, and those that were answered."""
    _allow(request)
    on = local_day(timezone.now())
    newer = request.GET.get("newer", "")
    after = int(newer) if newer.isdecimal() else 0
    waiting = queries.waiting_questions(request.officer, after=after, on=on)
    context = {"waiting": waiting, "form": AnswerForm(), "newest": max([after, *(each.pk for each in waiting)])}
    if request.headers.get("HX-Request"):
        return render(request, "cases/questions/waiting.html", context)
    answered = queries.questions_for(request.officer, on=on).exclude(answered_at=None)
    context["page"] = page(answered, keys=("-asked_at", "-id"), after=request.GET.get("after"))
    return render(request, "cases/questions/questions.html", context)


@require_POST
@officer_required
def answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer one."""
    _allow(request)
    question = queries.questions_for(request.officer, on=local_day(timezone.now())).filter(pk=pk).first()
    if question is None:
        raise Http404
    form = AnswerForm(request.POST)
    text = form.cleaned_data["answer"] if form.is_valid() else ""
    act = partial(answer_question, question=question, answer=text, by=request.officer, now=timezone.now())
    return carried_out(request, act, _("已答复。"), to=LIST)


def _allow(request: OfficerRequest) -> None:
    today = local_day(timezone.now())
    if not any(may_somewhere(request.officer, power, on=today) for power in BACK_OFFICE):
        raise kept_for(*BACK_OFFICE)


def _back(request: WindowRequest) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse(DESK)
