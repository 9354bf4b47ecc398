"""For whom one is here: choosing, what follows from it, and what happens once an authorisation is withdrawn."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as platform
from django.test import Client
from django.utils import timezone

from tongban.people import access
from tongban.people.actions import authorise_agent, find_or_create_party, revoke_authorisation
from tongban.people.demo import City
from tongban.people.models import Account, Authorisation, Party
from tongban.people.rules.identifiers import make_uscc
from tongban.people.rules.levels import level_for
from tongban.people.tests.test_pages import sign_in

pytestmark = pytest.mark.django_db
EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/levels.toml").read_text())["example"]
WHOM = "/accounts/whom/"


@pytest.fixture
def agent(city: City, client: Client) -> Client:
    sign_in(client, "19900000001")
    return client


@pytest.fixture
def person(agent: Client) -> Party:
    return Party.objects.get(account=agent.session["_auth_user_id"])


@pytest.fixture
def firm(person: Party) -> Party:
    made = find_or_create_party(
        kind=Party.Kind.ORGANISATION,
        name="云州市好味道餐饮有限公司",
        identity_kind="uscc",
        identity=make_uscc(4_500_077, region="990100", department="9"),
        by=person,
        now=timezone.now(),
    )
    authorise_agent(party=made, agent=person, scope="代办", since=date(2026, 1, 1), by=made, now=timezone.now())
    return made


@pytest.fixture
def other(city: City) -> Party:
    return (
        Party.objects.filter(kind=Party.Kind.PERSON).exclude(account__phone_index="").order_by("-pk").first()
        or (Party.objects.order_by("-pk")[0])
    )


def choose(client: Client, party: Party, **more: str) -> Any:
    return client.post(WHOM, {"party": party.pk, **more})


@pytest.mark.requirement("D25", "D15")
def test_whoever_acts_for_a_firm_says_so_once_and_every_page_shows_it(agent: Client, firm: Party) -> None:
    assert firm.shown_name in agent.get(WHOM).content.decode()

    answer = choose(agent, firm, next="/items/")

    assert answer.url == "/items/"
    page = agent.get("/items/").content.decode()
    assert "whom-strip" in page
    assert firm.shown_name in page


def test_who_is_here_for_themselves_sees_no_strip(agent: Client, firm: Party, person: Party) -> None:
    choose(agent, firm)
    choose(agent, person)

    assert "whom-strip" not in agent.get("/items/").content.decode()
    assert access.WHOM not in agent.session


@pytest.mark.requirement("D25")
def test_a_withdrawn_authorisation_leads_back_to_oneself_on_the_next_page_and_says_so(
    agent: Client, firm: Party
) -> None:
    choose(agent, firm)
    revoke_authorisation(authorisation=Authorisation.objects.get(party=firm), by=firm, now=timezone.now())

    page = agent.get("/items/").content.decode()

    assert "授权已经结束" in page
    assert "whom-strip" not in page
    assert access.WHOM not in agent.session


def test_nobody_is_here_for_somebody_who_gave_no_authorisation(agent: Client, other: Party) -> None:
    answer = choose(agent, other)

    assert answer.status_code == 422
    assert access.WHOM not in agent.session


def test_a_choice_written_into_the_session_is_not_believed(agent: Client, other: Party) -> None:
    session = agent.session
    session[access.WHOM] = str(other.pk)
    session.save()

    assert "whom-strip" not in agent.get("/items/").content.decode()


def test_one_is_led_on_to_pages_of_ours_alone(agent: Client, firm: Party) -> None:
    assert choose(agent, firm, next="https://evil.example.org/").url == "/my/"


def test_signing_out_ends_it(agent: Client, firm: Party) -> None:
    choose(agent, firm)
    agent.post("/accounts/logout/")
    sign_in(agent, "19900000001")

    assert "whom-strip" not in agent.get("/items/").content.decode()


def test_staff_have_no_such_choice(city: City) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="wangmin"))
    assert client.get(WHOM).url.startswith(platform.LOGIN_URL if platform.LOGIN_URL[0] == "/" else "/accounts/login/")


@pytest.mark.requirement("D25")
def test_an_act_that_asks_for_more_leads_to_the_provider_and_back(agent: Client, settings: Any) -> None:
    settings.IDENTITY_ADDRESS = "https://identity.example.org"

    answer = agent.post("/accounts/profile/reveal/phone/", headers={"referer": "http://testserver/accounts/profile/"})

    assert answer.url.startswith("/accounts/surer/?level=document&next=")
    page = agent.get(answer.url).content.decode()
    assert "核对证件" in page
    assert "/accounts/identity/citizens/?level=document&amp;next=" in page
    assert "19900000001" not in page

    by_htmx = agent.post("/accounts/profile/reveal/phone/", headers={"hx-request": "true"})
    assert by_htmx["HX-Redirect"].startswith("/accounts/surer/")


def test_who_has_shown_it_goes_on(agent: Client, settings: Any) -> None:
    settings.IDENTITY_ADDRESS = "https://identity.example.org"
    session = agent.session
    session[access.ASSURED] = "face"
    session.save()

    assert "19900000001" in agent.post("/accounts/profile/reveal/phone/").content.decode()


def test_without_a_provider_nothing_is_asked_that_nobody_could_show(agent: Client) -> None:
    assert "19900000001" in agent.post("/accounts/profile/reveal/phone/").content.decode()


def test_a_house_asks_for_more_to_act_for_a_firm(agent: Client, firm: Party, person: Party, settings: Any) -> None:
    settings.IDENTITY_ADDRESS, settings.LEVELS = "https://identity.example.org", {"act_for_organisation": "face"}

    assert choose(agent, firm).url.startswith("/accounts/surer/?level=face")
    assert access.WHOM not in agent.session
    assert choose(agent, person).url == "/my/"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_levels_are_as_the_examples_say(example: dict[str, Any]) -> None:
    assert level_for(access.DEMANDS, example["act"], on=example["on"]) == example["level"]
