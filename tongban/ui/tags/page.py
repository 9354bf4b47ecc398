"""Tags that make the frame of a page: city, icons, slots, preferences, page links."""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Engine
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.ui.preferences import wants_large_type
from tongban.ui.slots import fillings, ordered

register = template.Library()
FRONT_PAGES = ("/", "/desk/")


@register.simple_tag
def city() -> str:
    """The city's name, in the reader's language."""
    return settings.CITY_NAMES["zh-hans" if (get_language() or "zh").startswith("zh") else "en"]


@register.simple_tag(takes_context=True)
def page_class(context: Context) -> str:
    """The class of ``<html>``: ``large-type`` when the reader asked for it."""
    request = context.get("request")
    return "large-type" if request and wants_large_type(request) else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of our own icons; with a label it speaks, without one it is decoration."""
    if not label:
        return _decoration(name)
    sprite = static("ui/icons.svg")
    return format_html('<svg class="tb-icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, sprite, name)


@cache
def _decoration(name: str) -> SafeString:
    """Return an icon without a label; a list shows the same few many times."""
    sprite = static("ui/icons.svg")
    return format_html(
        '<svg class="tb-icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', sprite, name
    )


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, subject: Any = None) -> SafeString:
    """Render the panels that modules above offer for this place.

    A panel sees what it brought, and of the page only ``request`` and ``csrf_token``.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:  # an error page, or a paper: nobody to show panels to
        return mark_safe("")
    of_page = {each: context.get(each) for each in ("request", "csrf_token")} | {"subject": subject}
    offered = list(fillings(name, request, subject))
    if addresses := [str(values["url"]) for _template, values in offered if "url" in values]:
        of_page["nearest"] = nearest(request.path, addresses)
    engine = Engine.get_default()
    parts = [
        engine.get_template(name_of_template).render(context.new(of_page | values))
        for name_of_template, values in offered
    ]
    return mark_safe("".join(parts))  # noqa: S308 (joined from rendered templates)


# The groups of a navigation, each from an order on; without a title its entries stand by themselves.
NAVIGATIONS: dict[str, tuple[tuple[int, Any], ...]] = {
    "site.nav": ((0, ""), (15, _("办事")), (30, _("我的")), (40, "")),
    "desk.nav": ((0, _("办理")), (40, _("结果和承诺")), (60, _("事项和统计")), (65, _("监督和授权")), (80, _("系统"))),
}


@register.simple_tag(takes_context=True)
def nav_groups(context: Context, name: str) -> list[dict[str, Any]]:
    """Return the entries of a navigation by groups, those left out that have none for this reader."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    engine, of_page = Engine.get_default(), {each: context.get(each) for each in ("request", "csrf_token")}
    groups: list[dict[str, Any]] = [
        {"first": first, "title": title, "entries": []} for first, title in NAVIGATIONS[name]
    ]
    offered = ordered(name, request)
    of_page["nearest"] = nearest(request.path, [str(values.get("url", "")) for _order, (_template, values) in offered])
    for order, (template_name, values) in offered:
        group = next(each for each in reversed(groups) if order >= each["first"])
        shown = engine.get_template(template_name).render(context.new(of_page | values))
        group["entries"].append(mark_safe(shown))  # noqa: S308 (a rendered template)
    return [group for group in groups if group["entries"]]


def nearest(path: str, addresses: list[str]) -> str:
    """Return the address of a navigation that a page belongs to: its own, or the longest that it lies below."""
    above = [each for each in addresses if path == each or (each not in FRONT_PAGES and each and path.startswith(each))]
    return max(above, key=len, default="")


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: Any) -> str:
    """The present address with some of its parameters changed; an empty value removes one."""
    request = context.get("request")
    parameters: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        parameters.pop(key, None)
        if value not in (None, ""):
            parameters[key] = str(value)
    return f"?{parameters.urlencode()}"


@register.inclusion_tag("ui/components/page_links.html", takes_context=True)
def page_links(context: Context, page: Any) -> dict[str, Any]:
    """Links to the first and the next rows of a keyset page (``.next``, ``.previous`` cursors)."""
    request = context.get("request")
    return {
        "request": request,
        "next": getattr(page, "next", None),
        "previous": getattr(page, "previous", None),
        "is_first": not (request and request.GET.get("after")),
    }


@register.simple_tag(takes_context=True)
def nav_link(context: Context, label: str, url: str, sign: str = "", count: int | None = None) -> SafeString:
    """One entry of a navigation; it is marked on its own page and, but for the two front pages, below it."""
    request = context.get("request")
    path = request.path if request else ""
    is_here = url == context.get("nearest", nearest(path, [url]))
    return format_html(
        '<li><a class="nav-entry" href="{}"{}>{}<span>{}</span>{}</a></li>',
        url,
        mark_safe(' aria-current="page"') if is_here else "",
        icon(sign) if sign else "",
        label,
        format_html('<span class="nav-count">{}</span>', count) if count else "",
    )


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """Where we are: label and address by turns, and at the end the label of this page alone."""
    labels, addresses = parts[::2], (*parts[1::2], "")
    return {"trail": list(zip(labels, addresses))}
