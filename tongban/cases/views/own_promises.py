"""What applicants do about their promises: hand in what lacks, or take a commitment back."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases.actions.commitments import take_commitment_back
from tongban.cases.actions.tolerance import fill_gap
from tongban.cases.models import Case, Paper, PaperGap
from tongban.cases.queries.own import own_case
from tongban.cases.queries.promises import gaps_of
from tongban.documents.actions import CannotStore, store_file
from tongban.documents.models import StoredFile
from tongban.documents.rules.files import ACCEPT
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.rates import TooOften
from tongban.people.access import PartyRequest, client_of, count_try, party_required
from tongban.ui.acts import carried_out
from tongban.ui.wording import say


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def gaps(request: PartyRequest, number: str) -> HttpResponse:
    """Hand in what was promised; what does not come now may come another time before the last day."""
    case = _case(request, number)
    left = [gap for gap in gaps_of(case) if gap.filled_at is None]
    if not left or not case.matter.is_open:
        return redirect("cases:mine", number=number)
    errors, obstacles = dict[int, list[str]](), list[Obstacle]()
    if request.method == "POST":
        now = timezone.now()
        came = {gap: _taken(request, case, gap, errors, now) for gap in left}
        if not errors and not any(came.values()):
            obstacles = [Obstacle("nothing_handed_in")]
        if not obstacles:
            obstacles = [each for gap, files in came.items() if files for each in _filled(request, gap, files, now)]
        if not errors and not obstacles:
            messages.success(request, _("已收到补交的材料。"))
            return redirect("cases:mine", number=number)
    context = {
        "matter": case.matter,
        "gaps": left,
        "lines": [(gap, errors.get(gap.pk)) for gap in left],
        "obstacles": obstacles,
        "accept": ACCEPT,
        "there": reverse("cases:mine", args=[number]),
    }
    status = 409 if obstacles else 422 if request.method == "POST" else 200
    return render(request, "cases/promises/own_gaps.html", context, status=status)


@require_POST
@party_required
def take_back(request: PartyRequest, number: str) -> HttpResponse:
    """Withdraw from the promise before the decision: the application goes the ordinary way."""
    case = _case(request, number)

    def act() -> Case:
        return take_commitment_back(case=case, by=request.party, now=timezone.now())

    done = _("承诺已撤回，改为一般程序办理。")
    return carried_out(request, act, done, to=reverse("cases:mine", args=[number]))


def _case(request: PartyRequest, number: str) -> Case:
    case = own_case(request.party, number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    return case


def _taken(
    request: PartyRequest, case: Case, gap: PaperGap, errors: dict[int, list[str]], now: datetime
) -> list[StoredFile]:
    """Keep the files that will do; note what is wrong with the others."""
    files = []
    for upload in request.FILES.getlist(gap.spec.code):
        try:
            count_try("upload", client_of(request))
            files.append(store_file(upload=upload, subject=case.matter.subject, by=request.party, now=now))
        except (CannotStore, TooOften) as refused:
            errors.setdefault(gap.pk, []).extend(say(obstacle) for obstacle in refused.obstacles)
    return [] if gap.pk in errors else files


def _filled(request: PartyRequest, gap: PaperGap, files: list[StoredFile], now: datetime) -> list[Obstacle]:
    online = Paper.Provenance.UPLOADED
    papers = [Paper(spec=gap.spec, file=file, provenance=online, at=now) for file in files]
    try:
        day = local_day(now)
        fill_gap(gap=gap, papers=papers, way=PaperGap.Way.ONLINE, arrived_on=day, by=request.party, now=now)
    except Refused as refused:
        return list(refused.obstacles)
    return []
