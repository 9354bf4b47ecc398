"""How a whole stands: its members on their way, and what rests on what."""

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


def links_of(version_id: int) -> list[graph.Link]:
    """Return what rests on what in a version: one statement."""
    links = Link.objects.filter(version=version_id).select_related("source", "target").order_by("pk")
    return [link.as_rule() for link in links]
