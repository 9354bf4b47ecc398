"""Renewals (延续): silence that counts as granted, and the reminder before it is too late."""

from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.actions import printing
from tongban.cases.actions.outcomes import follow_up, outcome_of
from tongban.cases.actions.refusals import CannotFollowUp, locked
from tongban.cases.events import CaseDecided
from tongban.cases.events.results import RenewalReminded, RenewedBySilence
from tongban.cases.models import Case, Decision, Result
from tongban.cases.rules.limits import DELIVERY_BASIS
from tongban.cases.rules.renewals import SILENCE, renewal_rule
from tongban.documents.rules.papers import day
from tongban.exchange.actions import send_message
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions import cancel_steps, decide_matter, end_special_procedure
from tongban.matters.models import Clock
from tongban.matters.rules import ClockPlan
from tongban.people.models import Party


@action
def renew_by_silence(*, case: Case, now: datetime) -> Decision:
    """Let a renewal count as granted that nobody decided before the term ended: print it, and tell the holder.

    Raises ``CannotFollowUp`` where it was decided meanwhile, or the term still runs.
    """
    case = locked(case)
    given, matter = outcome_of(case, outcome=rules.GRANTED), case.matter
    is_waiting = matter.state in (rules.ACCEPTED, rules.SUSPENDED)
    if not is_waiting or given.about is None or not given.about.has_run_out(local_day(now)):
        raise CannotFollowUp([Obstacle("already_decided")])

    while matter.pauses.filter(to_on=None).exists():
        end_special_procedure(matter=matter, by=SYSTEM, now=now)
    cancel_steps(matter=matter, by=SYSTEM, now=now)
    delivery = ClockPlan(Clock.Kind.DELIVERY, case.version.delivery_amount, "working", now, DELIVERY_BASIS)
    decide_matter(matter=matter, outcome=rules.GRANTED, begins=[delivery], by=SYSTEM, now=now)
    given.prepare(now=now)
    decision = Decision(case=case, outcome=rules.GRANTED, basis=SILENCE, at=now)
    decision.document = printing.print_decision(decision, result=given.result, by=SYSTEM, now=now)
    insert([decision])

    about: dict[str, Any] = {"subject": matter.subject, "by": str(SYSTEM), "at": now, "case_id": case.pk}
    publish(CaseDecided(**about, outcome=rules.GRANTED, document_id=decision.document_id))
    publish(RenewedBySilence(**about))
    follow_up(decision, given, by=SYSTEM, now=now, told="renewed")
    if given.result and given.result.valid_until:
        _tell(given.result, "renewed_by_silence", {"until": day(given.result.valid_until)}, now=now)
    return decision


@action
def remind_of_renewal(*, result: Result, now: datetime) -> None:
    """Tell the holder until when a renewal can be asked for; once for each edition."""
    result = Result.objects.select_for_update(of=("self",)).select_related("case", "party", "office").get(pk=result.pk)
    if result.reminded_at or result.valid_until is None:
        return
    rule = renewal_rule(result.catalogue_code, on=local_day(now))
    apply_by = rule.last_day(result.valid_until, calendar_for(result.office.region_id))
    result.reminded_at = now
    store(result, "reminded_at")
    publish(
        RenewalReminded(
            subject=f"matter:{result.case.matter_id}",
            by=str(SYSTEM),
            at=now,
            case_id=result.case_id,
            result_id=result.pk,
            apply_by=apply_by,
        )
    )
    _tell(result, "renewal_due", {"ends_on": day(result.valid_until), "apply_by": day(apply_by)}, now=now)


def _tell(result: Result, template: str, values: dict[str, str], *, now: datetime) -> None:
    holder: Party = result.party
    if not holder.phone.text():
        return
    send_message(
        phone=holder.phone,
        template=template,
        values={"result": result.name, "number": result.number, **values},
        key=f"{template}:{result.pk}",
        subject=f"matter:{result.case.matter_id}",
        now=now,
    )
