"""Every environment variable that is read: its name, what holds without it, and what it does.

``settings`` asks ``given``; ``tools.settings_page`` writes docs/operations/settings.md from the same list, and
``tongban doctor`` knows from it which names are ours.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One variable. ``shown`` says in the table what holds without it, where the default itself does not tell."""

    name: str
    default: str
    meaning: str
    shown: str = ""
    is_secret: bool = False


def _plain(name: str, default: str, meaning: str) -> Variable:
    return Variable(f"TONGBAN_{name}", default, meaning)


def _shown(name: str, shown: str, meaning: str, *, default: str = "") -> Variable:
    return Variable(f"TONGBAN_{name}", default, meaning, shown)


def _secret(name: str, shown: str, meaning: str) -> Variable:
    return Variable(f"TONGBAN_{name}", "", meaning, shown, is_secret=True)


PLATFORM = (
    _plain(
        "MODE",
        "demo",
        "`demo` or `production`. Demo shows logins and the inbox; production needs keys, hosts and HTTPS",
    ),
    _secret(
        "DATABASE_URL",
        "SQLite in the state folder",
        "`postgres://user:password@host:5432/name` or `sqlite:////path/to/file`",
    ),
    _plain("LOCK_SECONDS", "10", "the longest wait for a row or a database that another holds; then the page says so"),
    _plain(
        "STATEMENT_SECONDS",
        "30",
        "the longest statement for a page, on PostgreSQL, and two seconds more for a server that hangs; jobs and"
        " commands may take their time",
    ),
    _plain("STATE_DIR", "var", "where the database file, uploaded files and caches lie"),
    _shown("FILES_DIR", "`files` in the state folder", "bytes of uploaded files and printed documents"),
    _secret("SECRET_KEY", "a demo key", "signs sessions and tokens; 50 random characters or more"),
    _secret(
        "VAULT_KEYS",
        "a demo key",
        "keys of encrypted fields, newest first: `id:64 hex digits,id:64 hex digits`",
    ),
    _secret(
        "INDEX_KEY",
        "a demo key",
        "64 hex digits: key of the blind index, by which encrypted values are found; never changes",
    ),
    _secret("SEAL_KEY", "a demo key", "signs the seals of the journal; `tongban seal --new-key` makes one"),
    _secret("PAYMENT_KEY", "a demo key", "signs what the payment platform reports; without it no report is taken"),
    _shown(
        "IDENTITY_ADDRESS",
        "the demo provider, with `make demo`",
        "the issuer of the province's identity provider (OpenID Connect); without it people sign in by phone or"
        " password",
    ),
    _secret("IDENTITY_SECRET", "a demo secret", "what the identity provider knows this platform by (client secret)"),
    _shown(
        "APPS_FOLDER",
        "none: nobody enters so",
        "a folder with the public key of each app whose people may enter, `NAME.pem`; see"
        " [Enter from an app](../howto/enter-from-an-app.md)",
    ),
    _shown(
        "CERTIFICATE_AUTHORITY",
        "none; in demo mode that of `tongban certificate make-ca`",
        "a PEM file with the authorities whose certificates let officers in; see"
        " [Certificates of officers](../howto/certificates.md)",
    ),
    _shown(
        "CERTIFICATE_REVOCATIONS",
        "none; in demo mode that of the demo authority",
        "a PEM file with the authorities' lists of revocations, kept up to date: without a current one nobody is let in"
        " by certificate",
    ),
    _shown(
        "CERTIFICATE_PROXIES",
        "none: no certificate is believed",
        "addresses or networks of the proxies whose word on a certificate is taken, with commas between",
    ),
    _shown(
        "LEVELS",
        "as the data say",
        "acts that ask for a surer sign-in by the identity provider than `people/data/levels.toml` says, with commas"
        " between: `reveal_own=face,act_for_organisation=document`; levels are `phone`, `document`, `face`",
    ),
    _shown(
        "SECOND_FACTOR",
        "`approvers`; `offered` in demo mode",
        "who must show a second factor: `approvers` (whoever decides, approves, publishes or administers), `staff`"
        " (everybody), `offered` (nobody must, everybody may)",
    ),
    _shown(
        "SECOND_FACTOR_OF",
        "nobody; one approver in demo mode",
        "usernames, with commas between, of staff who must show a second factor whatever `SECOND_FACTOR` says",
    ),
    _shown(
        "PAYMENT_ADDRESS",
        "the demo cashier",
        "the page of the payment platform on which one pays, with `{code}` where the payment code stands",
    ),
    _shown(
        "SEAL_FORMER_KEYS",
        "none",
        "fingerprints of keys that signed seals before, with commas between; see"
        " [Prove a case](../howto/prove-a-case.md)",
    ),
    _shown(
        "WITNESS_FOLDER",
        "a demo witness",
        "a folder that somebody outside keeps, into which each seal is written once; without it no witness has them",
    ),
    _shown(
        "EXCHANGE_HOSTS",
        "none",
        "host names of departments' own systems that may be called, with commas between; see"
        " [Exchange with other systems](../howto/exchange.md)",
    ),
    _plain("CRYPTO_SUITE", "intl", "`intl`: SHA-256, P-256, AES-256-GCM"),
    _shown("HOSTS", "this machine, in demo mode", "host names served, with commas between"),
    _shown(
        "ORIGINS",
        "none",
        "origins trusted with forms, such as a proxy's: scheme and host, with commas between",
    ),
    _plain("CITY_NAME", "云州市", "the city's name on every page"),
    _plain("CITY_NAME_EN", "Yunzhou", "the same in English"),
    _plain("STAFF_IDLE_MINUTES", "30", "an officer who does nothing for so long signs in again"),
    _plain("CITIZEN_IDLE_MINUTES", "120", "the same for citizens"),
    _plain("DEMO_CASES", "3000", "the worker fills a demo city up to so many cases"),
    _plain("FILE_LIMIT_MB", "20", "the size of one file that may be handed in"),
    _plain("SHEET_MEMORY_MB", "1024", "the memory that reading one workbook may take, in a process of its own"),
    _plain("SHEET_SECONDS", "120", "the seconds of computing that reading one workbook may take"),
    _shown("FONTS_DIR", "none", "a folder with more fonts for printed papers: rare characters, other scripts"),
    _plain("PUBLIC_ADDRESS", "http://localhost:8000", "the address that stands in the codes on printed papers"),
    _plain("TRUSTED_PROXIES", "0", "how many proxies stand in front, whose word on the visitor's address is believed"),
    _plain(
        "LIMITS_TIMES",
        "1",
        "multiplies how often one client may look up, search, upload and export, where a whole administration stands"
        " behind one address",
    ),
    _secret(
        "METRICS_TOKEN",
        "none: this machine alone",
        "whoever shows it as `Authorization: Bearer …` may read `/metrics`",
    ),
    _shown("DEBUG", "off", "`1` shows tracebacks in the browser; never in production"),
)
BUILDING = (  # read by the tools and tests that name them
    _shown(
        "TEST_POSTGRES_URL",
        "a server started for the run",
        "a PostgreSQL to test on: `postgres://user@host:5432`, a superuser that may create databases",
    ),
    _shown("CHROMIUM", "looked for on the path", "the browser of the journeys"),
    _shown(
        "SCREENSHOTS",
        "off",
        "`1` keeps a picture of every page of the journeys in `var/screenshots/`",
    ),
    _plain("OUTAGE_SECONDS", "6", "how long the database is away in the tests of an outage"),
)
_OURS = {variable.name: variable for variable in PLATFORM}


def given(name: str) -> str:
    """Return what the environment says, or the default. Raises KeyError for a variable that is not listed."""
    return os.environ.get(name, _OURS[name].default)


def names() -> set[str]:
    """Return the names that set something on a running platform."""
    return set(_OURS)
