"""A firm's own system fills in an application: begin, type, attach papers, hand in once."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from tongban.cases import actions
from tongban.cases.api.drafting import account_of, applicant_of, not_handed_in, refuse_second, there
from tongban.cases.api.given import FORM_WITH_FILE, answers_given, form_given, paper_given
from tongban.cases.api.shapes import (
    DraftChange,
    DraftIn,
    DraftOut,
    DraftsOut,
    PaperOut,
    PartiesOut,
    SubmissionIn,
    SubmittedOut,
)
from tongban.cases.api.told import draft_line, draft_out, paper_out, party_out, submitted_out, version_of
from tongban.cases.models import Draft
from tongban.cases.queries.own import draft_of, drafts_of, item_to_apply_for
from tongban.catalogue.rules.materials import to_hand_in
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.kernel.versions import act_if_unchanged
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.people.queries import parties_for
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit, key_of
from tongban.ui.api.versions import IF_MATCH, put_version, seen_version

router = Router(tags=["drafts"], auth=Key("cases:submit"))
ONE = "/drafts/{draft}"


@router.get("/parties", response={200: PartiesOut}, summary="For whom you may apply")
def read_parties(request: CallRequest) -> PartiesOut:
    """Your own firm first, then whoever gave it an authorisation that is in force."""
    found = parties_for(party(request), on=local_day(timezone.now()))
    return PartiesOut(rows=[party_out(each) for each in found])


@router.get("/drafts", response={200: DraftsOut, **problems(422)}, summary="List drafts")
def list_drafts(request: CallRequest, after: After = "", limit: Limit = 50) -> DraftsOut:
    """Those not handed in yet, the latest first."""
    shown = page(drafts_of(account_of(request)), keys=("-updated_at", "-id"), after=after or None, size=limit)
    return DraftsOut(rows=[draft_line(draft) for draft in shown.rows], next=shown.next)


@router.post(
    "/drafts",
    response={201: DraftOut, **problems(404, 409)},
    openapi_extra=creating(),
    summary="Begin a draft",
)
def begin_draft(request: CallRequest, data: DraftIn) -> HttpResponse:
    """Begin an application on the version of the item that is in force. One draft of an item for a party at a time."""
    item = item_to_apply_for(data.item)
    if item is None or item.current is None:
        raise Http404
    account, applicant, now = account_of(request), applicant_of(request, data.party), timezone.now()
    answers, form = answers_given(item.current, data.answers), form_given(item.current, data.form, data.answers)

    def act() -> tuple[DraftOut, str]:
        refuse_second(drafts_of(account), item.current, applicant, actions.CannotApply)
        draft = actions.start_draft(account=account, item=item, party=applicant, now=now)
        if answers or form:
            actions.save_draft(draft=draft, answers=answers, form=form, now=now)
        return draft_out(_draft(request, str(draft.pk)), now=now), _address(draft)

    return created(request, act)


@router.get(ONE, response={200: DraftOut, **problems(404)}, summary="Read a draft")
def read_draft(request: CallRequest, draft: str, response: HttpResponse) -> DraftOut:
    """With what still keeps it from being handed in. Its version stands in `ETag` too."""
    return told(_draft(request, draft), response)


@router.patch(
    ONE,
    response={200: DraftOut, **problems(404, 409, 412, 428)},
    openapi_extra={"parameters": [IF_MATCH]},
    summary="Change a draft",
)
def change_draft(request: CallRequest, draft: str, data: DraftChange, response: HttpResponse) -> DraftOut:
    """Keep what was typed so far, right or wrong; the answer says what is wrong with it."""
    seen, own, now = seen_version(request), _draft(request, draft), timezone.now()
    answers = None if data.answers is None else answers_given(own.version, data.answers)
    form = None if data.form is None else form_given(own.version, data.form, answers or own.answers)
    act_if_unchanged(
        seen=seen,
        current=lambda: version_of(Draft.objects.select_for_update().get(pk=own.pk)),
        act=lambda: actions.save_draft(draft=own, answers=answers, form=form, deliver_way=data.deliver_way, now=now),
    )
    return told(_draft(request, draft), response)


@router.api_operation(["DELETE"], ONE, response={204: None, **problems(404, 409)}, summary="Throw a draft away")
def discard_draft(request: CallRequest, draft: str) -> HttpResponse:
    """The draft and its papers are removed."""
    actions.discard_draft(draft=_draft(request, draft), now=timezone.now())
    return HttpResponse(status=204)


@router.post(f"{ONE}/renewal", response={200: DraftOut, **problems(404, 409)}, summary="Go on with the new version")
def renew_draft(request: CallRequest, draft: str, response: HttpResponse) -> DraftOut:
    """The guide was updated (`item_changed`): carry the draft over; answers and papers that still fit are kept."""
    own = open_draft(request, draft)
    actions.renew_draft(draft=own, now=timezone.now())
    return told(_draft(request, draft), response)


@router.post(
    f"{ONE}/papers",
    response={201: PaperOut, **problems(404, 409, 413, 415, 422)},
    openapi_extra={**creating(), "requestBody": FORM_WITH_FILE},
    summary="Attach a paper",
)
def attach_paper(request: CallRequest, draft: str) -> HttpResponse:
    """Put a file to the draft as one of the papers that are asked. Its bytes are examined, whatever its name says."""
    own, now = open_draft(request, draft), timezone.now()
    spec, kept = paper_given(request, to_hand_in(own.version.materials.all(), own.answers))

    def act() -> tuple[PaperOut, str]:
        paper = actions.attach_paper(draft=own, spec=spec, upload=kept, by=own.account, now=now)
        return paper_out(paper), reverse("api-1:download_file", args=[paper.file_id])

    return created(request, act, said=f"{spec.code} {kept.digest} {kept.name}")


@router.api_operation(
    ["DELETE"], f"{ONE}/papers/{{paper}}", response={204: None, **problems(404, 409)}, summary="Take a paper back"
)
def take_back_paper(request: CallRequest, draft: str, paper: str) -> HttpResponse:
    """Remove a paper from a draft that is not handed in yet."""
    own = _draft(request, draft)
    found = there(own.papers.select_related("spec", "file").filter(pk=key_of(paper)).first())
    actions.take_back_paper(paper=found, by=own.account, now=timezone.now())
    return HttpResponse(status=204)


@router.post(
    f"{ONE}/submission",
    response={201: SubmittedOut, **problems(404, 409)},
    openapi_extra=creating(is_required=True),
    summary="Hand in",
)
def submit(request: CallRequest, draft: str, data: SubmissionIn) -> HttpResponse:
    """Hand the application in (提交). It gets its number and the office's duty to answer begins."""
    own = _draft(request, draft)

    def act() -> tuple[SubmittedOut, str]:
        case = actions.submit_draft(draft=own, channel="api", promises=data.promises, now=timezone.now())
        return submitted_out(case), reverse("api-1:read_case", args=[case.matter.number])

    return created(request, act, is_required=True)


def _draft(request: CallRequest, text: str) -> Draft:
    return there(draft_of(account_of(request), key_of(text)))


def open_draft(request: CallRequest, text: str) -> Draft:
    return not_handed_in(_draft(request, text), actions.CannotApply)


def told(draft: Draft, response: HttpResponse) -> DraftOut:
    put_version(response, version_of(draft))
    return draft_out(draft, now=timezone.now())


def _address(draft: Draft) -> str:
    return reverse("api-1:read_draft", args=[draft.pk])
