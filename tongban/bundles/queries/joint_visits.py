"""Joint site visits: what could be looked at on one, who may propose, answer and move it, and those of a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, Q, QuerySet

from tongban.bundles.models import JointPart, JointVisit, Whole
from tongban.bundles.queries.leading import may_lead
from tongban.bundles.rules import joint_visits as rules
from tongban.cases.models import Case, SiteVisit, VisitedCase
from tongban.cases.rules import DECIDE
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Matter, Step
from tongban.matters.queries.access import may_see, may_work_on
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

MOST_SHOWN = 5  # of a whole, the latest first
MOST_ASKED = 20
THE_PLACE = ("place_address", "event_venue")  # shared fields of a bundle that say where it is


@dataclass(frozen=True)
class Offered:
    """A review of a member, and whether it may be looked at on a joint visit: if not, the code of the reason."""

    step: Step
    why_not: str

    @property
    def is_chosen(self) -> bool:
        """Say whether it is ticked beforehand: it is being reviewed now, and nobody has planned a visit for it."""
        return not self.why_not and self.step.state == Step.State.OPEN


def reviews_of(whole: Whole) -> list[Offered]:
    """Return the reviews of every member under way, office by office: three statements."""
    steps = Step.objects.filter(
        matter__parent=whole.matter_id, matter__closed_at=None, matter__decided_at=None, is_superseded=False
    )
    found = list(steps.exclude(code=DECIDE).select_related("office", "matter__office").order_by("office", "pk"))
    planned = VisitedCase.objects.filter(step__in=[step.pk for step in found])
    taken = set(planned.exclude(visit__state=SiteVisit.State.CANCELLED).values_list("step", flat=True))
    if whole.has_joint_visit:
        asked = JointPart.objects.filter(joint__whole=whole, state=JointPart.State.ASKED)
        taken |= set(asked.values_list("steps", flat=True))
    return [
        Offered(
            step,
            rules.why_not_offered(matter_state=step.matter.state, step_state=step.state, is_planned=step.pk in taken),
        )
        for step in found
    ]


def place_of(whole: Whole, reviews: Iterable[Offered]) -> str:
    """Return where the members are that could be looked at, if a field that they share says so and they agree."""
    names = {use.split(".", 1)[1] for one in whole.version.same_fields if one["key"] in THE_PLACE for use in one["of"]}
    if not names:
        return ""
    cases = Case.objects.filter(matter__in={each.step.matter_id for each in reviews if not each.why_not})
    forms = [case.form.clear() or {} for case in cases]
    places = {str(form[name]).strip() for form in forms for name in names if form.get(name)}
    return places.pop() if len(places) == 1 else ""


def may_propose(officer: Officer, whole: Whole, reviews: Iterable[Offered], *, on: date) -> bool:
    """Whether an officer leads the whole, or reviews a member that could be looked at."""
    if not whole.matter.is_open:
        return False
    if may_lead(officer, whole.matter, on=on):
        return True
    return any(not each.why_not and may_work_on(officer, each.step, on=on) for each in reviews)


def can_be_proposed(officer: Officer, whole: Whole, *, on: date) -> bool:
    """Whether reviews of two offices or more are free, and the officer may propose to look at them together."""
    reviews = reviews_of(whole)
    free = {each.step.office_id for each in reviews if not each.why_not}
    return len(free) >= rules.LEAST_OFFICES and may_propose(officer, whole, reviews, on=on)


def may_answer(officer: Officer, part: JointPart, *, on: date) -> bool:
    """Whether an officer reviews what their office is asked to look at."""
    return any(may_work_on(officer, step, on=on) for step in part.steps.all())


def may_move(officer: Officer, joint: JointVisit, *, on: date) -> bool:
    """Whether an officer leads the whole, or reviews for the office that proposed the visit."""
    if may_lead(officer, joint.whole.matter, on=on):
        return True
    own = [part for part in joint.parts.all() if part.office_id == joint.proposed_by.office_id]
    return any(may_answer(officer, part, on=on) for part in own)


def joint_visits_of(whole: Whole) -> list[JointVisit]:
    """Return the latest joint visits of a whole with all that a page shows of them: five statements, or none."""
    if not whole.has_joint_visit:
        return []
    found = list(_with_parts(JointVisit.objects.filter(whole=whole)).order_by("-pk")[:MOST_SHOWN])
    for joint in found:
        joint.whole = whole
    return found


def joint_visit_of(whole: Whole, key: int) -> JointVisit | None:
    return next((joint for joint in joint_visits_of(whole) if joint.pk == key), None)


def is_ahead(joint: JointVisit) -> bool:
    """Whether somebody is still to come, or to answer."""
    planned = (part.visit for part in joint.parts.all() if part.visit)
    return joint.state == JointVisit.State.ASKED or any(each.state == SiteVisit.State.PLANNED for each in planned)


def whole_seen(number: str, *, officer: Officer, on: date) -> Whole | None:
    """Return a whole by its number if the officer may see it, or one of its members."""
    wholes = Whole.objects.select_related(
        "version__bundle", "matter__office__region", "matter__regulating_office", "matter__party", "matter__handler"
    )
    whole = wholes.filter(matter__number=number).first()
    return whole if whole and matter_to_show(whole, officer=officer, on=on) else None


def matter_to_show(whole: Whole, *, officer: Officer, on: date) -> Matter | None:
    """Return the matter of the whole if the officer may see it, else the first of its members' that they may see."""
    parts = Matter.objects.filter(parent=whole.matter_id).select_related("office", "regulating_office")
    matters = (whole.matter, *parts.order_by("number"))
    return next((matter for matter in matters if may_see(officer, matter, on=on)), None)


