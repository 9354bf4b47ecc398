"""Who may read a file or a document: the owner of its subject says so.

A module above registers one guard per kind of subject; a subject that nobody guards is read by nobody.
"""

from collections.abc import Callable

from django.http import HttpRequest

Guard = Callable[[HttpRequest, str], bool]
_guards: dict[str, Guard] = {}


def guards(prefix: str) -> Callable[[Guard], Guard]:
    """Register the function that says who may read what belongs to ``prefix:…``."""

    def register(guard: Guard) -> Guard:
        _guards[prefix] = guard
        return guard

    return register


def may_read(request: HttpRequest, subject: str) -> bool:
    """Return whether whoever asks may read files and documents of the subject."""
    guard = _guards.get(subject.partition(":")[0])
    return guard is not None and guard(request, subject)
