"""What the halls of the demo city keep beside their windows: whom windows serve, batches, and lists of competence.

The city hall has a batch of each kind: in effect, entered for a coming day, and still being drafted. One county hall
has an office whose items nobody there can take; somebody is a trainee, and something runs out soon.
"""

from datetime import date, datetime, timedelta

from tongban.catalogue.models import Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.demo import City
from tongban.people.models import Office, Officer, PowerTransfer
from tongban.windows.actions import (
    confirm_competence,
    draft_batch,
    end_competence,
    enter_batch,
    register_arrival,
    set_lines,
    set_pool,
    set_served,
)
from tongban.windows.demo import CITY_SPECIAL, COUNTY_SPECIAL, LINES, Halls
from tongban.windows.models import Batch, Competence, ServicePoint, Window
from tongban.windows.rules.binding import Line

STATIONED_FOR = timedelta(days=700)  # since the offices came to windows of their own
COMING_IN, DRAFTED_FOR = timedelta(days=20), timedelta(days=45)
ENDS_IN = timedelta(days=18)
CODES = dict(zip(LINES, PowerTransfer.Line, strict=True))
HERE = ("here", "pushed", "proxy")
POOLED = {"9", "10", "11", "12"}
MISSING = "不动产登记中心"  # what nobody can take in the last county hall
DOCUMENT = "云政务办〔2026〕8 号"


@action
def furnish_halls(city: City, halls: Halls, *, now: datetime) -> None:
    """Say whom windows serve, station offices and items, and make the lists of competence worth reading."""
    manager = Officer.objects.get(account__username="fengli")
    special = {window.pk: office for window in halls.windows if (office := _office_of(city, window))}
    for window in halls.windows:
        if window.kind == Window.Kind.SECTOR:
            set_served(window=window, offices=[], lines=[CODES[window.name]], by=manager, now=now)
        elif window.pk in special:
            set_served(window=window, offices=[special[window.pk]], by=manager, now=now)

    first, last = halls.points[0], [point for point in halls.points if _is_county_hall(point)][-1]
    for point in (first, *(each for each in halls.points if _is_county_hall(each))):
        _station(point, [w for w in halls.windows if w.service_point_id == point.pk], special, manager, now)
    _coming(first, manager, now)
    _queue(first, [w for w in halls.windows if w.service_point_id == first.pk], manager, now)
    _competences(city, last, manager, now)


def _office_of(city: City, window: Window) -> Office | None:
    """Return the office for which a special window stands; the one where results are handed out has none."""
    names = CITY_SPECIAL if window.service_point.office.level == Office.Level.CITY else COUNTY_SPECIAL
    if window.kind != Window.Kind.SPECIAL or window.name not in names:
        return None
    return city.office(window.name, window.service_point.office.region.name)


def _is_county_hall(point: ServicePoint) -> bool:
    return point.office.level == Office.Level.COUNTY


def _station(
    point: ServicePoint, windows: list[Window], special: dict[int, Office], manager: Officer, now: datetime
) -> None:
    """Let windows of one office take all of it, and those of a line its items, in a batch of long ago."""
    lines = [Line(window=window.pk, office=special[window.pk].pk) for window in windows if window.pk in special]
    for window in windows:
        if window.kind == Window.Kind.SECTOR:
            lines += [_line(window, item) for item in _items_of(CODES[window.name], local_day(now))]
    then = now - STATIONED_FOR
    batch = _batch(point, "部门进驻专业窗口、业务线进驻分领域窗口", local_day(then), manager, then)
    enter_batch(batch=set_lines(batch=batch, add=lines, by=manager, now=then), by=manager, now=then)


def _coming(point: ServicePoint, manager: Officer, now: datetime) -> None:
    """Enter a batch for a coming day, and begin another."""
    windows = {window.number: window for window in Window.objects.filter(service_point=point)}
    items = list(Item.objects.filter(current__run_mode__in=HERE, office__level=Office.Level.CITY).order_by("code"))
    pick_up = windows["16"]
    leaving = [_line(pick_up, item, leaves=True) for item in items[:3]]
    batch = _batch(point, "16 号窗口退出三个低频事项", local_day(now) + COMING_IN, manager, now)
    enter_batch(batch=set_lines(batch=batch, add=leaving, by=manager, now=now), by=manager, now=now)

    sector = windows["17"]
    mixed = [_line(sector, item) for item in items[:4]]
    batch = _batch(point, "市场准入窗口新增事项", local_day(now) + DRAFTED_FOR, manager, now)
    set_lines(batch=batch, add=mixed, by=manager, now=now)


def _competences(city: City, last: ServicePoint, manager: Officer, now: datetime) -> None:
    today = local_day(now)
    clerks = list(Officer.objects.filter(seats__window__service_point=last, seats__window__kind=Window.Kind.ANY))
    offices = Office.objects.filter(items__isnull=False, region=last.office.region).exclude(short_name=MISSING)
    for held in Competence.objects.filter(officer__in=clerks):
        end_competence(competence=held, until=today - timedelta(days=1), by=manager, now=now)
    everything = list(offices.distinct())
    confirm_competence(officers=clerks, offices=everything, since=today, ground="2026 年轮岗考试", by=manager, now=now)
    registry, hall = city.office(MISSING, last.office.region.name), city.office("行政审批局")
    for officer in Officer.objects.filter(seats__window__service_point=last, office=registry):
        for held in Competence.objects.filter(officer=officer, until=None):
            end_competence(competence=held, until=today - timedelta(days=1), by=manager, now=now)
    contracted = Officer.objects.get(account__username="fangyuan")
    bureau = city.office("市监局")
    confirm_competence(
        officers=[contracted], offices=[bureau], since=today - ENDS_IN, until=today + ENDS_IN,
        ground="市场准入专项培训", by=SYSTEM, now=now,
    )  # fmt: skip
    newest = Officer.objects.filter(seats__window__service_point__office=hall).order_by("-pk")[:1]
    confirm_competence(
        officers=list(newest), offices=[registry], level=Competence.Level.TRAINEE, since=today,
        ground="跟班学习", by=manager, now=now,
    )  # fmt: skip


def _queue(point: ServicePoint, windows: list[Window], manager: Officer, now: datetime) -> None:
    """Let four windows share a queue, in which some wait this moment."""
    shared = [window for window in windows if window.number in POOLED]
    pool = set_pool(service_point=point, name="个人事项小综窗", windows=shared, by=manager, now=now)
    codes = list(Item.objects.filter(current__run_mode__in=HERE, office__level=Office.Level.CITY).order_by("code")[:3])
    for place, (called, goes_first) in enumerate((("李女士", False), ("", False), ("陈大爷", True))):
        came = now - timedelta(minutes=18 - 6 * place)
        wants = [codes[place].code]
        register_arrival(pool=pool, called=called, item_codes=wants, goes_first=goes_first, by=manager, now=came)


def _items_of(line: str, on: date) -> list[Item]:
    moved = PowerTransfer.objects.on(on).filter(line=line)
    theirs = Item.objects.filter(current__run_mode__in=HERE, regulating_office__in=moved.values("regulating_office"))
    return list(theirs.filter(office__in=moved.values("approving_office")).order_by("code"))


def _batch(point: ServicePoint, title: str, since: date, manager: Officer, now: datetime) -> Batch:
    return draft_batch(service_point=point, title=title, document=DOCUMENT, since=since, by=manager, now=now)


def _line(window: Window, item: Item, *, leaves: bool = False) -> Line:
    return Line(
        window=window.pk,
        office=item.office_id,
        item_code=item.code,
        regulating_office=item.regulating_office_id,
        leaves=leaves,
    )
