"""What follows from what departments' own systems send back.

It is done in the name of the system, by the acts that people use: it gives opinions, it decides. What a
system cannot do waits (``NotYet``) or goes back with its reasons.
"""

from datetime import datetime

from tongban.cases.actions.deciding import AGREE, OBJECT, decide_case, give_opinion
from tongban.cases.actions.elsewhere import note_progress
from tongban.cases.actions.procedures import begin_procedure, end_procedure
from tongban.cases.actions.refusals import CannotTakeElsewhere
from tongban.cases.feeds import sets
from tongban.cases.models import Case, Elsewhere, Procedure
from tongban.cases.rules import DECIDE, GRANTED, REFUSED
from tongban.cases.rules import elsewhere as statuses
from tongban.exchange.actions.applying import Arrived, NotYet
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.models import Matter, Step
from tongban.people.models import Officer
from tongban.people.queries import may

# What keeps a decision back and goes away by itself or by what others do: the row waits for it.
PASSING = {
    *("suspended", "step_still_open", "held_back", "gap_still_open", "not_accepted_yet", "step_already_claimed"),
    *("hearing_may_be_asked_for", "hearing_to_be_held"),
}
OUTCOMES = {sets.PASS: "passed", sets.BACK: "failed", sets.OTHER: "none"}
EXPECTED_DAYS = 10


def take_accept(row: Arrived, now: datetime) -> None:
    """Their own acceptance of what is done there: their number, once."""
    _note(_known(row), row, statuses.ACCEPTED, now)


def take_process(row: Arrived, now: datetime) -> None:
    """A step of theirs: a passed one ends the review of ours with the same name, or the first that is open."""
    each = _known(row)
    if each.status in (statuses.TAKEN, statuses.FORWARDED):
        _note(each, row, statuses.ACCEPTED, now)
    if each.case is None or row.values["status"] != sets.DONE or row.values["event_name"] == sets.OTHER:
        return
    if reviews := _own_reviews(each.case, row.by, now):
        chosen = next((review for review in reviews if review.name == row.text("step_name")), reviews[0])
        passed = row.values["event_name"] == sets.PASS
        opinion = row.text("opinion") or f"{row.link}：{row.text('step_name')}"
        give_opinion(step=chosen, outcome=AGREE if passed else OBJECT, opinion=opinion, by=row.by, now=now)


def take_result(row: Arrived, now: datetime) -> None:
    """Their decision: of a case of ours it is decided here, in the name of the system; else it is noted."""
    each, kind = _known(row), row.values["result_type"]
    status = statuses.GRANTED if kind == sets.GRANTED else statuses.REFUSED
    if kind not in (sets.GRANTED, sets.NOT_GRANTED):
        status = statuses.RETURNED
    if each.case and status != statuses.RETURNED:
        _decide(each.case, row, is_granted=status == statuses.GRANTED, now=now)
    _note(each, row, status, now)


def take_special(row: Arrived, now: datetime) -> None:
    """A special procedure of theirs begins here, and ends with theirs."""
    each = _known(row)
    if each.case is None:
        return
    running = Procedure.objects.filter(case=each.case, kind=row.text("kind_name"), ended_at=None).first()
    if running is None:
        days = int(row.text("expected_days") or EXPECTED_DAYS)
        reason = row.text("reason")
        running = begin_procedure(
            case=each.case,
            kind=row.text("kind_name"),
            expected_days=days,
            reason=reason,
            basis=reason,
            by=row.by,
            now=now,
        )
    if row.values.get("end_time"):
        outcome = OUTCOMES[row.values.get("outcome", sets.OTHER)]
        result = row.text("result") or "已进行"
        opinion = row.text("opinion")
        end_procedure(procedure=running, outcome=outcome, result=result, opinion=opinion, by=row.by, now=now)


def take_word(row: Arrived, now: datetime) -> None:
    """What is only told (补正, 支付, 物流): it stands with the matter that they handle."""
    _known(row)


def _known(row: Arrived) -> Elsewhere:
    """Return what they tell of, locked with its matter. Raises NotYet while we do not know it."""
    found = Elsewhere.objects.filter(number=row.project_no).select_related(
        "case__matter__office",
        "case__version__item__catalog_item",
        "version__item__office",
        "version__item__catalog_item",
    )
    each = found.first()
    if each is None:
        raise NotYet(Obstacle("number_not_known_here", row.project_no))
    item = each.version.item
    offices = {each.case.matter.office_id if each.case else item.office_id, item.regulating_office_id}
    if not row.link.offices.filter(pk__in=[office for office in offices if office]).exists():
        raise CannotTakeElsewhere([Obstacle("not_their_case", row.project_no)])
    return each


def _note(each: Elsewhere, row: Arrived, status: str, now: datetime) -> None:
    if status == statuses.ACCEPTED and each.status not in (statuses.TAKEN, statuses.FORWARDED):
        return
    licence = " ".join(filter(None, [row.text("licence_name"), row.text("licence_number")]))
    note = row.text("result_text") or licence or row.text("opinion")
    if licence and licence not in note:
        note = f"{note}（{licence}）"
    note_progress(
        elsewhere=each,
        status=status,
        number=row.text("department_no") or each.outside_number or row.project_no,
        due_on=None,
        note=note[:400],
        by=row.by,
        now=now,
    )
    each.refresh_from_db(fields=["status", "outside_number"])


def _own_reviews(case: Case, by: Officer, now: datetime) -> list[Step]:
    """Return the open reviews of a case that the system may end, in their order."""
    steps = case.matter.steps.filter(state=Step.State.OPEN, is_superseded=False).exclude(code=DECIDE)
    ordered = steps.select_related("office", "matter__office").order_by("wave", "pk")
    on = local_day(now)
    return [step for step in ordered if may(by, "review", office=step.office, item=case.matter.subject_code, on=on)]


def _decide(case: Case, row: Arrived, *, is_granted: bool, now: datetime) -> None:
    """End what the system may end of the reviews, then decide. Raises NotYet while others have not finished.

    What was decided here alike in the meantime, on the spot for instance, is not decided twice.
    """
    if case.matter.outcome == (GRANTED if is_granted else REFUSED):
        return
    text = row.text("result_text") or f"{row.link}：{'准予' if is_granted else '不予'}"
    while reviews := _own_reviews(case, row.by, now):
        give_opinion(step=reviews[0], outcome=AGREE if is_granted else OBJECT, opinion=text, by=row.by, now=now)
    matter = Matter.objects.get(pk=case.matter_id)
    case.matter.state = matter.state
    outcome = GRANTED if is_granted else REFUSED
    try:
        decide_case(case=case, outcome=outcome, reasons="" if is_granted else text, by=row.by, now=now)
    except Refused as refused:
        if all(obstacle.code in PASSING for obstacle in refused.obstacles):
            raise NotYet(*refused.obstacles) from refused
        raise
