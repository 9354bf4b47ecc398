"""What may be promised when an application is handed in online: papers that follow, conditions that are met."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.letters import form_of, letter_for
from tongban.cases.forms.apply import PromisingForm
from tongban.cases.models import Draft
from tongban.cases.models.cases import tolerance_in
from tongban.cases.queries.promises import bad_records, commitment_in, excluded_from
from tongban.cases.rules.promises import COMMITMENT, GAPS
from tongban.catalogue.models import ItemVersion
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Party

LACKS = "lacks"  # sent along with a page that showed what lacks


def hand_in_form(draft: Draft, data: QueryDict | None, *, lacks: bool, on: date) -> PromisingForm:
    """Return the last form with the promises that this item and this party may make."""
    commits = may_commit(draft.version, draft.party, on=on)
    return PromisingForm(data, initial={"deliver_way": draft.deliver_way}, lacks=lacks, commits=commits)


def may_commit(version: ItemVersion, party: Party, *, on: date) -> bool:
    """Say whether an application for an item may be decided at once on a promise of this party."""
    return offers_commitment(version) and not bad_records(party, on=on)


def offers_commitment(version: ItemVersion) -> bool:
    """Say whether an item may be decided at once on a promise of a party whose word is taken."""
    return commitment_in(version) is not None and not excluded_from(version)


def lacking_only(obstacles: Iterable[Obstacle]) -> tuple[list[Obstacle], list[str]]:
    """Return the obstacles that no promise removes, and the codes of the papers that may follow."""
    obstacles = list(obstacles)
    follow = [str(each.details.get("code", "")) for each in obstacles if each.code == "paper_may_follow"]
    return [each for each in obstacles if each.code != "paper_may_follow"], follow


def told_before_promising(draft: Draft, lacking: list[str], *, commits: bool, on: date) -> dict[str, Any]:
    """Return what is read before anything is promised: texts, conditions, consequences, the last day."""
    version = draft.version
    shown: dict[str, Any] = {"lacks_name": LACKS}
    if lacking:
        specs = [spec for spec in version.materials.all() if spec.code in lacking]
        days = tolerance_in(version).days
        shown["gaps"] = {
            "papers": [(spec.name, form_of(spec)) for spec in specs],
            "letter": letter_for(version, kind=GAPS, specs=specs, days=days, on=on),
            "days": days,
            "last_day": calendar_for(version.item.office.region_id).nth_after(on, days),
        }
    if commits:
        shown["commitment"] = told_before_committing(version, on=on)
    return shown


def told_before_committing(version: ItemVersion, *, on: date) -> dict[str, Any]:
    """Return what is read before it is promised that every condition of an item is met."""
    return {
        "letter": letter_for(version, kind=COMMITMENT, on=on),
        "conditions": version.elements.get("conditions", ()),
        "days": (terms := commitment_in(version)) and terms.check_days,
    }
