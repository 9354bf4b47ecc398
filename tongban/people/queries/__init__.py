"""Who may do what, who stands for whom, who signs in: the questions other modules ask about people."""

from tongban.people.queries.accounts import (
    account_with_phone,
    client_for,
    clients_with_names,
    obstacles_to_signing_in,
    officer_of,
    party_of,
    sign_ins_of,
    token_digest,
)
from tongban.people.queries.parties import (
    authorisation_of,
    authorisations_given,
    authorisations_held,
    may_act_for,
    parties_for,
    party_with_identity,
)
from tongban.people.queries.powers import (
    accessible_offices,
    approving_office,
    grants_of,
    may,
    may_everywhere,
    may_somewhere,
    offices_under,
    posts_of,
    powers_at,
    powers_everywhere,
)

__all__ = [
    "accessible_offices",
    "account_with_phone",
    "approving_office",
    "authorisation_of",
    "authorisations_given",
    "authorisations_held",
    "client_for",
    "clients_with_names",
    "grants_of",
    "may",
    "may_act_for",
    "may_everywhere",
    "may_somewhere",
    "obstacles_to_signing_in",
    "officer_of",
    "offices_under",
    "parties_for",
    "party_of",
    "party_with_identity",
    "posts_of",
    "powers_at",
    "powers_everywhere",
    "sign_ins_of",
    "token_digest",
]
