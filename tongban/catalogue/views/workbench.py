"""The workbench (填报): a draft section by section, saved while one types; mends, changes of others, preview."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.actions.drafts import Saved, edit_section, mend_draft
from tongban.catalogue.forms.sheet import Known, Typed, controls_of, new_row, read_section
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import workbench as queries
from tongban.catalogue.queries.contents import content_of
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.designing import section_rows
from tongban.catalogue.rules.merging import Conflict
from tongban.catalogue.rules.sheet import Section, Values, sections, values_in
from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.ui.acts import carried_out
from tongban.ui.wording import say

SECTION = "catalogue/parts/sheet_section.html"


@require_safe
@officer_required
def draft(request: OfficerRequest, code: str) -> HttpResponse:
    """The whole sheet of a draft."""
    version = _version(request, code)
    if version is None or version.state != ItemVersion.State.DRAFT:
        return redirect("catalogue:desk_item", code=code)
    return _page(request, version, {})


@officer_required
def section(request: OfficerRequest, code: str, section: str) -> HttpResponse:
    """One section: as it stands, or saved with what was typed."""
    version = _version(request, code)
    at = sections().get(section)
    if version is None or at is None or version.state != ItemVersion.State.DRAFT:
        return _gone(request, code)
    if request.method != "POST":
        return render(request, SECTION, _section(version, content_of(version), at, _Shown()))
    return _save(request, version, at)


@require_POST
@officer_required
def mend(request: OfficerRequest, code: str) -> HttpResponse:
    """Apply the mend of one check, or every one that needs no judgement."""
    version = _version(request, code)
    if version is None:
        return redirect("catalogue:desk_item", code=code)
    now = timezone.now()
    known, check = known_world(local_day(now)), request.POST.get("check", "")[:80]
    act = lambda: mend_draft(version=version, check=check, known=known, by=request.officer, now=now)  # noqa: E731
    return carried_out(request, act, _("已改好。"), to=reverse("catalogue:draft", args=[code]))


@require_safe
@officer_required
def others(request: OfficerRequest, code: str) -> HttpResponse:
    """What somebody else changed since this page was read: asked every few seconds by an open page."""
    version = _version(request, code)
    seen = _number(request.GET.get("seen", ""))
    found = queries.changes_of_others(version, seen=seen, officer=request.officer) if version else []
    context = {"others": _named(found), "item": version and version.item}
    return render(request, "catalogue/parts/sheet_others.html", context)


@dataclass(frozen=True)
class _Shown:
    """How a section is to be shown: with what was typed, and what two people changed. Without: as it stands."""

    values: Values | None = None
    typed: Typed = field(default_factory=Typed)
    conflicts: Sequence[Conflict] = ()
    seen: int | None = None


def _save(request: OfficerRequest, version: ItemVersion, at: Section) -> HttpResponse:
    content, now = content_of(version), timezone.now()
    typed = read_section(at, request.POST, values_in(content, at), _known(version, content))
    before = {**typed.values}
    insist = _act(request, version, at, typed)
    seen = _number(request.POST.get("seen", ""))
    try:
        saved = edit_section(
            version=version, section=at, typed=typed.values, seen=seen, insist=insist, by=request.officer, now=now
        )
    except Refused as refused:
        return _refused(request, version.item.code, refused.obstacles)
    shown = _Shown(_as_typed(saved, typed), typed, saved.conflicts, seen if saved.conflicts else None)
    saved.version.item = version.item
    if not request.headers.get("HX-Request"):
        return _page(request, saved.version, {at.code: shown}, status=409 if saved.conflicts else 200)
    is_as_typed = all(shown.values.get(name) == value for name, value in before.items()) if shown.values else True
    if "act" in request.POST or saved.conflicts or not is_as_typed:
        context = _section(saved.version, saved.content, at, shown)
        answer = render(request, SECTION, {**context, "with_overview": True})
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#s-{at.code}", "outerHTML"
        return answer
    context = _section(saved.version, saved.content, at, shown)
    return render(request, "catalogue/parts/sheet_saved.html", {**context, "saved_at": now})


def _as_typed(saved: Saved, typed: Typed) -> Values:
    """What stands in the controls afterwards: what is saved, but what I typed where two people changed it."""
    values = {**saved.values, **typed.unread}
    for conflict in saved.conflicts:
        if not conflict.key:
            values[conflict.field.name] = conflict.mine
        else:
            values[conflict.field.name] = typed.values[conflict.field.name]
    return values


def _act(request: OfficerRequest, version: ItemVersion, at: Section, typed: Typed) -> set[str]:
    """Do to the rows what a button asks; return what is decided for mine."""
    verb, _colon, what = request.POST.get("act", "").partition(":")
    name, _colon, place = what.partition(":")
    if verb == "insist":
        return {what}
    if verb == "yield":
        _give_way(version, at, typed, what)
    field = next((each for each in at.fields if each.name == name and each.widget == "rows"), None)
    if field is None or name not in typed.values:
        return set()
    rows, n = typed.values[name], _number(place)
    if verb == "add":
        rows.append(new_row(field, rows, version.item.office_id))
    elif verb == "share":
        rows += queries.shared_rows(request.POST.get("shared_field", ""), rows)
    elif verb == "remove" and n < len(rows):
        del rows[n]
    elif verb in ("up", "down") and n < len(rows):
        to = max(0, min(len(rows) - 1, n + (1 if verb == "down" else -1)))
        rows.insert(to, rows.pop(n))
    return set()


def _give_way(version: ItemVersion, at: Section, typed: Typed, what: str) -> None:
    """Let what the other one saved stand in one field, or one row."""
    name, _slash, key = what.partition("/")
    there = values_in(content_of(version), at).get(name)
    field = next((each for each in at.fields if each.name == name), None)
    if field is None or name not in typed.values:
        return
    if not key:
        typed.values[name] = there
        return
    theirs = next((row for row in there or () if str(row.get(field.key)) == key), None)
    rows = [row for row in typed.values[name] if str(row.get(field.key)) != key or theirs]
    typed.values[name] = [theirs if theirs and str(row.get(field.key)) == key else row for row in rows]
    if theirs and theirs not in typed.values[name]:
        typed.values[name].append(theirs)


def _page(request: OfficerRequest, version: ItemVersion, shown: dict[str, _Shown], status: int = 200) -> HttpResponse:
    content = content_of(version)
    found = queries.overview(version, content, known_world(local_day(timezone.now())))
    known = _known(version, content)
    drawn = [_drawn(version, content, at, shown.get(at.code) or _Shown(), found, known) for at in sections().values()]
    context = {"item": version.item, "version": version, "overview": found, "sections": drawn}
    return render(request, "catalogue/workbench.html", context, status=status)


def _section(version: ItemVersion, content: Content, at: Section, shown: _Shown) -> dict[str, Any]:
    found = queries.overview(version, content, known_world(local_day(timezone.now())))
    drawn = _drawn(version, content, at, shown, found, _known(version, content))
    return {"item": version.item, "version": version, "overview": found, "section": drawn}


def _drawn(
    version: ItemVersion, content: Content, at: Section, shown: _Shown, found: queries.Overview, known: Known
) -> dict[str, Any]:
    values = shown.values if shown.values is not None else values_in(content, at)
    language = get_language() or "zh"
    is_english = language.startswith("en")
    return {
        "code": at.code,
        "title": at.title_en if is_english else at.title,
        "controls": controls_of(at, values, shown.typed, known, language),
        "conflicts": shown.conflicts,
        "by_whom": version.changes.filter(section=at.code).exclude(officer=None).select_related("officer").last()
        if shown.conflicts
        else None,
        "errors": list(shown.typed.errors.values()),
        "seen": shown.seen or version.revision,
        "count": found.by_section.get(at.code, 0),
        "shared": queries.shared_fields() if at.code == "form" else (),
    }


def _known(version: ItemVersion, content: Content) -> Known:
    is_english = (get_language() or "zh").startswith("en")
    return {
        "offices": queries.offices_for(version, content),
        "themes": [(each.code, each.name_en if is_english else each.name) for each in THEMES.values()],
        "events": [(each.code, each.name_en if is_english else each.name) for each in EVENTS.values()],
        "form_sections": [(row["code"], row.get("title", "")) for row in section_rows(content.fields["form_schema"])],
        "autofill": queries.sources_of_fields(content, is_english=is_english),
        "shared_fields": [("", _("不是共用字段")), *queries.shared_fields()],
    }


def _named(found: list[queries.OthersWork]) -> list[dict[str, Any]]:
    is_english = (get_language() or "zh").startswith("en")
    known = sections()
    return [
        {
            "name": other.officer.name if other.officer else "",
            "at": other.change.at,
            "code": other.section,
            "title": (known[other.section].title_en if is_english else known[other.section].title),
        }
        for other in found
        if other.section in known
    ]


def _refused(request: HttpRequest, code: str, obstacles: Sequence[Obstacle]) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/sheet_refused.html", {"obstacles": obstacles}, status=409)
    for obstacle in obstacles:
        messages.error(request, say(obstacle))
    return redirect("catalogue:desk_item", code=code)


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    """The draft was handed in, or there is none: what can be done with the item says its page."""
    address = reverse("catalogue:desk_item", args=[code])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    messages.info(request, _("这一版已经送审，不能再改。"))
    return redirect(address)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _version(request: HttpRequest, code: str) -> ItemVersion | None:
    """Return what is being worked on at an item whose catalogue the officer manages: else 403."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "regulating_office"), code=code)
    require(request, "manage_catalogue", office=item.office)
    return queries.draft_of(item)
