"""What officers do on the matter page, with plain form posts."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.actions import accept_case, decide_case, give_opinion
from tongban.cases.models import Case, Decision
from tongban.cases.tests.conftest import FORM, Town, make_town, signed_in
from tongban.kernel.journal import entries_of
from tongban.matters.models import Matter, Step
from tongban.people.models import Officer


def act(name: str, case: Case, *more: Any) -> str:
    return reverse(f"cases:{name}", args=[case.matter.number, *more])


def matter_page(case: Case) -> str:
    return reverse("matters:matter", args=[case.matter.number])


def seen(officer: Officer, case: Case) -> str:
    answer = signed_in(officer).get(matter_page(case))
    assert answer.status_code == 200
    return answer.content.decode()


def accepted(town: Town) -> Case:
    now = timezone.now()
    return accept_case(case=town.case(now=now), by=town.clerk, now=now)


def reviewed(town: Town) -> Case:
    case = accepted(town)
    for code, officer in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        step = case.matter.steps.get(code=code)
        give_opinion(step=step, outcome="agree", opinion="符合条件", by=officer, now=timezone.now())
    return case


def decided(town: Town) -> Case:
    return decide_case(case=reviewed(town), outcome="granted", reasons="", by=town.approver, now=timezone.now()).case


def last_told(case: Case) -> dict[str, Any]:
    """What the journal says last of a case."""
    *_, last = entries_of(case.matter.subject)
    return json.loads(last.body)


def state(case: Case) -> str:
    return Matter.objects.get(pk=case.matter_id).state


@pytest.fixture
def clerk(town: Town) -> Client:
    return signed_in(town.clerk)


def test_the_page_offers_what_this_officer_may_do_now(town: Town) -> None:
    case = town.case(now=timezone.now())
    text = seen(town.clerk, case)
    for name in ("accept", "notify", "correct", "turn_away"):
        assert act(name, case) in text
    assert act("decide", case) not in text

    accept_case(case=case, by=town.clerk, now=timezone.now())
    assert act("accept", case) not in seen(town.clerk, case)
    step = case.matter.steps.get(code="visit")
    assert act("opinion", case, step.pk) in seen(town.market_reviewer, case)
    assert act("opinion", case, step.pk) not in seen(town.streets_reviewer, case)


@pytest.mark.parametrize("make", [lambda town: town.case(now=timezone.now()), reviewed, decided])
def test_the_page_takes_a_bounded_number_of_queries(
    town: Town, make: Callable[[Town], Case], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = make(town)
    client = signed_in(town.approver)
    client.get(matter_page(case))
    with django_assert_max_num_queries(25):
        assert client.get(matter_page(case)).status_code == 200


def test_a_case_is_taken_on_and_the_page_says_so(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    answer = clerk.post(act("accept", case), follow=True)
    assert answer.redirect_chain[-1][0] == matter_page(case)
    assert "已受理。" in answer.content.decode()
    assert "已经过了受理环节" in clerk.post(act("accept", case), follow=True).content.decode()  # a second click


def test_an_officer_of_another_office_finds_no_such_case(town: Town) -> None:
    case = town.case(now=timezone.now())
    stranger = signed_in(town.streets_reviewer)
    for name in ("accept", "notify", "turn_away", "correct", "decide", "hand_over"):
        assert stranger.post(act(name, case)).status_code == 404
    assert state(case) == "received"


def test_who_is_not_an_officer_is_sent_to_sign_in(town: Town) -> None:
    case = town.case(now=timezone.now())
    for client in (Client(), signed_in(town.account)):
        assert client.post(act("accept", case)).status_code in {302, 403}
    assert state(case) == "received"


def test_who_may_see_but_not_accept_is_told_so(town: Town) -> None:
    case = town.case(now=timezone.now())
    answer = signed_in(town.approver).post(act("notify", case), {"is_layout": "on", "what_layout": "缺尺寸"})
    assert answer.status_code == 403


@pytest.mark.requirement("E22")
def test_the_notice_asks_for_words_and_goes_out_once(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    notify = act("notify", case)
    assert "请至少指出一项" in clerk.post(notify, {}).content.decode()
    answer = clerk.post(notify, {"is_layout": "on", "what_layout": "", "is_form": "on", "what_form": "店名有误"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明“布局流程图”有什么问题" in text
    assert "店名有误</textarea>" in text

    sent = {"is_layout": "on", "what_layout": "没有标尺寸", "is_form": "on", "what_form": "店名有误"}
    assert "告知书已发出" in clerk.post(notify, sent, follow=True).content.decode()
    assert [gap["about"] for gap in Case.objects.get(pk=case.pk).correction.gaps] == ["form", "layout"]
    assert clerk.post(notify, sent).status_code == 409


def test_what_is_missing_is_ticked_beforehand(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    case.papers.filter(spec__code="plan").delete()
    text = clerk.get(act("notify", case)).content.decode()
    assert "还没有提交，请补交。" in text
    assert "还没有收到：设备清单" in seen(town.clerk, case)
    answer = clerk.post(act("accept", case), follow=True)
    assert "还差一份材料：设备清单" in answer.content.decode()
    assert state(case) == "received"


def test_turning_away_names_ground_reasons_and_the_right_office(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    turn_away = act("turn_away", case)
    assert "请选择是哪一种情况" in clerk.post(turn_away, {}).content.decode()
    answer = clerk.post(turn_away, {"ground": "outside_power", "reasons": "不归我们管"})
    assert answer.status_code == 409
    assert "不归我们管" in answer.content.decode()  # what was typed is still there
    assert "必须写明应向哪个机关申请" in answer.content.decode()

    sent = {"ground": "outside_power", "reasons": "不归我们管", "right_office": town.streets.pk}
    assert clerk.post(turn_away, sent).status_code == 302
    assert state(case) == "closed"


def test_no_licence_needed_is_one_of_the_grounds(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    clerk.post(act("turn_away", case), {"ground": "not_needed", "reasons": "备案即可"})
    assert Matter.objects.get(pk=case.matter_id).outcome == "not_needed"


def test_a_slip_is_put_right_and_only_what_changed_is_written_down(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    correct = act("correct", case)
    assert clerk.post(correct, FORM | {"area": "0"}).status_code == 422
    assert "没有改动任何内容" in clerk.post(correct, FORM).content.decode()
    clerk.post(correct, FORM | {"area": "130"})
    assert Case.objects.get(pk=case.pk).form.clear()["area"] == 130
    assert last_told(case)["fields"] == ["area"]


def test_two_offices_speak_side_by_side(town: Town) -> None:
    case = accepted(town)
    for code, officer in (("drain", town.streets_reviewer), ("visit", town.market_reviewer)):
        step = case.matter.steps.get(code=code)
        answer = signed_in(officer).post(
            act("opinion", case, step.pk), {"outcome": "agree", "opinion": "符合"}, follow=True
        )
        assert "意见已提交" in answer.content.decode()
    assert "各方意见：2 个环节同意" in seen(town.approver, case)


def test_an_objection_without_a_reason_is_given_back_with_what_was_chosen(town: Town) -> None:
    case = accepted(town)
    step = case.matter.steps.get(code="visit")
    answer = signed_in(town.market_reviewer).post(act("opinion", case, step.pk), {"outcome": "object", "opinion": ""})
    assert answer.status_code == 409
    assert "请写明理由" in answer.content.decode()
    assert Step.objects.get(pk=step.pk).state == Step.State.OPEN
    assert signed_in(town.market_reviewer).post(act("opinion", case, 7), {}).status_code == 404


def test_who_decides_is_shown_what_an_office_objects_to(town: Town) -> None:
    case = accepted(town)
    for code, officer, outcome in (
        ("visit", town.market_reviewer, "object"), ("drain", town.streets_reviewer, "agree"),
    ):  # fmt: skip
        step = case.matter.steps.get(code=code)
        give_opinion(step=step, outcome=outcome, opinion="生熟不分", by=officer, now=timezone.now())
    text = seen(town.approver, case)
    assert "市场监督管理局不同意：生熟不分" in text
    assert "各方意见：2" not in text


def test_the_decision_keeps_what_was_typed_when_it_is_refused(town: Town) -> None:
    case = accepted(town)
    approver = signed_in(town.approver)
    answer = approver.post(act("decide", case), {"outcome": "refused", "reasons": "油烟直排"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "油烟直排" in text
    assert state(case) == "accepted"


def test_a_grant_is_decided_and_the_applicant_can_fetch_it(town: Town) -> None:
    case = reviewed(town)
    answer = signed_in(town.approver).post(act("decide", case), {"outcome": "granted", "reasons": ""}, follow=True)
    assert "决定已作出" in answer.content.decode()
    assert state(case) == "decided"


def test_an_instant_item_is_done_in_one_go_by_one_officer(town: Town, clerk: Client) -> None:
    case = town.case(town.signboard, now=timezone.now())
    text = seen(town.clerk, case)
    assert "审核合一事项" in text
    assert act("accept", case) not in text
    clerk.post(act("decide_instantly", case))
    assert state(case) == "decided"


def test_the_result_is_handed_over_by_code_or_by_card(town: Town, clerk: Client) -> None:
    case = decided(town)
    hand_over = act("hand_over", case)
    assert "查询码或身份不符" in clerk.post(hand_over, {"code": "WRONG234"}).content.decode()
    assert clerk.post(hand_over, {}).status_code == 409
    assert clerk.post(hand_over, {"identity": "110101199003070000"}).status_code == 409
    assert clerk.post(hand_over, {"identity": town.applicant.identity.clear()}).status_code == 302
    assert state(case) == "closed"
    assert clerk.post(hand_over, {"code": case.matter.told_code()}).status_code == 409

    other = decided(town)
    assert clerk.post(act("hand_over", other), {"code": other.matter.told_code().lower()}).status_code == 302


def test_a_masked_answer_is_shown_for_a_purpose_that_is_written_down(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    case.form = FORM | {"phone": "19900000001"}
    case.save()
    assert "19900000001" not in seen(town.clerk, case)

    reveal = act("reveal", case, "phone")
    assert clerk.post(reveal, {"purpose": " "}).status_code == 409
    assert clerk.post(act("reveal", case, "nothing"), {"purpose": "核对"}).status_code == 409
    shown = clerk.post(reveal, {"purpose": "联系申请人"}, headers={"HX-Request": "true"})
    assert shown.content.decode() == "19900000001"
    page = clerk.post(reveal, {"purpose": "联系申请人"}).content.decode()  # without scripts: a page of its own
    assert "19900000001" in page
    assert matter_page(case) in page
    assert last_told(case)["purpose"] == "联系申请人"


def test_after_an_act_the_officer_is_led_back_but_never_to_another_site(town: Town, clerk: Client) -> None:
    case = town.case(now=timezone.now())
    assert clerk.post(act("accept", case) + "?next=/desk/")["Location"] == "/desk/"
    assert clerk.post(act("accept", case) + "?next=//evil.example/")["Location"] == matter_page(case)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told(
    transactional_db: None, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_DIR = tmp_path
    town = make_town()
    case, barrier = reviewed(town), Barrier(2)
    clients = [signed_in(town.approver), signed_in(town.chief)]

    def decide(client: Client, outcome: str) -> HttpResponse:
        barrier.wait()
        try:
            return client.post(act("decide", case), {"outcome": outcome, "reasons": "理由"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, clients, ("granted", "refused")))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    loser = next(answer for answer in answers if answer.status_code == 409)
    assert "已经作出决定" in loser.content.decode() or "已完成" in loser.content.decode()
    assert Decision.objects.count() == 1
    assert state(case) == "decided"
