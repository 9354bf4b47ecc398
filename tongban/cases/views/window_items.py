"""The window desk: finding an item while typing, and taking its application in on one sheet."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions import receive_at_window, receive_late
from tongban.cases.actions import window as actions
from tongban.cases.actions.telling_once import tell_once
from tongban.cases.forms.late import SlipForm
from tongban.cases.forms.window import FilledForm, Sheet, SituationForm, WayForm
from tongban.cases.forms.window_papers import PapersForm
from tongban.cases.models import Case, Paper
from tongban.cases.queries import window as queries
from tongban.cases.queries.competence import obstacles_to_taking
from tongban.cases.queries.held import offers_to
from tongban.cases.queries.late import may_have_slips
from tongban.cases.queries.prefill import known_from, prefilled
from tongban.cases.queries.results import answers_of
from tongban.cases.views.window import AUTHORISATION, DESK, WindowRequest, in_visit, offered, visit_so_far
from tongban.catalogue.models import Item, MaterialSpec
from tongban.catalogue.queries import obstacles_to_new_cases
from tongban.catalogue.rules.materials import fetched_for_you, to_hand_in
from tongban.documents.actions import remove_file
from tongban.documents.models import StoredFile
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import client_of, count_try, require
from tongban.people.queries import ANY_DESK
from tongban.ui.acts import tell_reasons
from tongban.ui.wording import say
from tongban.windows.queries import camera_at

Errors = dict[str, list[str]]  # what went wrong with a scan, by the code of its paper
LONGEST_KEY = 40


@require_safe
@in_visit
def items(request: WindowRequest) -> HttpResponse:
    """What can be taken here and matches what was typed."""
    if request.headers.get("HX-Request"):
        return render(request, "cases/window/parts/offers.html", offered(request))
    return redirect(f"{reverse(DESK)}?{request.GET.urlencode()}")


@require_http_methods(["GET", "POST"])
@in_visit
def item(request: WindowRequest, code: str) -> HttpResponse:
    """One item on one sheet: situation, form, papers; then received."""
    return item_on_a_sheet(request, code)


def item_on_a_sheet(request: WindowRequest, code: str) -> HttpResponse:
    """Answer with the sheet of an item that can be taken here, or say why it cannot."""
    found = queries.item_to_receive(code)
    if found is None:
        raise Http404
    today = local_day(timezone.now())
    if not queries.items_to_receive(request.window, request.officer, on=today).filter(pk=found.pk).exists():
        require(request, "receive", office=found.office, item=found.code, desk=ANY_DESK)
        obstacles = (
            obstacles_to_new_cases(found, today)
            or obstacles_to_taking(found, request.window, request.officer, on=today)
            or [Obstacle("item_not_at_this_window", found.catalog_item.name)]
        )
        context = {**visit_so_far(request), **offered(request), "obstacles": obstacles}
        return render(request, "cases/window/visit.html", context, status=409)
    if request.method == "GET":
        return _page(request, found, _sheet(request, found, {}))
    return _posted(request, found)


@require_http_methods(["POST"])
@in_visit
def scan_authorisation(request: WindowRequest) -> HttpResponse:
    """Keep a scan of the authorisation under which somebody came."""
    try:
        if upload := request.FILES.get("file"):
            count_try("upload", client_of(request))
            actions.take_file(
                visit=request.visit, paper=AUTHORISATION, upload=upload, by=request.officer, now=timezone.now()
            )
        else:
            _capture(request, AUTHORISATION)
    except Refused as refused:
        tell_reasons(request, refused)
    return redirect(DESK)


def _posted(request: WindowRequest, item: Item) -> HttpResponse:
    """Keep scans first, whatever else is asked; then do what the button said."""
    do, _sep, about = request.POST.get("do", "receive").partition(":")
    errors = _keep_scans(request, item, about if do == "capture" else "")
    if do == "remove":
        _remove(request, about)
    sheet = _sheet(request, item, errors)
    if do == "told":
        return _tell_once(request, item, sheet)
    if do != "receive":
        sheet.unjudged()
        return _page(request, item, sheet, status=409 if errors else 200)
    if errors or not sheet.is_valid():
        return _page(request, item, sheet, status=422)
    return _receive(request, item, sheet)


def _tell_once(request: WindowRequest, item: Item, sheet: Sheet) -> HttpResponse:
    """Print what to bring for this situation: only the questions have to be answered for it."""
    if not sheet.situation.is_valid():
        return _page(request, item, sheet, status=422)
    there = {one.code for one in sheet.papers.presented()} if sheet.papers.is_valid() else set()
    try:
        tell_once(
            visit=request.visit,
            item=item,
            answers=sheet.situation.answers,
            there=there,
            by=request.officer,
            now=timezone.now(),
        )
    except Refused as refused:
        return _page(request, item, sheet, obstacles=refused.obstacles, status=409)
    messages.success(request, _("一次性告知单已出具，请打印交给来访人。"))
    return redirect(DESK)


def _receive(request: WindowRequest, item: Item, sheet: Sheet) -> HttpResponse:
    on_paper = sheet.on_paper()
    receive = partial(receive_late, on_paper=on_paper) if on_paper else receive_at_window
    try:
        case = receive(
            visit=request.visit,
            item=item,
            answers=sheet.situation.answers,
            form=sheet.filled.values,
            presented=sheet.papers.presented(),
            deliver_way=sheet.way.cleaned_data["deliver_way"],
            key=f"window:{request.visit.pk}:{item.pk}:{_key(request)}",
            about=request.about,
            purpose=request.purpose,
            by=request.officer,
            now=timezone.now(),
        )
    except Refused as refused:
        return _page(request, item, sheet, obstacles=refused.obstacles, status=409)
    messages.success(request, _("已收件。") if on_paper is None else _("已补录，时间等待核准。"))
    return redirect(f"{reverse(DESK)}?case={case.matter.number}")


def _sheet(request: WindowRequest, item: Item, errors: Errors) -> Sheet:
    version, visit = item.current, request.visit
    assert version is not None  # only items in force are taken
    data = request.POST if request.method == "POST" else None
    language, today = get_language() or "zh-hans", local_day(timezone.now())
    before = answers_of(request.about, version) if request.about else None
    situation = SituationForm(version.questions, language=language, data=data, initial=before)
    known = prefilled(
        schema=version.form_schema, party=visit.party, reader=visit.handler, answers=situation.answers, on=today
    )
    if request.about:
        known |= known_from(request.about, version)
    specs = to_hand_in(version.materials.all(), situation.answers)
    fetched = fetched_for_you(version.materials.all(), situation.answers)
    on_file = offers_to(visit.handler, visit.party, [*specs, *fetched], item_code=item.code, on=today)
    filled = FilledForm(
        version.form_schema,
        situation.answers,
        known=known,
        public_name=visit.party.is_organisation,
        language=language,
        today=today,
        data=data,
    )
    papers = PapersForm(
        specs,
        shown=queries.shown_in(visit),
        scans=queries.scans_of(visit),
        errors=errors,
        on_file=on_file,
        data=data,
    )
    may_be_late = request.about is None and may_have_slips(request.window, now=timezone.now())
    slip = SlipForm(data) if may_be_late else None
    return Sheet(situation=situation, filled=filled, papers=papers, way=WayForm(data), slip=slip)


def _page(
    request: WindowRequest, item: Item, sheet: Sheet, *, obstacles: list[Obstacle] | None = None, status: int = 200
) -> HttpResponse:
    version = item.current
    assert version is not None
    context: dict[str, Any] = {
        **visit_so_far(request),
        "item": item,
        "asked_item": item,
        "about": request.about,
        "purpose": Case.Purpose(request.purpose),
        "version": version,
        "sheet": sheet,
        "lines": sheet.papers.lines(),
        "fetched": [
            (spec, sheet.papers.on_file.get(spec.code))
            for spec in fetched_for_you(version.materials.all(), sheet.situation.answers)
        ],
        "key": _key(request) or uuid4().hex,
        "obstacles": obstacles,
    }
    return render(request, "cases/window/item.html", context, status=status)


def _key(request: WindowRequest) -> str:
    return request.POST.get("key", "")[:LONGEST_KEY]


def _keep_scans(request: WindowRequest, item: Item, captured: str) -> Errors:
    """Keep what the camera sees or what was chosen as files; return what went wrong, by paper."""
    errors: Errors = {}
    for spec in _specs(item):
        try:
            if spec.code == captured:
                _capture(request, spec.name)
            for upload in request.FILES.getlist(f"file-{spec.code}"):
                count_try("upload", client_of(request))
                actions.take_file(
                    visit=request.visit, paper=spec.name, upload=upload, by=request.officer, now=timezone.now()
                )
        except Refused as refused:
            errors.setdefault(spec.code, []).extend(say(obstacle) for obstacle in refused.obstacles)
    return errors


def _specs(item: Item) -> list[MaterialSpec]:
    assert item.current is not None
    return [spec for spec in item.current.materials.all() if not spec.exempted_by]


def _capture(request: WindowRequest, paper: str) -> None:
    camera, now = camera_at(request.window), timezone.now()
    actions.capture_paper(visit=request.visit, paper=paper, camera=camera, by=request.officer, now=now)


def _remove(request: WindowRequest, pk: str) -> None:
    """Throw away a scan that no case has taken."""
    if not pk.isdecimal():
        return
    files = StoredFile.objects.filter(subject=f"visit:{request.visit.pk}", pk=pk)
    for file in files.exclude(pk__in=Paper.objects.filter(file__isnull=False).values("file")):
        remove_file(file=file, by=request.officer, now=timezone.now())
