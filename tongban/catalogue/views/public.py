"""The public pages: find an item, read its guide, print it. They read; nothing here changes a row."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from tongban.catalogue.forms import answers_in, filters_in
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries import Filters, Guide, current_version, guide, search, version_of
from tongban.catalogue.queries.items import departments_and_regions, listed_items
from tongban.catalogue.queries.printed import blank_form_as_pdf, guide_as_pdf
from tongban.catalogue.rules import questions_in
from tongban.catalogue.rules.themes import EVENTS, THEMES, Theme
from tongban.kernel.moments import local_day
from tongban.people.access import client_of, count_try, limited


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Find an item: by words, or by theme, life event, department and region."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    filters, today = filters_in(request.GET), local_day(timezone.now())
    context = {"query": query, "chosen": filters, "page": None}
    if query:
        count_try("search", client_of(request))
        context["hits"] = search(query, filters, on=today)
    else:
        context["page"], context["hits"] = listed_items(filters, on=today, after=request.GET.get("after"))
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/hits.html", context)

    departments, regions = departments_and_regions()
    context |= {"themes": THEMES.values(), "events": EVENTS.values(), "regions": regions}
    context["filters"] = _filters(filters, departments, regions)
    context["is_front"] = not query and filters == Filters() and not request.GET.get("after")
    return render(request, "catalogue/items.html", context)


def _filters(chosen: Filters, departments: list[str], regions: list[tuple[str, str]]) -> list[dict[str, object]]:
    audiences = [("person", gettext("个人")), ("firm", gettext("企业和单位"))]
    offered = [
        {"name": "region", "label": gettext("办理地区"), "options": regions},
        {"name": "audience", "label": gettext("谁来办"), "options": audiences},
        {"name": "theme", "label": gettext("主题"), "options": _names(THEMES)},
        {"name": "event", "label": gettext("要办的事"), "options": _names(EVENTS)},
        {"name": "department", "label": gettext("部门"), "options": [(name, name) for name in departments]},
    ]
    return [{**one, "value": getattr(chosen, str(one["name"]))} for one in offered]


def _names(lists: dict[str, Theme]) -> list[tuple[str, str]]:
    is_english = (get_language() or "").startswith("en")
    return [(theme.code, theme.name_en if is_english else theme.name) for theme in lists.values()]


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of an item; answers in the address choose the situation, a version number an older text."""
    read = _guide(request, _version(request, code))
    context = guide_context(request, read)
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/situation.html", context)
    return render(request, "catalogue/item.html", context)


@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """The guide on paper, for the same situation."""
    return render(request, "catalogue/print.html", guide_context(request, _guide(request, _version(request, code))))


@require_safe
def scenario(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """The guide of one scenario (业务办理项) of an item, with its own version."""
    context = guide_context(request, _guide(request, _version(request, code), place)) | {"place": place}
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/situation.html", context)
    return render(request, "catalogue/item.html", context)


@require_safe
@limited("typeset")
def as_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The guide as a PDF to be kept or handed out, for the same situation or scenario."""
    place = request.GET.get("scenario", "")
    number = int(place) if place.isdecimal() and len(place) < 3 else None
    read = _guide(request, _version(request, code), number)
    return _pdf(guide_as_pdf(read), f"{read.version.title}办事指南.pdf")


@require_safe
@limited("typeset")
def blank_form(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an item, empty, to be filled in by hand."""
    version = _version(request, code)
    if not version.form_schema.get("properties"):
        raise Http404
    return _pdf(blank_form_as_pdf(version), f"{version.title}申请表.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer


def _version(request: HttpRequest, code: str) -> ItemVersion:
    number = request.GET.get("version", "")
    version = version_of(code, int(number)) if number.isdecimal() and len(number) < 6 else current_version(code)
    if version is None:
        raise Http404(gettext("没有这个事项，或者它已经停用。"))
    return version


def _guide(request: HttpRequest, version: ItemVersion, place: int | None = None) -> Guide:
    chosen = None if place is None else get_object_or_404(version.handling_items, position=place)
    return guide(version, answers_in(version.questions, request.GET), on=local_day(timezone.now()), chosen=chosen)


def guide_context(request: HttpRequest, read: Guide) -> dict[str, object]:
    """Return what the templates of a guide are given."""
    address = reverse("catalogue:item", args=[read.item.code])
    parameters = request.GET.urlencode()
    return {
        "guide": read,
        "version": read.version,
        "elements": read.elements,
        "questions": questions_in(read.questions, read.answers, get_language() or "zh"),
        "is_in_force": read.version.state == ItemVersion.State.PUBLISHED,
        "can_apply": not read.obstacles
        and read.version.run_mode in (ItemVersion.RunMode.HERE, ItemVersion.RunMode.PUSHED),
        "apply_address": f"/apply/{read.item.code}/" + (f"?{parameters}" if read.answers else ""),
        "full_address": request.build_absolute_uri(address),
        "parameters": parameters,
        "here": request.path,
    }
