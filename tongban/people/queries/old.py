"""Who stands behind the names and numbers of an old system? One query for many."""

from collections.abc import Collection

from tongban.people.models import Office, Officer, OldReference, Party


def parties_referred_to(system: str, references: Collection[str]) -> dict[str, int]:
    """Return the keys of the parties behind an old system's references, as far as they are known."""
    known = OldReference.objects.filter(system=system, reference__in=references)
    return dict(known.values_list("reference", "party_id"))


def parties_with_identities(indexes: Collection[str]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return key and name index of each party with one of these identities, by kind and blind index."""
    known = Party.objects.filter(identity_index__in=indexes)
    rows = known.values_list("identity_kind", "identity_index", "pk", "name_index")
    return {(kind, index): (key, name) for kind, index, key, name in rows}


def offices_by_credit_code() -> dict[str, int]:
    return dict(Office.objects.values_list("uscc", "pk"))


def officers_by_name_of_account() -> dict[str, int]:
    """Return the officers by staff number and by login."""
    rows = list(Officer.objects.values_list("staff_number", "account__username", "pk"))
    by_login = {login: key for _, login, key in rows if login}
    return by_login | {number: key for number, _, key in rows}
