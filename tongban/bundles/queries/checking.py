"""The findings about a version of a bundle: its design, its one form, its one set of papers."""

from collections.abc import Collection, Sequence

from tongban.bundles.models import BundleVersion
from tongban.bundles.queries.plans import MemberPlan, Plan, plan_of
from tongban.bundles.rules.checks import ADVICE, MemberSeen, findings
from tongban.bundles.rules.papers import MergedPapers, asked_and_fetched, merge_papers
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Post


def findings_of(version: BundleVersion) -> list[Obstacle]:
    """Return everything that is wrong with a version, or worth a look."""
    return findings_of_plan(plan_of(version))


def findings_of_plan(plan: Plan) -> list[Obstacle]:
    """Return what is wrong with a plan that has been read."""
    return findings_of_plans([plan])[0]


def findings_of_plans(plans: Sequence[Plan]) -> list[list[Obstacle]]:
    """Return what is wrong with each of several plans: one statement."""
    offices = {each.item.office_id for plan in plans for each in plan.members}
    manned = set(Post.objects.filter(office__in=offices).values_list("office", flat=True))
    return [_found(plan, manned) for plan in plans]


def _found(plan: Plan, manned: Collection[int]) -> list[Obstacle]:
    version = plan.version
    found = findings(
        members=[_seen(each, manned) for each in plan.members],
        links=plan.links,
        questions=version.questions,
        same_fields=version.same_fields,
        same_papers=version.same_papers,
    )
    found += plan.form(plan.members).findings
    found += [
        Obstacle("bundle_paper_asked_and_fetched", asked.name, {"by": fetched.by})
        for asked, fetched in asked_and_fetched(_every_paper(plan))
    ]
    return found


def errors_of(version: BundleVersion) -> list[Obstacle]:
    """Return what keeps a version from being published."""
    return [finding for finding in findings_of(version) if finding.code not in ADVICE]


def _every_paper(plan: Plan) -> MergedPapers:
    return merge_papers(each.need(spec) for each in plan.members for spec in each.specs)


def _seen(plan: MemberPlan, manned: Collection[int]) -> MemberSeen:
    version = plan.version
    return MemberSeen(
        code=plan.code,
        title=plan.title,
        condition=plan.member.condition,
        answers=plan.member.answers,
        questions=plan.questions,
        fields=frozenset(version.form_schema.get("properties", {})) if version else (),
        papers=frozenset(spec.code for spec in plan.specs),
        is_in_force=version is not None,
        has_office=plan.item.office_id in manned,
        gives_result=bool(version and version.elements.get("result")),
        schema=version.form_schema if version else {},
        result=(version.elements.get("result") or {}) if version else {},
    )
