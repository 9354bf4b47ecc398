"""The one way by which the platform calls another machine: named hosts, no redirects, bounded in time and size.

A host is named by ``TONGBAN_EXCHANGE_HOSTS``; only a demo system on this machine needs no name. Outside this machine
the call is encrypted (https). Answers are read up to a bound, and nothing in one leads anywhere else.
"""

import http.client
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

HERE = frozenset({"127.0.0.1", "localhost"})
PATIENCE = 10.0  # seconds for an answer to begin
LARGEST = 16 * 1024 * 1024  # bytes of an answer


class NotAllowed(ValueError):
    """The address is not one that may be called."""


class NoAnswer(Exception):
    """Nobody answered, or not to the end."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def allowed(address: str, hosts: Collection[str]) -> str:
    """Return the address if it may be called. Raises NotAllowed.

    >>> allowed("https://rs.example.org/exchange", {"rs.example.org"})
    'https://rs.example.org/exchange'
    >>> allowed("http://rs.example.org/", {"rs.example.org"})
    Traceback (most recent call last):
    ...
    tongban.exchange.adapters.opener.NotAllowed: http://rs.example.org/
    """
    parts = urlsplit(address)
    is_here = parts.hostname in HERE
    if parts.hostname not in hosts or parts.username or parts.scheme not in ("https", "http"):
        raise NotAllowed(address)
    if parts.scheme == "http" and not is_here:
        raise NotAllowed(address)
    return address


def call(
    address: str, method: str, path: str, *, headers: Mapping[str, str], body: bytes = b"", patience: float = PATIENCE
) -> Answer:
    """Call a machine and return what it answers; a redirect is an answer like any other. Raises NoAnswer."""
    parts = urlsplit(address)
    assert parts.hostname
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=patience, context=context)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=patience)
    try:
        connection.request(method, parts.path.rstrip("/") + path, body=body or None, headers=dict(headers))
        answer = connection.getresponse()
        read = answer.read(LARGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(type(error).__name__) from error
    finally:
        connection.close()
    if len(read) > LARGEST:
        raise NoAnswer("too large")
    return Answer(answer.status, read)
