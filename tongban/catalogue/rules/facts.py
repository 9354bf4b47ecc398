"""What figures and public lists ask of an item, each answer one plain value: depth online, trips, papers, days, fees.

What the version declares is believed; what it leaves open is reckoned from how the item is handled. Days are working
days: calendar days and months are converted by five days of seven, hours by eight of a day (``limits``), so that they
can be added up. They are for comparing, never for a due date.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.limits import Limit, in_working_days
from tongban.catalogue.rules.materials import is_proof

APPLIED_FOR = frozenset({"01", "05", "07", "08", "09", "10"})  # 依申请: of public services, those with an application
PUBLIC_SERVICE = "20"
NET = frozenset({"web", "app"})
# 网上办理深度: 1 consulting, 2 receiving, 3 examining beforehand, 4 accepting, 5 handling, 6 telling the result
STAGES_HERE = {"here": "123456", "pushed": "12346", "guided": "1", "proxy": "12"}
WHOLLY_ONLINE = frozenset("456")
RECEIVED_ONLINE = frozenset("234")
COMES_BY_ITSELF = re.compile(r"电子|邮|寄|快递|自助|下载|转账|短信")  # ways in which a result comes without a trip
YUAN = re.compile(r"(\d+(?:\.\d{1,2})?)\s*元")
MODES = ("online", "batch", "joint", "area", "agent", "unseen")  # 网上办、集中批、联合审、区域评、代办制、不见面
DECLARED_MODES = frozenset({"area", "agent"})  # nothing else says so


@dataclass(frozen=True)
class Held:
    """In whose hands the item is: the level of the office, and whether powers were moved to it (相对集中许可权)."""

    level: str
    is_moved: bool = False


@dataclass(frozen=True)
class Facts:
    """One item in force, by the columns of ``ItemFacts``."""

    item_type: str
    is_applied_for: bool
    is_local: bool
    level: str
    scenarios: int
    is_instant: bool
    is_online: bool
    depth: int
    trips: int
    steps: int
    papers: int
    proofs: int
    intermediaries: int
    statutory_days: Decimal | None
    promised_days: Decimal
    fee: int
    is_deferrable: bool
    is_by_commitment: bool
    cross_scope: str
    modes: tuple[str, ...]


def facts_of(content: Content, parent: Parent, held: Held) -> Facts:
    """Return the facts of a version in the hands of an office."""
    commitment = content.element("is_promise")
    return Facts(
        item_type=parent.item_type,
        is_applied_for=is_applied_for(content, parent),
        is_local=parent.is_local,
        level=held.level,
        scenarios=len(content.scenarios),
        is_instant=bool(content.fields.get("is_instant")),
        is_online=is_online(content),
        depth=depth_of(content),
        trips=trips_of(content),
        steps=steps_of(content),
        papers=len(papers_to_hand_in(content)),
        proofs=sum(is_proof(paper["name"]) for paper in papers_to_hand_in(content)),
        intermediaries=len(content.element("service_type") or ()),
        statutory_days=working_days(content.statutory) if content.statutory else None,
        promised_days=working_days(content.promised),
        fee=fee_of(content),
        is_deferrable=is_deferrable(content),
        is_by_commitment=bool(content.element("commitment")) if commitment is None else bool(commitment),
        cross_scope=content.fields.get("cross_scope") or "",
        modes=modes_of(content, held),
    )


def is_applied_for(content: Content, parent: Parent) -> bool:
    """Return whether the item is handled on application (依申请), which is what a hall must take in."""
    if parent.item_type == PUBLIC_SERVICE:
        return bool(content.materials or content.fields.get("form_schema", {}).get("properties"))
    return parent.item_type in APPLIED_FOR


def is_online(content: Content) -> bool:
    """Return whether the item can be applied for online (网上可办)."""
    declared = content.element("is_online")
    return bool(NET & set(content.element("channels") or ())) if declared is None else bool(declared)


def depth_of(content: Content) -> int:
    """Return the grade 1 to 4 of what can be done online (网上办理深度).

    Ⅳ: accepted, handled and told online, with no trip; Ⅲ: received or examined online, with one trip at most; Ⅱ: told
    about online, with a form; else Ⅰ. Where the version names no stages, those count that this way of running has.
    """
    stages, trips = _stages(content), trips_of(content)
    if stages >= WHOLLY_ONLINE and trips == 0:
        return 4
    if stages & RECEIVED_ONLINE and trips <= 1:
        return 3
    return 2 if stages and _has_form(content) else 1


def trips_of(content: Content) -> int:
    """Return how often the applicant must come (到现场次数), fetching the result included unless it can be sent."""
    declared = content.element("limit_scene_num")
    if declared is not None:
        return int(declared)
    can_send = "post" in (content.element("channels") or ())
    must_come = not is_online(content) and not can_send
    brings_paper = not can_send and any(paper.get("form") == "paper" for paper in papers_to_hand_in(content))
    comes = must_come or brings_paper
    fetches = must_fetch((content.element("result") or {}).get("ways") or ())
    at_one_visit = comes and bool(content.fields.get("is_instant"))
    return 1 if at_one_visit else comes + fetches


def must_fetch(ways: Iterable[str]) -> bool:
    """Return whether a result must be fetched: it has ways to its applicant, and none of them comes by itself.

    >>> must_fetch(["窗口领取"]), must_fetch(["电子证照", "窗口领取"]), must_fetch([])
    (True, False, False)
    """
    ways = list(ways)
    return bool(ways) and not any(COMES_BY_ITSELF.search(way) for way in ways)


def steps_of(content: Content) -> int:
    """Return how many steps a case takes (办理环节): acceptance, what is planned, the decision; one, if all at once."""
    if content.fields.get("is_instant"):
        return len(content.steps) + 1
    return len(content.steps) + 2


def papers_to_hand_in(content: Content) -> list[Mapping[str, Any]]:
    """Return the papers that have to be handed in, in whatever situation: not optional, and not fetched by us."""
    return [
        paper
        for paper in content.materials
        if not paper.get("exempted_by") and paper.get("necessity", "required") != "optional"
    ]


def is_deferrable(content: Content) -> bool:
    """Return whether a case may be accepted while papers are missing (容缺): some may follow, and nobody said no."""
    may_follow = any(paper.get("necessity") == "secondary" for paper in papers_to_hand_in(content))
    return may_follow and content.element("is_lack_accept") is not False


def fee_of(content: Content) -> int:
    """Return in fen what the item costs: of each charge its amount, else the first sum of money its standard names."""
    return sum(_charge(charge) for charge in (content.element("fees") or {}).get("charges") or ())


def working_days(limit: Limit) -> Decimal:
    """Return a limit in working days, to the hundredth.

    >>> working_days(Limit(20)), working_days(Limit(10, "calendar", "日")), working_days(Limit(1, "month", "个月"))
    (Decimal('20.00'), Decimal('7.14'), Decimal('21.43'))
    """
    exact = in_working_days(limit)
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def modes_of(content: Content, held: Held) -> tuple[str, ...]:
    """Return in which of the six modes the item is handled (网上办、集中批、联合审、区域评、代办制、不见面)."""
    found = set(content.element("modes") or ()) & DECLARED_MODES
    if is_online(content):
        found.add("online")
    if held.is_moved:
        found.add("batch")
    if len({step.get("office") for step in content.steps}) > 1:
        found.add("joint")
    if content.fields.get("run_mode") == "proxy":
        found.add("agent")
    if trips_of(content) == 0:
        found.add("unseen")
    return tuple(mode for mode in MODES if mode in found)


def _stages(content: Content) -> frozenset[str]:
    declared = content.element("online_handle_depth")
    if declared:
        return frozenset(str(stage) for stage in declared)
    return frozenset(STAGES_HERE[content.fields.get("run_mode", "here")]) if is_online(content) else frozenset()


def _has_form(content: Content) -> bool:
    fields = content.fields.get("form_schema", {}).get("properties")
    return bool(fields) or any(paper.get("blank") for paper in content.materials)


def _charge(charge: Mapping[str, Any]) -> int:
    if charge.get("amount") is not None:
        return int(charge["amount"])
    named = YUAN.search(charge.get("standard") or "")
    return int(Decimal(named.group(1)) * 100) if named else 0
