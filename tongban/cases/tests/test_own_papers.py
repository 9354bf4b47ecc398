"""One's own papers: listed, put in, looked at, withdrawn; nobody else's, and an agent's only by law."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tongban.cases.tests.conftest import PDF, Town, make_citizen, signed_in
from tongban.catalogue.models import PaperKind, PaperUse
from tongban.documents.actions import ToHold, hold_papers, receive_upload
from tongban.documents.models import HeldPaper
from tongban.documents.rules import grades
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Authorisation, Party
from tongban.ui.wording import in_words

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E16")]
LIST = "/my/papers/"


@pytest.fixture
def lease(town: Town) -> PaperKind:
    kind = PaperKind.objects.create(code="CL00007", name="房屋租赁合同", issuer="出租人", other_names=[])
    PaperUse.objects.create(item=town.restaurant, paper_kind=kind, code="lease", name=kind.name, is_handed_in=True)
    return kind


def hold(party: Party, name: str = "健康证明", *, until: int | None = None) -> HeldPaper:
    now = timezone.now()
    day = None if until is None else local_day(now) + timedelta(days=until)
    page = receive_upload(upload=(PDF, f"{name}.pdf"))
    paper = ToHold(name, name, grades.SEEN, "B", files=(page,), valid_until=day)
    [held] = hold_papers(party_id=party.pk, papers=[paper], subject="matter:1", by=SYSTEM, now=now)
    return held


def test_nothing_on_file_says_how_something_gets_there(town: Town) -> None:
    page = signed_in(town.account).get(LIST).content.decode()
    assert "材料库还是空的" in page
    assert reverse("cases:put_in_paper") in page


def test_a_paper_put_in_is_of_grade_c_and_can_be_looked_at_and_withdrawn(town: Town, lease: PaperKind) -> None:
    reader = signed_in(town.account)
    pages = [SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])) for n in (65, 66)]
    until = (local_day(timezone.now()) + timedelta(days=90)).isoformat()
    reader.post("/my/papers/new/", {"kind": lease.code, "valid_until": until, "pages": pages})
    held = HeldPaper.objects.get(party=town.applicant)
    assert (held.name, held.grade, held.valid_until.isoformat(), held.source) == (lease.name, "C", until, "")
    assert lease.name in reader.get(LIST).content.decode()
    second = reader.get(reverse("cases:own_paper_page", args=[held.pk, 2]))
    assert b"".join(second.streaming_content) == PDF + b"B"  # type: ignore[attr-defined]
    assert reader.get(reverse("cases:own_paper_page", args=[held.pk, 3])).status_code == 404
    reader.post(reverse("cases:withdraw_paper", args=[held.pk]))
    held.refresh_from_db()
    assert held.state == "withdrawn"
    assert "本人已撤回" in reader.get(LIST).content.decode()


def test_what_will_not_do_is_told_beside_the_form(town: Town, lease: PaperKind) -> None:
    reader, yesterday = signed_in(town.account), local_day(timezone.now()) - timedelta(days=1)
    empty = reader.post("/my/papers/new/", {"kind": lease.code})
    assert empty.status_code == 422
    assert "请选择 1 至 20 个文件" in empty.content.decode()
    told = {"kind": lease.code, "valid_until": yesterday.isoformat()}
    late = reader.post("/my/papers/new/", {**told, "pages": SimpleUploadedFile("a.pdf", PDF)}).content.decode()
    assert f"有效期到 {in_words(yesterday.isoformat())} 为止" in late
    wrong = reader.post("/my/papers/new/", {"kind": lease.code, "pages": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    assert not HeldPaper.objects.exists()


def test_a_list_is_narrowed_down_and_takes_a_bounded_number_of_statements(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(23):
        hold(town.applicant, f"材料{number:02d}")
    hold(town.applicant, "旧材料", until=-1)
    reader = signed_in(town.account)
    with django_assert_max_num_queries(14):
        page = reader.get(LIST).content.decode()
    assert page.count("own-paper-acts") == 20
    expired = reader.get(LIST, {"state": "expired"}).content.decode()
    assert "旧材料" in expired
    assert expired.count("own-paper-acts") == 1


def statuses(reader: Any, addresses: list[str]) -> list[int]:
    found = []
    for address in addresses:
        answer = reader.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        found.append(answer.status_code)
    return found


def test_nobody_sees_anothers_papers_and_who_only_runs_an_errand_sees_none(town: Town) -> None:
    held = hold(town.applicant)
    other = make_citizen("19900000071", "王五", sequence=51)
    assert other.account
    reader = signed_in(other.account)
    addresses = [reverse("cases:own_paper_page", args=[held.pk, 1]), f"{LIST}?of={town.applicant.pk}"]
    assert statuses(reader, addresses) == [404, 404]
    assert reader.post(reverse("cases:withdraw_paper", args=[held.pk])).status_code == 404

    given = Authorisation.objects.create(
        party=town.applicant, agent=other, scope="代办", since=local_day(timezone.now()) - timedelta(days=1)
    )
    assert statuses(reader, addresses) == [404, 404]
    given.kind = Authorisation.Kind.GUARDIAN
    given.save()
    assert statuses(reader, addresses) == [200, 200]
