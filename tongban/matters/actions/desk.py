"""Keeping the desk in step: which clock is watched, and what lies on whose desk."""

from tongban.matters.models import Clock, Matter, Step, Work
from tongban.matters.rules.states import WAITS_FOR, watched_kinds


def settle(matter: Matter) -> None:
    """Bring the matter's watched due moment and its work rows into line with its state, steps and clocks.

    The caller holds the matter's row.
    """
    _watch(matter, {clock.kind: clock for clock in matter.clocks.filter(stopped_at=None, step=None)})
    _lay_out(matter)


def _watch(matter: Matter, running: dict[str, Clock]) -> None:
    watched = next((running[kind] for kind in watched_kinds(matter.state) if kind in running), None)
    statutory = running.get(Clock.Kind.STATUTORY)
    before = (matter.due_at, matter.warn_at, matter.statutory_due_at, matter.is_due_provisional)
    matter.due_at = watched.due_at if watched else None
    matter.warn_at = watched.warn_at if watched else None
    matter.is_due_provisional = bool(watched and watched.is_provisional)
    if statutory:
        matter.statutory_due_at = statutory.due_at
    if before != (matter.due_at, matter.warn_at, matter.statutory_due_at, matter.is_due_provisional):
        matter.save(update_fields=["due_at", "warn_at", "statutory_due_at", "is_due_provisional"])


def _lay_out(matter: Matter) -> None:
    lying = {work.step_id: work for work in matter.work.all()}
    wanted = {work.step_id: work for work in _work_of(matter)}
    for step_id in lying.keys() - wanted.keys():
        lying[step_id].delete()
    Work.objects.bulk_create([wanted[step_id] for step_id in wanted.keys() - lying.keys()])
    for step_id in wanted.keys() & lying.keys():
        _copy(wanted[step_id], onto=lying[step_id])


def _work_of(matter: Matter) -> list[Work]:
    if not matter.is_open:
        return []
    steps = matter.steps.filter(state=Step.State.OPEN)
    on_desks = [work_of_step(step) for step in steps]
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


def work_of_step(step: Step) -> Work:
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
        onto.save(update_fields=changed)
