"""From a file to the content of a version at one place: the file's own words, and those of the place that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.actions import CannotDraft
from tongban.catalogue.demo.files import form_schema, licence_types
from tongban.catalogue.queries.told import content_from
from tongban.catalogue.rules.contents import Content
from tongban.people.models import Office, Region

HOURS = "周一至周五 9:00–12:00、13:30–17:30（法定节假日除外，调休的工作日照常）"
RIGHTS = [
    "您有权陈述、申辩；有权依法申请行政复议或者提起行政诉讼。",
    "您应当如实提交材料、反映真实情况，并对材料内容的真实性负责。",
    "本指南没有列出的材料，工作人员不得要求您提交。",
]
COMPLAIN = "12345"
# What the files call by a shorter name than the columns.
PAPER = {"exempt": "exempted_by", "from": "exempted_from", "sure": "basis_sure"}
STEP = {"post": "post_kind"}
WHOLLY_ONLINE, UP_TO_A_CHECK = ["1", "2", "3", "4", "5", "6"], ["1", "2", "3"]  # 网办深度
GAPS_CLOSE_WITHIN = 3  # working days, unless the promise is shorter or the file says otherwise


@dataclass(frozen=True)
class Holding:
    """An item in the hands of a place: who decides, which offices its steps belong to, who keeps the licence types."""

    code: str
    place: Region
    office: Office
    offices: Mapping[str, Office]
    keeper: Office


def content_for(data: Mapping[str, Any], holding: Holding) -> Content:
    """Return what the item says at this place: read as the text of any file is."""
    told = {
        **_columns(data),
        "elements": _elements(data, holding),
        "scenarios": data.get("scenarios", ()),
        "materials": [_paper(paper, holding.keeper) for paper in data["papers"]],
        "steps": [_renamed(STEP, step) for step in data.get("steps", ())],
        "placements": [
            *({"kind": "theme", "code": code} for code in data.get("themes", ())),
            *({"kind": "event", "code": code} for code in data.get("events", ())),
        ],
    }
    content, obstacles = content_from(told, offices={name: office.pk for name, office in holding.offices.items()})
    if obstacles:
        raise CannotDraft(obstacles)
    return content


def _columns(data: Mapping[str, Any]) -> dict[str, Any]:
    statutory, promised = data["statutory"], data["promised"]
    return {
        "title": data["name"],
        "title_en": data["name_en"],
        "summary": data["summary"],
        "summary_en": data["summary_en"],
        "run_mode": data["run_mode"],
        "for_persons": "person" in data["audiences"],
        "for_firms": "firm" in data["audiences"],
        "is_instant": promised["amount"] == 0,
        "is_single_officer": "single_officer_basis" in data,
        "single_officer_basis": data.get("single_officer_basis", ""),
        "statutory_amount": statutory.get("amount"),
        "statutory_unit": statutory.get("unit", ""),
        "statutory_printed_unit": statutory.get("printed", ""),
        "statutory_text": statutory.get("text", ""),
        "promised_amount": promised["amount"],
        "promised_text": promised.get("text", ""),
        "receipt_rule": _plain(data["receipt"]),
        "delivery_amount": data.get("delivery", 10),
        "cross_scope": data.get("cross_scope", ""),
        "questions": [_question(question) for question in data.get("questions", ())],
        "form_schema": form_schema(data),
    }


def _elements(data: Mapping[str, Any], holding: Holding) -> dict[str, Any]:
    """Return what the guide shows beside the columns."""
    return {
        "legal_bases": data["legal_bases"],
        "who": data["who"],
        "conditions": data["conditions"],
        "decision": data.get("decision", {}),
        "result": data["result"],
        "fees": data.get("fees", {"charges": []}),
        "prerequisites": data.get("prerequisites", []),
        "channels": _channels(data),
        "address": data.get("address", ""),
        "special_procedures": data.get("special_procedures", []),
        "commitment": data.get("commitment", {}),
        "faqs": data.get("faqs", []),
        "own_words": data.get("own_words", []),
        "department_words": data.get("department_words", []),
        "rights": RIGHTS,
        **({"extension_rule": data["extension_rule"]} if "extension_rule" in data else {}),
        **_of_place(data, holding),
        **_of_handling(data, holding),
        **_of_reforms(data),
    }


def _of_place(data: Mapping[str, Any], holding: Holding) -> dict[str, Any]:
    office, place = holding.office, holding.place
    seat = place if place.level in ("city", "county") or place.parent is None else place.parent
    court = f"{seat.name}人民法院" if seat.level == "county" else f"{seat.name}有管辖权的基层人民法院"
    joint = {each.pk: each for each in holding.offices.values() if each.pk != office.pk} if data.get("steps") else {}
    return {
        "power_source": data.get("power_source", "法定本级行使"),
        "dept_type": "1",
        "other_dept": [each.name for each in joint.values()],
        "other_dept_code": [each.uscc for each in joint.values()],
        "remedies": {"review_office": f"{seat.name}人民政府", "court": court},
        "contacts": {
            "consult": office.phone,
            "complain": COMPLAIN,
            "place": f"{office.address}{data.get('window', '综合窗口')}",
            "hours": HOURS,
        },
        "duty_office": f"{office.name}业务科 {office.phone}",
        "town_name": place.name if place.level == "town" else "",
        "town_code": place.code if place.level == "town" else "",
    }


def _of_handling(data: Mapping[str, Any], holding: Holding) -> dict[str, Any]:
    """Return how often one must come and what can be done online."""
    channels, trips = _channels(data), _trips(data)
    is_guided = data["run_mode"] == "guided"
    elements: dict[str, Any] = {
        "limit_scene_num": trips,
        "limit_scene_explain": data.get("trips_reason", "需要当面核对身份和原件。") if trips else "",
        "is_entry_center": True,
        "is_schedule": True,
        "is_pay_online": bool(data.get("fees", {}).get("charges")),
        "is_express": "邮寄" in data["result"]["ways"],
        "is_service_terminals": "terminal" in channels,
        "is_annual": False,
        "run_system": data.get("address") or "云州市一体化政务服务平台（示例）",
    }
    if data.get("cross_scope"):
        elements |= {"handle_area": SCOPES[data["cross_scope"]], "cross_mode": data["cross_mode"]}
    if "web" not in channels:
        return elements
    elements |= {
        "online_handle_depth": WHOLLY_ONLINE if trips == 0 else UP_TO_A_CHECK,
        "online_handle_url": f"/items/{holding.code}/" if is_guided else f"/apply/{holding.code}/",
        "is_single_login": True,
        "progress_way": "首页“查进度”凭办件编号和查询码，或者登录后在“我的办件”查看。",
    }
    return elements if data.get("fields") else {**elements, "e_form": "在办理系统中在线填写"}


SCOPES = {"nation": "全国", "provinces": "跨省", "cities": "跨市", "counties": "跨县"}


def _of_reforms(data: Mapping[str, Any]) -> dict[str, Any]:
    promised = data["promised"]["amount"]
    may_follow = promised > 0 and any(paper.get("necessity") == "secondary" for paper in data["papers"])
    elements = {
        "is_lack_accept": may_follow,
        "limit_explain": data.get("quota", "没有数量限制"),
        "service_type": data.get("intermediaries", []),
    }
    if may_follow:
        elements["lack_days"] = min(data.get("lack_days", GAPS_CLOSE_WITHIN), promised)
    if fees := data.get("fees"):
        elements |= {"is_desc": "reduction" in fees, "desc_explain": fees.get("reduction", "")}
    if data.get("commitment"):
        elements["promise_doc"] = "承诺书全文见本指南“告知承诺”，在线签署或者在窗口签署。"
    return elements


def _channels(data: Mapping[str, Any]) -> list[str]:
    channels: list[str] = data.get("channels", ["web", "window"])
    return channels


def _trips(data: Mapping[str, Any]) -> int:
    return int(data.get("trips", 0 if "web" in _channels(data) else 1))


def _question(question: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "choice", **question}


def _paper(paper: Mapping[str, Any], keeper: Office) -> dict[str, Any]:
    plain = _renamed(PAPER, paper)
    if paper.get("exempt") == "licence":
        plain["licence_type"] = f"{keeper.uscc}{licence_types().index(paper['from']) + 1:03d}"  # GB/T 36904
    return plain


def _renamed(names: Mapping[str, str], part: Mapping[str, Any]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in part.items()}


def _plain(rule: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has days; a column of JSON has not."""
    windows = [{key: day.isoformat() for key, day in window.items()} for window in rule.get("windows", ())]
    return {**rule, "windows": windows} if windows else dict(rule)
