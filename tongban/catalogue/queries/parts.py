"""What a version consists of, for acts that ask for it each time."""

from django.db.models import QuerySet

from tongban.catalogue.models import HandlingItem, ItemVersion, MaterialSpec
from tongban.kernel.statements import prepared


def materials_of(version: ItemVersion) -> list[MaterialSpec]:
    """Return the papers that a version may ask for, in their order."""
    return _materials(version.pk)


def scenarios_of(version: ItemVersion) -> list[HandlingItem]:
    """Return the scenarios of a version, in order of preference."""
    return _scenarios(version.pk)


def ask_parts_ahead(version: int) -> None:
    """Have both asked together with what an act asks next."""
    _materials.ahead(version)
    _scenarios.ahead(version)


@prepared
def _materials(version: int) -> "QuerySet[MaterialSpec]":
    return MaterialSpec.objects.filter(version=version)


@prepared
def _scenarios(version: int) -> "QuerySet[HandlingItem]":
    return HandlingItem.objects.filter(version=version)
