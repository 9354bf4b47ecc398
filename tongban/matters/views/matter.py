"""The matter page of the desk and the forms on it.

Whoever may not see a matter is told that there is none; who sees it but lacks the power for an act, that it is so.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters import actions
from tongban.matters.forms import ExtendForm, HandOverForm, OpinionForm, ProcedureForm, ReturnForm, UrgeForm
from tongban.matters.models import Matter, Step
from tongban.matters.queries import colleagues_for, matter_page, matter_seen, step_of
from tongban.matters.queries.extensions import body_that_extends, may_extend
from tongban.matters.rules.extensions import HEAD, SUSPENDING, extension_rule
from tongban.matters.rules.steps import POWERS
from tongban.people.access import officer_required, require
from tongban.people.models import Office
from tongban.people.queries import powers_at
from tongban.ui.slots import fillings

Bound = dict[str, forms.Form]


@require_GET
@officer_required
def show(request: HttpRequest, number: str) -> HttpResponse:
    return _render(request, _matter(request, number, timezone.now()))


@require_GET
@officer_required
def show_print(request: HttpRequest, number: str) -> HttpResponse:
    matter = _matter(request, number, timezone.now())
    return render(request, "matters/matter_print.html", _context(request, matter, {}))


@require_POST
@officer_required
def claim(request: HttpRequest, number: str, step: int) -> HttpResponse:
    return _do(request, number, step, lambda own, now: actions.claim_step(step=own, by=_me(request), now=now))


@require_POST
@officer_required
def release(request: HttpRequest, number: str, step: int) -> HttpResponse:
    return _do(request, number, step, lambda own, now: actions.release_step(step=own, by=_me(request), now=now))


@require_POST
@officer_required
def hand_over(request: HttpRequest, number: str, step: int) -> HttpResponse:
    def act(own: Step, now: datetime, to: Any) -> None:
        actions.hand_over_step(step=own, to=to, by=_me(request), now=now)

    return _do_with(request, number, step, "hand_over", act)


@require_POST
@officer_required
def return_to(request: HttpRequest, number: str, step: int) -> HttpResponse:
    def act(own: Step, now: datetime, to_wave: int, reason: str) -> None:
        actions.return_step(step=own, to_wave=to_wave, reason=reason, by=_me(request), now=now)

    return _do_with(request, number, step, "return", act)


@require_POST
@officer_required
def complete(request: HttpRequest, number: str, step: int) -> HttpResponse:
    """End a step, unless a module above ends the steps of its matters in a way of its own."""

    def act(own: Step, now: datetime, outcome: str, opinion: str) -> None:
        if fillings("step.complete", request, own):
            raise Http404
        actions.complete_step(step=own, outcome=outcome, opinion=opinion, by=_me(request), now=now)

    return _do_with(request, number, step, "opinion", act)


@require_POST
@officer_required
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Approve that a limit is extended, by whoever answers for the body that the matter's rule names."""

    def act(matter: Matter, now: datetime, **given: Any) -> None:
        actions.extend(matter=matter, approved_by=_me(request), now=now, **given)

    return _on_matter(request, number, "extend", ExtendForm(request.POST), act, powers=(HEAD,), at=body_that_extends)


