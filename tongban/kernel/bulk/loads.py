"""How far a file was taken in: found again by its digest, moved on with each batch."""

from tongban.kernel.tables.loads import Load


def load_of(digest: str, *, is_locked: bool = False) -> Load | None:
    """Return how far this very file was read before; None if it never was."""
    loads = Load.objects.select_for_update() if is_locked else Load.objects
    return loads.filter(pk=digest).first()


def keep(load: Load) -> None:
    """Store the place that was reached, in the transaction of what was written up to it."""
    load.save()
