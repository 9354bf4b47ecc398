"""Cases of an old system, many at a time: the part of the matter that only a case has.

The matter itself, its steps, clocks and trail are written by ``matters.actions.bulk``.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.actions.closing import BY_ACCOUNT, BY_CODE, DOWNLOAD
from tongban.cases.actions.deciding import DELIVERY_BASIS
from tongban.cases.actions.opening import receipt_clock
from tongban.cases.actions.planning import decision_step, limits_of, plan_of
from tongban.cases.events import AcceptanceRefused, CaseDelivered, CaseReturned, CaseWithdrawn
from tongban.cases.models import Case, Decision, Delivery, Paper
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules import scenario_for
from tongban.kernel.bulk import Sheet, Trails
from tongban.kernel.bulk.origins import Origin
from tongban.kernel.events import SYSTEM, Event
from tongban.kernel.ids import new_id
from tongban.kernel.vault.keys import seal
from tongban.matters.actions.bulk import MatterSheets, PastMatter, PastStep, Reckoner
from tongban.matters.models import Clock
from tongban.matters.rules import ClockPlan

CASES = Sheet(
    Case,
    *("id", "matter_id", "version_id", "handling_item_id", "authorisation_id", "visit_id", "answers", "form"),
    *("received_by_id", "accepted_by_id", "is_deemed_accepted", "deliver_way", "idempotency_key"),
    *("terms", "purpose", "service_point_id", "cross_mode", "open_holds"),
)
DECISIONS = Sheet(Decision, "id", "case_id", "outcome", "reasons", "basis", "by_id", "at", "document_id")
DELIVERIES = Sheet(
    Delivery,
    *(
        "id",
        "case_id",
        "way",
        "to_id",
        "checked_by",
        "by_id",
        "at",
        "signature",
        "authorisation_id",
        "service_point_id",
    ),
)
PAPERS = Sheet(
    Paper,
    *("id", "case_id", "draft_id", "spec_id", "file_id", "provenance", "grade", "original_seen", "copy_kept"),
    *("original_kept", "pages", "held_id", "at"),
)
TABLE = Case._meta.db_table
TURNED_AWAY = {rules.NOT_NEEDED, rules.REFUSED_ACCEPTANCE}


@dataclass(slots=True)
class PastCase:
    """A case as an old system told of it, references resolved; officers by key, none where they are not known."""

    old_number: str
    number: str
    version: ItemVersion  # with its item, and its steps, scenarios and materials fetched
    party_id: int
    handler_id: int
    channel: str
    received_at: datetime
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    reasons: str = ""
    received_by: int | None = None
    accepted_by: int | None = None
    decided_by: int | None = None
    closed_by: int | None = None
    deliver_way: str = "window"
    answers: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    papers: Sequence[str] = ()
    steps: Mapping[str, PastStep] = field(default_factory=dict)  # what is known of them, by code


class CaseSheets:
    """The cases of one batch."""

    def __init__(self, trails: Trails, reckoner: Reckoner, *, now: datetime):
        self._matters = MatterSheets(trails, reckoner, now=now)
        self._cases, self._decisions = CASES.new(), DECISIONS.new()
        self._deliveries, self._papers = DELIVERIES.new(), PAPERS.new()

    @property
    def sheets(self) -> list[Sheet]:
        return [*self._matters.sheets, self._cases, self._decisions, self._deliveries, self._papers]

    @property
    def subjects(self) -> dict[str, str]:
        """The titles of what the cases are about, by code."""
        return self._matters.subjects

    def add(self, case: PastCase, origin: Origin) -> int:
        """Write a case down with its matter; return the matter's key."""
        version, item = case.version, case.version.item
        scenario = scenario_for(version.handling_items.all(), case.answers)
        matter_key, key = new_id(), new_id()
        matter = PastMatter(
            kind="case",
            old_number=case.old_number,
            number=case.number,
            subject_code=scenario.code if scenario else item.code,
            subject_title=version.title,
            subject_version=version.number,
            party_id=case.party_id,
            handler_id=case.handler_id,
            office_id=item.office_id,
            regulating_office_id=item.regulating_office_id,
            region_id=item.office.region_id,
            channel=case.channel,
            received_at=case.received_at,
            accepted_at=case.accepted_at,
            decided_at=case.decided_at,
            closed_at=case.closed_at,
            outcome=case.outcome,
            received_by=_officer(case.received_by) or f"party:{case.handler_id}",
            accepted_by=_officer(case.accepted_by),
            decided_by=_officer(case.decided_by),
            closed_by=_closed_by(case),
            clocks=_clocks(case),
            steps=steps_of(case),
            told=_told(case, key, matter_key),
        )
        self._matters.add(matter, matter_key, origin)
        self._cases.add(
            (
                key,
                matter_key,
                version.pk,
                scenario.pk if scenario else None,
                None,
                None,
                json.dumps(case.answers, ensure_ascii=False),
                seal(_written(case.form), bound_to=f"{TABLE}.form.{key}"),
                case.received_by,
                case.accepted_by,
                False,
                case.deliver_way,
                key_of(origin.system, case.old_number),
                Case.Terms.ORDINARY.value,
                Case.Purpose.NEW.value,
                None,
                "",
                0,
            )
        )
        self._add_end(case, key)
        self._add_papers(case, key)
        return matter_key

    def _add_end(self, case: PastCase, key: int) -> None:
        decided_at = case.decided_at or (case.closed_at if case.outcome in TURNED_AWAY else None)
        if decided_at and case.decided_by:
            self._decisions.add((new_id(), key, case.outcome, case.reasons, "", case.decided_by, decided_at, None))
        if case.decided_at and case.closed_at:
            checked_by = _checked_by(case)
            at = case.closed_at
            self._deliveries.add(
                (new_id(), key, case.deliver_way, case.handler_id, checked_by, case.closed_by, at, "", None, None)
            )

    def _add_papers(self, case: PastCase, key: int) -> None:
        if not case.papers:
            return
        specs = {spec.code: spec.pk for spec in case.version.materials.all()}
        for code in case.papers:
            provenance = Paper.Provenance.SEEN.value
            self._papers.add(
                (new_id(), key, None, specs[code], None, provenance, "B", True, False, False, 1, None, case.received_at)
            )


