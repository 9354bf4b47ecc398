"""Bundles as those see them who design or approve them: the list, and one with its findings and its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from tongban.bundles.models import Bundle, BundleVersion, Link
from tongban.bundles.queries.checking import findings_of_plan, findings_of_plans
from tongban.bundles.queries.mending import Found, found_in
from tongban.bundles.queries.plans import Plan, plan_of, plans_of
from tongban.bundles.rules.checks import ADVICE
from tongban.bundles.rules.drawing import Drawing, drawing_of
from tongban.bundles.rules.files import Design, LinkLine, MemberLine
from tongban.bundles.rules.papers import MergedPapers
from tongban.catalogue.models import Item
from tongban.kernel.journal import events_of
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer, Region
from tongban.people.queries import accessible_offices, may

POWERS = ("manage_catalogue", "approve_catalogue")
MOST_HITS = 12
State = BundleVersion.State


@dataclass(frozen=True)
class DesignRow:
    """One bundle of the list: what is in force, what is being drafted, what stands against it."""

    bundle: Bundle
    draft: BundleVersion | None
    errors: tuple[Obstacle, ...]
    advice: tuple[Obstacle, ...]

    @property
    def shown(self) -> BundleVersion | None:
        return self.draft or self.bundle.current


@dataclass(frozen=True)
class Designed:
    """One bundle on the designer's page: its draft, else what is in force, else what was last."""

    bundle: Bundle
    version: BundleVersion | None
    plan: Plan | None
    found: Sequence[Found] = ()
    links: Sequence[Link] = ()
    drawing: Drawing | None = None
    papers: MergedPapers | None = None
    fields_apart: int = 0
    fields_once: int = 0

    @property
    def is_draft(self) -> bool:
        return self.version is not None and self.version.state == State.DRAFT

    @property
    def errors(self) -> list[Found]:
        return [each for each in self.found if each.blocks]


def bundles_of(officer: Officer, on: date, *, state: str = "", place: str = "") -> QuerySet[Bundle]:
    """Return the bundles whose owner or lead office the officer manages or approves for."""
    reach = Q()
    for power in POWERS:
        for name in ("owner", "lead_office"):
            reach |= accessible_offices(officer, power, on=on, field=name)
    found = Bundle.objects.filter(reach)
    if state == "published":
        found = found.filter(current__isnull=False)
    if state == "draft":
        found = found.filter(versions__state=State.DRAFT)
    if state == "retired":
        found = found.filter(current=None, retired_at__isnull=False)
    return found.filter(region__code=place) if place else found


def places_of(officer: Officer, on: date) -> list[tuple[str, str]]:
    """Return code and name of the places of whose bundles the list is made."""
    regions = Region.objects.filter(pk__in=bundles_of(officer, on).order_by().values("region"))
    return list(regions.order_by("code").values_list("code", "name"))


def design_rows(
    officer: Officer, on: date, *, state: str = "", place: str = "", after: str | None = None, size: int = 25
) -> tuple[Page[Bundle], list[DesignRow]]:
    """Return a page of bundles and its rows; all of them are examined in one read, however many."""
    drafts = BundleVersion.objects.filter(state=State.DRAFT)
    bundles = bundles_of(officer, on, state=state, place=place)
    bundles = bundles.select_related("current", "region", "owner", "lead_office")
    found = page(bundles.prefetch_related(Prefetch("versions", drafts)), keys=("id",), after=after, size=size)
    draft_of = {bundle.pk: next(iter(bundle.versions.all()), None) for bundle in found.rows}
    shown = [(bundle, version) for bundle in found.rows if (version := draft_of[bundle.pk] or bundle.current)]
    checked = findings_of_plans(plans_of([version for _, version in shown])) if shown else []
    findings = {bundle.pk: each for (bundle, _), each in zip(shown, checked, strict=True)}
    return found, [_row(bundle, draft_of[bundle.pk], findings.get(bundle.pk, [])) for bundle in found.rows]


def _row(bundle: Bundle, draft: BundleVersion | None, findings: Sequence[Obstacle]) -> DesignRow:
    errors = tuple(each for each in findings if each.code not in ADVICE)
    return DesignRow(bundle, draft, errors, tuple(each for each in findings if each.code in ADVICE))


def draft_of(bundle: Bundle) -> BundleVersion | None:
    """Return the draft of a bundle, which knows its bundle."""
    draft = bundle.versions.filter(state=State.DRAFT).first()
    if draft is not None:
        draft.bundle = bundle
    return draft


def designed(bundle: Bundle) -> Designed:
    """Return what the designer's page shows of a bundle; counts are of everything it may ask, as on its guide."""
    version = draft_of(bundle) or bundle.current or bundle.versions.order_by("-number").first()
    if version is None:
        return Designed(bundle, None, None)
    version.bundle = bundle
    plan = plan_of(version)
    conditional = [each.code for each in plan.members if each.member.condition]
    form = plan.form(plan.members)
    return Designed(
        bundle=bundle,
        version=version,
        plan=plan,
        found=found_in(plan, findings_of_plan(plan)),
        links=list(version.links.select_related("source", "target").order_by("pk")),
        drawing=drawing_of({each.code: each.title for each in plan.members}, plan.links, conditional=conditional),
        papers=plan.papers(plan.members, {}),
        fields_apart=form.asked_apart,
        fields_once=form.asked,
    )


def hands_of(version: BundleVersion) -> set[str]:
    """Return who wrote in a version, as the trail of the bundle tells it."""
    told = events_of(version.bundle.subject)
    return {each.by for each in told if each.name == "BundleDrafted" and each.facts.get("number") == version.number}


def items_to_add(region: Region, text: str) -> list[Item]:
    """Return items in force of a place or those above it, by words of the name or by the code; none without words."""
    if not text.strip():
        return []
    words = Q(catalog_item__name__icontains=text.strip()) | Q(catalog_item__code__startswith=text.strip())
    items = Item.objects.filter(words, office__region__in=with_those_above(region), current__isnull=False)
    return list(items.select_related("catalog_item", "office__region", "current").order_by("code")[:MOST_HITS])


def with_those_above(region: Region) -> list[Region]:
    """Return a place and the places that it belongs to, the nearest first."""
    found = [region]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def may_write(officer: Officer, bundle: Bundle, *, on: date) -> bool:
    """Say whether the officer writes the drafts of a bundle."""
    return may(officer, "manage_catalogue", office=bundle.owner, on=on)


def may_publish(officer: Officer, bundle: Bundle, *, on: date) -> bool:
    """Say whether the officer approves the bundle of an office, their own drafts apart."""
    return may(officer, "approve_catalogue", office=bundle.owner, on=on)


def design_of(shown: Designed, says: Sequence[str]) -> Design:
    """Return a bundle as its file tells it; ``says``: the names of what a version says of itself."""
    assert shown.version
    assert shown.plan
    leads = [each.code for each in shown.plan.members if each.item.office_id == shown.bundle.lead_office_id]
    members = tuple(
        MemberLine(
            each.code,
            each.item.catalog_item.code,
            each.member.condition,
            each.member.answers,
            each.member.group,
            each.member.is_required,
        )
        for each in shown.plan.members
    )
    return Design(
        code=shown.bundle.code,
        lead=leads[0] if leads else shown.bundle.lead_office.short_name,
        levels=(shown.bundle.region.level,) if shown.bundle.region.level in ("city", "county") else (),
        says={name: getattr(shown.version, name) for name in says},
        members=members,
        links=tuple(LinkLine(each.source, each.target, each.papers, each.fields) for each in shown.plan.links),
    )
