"""Lists of the catalogue taken away: what the officer sees, in each format, and on record."""

import io
import json

import docx
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tongban.catalogue.actions import draft_from_current
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.tests.conftest import NOW
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry


def sheet(content: bytes) -> list[dict[str, object]]:
    heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(heads, row)) for row in rows]


def test_the_list_of_items_is_taken_away_as_a_workbook(
    manager: Client, food: Item, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        answer = manager.post("/desk/item-sheets/list/", {"format": "xlsx"})

    by_code = {row["实施编码"]: row for row in sheet(answer.content)}
    assert by_code[food.code] == {
        "实施编码": food.code,
        "事项": "食品经营许可（新办）",
        "事项类型": "行政许可",
        "部门": "云城区行政审批服务局",
        "行政区划": "云城区",
        "版本": 1.0,
        "状态": "在用",
        "即办件": "否",
        "法定办结时限": "10个工作日",
        "承诺办结时限": "5个工作日",
    }
    assert {row["部门"] for row in by_code.values()} == {"云城区行政审批服务局"}  # nothing of other offices


def test_the_list_is_narrowed_down_as_on_the_page_and_told_to_the_journal(manager: Client, food: Item) -> None:
    answer = manager.post("/desk/item-sheets/list/?q=食品&state=published", {"format": "docx"})

    table = docx.Document(io.BytesIO(answer.content)).tables[0]
    assert [row.cells[0].text for row in table.rows[1:]] == [food.code]
    entry = JournalEntry.objects.get(name="ListExported")
    assert json.loads(entry.body) == {
        "event": "ListExported", "subject": entry.subject, "by": entry.by, "at": json.loads(entry.body)["at"],
        "what": "items", "rows": 1, "narrowed_by": ["state", "text"],
    }  # fmt: skip


def test_what_the_lint_finds_is_taken_away_with_its_ground(manager: Client, food: Item) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=NOW)
    ItemVersion.objects.filter(pk=draft.pk).update(promised_amount=30)

    rows = sheet(manager.post("/desk/item-sheets/findings/", {"format": "xlsx"}).content)

    (found,) = [row for row in rows if row["轻重"] == "错误"]
    assert (found["实施编码"], found["版本"]) == (food.code, 2)
    assert found["检查结果"] == "承诺时限 30个工作日 超过法定时限 10个工作日。"
    assert "不超过" in str(found["依据"]) or found["依据"]


@pytest.mark.parametrize("what", ["list", "findings"])
def test_strangers_take_nothing_away(client: Client, items: list[Item], what: str) -> None:
    assert client.post(f"/desk/item-sheets/{what}/", {"format": "xlsx"}).status_code == 302
