"""Somebody interested asks to be heard online: by the code of their notice, or signed in; nobody else learns of it."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tongban.cases.actions.hearing_notices import ask_by_notice, give_up_by_notice
from tongban.cases.actions.hearing_rights import give_hearing_up, tell_hearing_right, tell_interested_person
from tongban.cases.actions.hearings import announce_hearing, ask_to_be_heard, record_hearing
from tongban.cases.actions.refusals import CannotGoThrough
from tongban.cases.models import Case, Hearing, InterestedPerson
from tongban.cases.queries.filing import contents_of
from tongban.cases.queries.hearing_notices import notice_with_code, notices_of
from tongban.cases.rules.hearings import grouped_code
from tongban.cases.tests.conftest import Town, make_citizen, signed_in
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of, verify
from tongban.kernel.moments import BEIJING
from tongban.kernel.outbox import OutboxRow
from tongban.matters.models import Matter
from tongban.people.models import Party
from tongban.people.rules.rates import RATES

pytestmark = pytest.mark.requirement("B22")
LOOK_UP = "/hearing-notices/"


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Stop the clock on the morning of 8 May; ``clock(now)`` sets it anew."""
    moments = {"now": at(8)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments["now"])
    return lambda now: moments.update(now=now)


@pytest.fixture
def case(town: Town) -> Case:
    return reviewed(town)


@pytest.fixture
def hearing(case: Case, town: Town) -> Hearing:
    told = datetime(2026, 4, 29, 9, 0, tzinfo=BEIJING)
    return tell_hearing_right(case=case, matter_of="油烟影响邻居", by=town.approver, now=told)


@pytest.fixture
def neighbour(town: Town) -> Party:
    party = make_citizen("19900000077", "钱七", sequence=77)
    party.assurance = Party.Assurance.SEEN
    party.save()
    return party


@pytest.fixture
def person(hearing: Hearing, town: Town) -> InterestedPerson:
    """Told on 7 May, until 13 May: known by name, address and telephone only."""
    return tell_interested_person(
        hearing=hearing, name="钱七", contact="建设路 8 号三楼", phone="19900000077", by=town.approver, now=at(7)
    )


def opened(person: InterestedPerson, client: Client | None = None) -> tuple[Client, str]:
    client = client or Client()
    answer = client.post(LOOK_UP, {"code": grouped_code(person.code.clear()).lower()})
    return client, answer["Location"]


def test_the_notice_bears_a_code_that_is_kept_sealed_and_is_a_paper_of_theirs_alone(
    case: Case, person: InterestedPerson, town: Town
) -> None:
    person.refresh_from_db()
    code = person.code.clear()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{12}", code)
    assert code not in str(InterestedPerson.objects.filter(pk=person.pk).values())
    assert person.notice
    assert person.notice.content["code"] == grouped_code(code)
    assert person.notice.content["party"] == "钱七"
    paper = f"/documents/{person.notice.number}/"
    assert signed_in(town.account).get(paper).status_code == 404, "the applicant does not read who lives upstairs"
    assert "钱七" not in signed_in(town.account).get(f"/my/{case.matter.number}/").content.decode()
    assert Client().get(paper).status_code in (302, 404)
    assert signed_in(town.approver).get(paper).status_code == 200
    assert person.notice.number in signed_in(town.approver).get(f"/desk/matters/{case.matter.number}/").content.decode()
    assert person.notice.number in [line.number for line in contents_of(case)], "it lies in the file"


def test_with_the_code_one_sees_what_concerns_one_and_nothing_of_the_case(
    case: Case, person: InterestedPerson, town: Town
) -> None:
    client, address = opened(person)
    assert address == f"{LOOK_UP}{person.pk}/"
    page = client.get(address).content.decode()
    for shown in ("油烟影响邻居", "食品经营许可", "5月13日（周三）", "云州市行政审批局", "我要求听证"):
        assert shown in page, shown
    for hidden in ("李晓云", case.matter.number, "云味小馆", "油烟核查"):
        assert hidden not in page, hidden
    assert person.notice
    assert client.get(f"/documents/{person.notice.number}/").status_code == 200
    assert client.get(f"/my/{case.matter.number}/").status_code == 302
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "I ask for a hearing" in english


