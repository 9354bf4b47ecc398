"""Taking an application in at a window, within a visit; several items may share one set of papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.cases.actions.held import papers_on_file
from tongban.cases.actions.opening import open_case
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.models import Case, Paper, Result
from tongban.cases.queries.competence import obstacles_to_taking
from tongban.cases.queries.held import Offer
from tongban.cases.queries.results import counts_as
from tongban.cases.queries.window import items_to_receive
from tongban.cases.rules import results as rules
from tongban.catalogue.models import Item, MaterialSpec
from tongban.catalogue.queries import obstacles_to_new_cases
from tongban.catalogue.queries.agreements import obstacles_to_taking_elsewhere
from tongban.catalogue.rules import form_errors, scenario_for
from tongban.documents.actions import store_file
from tongban.documents.models import StoredFile
from tongban.documents.rules import grades
from tongban.documents.storage import Kept
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import ANY_DESK, authorisation_of, may_act_for, not_allowed
from tongban.windows.devices import Capture
from tongban.windows.models import Visit


@dataclass(frozen=True)
class Presented:
    """One paper as it lies on the desk: what was seen, what is kept, how many pages, and its scan if there is one.

    ``again`` is the paper of an earlier case of the visit that it is; ``offer`` is one on file, with ``held_pages``.
    """

    code: str
    original_seen: bool = False
    copy_kept: bool = False
    original_kept: bool = False
    pages: int = 1
    file: StoredFile | None = None
    again: Paper | None = None
    offer: Offer | None = None
    held_pages: tuple[Kept, ...] = ()


def keep_scan(*, visit: Visit, capture: Capture, by: Officer, now: datetime) -> StoredFile:
    """Keep a page from the document camera; it belongs to the visit until a case takes it."""
    return store_file(upload=(capture.content, capture.name), subject=f"visit:{visit.pk}", by=by, now=now)


@action
def receive_at_window(
    *,
    visit: Visit,
    item: Item,
    answers: Mapping[str, Any],
    form: Mapping[str, Any],
    presented: Sequence[Presented],
    deliver_way: str,
    key: str,
    about: Result | None = None,
    purpose: str = Case.Purpose.NEW,
    by: Officer,
    now: datetime,
) -> Case:
    """Receive one item's application (收件); the same key again finds the case that it opened.

    ``about``, ``purpose``: the licence for whose change, renewal, replacement or cancellation it is.

    What is missing does not stop the receipt: acceptance and the correction notice are acts of their own.
    """
    visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("window__service_point", "party", "handler")
        .get(pk=visit.pk)
    )
    if case := Case.objects.filter(idempotency_key=key).select_related("matter").first():
        return case
    if obstacles := obstacles_to_new_cases(item, local_day(now)):
        raise CannotApply(obstacles)
    version = item.current
    assert version is not None  # else it were retired
    obstacles, cross_mode = _to_taking_here(visit, item, by, now)
    obstacles += _obstacles(visit, item, by, now)
    if about:
        obstacles += _to_asking_about(about, purpose, visit, item)
        purpose = counts_as(about, purpose, now=now)
    obstacles += form_errors(version.form_schema, form, answers, today=local_day(now))
    if obstacles:
        raise CannotApply(obstacles)

    specs = {spec.code: spec for spec in version.materials.all()}
    return open_case(
        version=version,
        scenario=scenario_for(version.handling_items.all(), answers),
        party=visit.party,
        handler=visit.handler,
        authorisation=authorisation_of(visit.handler, visit.party, on=local_day(now), item_code=item.code),
        answers=answers,
        form=form,
        papers=[
            paper for one in presented if one.code in specs for paper in _papers(specs[one.code], one, visit, by, now)
        ],
        channel="window",
        deliver_way=deliver_way,
        key=key,
        by=by,
        now=now,
        visit=visit,
        received_by=by,
        purpose=purpose,
        about=about,
        cross_mode=cross_mode,
    )


def _obstacles(visit: Visit, item: Item, by: Officer, now: datetime) -> list[Obstacle]:
    obstacles = []
    if not visit.is_open or visit.officer_id != by.pk:
        obstacles.append(Obstacle("not_your_visit"))
    if not may_act_for(visit.handler, visit.party, on=local_day(now), item_code=item.code):
        obstacles.append(Obstacle("not_authorised_for_party"))
    return obstacles


def _to_asking_about(about: Result, purpose: str, visit: Visit, item: Item) -> list[Obstacle]:
    obstacles = rules.obstacles_to_asking(purpose=purpose, state=about.state, number=about.number)
    if about.party_id != visit.party_id or about.item_id != item.pk:
        obstacles.append(Obstacle("result_not_theirs", about.number))
    return obstacles


def _to_taking_here(visit: Visit, item: Item, by: Officer, now: datetime) -> tuple[list[Obstacle], str]:
    """Return why the item is not taken here, and how it came if it is another office's (全市通办).

    A window that takes an item of its own takes the same one of any office, where it is led for one another and is the
    same everywhere.
    """
    today = local_day(now)
    obstacles = not_allowed(by, "receive", office=item.office, item=item.code, desk=ANY_DESK, on=today)
    obstacles += obstacles_to_taking(item, visit.window, by, on=today)
    if obstacles and items_to_receive(visit.window, by, on=today).filter(pk=item.pk).exists():
        return obstacles_to_taking_elsewhere(item), Case.CrossMode.JOINT
    return obstacles, ""


def _papers(spec: MaterialSpec, presented: Presented, visit: Visit, by: Officer, now: datetime) -> list[Paper]:
    if presented.offer:
        pages, subject = list(presented.held_pages), f"visit:{visit.pk}"
        return papers_on_file(offer=presented.offer, pages=pages, party=visit.party, subject=subject, by=by, now=now)
    paper = _paper(spec, presented, now)
    if presented.again:  # how it came to us the first time is how it came
        paper.provenance, paper.grade = presented.again.provenance, presented.again.grade
        paper.held_id = presented.again.held_id
    return [paper]


def _paper(spec: MaterialSpec, presented: Presented, now: datetime) -> Paper:
    return Paper(
        spec=spec,
        file=presented.file,
        provenance=Paper.Provenance.SCANNED if presented.file else Paper.Provenance.SEEN,
        grade=_grade(spec, presented),
        original_seen=presented.original_seen,
        copy_kept=presented.copy_kept,
        original_kept=presented.original_kept,
        pages=presented.pages,
        at=now,
    )


def _grade(spec: MaterialSpec, presented: Presented) -> str:
    is_seen = presented.original_seen or presented.original_kept
    is_own = spec.source == MaterialSpec.Source.SELF
    return grades.grade_of(grades.SEEN if is_seen else grades.HANDED_IN, is_own_making=is_own)
