"""What applicants see of their own: bundles being filled in, and wholes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.bundles.models import BundleDraft, MemberRun, Whole
from tongban.bundles.queries.standing import title_of
from tongban.bundles.rules import graph
from tongban.cases.queries.own import not_told_of
from tongban.matters.models import Matter
from tongban.people.models import Account, Authorisation, Party
from tongban.people.queries import may_act_for


def drafts_of(account: Account) -> QuerySet[BundleDraft]:
    """Return the drafts not handed in yet, the latest first."""
    open_ones = BundleDraft.objects.filter(account=account, submitted_as="")
    return open_ones.select_related("version__bundle__region", "party").order_by("-updated_at")


def draft_of(account: Account, pk: int) -> BundleDraft | None:
    drafts = BundleDraft.objects.select_related(
        "account", "party", "version__bundle__region__parent__parent", "version__bundle__lead_office"
    )
    return drafts.filter(account=account, pk=pk).first()


def drafts_to_tell_of(*, before: datetime) -> list[BundleDraft]:
    """Return drafts last touched before a moment whose owners were not told yet that they will be removed."""
    return not_told_of(BundleDraft.objects.filter(updated_at__lt=before))


def wholes_of(party: Party, *, on: date) -> QuerySet[Whole]:
    """Return the wholes that a party applied for, or brought for somebody for whom they may act; the latest first."""
    given = Authorisation.objects.in_force(on).filter(agent=party).values("party")
    theirs = Q(matter__party=party) | Q(matter__handler=party, matter__party__in=given)
    return Whole.objects.filter(theirs).select_related("matter__office", "matter__party").order_by("-pk")


@dataclass(frozen=True)
class OwnPart:
    """A member of a whole in a list of one's own."""

    run: MemberRun

    @property
    def matter(self) -> Matter | None:
        return self.run.matter

    @property
    def state(self) -> str:
        return self.run.state

    @property
    def title(self) -> str:
        return title_of(self.run)


@dataclass(frozen=True)
class OwnWhole:
    """A whole in a list of one's own, with its parts under it."""

    whole: Whole
    parts: tuple[OwnPart, ...]

    @property
    def ended(self) -> int:
        return sum(part.state not in graph.UNENDED for part in self.parts)

    @property
    def asks(self) -> bool:
        """Whether a part waits for the applicant."""
        return any(part.matter is not None and part.matter.state == Matter.State.CORRECTING for part in self.parts)


def with_parts(wholes: Iterable[Whole]) -> list[OwnWhole]:
    """Return wholes with the members that are needed, in their order: one statement for all of them."""
    shown = list(wholes)
    runs = MemberRun.objects.filter(whole__in=[whole.pk for whole in shown]).exclude(state=MemberRun.State.NOT_NEEDED)
    parts: dict[int, list[OwnPart]] = defaultdict(list)
    for run in runs.select_related("member__item__current", "member__item__catalog_item", "item_version", "matter"):
        parts[run.whole_id].append(OwnPart(run))
    return [OwnWhole(whole, tuple(parts[whole.pk])) for whole in shown]


def own_whole(party: Party, number: str, *, on: date) -> Whole | None:
    """Return a whole of one's own, or that one brought for somebody for whom one may still act."""
    whole = (
        Whole.objects.select_related(
            "matter__office", "matter__party", "matter__handler", "matter__region", "version__bundle__lead_office"
        )
        .filter(matter__number=number)
        .first()
    )
    return whole if whole and is_theirs(whole, party, on=on) else None


def is_theirs(whole: Whole, party: Party, *, on: date) -> bool:
    matter = whole.matter
    if party.pk == matter.party_id:
        return True
    return party.pk == matter.handler_id and may_act_for(party, matter.party, on=on)


def wholes_applied_for(party: Party) -> QuerySet[Whole]:
    """Return every whole that a party applied for, the earliest first."""
    return Whole.objects.filter(matter__party=party).select_related("matter__office").order_by("pk")
