"""What departments' own systems are told: a case when it is accepted, somebody who is led there, a withdrawal."""

from datetime import datetime

from tongban.cases.actions.elsewhere import begin_following
from tongban.cases.feeds import sets
from tongban.cases.feeds.composing import accepted_rows, guided_row, step
from tongban.cases.models import Case, Elsewhere
from tongban.cases.rules import elsewhere as statuses
from tongban.exchange.actions.sending import queue_rows
from tongban.exchange.models import Link
from tongban.exchange.queries.systems import link_for
from tongban.kernel.transactions import action
from tongban.people.models import Officer


@action
def push_case(*, case: Case, by: Officer | None, now: datetime) -> Link | None:
    """Owe an accepted case to the system that handles it, and begin to follow it; none where no system is connected."""
    item = case.version.item
    link = link_for([case.matter.office_id, item.regulating_office_id], item.catalog_item.code)
    if link is None or now < link.since:
        return None
    begin_following(case=case, system=link.partner.name, status=statuses.FORWARDED, by=by, now=now)
    parts = list(accepted_rows(case, by=by, now=now))
    queue_rows(link=link, project_no=case.matter.number, parts=parts, subject=case.matter.subject, now=now)
    return link


@action
def push_guided(*, guided: Elsewhere, now: datetime) -> Link | None:
    """Tell the system in which an item is done who was led to it, under which number of ours."""
    item = guided.version.item
    link = link_for([item.office_id, item.regulating_office_id], item.catalog_item.code)
    if link is None:
        return None
    queue_rows(link=link, project_no=guided.number, parts=[guided_row(guided, now)], subject=guided.subject, now=now)
    return link


@action
def push_withdrawal(*, case: Case, now: datetime) -> None:
    """Tell the system that the applicant took an application back that it has."""
    item = case.version.item
    if link := link_for([case.matter.office_id, item.regulating_office_id], item.catalog_item.code):
        row = step("申请人撤回", case.matter, None, now, now)
        number, subject = case.matter.number, case.matter.subject
        queue_rows(link=link, project_no=number, parts=[(sets.PROCESS, "withdrawn", row)], subject=subject, now=now)
