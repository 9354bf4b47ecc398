"""Work in hand when its officer goes away or may not do it any more, and what was tried outside a mandate."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.matters.actions import claim_step, complete_step, release_step
from tongban.matters.actions.refusals import CannotAct
from tongban.matters.models import Matter, Step
from tongban.matters.queries import may_see, work_list
from tongban.matters.queries.trail import trail
from tongban.matters.tests.conftest import MORNING, Town, officer, under_way
from tongban.people.actions import end_absence, end_mandate, record_absence, record_mandate
from tongban.people.models import Absence, Mandate, Officer, Overstep, Post, RoleGrant
from tongban.people.reactions import begin_absences, close_mandates
from tongban.people.rules.mandates import CHIEF

DAY, TODAY = timedelta(days=1), local_day(MORNING)


@pytest.fixture
def b(town: Town) -> Officer:
    """Holder B of the reviewer's post: of the office, with no role."""
    other = officer(town.market)
    Post.objects.create(office=town.market, kind="review", name="审查岗", holder_a=town.reviewer, holder_b=other)
    return other


def claimed(town: Town, *, amount: int = 3) -> Step:
    _, (step, *_rest) = under_way(town, [town.market])
    return claim_step(step=step, by=town.reviewer, now=MORNING)


def away(who: Officer, *, days: int = 4, since: date = TODAY, by: Officer | None = None) -> Absence:
    until = since + timedelta(days=days)
    return record_absence(officer=who, since=since, until=until, cause="leave", by=by or who, now=MORNING)


def mandated(town: Town, *powers: str, **given: Any) -> tuple[Officer, Mandate]:
    """Somebody of the office who reviews by a mandate alone."""
    chief = officer(town.market)
    Mandate.objects.filter(office=town.market, kind=CHIEF).delete()
    mandate = record_mandate(
        **{
            "kind": CHIEF, "officer": chief, "office": town.market, "powers": powers, "item_codes": [],
            "document": "云授〔2026〕8号", "signer": "局长", "since": date(2026, 1, 1), "until": None, "by": SYSTEM,
            "now": MORNING,
        } | given
    )  # fmt: skip
    return chief, mandate


@pytest.mark.requirement("L04")
def test_what_falls_due_while_a_is_away_goes_to_b_and_what_is_later_stays(town: Town, b: Officer) -> None:
    soon, later = claimed(town), claimed(town)
    Step.objects.filter(pk=later.pk).update(due_at=MORNING + 30 * DAY)

    away(town.reviewer)

    assert Step.objects.get(pk=soon.pk).claimed_by == b
    assert Step.objects.get(pk=later.pk).claimed_by == town.reviewer
    matter = Matter.objects.get(pk=soon.matter_id)
    assert [each.name for each in events_of(matter.subject)][-1] == "StepPassedOn"
    assert "B 角" in trail(matter)[0].text
    assert list(work_list(b, now=MORNING, on=TODAY).values_list("claimed_by", flat=True)).count(b.pk) == 1


@pytest.mark.requirement("L04")
def test_b_ends_what_b_took_up_after_a_is_back_and_new_work_is_a_s_again(town: Town, b: Officer) -> None:
    absence = away(town.reviewer)
    taken = claimed_by(b, town)
    end_absence(absence=absence, by=town.reviewer, now=MORNING + DAY)

    later, on = MORNING + 2 * DAY, TODAY + 2 * DAY
    assert may_see(b, taken.matter, on=on)
    assert [row.step_id for row in work_list(b, now=later, on=on)] == [taken.pk]
    _, (fresh, *_rest) = under_way(town, [town.market])
    with pytest.raises(CannotAct):
        claim_step(step=fresh, by=b, now=later)
    claim_step(step=fresh, by=town.reviewer, now=later)

    complete_step(step=taken, outcome="pass", opinion="", by=b, now=later)
    assert not work_list(b, now=later, on=on).exists()


def claimed_by(who: Officer, town: Town) -> Step:
    _, (step, *_rest) = under_way(town, [town.market])
    return claim_step(step=step, by=who, now=MORNING)


@pytest.mark.requirement("L04")
def test_b_who_lays_back_what_b_kept_has_it_no_more(town: Town, b: Officer) -> None:
    absence = away(town.reviewer)
    taken = claimed_by(b, town)
    end_absence(absence=absence, by=town.reviewer, now=MORNING + DAY)
    release_step(step=taken, by=b, now=MORNING + 2 * DAY)
    with pytest.raises(CannotAct):
        claim_step(step=taken, by=b, now=MORNING + 2 * DAY)


