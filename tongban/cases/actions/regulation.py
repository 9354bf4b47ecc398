"""What goes to the office that regulates, and its receipt (审管联动)."""

from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.events import RegulatorReceived, RegulatorTold
from tongban.cases.models import Case, RegulatorNotice
from tongban.cases.rules.limits import limit
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.statements import insert
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

POWER = "review"  # of the regulating office: it receives and checks


def tell_regulator(case: Case, *, about: str, by: Acting, now: datetime) -> RegulatorNotice | None:
    """Tell the office that regulates of a decision; nobody where the office that decides does so itself."""
    matter = case.matter
    if matter.regulating_office_id in (None, matter.office_id):
        return None
    due = limit("regulator_receipt", on=local_day(now)).from_moment(now, calendar_for(matter.region_id))
    notice = RegulatorNotice(
        case=case,
        office_id=matter.regulating_office_id,
        about=about,
        sent_at=now,
        due_at=due.due_at,
        warn_at=due.warn_at,
    )
    insert([notice])
    publish(
        RegulatorTold(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            notice_id=notice.pk,
            office_id=notice.office_id,
            about=about,
        )
    )
    return notice


@action
def receive_notice(*, notice: RegulatorNotice, by: Officer, now: datetime) -> RegulatorNotice:
    """Sign for a decision that came from the office that decides. Doing it twice does it once."""
    rows = RegulatorNotice.objects.select_for_update(of=("self",)).select_related("case__matter", "office")
    notice = rows.get(pk=notice.pk)
    if obstacles := not_allowed(by, POWER, office=notice.office, on=local_day(now)):
        raise CannotFollowUp(obstacles)
    if notice.received_at:
        return notice

    notice.received_at, notice.received_by = now, by
    notice.save(update_fields=["received_at", "received_by"])
    publish(
        RegulatorReceived(
            subject=notice.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=notice.case_id,
            notice_id=notice.pk,
            office_id=notice.office_id,
            is_late=now > notice.due_at,
        )
    )
    return notice
