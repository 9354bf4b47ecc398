"""A sheet of three hundred applications: examined row by row, received by the worker, none lost and none doubled."""

import io
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import sheets as actions
from tongban.cases.actions.refusals import CannotBring
from tongban.cases.actions.sheets import begin_batch, bring_batch, forget_batches, run_batch
from tongban.cases.models import Batch, BatchRow, Case
from tongban.cases.queries.sheets import SHEET, results_of, write_marked, write_template
from tongban.cases.rules import columns_for
from tongban.cases.tests.conftest import Town, signed_in
from tongban.documents.workbooks.reading import Row, read
from tongban.people.models import Party
from tongban.people.rules.identifiers import make_citizen_id
from tongban.windows.models import Window

MANY = 300


def identity(number: int) -> str:
    return make_citizen_id(region="990102", born=date(1990, 1 + number % 12, 1 + number % 28), sequence=number % 999)


def line(number: int, **changes: Any) -> dict[str, Any]:
    told = {
        "姓名": f"申请{number}", "身份证号": identity(number), "手机号码": f"1990000{number:04d}", "材料齐全": "是",
        "做什么？": "热食", "字号": f"小店{number}", "面积": 20 + number, "做外卖": "否",
    }  # fmt: skip
    return told | changes


def sheet(lines: list[dict[str, Any]], *, heads: list[str] | None = None, name: str = "三百件.xlsx") -> Any:
    heads = heads or [*line(1), "平台"]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(SHEET)
        for place, head in enumerate(heads):
            page.write(0, place, head)
        for row, values in enumerate(lines, start=1):
            for place, head in enumerate(heads):
                page.write(row, place, values.get(head))
    return SimpleUploadedFile(name, out.getvalue())


def bring(town: Town, window: Window, lines: list[dict[str, Any]], **how: Any) -> Batch:
    given = {"item": town.restaurant, "window": window, "brought_by": "云州师范学校", "upload": sheet(lines)}
    return bring_batch(**{**given, **how}, by=town.clerk, now=timezone.now())


def errors_of(batch: Batch) -> dict[int, list[tuple[str, str]]]:
    rows = batch.rows.filter(state="bad").order_by("number")
    return {row.number: [(each["code"], each["about"]) for each in row.errors] for row in rows}


@pytest.fixture
def begun(town: Town, window: Window) -> Batch:
    batch = bring(town, window, [line(number) for number in range(1, MANY + 1)])
    begin_batch(batch=batch, by=town.clerk, now=timezone.now())
    return batch


def test_three_hundred_applications_become_three_hundred_cases_and_again_nothing(begun: Batch, town: Town) -> None:
    run_batch.call(begun.pk)
    begun.refresh_from_db()
    assert begun.state == "done"
    assert begun.rows.filter(state="done").count() == MANY == Case.objects.count() == Party.objects.count() - 1
    first = Case.objects.select_related("matter__party", "service_point").get(pk=begun.rows.get(number=2).case_id)
    assert first.matter.party.name.clear() == "申请1"
    assert first.form.clear() == {"name": "小店1", "area": 21, "delivers": False, "phone": "19900000001"}
    assert (first.answers, first.received_by, first.service_point) == (
        {"dishes": "hot"},
        town.clerk,
        begun.window.service_point,
    )
    assert set(first.papers.values_list("spec__code", flat=True)) == {"layout", "plan"}
    numbers = [number for _row, _name, number, _state in results_of(begun)]
    assert len(set(numbers)) == MANY

    run_batch.call(begun.pk)
    assert Case.objects.count() == MANY
    again = bring(town, begun.window, [line(number) for number in range(1, MANY + 1)])
    assert set(again.rows.values_list("state", flat=True)) == {"bad"}
    assert errors_of(again)[2] == [("row_received_before", "")]


def test_a_worker_killed_half_way_goes_on_where_it_stopped(begun: Batch) -> None:
    received, receive_row = [], actions.receive_row

    def killed(**how: Any) -> BatchRow:
        if len(received) == MANY // 2:
            raise SystemExit
        received.append(how["row_id"])
        return receive_row(**how)

    with patch.object(actions, "receive_row", killed), pytest.raises(SystemExit):
        run_batch.call(begun.pk)
    assert Case.objects.count() == MANY // 2
    begun.refresh_from_db()
    assert begun.state == "running"
    run_batch.call(begun.pk)
    begun.refresh_from_db()
    assert (begun.state, Case.objects.count(), begun.rows.filter(state="done").count()) == ("done", MANY, MANY)


def test_a_row_whose_case_was_written_but_not_noted_finds_it_again(town: Town, window: Window) -> None:
    batch = bring(town, window, [line(1)])
    begin_batch(batch=batch, by=town.clerk, now=timezone.now())
    run_batch.call(batch.pk)
    BatchRow.objects.update(state="ready", case=None)
    Batch.objects.update(state="running")
    run_batch.call(batch.pk)
    assert Case.objects.count() == 1
    assert batch.rows.get().case == Case.objects.get()


