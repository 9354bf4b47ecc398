"""Opening a case: the same verbs whether it came online or at a window."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from tongban.cases.actions.printing import print_receipt
from tongban.cases.actions.telling import tell_received
from tongban.cases.events import CaseSubmitted
from tongban.cases.models import Case, Paper, Result
from tongban.catalogue.models import HandlingItem, ItemVersion, MaterialSpec
from tongban.catalogue.rules.receipts import ReceiptRule
from tongban.documents.rules import grades
from tongban.kernel.events import publish
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.statements import insert, store_alike
from tongban.matters.actions import open_matter
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock, Matter
from tongban.matters.rules import ClockPlan
from tongban.matters.rules.extensions import ORDINARY
from tongban.people.models import Authorisation, Officer, Party
from tongban.windows.models import Visit


def open_case(
    *,
    version: ItemVersion,
    scenario: HandlingItem | None,
    party: Party,
    handler: Party,
    authorisation: Authorisation | None,
    answers: Mapping[str, Any],
    form: Mapping[str, Any],
    papers: Iterable[Paper],
    channel: str,
    deliver_way: str,
    key: str,
    by: Acting,
    now: datetime,
    visit: Visit | None = None,
    received_by: Officer | None = None,
    purpose: str = Case.Purpose.NEW,
    about: Result | None = None,
    cross_mode: str = "",
    parent: Matter | None = None,
    number: str = "",
) -> Case:
    """Open the matter with the duty to answer, write the case and its papers, print the receipt.

    ``parent``: the whole that it is a part of, with the ``number`` that it has there.
    """
    item = version.item
    matter = open_matter(
        kind="case",
        subject_code=scenario.code if scenario else item.code,
        subject_title=version.title,
        subject_version=version.number,
        party=party,
        handler=handler,
        office=item.office,
        regulating_office=item.regulating_office,
        region=item.office.region,
        channel=channel,
        extension_rule=version.elements.get("extension_rule") or ORDINARY,
        desk=visit.window.service_point.office_id if visit else None,
        parent=parent,
        number=number,
        begins=[receipt_clock(version, now)],
        by=by,
        now=now,
    )
    case = Case(
        matter=matter,
        version=version,
        handling_item=scenario,
        authorisation=authorisation,
        answers=dict(answers),
        visit=visit,
        service_point=visit.window.service_point if visit else None,
        received_by=received_by,
        deliver_way=deliver_way,
        idempotency_key=key,
        purpose=purpose,
        about=about,
        cross_mode=cross_mode,
    )
    case.form = dict(form)
    insert([case])
    papers = list(papers)
    give_papers(case, papers)

    publish(
        CaseSubmitted(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            item_code=item.code,
            version=version.number,
            channel=channel,
            papers=tuple(paper.spec.code for paper in papers),
        )
    )
    print_receipt(case, papers, by=by, now=now)
    tell_received(case, now=now)
    return case


def give_papers(case: Case, papers: Sequence[Paper]) -> None:
    """Put papers to a case: new ones, and those that lay with its draft."""
    for paper in papers:
        paper.case = case
        if paper.provenance == Paper.Provenance.UPLOADED:
            is_own = paper.spec.source == MaterialSpec.Source.SELF
            paper.grade = grades.grade_of(grades.HANDED_IN, is_own_making=is_own)
    insert([paper for paper in papers if not paper.draft_id])
    store_alike([paper for paper in papers if paper.draft_id], "case")


def receipt_clock(version: ItemVersion, now: datetime) -> ClockPlan:
    """Return the duty to answer, by the item's own rule: from receipt, on the spot, or from the end of a window."""
    rule = ReceiptRule.from_data(version.receipt_rule)
    return ClockPlan(
        kind=Clock.Kind.RECEIPT,
        amount=0 if rule.starts == "on_spot" else rule.amount,
        unit=rule.unit,
        start=_counted_from(rule, now),
        source=rule.basis,
        on_silence=rule.silence,
    )


def _counted_from(rule: ReceiptRule, now: datetime) -> datetime:
    if rule.starts == "window_end" and (window := rule.window_of(local_day(now))):
        return datetime.combine(window[1], time(12), BEIJING)
    return now
