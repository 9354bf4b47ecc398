"""Notices at the desk: the office's own, a new one, one taken back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere
from tongban.portal.actions import CannotPublish, publish_notice, withdraw_notice
from tongban.portal.forms import NoticeForm
from tongban.portal.models import Notice
from tongban.portal.queries.notices import notices_spoken_for, offices_spoken_for
from tongban.ui.acts import carried_out


@require_safe
@officer_required
def desk(request: OfficerRequest) -> HttpResponse:
    """What the offices that one speaks for have told."""
    require_somewhere(request, "manage_posts")
    today = local_day(timezone.now())
    found = page(notices_spoken_for(request.officer, on=today), keys=("-id",), after=request.GET.get("after"))
    rows = [(row, row.is_over(today)) for row in found.rows]
    return render(request, "portal/desk_notices.html", {"page": found, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def publish(request: OfficerRequest) -> HttpResponse:
    """Write a notice, and publish it."""
    require_somewhere(request, "manage_posts")
    now, obstacles = timezone.now(), list[Obstacle]()
    today = local_day(now)
    offices = offices_spoken_for(request.officer, on=today)
    form = NoticeForm(request.POST or None, offices=offices, own=request.officer.office_id, today=today)
    if form.is_valid():
        try:
            publish_notice(**form.cleaned_data, by=request.officer, now=now)
            return redirect("portal:desk_notices")
        except CannotPublish as refused:
            obstacles = refused.obstacles
    context = {"form": form, "obstacles": obstacles}
    return render(request, "portal/publish_notice.html", context, status=409 if obstacles else 200)


@require_POST
@officer_required
def withdraw(request: OfficerRequest, notice_id: int) -> HttpResponse:
    """Take a notice back."""
    notice = get_object_or_404(Notice.objects.select_related("office"), pk=notice_id)
    require(request, "manage_posts", office=notice.office)

    def act() -> object:
        return withdraw_notice(notice=notice, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("公告已撤回。"), to="portal:desk_notices")
