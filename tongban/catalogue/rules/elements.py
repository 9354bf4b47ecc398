"""The elements of an item by the field names of the exchange tables, read from its content and from who holds it.

What has a column or a part of its own is reckoned here; every other element stands in ``Content.fields["elements"]``
under its exchange name. Beside the elements stand a few facts that conditions ask for: ``is_split``, ``is_joint``,
``has_legal_limit``, ``has_result``, ``has_mobile_address``; and ``materials``, by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.facts import is_online
from tongban.catalogue.rules.profiles import elements

PERSON, FIRMS = "1", ("2", "3", "4", "6")  # 服务对象, GB/T 39046 A.4
INSTANT, PROMISED = "1", "2"  # 办件类型, A.6
UNITS = {"working": "工作日", "calendar": "自然日", "month": "月", "year": "年", "hour": "小时"}
SCOPES = {"": "本地", "towns": "本地", "counties": "跨县", "cities": "跨市", "provinces": "跨省", "nation": "全国"}
FORMS_OF_HANDLING = {"window": "1", "web": "2", "app": "3", "post": "4"}  # 办理形式, A.5
MATERIALS = {
    "material_name": "name",
    "material_type": "kind",
    "material_format": "form",
    "is_need": "necessity",
    "material_by_law": "basis",
    "source_type": "source",
    "source_explain": "issuer",
    "page_num": "copies",
    "page_format": "format",
    "accept_stand": "standard",
    "fill_explain": "advice",
    "form_guid": "blank",
    "example_guid": "sample",
    "scenario": "condition",
    "free_way": "exempted_by",
    "licence_type": "licence_type",
}
DEFAULTS = {"kind": "copy", "form": "both", "necessity": "required", "source": "self", "copies": 1}


@dataclass(frozen=True)
class Holder:
    """Whose item it is: what its content does not say."""

    code: str  # the implementation code, 31
    office: str
    office_code: str
    state: str = "在用"
    version: int = 1
    effective_on: date | None = None
    cancelled_on: date | None = None
    windows: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def values_of(content: Content, parent: Parent, holder: Holder) -> dict[str, Any]:
    """Return every element that is given, by its exchange field, with the facts that conditions ask for."""
    own = content.fields.get("elements", {})
    given = {name: own[name] for name in elements() if name in own}
    return {
        **_of_basics(content, parent, holder),
        **_of_limits(content),
        **_of_process(content, own),
        **_of_result_and_fees(own),
        **holder.extra,
        **given,
        "materials": {material["code"]: _material(material) for material in content.materials},
    }


def _of_basics(content: Content, parent: Parent, holder: Holder) -> dict[str, Any]:
    serves = [PERSON] if content.fields.get("for_persons", True) else []
    serves += FIRMS if content.fields.get("for_firms", True) else []
    themes = [code for kind, code in content.placements if kind == "theme"]
    return {
        "task_name": content.fields.get("title", ""),
        "handle_item_name": [scenario["name"] for scenario in content.scenarios],
        "task_handle_item": [f"{holder.code}{place:02d}" for place, _ in enumerate(content.scenarios, 1)],
        "is_split": bool(content.scenarios),
        "catalog_code": parent.code,
        "task_code": holder.code,
        "task_type": parent.item_type,
        "by_law": [f"《{law['title']}》{law.get('article', '')}" for law in content.element("legal_bases") or ()],
        "use_level": [holder.code[18:19]],
        "task_state": holder.state,
        "task_version": holder.version,
        "plan_effective_date": holder.effective_on,
        "plan_cancel_date": holder.cancelled_on,
        "dept_name": holder.office,
        "dept_code": holder.office_code,
        "server_type": serves,
        "user_topic_type": themes if PERSON in serves else [],
        "corp_topic_type": themes if len(serves) > 1 else [],
        "window_no": list(holder.windows),
        "bundle_ids": list(holder.bundles),
    }


def _of_limits(content: Content) -> dict[str, Any]:
    statutory, promised = content.statutory, content.promised
    return {
        "has_legal_limit": statutory is not None,
        "anticipate_day": statutory.amount if statutory else None,
        "anticipate_type": UNITS.get(statutory.unit) if statutory else None,
        "anticipate_explain": content.fields.get("statutory_text"),
        "promise_day": promised.amount,
        "promise_type": UNITS.get(promised.unit),
        "promise_explain": content.fields.get("promised_text"),
        "project_type": INSTANT if content.fields.get("is_instant") else PROMISED,
        "review_type": "即审即办" if content.fields.get("is_instant") else "前审后批",
        "accept_day": content.fields.get("receipt_rule", {}).get("amount", 5),
        "deliver_day": content.fields.get("delivery_amount", 10),
        "special_procedure": [each["name"] for each in content.element("special_procedures") or ()],
    }


def _of_process(content: Content, own: Mapping[str, Any]) -> dict[str, Any]:
    contacts, remedies = own.get("contacts", {}), own.get("remedies", {})
    channels = own.get("channels", ())
    flow = [f"{step['wave']}. {step['name']} {step.get('amount', 1)}" for step in content.steps]
    properties = content.fields.get("form_schema", {}).get("properties", {})
    return {
        "accept_condition": own.get("conditions"),
        "is_joint": len({step.get("office") for step in content.steps}) > 1,
        "handle_flow": [*flow, "决定"],
        "flow_chart": "由环节自动绘制" if content.steps else None,
        "review_standard": [line for step in content.steps for line in step.get("standard", ())],
        "handle_type": [FORMS_OF_HANDLING[channel] for channel in channels if channel in FORMS_OF_HANDLING],
        "is_online": is_online(content),
        "handle_area": SCOPES[content.fields.get("cross_scope") or ""],
        "transact_addr": contacts.get("place"),
        "transact_time": contacts.get("hours"),
        "link_way": contacts.get("consult"),
        "supervise_way": contacts.get("complain"),
        "review_organ": remedies.get("review_office"),
        "litigation_court": remedies.get("court"),
        "rights_duties": own.get("rights"),
        "questions": [each["q"] for each in own.get("faqs", ())],
        "e_form": {name: spec.get("title") for name, spec in properties.items()},
        "has_mobile_address": bool(own.get("mobile_terminal_url")),
    }


def _of_result_and_fees(own: Mapping[str, Any]) -> dict[str, Any]:
    result, charges = own.get("result", {}), own.get("fees", {}).get("charges", ())
    return {
        "has_result": bool(result.get("name")),
        "result_name": result.get("name"),
        "result_type": result.get("type"),
        "result_guid": result.get("sample"),
        "result_validity": result.get("validity"),
        "deliver_way": result.get("ways"),
        "is_fee": bool(charges),
        "fee_basis": [charge.get("basis") for charge in charges],
        "fee_name": [charge.get("name") for charge in charges],
        "fee_stand": [charge.get("standard") for charge in charges],
        "is_promise": bool(own.get("commitment")),
    }


def _material(material: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**DEFAULTS, **material}
    return {name: whole.get(column) for name, column in MATERIALS.items()}
