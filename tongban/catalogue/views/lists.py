"""The public lists: which there are, who stands in one, what has changed in it and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from tongban.catalogue.models import ListMembership
from tongban.catalogue.queries.lists import (
    Narrowed,
    all_members,
    changes,
    last_change,
    list_counts,
    members,
    places_and_departments,
    why_listed,
)
from tongban.catalogue.rules.lists import PublicList, public_lists
from tongban.kernel.moments import local_day
from tongban.people.access import limited
from tongban.ui.exports import MOST_ROWS, table_file

LONGEST = 40
WIDTHS = (36, 34, 28, 12, 12, 12, 8)  # of the columns of a file


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every public list with the number of its items, and the other public registers."""
    counts = list_counts()
    rows = [{"list": each, "items": counts.get(each.code, 0)} for each in public_lists().values()]
    return render(request, "catalogue/lists/overview.html", {"rows": rows})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """The items that stand in a list, narrowed down by place, department and words."""
    public = _list(code)
    places, departments = places_and_departments(code)
    listed = members(code, narrowed_in(request), after=request.GET.get("after"))
    filters = [
        {"name": "region", "label": gettext("地区"), "options": places},
        {"name": "department", "label": gettext("部门"), "options": [(name, name) for name in departments]},
    ]
    context = {
        "list": public,
        "page": listed,
        "filters": filters,
        "why": why_listed(code, [row.item_id for row in listed]),
        "last_change": last_change(code),
        "others": public_lists().values(),
        "query": request.GET.urlencode(),
    }
    return render(request, "catalogue/lists/one.html", context)


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    """What entered and what left a list, with the day, the version and the reason."""
    page = changes(code, after=request.GET.get("after"))
    return render(request, "catalogue/lists/log.html", {"list": _list(code), "page": page})


@require_safe
@limited("export")
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The list as a file, narrowed down as the page is."""
    public = _list(code)
    heads = [gettext(head) for head in ("事项", "实施编码", "部门", "地区", "承诺时限", "列入日期", "版本")]
    rows = all_members(code, narrowed_in(request), at_most=MOST_ROWS)
    return table_file(request.GET.get("format", "xlsx"), title_of(public), heads, map(_row, rows), widths=WIDTHS)


def narrowed_in(request: HttpRequest) -> Narrowed:
    """Read what the reader chose."""
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in ("department", "q")}
    region = request.GET.get("region", "")[:12]
    return Narrowed(region if region.isdecimal() else "", asked["department"], asked["q"])


def title_of(public: PublicList) -> str:
    """Return what a list is called in the reader's language."""
    return public.title_en if (get_language() or "").startswith("en") else public.title


def _list(code: str) -> PublicList:
    if code not in public_lists():
        raise Http404(gettext("没有这份清单。"))
    return public_lists()[code]


def _row(member: ListMembership) -> list[object]:
    item, version = member.item, member.item.current
    assert version is not None  # who stands in a list is in force
    return [
        version.title,
        item.code,
        item.office.name,
        item.office.region.name,
        str(version.promised_limit),
        local_day(member.entered_at),
        version.number,
    ]
