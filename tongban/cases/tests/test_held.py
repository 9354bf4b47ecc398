"""Never ask twice: what was accepted or granted once is on file, and used instead of an upload."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.cases.actions import (
    accept_case,
    attach_paper,
    decide_case,
    give_opinion,
    obstacles_to_draft,
    submit_draft,
    take_back_paper,
)
from tongban.cases.actions.held import use_on_file
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.actions.results import end_result
from tongban.cases.models import Case, Draft, Paper
from tongban.cases.queries.held import Offer, offers, offers_to
from tongban.cases.tests.conftest import MORNING, PDF, Town, make_citizen
from tongban.catalogue.models import ItemVersion, MaterialSpec, PaperKind, PaperUse
from tongban.documents.actions import CannotUse, remove_file, withdraw_held_paper
from tongban.documents.models import HeldPaper, StoredFile
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.matters.models import Step
from tongban.people.models import Authorisation

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E16")]
TODAY, LATER = local_day(MORNING), MORNING + timedelta(days=1)


@pytest.fixture
def layout(town: Town) -> PaperKind:
    """The catalogue of papers knows the layout plan, which the restaurant asks for."""
    kind = PaperKind.objects.create(code="CL00001", name="平面布局图", other_names=[])
    for spec in MaterialSpec.objects.filter(code="layout"):
        PaperUse.objects.create(
            item=spec.version.item, paper_kind=kind, code=spec.code, name=spec.name, is_handed_in=True
        )
    return kind


def accepted(town: Town, *, now: datetime = MORNING) -> Case:
    return accept_case(case=town.case(now=now), by=town.clerk, now=now)


def offer_in(draft: Draft) -> Offer:
    return offers(draft.party, draft.version.materials.all(), on=TODAY)["layout"]


def used(town: Town, draft: Draft) -> list[Paper]:
    """Take it into a draft that has everything else."""
    for spec in draft.version.materials.filter(necessity="required", exempted_by="").exclude(papers__draft=draft):
        if spec.code != "layout":
            attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=town.account, now=LATER)
    return use_on_file(draft=draft, offer=offer_in(draft), by=town.account, now=LATER)


def test_a_paper_goes_on_file_when_its_case_is_accepted_and_not_before(town: Town, layout: PaperKind) -> None:
    case = town.case()
    assert not HeldPaper.objects.exists()
    accept_case(case=case, by=town.clerk, now=MORNING)
    held = HeldPaper.objects.get()
    assert (held.party, held.kind, held.name) == (town.applicant, "CL00001", "平面布局图")
    assert (held.source, held.office_name) == (case.matter.number, town.bureau.name)
    assert held.grade == ("D" if case.papers.get(spec__code="layout").spec.source == "self" else "C")


def test_a_paper_that_the_catalogue_does_not_know_stays_with_its_case(town: Town) -> None:
    accepted(town)
    assert not HeldPaper.objects.exists()


def test_a_later_application_uses_it_and_nothing_is_uploaded(town: Town, layout: PaperKind) -> None:
    case = accepted(town)
    draft = town.draft(town.restaurant, now=LATER)
    assert offer_in(draft).is_usable
    assert "layout" in {obstacle.details.get("code") for obstacle in obstacles_to_draft(draft, now=LATER)}
    [paper] = used(town, draft)
    assert used(town, draft) == [paper]  # pressed twice
    later = submit_draft(draft=draft, channel="web", now=LATER)
    paper = later.papers.get(spec__code="layout")
    assert (paper.provenance, paper.held, paper.file.subject) == (
        "held", HeldPaper.objects.get(), later.matter.subject,
    )  # fmt: skip
    assert case.papers.get(spec__code="layout").file.subject == case.matter.subject
    accept_case(case=later, by=town.clerk, now=LATER)
    assert HeldPaper.objects.count() == 1, "what came from there does not go there again"


def test_one_handed_in_instead_takes_its_place(town: Town, layout: PaperKind) -> None:
    accepted(town)
    draft = town.draft(town.restaurant, now=LATER)
    used(town, draft)
    take_back_paper(paper=draft.papers.get(spec__code="layout"), by=town.account, now=LATER)
    spec = draft.version.materials.get(code="layout")
    attach_paper(draft=draft, spec=spec, upload=(PDF + b"%new", "new.pdf"), by=town.account, now=LATER)
    accept_case(case=submit_draft(draft=draft, channel="web", now=LATER), by=town.clerk, now=LATER)
    assert sorted(HeldPaper.objects.values_list("state", flat=True)) == ["held", "replaced"]


def test_withdrawn_while_a_draft_is_open_it_keeps_the_draft_from_being_handed_in(town: Town, layout: PaperKind) -> None:
    accepted(town)
    draft = town.draft(town.restaurant, now=LATER)
    [paper] = used(town, draft)
    withdraw_held_paper(held=HeldPaper.objects.get(), by=town.applicant, now=LATER)
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=LATER)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["held_paper_withdrawn"]
    take_back_paper(paper=paper, by=town.account, now=LATER)
    spec = draft.version.materials.get(code="layout")
    attach_paper(draft=draft, spec=spec, upload=(PDF, "again.pdf"), by=town.account, now=LATER)
    assert submit_draft(draft=draft, channel="web", now=LATER).pk


def test_expired_between_draft_and_hand_in_it_is_refused_with_its_last_day(town: Town, layout: PaperKind) -> None:
    accepted(town)
    HeldPaper.objects.update(valid_until=local_day(LATER))
    draft = town.draft(town.restaurant, now=LATER)
    used(town, draft)
    assert not obstacles_to_draft(draft, now=LATER)
    [obstacle] = obstacles_to_draft(draft, now=LATER + timedelta(days=1))
    assert (obstacle.code, obstacle.details) == ("held_paper_expired", {"until": local_day(LATER).isoformat()})


def test_two_applications_use_it_at_once(town: Town, layout: PaperKind) -> None:
    accepted(town)
    first, second = town.draft(town.restaurant, now=LATER), town.draft(town.signboard, now=LATER)
    spec = second.version.materials.get(code="drawing")
    PaperUse.objects.create(item=town.signboard, paper_kind=layout, code="drawing", name="效果图", is_handed_in=True)
    used(town, first)
    use_on_file(draft=second, offer=offers(second.party, [spec], on=TODAY)["drawing"], by=town.account, now=LATER)
    case = submit_draft(draft=first, channel="web", now=LATER)
    assert Paper.objects.get(draft=second, spec=spec).file.subject == second.subject
    assert case.papers.get(spec__code="layout").file.subject == case.matter.subject


def test_a_file_destroyed_while_held_is_told_and_not_used(town: Town, layout: PaperKind) -> None:
    accepted(town)
    held = HeldPaper.objects.get()
    remove_file(file=StoredFile.objects.get(subject=held.subject), by=SYSTEM, now=LATER)
    draft = town.draft(town.restaurant, now=LATER)
    assert [obstacle.code for obstacle in offer_in(draft).obstacles] == ["held_paper_destroyed"]
    with pytest.raises(CannotUse):
        used(town, draft)


def test_forgotten_while_in_a_draft_it_has_to_be_handed_in_again(town: Town, layout: PaperKind) -> None:
    accepted(town)
    draft = town.draft(town.restaurant, now=LATER)
    used(town, draft)
    HeldPaper.objects.all().delete()
    assert [obstacle.code for obstacle in obstacles_to_draft(draft, now=LATER)] == ["held_paper_destroyed"]


def test_where_the_original_is_wanted_an_upload_on_file_does_not_serve(town: Town, layout: PaperKind) -> None:
    accepted(town)
    draft = town.draft(town.restaurant, now=LATER)
    spec = draft.version.materials.get(code="layout")
    spec.kind = MaterialSpec.Kind.ORIGINAL
    offer = offers(draft.party, [spec], on=TODAY)["layout"]
    assert [obstacle.code for obstacle in offer.obstacles] == ["held_paper_original_wanted"]
    with pytest.raises(CannotUse):
        use_on_file(draft=draft, offer=offer, by=town.account, now=LATER)


def test_nobody_is_offered_anothers_papers_and_an_agent_only_under_an_authorisation_for_the_item(
    town: Town, layout: PaperKind
) -> None:
    accepted(town)
    agent = make_citizen("19900000077", "孙倩", sequence=31)
    specs = list(ItemVersion.objects.get(pk=town.restaurant.current_id).materials.all())

    def seen_by(item_code: str) -> set[str]:
        return set(offers_to(agent, town.applicant, specs, item_code=item_code, on=TODAY))

    assert seen_by(town.restaurant.code) == set()
    Authorisation.objects.create(
        party=town.applicant, agent=agent, scope="代办", since=TODAY, item_code=town.restaurant.code
    )
    assert seen_by(town.restaurant.code) == {"layout"}
    assert seen_by(town.signboard.code) == set()
    assert offers(agent, specs, on=TODAY) == {}


def test_a_granted_result_is_on_file_as_issued_by_us_with_its_validity(town: Town) -> None:
    PaperKind.objects.create(code="CL00009", name="食品经营许可证", other_names=[])
    case = accepted(town)
    for step in Step.objects.filter(matter=case.matter).exclude(code="decide").select_related("office"):
        by = town.market_reviewer if step.office == town.market else town.streets_reviewer
        give_opinion(step=step, outcome="agree", opinion="同意", by=by, now=LATER)
    decision = decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=LATER)
    held, result = HeldPaper.objects.get(), case.results.get()
    assert (held.kind, held.grade, held.came, held.document) == ("CL00009", "A", "issued", decision.document)
    assert (held.valid_from, held.valid_until, held.number) == (local_day(LATER), date(2031, 4, 27), result.number)
    end_result(result, state="revoked", by=town.approver, now=LATER)
    held.refresh_from_db()
    assert held.state == "ended"


def test_acceptance_takes_one_statement_more_without_such_papers_and_a_constant_number_with_them(
    town: Town, layout: PaperKind, monkeypatch: Any
) -> None:
    def statements(case: Case) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            accept_case(case=case, by=town.clerk, now=LATER)
        return len(asked)

    accepted(town)  # what is composed and remembered once
    with_one = statements(town.case(now=LATER))
    PaperUse.objects.update(paper_kind=None)
    without = statements(town.case(now=LATER))
    assert with_one - without <= 8
    assert without == len(_statements_without_reaction(town, monkeypatch)) + 1


def _statements_without_reaction(town: Town, monkeypatch: Any) -> list[Any]:
    monkeypatch.setattr("tongban.cases.reactions.put_papers_on_file", lambda **_: None)
    case = town.case(now=LATER)
    with CaptureQueriesContext(connection) as asked:
        accept_case(case=case, by=town.clerk, now=LATER)
    return list(asked)
