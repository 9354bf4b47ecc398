"""A firm's own system fills in a bundle: begin, type, attach each paper once, hand in once."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from tongban.bundles.actions import drafts as actions
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.api.given import answers_given, form_given, left_out_given
from tongban.bundles.api.offered import in_force
from tongban.bundles.api.shapes import (
    BundleDraftChange,
    BundleDraftIn,
    BundleDraftOut,
    BundleDraftsOut,
    GivenPaperOut,
)
from tongban.bundles.api.told import draft_line, draft_out, given_out, submitted_out, version_of
from tongban.bundles.api.whole_shapes import WholeSubmissionIn, WholeSubmittedOut
from tongban.bundles.models import BundleDraft
from tongban.bundles.queries.offered import offered_one
from tongban.bundles.queries.own import draft_of, drafts_of
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules.papers import ASKED
from tongban.cases.api.drafting import account_of, applicant_of, not_handed_in, refuse_second, there
from tongban.cases.api.given import FORM_WITH_FILE, file_given
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.kernel.versions import act_if_unchanged
from tongban.people.api import CallRequest, Key, created, creating, party
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit, key_of
from tongban.ui.api.versions import IF_MATCH, put_version, seen_version

router = Router(auth=Key("cases:submit"))
ONE = "/bundle-drafts/{draft}"


@router.get("/bundle-drafts", response={200: BundleDraftsOut, **problems(422)}, summary="List drafts of bundles")
def list_bundle_drafts(request: CallRequest, after: After = "", limit: Limit = 50) -> BundleDraftsOut:
    """Those not handed in yet, the latest first."""
    shown = page(drafts_of(account_of(request)), keys=("-updated_at", "-id"), after=after or None, size=limit)
    return BundleDraftsOut(rows=[draft_line(draft) for draft in shown.rows], next=shown.next)


@router.post(
    "/bundle-drafts",
    response={201: BundleDraftOut, **problems(404, 409)},
    openapi_extra=creating(),
    summary="Begin a draft of a bundle",
)
def begin_bundle_draft(request: CallRequest, data: BundleDraftIn) -> HttpResponse:
    """Begin on the version that is in force. One draft of a bundle for a party at a time."""
    now = timezone.now()
    account, applicant = account_of(request), applicant_of(request, data.party)
    bundle = there(offered_one(data.region, data.bundle, local_day(now)))
    plan = plan_of(in_force(bundle))
    left_out, answers = left_out_given(plan, data.left_out), answers_given(plan, data.answers)
    form = form_given(plan, data.form, answers, left_out)

    def act() -> tuple[BundleDraftOut, str]:
        refuse_second(drafts_of(account), plan.version, applicant, CannotApply)
        draft = actions.start_draft(account=account, bundle=bundle, party=applicant, now=now)
        if answers or form or left_out:
            actions.save_draft(draft=draft, answers=answers, form=form, left_out=left_out, now=now)
        address = reverse("api-1:read_bundle_draft", args=[draft.pk])
        return draft_out(_draft(request, str(draft.pk)), reader=party(request), now=now), address

    return created(request, act)


@router.get(ONE, response={200: BundleDraftOut, **problems(404)}, summary="Read a draft of a bundle")
def read_bundle_draft(request: CallRequest, draft: str, response: HttpResponse) -> BundleDraftOut:
    """With its one form, its one set of papers, and what still keeps it from being handed in."""
    return told(request, draft, response)


@router.patch(
    ONE,
    response={200: BundleDraftOut, **problems(404, 409, 412, 428)},
    openapi_extra={"parameters": [IF_MATCH]},
    summary="Change a draft of a bundle",
)
def change_bundle_draft(
    request: CallRequest, draft: str, data: BundleDraftChange, response: HttpResponse
) -> BundleDraftOut:
    """Keep what was typed so far, right or wrong; the answer says what is wrong with it."""
    seen, own, now = seen_version(request), _draft(request, draft), timezone.now()
    plan = plan_of(own.version)
    left_out = own.left_out if data.left_out is None else left_out_given(plan, data.left_out)
    answers = own.answers if data.answers is None else answers_given(plan, data.answers)
    form = None if data.form is None else form_given(plan, data.form, answers, left_out)
    act_if_unchanged(
        seen=seen,
        current=lambda: version_of(BundleDraft.objects.select_for_update().get(pk=own.pk)),
        act=lambda: actions.save_draft(
            draft=own, answers=answers, left_out=left_out, form=form, deliver_way=data.deliver_way, now=now
        ),
    )
    return told(request, draft, response)


@router.api_operation(
    ["DELETE"], ONE, response={204: None, **problems(404, 409)}, summary="Throw a draft of a bundle away"
)
def discard_bundle_draft(request: CallRequest, draft: str) -> HttpResponse:
    """The draft and its papers are removed."""
    actions.discard_draft(draft=_draft(request, draft), now=timezone.now())
    return HttpResponse(status=204)


@router.post(
    f"{ONE}/papers",
    response={201: GivenPaperOut, **problems(404, 409, 413, 415, 422)},
    openapi_extra={**creating(), "requestBody": FORM_WITH_FILE},
    summary="Attach a paper for all members",
)
def attach_bundle_paper(request: CallRequest, draft: str) -> HttpResponse:
    """One file for one line of the set (`paper` is its `key`): every member that asks for the paper gets it."""
    own, now = open_draft(request, draft), timezone.now()
    plan = plan_of(own.version)
    lines = plan.papers(plan.applying(own.answers, own.left_out), own.answers)
    key, kept = file_given(request, {line.key for line in lines.with_verdict(ASKED)})

    def act() -> tuple[GivenPaperOut, str]:
        paper = actions.attach_paper(draft=own, key=key, upload=kept, by=own.account, now=now)
        return given_out(paper), reverse("api-1:download_file", args=[paper.file_id])

    return created(request, act, said=f"{key} {kept.digest} {kept.name}")


@router.api_operation(
    ["DELETE"],
    f"{ONE}/papers/{{paper}}",
    response={204: None, **problems(404, 409)},
    summary="Take a paper of a bundle back",
)
def take_back_bundle_paper(request: CallRequest, draft: str, paper: str) -> HttpResponse:
    """Remove a paper from a draft that is not handed in yet."""
    own = open_draft(request, draft)
    found = there(own.papers.select_related("file").filter(pk=key_of(paper)).first())
    actions.take_back_paper(paper=found, by=own.account, now=timezone.now())
    return HttpResponse(status=204)


@router.post(
    f"{ONE}/submission",
    response={201: WholeSubmittedOut, **problems(404, 409)},
    openapi_extra=creating(is_required=True),
    summary="Hand a bundle in",
)
def submit_bundle(request: CallRequest, draft: str, data: WholeSubmissionIn) -> HttpResponse:
    """Hand everything in at once: one number, and a case under it for each member that can begin."""
    own = _draft(request, draft)

    def act() -> tuple[WholeSubmittedOut, str]:
        whole = actions.submit_draft(draft=own, channel="api", commits=data.commits, now=timezone.now())
        return submitted_out(whole), reverse("api-1:read_whole", args=[whole.matter.number])

    return created(request, act, is_required=True)


def _draft(request: CallRequest, text: str) -> BundleDraft:
    return there(draft_of(account_of(request), key_of(text)))


def open_draft(request: CallRequest, text: str) -> BundleDraft:
    return not_handed_in(_draft(request, text), CannotApply)


def told(request: CallRequest, text: str, response: HttpResponse) -> BundleDraftOut:
    draft = _draft(request, text)
    put_version(response, version_of(draft))
    return draft_out(draft, reader=party(request), now=timezone.now())
