"""The designer's page of a bundle, without dragging: tables, the drawing beside them, the findings with their mends."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.bundles.actions import designing as actions
from tongban.bundles.actions.loading import draft_from_file
from tongban.bundles.actions.mending import mend as mend_draft
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.forms import designing as typed
from tongban.bundles.forms.leading import EndForm
from tongban.bundles.models import Bundle, BundleVersion
from tongban.bundles.queries import designing as queries
from tongban.bundles.rules.files import read_design
from tongban.bundles.rules.written import written
from tongban.bundles.views.design_access import of_writer, page_of, seen
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require_somewhere
from tongban.people.models import Office
from tongban.people.queries import accessible_offices
from tongban.people.queries.trails import trail_of
from tongban.ui.acts import carried_out, tell_reasons
from tongban.ui.exports import attached


@require_safe
@officer_required
def designs(request: OfficerRequest) -> HttpResponse:
    """The bundles of one's offices, with state and findings."""
    require_somewhere(request, *queries.POWERS)
    today = local_day(timezone.now())
    state, place = request.GET.get("state", ""), request.GET.get("place", "")
    page, rows = queries.design_rows(request.officer, today, state=state, place=place, after=request.GET.get("after"))
    states = [("published", _("在用")), ("draft", _("有草稿")), ("retired", _("已停用"))]
    filters = [{"name": "state", "label": _("状态"), "options": states}]
    if len(places := queries.places_of(request.officer, today)) > 1:
        filters.append({"name": "place", "label": _("办理地"), "options": places})
    context = {"page": page, "rows": rows, "filters": filters, "may_begin": _offices(request).exists()}
    return render(request, "bundles/desk/designs.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def begin_design(request: OfficerRequest) -> HttpResponse:
    """Enter a bundle of one's own department, and its first draft."""
    require_somewhere(request, "manage_catalogue")
    form = typed.BeginForm(request.POST or None, offices=_offices(request))
    obstacles: list[Obstacle] = []
    if form.is_valid():
        told: dict[str, Any] = {"by": request.officer, "now": timezone.now()}
        given = form.cleaned_data
        lead = given["lead_office"]
        try:
            bundle = actions.list_bundle(code=given["code"], region=lead.region, lead_office=lead, **told)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            says = {"title": given["title"], "theme": given["theme"]}
            actions.draft_version(bundle=bundle, says=says, **told)
            messages.success(request, _("已建立草稿。接着加事项。"))
            return redirect(page_of(bundle))
    shown = {"form": form, "obstacles": obstacles, "lead": _("新建一件事"), "back": reverse("bundles:designs")}
    return render(request, "bundles/desk/edit.html", shown, status=_status(form, obstacles))


@require_safe
@officer_required
def design(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """One bundle: facts, members, links, drawing, findings, what form and papers come to."""
    bundle, today = seen(request, region, code), local_day(timezone.now())
    shown = queries.designed(bundle)
    writes = queries.may_write(request.officer, bundle, on=today)
    is_open = writes and shown.is_draft
    members = [(each.code, each.title) for each in shown.plan.members] if shown.plan else []
    own_hand = shown.version is not None and str(request.officer.actor) in queries.hands_of(shown.version)
    text = request.GET.get("item", "")
    context = {
        "bundle": bundle,
        "shown": shown,
        "version": shown.version,
        "writes": writes,
        "is_open": is_open,
        "approves": queries.may_publish(request.officer, bundle, on=today),
        "own_hand": own_hand,
        "titles": dict(members),
        "item_words": text,
        "hits": queries.items_to_add(bundle.region, text) if is_open else [],
        "link_form": typed.LinkForm(members=members),
        "file_form": typed.FileForm(),
        "retire_form": EndForm(),
        "history": trail_of(bundle.subject),
    }
    return render(request, "bundles/desk/design.html", context)


@require_POST
@officer_required
def anew(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Begin a new version with all that the last one says."""
    return _do(request, region, code, _("已建立新版本草稿。"), actions.draft_from_current)


@require_http_methods(["GET", "POST"])
@officer_required
def facts(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Title, promise, limits, steps."""
    bundle, draft = of_writer(request, region, code)
    if draft is None:
        return _no_draft(request, bundle)
    form = typed.FactsForm(request.POST or None, initial=typed.FactsForm.told_by(draft))
    if form.is_valid():
        return _saved(request, bundle, draft, form.says(draft))
    return _asked(request, draft, form, _("名称、承诺和期限"))


@require_http_methods(["GET", "POST"])
@officer_required
def questions(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """The questions that decide which members are needed."""
    bundle, draft = of_writer(request, region, code)
    if draft is None:
        return _no_draft(request, bundle)
    initial = [typed.QuestionForm.told_by(each) for each in draft.questions]
    rows = typed.QuestionForms(request.POST if request.method == "POST" else None, initial=initial)
    if rows.is_bound and rows.is_valid():
        before = {each["key"]: each for each in draft.questions}
        asked = [
            form.question(before.get(form.cleaned_data["key"], {})) for form in rows if form.cleaned_data.get("key")
        ]
        keys = [each["key"] for each in asked]
        if len(keys) == len(set(keys)):
            return _saved(request, bundle, draft, {"questions": asked})
        messages.error(request, _("有两个问题用了同一个代号。"))
    context = {"bundle": bundle, "version": draft, "rows": rows, "back": page_of(bundle)}
    return render(request, "bundles/desk/questions.html", context, status=422 if rows.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_required
def same(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Fields and papers that are one under several names."""
    bundle, draft = of_writer(request, region, code)
    if draft is None:
        return _no_draft(request, bundle)
    form = typed.SameForm(request.POST or None, initial=typed.SameForm.told_by(draft))
    if form.is_valid():
        return _saved(request, bundle, draft, form.cleaned_data)
    return _asked(request, draft, form, _("合并字段和材料"))


@require_POST
@officer_required
def mend(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Do what the button beside a finding offers."""
    bundle, draft = of_writer(request, region, code)
    if draft is None:
        return _no_draft(request, bundle)
    key, now = request.POST.get("mend", ""), timezone.now()
    return carried_out(
        request,
        lambda: mend_draft(version=draft, key=key, by=request.officer, now=now),
        _("已改好，检查结果已更新。"),
        to=page_of(bundle, "findings"),
    )


@require_safe
@officer_required
def give_out(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """The bundle as a file that can be taken in elsewhere."""
    shown = queries.designed(seen(request, region, code))
    if shown.version is None:
        raise Http404
    text = written(queries.design_of(shown, sorted(actions.SAID)))
    return attached(HttpResponse(text, content_type="application/toml; charset=utf-8"), f"{shown.bundle.code}.toml")


@require_POST
@officer_required
def take_in(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Make the draft say what a file tells; what is wrong in the file is told line by line."""
    bundle, _draft = of_writer(request, region, code)
    form = typed.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["file"][0]))
        return redirect(page_of(bundle, "file"))
    read, wrong = read_design(form.cleaned_data["file"])
    if read is None:
        name = request.FILES["file"].name  # type: ignore[union-attr]  # one file has this name
        tell_reasons(
            request, CannotDesign(Obstacle(o.code, o.about, {"place": "", **o.details, "file": name}) for o in wrong)
        )
        return redirect(page_of(bundle, "file"))
    now = timezone.now()
    return carried_out(
        request,
        lambda: draft_from_file(bundle=bundle, design=read, by=request.officer, now=now),
        _("已按文件改好草稿。"),
        to=page_of(bundle),
    )


@require_POST
@officer_required
def publish(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Approve and publish the draft, once its code was typed."""
    bundle = seen(request, region, code, "approve_catalogue")
    draft = queries.draft_of(bundle)
    if draft is None:
        return _no_draft(request, bundle)
    if request.POST.get("confirm") != bundle.code:
        messages.error(request, _("请输入代码确认发布。"))
        return redirect(page_of(bundle, "publish"))
    now = timezone.now()
    act = lambda: actions.publish_version(version=draft, by=request.officer, now=now)  # noqa: E731
    return carried_out(request, act, _("已发布。"), to=page_of(bundle))


@require_POST
@officer_required
def retire(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Offer the bundle no longer."""
    form = EndForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _do(request, region, code, _("已停用；在办的照常办完。"), actions.retire_bundle, reason=reason)


def _do(
    request: OfficerRequest, region: str, code: str, done: str, act: Callable[..., object], **what: Any
) -> HttpResponse:
    bundle, _draft = of_writer(request, region, code)
    now = timezone.now()
    return carried_out(
        request, lambda: act(bundle=bundle, by=request.officer, now=now, **what), done, to=page_of(bundle)
    )


def _saved(request: OfficerRequest, bundle: Bundle, draft: BundleVersion, says: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    return carried_out(
        request,
        lambda: actions.change_version(version=draft, says=says, by=request.officer, now=now),
        _("已保存。"),
        to=page_of(bundle),
    )


def _asked(request: OfficerRequest, draft: BundleVersion, form: forms.Form, lead: str) -> HttpResponse:
    shown = {"bundle": draft.bundle, "version": draft, "form": form, "lead": lead}
    context = {**shown, "back": page_of(draft.bundle)}
    return render(request, "bundles/desk/edit.html", context, status=_status(form, []))


def _no_draft(request: OfficerRequest, bundle: Bundle) -> HttpResponse:
    messages.info(request, _("现在没有草稿。要修改，请先起草新版本。"))
    return redirect(page_of(bundle))


def _status(form: forms.Form, obstacles: list[Obstacle]) -> int:
    return 409 if obstacles else 422 if form.is_bound else 200


def _offices(request: OfficerRequest) -> Any:
    """Offices that the officer may enter a bundle for: departments that handle something themselves."""
    reach = accessible_offices(request.officer, "manage_catalogue", on=local_day(timezone.now()), field="pk")
    return Office.objects.filter(reach & Q(items__isnull=False)).select_related("region").distinct().order_by("pk")
