"""Change of law: keep who cites what, enter a change and mark the items it touches, settle a mark."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotMark, refuse_strangers
from tongban.catalogue.events import ItemMarkedForReview, LawChangeEntered, ReviewMarkSettled
from tongban.catalogue.models import ItemVersion, LawChange, LawCitation, MaterialSpec, ReviewMark
from tongban.catalogue.queries.laws import ITEM, items_touched
from tongban.catalogue.rules.laws import Citation, citations_in, citations_of, normal_title
from tongban.kernel.events import publish, publish_all
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import may_somewhere

CHUNK = 500
LONGEST_TITLE, LONGEST_WHERE = 120, 60


@action(silent="they follow from the versions, whose publication is told")
def write_citations(*, versions: Collection[int]) -> None:
    """Write anew what the items of these versions, being in force, cite; a few statements for each five hundred."""
    keys = sorted(versions)
    for part in (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK)):
        found = list(ItemVersion.objects.filter(pk__in=part).values_list("pk", "item_id", "elements"))
        grounds = MaterialSpec.objects.filter(version__in=part).exclude(basis="")
        papers: dict[int, list[tuple[str, str]]] = {}
        for version, code, basis in grounds.values_list("version_id", "code", "basis"):
            papers.setdefault(version, []).append((code, basis))
        LawCitation.objects.filter(item__in=[item for _, item, _ in found]).delete()
        LawCitation.objects.bulk_create(
            (
                LawCitation(item_id=item, title=one.title[:LONGEST_TITLE], article=one.article, where=where)
                for version, item, elements in found
                for where, one in _cited(elements.get("legal_bases") or (), papers.get(version, ()))
            ),
            batch_size=CHUNK,
        )


@action(silent="they follow from the item, whose retirement is told")
def drop_citations(*, items: Collection[int]) -> None:
    LawCitation.objects.filter(item__in=items).delete()


def _cited(bases: Any, papers: Iterable[tuple[str, str]]) -> list[tuple[str, Citation]]:
    found = [(ITEM, one) for one in citations_of(bases)]
    found += [(code[:LONGEST_WHERE], one) for code, basis in papers for one in citations_in(basis)]
    return list(dict.fromkeys(found))


@action
def enter_law_change(
    *, title: str, articles: Sequence[str], is_repealed: bool, in_force_on: date, note: str, by: Any, now: datetime
) -> LawChange:
    """Put a change of law on record, and mark every item in force that it touches, at whatever office."""
    if isinstance(by, Officer) and not may_somewhere(by, "manage_catalogue", on=local_day(now)):
        raise CannotMark([Obstacle("not_your_catalogue", by.office.name)])
    if not (plain := normal_title(title)):
        raise CannotMark([Obstacle("law_without_title")])

    change = LawChange.objects.create(
        title=plain[:LONGEST_TITLE],
        articles=list(articles),
        is_repealed=is_repealed,
        in_force_on=in_force_on,
        note=note.strip(),
        entered_at=now,
    )
    touched = list(items_touched(change.title, articles).only("pk", "code"))
    ReviewMark.objects.bulk_create((ReviewMark(item=item, change=change) for item in touched), batch_size=CHUNK)

    actor = str(by.actor)
    publish(LawChangeEntered(subject=change.subject, title=change.title, marked=len(touched), by=actor, at=now))
    publish_all(
        [
            ItemMarkedForReview(
                subject=item.subject, item_id=item.pk, change_id=change.pk, title=change.title, by=actor, at=now
            )
            for item in touched
        ]
    )
    return change


@action
def settle_mark(*, mark: ReviewMark, note: str, by: Officer, now: datetime) -> ReviewMark:
    """Say what came of looking at an item again."""
    marks = ReviewMark.objects.select_for_update(of=("self",)).select_related("item__office", "change")
    mark = marks.get(pk=mark.pk)
    refuse_strangers(by, mark.item.office, now)
    if mark.settled_at:
        raise CannotMark([Obstacle("mark_is_settled", mark.change.title)])
    if not note.strip():
        raise CannotMark([Obstacle("settling_without_note")])

    mark.settled_at, mark.settled_by, mark.settled_note = now, by, note.strip()
    mark.save(update_fields=["settled_at", "settled_by", "settled_note"])

    publish(
        ReviewMarkSettled(
            subject=mark.item.subject,
            item_id=mark.item_id,
            change_id=mark.change_id,
            title=mark.change.title,
            reason=mark.settled_note,
            by=str(by.actor),
            at=now,
        )
    )
    return mark
