"""The pages of delegations and agreements: entered by who manages the catalogue, read by everybody."""

import io
import json
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongban.catalogue.models import AgreedItem, Agreement, Delegation, Item
from tongban.catalogue.queries.agreements import check
from tongban.catalogue.queries.exchange import json_chunks, records
from tongban.catalogue.queries.partners import read_partner_workbook
from tongban.catalogue.rules.partners import NotReadable, read_partner_file
from tongban.catalogue.tests.test_agreements import partner_says
from tongban.catalogue.tests.workbooks import sample
from tongban.people.models import Account, Office, Officer, RoleGrant

ROWS = {"papers-TOTAL_FORMS": "3", "papers-INITIAL_FORMS": "0"}
PARTNER = {"partner_code": "880101", "partner_name": "邻州市", "partner_province": "邻省"}
DAYS = {"signed_on": "2026-04-20", "since": "2026-04-20"}


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.select_related("office", "catalog_item", "current").get(
        catalog_item__code="990131001000", office__region__name="云城区"
    )


@pytest.fixture
def manager(client: Client, food: Item, now: datetime) -> Client:
    account = Account.objects.create(kind=Account.Kind.STAFF, username="manager")
    officer = Officer.objects.create(
        account=account, office=food.office, name="林芳", staff_number="9", joined_on=now.date()
    )
    RoleGrant.objects.create(officer=officer, role="item_manager", office=food.office, since=date(2026, 1, 1))
    client.force_login(account)
    return client


@pytest.fixture
def agreement(manager: Client, food: Item) -> Agreement:
    typed = {"office": food.office_id, "title": "通办合作协议", "reach": "provinces", **PARTNER, **DAYS}
    assert manager.post("/desk/agreements/new/", typed).status_code == 302
    return Agreement.objects.get()


@pytest.fixture
def town(food: Item) -> Office:
    return Office.objects.create(
        name="城关镇人民政府", short_name="城关镇", uscc="11990102MB0000001X", kind="town", level="5",
        region=food.office.region,
    )  # fmt: skip


@pytest.mark.requirement("F03")
def test_a_manager_delegates_to_a_town_and_ends_it_and_the_guide_makes_it_public(
    manager: Client, food: Item, town: Office
) -> None:
    address = f"/desk/items/{food.code}/delegate/"
    assert "城关镇人民政府" in manager.get(address).text
    typed = {"to": town.pk, "scope": "partial", "document": "云城区委托〔2026〕3号", "since": "2026-01-01"}
    assert manager.post(address, typed).status_code == 409  # which powers?
    assert manager.post(address, {**typed, "powers": ["accept", "receive"]}).status_code == 302
    assert manager.post(address, {**typed, "powers": ["accept"]}).status_code == 409  # already

    listed = manager.get("/desk/delegations/", {"state": "open"}).text
    assert "云城区委托〔2026〕3号" in listed
    assert "受理" in listed
    assert "云城区委托〔2026〕3号" in manager.get(f"/desk/items/{food.code}/").text
    guide = Client().get(f"/items/{food.code}/").text
    assert "还可以在这些地方办" in guide
    assert "城关镇人民政府" in guide

    lent = Delegation.objects.get()
    ended = manager.post(f"/desk/delegations/{lent.pk}/end/", {"last_day": "2026-02-01", "reason": "机构改革"})
    assert ended.status_code == 302
    assert "城关镇人民政府" not in Client().get(f"/items/{food.code}/").text
    assert "机构改革" in manager.get("/desk/delegations/", {"state": "over"}).text


@pytest.mark.requirement("F04", "F05", "F07")
def test_an_item_is_put_forward_by_hand_differs_and_enters_with_the_partners_file(
    manager: Client, food: Item, agreement: Agreement
) -> None:
    assert food.catalog_item.name in manager.get(f"/desk/agreements/{agreement.pk}/").text
    address = f"/desk/agreements/{agreement.pk}/items/?item={food.code}"
    assert "对方要的材料" in manager.get(address).text
    typed = {**ROWS, "mode": "online", "handle_flow": "审查", "papers-0-material_name": "收入证明",
             "papers-0-material_type": "原件", "papers-0-material_format": "纸质",
             "papers-0-is_need": "必要"}  # fmt: skip
    manager.post(address, typed)
    agreed = AgreedItem.objects.get()
    assert agreed.state == "differs"
    page = manager.get(f"/desk/agreed/{agreed.pk}/").text
    assert "材料“收入证明”只有对方要" in page
    assert "材料“主要设备设施清单”只有我方要" in page
    assert "环节“审查”只有对方有" in page

    revised = manager.get(f"/desk/agreed/{agreed.pk}/?revise=1").text
    assert "收入证明" in revised
    file = SimpleUploadedFile("item.json", json.dumps(partner_says(food), ensure_ascii=False).encode())
    manager.post(f"/desk/agreed/{agreed.pk}/", {**ROWS, "mode": "online", "file": file})
    agreed.refresh_from_db()
    assert agreed.state == "agreed"

    public = Client().get("/agreements/").text
    assert "邻州市" in public
    assert "1 个事项" in public
    assert food.catalog_item.name in Client().get(f"/agreements/{agreement.pk}/").text
    assert "邻州市" in Client().get(f"/items/{food.code}/").text


