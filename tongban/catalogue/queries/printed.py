"""A guide and an empty form as sheets of paper: what stands on them, and their PDF."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.queries.guides import Guide
from tongban.catalogue.rules.schemas import Field, form_sections
from tongban.documents import printing
from tongban.documents.queries import sheet

ROWS_ON_PAPER = 6
HEIGHTS = {"long": 22, "text": 7}  # of the room to write in, in millimetres


def guide_as_pdf(guide: Guide) -> bytes:
    """Return the guide on A4; the same bytes for the same version and answers."""
    return sheet("guide", content_of_guide(guide), at=_moment(guide.version))


def blank_form_as_pdf(version: ItemVersion) -> bytes:
    """Return the form of a version, empty, with every field that may be asked."""
    content = {
        "title": f"{version.title}申请表",
        "office": version.item.office.name,
        "edition": edition_of(version),
        "sections": [
            {"title": part.title, "lines": [_line(field) for field in part.fields]}
            for part in form_sections(_whole(version.form_schema), {})
        ],
    }
    return sheet("blank_form", content, at=_moment(version))


def edition_of(version: ItemVersion) -> str:
    """Return how a version is named on paper."""
    if version.published_at is None:
        return f"实施编码 {version.item.code} · 草稿，未发布"
    return f"实施编码 {version.item.code} · 第 {version.number} 版"


def content_of_guide(guide: Guide) -> dict[str, Any]:
    """Return what stands on the sheet, as plain data: an empty text leaves its row out."""
    version, item, told = guide.version, guide.item, guide.elements
    result, contacts, remedies = told.get("result") or {}, told.get("contacts") or {}, told.get("remedies") or {}
    charges = (told.get("fees") or {}).get("charges") or ()
    fees = "；".join(f"{charge['name']}：{charge.get('standard', '')}" for charge in charges) or "不收费"
    chart = guide.chart
    regulating = item.regulating_office.name if item.regulating_office else ""
    return {
        "title": f"{version.title}办事指南",
        "office": item.office.name,
        "edition": edition_of(version),
        "code": printing.qr_code(settings.PUBLIC_ADDRESS + reverse("catalogue:item", args=[item.code])),
        "scenario": guide.scenario.name if guide.scenario else "",
        "summary": version.summary,
        "facts": [
            ["事项类型", item.catalog_item.get_item_type_display()],
            ["审批部门", item.office.name],
            ["监管部门", regulating],
            ["办理方式", version.get_run_mode_display()],
            ["实施编码", item.code],
        ],
        "papers": [_paper(paper) for paper in guide.papers],
        "fetched": [
            paper.name + (f"（{paper.exempted_from}）" if paper.exempted_from else "") for paper in guide.fetched
        ],
        "perhaps": [paper.name for paper in guide.perhaps],
        "conditions": [text for text in (told.get("who"), *(told.get("conditions") or ())) if text],
        "commitment": (told.get("commitment") or {}).get("text") or "",
        "chart": render_to_string("catalogue/parts/chart.svg", {"chart": chart}),
        "flow": chart.told,
        "limits": [
            ["承诺时限", _limit(version)],
            ["法定时限", str(version.statutory_limit) if version.statutory_limit else version.statutory_text],
            ["送达", f"决定以后 {version.delivery_amount} 个工作日内"],
            ["收费", fees],
            ["办成以后拿到", result.get("name", "")],
            ["有效期", result.get("validity", "")],
            ["怎么拿", "、".join(result.get("ways") or ())],
        ],
        "places": [
            ["窗口", contacts.get("place", "")],
            ["时间", contacts.get("hours", "")],
            ["咨询电话", contacts.get("consult", "")],
            ["投诉电话", contacts.get("complain", "")],
        ],
        "bases": [_basis(basis) for basis in told.get("legal_bases") or ()],
        "remedies": [
            ["行政复议机关", remedies.get("review_office", "")],
            ["行政诉讼法院", remedies.get("court", "")],
        ],
        "rights": list(told.get("rights") or ()),
        "faqs": [{"q": faq["q"], "a": faq["a"]} for faq in told.get("faqs") or ()],
    }


def _limit(version: ItemVersion) -> str:
    return "当场办结" if version.promised_limit.is_at_once else str(version.promised_limit)


def _paper(paper: MaterialSpec) -> dict[str, str]:
    may = {"secondary": "（可以先受理、后补）", "optional": "（选交）"}.get(paper.necessity, "")
    count = "" if paper.form == MaterialSpec.Form.ELECTRONIC else f" × {paper.copies}"
    return {
        "name": paper.name + may,
        "form": f"{paper.get_kind_display()}，{paper.get_form_display()}{count}",
        "standard": paper.standard,
        "basis": f"依据：{paper.basis}" if paper.basis else "",
    }


def _fetched(paper: MaterialSpec) -> str:
    return f"{paper.name}（{paper.exempted_from}）" if paper.exempted_from else paper.name


def _basis(basis: dict[str, Any]) -> str:
    article = basis.get("article", "") if basis.get("sure") else "（条文未核）"
    return f"《{basis['title']}》{article}"


def _line(field: Field) -> dict[str, Any]:
    unit = f"（{field.unit}）" if field.unit else ""
    choices = [label for _, label in field.choices] or (["是", "否"] if field.kind == "boolean" else [])
    return {
        "label": field.label + unit,
        "help": field.help,
        "required": field.is_required,
        "choices": choices,
        "columns": [column.label + (f"（{column.unit}）" if column.unit else "") for column in field.columns],
        "rows": min(field.most_rows, ROWS_ON_PAPER),
        "height": HEIGHTS.get(field.kind, HEIGHTS["text"]),
    }


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """A form on paper shows every field: whether one applies is for its reader to see."""
    properties = {
        name: {key: value for key, value in spec.items() if key != "when"}
        for name, spec in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties}


def _moment(version: ItemVersion) -> datetime:
    return version.published_at or version.created_at