def key_of(system: str, old_number: str) -> str:
    """Return the key under which a case of an old system is opened once."""
    return "import:" + hashlib.sha256(f"{system}\n{old_number}".encode()).hexdigest()


def steps_of(case: PastCase) -> list[PastStep]:
    """Return the steps as far as they went: of what is over, those that are known; of what is open, all."""
    if case.accepted_at is None:
        return []
    version, office_id = case.version, case.version.item.office_id
    if case.decided_at is None:
        planned = plan_of(version, case.answers, office_id=office_id)
        steps = [case.steps.get(plan.code) or PastStep(plan) for plan in planned]
        steps[:0] = [step for code, step in case.steps.items() if code not in {plan.code for plan in planned}]
    else:
        steps = list(case.steps.values())
        last = max((step.plan.wave for step in steps), default=0) + 1
        steps.append(PastStep(decision_step(version, wave=last, office_id=office_id)))
    _set_going(steps, case)
    return steps


def _set_going(steps: list[PastStep], case: PastCase) -> None:
    """Open the steps whose wave has come; complete the decision; cancel what a close left undone."""
    assert case.accepted_at is not None
    begun_at, is_under_way = case.accepted_at, True
    for wave in sorted({step.plan.wave for step in steps}):
        own = [step for step in steps if step.plan.wave == wave]
        for step in own:
            if is_under_way:
                step.opened_at = step.opened_at or begun_at
            if step.plan.code == rules.DECIDE and case.decided_at:
                step.closed_at, step.outcome = case.decided_at, case.outcome
                step.officer_id, step.opinion = case.decided_by, case.reasons
            elif not step.outcome and (end := case.decided_at or case.closed_at):
                step.closed_at = end
        is_under_way = is_under_way and all(step.closed_at for step in own)
        begun_at = max([begun_at, *(step.closed_at for step in own if step.closed_at)])


def _clocks(case: PastCase) -> list[ClockPlan]:
    clocks = [receipt_clock(case.version, case.received_at)]
    if case.accepted_at:
        clocks += limits_of(case.version, case.accepted_at)
    if case.decided_at:
        amount = case.version.delivery_amount
        clocks.append(ClockPlan(Clock.Kind.DELIVERY.value, amount, "working", case.decided_at, DELIVERY_BASIS))
    return clocks


def _told(case: PastCase, key: int, matter_key: int) -> list[Event]:
    """Return what a case tells at its end, beside what its matter tells."""
    if case.closed_at is None:
        return []
    subject, by, at = f"matter:{matter_key}", _closed_by(case) or str(SYSTEM), case.closed_at
    if case.decided_at:
        checked_by = _checked_by(case)
        return [CaseDelivered(subject=subject, by=by, at=at, case_id=key, way=case.deliver_way, checked_by=checked_by)]
    if case.outcome == rules.WITHDRAWN:
        return [CaseWithdrawn(subject=subject, by=by, at=at, case_id=key)]
    if case.outcome == rules.RETURNED:
        return [CaseReturned(subject=subject, by=by, at=at, case_id=key, open_gaps=())]
    outcome = case.outcome
    return [
        AcceptanceRefused(subject=subject, by=by, at=at, case_id=key, outcome=outcome, ground="", right_office_id=None)
    ]


def _closed_by(case: PastCase) -> str:
    if case.closed_by:
        return _officer(case.closed_by)
    is_own_doing = case.outcome == rules.WITHDRAWN or (case.decided_at and case.deliver_way == DOWNLOAD)
    return f"party:{case.handler_id}" if is_own_doing else _officer(case.decided_by)


def _checked_by(case: PastCase) -> str:
    return BY_ACCOUNT if case.deliver_way == DOWNLOAD else BY_CODE


def _officer(key: int | None) -> str:
    return f"officer:{key}" if key else ""


def _written(form: Mapping[str, Any]) -> str:
    return Case._meta.get_field("form").written(dict(form))
