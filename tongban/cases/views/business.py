"""Figures of the business on the desk: any period, any part of the city that one sees, each as a file as well."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.forms.business import PeriodForm
from tongban.cases.queries import business as queries
from tongban.cases.queries.business import Line, Part
from tongban.cases.queries.speed import course_of, met_by_item
from tongban.catalogue.views.figures import filters, scope_in
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.people.models import Office, PowerTransfer
from tongban.people.queries import accessible_offices
from tongban.ui.tags.dates import month

ONE_WINDOW_TARGET = Fraction(70, 100)  # S0: 力争实现 70% 以上
MOST = 50  # items on the page; a file has them all
ALL = 10_000
Table = Callable[[Part], list[Line]]
TABLES: dict[str, tuple[Any, Table]] = {
    "channel": (lazy("受理渠道"), queries.by_channel),
    "line": (lazy("业务条线"), queries.by_business_line),
    "level": (lazy("层级"), queries.by_level),
    "month": (lazy("月份"), queries.by_month),
    "item": (lazy("事项"), lambda part: queries.by_item(part, ALL)),
}
CHANNELS = {
    "web": lazy("网站"), "app": lazy("手机应用"), "window": lazy("窗口"), "terminal": lazy("自助终端"),
    "post": lazy("邮寄"), "phone": lazy("电话"),
}  # fmt: skip
LINES = {
    PowerTransfer.Line.MARKET: lazy("市场准入"),
    PowerTransfer.Line.SOCIAL: lazy("社会事务"),
    PowerTransfer.Line.INVESTMENT: lazy("投资建设"),
    PowerTransfer.Line.TRAFFIC: lazy("交通城管"),
    PowerTransfer.Line.AGRICULTURE: lazy("农林水"),
    "": lazy("其他部门"),
}
LEVELS = {
    Office.Level.CITY: lazy("市级"),
    Office.Level.COUNTY: lazy("县级"),
    Office.Level.TOWN: lazy("镇（街道）级"),
    Office.Level.VILLAGE: lazy("村（社区）级"),
}
WORDS: dict[str, dict[Any, Any]] = {"channel": CHANNELS, "line": LINES, "level": LEVELS}


@require_safe
@officer_required
def overview(request: OfficerRequest) -> HttpResponse:
    """What came and what was done: the whole, its two kinds, by channel, line, level and item; windows and targets."""
    require_somewhere(request, "see")
    now = timezone.now()
    part, form = _part(request, now)
    whole, kinds = queries.counts_of(part.tallies()), queries.by_kind(part)
    one_window = queries.one_window(part, part.last)
    speed = met_by_item(part) if whole.met_target.denominator else []
    tables = {code: named(code, measure(part)) for code, (_title, measure) in TABLES.items() if code != "item"}
    context = {
        "form": form,
        "part": part,
        "whole": whole,
        "kinds": [(_("即办件"), kinds[True]), (_("承诺件"), kinds[False])],
        "adds_up": kinds[True].completed + kinds[False].completed == whole.completed,
        "due": queries.due_in_time(part, now),
        "tables": [(code, TABLES[code][0], rows) for code, rows in tables.items() if code != "month"],
        "months": [(month(line.name), line.counts.completed) for line in tables["month"]],
        "channels": [(line.name, line.counts.accepted) for line in tables["channel"]],
        "items": queries.by_item(part, MOST),
        "speed": speed,
        "speed_bars": [(each.name, each.percent) for each in speed],
        "speed_course": [(month(key), share) for key, share in course_of(tables["month"])] if speed else [],
        "one_window": one_window,
        "one_window_reached": one_window.reaches(ONE_WINDOW_TARGET),
        "one_window_volume": queries.one_window_volume(part, part.last),
        "windows": queries.windows_of_points(part, part.last)[:MOST],
        "platform": queries.on_the_platform(part),
        "filters": [each for each in filters() if each["name"] != "level"],
        "query": request.GET.urlencode(),
    }
    return render(request, "cases/business/overview.html", context)


@require_POST
@officer_required
@limited("export")
def export(request: OfficerRequest, table: str) -> HttpResponse:
    """One table as a file."""
    require_somewhere(request, "see")
    if table not in TABLES:
        raise Http404
    now = timezone.now()
    part, _form = _part(request, now)
    title, measure = TABLES[table]
    rows = [_row(line) for line in named(table, measure(part))]
    narrowed = tuple(name for name in ("since", "until", "region", "department") if request.GET.get(name))
    heads = [
        str(title), _("收件"), _("受理"), _("办结"), _("其中准予"), _("按时办结"), _("按时办结率"), _("容缺受理"),
        _("告知承诺"),
    ]  # fmt: skip
    name = f"{_('业务统计')} {title} {part.first}—{part.last}"
    widths = (40, *[12] * 8)
    return take_away(request, f"business {table}", name, heads, rows, widths=widths, narrowed=narrowed)


def named(table: str, rows: list[Line]) -> list[Line]:
    """Give the keys of a table the words people know."""
    words = WORDS.get(table, {})
    if table == "month":
        return [Line(line.key, line.key[:7], line.counts) for line in rows]
    return [Line(line.key, str(words.get(line.key, line.name)), line.counts) for line in rows]


def _part(request: OfficerRequest, now: datetime) -> tuple[Part, PeriodForm]:
    today: date = local_day(now)
    form = PeriodForm(request.GET or None)
    first, last = form.period(today)
    scope = scope_in(request)
    offices = Office.objects.filter(accessible_offices(request.officer, "see", on=today, field="pk"))
    part = Part(first, last, offices, scope.region, scope.department)
    return part, PeriodForm(initial={"since": first, "until": last})


def _row(line: Line) -> tuple[object, ...]:
    counts = line.counts
    return (
        line.name, counts.received, counts.accepted, counts.completed, counts.granted, counts.on_time,
        counts.done_on_time.percent() or "", counts.tolerant, counts.by_commitment,
    )  # fmt: skip
