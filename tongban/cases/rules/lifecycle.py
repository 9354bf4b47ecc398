"""What may be done with a case, and why not.

Pure questions about a ``Dossier``, a frozen picture of the case. Articles are those of 行政许可法 (2019).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongban.kernel.obstacles import Obstacle

RECEIVED, CORRECTING, ACCEPTED, SUSPENDED, DECIDED, CLOSED = (
    "received", "correcting", "accepted", "suspended", "decided", "closed",
)  # fmt: skip
BEFORE_ACCEPTANCE = {RECEIVED, CORRECTING}
BEFORE_DECISION = {RECEIVED, CORRECTING, ACCEPTED, SUSPENDED}

NOT_NEEDED, REFUSED_ACCEPTANCE, RETURNED, WITHDRAWN = "not_needed", "refused_acceptance", "returned", "withdrawn"
LAPSED = "lapsed"  # papers that were promised did not come: treated as withdrawn
GRANTED, REFUSED = "granted", "refused"
DECIDE = "decide"  # the code of the last step
VOIDED = "voided"  # the receipt was made void on its own day
ALONE = "decide_alone"  # the power of a clerk who is named for single-officer items
DECIDED_ENDS, OTHER_ENDS = {GRANTED, REFUSED}, {NOT_NEEDED, REFUSED_ACCEPTANCE, RETURNED, WITHDRAWN, LAPSED}
DECISION, ISSUE = "decision", "issue"  # what a hold keeps back
OUTSIDE_POWER, FALSE_PAPERS = "outside_power", "false_papers"


@dataclass(frozen=True)
class Asked:
    """A paper that this application must bring: code, name, whether it stands without it, whether it may follow."""

    code: str
    name: str
    is_required: bool
    may_follow: bool = False  # secondary (可容缺后补): needed, but against a promise not at once


@dataclass(frozen=True)
class OpenHold:
    """Something that has to be done before the decision, or before the result leaves the house."""

    blocks: str  # decision, issue
    about: str
    kind: str = ""
    since: date | None = None
    until: date | None = None  # it ends by itself with this day

    def is_over(self, on: date) -> bool:
        """Say whether it has ended by itself.

        >>> OpenHold(DECISION, "听证", until=date(2026, 5, 9)).is_over(date(2026, 5, 9))
        False
        """
        return self.until is not None and on > self.until

    def as_obstacle(self) -> Obstacle:
        """Say what is still open, since when and until when: of a gap, which paper."""
        days = {"since": self.since, "until": self.until}
        code = OWN_WORDS.get((self.kind, self.until is not None), "held_back")
        return Obstacle(code, self.about, {name: on.isoformat() for name, on in days.items() if on})


# Whose hold it is, and whether it ends with a day: what is told instead of “held back”.
OWN_WORDS = {
    ("gap", False): "gap_still_open",
    ("hearing", True): "hearing_may_be_asked_for",
    ("hearing", False): "hearing_to_be_held",
}


@dataclass(frozen=True)
class Dossier:
    """A case as the rules see it."""

    state: str
    asked: tuple[Asked, ...] = ()
    given: frozenset[str] = frozenset()
    accepted_by: int | None = None
    is_single_officer: bool = False
    open_steps: tuple[str, ...] = ()
    outcome: str = ""
    awaits_late_entry: bool = False  # its acceptance on paper waits for approval
    holds: tuple[OpenHold, ...] = ()

    def missing(self) -> list[Asked]:
        return [paper for paper in self.asked if paper.is_required and paper.code not in self.given]

    def lacking(self) -> list[Asked]:
        """Return the papers that are not there and may follow against a promise."""
        return [paper for paper in self.asked if paper.may_follow and paper.code not in self.given]


FORM = "form"  # what a gap is about if it is not a paper


@dataclass(frozen=True)
class Gap:
    """One thing to be put right before acceptance: which paper, or the form, and what is wrong with it."""

    about: str
    name: str
    what: str

    def as_data(self) -> dict[str, str]:
        return {"about": self.about, "name": self.name, "what": self.what}


def obstacles_to_accepting(dossier: Dossier) -> list[Obstacle]:
    """Return why the application cannot be accepted: already past that, or papers missing (art. 32(5)).

    A secondary paper is told apart: it may follow, but only against a promise.

    >>> lease = Asked("lease", "租赁合同", is_required=True)
    >>> [o.about for o in obstacles_to_accepting(Dossier(state="received", asked=(lease,)))]
    ['租赁合同']
    """
    if dossier.state not in BEFORE_ACCEPTANCE:
        return [Obstacle("already_past_acceptance")]
    if dossier.awaits_late_entry:
        return [Obstacle("late_entry_waits")]
    return [Obstacle("missing_paper", paper.name) for paper in dossier.missing()] + [
        Obstacle("paper_may_follow", paper.name) for paper in dossier.lacking()
    ]


def obstacles_to_notifying(dossier: Dossier, gaps: Iterable[Gap]) -> list[Obstacle]:
    """Return why no correction notice can go out: everything is told once, in one notice (art. 32(4))."""
    if dossier.state != RECEIVED:
        return [Obstacle("already_past_acceptance")]
    gaps = list(gaps)
    if not gaps:
        return [Obstacle("no_gap_named")]
    return [Obstacle("gap_without_words", gap.name) for gap in gaps if not gap.what.strip()]


def obstacles_to_turning_away(dossier: Dossier, *, ground: str, right_office: str, reasons: str) -> list[Obstacle]:
    """Return why acceptance cannot be refused: outside our power must name the right office (art. 32(2))."""
    obstacles = []
    if dossier.state not in BEFORE_ACCEPTANCE:
        obstacles.append(Obstacle("already_past_acceptance"))
    if ground == OUTSIDE_POWER and not right_office:
        obstacles.append(Obstacle("right_office_not_named"))
    if not reasons.strip():
        obstacles.append(Obstacle("reasons_missing"))
    return obstacles


def obstacles_to_deciding(dossier: Dossier, *, by: int, outcome: str, reasons: str) -> list[Obstacle]:
    """Return why this officer cannot decide now.

    Nobody accepts and decides the same case, but for an instant item marked single-officer. A refusal gives
    its reasons (art. 38).

    >>> case = Dossier(state="accepted", accepted_by=7)
    >>> [o.code for o in obstacles_to_deciding(case, by=7, outcome="granted", reasons="")]
    ['accepted_by_you']
    """
    if dossier.state == SUSPENDED:
        return [Obstacle("suspended")]
    if dossier.state != ACCEPTED:
        return [Obstacle("not_accepted_yet" if dossier.state in BEFORE_ACCEPTANCE else "already_decided")]
    obstacles = [Obstacle("step_still_open", name) for name in dossier.open_steps]
    obstacles += [hold.as_obstacle() for hold in dossier.holds if hold.blocks == DECISION]
    if dossier.accepted_by == by and not dossier.is_single_officer:
        obstacles.append(Obstacle("accepted_by_you"))
    if outcome == REFUSED and not reasons.strip():
        obstacles.append(Obstacle("reasons_missing"))
    return obstacles


def powers_to_decide(*, is_single_officer: bool) -> tuple[str, ...]:
    """Return the powers one of which the decision asks for.

    An instant item marked single-officer is decided by a clerk who is named for it (一人办结), or by whoever decides.
    """
    return (ALONE, "decide") if is_single_officer else ("decide",)


def obstacles_to_withdrawing(dossier: Dossier) -> list[Obstacle]:
    """Return why the applicant cannot take the application back: only before the decision."""
    return [] if dossier.state in BEFORE_DECISION else [Obstacle("already_decided")]


def obstacles_to_delivering(dossier: Dossier, *, is_proved: bool) -> list[Obstacle]:
    """Return why nothing can be handed over: no result yet, or whoever stands there did not prove who it is."""
    if dossier.state != DECIDED:
        return [Obstacle("already_delivered" if dossier.outcome and dossier.state == CLOSED else "not_decided_yet")]
    obstacles = [hold.as_obstacle() for hold in dossier.holds]
    return obstacles if is_proved else [*obstacles, Obstacle("receiver_not_proved")]


def open_gaps(gaps: Iterable[Gap], answered: frozenset[str]) -> list[Gap]:
    """Return the gaps of the notice that the answer did not touch."""
    return [gap for gap in gaps if gap.about not in answered]
