"""What the figures of the demo city are measured against: how items stood before the reform, and some targets.

Before the reform every paper was asked for, the law's days were used up and applicants came twice. Also the shared
fields that forms of the demo have in common.
"""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count

from tongban.catalogue.actions.baselines import keep_baselines
from tongban.catalogue.actions.fields import keep_shared_field
from tongban.catalogue.models import Baseline, ItemFacts
from tongban.kernel.events import SYSTEM
from tongban.kernel.figures import keep_figures, set_target

REFORM = date(2020, 1, 1)
SOURCE = "“减环节、减材料、减时限、减费用”改革方案（示例）"
MORE_STEPS, TRIPS = 2, 2
TARGETS = {"compression_licences": 60, "online": 100, "wholly_online": 90, "one_trip": 90, "instant": 30}
FIELDS = (
    ("applicant_name", "申请人名称", "Name of the applicant", "text", "party.name"),
    ("applicant_identity", "申请人证件号码", "Identity or credit code", "text", "party.identity"),
    ("contact_phone", "联系手机", "Mobile phone", "mobile", "party.phone"),
    ("shop_name", "店名（场所名称）", "Name of the shop or place", "text", ""),
    ("opening_hours", "营业时间", "Opening hours", "text", ""),
    ("head_name", "法定代表人（负责人）姓名", "Name of the legal representative", "text", ""),
    ("contact_name", "联系人姓名", "Name of the contact", "text", ""),
    ("place_address", "经营（办公）地址", "Address of the place", "text", ""),
    ("floor_area", "面积", "Floor area", "number", ""),
)


def furnish_figures(*, now: datetime) -> None:
    """Keep the baseline, set the targets, name the shared fields, and keep the figures of the day."""
    facts = ItemFacts.objects.annotate(asked=Count("item__current__materials"))
    keep_baselines(rows=[_before(each, each.asked) for each in facts], by=SYSTEM, now=now)
    for code, percent in TARGETS.items():
        set_target(code=f"catalogue.{code}", percent=Fraction(percent), since=REFORM, source=SOURCE, by=SYSTEM, now=now)
    for code, title, title_en, kind, autofill in FIELDS:
        keep_shared_field(code=code, title=title, title_en=title_en, kind=kind, autofill=autofill, by=SYSTEM, now=now)
    keep_figures(now=now)


def _before(facts: ItemFacts, asked: int) -> Baseline:
    return Baseline(
        item_id=facts.item_id,
        taken_on=REFORM,
        steps=facts.steps + MORE_STEPS,
        papers=asked,
        days=facts.statutory_days or Decimal(facts.promised_days),
        fee=facts.fee,
        trips=TRIPS,
        source=SOURCE,
    )
