"""A bundle of the district, as somebody fills it in and as it was handed in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tongban.bundles.actions.designing import (
    add_member,
    draft_from_current,
    draft_version,
    link_members,
    list_bundle,
    publish_version,
)
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.models import Bundle, BundleDraft, Consent, JointPart, JointVisit, Whole
from tongban.bundles.queries.plans import plan_of
from tongban.cases.actions import accept_case
from tongban.cases.models import Case
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.matters.models import Step
from tongban.people.models import Party

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def things(builder: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the addresses of bundles name."""
    bundle, owner = _bundle(builder), builder.town.one("owner").party
    yield "a bundle", {"region": bundle.region.code, "code": bundle.code, "bundle": bundle.code}
    whole = submit_draft(draft=_draft(builder, bundle, owner), channel="web", now=builder.now)
    yield "a whole of the owner", {"number": whole.matter.number}
    yield "a whole under review", {"number": _under_review(builder, bundle, owner).matter.number}
    joint = _joint_visit(builder, _under_review(builder, bundle, owner))
    yield "a joint visit", {"number": joint.whole.matter.number, "joint": joint.pk}
    yield "a bundle draft of the owner", {"draft": _draft(builder, bundle, owner).pk}
    flat = _draft(builder, _bundle(builder, "flat"), builder.town.one("stranger").party)
    yield "a consent asked of the owner", {"pk": _asked(builder, flat, owner).pk}
    version = draft_from_current(bundle=bundle, by=SYSTEM, now=builder.now)
    parts = {member.code: member for member in version.members.all()}
    link_members(version=version, source=parts["food"], target=parts["sign"], by=SYSTEM, now=builder.now)
    design = {"region": bundle.region.code, "code": bundle.code}
    yield "a design of a bundle", {**design, "member": "food", "source": "food", "target": "sign"}


def things_of_the_firm(builder: Any, firm: Party) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the same of the firm whose system calls."""
    bundle = Bundle.objects.select_related("region", "current").get(code="restaurant")
    whole = submit_draft(draft=_draft(builder, bundle, firm), channel="api", now=builder.now)
    yield "a whole of the firm", {"number": whole.matter.number, "member": "food"}
    draft = _draft(builder, bundle, firm)
    paper = draft.papers.first()
    assert paper
    yield "a bundle draft of the firm", {"draft": draft.pk, "paper": paper.pk, "code": paper.key, "key": "seller"}
    flat = Bundle.objects.select_related("region", "current").get(code="flat")
    asked = _asked(builder, _draft(builder, flat, builder.town.one("owner").party), firm)
    yield "a consent asked of the firm", {"consent": asked.pk}


def _asked(builder: Any, draft: BundleDraft, second: Party) -> Consent:
    """Ask somebody for their consent whose identity was checked: of others nothing is asked."""
    Party.objects.filter(pk=second.pk).update(assurance=Party.Assurance.SEEN)
    told = {"identity": second.identity.clear(), "asked_at": builder.now, "ends_on": local_day(builder.now)}
    return Consent.objects.create(draft=draft, key="seller", terms={}, **told)


def _under_review(builder: Any, bundle: Bundle, owner: Party) -> Whole:
    """Hand one in and take on the member that is looked at."""
    whole = submit_draft(draft=_draft(builder, bundle, owner), channel="web", now=builder.now)
    case = Case.objects.select_related("version", "matter").get(
        matter__member_run__member__code="food", matter__parent=whole.matter
    )
    accept_case(case=case, by=builder.officer("clerk"), now=builder.now)
    return whole


def _joint_visit(builder: Any, whole: Whole) -> JointVisit:
    """Ask the reviewer's office to come, on the word of the lead."""
    told = {"planned_for": builder.now + timedelta(days=1), "place": "建设路 8 号", "proposed_at": builder.now}
    joint = JointVisit.objects.create(whole=whole, proposed_by=builder.officer("chief"), **told)
    Whole.objects.filter(pk=whole.pk).update(has_joint_visit=True)
    step = Step.objects.get(matter__parent=whole.matter, code="review")
    JointPart.objects.create(joint=joint, office=step.office).steps.set([step])
    return joint


def _bundle(builder: Any, code: str = "restaurant") -> Bundle:
    office, told = builder.restaurant.office, {"by": SYSTEM, "now": builder.now}
    bundle = list_bundle(code=code, region=office.region, lead_office=office, **told)
    version = draft_version(bundle=bundle, says={"title": "开办餐饮店", "theme": "trade"}, **told)
    add_member(version=version, code="food", item=builder.restaurant, **told)
    add_member(version=version, code="sign", item=builder.signboard, **told)
    publish_version(version=version, **told)
    bundle.refresh_from_db()
    return bundle


def _draft(builder: Any, bundle: Bundle, party: Party) -> BundleDraft:
    assert party.account
    draft = start_draft(account=party.account, bundle=bundle, party=party, now=builder.now)
    plan = plan_of(draft.version)
    answers: dict[str, Any] = {}
    forms: dict[tuple[str, str], Any] = {}
    for member in plan.members:
        own, form = builder.filled(member.item)
        answers |= {f"{member.code}.{key}": value for key, value in own.items()}
        forms |= {(member.code, name): value for name, value in form.items()}
    merged = plan.form(plan.members)
    form = {
        name: forms[use.part.code, use.name]
        for name, uses in merged.uses.items()
        for use in uses
        if (use.part.code, use.name) in forms
    }
    draft = save_draft(draft=draft, answers=answers, form=form, now=builder.now)
    for line in plan.papers(plan.members, answers).with_verdict("asked"):
        attach_paper(draft=draft, key=line.key, upload=(PDF, "a.pdf"), by=party.account, now=builder.now)
    return draft