def _with_parts(visits: QuerySet[JointVisit]) -> QuerySet[JointVisit]:
    steps = Step.objects.select_related("office", "matter__office")
    parts = JointPart.objects.select_related("office", "visit").prefetch_related(
        Prefetch("steps", steps), "visit__officers"
    )
    return visits.select_related("proposed_by__office").prefetch_related(Prefetch("parts", parts))


def set_on_day(visits: Sequence[JointVisit]) -> dict[int, JointVisit]:
    """Return by matter the joint visit on which officers will come for it."""
    return {
        step.matter_id: joint
        for joint in reversed(visits)
        if joint.state == JointVisit.State.SET
        for part in joint.parts.all()
        if part.visit and part.visit.state == SiteVisit.State.PLANNED
        for step in part.steps.all()
    }


def parts_asked(officer: Officer, *, on: date) -> list[JointPart]:
    """Return what offices where the officer reviews are asked and have not answered, the next visit first."""
    theirs = accessible_offices(officer, "review", on=on)
    parts = JointPart.objects.filter(Q(theirs), state=JointPart.State.ASKED)
    parts = parts.select_related("joint__whole__matter", "office").prefetch_related("steps__matter")
    return list(parts.order_by("joint__planned_for", "pk")[:MOST_ASKED])


def parts_with(matter_id: int) -> QuerySet[JointPart]:
    """Return the parts in which a case is to be looked at and was not yet, for the end of the case."""
    open_ones = JointPart.objects.filter(state__in=[JointPart.State.ASKED, JointPart.State.JOINS])
    return open_ones.filter(steps__matter=matter_id).select_related("joint", "visit", "office").order_by("pk")


def visits_to_lapse(now: datetime) -> QuerySet[JointVisit]:
    """Return the proposals whose day is over before every office has answered, the oldest first."""
    midnight = datetime.combine(local_day(now), time(), BEIJING)
    return JointVisit.objects.filter(state=JointVisit.State.ASKED, planned_for__lt=midnight).order_by("pk")


def part_called_off(visit_id: int) -> JointPart | None:
    """Return the part whose visit was called off, if the office was to come."""
    parts = JointPart.objects.filter(visit=visit_id, visit__state=SiteVisit.State.CANCELLED)
    return parts.filter(state=JointPart.State.JOINS).first()


def members_named(part: JointPart) -> list[Matter]:
    """Return the members' matters that an office looks at, each once."""
    return list({step.matter_id: step.matter for step in part.steps.all()}.values())
