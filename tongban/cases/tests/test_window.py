"""The window desk: from the card to the receipt, and what it refuses."""

import re
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case, Paper
from tongban.cases.tests.conftest import PDF, Town
from tongban.catalogue.models import Item, ItemVersion, MaterialSpec, SearchTerm
from tongban.catalogue.rules.words import index_terms
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.models import Account, Authorisation, Officer, Party, Post
from tongban.people.rules.identifiers import make_uscc
from tongban.windows.actions import bind_items, seat_officer, set_device
from tongban.windows.devices import DEMO_CARDS
from tongban.windows.models import Device, ServicePoint, Visit, Window

DESK = "/desk/window/"
CARD = DEMO_CARDS[0]
FIRM = make_uscc(7_000_001, region="990102", department="9")
FILLED = {"q-dishes": "hot", "f-name": "云味小馆", "f-area": "120", "deliver_way": "window", "key": "one"}
SEEN = {"seen-layout": "on", "copy-layout": "on", "pages-layout": "3"}
NOW_ISH = timedelta(days=400)


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def window(town: Town) -> Window:
    point = ServicePoint.objects.create(
        office=town.bureau, name="云州市政务服务中心", address="云水路1号", hours="9:00—17:00", phone="0999-1"
    )
    made = Window.objects.create(service_point=point, number="12", name="综合受理", kind=Window.Kind.ANY)
    now = timezone.now()
    for item in (town.restaurant, town.signboard):
        _index(item)
    since = local_day(now) - NOW_ISH
    bind_items(window=made, item_codes=[town.restaurant.code, town.signboard.code], since=since, by=SYSTEM, now=now)
    for kind in Device.Kind.values:
        set_device(window=made, kind=kind, adapter="demo", by=SYSTEM, now=now)
    return made


@pytest.fixture
def clerk(town: Town, window: Window) -> Client:
    return seated(town.clerk, window)


@pytest.fixture
def visit(clerk: Client, window: Window) -> Visit:
    """孙倩 has come for herself."""
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), {"whom": "own"})
    return Visit.objects.get(window=window, ended_at=None)


def seated(officer: Officer, window: Window) -> Client:
    officer.account = Account.objects.create(kind="staff", username=f"staff{officer.pk}")
    officer.save()
    now = timezone.now()
    seat_officer(window=window, officer=officer, since=local_day(now), by=SYSTEM, now=now)
    client = Client()
    client.force_login(officer.account)
    return client


def read_card(client: Client, card: str = "0") -> str:
    """Read a card and return the part of the address that says who stands there."""
    answer = client.post(reverse("cases:read_card"), {"card": card})
    assert answer.status_code == 302
    return "?" + answer["Location"].partition("?")[2]


def _index(item: Item) -> None:
    terms = index_terms(title=item.catalog_item.name, own_words=("饭店",), department_words=())
    SearchTerm.objects.bulk_create(
        SearchTerm(item=item, token=term.token, kind=term.kind, weight=term.weight) for term in terms
    )


def published_anew(item: Item, *, paper: str = "效果图", **changes: Any) -> None:
    """Publish another version of an item, which asks one paper."""
    old = item.current
    assert old is not None
    given = {"form_schema": old.form_schema, "receipt_rule": old.receipt_rule, **changes}
    version = ItemVersion.objects.create(
        item=item, number=2, title=old.title, is_instant=old.is_instant, created_at=timezone.now(), **given
    )
    MaterialSpec.objects.create(version=version, position=1, code="drawing", name=paper, why="看样式")
    version.state, version.published_at = ItemVersion.State.PUBLISHED, timezone.now()
    version.save()
    item.current = version
    item.save()


def sheet(item: Item) -> str:
    return reverse("cases:window_item", args=[item.code])


def receive(client: Client, item: Item, **changes: Any) -> Any:
    return client.post(sheet(item), {**FILLED, **SEEN, **changes})


def received(client: Client, item: Item, **changes: Any) -> Case:
    answer = receive(client, item, **changes)
    assert answer.status_code == 302, answer.text
    return Case.objects.select_related("matter").get(matter__number=answer["Location"].partition("case=")[2])


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


