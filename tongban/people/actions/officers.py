"""Give and end roles, fill posts, move powers between offices."""

from datetime import date, datetime

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.events import PostFilled, PowersMoved, RoleEnded, RoleGranted
from tongban.people.models import Account, Office, Officer, Post, PowerTransfer, RoleGrant
from tongban.people.queries.separation import together
from tongban.people.rules.roles import ROLES

By = Officer | Account | Actor


class CannotGiveRole(Refused):
    """This role cannot be given or ended so."""


class CannotFillPost(Refused):
    """This person cannot hold that post."""


@action
def give_role(
    *, officer: Officer, role: str, office: Office, since: date, until: date | None = None, by: By, now: datetime
) -> RoleGrant:
    """Give an officer a role over an office and all under it, from a day to a day. Raises CannotGiveRole."""
    if role not in ROLES:
        raise CannotGiveRole([Obstacle("role_unknown", role)])
    if until and until < since:
        raise CannotGiveRole([Obstacle("ends_before_it_begins", details={"until": until.isoformat()})])
    if both := together(officer, on=since, until=until, more=[(role, office.path)]):
        raise CannotGiveRole([_front_and_back(officer, each) for each in both])

    grant = RoleGrant.objects.create(officer=officer, role=role, office=office, since=since, until=until)

    publish(
        RoleGranted(
            subject=f"officer:{officer.pk}",
            by=str(by.actor),
            at=now,
            officer_id=officer.pk,
            role=role,
            office_id=office.pk,
            since=since,
            until=until,
        )
    )
    return grant


@action
def end_role(*, grant: RoleGrant, until: date, by: By, now: datetime) -> RoleGrant:
    """End a role on a day, which is its last. Raises CannotGiveRole."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if until < grant.since:
        raise CannotGiveRole([Obstacle("ends_before_it_begins", details={"until": until.isoformat()})])

    grant.until = until
    grant.save(update_fields=["until"])

    publish(
        RoleEnded(
            subject=f"officer:{grant.officer_id}",
            by=str(by.actor),
            at=now,
            officer_id=grant.officer_id,
            role=grant.role,
            office_id=grant.office_id,
            until=until,
        )
    )
    return grant


@action
def fill_post(*, post: Post, holder_a: Officer | None, holder_b: Officer | None, by: By, now: datetime) -> Post:
    """Say who holds a post from now on, A and B. Raises CannotFillPost.

    A contracted officer holds neither an acceptance nor an approval post.
    """
    holders = [holder for holder in (holder_a, holder_b) if holder]
    if len(holders) == 2 and holders[0].pk == holders[1].pk:
        raise CannotFillPost([Obstacle("one_person_for_a_and_b", post.name)])
    contracted = [holder.name for holder in holders if holder.is_contracted]
    if contracted and post.kind in (Post.Kind.ACCEPTANCE, Post.Kind.APPROVAL):
        raise CannotFillPost([Obstacle("contracted_staff_only_receive", name) for name in contracted])

    if both := [(each, office) for each in holders for office in together(each, on=local_day(now), post=post)]:
        raise CannotFillPost([_front_and_back(each, office) for each, office in both])

    post = Post.objects.select_for_update().get(pk=post.pk)
    post.holder_a, post.holder_b = holder_a, holder_b
    post.save(update_fields=["holder_a", "holder_b"])

    publish(
        PostFilled(
            subject=f"office:{post.office_id}",
            by=str(by.actor),
            at=now,
            post_id=post.pk,
            office_id=post.office_id,
            holder_a_id=holder_a.pk if holder_a else None,
            holder_b_id=holder_b.pk if holder_b else None,
        )
    )
    return post


@action
def move_powers(
    *, line: str, regulating: Office, approving: Office, basis: str, since: date, by: By, now: datetime
) -> PowerTransfer:
    """Move the powers of a business line from the office that regulates to the bureau that approves."""
    transfer = PowerTransfer.objects.create(
        line=line, regulating_office=regulating, approving_office=approving, basis=basis, since=since
    )

    publish(
        PowersMoved(
            subject=f"office:{regulating.pk}",
            by=str(by.actor),
            at=now,
            line=line,
            regulating_office_id=regulating.pk,
            approving_office_id=approving.pk,
            since=since,
        )
    )
    return transfer


def _front_and_back(officer: Officer, office: Office) -> Obstacle:
    return Obstacle("front_and_back_together", officer.name, {"office": office.name})
