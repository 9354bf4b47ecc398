"""For administrators: what could not be delivered to the outside, what is kept how long."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel.outbox import dead_letters, retry_dead_letter, retry_dead_letters
from tongban.kernel.paging import page
from tongban.kernel.retention import stands
from tongban.people.access import (
    OfficerRequest,
    officer_required,
    require_everywhere,
)
from tongban.portal import queries
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def outbox_page(request: OfficerRequest) -> HttpResponse:
    """What could not be delivered to the outside, and whether the worker is at work."""
    require_everywhere(request, "administer")
    context = {
        "letters": page(dead_letters(), keys=("-enqueued_at", "-id"), after=request.GET.get("after")),
        "deliveries": queries.deliveries(now=timezone.now()),
    }
    return render(request, "portal/outbox.html", context)


@require_POST
@officer_required
def retry_all(request: OfficerRequest, kind: str) -> HttpResponse:
    """Let the worker try every dead letter of a kind again."""
    require_everywhere(request, "administer")
    count = retry_dead_letters(kind=kind, by=request.officer.actor, now=timezone.now())
    messages.success(request, _("已重新排队 %(count)s 条，稍后由后台再次投递。") % {"count": count})
    return redirect("portal:outbox")


@require_POST
@officer_required
def retry(request: OfficerRequest, row_id: int) -> HttpResponse:
    """Let the worker try a dead letter again."""
    require_everywhere(request, "administer")
    act = partial(retry_dead_letter, row_id=row_id, by=request.officer.actor, now=timezone.now())
    return carried_out(request, act, _("已重新排队，稍后由后台再次投递。"), to="portal:outbox")


@require_safe
@officer_required
def retention_page(request: OfficerRequest) -> HttpResponse:
    """What is kept how long, on what ground, and what was removed last."""
    require_everywhere(request, "administer")
    in_english = (get_language() or "").startswith("en")
    return render(request, "portal/retention.html", {"stands": stands(), "in_english": in_english})
