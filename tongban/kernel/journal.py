"""The journal: an append-only chain of entries per subject.

The body is canonical JSON (RFC 8785: sorted keys, no white space, no floats) without personal values.
"""

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongban.kernel.events import Event


def append(event: "Event") -> None:
    """Add the event to the chain of its subject, under the lock of the chain's head."""
    from tongban.kernel.models import JournalEntry, JournalHead

    JournalHead.objects.get_or_create(subject=event.subject)
    head = JournalHead.objects.select_for_update().get(subject=event.subject)
    body = canonical(event)
    head.position += 1
    link = {"subject": event.subject, "position": head.position, "body": body, "previous": head.digest}
    digest = hashlib.sha256(_dump(link).encode()).hexdigest()
    JournalEntry.objects.create(
        subject=event.subject,
        position=head.position,
        name=type(event).__name__,
        by=event.by,
        at=event.at,
        body=body,
        previous_digest=head.digest,
        digest=digest,
    )
    head.digest = digest
    head.save(update_fields=["position", "digest"])


def canonical(event: "Event") -> str:
    """Return the event as canonical JSON text. Raises TypeError on a value that has no canonical form."""
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    return _dump({"event": type(event).__name__, **fields})


def _dump(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> str | list[object]:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
