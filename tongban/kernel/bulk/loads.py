"""How far a file was taken in: found again by its digest, moved on with each batch."""

from tongban.kernel.tables.loads import Load


def load_of(digest: str) -> Load | None:
    """Return how far this very file was read before; None if it never was."""
    return Load.objects.filter(pk=digest).first()


def keep(load: Load) -> None:
    """Store the place that was reached, in the transaction of what was written up to it."""
    load.save()
