"""How long does a bundle of ten items take: its one form and one set of papers, and its page with ten children?"""

import time
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.measuring import MILLISECONDS, Figure, percentile
from benchmarks.options import Options
from benchmarks.pages import Browser, Visited
from benchmarks.stage import set_stage
from tongban.bundles.actions.designing import add_member, draft_version, list_bundle, publish_version
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.models import Bundle, Whole
from tongban.bundles.queries.plans import Plan, plan_of
from tongban.bundles.rules.papers import ASKED
from tongban.cases.demo.forms import answers_to, form_for
from tongban.catalogue.demo import load_items
from tongban.catalogue.models import Item
from tongban.kernel.events import SYSTEM
from tongban.people.demo import find_city

CODE = "bench-ten"
NUMBERS = (3, 9, 12, 13, 18, 19, 45, 46, 49, 90)  # shops, what they sell, their safety, signs and water
MERGING, PAGE = 20, 120  # milliseconds
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def run(options: Options) -> Iterator[Figure]:
    stage = set_stage()
    bundle = Bundle.objects.filter(code=CODE).first() or _bundle()
    assert bundle.current
    plan = plan_of(bundle.current)
    yield _merging(plan, _filled_in(plan, stage.draw)[0], options.scaled(200))
    yield _reading(bundle, options.scaled(100))

    whole = _handed_in(stage.drafts(1)[0].account, bundle, stage.draw)
    times = options.scaled(100)
    yield _page("bundle page of the applicant, ten children", whole.matter.party.account, _own(whole), times)
    lead = whole.matter.office.officers.filter(account__isnull=False, grants__role="chief").first()
    lead = lead or whole.matter.office.officers.filter(account__isnull=False).first()
    if lead:
        address = f"/desk/matters/{whole.matter.number}/"
        yield _page("joint map of the lead, ten children", lead.account, address, times)


def _merging(plan: Plan, answers: dict[str, Any], times: int) -> Figure:
    """Ours: one form and one set of papers of ten items, in memory. Raw: every field and paper of them touched once."""
    ours, raw = [], []
    for _ in range(times):
        begun = time.perf_counter()
        plan.form(plan.members)
        plan.papers(plan.members, answers)
        ours.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        for each in plan.members:
            assert each.version
            for name, spec in each.version.form_schema["properties"].items():
                dict(spec, name=name)
            [each.need(spec) for spec in each.specs]
        raw.append((time.perf_counter() - begun) * 1000)
    note = f"{len(plan.members)} items, {plan.form(plan.members).asked_apart} fields"
    what = "form and papers of a bundle merged"
    figure = Figure(what, MILLISECONDS, ours, raw, "every field and paper copied once", note=note)
    return figure.against(f"< {MERGING} ms", figure.median < MERGING)


def _reading(bundle: Bundle, times: int) -> Figure:
    """The same with what the items ask read from the database, as a page of an application does."""
    version, whole, database = bundle.current, [], []
    assert version
    for _ in range(times):
        spent: list[float] = []

        def clock(execute: Any, *statement: Any, spent: list[float] = spent) -> Any:
            begun = time.perf_counter()
            try:
                return execute(*statement)
            finally:
                spent.append((time.perf_counter() - begun) * 1000)

        begun = time.perf_counter()
        with connection.execute_wrapper(clock):
            plan = plan_of(version)
        plan.form(plan.members)
        plan.papers(plan.members, {})
        whole.append((time.perf_counter() - begun) * 1000)
        database.append(sum(spent))
    return Figure("the same, read first", MILLISECONDS, whole, database, f"its {len(spent)} statements alone")


def _page(name: str, account: Any, address: str, times: int) -> Figure:
    browser, visited = Browser(account), Visited()
    browser.get(address)  # what is compiled once is no part of it
    for _ in range(times):
        browser.visit(address, visited)
    statements = percentile(visited.statements, 0.5)
    figure = Figure(
        name,
        MILLISECONDS,
        visited.whole,
        visited.database,
        f"its {statements:.0f} statements alone",
        percentile(visited.cpu, 0.5),
    )
    return figure.against(f"p95 < {PAGE} ms", percentile(visited.whole, 0.95) < PAGE)


def _own(whole: Whole) -> str:
    return f"/my/bundles/{whole.matter.number}/"


def _bundle() -> Bundle:
    """Ten items of one district, side by side."""
    now, city = timezone.now(), find_city()
    known = set(Item.objects.values_list("catalog_item__code", flat=True))
    if len(known) < len(NUMBERS):
        load_items(city, now=now, numbers=[number for number in NUMBERS if number != 45])
    by_place: dict[str, dict[str, Item]] = {}
    items = Item.objects.filter(current__isnull=False).select_related("office__region", "catalog_item", "current")
    for item in items.order_by("code"):
        by_place.setdefault(item.office.region_id, {}).setdefault(item.catalog_item.code, item)
    _, most = max(by_place.items(), key=lambda place: len(place[1]))
    chosen = list(most.values())[: len(NUMBERS)]
    told: dict[str, Any] = {"by": SYSTEM, "now": now}
    office = chosen[0].office
    bundle = list_bundle(code=CODE, region=office.region, lead_office=office, **told)
    version = draft_version(bundle=bundle, says={"title": "十件事", "theme": "trade", "promised_amount": 5}, **told)
    for number, item in enumerate(chosen):
        add_member(version=version, code=f"m{number}", item=item, **told)
    publish_version(version=version, **told)
    bundle.refresh_from_db()
    return bundle


def _filled_in(plan: Plan, draw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return answers to the questions of every item, and the one form filled in."""
    answers: dict[str, Any] = {}
    forms: dict[tuple[str, str], Any] = {}
    for member in plan.members:
        assert member.version
        own = answers_to(member.version, draw)
        answers |= {f"{member.code}.{key}": value for key, value in own.items()}
        values = form_for(member.version, own, draw)
        forms |= {(member.code, name): value for name, value in values.items()}
    form: dict[str, Any] = {}
    merged = plan.form(plan.members)
    for name, uses in merged.uses.items():
        given = [forms[use.part.code, use.name] for use in uses if (use.part.code, use.name) in forms]
        if given:
            form[name] = _within(given[0], merged.schema["properties"][name])
    return answers, form


def _within(value: Any, spec: Any) -> Any:
    """Return a number that satisfies what all items ask of it; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return min(max(value, spec.get("minimum", value)), spec.get("maximum", value))


def _handed_in(account: Any, bundle: Bundle, draw: Any) -> Whole:
    """Fill in everything that the ten items ask, put each paper in once, hand it in."""
    now = timezone.now()
    draft = start_draft(account=account, bundle=bundle, party=account.party, now=now)
    plan = plan_of(draft.version)
    answers, form = _filled_in(plan, draw)
    draft = save_draft(draft=draft, answers=answers, form=form, now=now)
    for line in plan.papers(plan.members, answers).with_verdict(ASKED):
        attach_paper(draft=draft, key=line.key, upload=(PDF, "a.pdf"), by=account, now=now)
    return submit_draft(draft=draft, channel="web", now=now)
