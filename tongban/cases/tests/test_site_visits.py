"""Site visits: planned with two or more, recorded once however often they are sent, nothing lost."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tongban.cases.actions import accept_case, decide_case, give_opinion
from tongban.cases.actions.refusals import CannotVisit
from tongban.cases.actions.site_visits import (
    cancel_site_visit,
    plan_site_visit,
    postpone_site_visit,
    record_site_visit,
)
from tongban.cases.models import Case, SiteVisit, VisitedCase, VisitPhotograph, VisitReport
from tongban.cases.queries.business import Part
from tongban.cases.queries.site_visits import HalfYear, visits_made, visits_seen
from tongban.cases.rules.site_visits import Check
from tongban.cases.tests.conftest import MORNING, Town, make_town
from tongban.documents.actions import receive_upload
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.documents.tests.made import jpeg
from tongban.kernel.indicators import indicator_of
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import OutboxRow
from tongban.kernel.ratios import Ratio
from tongban.matters.models import Step
from tongban.people.models import Office, Officer

SOON, ON_SITE = MORNING + timedelta(hours=20), MORNING + timedelta(hours=21)


def accepted(town: Town) -> Case:
    return accept_case(case=town.case(), by=town.clerk, now=MORNING)


def step_of(case: Case, code: str = "visit") -> Step:
    return case.matter.steps.select_related("office", "matter").get(code=code)


def planned(town: Town, *cases: Case, **given: Any) -> SiteVisit:
    usual = {
        "office": town.market,
        "cases": [(case, step_of(case)) for case in cases],
        "officers": [town.market_reviewer, town.streets_reviewer],
        "planned_for": SOON,
        "place": "建设路 8 号",
        "by": town.market_reviewer,
        "now": MORNING,
    }
    return plan_site_visit(**(usual | given))


def record(visited: VisitedCase, by: Officer, key: str = "k1", **given: Any) -> VisitReport:
    usual: dict[str, Any] = {
        "visited": visited,
        "key": key,
        "checks": [Check("操作间独立", True), Check("排放口朝向", None, "当日未开机")],
        "findings": "现场与图纸一致。",
        "conclusion": "meets",
        "place": "建设路 8 号一层",
        "present": list(visited.visit.officers.all()),
        "photographs": [receive_upload(upload=(jpeg(), f"{n}.jpg")) for n in (1, 2)],
        "gives_opinion": False,
        "recorded_at": ON_SITE,
        "by": by,
        "now": ON_SITE + timedelta(hours=1),
    }
    return record_site_visit(**(usual | given))


def told_by_message() -> list[str]:
    sent = [row.payload.clear() for row in OutboxRow.objects.filter(kind="sms").order_by("pk")]
    return [each["values"]["place"] for each in sent if each["template"] == "site_visit"]


def codes(refused: pytest.ExceptionInfo[CannotVisit]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


@pytest.mark.requirement("B22")
def test_a_visit_is_planned_and_the_applicant_told(town: Town) -> None:
    case = accepted(town)
    visit = planned(town, case)
    assert visit.cases.get().case == case
    (told,) = told_by_message()
    assert "建设路 8 号" in told
    notice = PrintedDocument.objects.get(kind="visit_notice")
    assert notice.content["place"] == "建设路 8 号"
    assert town.market_reviewer.name not in str(notice.content)


@pytest.mark.requirement("B22")
def test_one_officer_alone_makes_no_visit(town: Town) -> None:
    with pytest.raises(CannotVisit) as refused:
        planned(town, accepted(town), officers=[town.market_reviewer], place=" ", planned_for=MORNING - timedelta(1))
    assert codes(refused) == ["two_officers_needed", "place_missing", "visit_in_the_past"]


@pytest.mark.requirement("B22")
def test_a_record_is_printed_and_its_photographs_are_kept_inside(town: Town) -> None:
    case = accepted(town)
    visited = planned(town, case).cases.get()
    report = record(visited, town.market_reviewer)
    visited.refresh_from_db()
    assert (visited.report, visited.visit.state, report.beside) == (report, "done", "")
    assert visited.document
    assert visited.document.subject == case.inside
    paper = visited.document.content
    assert paper["officers"] == [
        f"{each.name}（{each.office.short_name}）" for each in report.present.order_by("staff_number")
    ]
    assert paper["points"][1] == {"point": "排放口朝向", "found": "未涉及", "note": "当日未开机"}
    assert set(
        StoredFile.objects.values_list("subject", flat=True).filter(pk__in=report.photographs.values("file"))
    ) == {case.inside}


@pytest.mark.requirement("B22")
def test_what_is_sent_twice_is_there_once(town: Town) -> None:
    visited = planned(town, accepted(town)).cases.get()
    first = record(visited, town.market_reviewer)
    assert record(visited, town.market_reviewer) == first
    assert (VisitReport.objects.count(), VisitPhotograph.objects.count()) == (1, 2)
    assert PrintedDocument.objects.filter(kind="visit_record").count() == 1
    assert [told.name for told in events_of(visited.case.matter.subject)].count("SiteVisitRecorded") == 1


@pytest.mark.requirement("B22")
def test_of_two_officers_with_one_visit_the_second_is_kept_beside(town: Town) -> None:
    visited = planned(town, accepted(town)).cases.get()
    first = record(visited, town.market_reviewer)
    second = record(visited, town.streets_reviewer, key="k2", findings="我看到的也一致。")
    visited.refresh_from_db()
    assert visited.report == first
    assert second.beside == "colleague_recorded_first"
    assert second.photographs.count() == 2


@pytest.mark.requirement("B22")
def test_a_record_that_comes_after_the_visit_was_called_off_is_kept(town: Town) -> None:
    visit = planned(town, accepted(town))
    cancel_site_visit(visit=visit, reason="申请人改期", by=town.market_reviewer, now=MORNING)
    report = record(visit.cases.get(), town.market_reviewer)
    assert report.beside == "visit_was_called_off"
    assert visit.cases.get().report is None


@pytest.mark.requirement("B22")
def test_a_visit_gives_the_opinion_of_the_step_in_one_act(town: Town) -> None:
    case = accepted(town)
    record(planned(town, case).cases.get(), town.market_reviewer, conclusion="falls_short", gives_opinion=True)
    step = step_of(case)
    assert (step.state, step.outcome, step.opinion) == ("done", "object", "现场与图纸一致。")


@pytest.mark.requirement("B22")
def test_a_step_that_was_closed_meanwhile_keeps_its_opinion_and_the_record_stands(town: Town) -> None:
    case = accepted(town)
    visited = planned(town, case).cases.get()
    give_opinion(step=step_of(case), outcome="agree", opinion="先行同意", by=town.market_reviewer, now=MORNING)
    report = record(visited, town.market_reviewer, conclusion="falls_short", gives_opinion=True)
    assert (report.beside, report.opinion_not_given) == ("", "step_not_open")
    assert step_of(case).opinion == "先行同意"


@pytest.mark.requirement("B22")
def test_a_case_decided_meanwhile_keeps_the_record_beside(town: Town) -> None:
    case = accepted(town)
    visited = planned(town, case).cases.get()
    for code, who in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        give_opinion(step=step_of(case, code), outcome="agree", opinion="", by=who, now=MORNING)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=MORNING)
    assert record(visited, town.market_reviewer).beside == "case_was_over"


@pytest.mark.requirement("B22")
def test_a_visit_is_put_off_and_called_off_with_a_reason_while_it_is_planned(town: Town) -> None:
    visit = planned(town, accepted(town))
    visit = postpone_site_visit(
        visit=visit, planned_for=SOON + timedelta(days=1), reason="下雨", by=town.market_reviewer, now=MORNING
    )
    assert (visit.times_postponed, visit.reason) == (1, "下雨")
    assert len(told_by_message()) == 2
    with pytest.raises(CannotVisit) as refused:
        cancel_site_visit(visit=visit, reason=" ", by=town.market_reviewer, now=MORNING)
    assert codes(refused) == ["reason_missing"]
    record(visit.cases.get(), town.market_reviewer)
    with pytest.raises(CannotVisit) as refused:
        cancel_site_visit(visit=visit, reason="不去了", by=town.market_reviewer, now=MORNING)
    assert codes(refused) == ["visit_is_over"]


@pytest.mark.requirement("B22")
def test_one_trip_serves_several_cases_and_counts_once(town: Town) -> None:
    one, other = accepted(town), accepted(town)
    visit = planned(town, one, other)
    for place, visited in enumerate(visit.cases.all()):
        record(visited, town.market_reviewer, key=f"k{place}")
    seen = visits_seen(town.market_reviewer, on=local_day(SOON))
    period = HalfYear.of(local_day(SOON))
    assert visits_made(seen, period) == Ratio(1, 1)
    part = Part(local_day(MORNING), local_day(SOON), Office.objects.all())
    assert indicator_of("cases.site_visits").measure(part) == Ratio(1, 1)
    with pytest.raises(CannotVisit) as refused:
        planned(town, one, one)
    assert codes(refused) == ["already_on_this_visit"]


@pytest.mark.requirement("B22")
def test_who_does_not_go_records_nothing(town: Town) -> None:
    visited = planned(town, accepted(town)).cases.get()
    with pytest.raises(CannotVisit) as refused:
        record(visited, town.approver, findings="", conclusion="")
    assert codes(refused) == ["findings_missing", "conclusion_missing", "not_on_the_visit"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("B22")
def test_two_replays_at_once_leave_one_record(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    town = make_town()
    visited = planned(town, accepted(town)).cases.get()
    reports: list[int] = []

    def send() -> None:
        try:
            fresh = VisitedCase.objects.select_related("visit", "case__matter", "case__version").get(pk=visited.pk)
            reports.append(record(fresh, town.market_reviewer).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(reports)) == VisitReport.objects.count() == 1
    assert VisitPhotograph.objects.count() == 2
