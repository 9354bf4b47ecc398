"""Service points and windows of the demo city: the city hall, the county halls, town and village centres.

Window 12 of the city hall is a comprehensive one, and 王敏 sits there. Halls have card readers and document cameras,
towns a reader alone, villages nothing: no device is taken for granted.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.demo import City
from tongban.people.demo.places import CITY
from tongban.people.models import Office, Officer, Post, RoleGrant
from tongban.windows.actions import bind_items, confirm_competence, record_training
from tongban.windows.models import Device, Seat, ServicePoint, Window, WindowItem

COMPREHENSIVE = 16  # windows of the city hall that take everything
FAMILIAR = {"wangmin": 12, "fangyuan": 11}
LINES = ["市场准入", "社会事务", "投资建设", "交通城管", "农林水"]
CITY_SPECIAL = ["公安局", "出入境支队", "车管所", "不动产登记中心", "税务局", "公积金中心", "人社局", "医保局"]
COUNTY_SPECIAL = ["公安局", "不动产登记中心", "税务局"]
COUNTY_COMPREHENSIVE = 4
HALL_HOURS = "工作日 9:00—12:00，13:30—17:30；周六 9:00—12:00（预约）"
CENTRE_HOURS = "工作日 8:30—12:00，14:00—17:30"
HALLS = {Office.Kind.APPROVAL_BUREAU, Office.Kind.CENTRE}
SERVED_FOR = timedelta(days=3 * 365)
REGION_OF_CODE = slice(2, 8)  # where the credit code of the office that holds an item names its region
GROUND = "综合窗口岗前培训和上岗考试"
Kind = Window.Kind


@dataclass(frozen=True)
class Halls:
    """What was built, found by the numbers people use."""

    points: list[ServicePoint]
    windows: list[Window]

    def window(self, number: str, office: Office | None = None) -> Window:
        """Return a window by number, of the city hall or of an office's service point. Raises StopIteration."""
        point = next(point for point in self.points if office is None or point.office_id == office.pk)
        return next(each for each in self.windows if each.service_point_id == point.pk and each.number == number)

    @property
    def comprehensive(self) -> list[Window]:
        """Every window that takes everything, the city hall's first."""
        return [window for window in self.windows if window.kind == Kind.ANY]


@dataclass(frozen=True)
class Place:
    """One window being built: what it is called and who sits there."""

    window: Window
    officers: list[Officer]


@action(silent="sample data stands before anything happens")
def build_windows(city: City, *, now: datetime) -> Halls:
    """Create the service points, windows, seats and devices of the demo city, the city hall first."""
    since = local_day(now) - SERVED_FOR
    points = [_point(office) for office in city.offices if _has_service_point(office)]
    places = [place for point in points for place in _places(city, point)]
    windows = [place.window for place in places]

    ServicePoint.objects.bulk_create(points)
    Window.objects.bulk_create(windows)
    Seat.objects.bulk_create(_seats(places, since))
    Device.objects.bulk_create(device for window in windows for device in _devices(window))
    _confirm_competences(since, now)
    _record_trainings(windows, now)
    return Halls(points, windows)


@action
def bind_everything(halls: Halls, *, item_codes: Collection[str], now: datetime) -> None:
    """Let every comprehensive window take items from the day on which it was opened: the city hall all of these, the
    others those of their county and of the city; a town or village desk all that its own centre has or will adopt.
    """
    since = local_day(now) - SERVED_FOR
    desks = [window for window in halls.comprehensive if window.service_point.office.kind not in HALLS]
    WindowItem.objects.bulk_create(
        WindowItem(window=window, office=window.service_point.office, since=since) for window in desks
    )
    for window in halls.comprehensive:
        if window in desks:
            continue
        near = {window.service_point.office.region_id[:6], CITY[0]}
        is_city_hall = near == {CITY[0]}
        codes = [code for code in item_codes if is_city_hall or code[REGION_OF_CODE] in near]
        bind_items(window=window, item_codes=codes, since=since, by=SYSTEM, now=now)


def _has_service_point(office: Office) -> bool:
    return office.kind in HALLS | {Office.Kind.TOWN, Office.Kind.VILLAGE}


def _point(office: Office) -> ServicePoint:
    if office.kind in HALLS:
        name, hours = f"{office.region.name}政务服务中心", HALL_HOURS
    else:
        suffix = "便民服务中心" if office.kind == Office.Kind.TOWN else "便民服务站"
        name, hours = f"{office.short_name}{suffix}", CENTRE_HOURS
    return ServicePoint(office=office, name=name, address=office.address, hours=hours, phone=office.phone)


