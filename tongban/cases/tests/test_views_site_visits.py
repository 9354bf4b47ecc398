"""Site visits over HTTP: planning, the pages of a phone, and sending again what was not answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.actions import accept_case
from tongban.cases.models import Case, SiteVisit, VisitedCase, VisitPhotograph, VisitReport
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.test_site_visits import planned
from tongban.documents.tests.made import jpeg

pytestmark = pytest.mark.requirement("B22")
AS_JSON = {"HTTP_ACCEPT": "application/json"}


def under_review(town: Town) -> Case:
    now = timezone.now()
    return accept_case(case=town.case(now=now), by=town.clerk, now=now)


@pytest.fixture
def visited(town: Town) -> VisitedCase:
    now = timezone.now()
    return planned(town, under_review(town), planned_for=now + timedelta(hours=2), now=now).cases.get()


def address(visited: VisitedCase) -> str:
    return f"/desk/visits/{visited.visit_id}/cases/{visited.pk}/"


def sent(visited: VisitedCase, **given: Any) -> dict[str, Any]:
    present = list(visited.visit.officers.values_list("pk", flat=True))
    usual = {"key": "abcdef12-3456", "findings": "与图纸一致", "conclusion": "meets", "present": present}
    pictures = [SimpleUploadedFile(f"{n}.jpg", jpeg(), "image/jpeg") for n in range(4)]
    return {**usual, "photographs": pictures, **given}


def test_a_reviewer_plans_a_visit_from_the_page_of_the_case(town: Town) -> None:
    case, reviewer = under_review(town), signed_in(town.market_reviewer)
    page = reviewer.get(f"/desk/matters/{case.matter.number}/").content.decode()
    assert f"/desk/cases/{case.matter.number}/visit/" in page
    plan = f"/desk/cases/{case.matter.number}/visit/"
    assert "谁去" in reviewer.get(plan).content.decode()
    given = {
        "planned_for": (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "place": "建设路 8 号",
        "step": str(case.matter.steps.get(code="visit").pk),
        "officers": [town.market_reviewer.pk],
        "others": "",
    }
    alone = reviewer.post(plan, given)
    assert alone.status_code == 409
    assert "两名以上工作人员" in alone.content.decode()
    both = reviewer.post(plan, given | {"officers": [town.market_reviewer.pk, town.streets_reviewer.pk]})
    visit = SiteVisit.objects.get()
    assert both.url == f"/desk/visits/{visit.pk}/"
    assert visit.office == town.market
    assert "建设路 8 号" in reviewer.get(both.url).content.decode()


def test_a_phone_that_did_not_hear_the_answer_sends_again_and_nothing_is_doubled(
    visited: VisitedCase, town: Town
) -> None:
    phone = signed_in(town.market_reviewer)
    first = phone.post(address(visited), sent(visited), **AS_JSON)
    again = phone.post(address(visited), sent(visited), **AS_JSON)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["messages"] == []
    assert (VisitReport.objects.count(), VisitPhotograph.objects.count()) == (1, 4)


def test_two_phones_with_one_visit_both_keep_what_they_sent(visited: VisitedCase, town: Town) -> None:
    signed_in(town.market_reviewer).post(address(visited), sent(visited), **AS_JSON)
    other = signed_in(town.streets_reviewer).post(address(visited), sent(visited, key="other-phone-1"), **AS_JSON)
    assert other.json()["beside"] == "colleague_recorded_first"
    assert "没有丢失" in other.json()["messages"][0]
    page = signed_in(town.approver).get(f"/desk/matters/{visited.case.matter.number}/").content.decode()
    assert "另行保存" in page
    assert page.count("与图纸一致") == 2


def test_what_is_no_photograph_is_told_and_nothing_is_written(visited: VisitedCase, town: Town) -> None:
    strange = [SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")]
    answer = signed_in(town.market_reviewer).post(address(visited), sent(visited, photographs=strange), **AS_JSON)
    assert answer.status_code == 409
    assert answer.json()["messages"]
    assert not VisitReport.objects.exists()


def test_the_form_works_without_scripts(visited: VisitedCase, town: Town) -> None:
    desk = signed_in(town.market_reviewer)
    assert "核查地点" in desk.get(address(visited)).content.decode()
    wrong = desk.post(address(visited), sent(visited, findings=""))
    assert wrong.status_code == 422
    assert "请写明现场情况" in wrong.content.decode()
    done = desk.post(address(visited), sent(visited))
    assert done.url == f"/desk/visits/{visited.visit_id}/"


def test_the_worker_serves_its_folder_alone_and_the_session_is_told_afresh(town: Town) -> None:
    worker = Client().get("/desk/visits/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    told = signed_in(town.market_reviewer).get("/desk/visits/fresh/")
    assert told.json()["officer"] == town.market_reviewer.pk
    assert "no-store" in told["Cache-Control"]


def test_a_visit_is_put_off_and_called_off_by_those_who_go(visited: VisitedCase, town: Town) -> None:
    goes, stays = signed_in(town.market_reviewer), signed_in(town.approver)
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    post = f"/desk/visits/{visited.visit_id}/postpone/"
    assert stays.post(post, {"planned_for": later, "reason": "下雨"}).status_code in (403, 404)
    goes.post(post, {"planned_for": later, "reason": "下雨"})
    goes.post(f"/desk/visits/{visited.visit_id}/cancel/", {"reason": "申请人撤回"})
    visit = SiteVisit.objects.get()
    assert (visit.state, visit.times_postponed, visit.reason) == ("cancelled", 1, "申请人撤回")


def test_the_list_asks_as_much_of_the_database_for_many_as_for_few(
    visited: VisitedCase, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk, now = signed_in(town.market_reviewer), timezone.now()
    desk.get("/desk/visits/")
    for _ in range(3):
        planned(town, under_review(town), planned_for=now + timedelta(hours=3), now=now)
    with django_assert_max_num_queries(45):
        page = desk.get("/desk/visits/").content.decode()
    assert page.count("data-keep") == 4
    table = desk.post("/desk/visits/export/", {"format": "csv", "period": ""})
    assert table.status_code == 200