@pytest.mark.requirement("F05")
def test_an_item_is_taken_out_with_a_reason_and_an_agreement_ended(
    manager: Client, food: Item, agreement: Agreement
) -> None:
    file = SimpleUploadedFile("item.json", json.dumps(partner_says(food), ensure_ascii=False).encode())
    address = f"/desk/agreements/{agreement.pk}/items/?item={food.code}"
    manager.post(address, {**ROWS, "mode": "proxy", "file": file})
    agreed = AgreedItem.objects.get()
    manager.post(f"/desk/agreed/{agreed.pk}/take-out/", {"reason": "对方系统升级"})
    agreed.refresh_from_db()
    assert (agreed.left_because, agreed.left_reason) == ("withdrawn", "对方系统升级")
    assert "对方系统升级" in manager.get(f"/desk/agreements/{agreement.pk}/", {"state": "left"}).text

    assert (
        manager.post(f"/desk/agreements/{agreement.pk}/end/", {"last_day": "2026-04-20", "reason": ""}).status_code
        == 422
    )
    ended = manager.post(f"/desk/agreements/{agreement.pk}/end/", {"last_day": "2026-04-20", "reason": "改签"})
    assert ended.status_code == 302
    assert "现在没有生效的协议" in Client().get("/agreements/").text


@pytest.mark.requirement("F07", "F08", "F10")
def test_the_desk_reports_by_office_partner_department(manager: Client, food: Item, agreement: Agreement) -> None:
    assert "还没有事项进入生效的协议" in manager.get("/desk/agreements/").text
    file = SimpleUploadedFile("item.json", json.dumps(partner_says(food), ensure_ascii=False).encode())
    manager.post(f"/desk/agreements/{agreement.pk}/items/?item={food.code}", {**ROWS, "mode": "online", "file": file})
    page = manager.get("/desk/agreements/", {"reach": "provinces"}).text
    for part in ("按我方单位", food.office.name, "邻州市", "市监局"):
        assert part in page


def test_a_partner_that_is_new_is_described(manager: Client, food: Item) -> None:
    typed = {"office": food.office_id, "title": "协议", "reach": "cities", "partner_code": "880101", **DAYS}
    refused = manager.post("/desk/agreements/new/", typed)
    assert refused.status_code == 422
    assert "第一次合作" in refused.text
    assert "6 位" in manager.post("/desk/agreements/new/", {**typed, "partner_code": "88"}).text


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"[1, 2]", b"{}", b"7", b"[" * 5000, b'{"materials": [1, null]}',
     json.dumps({"materials": [{"material_name": str(n)} for n in range(101)]}).encode()],
)  # fmt: skip
def test_a_file_that_says_nothing_of_an_item_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(NotReadable):
        read_partner_file(content)


def test_of_a_file_only_bounded_text_is_taken() -> None:
    said = read_partner_file(
        json.dumps({"task_name": "长" * 5000, "handle_flow": [{"name": "审查"}, 5, None], "x": {"y": 1}}).encode()
    )
    assert len(said["task_name"]) == 1000
    assert said["handle_flow"] == ["审查", "5"]
    assert set(said) == {"task_name", "catalog_code", "task_type", "by_law", "handle_flow", "materials"}


def test_the_pages_take_the_same_number_of_statements_whatever_they_hold(
    manager: Client, food: Item, agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    file = SimpleUploadedFile("item.json", json.dumps(partner_says(food), ensure_ascii=False).encode())
    manager.post(f"/desk/agreements/{agreement.pk}/items/?item={food.code}", {**ROWS, "mode": "online", "file": file})
    for address in ("/desk/agreements/", f"/desk/agreements/{agreement.pk}/", "/agreements/", "/desk/delegations/"):
        with django_assert_max_num_queries(24):
            assert manager.get(address).status_code == 200
    with django_assert_max_num_queries(24):
        manager.get(f"/desk/agreed/{AgreedItem.objects.get().pk}/")


def test_a_workbook_of_one_item_says_what_the_partner_asks(food: Item) -> None:
    said = read_partner_workbook(sample(food.office, count=1))
    assert said["task_name"]
    assert said["handle_flow"]
    assert {paper["material_name"] for paper in said["materials"]} >= {"申请表"}
    with pytest.raises(NotReadable) as refused:
        read_partner_workbook(sample(food.office, count=2))
    assert [each.code for each in refused.value.obstacles] == ["partner_file_holds_no_item"]
    with pytest.raises(NotReadable):
        read_partner_workbook(io.BytesIO(b"PK no workbook"))


def test_our_own_export_by_exchange_fields_is_read_as_a_partners(food: Item, now: datetime) -> None:
    told = "".join(json_chunks(records(Item.objects.filter(pk=food.pk), now.date())))
    said = read_partner_file(told.encode())
    assert said["task_name"] == food.catalog_item.name
    assert food.current is not None
    assert check("counties", food.current, said).is_alike
