"""The steps of a matter, read once for everything that a page tells of them."""

from django.db.models import Prefetch, prefetch_related_objects

from tongban.matters.models import Matter, Step


def steps_of(matter: Matter) -> list[Step]:
    """Return every step of a matter by wave, with its office and officers; the matter remembers them."""
    steps = Step.objects.select_related("office", "claimed_by", "closed_by").order_by("wave", "pk")
    prefetch_related_objects([matter], Prefetch("steps", steps))
    return list(matter.steps.all())
