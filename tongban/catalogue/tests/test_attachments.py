"""Files that guides hand out: kept by managers, named by papers, saved by everybody."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version
from tongban.catalogue.actions.attachments import attach_file
from tongban.catalogue.actions.refusals import CannotAttach
from tongban.catalogue.models import Attachment, Item
from tongban.catalogue.queries import content_of
from tongban.documents.actions import CannotStore
from tongban.kernel.events import SYSTEM

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path


@pytest.mark.requirement("A19")
def test_a_sample_named_by_a_paper_is_offered_by_the_guide(food: Item, now: datetime, client: Client) -> None:
    sample = attach_file(item=food, kind="sample", name="布局图示例", upload=(PDF, "x.pdf"), by=SYSTEM, now=now)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    content = content_of(draft)
    content.materials[0]["sample"] = sample.code  # type: ignore[index]
    publish_version(version=edit_draft(version=draft, content=content, by=SYSTEM, now=now), by=SYSTEM, now=now)

    address = reverse("catalogue:attachment", args=[food.code, sample.code])
    assert address in client.get(reverse("catalogue:item", args=[food.code])).content.decode()
    file = client.get(address)
    assert b"".join(file.streaming_content) == PDF
    assert "attachment" in file["Content-Disposition"]
    assert client.get(reverse("catalogue:attachment", args=[food.code, "nothing"])).status_code == 404


def test_the_same_file_is_kept_once_and_a_program_not_at_all(food: Item, now: datetime) -> None:
    attach_file(item=food, kind="blank", name="空白表", upload=(PDF, "x.pdf"), by=SYSTEM, now=now)
    with pytest.raises(CannotAttach) as again:
        attach_file(item=food, kind="blank", name="又一份", upload=(PDF, "y.pdf"), by=SYSTEM, now=now)
    assert again.value.obstacles[0].code == "attachment_is_there"
    with pytest.raises(CannotStore):
        attach_file(item=food, kind="blank", name="程序", upload=(b"MZ\x90\x00" * 20, "a.exe"), by=SYSTEM, now=now)
    with pytest.raises(CannotAttach):
        attach_file(item=food, kind="blank", name=" ", upload=(PDF, "z.pdf"), by=SYSTEM, now=now)


def test_a_manager_adds_a_file_on_the_page_of_the_item(food: Item, manager: Client) -> None:
    sent = {"kind": "blank", "name": "空白表", "file": SimpleUploadedFile("a.pdf", PDF)}
    answer = manager.post(reverse("catalogue:attach", args=[food.code]), sent, follow=True)
    kept = Attachment.objects.get(item=food)
    assert kept.code in answer.content.decode()
