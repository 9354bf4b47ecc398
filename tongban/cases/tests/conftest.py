"""A town small enough to read: a bureau, two departments, five officers, an applicant, two items."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from tongban.cases.actions import attach_paper, save_draft, start_draft, submit_draft
from tongban.cases.models import Case, Draft
from tongban.cases.tests.at_window import clerk_at_window, fresh_cache, visit, window  # noqa: F401 (fixtures)
from tongban.catalogue.models import CatalogItem, HandlingItem, Item, ItemVersion, MaterialSpec, StepSpec
from tongban.kernel.moments import BEIJING
from tongban.people.demo.mandates import chief_mandate, named_mandate
from tongban.people.models import Account, Mandate, Office, Officer, Party, Post, Region, RoleGrant
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

MORNING = datetime(2026, 4, 27, 10, 0, tzinfo=BEIJING)  # the Monday before the holiday of May
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
FORM = {"name": "云味小馆", "area": 120}


@dataclass
class Town:
    bureau: Office
    market: Office
    streets: Office
    clerk: Officer
    market_reviewer: Officer
    streets_reviewer: Officer
    approver: Officer
    chief: Officer  # may accept and decide: the one whom the rule of two must stop
    account: Account
    applicant: Party
    restaurant: Item
    signboard: Item

    def draft(self, item: Item | None = None, *, now: datetime = MORNING) -> Draft:
        draft = start_draft(account=self.account, item=item or self.restaurant, party=self.applicant, now=now)
        return save_draft(draft=draft, form=FORM, answers={"dishes": "hot"}, now=now)

    def complete_draft(self, item: Item | None = None, *, now: datetime = MORNING) -> Draft:
        draft = self.draft(item, now=now)
        for spec in draft.version.materials.filter(necessity="required", exempted_by=""):
            attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=self.account, now=now)
        return draft

    def case(self, item: Item | None = None, *, now: datetime = MORNING) -> Case:
        return submit_draft(draft=self.complete_draft(item, now=now), channel="web", now=now)


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> Town:
    settings.FILES_DIR = tmp_path
    return make_town()


def signed_in(who: Officer | Account, **options: Any) -> Client:
    """A browser without scripts, signed in as an officer or as a citizen."""
    client = Client(**options)
    client.force_login(who.account if isinstance(who, Officer) else who)
    return client


def make_citizen(phone: str, name: str, *, sequence: int) -> Party:
    """Somebody with an account of their own."""
    account = Account.objects.create(kind="citizen", username=phone)
    party = Party(kind="person", account=account, name=name, identity_kind="citizen-id", phone=phone)
    party.identity = make_citizen_id(region="990102", born=date(1990, 3, 8), sequence=sequence)
    party.save()
    return party


def make_town() -> Town:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=date(2000, 1, 1))
    bureau, market, streets = (
        _office(region, number, name) for number, name in enumerate(("行政审批局", "市场监督管理局", "城市管理局"), 1)
    )
    clerk = _officer(bureau, "王敏", "clerk", Post.Kind.ACCEPTANCE)
    applicant = make_citizen("19900000001", "李晓云", sequence=22)
    assert applicant.account
    restaurant, signboard = _restaurant(bureau, market, streets), _signboard(bureau, streets)
    named_mandate(Mandate.Kind.SINGLE_OFFICER, clerk, bureau, [signboard.code], since=date(2020, 1, 1)).save()
    return Town(
        bureau=bureau,
        market=market,
        streets=streets,
        clerk=clerk,
        market_reviewer=_officer(market, "赵核", "reviewer", Post.Kind.REVIEW),
        streets_reviewer=_officer(streets, "钱查", "reviewer", Post.Kind.REVIEW),
        approver=_officer(bureau, "孙批", "approver", Post.Kind.APPROVAL),
        chief=_chief(bureau),
        account=applicant.account,
        applicant=applicant,
        restaurant=restaurant,
        signboard=signboard,
    )


def _office(region: Region, number: int, name: str) -> Office:
    uscc = make_uscc(9100000 + number, region="990100", department="1")
    return Office.objects.create(
        name=f"云州市{name}",
        short_name=name,
        uscc=uscc,
        kind="department",
        level="3",
        region=region,
        phone="0999-12345",
    )


def _officer(office: Office, name: str, role: str, post: str) -> Officer:
    number = f"T{Officer.objects.count():04d}"
    account = Account.objects.create(kind="staff", username=number)
    officer = Officer.objects.create(
        office=office, name=name, staff_number=number, joined_on=date(2020, 1, 1), account=account
    )
    RoleGrant.objects.create(officer=officer, role=role, office=office, since=date(2020, 1, 1))
    Post.objects.create(office=office, kind=post, name=post, holder_a=officer)
    return officer


def _chief(bureau: Office) -> Officer:
    officer = _officer(bureau, "周代", "chief", Post.Kind.ACCEPTANCE)
    Post.objects.create(office=bureau, kind=Post.Kind.APPROVAL, name="首席代表", holder_a=officer)
    chief_mandate(officer, bureau, since=date(2020, 1, 1)).save()
    return officer


def _version(item: Item, **fields: Any) -> ItemVersion:
    schema = {
        "properties": {
            "name": {"type": "string", "title": "字号", "maxLength": 40, "shared": "shop_name"},
            "area": {"type": "number", "title": "面积", "minimum": 1, "unit": "平方米", "shared": "floor_area"},
            "delivers": {"type": "boolean", "title": "做外卖"},
            "platform": {"type": "string", "title": "平台", "when": {"field": "delivers", "op": "is", "value": True}},
            "phone": {"type": "string", "title": "联系手机", "format": "mobile", "autofill": "party.phone"},
        },
        "required": ["name", "area"],
        "sections": [{"code": "shop", "title": "店铺", "fields": ["name", "area", "delivers", "platform", "phone"]}],
    }
    return ItemVersion.objects.create(
        item=item, number=1, title=item.catalog_item.name, form_schema=schema, created_at=MORNING, **fields
    )


def _publish(version: ItemVersion) -> Item:
    version.state, version.published_at = ItemVersion.State.PUBLISHED, MORNING
    version.save()
    version.item.current = version
    version.item.save()
    return version.item


def _item(office: Office, regulating: Office, code: str, name: str) -> Item:
    listed = CatalogItem.objects.create(code=code, name=name, item_type="01")
    full = f"{office.uscc}3{code}"
    return Item.objects.create(catalog_item=listed, office=office, regulating_office=regulating, code=full)


def _restaurant(bureau: Office, market: Office, streets: Office) -> Item:
    item = _item(bureau, market, "990131009000", "食品经营许可")
    version = _version(
        item,
        statutory_amount=10,
        statutory_unit="working",
        statutory_printed_unit="工作日",
        promised_amount=5,
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        elements={"result": {"name": "食品经营许可证", "validity": "5年"}},
        questions=[
            {
                "key": "dishes",
                "label": "做什么？",
                "choices": [{"value": "hot", "label": "热食"}, {"value": "drinks", "label": "饮品"}],
            }
        ],
    )
    HandlingItem.objects.create(version=version, position=1, code=f"{item.code}01", name="新办（热食）")
    papers: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("layout", "布局流程图", {}),
        ("plan", "设备清单", {"field": "dishes", "op": "is", "value": "hot"}),
    )
    for position, (code, name, condition) in enumerate(papers, 1):
        MaterialSpec.objects.create(
            version=version, position=position, code=code, name=name, why="核查场所", condition=condition
        )
    for code, name, office in (("visit", "现场核查", market), ("drain", "排水与油烟核查", streets)):
        StepSpec.objects.create(
            version=version, wave=1, code=code, name=name, office=office, post_kind="review", amount=2
        )
    return _publish(version)


def _signboard(bureau: Office, streets: Office) -> Item:
    item = _item(bureau, streets, "991031046000", "门头招牌设置备案")
    version = _version(
        item,
        is_instant=True,
        is_single_officer=True,
        single_officer_basis="云州市政务服务清单",
        receipt_rule={"starts": "on_spot", "silence": "accepted"},
    )
    MaterialSpec.objects.create(version=version, position=1, code="drawing", name="效果图", why="看样式")
    return _publish(version)
