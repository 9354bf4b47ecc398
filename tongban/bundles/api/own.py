"""A firm's own wholes: where each member stands, taking one up again, giving up what cannot begin."""

from django.http import Http404
from django.utils import timezone
from ninja import Router

from tongban.bundles.actions.leading import end_the_rest, take_up_again
from tongban.bundles.api.told import own_whole_out, whole_line
from tongban.bundles.api.whole_shapes import EndIn, OwnWholeOut, WholesOut
from tongban.bundles.models import Whole
from tongban.bundles.queries.own import own_whole, wholes_of
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit

router = Router()
ONE = "/wholes/{number}"
READS, ACTS = Key("cases:read"), Key("cases:submit")


@router.get("/wholes", response={200: WholesOut, **problems(422)}, auth=READS, summary="List bundles handed in")
def list_wholes(request: CallRequest, after: After = "", limit: Limit = 50) -> WholesOut:
    """What your firm applied for, or brought for somebody whose authorisation it still holds, the newest first."""
    found = wholes_of(party(request), on=local_day(timezone.now()))
    shown = page(found, keys=("-id",), after=after or None, size=limit)
    return WholesOut(rows=[whole_line(whole) for whole in shown.rows], next=shown.next)


@router.get(ONE, response={200: OwnWholeOut, **problems(404)}, auth=READS, summary="Follow a bundle")
def read_whole(request: CallRequest, number: str) -> OwnWholeOut:
    """The joint map: office, act and latest day of every member, and the results under one number."""
    return own_whole_out(_whole(request, number), now=timezone.now())


@router.post(
    f"{ONE}/members/{{member}}/again",
    response={200: OwnWholeOut, **problems(404, 409)},
    auth=ACTS,
    summary="Apply for a member again",
)
def take_up_member(request: CallRequest, number: str, member: str) -> OwnWholeOut:
    """Apply once more for a member that failed, with what was handed in; what it barred waits for it again."""
    take_up_again(whole=_whole(request, number), code=member, by=party(request), now=timezone.now())
    return own_whole_out(_whole(request, number), now=timezone.now())


@router.post(
    f"{ONE}/end-of-rest", response={200: OwnWholeOut, **problems(404, 409)}, auth=ACTS, summary="Give up the rest"
)
def give_up_rest(request: CallRequest, number: str, data: EndIn) -> OwnWholeOut:
    """Give up the members that cannot begin, so that the whole ends with what was granted."""
    end_the_rest(whole=_whole(request, number), reason=data.reason, by=party(request), now=timezone.now())
    return own_whole_out(_whole(request, number), now=timezone.now())


def _whole(request: CallRequest, number: str) -> Whole:
    whole = own_whole(party(request), number, on=local_day(timezone.now()))
    if whole is None:
        raise Http404
    return whole
