"""What is done with a licence after it was granted: announced where the party is heard first, decided, printed."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.printing.later import print_later_decision, print_later_notice
from tongban.cases.actions.publication import publish_decision
from tongban.cases.actions.refusals import CannotFollowUp, locked
from tongban.cases.actions.regulation import tell_regulator
from tongban.cases.actions.results import end_result, give_result, next_edition
from tongban.cases.actions.telling import tell_later
from tongban.cases.events.later import LaterActAnnounced, LaterActAnswered, LaterActDecided, LaterActDropped
from tongban.cases.models import Case, LaterDecision, Result
from tongban.cases.queries.later import granted_of, latest_result
from tongban.cases.rules.later_acts import LaterAct, later_acts, obstacles_to_beginning, obstacles_to_ending
from tongban.cases.rules.limits import limit
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

POWER = "decide"  # at the office that decided, or above it (行政许可法 art. 69)


@action
def begin_later_act(
    *,
    case: Case,
    kind: str,
    ground: str,
    reasons: str,
    changes: Mapping[str, Any] | None = None,
    by: Officer,
    now: datetime,
) -> LaterDecision:
    """Announce an act where the party must be heard first; do it at once where nothing asks for that."""
    case = locked(case)
    granted = granted_of(case)
    obstacles = not_allowed(by, POWER, **case.matter.scope, on=local_day(now))
    obstacles += obstacles_to_beginning(granted, kind=kind, ground=ground, reasons=reasons)
    if obstacles:
        raise CannotFollowUp(obstacles)

    act = later_acts()[kind]
    later = LaterDecision(
        case=case, result=latest_result(case), kind=kind, ground=ground, reasons=reasons, changes=dict(changes or {})
    )
    return _announce(later, by=by, now=now) if act.announce else _carry_out(later, act, by=by, now=now)


def _announce(later: LaterDecision, *, by: Officer, now: datetime) -> LaterDecision:
    today, matter = local_day(now), later.case.matter
    due = limit("statement", on=today).from_moment(now, calendar_for(matter.region_id))
    later.state, later.answer_by = LaterDecision.State.ANNOUNCED, local_day(due.due_at)
    later.announced_at, later.announced_by = now, by
    later.save(force_insert=True)
    publish(
        LaterActAnnounced(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            case_id=later.case_id,
            later_id=later.pk,
            kind=later.kind,
            ground=later.ground,
            answer_by=later.answer_by,
        )
    )
    print_later_notice(later, by=by, now=now)
    tell_later(later, "later_act_announced", now=now)
    return later


@action
def state_ones_case(*, later: LaterDecision, text: str, by: Acting, now: datetime) -> LaterDecision:
    """Keep what the party says to what was announced: said by itself, or taken down by an officer."""
    later = _open(later)
    obstacles = [] if text.strip() else [Obstacle("statement_empty")]
    if isinstance(by, Officer):
        obstacles += not_allowed(by, POWER, **later.case.matter.scope, on=local_day(now))
    if obstacles:
        raise CannotFollowUp(obstacles)
    later.statement, later.stated_at = text.strip(), now
    store(later, "statement", "stated_at")
    publish(
        LaterActAnswered(
            subject=later.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=later.case_id,
            later_id=later.pk,
            statement_digest=hashlib.sha256(later.statement.encode()).hexdigest(),
        )
    )
    return later


@action
def decide_later_act(*, later: LaterDecision, by: Officer, now: datetime) -> LaterDecision:
    """Do what was announced, once the party was heard or let its time pass."""
    later = _open(later)
    case = later.case
    obstacles = not_allowed(by, POWER, **case.matter.scope, on=local_day(now))
    if obstacles := obstacles + obstacles_to_ending(granted_of(case), by=by.pk, on=local_day(now)):
        raise CannotFollowUp(obstacles)
    later.result = latest_result(case)
    return _carry_out(later, later_acts()[later.kind], by=by, now=now)


@action
def drop_later_act(*, later: LaterDecision, by: Officer, now: datetime) -> LaterDecision:
    """Leave the licence as it is: what the party said was right, or the ground fell away."""
    later = _open(later)
    if obstacles := not_allowed(by, POWER, **later.case.matter.scope, on=local_day(now)):
        raise CannotFollowUp(obstacles)
    later.state, later.ended_at, later.by = LaterDecision.State.DROPPED, now, by
    store(later, "state", "ended_at", "by")
    publish(
        LaterActDropped(
            subject=later.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=later.case_id,
            later_id=later.pk,
            kind=later.kind,
        )
    )
    tell_later(later, "later_act_dropped", now=now)
    return later


def _open(later: LaterDecision) -> LaterDecision:
    """Lock the matter and read the act afresh. Raises ``CannotFollowUp`` where it was ended."""
    case = locked(Case.objects.select_related("matter__office", "version").get(pk=later.case_id))
    later = LaterDecision.objects.select_for_update().get(pk=later.pk)
    if later.state != LaterDecision.State.ANNOUNCED:
        raise CannotFollowUp([Obstacle("already_decided")])
    later.case = case
    return later


def _carry_out(later: LaterDecision, act: LaterAct, *, by: Officer, now: datetime) -> LaterDecision:
    case = later.case
    edition = _next(later, now) if act.renews and later.result else None
    later.document = print_later_decision(later, edition=edition, by=by, now=now)
    later.state, later.ended_at, later.by = LaterDecision.State.DECIDED, now, by
    later.save()
    publish(
        LaterActDecided(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            later_id=later.pk,
            kind=later.kind,
            ground=later.ground,
            document_id=later.document.pk,
        )
    )
    if edition:
        give_result(edition, by=by, now=now)
    elif later.result:
        end_result(later.result, state=act.ends_as, by=by, now=now)
    tell_regulator(case, about=later.kind, by=by, now=now)
    publish_decision(case, kind=later.kind, document=later.document, result=edition or later.result, by=by, now=now)
    tell_later(later, "later_act_decided", now=now)
    return later


def _next(later: LaterDecision, now: datetime) -> Result:
    """Return the edition that takes the place of the one that was lost, damaged or wrong."""
    about = later.result
    assert about
    until = later.changes.get("valid_until")
    return next_edition(
        about,
        case=later.case,
        since=about.valid_from,
        until=date.fromisoformat(until) if until else about.valid_until,
        name=later.changes.get("name") or about.name,
    )
