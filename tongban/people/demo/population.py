"""Invented citizens and firms, so that the demo city has somebody to apply for something."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tongban.people.demo.city import City
from tongban.people.demo.names import person_name
from tongban.people.models import Authorisation, Party, Region
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

FIRST_PHONE = 19900010000
FIRST_FIRM = 5_000_000
FIRST_ONES = 1_000
SHARE_OF_FIRMS_WITH_AGENT = 0.7
TRADES = ["餐饮", "食品", "百货", "医药", "教育科技", "建筑工程", "运输", "农业", "文化传播", "物业服务"]
FANCY = [
    "鑫源",
    "恒达",
    "瑞丰",
    "金桥",
    "明月",
    "云帆",
    "同心",
    "长青",
    "盛和",
    "福临",
    "永兴",
    "嘉禾",
    "安泰",
    "启航",
    "百合",
    "清风",
]
OLDEST, YOUNGEST = date(1945, 1, 1), date(2006, 12, 31)


@dataclass(frozen=True)
class Population:
    """People and firms; ``agents`` holds the person who comes for a firm, by the firm's key."""

    people: list[Party]
    firms: list[Party]
    agents: dict[int, Party]


def build_parties(
    city: City, count: int = 600, *, firms: int = 200, random: random.Random, since: date = date(2024, 1, 1)
) -> Population:
    """Create people and firms in a few statements; most firms have authorised somebody to come for them."""
    counties = [region for region in city.regions if region.level == Region.Level.COUNTY and not region.valid_to]
    towns = [region for region in city.regions if region.level == Region.Level.TOWN]
    people = [_person(number, random, counties, towns) for number in range(count)]
    companies = [_firm(number, random, counties, towns) for number in range(firms)]
    Party.objects.bulk_create([*people, *companies])

    agents = {firm.pk: random.choice(people) for firm in companies if random.random() < SHARE_OF_FIRMS_WITH_AGENT}
    Authorisation.objects.bulk_create(
        Authorisation(party=firm, agent=agents[firm.pk], scope="代办本单位政务服务事项", since=since)
        for firm in companies
        if firm.pk in agents
    )
    return Population(people, companies, agents)


def find_parties() -> Population:
    """Return the population that stands in the database; of a large city, those who were there first."""
    parties = list(Party.objects.filter(account=None).order_by("pk")[:FIRST_ONES])
    agents = {each.party_id: each.agent for each in Authorisation.objects.select_related("agent")}
    return Population(
        people=[party for party in parties if party.kind == Party.Kind.PERSON],
        firms=[party for party in parties if party.kind == Party.Kind.ORGANISATION],
        agents=agents,
    )


def _person(number: int, draw: random.Random, counties: list[Region], towns: list[Region]) -> Party:
    born = OLDEST + timedelta(days=draw.randrange((YOUNGEST - OLDEST).days))
    region = draw.choice(counties).code
    person = Party(kind=Party.Kind.PERSON, name=person_name(draw), identity_kind="citizen-id")
    person.identity = make_citizen_id(region=region, born=born, sequence=number % 900 + 100)
    person.phone = str(FIRST_PHONE + number)
    person.address = f"云州市{draw.choice(towns).name}{draw.choice('一二三四五六')}组{number % 90 + 1}号"
    return person


def _firm(number: int, draw: random.Random, counties: list[Region], towns: list[Region]) -> Party:
    county = draw.choice(counties)
    name = f"{county.name}{draw.choice(FANCY)}{draw.choice(TRADES)}有限公司"
    firm = Party(kind=Party.Kind.ORGANISATION, name=name, identity_kind="uscc")
    firm.identity = make_uscc(FIRST_FIRM + number, region=county.code, department="9")
    firm.phone = str(FIRST_PHONE + 100_000 + number)
    firm.address = f"云州市{county.name}{draw.choice(towns).name}商贸路{number % 200 + 1}号"
    return firm
