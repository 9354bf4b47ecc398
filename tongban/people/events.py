"""What happened to parties, officers, accounts and authorisations. References only, never a personal value."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyRecorded(Event):
    """A party was entered for the first time."""

    party_id: int
    kind: str
    identity_kind: str
    assurance: str


@dataclass(frozen=True, kw_only=True)
class PartyImported(PartyRecorded):
    """A party was taken over from another system: from which file, and from which of its lines."""

    system: str
    reference: str
    file_digest: str
    line: int


@dataclass(frozen=True, kw_only=True)
class PartyChanged(Event):
    """A party's particulars were corrected, or are now known with more assurance."""

    party_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartyTiedToAccount(Event):
    """Someone signed in and said who they are."""

    party_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class VouchedFor(Event):
    """The identity provider vouched for somebody who signs in here: how surely."""

    account_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class AgentAuthorised(Event):
    """A party lets an agent act for it."""

    authorisation_id: int
    party_id: int
    agent_id: int
    kind: str
    item_code: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class AuthorisationRevoked(Event):
    """A party withdrew an authorisation."""

    authorisation_id: int
    party_id: int
    agent_id: int


@dataclass(frozen=True, kw_only=True)
class RegionRecorded(Event):
    """A place was entered with the day from which it is in force."""

    code: str
    level: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class OfficeRecorded(Event):
    """An office was entered under its place, and under the office above it."""

    office_id: int
    uscc: str
    kind: str
    region_code: str
    parent_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """An officer was given a role over an office."""

    officer_id: int
    role: str
    office_id: int
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """A role given to an officer ends on a day."""

    officer_id: int
    role: str
    office_id: int
    until: date


@dataclass(frozen=True, kw_only=True)
class PostFilled(Event):
    """A post has new holders."""

    post_id: int
    office_id: int
    holder_a_id: int | None
    holder_b_id: int | None


@dataclass(frozen=True, kw_only=True)
class PowersMoved(Event):
    """The powers of a business line moved from a regulating to an approving office."""

    line: str
    regulating_office_id: int
    approving_office_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """A phone number asked for its first sign-in code."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountForgotten(Event):
    """An account whose phone was never confirmed was removed."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class PhoneConfirmed(Event):
    """The person at the other end of the phone typed the code."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class SignInAttempted(Event):
    """Someone signed in, or failed to."""

    way: str
    succeeded: bool


@dataclass(frozen=True, kw_only=True)
class CodeSent(Event):
    """A sign-in code is on its way to a phone."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class SystemAdmitted(Event):
    """Another system may come in from now on, if it has a key."""

    account_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class ClientTokenMade(Event):
    """Another system was given a key."""

    client_id: int
    scopes: tuple[str, ...]
    account_id: int | None


@dataclass(frozen=True, kw_only=True)
class ClientTokenRevoked(Event):
    """A key no longer opens anything."""

    client_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A member of staff chose a new password."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class MandateRecorded(Event):
    """An officer was given a mandate: whose powers, which, over which items."""

    mandate_id: int
    kind: str
    office_id: int
    powers: tuple[str, ...]
    item_codes: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Event):
    """Somebody ended a mandate, with its last day and why."""

    mandate_id: int
    office_id: int
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MandateOver(Event):
    """The last day of a mandate is past."""

    mandate_id: int
    officer_id: int
    office_id: int
    document: str


@dataclass(frozen=True, kw_only=True)
class AbsenceRecorded(Event):
    """An officer will be away from a day to a day."""

    absence_id: int
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class AbsenceBegun(Event):
    """An officer is away from now on."""

    absence_id: int
    officer_id: int
    until: date


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """An officer is back earlier than was said, or did not go."""

    absence_id: int
    officer_id: int
    until: date
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class Overstepped(Event):
    """An officer tried what they may not; it was refused."""

    overstep_id: int
    power: str
    office_id: int
    item_code: str
    about: str
    code: str


@dataclass(frozen=True, kw_only=True)
class EntranceGiven(Event):
    """An app outside vouched for somebody, who may come in once."""

    account_id: int
    app: str


@dataclass(frozen=True, kw_only=True)
class EntranceUsed(Event):
    """Somebody came in from an app outside."""

    account_id: int
    app: str


@dataclass(frozen=True, kw_only=True)
class CertificateBound(Event):
    """A certificate stands for an officer from now on."""

    officer_id: int
    fingerprint: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CertificateEnded(Event):
    """A certificate stands for an officer no more."""

    officer_id: int
    fingerprint: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """Somebody ended sessions of theirs from another one."""

    account_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class FactorAdded(Event):
    """A member of staff added a second factor: codes of a device, or a passkey."""

    account_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorRemoved(Event):
    """A second factor opens nothing any more."""

    account_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class FactorsReset(Event):
    """Somebody else took all second factors of an officer away, and ended where they were signed in."""

    officer_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class FactorUsed(Event):
    """A code of a device, or a recovery code, was spent to sign in."""

    account_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """A member of staff was shown new recovery codes; those before open nothing any more."""

    account_id: int
