"""What a source has is not asked for: fetched, shown with where it comes from, kept with the case; and its silence."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tongban.cases.actions import submit_draft
from tongban.cases.actions.fetching import fetch_for_draft
from tongban.cases.models import Draft, Paper
from tongban.cases.queries.papers import papers_of, unasked_of
from tongban.cases.queries.sources import covers
from tongban.cases.tests.conftest import (
    MORNING,
    PDF,
    Town,
    _item,
    _publish,
    _version,
    make_citizen,
    signed_in,
)
from tongban.catalogue.demo.files import demo_items
from tongban.catalogue.models import MaterialSpec
from tongban.documents.actions import forget_fetched_papers
from tongban.documents.models import FetchedPaper
from tongban.documents.queries import fetched_about
from tongban.documents.rules.sources import covering
from tongban.exchange.models import DemoEntry, Partner
from tongban.kernel.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E17")]


@pytest.fixture
def draft(town: Town) -> Draft:
    """A draft of an item that has the applicant's household and marriage fetched; one of them is there."""
    item = _item(town.bureau, town.market, "990709009000", "出生登记")
    version = _version(item)
    for code, name, words in (("household", "居民户口簿", "户籍信息"), ("marriage", "结婚证", "婚姻登记信息")):
        MaterialSpec.objects.create(
            version=version,
            position=1,
            code=code,
            name=name,
            why="核对",
            exempted_by="sharing",
            exempted_from=words,
        )
    Partner.objects.create(code="registers", name="数据源", adapter="demo_registers")
    entered(town.applicant.identity.clear())
    return town.draft(_publish(version))


def entered(identity: str, value: str = "云州市云城区荷塘路6号") -> None:
    facts = [{"label": "户籍地址", "value": value, "kind": "address"}]
    DemoEntry.objects.create(
        register="household", identity=identity, reference="HU-1", as_of=MORNING - timedelta(days=1), facts=facts
    )


def set_mode(mode: str) -> None:
    Partner.objects.filter(code="registers").update(mode=mode, settings={"slow_seconds": 0})


def test_a_fetched_paper_goes_with_the_case_and_says_where_it_comes_from(town: Town, draft: Draft) -> None:
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    [paper] = draft.papers.filter(provenance=Paper.Provenance.FETCHED)
    assert (paper.spec.code, paper.grade, paper.file) == ("household", "A", None)
    case = submit_draft(draft=draft, channel="web", now=MORNING)
    [kept] = [paper for paper in papers_of(case) if paper.fetched]
    assert kept.fetched
    assert (kept.fetched.source_name, kept.fetched.reference, kept.fetched.subject) == (
        "户籍信息",
        "HU-1",
        case.matter.subject,
    )
    assert kept.fetched.told == [("户籍地址", "云州市云城区荷塘路6号")]
    assert kept.fetched.masked == [("户籍地址", "云州市云城区***")]
    assert [spec.code for spec in unasked_of(case)] == ["marriage"]  # it was not there: the office checks it


def test_every_asking_is_written_down_with_who_and_what_for(town: Town, draft: Draft) -> None:
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    rows = {row.code: row for row in fetched_about(town.applicant).rows}
    assert {code: row.outcome for code, row in rows.items()} == {"household": "found", "marriage": "not_found"}
    assert {(row.purpose, row.by) for row in rows.values()} == {(draft.version.title, str(town.account.actor))}
    assert all("个人信息保护法" in row.basis for row in rows.values())
    assert JournalEntry.objects.filter(subject=f"people_party:{town.applicant.pk}", name="PapersFetched").count() == 1
    page = signed_in(town.account).get("/my/readings/").content.decode()
    assert f"{draft.version.title}：查询婚姻登记信息、户籍信息" in page


def test_what_was_fetched_is_encrypted_and_emptied_if_nothing_is_handed_in(town: Town, draft: Draft) -> None:
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    row = FetchedPaper.objects.get(code="household")
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM documents_fetchedpaper WHERE id = %s", [row.pk])
        assert "荷塘路" not in cursor.fetchone()[0]
    later = MORNING + timedelta(days=61)
    assert forget_fetched_papers(before=later, at_most=10, now=later) == 2
    assert FetchedPaper.objects.get(pk=row.pk).told == []


def test_an_answer_serves_the_draft_for_a_day(town: Town, draft: Draft) -> None:
    for hours, asked in ((0, 2), (1, 2), (25, 4)):
        fetch_for_draft(draft=draft, by=town.account, now=MORNING + timedelta(hours=hours))
        assert FetchedPaper.objects.count() == asked
        assert draft.papers.filter(provenance="fetched").count() == 1


@pytest.mark.parametrize("mode", ["failing", "down", "rubbish", "loses_receipts"])
def test_a_silent_source_keeps_nobody_from_handing_in(town: Town, draft: Draft, mode: str) -> None:
    set_mode(mode)
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    assert set(FetchedPaper.objects.values_list("outcome", flat=True)) == {"silent"}
    client = signed_in(town.account)
    page = client.get(f"/apply/drafts/{draft.pk}/papers/").content.decode()
    assert "没有联系上“户籍信息”" in page
    assert 'name="household"' in page
    set_mode("normal")  # it is back
    assert client.post(f"/apply/drafts/{draft.pk}/papers/fetch/").status_code == 302
    page = client.get(f"/apply/drafts/{draft.pk}/papers/").content.decode()
    assert "从公安局“户籍信息”取得" in page
    set_mode(mode)
    assert submit_draft(draft=draft, channel="web", now=MORNING).pk


def test_who_likes_may_hand_in_what_no_register_has(town: Town, draft: Draft) -> None:
    set_mode("knows_nothing")
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    given = {"household": SimpleUploadedFile("hu.pdf", PDF)}
    assert signed_in(town.account).post(f"/apply/drafts/{draft.pk}/papers/", given).status_code == 302
    assert draft.papers.get(spec__code="household").provenance == "uploaded"


def test_nothing_is_asked_where_no_source_is_set_up(town: Town, draft: Draft) -> None:
    Partner.objects.all().delete()
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    assert not FetchedPaper.objects.exists()


def test_nobody_gets_what_stands_about_somebody_else(town: Town, draft: Draft) -> None:
    other = make_citizen("19900000009", "别人", sequence=88)
    DemoEntry.objects.all().delete()
    entered(other.identity.clear())
    fetch_for_draft(draft=draft, by=town.account, now=MORNING)
    assert not draft.papers.filter(provenance="fetched").exists()


def test_most_papers_that_the_demo_does_not_ask_for_have_a_source() -> None:
    married, photo = covers("", "结婚证书"), covers("", "店面照片")
    assert (married and married.name, photo) == ("婚姻登记信息", None)
    papers = [
        paper for data in demo_items() for paper in data["papers"] if paper.get("exempt") in ("sharing", "licence")
    ]
    covered = [paper for paper in papers if covering(paper["name"], paper["from"])]
    assert len(covered) > len(papers) / 2
