"""The front page, the demo's logins, and what could not be delivered."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.kernel.outbox import CannotRetry, dead_letters, retry_dead_letter
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require_everywhere
from tongban.people.demo import LOGINS, PASSWORD, Login
from tongban.people.rules.roles import ROLES
from tongban.portal import queries
from tongban.ui.wording import say

HOT = ("开饭店", "门头招牌", "教师资格", "公积金", "spjy")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: find what one has come for, in one's own words."""
    context = {
        "events": EVENTS.values(),
        "themes": THEMES.values(),
        "in_english": (get_language() or "").startswith("en"),
        "hot": HOT,
        "glance": queries.at_a_glance(now=timezone.now()),
    }
    return render(request, "portal/home.html", context)


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be in the demo city, and how far it is filled."""
    _only_in_demo()
    in_english = (get_language() or "").startswith("en")
    shown = [(login, _face(login, in_english=in_english)) for login in LOGINS]
    context = {
        "citizens": [pair for pair in shown if pair[0].is_citizen],
        "staff": [pair for pair in shown if not pair[0].is_citizen],
        "password": PASSWORD,
        "filling": queries.filling(),
    }
    return render(request, "portal/demo.html", context)


@require_safe
def demo_progress(request: HttpRequest) -> HttpResponse:
    """The bar alone, for a page that is watching it."""
    _only_in_demo()
    return render(request, "portal/parts/filling.html", {"filling": queries.filling()})


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
def retry(request: OfficerRequest, row_id: int) -> HttpResponse:
    """Let the worker try a dead letter again."""
    require_everywhere(request, "administer")
    try:
        retry_dead_letter(row_id=row_id, by=request.officer.actor, now=timezone.now())
    except CannotRetry as refused:
        for obstacle in refused.obstacles:
            messages.error(request, say(obstacle))
    else:
        messages.success(request, _("已重新排队，稍后由后台再次投递。"))
    return redirect("portal:outbox")


def _face(login: Login, *, in_english: bool) -> str:
    """Return what somebody is in the demo city, in words."""
    if login.is_citizen:
        return _("经办人") if login.face == "agent" else _("申请人")
    role = ROLES[login.role]
    return role.english if in_english else role.term


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
