"""The board of connected systems, one of them with its batches and rows, and putting refused rows right."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.exchange.actions.correcting import correct_row
from tongban.exchange.actions.links import give_link_key, pause_link, resume_link
from tongban.exchange.forms import RowForm
from tongban.exchange.models import Direction, ExchangeRow, Link, Partner
from tongban.exchange.queries import systems as queries
from tongban.exchange.queries.partners import DEMO_SYSTEM
from tongban.exchange.rules.sets import data_set, data_sets
from tongban.exchange.views.partners import PERMISSION
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, kept_for, officer_required, require, require_somewhere
from tongban.people.queries import may
from tongban.ui.acts import carried_out

SHOWN, RECKONED = 20, timedelta(days=14)


@require_safe
@officer_required
def board(request: OfficerRequest) -> HttpResponse:
    """How each system stands: connected or not, the last answer, what waits since when, what was refused."""
    require_somewhere(request, "see", "administer")
    found = queries.standings(timezone.now())
    context = {
        "standings": found,
        "open": [each.link.partner.code for each in found if _may_open(request, each.link)],
        "ratio": queries.connected_ratio(found),
        "offices": queries.by_office(found),
        "within": queries.CONNECTED_WITHIN.seconds // 60,
    }
    return render(request, "exchange/systems/board.html", context)


@require_safe
@officer_required
def one(request: OfficerRequest, code: str) -> HttpResponse:
    """One system: its state and switches, what was refused, how the days were reckoned, its rows."""
    link = _found(request, code)
    asked = request.GET
    found = queries.rows_of(
        link, state=asked.get("state", ""), direction=asked.get("direction", ""), dataset=asked.get("set", "")
    )
    [standing] = queries.standings(timezone.now(), [link])
    since = local_day(timezone.now()) - RECKONED
    context = {
        "link": link,
        "standing": standing,
        "page": page(found, keys=("-id",), after=asked.get("after"), size=SHOWN),
        "reckonings": queries.reckonings_of(link).filter(on__gte=since).order_by("-on", "direction", "dataset")[:40],
        "batches": queries.batches_of(link)[:8],
        "filters": [
            {"name": "state", "label": _("状态"), "options": ExchangeRow.State.choices},
            {"name": "direction", "label": _("方向"), "options": Direction.choices},
            {"name": "set", "label": _("数据集"), "options": [(each.name, each.title) for each in data_sets()]},
        ],
        "may_switch": request.user.has_perm(PERMISSION),
        "may_correct": _may_correct(request, link),
        "is_demo": link.partner.adapter == DEMO_SYSTEM,
        "modes": Partner.Mode.choices,
    }
    return render(request, "exchange/systems/one.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@officer_required
def correct(request: OfficerRequest, code: str, pk: int) -> HttpResponse:
    """Put a refused row right: the fields that are wrong, or all where nobody said which."""
    link = _found(request, code)
    require(request, "review", office=link.office)
    row = get_object_or_404(ExchangeRow.objects.select_related("link__partner", "batch"), pk=pk, link=link)
    chosen = data_set(row.dataset)
    held = row.payload.clear() or {}
    wrong = [each["about"] for each in row.reasons]
    form = RowForm(chosen, held, wrong, request.POST or None) if chosen and row.state == "refused" else None
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form is not None and form.is_valid():
        given = {name: text for name, text in form.cleaned_data.items() if text or name in held}
        changes = {name: text for name, text in given.items() if text or not chosen.field(name).is_personal}  # type: ignore[union-attr]
        try:
            correct_row(row=row, changes=changes, by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = list(refused.obstacles)
        else:
            messages.success(request, _("已更正，这一行会重新处理。"))
            return redirect("exchange:system", code)
    reasons = [Obstacle(each["code"], each["about"], each.get("details", {})) for each in row.reasons]
    context = {"link": link, "row": row, "form": form, "obstacles": obstacles, "reasons": reasons, "set": chosen}
    return render(request, "exchange/systems/correct.html", context, status=409 if obstacles else 200)


@require_POST
@officer_required
def pause(request: OfficerRequest, code: str) -> HttpResponse:
    """Stop the exchange with a system, with a reason."""
    link, reason = _switched(request, code), request.POST.get("reason", "")
    act = lambda: pause_link(link=link, reason=reason, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已暂停。要发的数据留着，恢复后接着发。"), to=_page_of(code))


@require_POST
@officer_required
def resume(request: OfficerRequest, code: str) -> HttpResponse:
    """Let the exchange go on."""
    link = _switched(request, code)
    act = lambda: resume_link(link=link, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已恢复，正在补发。"), to=_page_of(code))


@never_cache
@require_POST
@officer_required
def key(request: OfficerRequest, code: str) -> HttpResponse:
    """Give a system a new key: it is shown this once."""
    link = _switched(request, code)
    secret = give_link_key(link=link, by=request.officer, now=timezone.now())
    return render(request, "exchange/systems/key.html", {"link": link, "secret": secret})


def _found(request: OfficerRequest, code: str) -> Link:
    """Return a system for those who look after it: administrators, and reviewers of the office that runs it."""
    link = queries.link_of(code)
    if link is None:
        raise Http404
    if not _may_open(request, link):
        require(request, "review", "supervise", office=link.office)
    return link


def _may_open(request: OfficerRequest, link: Link) -> bool:
    today = local_day(timezone.now())
    looks_after = any(may(request.officer, power, office=link.office, on=today) for power in ("review", "supervise"))
    return request.user.has_perm(PERMISSION) or looks_after


def _may_correct(request: OfficerRequest, link: Link) -> bool:
    return may(request.officer, "review", office=link.office, on=local_day(timezone.now()))


def _switched(request: OfficerRequest, code: str) -> Link:
    if not request.user.has_perm(PERMISSION):
        raise kept_for("administer")
    link = queries.link_of(code)
    if link is None:
        raise Http404
    return link


def _page_of(code: str) -> str:
    return reverse("exchange:system", args=[code])
