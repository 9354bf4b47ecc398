"""What the code itself must not hold: ways out, ways in, secrets, and exceptions that nobody explained."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.debug import SafeExceptionReporterFilter

from tests import house
from tongban.kernel.logs import JsonLines
from tongban.ui.views import server_error

# By these a program reaches other machines.
WAYS_OUT = {
    "aiohttp", "ftplib", "http.client", "httpx", "imaplib", "paramiko", "poplib", "requests", "smtplib", "socket",
    "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
OPENERS = {  # files that may
    "exchange/adapters/opener.py",  # the platform: named hosts, no redirects, bounded in time and size
    "exchange/demo/answers.py",  # a demo system, a process of its own: to the platform that started it
    "people/views/identity.py",  # names the faults of calling the identity provider, which the account library does
    "server/commands/serve.py",  # looks for a free port on this machine
    "server/commands/partner.py",  # to a demo system on this machine
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape off|\|\s*safeseq\b")
EXPLAINED = re.compile(r"# noqa: S\d+(?:, \w+)* \(.+\)")
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY"),
    "a key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20,}|github_pat_\w{22,})"),
    "a token of a chat": re.compile(r"\bxox[abprs]-[\w-]{10,}"),
    "a web token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
    "a private key in base64": re.compile(r"\bMI(?:GH|IE|IJ)[A-Za-z0-9+/]{60,}"),
    "a password in an address": re.compile(
        r"\b(?:postgres(?:ql)?|redis|amqp|https?)://[\w.-]+:(?!password@)[^@\s/'\"{]{3,}@"
    ),
    "32 random bytes": re.compile(r"[\"'](?!(?:(..)\1{31})[\"'])[0-9a-f]{64}[\"']"),
}
KNOWN = {
    ("tongban/server/settings.py", "a private key in base64"),  # of the demo city; the doctor refuses it in production
}


def test_nothing_of_ours_reaches_other_machines() -> None:
    found = [
        f"{house.where(path)}: {name}"
        for path in house.sources()
        if str(path.relative_to(house.PACKAGE)) not in OPENERS
        for name in _imported(path)
        if any(name == way or name.startswith(f"{way}.") for way in WAYS_OUT)
    ]
    assert not found, found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))


def test_templates_escape_whatever_they_show() -> None:
    found = [house.where(path) for path in house.templates() if UNESCAPED.search(path.read_text())]
    assert not found, found


def test_only_calls_of_programs_go_without_the_token_of_a_page() -> None:
    exempt = {house.where(path) for path in house.sources() if "csrf_exempt" in path.read_text()}
    assert exempt <= {
        "tongban/portal/api/__init__.py",
        "tongban/ui/api/root.py",
        "tongban/exchange/views/door.py",
        "tongban/exchange/views/payments.py",
        "tongban/people/views/entrance.py",
    }


@pytest.mark.parametrize("kind", sorted(SECRETS))
def test_no_kept_file_holds_a_secret(kind: str) -> None:
    found = {
        (str(path.relative_to(house.ROOT)), kind)
        for path in house.kept_files()
        if path.parent.name != "requirements" and path.name != Path(__file__).name
        if kind != "32 random bytes" or "tests" not in path.parts  # digests and keys made up for a test
        if SECRETS[kind].search(path.read_bytes().decode("utf-8", errors="ignore"))
    }
    assert found <= KNOWN, found - KNOWN


def test_secrets_are_hidden_wherever_settings_are_shown() -> None:
    shown = SafeExceptionReporterFilter().get_safe_settings()

    for name in ("SECRET_KEY", "VAULT_KEYS", "INDEX_KEY", "SEAL_KEY", "METRICS_TOKEN"):
        assert shown[name] == SafeExceptionReporterFilter.cleansed_substitute, name


def test_an_error_page_tells_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    page = server_error(RequestFactory().get("/")).content.decode()

    for secret in (settings.SECRET_KEY, settings.VAULT_KEYS, str(house.ROOT), "Traceback", "Django"):
        assert secret not in page
    assert settings.DEBUG is False


@pytest.mark.django_db
def test_an_error_in_a_page_is_told_without_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("李晓云 13812345678 password")

    monkeypatch.setattr("tongban.portal.queries.at_a_glance", broken)
    client.raise_request_exception = False

    page = client.get("/").content.decode()

    told = "".join(map(JsonLines().format, caplog.records))
    assert "RuntimeError" in told
    for words in ("李晓云", "13812345678", "password"):
        assert words not in page
        assert words not in told


def test_every_exception_from_the_rules_of_safe_code_says_why() -> None:
    silent = [
        f"{house.where(path)}:{number}"
        for folder in ("tongban", "tools", "verifier")
        for path in sorted((house.ROOT / folder).rglob("*.py"))
        if "tests" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"noqa: S\d", line) and not EXPLAINED.search(line)
    ]
    assert not silent, silent