def test_every_wrong_cell_is_told_and_the_good_rows_are_received(town: Town, window: Window) -> None:
    batch = bring(
        town,
        window,
        [
            line(1),
            line(2, 身份证号="990102199001010000"),
            line(3, **{"做什么？": "什么都做"}),
            line(4, 面积="很大"),
            line(5, 姓名="", 手机号码="12"),
            line(6, 字号=None, **{"做什么？": None}),
            line(1),
            line(8, 做外卖="也许"),
        ],
    )
    found = errors_of(batch)
    assert ("identifier_wrong_check", "citizen-id") in found[3]
    assert ("cell_not_offered", "做什么？") in found[4]
    assert any(about == "area" for _code, about in found[5])
    assert ("cell_empty", "姓名") in found[6]
    assert ("cell_empty", "做什么？") in found[7]
    assert ("field_required", "name") in found[7]
    assert found[8] == [("row_twice", "2")]
    assert ("cell_not_offered", "做外卖") in found[9]
    assert not Case.objects.exists()

    begin_batch(batch=batch, by=town.clerk, now=timezone.now())
    run_batch.call(batch.pk)
    assert Case.objects.count() == 1
    out = io.BytesIO()
    write_marked(out, batch)
    rows = [said for said in read(io.BytesIO(out.getvalue()), [SHEET]) if isinstance(said, Row)]
    assert len(rows) == 8
    assert rows[0].cells[0] == "要改什么"
    assert "和第 2 行相同" in str(rows[6].cells[0])


def test_a_marked_sheet_that_was_put_right_is_brought_again(town: Town, window: Window) -> None:
    batch = bring(town, window, [line(1, 面积="很大")])
    out = io.BytesIO()
    write_marked(out, batch)
    heads = ["要改什么", *line(1), "平台"]
    again = bring(town, window, [], upload=sheet([line(1, 要改什么="“面积”不对")], heads=heads))
    assert again.rows.get().state == "ready"


def test_a_sheet_that_is_none_is_refused_whole(town: Town, window: Window) -> None:
    with pytest.raises(CannotBring) as refused:
        bring(town, window, [], upload=sheet([line(1)], heads=["姓名", "身份证号"]))
    assert ("sheet_column_missing", "字号") in [(each.code, each.about) for each in refused.value.obstacles]
    with pytest.raises(CannotBring, match="sheet_has_no_rows"):
        bring(town, window, [])
    batch = bring(town, window, [line(1, 面积="很大")])
    with pytest.raises(CannotBring, match="nothing_to_receive"):
        begin_batch(batch=batch, by=town.clerk, now=timezone.now())
    with pytest.raises(CannotBring, match="no_power"):
        bring_batch(
            item=town.restaurant, window=window, brought_by="—", upload=sheet([line(1)]), by=town.approver,
            now=timezone.now(),
        )  # fmt: skip


def test_the_window_shows_what_was_found_how_far_it_is_and_gives_the_numbers(
    clerk: Client, town: Town, window: Window
) -> None:
    page = clerk.get(reverse("cases:sheets")).text
    assert reverse("cases:sheet_template", args=[town.restaurant.code]) in page
    template = clerk.get(reverse("cases:sheet_template", args=[town.restaurant.code])).content
    [heads] = [said for said in read(io.BytesIO(template), [SHEET]) if isinstance(said, Row)]
    version = town.restaurant.current
    assert version is not None
    assert heads.cells == [column.head for column in columns_for(version.questions, version.form_schema)]

    sent = {"item": town.restaurant.code, "brought_by": "云州师范学校", "file": sheet([line(1), line(2, 面积="很大")])}
    answer = clerk.post(reverse("cases:sheets"), sent)
    one = answer["Location"]
    shown = clerk.get(one).text
    assert "先收没有错误的 1 件" in shown
    batch = Batch.objects.get()
    clerk.post(reverse("cases:begin_sheet", args=[batch.pk]))
    run_batch.call(batch.pk)
    assert Case.objects.get().matter.number in clerk.get(one).text
    for name in ("sheet_marked", "sheet_results"):
        given = clerk.get(reverse(f"cases:{name}", args=[batch.pk]))
        assert given["Content-Type"].endswith("sheet")
    assert signed_in(town.approver).get(one).status_code == 403
    assert clerk.post(reverse("cases:sheets"), {"brought_by": ""}).status_code == 422


def test_what_rows_said_is_forgotten_and_the_cases_stay(town: Town, window: Window) -> None:
    batch = bring(town, window, [line(1)])
    begin_batch(batch=batch, by=town.clerk, now=timezone.now())
    run_batch.call(batch.pk)
    assert forget_batches(before=timezone.now(), at_most=10, now=timezone.now()) == 1
    assert not BatchRow.objects.exists()
    assert Case.objects.count() == 1


def test_an_empty_template_can_be_opened(town: Town) -> None:
    out = io.BytesIO()
    assert town.restaurant.current
    write_template(out, town.restaurant.current)
    assert out.getvalue()[:2] == b"PK"
