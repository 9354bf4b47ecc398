"""Build the demo city, or find the one that stands, and look things up in it."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.demo.logins import LOGINS
from tongban.people.demo.offices import make_offices
from tongban.people.demo.places import CITY, make_regions
from tongban.people.demo.staff import make_staff
from tongban.people.models import (
    Account,
    Authorisation,
    Mandate,
    Office,
    Officer,
    Party,
    Post,
    PowerTransfer,
    Region,
    RoleGrant,
)
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

AT_CITY_LEVEL = "市本级"
COUNTY_NAMES = {  # the same office, one level lower
    "卫健委": "卫健局",
    "消防救援支队": "消防救援大队",
    "发改委": "发改局",
    "生态环境局": "生态环境分局",
}
FIRM = "云州市云上人家餐饮有限公司"


@dataclass(frozen=True)
class City:
    """The rows of the demo city, found by the names people use for them."""

    regions: list[Region]
    offices: list[Office]
    officers: list[Officer]
    posts: list[Post]
    parties: list[Party]  # the people behind the demo logins, and the firm one of them acts for

    def region(self, name: str) -> Region:
        """Return a place in force by name; names of counties and towns are unique. Raises KeyError."""
        return self._regions[CITY[1] if name == AT_CITY_LEVEL else name]

    def office(self, short_name: str, place: str = AT_CITY_LEVEL) -> Office:
        """Return an office by its short name and place: ``office("市监局", "云城区")``. Raises KeyError."""
        code = self.region(place).code
        if found := self._offices.get((short_name, code)):
            return found
        return self._offices[COUNTY_NAMES.get(short_name, short_name), code]

    def officer(self, username: str) -> Officer:
        """Return an officer by username. Raises KeyError."""
        return self._officers[username]

    def officers_of(self, office: Office) -> list[Officer]:
        """Return the officers who work for an office."""
        return [officer for officer in self.officers if officer.office_id == office.pk]

    def holders(self, office: Office, kind: str) -> list[Officer]:
        """Return who holds the posts of this kind at an office; B only acts while A is away."""
        return [post.holder_a for post in self._posts[office.pk, kind] if post.holder_a]

    def party(self, name: str) -> Party:
        """Return the party behind a demo login, or the firm. Raises KeyError."""
        return self._parties[name]

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return {region.name: region for region in reversed(self.regions) if region.valid_to is None}

    @cached_property
    def _offices(self) -> dict[tuple[str, str], Office]:
        return {(office.short_name, office.region_id): office for office in self.offices}

    @cached_property
    def _posts(self) -> dict[tuple[int, str], list[Post]]:
        posts: dict[tuple[int, str], list[Post]] = defaultdict(list)
        for post in self.posts:
            posts[post.office_id, post.kind].append(post)
        return posts

    @cached_property
    def _officers(self) -> dict[str, Officer]:
        return {officer.account.username: officer for officer in self.officers if officer.account}

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return {party.name.clear(): party for party in self.parties}


@action(silent="sample data: what happened before the first day has no journal")
def build_city(*, now: datetime, random: random.Random) -> City:
    """Create regions, offices, officers, logins and the parties behind them; the same seed gives the same city."""
    regions = make_regions()
    Region.objects.bulk_create(regions)
    offices, moved = make_offices(regions)
    Office.objects.bulk_create(offices)
    PowerTransfer.objects.bulk_create(moved)

    staff = make_staff(offices, random)
    Account.objects.bulk_create(staff.accounts)
    Officer.objects.bulk_create(staff.officers)
    Post.objects.bulk_create(staff.posts)
    RoleGrant.objects.bulk_create(staff.grants)
    Mandate.objects.bulk_create(staff.mandates)

    parties = _create_demo_parties(local_day(now))
    return City(regions, offices, staff.officers, staff.posts, parties)


def find_city() -> City:
    """Return the demo city that stands in the database."""
    names = [login.username for login in LOGINS if login.is_citizen]
    officers = Officer.objects.select_related("account", "office", "office__region").order_by("pk")
    parties = list(Party.objects.filter(account__username__in=names))
    firms = Party.objects.filter(authorisations_given__agent__in=parties, kind=Party.Kind.ORGANISATION)
    return City(
        regions=list(Region.objects.select_related("parent")),
        offices=list(Office.objects.select_related("region", "parent", "stationed_in").order_by("pk")),
        officers=list(officers),
        posts=list(Post.objects.select_related("holder_a", "holder_b", "office").order_by("pk")),
        parties=[*parties, *firms],
    )


def _create_demo_parties(today: date) -> list[Party]:
    """The people who sign in by phone, and the firm that one of them acts for."""
    accounts, people = [], []
    for login in (login for login in LOGINS if login.is_citizen):
        assert login.born
        account = Account(kind=Account.Kind.CITIZEN, username=login.username, phone_verified=True)
        account.phone = login.phone
        account.set_unusable_password()
        person = Party(kind=Party.Kind.PERSON, account=account, name=login.name, identity_kind="citizen-id")
        person.identity = make_citizen_id(region="990102", born=login.born, sequence=login.sequence)
        person.assurance, person.phone = Party.Assurance.SEEN, login.phone
        accounts.append(account)
        people.append(person)
    Account.objects.bulk_create(accounts)
    Party.objects.bulk_create(people)

    firm = Party(kind=Party.Kind.ORGANISATION, name=FIRM, identity_kind="uscc", assurance=Party.Assurance.SEEN)
    firm.identity = make_uscc(9000001, region="990102", department="9")
    firm.phone, firm.address = "19900000003", "云州市云城区鼓楼街道云水路18号"
    firm.save(force_insert=True)
    Authorisation.objects.create(
        party=firm, agent=people[1], scope="办理本公司全部政务服务事项", since=date(today.year - 1, 1, 1)
    )
    return [*people, firm]
