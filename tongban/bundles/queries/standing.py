"""How a whole stands: its members on their way, and what rests on what."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.bundles.models import Link, MemberRun, Whole
from tongban.bundles.rules import graph


def runs_of(whole: Whole) -> list[MemberRun]:
    """Return the members of a whole in their order, with their items: one statement."""
    return list(
        whole.members.select_related(
            "member__item__office__region",
            "member__item__regulating_office",
            "member__item__catalog_item",
            "member__item__current",
            "item_version",
            "matter",
        )
    )


def title_of(run: MemberRun) -> str:
    """Return what a member is called: as its case is, else as its item."""
    if run.matter:
        return run.matter.subject_title
    version = run.item_version or run.member.item.current
    return version.title if version else run.member.item.catalog_item.name


def wholes_to_look_at_again(on: date) -> QuerySet[Whole]:
    """Return the open wholes in which a member's item has ended or was suspended while it waits, or takes cases again.

    Nothing else of the whole has moved, so that nobody has heard of it.
    """
    item = "member__item__"
    is_over = Q(**{f"{item}current": None}) | Q(**{f"{item}current__retires_on__lt": on})
    until = Q(**{f"{item}suspended_until": None}) | Q(**{f"{item}suspended_until__gte": on})
    closed = is_over | (Q(**{f"{item}suspended_from__lte": on}) & until)
    stopped = Q(state=MemberRun.State.WAITING) & closed
    again = Q(state=MemberRun.State.BLOCKED) & ~Q(reason="bundle_member_barred") & ~closed
    runs = MemberRun.objects.filter(stopped | again)
    return Whole.objects.filter(pk__in=runs.values("whole"), matter__closed_at=None).order_by("pk")


def links_of(version_id: int) -> list[graph.Link]:
    """Return what rests on what in a version: one statement."""
    links = Link.objects.filter(version=version_id).select_related("source", "target").order_by("pk")
    return [link.as_rule() for link in links]
