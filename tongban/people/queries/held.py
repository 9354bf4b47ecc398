"""Where powers come from: roles and posts, mandates, what B holds while A is away, what was lent to one's office.

One statement gathers it all. A module above adds what it knows of (the catalogue: delegations) with ``lends``. What a
process has found out it keeps, and asks each time only whether that still holds (``people.triggers``).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from tongban.kernel.statements import prepared
from tongban.kernel.transactions import remembered
from tongban.people.models import Absence, Mandate, Office, Officer, Post, PowersMark, RoleGrant
from tongban.people.rules import roles
from tongban.people.rules.identifiers.items import IMPLEMENTATION
from tongban.people.rules.mandates import CHIEF

ANY_DESK = 0  # no matter yet: somebody stands at the window and asks
TO_RECEIVE = frozenset({"see", "receive"})

# What was given: source, what, path of the office, item codes, and what it hangs on; all of them texts.
Given = tuple[str, str, str, str, str]
Lending = Callable[[Any, Any], "QuerySet[Any, Any]"]
_lending: list[Lending] = []

# The tables that are looked at, and the columns that count where a new row alone gives nobody anything.
SOURCES: dict[str, Sequence[str]] = {
    "people_absence": (),
    "people_mandate": (),
    "people_office": ("path",),
    "people_officer": ("office_id", "left_on"),
    "people_post": (),
    "people_rolegrant": (),
}
KEPT_OFFICERS = 5000


@dataclass(frozen=True)
class Held:
    """One power of an officer, and how far it reaches."""

    power: str
    path: str  # of the office over which it is held
    is_exact: bool = False  # at that office alone; else at all under it, too
    items: frozenset[str] | None = None  # implementation codes; none: every item
    desk: int | None = None  # lent: only what was taken in at this office
    is_kept: bool = False  # of what B did in A's place: only what B has in hand

    def reaches(self, office: Office, item: str, desk: int | None) -> bool:
        """Say whether it holds at an office, for this item, taken in at that desk."""
        if self.items is not None and item_of(item) not in self.items:
            return False
        if self.desk is not None and desk not in (self.desk, ANY_DESK):
            return False
        return office.path == self.path if self.is_exact else office.path.startswith(self.path)

    @property
    def office(self) -> int:
        """The key of the office, which is the last part of its path."""
        return int(self.path.rstrip("/").rpartition("/")[2], 16)


def lends(sources: Mapping[str, Sequence[str]]) -> Callable[[Lending], Lending]:
    """Register a question for what was lent to the office where an officer works, and the tables it looks at.

    Its queryset gives ``Given``: ``lent``, powers as JSON, the lender's path, item codes as JSON, the borrower's path.
    """

    def register(build: Lending) -> Lending:
        _lending.append(build)
        SOURCES.update(sources)
        return build

    return register


def item_of(code: str) -> str:
    """Return the implementation item of an item code, whose scenarios have codes of their own.

    >>> item_of("1137080000000000003370117002011" + "01")
    '1137080000000000003370117002011'
    """
    return code[:IMPLEMENTATION]


def forget_held() -> None:
    """Ask again in this act: what somebody holds has just changed."""
    known = remembered()
    for key in [key for key in known if isinstance(key, tuple) and key[0] is RoleGrant]:
        del known[key]


def held_by(officer: Officer, on: date) -> tuple[Held, ...]:
    """Return everything an officer holds on a day; a page or an act asks the database once."""
    if not officer.is_in_service(on):
        return ()
    known = remembered()
    key = _key(officer, on)
    if key not in known:
        known[key] = _held_still(key) or _held_now(key, officer, on)
    held: tuple[Held, ...] = known[key].held
    return held


def ask_powers_ahead(officer: Officer, *, on: date) -> None:
    """Have it asked together with what an act asks next."""
    key = _key(officer, on)
    if key in remembered():
        return
    if key in _kept:
        _mark.ahead()
    else:
        _given.ahead(officer.pk, on)


@dataclass(frozen=True)
class Kept:
    """What a process knows of an officer on a day, and the mark that stood in the database with it."""

    mark: str
    held: tuple[Held, ...]


Key = tuple[Any, ...]
_kept: dict[Key, Kept] = {}


def _key(officer: Officer, on: date) -> Key:
    return (RoleGrant, officer.pk, officer.is_contracted, on)


def _held_still(key: Key) -> Kept | None:
    """Return what this process knows, if nothing from which powers come has changed since, or is being changed here."""
    kept = _kept.get(key)
    return kept if kept and _mark.first() == (kept.mark,) else None


def _held_now(key: Key, officer: Officer, on: date) -> Kept:
    """Ask for it, and the mark with it: one statement, so that they belong together."""
    given = _given(officer.pk, on)
    mark = next((what for source, what, *_ in given if source == "mark"), "")
    found = Kept(mark, tuple(dict.fromkeys(_held(officer, given))))
    if mark:
        if len(_kept) >= KEPT_OFFICERS:
            _kept.clear()
        _kept[key] = found
    return found


def _held(officer: Officer, given: Iterable[Given]) -> Iterator[Held]:
    """Yield what an officer holds: the one place where powers come from (``officers_with`` asks the other way round).

    * A role, over its office and all under it, as far as the officer holds the post for it.
    * A mandate, at its office alone and for its items alone. A chief's needs the post as a role does; a commission
      stands for the post that contracted staff cannot hold; a single-officer clerk decides alone what is named.
    * B of a post, while A is away (``Absence``): what A may do there by role or as chief, as far as it goes with the
      post (``POWERS_OF_POST``), and no further. A's commissions are A's own. When A is back, B keeps that for what B
      has in hand. B of a post whose holder A is there holds nothing by it.
    * What was lent to the office where the officer works: as much of it as the officer may do there, for the items
      lent, taken in at that office.
    """
    posts = {what for source, what, *_ in given if source == "post"}
    own = list(_own(officer, given, posts))
    yield from own
    yield from _in_place_of_a(officer, given)
    yield from _lent(own, given)


def _own(officer: Officer, given: Iterable[Given], posts: set[str]) -> Iterator[Held]:
    for source, what, path, items, kind in given:
        if source == "role":
            for power in roles.powers_of(what, is_contracted=officer.is_contracted):
                if roles.POST_OF_POWER.get(power) in (None, *posts):
                    yield Held(power, path)
        if source == "mandate" and officer.is_contracted == (kind == Mandate.Kind.COMMISSIONED_CLERK):
            for power in json.loads(what):
                if kind != CHIEF or roles.POST_OF_POWER.get(power) in (None, *posts):
                    yield Held(power, path, is_exact=True, items=_items(items))


def _in_place_of_a(officer: Officer, given: Iterable[Given]) -> Iterator[Held]:
    for source, what, path, items, hangs_on in given:
        if source not in ("role of A", "mandate of A"):
            continue
        post, _, days = hangs_on.partition(" ")
        is_role = source == "role of A"
        of_a = roles.powers_of(what, is_contracted=officer.is_contracted) if is_role else json.loads(what)
        for power in roles.POWERS_OF_POST.get(post, frozenset()).intersection(of_a):
            if is_role or not officer.is_contracted:
                yield Held(power, path, is_exact=not is_role, items=_items(items), is_kept=days == "kept")


def _lent(own: Iterable[Held], given: Iterable[Given]) -> Iterator[Held]:
    own = [held for held in own if held.items is None and not held.is_exact]
    for source, what, path, items, borrower in given:
        if source != "lent":
            continue
        at = Held("", borrower).office
        mine = {held.power for held in own if borrower.startswith(held.path)}
        if lent := mine & {*json.loads(what), *TO_RECEIVE}:
            for power in lent:
                yield Held(power, path, is_exact=True, items=_items(items), desk=at)


def _items(codes: str) -> frozenset[str] | None:
    listed = json.loads(codes) if codes else []
    return frozenset(listed) or None


@prepared
def _mark() -> "QuerySet[Any, tuple[str]]":
    return PowersMark.objects.values_list("mark")


@prepared
def _given(officer: int, on: date) -> "QuerySet[Any, Given]":
    """Ask for everything at once that was given to an officer, or lies with them while somebody is away."""
    nothing = Value("")
    grants = RoleGrant.objects.on(on).filter(officer=officer)
    mandates = Mandate.objects.on(on).filter(officer=officer)
    known = (
        _posts(officer, on).values_list(Value("post"), "kind", nothing, nothing, nothing),
        mandates.values_list(Value("mandate"), text_of("powers"), "office__path", text_of("item_codes"), "kind"),
        _roles_of_a(officer, on),
        _mandates_of_a(officer, on),
        PowersMark.objects.values_list(Value("mark"), "mark", nothing, nothing, nothing),
        *(lent(officer, on) for lent in _lending),
    )
    return grants.values_list(Value("role"), "role", "office__path", nothing, nothing).union(*known)


def text_of(field: str) -> Cast:
    """Return a list of codes as the text it is stored as: a part of a union, or to be looked into."""
    return Cast(field, TextField())


def _posts(officer: Any, on: Any) -> "QuerySet[Post]":
    """Return the posts that an officer fills on a day: as A, or as B of one whose holder A is away or gone."""
    return Post.objects.filter(Q(holder_a=officer) | Q(is_vacant(on), holder_b=officer))


def is_vacant(on: Any) -> Q:
    """Return the condition that a post's holder A is away on a day, has left, or was never named."""
    return Q(holder_a=None) | Q(holder_a__left_on__lt=on) | is_away(on)


