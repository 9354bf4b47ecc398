"""A paper that may follow, and cases that are accepted while it lacks."""

from datetime import datetime, timedelta
from typing import Any

from tongban.cases.actions import attach_paper, submit_draft
from tongban.cases.actions.tolerance import accept_with_gaps
from tongban.cases.models import Case, Paper, PaperGap
from tongban.cases.tests.conftest import MORNING, PDF, Town, _item, _publish, _version
from tongban.catalogue.models import Item, MaterialSpec, StepSpec

RULES = "管理制度文本"
LATER = MORNING + timedelta(hours=1)


def let_rules_follow(town: Town, *, days: int | None = 3, **elements: Any) -> MaterialSpec:
    """Put an item in the place of the restaurant whose rules may follow within some days of acceptance."""
    item = _item(town.bureau, town.market, "990114001000", "人力资源服务许可")
    lack = {"lack_days": days} if days is not None else {}
    version = _version(
        item,
        statutory_amount=20,
        promised_amount=5,
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        elements={"is_lack_accept": True, **lack, **elements},
    )
    for position, (code, name, necessity) in enumerate(
        (("articles", "章程", "required"), ("rules", RULES, "secondary"), ("photo", "场所照片", "optional")), 1
    ):
        MaterialSpec.objects.create(
            version=version, position=position, code=code, name=name, why="核查", necessity=necessity
        )
    for code, name, office in (("papers", "材料审查", town.market), ("visit", "现场核实", town.streets)):
        StepSpec.objects.create(
            version=version, wave=1, code=code, name=name, office=office, post_kind="review", amount=2
        )
    town.restaurant = _publish(version)
    return version.materials.get(code="rules")


def promised(town: Town, *, now: datetime = MORNING) -> Case:
    """Handed in online without the rules, which are promised by account."""
    draft = town.complete_draft(now=now)
    return submit_draft(draft=draft, channel="web", promises=["gaps"], now=now)


def accepted_with_gap(town: Town, *, now: datetime = LATER) -> Case:
    return accept_with_gaps(case=promised(town), by=town.clerk, now=now)


def gap_of(case: Case) -> PaperGap:
    return PaperGap.objects.select_related("case__matter", "case__version", "spec").get(case=case)


def the_rules(spec: MaterialSpec, now: datetime) -> list[Paper]:
    return [Paper(spec=spec, provenance=Paper.Provenance.SEEN, copy_kept=True, at=now)]


def with_rules(town: Town, spec: MaterialSpec) -> Case:
    """Handed in with everything."""
    draft = town.complete_draft()
    attach_paper(draft=draft, spec=spec, upload=(PDF, "rules.pdf"), by=town.account, now=MORNING)
    return submit_draft(draft=draft, channel="web", now=MORNING)


def let_commit(town: Town, *, name: str = "公共场所卫生许可", **commitment: Any) -> Item:
    """Put an item in the place of the restaurant that is decided at once on a promise."""
    item = _item(town.bureau, town.market, "990123002000", name)
    told = {"text": "承诺已经符合全部条件。", "check_days": 30, "consequence": "不符合的撤销许可，记入信用记录。"}
    ordinary = {"ordinary": {"amount": 8, "unit": "working", "step": "现场卫生核查"}}
    version = _version(
        item,
        statutory_amount=20,
        promised_amount=0,
        is_instant=True,
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        elements={"conditions": ["有消毒间", "有卫生管理员"], "commitment": {**told, **ordinary, **commitment}},
    )
    MaterialSpec.objects.create(version=version, position=1, code="layout", name="平面布局图", why="看清洗消毒间")
    town.restaurant = _publish(version)
    return item


def committed(town: Town, *, now: datetime = MORNING) -> Case:
    """Handed in online with the promise signed by account."""
    return submit_draft(draft=town.complete_draft(now=now), channel="web", promises=["commitment"], now=now)
