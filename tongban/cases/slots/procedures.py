"""Special procedures and hearings on the page of a case, in the place of what matters show of their own."""

from django.http import HttpRequest
from django.utils import timezone

from tongban.cases.actions.hearing_rights import WHO_RECORDS
from tongban.cases.forms.procedures import (
    ASKED,
    EndProcedureForm,
    GivingUpForm,
    HearingRecordForm,
    HearingRequestForm,
    HearingRightForm,
    InterestedPersonForm,
)
from tongban.cases.queries.hearings import told_beside, waits_past
from tongban.cases.queries.procedures import hearing_of, procedures_of
from tongban.cases.rules import ACCEPTED, SUSPENDED
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.rules.extensions import SUSPENDING
from tongban.people.access import officer_of
from tongban.people.queries import powers_at
from tongban.ui.slots import Filled, fills


@fills("matter.procedures", order=10)
def procedures_of_the_case(request: HttpRequest, matter: Matter) -> Filled | None:
    """What goes on, what came of it, and what may be begun; nothing before acceptance."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or matter.accepted_at is None:
        return None
    powers = powers_at(officer, **matter.scope, on=local_day(timezone.now()))
    is_open = matter.state in (ACCEPTED, SUSPENDED)
    may_act = is_open and any(power in powers for power in SUSPENDING)
    shown = procedures_of(case)
    hearing = hearing_of(case) if shown or may_act or case.open_holds else None
    may_record = (
        is_open and hearing is not None and not hearing.held_at and any(power in powers for power in WHO_RECORDS)
    )
    own = hearing.procedure_id if hearing else None
    for each in shown:
        each.details = {str(ASKED.get(name, name)): value for name, value in each.details.items()}
    if may_act:
        for each in shown:
            if each.procedure and each.procedure.ended_at is None and each.procedure.pk != own:
                each.form = EndProcedureForm(each.pause.kind, auto_id=f"id_p{each.pause.pk}_%s")
    context = {"case": case, "matter": matter, "shown": shown, "hearing": hearing, "may_act": may_act}
    context["interested"] = told_beside(hearing) if hearing else []
    if hearing and is_open and not hearing.held_at:
        context["waits_past"] = waits_past(case, hearing)
    if may_record:
        context["giving_up"] = GivingUpForm(hearing)
    if may_act:
        context |= {
            "right": HearingRightForm(),
            "interested_person": InterestedPersonForm(),
            "ask": HearingRequestForm(hearing),
            "record": HearingRecordForm(),
        }
    return "cases/parts/procedures.html", context


@fills("procedure.end", order=10)
def ended_with_its_result(request: HttpRequest, matter: Matter) -> Filled | None:
    """A procedure of a case ends with its result; one that was begun by other means, as anywhere."""
    case = case_on(request, matter)
    if case is None or not case.procedures.filter(ended_at=None).exists():
        return None
    return "cases/parts/procedures.html", {}
