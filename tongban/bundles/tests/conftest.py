"""A bundle of the small town of the cases: the trader registers, then the restaurant, beside it the signboard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tongban.bundles.actions.designing import add_member, draft_version, link_members, list_bundle, publish_version
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.models import Bundle, BundleDraft, BundleVersion, MemberRun, Whole
from tongban.cases.actions import AGREE, accept_case, decide_case, deliver_by_identity, give_opinion
from tongban.cases.models import Case, Delivery
from tongban.cases.tests.at_window import fresh_cache  # noqa: F401 (fixture)
from tongban.cases.tests.conftest import MORNING, PDF, Town, town  # noqa: F401 (fixture)
from tongban.catalogue.models import CatalogItem, HandlingItem, Item, ItemVersion, MaterialSpec
from tongban.kernel.events import SYSTEM

WHOLE_FORM = {"shop_name": "云味小馆", "floor_area": 320, "owner": "李晓云"}


@dataclass
class Street:
    """The town, its trader's item and the bundle."""

    town: Town
    trader: Item
    bundle: Bundle

    def draft(self, *, now: datetime = MORNING, **answers: Any) -> BundleDraft:
        """A draft that only has to be handed in."""
        draft = start_draft(account=self.town.account, bundle=self.bundle, party=self.town.applicant, now=now)
        given = {"registered": False, "signs": True, "food.dishes": "hot"} | answers
        draft = save_draft(draft=draft, answers=given, form=WHOLE_FORM, now=now)
        for key in ("布局流程图", "设备清单", "效果图", "场所说明"):
            attach_paper(draft=draft, key=key, upload=(PDF, f"{key}.pdf"), by=self.town.account, now=now)
        return draft

    def whole(self, *, now: datetime = MORNING, **answers: Any) -> Whole:
        return submit_draft(draft=self.draft(now=now, **answers), channel="web", now=now)

    def run(self, whole: Whole, code: str) -> MemberRun:
        return whole.members.select_related("matter", "member").get(member__code=code)

    def case(self, whole: Whole, code: str) -> Case:
        run = self.run(whole, code)
        return Case.objects.select_related("matter", "version").get(matter=run.matter)

    def decide(self, case: Case, outcome: str = "granted", *, now: datetime = MORNING) -> None:
        """Take a case from where it is to its decision."""
        place = self.town
        accept_case(case=case, by=place.clerk, now=now)
        for step in case.matter.steps.exclude(code="decide"):
            by = place.market_reviewer if step.office_id == place.market.pk else place.streets_reviewer
            give_opinion(step=step, outcome=AGREE, opinion="符合", by=by, now=now)
        reasons = "不符合规划" if outcome == "refused" else ""
        decide_case(case=case, outcome=outcome, reasons=reasons, by=place.approver, now=now)

    def collect(self, whole: Whole, code: str, *, now: datetime = MORNING) -> Delivery:
        """Hand the result of a member over to the applicant."""
        return deliver_by_identity(case=self.case(whole, code), to=self.town.applicant, by=self.town.clerk, now=now)


@pytest.fixture
def street(town: Town) -> Street:  # noqa: F811
    trader = make_trader(town)
    return Street(town, trader, make_bundle(town, trader))


def make_trader(of: Town) -> Item:
    """An item without steps, whose result the restaurant asks for."""
    listed = CatalogItem.objects.create(code="990731003000", name="个体工商户设立登记", item_type="07")
    item = Item.objects.create(
        catalog_item=listed, office=of.bureau, regulating_office=of.market, code=f"{of.bureau.uscc}3990731003000"
    )
    schema = {
        "properties": {
            "title": {"type": "string", "title": "字号名称", "maxLength": 30, "shared": "shop_name"},
            "owner": {"type": "string", "title": "经营者"},
        },
        "required": ["owner"],
    }
    version = ItemVersion.objects.create(
        item=item,
        number=1,
        title=listed.name,
        form_schema=schema,
        promised_amount=1,
        elements={"result": {"name": "营业执照"}},
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        created_at=MORNING,
    )
    HandlingItem.objects.create(version=version, position=1, code=f"{item.code}01", name="新设")
    MaterialSpec.objects.create(version=version, position=1, code="place", name="场所说明", why="在哪里经营")
    return publish_item(version)


def publish_item(version: ItemVersion) -> Item:
    version.state, version.published_at = ItemVersion.State.PUBLISHED, MORNING
    version.save()
    version.item.current = version
    version.item.save()
    return version.item


def next_version(item: Item, **changes: Any) -> ItemVersion:
    """The version in force again, with changes and one more paper."""
    current = item.current
    assert current
    version = ItemVersion.objects.create(
        item=item,
        number=current.number + 1,
        title=current.title,
        form_schema=changes.get("form_schema", current.form_schema),
        promised_amount=current.promised_amount,
        elements=changes.get("elements", current.elements),
        receipt_rule=current.receipt_rule,
        questions=changes.get("questions", current.questions),
        created_at=MORNING,
    )
    publish_item(version)
    return version


def make_bundle(of: Town, trader: Item) -> Bundle:
    bundle = list_bundle(code="restaurant", region=of.bureau.region, lead_office=of.bureau, by=SYSTEM, now=MORNING)
    version = draft_version(bundle=bundle, says=SAYS, by=SYSTEM, now=MORNING)
    make_members(version, of, trader)
    publish_version(version=version, by=SYSTEM, now=MORNING)
    bundle.refresh_from_db()
    return bundle


def make_members(version: BundleVersion, of: Town, trader: Item) -> None:
    unregistered = {"field": "registered", "op": "is", "value": False}
    first = add_member(version=version, code="trader", item=trader, condition=unregistered, by=SYSTEM, now=MORNING)
    food = add_member(version=version, code="food", item=of.restaurant, by=SYSTEM, now=MORNING)
    with_sign = {"field": "signs", "op": "is", "value": True}
    add_member(version=version, code="sign", item=of.signboard, condition=with_sign, by=SYSTEM, now=MORNING)
    link_members(version=version, source=first, target=food, by=SYSTEM, now=MORNING)


SAYS: dict[str, Any] = {
    "title": "开一家小店",
    "theme": "trade",
    "questions": [
        {"key": "registered", "type": "boolean", "label": "已经有营业执照吗？"},
        {"key": "signs", "type": "boolean", "label": "要挂招牌吗？"},
    ],
    "same_fields": [{"key": "shop_name", "of": ["sign.name"]}],
    "promised_amount": 5,
    "promised_text": "五个工作日办完",
    "joint_limit": {"amount": 45, "unit": "working", "basis": "行政许可法第四十二条第二款"},
}
