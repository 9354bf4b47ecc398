"""Officers of the demo city, the posts they hold and the roles they were given."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from tongban.people.demo.logins import GOVERNMENT, LOGINS, PASSWORD, Login
from tongban.people.demo.mandates import chief_mandate
from tongban.people.demo.names import person_name
from tongban.people.models import Account, Mandate, Office, Officer, Post, RoleGrant
from tongban.people.rules.mandates import HEAD

Known = dict[tuple[str, str], list[Login]]  # by office and role
SINCE = date(2020, 1, 1)
Kind = Post.Kind
CITY_HALL_CLERKS, COUNTY_HALL_CLERKS = 16, 4
LINES = ["市场准入科", "社会事务科", "投资建设科", "交通城管科", "农林水科"]


@dataclass
class Staff:
    """The rows being made, in the order in which they are saved."""

    draw: random.Random
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    accounts: list[Account] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    grants: list[RoleGrant] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)

    def hire(self, office: Office, *, name: str = "", username: str = "", is_contracted: bool = False) -> Officer:
        number = f"YZ{len(self.officers) + 1:05d}"
        account = Account(kind=Account.Kind.STAFF, username=username or number.lower(), password=self.password)
        officer = Officer(
            account=account,
            office=office,
            name=name or person_name(self.draw),
            staff_number=number,
            is_contracted=is_contracted,
            joined_on=SINCE,
        )
        self.accounts.append(account)
        self.officers.append(officer)
        return officer

    def post(self, office: Office, kind: Kind, name: str, a: Officer, b: Officer | None = None) -> None:
        self.posts.append(Post(office=office, kind=kind, name=name, holder_a=a, holder_b=b))

    def grant(self, officer: Officer, role: str, over: Office) -> None:
        self.grants.append(RoleGrant(officer=officer, role=role, office=over, since=SINCE))

    def mandate(self, chief: Officer, office: Office) -> None:
        self.mandates.append(chief_mandate(chief, office, since=SINCE))


def make_staff(offices: list[Office], draw: random.Random) -> Staff:
    """Return the officers of every office with their posts and roles, as rows not yet saved."""
    staff = Staff(draw)
    known = _named()
    for office in offices:
        match office.kind:
            case Office.Kind.GOVERNMENT:
                continue
            case Office.Kind.APPROVAL_BUREAU:
                _bureau(staff, office, known if office.level == Office.Level.CITY else {})
                _hall(staff, office)
            case Office.Kind.CENTRE:
                _hall(staff, office)
            case Office.Kind.TOWN | Office.Kind.VILLAGE:
                _town_or_village(staff, office, known)
            case _:
                _department(staff, office, known if office.level == Office.Level.CITY else {})
    root = offices[0]
    bureau = next(office for office in offices if office.kind == Office.Kind.APPROVAL_BUREAU)
    _faces(staff, bureau, root)
    return staff


def _named() -> Known:
    """Return the demo logins of offices, those of one office and role in the order in which they stand."""
    known: Known = defaultdict(list)
    for login in LOGINS:
        if not login.is_citizen:
            known[login.office, login.role].append(login)
    return known


def _department(staff: Staff, office: Office, known: Known) -> None:
    """Four people at city level, three below: who accepts never needs to be who decides."""
    reviewer = _someone(staff, office, known, "reviewer")
    chief = _someone(staff, office, known, "chief")
    clerk = staff.hire(office)
    second = _someone(staff, office, known, "approver") if office.level == Office.Level.CITY else clerk
    staff.post(office, Kind.ACCEPTANCE, "受理岗", clerk, reviewer)
    staff.post(office, Kind.REVIEW, "审查岗", reviewer, second)
    staff.post(office, Kind.APPROVAL, "审批岗", chief, second if second is not clerk else None)
    staff.grant(clerk, "clerk", office)
    staff.grant(reviewer, "clerk", office)
    staff.grant(reviewer, "reviewer", office)
    staff.grant(chief, "chief", office)
    staff.mandate(chief, office)
    if second is not clerk:
        staff.grant(second, "approver", office)
    else:
        staff.grant(clerk, "reviewer", office)


def _bureau(staff: Staff, office: Office, known: Known) -> None:
    """Each business line has its own section: one accepts, one examines, one decides; one person answers for all."""
    for line in LINES:
        clerk = staff.hire(office)
        reviewer = _someone(staff, office, known, "reviewer")
        approver = _someone(staff, office, known, "approver")
        staff.post(office, Kind.ACCEPTANCE, f"{line}受理岗", clerk, reviewer)
        staff.post(office, Kind.REVIEW, f"{line}审查岗", reviewer, clerk)
        staff.post(office, Kind.APPROVAL, f"{line}审批岗", approver)
        staff.grant(clerk, "clerk", office)
        staff.grant(clerk, "reviewer", office)
        staff.grant(reviewer, "clerk", office)
        staff.grant(reviewer, "reviewer", office)
        staff.grant(approver, "approver", office)
    staff.grant(staff.hire(office), "chief", office)


def _hall(staff: Staff, office: Office) -> None:
    """Comprehensive windows, in pairs: the first of a pair holds the post, every other pair is contracted."""
    government = office.parent
    assert government is not None
    is_city = office.level == Office.Level.CITY
    named = [login for login in LOGINS if is_city and login.role == "clerk" and login.over_city]
    amount = CITY_HALL_CLERKS if is_city else COUNTY_HALL_CLERKS
    clerks = [
        staff.hire(office, name=login.name, username=login.username, is_contracted=login.face == "contracted_clerk")
        for login in named
    ]
    clerks += [staff.hire(office, is_contracted=number % 2 == 1) for number in range(len(named), amount)]
    for clerk in clerks:
        staff.grant(clerk, "clerk", government)
    own = [clerk for clerk in clerks if not clerk.is_contracted]
    for number, (a, b) in enumerate(zip(own, own[1:] + own[:1], strict=True), start=1):
        staff.post(office, Kind.ACCEPTANCE, f"综合窗口受理岗{number}", a, b)
    staff.post(office, Kind.DELIVERY, "统一出件岗", own[0], own[1])


def _town_or_village(staff: Staff, office: Office, known: Known) -> None:
    clerk = _someone(staff, office, known, "clerk")
    staff.grant(clerk, "clerk", office)
    staff.post(office, Kind.ACCEPTANCE, "便民服务受理岗", clerk)
    if office.kind == Office.Kind.TOWN:
        head = staff.hire(office)
        staff.grant(head, "chief", office)
        staff.post(office, Kind.REVIEW, "审查岗", head, clerk)
        staff.post(office, Kind.APPROVAL, "审批岗", head)


def _faces(staff: Staff, bureau: Office, root: Office) -> None:
    """The people behind the remaining demo logins: they watch, manage or administer the whole city."""
    kinds = {"supervisor": Kind.SUPERVISION, "system_administrator": Kind.ADMINISTRATION}
    for login in LOGINS:
        if not login.over_city or login.role == "clerk":
            continue
        at = root if login.office == GOVERNMENT else bureau
        officer = staff.hire(at, name=login.name, username=login.username)
        staff.grant(officer, login.role, root)
        if at is root:
            staff.mandates.append(chief_mandate(officer, root, since=SINCE, powers=[HEAD]))
        if kind := kinds.get(login.role):
            staff.post(bureau, kind, login.face, officer)


def _someone(staff: Staff, office: Office, known: Known, role: str) -> Officer:
    waiting = known.get((office.short_name, role))
    login = waiting.pop(0) if waiting else None
    return staff.hire(office, name=login.name, username=login.username) if login else staff.hire(office)
