"""Applying online: for whom, in which situation, the form, the papers, check, hand in.

Whatever is typed is kept at once, right or wrong; every page works without scripts and on a phone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases import actions
from tongban.cases.actions.fetching import fetch_for_draft
from tongban.cases.forms.apply import QuestionsForm
from tongban.cases.models import Draft
from tongban.cases.queries.answers import sections_of, situation_of
from tongban.cases.queries.held import Offer, offers_to
from tongban.cases.queries.own import draft_of, item_to_apply_for
from tongban.cases.views.apply_promises import LACKS, hand_in_form, lacking_only, told_before_promising
from tongban.cases.views.wizard import (
    PLACES,
    asked_level,
    channel_of,
    fill_in,
    go_on,
    kept_midway,
    language,
    places,
    take_files,
    turned_back,
    whom_to_begin_for,
)
from tongban.catalogue.models import Item, MaterialSpec
from tongban.catalogue.rules.materials import fetched_for_you, to_hand_in
from tongban.catalogue.rules.questions import read_answers
from tongban.documents.queries import fetched_for
from tongban.documents.rules.files import ACCEPT
from tongban.documents.rules.sources import FOUND, SILENT
from tongban.kernel.moments import local_day
from tongban.kernel.rates import TooOften
from tongban.people.access import PartyRequest, client_of, count_try, party_required
from tongban.ui.acts import tell_reasons

DraftView = Callable[..., HttpResponseBase]


def of_own_draft(view: DraftView) -> Callable[..., HttpResponseBase]:
    """Give the view one's own draft; one that was handed in leads to its application."""

    @never_cache
    @party_required
    @wraps(view)
    def guarded(request: PartyRequest, draft: int, **what: Any) -> HttpResponseBase:
        own = draft_of(request.user, draft)
        if own is None:
            raise Http404
        if own.submitted_as:
            return redirect("cases:mine", number=own.submitted_as)
        try:
            return view(request, own, **what)
        except actions.CannotApply as refused:  # retired, or handed in by another window, a moment ago
            return turned_back(request, refused)

    return guarded  # type: ignore[return-value]


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def begin(request: PartyRequest, code: str) -> HttpResponse:
    """Begin, for oneself or for somebody who gave an authorisation; answers given on the guide come along."""
    item = _item(code)
    party, form = whom_to_begin_for(request)
    if party:
        return _begin_for(request, item, party)
    return render(request, "cases/for_whom.html", {"form": form, "item": item}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@of_own_draft
def questions(request: PartyRequest, draft: Draft) -> HttpResponse:
    asked = draft.version.questions
    if not asked:
        return redirect("cases:form", draft=draft.pk)
    form = QuestionsForm(
        asked, language=language(), data=request.POST if request.method == "POST" else None, initial=draft.answers
    )
    if request.method == "POST":
        actions.save_draft(draft=draft, answers=form.answers, now=timezone.now())
        if form.is_valid():
            return go_on(request, "cases:form", draft.pk)
    return _page(request, draft, "questions", {"form": form})


@require_http_methods(["GET", "POST"])
@of_own_draft
def form(request: PartyRequest, draft: Draft) -> HttpResponse:
    now, filled = timezone.now(), fill_in(request, draft, draft.version.form_schema, draft.answers)
    if request.method == "POST":
        actions.save_draft(draft=draft, form=filled.values, now=now)
        if answer := kept_midway(request, filled):
            return answer
        if filled.is_valid():
            fetch_for_draft(draft=draft, by=request.user, now=now)
            return go_on(request, "cases:papers", draft.pk)
    return _page(request, draft, "form", {"form": filled})


@require_http_methods(["GET", "POST"])
@of_own_draft
def papers(request: PartyRequest, draft: Draft) -> HttpResponse:
    """Upload what is asked; a file that will not do says why, the others are kept."""
    specs = list(draft.version.materials.all())
    asked, fetched = to_hand_in(specs, draft.answers), fetched_for_you(specs, draft.answers)
    said = fetched_for(draft.subject) if fetched else {}
    lapsed = [spec for spec in fetched if spec.code in said and said[spec.code].outcome != FOUND]
    errors = _take_files(request, draft, [*asked, *lapsed]) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        return (
            go_on(request, "cases:check", draft.pk)
            if "on" in request.POST
            else redirect("cases:papers", draft=draft.pk)
        )
    on_file = offers_in(request, draft, [*asked, *fetched])
    given = list(draft.papers.select_related("spec", "file", "held"))
    lines: list[dict[str, Any]] = [
        {
            "spec": spec,
            "given": [paper for paper in given if paper.spec_id == spec.pk],
            "offer": on_file.get(spec.code),
            "errors": errors.get(spec.code),
            "said": said.get(spec.code) if spec in lapsed else None,
        }
        for spec in [*asked, *lapsed]
    ]
    shown = {
        "lines": lines,
        "fetched": [(spec, on_file.get(spec.code), said.get(spec.code)) for spec in fetched if spec not in lapsed],
        "may_fetch": any(row.outcome == SILENT for row in said.values()),
        "errors": errors,
        "accept": ACCEPT,
        "to_use": sum(bool(line["offer"] and line["offer"].is_usable and not line["given"]) for line in lines),
    }
    return _page(request, draft, "papers", shown)


@require_POST
@of_own_draft
def fetch(request: PartyRequest, draft: Draft) -> HttpResponse:
    """Ask the sources again for what they did not say."""
    try:
        count_try("upload", client_of(request))
        fetch_for_draft(draft=draft, by=request.user, now=timezone.now())
    except TooOften as refused:
        tell_reasons(request, refused)
    return redirect("cases:papers", draft=draft.pk)


@require_POST
@of_own_draft
def take_back(request: PartyRequest, draft: Draft) -> HttpResponse:
    wanted = request.POST.get("paper", "")
    paper = draft.papers.select_related("spec", "file").filter(pk=wanted).first() if wanted.isdecimal() else None
    if paper:
        actions.take_back_paper(paper=paper, by=request.user, now=timezone.now())
    return redirect("cases:papers", draft=draft.pk)


@require_http_methods(["GET", "POST"])
@of_own_draft
def check(request: PartyRequest, draft: Draft) -> HttpResponse:
    """Show everything once more; then hand it in."""
    now = timezone.now()
    today, data = local_day(now), request.POST if request.method == "POST" else None
    form = hand_in_form(draft, data, lacks=LACKS in request.POST, on=today)
    surer = asked_level(request, [draft.version.item.code])
    if request.method == "POST" and form.is_valid():
        way = form.cleaned_data["deliver_way"]
        if surer:
            actions.save_draft(draft=draft, deliver_way=way, now=now)
            return surer
        try:
            case = actions.submit_draft(
                draft=draft, channel=channel_of(request), deliver_way=way, promises=form.promises(), now=now
            )
            return redirect("cases:handed_in", number=case.matter.number)
        except actions.CannotApply as refused:
            obstacles = refused.obstacles
            actions.save_draft(draft=draft, deliver_way=way, now=now)
    else:
        obstacles = actions.obstacles_to_draft(draft, now=now)
    obstacles, lacking = lacking_only(obstacles)
    if bool(lacking) != (LACKS in request.POST):
        form = hand_in_form(draft, data, lacks=bool(lacking), on=today)
    sections = sections_of(
        draft.version.form_schema, draft.form.clear(), draft.answers, language=language(), is_own=True
    )
    shown = {
        "form": form,
        "situation": situation_of(draft.version.questions, draft.answers, language=language()),
        "sections": sections,
        "papers": draft.papers.select_related("spec", "file", "fetched").order_by("spec__position"),
        "obstacles": obstacles,
        "surer": surer and surer.get("Location"),
        **told_before_promising(draft, lacking, commits="way" in form.fields, on=today),
        "is_changed": any(obstacle.code == "item_changed" for obstacle in obstacles),
    }
    return _page(request, draft, "check", shown)


@require_POST
@of_own_draft
def renew(request: PartyRequest, draft: Draft) -> HttpResponse:
    """Go on with the item's new version."""
    actions.renew_draft(draft=draft, now=timezone.now())
    messages.success(request, _("已按新版指南继续，请再核对一遍。"))
    return redirect("cases:questions", draft=draft.pk)


@require_POST
@of_own_draft
def discard(request: PartyRequest, draft: Draft) -> HttpResponse:
    actions.discard_draft(draft=draft, now=timezone.now())
    messages.success(request, _("草稿已删除。"))
    return redirect("cases:own")


def offers_in(request: PartyRequest, draft: Draft, specs: list[MaterialSpec]) -> dict[str, Offer]:
    """Return what is on file of these papers, as far as whoever fills the draft in may use it today."""
    today = local_day(timezone.now())
    return offers_to(request.party, draft.party, specs, item_code=draft.version.item.code, on=today)


def _item(code: str) -> Item:
    item = item_to_apply_for(code)
    if item is None:
        raise Http404
    return item


def _begin_for(request: PartyRequest, item: Item, party: Any) -> HttpResponse:
    now = timezone.now()
    try:
        draft = actions.start_draft(account=request.user, item=item, party=party, now=now)
    except actions.CannotApply as refused:
        return turned_back(request, refused)
    answers = read_answers(draft.version.questions, {key: request.GET[key] for key in request.GET})
    if answers:
        actions.save_draft(draft=draft, answers={**draft.answers, **answers}, now=now)
    return redirect("cases:questions", draft=draft.pk)


def _take_files(request: PartyRequest, draft: Draft, asked: list[MaterialSpec]) -> dict[str, list[str]]:
    """Keep the files that will do; return what is wrong with the others, by paper."""

    def attach(spec: MaterialSpec, upload: Any) -> None:
        actions.attach_paper(draft=draft, spec=spec, upload=upload, by=request.user, now=timezone.now())

    return take_files(request, [(spec.code, spec) for spec in asked], attach)


def _page(request: HttpRequest, draft: Draft, place: str, shown: dict[str, Any]) -> HttpResponse:
    codes = [code for code in PLACES if code != "questions" or draft.version.questions]
    context = {
        "draft": draft,
        "version": draft.version,
        "place": place,
        "places": places("cases", draft.pk, codes, place),
        **shown,
    }
    return render(request, f"cases/{place}.html", context, status=422 if request.method == "POST" else 200)
