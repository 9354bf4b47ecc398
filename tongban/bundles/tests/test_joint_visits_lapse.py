"""A proposal that not every office has answered falls away with its day; and what its form knows beforehand."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tongban.bundles.actions.joint_visits import lapse_joint_visit, move_joint_visit, settle_joint_visit
from tongban.bundles.actions.refusals import CannotLead
from tongban.bundles.queries.joint_visits import parts_asked, place_of, reviews_of
from tongban.bundles.reactions import let_proposals_lapse
from tongban.bundles.tests.test_joint_visits import SOON, Kitchen, codes, kitchen, messages  # noqa: F401 (fixture)
from tongban.cases.models import SiteVisit
from tongban.kernel.moments import BEIJING, local_day


def the_day_after(moment: datetime) -> datetime:
    """Return the first moment in China after the day of a moment."""
    return datetime.combine(local_day(moment) + timedelta(days=1), time(), BEIJING)


@pytest.mark.requirement("B22")
def test_a_proposal_that_not_all_have_answered_lapses_with_its_day(kitchen: Kitchen) -> None:  # noqa: F811
    town = kitchen.street.town
    joint = kitchen.propose()
    over = the_day_after(SOON)
    let_proposals_lapse(over - timedelta(seconds=1))
    joint.refresh_from_db()
    assert joint.state == "asked", "on the day itself it stands"

    let_proposals_lapse(over)
    joint.refresh_from_db()
    assert joint.state == "lapsed"
    assert not joint.is_open
    assert {part.state for part in joint.parts.all()} == {"left"}
    assert {visit.state for visit in SiteVisit.objects.all()} == {"cancelled"}
    assert not messages()
    assert not messages("joint_visit_off"), "who was not told is not told that nothing comes of it"
    assert not parts_asked(town.streets_reviewer, on=local_day(over))
    assert not lapse_joint_visit(joint=joint, now=over), "once"

    again = kitchen.propose(planned_for=over + timedelta(days=2), now=over)
    assert again.state == "asked"
    assert len(reviews_of(kitchen.whole)) == again.parts.count() + 1  # streets look at two things


@pytest.mark.requirement("B22")
def test_what_is_over_is_neither_answered_nor_settled_nor_moved(kitchen: Kitchen) -> None:  # noqa: F811
    town = kitchen.street.town
    joint = kitchen.propose()
    over = the_day_after(SOON)
    acts: list[Callable[[], Any]] = [
        lambda: kitchen.join(now=over),
        lambda: settle_joint_visit(joint=joint, by=town.chief, now=over),
        lambda: move_joint_visit(
            joint=joint, planned_for=over + timedelta(days=1), reason="改期", by=town.chief, now=over
        ),
    ]
    for done in (False, True):  # before the worker has come by, and after
        for act in acts:
            with pytest.raises(CannotLead) as refused:
                act()
            assert codes(refused) == ["joint_visit_lapsed"]
        assert lapse_joint_visit(joint=joint, now=over) is not done


@pytest.mark.requirement("B22")
def test_what_was_recorded_stays_and_what_was_settled_does_not_lapse(kitchen: Kitchen) -> None:  # noqa: F811
    joint = kitchen.propose()
    kitchen.join()
    assert not lapse_joint_visit(joint=joint, now=the_day_after(SOON))
    joint.refresh_from_db()
    assert joint.state == "set"


@pytest.mark.requirement("B22")
def test_the_place_is_where_the_members_say_they_are(kitchen: Kitchen) -> None:  # noqa: F811
    whole, reviews = kitchen.whole, reviews_of(kitchen.whole)
    assert place_of(whole, reviews) == "", "no field that they share says so"
    whole.version.same_fields = [{"key": "place_address", "of": ["food.name"]}]
    assert place_of(whole, reviews) == "云味小馆"
    whole.version.same_fields = [{"key": "place_address", "of": ["food.name", "drain.tank"]}]
    assert place_of(whole, reviews) == "", "they do not agree"
