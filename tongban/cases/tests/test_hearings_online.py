"""A hearing is asked for online by whoever was told of the right to one, in time, once; those who hold it see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.calendars.queries import calendar_for
from tongban.cases.actions import accept_case
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.hearings import announce_hearing, ask_to_be_heard, request_hearing
from tongban.cases.actions.refusals import CannotGoThrough
from tongban.cases.models import Case, Hearing
from tongban.cases.rules.hearings import hearing_rules
from tongban.cases.tests.conftest import Town, make_citizen, signed_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock

pytestmark = pytest.mark.requirement("B22")


@pytest.fixture
def case(town: Town) -> Case:
    now = timezone.now()
    return accept_case(case=town.case(now=now), by=town.clerk, now=now)


@pytest.fixture
def hearing(case: Case, town: Town) -> Hearing:
    return tell_hearing_right(case=case, matter_of="油烟影响邻居", by=town.approver, now=timezone.now())


def address(case: Case) -> str:
    return f"/my/{case.matter.number}/hearing/"


def test_where_nobody_told_of_a_right_there_is_no_page(case: Case, town: Town) -> None:
    citizen = signed_in(town.account)
    assert citizen.get(address(case)).status_code == 404
    assert "own-hearing" not in citizen.get(f"/my/{case.matter.number}/").content.decode()


def test_the_applicant_asks_for_it_on_the_page_of_the_case_and_the_limits_stand_still(
    case: Case, hearing: Hearing, town: Town
) -> None:
    citizen = signed_in(town.account)
    assert "您可以要求听证" in citizen.get(f"/my/{case.matter.number}/").content.decode()
    page = citizen.get(address(case)).content.decode()
    assert "油烟影响邻居" in page
    assert "行政许可法》第四十七条" in page
    assert citizen.post(address(case))["Location"] == f"/my/{case.matter.number}/"

    hearing.refresh_from_db()
    today, rules = local_day(timezone.now()), hearing_rules()
    assert hearing.requested_by == town.applicant
    assert hearing.hold_by_on == rules.hold_by(today, calendar_for(case.matter.region_id))
    assert hearing.procedure
    assert (hearing.procedure.begun_by, hearing.procedure.pause.expected_days) == (None, rules.hold_within)
    case.matter.refresh_from_db()
    assert case.matter.state == "suspended"
    assert case.matter.clocks.get(kind=Clock.Kind.PROMISED).state == Clock.State.PAUSED
    assert case.matter.clocks.get(kind=Clock.Kind.PROCEDURE).stopped_at is None
    assert PrintedDocument.objects.filter(kind="special_procedure_notice").count() == 1
    [told] = [told for told in events_of(case.matter.subject) if told.name == "HearingRequested"]
    assert told.by == str(town.applicant.actor)
    assert "最晚" in citizen.get(f"/my/{case.matter.number}/").content.decode()
    assert citizen.post(address(case)).status_code == 409, "asked twice"


def test_those_who_have_to_hold_it_see_it_on_their_list(case: Case, hearing: Hearing, town: Town) -> None:
    approver = signed_in(town.approver)
    assert "没有要举行的听证" in approver.get("/desk/hearings/").content.decode()
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=timezone.now())
    page = approver.get("/desk/hearings/").content.decode()
    assert case.matter.number in page
    assert "申请人在网上提出" in page
    assert "要定时间、地点" in page
    hearing.refresh_from_db()
    set_for = timezone.now() + timedelta(days=14)
    announce_hearing(
        hearing=hearing, set_for=set_for, place="三楼会议室", chair=town.chief, by=town.approver, now=timezone.now()
    )
    assert "三楼会议室" in approver.get("/desk/hearings/").content.decode()
    assert "三楼会议室" in signed_in(town.account).get(f"/my/{case.matter.number}/").content.decode()
    assert case.matter.number not in signed_in(town.streets_reviewer).get("/desk/hearings/").content.decode()
    assert signed_in(town.clerk).get("/desk/hearings/").status_code == 403


def test_after_the_days_of_the_notice_it_is_too_late(case: Case, hearing: Hearing, town: Town) -> None:
    Hearing.objects.update(request_by_on=local_day(timezone.now()) - timedelta(days=1))
    citizen = signed_in(town.account)
    assert "期限到" in citizen.get(address(case)).content.decode()
    answer = citizen.post(address(case))
    assert answer.status_code == 409
    assert "期限（五个工作日）已过" in answer.content.decode()
    hearing.refresh_from_db()
    assert (hearing.requested_at, hearing.requested_by) == (None, None)


def test_nobody_else_asks_for_it(case: Case, hearing: Hearing, town: Town) -> None:
    stranger = make_citizen("19900000077", "路人", sequence=77)
    assert stranger.account
    assert signed_in(stranger.account).post(address(case)).status_code == 404
    with pytest.raises(CannotGoThrough):
        ask_to_be_heard(hearing=hearing, by=stranger, now=timezone.now())
    request_hearing(hearing=hearing, expected_days=10, by=town.approver, now=timezone.now())
    hearing.refresh_from_db()
    assert hearing.requested_by is None, "taken in at the desk"


def test_the_list_asks_few_questions_of_the_database(
    case: Case, hearing: Hearing, town: Town, django_assert_max_num_queries: pytest.fixture
) -> None:
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=timezone.now())
    approver = signed_in(town.approver)
    approver.get("/desk/hearings/")
    with django_assert_max_num_queries(16):
        approver.get("/desk/hearings/")
