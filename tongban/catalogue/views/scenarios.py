"""Splitting an item by situation, and its rules of discretion: a page on the draft."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongban.catalogue import actions
from tongban.catalogue.forms import scenarios as forms
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.views.item_acts import managed
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required


@require_http_methods(["GET", "POST"])
@officer_required
def split(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the situations of the draft and change them; without a draft, say how to begin one."""
    item = managed(request, code)
    draft = item.versions.filter(state=ItemVersion.State.DRAFT).first()
    if draft is None:
        return render(request, "catalogue/split.html", {"item": item}, status=409 if request.method == "POST" else 200)
    content = content_of(draft)
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        content = _changed(content, request)
        if not (obstacles := _alike(content)):
            try:
                actions.edit_draft(version=draft, content=content, by=request.officer, now=timezone.now())
            except Refused as refused:
                obstacles = refused.obstacles
            else:
                messages.success(request, _("已保存到第 %(n)d 版草稿。") % {"n": draft.number})
                return redirect("catalogue:split", code)
    elements = content.fields.get("elements", {})
    context = {
        "item": item,
        "draft": draft,
        "scenarios": forms.scenario_rows(content.scenarios),
        "rules": forms.discretion_rows(elements.get("discretion", ())),
        "choices": forms.choices_of(content.fields.get("questions", ())),
        "obstacles": obstacles,
    }
    return render(request, "catalogue/split.html", context, status=409 if obstacles else 200)


def _changed(content: Content, request: OfficerRequest) -> Content:
    elements = content.fields.get("elements", {})
    rules = forms.discretion_in_form(request.POST, list(elements.get("discretion", ())))
    scenarios = tuple(forms.scenarios_in(request.POST, list(content.scenarios)))
    changed = {**elements, "discretion": rules} if rules or "discretion" in elements else elements
    return replace(content, scenarios=scenarios, fields={**content.fields, "elements": changed})


def _alike(content: Content) -> list[Obstacle]:
    names = [each["name"] for each in content.scenarios]
    return [Obstacle("scenario_names_alike", name) for name in dict.fromkeys(names) if names.count(name) > 1]
