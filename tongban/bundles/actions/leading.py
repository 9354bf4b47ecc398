"""What the lead office does with a whole, and its applicant: press for a member, take one up again, end the rest."""

from datetime import datetime
from typing import Any

from tongban.bundles.actions.advancing import advance
from tongban.bundles.actions.refusals import CannotLead
from tongban.bundles.events import MembersDropped, MemberTakenUp, MemberUrged
from tongban.bundles.models import MemberRun, Whole
from tongban.bundles.queries.leading import may_lead
from tongban.bundles.queries.standing import runs_of
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import locked_matter
from tongban.matters.models import Nudge
from tongban.people.models import Officer

FRESH = {"state": MemberRun.State.WAITING, "reason": "", "barred_by": "", "ended_at": None}


@action
def urge_member(*, whole: Whole, code: str, text: str, by: Officer, now: datetime) -> Nudge:
    """Press for a member (催办) as the lead: a note on the desk of its office."""
    run = _run(whole, code)
    obstacles = _obstacles_to_leading(whole, by, now)
    if run.state != MemberRun.State.RUNNING:
        obstacles.append(Obstacle("bundle_member_not_running", _title(run)))
    if not text.strip():
        obstacles.append(Obstacle("reason_missing"))
    if obstacles:
        raise CannotLead(obstacles)

    assert run.matter is not None  # it is under way
    nudge = Nudge.objects.create(matter=run.matter, kind=Nudge.Kind.URGE, text=text, by=str(by.actor), at=now)
    publish(
        MemberUrged(
            subject=whole.matter.subject,
            by=str(by.actor),
            at=now,
            whole_id=whole.pk,
            member=code,
            nudge_id=nudge.pk,
        )
    )
    return nudge


@action
def take_up_again(*, whole: Whole, code: str, by: Any, now: datetime) -> Whole:
    """Apply for a member that failed once more, under the next number of the whole; what it barred waits for it again.

    By the applicant, with what was handed in; or by the lead office.
    """
    whole.matter = locked_matter(whole.matter_id)
    run = _run(whole, code)
    obstacles = _obstacles_to_leading(whole, by, now)
    if run.state != MemberRun.State.FAILED:
        obstacles.append(Obstacle("bundle_member_not_failed", _title(run)))
    if not whole.matter.is_open or whole.matter.decided_at:
        obstacles.append(Obstacle("matter_closed", whole.matter.number))
    if obstacles:
        raise CannotLead(obstacles)

    for name, value in FRESH.items():
        setattr(run, name, value)
    run.save(update_fields=list(FRESH))
    publish(MemberTakenUp(subject=whole.matter.subject, by=str(by.actor), at=now, whole_id=whole.pk, member=code))
    return advance(whole=whole, by=by, now=now)


@action
def end_the_rest(*, whole: Whole, reason: str, by: Any, now: datetime) -> Whole:
    """Give up the members that cannot begin, so that the whole can end with what was granted."""
    whole.matter = locked_matter(whole.matter_id)
    obstacles = _obstacles_to_leading(whole, by, now)
    dropped = [run for run in runs_of(whole) if run.state == MemberRun.State.BLOCKED]
    if not dropped:
        obstacles.append(Obstacle("bundle_nothing_blocked", whole.matter.number))
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing"))
    if obstacles:
        raise CannotLead(obstacles)

    for run in dropped:
        run.state, run.ended_at = MemberRun.State.DROPPED, now
        run.save(update_fields=["state", "ended_at"])
    publish(
        MembersDropped(
            subject=whole.matter.subject,
            by=str(by.actor),
            at=now,
            whole_id=whole.pk,
            members=tuple(run.member.code for run in dropped),
        )
    )
    return advance(whole=whole, by=by, now=now)


def _run(whole: Whole, code: str) -> MemberRun:
    for run in runs_of(whole):
        if run.member.code == code:
            return run
    raise CannotLead([Obstacle("bundle_member_unknown", code)])


def _title(run: MemberRun) -> str:
    return run.item_version.title if run.item_version else run.member.code


def _obstacles_to_leading(whole: Whole, by: Any, now: datetime) -> list[Obstacle]:
    """An officer must lead the whole; of an applicant the page has asked whose it is."""
    if not isinstance(by, Officer) or may_lead(by, whole.matter, on=local_day(now)):
        return []
    return [Obstacle("bundle_not_yours_to_lead", whole.matter.office.name)]
