"""Who may read what belongs to a case: its parties and the officers concerned, and nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import accept_case, decide_case, give_opinion
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, make_citizen, signed_in
from tongban.documents.models import PrintedDocument
from tongban.people.models import Party


@pytest.fixture
def case(town: Town) -> Case:
    """A case that was decided, so that every paper there is was printed."""
    now = timezone.now()
    case = accept_case(case=town.case(now=now), by=town.clerk, now=now)
    for code, officer in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        give_opinion(step=case.matter.steps.get(code=code), outcome="agree", opinion="", by=officer, now=now)
    return decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=now).case


@pytest.fixture
def stranger(town: Town) -> Client:
    other = make_citizen("19900000009", "别人", sequence=31)
    assert other.account
    return signed_in(other.account)


def file_of(case: Case) -> str:
    paper = case.papers.first()
    assert paper
    return reverse("documents:file", args=[paper.file_id])


def papers(subject: str) -> list[str]:
    numbers = PrintedDocument.objects.filter(subject=subject).values_list("number", flat=True)
    return [reverse("documents:document", args=[number]) for number in numbers]


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, the file is closed
    return answer.status_code


def statuses(client: Client, addresses: list[str]) -> set[int]:
    return {status(client, address) for address in addresses}


def test_the_applicant_reads_the_own_files_and_papers(town: Town, case: Case) -> None:
    assert statuses(signed_in(town.account), [file_of(case), *papers(case.matter.subject)]) == {200}


def test_another_citizen_reads_nothing(case: Case, stranger: Client) -> None:
    assert 200 not in statuses(stranger, [file_of(case), *papers(case.matter.subject), *papers(case.inside)])


def test_who_is_not_signed_in_reads_nothing(case: Case) -> None:
    assert 200 not in statuses(Client(), [file_of(case), *papers(case.matter.subject), *papers(case.inside)])


def test_the_approval_sheet_is_for_officers_alone(town: Town, case: Case) -> None:
    (sheet,) = papers(case.inside)
    assert status(signed_in(town.account), sheet) != 200
    assert status(signed_in(town.approver), sheet) == 200


def test_an_office_without_a_part_in_it_reads_nothing(town: Town) -> None:
    case = town.case(now=timezone.now())
    assert status(signed_in(town.clerk), file_of(case)) == 200
    assert status(signed_in(town.streets_reviewer), file_of(case)) != 200


def test_a_file_of_a_draft_is_for_the_account_that_fills_it_in(town: Town, stranger: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    paper = draft.papers.first()
    assert paper
    address = reverse("documents:file", args=[paper.file_id])
    assert status(signed_in(town.account), address) == 200
    assert status(stranger, address) != 200
    assert status(signed_in(town.clerk), address) != 200


def _handler(case: Case, party: Party) -> None:
    case.matter.handler = party


def _applicant(case: Case, party: Party) -> None:
    case.matter.party = party


@pytest.mark.parametrize("become", [_handler, _applicant])
def test_who_came_for_somebody_reads_as_well_as_who_applied(case: Case, become: Callable[[Case, Party], None]) -> None:
    agent = make_citizen("19900000002", "孙倩", sequence=33)
    assert agent.account
    become(case, agent)
    case.matter.save()
    assert status(signed_in(agent.account), file_of(case)) == 200
