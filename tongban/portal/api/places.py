"""Places, function areas and notices for other systems: the same that the storefronts show, on a phone or at a desk."""

from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.catalogue.api.guides import HIT, ItemOut, item_out
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.api import Key
from tongban.people.models import Region
from tongban.portal.models import Notice
from tongban.portal.queries.notices import notice_shown, notices_of
from tongban.portal.queries.places import (
    AreaShown,
    areas_at,
    counties_with_towns,
    home_place,
    place_of,
    storefront,
    themes_of,
)
from tongban.portal.rules.areas import AREAS, Area
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Id, Limit, key_of

router = Router(tags=["places"], auth=Key("items:read"))
PLACE = {"code": "990102", "name": "河东区", "level": "county"}
CITY = {"code": "990100", "name": "云州市", "level": "city"}
LINK = {"label": "惠企政策", "label_en": "Policies", "address": "/policies/"}
AREA = {
    "code": "business",
    "name": "商事登记",
    "name_en": "Business registration",
    "summary": "开办、变更、经营许可和注销，从一张表开始。",
    "summary_en": "Founding, changing, licensing and closing a business, from one form.",
    "themes": ["open", "food"],
    "events": ["company"],
    "links": [LINK],
    "items": 12,
}
POINT = {"name": "市政务服务中心", "address": "人民路1号", "hours": "工作日 9:00-17:00", "phone": "0999-12345"}
NOTICE = {
    "id": "7454320982163459001",
    "kind": "hours",
    "title": "五一假期办公时间安排",
    "office": "云州市行政审批局",
    "region": CITY,
    "published_at": "2026-04-27T02:00:00Z",
    "last_day": "2026-05-05",
}
THEME = {"code": "food", "name": "餐饮食品", "name_en": "Food and catering", "total": 1, "items": [HIT]}


class PlaceOut(Schema):
    """A place (GB/T 2260) that has a storefront of its own."""

    code: str
    name: str
    level: str = Field(description="city, county, town or village")


class CountyOut(PlaceOut):
    places: list[PlaceOut] = Field(description="The places right below it")


class PlacesOut(Schema):
    """Every place with a storefront, from the city down to the towns."""

    model_config = shown_by({"home": CITY, "counties": [{**PLACE, "places": []}]})

    home: PlaceOut | None
    counties: list[CountyOut]


class LinkOut(Schema):
    label: str
    label_en: str
    address: str


class AreaOut(Schema):
    """A function area (功能板块): a navigation over the same items."""

    code: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    themes: list[str]
    events: list[str]
    links: list[LinkOut]
    items: int = Field(description="How many items stand in it at the place")


class AreasOut(Schema):
    model_config = shown_by({"region": CITY, "rows": [AREA]})

    region: PlaceOut | None
    rows: list[AreaOut]


class ThemeOut(Schema):
    code: str
    name: str
    name_en: str
    total: int
    items: list[ItemOut] = Field(description="Some of them; `/items?theme=` lists all")


class AreaAtOut(Schema):
    """A function area with some items of each of its themes."""

    model_config = shown_by({"region": CITY, "code": "business", "name": "商事登记", "themes": [THEME]})

    region: PlaceOut | None
    code: str
    name: str
    themes: list[ThemeOut]


class NoticeLineOut(Schema):
    id: Id
    kind: str = Field(description="general, hours or change")
    title: str
    office: str
    region: PlaceOut
    published_at: datetime
    last_day: date | None


class NoticesOut(Schema):
    model_config = shown_by({"rows": [NOTICE], "next": None})

    rows: list[NoticeLineOut]
    next: str | None


class PublicNoticeOut(NoticeLineOut):
    """A notice (公告) of an office to everybody of its region."""

    model_config = shown_by({**NOTICE, "text": "五月一日至五日放假，六日照常办公。", "is_over": False})

    text: str
    is_over: bool


class PointOut(Schema):
    name: str
    address: str
    hours: str
    phone: str


class StorefrontOut(Schema):
    """The front page of a place (旗舰店): what can be done there, where one goes, what is told."""

    model_config = shown_by(
        {
            **PLACE,
            "above": [CITY],
            "below": [],
            "items": 80,
            "online": 60,
            "areas": [AREA],
            "busy": [HIT],
            "points": [POINT],
            "notices": [NOTICE],
        }
    )

    code: str
    name: str
    level: str
    above: list[PlaceOut] = Field(description="From the city down")
    below: list[PlaceOut]
    items: int
    online: int = Field(description="How many of the items can be applied for online")
    areas: list[AreaOut]
    busy: list[ItemOut] = Field(description="What is asked for most")
    points: list[PointOut]
    notices: list[NoticeLineOut]


