"""What comes to a window and leaves it: whom each kind of window serves, and what a batch does. Pure questions."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel.obstacles import Obstacle

ANY, SECTOR, SPECIAL = "any", "sector", "special"  # 无差别, 分领域, 专业
COMES, LEAVES, THERE_ALREADY, NOT_THERE = "comes", "leaves", "there_already", "not_there"
DRAFT, ENTERED = "draft", "entered"


@dataclass(frozen=True)
class Line:
    """What comes to a window or leaves it: an item, with the offices that hold and regulate it, or a whole office."""

    window: int
    office: int
    item_code: str = ""
    regulating_office: int | None = None
    leaves: bool = False


@dataclass(frozen=True)
class Bound:
    """Since when a window takes something, and until when if that is known."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Effect:
    """What a line of a batch does on its day, and why it cannot."""

    effect: str
    obstacles: tuple[Obstacle, ...] = ()


def obstacles_to_binding(kind: str, window: str, *, offices: frozenset[int], serves: frozenset[int]) -> list[Obstacle]:
    """Return why a window of a kind cannot take what these offices hold or regulate.

    A window for everything (无差别) takes anything; one of a sector (分领域) the offices or lines it serves; a special
    one (专业) what its one office holds.

    >>> obstacles_to_binding(ANY, "12", offices=frozenset({7}), serves=frozenset())
    []
    >>> [o.code for o in obstacles_to_binding(SECTOR, "17", offices=frozenset({7}), serves=frozenset({8}))]
    ['window_kind_forbids']
    >>> [o.code for o in obstacles_to_binding(SPECIAL, "23", offices=frozenset({7}), serves=frozenset())]
    ['window_serves_nobody_yet']
    """
    if kind == ANY:
        return []
    if not serves:
        return [Obstacle("window_serves_nobody_yet", window)]
    return [] if offices & serves else [Obstacle("window_kind_forbids", window)]


def obstacles_to_serving(kind: str, window: str, *, offices: int, lines: int) -> list[Obstacle]:
    """Return why a window of a kind cannot serve so many offices and lines.

    >>> [o.code for o in obstacles_to_serving(SPECIAL, "23", offices=1, lines=1)]
    ['special_window_serves_one_office']
    >>> [o.code for o in obstacles_to_serving(ANY, "12", offices=1, lines=0)]
    ['window_serves_everybody']
    """
    if kind == ANY and offices + lines:
        return [Obstacle("window_serves_everybody", window)]
    if kind == SPECIAL and (offices > 1 or lines):
        return [Obstacle("special_window_serves_one_office", window)]
    return []


def effect(*, leaves: bool, standing: Bound | None, since: date) -> Effect:
    """Return what a line does to what a window takes on the day of its batch.

    >>> effect(leaves=False, standing=None, since=date(2026, 6, 1)).effect
    'comes'
    >>> effect(leaves=False, standing=Bound(date(2026, 1, 1)), since=date(2026, 6, 1)).effect
    'there_already'
    >>> known = Bound(date(2026, 1, 1), date(2026, 6, 30))
    >>> [o.code for o in effect(leaves=False, standing=known, since=date(2026, 6, 1)).obstacles]
    ['still_taken_until']
    """
    if standing is None:
        return Effect(NOT_THERE if leaves else COMES)
    if standing.until:
        return Effect(
            NOT_THERE if leaves else THERE_ALREADY,
            () if leaves else (Obstacle("still_taken_until", details={"until": standing.until.isoformat()}),),
        )
    if not leaves:
        return Effect(THERE_ALREADY)
    if standing.since >= since:
        return Effect(LEAVES, (Obstacle("leaves_before_it_came", details={"since": standing.since.isoformat()}),))
    return Effect(LEAVES)


def obstacles_to_entering(*, state: str, since: date, today: date, changes: int) -> list[Obstacle]:
    """Return why a batch cannot be entered: it was already, its day is over, or it changes nothing.

    >>> day = date(2026, 6, 1)
    >>> [o.code for o in obstacles_to_entering(state=DRAFT, since=day, today=date(2026, 6, 2), changes=3)]
    ['batch_day_is_over']
    """
    if state != DRAFT:
        return [Obstacle("batch_is_no_draft")]
    if since < today:
        return [Obstacle("batch_day_is_over", details={"since": since.isoformat()})]
    return [] if changes else [Obstacle("batch_changes_nothing")]


def obstacles_to_taking_back(*, state: str, since: date, today: date, later: tuple[int, ...] = ()) -> list[Obstacle]:
    """Return why a batch cannot be taken back: only before its day, and not while a later one builds on it.

    >>> day = date(2026, 6, 1)
    >>> [o.code for o in obstacles_to_taking_back(state=ENTERED, since=day, today=day)]
    ['batch_is_in_effect']
    >>> [o.about for o in obstacles_to_taking_back(state=ENTERED, since=day, today=date(2026, 5, 31), later=(4,))]
    ['4']
    """
    if state != ENTERED:
        return [Obstacle("batch_not_entered")]
    if since <= today:
        return [Obstacle("batch_is_in_effect", details={"since": since.isoformat()})]
    return [Obstacle("later_batch_builds_on_it", str(number)) for number in later]
