"""Finding a matter by its number, by what it is about, or by whose it is."""

from datetime import date

from django.db.models import Q

from tongban.kernel.vault import blind_index
from tongban.matters.models import Matter, OldNumber, Subject, TimedQuerySet
from tongban.matters.queries.access import seen_by
from tongban.matters.rules.numbers import looks_like_number, tidy_number
from tongban.people.models import Officer, Party

COLUMNS = (  # what a list shows of a matter: no more is read of it
    "number", "subject_title", "state", "received_at", "due_at", "warn_at", "party__kind", "party__name",
    "office__short_name",
)  # fmt: skip
MOST_SUBJECTS = 50
MOST_PARTIES = 50


def find(text: str, *, officer: Officer, on: date) -> TimedQuerySet[Matter]:
    """Return the matters an officer may see that a text finds, the newest first.

    A number, whole or its beginning, or the whole number of an earlier system; else a party's whole name, identity or
    phone, or part of an item's title.
    """
    text = text.strip()
    matters = seen_by(officer, on=on).select_related("office", "party").order_by("-id")
    return matters.filter(matching(text)) if text else matters.none()


def subject_of(number: str) -> str:
    """Return the subject of the journal that a matter's number stands for; what is no number is taken as a subject."""
    matter = Matter.objects.filter(number=tidy_number(number)).first() if looks_like_number(number) else None
    return matter.subject if matter else number


def matching(text: str, prefix: str = "") -> Q:
    """Return the condition under which a matter, reached by ``prefix``, matches a text."""
    found = _by_text(text, prefix)
    taken_over = list(OldNumber.objects.filter(number=text)[:MOST_PARTIES].values_list("pk", flat=True))
    return found | Q(**{f"{prefix}pk__in": taken_over}) if taken_over else found


def _by_text(text: str, prefix: str) -> Q:
    if looks_like_number(text):
        by_number = Q(**{f"{prefix}number__startswith": tidy_number(text)})
        return by_number | Q(**{f"{prefix}party__in": _parties(text)})
    titles = Subject.objects.filter(title__icontains=text)[:MOST_SUBJECTS].values_list("code", flat=True)
    return Q(**{f"{prefix}subject_code__in": list(titles)}) | Q(**{f"{prefix}party__in": _parties(text)})


def _parties(text: str) -> list[int]:
    index = blind_index(text)
    same = Q(name_index=index) | Q(identity_index=index) | Q(phone_index=index)
    return list(Party.objects.filter(same).values_list("pk", flat=True)[:MOST_PARTIES])
