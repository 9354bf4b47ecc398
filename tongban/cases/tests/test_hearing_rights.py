"""The decision waits while a hearing can still be asked for: until the last day, the giving up, or the hearing."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tongban.calendars.actions import load_notice
from tongban.calendars.rules.days import NoticeTitle
from tongban.calendars.rules.notices import Notice as PublishedNotice
from tongban.calendars.rules.notices import NoticeDay, calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.cases import jobs, rules
from tongban.cases.actions import accept_case, decide_case, withdraw_case
from tongban.cases.actions.hearing_rights import (
    give_hearing_up,
    record_giving_up,
    tell_hearing_right,
    tell_interested_person,
)
from tongban.cases.actions.hearings import announce_hearing, ask_to_be_heard, record_hearing, request_hearing
from tongban.cases.actions.refusals import CannotDecide, CannotGoThrough
from tongban.cases.models import Case, Hearing
from tongban.cases.queries.hearings import cases_whose_holds_end
from tongban.cases.rules.hearings import Told, hearing_rules, moved_to, waits_until
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.documents.models import PrintedDocument
from tongban.documents.rules.papers import day
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.outbox import OutboxRow
from tongban.matters.models import Clock, Matter
from tongban.ui.tags.dates import with_weekday

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/hearings.toml").read_text())["example"]
LAST_DAY = date(2026, 5, 9)  # five working days after Monday 27 April, with the holiday of May: see ``told``
pytestmark = pytest.mark.requirement("B22")


def _waits(given: dict[str, Any], at: datetime) -> bool:
    """Say whether the platform's rules keep an example's decision back at a moment."""
    on, calendar = local_day(at), calendar_of(shipped_notices())
    off = [NoticeDay(day, "holiday") for day in given.get("holidays", ())]
    changed = calendar_of(
        [
            *shipped_notices(),
            PublishedNotice(NoticeTitle("000000", 2026, "调整", version=9), tuple(off)),
        ]
    )
    told, asked = [], False
    for each in given["told"]:
        until = hearing_rules().request_by(each["on"], calendar)
        moved_on = given.get("moved_on")
        if moved_on and on >= moved_on:
            until = moved_to(until, hearing_rules().request_by(each["on"], changed), on=moved_on)
        asked = asked or ("asked" in each and on >= each["asked"])
        told.append(Told(until, gave_up="gave_up" in each and on >= each["gave_up"]))
    if asked:
        return on < given["held"]
    until = waits_until(told)
    hold = rules.OpenHold(rules.DECISION, "听证", "hearing", until=until)
    holds = (hold,) if until and not hold.is_over(on) else ()
    found = rules.obstacles_to_deciding(
        rules.Dossier(state=rules.ACCEPTED, holds=holds), by=1, outcome=rules.GRANTED, reasons=""
    )
    return [obstacle.code for obstacle in found] == ["hearing_may_be_asked_for"]


@pytest.mark.parametrize("given", EXAMPLES, ids=lambda given: given["title"])
def test_the_example_comes_out(given: dict[str, Any]) -> None:
    assert [_waits(given, at) for at in given["waits"]] == [True] * len(given["waits"])
    assert not _waits(given, given["free"])


@pytest.fixture
def case(town: Town) -> Case:
    return reviewed(town)


@pytest.fixture
def hearing(case: Case, town: Town) -> Hearing:
    return tell_hearing_right(case=case, matter_of="油烟影响邻居", by=town.approver, now=told())


def told() -> datetime:
    return datetime(2026, 4, 29, 9, 0, tzinfo=BEIJING)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda now: monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def decide(case: Case, town: Town) -> Callable[[datetime], Any]:
    return lambda now: decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=now)


def test_until_the_last_day_is_over_nothing_is_decided_and_then_without_any_worker(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any]
) -> None:
    assert hearing.request_by_on == LAST_DAY
    for now in (told(), at(9, 17, 30), at(9, 23, 59)):
        with pytest.raises(CannotDecide) as refused:
            decide(now)
        assert [(each.code, each.about, each.details["until"]) for each in refused.value.obstacles] == [
            ("hearing_may_be_asked_for", "油烟影响邻居", "2026-05-09")
        ]
    assert Case.objects.get(pk=case.pk).open_holds == 1
    decide(at(10, 0, 0))
    assert Case.objects.get(pk=case.pk).open_holds == 0
    names = [event.name for event in events_of(case.matter.subject)]
    assert names.index("HoldLifted") < names.index("CaseDecided")


def test_a_refusal_waits_as_well(hearing: Hearing, case: Case, town: Town) -> None:
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome=rules.REFUSED, reasons="不符合", by=town.approver, now=at(8))
    assert codes(refused) == ["hearing_may_be_asked_for"]


def test_the_worker_lets_it_go_when_the_day_is_over_and_not_before_and_never_a_closed_case(
    case: Case, hearing: Hearing, town: Town
) -> None:
    jobs.let_holds_end_with_their_day(at(9, 23, 59))
    assert hearing.case.holds.get().lifted_at is None
    assert list(cases_whose_holds_end(at(10, 0, 0))) == [case]
    jobs.let_holds_end_with_their_day(at(10, 0, 0))
    jobs.let_holds_end_with_their_day(at(10, 1, 0))
    assert hearing.case.holds.get().lifted_at == at(10, 0, 0)
    assert Case.objects.get(pk=case.pk).open_holds == 0

    other = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    tell_hearing_right(case=other, matter_of="噪声", by=town.approver, now=told())
    withdraw_case(case=other, by=town.applicant, reason="不办了", now=at(6))
    assert list(cases_whose_holds_end(at(12))) == []


def test_the_applicant_gives_it_up_online_after_a_tick_and_it_is_decided_the_same_day(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town, clock: Callable[[datetime], None]
) -> None:
    clock(at(6))
    citizen, address = signed_in(town.account), f"/my/{case.matter.number}/hearing/give-up/"
    assert address in citizen.get(f"/my/{case.matter.number}/").content.decode()
    assert "自愿放弃" in citizen.get(address).content.decode()
    refused = citizen.post(address)
    assert refused.status_code == 409
    assert "放弃听证要有本人的确认" in refused.content.decode()
    assert citizen.post(address, {"is_confirmed": "on"})["Location"] == f"/my/{case.matter.number}/"
    hearing.refresh_from_db()
    assert (hearing.given_up_way, hearing.given_up_at) == (Hearing.GivenUp.ONLINE, at(6))
    assert "已放弃听证" in citizen.get(f"/my/{case.matter.number}/").content.decode()
    with pytest.raises(CannotGoThrough) as too_late:
        ask_to_be_heard(hearing=hearing, by=town.applicant, now=at(6))
    assert codes(too_late) == ["hearing_given_up"]
    decide(at(6))


def test_a_window_records_a_giving_up_in_writing(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town, clock: Callable[[datetime], None]
) -> None:
    clock(at(6))
    clerk, number = signed_in(town.clerk), case.matter.number
    assert "登记放弃听证" in clerk.get(f"/desk/matters/{number}/").content.decode()
    address = f"/desk/cases/{number}/hearing/give-up/"
    assert clerk.post(address, {"person": ""}).status_code == 409
    assert clerk.post(address, {"person": "", "is_confirmed": "on"}).status_code == 302
    hearing.refresh_from_db()
    assert hearing.given_up_way == Hearing.GivenUp.WRITING
    [event] = [event for event in events_of(case.matter.subject) if event.name == "HearingGivenUp"]
    assert event.by == str(town.clerk.actor)
    with pytest.raises(CannotGoThrough) as twice:
        record_giving_up(hearing=hearing, person=None, is_confirmed=True, by=town.clerk, now=at(6))
    assert codes(twice) == ["hearing_given_up"]
    decide(at(6))


def test_the_page_of_the_case_says_why_it_waits_and_until_when(
    case: Case, hearing: Hearing, town: Town, clock: Callable[[datetime], None]
) -> None:
    clock(at(6))
    approver, page = signed_in(town.approver), f"/desk/matters/{case.matter.number}/"
    shown = approver.get(page).content.decode()
    assert f"{with_weekday(LAST_DAY, is_chinese=True)} 前还可以要求听证" in shown
    english = approver.get(page, headers={"accept-language": "en"}).content.decode()
    assert f"A hearing may be asked for until {with_weekday(LAST_DAY, is_chinese=False)}" in english
    assert "在这以前我们不作出决定" in signed_in(town.account).get(f"/my/{case.matter.number}/").content.decode()
    clock(at(10, 0, 0))
    assert "前还可以要求听证" not in approver.get(page).content.decode(), "over, though no worker ran"


def test_the_applicant_is_told_on_paper_and_by_message(hearing: Hearing) -> None:
    paper = PrintedDocument.objects.get(kind="hearing_right_notice")
    assert paper.content["party"] == "李晓云"
    [told_by_message] = [
        row.payload.clear()
        for row in OutboxRow.objects.filter(kind="sms")
        if "may_be_heard" in str(row.payload.clear())
    ]
    assert day(LAST_DAY) in str(told_by_message)


def test_somebody_interested_has_a_notice_and_days_of_their_own(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town
) -> None:
    telling = {"hearing": hearing, "by": town.approver, "now": at(7)}
    with pytest.raises(CannotGoThrough) as refused:
        tell_interested_person(**telling, name=" ", contact="三楼")
    assert codes(refused) == ["interested_person_unnamed"]
    neighbour = tell_interested_person(**telling, name="钱七", contact="建设路 8 号三楼")
    neighbour.refresh_from_db()
    assert neighbour.request_by_on == date(2026, 5, 13)
    assert str(neighbour.name) == "钱*"
    assert PrintedDocument.objects.filter(kind="hearing_right_notice").order_by("-pk")[0].content["party"] == "钱七"

    give_hearing_up(hearing=hearing, is_confirmed=True, by=town.applicant, now=at(8))
    with pytest.raises(CannotDecide) as waits:
        decide(at(13, 23, 59))
    assert [each.details["until"] for each in waits.value.obstacles] == ["2026-05-13"]
    record_giving_up(hearing=hearing, person=neighbour, is_confirmed=True, by=town.clerk, now=at(11))
    decide(at(11))


def test_what_somebody_interested_asked_for_is_held_though_the_applicant_gives_up(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town
) -> None:
    neighbour = tell_interested_person(hearing=hearing, name="钱七", contact="三楼", by=town.approver, now=told())
    request_hearing(hearing=hearing, expected_days=20, person=neighbour, by=town.approver, now=at(7))
    give_hearing_up(hearing=hearing, is_confirmed=True, by=town.applicant, now=at(7, 10))
    with pytest.raises(CannotDecide) as waits:
        decide(at(12))
    assert codes(waits) == ["suspended"]
    announce_hearing(hearing=hearing, set_for=at(20), place="三楼会议室", chair=town.chief, by=town.approver, now=at(8))
    record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=at(20, 12))
    decide(at(20, 13))


def test_the_time_of_the_hearing_does_not_count_and_the_days_of_asking_do(
    case: Case, hearing: Hearing, town: Town
) -> None:
    promised = Clock.objects.get(matter=case.matter_id, kind=Clock.Kind.PROMISED)
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=at(6))
    announce_hearing(hearing=hearing, set_for=at(20), place="会议室", chair=town.chief, by=town.approver, now=at(8))
    record_hearing(hearing=hearing, outcome="none", record="各方陈述", by=town.approver, now=at(20, 12))
    moved = Clock.objects.get(pk=promised.pk)
    assert local_day(promised.due_at) == date(2026, 5, 7)
    assert local_day(moved.due_at) == date(2026, 5, 21)  # four of five days had gone by on the 6th


def test_whoever_asked_may_take_it_back_and_the_others_may_still_ask(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town
) -> None:
    neighbour = tell_interested_person(hearing=hearing, name="钱七", contact="三楼", by=town.approver, now=at(7))
    ask_to_be_heard(hearing=hearing, by=town.applicant, now=at(8))
    give_hearing_up(hearing=hearing, is_confirmed=True, by=town.applicant, now=at(9))
    assert Matter.objects.get(pk=case.matter_id).state == "accepted"
    with pytest.raises(CannotDecide) as waits:
        decide(at(12))
    assert codes(waits) == ["hearing_may_be_asked_for"]
    request_hearing(hearing=hearing, expected_days=20, person=neighbour, by=town.approver, now=at(12))
    assert Matter.objects.get(pk=case.matter_id).state == "suspended"
    assert case.procedures.count() == 2


def test_a_calendar_notice_in_the_middle_gives_the_days_back_and_tells_so(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town
) -> None:
    _holidays(6, 7, on=at(1))
    hearing.refresh_from_db()
    assert hearing.request_by_on == date(2026, 5, 12)
    assert "hearing_moved" in str([row.payload.clear() for row in OutboxRow.objects.filter(kind="sms")])
    with pytest.raises(CannotDecide) as waits:
        decide(at(12, 23, 59))
    assert [each.details["until"] for each in waits.value.obstacles] == ["2026-05-12"]
    decide(at(13, 0, 0))


def test_a_notice_after_the_last_day_opens_nothing_again(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any], town: Town
) -> None:
    _holidays(6, 7, on=at(11))
    hearing.refresh_from_db()
    assert hearing.request_by_on == LAST_DAY
    decide(at(11))


def _holidays(*days: int, on: datetime) -> None:
    off = [NoticeDay(date(2026, 5, day), "holiday", "临时放假") for day in days]
    load_notice(region_code="990100", year=2026, title="放假调整", source="市政府办公室", days=off, by=SYSTEM, now=on)


def test_a_right_is_told_of_a_case_under_review_only(town: Town) -> None:
    fresh = town.case()
    with pytest.raises(CannotGoThrough) as early:
        tell_hearing_right(case=fresh, matter_of="噪声", by=town.approver, now=told())
    assert codes(early) == ["not_accepted_yet"]


def test_what_was_told_before_decisions_waited_is_waited_for_after_the_upgrade(
    case: Case, hearing: Hearing, decide: Callable[[datetime], Any]
) -> None:
    case.holds.all().delete()
    Case.objects.filter(pk=case.pk).update(open_holds=0)
    import_module("tongban.cases.migrations.0022_hearings_told_before").hold_back(apps, None)
    hold = case.holds.get()
    assert (hold.kind, hold.refers_to, hold.until_on, hold.blocks) == ("hearing", hearing.pk, LAST_DAY, "decision")
    with pytest.raises(CannotDecide) as waits:
        decide(at(9))
    assert codes(waits) == ["hearing_may_be_asked_for"]
    decide(at(10))
