"""Who sent this, and is it from just now? HMAC-SHA256 over the moment and the bytes. Pure."""

import hashlib
import hmac
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)  # between the moment in a signature and our clock


def signature(key: str, moment: str, body: bytes) -> str:
    """Return what stands beside a call: HMAC-SHA256 of its moment and its bytes, in hexadecimal.

    >>> signature("k", "2026-11-28T09:00:00+08:00", b"{}")[:16]
    '8fb17c928fe5ed26'
    """
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(key: str, moment: str, body: bytes, given: str, *, now: datetime) -> bool:
    """Say whether a call comes from who has the key, and from just now."""
    return bool(key) and is_recent(moment, now=now) and hmac.compare_digest(signature(key, moment, body), given)


def is_recent(moment: str, *, now: datetime) -> bool:
    try:
        return abs(now - datetime.fromisoformat(moment)) <= TOLERANCE
    except (ValueError, TypeError):
        return False


def of_call(moment: str, nonce: str, path: str) -> str:
    """Return what is signed before the bytes of a call between systems: when, which call, and where to.

    >>> of_call("2026-11-28T09:00:00+08:00", "7f3a", "/exchange/systems/tax/rows/")
    '2026-11-28T09:00:00+08:00\\n7f3a\\n/exchange/systems/tax/rows/'
    """
    return f"{moment}\n{nonce}\n{path}"


def call_signature(key: str, *, moment: str, nonce: str, path: str, body: bytes) -> str:
    """Return the signature of a call between systems."""
    return signature(key, of_call(moment, nonce, path), body)


def same(one: str, other: str) -> bool:
    """Compare two signatures in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
