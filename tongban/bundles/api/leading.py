"""What the lead office's system sees of wholes, and does: press for a member, end what cannot begin."""

from django.http import Http404
from django.utils import timezone
from ninja import Router

from tongban.bundles.actions.leading import end_the_rest, urge_member
from tongban.bundles.api.told import led_whole_out, whole_line
from tongban.bundles.api.whole_shapes import EndIn, LedWholeOut, UrgingIn, WholesOut
from tongban.bundles.models import Whole
from tongban.bundles.queries.leading import LEADING, wholes_led
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.queries import matter_seen
from tongban.people.access import require
from tongban.people.api import CallRequest, Key, officer, officer_with
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit

router = Router()
ONE = "/matters/{number}/whole"
READS, ACTS = Key("work:read"), Key("work:act")


@router.get("/work/wholes", response={200: WholesOut, **problems(422)}, auth=READS, summary="List bundles one leads")
def list_wholes_led(request: CallRequest, after: After = "", limit: Limit = 50) -> WholesOut:
    """The wholes of the offices where your system accepts, decides or supervises, the newest first."""
    found = wholes_led(officer_with(request, *LEADING), on=local_day(timezone.now()))
    shown = page(found, keys=("-id",), after=after or None, size=limit)
    return WholesOut(rows=[whole_line(whole) for whole in shown.rows], next=shown.next)


@router.get(ONE, response={200: LedWholeOut, **problems(404)}, auth=READS, summary="Read a bundle's joint map")
def read_whole_led(request: CallRequest, number: str) -> LedWholeOut:
    """Every member with its light, when it will probably be done, and what holds the whole up."""
    return led_whole_out(_whole(request, number), now=timezone.now())


@router.post(
    f"{ONE}/members/{{member}}/urging",
    response={200: LedWholeOut, **problems(404, 409)},
    auth=ACTS,
    summary="Press for a member",
)
def urge(request: CallRequest, number: str, member: str, data: UrgingIn) -> LedWholeOut:
    """A note on the desk of the member's office (催办)."""
    whole, now = _led(request, number), timezone.now()
    urge_member(whole=whole, code=member, text=data.text, by=officer(request), now=now)
    return led_whole_out(_whole(request, number), now=now)


@router.post(f"{ONE}/end-of-rest", response={200: LedWholeOut, **problems(404, 409)}, auth=ACTS, summary="End the rest")
def end_rest(request: CallRequest, number: str, data: EndIn) -> LedWholeOut:
    """End the members that cannot begin, so that the whole ends with what was granted."""
    whole, now = _led(request, number), timezone.now()
    end_the_rest(whole=whole, reason=data.reason, by=officer(request), now=now)
    return led_whole_out(_whole(request, number), now=now)


def _led(request: CallRequest, number: str) -> Whole:
    whole = _whole(request, number)
    require(request, *LEADING, **whole.matter.scope)
    return whole


def _whole(request: CallRequest, number: str) -> Whole:
    matter = matter_seen(number, officer=officer(request), on=local_day(timezone.now()))
    found = Whole.objects.select_related("version__bundle").filter(matter=matter).first() if matter else None
    if found is None or matter is None:
        raise Http404
    found.matter = matter
    return found
