"""Accepting while secondary papers lack (容缺受理), what comes later, and what follows if it does not."""

from collections.abc import Sequence
from datetime import date, datetime

from tongban.cases import rules
from tongban.cases.actions.acceptance import begin_handling
from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.letters import form_of, print_lapse, print_tolerance_notice
from tongban.cases.actions.opening import give_papers
from tongban.cases.actions.planning import limits_on
from tongban.cases.actions.promises import obstacles_to_a_signature, record_broken, record_promise
from tongban.cases.actions.refusals import CannotAccept, CannotFill, locked
from tongban.cases.actions.telling import tell_accepted_with_gaps, tell_gaps_left, tell_gaps_moved, tell_result
from tongban.cases.events import AcceptedWithGaps, CaseLapsed, GapFilled, GapsMoved
from tongban.cases.models import Case, Paper, PaperGap, SignedPromise
from tongban.cases.models.cases import tolerance_in
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.promises import bad_records, gaps_of, promise_of, specs_named
from tongban.cases.rules.promises import GAP, GAPS
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions import close_matter, give_time, stop_clocks
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock
from tongban.matters.rules import ClockPlan
from tongban.people.models import Officer, Party
from tongban.people.queries import not_allowed

FORCE_MAJEURE = "中华人民共和国民法典第一百八十条（不可抗力）"


@action
def sign_gap_promise(*, case: Case, way: str, days: int, signer: Party, by: Acting, now: datetime) -> SignedPromise:
    """Record the promise that what lacks will come: signed at a window, or by account."""
    case = locked(case)
    dossier, tolerance = case.dossier(), tolerance_in(case.version)
    obstacles = obstacles_to_a_signature(case, by, signer, now) + rules.obstacles_to_tolerating(
        dossier,
        item=case.version.title,
        tolerance=tolerance,
        signed=rules.Signed(GAPS, days),
        records=bad_records(case.matter.party, on=local_day(now)),
    )
    if obstacles:
        raise CannotAccept(obstacles)
    lacking = {paper.code for paper in dossier.lacking()}
    return record_promise(
        case, kind=GAPS, way=way, signer=signer, specs=specs_named(case, lacking), days=days, by=by, now=now
    )


@action
def accept_with_gaps(*, case: Case, by: Officer, now: datetime) -> Case:
    """Take the application on while secondary papers lack, on a signed promise: the review starts, the decision waits.

    What lacks is told in one list with its form, its last day and the consequence; each paper holds the decision back.
    """
    case = locked(case)
    dossier, promise = case.dossier(), promise_of(case, GAPS)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    obstacles += rules.obstacles_to_tolerating(
        dossier,
        item=case.version.title,
        tolerance=tolerance_in(case.version),
        signed=rules.Signed(GAPS, promise.days or 0) if promise else None,
        records=bad_records(case.matter.party, on=local_day(now)),
    )
    if obstacles or promise is None:
        raise CannotAccept(obstacles)

    case.accepted_by, case.terms = by, Case.Terms.TOLERANT
    store(case, "accepted_by", "terms")
    time_to_fill = ClockPlan(Clock.Kind.GAP, promise.days or 0, "working", now, on_silence="withdrawn")
    case = begin_handling(case, begins=[*limits_on(case, now), time_to_fill], by=by, now=now, as_of=now)
    gaps = _open_gaps(case, promise, {paper.code for paper in dossier.lacking()}, by, now)

    publish(
        AcceptedWithGaps(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            papers=tuple(gap.spec.code for gap in gaps),
            due_on=gaps[0].due_on,
        )
    )
    print_tolerance_notice(case, gaps, by=by, now=now)
    tell_accepted_with_gaps(case, gaps, now=now)
    return case


def _open_gaps(case: Case, promise: SignedPromise, lacking: set[str], by: Officer, now: datetime) -> list[PaperGap]:
    clock = case.matter.clocks.get(kind=Clock.Kind.GAP, stopped_at=None)
    promised = case.matter.clocks.get(kind=Clock.Kind.PROMISED, stopped_at=None, step=None)
    due_on = min(local_day(clock.due_at), local_day(promised.due_at))
    gaps = [
        PaperGap(case=case, promise=promise, spec=spec, asked_form=form_of(spec)[:60], since=now, due_on=due_on)
        for spec in specs_named(case, lacking)
    ]
    PaperGap.objects.bulk_create(gaps)
    for gap in gaps:
        hold_back(case=case, kind=GAP, blocks=rules.DECISION, about=gap.spec.name, refers_to=gap.pk, by=by, now=now)
    return gaps


