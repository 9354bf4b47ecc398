"""Drafts made of other texts: roll back, copy to another office, one change to many items with a preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.catalogue.actions.copies import MOST_AT_ONCE, change_many, copy_to_office, draft_from_version
from tongban.catalogue.forms.bulk import change_in, target_of, targets
from tongban.catalogue.forms.sheet import Typed, control_of
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.bulk import items_to_change, previews
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.people.models import Office
from tongban.people.queries import accessible_offices, may_somewhere
from tongban.ui.acts import carried_out
from tongban.ui.wording import say


@require_POST
@officer_required
def roll_back(request: OfficerRequest, code: str) -> HttpResponse:
    """Begin a new version with the words of an old one."""
    item = _item(request, code)
    number = request.POST.get("version", "")
    versions = item.versions.exclude(state__in=ItemVersion.UNFINISHED)
    version = get_object_or_404(versions, number=int(number) if number.isdecimal() and len(number) < 6 else 0)
    version.item = item
    act = lambda: draft_from_version(version=version, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(
        request, act, _("已按旧版起草新版本，送审通过后生效。"), to=reverse("catalogue:desk_item", args=[code])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def copy(request: OfficerRequest, code: str) -> HttpResponse:
    """Take an item over into another office that the officer manages."""
    item, now = _item(request, code), timezone.now()
    managed = accessible_offices(request.officer, "manage_catalogue", on=local_day(now), field="pk")
    offices = Office.objects.filter(managed).exclude(items__catalog_item=item.catalog_item).order_by("region", "pk")
    obstacles: list[Any] = []
    if request.method == "POST":
        office = offices.filter(pk=_key(request.POST.get("office", "")) or 0).first()
        told = {name: request.POST.get(name, "").strip()[:200] for name in ("place", "phone")}
        if office is None:
            messages.error(request, _("请选择您管理的部门。"))
            return redirect("catalogue:copy", code=code)
        try:
            draft = copy_to_office(item=item, office=office, **told, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已在对方部门建立草稿，请补齐当地内容。"))
            return redirect("catalogue:draft", code=draft.item.code)
    context = {"item": item, "offices": list(offices[:300]), "obstacles": obstacles, "typed": request.POST}
    return render(request, "catalogue/copy.html", context, status=409 if obstacles else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def bulk(request: OfficerRequest) -> HttpResponse:
    """One change to many items: chosen and typed, seen beforehand, then carried out for all or for none."""
    now = timezone.now()
    on = local_day(now)
    if not may_somewhere(request.officer, "manage_catalogue", on=on):
        require(request, "manage_catalogue", office=request.officer.office)
    sent = request.POST if request.method == "POST" else request.GET
    text = sent.get("q", "").replace("\x00", "").strip()[:60]
    chosen = items_to_change(request.officer, on, text=text, office=_key(sent.get("office", "")))
    items = list(chosen[: MOST_AT_ONCE + 1])
    target = target_of(sent.get("target", ""))
    change, typed = change_in(sent, {}) if (target and "value" in sent) or "sent" in sent else (None, Typed())
    shown = previews(items, change, on) if change and len(items) <= MOST_AT_ONCE else []
    if request.method == "POST" and change and shown:
        picked = set(request.POST.getlist("item"))
        wanted = [each.item for each in shown if each.item.code in picked]
        try:
            done = change_many(items=wanted, change=change, by=request.officer, now=now)
        except Refused as refused:
            for obstacle in refused.obstacles:
                messages.error(request, say(obstacle))
        else:
            told = ngettext("已为 %(n)d 个事项建立草稿。", "已为 %(n)d 个事项建立草稿。", len(done)) % {"n": len(done)}
            messages.success(request, told)
            return redirect(f"{reverse('catalogue:desk')}?state=draft")
    language = get_language() or "zh"
    context = {
        "targets": targets(),
        "target": sent.get("target", ""),
        "is_paper": sent.get("target", "").startswith("paper."),
        "control": control_of(target, "value", sent, typed, language) if target else None,
        "offices": _offices(request, on),
        "sent": sent,
        "count": len(items),
        "is_too_many": len(items) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "previews": shown,
        "is_asked": change is not None,
    }
    return render(request, "catalogue/bulk.html", context)


def _offices(request: OfficerRequest, on: Any) -> list[tuple[str, str]]:
    managed = accessible_offices(request.officer, "manage_catalogue", on=on, field="pk")
    rows = Office.objects.filter(managed, items__current__isnull=False).distinct().order_by("region", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:300]]


def _key(text: str) -> str:
    return text if text.isdecimal() and len(text) < 20 else ""


def _item(request: HttpRequest, code: str) -> Item:
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "current"), code=code)
    require(request, "manage_catalogue", office=item.office)
    return item
