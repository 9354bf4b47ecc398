"""The window desk: who came and for whom, the visit with its cases, and its end.

One address shows whatever the window is at; which visit that is stands in the database, and who just showed a card
in a signed part of the address.
"""

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions import window as actions
from tongban.cases.actions.closing import deliver_by_identity
from tongban.cases.forms.window import CameForm, DemoCardForm, EndForm, ForWhomForm, PickUpForm
from tongban.cases.models import Case, Result, ToldOnce
from tongban.cases.queries import window as queries
from tongban.cases.queries.desk import possible
from tongban.cases.queries.promises import told_in
from tongban.cases.queries.questions import questions_in
from tongban.cases.views.desk import require_handing_out
from tongban.documents.queries import documents_of
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required
from tongban.people.actions import find_or_create_party
from tongban.people.models import Party
from tongban.people.queries import authorisation_of
from tongban.people.rules.assurance import SEEN
from tongban.ui.wording import say
from tongban.windows.actions import end_visit
from tongban.windows.models import Visit, Window
from tongban.windows.queries import card_reader_at, open_visit, parked_visits, windows_of
from tongban.windows.queries.pools import called_to, waiting_for

STANDS_THERE = 30 * 60  # seconds for which a card that was read counts
DESK = "cases:window"
AUTHORISATION = "授权委托书"  # how scans of it are named
SAT_AT = "window"  # in the session: which of several seats is taken


class WindowRequest(OfficerRequest):
    """A request from an officer who sits at a window."""

    windows: list[Window]  # where this officer may sit today
    window: Window
    visit: Visit
    about: Result | None  # the licence that an application is about, if it is begun from one
    purpose: str


View = Callable[..., HttpResponse]