@pytest.mark.requirement("A18")
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
def test_an_application_is_received_with_its_papers_and_the_receipt_is_shown(
    clerk: Client, visit: Visit, town: Town
) -> None:
    case = received(clerk, town.restaurant)
    page = clerk.get(f"{DESK}?case={case.matter.number}").text
    assert case.matter.number in page
    assert case.matter.query_code in page
    assert reverse("documents:document", args=[PrintedDocument.objects.get(kind="receipt").number]) in page
    paper = case.papers.get()
    assert (paper.original_seen, paper.copy_kept, paper.original_kept, paper.pages) == (True, True, False, 3)
    assert case.visit_id == visit.pk
    assert case.received_by == town.clerk


def test_a_double_click_opens_one_case(clerk: Client, visit: Visit, town: Town) -> None:
    assert received(clerk, town.restaurant) == received(clerk, town.restaurant)
    assert received(clerk, town.restaurant, key="two") != Case.objects.first()
    assert Case.objects.count() == 2


def test_a_form_with_gaps_keeps_what_was_typed(clerk: Client, visit: Visit, town: Town) -> None:
    answer = receive(clerk, town.restaurant, **{"f-area": "很大"})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert 'value="很大"' in answer.text
    assert 'value="云味小馆"' in answer.text
    assert re.search(r'name="seen-layout"[^>]*checked', answer.text)
    assert 'name="key" value="one"' in answer.text
    assert not Case.objects.exists()


def test_personal_values_we_know_stay_on_the_server(clerk: Client, visit: Visit, town: Town) -> None:
    head = {"type": "string", "title": "负责人", "autofill": "party.name"}
    schema = {"properties": {"head": head}, "required": ["head"]}
    published_anew(town.restaurant, form_schema=schema)

    page = clerk.get(sheet(town.restaurant)).text
    assert CARD.name not in page
    assert "不填就用：孙*" in page
    assert received(clerk, town.restaurant).form.clear()["head"] == CARD.name
    assert received(clerk, town.restaurant, key="two", **{"f-head": "周启航"}).form.clear()["head"] == "周启航"


def test_pages_are_captured_and_become_files_of_the_case(clerk: Client, visit: Visit, town: Town) -> None:
    for page in (1, 2):
        answer = receive(clerk, town.restaurant, do="capture:layout")
        assert answer.status_code == 200
        assert f"第 {page} 张" in answer.text
        assert "请填写" not in answer.text
    case = received(clerk, town.restaurant)
    papers = list(case.papers.order_by("pk"))
    assert [paper.pages for paper in papers] == [2, 1]
    assert all(paper.file and paper.provenance == Paper.Provenance.SCANNED for paper in papers)
    receipt = PrintedDocument.objects.get(kind="receipt")
    assert [(line["name"], line["pages"]) for line in receipt.content["papers"]] == [("布局流程图", 3)]
    assert "第 1 张" not in clerk.get(sheet(town.restaurant)).text


def test_a_scan_is_taken_away_again(clerk: Client, visit: Visit, town: Town) -> None:
    page = receive(clerk, town.restaurant, do="capture:layout").text
    (remove,) = re.findall(r'value="(remove:\d+)"', page)
    assert "第 1 张" not in receive(clerk, town.restaurant, do=remove).text
    assert receive(clerk, town.restaurant, do="remove:x").status_code == 200


def test_a_camera_that_is_missing_and_a_file_too_large_keep_the_sheet(
    clerk: Client, visit: Visit, town: Town, window: Window, settings: Any
) -> None:
    set_device(
        window=window, kind="document_camera", adapter="demo", condition="missing", by=SYSTEM, now=timezone.now()
    )
    answer = receive(clerk, town.restaurant, do="capture:layout")
    assert answer.status_code == 409
    assert "没有连接高拍仪" in answer.text
    assert 'value="云味小馆"' in answer.text

    settings.FILE_LIMIT = 10
    large = {"file-layout": SimpleUploadedFile("平面图.pdf", PDF)}
    answer = receive(clerk, town.restaurant, **large)
    assert answer.status_code == 422
    assert "超过" in answer.text
    assert 'value="云味小馆"' in answer.text
    assert not Case.objects.exists()


def test_a_file_sent_twice_is_one_page(clerk: Client, visit: Visit, town: Town) -> None:
    for _again in range(2):
        answer = receive(clerk, town.restaurant, do="update", **{"file-layout": SimpleUploadedFile("a.pdf", PDF)})
    assert "第 1 张" in answer.text
    assert "第 2 张" not in answer.text