@action
def fill_gap(
    *, gap: PaperGap, papers: Sequence[Paper], way: str, arrived_on: date, by: Acting, now: datetime
) -> PaperGap:
    """Put a paper that came by hand, by post or online to its case; the day of its arrival counts."""
    case = locked(gap.case)
    gap.refresh_from_db()
    today = local_day(now)
    obstacles = _obstacles_to_bringing(case, by, today) + rules.obstacles_to_filling(
        name=gap.spec.name,
        is_filled=gap.filled_at is not None,
        is_open=case.matter.state in rules.BEFORE_DECISION,
        since=local_day(gap.since),
        due_on=gap.due_on,
        arrived_on=arrived_on,
        today=today,
    )
    if not papers:
        obstacles.append(Obstacle("nothing_handed_in"))
    if obstacles:
        raise CannotFill(obstacles)

    give_papers(case, papers)
    gap.arrived_on, gap.way, gap.filled_at = arrived_on, way, now
    gap.received_by = by if isinstance(by, Officer) else None
    gap.save(update_fields=["arrived_on", "way", "filled_at", "received_by"])
    lift_holds(case=case, kind=GAP, refers_to=gap.pk, by=by, now=now)
    left = case.gaps.filter(filled_at=None).count()
    if not left:
        stop_clocks(matter=case.matter, kinds=[Clock.Kind.GAP], by=by, now=now)

    publish(
        GapFilled(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            paper=gap.spec.code,
            way=way,
            arrived_on=arrived_on,
            left=left,
        )
    )
    return gap


def _obstacles_to_bringing(case: Case, by: Acting, today: date) -> list[Obstacle]:
    if isinstance(by, Officer):
        return not_allowed(by, "receive", **case.matter.scope, on=today)
    return [] if isinstance(by, Party) and is_theirs(case, by, on=today) else [Obstacle("not_your_case")]


@action
def extend_gaps(*, case: Case, days: int, reason: str, approved_by: Officer, now: datetime) -> Case:
    """Give more time for what lacks, since force majeure kept the applicant from it; the notice is issued anew."""
    case = locked(case)
    if not case.gaps.filter(filled_at=None).exists():
        raise CannotFill([Obstacle("gap_is_closed", case.matter.number)])
    give_time(
        matter=case.matter,
        kind=Clock.Kind.GAP,
        amount=days,
        reason=reason,
        basis=FORCE_MAJEURE,
        approved_by=approved_by,
        now=now,
    )
    open_gaps = [gap for gap in gaps_of(case) if gap.filled_at is None]
    print_tolerance_notice(case, open_gaps, extended_for=reason, by=approved_by, now=now)
    tell_gaps_moved(case, open_gaps[0].due_on, now=now)
    return case


@action
def move_gaps(*, case: Case, due_on: date, by: Acting, now: datetime) -> None:
    """Let what lacks come until another day, since its clock was moved."""
    case.gaps.filter(filled_at=None).update(due_on=due_on)
    publish(GapsMoved(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, due_on=due_on))


@action(silent="a message is journalled where it is sent")
def remind_of_gaps(*, case: Case, now: datetime) -> None:
    """Remind the applicant of what is still to come."""
    if left := [gap for gap in gaps_of(case) if gap.filled_at is None]:
        tell_gaps_left(case, left, now=now)


@action
def lapse_case(*, case: Case, now: datetime) -> Case:
    """End a case of which a promised paper did not come: treated as withdrawn, and the broken promise put on record."""
    case = locked(Case.objects.select_related("matter", "version__item").get(pk=case.pk))
    left = [gap for gap in gaps_of(case) if gap.filled_at is None]
    if case.matter.state not in rules.BEFORE_DECISION or not left:
        return case

    close_matter(matter=case.matter, outcome=rules.LAPSED, by=SYSTEM, now=now)
    names = "、".join(gap.spec.name for gap in left)
    about = f"{case.matter.subject_title}（{case.matter.number}）：{names}"
    record_broken(left[0].promise, party=case.matter.party, about=about, by=SYSTEM, now=now)
    publish(
        CaseLapsed(
            subject=case.matter.subject,
            by=str(SYSTEM),
            at=now,
            case_id=case.pk,
            papers=tuple(gap.spec.code for gap in left),
        )
    )
    print_lapse(case, left, by=SYSTEM, now=now)
    tell_result(case, now=now)
    return case
