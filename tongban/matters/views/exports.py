"""Lists of the desk as a file: what the officer sees on the page, masked as there, and on record."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongban.kernel.moments import local_day
from tongban.matters.actions.exports import record_export
from tongban.matters.forms import FiltersForm
from tongban.matters.models import Light
from tongban.matters.queries import find, finding, lists, work_list
from tongban.people.access import OfficerRequest, limited, officer_required
from tongban.ui.exports import MOST_ROWS, table_file


def take_away(
    request: OfficerRequest,
    what: str,
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    widths: Sequence[int] = (),
    narrowed: Iterable[str] = (),
) -> HttpResponse:
    """Note that a list is taken away, and answer with it as the file that the button named, ``MOST_ROWS`` at most.

    ``what`` names the list in the trail, ``name`` the file without its ending, ``narrowed`` the filters in use.
    """
    told = list(islice(rows, MOST_ROWS))
    record_export(what=what, rows=len(told), narrowed_by=tuple(narrowed), by=request.officer, now=timezone.now())
    return table_file(request.POST.get("format", ""), name, heads, told, widths=widths)


@require_POST
@officer_required
@limited("export")
def export_work(request: OfficerRequest) -> HttpResponse:
    """The work list as it is narrowed down, the most urgent first."""
    now = timezone.now()
    filters = FiltersForm(request.GET).as_filters()
    found = work_list(request.officer, filters=filters, now=now, on=local_day(now)).select_related("matter__parent")
    work = found.only(*lists.COLUMNS, "matter__parent__number")[:MOST_ROWS]
    narrowed = tuple(sorted(name for name, value in vars(filters).items() if value))
    heads = [
        _("灯"),
        _("受理编号"),
        _("事项"),
        _("申请人"),
        _("要做什么"),
        _("部门"),
        _("最晚"),
        _("谁在办"),
        _("属于哪件事"),
    ]
    name = f"{_('待办')} {local_day(now)}"
    return take_away(request, "work", name, heads, map(_work_row, work), narrowed=narrowed)


@require_POST
@officer_required
@limited("export")
def export_found(request: OfficerRequest) -> HttpResponse:
    """The matters that a search finds, the newest first."""
    now, text = timezone.now(), request.GET.get("q", "")[:60]
    found = find(text, officer=request.officer, on=local_day(now)).select_related("parent")
    matters = found.only(*finding.COLUMNS, "parent__number").with_light(now)[:MOST_ROWS]
    heads = [
        _("受理编号"),
        _("事项"),
        _("申请人"),
        _("部门"),
        _("状态"),
        _("灯"),
        _("收件"),
        _("最晚"),
        _("属于哪件事"),
    ]
    name = f"{_('查件')} {local_day(now)}"
    return take_away(request, "search", name, heads, map(_matter_row, matters), narrowed=("text",))


def _work_row(work: Any) -> Sequence[object]:
    matter = work.matter
    claimed_by = work.claimed_by.name if work.claimed_by else ""
    named = (matter.number, matter.subject_title, matter.party.shown_name)
    return (Light(work.light).label, *named, work.task, work.office.short_name, work.due_at, claimed_by, _whole(matter))


def _matter_row(matter: Any) -> Sequence[object]:
    light = Light(matter.light).label if matter.is_open else ""
    named = (matter.number, matter.subject_title, matter.party.shown_name, matter.office.short_name)
    return (*named, matter.state_name, light, matter.received_at, matter.due_at, _whole(matter))


def _whole(matter: Any) -> str:
    """Return the number of the whole of which a matter is a part."""
    return matter.parent.number if matter.parent else ""
