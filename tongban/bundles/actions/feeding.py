"""The result of one member fills in fields of others: what it gives stands in their forms, and nobody typed it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tongban.bundles.events import FieldsFed
from tongban.bundles.models import MemberRun, Whole
from tongban.bundles.queries.feeding import values_for
from tongban.bundles.queries.standing import links_of, runs_of
from tongban.bundles.rules.graph import Link
from tongban.cases.models import Case, Result
from tongban.kernel.events import publish
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting, locked_matter
from tongban.matters.models import Matter


@action
def feed_from_result(*, matter_id: int, result_id: int, by: Acting, now: datetime) -> None:
    """Fill in what rests on a result that was just given: the cases of members that have begun and wait for no one.

    A case that was accepted meanwhile keeps the form that was accepted.
    """
    matter = locked_matter(matter_id)
    whole = Whole.objects.filter(matter=matter).first()
    links = [link for link in links_of(whole.version_id) if link.fields] if whole else []
    if whole is None or not links:
        return
    whole.matter = matter
    runs = {run.member.code: run for run in runs_of(whole)}
    result = Result.objects.select_related("office", "case").get(pk=result_id)
    for link in links:
        run = runs[link.target]
        if runs[link.source].matter_id != result.case.matter_id or not _may_be_filled_in(run):
            continue
        case = Case.objects.select_for_update().get(matter=run.matter_id)
        values = values_for(link, result)
        case.form = {**(case.form.clear() or {}), **values}
        case.save(update_fields=["form"])
        tell_fed(whole, link, values, by=by, now=now)


def fed_at_the_beginning(
    whole: Whole, code: str, links: Sequence[Link], given: Mapping[str, MemberRun]
) -> list[tuple[Link, dict[str, str]]]:
    """Return what the results that are there fill in for a member that begins; nothing is asked where none does."""
    feeding = [link for link in links if link.target == code and link.fields]
    found: list[tuple[Link, dict[str, str]]] = []
    for link in feeding:
        of = given[link.source].matter_id
        results = Result.objects.filter(case__matter=of, state=Result.State.VALID) if of else Result.objects.none()
        if result := results.select_related("office").order_by("-pk").first():
            found.append((link, values_for(link, result)))
    return found


def tell_fed(whole: Whole, link: Link, values: Mapping[str, Any], *, by: Acting, now: datetime) -> None:
    publish(
        FieldsFed(
            subject=whole.matter.subject,
            by=str(by.actor),
            at=now,
            whole_id=whole.pk,
            member=link.target,
            source=link.source,
            fields=tuple(values),
        )
    )


def _may_be_filled_in(run: MemberRun) -> bool:
    return run.matter is not None and run.matter.state == Matter.State.RECEIVED
