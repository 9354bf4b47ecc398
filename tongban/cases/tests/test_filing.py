"""The file of a case: everything that was handed in and printed, with its pages; whoever keeps files is told."""

import io
from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader

from tongban.cases.actions import deliver_by_download, filing
from tongban.cases.models import Case
from tongban.cases.queries.filing import contents_of
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_results import granted
from tongban.documents.models import PrintedDocument
from tongban.documents.queries import pages_of, render

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def case(town: Town) -> Case:
    return granted(town).case


@pytest.mark.requirement("D22")
def test_the_contents_name_every_paper_and_document_with_its_pages(town: Town, case: Case) -> None:
    lines = contents_of(case)
    names = [line.name for line in lines]
    for name in ("收件凭证", "受理通知书", "准予行政许可决定书", "审批表", "布局流程图", "设备清单"):
        assert name in names
    assert all(line.pages > 0 for line in lines)
    decision = PrintedDocument.objects.get(kind="grant_decision")
    assert pages_of(decision) == len(PdfReader(io.BytesIO(render(decision))).pages)


def test_one_button_prints_cover_contents_and_closing_sheet_under_one_number(town: Town, case: Case) -> None:
    desk, number = signed_in(town.approver), case.matter.number
    assert "打印卷宗" in desk.get(f"/desk/matters/{number}/").content.decode()
    for _ in range(2):  # the same file is printed once
        answer = desk.post(f"/desk/cases/{number}/file/")
    printed = PrintedDocument.objects.get(kind="case_file")
    assert (printed.office_name, printed.subject) == (town.bureau.name, case.inside)
    pdf = desk.get(answer["Location"]).getvalue() if hasattr(answer, "getvalue") else render(printed)
    text = [page.extract_text() for page in PdfReader(io.BytesIO(render(printed))).pages]
    assert len(text) == 3
    assert "卷内目录" in text[1]
    assert "备考表" in text[2]
    assert pdf
    assert signed_in(town.account).get(answer["Location"]).status_code == 404


@pytest.mark.requirement("F02")
def test_whoever_keeps_files_is_told_when_a_case_is_closed(
    town: Town, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[int, datetime]] = []
    monkeypatch.setattr(filing, "_keepers", [])
    filing.keeps_files(lambda matter, at: kept.append((matter, at)))
    deliver_by_download(case=case, to=town.applicant, now=LATER)
    assert kept == [(case.matter_id, LATER)]
