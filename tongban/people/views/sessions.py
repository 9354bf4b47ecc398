"""Ending sessions of one's own: another one, or all others."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongban.people.access import AccountRequest, account_required
from tongban.people.actions.sessions import end_sessions
from tongban.people.models import Account
from tongban.people.queries.sessions import open_sessions_of


@require_POST
@account_required
def end(request: AccountRequest, session_id: int) -> HttpResponse:
    """End one of my sessions; somebody else's is not there."""
    if not end_sessions(account=request.user, sessions=[session_id], now=timezone.now()):
        raise Http404
    messages.success(request, _("已经让那台设备退出登录。"))
    return redirect(_profile(request))


@require_POST
@account_required
def end_others(request: AccountRequest) -> HttpResponse:
    """End all of my sessions but this one."""
    now = timezone.now()
    rows = open_sessions_of(request.user, now=now)
    others = [row.pk for row in rows if row.session_key != request.session.session_key]
    end_sessions(account=request.user, sessions=others, now=now)
    messages.success(request, _("其他设备都已退出登录。"))
    return redirect(_profile(request))


def _profile(request: HttpRequest) -> str:
    is_staff = getattr(request.user, "kind", "") == Account.Kind.STAFF
    return "people:staff_profile" if is_staff else "people:profile"
