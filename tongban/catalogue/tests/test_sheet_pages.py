"""Workbooks on the desk: brought, checked by the worker, given back with marks; and items for other systems."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tongban.catalogue.actions.importing import KEPT, forget_imports, run_import
from tongban.catalogue.demo import bring_workbook
from tongban.catalogue.models import Item, ItemVersion, SheetImport
from tongban.catalogue.queries.exchange import json_chunks, records
from tongban.catalogue.queries.sheets.gathering import gather
from tongban.catalogue.rules.profiles import elements
from tongban.catalogue.sample_sheets import basic_code
from tongban.catalogue.tests.conftest import NOW, sign_in_manager
from tongban.catalogue.tests.workbooks import changed, rows_of, sample
from tongban.documents.models import StoredFile
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.actions.clients import make_client_token
from tongban.people.models import Account, Office

PAGE = "/desk/item-sheets/"


def bring(client: Client, workbook: io.BytesIO, name: str = "事项.xlsx", **how: str) -> HttpResponse:
    """Bring a workbook as the form does, and let the worker do what it was asked."""
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, workbook.getvalue()), **how})
    for asked in SheetImport.objects.filter(ended_at=None):
        run_import.call(asked.pk)
    return answer


def test_the_template_is_there_to_be_taken(manager: Client) -> None:
    answer = manager.get(reverse("catalogue:sheet_template"))

    content = io.BytesIO(b"".join(answer.streaming_content))
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert [error.obstacle.code for error in gather(content).errors] == ["sheet_is_empty"]


def test_a_workbook_is_checked_first_and_taken_in_with_one_key(manager: Client, food: Item) -> None:
    answer = bring(manager, sample(food.office, 2))

    assert answer.status_code == 302
    page = manager.get(answer.url).text
    assert "检查完毕" in page
    assert "现在导入" in page
    assert not Item.objects.filter(catalog_item__code=basic_code(1)).exists()

    brought = SheetImport.objects.get()
    taken = manager.post(reverse("catalogue:sheet_take_in", args=[brought.pk]))
    run_import.call(SheetImport.objects.get(is_rehearsal=False).pk)

    assert "已导入" in manager.get(taken.url).text
    draft = ItemVersion.objects.get(item__catalog_item__code=basic_code(1))
    assert (draft.state, draft.edited_by) == ("draft", brought.by)
    assert "事项.xlsx" in manager.get(PAGE).text


def test_what_is_wrong_comes_back_in_the_same_file(manager: Client, food: Item) -> None:
    answer = bring(manager, sample(food.office, 2, changed(promise_day="七天")), takes_in="on")

    page = manager.get(answer.url).text
    brought = SheetImport.objects.get()
    assert "有错误，没有导入" in page
    assert "“七天”不是整数。只写数字，不写单位。" in page
    assert "承诺办结时限" in page
    assert brought.marked is not None
    file = manager.get(reverse("documents:file", args=[brought.marked.pk]))
    content = io.BytesIO(b"".join(file.streaming_content))
    assert any("七天" in str(row) for row in rows_of(content, "检查结果"))
    assert not Item.objects.filter(catalog_item__code=basic_code(1)).exists()


def test_a_file_that_is_no_workbook_is_said_so_at_once_or_by_the_worker(manager: Client) -> None:
    text = manager.post(PAGE, {"file": SimpleUploadedFile("事项.xlsx", b"hello")})
    assert text.status_code == 409
    assert "事项.xlsx" in text.text
    assert manager.post(PAGE, {}).status_code == 422

    broken = io.BytesIO(sample_without_sheets())
    answer = bring(manager, broken)
    assert "没有找到工作表" in manager.get(answer.url).text


def test_a_manager_brings_items_of_their_own_offices_alone(manager: Client, food: Item, city: Any) -> None:
    bring(manager, sample(city.office("行政审批局", "望河县"), 1), takes_in="on")

    (found,) = SheetImport.objects.get().found
    assert (found["field"], found["obstacle"]["code"]) == ("dept_code", "not_your_catalogue")


def test_only_local_items_are_added_to_the_basic_catalogue_on_the_desk(manager: Client, food: Item) -> None:
    bring(manager, sample(food.office, 1, changed(catalog_origin="上级目录")), takes_in="on")

    (found,) = SheetImport.objects.get().found
    assert found["obstacle"]["code"] == "catalogue_entry_unknown"


def test_one_workbook_at_a_time(manager: Client, food: Item) -> None:
    workbook = sample(food.office, 1)
    manager.post(PAGE, {"file": SimpleUploadedFile("一.xlsx", workbook.getvalue())})

    second = manager.post(PAGE, {"file": SimpleUploadedFile("二.xlsx", workbook.getvalue())})

    assert second.status_code == 409
    assert "还在处理" in second.text


def test_nobody_sees_what_another_brought(manager: Client, food: Item) -> None:
    answer = bring(manager, sample(food.office, 1, changed(promise_day="七天")))
    brought = SheetImport.objects.get()
    other = Client()
    sign_in_manager(other, food.office, NOW, "2")

    assert other.get(answer.url).status_code == 404
    assert other.post(reverse("catalogue:sheet_take_in", args=[brought.pk])).status_code == 404
    assert other.get(reverse("documents:file", args=[brought.marked_id])).status_code == 404
    assert other.get(reverse("documents:file", args=[brought.file_id])).status_code == 404


def test_an_error_of_ours_is_told_and_nothing_is_written(
    manager: Client, food: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("tongban.catalogue.actions.importing.plan", fail)
    answer = manager.post(PAGE, {"file": SimpleUploadedFile("一.xlsx", sample(food.office, 1).getvalue())})
    with pytest.raises(RuntimeError):
        run_import.call(SheetImport.objects.get().pk)

    assert "系统出错" in manager.get(answer.url).text
    run_import.call(SheetImport.objects.get().pk)  # a second run finds it ended


def test_what_was_brought_goes_after_its_time_with_its_files(manager: Client, food: Item) -> None:
    bring(manager, sample(food.office, 1, changed(promise_day="七天")))
    later = datetime.now(UTC) + timedelta(days=KEPT["sheet_imports"].days + 1)

    assert forget_imports(before=KEPT["sheet_imports"].before(later), at_most=10, now=later) == 1
    assert not StoredFile.objects.filter(subject__startswith="sheet-import:").exists()


def test_the_items_of_the_list_are_taken_away_as_a_workbook(manager: Client, food: Item) -> None:
    answer = manager.post(reverse("catalogue:sheet_workbook") + "?q=食品")

    rows = rows_of(io.BytesIO(b"".join(answer.streaming_content)), "事项")
    assert [row[2] for row in rows[3:]] == [food.code]
    assert JournalEntry.objects.filter(name="ListExported").count() == 1


@pytest.mark.requirement("A08", "D17")
def test_every_element_is_told_by_its_exchange_field(food: Item, items: list[Item]) -> None:
    told = json.loads("".join(json_chunks(records(Item.objects.filter(pk=food.pk), NOW.date()))))

    (record,) = told["items"]
    fields = {each.field for each in elements().values()}
    assert set(record) - {"materials"} == {each.field for each in elements().values() if not each.is_of_material}
    assert (record["task_name"], record["task_code"], record["promise_day"]) == ("食品经营许可（新办）", food.code, 5)
    assert record["dept_code"] == food.office.uscc
    assert {"material_name", "is_need", "accept_stand"} <= set(record["materials"][0]) - {"material_code"} <= fields


def test_the_exchange_is_sent_piece_by_piece_and_on_record(manager: Client, food: Item) -> None:
    answer = manager.post(reverse("catalogue:sheet_exchange"))

    assert answer.streaming
    told = json.loads(b"".join(answer.streaming_content))
    assert food.code in {record["task_code"] for record in told["items"]}


def test_other_systems_read_items_by_exchange_fields_one_or_page_by_page(
    client: Client, food: Item, items: list[Item], office: Office
) -> None:
    _, secret = make_client_token(name="省平台", scopes=["items:read"], by=SYSTEM, now=NOW)
    key = {"Authorization": f"Bearer {secret}"}

    one = client.get(f"/api/v1/items/{food.code}/exchange", headers=key).json()
    assert (one["code"], one["elements"]["task_name"]) == (food.code, "食品经营许可（新办）")
    assert client.get("/api/v1/items/nonsense/exchange", headers=key).status_code == 404

    seen, after = [], ""
    while after is not None:
        page = client.get("/api/v1/exchange/items", {"limit": 3, "after": after}, headers=key).json()
        seen += [row["code"] for row in page["rows"]]
        after = page["next"]
    assert sorted(seen) == sorted(Item.objects.filter(current__isnull=False).values_list("code", flat=True))


def test_the_demo_city_has_a_workbook_to_be_corrected(client: Client, food: Item) -> None:
    assert bring_workbook(now=NOW) is None  # nobody of that name here
    officer = sign_in_manager(client, food.office, NOW)
    Account.objects.filter(pk=officer.account_id).update(username="linfang")

    brought = bring_workbook(now=NOW)

    assert brought is not None
    run_import.call(brought.pk)
    page = client.get(reverse("catalogue:sheet_import", args=[brought.pk])).text
    assert "有错误要改" in page
    assert "“七天”不是整数" in page


def sample_without_sheets() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("别的")
    return out.getvalue()
