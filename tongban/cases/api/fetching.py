"""A firm's system has the sources asked for what its application need not bring, once more where one was silent."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from tongban.cases.actions.fetching import fetch_for_draft
from tongban.cases.api.drafts import open_draft, told
from tongban.cases.api.shapes import DraftOut
from tongban.people.access import client_of, count_try
from tongban.people.api import CallRequest, Key
from tongban.ui.api.problems import problems

router = Router(tags=["drafts"], auth=Key("cases:submit"))


@router.post("/drafts/{draft}/fetching", response={200: DraftOut, **problems(404, 409)}, summary="Ask the sources")
def fetch_papers(request: CallRequest, draft: str, response: HttpResponse) -> DraftOut:
    """Have the papers that nobody need bring fetched. A source that was silent is asked again, each time it is sent."""
    own, now = open_draft(request, draft), timezone.now()
    count_try("upload", client_of(request))
    fetch_for_draft(draft=own, by=own.account, now=now)
    return told(open_draft(request, draft), response)
