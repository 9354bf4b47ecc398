"""What the applicant of a whole hears of a joint site visit: one paper and one message for all that come."""

from datetime import datetime

from tongban.bundles.models import JointVisit
from tongban.bundles.queries.own import is_theirs
from tongban.cases.actions.printing.site_visits import visit_notice
from tongban.cases.actions.telling import tell_parties
from tongban.cases.models import SiteVisit, VisitedCase
from tongban.documents.actions import issue_document
from tongban.documents.rules.papers import moment
from tongban.kernel.moments import local_day
from tongban.matters.actions.refusals import Acting


def tell_joint_visit(joint: JointVisit, *, by: Acting, now: datetime) -> None:
    """Print one notice (现场踏勘通知书) of all that come, and send one message."""
    coming = list(joint.parts.filter(visit__state=SiteVisit.State.PLANNED).select_related("office", "visit"))
    offices = [part.office.name for part in coming]
    looked_at = VisitedCase.objects.filter(visit__in=[part.visit_id for part in coming]).order_by("pk")
    points = [point for visited in looked_at for point in visited.points]
    matter, visit = joint.whole.matter, coming[0].visit
    assert visit is not None  # who comes has one
    paper = visit_notice(matter, visit, offices, dict.fromkeys(points))
    issue_document(
        kind=paper.kind,
        subject=matter.subject,
        office_name=matter.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
    )
    values = {"when": moment(joint.planned_for), "place": joint.place.clear(), "offices": "、".join(offices)}
    _send(joint, "joint_visit", values, now)


def tell_joint_visit_off(joint: JointVisit, *, now: datetime) -> None:
    _send(joint, "joint_visit_off", {"when": moment(joint.planned_for)}, now)


def _send(joint: JointVisit, template: str, values: dict[str, str], now: datetime) -> None:
    matter = joint.whole.matter
    handler = matter.handler
    acts = handler is not None and is_theirs(joint.whole, handler, on=local_day(now))
    tell_parties(matter, template, values, handler_acts=acts, now=now, occasion=f"{joint.pk}:{joint.times_moved}")