@router.get("/places", response={200: PlacesOut}, summary="List places")
def list_places(request: HttpRequest) -> PlacesOut:
    """The city, its counties, and the towns of each."""
    on = local_day(timezone.now())
    home = home_place(on)
    return PlacesOut(
        home=_place(home) if home else None,
        counties=[
            CountyOut(**_place(county).model_dump(), places=[_place(town) for town in towns])
            for county, towns in counties_with_towns(on)
        ],
    )


@router.get("/places/{place}", response={200: StorefrontOut, **problems(404)}, summary="Read a storefront")
def read_place(request: HttpRequest, place: str) -> StorefrontOut:
    """What a place offers, by its region code."""
    front = storefront(_known(place), on=local_day(timezone.now()))
    return StorefrontOut(
        **_place(front.region).model_dump(),
        above=[_place(each) for each in front.above],
        below=[_place(each) for each in front.below],
        items=front.items,
        online=front.online,
        areas=[_area(each) for each in front.areas],
        busy=[item_out(hit) for hit in front.busy],
        points=[PointOut.from_orm(point) for point in front.points],
        notices=[_line(notice) for notice in front.notices],
    )


@router.get("/areas", response={200: AreasOut, **problems(404)}, summary="List function areas")
def list_areas(request: HttpRequest, region: str = "") -> AreasOut:
    """The function areas of a place, or of the whole city."""
    on, place = local_day(timezone.now()), _asked(region)
    shown = areas_at(place.pk if place else "", on=on)
    return AreasOut(region=_place(place) if place else None, rows=[_area(each) for each in shown])


@router.get("/areas/{area}", response={200: AreaAtOut, **problems(404)}, summary="Read a function area")
def read_area(request: HttpRequest, area: str, region: str = "") -> AreaAtOut:
    """The themes of an area that have items at a place, or anywhere in the city."""
    found = _area_named(area)
    place = _asked(region)
    themes = themes_of(found, place.pk, on=local_day(timezone.now())) if place else []
    return AreaAtOut(
        region=_place(place) if place else None,
        code=found.code,
        name=found.name,
        themes=[
            ThemeOut(
                code=each.theme.code,
                name=each.theme.name,
                name_en=each.theme.name_en,
                total=each.total,
                items=[item_out(hit) for hit in each.hits],
            )
            for each in themes
        ],
    )


@router.get("/notices", response={200: NoticesOut, **problems(404, 422)}, summary="List notices")
def list_notices(request: HttpRequest, region: str = "", after: After = "", limit: Limit = 50) -> NoticesOut:
    """What is in force at a place and in those above it, the newest first."""
    place = _asked(region)
    rows = notices_of(place.pk if place else "", on=local_day(timezone.now()))
    shown = page(rows, keys=("-id",), after=after or None, size=limit)
    return NoticesOut(rows=[_line(notice) for notice in shown.rows], next=shown.next)


@router.get("/notices/{notice}", response={200: PublicNoticeOut, **problems(404)}, summary="Read a notice")
def read_notice(request: HttpRequest, notice: str) -> PublicNoticeOut:
    """One that ended is still there and says so; one that was withdrawn is not."""
    found = notice_shown(key_of(notice))
    if found is None:
        raise Http404
    is_over = found.is_over(local_day(timezone.now()))
    return PublicNoticeOut(**_line(found).model_dump(), text=found.text, is_over=is_over)


def _known(code: str) -> Region:
    found = place_of(code, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    return found


def _asked(region: str) -> Region | None:
    """Return the place that was asked for, else the one that the platform is run for. Raises Http404."""
    return _known(region) if region else home_place(local_day(timezone.now()))


def _area_named(code: str) -> Area:
    if code not in AREAS:
        raise Http404
    return AREAS[code]


def _place(region: Region) -> PlaceOut:
    return PlaceOut(code=region.code, name=region.name, level=region.level)


def _area(shown: AreaShown) -> AreaOut:
    area = shown.area
    told = {name: getattr(area, name) for name in ("code", "name", "name_en", "summary", "summary_en")}
    return AreaOut(
        **told,
        themes=list(area.themes),
        events=list(area.events),
        links=[LinkOut.from_orm(link) for link in area.links],
        items=shown.items,
    )


def _line(notice: Notice) -> NoticeLineOut:
    return NoticeLineOut(
        id=str(notice.pk),
        kind=notice.kind,
        title=notice.title,
        office=notice.office.name,
        region=_place(notice.region),
        published_at=notice.published_at,
        last_day=notice.last_day,
    )
