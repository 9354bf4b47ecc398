"""Lists of the desk as a file: what the officer sees on the page, masked as there, and on record."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
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


@require_POST
@officer_required
@limited("export")
def export_work(request: OfficerRequest) -> HttpResponse:
    """The work list as it is narrowed down, the most urgent first."""
    now = timezone.now()
    filters = FiltersForm(request.GET).as_filters()
    work = _bounded(
        work_list(request.officer, filters=filters, now=now, on=local_day(now))
        .select_related("matter__parent")
        .only(*lists.COLUMNS, "matter__parent__number")
    )
    narrowed = tuple(sorted(name for name, value in vars(filters).items() if value))
    record_export(what="work", rows=len(work), narrowed_by=narrowed, by=request.officer, now=now)
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
    return table_file(request.POST.get("format", ""), f"{_('待办')} {local_day(now)}", heads, map(_work_row, work))


@require_POST
@officer_required
@limited("export")
def export_found(request: OfficerRequest) -> HttpResponse:
    """The matters that a search finds, the newest first."""
    now, text = timezone.now(), request.GET.get("q", "")[:60]
    found = find(text, officer=request.officer, on=local_day(now)).select_related("parent")
    matters = _bounded(found.only(*finding.COLUMNS, "parent__number").with_light(now))
    record_export(what="search", rows=len(matters), narrowed_by=("text",), by=request.officer, now=now)
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
    return table_file(request.POST.get("format", ""), f"{_('查件')} {local_day(now)}", heads, map(_matter_row, matters))


def _bounded(rows: QuerySet[Any, Any]) -> list[Any]:
    return list(rows[:MOST_ROWS])


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
