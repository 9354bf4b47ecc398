"""A copy of everything about oneself."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.documents import storage
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.people.access import (
    PartyRequest,
    limited,
    party_required,
)
from tongban.portal.actions import CannotExport, ask_for_export, note_taken
from tongban.portal.queries.exports import exports_of

SHOWN_EXPORTS = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@party_required
def my_data(request: PartyRequest) -> HttpResponse:
    """A copy of everything about oneself: ask for it, watch it being made, find it again for a week."""
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        try:
            ask_for_export(party=request.party, now=timezone.now())
            return redirect("portal:my_data")
        except CannotExport as refused:
            obstacles = refused.obstacles
    now, exports = timezone.now(), list(exports_of(request.party)[:SHOWN_EXPORTS])
    is_waiting = any(export.is_being_made(now) for export in exports)
    context = {"exports": exports, "is_waiting": is_waiting, "obstacles": obstacles}
    return render(request, "portal/my_data.html", context, status=409 if obstacles else 200)


@never_cache
@require_safe
@party_required
@limited("export")
def take_export(request: PartyRequest, export_id: int) -> HttpResponse:
    """Hand out one's own copy while it is there; anything else does not exist."""
    now = timezone.now()
    export = get_object_or_404(exports_of(request.party), pk=export_id, expires_at__gt=now)
    content = storage.open_kept(export.place)
    note_taken(export=export, now=now)
    return FileResponse(content, as_attachment=True, filename=f"tongban-{local_day(now)}.zip")  # type: ignore[return-value]
