"""Joint site visits (联合踏勘): proposed by one office, answered by the others, told to the applicant once.

Underneath, each office that comes has an ordinary visit of its own, with two officers of its own, and records on it;
until they are made, they move as one.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from tongban.bundles.actions.refusals import CannotLead
from tongban.bundles.actions.telling import tell_joint_visit, tell_joint_visit_off
from tongban.bundles.events import (
    JointVisitCalledOff,
    JointVisitDeclined,
    JointVisitJoined,
    JointVisitLapsed,
    JointVisitLeft,
    JointVisitMoved,
    JointVisitProposed,
    JointVisitSet,
)
from tongban.bundles.models import JointPart, JointVisit, Whole
from tongban.bundles.queries.joint_visits import may_answer, may_move, may_propose, parts_with, reviews_of
from tongban.bundles.rules import joint_visits as rules
from tongban.cases.actions.site_visits import enter_site_visit, leave_out_of_visit, put_off
from tongban.cases.models import Case, SiteVisit
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Step
from tongban.people.models import Officer

OVER = "办件已办结或者撤回"
UNANSWERED = "联合踏勘到期没有都答复，提议失效"


@action
def propose_joint_visit(
    *,
    whole: Whole,
    steps: Collection[int],
    planned_for: datetime,
    place: str,
    officers: Collection[Officer] = (),
    by: Officer,
    now: datetime,
) -> JointVisit:
    """Ask the offices of these reviews to come on one trip; the proposer's own comes at once, with ``officers``."""
    reviews, on = reviews_of(whole), local_day(now)
    chosen = [each for each in reviews if each.step.pk in steps]
    obstacles = [] if may_propose(by, whole, reviews, on=on) else [Obstacle("joint_visit_not_yours")]
    obstacles += [Obstacle(each.why_not, each.step.matter.number) for each in chosen if each.why_not]
    offices = sorted({each.step.office_id for each in chosen})
    obstacles += rules.obstacles_to_proposing(offices=offices, place=place, planned_for=planned_for, now=now)
    if obstacles:
        raise CannotLead(obstacles)

    joint = JointVisit.objects.create(
        whole=whole, planned_for=planned_for, place=place.strip(), proposed_by=by, proposed_at=now
    )
    Whole.objects.filter(pk=whole.pk).update(has_joint_visit=True)
    whole.has_joint_visit = True
    for office in offices:
        part = JointPart.objects.create(joint=joint, office_id=office)
        part.steps.set([each.step.pk for each in chosen if each.step.office_id == office])
    about = _about(joint, by, now)
    publish(JointVisitProposed(**about, planned_for=planned_for, offices=tuple(offices)))
    own = joint.parts.filter(office=by.office_id).first()
    if own and may_answer(by, own, on=on):
        join_joint_visit(part=own, officers=officers, by=by, now=now)
        joint.refresh_from_db()
    return joint


@action
def join_joint_visit(*, part: JointPart, officers: Collection[Officer], by: Officer, now: datetime) -> JointPart:
    """Come along, with two officers or more of one's own office: its visit is planned at the same time."""
    joint, part = _asked(part, by, now)
    strangers = [officer.name for officer in officers if officer.office_id != part.office_id]
    if strangers:
        raise CannotLead([Obstacle("officer_of_another_office", name) for name in strangers])

    visited = enter_site_visit(
        office=part.office,
        cases=_cases(part.steps.all()),
        officers=officers,
        planned_for=joint.planned_for,
        place=joint.place.clear(),
        by=by,
        now=now,
        trip=joint.pk,
    )
    _answer(part, JointPart.State.JOINS, by, now, visit=visited[0].visit)
    publish(JointVisitJoined(**_about(joint, by, now), office_id=part.office_id))
    _settle(joint, by, now)
    return part


