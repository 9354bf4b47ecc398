"""A paper on file, looked at from the window within a visit of its party; the journal keeps that it was."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.cases.queries import window as queries
from tongban.cases.queries.held import offers_to
from tongban.cases.views.window import WindowRequest, in_visit
from tongban.documents.actions import note_shown
from tongban.documents.views import hand_out_held
from tongban.kernel.moments import local_day
from tongban.people.access import require


@require_safe
@in_visit
def held_page(request: WindowRequest, item: str, code: str, number: int) -> HttpResponse:
    """Show a page of what is on file for whom the visit is, if the item asks for it."""
    found, visit, now = queries.item_to_receive(item), request.visit, timezone.now()
    if found is None or found.current is None:
        raise Http404
    require(request, "receive", office=found.office)
    specs = list(found.current.materials.filter(code=code))
    offer = offers_to(visit.handler, visit.party, specs, item_code=item, on=local_day(now)).get(code)
    if offer is None:
        raise Http404
    note_shown(held=offer.held, visit=visit.pk, by=request.officer, now=now)
    return hand_out_held(offer.on_file, number)  # type: ignore[return-value]  # a stream is an answer too