def test_who_has_no_account_asks_by_the_code_and_gets_a_receipt_a_message_and_a_line_in_the_trail(
    case: Case, person: InterestedPerson, town: Town
) -> None:
    client, address = opened(person)
    assert client.post(address)["Location"] == address
    person.refresh_from_db()
    assert (person.requested_at, person.requested_way, person.party) == (at(8), "code", None)
    assert Matter.objects.get(pk=case.matter_id).state == "suspended"
    page = client.get(address).content.decode()
    receipt = PrintedDocument.objects.get(kind="hearing_statement")
    assert receipt.number in page
    assert receipt.content["said"] == "要求听证"
    assert receipt.content["party"] == "钱七"
    [told] = [row.payload.clear() for row in OutboxRow.objects.filter(key__startswith="interested_asked")]
    assert told["phone"] == "19900000077"
    [asked] = [event for event in events_of(case.matter.subject) if event.name == "HearingRequested"]
    assert (asked.by, asked.facts["person_id"]) == (f"interested:{person.pk}", str(person.pk))
    assert "钱七" not in str(events_of(case.matter.subject))
    assert verify(case.matter.subject) is None
    desk = signed_in(town.approver).get(f"/desk/matters/{case.matter.number}/").content.decode()
    assert "在网上，凭告知书的编码" in desk
    assert "利害关系人提出" in signed_in(town.approver).get("/desk/hearings/").content.decode()
    assert client.post(address).status_code == 409, "asked twice"


@pytest.mark.parametrize("typed", ["AAAABBBBCCCC", "' OR 1=1 --", "ABCD", "\x00\x00", "一二三四五六七八九十"])
def test_a_wrong_code_opens_nothing_and_says_nothing(person: InterestedPerson, typed: str) -> None:
    answer = Client().post(LOOK_UP, {"code": typed})
    assert answer.status_code in (409, 422)
    assert "油烟" not in answer.content.decode()


def test_a_notice_that_exists_and_one_that_does_not_answer_alike(person: InterestedPerson, neighbour: Party) -> None:
    assert neighbour.account
    for client in (Client(), signed_in(neighbour.account)):
        for key in (person.pk, 1):
            for way in ("", "give-up/"):
                assert client.get(f"{LOOK_UP}{key}/{way}")["Location"] == LOOK_UP
                assert client.post(f"{LOOK_UP}{key}/{way}")["Location"] == LOOK_UP
    person.refresh_from_db()
    assert person.requested_at is None


def test_who_guesses_is_slowed_down(person: InterestedPerson) -> None:
    client = Client()
    for _ in range(RATES["hearing_code"].limit):
        assert client.post(LOOK_UP, {"code": "AAAABBBBCCCC"}).status_code == 409
    refused = client.post(LOOK_UP, {"code": person.code.clear()})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_a_code_is_over_thirty_days_after_the_case_and_a_shared_computer_forgets_it_sooner(
    case: Case, person: InterestedPerson, clock: Any
) -> None:
    client, address = opened(person)
    clock(at(8, 9, 31))
    assert client.get(address)["Location"] == LOOK_UP
    Matter.objects.filter(pk=case.matter_id).update(state="decided", decided_at=at(14))
    late = datetime(2026, 6, 13, 9, 1, tzinfo=BEIJING)
    assert notice_with_code(person.code.clear(), now=late.replace(hour=8))
    assert notice_with_code(person.code.clear(), now=late) is None


def test_signed_in_with_the_number_that_the_office_wrote_down_one_needs_no_code(
    case: Case, hearing: Hearing, town: Town, neighbour: Party
) -> None:
    person = tell_interested_person(
        hearing=hearing, name="钱七", contact="三楼", identity=neighbour.identity.clear(), by=town.approver, now=at(7)
    )
    assert neighbour.account
    citizen, address = signed_in(neighbour.account), f"{LOOK_UP}{person.pk}/"
    assert address in citizen.get("/my/space/").content.decode()
    assert citizen.post(address)["Location"] == address
    person.refresh_from_db()
    assert person.requested_way == "account"
    [asked] = [event for event in events_of(case.matter.subject) if event.name == "HearingRequested"]
    assert asked.by == str(neighbour.actor)
    assert "油烟影响邻居" in citizen.get("/my/space/").content.decode()
    assert signed_in(town.account).get(address)["Location"] == LOOK_UP
    assert address not in signed_in(town.account).get("/my/space/").content.decode()


def test_a_number_that_somebody_only_typed_opens_nothing(hearing: Hearing, town: Town, neighbour: Party) -> None:
    tell_interested_person(
        hearing=hearing, name="钱七", contact="三楼", identity=neighbour.identity.clear(), by=town.approver, now=at(7)
    )
    Party.objects.filter(pk=neighbour.pk).update(assurance=Party.Assurance.DECLARED)
    neighbour.refresh_from_db()
    assert list(notices_of(neighbour)) == []


