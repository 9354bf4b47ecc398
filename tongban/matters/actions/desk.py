"""Keeping the desk in step: which clock is watched, and what lies on whose desk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from tongban.kernel.bulk.updates import update_each
from tongban.kernel.statements import insert, prepared, store, store_alike
from tongban.matters.models import Clock, Matter, Step, Work
from tongban.matters.rules.states import WAITS_FOR, watched_kinds


def settle(
    matter: Matter,
    running: Mapping[str, Clock] | None = None,
    open_steps: Iterable[Step] | None = None,
    *,
    changed: Sequence[str] = (),
) -> None:
    """Bring the matter's watched due moment and its work rows into line with its state, steps and clocks.

    The caller holds the matter's row, may know its own ``running`` clocks by kind and its ``open_steps``, and names the
    fields it has ``changed``, which are stored with the others.
    """
    is_moved = watch(matter, own_clocks(matter) if running is None else running)
    if fields := [*changed, *(WATCHED if is_moved else [])]:
        store(matter, *fields)
    lay_out(matter, open_steps)


def own_clocks(matter: Matter) -> dict[str, Clock]:
    """Return the clocks of the matter itself that are not stopped, by kind, locked."""
    clocks = _own_clocks(matter.pk)
    for clock in clocks:
        clock.matter = matter
    return {clock.slot: clock for clock in clocks}


def ask_desk_ahead(matter: int) -> None:
    """Have the clocks and the work rows of a matter that is about to be settled asked with what an act asks next."""
    _own_clocks.ahead(matter)
    ask_work_ahead(matter)


def ask_work_ahead(matter: int) -> None:
    """Have what lies on desks asked with what an act asks next."""
    _work.ahead(matter)


@prepared
def _own_clocks(matter: int) -> "QuerySet[Clock]":
    return Clock.objects.select_for_update().filter(matter=matter, stopped_at=None, step=None).order_by("pk")


def settle_many(matter_ids: Collection[int]) -> None:
    """Do the same for matters of which only due moments have changed, in a few statements for all."""
    running: dict[int, dict[str, Clock]] = defaultdict(dict)
    open_clocks = Clock.objects.filter(matter__in=matter_ids, stopped_at=None, step=None)
    for clock in open_clocks.only("matter_id", "kind", "pause_id", *TIMES, "is_provisional"):
        running[clock.matter_id][clock.slot] = clock
    matters = list(Matter.objects.filter(pk__in=matter_ids).only("state", *WATCHED))
    update_each([matter for matter in matters if watch(matter, running[matter.pk])], WATCHED)

    by_id = {matter.pk: matter for matter in matters}
    steps = Step.objects.filter(matter__in=matters, state=Step.State.OPEN).only(*TIMES).in_bulk()
    lying = list(Work.objects.filter(matter__in=matters).only("matter_id", "step_id"))
    for work in lying:
        timed = steps[work.step_id] if work.step_id else by_id[work.matter_id]
        work.due_at, work.warn_at = timed.due_at, timed.warn_at
    update_each(lying, TIMES)


def update_alike(rows: Iterable[Model], fields: Sequence[str]) -> None:
    """Store fields of many rows, one statement for all that share the same values: limits end on the same days."""
    alike: dict[tuple[Any, ...], list[Model]] = defaultdict(list)
    for row in rows:
        alike[tuple(getattr(row, field) for field in fields)].append(row)
    for same in alike.values():
        store_alike(same, *fields)


TIMES = ["due_at", "warn_at"]
WATCHED = [*TIMES, "statutory_due_at", "is_due_provisional"]


def watch(matter: Matter, running: Mapping[str, Clock]) -> bool:
    """Set what a clerk must watch now, on the object alone; return whether anything is different."""
    watched = _watched(matter.state, running)
    statutory = running.get(Clock.Kind.STATUTORY)
    before = [getattr(matter, name) for name in WATCHED]
    matter.due_at = watched.due_at if watched else None
    matter.warn_at = watched.warn_at if watched else None
    matter.is_due_provisional = bool(watched and watched.is_provisional)
    matter.statutory_due_at = statutory.due_at if statutory else matter.statutory_due_at
    return before != [getattr(matter, name) for name in WATCHED]


def _watched(state: str, running: Mapping[str, Clock]) -> Clock | None:
    """Return the most pressing clock of the state; of several procedures, the one that was to end first."""
    for kind in watched_kinds(state):
        if kind in running:
            return running[kind]
        alike = [clock for clock in running.values() if clock.kind == kind]
        if alike:
            return min(alike, key=lambda clock: clock.due_at)
    return None


def lay_out(matter: Matter, open_steps: Iterable[Step] | None = None) -> None:
    """Bring the work rows of a locked matter alone into line; the caller may know its ``open_steps``."""
    if not matter.is_open:
        _work.delete(matter.pk)
        return
    lying = {work.step_id: work for work in _work(matter.pk)}
    steps = _open_steps(matter.pk) if open_steps is None else open_steps
    wanted = {work.step_id: work for work in work_of(matter, steps)}
    for step_id in lying.keys() - wanted.keys():
        _work_row.delete(lying[step_id].pk)
    insert([wanted[step_id] for step_id in wanted.keys() - lying.keys()])
    for step_id in wanted.keys() & lying.keys():
        _copy(wanted[step_id], onto=lying[step_id])


def clear_away(step: Step) -> None:
    """Take a step that has ended off the desk, where others of its wave are still open."""
    _work_of.delete(step.pk)


@prepared
def _work(matter: int) -> "QuerySet[Work]":
    return Work.objects.filter(matter=matter)


@prepared
def _work_row(key: int) -> "QuerySet[Work]":
    return Work.objects.filter(pk=key)


@prepared
def _work_of(step: int) -> "QuerySet[Work]":
    return Work.objects.filter(step=step)


@prepared
def _open_steps(matter: int) -> "QuerySet[Step]":
    return Step.objects.filter(matter=matter, state=Step.State.OPEN)


def work_of(matter: Matter, open_steps: Iterable[Step]) -> list[Work]:
    """Return what an open matter lays on desks: its open steps, and itself where it waits for more than those."""
    on_desks = [_work_of_step(step) for step in open_steps]
    if on_desks and matter.state == Matter.State.ACCEPTED:
        return on_desks
    own = Work(
        matter=matter,
        office_id=matter.office_id,
        waits_for=WAITS_FOR[matter.state],
        due_at=matter.due_at,
        warn_at=matter.warn_at,
    )
    return [*on_desks, own]


def _work_of_step(step: Step) -> Work:
    return Work(
        matter_id=step.matter_id,
        step=step,
        office_id=step.office_id,
        waits_for=step.post_kind,
        claimed_by_id=step.claimed_by_id,
        due_at=step.due_at,
        warn_at=step.warn_at,
    )


COPIED = ("office_id", "waits_for", "claimed_by_id", "due_at", "warn_at")


def _copy(wanted: Work, *, onto: Work) -> None:
    changed = [name for name in COPIED if getattr(onto, name) != getattr(wanted, name)]
    if changed:
        for name in changed:
            setattr(onto, name, getattr(wanted, name))
        store(onto, *changed)
