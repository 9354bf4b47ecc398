"""Verbs about people: record a party, authorise an agent, give a role, open an account, make a client key."""

from tongban.people.actions.absences import CannotBeAway, begin_absence, end_absence, record_absence
from tongban.people.actions.accounts import (
    CannotOpenAccount,
    change_password,
    confirm_phone,
    forget_unconfirmed_accounts,
    note_sign_in,
    open_account,
    send_code,
)
from tongban.people.actions.answers import Answer, KeyAlreadyUsed, answer_once, forget_answers
from tongban.people.actions.clients import (
    CannotMakeToken,
    admit_and_give_key,
    admit_system_of_firm,
    admit_system_of_office,
    make_client_token,
    note_use,
    replace_client_token,
    revoke_client_token,
)
from tongban.people.actions.identity import CannotRecognise, recognise_citizen, recognise_officer
from tongban.people.actions.mandates import CannotMandate, close_mandate, end_mandate, record_mandate
from tongban.people.actions.officers import CannotFillPost, CannotGiveRole, end_role, fill_post, give_role, move_powers
from tongban.people.actions.parties import (
    CannotAuthorise,
    CannotRecordParty,
    authorise_agent,
    authorise_person,
    find_or_create_party,
    revoke_authorisation,
    tie_party_to_account,
)

__all__ = [
    "Answer",
    "CannotAuthorise",
    "CannotBeAway",
    "CannotFillPost",
    "CannotGiveRole",
    "CannotMakeToken",
    "CannotMandate",
    "CannotOpenAccount",
    "CannotRecognise",
    "CannotRecordParty",
    "KeyAlreadyUsed",
    "admit_and_give_key",
    "admit_system_of_firm",
    "admit_system_of_office",
    "answer_once",
    "authorise_agent",
    "authorise_person",
    "begin_absence",
    "change_password",
    "close_mandate",
    "confirm_phone",
    "end_absence",
    "end_mandate",
    "end_role",
    "fill_post",
    "find_or_create_party",
    "forget_answers",
    "forget_unconfirmed_accounts",
    "give_role",
    "make_client_token",
    "move_powers",
    "note_sign_in",
    "note_use",
    "open_account",
    "recognise_citizen",
    "recognise_officer",
    "record_absence",
    "record_mandate",
    "replace_client_token",
    "revoke_authorisation",
    "revoke_client_token",
    "send_code",
    "tie_party_to_account",
]
