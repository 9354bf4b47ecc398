"""The front page, and who one can be in the demo city."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.kernel.moments import local_day
from tongban.people.demo import LOGINS, PASSWORD, Login
from tongban.people.demo.devices import code_now
from tongban.people.rules.roles import ROLES
from tongban.portal import queries
from tongban.portal.queries.faces import holders_at
from tongban.portal.queries.places import city_at_a_glance
from tongban.portal.rules.walks import WALKS

SHOWN_EVENTS = 12  # of the life events, the common ones; the list of services has them all
BY_USERNAME = {login.username: login for login in LOGINS}
HOT = ("开饭店", "门头招牌", "教师资格", "公积金", "spjy")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: find what one has come for, in one's own words."""
    on = local_day(timezone.now())
    context = {
        "front": city_at_a_glance(on=on),
        "events": list(EVENTS.values())[:SHOWN_EVENTS],
        "themes": THEMES.values(),
        "in_english": (get_language() or "").startswith("en"),
        "hot": HOT,
        "glance": queries.at_a_glance(now=timezone.now()),
    }
    return render(request, "portal/home.html", context)


@never_cache
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be in the demo city, and how far it is filled; ``office``: everybody with a post of an office."""
    _only_in_demo()
    office = request.GET.get("office", "").strip()
    in_english = (get_language() or "").startswith("en")
    shown = [(login, _face(login, in_english=in_english)) for login in LOGINS]
    context = {
        "citizens": [pair for pair in shown if pair[0].is_citizen],
        "staff": [pair for pair in shown if not pair[0].is_citizen],
        "walks": [(walk, [(step, BY_USERNAME.get(step.who)) for step in walk.steps]) for walk in WALKS],
        "password": PASSWORD,
        "codes": [(login, code_now(login.username, now=timezone.now())) for login in LOGINS if login.has_device],
        "filling": queries.filling(),
        "office": office,
        "holders": holders_at(office) if office else [],
    }
    return render(request, "portal/demo.html", context)


@require_safe
def demo_progress(request: HttpRequest) -> HttpResponse:
    """The bar alone, for a page that is watching it."""
    _only_in_demo()
    return render(request, "portal/parts/filling.html", {"filling": queries.filling()})


def _face(login: Login, *, in_english: bool) -> str:
    """Return what somebody is in the demo city, in words."""
    if login.is_citizen:
        return _("经办人") if login.face == "agent" else _("申请人")
    role = ROLES[login.role]
    return role.english if in_english else role.term


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
