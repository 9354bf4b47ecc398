"""Who of the staff is contracted: whoever else wants to know asks here."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.people.models import Officer


def contracted_at(offices: Q, *, on: date) -> QuerySet[Officer]:
    """Return the contracted staff in service of some offices, the condition on which is given."""
    serving = Officer.objects.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)
    return serving.filter(offices, is_contracted=True).select_related("office").order_by("staff_number")
