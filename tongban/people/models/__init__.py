"""Regions, offices, officers, accounts and parties, as rows."""

from tongban.people.models.accounts import Account, AccountManager, OpenSession, SignIn
from tongban.people.models.certificates import OfficerCertificate
from tongban.people.models.clients import ClientToken, KeptAnswer
from tongban.people.models.entrances import Entrance
from tongban.people.models.mandates import Absence, Mandate, Overstep
from tongban.people.models.marks import PowersMark
from tongban.people.models.officers import Officer, Post, RoleGrant
from tongban.people.models.parties import Authorisation, OldReference, Party
from tongban.people.models.places import InForce, Office, PowerTransfer, Region

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "Authorisation",
    "ClientToken",
    "Entrance",
    "InForce",
    "KeptAnswer",
    "Mandate",
    "Office",
    "Officer",
    "OfficerCertificate",
    "OldReference",
    "OpenSession",
    "Overstep",
    "Party",
    "Post",
    "PowerTransfer",
    "PowersMark",
    "Region",
    "RoleGrant",
    "SignIn",
]
