"""Nothing is typed twice: forms are filled in from the profile and from the applicant's latest applications."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tongban.cases.actions import save_draft, start_draft
from tongban.cases.models import Case
from tongban.cases.queries.prefill import Known, prefilled
from tongban.cases.tests.conftest import FORM, MORNING, Town, make_citizen, signed_in
from tongban.kernel.moments import local_day
from tongban.people.models import Authorisation, Party
from tongban.ui.tags.dates import with_weekday

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E15")]
TODAY = local_day(MORNING)


def known(town: Town, *, party: Party | None = None, reader: Party | None = None) -> dict[str, Known]:
    version, whose = town.restaurant.current, party or town.applicant
    assert version
    return prefilled(schema=version.form_schema, party=whose, reader=reader or whose, answers={}, on=TODAY)


def form_of(town: Town, *, language: str = "zh-hans") -> str:
    draft = start_draft(account=town.account, item=town.restaurant, party=town.applicant, now=MORNING)
    address = reverse("cases:form", args=[draft.pk])
    return signed_in(town.account).get(address, headers={"accept-language": language}).content.decode()


def test_a_shared_field_takes_the_latest_answer_and_says_from_which_application(town: Town) -> None:
    town.case()
    later = town.case(town.signboard, now=MORNING + timedelta(days=2))
    found = known(town)["name"]
    assert (found.value, found.number, found.on) == (FORM["name"], later.matter.number, TODAY + timedelta(days=2))
    page = form_of(town)
    assert f"来自您 {with_weekday(found.on, is_chinese=True)} 的申请" in page
    assert 'value="云味小馆"' in page
    assert "按您的资料填好" in page  # the telephone number
    assert f"From your application of {with_weekday(found.on, is_chinese=False)}" in form_of(town, language="en")


def test_what_was_typed_stands_and_what_was_left_empty_stays_empty(town: Town) -> None:
    town.case()
    draft = start_draft(account=town.account, item=town.restaurant, party=town.applicant, now=MORNING)
    save_draft(draft=draft, form={"area": 60}, now=MORNING)  # the name was taken out
    page = signed_in(town.account).get(reverse("cases:form", args=[draft.pk])).content.decode()
    assert 'value="60"' in page
    assert "云味小馆" not in page
    assert "来自您" not in page


def test_a_field_that_comes_up_while_typing_is_filled_in_and_an_emptied_one_is_not(town: Town) -> None:
    town.case()
    draft = start_draft(account=town.account, item=town.restaurant, party=town.applicant, now=MORNING)
    address = reverse("cases:form", args=[draft.pk]) + "?again=1"
    fields = signed_in(town.account).post(address, {"name": "", "delivers": "on"}).content.decode()
    assert 'value="120"' in fields  # was not sent: it was not on the page
    assert "云味小馆" not in fields


def test_who_applies_is_known_by_name_and_number_where_it_is_a_person(town: Town) -> None:
    schema = {"properties": {each: {"type": "string", "autofill": f"person.{each}"} for each in ("name", "identity")}}
    person, firm = (
        town.applicant,
        Party(kind=Party.Kind.ORGANISATION, name="云味餐饮有限公司", identity="91990100MA0000001K"),
    )
    found = prefilled(schema=schema, party=person, reader=person, answers={}, on=TODAY)
    assert {name: each.value for name, each in found.items()} == {
        "name": person.name.clear(), "identity": person.identity.clear()
    }  # fmt: skip
    assert prefilled(schema=schema, party=firm, reader=person, answers={}, on=TODAY) == {}


def test_nothing_comes_from_anybody_else(town: Town) -> None:
    town.case()
    other = make_citizen("19900000078", "王五", sequence=41)
    assert "name" not in known(town, party=other)


def test_an_agent_sees_what_the_authorisation_covers(town: Town) -> None:
    town.case()
    agent = make_citizen("19900000079", "孙倩", sequence=42)
    assert "name" not in known(town, reader=agent)
    given = Authorisation.objects.create(
        party=town.applicant, agent=agent, scope="代办", since=TODAY, item_code=town.signboard.code
    )
    assert "name" not in known(town, reader=agent)
    given.item_code = town.restaurant.code
    given.save()
    assert known(town, reader=agent)["name"].value == FORM["name"]


def test_a_value_that_the_form_does_not_allow_is_left_out(town: Town) -> None:
    case = town.case()
    case.form = {**FORM, "area": -5}
    case.save()
    found = known(town)
    assert "area" not in found
    assert found["name"].value == FORM["name"]


def test_any_number_of_applications_takes_one_statement_more(town: Town, django_assert_num_queries: Any) -> None:
    for day in range(4):
        town.case(now=MORNING + timedelta(days=day))
    with django_assert_num_queries(1):
        assert known(town)["area"].value == FORM["area"]


def test_answers_stay_encrypted_where_they_are_kept(town: Town) -> None:
    case = town.case()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT form FROM {Case._meta.db_table} WHERE id = %s", [case.pk])  # noqa: S608 (our own name)
        assert "云味小馆" not in str(cursor.fetchone())


def test_the_steps_of_an_application_show_where_one_is(town: Town) -> None:
    assert '<li aria-current="step"><span>填写表单</span>' in form_of(town)
