"""The window desk: one item on one sheet, its papers and scans, and what stays as it was typed."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case, Paper
from tongban.cases.tests.at_window import (
    CARD,
    DESK,
    FIRM,
    published_anew,
    read_card,
    receive,
    received,
    sheet,
)
from tongban.cases.tests.conftest import PDF, Town
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import SYSTEM
from tongban.windows.actions import set_device
from tongban.windows.models import Visit, Window


def test_an_application_is_received_with_its_papers_and_the_receipt_is_shown(
    clerk: Client, visit: Visit, town: Town
) -> None:
    case = received(clerk, town.restaurant)
    page = clerk.get(f"{DESK}?case={case.matter.number}").text
    assert case.matter.number in page
    assert case.matter.told_code() in page
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
