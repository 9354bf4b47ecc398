"""Everybody of the table: citizens near to and far from a case, and each role at the right and at a wrong office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.test import Client

from tongban.people.actions import authorise_agent
from tongban.people.demo import City
from tongban.people.demo.mandates import chief_mandate
from tongban.people.models import Account, Mandate, Office, Officer, Party, Post, RoleGrant
from tongban.people.rules.identifiers import make_citizen_id

RIGHT, WRONG = "right", "wrong"
HERE, ELSEWHERE, BESIDE = (
    "云城区",
    "江湾区",
    "司法局",
)  # the district of the cases, another one, an office without a part
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Duty:
    """What an officer of the table is: role, post, and at which office of a district."""

    role: str
    office: str = "人民政府"
    post: str = ""
    is_contracted: bool = False
    is_central: bool = False  # the right office is the root of all, and not the district
    has_left: bool = False
    has_seat: bool = False


DUTIES = {
    "clerk": Duty("clerk", post=Post.Kind.ACCEPTANCE, has_seat=True),
    "contracted": Duty("clerk", is_contracted=True, has_seat=True),
    "reviewer": Duty("reviewer", office="市监局", post=Post.Kind.REVIEW),
    "approver": Duty("approver", office="行政审批局", post=Post.Kind.APPROVAL),
    "chief": Duty("chief", office="行政审批局", post=Post.Kind.ACCEPTANCE + "," + Post.Kind.APPROVAL),
    "hall": Duty("hall_manager"),
    "supervisor": Duty("supervisor"),
    "director": Duty("director"),
    "items": Duty("item_manager"),
    "approves": Duty("item_approver"),
    "calendar": Duty("calendar_administrator", is_central=True),
    "admin": Duty("system_administrator", is_central=True),
    "auditor": Duty("auditor"),
    "left": Duty("chief", office="行政审批局", post=Post.Kind.APPROVAL, has_left=True),
}
CITIZENS = ("visitor", "owner", "agent", "stranger", "other agent")
ALSO_BESIDE = ("clerk", "reviewer", "approver", "chief")  # tried at an office of the right district without a part, too


@dataclass(frozen=True)
class Someone:
    """One reader: a column of the table, and for an officer which side of its cells."""

    column: str
    side: str
    client: Client
    officer: Officer | None = None
    party: Party | None = None
    place: str = ""

    def __str__(self) -> str:
        return f"{self.column} ({self.place or self.side})"

    def __hash__(self) -> int:
        return id(self)


def citizens(now: datetime) -> list[Someone]:
    """Return the visitor and four citizens: the owner's agent acts for the owner, the other agent for the stranger."""
    made = {name: _citizen(number, name) for number, name in enumerate(CITIZENS) if name != "visitor"}
    for party, agent in (("owner", "agent"), ("stranger", "other agent")):
        authorise_agent(party=made[party], agent=made[agent], scope="代办", since=SINCE, by=made[party], now=now)
    visitor = Someone("visitor", RIGHT, Client())
    return [visitor, *(Someone(name, RIGHT, _signed_in(party.account), party=party) for name, party in made.items())]


def officers(city: City) -> Iterator[Someone]:
    """Yield everybody of the staff: at the right office, in another district, some at an office beside."""
    for column, duty in DUTIES.items():
        right = city.offices[0] if duty.is_central else city.office(duty.office, HERE)
        yield _hired(column, RIGHT, duty, right, HERE)
        yield _hired(column, WRONG, duty, _elsewhere(city, duty), ELSEWHERE)
        if column in ALSO_BESIDE:
            yield _hired(column, WRONG, duty, city.office(BESIDE, HERE), BESIDE)


def _elsewhere(city: City, duty: Duty) -> Office:
    """Powers have not moved to a bureau there: the department itself decides."""
    return city.office("市监局" if duty.office == "行政审批局" else duty.office, ELSEWHERE)


def _citizen(number: int, name: str) -> Party:
    account = Account.objects.create(kind=Account.Kind.CITIZEN, username=f"citizen{number}")
    party = Party(
        kind=Party.Kind.PERSON, account=account, name=f"某{'甲乙丙丁戊'[number]}人", identity_kind="citizen-id"
    )
    party.identity = make_citizen_id(region="990102", born=date(1990, 1, 1), sequence=500 + number)
    party.phone = f"1990000070{number}"
    party.save()
    return party


def _hired(column: str, side: str, duty: Duty, office: Office, place: str) -> Someone:
    number = f"P{Officer.objects.count():05d}"
    account = Account.objects.create(kind=Account.Kind.STAFF, username=number)
    officer = Officer.objects.create(
        account=account,
        office=office,
        name=f"{column}-{place}",
        staff_number=number,
        is_contracted=duty.is_contracted,
        joined_on=SINCE,
        left_on=date(2025, 12, 31) if duty.has_left else None,
    )
    RoleGrant.objects.create(officer=officer, role=duty.role, office=office, since=SINCE)
    for kind in filter(None, duty.post.split(",")):
        Post.objects.create(office=office, kind=kind, name=f"{kind} {number}", holder_a=officer)
    if duty.role == "chief" and not duty.has_left:
        Mandate.objects.filter(kind="chief", office=office).delete()
        chief_mandate(officer, office, since=SINCE).save()
    return Someone(column, side, _signed_in(account), officer=officer, place=place)


def _signed_in(account: Account | None) -> Client:
    assert account is not None
    client = Client()
    client.force_login(account)
    return client
