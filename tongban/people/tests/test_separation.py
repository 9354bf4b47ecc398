"""The front accepts and never approves, the back approves and never accepts: asked when roles and posts are given."""

import pytest

from tongban.people import actions, queries
from tongban.people.actions.officers import CannotFillPost, CannotGiveRole
from tongban.people.demo import City
from tongban.people.models import Officer, Post, RoleGrant
from tongban.people.queries.separation import together, who_holds_both
from tongban.people.tests.conftest import NOW, TODAY
from tongban.people.tests.test_powers import give, hire


def post_of(officer: Officer, kind: str) -> Post:
    return Post.objects.create(office=officer.office, kind=kind, name=kind)


def fill(post: Post, officer: Officer, **b: Officer) -> Post:
    return actions.fill_post(post=post, holder_a=officer, holder_b=b.get("b"), by=officer, now=NOW)


@pytest.mark.requirement("C01")
def test_whoever_accepts_for_an_office_cannot_be_made_its_approver(city: City) -> None:
    officer = hire(city.office("市监局", "青岚县"))
    give(officer, "clerk", city.office("人民政府", "青岚县"))
    fill(post_of(officer, Post.Kind.ACCEPTANCE), officer)
    give(officer, "approver", officer.office)  # without an approval post it sleeps
    assert queries.may(officer, "accept", office=officer.office, on=TODAY)

    with pytest.raises(CannotFillPost) as refused:
        fill(post_of(officer, Post.Kind.APPROVAL), hire(officer.office, number="X2"), b=officer)
    [obstacle] = refused.value.obstacles
    assert (obstacle.code, obstacle.details["office"]) == ("front_and_back_together", officer.office.name)
    assert not queries.may(officer, "decide", office=officer.office, on=TODAY)


@pytest.mark.requirement("C01")
def test_whoever_approves_cannot_be_made_a_clerk_over_the_same_office_but_elsewhere(city: City) -> None:
    officer = hire(city.office("市监局", "青岚县"))
    give(officer, "approver", officer.office)
    for kind in (Post.Kind.APPROVAL, Post.Kind.ACCEPTANCE):
        fill(post_of(officer, kind), officer)
    with pytest.raises(CannotGiveRole) as refused:
        give(officer, "clerk", city.office("人民政府", "青岚县"))
    assert [o.code for o in refused.value.obstacles] == ["front_and_back_together"]
    assert give(officer, "clerk", city.office("人民政府", "石桥县"))


@pytest.mark.requirement("C01")
def test_nobody_of_the_city_holds_both_and_who_does_in_old_data_is_found(city: City) -> None:
    assert who_holds_both(TODAY) == []
    officer = city.officer("zhaojun")
    Post.objects.create(office=officer.office, kind=Post.Kind.ACCEPTANCE, name="受理岗", holder_b=officer)
    RoleGrant.objects.create(officer=officer, role="clerk", office=officer.office, since=TODAY)
    assert who_holds_both(TODAY) == [(officer, officer.office)]
    assert together(officer, on=TODAY) == [officer.office]
