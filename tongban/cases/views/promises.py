"""Promises on the desk: accepting while papers lack or on a commitment, what comes later, what was not kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.calendars.queries import calendar_for
from tongban.cases.actions import commitments as committing
from tongban.cases.actions import letters, tolerance
from tongban.cases.actions.pre_review import pre_review, sign_credit_promise
from tongban.cases.actions.promises import print_to_sign, repair_promise
from tongban.cases.forms.promises import (
    ArrivalForm,
    GapPromiseForm,
    MoreTimeForm,
    PreReviewForm,
    RepairForm,
    SignedForm,
)
from tongban.cases.models import BrokenPromise, Case, Paper, PaperGap
from tongban.cases.models.cases import tolerance_in
from tongban.cases.queries import promises as queries
from tongban.cases.queries.desk import who_came
from tongban.cases.queries.papers import lacking_from, missing_from, papers_of
from tongban.cases.rules.promises import COMMITMENT, CREDIT, GAPS
from tongban.cases.views.desk import case_for
from tongban.documents.actions import store_file
from tongban.documents.models import StoredFile
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, client_of, count_try, officer_required, require_somewhere
from tongban.ui.acts import carried_out, tell_reasons

KINDS = {GAPS, COMMITMENT, CREDIT}


@require_http_methods(["GET", "POST"])
@officer_required
def tolerate(request: OfficerRequest, number: str) -> HttpResponse:
    """Accept while secondary papers lack: what lacks, until when, what follows; then the signature."""
    case = case_for(request, number, "accept")
    lacking = _lacking(case)
    tolerated, promise = tolerance_in(case.version), queries.promise_of(case, GAPS)
    form = GapPromiseForm(tolerated.days or 1, request.POST if request.method == "POST" else None)
    days = promise.days if promise and promise.days else tolerated.days

    def act(now: datetime) -> None:
        if not promise:
            given = form.cleaned_data
            tolerance.sign_gap_promise(
                case=case, way=given["way"], days=given["days"], signer=who_came(case), by=request.officer, now=now
            )
        tolerance.accept_with_gaps(case=case, by=request.officer, now=now)

    today = local_day(timezone.now())
    shown = {
        "kind": GAPS,
        "lacking": [(spec.name, letters.form_of(spec)) for spec in lacking],
        "last_day": calendar_for(case.matter.region_id).nth_after(today, days) if days else None,
        "letter": letters.letter_for(case.version, kind=GAPS, specs=lacking, days=days, on=today),
        "promise": promise,
        "records": queries.bad_records(case.matter.party, on=today),
    }
    return _with_signature(request, case, form, act, shown, _("已容缺受理，通知书请交申请人签收。"))


@require_http_methods(["GET", "POST"])
@officer_required
def commit(request: OfficerRequest, number: str) -> HttpResponse:
    """Take the application on to be decided today on a promise: conditions, text, consequence; then the signature."""
    case = case_for(request, number, "accept")
    promise, today = queries.promise_of(case, COMMITMENT), local_day(timezone.now())
    form = SignedForm(request.POST if request.method == "POST" else None)

    def act(now: datetime) -> None:
        if not promise:
            way = form.cleaned_data["way"]
            committing.sign_commitment(case=case, way=way, signer=who_came(case), by=request.officer, now=now)
        committing.accept_on_commitment(case=case, by=request.officer, now=now)

    shown = {
        "kind": COMMITMENT,
        "conditions": case.version.elements.get("conditions", ()),
        "terms": queries.commitment_in(case.version),
        "letter": letters.letter_for(case.version, kind=COMMITMENT, on=today),
        "promise": promise,
        "records": queries.bad_records(case.matter.party, on=today),
    }
    return _with_signature(request, case, form, act, shown, _("已受理，请审批岗今天作出决定。"))


@require_http_methods(["GET", "POST"])
@officer_required
def preview(request: OfficerRequest, number: str) -> HttpResponse:
    """Look at an application whose main papers are still to come, on a credit promise; then tell the opinion."""
    case = case_for(request, number, "accept")
    promise, today = queries.promise_of(case, CREDIT), local_day(timezone.now())
    specs = queries.specs_named(case, {paper.code for paper in missing_from(case, papers_of(case))})
    form = PreReviewForm(request.POST if request.method == "POST" else None, is_signed=promise is not None)

    def act(now: datetime) -> None:
        given = form.cleaned_data
        if not promise:
            way = given["way"]
            sign_credit_promise(case=case, way=way, signer=who_came(case), by=request.officer, now=now)
        pre_review(case=case, opinion=given["opinion"], by=request.officer, now=now)

    shown = {
        "kind": CREDIT,
        "lacking": [(spec.name, letters.form_of(spec)) for spec in specs],
        "letter": letters.letter_for(case.version, kind=CREDIT, specs=specs, on=today),
        "promise": promise,
        "records": queries.bad_records(case.matter.party, on=today),
        "asks_more": True,
    }
    return _with_signature(request, case, form, act, shown, _("预审意见书已出具。"))


@require_POST
@officer_required
def print_promise(request: OfficerRequest, number: str) -> HttpResponse:
    """Print the promise to be read and signed."""
    case, kind = case_for(request, number, "accept", "receive"), request.POST.get("kind") or GAPS
    if kind not in KINDS:
        raise Http404
    days = request.POST.get("days", "")
    specs = _lacking(case) if kind == GAPS else []
    if kind == CREDIT:
        specs = queries.specs_named(case, {paper.code for paper in missing_from(case, papers_of(case))})
    within = int(days) if days.isdecimal() and len(days) < 4 else tolerance_in(case.version).days
    document = print_to_sign(
        case=case, kind=kind, specs=specs, days=within or None, by=request.officer, now=timezone.now()
    )
    return redirect("documents:document", number=document.number)


@require_POST
@officer_required
def fill(request: OfficerRequest, number: str, gap: int) -> HttpResponse:
    """Put a paper that came by hand or by post to its case."""
    case, now = case_for(request, number, "receive"), timezone.now()
    lacking = get_object_or_404(PaperGap.objects.select_related("spec"), pk=gap, case=case)
    lacking.case = case
    form = ArrivalForm(today=local_day(now), prefix=f"gap-{gap}", data=request.POST)
    back = reverse("matters:matter", args=[number])
    if not form.is_valid():
        messages.error(request, _("请填写材料的到达日期。"))
        return redirect(back)
    given = form.cleaned_data
    try:
        files = _files(request, case, now)
    except Refused as refused:
        tell_reasons(request, refused)
        return redirect(back)
    papers = _papers(lacking, given, files, now)

    def act() -> PaperGap:
        way, day = given["way"], given["arrived_on"]
        return tolerance.fill_gap(gap=lacking, papers=papers, way=way, arrived_on=day, by=request.officer, now=now)

    return carried_out(request, act, _("已登记，材料已补齐：%(name)s。") % {"name": lacking.spec.name}, to=back)


@require_POST
@officer_required
def more_time(request: OfficerRequest, number: str) -> HttpResponse:
    """Give more time for what lacks, since force majeure kept the applicant from it."""
    case, form = case_for(request, number, "decide"), MoreTimeForm(request.POST)
    back = reverse("matters:matter", args=[number])
    if not form.is_valid():
        messages.error(request, _("请写明延长几个工作日和原因。"))
        return redirect(back)
    given = form.cleaned_data

    def act() -> Case:
        return tolerance.extend_gaps(case=case, **given, approved_by=request.officer, now=timezone.now())

    return carried_out(request, act, _("补交期限已延长。"), to=back)


@require_safe
@officer_required
def broken(request: OfficerRequest) -> HttpResponse:
    """The promises that were not kept, at the offices one sees; who decides there takes them as made up for."""
    require_somewhere(request, "accept", "decide", "supervise")
    today = local_day(timezone.now())
    found = queries.broken_for(request.officer, state=request.GET.get("state", ""), on=today)
    options = [("open", _("未修复")), ("repaired", _("已修复"))]
    context = {
        "page": page(found, keys=("-id",), after=request.GET.get("after")),
        "filters": [{"name": "state", "label": _("状态"), "options": options}],
        "form": RepairForm(),
    }
    return render(request, "cases/promises/broken.html", context)


@require_POST
@officer_required
def repair(request: OfficerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(BrokenPromise.objects.select_related("promise__case__matter"), pk=pk)
    case_for(request, found.promise.case.matter.number, "decide")
    reason = request.POST.get("reason", "")[:300]

    def act() -> BrokenPromise:
        return repair_promise(broken=found, reason=reason, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("已登记修复。"), to="cases:broken_promises")


def _lacking(case: Case) -> list[Any]:
    return queries.specs_named(case, {paper.code for paper in lacking_from(case, papers_of(case))})


def _files(request: OfficerRequest, case: Case, now: datetime) -> list[StoredFile]:
    files = []
    for upload in request.FILES.getlist("file"):
        count_try("upload", client_of(request))
        files.append(store_file(upload=upload, subject=case.matter.subject, by=request.officer, now=now))
    return files


def _papers(gap: PaperGap, given: dict[str, Any], files: list[StoredFile], now: datetime) -> list[Paper]:
    marks = {name: given[name] for name in ("copy_kept", "original_seen")}
    shared = {"spec": gap.spec, "grade": "B" if marks["original_seen"] else "D", "at": now, **marks}
    if not files:
        return [Paper(provenance=Paper.Provenance.SEEN, **shared)]
    return [Paper(provenance=Paper.Provenance.SCANNED, file=file, **shared) for file in files]


def _with_signature(
    request: OfficerRequest,
    case: Case,
    form: SignedForm,
    act: Callable[[datetime], None],
    shown: dict[str, Any],
    done: str,
) -> HttpResponse:
    """Show what is promised and take the signature; what was signed by account needs none."""
    obstacles: list[Obstacle] = []
    back, status = _back(request, case), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() or (shown["promise"] and not shown.get("asks_more")):
            try:
                act(timezone.now())
            except Refused as refused:
                obstacles, status = list(refused.obstacles), 409
            else:
                messages.success(request, done)
                return redirect(back)
    context = {"case": case, "matter": case.matter, "form": form, "obstacles": obstacles, "back": back, **shown}
    return render(request, "cases/promises/sign.html", context, status=status)


def _back(request: OfficerRequest, case: Case) -> str:
    return reverse("matters:matter", args=[case.matter.number])