@require_POST
@officer_required
def begin_procedure(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a procedure, unless a module above has a way of its own for its matters."""

    def act(matter: Matter, now: datetime, **given: Any) -> None:
        if fillings("matter.procedures", request, matter):
            raise Http404
        actions.begin_special_procedure(matter=matter, by=_me(request), now=now, **given)

    return _on_matter(request, number, "procedure", ProcedureForm(request.POST), act, powers=SUSPENDING)


@require_POST
@officer_required
def end_procedure(request: HttpRequest, number: str) -> HttpResponse:
    def act(matter: Matter, now: datetime) -> None:
        if fillings("procedure.end", request, matter):
            raise Http404
        actions.end_special_procedure(matter=matter, by=_me(request), now=now)

    return _on_matter(request, number, "end", forms.Form(request.POST), act, powers=SUSPENDING)


@require_POST
@officer_required
def urge(request: HttpRequest, number: str) -> HttpResponse:
    def act(matter: Matter, now: datetime, text: str) -> None:
        actions.urge(matter=matter, text=text, by=_me(request), now=now)

    return _on_matter(request, number, "urge", UrgeForm(request.POST), act, powers=("supervise",))


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


def _matter(request: HttpRequest, number: str, now: datetime) -> Matter:
    matter = matter_seen(number, officer=_me(request), on=local_day(now))
    if matter is None:
        raise Http404
    return matter


def _step(request: HttpRequest, matter: Matter, pk: int) -> Step:
    """Return a step that the officer may do; 403 for one that is another post's."""
    step = step_of(matter, pk)
    if step is None:
        raise Http404
    require(request, POWERS[step.post_kind], **step.scope, has_it=step.claimed_by_id == _me(request).pk)
    return step


def _do(request: HttpRequest, number: str, step: int, act: Callable[[Step, datetime], Any]) -> HttpResponse:
    now = timezone.now()
    matter = _matter(request, number, now)
    own = _step(request, matter, step)
    return _answer(request, matter, lambda: act(own, now), {})


def _do_with(request: HttpRequest, number: str, step: int, name: str, act: Callable[..., None]) -> HttpResponse:
    now = timezone.now()
    matter = _matter(request, number, now)
    own = _step(request, matter, step)
    form = step_forms(own, on=local_day(now), data=request.POST)[name]
    bound = {f"{name}-{own.pk}": form}
    if not form.is_valid():
        return _render(request, matter, bound, status=422)
    return _answer(request, matter, lambda: act(own, now, **form.cleaned_data), bound)


def _on_matter(
    request: HttpRequest,
    number: str,
    name: str,
    form: forms.Form,
    act: Callable[..., None],
    *,
    powers: Iterable[str],
    at: Callable[[Matter], Office | None] = lambda matter: matter.office,
) -> HttpResponse:
    """Do what a form says to a matter, if the officer holds one of the powers at its office, or at another one."""
    now = timezone.now()
    matter = _matter(request, number, now)
    require(request, *powers, **(matter.scope | {"office": at(matter) or matter.office}))
    if not form.is_valid():
        return _render(request, matter, {name: form}, status=422)
    return _answer(request, matter, lambda: act(matter, now, **form.cleaned_data), {name: form})


def _answer(request: HttpRequest, matter: Matter, act: Callable[[], Any], bound: Bound) -> HttpResponse:
    """Act, and show the page again: fresh, or with the reasons and what was typed."""
    try:
        act()
    except Refused as refused:
        fresh = _matter(request, matter.number, timezone.now())
        return _render(request, fresh, bound, obstacles=refused.obstacles, status=409)
    messages.success(request, _("已办好。"))
    return redirect("matters:matter", number=matter.number)


def _render(
    request: HttpRequest,
    matter: Matter,
    bound: Bound | None = None,
    *,
    obstacles: list[Obstacle] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, matter, bound or {}) | {"obstacles": obstacles}
    return render(request, "matters/matter.html", context, status=status)


def _context(request: HttpRequest, matter: Matter, bound: Bound) -> dict[str, Any]:
    now = timezone.now()
    today = local_day(now)
    shown = matter_page(matter, officer=_me(request), now=now, on=today)
    extension = extension_rule(matter.extension_rule)
    return {
        "shown": shown,
        "matter": matter,
        "now": now,
        "officer": _me(request),
        "powers": powers_at(_me(request), **matter.scope, on=today),
        "is_illegal": matter.is_open and matter.is_illegal(now),
        "hands": [_hand(step, bound, today) for step in shown.in_hand],
        "extension": extension,
        "extended_by": extension.approved_by_text_en if get_language() == "en" else extension.approved_by_text,
        "may_extend": matter.state == Matter.State.ACCEPTED and may_extend(_me(request), matter, on=today),
        "extend_form": bound.get("extend") or ExtendForm(prefix=None),
        "procedure_form": bound.get("procedure") or ProcedureForm(),
        "urge_form": bound.get("urge") or UrgeForm(),
    }


def _hand(step: Step, bound: Bound, today: Any) -> dict[str, Any]:
    """Return a step the officer may do, with its forms, those that were sent as they were typed."""
    shown = {name: bound.get(f"{name}-{step.pk}") or form for name, form in step_forms(step, on=today).items()}
    return {"step": step, "opinion": shown["opinion"], "hand_over": shown["hand_over"], "back": shown["return"]}


def step_forms(step: Step, *, on: Any, data: Any = None) -> Bound:
    waves = [(wave, _("第 %(wave)d 轮") % {"wave": wave}) for wave in range(1, step.wave)]
    ids = {"auto_id": f"id_{step.pk}_%s"}
    return {
        "opinion": OpinionForm(data, **ids),  # type: ignore[arg-type]
        "hand_over": HandOverForm(data, colleagues=colleagues_for(step, on=on), **ids),
        "return": ReturnForm(data, waves=waves, **ids),
    }
