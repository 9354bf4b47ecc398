"""What matters that were taken over are about, kept for finding by title and for the filters of the lists."""

from collections.abc import Mapping

from tongban.kernel.transactions import action
from tongban.matters.models import Subject


@action(silent="what there is to be about is told by the catalogue")
def remember_subjects(titles: Mapping[str, str], *, kind: str) -> None:
    """Keep the subjects with these codes and titles; one that is kept already keeps its title, which is newer."""
    rows = [Subject(code=code, kind=kind, title=title) for code, title in sorted(titles.items())]
    Subject.objects.bulk_create(rows, ignore_conflicts=True)
