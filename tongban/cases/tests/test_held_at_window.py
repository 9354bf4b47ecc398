"""At the window: what is on file for whom the visit is serves instead of what would be laid on the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case
from tongban.cases.tests.at_window import FILLED, SEEN
from tongban.cases.tests.conftest import PDF, Town
from tongban.catalogue.models import PaperKind, PaperUse
from tongban.documents.actions import ToHold, hold_papers, receive_upload, withdraw_held_paper
from tongban.documents.models import HeldPaper
from tongban.documents.rules import grades
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.windows.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E16")]


@pytest.fixture
def held(town: Town, visit: Visit) -> HeldPaper:
    kind = PaperKind.objects.create(code="CL00001", name="布局流程图", other_names=[])
    PaperUse.objects.create(item=town.restaurant, paper_kind=kind, code="layout", name="布局流程图", is_handed_in=True)
    page = receive_upload(upload=(PDF, "布局.pdf"))
    paper = ToHold(kind.code, kind.name, grades.SEEN, "B", files=(page,))
    [held] = hold_papers(
        party_id=visit.party_id, papers=[paper], subject="matter:1", source="990100-1", by=SYSTEM, now=timezone.now()
    )
    return held


def sheet(town: Town) -> str:
    return reverse("cases:window_item", args=[town.restaurant.code])


def test_the_sheet_offers_it_and_takes_it_as_it_is(town: Town, clerk: Client, held: HeldPaper) -> None:
    page = clerk.get(sheet(town)).content.decode()
    assert "材料库里的布局流程图" in page
    assert 'value="on-file" selected' in page  # grade B is used again as it is
    clerk.post(sheet(town), {**FILLED, "from-layout": "on-file", "do": "receive"})
    paper = Case.objects.get().papers.get(spec__code="layout")
    assert (paper.provenance, paper.grade, paper.held, paper.original_seen) == ("held", "B", held, True)


def test_another_one_may_be_handed_in_instead(town: Town, clerk: Client, held: HeldPaper) -> None:
    clerk.post(sheet(town), {**FILLED, **SEEN, "from-layout": "", "do": "receive"})
    paper = Case.objects.get().papers.get(spec__code="layout")
    assert (paper.provenance, paper.held) == ("seen", None)


def test_the_next_item_of_the_visit_knows_that_nothing_was_handed_in(
    town: Town, clerk: Client, held: HeldPaper
) -> None:
    clerk.post(sheet(town), {**FILLED, "from-layout": "on-file", "do": "receive"})
    first = Case.objects.get().papers.get(spec__code="layout")
    clerk.post(sheet(town), {**FILLED, "key": "two", "from-layout": str(first.pk), "do": "receive"})
    second = Case.objects.latest("pk").papers.get(spec__code="layout")
    assert second.case != first.case
    assert (second.provenance, second.held) == ("held", held)


def test_what_was_withdrawn_meanwhile_is_not_taken(town: Town, clerk: Client, held: HeldPaper) -> None:
    withdraw_held_paper(held=held, by=SYSTEM, now=timezone.now())
    clerk.post(sheet(town), {**FILLED, "from-layout": "on-file", "do": "receive"})
    assert not Case.objects.filter(papers__held=held).exists()


def test_looking_at_it_is_recorded_and_ends_with_the_visit(
    town: Town, clerk: Client, held: HeldPaper, visit: Any
) -> None:
    address = reverse("cases:window_held_page", args=[town.restaurant.code, "layout", 1])
    answer = clerk.get(address)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert str(visit.pk) in JournalEntry.objects.get(subject=held.subject).body
    clerk.post(reverse("cases:end_visit"), {"outcome": "consultation"})
    assert clerk.get(address).status_code == 302