def test_who_signed_in_and_uses_the_code_finds_the_notice_in_their_space_from_then_on(
    case: Case, person: InterestedPerson, neighbour: Party, town: Town
) -> None:
    assert neighbour.account
    opened(person, signed_in(town.account))
    person.refresh_from_db()
    assert person.party is None, "a notice that does not bear one's name stays where it is"
    citizen, address = opened(person, signed_in(neighbour.account))
    assert list(notices_of(neighbour)) == [person]
    assert address in signed_in(neighbour.account).get("/my/space/").content.decode()
    assert [event.name for event in events_of(case.matter.subject)].count("HearingNoticeClaimed") == 1
    citizen.post(address)
    messages = citizen.get("/my/messages/").content.decode()
    assert "已收到您就“食品经营许可”提出的听证申请" in messages
    assert "已收到您就" not in signed_in(town.account).get("/my/messages/").content.decode()


def test_giving_up_asks_for_a_tick_and_then_nothing_can_be_asked_any_more(person: InterestedPerson) -> None:
    client, address = opened(person)
    assert "他人的听证权利不受影响" in client.get(f"{address}give-up/").content.decode()
    assert client.post(f"{address}give-up/").status_code == 409
    assert client.post(f"{address}give-up/", {"is_confirmed": "on"})["Location"] == address
    person.refresh_from_db()
    assert (person.given_up_at, person.given_up_way) == (at(8), "code")
    assert PrintedDocument.objects.get(kind="hearing_statement").content["said"] == "放弃听证"
    assert client.post(address).status_code == 409
    assert client.post(f"{address}give-up/", {"is_confirmed": "on"}).status_code == 409
    assert "已放弃听证" in client.get(address).content.decode()


def test_after_the_last_day_it_is_too_late_and_on_it_it_is_not(
    person: InterestedPerson, town: Town, clock: Any
) -> None:
    clock(at(14, 0, 0))
    client, address = opened(person)
    assert "期限到 5月13日（周三），已过" in client.get(address).content.decode()
    refused = client.post(address)
    assert refused.status_code == 409
    assert "期限（五个工作日）已过" in refused.content.decode()
    assert ask_by_notice(person=person, by=None, now=at(13, 23, 59)).requested_at == at(13, 23, 59)


def test_whoever_joins_keeps_the_hearing_though_the_first_one_takes_the_request_back(
    case: Case, hearing: Hearing, person: InterestedPerson, town: Town
) -> None:
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=at(8))
    ask_by_notice(person=person, by=None, now=at(11))
    assert case.procedures.count() == 1
    give_hearing_up(hearing=hearing, is_confirmed=True, by=town.applicant, now=at(12))
    assert Matter.objects.get(pk=case.matter_id).state == "suspended"
    give_up_by_notice(person=person, is_confirmed=True, by=None, now=at(12, 10))
    assert Matter.objects.get(pk=case.matter_id).state == "accepted"
    assert case.procedures.exclude(ended_at=None).count() == 1


def test_time_and_place_are_told_to_each_in_a_notice_of_their_own(
    case: Case, hearing: Hearing, person: InterestedPerson, town: Town, clock: Any
) -> None:
    client, address = opened(person)
    client.post(address)
    announce_hearing(hearing=hearing, set_for=at(20), place="三楼会议室", chair=town.chief, by=town.approver, now=at(8))
    assert "三楼会议室" in client.get(address).content.decode()
    notices = PrintedDocument.objects.filter(kind="hearing_notice").order_by("pk")
    assert [paper.content["party"] for paper in notices] == ["李晓云", "钱七"]
    assert OutboxRow.objects.filter(key__startswith="interested_hearing_set").count() == 1
    record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=at(20, 12))
    for act in (ask_by_notice, give_up_by_notice):
        with pytest.raises(CannotGoThrough) as refused:
            act(person=person, by=None, now=at(20, 13), **({"is_confirmed": True} if act is give_up_by_notice else {}))
        assert "hearing_was_held" in codes(refused)


def test_the_office_checks_what_it_writes_down_of_somebody(hearing: Hearing, town: Town) -> None:
    with pytest.raises(CannotGoThrough) as refused:
        tell_interested_person(
            hearing=hearing, name="钱七", contact="三楼", phone="123", identity="110", by=town.approver, now=at(7)
        )
    assert "interested_identity_wrong" in codes(refused)
    assert len(refused.value.obstacles) == 2
