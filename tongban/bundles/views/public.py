"""Bundles for everybody: the list by theme, and the guide of one."""

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.bundles.models import Bundle, BundleVersion
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.offered import elsewhere, offered, published_one
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules import graph
from tongban.bundles.rules.papers import IN_ORDER
from tongban.cases.forms.apply import QuestionsForm
from tongban.cases.views.wizard import language
from tongban.catalogue.templatetags.catalogue import in_words
from tongban.kernel.moments import local_day


@require_safe
def bundles(request: HttpRequest) -> HttpResponse:
    """Every bundle once per place, by theme; ``place``: of one place alone."""
    everywhere = offered(local_day(timezone.now()))
    places = {bundle.region.code: bundle.region for bundle in everywhere}
    place = places.get(request.GET.get("place", ""))
    shown = [bundle for bundle in everywhere if place is None or bundle.region_id == place.pk]
    return render(
        request,
        "bundles/bundles.html",
        {"themes": _by_theme(shown), "places": sorted(places.values(), key=lambda each: each.code), "place": place},
    )


def _by_theme(shown: list[Bundle]) -> list[tuple[str, list[tuple[BundleVersion, list[Bundle]]]]]:
    """Return the themes with their bundles, each with the places that offer it."""
    grouped: dict[str, dict[str, list[Bundle]]] = defaultdict(lambda: defaultdict(list))
    for bundle in shown:
        assert bundle.current  # it is offered
        grouped[bundle.current.theme][bundle.code].append(bundle)
    found = []
    for theme in BundleVersion.Theme:
        lines = [(same[0].current, same) for same in grouped.get(theme, {}).values() if same[0].current]
        if lines:
            found.append((str(theme.label), lines))
    return found


@require_safe
def guide(request: HttpRequest, region: str, code: str) -> HttpResponse:
    """What has to be applied for, brought and answered in one's own situation; the count comes from the data."""
    bundle, today = published_one(region, code), local_day(timezone.now())
    if bundle is None or bundle.current is None:
        raise Http404
    version = bundle.current
    version.bundle = bundle
    plan, around = plan_of(version), elsewhere(bundle, today)
    if bundle not in around.offered:
        return render(
            request, "bundles/not_here.html", {"bundle": bundle, "elsewhere": around, "members": plan.members}
        )
    form = QuestionsForm(version.questions, language=language(), data=request.GET or None)
    answers = form.answers if request.GET else {}
    is_told = bool(request.GET) and form.is_valid()
    chosen = plan.applying(answers) if is_told else plan.members
    papers = plan.papers(chosen, answers, covers=Sources().cover)
    apart, once = plan.form(chosen).counted(plan.all_answers(chosen, answers))
    waves = graph.waves([each.code for each in chosen], plan.links)
    context: dict[str, Any] = {
        "bundle": bundle,
        "version": version,
        "pilot": around if around.is_pilot else None,
        "form": form,
        "is_told": is_told,
        "members": chosen,
        "left": [each for each in plan.members if each not in chosen],
        "waves": [[plan.by_code[code] for code in wave] for wave in waves],
        "lines": papers.lines,
        "papers": papers,
        "verdicts": IN_ORDER,
        "titles": {each.code: in_words(each, "title") for each in plan.members},
        "fields": {"apart": apart, "once": once},
        "offices": list(dict.fromkeys(each.item.office.name for each in chosen)),
        "query": request.GET.urlencode(),
    }
    return render(request, "bundles/guide.html", context)
