"""What is recorded on the spot: a form that works without a network, and what its phone needs for that."""

import uuid
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.site_visits import CannotVisit, record_site_visit
from tongban.cases.forms.site_visits import RecordForm
from tongban.cases.models import VisitedCase, VisitReport
from tongban.cases.queries.site_visits import visits_seen
from tongban.cases.rules.site_visits import MOST_PHOTOGRAPHS
from tongban.documents.actions import receive_upload
from tongban.documents.storage import Kept
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required
from tongban.ui.acts import tell_reasons
from tongban.ui.wording import say

WORKER = Path(__file__).parents[1] / "static/cases/visits_worker.js"


@require_safe
def worker(request: OfficerRequest) -> HttpResponse:
    """The script that keeps these pages for the cellar; it lies here because it serves what lies below here."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
@never_cache
@officer_required
def fresh(request: OfficerRequest) -> HttpResponse:
    """Tell a phone that is back whose session it is in, and what it needs to send what it kept."""
    return JsonResponse({"officer": request.officer.pk, "token": get_token(request)})


@require_http_methods(["GET", "POST"])
@officer_required
def record(request: OfficerRequest, pk: int, visited: int) -> HttpResponse:
    """The form for one case of a visit. A phone asks for JSON and sends again until it hears what became of it."""
    now = timezone.now()
    found = _visited(request, pk, visited)
    officers = found.visit.officers.select_related("office").order_by("staff_number")
    posted = request.method == "POST"
    initial = {"key": str(uuid.uuid4()), "place": found.visit.place.clear(), "present": [each.pk for each in officers]}
    form = RecordForm(found, officers, request.POST if posted else None, initial=initial)
    if not posted:
        return _page(request, found, form)
    if not form.is_valid():
        return _wrong(request, found, form, [text for texts in form.errors.values() for text in texts], 422)
    try:
        report = record_site_visit(
            visited=found, **form.report(now), photographs=_photographs(request), by=request.officer, now=now
        )
    except Refused as refused:
        return _wrong(request, found, form, [say(obstacle) for obstacle in refused.obstacles], 409, refused)
    return _taken(request, found, report)


def _photographs(request: OfficerRequest) -> list[Kept]:
    """Take in the files before any row is locked; only pictures, and no more than a report may have."""
    files = request.FILES.getlist("photographs")
    if len(files) > MOST_PHOTOGRAPHS:
        raise CannotVisit([Obstacle("too_many_photographs", details={"most": MOST_PHOTOGRAPHS})])
    kept = [receive_upload(upload=file) for file in files]
    if strange := [each.name for each in kept if not each.media_type.startswith("image/")]:
        raise CannotVisit([Obstacle("not_a_photograph", name) for name in strange])
    return kept


def _visited(request: OfficerRequest, pk: int, visited: int) -> VisitedCase:
    """Return a case of a visit that the officer goes on; 403 for who only sees it."""
    visits = visits_seen(request.officer, on=local_day(timezone.now()))
    rows = VisitedCase.objects.select_related(
        "visit__office", "step", "report", "case__version", "case__matter__office", "case__matter__party",
        "case__matter__handler",
    )  # fmt: skip
    found = get_object_or_404(rows.filter(visit__in=visits), pk=visited, visit=pk)
    if not found.visit.officers.filter(pk=request.officer.pk).exists():
        raise PermissionDenied(Obstacle("not_on_the_visit"))
    return found


def _wants_json(request: OfficerRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _taken(request: OfficerRequest, found: VisitedCase, report: VisitReport) -> HttpResponse:
    told = [say(Obstacle(code)) for code in (report.beside,) if code]
    if report.opinion_not_given:
        about = found.step.name if found.step else ""
        told.append(say(Obstacle(report.opinion_not_given, about)) + " " + _("现场记录已保存，没有作为环节意见提交。"))
    if _wants_json(request):
        return JsonResponse({"report": report.pk, "beside": report.beside, "messages": told})
    tell_reasons(request, Refused([Obstacle(code) for code in (report.beside,) if code]))
    return redirect("cases:site_visit", pk=found.visit_id)


def _wrong(
    request: OfficerRequest,
    found: VisitedCase,
    form: RecordForm,
    reasons: list[Any],
    status: int,
    refused: Refused | None = None,
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"messages": [str(reason) for reason in reasons]}, status=status)
    return _page(request, found, form, refused.obstacles if refused else None, status)


def _page(
    request: OfficerRequest,
    found: VisitedCase,
    form: RecordForm,
    obstacles: list[Obstacle] | None = None,
    status: int = 200,
) -> HttpResponse:
    found.visit.where = found.visit.place.clear()
    shown = {"visited": found, "visit": found.visit, "form": form, "obstacles": obstacles, "most": MOST_PHOTOGRAPHS}
    return kept_on_phone(render(request, "cases/visits/record.html", shown, status=status))


def kept_on_phone(answer: HttpResponse) -> HttpResponse:
    """Mark a page that the worker may keep; other pages of the desk are stored nowhere."""
    answer["Kept-On-Phone"] = "visits"
    return answer
