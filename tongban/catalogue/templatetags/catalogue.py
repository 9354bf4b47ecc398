"""Filters for guides: words in the reader's language, units in words, which record of law is verified."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language, gettext, ngettext

from tongban.catalogue.forms.delegations import POWER_NAMES
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.sheet_words import value_words
from tongban.matters.rules.citing import without_notes

register = template.Library()
register.filter("without_notes", without_notes)


@register.filter
def in_words(source: Any, name: str) -> str:
    """A text of a row or mapping in the reader's language, in Chinese where no English one was written."""
    english = f"{name}_en" if (get_language() or "zh").startswith("en") else name
    return _get(source, english) or _get(source, name)


def _get(source: Any, name: str) -> str:
    value = source.get(name, "") if isinstance(source, Mapping) else getattr(source, name, "")
    return str(value or "")


@register.filter
def limit_words(limit: Limit | None) -> str:
    """A limit as printed, in the reader's language: 5个工作日, 5 working days; 当场办结 when there is none to wait."""
    if limit is None:
        return gettext("没有法定时限")
    if limit.is_at_once:
        return gettext("当场办结")
    if not (get_language() or "zh").startswith("en"):
        return str(limit)
    return span(limit.amount, limit.unit)


@register.simple_tag
def span(amount: int, unit: str) -> str:
    """An amount of time in words: 3个工作日, 3 working days."""
    values = {"n": amount}
    words = {
        "working": ngettext("%(n)d个工作日", "%(n)d个工作日", amount),
        "calendar": ngettext("%(n)d天", "%(n)d天", amount),
        "month": ngettext("%(n)d个月", "%(n)d个月", amount),
        "hour": ngettext("%(n)d小时", "%(n)d小时", amount),
    }
    return words[unit] % values


@register.filter
def basis_words(basis: Mapping[str, Any]) -> str:
    """A law with its article: 《中华人民共和国建筑法》第八条. Of an unverified one only the title."""
    article = basis.get("article", "") if basis.get("sure") else ""
    return f"《{basis['title']}》{article}"


@register.filter
def cite(basis: str) -> str:
    """A basis as it is kept, cited: 中华人民共和国建筑法 第八条 becomes 《中华人民共和国建筑法》第八条."""
    title, _, article = basis.partition(" ")
    return f"《{title}》{article}" if title else ""


@register.filter
def of_item(found: Mapping[int, Any], key: int) -> Any:
    """What a mapping by item holds of one; nothing where there is none."""
    return found.get(key, ())


@register.filter
def power_name(power: str) -> str:
    """What may be done over an item, in the reader's language: 收件, 受理 …"""
    return str(POWER_NAMES.get(power, power))


@register.filter
def level_name(level: str) -> str:
    """A level of the administration in words."""
    names = {"1": gettext("国家级"), "2": gettext("省级"), "3": gettext("市级"), "4": gettext("县级")}
    return names.get(level) or {"5": gettext("镇（街道）级"), "6": gettext("村（社区）级")}.get(level, level)


@register.filter
def found_at(overview: Any, place: str) -> list[Any]:
    """What the lint finds at a field or a row of the sheet, by its id."""
    return list(overview.at(place))


@register.filter
def as_words(value: Any, field: Any) -> str:
    """A value of the sheet, or a row of it, as a person reads it."""
    return value_words(field, value, get_language() or "zh")


@register.filter
def side_values(line: Any, items: Any) -> list[dict[str, Any]]:
    """What each side of a comparison says in one line, with whose side it is."""
    shown = line.shown or ("",) * len(items)
    return [
        {"value": value, "item": item, "label": item.office.name if item else gettext("基本目录")}
        for value, item in zip(shown, items, strict=True)
    ]


@register.filter
def mode_name(mode: str) -> str:
    """One of the six modes of handling, in the reader's language."""
    names = {
        "online": gettext("网上办"),
        "batch": gettext("集中批"),
        "joint": gettext("联合审"),
        "area": gettext("区域评"),
        "agent": gettext("代办制"),
        "unseen": gettext("不见面"),
    }
    return names.get(mode, mode)
