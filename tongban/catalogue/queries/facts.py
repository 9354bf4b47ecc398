"""Items by their facts, and how days were made comparable."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import Item
from tongban.catalogue.queries.items import published_items

# To be shown beside every figure that adds up days.
CONVERSION = _("自然日和月按每周五个工作日折算为工作日，小时按每个工作日八小时折算。")


def items_without_facts() -> QuerySet[Item]:
    """Return the published items of which no facts are written: they came into force before facts were kept."""
    return published_items().filter(facts__isnull=True)
