"""The papers of a site visit: the notice to the applicant, and the record that stays in the file."""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.actions.printing.base import about, about_matter, issue
from tongban.cases.models import SiteVisit, VisitedCase
from tongban.cases.rules import site_visits as rules
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Matter

LAW = f"《中华人民共和国{rules.BASIS.replace('行政许可法', '行政许可法》')}"
FOUND = {True: "符合", False: "不符合", None: "未涉及"}


def print_visit_notice(visited: VisitedCase, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 现场踏勘通知书: no officer is named; at least two come and show their cards."""
    visit = visited.visit
    offices = visit.officers.values_list("office__name", flat=True)
    paper = visit_notice(visited.case.matter, visit, offices, visited.points)
    return issue(visited.case, paper, by=by, now=now)


def visit_notice(matter: Matter, visit: SiteVisit, offices: Iterable[str], points: Iterable[str]) -> papers.VisitNotice:
    """Say when officers of these offices come, where to, and what they look at."""
    return papers.VisitNotice(
        **about_matter(matter),
        planned_for=visit.planned_for,
        place=visit.place.clear(),
        offices=tuple(sorted(set(offices))),
        points=tuple(points),
        basis=(LAW,),
    )


def print_visit_record(visited: VisitedCase, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 现场核查记录 with those who went, for the file."""
    report = visited.report
    assert report is not None
    went = report.present.select_related("office").order_by("staff_number")
    paper = papers.VisitRecord(
        **about(visited.case),
        place=report.place.clear(),
        recorded_at=report.recorded_at,
        step=visited.step.name if visited.step else "",
        officers=tuple(f"{officer.name}（{officer.office.short_name}）" for officer in went),
        points=tuple(
            papers.VisitPoint(point=check["point"], found=FOUND[check["is_met"]], note=check["note"])
            for check in report.checks
        ),
        findings=report.findings,
        conclusion=report.get_conclusion_display(),
        photographs=report.photographs.count(),
        basis=(LAW,),
    )
    return issue(visited.case, paper, by=by, now=now, subject=visited.case.inside)
