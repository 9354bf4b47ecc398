"""Verbs about people: record a party, authorise an agent, give a role, open an account, make a client key."""

from tongban.people.actions.officers import end_role, fill_post, give_role, move_powers
from tongban.people.actions.parties import (
    CannotAuthorise,
    CannotRecordParty,
    authorise_agent,
    change_contact,
    find_or_create_party,
    revoke_authorisation,
    tie_party_to_account,
)

__all__ = [
    "CannotAuthorise",
    "CannotRecordParty",
    "authorise_agent",
    "change_contact",
    "end_role",
    "fill_post",
    "find_or_create_party",
    "give_role",
    "move_powers",
    "revoke_authorisation",
    "tie_party_to_account",
]
