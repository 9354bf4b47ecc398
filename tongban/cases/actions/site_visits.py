"""Planning site visits, putting them off or calling them off, and taking in what was recorded on the spot."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from tongban.cases import rules as case_rules
from tongban.cases.actions.deciding import AGREE, OBJECT, give_opinion
from tongban.cases.actions.printing.site_visits import print_visit_notice, print_visit_record
from tongban.cases.actions.refusals import CannotVisit, locked
from tongban.cases.actions.telling import tell_site_visit
from tongban.cases.events import SiteVisitCancelled, SiteVisitPlanned, SiteVisitPostponed, SiteVisitRecorded
from tongban.cases.models import Case, SiteVisit, VisitedCase, VisitPhotograph, VisitReport
from tongban.cases.rules import site_visits as rules
from tongban.catalogue.models import StepSpec
from tongban.documents import storage
from tongban.documents.actions import store_file
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Matter, Step
from tongban.matters.queries.access import may_work_on
from tongban.people.models import Office, Officer


@action
def plan_site_visit(
    *,
    office: Office,
    cases: Sequence[tuple[Case, Step | None]],
    officers: Collection[Officer],
    planned_for: datetime,
    place: str,
    by: Officer,
    now: datetime,
) -> SiteVisit:
    """Plan one trip for a case or several; each applicant is told when, and who may be asked."""
    visited = enter_site_visit(
        office=office, cases=cases, officers=officers, planned_for=planned_for, place=place, by=by, now=now
    )
    for each in visited:
        print_visit_notice(each, by=by, now=now)
        tell_site_visit(each, now=now)
    return visited[0].visit


def enter_site_visit(
    *,
    office: Office,
    cases: Sequence[tuple[Case, Step | None]],
    officers: Collection[Officer],
    planned_for: datetime,
    place: str,
    by: Officer,
    now: datetime,
    trip: int | None = None,
) -> list[VisitedCase]:
    """Write a visit and the cases that it looks at; the applicant is yet to be told."""
    held = [(locked(case), step) for case, step in sorted(cases, key=lambda each: each[0].matter_id)]
    numbers = [case.matter.number for case, _ in held]
    obstacles = rules.obstacles_to_planning(
        officers=[officer.pk for officer in officers],
        place=place,
        planned_for=planned_for,
        now=now,
        states=[(case.matter.number, case.matter.state) for case, _ in held],
    )
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    obstacles += [Obstacle("already_on_this_visit", number) for number in twice]
    if obstacles:
        raise CannotVisit(obstacles)

    visit = SiteVisit(office=office, planned_for=planned_for, place=place.strip(), planned_by=by, trip=trip)
    insert([visit])
    visit.officers.set(officers)
    visited = [VisitedCase(visit=visit, case=case, step=step, points=_points(case, step)) for case, step in held]
    insert(visited)
    for each in visited:
        publish(
            SiteVisitPlanned(
                subject=each.case.matter.subject,
                by=str(by.actor),
                at=now,
                case_id=each.case_id,
                visit_id=visit.pk,
                planned_for=planned_for,
                officer_ids=tuple(sorted(officer.pk for officer in officers)),
            )
        )
    return visited


def _points(case: Case, step: Step | None) -> list[str]:
    spec = StepSpec.objects.filter(version=case.version_id, code=step.code).first() if step else None
    return list(spec.standard) if spec else []


@action
def postpone_site_visit(
    *, visit: SiteVisit, planned_for: datetime, reason: str, by: Officer, now: datetime
) -> SiteVisit:
    """Move a visit to another time; each applicant is told the new one. What several offices make moves as one."""
    if visit.trip is not None:
        raise CannotVisit([Obstacle("moves_with_the_joint_visit")])
    visit, visited = put_off(visit=visit, planned_for=planned_for, reason=reason, by=by, now=now)
    for each in visited:
        tell_site_visit(each, now=now)
    return visit


def put_off(
    *, visit: SiteVisit, planned_for: datetime, reason: str, by: Officer, now: datetime
) -> tuple[SiteVisit, list[VisitedCase]]:
    """Write the other time; the applicant is yet to be told."""
    visit = _locked(visit)
    obstacles = rules.obstacles_to_changing(visit.state, reason)
    if planned_for < now:
        obstacles.append(Obstacle("visit_in_the_past"))
    if obstacles:
        raise CannotVisit(obstacles)

    visit.planned_for, visit.reason = planned_for, reason.strip()
    visit.times_postponed += 1
    store(visit, "planned_for", "reason", "times_postponed")
    visited = list(_cases_of(visit))
    for each in visited:
        publish(
            SiteVisitPostponed(
                subject=each.case.matter.subject,
                by=str(by.actor),
                at=now,
                case_id=each.case_id,
                visit_id=visit.pk,
                planned_for=planned_for,
            )
        )
    return visit, visited


@action
def cancel_site_visit(*, visit: SiteVisit, reason: str, by: Acting, now: datetime) -> SiteVisit:
    """Call a visit off, with the reason."""
    visit = _locked(visit)
    if obstacles := rules.obstacles_to_changing(visit.state, reason):
        raise CannotVisit(obstacles)

    visit.state, visit.reason = SiteVisit.State.CANCELLED, reason.strip()
    store(visit, "state", "reason")
    for each in _cases_of(visit):
        publish(
            SiteVisitCancelled(
                subject=each.case.matter.subject, by=str(by.actor), at=now, case_id=each.case_id, visit_id=visit.pk
            )
        )
    return visit


@action
def leave_out_of_visit(*, visited: VisitedCase, reason: str, by: Acting, now: datetime) -> None:
    """Take a case that needs no look any more off a visit that is still to be made; the last one calls it off."""
    visit = _locked(visited.visit)
    if visit.state != SiteVisit.State.PLANNED or visited.reports.exists():
        return
    if not visit.cases.exclude(pk=visited.pk).exists():
        cancel_site_visit(visit=visit, reason=reason, by=by, now=now)
        return
    about = {"case_id": visited.case_id, "visit_id": visit.pk}
    visited.delete()
    publish(SiteVisitCancelled(subject=visited.case.matter.subject, by=str(by.actor), at=now, **about))


@action
def record_site_visit(
    *,
    visited: VisitedCase,
    key: str,
    checks: Sequence[rules.Check],
    findings: str,
    conclusion: str,
    place: str,
    present: Collection[Officer],
    photographs: Sequence[storage.Kept],
    gives_opinion: bool,
    recorded_at: datetime,
    by: Officer,
    now: datetime,
) -> VisitReport:
    """Take in what was recorded on the spot. The same key again returns what is there; nothing is doubled.

    The first report becomes the record of the case and is printed; what comes after it, or too late, is kept beside.
    With ``gives_opinion`` the step ends in the same act, if it is still open.
    """
    case = locked(visited.case)
    if known := VisitReport.objects.filter(key=key).first():
        return known
    visit = _locked(visited.visit)
    visited = (
        VisitedCase.objects.select_for_update(of=("self",)).select_related("step__office", "report").get(pk=visited.pk)
    )
    visited.case, visited.visit = case, visit
    _refuse_to_record(visit, present, findings, conclusion, photographs, by)

    report = VisitReport(
        visited=visited,
        key=key,
        checks=[check.as_data() for check in checks],
        findings=findings.strip(),
        conclusion=conclusion,
        place=place.strip() or visit.place.clear(),
        by=by,
        recorded_at=min(recorded_at, now),
        received_at=now,
        beside=rules.kept_beside(
            visit_state=visit.state,
            has_record=visited.report_id is not None,
            case_is_open=case.matter.state in (Matter.State.ACCEPTED, Matter.State.SUSPENDED),
        ),
    )
    insert([report])
    report.present.set(present)
    files = [store_file(upload=kept, subject=case.inside, by=by, now=now) for kept in photographs]
    insert([VisitPhotograph(report=report, position=place, file=file) for place, file in enumerate(files, 1)])
    publish(
        SiteVisitRecorded(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            visit_id=visit.pk,
            report_id=report.pk,
            conclusion=conclusion,
            photographs=len(files),
            beside=report.beside,
        )
    )
    if not report.beside:
        _becomes_the_record(report, visited, visit, by, now)
    if gives_opinion and not report.beside:
        _give_opinion(report, visited, by, now)
    return report


def _refuse_to_record(
    visit: SiteVisit,
    present: Collection[Officer],
    findings: str,
    conclusion: str,
    photographs: Sequence[storage.Kept],
    by: Officer,
) -> None:
    went = [officer.pk for officer in present]
    obstacles = rules.obstacles_to_recording(
        present=went, findings=findings, conclusion=conclusion, photographs=len(photographs)
    )
    if by.pk not in went or not visit.officers.filter(pk=by.pk).exists():
        obstacles.append(Obstacle("not_on_the_visit"))
    if obstacles:
        raise CannotVisit(obstacles)


def _becomes_the_record(
    report: VisitReport, visited: VisitedCase, visit: SiteVisit, by: Officer, now: datetime
) -> None:
    visited.report = report
    visited.document = print_visit_record(visited, by=by, now=now)
    store(visited, "report", "document")
    if visit.state == SiteVisit.State.PLANNED:
        visit.state, visit.done_at = SiteVisit.State.DONE, report.recorded_at
        store(visit, "state", "done_at")


def _give_opinion(report: VisitReport, visited: VisitedCase, by: Officer, now: datetime) -> None:
    """End the step with what was found; where that cannot be, the record stands and says why."""
    step = visited.step
    if step is None or step.is_superseded or step.state != Step.State.OPEN:
        report.opinion_not_given = "step_not_open"
    elif step.code == case_rules.DECIDE or not may_work_on(by, step, on=local_day(now)):
        report.opinion_not_given = "not_your_step"
    elif step.claimed_by_id not in (None, by.pk):
        report.opinion_not_given = "step_already_claimed"
    if step is None or report.opinion_not_given:
        store(report, "opinion_not_given")
        return
    outcome = AGREE if report.conclusion == rules.MEETS else OBJECT
    give_opinion(step=step, outcome=outcome, opinion=report.findings, by=by, now=now)


def _locked(visit: SiteVisit) -> SiteVisit:
    return SiteVisit.objects.select_for_update(of=("self",)).select_related("office").get(pk=visit.pk)


def _cases_of(visit: SiteVisit) -> QuerySet[VisitedCase]:
    matter = ("case__matter__party", "case__matter__handler", "case__matter__office")
    return visit.cases.select_related("case__version", *matter).order_by("pk")
