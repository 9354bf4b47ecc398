"""What the demo gateway delivered, for anyone to read in demo mode; the partners, for those who look after them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.exchange import actions, queries
from tongban.exchange.models import Envelope, Partner
from tongban.kernel.obstacles import Refused
from tongban.kernel.paging import page
from tongban.people.access import kept_for, officer_required
from tongban.ui.acts import tell_reasons

PERMISSION = "exchange.change_partner"
INBOX_SIZE = 30
WITNESS_SIZE = 30


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the messages of the demo gateway as they would look on a phone; refreshed while one watches."""
    if not settings.DEMO:
        raise Http404
    phone = request.GET.get("phone", "").strip()
    found = queries.inbox(phone=phone)
    shown = page(found, keys=("-at", "-id"), after=request.GET.get("after"), size=INBOX_SIZE)
    template = "exchange/parts/messages.html" if request.headers.get("HX-Request") else "exchange/inbox.html"
    return render(request, template, {"page": shown, "phone": phone})


@require_safe
def witness(request: HttpRequest) -> HttpResponse:
    """Show what the demo witness holds, beside what is published: anyone may compare."""
    if not settings.DEMO:
        raise Http404
    found = page(queries.witnessed(), keys=("-number",), after=request.GET.get("after"), size=WITNESS_SIZE)
    return render(request, "exchange/witness.html", {"page": found, "held": queries.compared(found.rows)})


@officer_required
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """List the partners with the last thing sent to each."""
    _allow(request)
    return render(request, "exchange/partners.html", {"partners": queries.partners()})


@officer_required
@require_safe
def partner(request: HttpRequest, code: str) -> HttpResponse:
    """Show one partner: how it is told to behave, and its envelopes by state."""
    _allow(request)
    chosen = get_object_or_404(Partner, code=code)
    found = queries.envelopes(partner=code, state=request.GET.get("state", ""))
    context = {
        "partner": chosen,
        "page": page(found, keys=("-changed_at", "-id"), after=request.GET.get("after")),
        "modes": Partner.Mode.choices,
        "filters": [{"name": "state", "label": _("状态"), "options": Envelope.State.choices}],
        "is_demo": settings.DEMO,
    }
    return render(request, "exchange/partner.html", context)


@officer_required
@require_POST
def set_mode(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a demo partner how to behave."""
    _allow(request)
    if not settings.DEMO:
        raise Http404
    get_object_or_404(Partner, code=code)
    try:
        officer = request.officer  # type: ignore[attr-defined]  # set by officer_required
        mode = request.POST.get("mode", "")
        changed = actions.set_partner_mode(code=code, mode=mode, by=officer, now=timezone.now())
        messages.success(request, _("%(name)s：%(mode)s") % {"name": changed.name, "mode": changed.get_mode_display()})
    except Refused as refused:
        tell_reasons(request, refused)
    return redirect("exchange:system" if request.GET.get("back") == "system" else "exchange:partner", code=code)


def _allow(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise kept_for("administer")