@pytest.mark.requirement("L04")
def test_work_nobody_can_stand_in_for_goes_to_the_whole_office(town: Town, b: Officer) -> None:
    step = claimed(town)
    away(b, by=b)
    away(town.reviewer)
    assert Step.objects.get(pk=step.pk).claimed_by is None
    claim_step(step=step, by=town.colleague, now=MORNING)


@pytest.mark.requirement("L04")
def test_an_absence_to_come_moves_nothing_before_its_day(town: Town, b: Officer) -> None:
    step = claimed(town)
    away(town.reviewer, since=TODAY + DAY)
    assert Step.objects.get(pk=step.pk).claimed_by == town.reviewer
    begin_absences(MORNING + DAY)
    assert Step.objects.get(pk=step.pk).claimed_by == b


@pytest.mark.requirement("L03")
def test_a_mandate_that_ends_while_a_case_waits_gives_its_steps_back_to_the_office(town: Town) -> None:
    chief, mandate = mandated(town, "review")
    _, (step, *_rest) = under_way(town, [town.market])
    claim_step(step=step, by=chief, now=MORNING)

    end_mandate(mandate=mandate, last_day=TODAY, reason="轮岗", by=SYSTEM, now=MORNING)
    assert Step.objects.get(pk=step.pk).claimed_by == chief  # its last day is not over
    close_mandates(MORNING + DAY)

    assert Step.objects.get(pk=step.pk).claimed_by is None
    assert "授权终止" in trail(Matter.objects.get(pk=step.matter_id))[0].text
    for act in (claim_step, complete_step):
        with pytest.raises(CannotAct) as refused:
            act(step=step, by=chief, now=MORNING + DAY, **({} if act is claim_step else OUTCOME))
        (obstacle,) = refused.value.obstacles
        assert (obstacle.code, obstacle.details) == (
            "mandate_ended",
            {"document": mandate.document, "until": TODAY.isoformat()},
        )
    claim_step(step=step, by=town.reviewer, now=MORNING + DAY)


OUTCOME = {"outcome": "pass", "opinion": "符合"}


@pytest.mark.requirement("L03")
def test_a_mandate_ended_with_yesterday_is_over_at_once_and_other_powers_keep_their_work(town: Town) -> None:
    both, mandate = mandated(town, "review", officer=town.reviewer)[0], Mandate.objects.get(kind=CHIEF)
    assert mandate.officer == town.reviewer
    assert both != town.reviewer
    kept = claimed(town)
    end_mandate(mandate=mandate, last_day=TODAY - DAY, reason="调离", by=SYSTEM, now=MORNING)
    assert Step.objects.get(pk=kept.pk).claimed_by == town.reviewer  # a reviewer by role still


@pytest.fixture
def desk(town: Town) -> tuple[Client, Officer, Step]:
    """A chief whose mandate says: decide, and nothing of reviewing; and a step of reviewing."""
    today = local_day(timezone.now())
    chief, _ = mandated(town, "decide", since=today - DAY)
    step = under_way(town, [town.market], now=timezone.now())[1][0]
    RoleGrant.objects.create(officer=chief, role="chief", office=town.market, since=today - DAY)
    client = Client()
    client.force_login(chief.account)
    return client, chief, step


@pytest.mark.requirement("L03")
def test_an_act_outside_the_mandate_is_refused_and_put_on_record_once(desk: tuple[Client, Officer, Step]) -> None:
    client, chief, step = desk
    address = reverse("matters:claim", args=[step.matter.number, step.pk])
    for _again in range(2):
        answer = client.post(address)
        assert answer.status_code == 403
    assert "云授〔2026〕8号" in answer.text  # which mandate does not reach it

    (kept,) = Overstep.objects.all()
    assert (kept.officer, kept.power, kept.office, kept.item_code) == (chief, "review", step.office, "food")
    assert (kept.code, kept.about) == ("outside_mandate", address)
    assert [each.name for each in events_of(f"officer:{chief.pk}")].count("Overstepped") == 1
    assert Step.objects.get(pk=step.pk).claimed_by is None


@pytest.mark.requirement("L03")
def test_what_is_within_ones_powers_is_put_on_no_record(town: Town, desk: tuple[Client, Officer, Step]) -> None:
    client, _, step = desk
    assert client.get(reverse("matters:matter", args=[step.matter.number])).status_code == 200
    reviewer = Client()
    reviewer.force_login(town.reviewer.account)
    reviewer.post(reverse("matters:claim", args=[step.matter.number, step.pk]))
    assert not Overstep.objects.exists()
