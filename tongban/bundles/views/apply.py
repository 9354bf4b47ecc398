"""Applying for a bundle: for whom, in which situation, one form, one set of papers, check, hand in.

Whatever is typed is kept at once, right or wrong; every page works without scripts and on a phone.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.bundles.actions import drafts as actions
from tongban.bundles.actions.fetching import fetch_for_draft
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.forms.apply import JointHandInForm
from tongban.bundles.models import Bundle, BundleDraft
from tongban.bundles.queries.consents import consents_seen
from tongban.bundles.queries.feeding import fed_in
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.offered import offered_one
from tongban.bundles.queries.own import draft_of
from tongban.bundles.queries.papers import PapersSeen
from tongban.bundles.queries.plans import MemberPlan, Plan, plan_of
from tongban.bundles.queries.wallet import held_of
from tongban.bundles.rules.forms import whole_answers
from tongban.bundles.rules.papers import ASKED, HELD, Line
from tongban.cases.forms.apply import QuestionsForm
from tongban.cases.queries.answers import sections_of, situation_of
from tongban.cases.queries.promises import bad_records
from tongban.cases.views.apply_promises import offers_commitment, told_before_committing
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
from tongban.catalogue.rules.questions import read_answers
from tongban.catalogue.templatetags.catalogue import in_words
from tongban.documents.actions import CannotUse
from tongban.documents.rules.files import ACCEPT
from tongban.kernel.moments import local_day
from tongban.kernel.rates import TooOften
from tongban.people.access import PartyRequest, client_of, count_try, party_required
from tongban.ui.acts import tell_reasons
from tongban.ui.wording import say

ALL = "all"


def of_own_draft(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view one's own draft with its plan; one that was handed in leads to its whole."""

    @never_cache
    @party_required
    @wraps(view)
    def guarded(request: PartyRequest, draft: int) -> HttpResponseBase:
        own = draft_of(request.user, draft)
        if own is None:
            raise Http404
        if own.submitted_as:
            return redirect("bundles:mine", number=own.submitted_as)
        try:
            return view(request, own, plan_of(own.version))
        except CannotApply as refused:  # retired, or handed in by another window, a moment ago
            return turned_back(request, refused)

    return guarded  # type: ignore[return-value]


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def begin(request: PartyRequest, region: str, code: str) -> HttpResponse:
    """Begin, for oneself or for somebody who gave an authorisation; answers given on the guide come along."""
    bundle = offered_one(region, code, local_day(timezone.now()))
    if bundle is None:
        raise Http404
    party, form = whom_to_begin_for(request)
    if party:
        return _begin_for(request, bundle, party)
    context = {"form": form, "bundle": bundle, "version": bundle.current}
    return render(request, "bundles/for_whom.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@of_own_draft
def questions(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    """Ask what decides which members are needed, then what these leave open."""
    sent = request.POST if request.method == "POST" else None
    answers, left_out = draft.answers, draft.left_out
    if sent is not None:
        raw = {key: sent.get(key, "") for key in sent}
        answers = {**draft.answers, **read_answers(plan.questions({**draft.answers}), raw)}
        answers |= read_answers(plan.questions(answers), raw)
        left_out = [each.code for each in _optional(plan, answers) if each.code not in sent.getlist("wanted")]
    asked = plan.questions(answers, left_out)
    if sent is not None:
        answers = {question["key"]: answers[question["key"]] for question in asked if question["key"] in answers}
        actions.save_draft(draft=draft, answers=answers, left_out=left_out, now=timezone.now())
        if any(question["key"] not in sent for question in asked):
            messages.info(request, _("按您的回答，还有几个问题。"))
            return redirect("bundles:questions", draft=draft.pk)
    form = QuestionsForm(asked, language=language(), data=sent, initial=answers)
    if sent is not None and form.is_valid():
        return go_on(request, "bundles:form", draft.pk)
    shown = {"form": form, "optional": _optional(plan, answers), "left_out": left_out}
    return _page(request, draft, plan, "questions", shown)


@require_http_methods(["GET", "POST"])
@of_own_draft
def form(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    now, chosen = timezone.now(), plan.applying(draft.answers, draft.left_out)
    merged, by_part = plan.form(chosen), plan.all_answers(chosen, draft.answers)
    answers = whole_answers(by_part)
    filled = fill_in(request, draft, merged.schema, answers)
    if request.method == "POST":
        actions.save_draft(draft=draft, form=filled.values, now=now)
        if answer := kept_midway(request, filled):
            return answer
        if filled.is_valid():
            fetch_for_draft(draft=draft, plan=plan, by=request.user, now=now)
            return go_on(request, "bundles:papers", draft.pk)
    apart, once = merged.counted(by_part)
    fields = {"apart": apart, "once": once}
    shown = {"form": filled, "fields": fields, "fed": fed_in(merged), "titles": _titles(plan)}
    return _page(request, draft, plan, "form", shown)


@require_http_methods(["GET", "POST"])
@of_own_draft
def papers(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    """Upload each paper once; a file that will not do says why, the others are kept."""
    seen = _papers_seen(request, draft, plan)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        if wanted := request.POST.get("use"):
            errors = _use(request, draft, seen, wanted)
        errors |= _take_files(request, draft, seen.to_bring)
        if not errors:
            place = "check" if "on" in request.POST else "papers"
            return redirect(f"bundles:{place}", draft=draft.pk)
        seen = _papers_seen(request, draft, plan)
    shown = {
        "lines": [{"errors": errors.get(line.code), **seen.shown(line)} for line in seen.to_bring],
        "merged": seen.merged,
        "not_asked": seen.not_asked,
        "to_use": len(seen.to_use),
        "may_fetch": seen.may_fetch,
        "titles": _titles(plan),
        "errors": errors,
        "accept": ACCEPT,
    }
    return _page(request, draft, plan, "papers", shown)


@require_POST
@of_own_draft
def fetch(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    """Ask the sources again for what they did not say."""
    try:
        count_try("upload", client_of(request))
        fetch_for_draft(draft=draft, plan=plan, by=request.user, now=timezone.now())
    except TooOften as refused:
        tell_reasons(request, refused)
    return redirect("bundles:papers", draft=draft.pk)


@require_POST
@of_own_draft
def take_back(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    wanted = request.POST.get("paper", "")
    paper = draft.papers.select_related("file").filter(pk=wanted).first() if wanted.isdecimal() else None
    if paper:
        actions.take_back_paper(paper=paper, by=request.user, now=timezone.now())
    return redirect("bundles:papers", draft=draft.pk)


@require_http_methods(["GET", "POST"])
@of_own_draft
def check(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    """Show everything once more; then hand it in."""
    now = timezone.now()
    chosen = plan.applying(draft.answers, draft.left_out)
    surer = asked_level(request, [each.item.code for each in chosen])
    committing = _committing(draft, chosen, on=local_day(now))
    form = JointHandInForm(
        request.POST if request.method == "POST" else None,
        initial={"deliver_way": draft.deliver_way},
        committing=committing,
    )
    if request.method == "POST" and form.is_valid():
        way = form.cleaned_data["deliver_way"]
        if surer:
            actions.save_draft(draft=draft, deliver_way=way, now=now)
            return surer
        try:
            whole = actions.submit_draft(
                draft=draft, channel=channel_of(request), deliver_way=way, commits=form.commits(), now=now
            )
            return redirect("bundles:handed_in", number=whole.matter.number)
        except CannotApply as refused:
            obstacles = refused.obstacles
            actions.save_draft(draft=draft, deliver_way=way, now=now)
    else:
        obstacles = actions.obstacles_to_draft(draft, plan, now)
    answers = whole_answers(plan.all_answers(chosen, draft.answers))
    merged = plan.form(chosen)
    given, sources = list(draft.papers.select_related("file")), Sources(draft.subject)
    lines = plan.papers(chosen, draft.answers, held=held_of(given), covers=sources.cover)
    to_bring = lines.with_verdict(ASKED) + lines.with_verdict(HELD)
    shown = {
        "form": form,
        "consents": consents_seen(draft, local_day(now)),
        "commitments": [
            (told_before_committing(member.version, on=local_day(now)), form[name])
            for name, member in form.ways.items()
            if member.version
        ],
        "situation": situation_of(plan.questions(draft.answers, draft.left_out), draft.answers, language=language()),
        "sections": sections_of(merged.schema, draft.form.clear() or {}, answers, language=language(), is_own=True),
        "lines": [
            (line, [paper for paper in given if paper.key == line.key])
            for line in [*to_bring, *(line for line in sources.lapsed(lines) if line.key in {p.key for p in given})]
        ],
        "fed": fed_in(merged),
        "not_asked": [(line, sources.said(line)) for line in lines.lines if line not in to_bring],
        "titles": _titles(plan),
        "members": chosen,
        "obstacles": obstacles,
        "surer": surer and surer.get("Location"),
    }
    return _page(request, draft, plan, "check", shown)


@require_POST
@of_own_draft
def discard(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    actions.discard_draft(draft=draft, now=timezone.now())
    messages.success(request, _("草稿已删除。"))
    return redirect("cases:own")


def _papers_seen(request: PartyRequest, draft: BundleDraft, plan: Plan) -> PapersSeen:
    return PapersSeen(plan, draft, reader=request.party, on=local_day(timezone.now()))


def _committing(draft: BundleDraft, chosen: list[MemberPlan], *, on: date) -> list[MemberPlan]:
    """Return the members that may be decided on a promise; whether the party's word is taken is asked once for all."""
    offering = [each for each in chosen if each.version and offers_commitment(each.version)]
    return [] if offering and bad_records(draft.party, on=on) else offering


def _titles(plan: Plan) -> dict[str, str]:
    return {each.code: in_words(each, "title") for each in plan.members}


def _optional(plan: Plan, answers: dict[str, Any]) -> list[Any]:
    return [each for each in plan.applying(answers) if not each.member.is_required]


def _begin_for(request: PartyRequest, bundle: Bundle, party: Any) -> HttpResponse:
    now = timezone.now()
    try:
        draft = actions.start_draft(account=request.user, bundle=bundle, party=party, now=now)
    except CannotApply as refused:
        return turned_back(request, refused)
    answers = read_answers(draft.version.questions, {key: request.GET[key] for key in request.GET})
    if answers:
        actions.save_draft(draft=draft, answers={**draft.answers, **answers}, now=now)
    return redirect("bundles:questions", draft=draft.pk)


def _take_files(request: PartyRequest, draft: BundleDraft, asked: list[Line]) -> dict[str, list[str]]:
    """Keep the files that will do; return what is wrong with the others, by the name of the line's field."""

    def attach(line: Line, upload: Any) -> None:
        actions.attach_paper(draft=draft, key=line.key, upload=upload, by=request.user, now=timezone.now())

    return take_files(request, [(line.code, line) for line in asked], attach)


def _use(request: PartyRequest, draft: BundleDraft, seen: PapersSeen, wanted: str) -> dict[str, list[str]]:
    """Take a paper on file, or all that serve; return by line why one does not."""
    errors = {}
    for line in seen.to_use if wanted == ALL else [line for line in seen.to_bring if line.code == wanted]:
        if offer := seen.offers.get(line.key):
            try:
                actions.use_on_file(draft=draft, key=line.key, offer=offer, by=request.user, now=timezone.now())
            except CannotUse as refused:
                errors[line.code] = [say(obstacle) for obstacle in refused.obstacles]
    return errors


def _page(request: PartyRequest, draft: BundleDraft, plan: Plan, place: str, shown: dict[str, Any]) -> HttpResponse:
    context = {
        "draft": draft,
        "version": draft.version,
        "chosen": plan.applying(draft.answers, draft.left_out),
        "place": place,
        "places": places("bundles", draft.pk, list(PLACES), place),
        **shown,
    }
    return render(request, f"bundles/{place}.html", context, status=422 if request.method == "POST" else 200)