@action
def decline_joint_visit(*, part: JointPart, reason: str, by: Officer, now: datetime) -> JointPart:
    """Do not come along: the office looks on its own, if it has to."""
    joint, part = _asked(part, by, now)
    if not reason.strip():
        raise CannotLead([Obstacle("reason_missing")])

    _answer(part, JointPart.State.DECLINED, by, now, reason=reason.strip())
    publish(JointVisitDeclined(**_about(joint, by, now), office_id=part.office_id))
    _settle(joint, by, now)
    return part


@action
def move_joint_visit(
    *, joint: JointVisit, planned_for: datetime, reason: str, by: Officer, now: datetime
) -> JointVisit:
    """Move every visit of it that was not made yet; the applicant is told the new time once."""
    joint = _locked(joint.pk)
    obstacles = [] if may_move(by, joint, on=local_day(now)) else [Obstacle("joint_visit_not_yours")]
    obstacles += rules.obstacles_to_time(planned_for, now)
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing"))
    coming = list(joint.parts.filter(visit__state=SiteVisit.State.PLANNED).select_related("visit"))
    if _has_lapsed(joint, now):
        obstacles.append(Obstacle("joint_visit_lapsed"))
    elif not joint.is_open or not (coming or joint.state == JointVisit.State.ASKED):
        obstacles.append(Obstacle("visit_is_over"))
    if obstacles:
        raise CannotLead(obstacles)

    joint.planned_for, joint.reason = planned_for, reason.strip()
    joint.times_moved += 1
    joint.save(update_fields=["planned_for", "reason", "times_moved"])
    for part in coming:
        assert part.visit is not None  # it is planned
        put_off(visit=part.visit, planned_for=planned_for, reason=reason, by=by, now=now)
    publish(JointVisitMoved(**_about(joint, by, now), planned_for=planned_for))
    if joint.state == JointVisit.State.SET:
        tell_joint_visit(joint, by=by, now=now)
    return joint


@action
def settle_joint_visit(*, joint: JointVisit, by: Officer, now: datetime) -> JointVisit:
    """Wait no longer for who has not answered: those who come, come, and the applicant is told."""
    joint = _locked(joint.pk)
    obstacles = [] if may_move(by, joint, on=local_day(now)) else [Obstacle("joint_visit_not_yours")]
    asked = list(joint.parts.filter(state=JointPart.State.ASKED))
    if _has_lapsed(joint, now):
        obstacles.append(Obstacle("joint_visit_lapsed"))
    elif not asked:
        obstacles.append(Obstacle("joint_visit_answered"))
    if obstacles:
        raise CannotLead(obstacles)

    for part in asked:
        _answer(part, JointPart.State.DECLINED, by, now, reason="未在踏勘前答复")
        publish(JointVisitDeclined(**_about(joint, by, now), office_id=part.office_id))
    _settle(joint, by, now)
    return joint


@action
def lapse_joint_visit(*, joint: JointVisit, now: datetime) -> bool:
    """Let a proposal fall away whose day is over without every answer; return whether it did.

    Nobody was told of it, so nobody is told now; what those who would have come have not recorded is called off, and
    every review may be proposed anew.
    """
    joint = _locked(joint.pk)
    if joint.state == JointVisit.State.LAPSED or not _has_lapsed(joint, now):
        return False

    joint.state = JointVisit.State.LAPSED
    joint.save(update_fields=["state"])
    joint.parts.filter(state=JointPart.State.ASKED).update(state=JointPart.State.LEFT)
    publish(JointVisitLapsed(**_about(joint, SYSTEM, now), planned_for=joint.planned_for))
    for part in joint.parts.filter(state=JointPart.State.JOINS).select_related("visit"):
        assert part.visit is not None  # whoever comes has one
        for visited in part.visit.cases.select_related("visit", "case__matter"):
            leave_out_of_visit(visited=visited, reason=UNANSWERED, by=SYSTEM, now=now)
    return True


