"""The figures of the catalogue on the desk: all of them over a scope, and each with its course and its items."""

from fractions import Fraction
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.actions.baselines import as_they_are, keep_baselines
from tongban.catalogue.forms import BaselineForm, TargetForm
from tongban.catalogue.indicators import BY_CODE, Scope, by_cross_scope
from tongban.catalogue.models import Item, ItemFacts, ItemVersion
from tongban.catalogue.queries import figures as queries
from tongban.kernel.figures import set_target
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, kept_for, limited, officer_required
from tongban.people.models import Office
from tongban.people.queries import accessible_offices, may_everywhere, may_somewhere
from tongban.ui.acts import carried_out

TERMS = ("part", "rest", "whole")
LONGEST = 40
LEVELS = [("3", lazy("市级")), ("4", lazy("县级")), ("5", lazy("镇（街道）级")), ("6", lazy("村（社区）级"))]
WIDTHS = (36, 34, 28, 10, 10, 10, 10, 12, 12)


@require_safe
@officer_required
def overview(request: OfficerRequest) -> HttpResponse:
    """Every figure over the items of a place, a department or a level."""
    scope, on = scope_in(request), local_day(timezone.now())
    counts = by_cross_scope(scope)
    cross = [(str(label), counts[value]) for value, label in ItemVersion.CrossScope.choices if counts.get(value)]
    shown = {
        "figures": queries.shown_figures(scope, on),
        "cross": cross,
        "scope": scope,
        "filters": filters(),
        "query": request.GET.urlencode(),
        "baseline_form": BaselineForm() if _manages(request) else None,
    }
    return render(request, "catalogue/figures/overview.html", shown)


@require_POST
@officer_required
def baseline(request: OfficerRequest) -> HttpResponse:
    """Keep how the items that the officer manages stand today, where there is no baseline yet."""
    if not _manages(request):
        raise kept_for("manage_catalogue")
    form, now = BaselineForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, _("请写明基线的出处。"))
        return redirect("catalogue:figures")
    on = local_day(now)
    mine = Item.objects.filter(accessible_offices(request.officer, "manage_catalogue", on=on), current__isnull=False)
    rows = as_they_are(list(mine.values_list("pk", flat=True)), taken_on=on, source=form.cleaned_data["source"])
    act = partial(keep_baselines, rows=rows, by=request.officer, now=now)
    return carried_out(request, act, _("基线已保存。"), to=reverse("catalogue:figures"))


@require_safe
@officer_required
def one(request: OfficerRequest, code: str) -> HttpResponse:
    """One figure: its formula, its two terms, its target, its course, and the items behind each term."""
    scope, on = scope_in(request), local_day(timezone.now())
    shown, term = _shown(code, scope), _term(request, code)
    context = {
        "shown": shown,
        "term": term,
        "terms": _terms(code),
        "page": queries.items_behind(code, scope, term, after=request.GET.get("after")),
        "course": queries.course(code, region=scope.region, on=on),
        "filters": filters(),
        "scope": scope,
        "target_form": TargetForm() if _sets_targets(request) else None,
        "query": _without(request, "term", "after"),
    }
    return render(request, "catalogue/figures/one.html", context)


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest, code: str) -> HttpResponse:
    """The items behind a term as a file."""
    if code not in BY_CODE:
        raise Http404
    rows = [_row(facts) for facts in queries.all_items_behind(code, scope_in(request), _term(request, code))]
    narrowed = tuple(name for name in ("region", "department", "level") if request.GET.get(name))
    heads = [
        _("事项"), _("实施编码"), _("部门"), _("环节"), _("材料"), _("跑动"), _("网办深度"), _("法定（工作日）"),
        _("承诺（工作日）"),
    ]  # fmt: skip
    name = f"{BY_CODE[code].name} {local_day(timezone.now())}"
    return take_away(request, f"figure {code}", name, heads, rows, widths=WIDTHS, narrowed=narrowed)


@require_POST
@officer_required
def target(request: OfficerRequest, code: str) -> HttpResponse:
    """Set what a figure is to reach."""
    if not _sets_targets(request):
        raise kept_for("manage_catalogue", "administer")
    if code not in BY_CODE:
        raise Http404
    form = TargetForm(request.POST)
    if not form.is_valid():
        for problem in (text for texts in form.errors.values() for text in texts):
            messages.error(request, str(problem))
        return redirect("catalogue:figure", code)
    given = form.cleaned_data
    act = partial(
        set_target,
        code=f"catalogue.{code}",
        percent=Fraction(given["percent"]),
        since=given["since"],
        source=given["source"],
        by=request.officer,
        now=timezone.now(),
    )
    return carried_out(request, act, _("目标已设定。"), to=reverse("catalogue:figure", args=[code]))


def scope_in(request: HttpRequest) -> Scope:
    """Read what the reader chose."""
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in ("region", "department")}
    level = request.GET.get("level", "")
    region = asked["region"] if asked["region"].isdecimal() else ""
    return Scope(region, asked["department"], level if level in Office.Level.values else "")


def _manages(request: OfficerRequest) -> bool:
    return may_somewhere(request.officer, "manage_catalogue", on=local_day(timezone.now()))


def _sets_targets(request: OfficerRequest) -> bool:
    """A target is of the whole platform: who manages every catalogue sets it, or who administers the platform."""
    on = local_day(timezone.now())
    return any(may_everywhere(request.officer, power, on=on) for power in ("manage_catalogue", "administer"))


def _shown(code: str, scope: Scope) -> queries.Shown:
    shown = queries.shown_figure(code, scope, local_day(timezone.now()))
    if shown is None:
        raise Http404
    return shown


def _term(request: HttpRequest, code: str) -> str:
    term = request.GET.get("term", "")
    return term if term in dict(_terms(code)) else _terms(code)[0][0]


def _terms(code: str) -> list[tuple[str, str]]:
    """Return the lists behind a figure: a share has three, a reduction one, since each item adds to both terms."""
    whole = ("whole", _("全部"))
    if code in BY_CODE and BY_CODE[code].part is not None:
        return [("part", _("计入分子的")), ("rest", _("没有计入的")), whole]
    return [whole]


def filters() -> list[dict[str, Any]]:
    places, departments = queries.places_and_departments()
    return [
        {"name": "region", "label": _("地区"), "options": places},
        {"name": "department", "label": _("部门"), "options": [(name, name) for name in departments]},
        {"name": "level", "label": _("层级"), "options": LEVELS},
    ]


def _row(facts: ItemFacts) -> tuple[object, ...]:
    item = facts.item
    return (
        item.catalog_item.name, item.code, item.office.name, facts.steps, facts.papers, facts.trips, facts.depth,
        facts.statutory_days, facts.promised_days,
    )  # fmt: skip


def _without(request: HttpRequest, *names: str) -> str:
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
