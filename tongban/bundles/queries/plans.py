"""A bundle with everything that its items ask: read once, then asked in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tongban.bundles.models import BundleVersion, Link, Member, MemberRun, Whole
from tongban.bundles.rules import feeding, graph
from tongban.bundles.rules.answers import answers_for, left_to_ask
from tongban.bundles.rules.forms import MergedForm, Part, merge_forms
from tongban.bundles.rules.papers import Covers, Line, MergedPapers, Need, merge_papers, nothing_covers
from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec
from tongban.catalogue.queries import obstacles_to_new_cases
from tongban.catalogue.queries.papers import kinds_of, names_of_papers
from tongban.catalogue.rules import holds
from tongban.catalogue.rules.materials import materials_for
from tongban.kernel.obstacles import Obstacle

Answers = Mapping[str, Any]


@dataclass
class MemberPlan:
    """A member with what its item asks today; ``version`` is None where the item is over."""

    member: Member
    version: ItemVersion | None
    specs: list[MaterialSpec] = field(default_factory=list)
    scenarios: list[HandlingItem] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)  # one text per paper, whatever it is called, by its code

    @property
    def code(self) -> str:
        return self.member.code

    @property
    def item(self) -> Item:
        return self.member.item

    @property
    def title(self) -> str:
        return self.version.title if self.version else self.item.catalog_item.name

    @property
    def title_en(self) -> str:
        return self.version.title_en if self.version else ""

    @property
    def questions(self) -> list[dict[str, Any]]:
        return self.version.questions if self.version else []

    def need(self, spec: MaterialSpec) -> Need:
        return Need(
            part=self.code,
            code=spec.code,
            name=spec.name,
            kind=self.kinds[spec.code],
            is_required=spec.necessity == MaterialSpec.Necessity.REQUIRED,
            may_follow=spec.necessity == MaterialSpec.Necessity.SECONDARY,
            exempted_by=spec.exempted_by,
            exempted_from=spec.exempted_from,
        )


@dataclass
class Plan:
    """A version of a bundle, its members in their order, and what rests on what."""

    version: BundleVersion
    members: list[MemberPlan]
    links: list[graph.Link]

    @property
    def own_keys(self) -> list[str]:
        return [question["key"] for question in self.version.questions]

    @cached_property
    def by_code(self) -> dict[str, MemberPlan]:
        return {plan.code: plan for plan in self.members}

    def questions(self, answers: Answers, left_out: Collection[str] = ()) -> list[dict[str, Any]]:
        """Return the questions to be put: those of the bundle, then those of members that nothing else answers."""
        asked = [dict(question) for question in self.version.questions]
        for plan in self.applying(answers, left_out):
            asked += left_to_ask(plan.code, plan.title, plan.questions, plan.member.answers, self.own_keys)
        return asked

    def applying(self, answers: Answers, left_out: Collection[str] = ()) -> list[MemberPlan]:
        """Return the members that are needed under these answers and not left out."""
        return [
            plan
            for plan in self.members
            if holds(plan.member.condition, answers) and (plan.member.is_required or plan.code not in left_out)
        ]

    def answers_of(self, plan: MemberPlan, answers: Answers) -> dict[str, Any]:
        return answers_for(plan.code, plan.questions, plan.member.answers, self.own_keys, answers)

    def all_answers(self, plans: Iterable[MemberPlan], answers: Answers) -> dict[str, dict[str, Any]]:
        return {plan.code: self.answers_of(plan, answers) for plan in plans}

    def form(self, plans: Collection[MemberPlan]) -> MergedForm:
        """Return the one form of these members, without what the result of one fills in for another."""
        fed = feeding.fed_fields(self.links, {plan.code for plan in plans})
        same: dict[str, dict[str, str]] = defaultdict(dict)
        for one in self.version.same_fields:
            for member, name in (use.split(".", 1) for use in one["of"]):
                same[member][name] = one["key"]
        return merge_forms(
            Part(
                plan.code,
                plan.title,
                plan.version.form_schema,
                plan.title_en,
                same.get(plan.code, {}),
                fed.get(plan.code, {}),
            )
            for plan in plans
            if plan.version
        )

    def papers(
        self,
        plans: Collection[MemberPlan],
        answers: Answers,
        *,
        held: Mapping[str, str] | None = None,
        covers: Covers = nothing_covers,
    ) -> MergedPapers:
        """Return the one set of papers of these members."""
        there = {plan.code for plan in plans}
        fed = {
            (link.target, paper): link.source
            for link in self.links
            if link.source in there and link.kind == graph.OUTPUT
            for paper in link.papers
        }
        needs = [
            plan.need(spec) for plan in plans for spec in materials_for(plan.specs, self.answers_of(plan, answers))
        ]
        names = {one["key"]: one["name"] for one in self.version.same_papers if one.get("name")}
        return merge_papers(needs, fed=fed, held=held, covers=covers, names=names)

    def specs_of(self, line: Line) -> list[MaterialSpec]:
        """Return the papers of the items for which a merged line stands."""
        wanted = {(need.part, need.code) for need in line.needs}
        return [spec for each in self.members for spec in each.specs if (each.code, spec.code) in wanted]

    def obstacles(self, plans: Iterable[MemberPlan], on: date) -> list[Obstacle]:
        """Return which of these members take no new case, and why."""
        return [obstacle for plan in plans for obstacle in obstacles_to_new_cases(plan.item, on)]


def plan_of(version: BundleVersion) -> Plan:
    """Return a bundle with what its items ask today: seven statements, for any number of members."""
    return plans_of([version])[0]


def plans_of(versions: Sequence[BundleVersion]) -> list[Plan]:
    """Return several bundles with what their items ask today, in as many statements as one takes."""
    members = list(
        Member.objects.filter(version__in=versions).select_related(
            "item__office__region", "item__regulating_office", "item__catalog_item", "item__current"
        )
    )
    of_version: dict[int, list[MemberPlan]] = defaultdict(list)
    by_item_version: dict[int, list[MemberPlan]] = defaultdict(list)
    for member in members:
        plan = MemberPlan(member, _current(member.item))
        of_version[member.version_id].append(plan)
        if plan.version:
            by_item_version[plan.version.pk].append(plan)
    specs = list(MaterialSpec.objects.filter(version__in=by_item_version))
    for spec in specs:
        for plan in by_item_version[spec.version_id]:
            plan.specs.append(spec)
    for scenario in HandlingItem.objects.filter(version__in=by_item_version):
        for plan in by_item_version[scenario.version_id]:
            plan.scenarios.append(scenario)
    kinds, names = kinds_of(specs), names_of_papers()
    codes = {member.pk: member.code for member in members}
    links: dict[int, list[graph.Link]] = defaultdict(list)
    for link in Link.objects.filter(version__in=versions).order_by("pk"):
        links[link.version_id].append(_as_rule(link, codes))
    for version in versions:
        _name_kinds(version, of_version[version.pk], kinds, names)
    return [Plan(version, of_version[version.pk], links[version.pk]) for version in versions]


def answers_of_run(whole: Whole, run: MemberRun) -> dict[str, Any]:
    """Return the answers to the questions of a member as it was handed in."""
    questions = run.item_version.questions if run.item_version else []
    own = [question["key"] for question in whole.version.questions]
    return answers_for(run.member.code, questions, run.member.answers, own, whole.answers)


def _current(item: Item) -> ItemVersion | None:
    """Return the version in force, which knows its item."""
    if item.current is not None:
        item.current.item = item
    return item.current


def _as_rule(link: Link, codes: Mapping[int, str]) -> graph.Link:
    return link.between(codes[link.source_id], codes[link.target_id])


def _name_kinds(version: BundleVersion, plans: Iterable[MemberPlan], kinds: Mapping[int, str], names: Any) -> None:
    """Give every paper the text under which it is one with the same paper of another member."""
    said = {use: one["key"] for one in version.same_papers for use in one["of"]}
    for plan in plans:
        for spec in plan.specs:
            known = said.get(f"{plan.code}.{spec.code}") or kinds.get(spec.pk)
            plan.kinds[spec.code] = known or names.paper_of(spec.name)
