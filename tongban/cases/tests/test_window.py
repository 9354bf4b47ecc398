"""The window desk: who came and for whom, the visit and its end, results handed over."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case
from tongban.cases.tests.at_window import CARD, DESK, FIRM, read_card, receive, received, seated, sheet
from tongban.cases.tests.conftest import Town
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.models import Account, Authorisation, Officer, Party, Post
from tongban.windows.actions import bind_items, set_device
from tongban.windows.models import Visit, Window


def test_whoever_sits_at_no_window_is_told_so(client: Client, town: Town) -> None:
    town.approver.account = Account.objects.create(kind="staff", username="approver")
    town.approver.save()
    client.force_login(town.approver.account)
    answer = client.get(DESK)
    assert answer.status_code == 403
    assert "没有安排窗口" in answer.text
    assert reverse("cases:window") not in client.get("/desk/").text.split("<main")[0]


@pytest.mark.requirement("C03")
def test_a_card_is_read_and_the_visit_begins_and_is_resumed(clerk: Client, window: Window) -> None:
    came = read_card(clerk)
    page = clerk.get(DESK + came).text
    assert "孙*" in page
    assert CARD.name not in page
    assert CARD.identity not in page

    assert clerk.post(reverse("cases:begin_visit") + came, {"whom": "own", "phone": "19900000009"}).status_code == 302
    for _reload in range(2):
        assert "本人办理" in clerk.get(DESK).text
    visit = Visit.objects.get()
    assert visit.handler_id == visit.party_id
    assert visit.party.phone.clear() == "19900000009"
    assert visit.party.assurance == Party.Assurance.SEEN


def test_two_visits_never_stand_at_one_window(clerk: Client, visit: Visit) -> None:
    answer = clerk.post(reverse("cases:begin_visit") + read_card(clerk, "1"), {"whom": "own"})
    assert answer.status_code == 409
    assert "还有一次到访没有结束" in answer.text
    assert Visit.objects.count() == 1


@pytest.mark.requirement("C03")
def test_an_agent_comes_for_a_firm_with_a_new_authorisation(clerk: Client) -> None:
    until = local_day(timezone.now()) + timedelta(days=30)
    mandate = {
        "whom": "new", "identity_kind": "uscc", "identity": FIRM.lower(), "name": "云州启航科技有限公司",
        "kind": "power_of_attorney", "scope": "办理食品经营许可", "until": until.isoformat(), "is_seen": "on",
    }  # fmt: skip
    assert clerk.post(reverse("cases:begin_visit") + read_card(clerk), mandate).status_code == 302
    page = clerk.get(DESK).text
    assert "云州启航科技有限公司" in page
    assert "经办人 孙*" in page
    given = Authorisation.objects.get()
    assert (given.scope, given.until, given.party.identity.clear()) == ("办理食品经营许可", until, FIRM)

    clerk.post(reverse("cases:end_visit"), {"outcome": "consultation"})
    again = clerk.get(DESK + read_card(clerk)).text
    assert "云州启航科技有限公司（办理食品经营许可）" in again


def test_a_mandate_that_cannot_stand_names_what_is_wrong_and_keeps_what_was_typed(clerk: Client) -> None:
    wrong = {
        "whom": "new", "identity_kind": "uscc", "identity": "91990102MA0000001X", "name": "云州启航科技有限公司",
        "kind": "power_of_attorney", "scope": "办理食品经营许可", "until": "2020-01-01",
    }  # fmt: skip
    answer = clerk.post(reverse("cases:begin_visit") + read_card(clerk), wrong)
    assert answer.status_code == 422
    for words in ("校验码", "授权已经过期", "请先核验授权委托书", "云州启航科技有限公司", "91990102MA0000001X"):
        assert words in answer.text
    assert not Visit.objects.exists()
    assert not Authorisation.objects.exists()


def test_an_authorisation_that_ran_out_is_shown_and_not_accepted(clerk: Client) -> None:
    came = read_card(clerk)
    firm = Party(kind="organisation", name="云州旧友食品有限公司", identity_kind="uscc")
    firm.identity = FIRM
    firm.save()
    over = Authorisation.objects.create(
        party=firm, agent=Party.objects.get(identity_kind="citizen-id", assurance="seen"), scope="代办",
        since=date(2024, 1, 1), until=date(2024, 12, 31),
    )  # fmt: skip
    page = clerk.get(DESK + came).text
    assert "已经失效的授权" in page
    assert f'value="{over.pk}"' not in page
    assert clerk.post(reverse("cases:begin_visit") + came, {"whom": str(over.pk)}).status_code == 422
    assert not Visit.objects.exists()


def test_an_impossible_identity_is_refused_and_kept_on_the_page(clerk: Client) -> None:
    typed = {"name": "钱多多", "identity_kind": "citizen-id", "identity": "990102199013080221"}
    answer = clerk.post(reverse("cases:came"), typed)
    assert answer.status_code == 422
    assert "出生日期" in answer.text
    assert "990102199013080221" in answer.text
    assert "<details" in answer.text
    assert " open>" in answer.text


def test_a_reader_that_is_missing_leads_to_typing(clerk: Client, window: Window) -> None:
    set_device(window=window, kind="card_reader", adapter="demo", condition="missing", by=SYSTEM, now=timezone.now())
    answer = clerk.post(reverse("cases:read_card"), {"card": "0"})
    assert answer.status_code == 409
    assert "没有连接身份证读卡器" in answer.text
    typed = {"name": CARD.name, "identity_kind": "citizen-id", "identity": CARD.identity}
    assert "came=" in clerk.post(reverse("cases:came"), typed)["Location"]


def test_who_stands_there_cannot_be_made_up(clerk: Client, town: Town) -> None:
    assert "谁来了" in clerk.get(f"{DESK}?came={town.applicant.pk}:abc:def").text
    assert clerk.post(reverse("cases:begin_visit") + "?came=1", {"whom": "own"})["Location"] == DESK
    assert not Visit.objects.exists()


def test_items_are_found_by_initials_and_only_those_of_this_window(
    clerk: Client, visit: Visit, town: Town, window: Window
) -> None:
    ask = {"headers": {"HX-Request": "true"}}
    found = clerk.get(reverse("cases:window_items"), {"q": "spjy"}, **ask).text
    assert "食品经营许可" in found
    assert "<html" not in found
    now = timezone.now()
    bind_items(window=window, item_codes=[town.signboard.code], since=local_day(now), by=SYSTEM, now=now)
    assert "没有与“spjy”对得上的事项" in clerk.get(reverse("cases:window_items"), {"q": "spjy"}, **ask).text
    refused = clerk.get(sheet(town.restaurant))
    assert refused.status_code == 409
    assert "本窗口不受理“食品经营许可”" in refused.text
    assert receive(clerk, town.restaurant).status_code == 409
    assert not Case.objects.exists()


@pytest.mark.requirement("C03")
@pytest.mark.requirement("C03")
@pytest.mark.requirement("C03")
def test_an_instant_item_is_decided_and_handed_over_at_once(clerk: Client, visit: Visit, town: Town) -> None:
    Post.objects.create(office=town.bureau, kind=Post.Kind.DELIVERY, name="出件岗", holder_a=town.clerk)
    case = received(clerk, town.signboard, **{"kept-drawing": "on"})
    back = f"{DESK}?case={case.matter.number}"
    page = clerk.get(back).text
    decide = reverse("cases:decide_instantly", args=[case.matter.number])
    assert f"{decide}?next=" in page
    assert clerk.post(f"{decide}?next={back}")["Location"] == back
    assert "已办结，待领取" in clerk.get(back).text

    assert clerk.post(reverse("cases:deliver", args=[case.matter.number])).status_code == 302
    case.matter.refresh_from_db()
    assert (case.matter.state, case.delivery.checked_by) == (Matter.State.CLOSED, "identity")
    assert clerk.post(reverse("cases:deliver", args=[case.matter.number])).status_code == 409


def test_an_act_leads_back_only_to_pages_of_ours(clerk: Client, visit: Visit, town: Town) -> None:
    case = received(clerk, town.restaurant, **{"seen-plan": "on"})
    accept = reverse("cases:accept", args=[case.matter.number])
    answer = clerk.post(f"{accept}?next=//elsewhere/")
    assert answer["Location"] == reverse("matters:matter", args=[case.matter.number])


def test_contracted_staff_receive_and_do_not_accept(town: Town, window: Window) -> None:
    Officer.objects.filter(pk=town.clerk.pk).update(is_contracted=True)
    town.clerk.refresh_from_db()
    client = seated(town.clerk, window)
    client.post(reverse("cases:begin_visit") + read_card(client), {"whom": "own"})
    case = received(client, town.restaurant)
    page = client.get(f"{DESK}?case={case.matter.number}").text
    assert case.matter.told_code() in page
    assert "您没有受理权限" in page
    for name in ("accept", "decide_instantly", "notify", "turn_away"):
        assert reverse(f"cases:{name}", args=[case.matter.number]) not in page


def test_a_visit_ends_with_what_came_of_it(clerk: Client, visit: Visit, town: Town) -> None:
    refused = clerk.post(reverse("cases:end_visit"), {"outcome": "case"})
    assert refused.status_code == 409
    assert "还没有收件" in refused.text
    assert clerk.post(reverse("cases:end_visit"), {"outcome": "nonsense"}).status_code == 409
    received(clerk, town.restaurant)
    assert clerk.post(reverse("cases:end_visit"), {"outcome": "case"}).status_code == 302
    visit.refresh_from_db()
    assert visit.outcome == "case"
    assert "今天接待过" in clerk.get(DESK).text
    assert clerk.post(reverse("cases:end_visit"), {"outcome": "case"})["Location"] == DESK
    assert clerk.get(sheet(town.restaurant))["Location"] == DESK


def test_the_visit_of_a_colleague_is_left_alone(visit: Visit, window: Window, town: Town) -> None:
    other = seated(town.chief, window)
    assert "正在接待" in other.get(DESK).text
    assert other.get(sheet(town.restaurant))["Location"] == DESK
    assert other.post(reverse("cases:end_visit"), {"outcome": "consultation"})["Location"] == DESK
    visit.refresh_from_db()
    assert visit.is_open


@pytest.fixture
def waiting(clerk: Client, visit: Visit, town: Town) -> Case:
    """A decided case that waits to be fetched; the visit is over."""
    case = received(clerk, town.signboard, **{"kept-drawing": "on"})
    clerk.post(reverse("cases:decide_instantly", args=[case.matter.number]))
    clerk.post(reverse("cases:end_visit"), {"outcome": "case"})
    return case


@pytest.mark.requirement("C03")
def test_a_result_is_found_by_number_code_and_card(clerk: Client, waiting: Case) -> None:
    address = reverse("cases:pick_up")
    for text in (waiting.matter.number, waiting.matter.told_code().lower()):
        page = clerk.post(address, {"text": text}).text
        assert reverse("cases:hand_over", args=[waiting.matter.number]) in page
        assert ("查询码已核对" in page) is (text == waiting.matter.told_code().lower())
        assert CARD.name not in page
    assert "没有查到" in clerk.post(address, {"text": "AAAAAAAA"}).text
    assert clerk.post(address, {"text": ""}).status_code == 422

    answer = clerk.post(reverse("cases:read_card"), {"card": "0", "pick_up": "1"})
    by_card = answer["Location"]
    assert f'value="{waiting.matter.number}" checked' in clerk.get(by_card).text
    stranger = clerk.post(reverse("cases:read_card"), {"card": "2", "pick_up": "1"})["Location"]
    assert "没有查到" in clerk.get(stranger).text
    collect, sent = reverse("cases:collect"), {"number": waiting.matter.number, "signature": "pad"}
    assert clerk.post(f"{collect}?{stranger.partition('?')[2]}", sent).status_code == 404

    clerk.post(f"{collect}?{by_card.partition('?')[2]}", sent)
    waiting.matter.refresh_from_db()
    assert waiting.matter.state == Matter.State.CLOSED
    assert (waiting.delivery.signature, waiting.delivery.checked_by) == ("pad", "identity")


def test_pages_of_the_desk_ask_the_database_little(
    clerk: Client, visit: Visit, town: Town, django_assert_max_num_queries: Any
) -> None:
    first = received(clerk, town.restaurant)
    for number in range(4):
        receive(clerk, town.restaurant, do="capture:layout")
        received(clerk, town.restaurant, key=f"more{number}")
    with django_assert_max_num_queries(40):
        clerk.get(f"{DESK}?case={first.matter.number}")
    with django_assert_max_num_queries(30):
        clerk.get(DESK)
    with django_assert_max_num_queries(34):
        clerk.get(sheet(town.signboard))
    with django_assert_max_num_queries(18):
        clerk.get(reverse("cases:window_items"), {"q": "spjy"}, headers={"HX-Request": "true"})


def test_a_card_read_too_long_ago_is_read_again(clerk: Client) -> None:
    came = read_card(clerk)
    with patch("django.core.signing.time.time", return_value=timezone.now().timestamp() + 3600):
        assert "谁来了" in clerk.get(DESK + came).text
