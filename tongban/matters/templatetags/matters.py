"""The lists of the desk, line by line: what lies there to be done, and what a search has found."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongban.matters.models import Matter, Work
from tongban.matters.queries.progress import procedure_in_words
from tongban.people.models import Officer
from tongban.ui.tags.dates import day, iso, moment
from tongban.ui.tags.lists import Column, listing
from tongban.ui.tags.status import light

register = template.Library()

Cells = tuple[str, ...]


@register.filter
def procedure_name(kind: str) -> str:
    """A special procedure by its name in the reader's language; a name that the law's list does not have stays."""
    return procedure_in_words(kind)


@register.simple_tag
def work_listing(rows: Iterable[Work], officer: Officer) -> SafeString:
    """Work, each with its light, its task and office, its last moment, and who has it."""
    columns = [
        Column(_("灯")), Column(_("受理编号"), names_row=True), Column(_("事项")), Column(_("申请人")),
        Column(_("要做什么")), Column(_("最晚"), kind="wide-nowrap"), Column(_("谁在办"), kind="wide-nowrap"),
    ]  # fmt: skip
    address = _address()
    me, nobody, untimed = _("我"), _quiet(_("无人认领")), _quiet(_("不计时"))

    def cells(work: Work) -> Cells:
        matter, due_at = work.matter, work.due_at
        return (
            light(work.light),  # type: ignore[attr-defined]  # as the list is read
            format_html(
                '<a class="code nowrap" hx-boost="false" href="{}">{}</a>', address.format(matter.number), matter.number
            ),
            matter.subject_title,
            matter.party.shown_name,
            format_html('{} <span class="quiet">{}</span>', work.task, work.office.short_name),
            format_html('<time datetime="{}">{}</time>', iso(due_at), moment(due_at)) if due_at else untimed,
            me if work.claimed_by_id == officer.pk else work.claimed_by.name if work.claimed_by else nobody,
        )

    return listing(columns, map(cells, rows))


@register.simple_tag
def found_listing(rows: Iterable[Matter]) -> SafeString:
    """Matters, each with its state, its light while it is open, and the day it came in."""
    columns = [
        Column(_("受理编号"), names_row=True), Column(_("事项")), Column(_("申请人")), Column(_("部门")),
        Column(_("状态"), kind="nowrap"), Column(_("灯")), Column(_("收件")),
    ]  # fmt: skip
    address, done = _address(), light("done")

    def cells(matter: Matter) -> Cells:
        return (
            format_html('<a class="code nowrap" href="{}">{}</a>', address.format(matter.number), matter.number),
            matter.subject_title,
            matter.party.shown_name,
            matter.office.short_name,
            matter.state_name,
            light(matter.light) if matter.is_open else done,  # type: ignore[attr-defined]  # as the list is read
            day(matter.received_at),
        )

    return listing(columns, map(cells, rows))


def _address() -> str:
    """Return the address of a matter with a place for its number: asked once, as it takes longer than a line."""
    return reverse("matters:matter", args=["NUMBER"]).replace("NUMBER", "{}")


def _quiet(text: str) -> SafeString:
    return format_html('<span class="quiet">{}</span>', text)
