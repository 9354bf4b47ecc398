"""What nobody has to upload for a bundle: papers on file are used for a line, sources are asked for what they have."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Router

from tongban.bundles.actions.drafts import use_on_file
from tongban.bundles.actions.fetching import fetch_for_draft
from tongban.bundles.api.drafts import open_draft, told
from tongban.bundles.api.shapes import BundleDraftOut
from tongban.bundles.queries.papers import PapersSeen
from tongban.bundles.queries.plans import plan_of
from tongban.cases.api.shapes import UseIn
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems

router = Router(auth=Key("cases:submit"))
ONE = "/bundle-drafts/{draft}"


@router.post(
    f"{ONE}/papers-on-file",
    response={200: BundleDraftOut, **problems(404, 409)},
    summary="Use a paper on file for all members",
)
def use_held_in_bundle(request: CallRequest, draft: str, data: UseIn, response: HttpResponse) -> BundleDraftOut:
    """Take what is on file for a line of the set instead of an upload: every member that asks for it gets it."""
    own, now = open_draft(request, draft), timezone.now()
    seen = PapersSeen(plan_of(own.version), own, reader=party(request), on=local_day(now))
    offer = seen.offers.get(data.paper)
    if offer is None:
        raise Http404
    use_on_file(draft=own, key=data.paper, offer=offer, by=own.account, now=now)
    return told(request, draft, response)


@router.post(
    f"{ONE}/fetching",
    response={200: BundleDraftOut, **problems(404, 409)},
    summary="Ask the sources for all members",
)
def fetch_bundle_papers(request: CallRequest, draft: str, response: HttpResponse) -> BundleDraftOut:
    """Have what nobody need bring fetched, once for all members; a source that was silent is asked again."""
    own, now = open_draft(request, draft), timezone.now()
    count_try("upload", client_of(request))
    fetch_for_draft(draft=own, plan=plan_of(own.version), by=own.account, now=now)
    return told(request, draft, response)
