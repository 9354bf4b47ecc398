"""Two offices look at a restaurant on one trip: each with two of its own, the applicant told once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from tongban.bundles.actions.designing import add_member, draft_version, list_bundle, publish_version
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.actions.joint_visits import (
    decline_joint_visit,
    join_joint_visit,
    move_joint_visit,
    propose_joint_visit,
    settle_joint_visit,
)
from tongban.bundles.actions.refusals import CannotLead
from tongban.bundles.models import Bundle, JointPart, JointVisit, Whole
from tongban.bundles.queries.joint_visits import joint_visits_of, parts_asked, reviews_of
from tongban.bundles.tests.conftest import MORNING, PDF, Street, publish_item
from tongban.cases.actions import accept_case, withdraw_case
from tongban.cases.actions.refusals import CannotVisit
from tongban.cases.actions.site_visits import cancel_site_visit, postpone_site_visit, record_site_visit
from tongban.cases.models import Case, SiteVisit, VisitedCase
from tongban.cases.queries.site_visits import HalfYear, calls_made, visits_made
from tongban.catalogue.models import CatalogItem, HandlingItem, Item, ItemVersion, MaterialSpec, StepSpec
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import OutboxRow
from tongban.kernel.ratios import Ratio
from tongban.people.models import Account, Office, Officer

SOON, LATER = MORNING + timedelta(days=2), MORNING + timedelta(days=3)
ON_SITE = SOON + timedelta(minutes=30)


@dataclass
class Kitchen:
    """A whole of two members under review: market and streets look at the kitchen, streets at the drains, too."""

    street: Street
    whole: Whole
    market_pair: list[Officer]
    streets_pair: list[Officer]

    def propose(self, **given: Any) -> JointVisit:
        usual: dict[str, Any] = {
            "whole": self.whole,
            "steps": [each.step.pk for each in reviews_of(self.whole)],
            "planned_for": SOON,
            "place": "云城区建设路18号一层",
            "officers": self.market_pair,
            "by": self.street.town.market_reviewer,
            "now": MORNING,
        }
        return propose_joint_visit(**(usual | given))

    def part(self, office: Office) -> JointPart:
        return JointPart.objects.select_related("joint", "visit").get(office=office)

    def join(self, **given: Any) -> JointPart:
        usual: dict[str, Any] = {
            "part": self.part(self.street.town.streets),
            "officers": self.streets_pair,
            "by": self.street.town.streets_reviewer,
            "now": MORNING,
        }
        return join_joint_visit(**(usual | given))

    def case(self, code: str) -> Case:
        return self.street.case(self.whole, code)


def colleague(office: Office, name: str) -> Officer:
    number = f"K{Officer.objects.count():04d}"
    account = Account.objects.create(kind="staff", username=number)
    return Officer.objects.create(
        office=office, name=name, staff_number=number, joined_on=date(2020, 1, 1), account=account
    )


def make_drains(street: Street) -> Item:
    town = street.town
    listed = CatalogItem.objects.create(code="990117009000", name="污水排入排水管网许可", item_type="01")
    code = f"{town.bureau.uscc}3990117009000"
    item = Item.objects.create(catalog_item=listed, office=town.bureau, regulating_office=town.streets, code=code)
    version = ItemVersion.objects.create(
        item=item,
        number=1,
        title=listed.name,
        form_schema={"properties": {"tank": {"type": "string", "title": "隔油池"}}, "required": []},
        promised_amount=5,
        elements={"result": {"name": "排水许可证"}},
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        created_at=MORNING,
    )
    HandlingItem.objects.create(version=version, position=1, code=f"{item.code}01", name="新办")
    MaterialSpec.objects.create(version=version, position=1, code="pipes", name="排水管线图", why="接到哪里")
    points = ["接驳位置与图纸一致。"]
    StepSpec.objects.create(
        version=version, wave=1, code="look", name="排水核查", office=town.streets, post_kind="review", standard=points
    )
    return publish_item(version)


def make_whole(street: Street) -> Whole:
    town, told = street.town, {"by": SYSTEM, "now": MORNING}
    bundle = list_bundle(code="kitchen", region=town.bureau.region, lead_office=town.bureau, **told)
    version = draft_version(bundle=bundle, says={"title": "开一家厨房", "theme": "trade"}, **told)
    add_member(version=version, code="food", item=town.restaurant, **told)
    add_member(version=version, code="drain", item=make_drains(street), **told)
    publish_version(version=version, **told)
    draft = start_draft(
        account=town.account, bundle=Bundle.objects.get(pk=bundle.pk), party=town.applicant, now=MORNING
    )
    form = {"shop_name": "云味小馆", "floor_area": 320, "name": "云味小馆", "area": 320, "tank": "有"}
    draft = save_draft(draft=draft, answers={"food.dishes": "hot"}, form=form, now=MORNING)
    for key in ("布局流程图", "设备清单", "排水管线图"):
        attach_paper(draft=draft, key=key, upload=(PDF, f"{key}.pdf"), by=town.account, now=MORNING)
    return submit_draft(draft=draft, channel="web", now=MORNING)


@pytest.fixture
def kitchen(street: Street) -> Kitchen:
    town, whole = street.town, make_whole(street)
    for code in ("food", "drain"):
        accept_case(case=street.case(whole, code), by=town.clerk, now=MORNING)
    whole = Whole.objects.select_related("matter__office", "matter__party", "version").get(pk=whole.pk)
    market = [town.market_reviewer, colleague(town.market, "冯同")]
    return Kitchen(street, whole, market, [town.streets_reviewer, colleague(town.streets, "卫伴")])


def messages(template: str = "joint_visit") -> list[dict[str, str]]:
    sent = [row.payload.clear() for row in OutboxRow.objects.filter(kind="sms").order_by("pk")]
    return [each["values"] for each in sent if each["template"] == template]


def codes(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def record(visited: VisitedCase, by: Officer, key: str, **given: Any) -> None:
    usual: dict[str, Any] = {
        "visited": visited,
        "key": key,
        "checks": [],
        "findings": "现场与图纸一致。",
        "conclusion": "meets",
        "place": "",
        "present": list(visited.visit.officers.all()),
        "photographs": [],
        "gives_opinion": True,
        "recorded_at": ON_SITE,
        "by": by,
        "now": ON_SITE,
    }
    record_site_visit(**(usual | given))


@pytest.mark.requirement("B22", "E06")
def test_the_applicant_hears_once_when_both_offices_come(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose()
    assert joint.state == "asked"
    assert messages() == [] == messages("site_visit")

    kitchen.join()
    joint.refresh_from_db()
    assert joint.state == "set"
    (told,) = messages()
    assert told["number"] == kitchen.whole.matter.number
    assert (told["place"], told["offices"]) == ("云城区建设路18号一层", f"{town.market.name}、{town.streets.name}")
    notice = PrintedDocument.objects.get(kind="visit_notice")
    assert notice.subject == kitchen.whole.matter.subject
    assert notice.content["offices"] == sorted([town.market.name, town.streets.name])
    assert "接驳位置与图纸一致。" in notice.content["points"]
    assert messages("site_visit") == []


@pytest.mark.requirement("B22")
def test_each_office_has_its_own_visit_with_its_own_officers_and_members(kitchen: Kitchen) -> None:
    joint, town = kitchen.propose(), kitchen.street.town
    kitchen.join()
    market, streets = SiteVisit.objects.filter(trip=joint.pk).order_by("office__name")
    market, streets = (market, streets) if market.office == town.market else (streets, market)
    assert set(market.officers.all()) == set(kitchen.market_pair)
    assert set(streets.officers.all()) == set(kitchen.streets_pair)
    assert market.planned_for == streets.planned_for == SOON
    assert [each.step.code for each in market.cases.all() if each.step] == ["visit"]
    assert sorted(each.step.code for each in streets.cases.all() if each.step) == ["drain", "look"]


@pytest.mark.requirement("B22")
def test_both_offices_record_and_it_counts_as_two_trips_and_one_call(kitchen: Kitchen) -> None:
    kitchen.propose()
    kitchen.join()
    for place, visited in enumerate(VisitedCase.objects.select_related("visit__office", "case__matter").order_by("pk")):
        town = kitchen.street.town
        by = town.market_reviewer if visited.visit.office_id == town.market.pk else town.streets_reviewer
        record(visited, by, f"key-{place}")
    assert {visit.state for visit in SiteVisit.objects.all()} == {"done"}
    steps = [step for code in ("food", "drain") for step in kitchen.case(code).matter.steps.exclude(code="decide")]
    assert {step.state for step in steps} == {"done"}
    period = HalfYear.of(local_day(SOON))
    assert visits_made(SiteVisit.objects.all(), period) == Ratio(2, 2)
    assert calls_made(SiteVisit.objects.all(), period) == Ratio(1, 1)


@pytest.mark.requirement("B22")
def test_an_office_that_does_not_come_says_why_and_the_other_comes_alone(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose()
    with pytest.raises(CannotLead) as refused:
        decline_joint_visit(part=kitchen.part(town.streets), reason=" ", by=town.streets_reviewer, now=MORNING)
    assert codes(refused) == ["reason_missing"]
    decline_joint_visit(part=kitchen.part(town.streets), reason="当天有集中检查", by=town.streets_reviewer, now=MORNING)
    joint.refresh_from_db()
    assert joint.state == "set"
    assert [told["offices"] for told in messages()] == [town.market.name]
    assert [each.why_not for each in reviews_of(kitchen.whole) if each.step.office_id == town.streets.pk] == ["", ""]
    with pytest.raises(CannotLead) as refused:
        kitchen.join()
    assert codes(refused) == ["joint_visit_answered"]


@pytest.mark.requirement("B22")
def test_two_officers_are_two_of_each_office(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    with pytest.raises(CannotVisit) as refused:
        kitchen.propose(officers=[town.market_reviewer])
    assert codes(refused) == ["two_officers_needed"]
    assert not JointVisit.objects.exists()
    kitchen.propose()
    with pytest.raises(CannotVisit) as refused:
        kitchen.join(officers=[town.streets_reviewer])
    assert codes(refused) == ["two_officers_needed"]
    with pytest.raises(CannotLead) as stranger:
        kitchen.join(officers=[town.streets_reviewer, kitchen.market_pair[1]])
    assert codes(stranger) == ["officer_of_another_office"]


@pytest.mark.requirement("B22")
def test_moving_it_moves_every_visit_not_made_yet_and_tells_the_applicant_once(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose()
    kitchen.join()
    own = SiteVisit.objects.get(office=town.market)
    with pytest.raises(CannotVisit) as alone:
        postpone_site_visit(visit=own, planned_for=LATER, reason="下雨", by=town.market_reviewer, now=MORNING)
    assert codes(alone) == ["moves_with_the_joint_visit"]

    move_joint_visit(joint=joint, planned_for=LATER, reason="下雨", by=town.chief, now=MORNING)
    assert {visit.planned_for for visit in SiteVisit.objects.all()} == {LATER}
    assert len(messages()) == 2
    with pytest.raises(CannotLead) as refused:
        move_joint_visit(
            joint=joint, planned_for=MORNING - timedelta(days=1), reason="", by=town.streets_reviewer, now=MORNING
        )
    assert codes(refused) == ["joint_visit_not_yours", "visit_in_the_past", "reason_missing"]


@pytest.mark.requirement("B22", "E06")
def test_a_member_taken_back_before_the_visit_touches_only_itself(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose()
    kitchen.join()
    withdraw_case(case=kitchen.case("drain"), reason="不办了", by=town.applicant, now=MORNING)
    joint.refresh_from_db()
    assert joint.state == "set"
    assert {visit.state for visit in SiteVisit.objects.all()} == {"planned"}
    left = SiteVisit.objects.get(office=town.streets)
    assert [each.step.code for each in left.cases.all() if each.step] == ["drain"]

    withdraw_case(case=kitchen.case("food"), reason="不办了", by=town.applicant, now=MORNING)
    joint.refresh_from_db()
    assert joint.state == "off"
    assert {visit.state for visit in SiteVisit.objects.all()} == {"cancelled"}
    assert len(messages("joint_visit_off")) == 1


@pytest.mark.requirement("B22")
def test_a_member_taken_back_while_an_office_is_asked_is_not_looked_at(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    kitchen.propose()
    withdraw_case(case=kitchen.case("drain"), reason="不办了", by=town.applicant, now=MORNING)
    part = kitchen.join()
    assert part.visit
    assert [each.case.matter_id for each in part.visit.cases.all()] == [kitchen.case("food").matter_id]


@pytest.mark.requirement("B22")
def test_an_office_that_calls_its_visit_off_leaves_the_others_coming(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose()
    part = kitchen.join()
    assert part.visit
    cancel_site_visit(visit=part.visit, reason="照片已够", by=town.streets_reviewer, now=MORNING)
    joint.refresh_from_db()
    assert (joint.state, kitchen.part(town.streets).state) == ("set", "left")


@pytest.mark.requirement("B22")
def test_the_lead_asks_both_and_may_stop_waiting(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    joint = kitchen.propose(by=town.chief, officers=())
    assert {part.state for part in joint.parts.all()} == {"asked"}
    assert [part.office for part in parts_asked(town.market_reviewer, on=local_day(MORNING))] == [town.market]
    kitchen.join()
    settle_joint_visit(joint=joint, by=town.chief, now=MORNING)
    joint.refresh_from_db()
    assert joint.state == "set"
    assert [told["offices"] for told in messages()] == [town.streets.name]


@pytest.mark.requirement("B22")
def test_who_neither_leads_nor_reviews_cannot_act(kitchen: Kitchen) -> None:
    stranger = colleague(kitchen.street.town.market, "陌生")
    with pytest.raises(CannotLead) as refused:
        kitchen.propose(by=stranger)
    assert codes(refused) == ["joint_visit_not_yours"]
    kitchen.propose()
    with pytest.raises(CannotLead) as refused:
        kitchen.join(by=kitchen.street.town.market_reviewer)
    assert codes(refused) == ["joint_visit_not_yours"]


@pytest.mark.requirement("B22")
def test_one_office_is_no_joint_visit_and_what_is_planned_is_not_planned_again(kitchen: Kitchen) -> None:
    town = kitchen.street.town
    of_streets = [each.step.pk for each in reviews_of(kitchen.whole) if each.step.office_id == town.streets.pk]
    with pytest.raises(CannotLead) as refused:
        kitchen.propose(steps=of_streets, by=town.chief)
    assert codes(refused) == ["joint_visit_needs_two_offices"]
    kitchen.propose()
    with pytest.raises(CannotLead) as refused:
        kitchen.propose(by=town.chief)
    assert set(codes(refused)) == {"member_visited_already"}
    kitchen.join()
    with pytest.raises(CannotLead) as refused:
        kitchen.propose(by=town.chief)
    assert set(codes(refused)) == {"member_visited_already"}


@pytest.mark.requirement("B22")
def test_the_joint_visits_of_a_whole_are_read_in_a_number_of_statements_that_does_not_grow(
    kitchen: Kitchen, django_assert_max_num_queries: Any
) -> None:
    kitchen.propose()
    kitchen.join()
    whole = Whole.objects.select_related("matter").get(pk=kitchen.whole.pk)
    with django_assert_max_num_queries(5):
        for joint in joint_visits_of(whole):
            for part in joint.parts.all():
                assert part.office.name
                assert part.visit
                assert len(part.visit.officers.all()) == 2
                assert [step.matter.subject_title for step in part.steps.all()]
    fresh = Whole.objects.get(pk=kitchen.street.whole(now=MORNING + timedelta(hours=1)).pk)
    with django_assert_max_num_queries(0):
        assert joint_visits_of(fresh) == []
