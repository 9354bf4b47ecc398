"""Which matters of an old system are here already?"""

from collections.abc import Collection

from tongban.matters.models import OldNumber


def old_numbers_taken_over(system: str, numbers: Collection[str]) -> set[str]:
    known = OldNumber.objects.filter(system=system, number__in=numbers)
    return set(known.values_list("number", flat=True))
