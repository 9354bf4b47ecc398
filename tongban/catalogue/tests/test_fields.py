"""Shared fields and the form designer: a field is named once, put into forms, and its form is read back."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.catalogue.actions import draft_from_current
from tongban.catalogue.actions.drafts import edit_section
from tongban.catalogue.actions.fields import end_shared_field, keep_shared_field, kind_of
from tongban.catalogue.actions.refusals import CannotShare
from tongban.catalogue.models import Item, ItemVersion, SharedField
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.workbench import shared_fields, shared_rows
from tongban.catalogue.rules.schemas import columns_of
from tongban.catalogue.rules.sheet import sections, values_in
from tongban.kernel.events import SYSTEM

PHONE = {
    "code": "contact_phone",
    "title": "联系手机",
    "title_en": "Mobile",
    "kind": "mobile",
    "autofill": "party.phone",
}


@pytest.mark.requirement("E05")
def test_a_shared_field_is_put_into_a_form_with_all_it_says(food: Item, now: datetime) -> None:
    keep_shared_field(**PHONE, by=SYSTEM, now=now)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    form = sections()["form"]
    values = values_in(content_of(draft), form)

    typed = {**values, "form_fields": values["form_fields"] + shared_rows("contact_phone", values["form_fields"])}
    edit_section(version=draft, section=form, typed=typed, seen=draft.revision, by=SYSTEM, now=now)

    schema = ItemVersion.objects.get(pk=draft.pk).form_schema
    assert schema["properties"]["contact_phone"] == {
        "title": "联系手机", "title_en": "Mobile", "type": "string", "format": "mobile", "autofill": "party.phone",
        "shared": "contact_phone",
    }  # fmt: skip
    assert "contact_phone" in schema["sections"][0]["fields"]
    assert "contact_phone" in schema["required"]


def test_a_field_that_ended_is_offered_no_longer(db: None, now: datetime) -> None:
    field = keep_shared_field(**PHONE, by=SYSTEM, now=now)
    assert shared_fields() == [("contact_phone", "联系手机")]
    end_shared_field(field=field, by=SYSTEM, now=now)
    assert (shared_fields(), shared_rows("contact_phone", [])) == ([], [])
    with pytest.raises(CannotShare):
        end_shared_field(field=field, by=SYSTEM, now=now)


@pytest.mark.parametrize("wrong", [{"code": "Shop Name"}, {"title": " "}, {"kind": "table"}, {"kind": "nothing"}])
def test_a_shared_field_has_a_code_a_label_and_a_kind(db: None, now: datetime, wrong: dict[str, str]) -> None:
    with pytest.raises(CannotShare):
        keep_shared_field(**{**PHONE, **wrong}, by=SYSTEM, now=now)
    assert not SharedField.objects.exists()


def test_its_kind_is_read_back(db: None, now: datetime) -> None:
    for kind in ("text", "long", "number", "boolean", "date", "uscc"):
        assert kind_of(keep_shared_field(**{**PHONE, "kind": kind}, by=SYSTEM, now=now)) == kind


def test_a_column_that_cannot_be_read_is_told_and_nothing_is_lost(food: Item, manager: Client, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    before = draft.form_schema["properties"]
    sent: dict[str, Any] = {
        "seen": draft.revision, "form_fields.row": ["0"], "form_fields.0.was": "", "form_fields.0.name": "staff",
        "form_fields.0.title": "人员", "form_fields.0.kind": "table",
        "form_fields.0.columns": "no such | line | of | kinds",
    }  # fmt: skip
    page = manager.post(reverse("catalogue:draft_section", args=[food.code, "form"]), sent, follow=True)
    assert "no such | line | of | kinds" in page.content.decode()
    assert ItemVersion.objects.get(pk=draft.pk).form_schema["properties"] == before


def test_a_table_is_designed_line_by_line(food: Item, manager: Client, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    sent: dict[str, Any] = {
        "seen": draft.revision, "form_fields.row": ["0"], "form_fields.0.was": "", "form_fields.0.name": "staff",
        "form_fields.0.title": "人员", "form_fields.0.kind": "table", "form_fields.0.required": "on",
        "form_fields.0.columns": "name | 姓名 | Name | text*\r\nborn | 出生日期 | Born | date",
    }  # fmt: skip
    manager.post(reverse("catalogue:draft_section", args=[food.code, "form"]), sent)
    staff = ItemVersion.objects.get(pk=draft.pk).form_schema["properties"]["staff"]
    assert staff["type"] == "array"
    assert list(columns_of(staff)) == staff["items"]["columns"] == ["name", "born"]  # whatever order a database keeps
    assert staff["items"]["required"] == ["name"]
    assert staff["items"]["properties"]["born"]["format"] == "date"
