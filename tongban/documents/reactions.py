"""What comes round: bytes that no row names any more are removed."""

from datetime import datetime, timedelta

from tongban.documents import queries, storage
from tongban.kernel.jobs import periodic

GRACE = timedelta(days=1)  # longer than any upload and its transaction take


@periodic("sweep stored files", every=timedelta(hours=6))
def sweep(now: datetime) -> None:
    """Remove bytes that were stored a day ago or longer and belong to no row, folder by folder."""
    before = (now - GRACE).timestamp()
    for left in storage.left_aside_before(before):
        left.unlink(missing_ok=True)
    for folder in storage.folders():
        old = {place.name: place for place in storage.kept_before(folder, before)}
        for digest in old.keys() - queries.kept_digests(folder) if old else ():
            old[digest].unlink(missing_ok=True)
