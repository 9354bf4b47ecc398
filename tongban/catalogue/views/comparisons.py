"""Comparison: two versions of an item, a catalogue item over levels and offices, the items of an office by score."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from tongban.catalogue.models import CatalogItem, Item, ItemVersion
from tongban.catalogue.queries import comparisons as queries
from tongban.catalogue.queries.contents import content_of
from tongban.catalogue.rules.differences import differences
from tongban.catalogue.rules.profiles import Profile, profiles
from tongban.catalogue.rules.sheet import place_of_element
from tongban.catalogue.templatetags.catalogue import level_name
from tongban.kernel.moments import local_day
from tongban.matters.actions.exports import record_export
from tongban.people.access import OfficerRequest, limited, officer_required, require
from tongban.people.models import Office
from tongban.people.queries import may_somewhere
from tongban.ui.exports import table_file

POWERS = ("manage_catalogue", "approve_catalogue")


@require_safe
@officer_required
def versions(request: OfficerRequest, code: str) -> HttpResponse:
    """Two versions of an item element by element; by default the last two."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item"), code=code)
    require(request, *POWERS, office=item.office)
    known = list(item.versions.order_by("-number")[:100])
    chosen = [_chosen(known, request.GET.get(name, ""), place) for name, place in (("from", 1), ("to", 0))]
    found = differences(content_of(chosen[0]), content_of(chosen[1])) if all(chosen) else []  # type: ignore[arg-type]
    context = {"item": item, "versions": known, "before": chosen[0], "after": chosen[1], "differences": found}
    return render(request, "catalogue/versions.html", context)


@require_safe
@officer_required
def item(request: OfficerRequest, entry: str) -> HttpResponse:
    """A catalogue item in every hand, under a profile and over chosen levels."""
    _somewhere(request)
    listed = get_object_or_404(CatalogItem, code=entry)
    profile, levels = _profile(request), _levels(request)
    found = queries.compared(listed, profile, levels)
    context = {"found": found, "catalog_item": listed, **_choices(request, profile, levels)}
    if found.comparison:
        context["lines"] = list(_lines(request, found))
    return render(request, "catalogue/comparison.html", context)


@require_safe
@officer_required
def office(request: OfficerRequest) -> HttpResponse:
    """The items of an office, worst first."""
    _somewhere(request)
    chosen, offices, profile = *_office(request), _profile(request)
    rows = queries.scores(chosen, profile) if chosen else []
    context = {
        "office": chosen,
        "offices": offices,
        "rows": rows,
        "most": queries.MOST_ITEMS,
        **_choices(request, profile, []),
    }
    return render(request, "catalogue/scores.html", context)


@require_GET
@officer_required
@limited("export")
def export(request: OfficerRequest) -> HttpResponse:
    """The same list taken away: one line for each item, with both terms of its score."""
    _somewhere(request)
    (chosen, _offices), profile, now = _office(request), _profile(request), timezone.now()
    rows = [
        (row.item.catalog_item.name, row.item.code, row.reference, row.same.numerator, row.same.denominator,
         row.same.percent() or "", row.complete.numerator, row.complete.denominator)
        for row in (queries.scores(chosen, profile) if chosen else [])
    ]  # fmt: skip
    heads = [
        _("事项"), _("实施编码"), _("对比对象"), _("一致要素"), _("对比要素"), _("一致率"), _("已填要素"), _("应填要素")
    ]  # fmt: skip
    record_export(what="comparison", rows=len(rows), narrowed_by=(profile.code,), by=request.officer, now=now)
    name = f"{chosen.name if chosen else ''} {profile.title} {local_day(now)}"
    return table_file(request.GET.get("format", ""), name, heads, rows, widths=(40, 36, 30, 10, 10, 10, 10, 10))


def _lines(request: OfficerRequest, found: queries.Compared) -> Iterator[dict[str, Any]]:
    """Yield what differs, or every line where all are asked for, with the place where it is mended."""
    assert found.comparison
    shows_all = request.GET.get("all") == "1"
    for line in found.comparison.lines:
        if not shows_all and line.verdict == "same":
            continue
        places = (place_of_element(element.field) for element in line.entry.elements)
        yield {"line": line, "place": next(filter(None, places), "")}


def _chosen(known: list[ItemVersion], number: str, place: int) -> ItemVersion | None:
    if number:
        return next((each for each in known if str(each.number) == number), None)
    return known[min(place, len(known) - 1)] if known else None


def _choices(request: OfficerRequest, profile: Profile, levels: list[str]) -> dict[str, Any]:
    is_english = (get_language() or "zh").startswith("en")
    return {
        "profile": profile,
        "profiles": [(each.code, each.title_en if is_english else each.title) for each in profiles().values()],
        "levels": [(level, level_name(level), level in levels) for level in queries.LEVELS],
        "shows_all": request.GET.get("all") == "1",
    }


def _profile(request: OfficerRequest) -> Profile:
    return profiles().get(request.GET.get("profile", "")) or profiles()["four"]


def _levels(request: OfficerRequest) -> list[str]:
    return [level for level in request.GET.getlist("level") if level in queries.LEVELS] or list(queries.LEVELS)


def _office(request: OfficerRequest) -> tuple[Office | None, list[tuple[str, str]]]:
    """Return the office asked for, of those the officer manages or approves; else the first of them."""
    offices = queries.offices_with_items(request.officer, local_day(timezone.now()))
    asked = request.GET.get("office", "")
    key = asked if asked in dict(offices) else next((key for key, _name in offices), "")
    return (Office.objects.get(pk=key) if key else None), offices


def _somewhere(request: OfficerRequest) -> None:
    """Whoever manages or approves items anywhere may compare: what is compared is in force, and public."""
    on = local_day(timezone.now())
    if not any(may_somewhere(request.officer, power, on=on) for power in POWERS):
        require(request, *POWERS, office=request.officer.office)
