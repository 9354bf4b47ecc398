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
    ("person_name", "姓名", "Name", "text", "person.name"),
    ("person_identity", "身份证号", "Identity number", "citizen-id", "party.identity"),
    ("head_identity", "法定代表人（负责人）身份证号", "Identity number of the legal representative", "citizen-id", ""),
    ("home_address", "居住地址（房屋坐落）", "Address of the home", "text", ""),
    ("home_price", "成交价", "Price", "number", ""),
    ("creditors_called_on", "债权人公告日期", "Creditors were called on", "date", ""),
    ("lender", "抵押权人（银行）", "Lender", "text", ""),
    ("seller_name", "卖方（原权利人）姓名", "Seller", "text", ""),
    ("seller_phone", "卖方手机", "Seller's phone", "mobile", ""),
    ("business_scope", "经营范围", "Line of business", "long", ""),
    ("founded_on", "成立日期", "Founded on", "date", ""),
    ("industry", "行业", "Industry", "text", ""),
    ("bank_name", "开户银行", "Bank", "text", ""),
    ("bank_account", "银行账号", "Account", "text", ""),
    ("own_bank", "收款银行", "Bank that receives the money", "text", ""),
    ("own_account", "银行账号（本人）", "Bank account of the applicant", "text", ""),
    ("card_bank", "发卡银行", "Bank of the card", "text", ""),
    ("employer", "单位名称（工作单位）", "Employer", "text", ""),
    ("child_name", "孩子姓名", "Name of the child", "text", ""),
    ("child_born_on", "孩子出生日期", "Day of birth", "date", ""),
    ("hospital", "出生医院", "Hospital", "text", ""),
    ("retire_on", "退休日期", "Retires on", "date", ""),
    ("closing_reason", "注销原因", "Why it is closed", "long", ""),
    ("project_name", "项目名称", "Project", "text", ""),
    ("project_code", "项目代码", "Project code", "project-code", ""),
    ("car_brand", "品牌型号", "Make", "text", ""),
    ("car_vin", "车辆识别代号", "VIN", "text", ""),
    ("car_bought_on", "购买日期", "Bought on", "date", ""),
    ("penalty_number", "处罚决定书文号", "Number of the decision on the penalty", "text", ""),
    ("penalty_done_on", "履行完毕的日期", "Everything was done on", "date", ""),
    ("correction", "整改情况", "What has been put right", "long", ""),
    ("debtor_name", "破产企业名称", "Insolvent firm", "text", ""),
    ("debtor_code", "破产企业统一社会信用代码", "Credit code of the insolvent firm", "uscc", ""),
    ("court_case", "法院案号", "Number of the court's case", "text", ""),
    ("court", "法院", "Court", "text", ""),
    ("check_from", "核查开始日期", "Checked from", "date", ""),
    ("check_to", "核查截止日期", "Checked until", "date", ""),
    ("event_name", "活动名称", "Name of the event", "text", ""),
    ("event_venue", "活动地点", "Venue", "text", ""),
    ("event_on", "活动举办日", "Day of the event", "date", ""),
    ("event_shows", "场次", "Times", "integer", ""),
    ("parking_place", "车位位置", "Parking space", "text", ""),
    ("pile_capacity", "充电桩功率", "Power of the charging pile", "number", ""),
    ("husband_name", "男方姓名", "His name", "text", ""),
    ("husband_identity", "男方身份证号", "His identity number", "citizen-id", ""),
    ("wife_name", "女方姓名", "Her name", "text", ""),
    ("wife_identity", "女方身份证号", "Her identity number", "citizen-id", ""),
    ("enlisted_on", "入伍日期", "Joined the forces on", "date", ""),
    ("discharged_on", "退役日期", "Discharged on", "date", ""),
    ("deceased_name", "逝者姓名", "Name of the deceased", "text", ""),
    ("deceased_identity", "逝者身份证号", "Identity number of the deceased", "citizen-id", ""),
    ("died_on", "离世日期", "Day of death", "date", ""),
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
