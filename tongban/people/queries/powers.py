"""The single question of permission, and which office decides in which line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import prepared
from tongban.kernel.transactions import remembered
from tongban.people.models import Office, Officer, Post, PowerTransfer, RoleGrant
from tongban.people.rules import roles


def may(officer: Officer, power: str, *, office: Office, on: date) -> bool:
    """Say whether an officer may do this at that office on that day: role × office subtree × dates × post.

    Acceptance needs an acceptance post and decision an approval post, wherever they are held. A page or an act asks the
    database once. Raises ValueError for a power that does not exist.
    """
    return any(office.path.startswith(path) for path in _paths(officer, power, on))


def not_allowed(officer: Officer, power: str, *, office: Office, on: date) -> list[Obstacle]:
    """Return the obstacle that an officer does not hold a power at an office, if it is so."""
    return [] if may(officer, power, office=office, on=on) else [Obstacle("no_power", power)]


def may_somewhere(officer: Officer, power: str, *, on: date) -> bool:
    """Say whether an officer holds this power over any office at all."""
    return bool(_paths(officer, power, on))


def may_everywhere(officer: Officer, power: str, *, on: date) -> bool:
    """Say whether an officer holds this power over the whole platform, that is at the root of a tree."""
    return any(_is_root(path) for path in _paths(officer, power, on))


def accessible_offices(officer: Officer, power: str, *, on: date, field: str = "office") -> Q:
    """Return the filter that keeps rows whose office the officer has this power over.

    ``Matter.objects.filter(accessible_offices(officer, "see", on=today))``; ``field`` names the foreign key
    to the office. The condition is one subquery, whatever the number of offices or rows.
    """
    return Q(**{f"{field}__in": Office.objects.within(_paths(officer, power, on)).values("pk")})


def powers_at(officer: Officer, *, office: Office, on: date) -> frozenset[str]:
    """Return every power an officer holds at an office: for a page that asks several times."""
    return frozenset(power for path, power in _powers(officer, on) if office.path.startswith(path))


def powers_everywhere(officer: Officer, *, on: date) -> frozenset[str]:
    """Return every power an officer holds over the whole platform."""
    return frozenset(power for path, power in _powers(officer, on) if _is_root(path))


def officers_with(power: str, *, office: Office, on: date) -> QuerySet[Officer]:
    """Return who may do this at that office on that day: ``may`` the other way round."""
    held = {is_contracted: roles.roles_with(power, is_contracted=is_contracted) for is_contracted in (False, True)}
    given = RoleGrant.objects.on(on).filter(officer=OuterRef("pk"), office__path__in=_upwards(office.path))
    as_contracted = Q(Exists(given.filter(role__in=held[True])), is_contracted=True)
    able = Officer.objects.filter(as_contracted | Q(Exists(given.filter(role__in=held[False])), is_contracted=False))
    if post := roles.POST_OF_POWER.get(power):
        holding = Q(holder_a=OuterRef("pk")) | Q(holder_b=OuterRef("pk"))
        able = able.filter(Exists(Post.objects.filter(holding, kind=post)))
    return able.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)


def approving_office(regulating: Office, line: str, *, on: date) -> Office:
    """Return who decides in a business line: the bureau to which the powers moved, or the office itself."""
    moved = PowerTransfer.objects.on(on).filter(regulating_office=regulating, line=line)
    transfer = moved.select_related("approving_office").first()
    return transfer.approving_office if transfer else regulating


def posts_of(officer: Officer) -> QuerySet[Post]:
    """Return the posts an officer holds, as A or as B."""
    return Post.objects.held_by(officer).select_related("office").order_by("pk")


def grants_of(officer: Officer, *, on: date) -> QuerySet[RoleGrant]:
    """Return the roles an officer holds on a day, with the offices they hold them over."""
    return RoleGrant.objects.on(on).filter(officer=officer).select_related("office").order_by("since", "pk")


def _upwards(path: str) -> list[str]:
    """Return a path and all above it.

    >>> _upwards("/1/a/")
    ['/1/', '/1/a/']
    """
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _is_root(path: str) -> bool:
    """Say whether a path is that of an office with none above it.

    >>> _is_root("/1a/"), _is_root("/1a/2b/")
    (True, False)
    """
    return path.count("/") == 2


def offices_under(officer: Officer, power: str, *, on: date) -> list[int]:
    """Return the keys of the offices an officer has this power over: named one by one, an index serves a long list.

    Asked once per page or act, however many lists need them; powers over the same offices share the answer.
    """
    paths, known = tuple(sorted(set(_paths(officer, power, on)))), remembered()
    if not paths:
        return []
    if (Office, paths) not in known:
        known[Office, paths] = list(Office.objects.within(paths).values_list("pk", flat=True))
    offices: list[int] = known[Office, paths]
    return offices


def _paths(officer: Officer, power: str, on: date) -> list[str]:
    """Return the roots of the subtrees over which the officer holds the power."""
    if power not in roles.POWERS:
        raise ValueError(f"no such power: {power}")
    return [path for path, held in _powers(officer, on) if held == power]


def _powers(officer: Officer, on: date) -> tuple[tuple[str, str], ...]:
    """Return path and power of everything the officer was given; a page or an act asks the database once."""
    known = remembered()
    if (RoleGrant, officer.pk, on) not in known:
        known[RoleGrant, officer.pk, on] = tuple(_held(officer, on))
    powers: tuple[tuple[str, str], ...] = known[RoleGrant, officer.pk, on]
    return powers


def _held(officer: Officer, on: date) -> Iterator[tuple[str, str]]:
    """Yield path and power as far as the officer holds the post for it: the one place where powers come from.

    What a mandate adds or ends, and what B holds while A is away, is to be yielded here (and in ``officers_with``).
    """
    if not officer.is_in_service(on):
        return
    given = _given(officer.pk, on)
    posts = {kind for kind, path in given if not path}
    for role, path in given:
        for power in roles.powers_of(role, is_contracted=officer.is_contracted) if path else ():
            if power not in roles.POST_OF_POWER or roles.POST_OF_POWER[power] in posts:
                yield path, power


@prepared
def _given(officer: int, on: date) -> "QuerySet[Any, tuple[str, str]]":
    """Ask for the roles of an officer, each with where it holds, and for the posts, which have no path: at once."""
    grants = RoleGrant.objects.on(on).filter(officer=officer).values_list("role", "office__path")
    return grants.union(Post.objects.held_by(officer).values_list("kind", Value("")), all=True)