def at_window(view: View) -> View:
    """Let officers through who sit at a window today, as ``request.window``."""

    @never_cache
    @officer_required
    @wraps(view)
    def guarded(request: WindowRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.windows = list(windows_of(request.officer, local_day(timezone.now())))
        if not request.windows:
            return render(request, "cases/window/no_seat.html", status=403)
        request.window = _sat_at(request)
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def in_visit(view: View) -> View:
    """Let officers through who are serving a visit, as ``request.visit``; others are led back to their desk."""

    @at_window
    @wraps(view)
    def guarded(request: WindowRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = open_visit(request.window)
        if visit is None or visit.officer_id != request.officer.pk:
            messages.error(request, say(Obstacle("not_your_visit")))
            return redirect(DESK)
        request.visit, request.about, request.purpose = visit, None, Case.Purpose.NEW
        return view(request, *args, **kwargs)

    return guarded


def _sat_at(request: WindowRequest) -> Window:
    """Return the window that was chosen, else the one that takes most: a comprehensive one before a special one."""
    chosen = request.session.get(SAT_AT)
    kinds = list(Window.Kind)
    return min(request.windows, key=lambda window: (window.pk != chosen, kinds.index(Window.Kind(window.kind))))


@require_POST
@at_window
def sit(request: WindowRequest) -> HttpResponse:
    """Sit down at another window of one's own."""
    if any(str(window.pk) == request.POST.get("window") for window in request.windows):
        request.session[SAT_AT] = int(request.POST["window"])
    return redirect(DESK)


@require_safe
@at_window
def desk(request: WindowRequest) -> HttpResponse:
    """Whatever the window is at: nobody, somebody who showed a card, or a visit."""
    visit = open_visit(request.window)
    if visit is None:
        handler = _who_came(request)
        return _for_whom(request, handler) if handler else _greet(request)
    if visit.officer_id != request.officer.pk:
        return render(request, "cases/window/busy.html", {"window": request.window, "visit": visit})
    request.visit = visit
    return _visit(request)


@require_POST
@at_window
def read_card(request: WindowRequest) -> HttpResponse:
    """Read the identity card on the reader: to begin a visit, or to look for a result that waits."""
    card_form = DemoCardForm(request.POST)
    to = "cases:pick_up" if "pick_up" in request.POST else DESK
    try:
        card = card_reader_at(request.window, card=card_form.name()).read()
        party = actions.meet_by_card(card=card, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _greet(request, obstacles=refused.obstacles)
    return redirect(f"{reverse(to)}?came={_signed(party)}")


@require_POST
@at_window
def came(request: WindowRequest) -> HttpResponse:
    """Type in who came: there is no reader, or another kind of document."""
    now = timezone.now()
    form = CameForm(request.POST, today=local_day(now))
    if not form.is_valid():
        return _greet(request, form=form)
    try:
        party = find_or_create_party(
            kind=Party.Kind.PERSON, **form.cleaned_data, assurance=SEEN, by=request.officer, now=now
        )
    except Refused as refused:
        return _greet(request, form=form, obstacles=refused.obstacles)
    return redirect(f"{reverse(DESK)}?came={_signed(party)}")


@require_POST
@at_window
def begin(request: WindowRequest) -> HttpResponse:
    """Begin the visit: for oneself, under an authorisation in force, or under one that is shown now."""
    now, handler = timezone.now(), _who_came(request)
    if handler is None:
        messages.error(request, say(Obstacle("card_read_too_long_ago")))
        return redirect(DESK)
    held, _over = queries.authorisations_between(handler, on=local_day(now))
    form = ForWhomForm(handler, held, today=local_day(now), data=request.POST)
    if not form.is_valid():
        return _for_whom(request, handler, form=form)
    try:
        _begin(request, handler, form, now)
    except Refused as refused:
        return _for_whom(request, handler, form=form, obstacles=refused.obstacles)
    return redirect(DESK)


def _begin(request: WindowRequest, handler: Party, form: ForWhomForm, now: datetime) -> None:
    window, by, phone = request.window, request.officer, form.cleaned_data.get("phone", "")
    if form.is_new:
        mandate = form.mandate()
        actions.begin_visit_for(window=window, handler=handler, mandate=mandate, phone=phone, by=by, now=now)
        return
    party = form.authorisation.party if form.authorisation else handler
    actions.begin_own_visit(window=window, handler=handler, party=party, phone=phone, by=by, now=now)


@require_POST
@in_visit
def end(request: WindowRequest) -> HttpResponse:
    """End the visit with what came of it."""
    form = EndForm(request.POST)
    outcome = form.cleaned_data["outcome"] if form.is_valid() else ""
    if outcome == Visit.Outcome.CASE and not queries.cases_in(request.visit):
        return _visit(request, obstacles=[Obstacle("visit_without_case")])
    try:
        note = form.cleaned_data["note"] if outcome else ""
        end_visit(visit=request.visit, outcome=outcome, note=note, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _visit(request, obstacles=refused.obstacles)
    messages.success(request, _("本次接待已结束：%(outcome)s。") % {"outcome": Visit.Outcome(outcome).label})
    return redirect(DESK)


@require_POST
@in_visit
def print_form(request: WindowRequest, number: str) -> HttpResponse:
    """Print the application form of one of this visit's cases for the signature."""
    case = case_in_visit(request, number)
    document = actions.print_form_to_sign(case=case, by=request.officer, now=timezone.now())
    return redirect("documents:document", number=document.number)


@require_POST
@in_visit
def deliver(request: WindowRequest, number: str) -> HttpResponse:
    """Hand the result over to whoever this visit serves: their card was read when it began."""
    case = case_in_visit(request, number)
    require_handing_out(request, case)
    try:
        deliver_by_identity(case=case, to=request.visit.handler, by=request.officer, now=timezone.now())
    except Refused as refused:
        return _visit(request, obstacles=refused.obstacles, number=number)
    messages.success(request, _("已交付。"))
    return redirect(f"{reverse(DESK)}?case={number}")


def who_came(request: WindowRequest) -> Party | None:
    return _who_came(request)


def offered(request: WindowRequest) -> dict[str, Any]:
    """Return what was typed to find an item, and what it finds here."""
    text = request.GET.get("q", "").replace("\x00", "").strip()
    found = queries.offers(text, window=request.window, officer=request.officer, on=local_day(timezone.now()))
    return {"query": text, "offers": found}


def visit_so_far(request: WindowRequest) -> dict[str, Any]:
    """Return what every page of a visit shows beside its own: whom it serves, its cases, how it may end."""
    visit, cases = request.visit, queries.cases_in(request.visit)
    told = told_in(visit)
    shown: dict[str, Any] = {
        "window": request.window,
        "visit": visit,
        "cases": cases,
        "outcomes": _outcomes(cases, told),
        "told": told,
        "questions": questions_in(visit),
        "park_for": Visit.ParkedFor.choices,
    }
    if visit.is_represented:
        shown["authorisation"] = authorisation_of(visit.handler, visit.party, on=local_day(timezone.now()))
        shown["authorisation_scans"] = queries.scans_of_paper(visit, AUTHORISATION)
    return shown


def _outcomes(cases: list[Case], told: list[ToldOnce]) -> list[tuple[str, str, bool]]:
    """Return how the visit may end, the likely end marked."""
    likely = Visit.Outcome.CASE if cases else Visit.Outcome.CONSULTATION
    if any(hasattr(case, "correction") for case in cases) or (told and not cases):
        likely = Visit.Outcome.TOLD_ONCE
    return [(code, str(label), code == likely) for code, label in Visit.Outcome.choices]


def _greet(
    request: WindowRequest, *, form: CameForm | None = None, obstacles: list[Obstacle] | None = None
) -> HttpResponse:
    now = timezone.now()
    midnight = datetime.combine(local_day(now), time(0), BEIJING)
    context = {
        "window": request.window,
        "other_windows": [window for window in request.windows if window != request.window],
        "card": DemoCardForm(request.POST or None),
        "form": form or CameForm(today=local_day(now)),
        "is_typed": form is not None or bool(obstacles),
        "pick_up": PickUpForm(),
        "visits": queries.visits_today(request.window, since=midnight)[:8],
        **waiting_at(request),
        "obstacles": obstacles,
    }
    return render(request, "cases/window/greet.html", context, status=_status(obstacles, form))


def waiting_at(request: WindowRequest) -> dict[str, Any]:
    """Return who was asked to this window, who waits for it, and which visits of the hall were set aside."""
    called = called_to(request.window)
    waiting = [] if called else list(waiting_for(request.window, on=local_day(timezone.now())))
    longest = min((each.arrived_at for each in waiting), default=None)
    return {
        "called": called,
        "waiting": waiting,
        "longest": longest,
        "parked": list(parked_visits(request.window.service_point)[:20]),
    }


def _for_whom(
    request: WindowRequest, handler: Party, *, form: ForWhomForm | None = None, obstacles: list[Obstacle] | None = None
) -> HttpResponse:
    today = local_day(timezone.now())
    held, over = queries.authorisations_between(handler, on=today)
    context = {
        "window": request.window,
        "handler": handler,
        "form": form or ForWhomForm(handler, held, today=today),
        "over": over,
        "came": request.GET.get("came", ""),
        "obstacles": obstacles,
    }
    return render(request, "cases/window/for_whom.html", context, status=_status(obstacles, form))


def _visit(request: WindowRequest, *, obstacles: list[Obstacle] | None = None, number: str = "") -> HttpResponse:
    so_far = visit_so_far(request)
    asked = number or request.GET.get("case", "")
    chosen = next((case for case in so_far["cases"] if case.matter.number == asked), None)
    context = {**so_far, "chosen": chosen, "obstacles": obstacles}
    if chosen is None or request.GET.get("q"):
        context |= offered(request)
    if chosen:
        context["acts"] = possible(chosen, request.officer, on=local_day(timezone.now()))
        context["asked_item"] = chosen.version.item
        context["documents"] = documents_of(chosen.matter.subject)
        context["query_code"] = chosen.matter.told_code()
        context["back"] = f"{reverse(DESK)}?case={chosen.matter.number}"
    return render(request, "cases/window/visit.html", context, status=409 if obstacles else 200)


def case_in_visit(request: WindowRequest, number: str) -> Case:
    case = next((case for case in queries.cases_in(request.visit) if case.matter.number == number), None)
    if case is None:
        raise Http404
    return case


def _signed(party: Party) -> str:
    return TimestampSigner(salt=DESK).sign(str(party.pk))


def _who_came(request: WindowRequest) -> Party | None:
    """Return whose card was read a moment ago; nobody if that was too long ago."""
    try:
        pk = TimestampSigner(salt=DESK).unsign(request.GET.get("came", ""), max_age=STANDS_THERE)
    except BadSignature:
        return None
    return Party.objects.filter(pk=pk).first()


def _status(obstacles: list[Obstacle] | None, form: Any) -> int:
    if obstacles:
        return 409
    return 422 if form is not None and form.is_bound else 200
