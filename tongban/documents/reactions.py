"""What comes round: bytes that no row names any more are removed."""

from datetime import datetime, timedelta
from itertools import islice

from tongban.documents import queries, storage
from tongban.documents.actions import KEPT, forget_fetched_papers, forget_held_papers, note_typeset_forgotten
from tongban.kernel.jobs import periodic
from tongban.kernel.retention import forgets

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


@forgets(KEPT["typeset"])
def forget_typeset(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove typeset papers made before a moment: whoever asks again has them typeset from the same data."""
    count = 0
    for place in islice(storage.kept_before(queries.RENDERED, before.timestamp()), at_most):
        place.unlink(missing_ok=True)
        count += 1
    note_typeset_forgotten(count=count, now=now)
    return count


forgets(KEPT["held_papers"])(forget_held_papers)
forgets(KEPT["fetched_papers"])(forget_fetched_papers)
