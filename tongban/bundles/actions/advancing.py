"""A whole goes on: members begin when what they rest on is there, stop where it failed, and end with their cases.

The row of the whole is locked first, so that two members that end at once are heard one after the other; each verb asks
what stands now, and so may be called again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tongban.bundles.actions.alarms import set_alarm
from tongban.bundles.actions.beginning import begin_member
from tongban.bundles.actions.joint_visits import leave_joint_visits
from tongban.bundles.events import MemberEnded, MembersBlocked
from tongban.bundles.models import MemberRun, Whole
from tongban.bundles.queries.standing import links_of, runs_of
from tongban.bundles.rules import graph
from tongban.bundles.rules.outcomes import member_state, whole_outcome
from tongban.catalogue.queries import obstacles_to_new_cases
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.matters.actions import accept_matter, close_matter, decide_matter
from tongban.matters.actions.refusals import Acting, locked_matter
from tongban.matters.models import Clock, Matter
from tongban.matters.rules import ClockPlan


@action
def note_part(*, matter_id: int, part_id: int, state: str, outcome: str, by: Acting, now: datetime) -> None:
    """Take note that the case of a member was accepted, decided or closed, and go on with the whole."""
    matter = locked_matter(matter_id)
    whole = Whole.objects.select_related("version__bundle").filter(matter=matter).first()
    if whole is None:
        return
    whole.matter = matter
    if state == Matter.State.ACCEPTED:
        _accept(whole, by, now)
        return
    if whole.has_joint_visit:
        leave_joint_visits(matter_id=part_id, by=by, now=now)
    runs = runs_of(whole)
    run = next((run for run in runs if run.matter_id == part_id), None)
    if run is None:  # an earlier case of a member that was taken up again
        _end_if_over(whole, runs, by, now)
        return
    ended = member_state(outcome)
    if run.state != ended:
        run.state, run.reason, run.ended_at = ended, outcome, now
        run.save(update_fields=["state", "reason", "ended_at"])
        publish(
            MemberEnded(
                subject=matter.subject,
                by=str(by.actor),
                at=now,
                whole_id=whole.pk,
                member=run.member.code,
                state=ended,
                outcome=outcome,
            )
        )
    _go_on(whole, runs, by, now)


@action
def advance(*, whole: Whole, by: Acting, now: datetime) -> Whole:
    """Begin what can begin, bar what cannot, and end the whole when everything has ended."""
    whole.matter = locked_matter(whole.matter_id)
    _go_on(whole, runs_of(whole), by, now)
    return whole


def _go_on(whole: Whole, runs: Sequence[MemberRun], by: Acting, now: datetime) -> None:
    by_code = {run.member.code: run for run in runs}
    links = links_of(whole.version_id)
    _bar(whole, by_code, links, by, now)
    for code in graph.startable(links, _states(by_code)):
        begin_member(whole=whole, run=by_code[code], given=by_code, links=links, by=by, now=now)
    _end_if_over(whole, runs, by, now)


def _bar(whole: Whole, runs: Mapping[str, MemberRun], links: Sequence[graph.Link], by: Acting, now: datetime) -> None:
    """Bar members whose item takes no new case and those that rest on something that failed; let the others wait."""
    stuck = {code: reason for code, run in runs.items() if (reason := _own_reason(run, now))}
    barred = graph.barred(links, _states(runs), stuck=stuck)
    blocked: dict[str, list[str]] = {}
    for code, run in runs.items():
        if run.state not in (MemberRun.State.WAITING, MemberRun.State.BLOCKED):
            continue
        reason = stuck.get(code) or ("bundle_member_barred" if code in barred else "")
        state = MemberRun.State.BLOCKED if reason else MemberRun.State.WAITING
        barred_by = "" if code in stuck else barred.get(code, "")
        if (run.state, run.reason, run.barred_by) == (state, reason, barred_by):
            continue
        run.state, run.reason, run.barred_by = state, reason, barred_by
        run.save(update_fields=["state", "reason", "barred_by"])
        if reason:
            blocked.setdefault(reason, []).append(code)
    for reason, codes in blocked.items():
        publish(
            MembersBlocked(
                subject=whole.matter.subject,
                by=str(by.actor),
                at=now,
                whole_id=whole.pk,
                members=tuple(codes),
                reason=reason,
            )
        )


def _own_reason(run: MemberRun, now: datetime) -> str:
    """Return why the item of a member that has not begun takes no new case."""
    if run.state not in (MemberRun.State.WAITING, MemberRun.State.BLOCKED):
        return ""
    obstacles = obstacles_to_new_cases(run.member.item, local_day(now))
    return obstacles[0].code if obstacles else ""


def _states(runs: Mapping[str, MemberRun]) -> dict[str, str]:
    return {code: run.state for code, run in runs.items()}


def _accept(whole: Whole, by: Acting, now: datetime) -> None:
    """Start the clocks of the whole when its first member is accepted."""
    if whole.matter.state == Matter.State.RECEIVED:
        accept_matter(matter=whole.matter, begins=list(_clocks(whole, now)), by=by, now=now)
        set_alarm(whole, now=now)


def _clocks(whole: Whole, now: datetime) -> list[ClockPlan]:
    version = whole.version
    plans = []
    if version.promised_amount:
        plans.append(
            ClockPlan(Clock.Kind.PROMISED, version.promised_amount, version.promised_unit, now, version.promised_text)
        )
    if limit := version.joint_limit:
        plans.append(ClockPlan(Clock.Kind.STATUTORY, limit["amount"], limit["unit"], now, limit["basis"]))
    return plans


def _end_if_over(whole: Whole, runs: Sequence[MemberRun], by: Any, now: datetime) -> None:
    """Decide the whole when no member is under way or can still begin, and close it when all their cases are closed."""
    if any(run.state in graph.UNENDED for run in runs):
        return
    matter = whole.matter
    outcome = whole_outcome([run.state for run in runs])
    if whole.alarm_due_at:
        whole.alarm_due_at = None
        whole.save(update_fields=["alarm_due_at"])
    if matter.state == Matter.State.ACCEPTED:
        decide_matter(matter=matter, outcome=outcome, by=by, now=now)
    is_open = Matter.objects.filter(parent=matter).exclude(state=Matter.State.CLOSED).exists()
    if not is_open and matter.is_open:
        close_matter(matter=matter, outcome=outcome, by=by, now=now)
        whole.form = None
        whole.save(update_fields=["form"])
