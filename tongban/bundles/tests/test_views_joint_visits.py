"""The pages of a joint visit: proposed at one desk, answered at another, seen by the applicant once."""

import pytest
from django.test import Client
from django.urls import reverse

from tongban.bundles.models import JointVisit
from tongban.bundles.queries.joint_visits import reviews_of
from tongban.bundles.tests.test_joint_visits import Kitchen, colleague, kitchen, messages  # noqa: F401 (fixture)
from tongban.cases.models import SiteVisit
from tongban.cases.tests.conftest import signed_in
from tongban.people.models import Officer
from tongban.ui.tags.dates import moment

PLACE = "云城区建设路18号一层"


def desk(officer: Officer) -> Client:
    return signed_in(officer)


def proposed(kitchen: Kitchen, by: Officer) -> JointVisit:  # noqa: F811
    address = reverse("bundles:propose_visit", args=[kitchen.whole.matter.number])
    typed = {
        "planned_for": "2030-05-08T10:00",
        "place": PLACE,
        "steps": [each.step.pk for each in reviews_of(kitchen.whole)],
        "officers": [officer.pk for officer in kitchen.market_pair],
    }
    answer = desk(by).post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    return JointVisit.objects.get()


def address_of(joint: JointVisit, kitchen: Kitchen, act: str = "joint_visit") -> str:  # noqa: F811
    return reverse(f"bundles:{act}", args=[kitchen.whole.matter.number, joint.pk])


@pytest.mark.requirement("B22", "E06")
def test_one_desk_proposes_another_answers_and_the_applicant_sees_one_visit(kitchen: Kitchen) -> None:  # noqa: F811
    town, number = kitchen.street.town, kitchen.whole.matter.number
    member = reverse("matters:matter", args=[kitchen.case("food").matter.number])
    market, streets = desk(town.market_reviewer), desk(town.streets_reviewer)
    assert "提议联合踏勘" in market.get(member).text
    form = market.get(reverse("bundles:propose_visit", args=[number])).text
    assert form.count("checked") == 4  # three reviews and oneself
    joint = proposed(kitchen, town.market_reviewer)

    asked = streets.get(reverse("cases:site_visits")).text
    assert address_of(joint, kitchen) in asked
    assert address_of(joint, kitchen) in streets.get(member).text
    assert "一起去" in streets.get(address_of(joint, kitchen)).text
    own = signed_in(town.account)
    assert PLACE not in own.get(reverse("bundles:mine", args=[number])).text  # nobody has told them yet

    officers = [officer.pk for officer in kitchen.streets_pair]
    streets.post(address_of(joint, kitchen, "join_visit"), {"officers": officers})
    page = own.get(reverse("bundles:mine", args=[number])).text
    assert page.count(PLACE) == 1
    assert "一次上门，2 家部门" in page
    assert page.count(f"联合踏勘 {moment(joint.planned_for)}") == 3  # the visit, and both members on the map
    assert not any(officer.name in page for officer in (*kitchen.market_pair, *kitchen.streets_pair))
    whole = desk(town.chief).get(reverse("matters:matter", args=[number])).text
    assert all(officer.name in whole for officer in (*kitchen.market_pair, *kitchen.streets_pair))
    assert address_of(joint, kitchen) not in streets.get(reverse("cases:site_visits")).text
    visit = SiteVisit.objects.get(office=town.streets)
    assert address_of(joint, kitchen) in streets.get(reverse("cases:site_visit", args=[visit.pk])).text


@pytest.mark.requirement("B22")
def test_what_is_wrong_with_an_answer_is_said_and_what_was_typed_stays(kitchen: Kitchen) -> None:  # noqa: F811
    town, number = kitchen.street.town, kitchen.whole.matter.number
    typed = {"planned_for": "2030-05-08T10:00", "place": PLACE, "steps": [reviews_of(kitchen.whole)[0].step.pk]}
    answer = desk(town.chief).post(reverse("bundles:propose_visit", args=[number]), typed)
    assert answer.status_code == 409
    assert "联合踏勘要有两家以上部门" in answer.text
    assert PLACE in answer.text
    joint = proposed(kitchen, town.market_reviewer)
    one = {"officers": [town.streets_reviewer.pk]}
    answer = desk(town.streets_reviewer).post(address_of(joint, kitchen, "join_visit"), one, follow=True)
    assert "两名以上工作人员" in answer.text
    assert SiteVisit.objects.count() == 1


@pytest.mark.requirement("B22")
def test_the_lead_moves_it_and_the_other_office_cannot(kitchen: Kitchen) -> None:  # noqa: F811
    town = kitchen.street.town
    joint = proposed(kitchen, town.market_reviewer)
    kitchen.join()
    typed = {"planned_for": "2030-05-09T14:00", "reason": "下雨"}
    to = address_of(joint, kitchen, "move_visit")
    assert desk(town.streets_reviewer).post(to, typed).status_code == 403
    assert "已改期" in desk(town.chief).post(to, typed, follow=True).text
    assert {visit.planned_for.day for visit in SiteVisit.objects.all()} == {9}
    assert [told["when"].partition("（")[0] for told in messages()] == ["2030年5月8日", "2030年5月9日"]


@pytest.mark.requirement("B22")
def test_a_stranger_finds_no_joint_visit(kitchen: Kitchen) -> None:  # noqa: F811
    joint = proposed(kitchen, kitchen.street.town.market_reviewer)
    stranger = desk(colleague(kitchen.street.town.market, "陌生"))
    assert stranger.get(address_of(joint, kitchen)).status_code == 404
    assert stranger.post(address_of(joint, kitchen, "join_visit")).status_code == 404