def _places(city: City, point: ServicePoint) -> Iterator[Place]:
    office = point.office
    if office.kind not in HALLS:
        clerks = city.holders(office, Post.Kind.ACCEPTANCE)[:1]
        yield _place(point, 1, "综合服务", Kind.ANY, clerks)
        return
    is_city = office.level == "3"
    yield from _comprehensive(point, COMPREHENSIVE if is_city else COUNTY_COMPREHENSIVE)
    if is_city:
        yield from _sectors(city, point)
    number = COMPREHENSIVE + len(LINES) + 2 if is_city else COUNTY_COMPREHENSIVE + 1
    for name in CITY_SPECIAL if is_city else COUNTY_SPECIAL:
        stationed = city.office(name, office.region.name)
        yield _place(
            point, number, stationed.short_name, Kind.SPECIAL, city.holders(stationed, Post.Kind.ACCEPTANCE)[:1]
        )
        number += 1


def _comprehensive(point: ServicePoint, amount: int) -> Iterator[Place]:
    """Yield the windows that take everything; the two familiar clerks sit where people expect them."""
    clerks = list(
        Officer.objects.filter(office=point.office, grants__role="clerk", grants__office=point.office.parent)
        .select_related("account")
        .order_by("pk")
    )
    by_number = {FAMILIAR[name]: officer for officer in clerks if (name := _username(officer)) in FAMILIAR}
    others = (officer for officer in clerks if _username(officer) not in FAMILIAR)
    for number in range(1, amount + 1):
        officer = by_number.get(number) or next(others, None)
        yield _place(point, number, "综合受理", Kind.ANY, [officer] if officer else [])


def _sectors(city: City, point: ServicePoint) -> Iterator[Place]:
    """Yield a window for each business line of the bureau, and the one where results are handed out."""
    posts = {post.name: post for post in city.posts if post.office_id == point.office_id}
    for number, line in enumerate(LINES, start=COMPREHENSIVE + 1):
        post = posts[f"{line}科受理岗"]
        yield _place(point, number, line, Kind.SECTOR, _holders(post))
    yield _place(point, COMPREHENSIVE + len(LINES) + 1, "统一出件", Kind.SPECIAL, _holders(posts["统一出件岗"]))


def _place(point: ServicePoint, number: int, name: str, kind: str, officers: list[Officer]) -> Place:
    return Place(Window(service_point=point, number=str(number), name=name, kind=kind), officers)


def _holders(post: Post) -> list[Officer]:
    return [officer for officer in (post.holder_a, post.holder_b) if officer]


def _username(officer: Officer) -> str:
    return officer.account.username if officer.account else ""


def _seats(places: list[Place], since: date) -> Iterator[Seat]:
    for place in places:
        for officer in place.officers:
            yield Seat(window=place.window, officer=officer, since=since)


def _confirm_competences(since: date, now: datetime) -> None:
    """Confirm that who sits at a window may take all that their role lets them receive."""
    seated = RoleGrant.objects.filter(role="clerk", officer__seats__isnull=False).select_related("officer", "office")
    by_office: dict[Office, dict[int, Officer]] = {}
    for grant in seated:
        by_office.setdefault(grant.office, {})[grant.officer_id] = grant.officer
    for office, officers in by_office.items():
        confirm_competence(
            officers=list(officers.values()), offices=[office], since=since, ground=GROUND, by=SYSTEM, now=now
        )


def _record_trainings(windows: list[Window], now: datetime) -> None:
    """Put on record what the people of the first hall learned, and where one of them worked for a month."""
    today = local_day(now)
    first = [window for window in windows if window.service_point_id == windows[0].service_point_id]
    seats = Seat.objects.filter(window__in=first).select_related("officer").order_by("window__number", "pk")
    clerks = list(dict.fromkeys(seat.officer for seat in seats))
    course, rotated = today - timedelta(days=160), today - timedelta(days=45)
    record_training(
        officers=clerks, kind="course", title="前台服务规范与事项指南", since=course,
        until=course + timedelta(days=2), hours=16, valid_until=course + timedelta(days=365), by=SYSTEM, now=now,
    )  # fmt: skip
    record_training(
        officers=clerks[:2], kind="rotation", title="轮岗一个月", since=rotated, until=rotated + timedelta(days=30),
        window=first[-1], by=SYSTEM, now=now,
    )  # fmt: skip


def _devices(window: Window) -> Iterator[Device]:
    kinds = {"3": list(Device.Kind), "4": list(Device.Kind), "5": [Device.Kind.CARD_READER]}
    for kind in kinds.get(window.service_point.office.level, []):
        yield Device(window=window, kind=kind, adapter="demo")
