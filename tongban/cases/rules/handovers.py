"""Passing bags on, laying results on a shelf, posting them, voiding receipts, asking: when, and why not. Pure."""

from collections.abc import Collection
from datetime import date, time

from tongban.cases.rules.lifecycle import BEFORE_DECISION, DECIDED
from tongban.kernel.obstacles import Obstacle

NOON = time(12, 30)  # the morning's list closes with the morning; a house rule
PLACES_IN_A_ROW = 40


def half_of(moment: time) -> str:
    """Return the half day to which a list belongs.

    >>> half_of(time(12, 29)), half_of(time(12, 30))
    ('am', 'pm')
    """
    return "am" if moment < NOON else "pm"


def free_place(taken: Collection[str]) -> str:
    """Return the first place on a shelf where nothing lies: row and number.

    >>> free_place(set()), free_place({"A01", "A03"}), free_place({f"A{n:02d}" for n in range(1, 41)})
    ('A01', 'A02', 'B01')
    """
    return next(place for place in map(_place, range(len(taken) + 1)) if place not in taken)


def _place(position: int) -> str:
    row, number = divmod(position, PLACES_IN_A_ROW)
    letters = ""
    while row >= 0:
        row, letter = divmod(row, 26)
        letters = chr(ord("A") + letter) + letters
        row -= 1
    return f"{letters}{number + 1:02d}"


def obstacles_to_listing(*, bags: int, is_addressed: bool) -> list[Obstacle]:
    """Return why no hand-over list can be made: nothing is to go, or to nobody."""
    obstacles = [] if bags else [Obstacle("nothing_to_hand_over")]
    return obstacles if is_addressed else [*obstacles, Obstacle("hand_over_to_nobody")]


def obstacles_to_signing(*, is_open: bool, is_outside: bool, signed_by: str) -> list[Obstacle]:
    """Return why a list cannot be signed: it is signed already, or who signed for somebody outside is not named."""
    if not is_open:
        return [Obstacle("hand_over_signed_already")]
    return [Obstacle("signer_not_named")] if is_outside and not signed_by.strip() else []


def obstacles_to_shelving(*, state: str, place: str, lies_already: str, is_taken: bool) -> list[Obstacle]:
    """Return why a result cannot be laid on the shelf.

    >>> [o.code for o in obstacles_to_shelving(state="accepted", place="A01", lies_already="", is_taken=False)]
    ['not_decided_yet']
    """
    if state != DECIDED:
        return [Obstacle("already_delivered" if state == "closed" else "not_decided_yet")]
    if lies_already:
        return [Obstacle("lies_on_the_shelf", lies_already)]
    return [Obstacle("shelf_place_taken", place)] if is_taken else []


def obstacles_to_posting(*, state: str, is_under_way: bool, holds: Collection[str]) -> list[Obstacle]:
    """Return why a result cannot be given to a courier."""
    if state != DECIDED:
        return [Obstacle("already_delivered" if state == "closed" else "not_decided_yet")]
    if is_under_way:
        return [Obstacle("parcel_under_way")]
    return [Obstacle("held_back", hold) for hold in holds]


def obstacles_to_voiding(
    *, state: str, received_on: date, today: date, is_receiver: bool, is_chief: bool, reason: str
) -> list[Obstacle]:
    """Return why a receipt cannot be made void: only on its day, before a decision, by who received it or the chief.

    >>> day = date(2026, 4, 27)
    >>> obstacles_to_voiding(
    ...     state="received", received_on=day, today=date(2026, 4, 28), is_receiver=True, is_chief=False, reason="重复")
    [Obstacle(code='void_only_on_its_day', about='', details={})]
    """
    if state not in BEFORE_DECISION:
        return [Obstacle("already_decided")]
    obstacles = []
    if received_on != today:
        obstacles.append(Obstacle("void_only_on_its_day"))
    if not (is_receiver or is_chief):
        obstacles.append(Obstacle("void_by_receiver_or_chief"))
    if not reason.strip():
        obstacles.append(Obstacle("reasons_missing"))
    return obstacles
