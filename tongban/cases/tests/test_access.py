"""Who may read what belongs to a case: its parties and the officers concerned, and nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import (
    CannotDeliver,
    CannotWithdraw,
    accept_case,
    decide_case,
    deliver_by_download,
    give_opinion,
    withdraw_case,
)
from tongban.cases.actions.telling import tell_uncollected
from tongban.cases.models import Case
from tongban.cases.queries.own import cases_of
from tongban.cases.tests.conftest import Town, make_citizen, signed_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import OutboxRow
from tongban.people.models import Authorisation, Party


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


def test_who_applied_reads_whoever_came(case: Case) -> None:
    other = make_citizen("19900000002", "孙倩", sequence=33)
    assert other.account
    case.matter.party = other
    case.matter.save()
    assert status(signed_in(other.account), file_of(case)) == 200


@pytest.fixture
def agent(case: Case) -> Party:
    """Who brought the case for the applicant."""
    agent = make_citizen("19900000002", "孙倩", sequence=33)
    case.matter.handler = agent
    case.matter.save()
    return agent


def authorised(case: Case, agent: Party, **changes: Any) -> Authorisation:
    told = {"scope": "代办", "since": date(2026, 1, 1), **changes}
    return Authorisation.objects.create(party=case.matter.party, agent=agent, **told)


def pages_of(case: Case, agent: Party) -> set[int]:
    """Ask as the agent for whatever shows the case."""
    assert agent.account
    client, number = signed_in(agent.account), case.matter.number
    pages = [reverse(f"cases:{name}", args=[number]) for name in ("mine", "handed_in", "correct_own")]
    return statuses(client, [*pages, file_of(case), *papers(case.matter.subject)])


@pytest.mark.requirement("N01")
def test_an_agent_reads_what_they_brought_while_the_authorisation_holds(case: Case, agent: Party) -> None:
    assert pages_of(case, agent) == {404}
    authorised(case, agent)

    assert pages_of(case, agent) <= {200, 302}
    assert [each.pk for each in cases_of(agent, on=date(2026, 6, 1))] == [case.pk]


OVER: list[dict[str, Any]] = [
    {"revoked_at": timezone.now()},
    {"until": date(2026, 1, 31)},
    {"since": date(2090, 1, 1)},
    {"item_code": "1" * 31},
]


@pytest.mark.parametrize("over", OVER, ids=lambda over: next(iter(over)))
def test_an_agent_whose_authorisation_does_not_hold_has_no_part_in_the_case(
    case: Case, agent: Party, over: dict[str, Any]
) -> None:
    """An agency ends when it is withdrawn or its time is over (民法典 art. 173)."""
    authorised(case, agent, **over)
    assert agent.account
    now, client = timezone.now(), signed_in(agent.account)

    assert pages_of(case, agent) == {404}
    assert case.matter.number not in client.get(reverse("cases:own")).content.decode()
    assert client.post(reverse("cases:take", args=[case.matter.number])).status_code == 404
    with pytest.raises(CannotDeliver):
        deliver_by_download(case=case, to=agent, now=now)
    with pytest.raises(CannotWithdraw) as refused:
        withdraw_case(case=case, reason="", by=agent, now=now)
    assert "not_your_case" in {obstacle.code for obstacle in refused.value.obstacles}
    case.matter.refresh_from_db()
    assert case.matter.state == "decided"


def test_an_agent_for_this_item_alone_has_their_part(town: Town, case: Case, agent: Party) -> None:
    authorised(case, agent, item_code=town.restaurant.code)

    assert [each.pk for each in cases_of(agent, on=date(2026, 6, 1))] == [case.pk]
    deliver_by_download(case=case, to=agent, now=timezone.now())
    case.matter.refresh_from_db()
    assert case.matter.state == "closed"


def test_nobody_tells_a_former_agent_how_the_case_ended(case: Case, agent: Party) -> None:
    held = authorised(case, agent)
    told = told_to(agent)
    tell_uncollected(case, now=timezone.now())
    assert told_to(agent) == told + 1

    held.revoked_at = timezone.now()
    held.save()
    tell_uncollected(case, now=timezone.now() + timedelta(days=1))
    assert told_to(agent) == told + 1


def told_to(party: Party) -> int:
    rows = OutboxRow.objects.filter(kind="sms")
    return sum(1 for row in rows if row.payload.clear().get("phone") == party.phone.clear())
