"""The pages of who manages a hall: windows, batches with their workbook, the list of competence."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tongban.cases.tests.conftest import signed_in
from tongban.kernel.moments import local_day
from tongban.people.models import Account, Officer, RoleGrant
from tongban.windows.models import Batch, Competence, Window, WindowItem

if TYPE_CHECKING:
    from tongban.cases.tests.conftest import Town

SOON = date.today() + timedelta(days=10)


@pytest.fixture
def manager(town: Town) -> Client:
    account = Account.objects.create(kind="staff", username="fengli")
    officer = Officer.objects.create(
        office=town.bureau, name="冯丽", staff_number="T90", joined_on=date(2020, 1, 1), account=account
    )
    RoleGrant.objects.create(officer=officer, role="hall_manager", office=town.bureau, since=date(2020, 1, 1))
    return signed_in(officer)


@pytest.fixture
def batch(manager: Client, window: Window) -> Batch:
    manager.post(reverse("cases:batches"), {"title": "第一批", "document": "8 号", "since": SOON.isoformat()})
    return Batch.objects.get()


def address(name: str, batch: Batch, query: str = "") -> str:
    return reverse(f"cases:{name}", args=[batch.pk]) + query


def added(manager: Client, batch: Batch, office: Any, **told: Any) -> Any:
    return manager.post(address("add_lines", batch, f"?office={office.pk}"), told, follow=True)


@pytest.mark.requirement("C04", "C14")
def test_the_hall_is_shown_with_its_windows_and_what_each_takes(
    manager: Client, clerk: Client, town: Town, window: Window, django_assert_max_num_queries: Any
) -> None:
    for number in range(13, 19):
        Window.objects.create(service_point=window.service_point, number=str(number), name="综合", kind="any")
    with django_assert_max_num_queries(24):
        page = manager.get(reverse("cases:hall_windows")).text
    for said in ("无差别综合窗口", "王敏", "身份证读卡器", "行政审批局", "没有安排人员"):
        assert said in page
    one = manager.get(reverse("cases:hall_window", args=[window.pk])).text
    assert "食品经营许可" in one
    assert "门头招牌设置备案" in one


@pytest.mark.requirement("C10")
def test_a_batch_is_drafted_looked_over_entered_and_taken_back(
    manager: Client, batch: Batch, town: Town, window: Window
) -> None:
    WindowItem.objects.all().delete()
    assert "请选择事项" in added(manager, batch, town.bureau, windows=[window.pk]).text
    page = added(manager, batch, town.bureau, windows=[window.pk], items=[town.restaurant.code]).text
    assert "进驻 <strong>1</strong>" in page
    page = added(manager, batch, town.streets, windows=[window.pk], whole="on").text
    assert "整个部门" in page
    assert "进驻 <strong>2</strong>" in page

    entered = manager.post(address("enter_batch", batch), follow=True).text
    assert "冯丽 登记" in entered
    assert WindowItem.objects.filter(since=SOON).count() == 2
    assert "批次已撤回" in manager.post(address("take_back_batch", batch), follow=True).text
    assert not WindowItem.objects.exists()


@pytest.mark.requirement("C14")
def test_what_a_window_s_kind_forbids_is_said_line_by_line_before_entering(
    manager: Client, batch: Batch, town: Town, window: Window
) -> None:
    special = Window.objects.create(service_point=window.service_point, number="23", name="城管", kind="special")
    page = added(manager, batch, town.bureau, windows=[special.pk], items=[town.restaurant.code]).text
    assert "还没有设定服务的部门" in page
    assert manager.post(address("enter_batch", batch)).status_code == 409
    manager.post(reverse("cases:window_serves", args=[special.pk]), {"offices": [town.market.pk]})
    assert manager.post(address("enter_batch", batch)).status_code == 302


@pytest.mark.requirement("C10")
def test_a_batch_goes_out_to_excel_and_comes_in_again(
    manager: Client, batch: Batch, town: Town, window: Window
) -> None:
    WindowItem.objects.all().delete()
    added(manager, batch, town.bureau, windows=[window.pk], items=[town.restaurant.code, town.signboard.code])
    added(manager, batch, town.market, windows=[window.pk], whole="on", leaves="on")
    said = lines_of(batch)
    book = manager.post(address("export_batch", batch), {"format": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[1:]] == ["食品经营许可", "门头招牌设置备案", "云州市市场监督管理局"]

    batch.lines.all().delete()
    answer = manager.post(address("bring_batch", batch), {"file": SimpleUploadedFile("批次.xlsx", book)}, follow=True)
    assert "已读入 3 行" in answer.text
    assert lines_of(batch) == said


def lines_of(batch: Batch) -> list[Any]:
    return sorted(batch.lines.values_list("window", "item_code", "office", "leaves"))


def test_a_workbook_with_a_row_that_names_nothing_adds_nothing(
    manager: Client, batch: Batch, town: Town, window: Window
) -> None:
    added(manager, batch, town.bureau, windows=[window.pk], items=[town.restaurant.code])
    book = manager.post(address("export_batch", batch), {"format": "xlsx"}).content
    Window.objects.filter(pk=window.pk).update(number="99")
    batch.lines.all().delete()
    answer = manager.post(address("bring_batch", batch), {"file": SimpleUploadedFile("批次.xlsx", book)})
    assert answer.status_code == 409
    assert "第 2 行" in answer.text
    assert not batch.lines.exists()
    answer = manager.post(address("bring_batch", batch), {"file": SimpleUploadedFile("批次.xlsx", b"no workbook")})
    assert answer.status_code == 409


@pytest.mark.requirement("C11")
def test_gaps_and_what_runs_out_are_shown_and_competence_is_confirmed_for_several(
    manager: Client, clerk: Client, town: Town, window: Window
) -> None:
    Competence.objects.all().delete()
    page = manager.get(reverse("cases:competences")).text
    assert "食品经营许可" in page.partition('id="gaps"')[2]

    today = local_day(timezone.now())
    told = {
        "officers": [town.clerk.pk], "codes": town.restaurant.code, "level": "able", "since": today.isoformat(),
        "until": (today + timedelta(days=9)).isoformat(), "ground": "5 月培训",
    }  # fmt: skip
    page = manager.post(reverse("cases:competences"), told, follow=True).text
    assert "已确认 1 条能力" in page
    gaps = page.partition('id="gaps"')[2]
    assert "食品经营许可" not in gaps.partition('id="ending"')[0]
    assert "5 月培训" in gaps.partition('id="ending"')[2]

    assert "没有这个编码：404" in manager.post(reverse("cases:competences"), {**told, "codes": "404"}).text
    held = Competence.objects.get()
    assert "5 月培训" in manager.get(reverse("cases:clerk_competences", args=[town.clerk.pk])).text
    manager.post(reverse("cases:end_competence", args=[held.pk]))
    assert not Competence.objects.exists()  # it began today: nothing of it is left


@pytest.mark.requirement("C11")
def test_the_list_of_competence_is_taken_away(manager: Client, clerk: Client, town: Town) -> None:
    told = manager.post(reverse("cases:export_competences"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "王敏" in told
    assert "岗前培训" in told


def test_a_hall_of_another_place_is_not_there(manager: Client, batch: Batch, window: Window, town: Town) -> None:
    RoleGrant.objects.update(office=town.market)
    assert manager.get(reverse("cases:hall_windows")).status_code == 403
