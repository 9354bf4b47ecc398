"""What may be decided at once on a promise (告知承诺), and why not (standards §1.7)."""

from collections.abc import Sequence

from tongban.cases.rules.lifecycle import BEFORE_ACCEPTANCE, BEFORE_DECISION, Dossier
from tongban.cases.rules.promises import BadRecord, obstacles_to_trusting
from tongban.kernel.obstacles import Obstacle


def obstacles_to_committing(
    dossier: Dossier,
    *,
    item: str,
    is_offered: bool,
    excluded: str,
    is_signed: bool,
    records: Sequence[BadRecord],
) -> list[Obstacle]:
    """Return why the case cannot be taken on to be decided at once on a promise.

    ``excluded``: the field in which no statute allows it; empty where it is allowed.

    >>> case = Dossier(state="received")
    >>> shared = {"item": "公共场所卫生许可", "is_offered": True, "is_signed": True, "records": ()}
    >>> obstacles_to_committing(case, **shared, excluded="")
    []
    >>> [o.code for o in obstacles_to_committing(case, **shared, excluded="生态环境保护")]
    ['commitment_excluded']
    """
    if dossier.state not in BEFORE_ACCEPTANCE:
        return [Obstacle("already_past_acceptance")]
    if dossier.awaits_late_entry:
        return [Obstacle("late_entry_waits")]
    missing = [Obstacle("missing_paper", paper.name) for paper in (*dossier.missing(), *dossier.lacking())]
    return missing + obstacles_to_offering(
        item=item, is_offered=is_offered, excluded=excluded, is_signed=is_signed, records=records
    )


def obstacles_to_offering(
    *, item: str, is_offered: bool, excluded: str, is_signed: bool, records: Sequence[BadRecord]
) -> list[Obstacle]:
    """Return why a commitment to this item is not taken, whatever papers there are."""
    if not is_offered:
        return [Obstacle("commitment_not_offered", item)]
    if excluded:
        return [Obstacle("commitment_excluded", item, {"field": excluded})]
    return obstacles_to_trusting(records) + ([] if is_signed else [Obstacle("promise_not_signed")])


def obstacles_to_taking_back(dossier: Dossier, *, is_signed: bool) -> list[Obstacle]:
    """Return why the applicant cannot take the promise back: only before the decision."""
    if dossier.state not in BEFORE_DECISION:
        return [Obstacle("already_decided")]
    return [] if is_signed else [Obstacle("no_promise_to_take_back")]
