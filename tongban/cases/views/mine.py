"""What applicants do with their own: see where it stands, correct, withdraw, take the result."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases import actions, rules
from tongban.cases.forms.application import ApplicationForm
from tongban.cases.forms.apply import WithdrawForm
from tongban.cases.models import Case, Paper
from tongban.cases.queries.answers import answered
from tongban.cases.queries.own import cases_by_themselves, drafts_of, own_case
from tongban.cases.queries.papers import papers_of
from tongban.documents.actions import CannotStore, store_file
from tongban.documents.models import StoredFile
from tongban.documents.queries import documents_of
from tongban.documents.rules.files import ACCEPT
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.kernel.rates import TooOften
from tongban.matters.queries import progress
from tongban.people.access import PartyRequest, client_of, count_try, party_required
from tongban.ui.wording import say

MOST_DRAFTS = 20
# The papers that say how an application ended.
RESULTS = {
    "grant_decision",
    "refusal_decision",
    "not_needed_notice",
    "acceptance_refusal",
    "withdrawal_confirmation",
    "void_notice",
}


@never_cache
@require_safe
@party_required
def own(request: PartyRequest) -> HttpResponse:
    now = timezone.now()
    cases = cases_by_themselves(request.party, on=local_day(now))
    context = {
        "drafts": drafts_of(request.user)[:MOST_DRAFTS],
        "page": page(cases, keys=("-id",), after=request.GET.get("after"), size=20),
        "now": now,
    }
    return render(request, "cases/own.html", context)


@never_cache
@require_safe
@party_required
def handed_in(request: PartyRequest, number: str) -> HttpResponse:
    """The receipt on the screen: number, query code, what happens next."""
    case = _case(request, number)
    receipt = documents_of(case.matter.subject).filter(kind="receipt").first()
    shown = progress(case.matter, now=timezone.now())
    context = {"case": case, "query_code": case.matter.told_code(), "receipt": receipt, "progress": shown}
    return render(request, "cases/handed_in.html", context)


@never_cache
@require_safe
@party_required
def mine(request: PartyRequest, number: str) -> HttpResponse:
    return _render(request, _case(request, number))


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def correct(request: PartyRequest, number: str) -> HttpResponse:
    """Answer the notice: hand in the papers it names, or fill the form in anew.

    It is answered once, so good files are kept while something else is still wrong, and a part of what was asked
    for is taken only on purpose.
    """
    case = _case(request, number)
    if case.matter.state != rules.CORRECTING:
        return redirect("cases:mine", number=number)
    gaps = [rules.Gap(**gap) for gap in case.correction.gaps]
    form = _form_if_touched(request, case, gaps)
    kept, errors, left = KeptFiles(request, case), dict[str, list[str]](), list[rules.Gap]()
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        errors = _take_files(request, case, gaps, kept)
        left = _left(gaps, kept)
        if "partly" not in request.POST and left:
            obstacles = [Obstacle("gaps_left", "、".join(gap.name for gap in left))]
        if not errors and not obstacles and (form is None or form.is_valid()):
            obstacles = _answer(request, case, form, kept)
            if not obstacles:
                kept.forget()
                messages.success(request, _("已补交，我们会尽快核对并答复。"))
                return redirect("cases:mine", number=number)
    lines = [
        {"gap": gap, "is_form": gap.about == rules.FORM, "kept": kept.of(gap.about), "errors": errors.get(gap.about)}
        for gap in gaps
    ]
    shown = {"case": case, "lines": lines, "form": form, "errors": errors, "obstacles": obstacles, "left": left}
    shown["accept"] = ACCEPT
    return render(request, "cases/correct_own.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
@party_required
def withdraw(request: PartyRequest, number: str) -> HttpResponse:
    case, form = _case(request, number), WithdrawForm(request.POST)
    if not form.is_valid():
        return _render(request, case, withdraw=form)
    try:
        actions.withdraw_case(case=case, **form.cleaned_data, by=request.party, now=timezone.now())
    except Refused as refused:
        return _render(request, _case(request, number), obstacles=refused.obstacles)
    messages.success(request, _("申请已撤回。"))
    return redirect("cases:mine", number=number)


@require_POST
@party_required
def take(request: PartyRequest, number: str) -> HttpResponse:
    """Take the result by download: the delivery is recorded, then the decision is shown."""
    case = _case(request, number)
    try:
        actions.deliver_by_download(case=case, to=request.party, now=timezone.now())
    except Refused as refused:
        return _render(request, _case(request, number), obstacles=refused.obstacles)
    messages.success(request, _("已领取。决定书可以随时再次下载。"))
    return redirect("cases:mine", number=number)


def _case(request: PartyRequest, number: str) -> Case:
    case = own_case(request.party, number, on=local_day(timezone.now()))
    if case is None:
        raise Http404
    return case


def _render(
    request: PartyRequest, case: Case, *, withdraw: Any = None, obstacles: list[Obstacle] | None = None
) -> HttpResponse:
    state, documents = case.matter.state, list(documents_of(case.matter.subject))
    context = {
        "case": case,
        "matter": case.matter,
        "query_code": case.matter.told_code(),
        "progress": progress(case.matter, now=timezone.now()),
        "sections": answered(case, language=get_language() or "zh-hans"),
        "papers": papers_of(case),
        "documents": documents,
        "may_withdraw": state in rules.BEFORE_DECISION,
        "withdraw": withdraw or WithdrawForm(),
        "may_take": state == rules.DECIDED,
        "result": next((document for document in documents if document.kind in RESULTS), None),
        "obstacles": obstacles,
    }
    return render(request, "cases/mine.html", context, status=409 if obstacles else 200)


def _form_if_touched(request: PartyRequest, case: Case, gaps: list[rules.Gap]) -> ApplicationForm | None:
    if not any(gap.about == rules.FORM for gap in gaps):
        return None
    return ApplicationForm(
        case.version.form_schema,
        case.answers,
        language=get_language() or "zh-hans",
        today=local_day(timezone.now()),
        data=request.POST if request.method == "POST" else None,
        initial=case.form.clear(),
    )


class KeptFiles:
    """Good files of a correction that is not handed in yet: stored, and remembered in the session."""

    def __init__(self, request: PartyRequest, case: Case):
        self.session, self.key = request.session, f"correction:{case.pk}"
        self.codes: dict[str, str] = dict(self.session.get(self.key, {}))  # by the file's id: the paper it is for
        files = StoredFile.objects.filter(pk__in=self.codes, subject=case.matter.subject)
        self.files = {str(file.pk): file for file in files}

    def add(self, code: str, file: StoredFile) -> None:
        self.codes[str(file.pk)], self.files[str(file.pk)] = code, file
        self.session[self.key] = self.codes

    def of(self, code: str) -> list[StoredFile]:
        return [file for pk, file in self.files.items() if self.codes[pk] == code]

    def as_papers(self, case: Case, now: datetime) -> list[Paper]:
        specs = {spec.code: spec for spec in case.version.materials.all()}
        way = Paper.Provenance.UPLOADED
        return [Paper(spec=specs[self.codes[pk]], file=file, provenance=way, at=now) for pk, file in self.files.items()]

    def forget(self) -> None:
        self.session.pop(self.key, None)


def _take_files(request: PartyRequest, case: Case, gaps: list[rules.Gap], kept: KeptFiles) -> dict[str, list[str]]:
    """Keep the files sent for the gaps; return what is wrong with the others, by gap."""
    codes, now = {spec.code for spec in case.version.materials.all()}, timezone.now()
    errors: dict[str, list[str]] = {}
    for gap in gaps:
        for upload in request.FILES.getlist(gap.about) if gap.about in codes else []:
            try:
                count_try("upload", client_of(request))
                kept.add(gap.about, store_file(upload=upload, subject=case.matter.subject, by=request.party, now=now))
            except (CannotStore, TooOften) as refused:
                errors.setdefault(gap.about, []).extend(say(obstacle) for obstacle in refused.obstacles)
    return errors


def _left(gaps: list[rules.Gap], kept: KeptFiles) -> list[rules.Gap]:
    """Return the papers of the notice for which nothing has come yet."""
    return [gap for gap in gaps if gap.about != rules.FORM and not kept.of(gap.about)]


def _answer(request: PartyRequest, case: Case, form: ApplicationForm | None, kept: KeptFiles) -> list[Obstacle]:
    now = timezone.now()
    filled = form.values if form else None
    try:
        actions.answer_correction(case=case, papers=kept.as_papers(case, now), form=filled, by=request.party, now=now)
    except actions.CannotNotify as refused:
        return refused.obstacles
    return []