@pytest.mark.requirement("C03")
def test_one_set_of_papers_serves_several_items(clerk: Client, visit: Visit, town: Town) -> None:
    published_anew(town.signboard, paper="布局流程图")
    receive(clerk, town.restaurant, do="capture:layout")
    first = received(clerk, town.restaurant)
    page = clerk.get(sheet(town.signboard)).text
    shown = first.papers.get()
    assert re.search(rf'<option value="{shown.pk}" selected>布局流程图（食品经营许可）', page)

    second = received(clerk, town.signboard, **{"from-drawing": str(shown.pk)})
    reused = second.papers.get()
    assert reused.file_id == shown.file_id
    assert reused.original_seen
    assert reused.spec.code == "drawing"


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
    answer = clerk.post(f"{accept}?next=https://elsewhere.example/")
    assert answer["Location"] == reverse("matters:matter", args=[case.matter.number])


def test_contracted_staff_receive_and_do_not_accept(town: Town, window: Window) -> None:
    Officer.objects.filter(pk=town.clerk.pk).update(is_contracted=True)
    town.clerk.refresh_from_db()
    client = seated(town.clerk, window)
    client.post(reverse("cases:begin_visit") + read_card(client), {"whom": "own"})
    case = received(client, town.restaurant)
    page = client.get(f"{DESK}?case={case.matter.number}").text
    assert case.matter.query_code in page
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


def test_the_form_is_printed_once_for_the_signature(clerk: Client, visit: Visit, town: Town) -> None:
    case = received(clerk, town.restaurant)
    address = reverse("cases:print_form", args=[case.matter.number])
    assert clerk.post(address)["Location"] == clerk.post(address)["Location"]
    printed = PrintedDocument.objects.get(kind="application_form")
    lines = printed.content["sections"][0]["lines"]
    assert {"label": "字号", "value": "云味小馆"} in lines
    assert clerk.get(reverse("documents:document", args=[printed.number])).content.startswith(b"%PDF")
    assert clerk.post(reverse("cases:print_form", args=["990100-000000-000000-0"])).status_code == 404


def test_the_authorisation_is_kept_as_a_scan(clerk: Client, window: Window) -> None:
    mandate = {
        "whom": "new", "identity_kind": "uscc", "identity": FIRM, "name": "云州启航科技有限公司",
        "kind": "legal_representative", "scope": "全部事项", "is_seen": "on",
    }  # fmt: skip
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), mandate)
    clerk.post(reverse("cases:scan_authorisation"))
    assert "第 1 张" in clerk.get(DESK).text
    clerk.post(reverse("cases:scan_authorisation"), {"file": SimpleUploadedFile("授权.pdf", PDF)})
    page = clerk.get(DESK).text
    assert "第 2 张" in page
    scan = clerk.get(re.findall(r'href="(/files/\d+/)"', page)[0])
    assert b"".join(scan.streaming_content).startswith(b"\x89PNG")
    refused = clerk.post(
        reverse("cases:scan_authorisation"), {"file": SimpleUploadedFile("授权.exe", b"MZ")}, follow=True
    )
    assert "notice-alarm" in refused.text


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
    for text in (waiting.matter.number, waiting.matter.query_code.lower()):
        page = clerk.post(address, {"text": text}).text
        assert reverse("cases:hand_over", args=[waiting.matter.number]) in page
        assert ("查询码已核对" in page) is (text == waiting.matter.query_code.lower())
        assert CARD.name not in page
    assert "没有查到" in clerk.post(address, {"text": "AAAAAAAA"}).text
    assert clerk.post(address, {"text": ""}).status_code == 422

    answer = clerk.post(reverse("cases:read_card"), {"card": "0", "pick_up": "1"})
    by_card = answer["Location"]
    assert reverse("cases:hand_over_by_card", args=[waiting.matter.number]) in clerk.get(by_card).text
    stranger = clerk.post(reverse("cases:read_card"), {"card": "2", "pick_up": "1"})["Location"]
    assert "没有查到" in clerk.get(stranger).text
    hand_over = reverse("cases:hand_over_by_card", args=[waiting.matter.number])
    assert clerk.post(f"{hand_over}?{stranger.partition('?')[2]}").status_code == 404

    clerk.post(f"{hand_over}?{by_card.partition('?')[2]}")
    waiting.matter.refresh_from_db()
    assert waiting.matter.state == Matter.State.CLOSED


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
