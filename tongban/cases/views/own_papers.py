"""One's own papers on file (我的材料): what is there, how far it can be relied on; put in, looked at, withdrawn.

Also those of an organisation or a ward for which somebody stands by law. Who only holds an authorisation for an
errand sees them within the application that it is for, never here.
"""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.forms.own_papers import PutInForm
from tongban.documents import actions, queries
from tongban.documents.models import HeldPaper
from tongban.documents.rules import grades
from tongban.documents.rules.files import ACCEPT
from tongban.documents.views import hand_out_held
from tongban.kernel.moments import local_day
from tongban.kernel.rates import TooOften
from tongban.people.access import PartyRequest, client_of, count_try, party_required
from tongban.people.models import Party
from tongban.people.queries import parties_stood_for
from tongban.ui.acts import carried_out
from tongban.ui.wording import say


@never_cache
@require_safe
@party_required
def papers(request: PartyRequest) -> HttpResponse:
    """The papers of one party, the latest first."""
    now = timezone.now()
    whose, parties = _whose(request, now)
    today, given = local_day(now), request.GET
    page = queries.held_papers(
        whose, on=today, state=given.get("state", ""), kind=given.get("kind", ""), after=given.get("after")
    )
    context = {
        "page": page,
        "rows": [_shown(each, now) for each in queries.with_files(page.rows)],
        "whose": whose,
        "filters": _filters(whose, parties),
        "is_filtered": any(given.get(name) for name in ("state", "kind")),
        "grades": grades.grades().values(),
    }
    return render(request, "cases/own_papers.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def put_in(request: PartyRequest) -> HttpResponse:
    """Put a paper on file oneself."""
    now = timezone.now()
    whose, _parties = _whose(request, now)
    form = PutInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            count_try("upload", client_of(request))
            actions.put_in(party=whose, paper=form.paper(), by=request.user, now=now)
        except (actions.CannotStore, actions.CannotHold, TooOften) as refused:
            for obstacle in refused.obstacles:
                form.add_error("pages", say(obstacle))
        else:
            messages.success(request, _("已存入材料库，以后办事可以直接用。"))
            return redirect(_back(request, whose))
    context = {"form": form, "whose": whose, "back": _back(request, whose), "accept": ACCEPT}
    return render(request, "cases/own_papers_new.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@party_required
def page(request: PartyRequest, held_id: int, number: int) -> HttpResponseBase:
    """Look at one page of a paper on file, or save it."""
    [on_file] = queries.with_files([_held(request, held_id)])
    return hand_out_held(on_file, number)


@require_POST
@party_required
def withdraw(request: PartyRequest, held_id: int) -> HttpResponse:
    """Let a paper on file be used no more."""
    held, now = _held(request, held_id), timezone.now()
    return carried_out(
        request,
        lambda: actions.withdraw_held_paper(held=held, by=request.user, now=now),
        _("已撤回，不再用于办事。"),
        to=_back(request, held.party),
    )


def _whose(request: PartyRequest, now: datetime) -> tuple[Party, list[Party]]:
    """Return the party whose papers are meant, one's own if nothing is said, and all who may be meant."""
    parties = parties_stood_for(request.party, on=local_day(now))
    wanted = request.GET.get("of", "")
    found = [party for party in parties if str(party.pk) == wanted] if wanted else parties
    if not found:
        raise Http404
    return found[0], parties


def _held(request: PartyRequest, held_id: int) -> HeldPaper:
    theirs = parties_stood_for(request.party, on=local_day(timezone.now()))
    held = HeldPaper.objects.select_related("document", "party").filter(pk=held_id, party__in=theirs).first()
    if held is None:
        raise Http404
    return held


def _shown(on_file: queries.OnFile, now: datetime) -> dict[str, object]:
    held, day = on_file.held, local_day(now)
    return {
        "held": held,
        "grade": grades.grades()[held.grade],
        "state": held.state_on(day),
        "pages": range(1, len(on_file.files) + 1) if on_file.files else [1] if held.document_id else [],
        "is_whole": on_file.is_whole,
    }


def _filters(whose: Party, parties: list[Party]) -> list[dict[str, object]]:
    states = [
        ("held", _("有效")),
        ("expired", _("已过期")),
        ("replaced", HeldPaper.State.REPLACED.label),
        ("withdrawn", HeldPaper.State.WITHDRAWN.label),
        ("ended", HeldPaper.State.ENDED.label),
    ]
    found: list[dict[str, object]] = [
        {"name": "state", "label": _("状态"), "options": states},
        {"name": "kind", "label": _("材料"), "options": queries.kinds_held(whose)},
    ]
    if len(parties) > 1:
        found.insert(0, {"name": "of", "label": _("谁的材料"), "options": [(str(p.pk), p.shown_name) for p in parties]})
    return found


def _back(request: PartyRequest, whose: Party) -> str:
    of = f"?of={whose.pk}" if whose.pk != request.party.pk else ""
    return reverse("cases:own_papers") + of
