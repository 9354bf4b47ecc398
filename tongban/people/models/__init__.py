"""Regions, offices, officers, accounts and parties, as rows."""

from tongban.people.models.accounts import Account, AccountManager, ClientToken, SignIn
from tongban.people.models.officers import Officer, Post, RoleGrant
from tongban.people.models.parties import Authorisation, Party
from tongban.people.models.places import Office, PowerTransfer, Region

__all__ = [
    "Account",
    "AccountManager",
    "Authorisation",
    "ClientToken",
    "Office",
    "Officer",
    "Party",
    "Post",
    "PowerTransfer",
    "Region",
    "RoleGrant",
    "SignIn",
]