def is_away(on: Any) -> Q:
    """Return the condition that a post's holder A is away on a day."""
    return Q(Exists(Absence.objects.on(on).filter(officer=OuterRef("holder_a"))))


def _roles_of_a(officer: Any, on: Any) -> "QuerySet[Any, Any]":
    away = _away(officer, on).filter(
        Q(officer__grants__until=None) | Q(officer__grants__until__gte=on), officer__grants__since__lte=on
    )
    nothing = Value("")
    return away.values_list(
        Value("role of A"), "officer__grants__role", "officer__grants__office__path", nothing, _hangs_on(on)
    )


def _mandates_of_a(officer: Any, on: Any) -> "QuerySet[Any, Any]":
    away = _away(officer, on).filter(
        Q(officer__mandates__until=None) | Q(officer__mandates__until__gte=on),
        officer__mandates__since__lte=on,
        officer__mandates__kind=CHIEF,
    )
    return away.values_list(
        Value("mandate of A"),
        text_of("officer__mandates__powers"),
        "officer__mandates__office__path",
        text_of("officer__mandates__item_codes"),
        _hangs_on(on),
    )


def _away(officer: Any, on: Any) -> "QuerySet[Absence]":
    """Return the absences, begun by a day, of holders A of the posts of which the officer is B."""
    return Absence.objects.filter(cancelled_at=None, since__lte=on, officer__posts_as_a__holder_b=officer)


def _hangs_on(on: Any) -> Case:
    """Return the kind of post, and whether A is away still or B only keeps what B took up."""
    whens = [
        When(officer__posts_as_a__kind=kind, until__gte=on, then=Value(f"{kind} now")) for kind in roles.POWERS_OF_POST
    ]
    kept = [When(officer__posts_as_a__kind=kind, then=Value(f"{kind} kept")) for kind in roles.POWERS_OF_POST]
    return Case(*whens, *kept, default=Value(""))
