"""Items and guides for other systems: the same search, list and guide that the pages show."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tongban.catalogue.forms import answers_in, filters_in
from tongban.catalogue.models import MaterialSpec, StepSpec
from tongban.catalogue.queries import Guide, Hit, current_version, guide, search, version_of
from tongban.catalogue.queries.items import listed_items
from tongban.catalogue.rules.limits import Limit as TimeLimit
from tongban.kernel.moments import local_day
from tongban.people.api import Key
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Limit

router = Router(tags=["items"])
CODE = "11990100MB1234567A3990131009000"
PLACE = {"code": CODE, "region": "990100", "region_name": "云州市", "office_name": "云州市行政审批局"}
LIMIT = {"amount": 5, "unit": "working", "printed": "5个工作日"}
HIT = {
    "code": CODE,
    "name": "食品经营许可",
    "name_en": "Food business licence",
    "summary": "开饭店、卖预包装食品之前办理",
    "summary_en": "Before opening a restaurant or selling packaged food",
    "run_mode": "here",
    "is_instant": False,
    "promised": LIMIT,
    "offers": [PLACE],
}
GUIDE = {
    "code": CODE,
    "version": 1,
    "is_in_force": True,
    "takes_cases": True,
    "title": "食品经营许可",
    "title_en": "Food business licence",
    "summary": "开饭店、卖预包装食品之前办理",
    "office": "云州市行政审批局",
    "region": "990100",
    "run_mode": "here",
    "is_instant": False,
    "statutory": {"amount": 10, "unit": "working", "printed": "10个工作日"},
    "promised": LIMIT,
    "legal_bases": [{"title": "中华人民共和国食品安全法", "article": "三十五", "sure": True}],
    "elements": {"result": {"name": "食品经营许可证"}},
    "questions": [{"key": "dishes", "label": "做什么？", "choices": [{"value": "hot", "label": "热食"}]}],
    "answers": {"dishes": "hot"},
    "scenario": "新办（热食）",
    "papers": [{"code": "layout", "name": "布局流程图", "necessity": "required", "why": "核查场所", "basis": ""}],
    "fetched": [{"code": "licence", "name": "营业执照", "exempted_by": "licence", "exempted_from": "营业执照"}],
    "steps": [
        {
            "code": "visit",
            "name": "现场核查",
            "wave": 1,
            "office": "云州市市场监督管理局",
            "amount": 2,
            "unit": "working",
        }
    ],
    "form_schema": {"properties": {"name": {"type": "string", "title": "字号"}}, "required": ["name"]},
    "offers": [PLACE],
}


class LimitOut(Schema):
    """A limit of time, as it is counted and as it is printed."""

    amount: int
    unit: str = Field(description="working, calendar, month or hour")
    printed: str


class OfferOut(Schema):
    code: str
    region: str
    region_name: str
    office_name: str


class ItemOut(Schema):
    """A catalogue item (事项) with the places that offer it, the nearest first."""

    code: str = Field(description="Of the nearest place; ask for the guide and begin a draft with it")
    name: str
    name_en: str
    summary: str
    summary_en: str
    run_mode: str = Field(description="here, pushed: may be applied for; guided, proxy: only elsewhere")
    is_instant: bool
    promised: LimitOut
    offers: list[OfferOut]


class ItemsOut(Schema):
    model_config = shown_by({"rows": [HIT], "next": None})

    rows: list[ItemOut]
    next: str | None


class PaperAsked(Schema):
    code: str
    name: str
    necessity: str = Field(description="required, optional or secondary")
    why: str
    basis: str


class PaperFetched(Schema):
    """A paper that nobody has to bring (免提交)."""

    code: str
    name: str
    exempted_by: str
    exempted_from: str


class StepPlanned(Schema):
    code: str
    name: str
    wave: int
    office: str
    amount: int
    unit: str


class GuideOut(Schema):
    """The guide (办事指南) of a version, under the answers given so far."""

    model_config = shown_by(GUIDE)

    code: str
    version: int
    is_in_force: bool
    takes_cases: bool = Field(description="No while the item is suspended (暂停), and after its last day")
    title: str
    title_en: str
    summary: str
    office: str
    region: str
    run_mode: str
    is_instant: bool
    statutory: LimitOut | None = Field(description="The limit set by law (法定时限); none if no law sets one")
    promised: LimitOut = Field(description="What the office promises (承诺时限)")
    legal_bases: list[dict[str, Any]]
    elements: dict[str, Any] = Field(description="The other elements of the guide, by name")
    questions: list[dict[str, Any]] = Field(description="What decides the situation: key, label, type, choices")
    answers: dict[str, Any]
    scenario: str | None
    papers: list[PaperAsked] = Field(description="To be handed in, in this situation")
    fetched: list[PaperFetched]
    steps: list[StepPlanned]
    form_schema: dict[str, Any] = Field(description="JSON Schema of the form, with labels and conditions")
    offers: list[OfferOut]


@router.get("/items", response={200: ItemsOut, **problems(422)}, auth=Key("items:read"), summary="Find items")
def find_items(
    request: HttpRequest,
    q: str = Query("", max_length=200, description="Own words, departments' words, pinyin or initials", example="kfd"),
    region: str = Query("", max_length=12, description="Region code, GB/T 2260"),
    audience: str = Query("", max_length=10, description="person or firm"),
    theme: str = Query("", max_length=40),
    event: str = Query("", max_length=40),
    department: str = Query("", max_length=40, description="Short name of the office"),
    after: After = "",
    limit: Limit = 50,
) -> ItemsOut:
    """Search by words, best first, in one page; or list what the filters leave, page by page."""
    filters, today = filters_in(request.GET), local_day(timezone.now())
    if q.strip():
        return ItemsOut(rows=[item_out(hit) for hit in search(q, filters, on=today, limit=limit)], next=None)
    listed, hits = listed_items(filters, on=today, after=after or None, size=limit)
    return ItemsOut(rows=[item_out(hit) for hit in hits], next=listed.next)


@router.get(
    "/items/{code}", response={200: GuideOut, **problems(404, 422)}, auth=Key("items:read"), summary="Read a guide"
)
def read_guide(
    request: HttpRequest,
    code: str,
    version: int | None = Query(None, ge=1, le=99999, description="An older text; the one in force without it"),
) -> GuideOut:
    """Answers to the scenario questions go into the address by their keys (`?dishes=hot`): they choose the papers,
    the steps and the fields of the situation."""
    found = current_version(code) if version is None else version_of(code, version)
    if found is None:
        raise Http404
    return _guide(guide(found, answers_in(found.questions, request.GET), on=local_day(timezone.now())))


def item_out(hit: Hit) -> ItemOut:
    return ItemOut(
        code=hit.code,
        name=hit.name,
        name_en=hit.name_en,
        summary=hit.summary,
        summary_en=hit.summary_en,
        run_mode=hit.run_mode,
        is_instant=hit.is_instant,
        promised=_limit(hit.promised),
        offers=_offers(hit.offers),
    )


def _guide(read: Guide) -> GuideOut:
    version = read.version
    return GuideOut(
        code=read.item.code,
        version=version.number,
        is_in_force=read.item.current_id == version.pk,
        takes_cases=not read.obstacles,
        title=version.title,
        title_en=version.title_en,
        summary=version.summary,
        office=read.item.office.name,
        region=read.item.office.region_id,
        run_mode=version.run_mode,
        is_instant=version.is_instant,
        statutory=_limit(version.statutory_limit) if version.statutory_limit else None,
        promised=_limit(version.promised_limit),
        legal_bases=read.item.catalog_item.legal_bases,
        elements=dict(read.elements),
        questions=version.questions,
        answers=dict(read.answers),
        scenario=read.scenario.name if read.scenario else None,
        papers=[_asked(spec) for spec in read.papers],
        fetched=[_fetched(spec) for spec in read.fetched],
        steps=[_step(step) for wave in read.waves for step in wave],
        form_schema=version.form_schema,
        offers=_offers(read.offers),
    )


def _limit(limit: TimeLimit) -> LimitOut:
    return LimitOut(amount=limit.amount, unit=limit.unit, printed=str(limit))


def _offers(offers: Any) -> list[OfferOut]:
    return [OfferOut.from_orm(offer) for offer in offers]


def _asked(spec: MaterialSpec) -> PaperAsked:
    return PaperAsked.from_orm(spec)


def _fetched(spec: MaterialSpec) -> PaperFetched:
    return PaperFetched.from_orm(spec)


def _step(step: StepSpec) -> StepPlanned:
    return StepPlanned(
        code=step.code, name=step.name, wave=step.wave, office=step.office.name, amount=step.amount, unit=step.unit
    )
