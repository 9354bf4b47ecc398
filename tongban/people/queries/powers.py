"""The single question of permission, and which office decides in which line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.db.models.lookups import In

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import remembered
from tongban.people.models import Mandate, Office, Officer, Post, PowerTransfer, RoleGrant
from tongban.people.queries.held import Held, held_by, is_away, is_vacant, item_of, text_of
from tongban.people.queries.refusals import why_not
from tongban.people.rules import roles
from tongban.people.rules.identifiers.items import IMPLEMENTATION
from tongban.people.rules.mandates import CHIEF, COMMISSION


def may(
    officer: Officer,
    power: str,
    *,
    office: Office,
    item: str = "",
    desk: int | None = None,
    on: date,
    has_it: bool = False,
) -> bool:
    """Say whether an officer may do this at that office on that day: role × office subtree × dates × post × mandate.

    Name the item, and of a matter the desk, wherever there is one: who holds a power for certain items only (a mandate,
    something lent) holds it for no other, and not where none is named. ``has_it``: the officer has the work in hand,
    as B may after A has come back. A page or an act asks the database once. Raises ValueError for a power that does
    not exist.
    """
    return any(held.reaches(office, item, desk) for held in _with(officer, power, on) if has_it or not held.is_kept)


def not_allowed(
    officer: Officer, *powers: str, office: Office, item: str = "", desk: int | None = None, on: date
) -> list[Obstacle]:
    """Return the obstacle that an officer holds none of these powers at an office, if it is so, and why."""
    if any(may(officer, power, office=office, item=item, desk=desk, on=on) for power in powers):
        return []
    return [why_not(officer, powers[0], office=office, item=item, on=on)]


def may_somewhere(officer: Officer, power: str, *, on: date) -> bool:
    """Say whether an officer holds this power over any office at all, for any item."""
    return any(not held.is_kept for held in _with(officer, power, on))


def may_everywhere(officer: Officer, power: str, *, on: date) -> bool:
    """Say whether an officer holds this power over the whole platform, that is at the root of a tree."""
    return any(_is_root(path) for path in _paths(_with(officer, power, on)))


def accessible_offices(officer: Officer, power: str, *, on: date, field: str = "office", item: str = "") -> Q:
    """Return the filter that keeps rows whose office the officer has this power over.

    ``Matter.objects.filter(accessible_offices(officer, "see", on=today))``; ``field`` names the foreign key
    to the office, ``item`` the item code of a row: without it, powers over certain items only do not count. The
    condition is one subquery, whatever the number of offices or rows.
    """
    held = _with(officer, power, on)
    condition = Q(**{f"{field}__in": Office.objects.within(_paths(held)).values("pk")})
    if exact := _exact(held):
        condition |= Q(**{f"{field}__in": exact})
    for office, codes, _ in _limited(held) if item else ():
        condition |= Q(**{field: office}) & of_items(item, codes)
    return condition


def powers_at(officer: Officer, *, office: Office, item: str = "", desk: int | None = None, on: date) -> frozenset[str]:
    """Return every power an officer holds at an office, for an item: for a page that asks several times."""
    held = held_by(officer, on)
    return frozenset(each.power for each in held if not each.is_kept and each.reaches(office, item, desk))


def powers_everywhere(officer: Officer, *, on: date) -> frozenset[str]:
    """Return every power an officer holds over the whole platform."""
    held = held_by(officer, on)
    return frozenset(each.power for each in held if each.items is None and not each.is_exact and _is_root(each.path))


@dataclass(frozen=True)
class Reach:
    """Where an officer holds a power, for lists: whole offices; of some, certain items; what is in hand still."""

    officer: int
    offices: tuple[int, ...]
    limited: tuple[tuple[int, frozenset[str], int | None], ...] = ()  # office, items, desk if they were lent
    kept: tuple[int, ...] = ()  # offices where B keeps what B took up in A's place

    def __bool__(self) -> bool:
        return bool(self.offices or self.limited or self.kept)


def reach(officer: Officer, power: str, *, on: date) -> Reach:
    """Return where an officer holds a power. Asked once per page or act, however many lists need it."""
    held = _with(officer, power, on)
    kept = [each for each in held if each.is_kept]
    kept_at = {each.office for each in kept if each.is_exact}.union(_offices_within(_all_paths(kept)))
    return Reach(officer.pk, tuple(offices_under(officer, power, on=on)), tuple(_limited(held)), tuple(sorted(kept_at)))


def of_items(field: str, codes: frozenset[str]) -> Q:
    """Return the condition that a column holds the code of one of these items, or of a scenario of one."""
    return Q(In(Substr(F(field), 1, IMPLEMENTATION), sorted(codes)))


def offices_under(officer: Officer, power: str, *, on: date) -> list[int]:
    """Return the keys of the offices an officer has this power over: named one by one, an index serves a long list.

    Asked once per page or act, however many lists need them; powers over the same offices share the answer.
    """
    held = _with(officer, power, on)
    within = _offices_within(_paths(held))
    return [*within, *(office for office in _exact(held) if office not in within)]


def officers_with(power: str, *, office: Office, item: str = "", on: date) -> QuerySet[Officer]:
    """Return who may do this at that office on that day: ``may`` the other way round, but for what was lent."""
    held = {is_contracted: roles.roles_with(power, is_contracted=is_contracted) for is_contracted in (False, True)}
    given = RoleGrant.objects.on(on).filter(officer=OuterRef("pk"), office__path__in=_upwards(office.path))
    by_role = Q(Exists(given.filter(role__in=held[True])), is_contracted=True) | Q(
        Exists(given.filter(role__in=held[False])), is_contracted=False
    )
    mandates = _mandates(power, office, item, on)
    by_mandate = Q(Exists(mandates.filter(officer=OuterRef("pk"), kind=CHIEF)), is_contracted=False)
    by_name = mandates.filter(officer=OuterRef("pk")).exclude(kind=CHIEF)
    if post := roles.POST_OF_POWER.get(power):
        filled = Post.objects.filter(Q(holder_a=OuterRef("pk")) | Q(is_vacant(on), holder_b=OuterRef("pk")), kind=post)
        by_role, by_mandate = by_role & Q(Exists(filled)), by_mandate & Q(Exists(filled))
    able = by_role | by_mandate | Q(Exists(by_name.filter(kind=COMMISSION)), is_contracted=True)
    able |= Q(Exists(by_name.exclude(kind=COMMISSION)), is_contracted=False)
    able |= Q(_stands_in(power, office, mandates, on), is_contracted=False)
    return Officer.objects.filter(able, Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)


def _mandates(power: str, office: Office, item: str, on: date) -> QuerySet[Mandate]:
    """Return the mandates in force at an office that hold a power, for an item."""
    listed = Mandate.objects.on(on).filter(office=office)
    listed = listed.annotate(powers_text=text_of("powers"), items_text=text_of("item_codes"))
    of_item = Q(items_text="[]") | Q(items_text__contains=f'"{item_of(item)}"')
    return listed.filter(of_item, powers_text__contains=f'"{power}"')


def _stands_in(power: str, office: Office, mandates: QuerySet[Mandate], on: date) -> Exists:
    """Return the condition that an officer is B of a post that carries the power, and A, who holds it, is away."""
    kinds = [kind for kind, powers in roles.POWERS_OF_POST.items() if power in powers]
    given = RoleGrant.objects.on(on).filter(
        officer=OuterRef("holder_a"), office__path__in=_upwards(office.path), role__in=roles.roles_with(power)
    )
    by_mandate = mandates.filter(officer=OuterRef("holder_a"), kind=CHIEF)
    posts = Post.objects.filter(is_away(on), Q(Exists(given)) | Q(Exists(by_mandate)), kind__in=kinds)
    return Exists(posts.filter(holder_b=OuterRef("pk")))


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


def _with(officer: Officer, power: str, on: date) -> list[Held]:
    if power not in roles.POWERS:
        raise ValueError(f"no such power: {power}")
    return [held for held in held_by(officer, on) if held.power == power]


def _paths(held: list[Held]) -> list[str]:
    """Return the roots of the subtrees over which a power is held, for every item."""
    return sorted({each.path for each in held if each.items is None and not each.is_exact and not each.is_kept})


def _all_paths(held: list[Held]) -> list[str]:
    return sorted({each.path for each in held if not each.is_exact})


def _exact(held: list[Held]) -> list[int]:
    """Return the offices at which a power is held by a mandate, for every item."""
    return sorted({each.office for each in held if each.items is None and each.is_exact and not each.is_kept})


def _limited(held: list[Held]) -> list[tuple[int, frozenset[str], int | None]]:
    """Return the offices at which a power is held for certain items, with those."""
    limited = [each for each in held if each.items is not None and not each.is_kept]
    return [(each.office, each.items, each.desk) for each in limited if each.items is not None]


def _offices_within(paths: list[str]) -> list[int]:
    known = remembered()
    if not paths:
        return []
    key: tuple[Any, ...] = (Office, tuple(paths))
    if key not in known:
        known[key] = list(Office.objects.within(paths).values_list("pk", flat=True))
    offices: list[int] = known[key]
    return offices


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
