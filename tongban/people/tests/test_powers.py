"""Permission: role × office subtree × dates × post."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tongban.kernel.requests import within
from tongban.people import actions, queries
from tongban.people.actions.officers import CannotFillPost, CannotGiveRole
from tongban.people.demo import City
from tongban.people.models import Account, Office, Officer, Post, RoleGrant
from tongban.people.rules.mandates import POWERS_OF_KIND
from tongban.people.rules.roles import POWERS, ROLES
from tongban.people.tests.conftest import NOW, TODAY

SEEN = "see"


def hire(office: Office, *, number: str = "X1", is_contracted: bool = False) -> Officer:
    account = Account.objects.create(kind=Account.Kind.STAFF, username=number)
    return Officer.objects.create(
        account=account,
        office=office,
        name="某某",
        staff_number=number,
        is_contracted=is_contracted,
        joined_on=TODAY - timedelta(days=100),
    )


@pytest.fixture
def officer(city: City) -> Officer:
    return hire(city.office("市监局", "青岚县"))


def give(officer: Officer, role: str, office: Office, **dates: object) -> RoleGrant:
    return actions.give_role(
        officer=officer, role=role, office=office, **{"since": TODAY, **dates}, by=officer, now=NOW
    )


def test_a_role_holds_over_an_office_and_everything_under_it(city: City, officer: Officer) -> None:
    county = city.office("人民政府", "青岚县")
    give(officer, "supervisor", county)

    assert queries.may(officer, "supervise", office=county, on=TODAY)
    assert queries.may(officer, "supervise", office=city.office("公安局", "青岚县"), on=TODAY)
    assert queries.may(officer, "supervise", office=city.office("茶亭镇", "茶亭镇"), on=TODAY)
    assert not queries.may(officer, "supervise", office=city.office("公安局", "石桥县"), on=TODAY)
    assert not queries.may(officer, "supervise", office=city.office("公安局"), on=TODAY)


def test_a_role_holds_from_its_first_to_its_last_day(officer: Officer) -> None:
    last = TODAY + timedelta(days=9)
    give(officer, "supervisor", officer.office, until=last)

    def may(days: int) -> bool:
        return queries.may(officer, "supervise", office=officer.office, on=TODAY + timedelta(days=days))

    assert [may(days) for days in (-1, 0, 9, 10)] == [False, True, True, False]


def test_a_role_that_was_ended_no_longer_holds(officer: Officer) -> None:
    grant = give(officer, "reviewer", officer.office)
    actions.end_role(grant=grant, until=TODAY, by=officer, now=NOW)

    assert queries.may(officer, "review", office=officer.office, on=TODAY)
    assert not queries.may(officer, "review", office=officer.office, on=TODAY + timedelta(days=1))


def test_nobody_decides_without_an_approval_post(city: City, officer: Officer) -> None:
    give(officer, "approver", officer.office)
    assert not queries.may(officer, "decide", office=officer.office, on=TODAY)

    post = Post.objects.create(office=officer.office, kind=Post.Kind.APPROVAL, name="审批岗")
    actions.fill_post(post=post, holder_a=None, holder_b=officer, by=officer, now=NOW)
    assert queries.may(officer, "decide", office=officer.office, on=TODAY)


def test_contracted_staff_receive_and_never_accept(city: City) -> None:
    contracted = hire(city.office("行政审批局"), is_contracted=True)
    give(contracted, "clerk", contracted.office)
    post = Post.objects.create(office=contracted.office, kind=Post.Kind.ACCEPTANCE, name="受理岗")

    with pytest.raises(CannotFillPost) as refused:
        actions.fill_post(post=post, holder_a=contracted, holder_b=None, by=contracted, now=NOW)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["contracted_staff_only_receive"]

    Post.objects.filter(pk=post.pk).update(holder_a=contracted)  # even if it stood so in old data
    assert queries.powers_at(contracted, office=contracted.office, on=TODAY) == {"receive", "see"}
    assert not queries.may(contracted, "accept", office=contracted.office, on=TODAY)


def test_who_has_left_may_nothing(officer: Officer) -> None:
    give(officer, "supervisor", officer.office)
    officer.left_on = TODAY - timedelta(days=1)

    assert not queries.may(officer, "see", office=officer.office, on=TODAY)
    assert queries.powers_at(officer, office=officer.office, on=TODAY) == frozenset()


def test_the_answers_agree_for_every_power(city: City) -> None:
    for username in ("wangmin", "fangyuan", "chenli", "zhaojun", "zhengguoqiang", "gaoxiang", "zhoukai"):
        officer = city.officer(username)
        for office in (
            city.office("公安局"),
            city.office("市监局"),
            city.office("行政审批局"),
            city.office("茶亭镇", "茶亭镇"),
        ):
            asked = {power for power in POWERS if queries.may(officer, power, office=office, on=TODAY)}
            assert asked == queries.powers_at(officer, office=office, on=TODAY)


def test_offices_are_filtered_by_one_subquery(city: City, django_assert_num_queries: pytest.FixtureRequest) -> None:
    officer = city.officer("gaoxiang")
    with django_assert_num_queries(2):  # the grants, then the rows
        seen = list(Officer.objects.filter(queries.accessible_offices(officer, SEEN, on=TODAY)))
    assert len(seen) == len(city.officers)

    own = queries.accessible_offices(city.officer("chenli"), "review", on=TODAY, field="pk")
    assert list(Office.objects.filter(own)) == [city.office("市监局")]


def test_permission_is_one_query_also_for_whoever_needs_a_post(
    city: City, officer: Officer, django_assert_num_queries: Any
) -> None:
    clerk, office = city.officer("wangmin"), city.office("市监局")
    give(officer, "supervisor", officer.office)
    with django_assert_num_queries(1):
        assert queries.may(clerk, "accept", office=office, on=TODAY)
    with django_assert_num_queries(1):
        assert queries.may(officer, "supervise", office=officer.office, on=TODAY)


def test_a_power_that_does_not_exist_is_an_error(officer: Officer) -> None:
    with pytest.raises(ValueError, match="no such power"):
        queries.may(officer, "fly", office=officer.office, on=TODAY)


def test_every_role_and_mandate_holds_powers_that_exist() -> None:
    held = [*(role.powers for role in ROLES.values()), *(set(powers) for powers in POWERS_OF_KIND.values())]
    assert set().union(*held) == POWERS


def test_an_unknown_role_is_refused(officer: Officer) -> None:
    with pytest.raises(CannotGiveRole):
        give(officer, "emperor", officer.office)


def test_framework_permissions_ask_for_powers(city: City) -> None:
    administrator, clerk = city.officer("zhoukai").account, city.officer("wangmin").account

    assert administrator.has_perm("calendars.add_notice")
    assert administrator.has_perm("exchange.change_partner")
    assert not administrator.has_perm("catalogue.change_item")
    assert city.officer("linfang").account.has_perm("catalogue.change_item")
    assert not clerk.has_perm("calendars.add_notice")
    assert not AnonymousUser().has_perm("calendars.add_notice")
    assert not city.party("李晓云").account.has_perm("calendars.add_notice")


def test_powers_move_from_one_office_to_another(city: City) -> None:
    regulating, bureau = city.office("民宗局"), city.office("行政审批局")
    assert queries.approving_office(regulating, "social", on=TODAY) == regulating

    actions.move_powers(
        line="social",
        regulating=regulating,
        approving=bureau,
        basis="示例",
        since=TODAY,
        by=city.officer("zhoukai"),
        now=NOW,
    )
    assert queries.approving_office(regulating, "social", on=TODAY) == bureau
    assert queries.approving_office(regulating, "social", on=TODAY - timedelta(days=1)) == regulating


def test_the_whole_platform_is_for_who_holds_a_power_at_its_root(city: City, officer: Officer) -> None:
    assert officer.account
    give(officer, "system_administrator", city.office("人民政府", "青岚县"))
    assert not queries.may_everywhere(officer, "administer", on=TODAY)
    assert not officer.account.has_perm("people.view_clienttoken")
    give(officer, "system_administrator", city.offices[0])
    assert queries.may_everywhere(officer, "administer", on=TODAY)
    assert Account.objects.get(pk=officer.account.pk).has_perm("people.view_clienttoken")


def test_nobody_stands_above_the_roles(officer: Officer) -> None:
    assert officer.account
    officer.account.is_superuser = officer.account.is_staff = True
    officer.account.save()
    assert not officer.account.has_perm("calendars.add_notice")
    assert not officer.account.has_module_perms("people")


def test_a_page_asks_once_what_an_officer_may_and_asks_again_after_an_act(
    officer: Officer, django_assert_num_queries: Any
) -> None:
    def may() -> bool:
        return queries.may(officer, "supervise", office=officer.office, on=TODAY)

    with within():
        assert not may()
        with django_assert_num_queries(0):
            assert not may()
            assert not queries.powers_at(officer, office=officer.office, on=TODAY)
        give(officer, "supervisor", officer.office)
        assert may()


@pytest.mark.parametrize("power", ["see", "receive", "accept", "review", "decide", "supervise"])
def test_who_may_and_what_one_may_are_the_same_question(city: City, power: str) -> None:
    for office in (city.office("市监局", "青岚县"), city.office("行政审批局", "云城区")):
        near = [officer for officer in city.officers if office.path.startswith(officer.office.path[:8])][:60]
        able = set(queries.officers_with(power, office=office, on=TODAY).values_list("pk", flat=True))
        assert able
        assert {o.pk for o in near if queries.may(o, power, office=office, on=TODAY)} == able & {o.pk for o in near}
