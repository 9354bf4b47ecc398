"""The demo city is whole, plausible, the same for the same seed, and built quickly."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.people import queries
from tongban.people.demo import LOGINS, City, build_city, build_parties, find_city
from tongban.people.demo.offices import make_offices
from tongban.people.demo.places import make_regions
from tongban.people.demo.staff import make_staff
from tongban.people.models import Office, Officer, Region
from tongban.people.rules.identifiers import check_citizen_id, check_uscc
from tongban.people.tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_the_city_has_its_places(city: City) -> None:
    in_force = [region for region in city.regions if region.valid_to is None]
    counted = {level: sum(region.level == level for region in in_force) for level in Region.Level}
    assert counted == {"province": 1, "city": 1, "county": 6, "town": 24, "village": 80}


def test_every_office_has_a_valid_credit_code_and_a_place_in_the_tree(city: City) -> None:
    assert len(city.offices) > 36
    for office in Office.objects.select_related("parent"):
        assert check_uscc(office.uscc) == []
        assert office.parent is None or office.is_within(office.parent)


def test_an_office_is_found_by_its_short_name_and_place(city: City) -> None:
    assert city.office("市监局").name == "云州市市场监督管理局"
    assert city.office("市监局", "云城区").name == "云城区市场监督管理局"
    assert city.office("卫健委", "青岚县").name == "青岚县卫生健康局"


def test_powers_have_moved_in_the_city_and_stay_in_the_counties(city: City) -> None:
    def decides(place: str) -> str:
        return queries.approving_office(city.office("市监局", place), "market", on=TODAY).short_name

    assert decides("市本级") == "行政审批局"
    assert decides("云城区") == "行政审批局"
    assert decides("青岚县") == "市监局"
    assert city.office("市监局", "青岚县").stationed_in == city.office("政务服务中心", "青岚县")


def test_there_are_enough_officers_and_some_are_contracted(city: City) -> None:
    assert Officer.objects.count() >= 150
    assert Officer.objects.filter(is_contracted=True).count() >= 5


def test_each_face_can_do_its_work(city: City) -> None:
    def may(username: str, power: str, office: Office) -> bool:
        return queries.may(city.officer(username), power, office=office, on=TODAY)

    assert may("wangmin", "accept", city.office("市监局"))
    assert may("fangyuan", "receive", city.office("市监局"))
    assert not may("fangyuan", "accept", city.office("市监局"))
    assert may("chenli", "review", city.office("市监局"))
    assert not may("chenli", "review", city.office("城管局"))
    assert may("zhaojun", "decide", city.office("行政审批局"))
    assert may("qianhui", "decide", city.office("行政审批局"))
    assert may("baixuemei", "review", city.office("卫健委"))
    assert may("zhouzheng", "decide", city.office("消防救援支队"))
    assert may("sumei", "accept", city.office("鼓楼街道", "鼓楼街道"))
    assert may("jianghai", "head", city.office("人民政府"))
    assert not may("jianghai", "head", city.office("城管局"))
    assert may("zhengguoqiang", "decide", city.office("公安局"))
    assert may("gaoxiang", "supervise", city.office("市监局", "青岚县"))
    assert may("linfang", "manage_catalogue", city.office("民政局"))
    assert may("zhoukai", "manage_calendar", city.office("行政审批局"))


def test_every_office_can_accept_review_and_decide_with_different_people(city: City) -> None:
    for office in city.offices:
        if office.kind in (Office.Kind.DEPARTMENT, Office.Kind.UTILITY, Office.Kind.APPROVAL_BUREAU):
            deciders = set(city.holders(office, "approval"))
            assert city.holders(office, "review")
            assert set(city.holders(office, "acceptance")) - deciders
            assert all(queries.may(officer, "decide", office=office, on=TODAY) for officer in deciders)


def test_the_same_seed_gives_the_same_city(city: City) -> None:
    again = make_staff(make_offices(make_regions())[0], random.Random(1))
    assert [officer.name for officer in again.officers] == [officer.name for officer in city.officers]


def test_every_demo_login_stands(city: City) -> None:
    for login in LOGINS:
        if login.is_citizen:
            assert city.party(login.name).phone.clear() == login.phone
        else:
            assert city.officer(login.username).name == login.name


def test_a_city_that_stands_is_found_again(city: City) -> None:
    found = find_city()

    assert found.officer("wangmin") == city.officer("wangmin")
    assert found.office("公安局") == city.office("公安局")
    assert found.party("孙倩") == city.party("孙倩")
    assert {party.pk for party in found.parties} == {party.pk for party in city.parties}


def test_the_agent_may_come_for_the_firm(city: City) -> None:
    agent, firm = city.party("孙倩"), city.party("云州市云上人家餐饮有限公司")
    assert queries.may_act_for(agent, firm, on=TODAY)
    assert queries.parties_for(agent, on=TODAY) == [agent, firm]


def test_the_city_and_its_people_are_built_in_few_statements() -> None:
    with CaptureQueriesContext(connection) as statements:
        population = build_parties(build_city(now=NOW, random=random.Random(1)), random=random.Random(2))
    assert len(statements) <= 60

    assert len(population.people) == 600
    assert len(population.firms) == 200
    assert all(check_citizen_id(person.identity.clear(), today=TODAY) == [] for person in population.people)
    assert all(check_uscc(firm.identity.clear()) == [] for firm in population.firms)
    assert 100 < len(population.agents) < 180
