"""Is the deployment configured as one that holds people's data must be? Asks the settings alone."""

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tongban.people.rules.factors import OFFERED, POLICIES
from tongban.server.checks.findings import Finding, fault, warning
from tongban.server.settings import DEMO_IDENTITY_SECRET, DEMO_SECRET
from tongban.server.variables import names

SHORTEST_SECRET = 50  # characters
DEMO_KEYS = {"TONGBAN_SECRET_KEY": DEMO_SECRET, "TONGBAN_VAULT_KEYS": "11" * 32, "TONGBAN_INDEX_KEY": "22" * 32}
KEYS = {
    "TONGBAN_SECRET_KEY": "SECRET_KEY",
    "TONGBAN_VAULT_KEYS": "VAULT_KEYS",
    "TONGBAN_INDEX_KEY": "INDEX_KEY",
    "TONGBAN_SEAL_KEY": "SEAL_KEY",
}
AT_HOME = {"localhost", "127.0.0.1", "[::1]", "testserver"}
DEMO_CITY = "云州市"


def look_at_configuration() -> Iterator[Finding]:
    if settings.DEMO:
        yield fault("demo_mode")
    if settings.DEBUG:
        yield fault("debug_on")
    yield from _keys()
    yield from _addresses()
    yield from _signing_in()
    if settings.CITY_NAMES["zh-hans"] == DEMO_CITY:
        yield warning("city_without_its_name")
    if settings.TIME_ZONE != "Asia/Shanghai" or ZoneInfo(settings.TIME_ZONE).key != settings.TIME_ZONE:
        yield fault("time_zone", name=settings.TIME_ZONE)
    yield from unknown_variables(os.environ)


def _keys() -> Iterator[Finding]:
    for variable, name in KEYS.items():
        value = _value(name)
        demo = DEMO_KEYS.get(variable) or getattr(settings, f"DEMO_{name}", None)
        if not value:
            yield fault("key_missing", variable=variable)
        elif demo and demo in value:
            yield fault("demo_key", variable=variable)
    if 0 < len(_value("SECRET_KEY")) < SHORTEST_SECRET:
        yield fault("secret_short", length=len(settings.SECRET_KEY), least=SHORTEST_SECRET)


def _signing_in() -> Iterator[Finding]:
    if settings.IDENTITY_ADDRESS and not settings.IDENTITY_SECRET:
        yield fault("key_missing", variable="TONGBAN_IDENTITY_SECRET")
    if settings.IDENTITY_SECRET == DEMO_IDENTITY_SECRET:
        yield fault("demo_key", variable="TONGBAN_IDENTITY_SECRET")
    if settings.IDENTITY_ADDRESS and urlsplit(settings.IDENTITY_ADDRESS).scheme != "https":
        yield fault("identity_not_https", address=settings.IDENTITY_ADDRESS)
    if settings.SECOND_FACTOR == OFFERED:
        yield fault("second_factor_offered")
    elif settings.SECOND_FACTOR not in POLICIES:
        yield fault("second_factor_unknown", value=settings.SECOND_FACTOR)


def _value(name: str) -> str:
    """Return a setting as text; Django itself will not hand out a key that is empty."""
    try:
        return str(getattr(settings, name, ""))
    except ImproperlyConfigured:
        return ""


def _addresses() -> Iterator[Finding]:
    hosts = {host for host in settings.ALLOWED_HOSTS if host}
    if "*" in hosts or not hosts - AT_HOME:
        yield fault("hosts_default", hosts=",".join(sorted(hosts)) or "—")
    address = urlsplit(settings.PUBLIC_ADDRESS)
    if address.scheme != "https":
        yield fault("address_not_https", address=settings.PUBLIC_ADDRESS)
    elif hosts - AT_HOME and "*" not in hosts and address.hostname and not _is_served(address.hostname, hosts):
        yield warning("address_not_served", address=settings.PUBLIC_ADDRESS, hosts=",".join(sorted(hosts)))
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield fault("no_trusted_proxy")
    elif not settings.METRICS_TOKEN:
        yield warning("no_metrics_token")


def _is_served(name: str, hosts: set[str]) -> bool:
    return any(name == host or (host.startswith(".") and name.endswith(host)) for host in hosts)


def unknown_variables(environment: Iterable[str]) -> Iterator[Finding]:
    """Yield each name in the environment that looks like ours and is not: a typing mistake sets nothing."""
    known = names()
    for name in sorted(environment):
        if name.startswith("TONGBAN_") and name not in known:
            meant = get_close_matches(name, known, 1)
            yield warning("variable_unknown", name=name, meant=meant[0] if meant else "—")
