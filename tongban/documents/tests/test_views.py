"""Who gets a file or a document, with which headers; what the public check shows and what it does not."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from tongban.documents import access
from tongban.documents.actions import issue_document, store_file
from tongban.documents.models import PrintedDocument
from tongban.documents.tests import made
from tongban.documents.tests.made import NOW
from tongban.kernel.events import SYSTEM
from tongban.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guarded(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILES_DIR = tmp_path
    monkeypatch.setattr(access, "_guards", {})

    @access.guards("tray")
    def those_who_know_the_word(request: HttpRequest, subject: str) -> bool:
        return request.GET.get("word") == "sesame" and subject == "tray:1"


@pytest.fixture
def document() -> PrintedDocument:
    data = made.every_paper()[1].as_data()
    return issue_document(
        kind="acceptance_notice", subject="tray:1", office_name="云州市行政审批服务局", data=data, by=SYSTEM, now=NOW
    )


def stored(content: bytes, name: str, subject: str = "tray:1") -> str:
    file = store_file(upload=(content, name), subject=subject, by=SYSTEM, now=NOW)
    return reverse("documents:file", args=[file.pk])


def test_a_file_is_handed_out_to_those_its_owner_lets_read_it(client: Client) -> None:
    address = stored(made.png(), "身份证.png")
    assert client.get(address)["Location"].startswith("/accounts/login/")
    answer = client.get(address, {"word": "sesame"})
    assert b"".join(answer) == made.png()  # type: ignore[arg-type]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Disposition"].startswith("inline")
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_nobody_guards_is_read_by_nobody(client: Client) -> None:
    client.force_login(Account.objects.create(kind="citizen", username="reader"))
    assert client.get(stored(made.png(), "a.png", "lost:1"), {"word": "sesame"}).status_code == 404
    assert client.get(stored(made.png(), "a.png", "tray:2"), {"word": "sesame"}).status_code == 404


def test_what_one_may_not_read_looks_like_what_is_not_there(client: Client) -> None:
    """Neither before signing in nor after it does the answer tell which numbers exist."""
    there, not_there = stored(made.png(), "a.png"), reverse("documents:file", args=[1])
    unseen = reverse("documents:document", args=["云审批受〔2026〕1号"])
    assert {client.get(address).status_code for address in (there, not_there, unseen)} == {302}
    client.force_login(Account.objects.create(kind="citizen", username="reader"))
    assert {client.get(address).status_code for address in (there, not_there, unseen)} == {404}


def test_what_a_browser_does_not_show_is_saved(client: Client) -> None:
    answer = client.get(stored(made.docx(), "说明.docx"), {"word": "sesame"})
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_a_document_is_handed_out_as_pdf(client: Client, document: PrintedDocument) -> None:
    address = reverse("documents:document", args=[document.number])
    assert client.get(address)["Location"].startswith("/accounts/login/")
    answer = client.get(address, {"word": "sesame"})
    assert answer.content.startswith(b"%PDF-")
    assert "sandbox" not in answer["Content-Security-Policy"]


def test_anyone_can_check_a_number_and_learns_nothing_else(client: Client, document: PrintedDocument) -> None:
    answer = client.get(reverse("documents:verify"), {"number": f" {document.number} "}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    for shown in (document.number, "受理通知书", "云州市行政审批服务局", "2026年5月7日"):
        assert shown in page
    assert "云上人家" not in page


def test_a_paper_that_stays_in_the_house_is_not_even_confirmed(client: Client) -> None:
    sheet = next(paper for paper in made.every_paper() if paper.kind == "approval_sheet")
    inside = issue_document(
        kind=sheet.kind, subject="tray:1", office_name="云州市行政审批服务局", data=sheet.as_data(), by=SYSTEM, now=NOW
    )
    assert client.get(reverse("documents:verify_number", args=[inside.number])).status_code == 404


def test_a_number_that_was_never_given_is_said_so(client: Client) -> None:
    answer = client.get(reverse("documents:verify_number", args=["云审批受〔2026〕999999号"]))
    assert answer.status_code == 404
    assert "没有查到这个编号" in answer.content.decode()
