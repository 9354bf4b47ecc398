"""A person gets what is kept about them, all of it and nobody else's."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions.fees import keep_receipt
from tongban.cases.actions.telling_once import tell_once
from tongban.cases.tests.conftest import MORNING, PDF, Town, make_citizen, make_town, signed_in
from tongban.cases.tests.test_fees import LATER, charged, decide, pay
from tongban.documents import storage
from tongban.documents.actions import ToHold, hold_papers, receive_upload
from tongban.kernel import tasks
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.models import Account, Party
from tongban.people.rules.identifiers import make_citizen_id
from tongban.portal.actions import KEPT, forget_exports
from tongban.portal.models import PersonalExport
from tongban.portal.queries.exports import write_archive
from tongban.windows.models import ServicePoint, Visit, Window

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, settings: Any, tmp_path: Any) -> Town:
    settings.FILES_DIR = tmp_path
    return make_town()


def stranger() -> Client:
    account = Account.objects.create(kind="citizen", username="other")
    identity = make_citizen_id(region="990100", born=timezone.now().date() - timedelta(days=12_000), sequence=77)
    Party.objects.create(kind="person", account=account, name="王五", identity_kind="citizen_id", identity=identity)
    return signed_in(account)


def made(reader: Client) -> PersonalExport:
    assert reader.post(reverse("portal:my_data")).status_code == 302
    assert "正在整理" in reader.get(reverse("portal:my_data")).content.decode()
    assert tasks.run_next("w1")
    return PersonalExport.objects.latest("asked_at")


def opened(reader: Client, export: PersonalExport) -> zipfile.ZipFile:
    answer = reader.get(reverse("portal:take_export", args=[export.pk]))
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_the_copy_holds_the_persons_data_papers_and_documents(town: Town) -> None:
    case, reader = town.case(), signed_in(town.account)

    archive = opened(reader, made(reader))

    told = json.loads(archive.read("data.json"))
    assert told["person"]["name"] == town.applicant.name.clear()
    assert told["person"]["identity"] == town.applicant.identity.clear()
    assert [found["number"] for found in told["cases"]] == [case.matter.number]
    assert told["cases"][0]["form"]["name"] == "云味小馆"
    names = archive.namelist()
    papers = case.papers.exclude(file=None).count()
    assert len([name for name in names if name.startswith(f"cases/{case.matter.number}/handed-in/")]) == papers > 0
    assert [name for name in names if name.endswith(".pdf") and "/documents/" in name]
    assert case.matter.number in archive.read("index.html").decode()
    assert {"ExportAsked", "ExportMade", "ExportTaken"} <= set(JournalEntry.objects.values_list("name", flat=True))


def test_nobody_else_gets_it_and_nothing_of_others_is_in_it(town: Town) -> None:
    town.case()
    mine, theirs = signed_in(town.account), stranger()
    export = made(mine)

    assert theirs.get(reverse("portal:take_export", args=[export.pk])).status_code == 404
    told = json.loads(opened(theirs, made(theirs)).read("data.json"))

    assert told["cases"] == []
    assert told["person"]["name"] == "王五"
    assert town.applicant.name.clear() not in json.dumps(told, ensure_ascii=False)


def test_the_archive_lies_sealed_and_goes_after_a_week(town: Town) -> None:
    reader = signed_in(town.account)
    export = made(reader)
    place = storage.root() / export.place
    assert not place.read_bytes().startswith(b"PK")
    assert export.expires_at
    assert export.expires_at - timezone.now() > timedelta(days=6, hours=23)

    PersonalExport.objects.update(expires_at=timezone.now())
    assert reader.get(reverse("portal:take_export", args=[export.pk])).status_code == 404
    now = export.asked_at + timedelta(days=7, seconds=1)
    assert forget_exports(before=KEPT["personal_exports"].before(now), at_most=10, now=now) == 1
    assert not place.exists()


def test_one_at_a_time_and_three_a_day(town: Town) -> None:
    reader, address = signed_in(town.account), reverse("portal:my_data")
    made(reader)

    assert reader.post(address).status_code == 302
    assert "正在整理" in reader.post(address).content.decode()
    tasks.run_next("w1")
    made(reader)
    refused = reader.post(address)

    assert refused.status_code == 409
    assert "每天最多制作 3 份" in refused.content.decode()


@pytest.mark.requirement("E16")
def test_papers_on_file_are_in_the_copy_with_their_files_and_nobody_elses(town: Town) -> None:
    _hold(town.applicant, "健康证明")
    _hold(make_citizen("19900000072", "王六", sequence=52), "别人的材料")
    out = io.BytesIO()
    list(write_archive(out, town.applicant, made_at=timezone.now()))
    archive = zipfile.ZipFile(out)
    [told] = json.loads(archive.read("data.json"))["papers_on_file"]
    assert (told["name"], told["grade"], told["state"]) == ("健康证明", "B", "held")
    assert archive.read(f"papers-on-file/{told['files'][0]}") == PDF
    assert "别人的材料" not in archive.read("index.html").decode()


def test_what_was_granted_and_paid_and_who_was_asked_is_in_the_copy(town: Town) -> None:
    case, notice = charged(town)
    pay(notice)
    keep_receipt(notice=notice, number="3301-2026", now=LATER)
    decide(case, town)
    told = json.loads(_copy_of(town.applicant).read("data.json"))
    [result] = told["results"]
    own = case.results.get()
    assert (result["number"], result["state"], result["case"]) == (own.number, "valid", case.matter.number)
    [fee] = told["cases"][0]["fees"]
    assert (fee["amount"], fee["state"], fee["receipt_number"]) == (str(notice.money), "paid", "3301-2026")
    assert [each["reference"] for each in fee["payments"]] == ["R1"]
    page = _copy_of(town.applicant).read("index.html").decode()
    assert own.number in page
    assert "3301-2026" in page
    others = json.loads(_copy_of(make_citizen("19900000073", "王七", sequence=53)).read("data.json"))
    assert (others["results"], others["cases"], others["told_what_to_bring"]) == ([], [], [])


def test_a_sheet_of_what_to_bring_is_in_the_copy_with_its_paper(town: Town) -> None:
    point = ServicePoint.objects.create(office=town.bureau, name="中心", address="1", hours="9:00-17:00", phone="1")
    window = Window.objects.create(service_point=point, number="1", name="综合", kind=Window.Kind.ANY)
    came = {"window": window, "officer": town.clerk, "party": town.applicant, "handler": town.applicant}
    visit = Visit.objects.create(**came, started_at=MORNING)
    told = {"item": town.restaurant, "answers": {"dishes": "hot"}, "there": ["plan"], "by": town.clerk}
    tell_once(visit=visit, **told, now=MORNING)
    archive = _copy_of(town.applicant)
    [sheet] = json.loads(archive.read("data.json"))["told_what_to_bring"]
    assert (sheet["item"], sheet["missing"], sheet["where"]) == ("食品经营许可", ["layout"], "中心")
    assert archive.read(f"told-what-to-bring/{sheet['file']}").startswith(b"%PDF")
    assert "食品经营许可" in archive.read("index.html").decode()


def _copy_of(party: Party) -> zipfile.ZipFile:
    out = io.BytesIO()
    list(write_archive(out, party, made_at=timezone.now()))
    return zipfile.ZipFile(out)


def _hold(party: Party, name: str) -> None:
    paper = ToHold(name, name, "seen", "B", files=(receive_upload(upload=(PDF, f"{name}.pdf")),))
    hold_papers(party_id=party.pk, papers=[paper], subject="matter:1", by=SYSTEM, now=timezone.now())
