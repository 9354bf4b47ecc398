"""Every list that a manager sees is taken away as Excel, Word or CSV, as far as it is seen."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tongban.catalogue.models import Item
from tongban.catalogue.views.list_exports import LISTS
from tongban.kernel.models import JournalEntry

BEGINNINGS = {"xlsx": b"PK", "docx": b"PK", "csv": "\ufeff".encode()}


@pytest.mark.parametrize("kind", BEGINNINGS)
@pytest.mark.parametrize("name", [name for name, each in LISTS.items() if not each.is_of_all])
def test_every_list_comes_in_every_kind(items: list[Item], manager: Client, name: str, kind: str) -> None:
    answer = manager.post(reverse("catalogue:export_list", args=[name]), {"format": kind})
    assert answer.status_code == 200
    assert answer.content.startswith(BEGINNINGS[kind])
    assert JournalEntry.objects.filter(name="ListExported", body__contains=f'"what":"{name}"').exists()


def test_a_list_is_narrowed_down_as_its_page_is(items: list[Item], manager: Client) -> None:
    whole = manager.post(reverse("catalogue:export_list", args=["entries"]), {"format": "xlsx"})
    some = manager.post(reverse("catalogue:export_list", args=["entries"]) + "?q=食品", {"format": "xlsx"})
    rows = [
        CalamineWorkbook.from_filelike(io.BytesIO(each.content)).get_sheet_by_index(0).to_python()
        for each in (whole, some)
    ]
    assert len(rows[0]) > len(rows[1]) >= 2
    assert all("食品" in row[0] for row in rows[1][1:])


def test_a_list_that_is_none_and_a_stranger_get_nothing(items: list[Item], client: Client, manager: Client) -> None:
    assert manager.post(reverse("catalogue:export_list", args=["nothing"])).status_code == 404
    assert client.get(reverse("catalogue:export_list", args=["entries"])).status_code in (302, 405)