def leave_joint_visits(*, matter_id: int, by: Acting, now: datetime) -> None:
    """Take a member that has ended off the joint visits still to be made; the others stay as they are."""
    for key in sorted({part.joint_id for part in parts_with(matter_id)}):
        joint = _locked(key)
        for part in list(parts_with(matter_id).filter(joint=joint)):
            if part.visit is None:
                part.steps.remove(*part.steps.filter(matter=matter_id))
                if not part.steps.exists():
                    note_part_left(part=part, by=by, now=now)
                continue
            for visited in part.visit.cases.filter(case__matter=matter_id).select_related("visit", "case__matter"):
                leave_out_of_visit(visited=visited, reason=OVER, by=by, now=now)


@action
def note_part_left(*, part: JointPart, by: Acting, now: datetime) -> None:
    """Take note that an office need not come any more; when nobody comes, the joint visit is called off."""
    joint = _locked(part.joint_id)
    part.state, part.reason = JointPart.State.LEFT, ""
    part.save(update_fields=["state", "reason"])
    publish(JointVisitLeft(**_about(joint, by, now), office_id=part.office_id))
    _settle(joint, by, now)


def _settle(joint: JointVisit, by: Acting, now: datetime) -> None:
    """Tell the applicant when the last office has answered; call it off when none comes."""
    if joint.state == JointVisit.State.LAPSED:
        return
    before, joint.state = joint.state, rules.stands_at(joint.parts.values_list("state", flat=True))
    if joint.state == before:
        return
    joint.save(update_fields=["state"])
    about = _about(joint, by, now)
    if joint.state == JointVisit.State.SET:
        coming = joint.parts.filter(state=JointPart.State.JOINS).values_list("office", flat=True)
        publish(JointVisitSet(**about, planned_for=joint.planned_for, offices=tuple(coming)))
        tell_joint_visit(joint, by=by, now=now)
    elif joint.state == JointVisit.State.OFF:
        publish(JointVisitCalledOff(**about))
        if before == JointVisit.State.SET:
            tell_joint_visit_off(joint, now=now)


def _asked(part: JointPart, by: Officer, now: datetime) -> tuple[JointVisit, JointPart]:
    """Lock the joint visit and return it with the part that is still to be answered, by this officer."""
    joint = _locked(part.joint_id)
    part = JointPart.objects.select_related("office").prefetch_related("steps__office", "steps__matter").get(pk=part.pk)
    obstacles = [] if may_answer(by, part, on=local_day(now)) else [Obstacle("joint_visit_not_yours")]
    if _has_lapsed(joint, now):
        obstacles.append(Obstacle("joint_visit_lapsed"))
    elif part.state != JointPart.State.ASKED:
        obstacles.append(Obstacle("joint_visit_answered"))
    if obstacles:
        raise CannotLead(obstacles)
    return joint, part


def _has_lapsed(joint: JointVisit, now: datetime) -> bool:
    """Return whether a proposal fell away, or does as soon as the worker comes by."""
    return joint.state == JointVisit.State.LAPSED or rules.lapses(
        state=joint.state, planned_on=local_day(joint.planned_for), on=local_day(now)
    )


def _answer(part: JointPart, state: str, by: Officer, now: datetime, **fields: Any) -> None:
    part.state, part.answered_by, part.answered_at = state, by, now
    for name, value in fields.items():
        setattr(part, name, value)
    part.save(update_fields=["state", "answered_by", "answered_at", *fields])


def _cases(steps: Iterable[Step]) -> list[tuple[Case, Step | None]]:
    """Return the cases of steps, each once."""
    by_matter = {step.matter_id: step for step in steps}
    cases = Case.objects.filter(matter__in=by_matter).select_related(
        "version", "matter__office", "matter__party", "matter__handler"
    )
    return [(case, by_matter[case.matter_id]) for case in cases]


def _locked(key: int) -> JointVisit:
    visits = JointVisit.objects.select_for_update(of=("self",)).select_related(
        "whole__matter__office__region", "whole__matter__party", "whole__matter__handler", "proposed_by"
    )
    return visits.get(pk=key)


def _about(joint: JointVisit, by: Acting, now: datetime) -> dict[str, Any]:
    return {
        "subject": joint.whole.matter.subject,
        "by": str(by.actor),
        "at": now,
        "whole_id": joint.whole_id,
        "joint_id": joint.pk,
    }
