"""What calls are about, made through the actions: an item with charges, a case of it, a granted one, a shelf."""

from typing import Any

from django.utils import timezone

from tests.api.conftest import Called
from tests.api.test_a_worked_session import handed_in
from tests.permissions import elsewhere
from tongban.bundles.tests.conftest import publish_item
from tongban.cases.actions import AGREE, accept_case, decide_case, give_opinion
from tongban.cases.models import Case, Result
from tongban.catalogue.models import CatalogItem, HandlingItem, Item, ItemVersion, PaperKind, PaperUse
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.windows.actions import begin_visit, confirm_competence, seat_officer
from tongban.windows.models import ServicePoint, Window

CHARGE = {"charges": [{"name": "不动产登记费", "quantity": 1, "price": 8000}]}
CHARGED = {"charges": [{"name": "不动产登记费", "standard": "80 元/件", "basis": "发改价格规〔2016〕2559号"}]}
FIRST = [{"code": "deed_tax", "name": "契税完税凭证", "basis": "契税法第十一条"}]
CODE = "990735001000"


def registration(called: Called) -> Item:
    """An item that costs something, before which a tax is paid, and that its department's own system handles."""
    bureau = called.town.bureau
    if known := Item.objects.filter(catalog_item__code=CODE).first():
        return known
    listed = CatalogItem.objects.create(code=CODE, name="不动产登记", item_type="07")
    item = Item.objects.create(
        catalog_item=listed, office=bureau, regulating_office=called.town.market, code=f"{bureau.uscc}3{CODE}"
    )
    version = ItemVersion.objects.create(
        item=item,
        number=1,
        title=listed.name,
        form_schema={"properties": {"place": {"type": "string", "title": "坐落"}}, "required": []},
        promised_amount=5,
        run_mode=ItemVersion.RunMode.PUSHED,
        elements={"fees": CHARGED, "prerequisites": FIRST, "run_system": "不动产登记系统"},
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        created_at=timezone.now(),
    )
    HandlingItem.objects.create(version=version, position=1, code=f"{item.code}01", name="首次登记")
    return publish_item(version)


def registered(called: Called) -> str:
    """Hand in and accept an application for it; return its number."""
    firm = called.applicant
    draft = firm.post("/drafts", {"item": registration(called).code}).json()["id"]
    done = firm.post(f"/drafts/{draft}/submission", {"is_true": True}, Idempotency_Key=f"registered-{draft}")
    number = str(done.json()["number"])
    assert called.clerk.post(f"/matters/{number}/acceptance").status_code == 200
    return number


def granted(called: Called, key: str) -> Result:
    """Let the firm's restaurant be granted; return the licence."""
    case = Case.objects.select_related("matter", "version").get(matter__number=handed_in(called, key))
    town, now = called.town, timezone.now()
    accept_case(case=case, by=town.clerk, now=now)
    for step in case.matter.steps.exclude(code="decide"):
        by = town.market_reviewer if step.office_id == town.market.pk else town.streets_reviewer
        give_opinion(step=step, outcome=AGREE, opinion="符合", by=by, now=now)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=now)
    return Result.objects.get(case=case)


def layout_kind(called: Called) -> PaperKind:
    """The catalogue of papers knows what the restaurant asks for."""
    kind, is_new = PaperKind.objects.get_or_create(
        code="CL00007", defaults={"name": "布局流程图", "issuer": "", "other_names": []}
    )
    if is_new:
        use = {"code": "layout", "name": kind.name, "is_handed_in": True}
        PaperUse.objects.create(item=called.town.restaurant, paper_kind=kind, **use)
    return kind


def shelf(called: Called) -> ServicePoint:
    told = {"address": "云水路1号", "hours": "9:00-17:00", "phone": "0999-1"}
    return ServicePoint.objects.get_or_create(office=called.town.bureau, name="云州市政务服务中心", defaults=told)[0]


def taken_for_others(called: Called) -> str:
    """Papers taken at a window for another city; return their number."""
    clerk, now = called.officers["clerk"], timezone.now()
    window = Window.objects.create(service_point=shelf(called), number="1", name="综合", kind=Window.Kind.ANY)
    seat_officer(window=window, officer=clerk, since=local_day(now), by=SYSTEM, now=now)
    confirm_competence(
        officers=[clerk], offices=[clerk.office], since=local_day(now), ground="岗前培训", by=SYSTEM, now=now
    )
    visit = begin_visit(window=window, party=called.town.applicant, by=clerk, now=now)
    made: dict[str, Any] = dict(elsewhere.things(visit, called.town.restaurant, clerk=clerk, now=now))
    return str(made["what was taken for another city"]["number"])
